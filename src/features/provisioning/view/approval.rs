//! How a camera that is not on the allowlist gets onto it from its card.

use std::fmt::Display;

use egui::Ui;

use super::{ProvisioningCx, card_view_model::CardMessage};
use crate::{
    domain::{
        allowlist::{EntryNote, NewEntry},
        candidate::Failure,
        mac::MacAddr,
        problem::{ErrorCode, Problem},
    },
    features::provisioning::{
        batch::Batch,
        card::{AllowlistStatus, Card},
        intent::ProvisioningIntent,
    },
    i18n, tr,
    ui::{
        Request,
        theme::{TextRole, Tone},
        widgets::{
            button::{Button, Size},
            label::label_ui,
        },
    },
};

/// Where the approval of a camera stands that must not be provisioned without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Approval {
    /// It can be added to the allowlist. This entry of a neighbouring address may mean it.
    Possible(NewEntry, Option<MacAddr>),
    /// It is being added.
    Adding,
    /// It is on the allowlist, and the Pi has not applied that to the session yet.
    Listed,
    /// It could not be added: what to add again, and why it failed.
    Failed(NewEntry, CardMessage),
}

impl Approval {
    /// The approval that the camera of `card` needs. `None`: it needs none, or there is no
    /// allowlist. `status`: what the allowlist knows of it, which few cameras need.
    #[must_use]
    pub fn of(card: &Card, status: impl FnOnce() -> Option<AllowlistStatus>) -> Option<Self> {
        let candidate = &card.candidate;
        let waits = card.is_barred();
        let problem = card.problem.as_ref().and_then(Problem::error_code);
        let failure = candidate.failure.as_ref().and_then(Failure::error_code);
        let failure = failure.filter(|_| card.can_retry());
        let is_refused = problem.or(failure) == Some(ErrorCode::DeviceNotInAllowlist);
        if !waits && !is_refused {
            return None;
        }
        Some(match status()? {
            AllowlistStatus::Missing(neighbour) => {
                let container = candidate.container_id.as_deref().unwrap_or_default();
                let note = match &neighbour {
                    Some(entry) => entry.note.clone(),
                    None => EntryNote::typed("", container),
                };
                let mac = candidate.mac;
                let neighbour = neighbour.map(|entry| entry.mac);
                Self::Possible(NewEntry { mac, note }, neighbour)
            }
            AllowlistStatus::Adding => Self::Adding,
            AllowlistStatus::Listed => Self::Listed,
            AllowlistStatus::Failed(entry, problem) => {
                let reason = i18n::problem_summary(&problem);
                let message = CardMessage {
                    headline: tr!("approval-failed", reason = reason),
                    advice: i18n::advice(&problem.remedy),
                    tone: Tone::Bad,
                };
                Self::Failed(entry, message)
            }
        })
    }

    /// What would put it on the allowlist, if that can be asked for now.
    #[must_use]
    pub fn entry(self) -> Option<NewEntry> {
        match self {
            Self::Possible(entry, _) | Self::Failed(entry, _) => Some(entry),
            Self::Adding | Self::Listed => None,
        }
    }

    /// What the card shows about it.
    #[must_use]
    pub fn message(&self) -> CardMessage {
        let (headline, advice) = match self {
            Self::Failed(_, message) => return message.clone(),
            Self::Possible(_, None) => (
                tr!("approval-missing").to_owned(),
                tr!("approval-missing-advice").to_owned(),
            ),
            Self::Possible(entry, Some(neighbour)) => {
                let neighbour = neighbour.to_string();
                let advice = match entry.note.description.as_str() {
                    "" => tr!("approval-neighbour-advice").to_owned(),
                    text => tr!("approval-neighbour-advice-named", description = text),
                };
                (tr!("approval-neighbour", mac = neighbour), advice)
            }
            Self::Adding => (tr!("approval-adding").to_owned(), String::new()),
            Self::Listed => (
                tr!("approval-listed").to_owned(),
                tr!("approval-listed-advice").to_owned(),
            ),
        };
        CardMessage {
            headline,
            advice,
            tone: Tone::Plain,
        }
    }
}

/// The button that adds a camera to the allowlist, with its visible `text` and its accessible
/// `name`. True if it was pressed.
pub fn approve_button_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    approval: &Approval,
    text: &str,
    size: Size,
    name: &dyn Display,
) -> bool {
    match approval {
        Approval::Possible(entry, _) | Approval::Failed(entry, _) => {
            let button = Button::secondary(text).named_lazily(name).size(size);
            let pressed = button.pressed(ui);
            if pressed {
                cx.request(Request::AddToAllowlist(entry.clone()));
            }
            pressed
        }
        Approval::Adding => {
            label_ui(
                ui,
                TextRole::Body,
                Tone::Quiet,
                tr!("approval-adding-short"),
            );
            false
        }
        Approval::Listed => false,
    }
}

/// The button that adds all cameras to the allowlist that wait for that, and provisions each once
/// the Pi allows it.
pub fn allow_and_provision_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, batch: &Batch) {
    if !batch.has_barred_cameras() {
        return;
    }
    let entries = missing(cx, batch);
    if entries.is_empty() {
        return;
    }
    let text = tr!("batch-allow-and-provision", count = entries.len());
    let button = Button::secondary(text)
        .named(tr!("batch-allow-and-provision-name"))
        .size(Size::Small)
        .enabled(batch.can_act_on_cameras() && !cx.state.is_stale);
    if button.pressed(ui) {
        let macs = entries.iter().map(|entry| entry.mac).collect();
        cx.push(ProvisioningIntent::ProvisionOnceAllowed(macs));
        for entry in entries {
            cx.request(Request::AddToAllowlist(entry));
        }
    }
}

/// The entries that the allowlist lacks for the cameras that wait.
fn missing(cx: &ProvisioningCx<'_, '_>, batch: &Batch) -> Vec<NewEntry> {
    let barred = batch.cards.iter().filter(|card| card.is_barred());
    let entries = barred.filter_map(|card| {
        let status = || (cx.state.allowlist_status)(card.candidate.mac);
        Approval::of(card, status)?.entry()
    });
    entries.collect()
}

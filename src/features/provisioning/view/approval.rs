//! A camera that is not on the allowlist, and the way onto it from where it is seen.

use egui::Ui;

use super::card_view_model::Message;
use crate::{
    domain::{
        allowlist::{EntryNote, NewEntry},
        candidate::CandidateState,
        mac::MacAddr,
    },
    features::{
        allowlist::{
            intent::AllowlistIntent,
            state::{Allowlist, Change},
        },
        intent::Intent,
        provisioning::card::Card,
    },
    i18n, tr,
    ui::{
        theme::{TextRole, Tone},
        widgets::{button::Button, label::label_ui},
    },
};

/// The code of a camera that the Pi refuses because it is not on the list.
const NOT_IN_ALLOWLIST: &str = "DEVICE_NOT_IN_ALLOWLIST";

/// How a camera that may not be provisioned gets permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Approval {
    /// It can be put on the list.
    Possible(NewEntry),
    /// It is being put on the list.
    UnderWay,
    /// It is on the list, and the session does not know yet.
    Given,
    /// It could not be put on the list: why, and the same again.
    Refused(NewEntry, Message),
}

impl Approval {
    /// What concerns the camera of `card`; `None`: it needs no permission, or this Pi gives none.
    #[must_use]
    pub fn of(card: &Card, allowlist: &Allowlist) -> Option<Self> {
        let candidate = &card.candidate;
        let waits = *card.state() == CandidateState::Discovered && !candidate.in_allowlist;
        let refused = card
            .problem
            .as_ref()
            .is_some_and(|problem| problem.code == NOT_IN_ALLOWLIST);
        if !(waits || refused) || allowlist.is_unavailable() {
            return None;
        }
        let entry = NewEntry {
            mac: candidate.mac,
            note: EntryNote::typed("", candidate.container_id.as_deref().unwrap_or_default()),
        };
        Some(match allowlist.change(candidate.mac) {
            Some(Change::Adding(_)) => Self::UnderWay,
            Some(Change::AddFailed(entry, problem)) => {
                let reason = i18n::summary(&problem.code, &problem.summary);
                let message = Message {
                    headline: tr!("approval-refused", reason = reason),
                    advice: i18n::advice(&problem.remedy),
                    tone: Tone::Bad,
                };
                Self::Refused(entry.clone(), message)
            }
            _ if allowlist.has(candidate.mac) => Self::Given,
            _ => Self::Possible(entry),
        })
    }

    /// What the card says.
    #[must_use]
    pub fn message(&self) -> Message {
        let (headline, advice) = match self {
            Self::Refused(_, message) => return message.clone(),
            Self::Possible(_) => (tr!("approval-missing"), tr!("approval-missing-advice")),
            Self::UnderWay => (tr!("approval-under-way"), String::new()),
            Self::Given => (tr!("approval-given"), tr!("approval-given-advice")),
        };
        Message {
            headline,
            advice,
            tone: Tone::Plain,
        }
    }
}

/// The button that puts a camera on the list; `text` is what there is room for, `name` what a screen reader says.
pub fn approve_button_ui(
    ui: &mut Ui,
    mac: MacAddr,
    approval: &Approval,
    text: &str,
    name: &str,
    intents: &mut Vec<Intent>,
) {
    let action = match approval {
        Approval::Possible(entry) => AllowlistIntent::Add(entry.clone()),
        Approval::Refused(..) => AllowlistIntent::TryAgain(mac),
        Approval::UnderWay => {
            label_ui(ui, TextRole::Body, Tone::Quiet, tr!("approval-adding"));
            return;
        }
        Approval::Given => return,
    };
    if Button::secondary(text).named(name).pressed(ui) {
        intents.push(Intent::Allowlist(action));
    }
}

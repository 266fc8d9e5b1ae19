//! Why cameras failed, in words, and what the screen can do about it: above the cards, in the dialog
//! with all causes, and in the details of a camera.

use std::borrow::Cow;

use egui::{ScrollArea, Ui};

use super::{ProvisioningCx, ProvisioningUiState, approval::Approval};
use crate::{
    domain::{mac::MacAddr, thresholds::Metric},
    features::provisioning::{
        batch::Batch, card::Card, cause_rules::Cause, failure_evidence::LikelyCause,
        intent::ProvisioningIntent,
    },
    tr,
    ui::{
        Request, Tab, format,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            button::Button,
            dialog::{dialog_ui, room},
            label::paragraph_ui,
        },
    },
};

/// So many cameras are named, more are counted.
const MOST_NAMED: usize = 3;
/// More causes than these would not help anybody.
pub const MOST_CAUSES: usize = 3;

/// The evidence for a cause, in a sentence.
#[must_use]
pub fn evidence_text(likely: &LikelyCause, batch: &Batch) -> String {
    let network = batch.session.target_ssid.as_str();
    let count = likely.cameras.len();
    let cameras = names(&likely.cameras, batch);
    let (ended, verified, tries) = (likely.ended, likely.verified, likely.tries);
    match likely.cause {
        Cause::MqttDown => tr!("cause-mqtt-down", cameras = cameras),
        Cause::PiRestarted => tr!("cause-pi-restarted", cameras = cameras),
        Cause::Passphrase if count == 1 => {
            tr!("cause-passphrase-one", camera = cameras, tries = tries)
        }
        Cause::Passphrase => tr!("cause-passphrase", count = count, ended = ended),
        Cause::Network if count == 1 => tr!(
            "cause-network-one",
            camera = cameras,
            tries = tries,
            network = network
        ),
        Cause::Network => tr!(
            "cause-network",
            count = count,
            ended = ended,
            network = network
        ),
        Cause::WeakSignal => signal_text(likely, cameras),
        Cause::PiOverloaded => {
            let figure = likely.critical.map(figure).unwrap_or_default();
            tr!("cause-pi-overloaded", cameras = cameras, figure = figure)
        }
        Cause::NoneReached => tr!("cause-none-reached", cameras = cameras),
        Cause::AccessPoint => tr!(
            "cause-access-point",
            cameras = cameras,
            verified = verified,
            network = network
        ),
        Cause::CameraSilent if verified == 0 => {
            tr!("cause-camera-silent-one", camera = cameras, tries = tries)
        }
        Cause::CameraSilent => tr!(
            "cause-camera-silent",
            cameras = cameras,
            verified = verified
        ),
        Cause::CameraRejects => tr!(
            "cause-camera-rejects",
            cameras = cameras,
            verified = verified
        ),
        Cause::NotAllowed => tr!("cause-not-allowed", cameras = cameras),
        Cause::PiBusy => tr!("batch-cameras-wait", count = count),
        Cause::ConnectionLost => tr!("cause-connection-lost", cameras = cameras),
    }
}

fn signal_text(likely: &LikelyCause, cameras: String) -> String {
    let signal = likely.best_dbm.map(format::dbm).unwrap_or_default();
    let count = likely.cameras.len();
    match likely.weakest_verified_dbm {
        Some(others) if likely.best_dbm < Some(others) => tr!(
            "cause-weak-signal-others",
            count = count,
            cameras = cameras,
            signal = signal,
            others = format::dbm(others)
        ),
        _ => tr!(
            "cause-weak-signal",
            count = count,
            cameras = cameras,
            signal = signal
        ),
    }
}

fn figure((metric, value): (Metric, f64)) -> String {
    let value = format::metric(metric, Some(value));
    match metric {
        Metric::Temperature => tr!("cause-figure-temperature", value = value),
        Metric::Memory => tr!("cause-figure-memory", value = value),
        Metric::Cpu | Metric::Disk => tr!("cause-figure-cpu", value = value),
    }
}

/// `4A:4F, 4A:50`, with positions `7 (4A:4F)`, or `5 cameras`.
fn names(cameras: &[MacAddr], batch: &Batch) -> String {
    if cameras.len() > MOST_NAMED {
        return tr!("cause-cameras", count = cameras.len());
    }
    let cards = cameras.iter().filter_map(|mac| batch.cards.get(*mac));
    let names: Vec<String> = cards.map(Card::full_label).collect();
    names.join(", ")
}

/// What a person can do about it, in a sentence.
#[must_use]
pub fn cause_advice(cause: Cause) -> &'static str {
    match cause {
        Cause::MqttDown => tr!("cause-mqtt-down-advice"),
        Cause::PiRestarted => tr!("cause-pi-restarted-advice"),
        Cause::Passphrase => tr!("canary-rejected-advice"),
        Cause::Network => tr!("cause-network-advice"),
        Cause::WeakSignal => tr!("cause-weak-signal-advice"),
        Cause::PiOverloaded => tr!("cause-pi-overloaded-advice"),
        Cause::NoneReached => tr!("cause-none-reached-advice"),
        Cause::AccessPoint => tr!("cause-access-point-advice"),
        Cause::CameraSilent => tr!("cause-camera-silent-advice"),
        Cause::CameraRejects => tr!("cause-camera-rejects-advice"),
        Cause::NotAllowed => tr!("cause-not-allowed-advice"),
        Cause::PiBusy => tr!("cause-pi-busy-advice"),
        Cause::ConnectionLost => tr!("cause-connection-lost-advice"),
    }
}

/// The causes that explain the failure of a camera, the first one first.
pub fn causes_of(batch: &Batch, mac: MacAddr) -> impl Iterator<Item = &LikelyCause> {
    let causes = batch.causes.iter();
    causes
        .filter(move |likely| likely.explains(mac))
        .take(MOST_CAUSES)
}

/// The tone of what is said about a cause.
#[must_use]
pub fn tone(likely: &LikelyCause, batch: &Batch) -> Tone {
    let cards = likely
        .cameras
        .iter()
        .filter_map(|mac| batch.cards.get(*mac));
    if !likely.cause.concerns_all() && cards.into_iter().all(Card::is_unconfirmed) {
        Tone::Warning
    } else {
        Tone::Bad
    }
}

/// The button for a cause, if there is something to do about it now. `number`: the place of the cause
/// where several are listed. True if it was pressed.
pub fn action_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    (likely, number): (&LikelyCause, Option<usize>),
    ui_state: &mut ProvisioningUiState,
) -> bool {
    let can_act = batch.can_act_on_cameras() && !cx.state.is_stale;
    let button = |text: Cow<'static, str>| {
        let button = match number {
            None => Button::primary(text.clone()),
            Some(_) => Button::secondary(text.clone()),
        };
        match number {
            Some(number) => button.named(tr!("cause-action-named", action = text, number = number)),
            None => button,
        }
    };
    // It ends the session.
    let waits = tr!("cause-change-passphrase-waits");
    match likely.cause {
        Cause::Passphrase | Cause::Network => {
            let is_free = batch.is_over() || can_act && batch.counts.in_flight() == 0;
            let change = button(tr!("canary-change-passphrase").into()).enabled(is_free);
            let change = match batch.counts.in_flight() {
                0 => change,
                _ => change.hint(&waits),
            };
            let pressed = change.pressed(ui);
            if pressed {
                ui_state.prefill(batch.session.target_ssid.as_str());
                cx.push(ProvisioningIntent::ChangePassphrase);
            }
            pressed
        }
        Cause::MqttDown | Cause::PiOverloaded => {
            let pressed = button(tr!("cause-show-health").into()).pressed(ui);
            if pressed {
                cx.request(Request::ShowTab(Tab::Monitor));
            }
            pressed
        }
        Cause::NotAllowed => {
            let cards = likely
                .cameras
                .iter()
                .filter_map(|mac| batch.cards.get(*mac));
            let entries: Vec<_> = cards
                .filter_map(|card| {
                    let status = || (cx.state.allowlist_status)(card.candidate.mac);
                    Approval::of(card, status)?.entry()
                })
                .collect();
            let text = tr!("cause-allow", count = entries.len());
            let allow = button(text.into()).enabled(can_act && !entries.is_empty());
            let pressed = !batch.is_over() && allow.pressed(ui);
            if pressed {
                for entry in entries {
                    cx.request(Request::AddToAllowlist(entry));
                }
            }
            pressed
        }
        Cause::PiBusy => {
            let now = button(tr!("problem-panel-retry-now").into()).enabled(can_act);
            let pressed = !batch.is_over() && now.pressed(ui);
            if pressed {
                let cameras = likely.cameras.clone();
                cx.push(ProvisioningIntent::RetryCamerasNow(cameras));
            }
            pressed
        }
        Cause::PiRestarted
        | Cause::WeakSignal
        | Cause::NoneReached
        | Cause::AccessPoint
        | Cause::CameraSilent
        | Cause::CameraRejects
        | Cause::ConnectionLost => {
            let text = match likely.cameras.as_slice() {
                [camera] => tr!("cause-retry-one", camera = camera.short().to_string()),
                all => tr!("cause-retry", count = all.len()),
            };
            let mut cameras = likely.cameras.clone();
            cameras.retain(|mac| batch.cards.get(*mac).is_some_and(Card::can_retry));
            let retry = button(text.into()).enabled(can_act && !cameras.is_empty());
            let pressed = !batch.is_over() && retry.pressed(ui);
            if pressed {
                cx.push(ProvisioningIntent::RetryCameras(cameras));
            }
            pressed
        }
    }
}

/// Draws the dialog with all causes. True while it stays open.
pub fn causes_dialog_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    ui_state: &mut ProvisioningUiState,
) -> bool {
    let mut stays = !batch.causes.is_empty();
    let title = tr!("causes-title");
    let left = dialog_ui(ui.ctx(), title, "", |ui| {
        let buttons = Density::of(ui).control_height() + 10.0 * STEP;
        let height = room(ui.ctx()) - ui.min_rect().height() - buttons;
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            for (index, likely) in batch.causes.iter().take(MOST_CAUSES).enumerate() {
                cause_ui(ui, batch, likely, index + 1);
                let acted = action_ui(ui, cx, batch, (likely, Some(index + 1)), ui_state);
                stays &= !acted;
                ui.add_space(STEP);
            }
        });
        stays &= !Button::secondary(tr!("card-close")).pressed(ui);
    });
    stays && !left
}

/// Draws one of several causes: the evidence, and what to do.
pub fn cause_ui(ui: &mut Ui, batch: &Batch, likely: &LikelyCause, number: usize) {
    ui.spacing_mut().item_spacing.y = STEP;
    let evidence = evidence_text(likely, batch);
    let text = format!("{number}.  {evidence}");
    paragraph_ui(ui, TextRole::Strong, tone(likely, batch), text);
    let advice = cause_advice(likely.cause);
    paragraph_ui(ui, TextRole::Body, Tone::Plain, advice);
}

//! What concerns several cameras at once: commands that wait, and the likely cause of failures. One
//! panel at most: the cards have the rest.

use egui::Ui;

use super::{
    ProvisioningCx, ProvisioningUiState,
    likely_causes::{MOST_CAUSES, action_ui, cause_advice, causes_of, evidence_text, tone},
};
use crate::{
    features::provisioning::{
        batch::Batch, card::Card, cause_rules::Cause, failure_evidence::LikelyCause,
        intent::ProvisioningIntent,
    },
    i18n, tr,
    ui::{
        icons,
        theme::{TextRole, Tone},
        widgets::{
            button::Button,
            label::paragraph_ui,
            notice::notice_ui,
            retry_countdown::{RetryAction, retry_ui},
        },
    },
};

/// Draws the panel that applies.
pub fn several_cameras_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    ui_state: &mut ProvisioningUiState,
) {
    let can_act = batch.can_act_on_cameras();
    if let Some(card) = batch.held_canary().filter(|_| can_act) {
        held_ui(ui, cx, batch, card, ui_state);
        return;
    }
    match batch.common_cause() {
        Some(likely) if likely.cause != Cause::PiBusy => {
            common_cause_ui(ui, cx, batch, likely, ui_state);
        }
        Some(_) if can_act && !cx.state.is_stale => waiting_ui(ui, cx, batch),
        Some(_) | None => {}
    }
}

/// Why the others wait, and what a person can do.
fn held_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    card: &Card,
    ui_state: &mut ProvisioningUiState,
) {
    let camera = card.full_label();
    let count = batch.counts.ready();
    let network = batch.session.target_ssid.as_str();
    let Some(likely) = causes_of(batch, card.candidate.mac).next() else {
        return;
    };
    let (headline, cause) = match likely.cause {
        Cause::Passphrase => (
            tr!("canary-rejected", camera = camera),
            tr!("canary-rejected-advice"),
        ),
        Cause::Network => (
            tr!("canary-did-not-join", camera = camera, network = network),
            tr!("canary-did-not-join-advice"),
        ),
        other => (evidence_text(likely, batch), cause_advice(other)),
    };
    let advice = if count > 0 {
        format!("{cause} {}", tr!("canary-others-wait", count = count))
    } else {
        cause.to_owned()
    };
    panel_ui(ui, Tone::Bad, &headline, &advice, |ui| {
        ui.horizontal_wrapped(|ui| {
            let is_free = batch.busy.is_none() && !cx.state.is_stale;
            action_ui(ui, cx, batch, (likely, None), ui_state);
            let another = Button::secondary(tr!("canary-try-another"));
            if another.enabled(is_free && count > 0).pressed(ui) {
                cx.push(ProvisioningIntent::TryAnother);
            }
            let go_on = Button::quiet(tr!("canary-go-on"));
            if go_on.enabled(is_free && count > 0).pressed(ui) {
                cx.push(ProvisioningIntent::GoOnAnyway);
            }
        });
    });
}

/// Why commands for several cameras wait, and how long.
fn waiting_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, batch: &Batch) {
    let Some(card) = batch.next_waiting(cx.now) else {
        return;
    };
    let count = batch.waiting.len();
    let reason = card.problem.as_ref().map(i18n::problem_summary);
    let headline = tr!("batch-cameras-wait", count = count);
    let reason = reason.unwrap_or_default();
    panel_ui(ui, Tone::Warning, &headline, &reason, |ui| {
        ui.horizontal_wrapped(|ui| {
            let cameras = batch.waiting.clone();
            match retry_ui(ui, &card.retry, cx.now) {
                Some(RetryAction::RetryNow) => {
                    cx.push(ProvisioningIntent::RetryCamerasNow(cameras));
                }
                Some(RetryAction::Stop) => {
                    cx.push(ProvisioningIntent::StopRetryingCameras(cameras));
                }
                None => {}
            }
        });
    });
}

/// The likely cause, what to do about it, and that there are others.
fn common_cause_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    likely: &LikelyCause,
    ui_state: &mut ProvisioningUiState,
) {
    let headline = evidence_text(likely, batch);
    let advice = cause_advice(likely.cause);
    panel_ui(ui, tone(likely, batch), &headline, advice, |ui| {
        ui.horizontal_wrapped(|ui| {
            action_ui(ui, cx, batch, (likely, None), ui_state);
            let others = batch.causes.len().min(MOST_CAUSES) - 1;
            let more = Button::quiet(tr!("causes-other", count = others));
            if others > 0 && more.pressed(ui) {
                ui_state.show_causes();
            }
        });
    });
}

fn panel_ui(ui: &mut Ui, tone: Tone, headline: &str, advice: &str, actions: impl FnOnce(&mut Ui)) {
    notice_ui(ui, tone, headline, |ui| {
        let text = format!("{}  {headline}", icons::WARNING);
        paragraph_ui(ui, TextRole::Strong, tone, text);
        paragraph_ui(ui, TextRole::Body, Tone::Plain, advice);
        actions(ui);
    });
}

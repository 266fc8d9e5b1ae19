//! What concerns several cameras at once: commands that wait, and a failure that they have in common.

use egui::Ui;

use super::{ProvisioningCx, ProvisioningUiState};
use crate::{
    domain::{candidate::Failure, problem::Remedy},
    features::provisioning::{
        batch::Batch,
        card::Card,
        common_failure::{CommonFailure, is_network_suspect},
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

/// Draws the panels that apply.
pub fn several_cameras_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    ui_state: &mut ProvisioningUiState,
) {
    if batch.waiting.len() > 1 && batch.can_act_on_cameras() && !cx.state.is_stale {
        waiting_ui(ui, cx, batch);
    }
    if let Some(card) = batch.held_canary().filter(|_| batch.can_act_on_cameras()) {
        held_ui(ui, cx, batch, card, ui_state);
    } else if let Some(failure) = &batch.common_failure {
        failure_ui(ui, batch, failure);
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
    let (headline, cause) = if is_network_suspect(card) {
        (
            tr!("canary-did-not-join", camera = camera, network = network),
            tr!("canary-did-not-join-advice"),
        )
    } else {
        (
            tr!("canary-rejected", camera = camera),
            tr!("canary-rejected-advice"),
        )
    };
    let advice = if count > 0 {
        format!("{cause} {}", tr!("canary-others-wait", count = count))
    } else {
        cause
    };
    panel_ui(ui, Tone::Bad, &headline, &advice, |ui| {
        ui.horizontal_wrapped(|ui| {
            let is_free = batch.busy.is_none() && !cx.state.is_stale;
            let change = Button::primary(tr!("canary-change-passphrase")).enabled(is_free);
            if change.pressed(ui) {
                ui_state.prefill(network);
                cx.push(ProvisioningIntent::ChangePassphrase);
            }
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

/// What several cameras have in common, and what to do about it.
fn failure_ui(ui: &mut Ui, batch: &Batch, common: &CommonFailure) {
    let (headline, advice) = texts(batch, common);
    panel_ui(ui, Tone::Bad, &headline, &advice, |_| {});
}

fn texts(batch: &Batch, common: &CommonFailure) -> (String, String) {
    let network = batch.session.target_ssid.as_str();
    let count = common.cameras;
    if !common.is_network_suspect {
        let failure = common.failure.as_ref();
        let reason =
            failure.map_or_else(|| tr!("card-failed-without-reason"), i18n::failure_summary);
        let remedy = failure.map_or(Remedy::CheckCamera, Failure::remedy);
        let headline = tr!("batch-failed-alike", count = count, reason = reason);
        return (headline, i18n::advice(&remedy));
    }
    let headline = tr!("batch-did-not-join", count = count, network = network);
    // Cameras that joined prove that the credentials are right.
    let joined = batch.counts.verified;
    let advice = if joined > 0 {
        tr!("batch-others-joined", count = joined)
    } else {
        tr!("batch-check-network", network = network)
    };
    (headline, advice)
}

fn panel_ui(ui: &mut Ui, tone: Tone, headline: &str, advice: &str, actions: impl FnOnce(&mut Ui)) {
    notice_ui(ui, tone, headline, |ui| {
        let text = format!("{}  {headline}", icons::WARNING);
        paragraph_ui(ui, TextRole::Strong, tone, text);
        paragraph_ui(ui, TextRole::Body, Tone::Plain, advice);
        actions(ui);
    });
}

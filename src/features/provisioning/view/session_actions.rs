//! The buttons for the whole session.

use egui::{Layout, Ui};

use super::{ProvisioningCx, ProvisioningUiState, dialogs::Dialog};
use crate::{
    domain::session::SessionState,
    features::provisioning::{batch::Batch, card::Card, intent::ProvisioningIntent},
    messages::SessionVerb,
    tr,
    ui::{
        shortcut,
        theme::{Density, TextRole, Tone},
        widgets::{button::Button, label::label_ui},
    },
};

/// Draws the buttons in a row, those that pause or stop the session far from the others. No button
/// moves when another appears, so that a second press does not hit another button.
pub fn session_actions_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    ui_state: &mut ProvisioningUiState,
) {
    if batch.is_over() {
        if Button::primary(tr!("batch-new-session")).pressed(ui) {
            cx.push(ProvisioningIntent::Leave);
        }
        return;
    }
    if batch.interrupted {
        let text = tr!("batch-interrupted-explained");
        label_ui(ui, TextRole::Body, Tone::Quiet, text);
        return;
    }
    let idle = batch.busy.is_none();
    let paused = batch.session.state == SessionState::Paused;
    let can_stop = batch.can_send(SessionVerb::Stop);
    let can_pause = idle && !batch.session.state.is_ending();
    let can_act = can_pause && !paused;
    if Density::is_portrait(ui) {
        // There is no room for all of them in one row.
        ui.vertical(|ui| {
            ui.horizontal(|ui| {
                provision_ui(ui, cx, batch, can_act);
                busy_ui(ui, batch);
            });
            ui.horizontal(|ui| {
                retry_ui(ui, cx, batch, can_act);
                ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                    stop_ui(ui, can_stop, ui_state);
                    pause_ui(ui, cx, can_pause, paused);
                });
            });
        });
        return;
    }
    ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
        stop_ui(ui, can_stop, ui_state);
        pause_ui(ui, cx, can_pause, paused);
        ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
            provision_ui(ui, cx, batch, can_act);
            retry_ui(ui, cx, batch, can_act);
            selected_ui(ui, cx, batch, can_act);
            busy_ui(ui, batch);
        });
    });
}

fn busy_ui(ui: &mut Ui, batch: &Batch) {
    if let Some(verb) = batch.busy {
        label_ui(ui, TextRole::Body, Tone::Quiet, busy_text(verb));
    }
}

fn stop_ui(ui: &mut Ui, enabled: bool, ui_state: &mut ProvisioningUiState) {
    let text = match Density::of(ui) {
        Density::Desktop => tr!("stop-open"),
        Density::Touch => tr!("stop-open-short"),
    };
    let button = Button::quiet(text).named(tr!("stop-session"));
    if button.enabled(enabled).pressed(ui) {
        ui_state.dialog = Some(Dialog::Stop);
    }
}

fn pause_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, enabled: bool, paused: bool) {
    let (text, verb) = if paused {
        (tr!("batch-resume"), SessionVerb::Resume)
    } else {
        (tr!("batch-pause"), SessionVerb::Pause)
    };
    if Button::secondary(text).enabled(enabled).pressed(ui) {
        cx.push(ProvisioningIntent::Session(verb));
    }
}

fn provision_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, batch: &Batch, can_act: bool) {
    let ready = batch.pick(Card::can_provision).len();
    let hint = if batch.session.state == SessionState::Paused {
        tr!("batch-provision-all-resume-first")
    } else {
        shortcut::with_keys(
            &tr!("batch-provision-all-explained"),
            shortcut::PROVISION_ALL,
        )
    };
    let button = Button::primary(tr!("batch-provision-all-count", count = ready))
        .named(tr!("batch-provision-all"))
        .enabled(can_act && ready > 0)
        .hint(&hint);
    if button.pressed(ui) {
        cx.push(ProvisioningIntent::Session(SessionVerb::ProvisionAll));
    }
}

fn busy_text(verb: SessionVerb) -> String {
    match verb {
        SessionVerb::Stop => tr!("batch-stopping"),
        SessionVerb::Pause => tr!("batch-pausing"),
        SessionVerb::Resume => tr!("batch-resuming"),
        SessionVerb::ProvisionAll => tr!("batch-starting"),
    }
}

fn selected_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, batch: &Batch, can_act: bool) {
    let selected = batch.selected().len();
    if selected == 0 {
        return;
    }
    let text = match Density::of(ui) {
        Density::Desktop => tr!("batch-provision-selected-count", count = selected),
        Density::Touch => tr!("batch-provision-selected-short", count = selected),
    };
    if Button::secondary(text)
        .named(tr!("batch-provision-selected"))
        .enabled(can_act)
        .pressed(ui)
    {
        cx.push(ProvisioningIntent::ProvisionSelected);
    }
}

fn retry_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, batch: &Batch, can_act: bool) {
    let failed = batch.pick(Card::can_retry).len();
    let text = match Density::of(ui) {
        Density::Desktop => tr!("batch-retry-failed-count", count = failed),
        Density::Touch => tr!("batch-retry-failed-short", count = failed),
    };
    let hint = shortcut::with_keys(&tr!("batch-retry-failed"), shortcut::RETRY_FAILED);
    if Button::secondary(text)
        .named(tr!("batch-retry-failed"))
        .hint(&hint)
        .enabled(can_act && failed > 0)
        .pressed(ui)
    {
        cx.push(ProvisioningIntent::RetryAllFailed);
    }
}

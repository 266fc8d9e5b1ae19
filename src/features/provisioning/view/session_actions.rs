//! What can be done with the whole session.

use egui::{Layout, Ui};

use super::{ProvisioningUiState, dialogs::Dialog, provisioning};
use crate::{
    domain::session::SessionState,
    features::{
        intent::Intent,
        provisioning::{batch::Batch, card::Card, intent::ProvisioningIntent},
    },
    messages::SessionVerb,
    tr,
    ui::{
        shortcut,
        theme::{Density, TextRole, Tone},
        widgets::{button::Button, label::label_ui},
    },
};

/// Draws the buttons in a row, the ones that hold or end the session far from the others. No button moves when another
/// appears: a second press must not land on something else.
pub fn session_actions_ui(
    ui: &mut Ui,
    batch: &Batch,
    ui_state: &mut ProvisioningUiState,
    intents: &mut Vec<Intent>,
) {
    if batch.is_over() {
        if Button::primary(tr!("batch-new-session")).pressed(ui) {
            intents.push(provisioning(ProvisioningIntent::Leave));
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
    let can_act = idle && !paused && !batch.session.state.is_ending();
    if Density::is_portrait(ui) {
        // There is no room for all of them in one row.
        ui.vertical(|ui| {
            ui.horizontal(|ui| {
                provision_ui(ui, batch, can_act, intents);
                busy_ui(ui, batch);
            });
            ui.horizontal(|ui| {
                retry_ui(ui, batch, can_act, intents);
                ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                    stop_ui(ui, idle, ui_state);
                    pause_ui(
                        ui,
                        idle && !batch.session.state.is_ending(),
                        paused,
                        intents,
                    );
                });
            });
        });
        return;
    }
    ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
        stop_ui(ui, idle, ui_state);
        pause_ui(
            ui,
            idle && !batch.session.state.is_ending(),
            paused,
            intents,
        );
        ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
            provision_ui(ui, batch, can_act, intents);
            retry_ui(ui, batch, can_act, intents);
            selected_ui(ui, batch, can_act, intents);
            busy_ui(ui, batch);
        });
    });
}

fn busy_ui(ui: &mut Ui, batch: &Batch) {
    if let Some(verb) = batch.busy {
        label_ui(ui, TextRole::Body, Tone::Quiet, busy_text(verb));
    }
}

fn stop_ui(ui: &mut Ui, idle: bool, ui_state: &mut ProvisioningUiState) {
    let text = match Density::of(ui) {
        Density::Desktop => tr!("stop-open"),
        Density::Touch => tr!("stop-open-short"),
    };
    let button = Button::quiet(text).named(tr!("stop-session"));
    if button.enabled(idle).pressed(ui) {
        ui_state.dialog = Some(Dialog::Stop);
    }
}

fn pause_ui(ui: &mut Ui, enabled: bool, paused: bool, intents: &mut Vec<Intent>) {
    let (text, verb) = if paused {
        (tr!("batch-resume"), SessionVerb::Resume)
    } else {
        (tr!("batch-pause"), SessionVerb::Pause)
    };
    if Button::secondary(text).enabled(enabled).pressed(ui) {
        intents.push(session(verb));
    }
}

fn provision_ui(ui: &mut Ui, batch: &Batch, can_act: bool, intents: &mut Vec<Intent>) {
    let ready = batch.pick(Card::can_provision).len();
    let why = if batch.session.state == SessionState::Paused {
        tr!("batch-provision-all-resume-first")
    } else {
        shortcut::with_keys(
            &tr!("batch-provision-all-explained"),
            &shortcut::PROVISION_ALL,
        )
    };
    let button = Button::primary(tr!("batch-provision-all-count", count = ready))
        .named(tr!("batch-provision-all"))
        .enabled(can_act && ready > 0)
        .hint(&why);
    if button.pressed(ui) {
        intents.push(session(SessionVerb::ProvisionAll));
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

fn selected_ui(ui: &mut Ui, batch: &Batch, can_act: bool, intents: &mut Vec<Intent>) {
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
        intents.push(provisioning(ProvisioningIntent::ProvisionSelected));
    }
}

fn retry_ui(ui: &mut Ui, batch: &Batch, can_act: bool, intents: &mut Vec<Intent>) {
    let failed = batch.pick(Card::can_retry).len();
    let text = match Density::of(ui) {
        Density::Desktop => tr!("batch-retry-failed-count", count = failed),
        Density::Touch => tr!("batch-retry-failed-short", count = failed),
    };
    let hint = shortcut::with_keys(&tr!("batch-retry-failed"), &shortcut::RETRY_FAILED);
    if Button::secondary(text)
        .named(tr!("batch-retry-failed"))
        .hint(&hint)
        .enabled(can_act && failed > 0)
        .pressed(ui)
    {
        intents.push(provisioning(ProvisioningIntent::RetryAllFailed));
    }
}

fn session(verb: SessionVerb) -> Intent {
    provisioning(ProvisioningIntent::Session(verb))
}

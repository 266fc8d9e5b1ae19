//! What can be done with the whole session.

use egui::{Layout, Ui};

use super::provisioning;
use crate::{
    domain::session::SessionState,
    messages::SessionVerb,
    state::{action::ProvisioningAction, batch::Batch, card::Card},
    ui::{
        Dialog, Drafts, Intent,
        theme::{Density, TextRole, Tone},
        widgets::{button::Button, label::label_ui},
    },
};

/// Draws the buttons in a row, the ones that hold or end the session far from the others. No button moves when another
/// appears: a second press must not land on something else.
pub fn session_actions_ui(
    ui: &mut Ui,
    batch: &Batch,
    drafts: &mut Drafts,
    intents: &mut Vec<Intent>,
) {
    if batch.is_over() {
        if Button::primary("New session").pressed(ui) {
            intents.push(provisioning(ProvisioningAction::Leave));
        }
        return;
    }
    if batch.interrupted {
        let text = "The Pi does not run this session any more: what you see is what it was before.";
        label_ui(ui, TextRole::Body, Tone::Quiet, text);
        return;
    }
    let idle = batch.busy.is_none();
    let paused = batch.session.state == SessionState::Paused;
    let can_act = idle && !paused && !batch.session.state.is_ending();
    ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
        stop_ui(ui, idle, drafts);
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
            if let Some(verb) = batch.busy {
                label_ui(ui, TextRole::Body, Tone::Quiet, busy_text(verb));
            }
        });
    });
}

fn stop_ui(ui: &mut Ui, idle: bool, drafts: &mut Drafts) {
    let text = match Density::of(ui) {
        Density::Desktop => "Stop session…",
        Density::Touch => "Stop…",
    };
    let button = Button::quiet(text).named("Stop session").enabled(idle);
    if button.pressed(ui) {
        drafts.dialog = Some(Dialog::Stop);
    }
}

fn pause_ui(ui: &mut Ui, enabled: bool, paused: bool, intents: &mut Vec<Intent>) {
    let (text, verb) = if paused {
        ("Resume", SessionVerb::Resume)
    } else {
        ("Pause", SessionVerb::Pause)
    };
    if Button::secondary(text).enabled(enabled).pressed(ui) {
        intents.push(session(verb));
    }
}

fn provision_ui(ui: &mut Ui, batch: &Batch, can_act: bool, intents: &mut Vec<Intent>) {
    let ready = batch.pick(Card::can_provision).len();
    let why = if batch.session.state == SessionState::Paused {
        "Resume the session first"
    } else {
        "Send the credentials to every camera on the allowlist"
    };
    let button = Button::primary(format!("Provision all ({ready})"))
        .named("Provision all")
        .enabled(can_act && ready > 0)
        .hint(why);
    if button.pressed(ui) {
        intents.push(session(SessionVerb::ProvisionAll));
    }
}

fn busy_text(verb: SessionVerb) -> &'static str {
    match verb {
        SessionVerb::Stop => "Stopping…",
        SessionVerb::Pause => "Pausing…",
        SessionVerb::Resume => "Resuming…",
        SessionVerb::ProvisionAll => "Starting…",
    }
}

fn selected_ui(ui: &mut Ui, batch: &Batch, can_act: bool, intents: &mut Vec<Intent>) {
    let selected = batch.selected().len();
    if selected == 0 {
        return;
    }
    let text = match Density::of(ui) {
        Density::Desktop => format!("Provision selected ({selected})"),
        Density::Touch => format!("Selected ({selected})"),
    };
    if Button::secondary(text)
        .named("Provision selected")
        .enabled(can_act)
        .pressed(ui)
    {
        intents.push(provisioning(ProvisioningAction::ProvisionSelected));
    }
}

fn retry_ui(ui: &mut Ui, batch: &Batch, can_act: bool, intents: &mut Vec<Intent>) {
    let failed = batch.pick(Card::can_retry).len();
    let text = match Density::of(ui) {
        Density::Desktop => format!("Retry all failed ({failed})"),
        Density::Touch => format!("Retry failed ({failed})"),
    };
    if Button::secondary(text)
        .named("Retry all failed")
        .enabled(can_act && failed > 0)
        .pressed(ui)
    {
        intents.push(provisioning(ProvisioningAction::RetryAllFailed));
    }
}

fn session(verb: SessionVerb) -> Intent {
    provisioning(ProvisioningAction::Session(verb))
}

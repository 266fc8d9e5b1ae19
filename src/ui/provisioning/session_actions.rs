//! What can be done with the whole session.

use egui::{Layout, Ui};

use super::provisioning;
use crate::{
    domain::session::SessionState,
    messages::SessionVerb,
    state::{action::ProvisioningAction, batch::Batch, card::Card},
    ui::{Dialog, Drafts, Intent, theme::Density, widgets::button::Button},
};

/// Draws the buttons in a row, the one that ends the session far from the others.
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
    let idle = batch.busy.is_none();
    let paused = batch.session.state == SessionState::Paused;
    let can_act = idle && !paused && !batch.session.state.is_ending();
    let ready = batch.pick(Card::can_provision).len();
    let all = format!("Provision all ({ready})");
    let why = if paused {
        "Resume the session first"
    } else {
        "Send the credentials to every camera on the allowlist"
    };
    let button = Button::primary(all)
        .named("Provision all")
        .enabled(can_act && ready > 0)
        .hint(why);
    if button.pressed(ui) {
        intents.push(session(SessionVerb::ProvisionAll));
    }
    selected_ui(ui, batch, can_act, intents);
    retry_ui(ui, batch, can_act, intents);
    let (text, verb) = if paused {
        ("Resume", SessionVerb::Resume)
    } else {
        ("Pause", SessionVerb::Pause)
    };
    if Button::secondary(text)
        .enabled(idle && !batch.session.state.is_ending())
        .pressed(ui)
    {
        intents.push(session(verb));
    }
    ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
        let text = match Density::of(ui) {
            Density::Desktop => "Stop session…",
            Density::Touch => "Stop…",
        };
        if Button::quiet(text)
            .named("Stop session")
            .enabled(idle)
            .pressed(ui)
        {
            drafts.dialog = Some(Dialog::Stop);
        }
    });
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
    if failed == 0 {
        return;
    }
    let text = match Density::of(ui) {
        Density::Desktop => format!("Retry all failed ({failed})"),
        Density::Touch => format!("Retry failed ({failed})"),
    };
    if Button::secondary(text)
        .named("Retry all failed")
        .enabled(can_act)
        .pressed(ui)
    {
        intents.push(provisioning(ProvisioningAction::RetryAllFailed));
    }
}

fn session(verb: SessionVerb) -> Intent {
    provisioning(ProvisioningAction::Session(verb))
}

//! The questions of the provisioning tab, and the details of one camera.

use egui::Ui;

use super::{ProvisioningUiState, camera_dialog::camera_dialog_ui, provisioning};
use crate::{
    domain::{clock::Now, mac::MacAddr},
    features::{
        State,
        intent::Intent,
        provisioning::{batch::Batch, intent::ProvisioningIntent, state::Phase},
    },
    messages::SessionVerb,
    tr,
    ui::{
        Request,
        theme::{STEP, TextRole, Tone},
        widgets::{button::Button, dialog::dialog_ui, label::paragraph_ui},
    },
};

/// The dialog that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// Whether to stop the session.
    Stop,
    /// Whether to close the window while a session runs.
    Quit,
    /// Everything about one camera.
    Camera(MacAddr),
}

/// Draws the open dialog, if there is one.
pub fn dialogs_ui(
    ui: &mut Ui,
    state: &State,
    ui_state: &mut ProvisioningUiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    let Some(dialog) = ui_state.dialog else {
        return;
    };
    let Phase::Open(batch) = &state.provisioning.phase else {
        ui_state.dialog = None;
        return;
    };
    let stays = match dialog {
        Dialog::Stop => stop_ui(ui, batch, intents),
        Dialog::Quit => quit_ui(ui, batch, intents),
        Dialog::Camera(mac) => batch
            .cards
            .get(mac)
            .is_some_and(|card| camera_dialog_ui(ui, state, batch, card, now, intents)),
    };
    if !stays {
        ui_state.dialog = None;
    }
}

/// Asks whether to stop. True while the question stands.
fn stop_ui(ui: &mut Ui, batch: &Batch, intents: &mut Vec<Intent>) -> bool {
    let mut stays = !batch.is_over();
    let (title, body) = (tr!("stop-question"), tr!("stop-consequence"));
    let left = dialog_ui(ui.ctx(), &title, &body, |ui| {
        in_flight_ui(ui, batch);
        ui.horizontal(|ui| {
            if keep_button_ui(ui, tr!("stop-keep-going")) {
                stays = false;
            }
            if Button::primary(tr!("stop-session"))
                .named(tr!("stop-confirm"))
                .pressed(ui)
            {
                intents.push(provisioning(ProvisioningIntent::Session(SessionVerb::Stop)));
                stays = false;
            }
        });
    });
    stays && !left
}

/// Asks whether to close the window while a session runs. True while the question stands.
fn quit_ui(ui: &mut Ui, batch: &Batch, intents: &mut Vec<Intent>) -> bool {
    let mut stays = !batch.is_over();
    let (title, body) = (tr!("quit-question"), tr!("quit-consequence"));
    let left = dialog_ui(ui.ctx(), &title, &body, |ui| {
        in_flight_ui(ui, batch);
        ui.horizontal_wrapped(|ui| {
            if keep_button_ui(ui, tr!("quit-stay")) {
                stays = false;
            }
            if Button::secondary(tr!("quit-stop-and-close"))
                .enabled(batch.busy.is_none())
                .pressed(ui)
            {
                intents.push(Intent::Request(Request::StopAndQuit));
                stays = false;
            }
            if Button::primary(tr!("quit-close")).pressed(ui) {
                intents.push(Intent::Request(Request::Quit));
                stays = false;
            }
        });
    });
    stays && !left
}

/// The safe answer: it has the keyboard from the start, so that Enter destroys nothing.
fn keep_button_ui(ui: &mut Ui, text: String) -> bool {
    let response = Button::secondary(text).ui(ui);
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    response.clicked()
}

/// Names the cameras that the Pi is working on.
fn in_flight_ui(ui: &mut Ui, batch: &Batch) {
    const NAMED: usize = 8;
    let macs = batch.pick(|card| card.candidate.state.is_in_flight());
    if macs.is_empty() {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("stop-none-in-flight"));
        return;
    }
    let mut names: Vec<String> = macs.iter().take(NAMED).map(ToString::to_string).collect();
    if macs.len() > NAMED {
        names.push(tr!("stop-more", count = macs.len() - NAMED));
    }
    let headline = tr!("stop-in-flight", count = macs.len());
    paragraph_ui(ui, TextRole::Strong, Tone::Warning, headline);
    paragraph_ui(ui, TextRole::Mono, Tone::Plain, names.join("\n"));
    ui.add_space(STEP);
}

//! Asks before the window closes while a session or an import is running.

use egui::Ui;

use super::cx::ShellCx;
use crate::{
    features::provisioning::view::{in_flight_ui, keep_button_ui},
    tr,
    ui::{
        Request,
        theme::{TextRole, Tone},
        widgets::{button::Button, dialog::dialog_ui, label::paragraph_ui},
    },
};

/// Draws the dialog, if the window is to be closed. It goes when nothing is running any more.
pub fn quit_dialog_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let state = cx.state;
    let batch = state.provisioning.batch();
    let batch = batch.filter(|batch| batch.is_running());
    let imports = state.allowlist.import.remaining();
    if !cx.ui_state.asks_to_quit || batch.is_none() && imports.is_none() {
        cx.ui_state.asks_to_quit = false;
        return;
    }
    let mut answered = false;
    let body = match batch {
        Some(_) => tr!("quit-consequence"),
        None => tr!("quit-import-consequence"),
    };
    let left = dialog_ui(ui.ctx(), tr!("quit-question"), body, |ui| {
        if let Some(count) = imports {
            let text = tr!("quit-import", count = count);
            paragraph_ui(ui, TextRole::Strong, Tone::Warning, text);
        }
        if let Some(batch) = batch {
            in_flight_ui(ui, batch);
        }
        ui.horizontal_wrapped(|ui| {
            answered |= keep_button_ui(ui, tr!("quit-stay"));
            if let Some(batch) = batch
                && Button::secondary(tr!("quit-stop-and-close"))
                    .enabled(batch.busy.is_none())
                    .pressed(ui)
            {
                cx.request(Request::StopAndQuit);
                answered = true;
            }
            if Button::primary(tr!("quit-close")).pressed(ui) {
                cx.request(Request::Quit);
                answered = true;
            }
        });
    });
    cx.ui_state.asks_to_quit = !answered && !left;
}

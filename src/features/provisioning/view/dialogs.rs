//! The dialogs of the provisioning tab: stop the session, close the window, the details of one
//! camera.

use egui::Ui;

use super::{
    ProvisioningCx, ProvisioningUiState,
    camera_dialog::camera_dialog_ui,
    camera_history::CameraHistory,
    likely_causes::causes_dialog_ui,
    positions_dialogs::{position_of_ui, positions_ui},
    start_form,
};
use crate::{
    domain::mac::MacAddr,
    features::provisioning::{batch::Batch, intent::ProvisioningIntent, state::Phase},
    messages::SessionVerb,
    tr,
    ui::{
        theme::{STEP, TextRole, Tone},
        widgets::{button::Button, dialog::dialog_ui, label::paragraph_ui},
    },
};

/// The dialog that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// Asks whether to stop the session.
    Stop,
    /// Why cameras failed.
    Causes,
    /// The details of one camera.
    Camera(MacAddr),
    /// All positions, or the field for their list.
    Positions,
    /// The position of one camera.
    PositionOf(MacAddr),
}

/// Draws the open dialog, if there is one. `history`: of the camera whose details are open.
pub fn dialogs_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    history: &CameraHistory<'_>,
    ui_state: &mut ProvisioningUiState,
) {
    start_form::question_ui(ui, cx, &mut ui_state.start);
    let Some(dialog) = ui_state.dialog else {
        return;
    };
    let Phase::Open(batch) = &cx.state.provisioning.phase else {
        ui_state.dialog = None;
        return;
    };
    let stays = match dialog {
        Dialog::Stop => stop_ui(ui, cx, batch),
        Dialog::Causes => causes_dialog_ui(ui, cx, batch, ui_state),
        Dialog::Camera(mac) => batch
            .cards
            .get(mac)
            .is_some_and(|card| camera_dialog_ui(ui, cx, batch, card, history, ui_state)),
        Dialog::Positions => positions_ui(ui, cx, batch, ui_state),
        Dialog::PositionOf(mac) => position_of_ui(ui, cx, batch, mac, &mut ui_state.positions),
    };
    if !stays && ui_state.dialog == Some(dialog) {
        ui_state.dialog = None;
    }
}

/// Asks whether to stop. True while the dialog stays open.
fn stop_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, batch: &Batch) -> bool {
    let mut stays = !batch.is_over();
    let (title, body) = (tr!("stop-question"), tr!("stop-consequence"));
    let left = dialog_ui(ui.ctx(), title, body, |ui| {
        in_flight_ui(ui, batch);
        let unconfirmed = batch.counts.unconfirmed;
        if unconfirmed > 0 {
            let text = tr!("stop-unconfirmed", count = unconfirmed);
            paragraph_ui(ui, TextRole::Body, Tone::Warning, text);
        }
        ui.horizontal(|ui| {
            if keep_button_ui(ui, tr!("stop-keep-going")) {
                stays = false;
            }
            if Button::primary(tr!("stop-session"))
                .named(tr!("stop-confirm"))
                .pressed(ui)
            {
                cx.push(ProvisioningIntent::Session(SessionVerb::Stop));
                stays = false;
            }
        });
    });
    stays && !left
}

/// The safe answer. It has the keyboard focus from the start, so that Enter destroys nothing.
pub fn keep_button_ui(ui: &mut Ui, text: &str) -> bool {
    let response = Button::secondary(text).ui(ui);
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    response.clicked()
}

/// Lists the cameras in flight.
pub fn in_flight_ui(ui: &mut Ui, batch: &Batch) {
    const MAX_LISTED: usize = 8;
    let macs = batch.pick(|card| card.candidate.state.is_in_flight());
    if macs.is_empty() {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("stop-none-in-flight"));
        return;
    }
    let mut names: Vec<String> = macs
        .iter()
        .take(MAX_LISTED)
        .map(ToString::to_string)
        .collect();
    if macs.len() > MAX_LISTED {
        names.push(tr!("stop-more", count = macs.len() - MAX_LISTED));
    }
    let headline = tr!("stop-in-flight", count = macs.len());
    paragraph_ui(ui, TextRole::Strong, Tone::Warning, headline);
    paragraph_ui(ui, TextRole::Mono, Tone::Plain, names.join("\n"));
    ui.add_space(STEP);
}

//! Asks before a session is discarded: what is kept, and what is lost.

use egui::Ui;

use super::{RecoveryCx, RecoveryUiState, network};
use crate::{
    features::recovery::intent::RecoveryIntent,
    tr,
    ui::widgets::{button::Button, dialog::dialog_ui},
};

/// Draws the dialog if a session is to be discarded.
pub fn discard_dialog_ui(ui: &mut Ui, cx: &mut RecoveryCx<'_>, ui_state: &mut RecoveryUiState) {
    let Some(id) = ui_state.discard.take() else {
        return;
    };
    let sessions = cx.state.recoverable();
    let Some(session) = sessions.iter().find(|session| session.id == id) else {
        return;
    };
    let verified = session.verified_count;
    let open = session.device_count.saturating_sub(verified);
    let title = tr!("discard-question");
    let body = tr!(
        "discard-consequence",
        network = network(session),
        verified = verified,
        open = open,
    );
    let mut answered = false;
    let left = dialog_ui(ui.ctx(), title, &body, |ui| {
        ui.horizontal(|ui| {
            answered |= Button::secondary(tr!("discard-keep")).pressed(ui);
            if Button::primary(tr!("discard-do"))
                .named(tr!("discard-confirm"))
                .pressed(ui)
            {
                cx.push(RecoveryIntent::Discard(id.clone()));
                answered = true;
            }
        });
    });
    if !left && !answered {
        ui_state.discard = Some(id);
    }
}

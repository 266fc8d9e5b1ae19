//! Asks before a session is given up: what stays done, and what is lost.

use egui::Ui;

use super::{RecoveryUiState, network, recovery};
use crate::{
    features::{State, intent::Intent, recovery::intent::RecoveryIntent},
    tr,
    ui::widgets::{button::Button, dialog::dialog_ui},
};

/// Draws the question, if there is one.
pub fn discard_dialog_ui(
    ui: &mut Ui,
    state: &State,
    draft: &mut RecoveryUiState,
    intents: &mut Vec<Intent>,
) {
    let Some(id) = draft.discard.take() else {
        return;
    };
    let sessions = state.recovery.recoverable();
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
    let left = dialog_ui(ui.ctx(), &title, &body, |ui| {
        ui.horizontal(|ui| {
            answered |= Button::secondary(tr!("discard-keep")).pressed(ui);
            if Button::primary(tr!("discard-do"))
                .named(tr!("discard-confirm"))
                .pressed(ui)
            {
                intents.push(recovery(RecoveryIntent::Discard(id.clone())));
                answered = true;
            }
        });
    });
    if !left && !answered {
        draft.discard = Some(id);
    }
}

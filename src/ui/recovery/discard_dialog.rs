//! Asks before a session is given up: what stays done, and what is lost.

use egui::Ui;

use super::{RecoveryDraft, network, recovery};
use crate::{
    state::{State, action::RecoveryAction},
    ui::{
        Intent,
        widgets::{button::Button, dialog::dialog_ui},
        words,
    },
};

/// Draws the question, if there is one.
pub fn discard_dialog_ui(
    ui: &mut Ui,
    state: &State,
    draft: &mut RecoveryDraft,
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
    let body = format!(
        "The session for {}: {} verified, and {} not. Verified cameras keep their network and stay as they are. The others are \
         left where they are: they have to be provisioned in a new session. A discarded session cannot be resumed.",
        network(session),
        words::cameras(usize::try_from(verified).unwrap_or_default()),
        words::cameras(usize::try_from(open).unwrap_or_default()),
    );
    let mut answered = false;
    let left = dialog_ui(ui.ctx(), "Discard the session?", &body, |ui| {
        ui.horizontal(|ui| {
            answered |= Button::secondary("Keep it").pressed(ui);
            if Button::primary("Discard")
                .named("Confirm discard")
                .pressed(ui)
            {
                intents.push(recovery(RecoveryAction::Discard(id.clone())));
                answered = true;
            }
        });
    });
    if !left && !answered {
        draft.discard = Some(id);
    }
}

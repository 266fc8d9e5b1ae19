//! Asks before all cameras are taken off the list: the number of them has to be typed.

use egui::Ui;

use super::{AllowlistDraft, on_list};
use crate::{
    state::action::AllowlistAction,
    ui::{
        Intent,
        widgets::{button::Button, dialog::dialog_ui, field::text_field_ui},
        words,
    },
};

/// Draws the dialog, if somebody wants the list cleared.
pub fn clear_dialog_ui(ui: &mut Ui, draft: &mut AllowlistDraft, intents: &mut Vec<Intent>) {
    let Some(mut typed) = draft.clear.take() else {
        return;
    };
    let total = draft.table.total;
    let body = format!(
        "{} will be taken off the allowlist. This cannot be undone. Cameras that are provisioned already keep working; none can be provisioned before it is added again.",
        words::cameras(total)
    );
    let mut answered = false;
    let left = dialog_ui(ui.ctx(), "Clear the allowlist?", &body, |ui| {
        text_field_ui(
            ui,
            "Type the number of cameras to confirm",
            &total.to_string(),
            &mut typed,
        );
        let confirmed = typed.trim() == total.to_string();
        ui.horizontal(|ui| {
            if Button::secondary("Keep the list").pressed(ui) {
                answered = true;
            }
            let clear = Button::primary("Clear all").named("Confirm clear");
            if clear.enabled(confirmed).pressed(ui) {
                intents.push(on_list(AllowlistAction::Clear));
                answered = true;
            }
        });
    });
    if !left && !answered {
        draft.clear = Some(typed);
    }
}

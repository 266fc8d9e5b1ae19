//! Asks before all cameras are taken off the list: the number of them has to be typed.

use egui::Ui;

use super::{AllowlistUiState, on_list};
use crate::{
    features::{allowlist::intent::AllowlistIntent, intent::Intent},
    tr,
    ui::widgets::{button::Button, dialog::dialog_ui, field::text_field_ui},
};

/// Draws the dialog, if somebody wants the list cleared.
pub fn clear_dialog_ui(ui: &mut Ui, draft: &mut AllowlistUiState, intents: &mut Vec<Intent>) {
    let Some(mut typed) = draft.clear.take() else {
        return;
    };
    let total = draft.table.total;
    let title = tr!("allowlist-clear-question");
    let body = tr!("allowlist-clear-consequence", count = total);
    let mut answered = false;
    let left = dialog_ui(ui.ctx(), &title, &body, |ui| {
        text_field_ui(
            ui,
            &tr!("allowlist-clear-number"),
            &total.to_string(),
            &mut typed,
        );
        let confirmed = typed.trim() == total.to_string();
        ui.horizontal(|ui| {
            if Button::secondary(tr!("allowlist-clear-keep")).pressed(ui) {
                answered = true;
            }
            let clear = Button::primary(tr!("allowlist-clear-do"));
            let clear = clear.named(tr!("allowlist-clear-confirm"));
            if clear.enabled(confirmed).pressed(ui) {
                intents.push(on_list(AllowlistIntent::Clear));
                answered = true;
            }
        });
    });
    if !left && !answered {
        draft.clear = Some(typed);
    }
}

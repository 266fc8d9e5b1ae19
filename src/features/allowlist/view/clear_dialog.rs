//! The dialog that confirms clearing the allowlist: the number of cameras has to be typed.

use egui::{Id, Ui};

use super::{AllowlistCx, AllowlistUiState};
use crate::{
    features::allowlist::intent::AllowlistIntent,
    tr,
    ui::widgets::{
        button::Button, dialog::dialog_ui, field::text_field_ui, form_focus::focus_on_appearing,
    },
};

/// Draws the dialog, if it is open.
pub fn clear_dialog_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    let Some(mut typed) = ui_state.clear.take() else {
        return;
    };
    let total = ui_state.table.total;
    let title = tr!("allowlist-clear-question");
    let body = tr!("allowlist-clear-consequence", count = total);
    let mut answered = false;
    let left = dialog_ui(ui.ctx(), title, &body, |ui| {
        let field = text_field_ui(
            ui,
            tr!("allowlist-clear-number"),
            &total.to_string(),
            &mut typed,
        );
        focus_on_appearing(ui, Id::unique("clear dialog"), Some(field.id));
        let confirmed = typed.trim() == total.to_string();
        ui.horizontal(|ui| {
            if Button::secondary(tr!("allowlist-clear-keep")).pressed(ui) {
                answered = true;
            }
            let clear = Button::primary(tr!("allowlist-clear-do"));
            let clear = clear.named(tr!("allowlist-clear-confirm"));
            if clear.enabled(confirmed).pressed(ui) {
                cx.push(AllowlistIntent::Clear);
                answered = true;
            }
        });
    });
    if !left && !answered {
        ui_state.clear = Some(typed);
    }
}

//! The dialog that gives several cameras one description. Each keeps its container, which holds one
//! camera.

use egui::{Id, Key, Ui};

use super::{AllowlistCx, AllowlistUiState};
use crate::{
    features::allowlist::intent::AllowlistIntent,
    tr,
    ui::widgets::{
        button::Button, dialog::dialog_ui, field::text_field_ui, form_focus::focus_on_appearing,
    },
};

/// Draws the dialog, if it is open.
pub fn describe_dialog_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    let Some(mut typed) = ui_state.describe.take() else {
        return;
    };
    let title = tr!("allowlist-describe-title", count = ui_state.selected.len());
    let body = tr!("allowlist-describe-body");
    let (mut is_saved, mut is_cancelled) = (false, false);
    let left = dialog_ui(ui.ctx(), &title, body, |ui| {
        let label = tr!("allowlist-describe-field");
        let field = text_field_ui(ui, label, tr!("allowlist-description-hint"), &mut typed);
        focus_on_appearing(ui, Id::unique("describe dialog"), Some(field.id));
        is_saved |= field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.horizontal(|ui| {
            is_saved |= Button::primary(tr!("allowlist-describe-save")).pressed(ui);
            is_cancelled |= Button::secondary(tr!("allowlist-describe-cancel")).pressed(ui);
        });
    });
    if is_saved {
        let macs = std::mem::take(&mut ui_state.selected).into_iter().collect();
        cx.push(AllowlistIntent::Describe(macs, typed));
    } else if !left && !is_cancelled {
        ui_state.describe = Some(typed);
    }
}

//! The row above the table while entries are ticked: what can be done with them.

use egui::{Layout, Ui};

use super::{AllowlistCx, AllowlistUiState};
use crate::{
    features::allowlist::intent::AllowlistIntent,
    tr,
    ui::{
        Export, Request, icons,
        theme::{Density, TextRole, Tone},
        widgets::{
            button::{Button, icon_button_ui},
            label::label_ui,
        },
    },
};

/// Draws the number of ticked entries and the actions on them.
pub fn selection_bar_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    ui.horizontal(|ui| {
        ui.set_min_height(Density::of(ui).control_height());
        let count = tr!("allowlist-selected", count = ui_state.selected.len());
        label_ui(ui, TextRole::Strong, Tone::Plain, count);
        if Button::quiet(tr!("allowlist-select-all")).pressed(ui) {
            let shown = ui_state.table.shown.iter().copied();
            let settled = shown.filter(|mac| cx.state.change(*mac).is_none());
            ui_state.selected = settled.collect();
        }
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button_ui(ui, icons::CLOSE, tr!("allowlist-select-none")).clicked() {
                ui_state.selected.clear();
            }
            actions_ui(ui, cx, ui_state);
        });
    });
}

/// From right to left.
fn actions_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    let remove = Button::secondary(tr!("allowlist-remove-selected"));
    if remove.pressed(ui) {
        let selected = std::mem::take(&mut ui_state.selected);
        cx.push(AllowlistIntent::Remove(selected.into_iter().collect()));
    }
    if Button::quiet(tr!("allowlist-export")).pressed(ui) {
        let export = Export::Allowlist(ui_state.exported(cx.state));
        cx.request(Request::Export(export));
    }
    if Button::quiet(tr!("allowlist-describe")).pressed(ui) {
        ui_state.describe = Some(String::new());
    }
}

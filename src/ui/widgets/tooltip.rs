//! Tooltips. All of them are made here: egui keeps one open while a dialog opens over its widget, and
//! shows one where a finger has been.

use std::fmt::Display;

use egui::{Response, Ui};

use crate::ui::theme::Density;

/// A text that explains a widget, also a disabled one.
#[expect(
    clippy::disallowed_methods,
    reason = "the only place that makes tooltips"
)]
pub fn tooltip_ui(ui: &Ui, response: Response, text: impl Display) -> Response {
    // egui would find that out too, but only after it has prepared the tooltip.
    let is_wanted = response.contains_pointer() || response.is_tooltip_open();
    if is_wanted && may_show(ui, &response) {
        let text = text.to_string();
        response.on_hover_text(&text).on_disabled_hover_text(&text)
    } else {
        response
    }
}

/// None under a dialog. Without a mouse, only while the widget is pressed: many drivers of touch displays
/// emulate a mouse, whose pointer stays where the finger was.
fn may_show(ui: &Ui, response: &Response) -> bool {
    let is_on_top = ui.memory(|memory| memory.is_above_modal_layer(response.layer_id));
    let has_mouse = !Density::is_by_finger(ui);
    is_on_top && (has_mouse || ui.input(|input| input.pointer.any_down()))
}

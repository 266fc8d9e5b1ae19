//! The field that narrows the list of a tab. Each tab has at most one, so that one command leads to it.

use egui::{Id, Margin, Response, TextEdit, Ui, vec2};

use crate::ui::{
    keyboard_hints,
    theme::{Density, MARGIN, TextRole, font},
};

/// What egui knows the field by, on whichever tab it is.
#[must_use]
pub fn search_field() -> Id {
    Id::unique("search")
}

/// Draws the field at most `width` wide; `name` is what a screen reader says.
pub fn search_field_ui(
    ui: &mut Ui,
    search: &mut String,
    name: &str,
    hint: &str,
    width: f32,
) -> Response {
    let height = match Density::of(ui) {
        Density::Desktop => 32.0,
        Density::Touch => Density::Touch.target_height(),
    };
    let edit = TextEdit::singleline(search)
        .id(search_field())
        .hint_text(hint)
        .font(font(ui, TextRole::Body))
        .align(egui::Align2::LEFT_CENTER)
        .margin(Margin::symmetric(3 * MARGIN, 0))
        .min_size(vec2(0.0, height))
        .desired_width(ui.available_width().min(width) - 6.0 * f32::from(MARGIN));
    let response = ui.add(edit);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(name));
    keyboard_hints::keep_in_view(ui, &response);
    response
}

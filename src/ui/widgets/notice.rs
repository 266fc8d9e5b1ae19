//! A panel above the content of a page: a problem, a wait, a session that can be resumed.

use egui::{CornerRadius, Frame, Margin, Stroke, Ui, UiBuilder, accesskit::Role};

use crate::ui::theme::{MARGIN, PANEL_RADIUS, Palette, Tone};

/// Draws `content` as a group with the accessible `name`, as wide as the page and outlined in the
/// color of `tone`.
pub fn notice_ui(ui: &mut Ui, tone: Tone, name: &str, content: impl FnOnce(&mut Ui)) {
    let palette = Palette::of(ui);
    let group = UiBuilder::new()
        .accessibility_role(Role::Group)
        .accessibility_label(name);
    ui.scope_builder(group, |ui| {
        Frame::new()
            .fill(palette.surface)
            .stroke(Stroke::new(1.0, palette.tone(tone)))
            .corner_radius(CornerRadius::same(PANEL_RADIUS))
            .inner_margin(Margin::same(3 * MARGIN))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                content(ui);
            });
    });
}

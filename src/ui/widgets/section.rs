//! A bordered section of a page.

use egui::{CornerRadius, Frame, Margin, Stroke, Ui};

use crate::ui::theme::{MARGIN, PANEL_RADIUS, Palette, STEP};

/// Draws `content` in a section as wide as the page.
pub fn section_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let palette = Palette::of(ui);
    Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.border))
        .corner_radius(CornerRadius::same(PANEL_RADIUS))
        .inner_margin(Margin::same(4 * MARGIN))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0 * STEP;
            content(ui);
        });
}

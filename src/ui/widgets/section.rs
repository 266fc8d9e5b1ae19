//! A bordered section of a page.

use egui::{Margin, Ui};

use crate::ui::theme::{Density, MARGIN, Palette, STEP, panel};

/// Draws `content` in a section as wide as the page.
pub fn section_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let palette = Palette::of(ui);
    let margin = match Density::of(ui) {
        Density::Desktop => 4 * MARGIN,
        Density::Touch => 3 * MARGIN,
    };
    panel(palette.surface, palette.border, Margin::same(margin)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0 * STEP;
        content(ui);
    });
}

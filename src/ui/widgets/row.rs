//! Widgets beside each other.

use egui::Ui;

/// The sum of the widths of widgets in a row, each with the gap beside it, in points.
pub fn row_width(ui: &Ui, widths: impl IntoIterator<Item = f32>) -> f32 {
    let gap = ui.spacing().item_spacing.x;
    widths.into_iter().map(|width| width + gap).sum()
}

//! The mark of pidash: a red tile with a π.

use egui::{CornerRadius, Rect, Stroke, Ui, vec2};

use crate::ui::theme::{CONTROL_RADIUS, Palette};

/// Draws it across `rect`, which should be a square.
pub fn paint_logo(ui: &Ui, rect: Rect) {
    let palette = Palette::of(ui);
    let unit = rect.width() / 28.0;
    ui.painter()
        .rect_filled(rect, CornerRadius::same(CONTROL_RADIUS - 1), palette.action);
    let stroke = Stroke::new(2.0 * unit, palette.on_action);
    let at = |x: f32, y: f32| rect.center() + vec2(x, y) * unit;
    for line in [
        [at(-7.0, -5.0), at(7.0, -5.0)],
        [at(-3.0, -5.0), at(-4.5, 7.0)],
        [at(3.5, -5.0), at(4.0, 7.0)],
    ] {
        ui.painter().line_segment(line, stroke);
    }
}

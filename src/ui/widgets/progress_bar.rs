//! The progress of a batch as one bar with a segment for each outcome.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts of cameras and columns are far below 2^23"
)]

use egui::{CornerRadius, Rect, Response, Sense, Ui, pos2, vec2};

use crate::ui::theme::{Palette, Tone};

/// One segment of the bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// The number of cameras.
    pub count: usize,
    /// Their outcome.
    pub tone: Tone,
}

/// A bar of the available width. `name` is its accessible name.
pub fn bar_ui(ui: &mut Ui, segments: &[Segment], total: usize, name: &str) -> Response {
    const HEIGHT: f32 = 8.0;
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let done = segments.first().map_or(0, |segment| segment.count);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::ProgressIndicator);
        node.set_label(name);
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(total as f64);
        node.set_numeric_value(done as f64);
    });
    let palette = Palette::of(ui);
    let radius = CornerRadius::same(4);
    ui.painter().rect_filled(rect, radius, palette.raised);
    let width_of_one = rect.width() / total.max(1) as f32;
    let mut left = rect.left();
    for segment in segments.iter().filter(|segment| segment.count > 0) {
        let right = left + width_of_one * segment.count as f32;
        let part = Rect::from_min_max(
            pos2(left, rect.top()),
            pos2(right.min(rect.right()), rect.bottom()),
        );
        let first = left <= rect.left();
        let last = right >= rect.right() - 0.5;
        let ends = CornerRadius {
            nw: if first { 4 } else { 0 },
            sw: if first { 4 } else { 0 },
            ne: if last { 4 } else { 0 },
            se: if last { 4 } else { 0 },
        };
        ui.painter()
            .rect_filled(part, ends, palette.tone(segment.tone));
        left = right;
    }
    response
}

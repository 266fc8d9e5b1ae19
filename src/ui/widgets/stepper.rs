//! The progress of one camera: five steps, the current one, and the duration of each.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts of cameras and columns are far below 2^23"
)]

use egui::{CornerRadius, Rect, Ui, pos2, vec2};

use crate::ui::theme::{Palette, STEP, TextRole, Tone, font};

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepView {
    /// Its name and, if known, its duration.
    pub caption: String,
    /// Its name alone, where there is less room.
    pub name: String,
    /// The progress of the step in percent.
    pub percent: u8,
}

/// Height of [`stepper_ui`] in points.
pub const STEPPER_HEIGHT: f32 = 24.0;

/// Draws the steps across `rect`.
pub fn stepper_ui(ui: &Ui, rect: Rect, steps: &[StepView], tone: Tone) {
    const BAR: f32 = 5.0;
    let palette = Palette::of(ui);
    let color = palette.tone(tone);
    let radius = CornerRadius::same(2);
    let width = (rect.width() + STEP) / steps.len().max(1) as f32;
    for (index, step) in steps.iter().enumerate() {
        let left = rect.left() + width * index as f32;
        let track = Rect::from_min_size(pos2(left, rect.top()), vec2(width - STEP, BAR));
        ui.painter().rect_filled(track, radius, palette.raised);
        if step.percent > 0 {
            let part = track.width() * f32::from(step.percent.min(100)) / 100.0;
            let done = Rect::from_min_size(track.min, vec2(part, BAR));
            ui.painter().rect_filled(done, radius, color);
        }
        let caption_at = pos2(left, rect.top() + BAR + STEP);
        let write = |caption: &str| {
            let font = font(ui, TextRole::Small);
            ui.painter()
                .layout_no_wrap(caption.to_owned(), font, palette.muted)
        };
        let whole = write(&step.caption);
        let fits = whole.size().x <= width - STEP;
        let galley = if fits { whole } else { write(&step.name) };
        ui.painter().galley(caption_at, galley, palette.muted);
    }
}

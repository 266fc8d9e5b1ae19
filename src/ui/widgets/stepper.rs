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

/// Draws the steps across `rect`, each with its caption below.
pub fn stepper_ui(ui: &Ui, rect: Rect, steps: &[StepView], tone: Tone) {
    const BAR: f32 = 5.0;
    let palette = Palette::of(ui);
    let bars = rect.with_max_y(rect.top() + BAR);
    step_bars_ui(ui, bars, steps, tone);
    let width = step_width(rect, steps);
    for (index, step) in steps.iter().enumerate() {
        let left = rect.left() + width * index as f32;
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

/// Draws only the bars, as high as `rect`.
pub fn step_bars_ui(ui: &Ui, rect: Rect, steps: &[StepView], tone: Tone) {
    let palette = Palette::of(ui);
    let radius = CornerRadius::same(2);
    let width = step_width(rect, steps);
    for (index, step) in steps.iter().enumerate() {
        let left = rect.left() + width * index as f32;
        let track = Rect::from_min_size(pos2(left, rect.top()), vec2(width - STEP, rect.height()));
        ui.painter().rect_filled(track, radius, palette.raised);
        if step.percent > 0 {
            let part = track.width() * f32::from(step.percent.min(100)) / 100.0;
            let done = track.with_max_x(track.left() + part);
            ui.painter().rect_filled(done, radius, palette.tone(tone));
        }
    }
}

/// The width of a step with the gap after it.
fn step_width(rect: Rect, steps: &[StepView]) -> f32 {
    (rect.width() + STEP) / steps.len().max(1) as f32
}

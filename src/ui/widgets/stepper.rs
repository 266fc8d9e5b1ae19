//! The progress of one camera: five steps, the current one, and the duration of each.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts of cameras and columns are far below 2^23"
)]

use std::{
    fmt::{self, Display},
    time::Duration,
};

use egui::{Rect, Ui, pos2, vec2};

use crate::ui::{
    format::Clock,
    galleys::{Lines, galley},
    theme::{Palette, STEP, TextRole, Tone},
};

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepView {
    pub name: &'static str,
    /// How long it took, or has taken so far, if known.
    pub time: Option<Duration>,
    /// The progress of the step in percent.
    pub percent: u8,
}

impl StepView {
    /// Its name and, if known, its time.
    pub fn caption(&self) -> impl Display {
        fmt::from_fn(|f| match self.time {
            Some(time) => write!(f, "{} {}", self.name, Clock(time)),
            None => f.write_str(self.name),
        })
    }
}

/// Height of [`stepper_ui`] in points.
pub const STEPPER_HEIGHT: f32 = 24.0;

/// Draws the steps across `rect`, each with its caption below.
pub fn stepper_ui(ui: &Ui, rect: Rect, steps: &[StepView], tone: Tone) {
    const BAR: f32 = 5.0;
    let palette = Palette::of(ui);
    let bars = rect.with_max_y(rect.top() + BAR);
    step_bars_ui(ui, bars, steps.iter().map(|step| step.percent), tone);
    let width = step_width(rect, steps.len());
    for (index, step) in steps.iter().enumerate() {
        let left = rect.left() + width * index as f32;
        let caption_at = pos2(left, rect.top() + BAR + STEP);
        let write =
            |text: &dyn Display| galley(ui, TextRole::Small, palette.muted, text, Lines::Whole);
        let whole = write(&step.caption());
        let fits = whole.size().x <= width - STEP;
        // The name alone, where there is less room.
        let galley = if fits { whole } else { write(&step.name) };
        ui.painter().galley(caption_at, galley, palette.muted);
    }
}

/// Draws only the bars of steps of which so many percent are done, as high as `rect`. They are too low
/// for round corners, which would be half of all triangles of a screen with 50 cameras.
pub fn step_bars_ui(ui: &Ui, rect: Rect, percents: impl ExactSizeIterator<Item = u8>, tone: Tone) {
    let palette = Palette::of(ui);
    let width = step_width(rect, percents.len());
    for (index, percent) in percents.enumerate() {
        let left = rect.left() + width * index as f32;
        let bar = Rect::from_min_size(pos2(left, rect.top()), vec2(width - STEP, rect.height()));
        let end = left + bar.width() * f32::from(percent.min(100)) / 100.0;
        if percent < 100 {
            ui.painter()
                .rect_filled(bar.with_min_x(end), 0.0, palette.raised);
        }
        if percent > 0 {
            ui.painter()
                .rect_filled(bar.with_max_x(end), 0.0, palette.tone(tone));
        }
    }
}

/// The width of one of `count` steps with the gap after it.
fn step_width(rect: Rect, count: usize) -> f32 {
    (rect.width() + STEP) / count.max(1) as f32
}

//! The visible time window: it follows the present or is frozen.

use crate::model::time_window::{TimeSpan, TimeWindow, milliseconds};

/// The shortest window.
const SHORTEST_MS: i64 = 10_000;

/// The visible time window.
#[derive(Debug, Clone, Copy, Default)]
pub struct VisibleWindow {
    span: TimeSpan,
    frozen: Option<TimeWindow>,
}

impl VisibleWindow {
    /// The time window at `now_ms`.
    #[must_use]
    pub fn window(&self, now_ms: i64) -> TimeWindow {
        self.frozen
            .unwrap_or_else(|| TimeWindow::ending_at(now_ms, self.span.duration()))
    }

    #[must_use]
    pub fn span(&self) -> TimeSpan {
        self.span
    }

    /// Whether it follows the present.
    #[must_use]
    pub fn follows(&self) -> bool {
        self.frozen.is_none()
    }

    /// Chooses a length and follows the present.
    pub fn choose(&mut self, span: TimeSpan) {
        *self = Self { span, frozen: None };
    }

    /// Follows the present again.
    pub fn follow(&mut self) {
        self.frozen = None;
    }

    /// Freezes the window that is `shown`; recording goes on.
    pub fn freeze(&mut self, shown: TimeWindow) {
        self.frozen = Some(shown);
    }

    /// Moves the window that is `shown` by `by_ms`, negative into the past, not beyond the present,
    /// and freezes.
    pub fn pan(&mut self, by_ms: i64, shown: TimeWindow, now_ms: i64) {
        let by_ms = by_ms.min(now_ms - shown.to_ms);
        self.frozen = Some(TimeWindow {
            from_ms: shown.from_ms + by_ms,
            to_ms: shown.to_ms + by_ms,
        });
    }

    /// Zooms the window that is `shown` by `factor` (above 1: into a shorter one) around `at_ms`, and
    /// freezes.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "a pixel is coarser than any of it"
    )]
    pub fn zoom(&mut self, factor: f64, at_ms: i64, shown: TimeWindow, now_ms: i64) {
        let longest = milliseconds(TimeSpan::Day.duration());
        let length = ((shown.length_ms() as f64 / factor) as i64).clamp(SHORTEST_MS, longest);
        let before = (at_ms - shown.from_ms) as f64 / shown.length_ms().max(1) as f64;
        let from_ms = at_ms - (before * length as f64) as i64;
        let to_ms = (from_ms + length).min(now_ms);
        self.frozen = Some(TimeWindow {
            from_ms: to_ms - length,
            to_ms,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 10_000_000;

    #[test]
    fn it_follows_the_present_until_it_is_frozen() {
        let mut view = VisibleWindow::default();
        view.choose(TimeSpan::Minutes5);
        assert_eq!(
            view.window(NOW),
            TimeWindow {
                from_ms: NOW - 300_000,
                to_ms: NOW
            }
        );
        view.freeze(view.window(NOW));
        assert_eq!(view.window(NOW + 5_000).to_ms, NOW);
        assert!(!view.follows());
        view.follow();
        assert_eq!(view.window(NOW + 5_000).to_ms, NOW + 5_000);
    }

    #[test]
    fn panning_keeps_the_length_and_stops_at_the_present() {
        let mut view = VisibleWindow::default();
        view.choose(TimeSpan::Minutes5);
        view.pan(-60_000, view.window(NOW), NOW);
        assert_eq!(
            view.window(NOW),
            TimeWindow {
                from_ms: NOW - 360_000,
                to_ms: NOW - 60_000
            }
        );
        view.pan(90_000, view.window(NOW), NOW);
        assert_eq!(view.window(NOW).to_ms, NOW);
    }

    #[test]
    fn zooming_keeps_the_time_under_the_pointer() {
        let mut view = VisibleWindow::default();
        view.choose(TimeSpan::Minutes5);
        let middle = NOW - 150_000;
        view.zoom(2.0, middle, view.window(NOW), NOW);
        assert_eq!(
            view.window(NOW),
            TimeWindow {
                from_ms: NOW - 225_000,
                to_ms: NOW - 75_000
            }
        );
        view.zoom(1e9, middle, view.window(NOW), NOW);
        assert_eq!(view.window(NOW).length_ms(), SHORTEST_MS);
    }
}

//! The visible time window: it follows the present or is frozen, and may show a part that a person
//! looks at closely.

use crate::model::time_window::{TimeSpan, TimeWindow, milliseconds};

/// The shortest window.
const SHORTEST_MS: i64 = 10_000;

/// The visible time window.
#[derive(Debug, Clone, Copy, Default)]
pub struct VisibleWindow {
    span: TimeSpan,
    frozen: Option<TimeWindow>,
    part: Option<Part>,
}

/// The part of the time axis that a person has zoomed or moved to.
#[derive(Debug, Clone, Copy)]
enum Part {
    /// This one, also when new samples come.
    Fixed(TimeWindow),
    /// The newest one of this length.
    Newest { length_ms: i64 },
}

impl VisibleWindow {
    /// The time window at `now_ms`.
    #[must_use]
    pub fn window(&self, now_ms: i64) -> TimeWindow {
        match self.part {
            Some(Part::Fixed(window)) => window,
            Some(Part::Newest { length_ms }) => TimeWindow {
                from_ms: now_ms.saturating_sub(length_ms),
                to_ms: now_ms,
            },
            None => self
                .frozen
                .unwrap_or_else(|| TimeWindow::ending_at(now_ms, self.span.duration())),
        }
    }

    #[must_use]
    pub fn span(&self) -> TimeSpan {
        self.span
    }

    /// Whether it follows the present.
    #[must_use]
    pub fn follows(&self) -> bool {
        match self.part {
            Some(Part::Fixed(_)) => false,
            Some(Part::Newest { .. }) => true,
            None => self.frozen.is_none(),
        }
    }

    /// Whether it shows another part of the time axis than the chosen one.
    #[must_use]
    pub fn is_zoomed(&self) -> bool {
        self.part.is_some()
    }

    /// Chooses a length and follows the present.
    pub fn choose(&mut self, span: TimeSpan) {
        *self = Self {
            span,
            ..Self::default()
        };
    }

    /// Follows the present again.
    pub fn follow(&mut self) {
        self.choose(self.span);
    }

    /// Freezes the window that is `shown`; recording goes on.
    pub fn freeze(&mut self, shown: TimeWindow) {
        self.frozen = Some(shown);
    }

    /// Goes back from a part to all of the chosen or frozen window.
    pub fn show_whole(&mut self) {
        self.part = None;
    }

    /// Zooms to the time between two instants. A time that is too short to be shown is extended.
    pub fn select(&mut self, one_ms: i64, other_ms: i64, now_ms: i64) {
        let (from_ms, to_ms) = (one_ms.min(other_ms), one_ms.max(other_ms));
        let missing_ms = (SHORTEST_MS - (to_ms - from_ms)).max(0);
        let to_ms = (to_ms + missing_ms / 2).min(now_ms);
        let from_ms = from_ms.min(to_ms - SHORTEST_MS);
        self.show_part(TimeWindow { from_ms, to_ms }, now_ms);
    }

    /// Moves the window that is `shown` by `by_ms`, negative into the past, not beyond the present.
    pub fn pan(&mut self, by_ms: i64, shown: TimeWindow, now_ms: i64) {
        let by_ms = by_ms.min(now_ms - shown.to_ms);
        let moved = TimeWindow {
            from_ms: shown.from_ms + by_ms,
            to_ms: shown.to_ms + by_ms,
        };
        self.show_part(moved, now_ms);
    }

    /// Zooms the window that is `shown` by `factor` (above 1: into a shorter one) around `at_ms`.
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
        let zoomed = TimeWindow {
            from_ms: to_ms - length,
            to_ms,
        };
        self.show_part(zoomed, now_ms);
    }

    /// A part that ends at the present follows it, unless the window is frozen.
    fn show_part(&mut self, part: TimeWindow, now_ms: i64) {
        self.part = Some(if part.to_ms >= now_ms && self.frozen.is_none() {
            Part::Newest {
                length_ms: part.length_ms(),
            }
        } else {
            Part::Fixed(part)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 10_000_000;

    /// The window of this time before [`NOW`], in seconds.
    fn ago(from: i64, to: i64) -> TimeWindow {
        TimeWindow {
            from_ms: NOW - from * 1_000,
            to_ms: NOW - to * 1_000,
        }
    }

    /// Five minutes that follow the present.
    fn five_minutes() -> VisibleWindow {
        let mut view = VisibleWindow::default();
        view.choose(TimeSpan::Minutes5);
        view
    }

    #[test]
    fn it_follows_the_present_until_it_is_frozen() {
        let mut view = five_minutes();
        assert_eq!(view.window(NOW), ago(300, 0));
        view.freeze(view.window(NOW));
        assert_eq!(view.window(NOW + 5_000).to_ms, NOW);
        assert!(!view.follows());
        view.follow();
        assert_eq!(view.window(NOW + 5_000).to_ms, NOW + 5_000);
    }

    #[test]
    fn a_selected_part_stays_when_new_samples_come() {
        let mut view = five_minutes();
        view.select(NOW - 60_000, NOW - 120_000, NOW);
        assert_eq!(view.window(NOW), ago(120, 60));
        assert_eq!(view.window(NOW + 5_000), ago(120, 60));
        assert!(view.is_zoomed() && !view.follows());
        view.show_whole();
        assert_eq!(view.window(NOW), ago(300, 0));
        assert!(!view.is_zoomed() && view.follows());
    }

    #[test]
    fn a_selected_part_that_ends_now_follows_the_present() {
        let mut view = five_minutes();
        view.select(NOW - 60_000, NOW, NOW);
        assert!(view.is_zoomed() && view.follows());
        let later = NOW + 5_000;
        assert_eq!(view.window(later).to_ms, later);
        assert_eq!(view.window(later).length_ms(), 60_000);
    }

    #[test]
    fn the_whole_of_a_frozen_window_is_frozen() {
        let mut view = five_minutes();
        view.freeze(view.window(NOW));
        view.select(NOW - 60_000, NOW, NOW);
        assert_eq!(view.window(NOW + 5_000), ago(60, 0), "frozen, too");
        view.show_whole();
        assert_eq!(view.window(NOW + 5_000), ago(300, 0));
        view.select(NOW - 60_000, NOW - 30_000, NOW);
        view.follow();
        assert_eq!(view.window(NOW + 5_000).to_ms, NOW + 5_000);
        assert!(!view.is_zoomed());
    }

    #[test]
    fn a_part_is_long_enough_to_be_seen() {
        let mut view = five_minutes();
        view.select(NOW - 60_000, NOW - 60_000, NOW);
        assert_eq!(view.window(NOW), ago(65, 55));
        view.select(NOW - 1_000, NOW, NOW);
        assert_eq!(view.window(NOW), ago(10, 0));
    }

    #[test]
    fn moving_keeps_the_length_and_stops_at_the_present() {
        let mut view = five_minutes();
        view.pan(-60_000, view.window(NOW), NOW);
        assert_eq!(view.window(NOW), ago(360, 60));
        view.pan(90_000, view.window(NOW), NOW);
        assert_eq!(view.window(NOW).to_ms, NOW);
        assert!(view.follows(), "back at the present");
    }

    #[test]
    fn zooming_keeps_the_time_under_the_pointer() {
        let mut view = five_minutes();
        let middle = NOW - 150_000;
        view.zoom(2.0, middle, view.window(NOW), NOW);
        assert_eq!(view.window(NOW), ago(225, 75));
        view.zoom(1e9, middle, view.window(NOW), NOW);
        assert_eq!(view.window(NOW).length_ms(), SHORTEST_MS);
    }
}

//! The time axis of the plots: a clock that never goes back, and windows of time.

use std::time::{Duration, Instant};

use strum::VariantArray;

use crate::{domain::clock::Now, tr};

/// The clock of the recorded points, in milliseconds since the Unix epoch.
///
/// It follows the wall clock when that runs ahead (a laptop that woke up), and runs on evenly when
/// that is set back a little, so that the points stay in order. When the wall clock is set by more
/// than that, `Timeline::jump_ms` says by how much what is recorded has to move along.
#[derive(Debug, Clone, Copy)]
pub struct Timeline {
    instant: Instant,
    at_ms: i64,
}

/// If the wall clock runs ahead by more, it was set: no computer sleeps as long.
const LONGEST_SLEEP: Duration = Duration::from_hours(30 * 24);
/// If the wall clock is set back by less, nothing moves.
const SMALL_SETBACK: Duration = Duration::from_mins(1);

impl Timeline {
    /// Starts at the wall clock.
    #[must_use]
    pub fn new(now: Now) -> Self {
        Self {
            instant: now.instant,
            at_ms: now.wall.as_millisecond(),
        }
    }

    /// The position of `now`. Right after the wall clock was set, it is still that of the recorded
    /// points.
    #[must_use]
    pub fn at_ms(&self, now: Now) -> i64 {
        let even = self.even_ms(now);
        if self.jump_ms(now) == 0 {
            even.max(now.wall.as_millisecond())
        } else {
            even
        }
    }

    /// By how much the wall clock was set: negative if it was set back, zero if it was not.
    pub(crate) fn jump_ms(&self, now: Now) -> i64 {
        let ahead = now.wall.as_millisecond() - self.even_ms(now);
        let runs = -milliseconds(SMALL_SETBACK)..=milliseconds(LONGEST_SLEEP);
        if runs.contains(&ahead) { 0 } else { ahead }
    }

    /// Moves along with the wall clock. What is recorded has to be moved too.
    pub(crate) fn shift(&mut self, by_ms: i64) {
        self.at_ms = self.at_ms.saturating_add(by_ms);
    }

    /// The position of `now`; later positions are not before it.
    pub(crate) fn advance(&mut self, now: Now) -> i64 {
        self.at_ms = self.at_ms(now);
        self.instant = self.instant.max(now.instant);
        self.at_ms
    }

    fn even_ms(&self, now: Now) -> i64 {
        self.at_ms + milliseconds(now.since(self.instant))
    }
}

/// The lengths of time that a person can choose, shortest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, VariantArray)]
pub enum TimeSpan {
    Minutes5,
    #[default]
    Minutes15,
    Hour,
    Hours6,
    /// All that is kept.
    Day,
}

impl TimeSpan {
    #[must_use]
    pub fn duration(self) -> Duration {
        match self {
            Self::Minutes5 => Duration::from_mins(5),
            Self::Minutes15 => Duration::from_mins(15),
            Self::Hour => Duration::from_hours(1),
            Self::Hours6 => Duration::from_hours(6),
            Self::Day => Duration::from_hours(24),
        }
    }

    /// The label: `15 min`, `6 h`.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Minutes5 => tr!("monitor-span-minutes", count = 5),
            Self::Minutes15 => tr!("monitor-span-minutes", count = 15),
            Self::Hour => tr!("monitor-span-hours", count = 1),
            Self::Hours6 => tr!("monitor-span-hours", count = 6),
            Self::Day => tr!("monitor-span-hours", count = 24),
        }
    }
}

/// A window of the time axis, both ends included, in milliseconds since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeWindow {
    pub from_ms: i64,
    pub to_ms: i64,
}

impl TimeWindow {
    /// The window of this length that ends at `to_ms`.
    #[must_use]
    pub fn ending_at(to_ms: i64, length: Duration) -> Self {
        Self {
            from_ms: to_ms.saturating_sub(milliseconds(length)),
            to_ms,
        }
    }

    #[must_use]
    pub fn contains(self, at_ms: i64) -> bool {
        (self.from_ms..=self.to_ms).contains(&at_ms)
    }

    /// The length; zero if the ends are in the wrong order.
    #[must_use]
    pub fn length(self) -> Duration {
        Duration::from_millis(self.length_ms().unsigned_abs())
    }

    /// The same in milliseconds.
    #[must_use]
    pub fn length_ms(self) -> i64 {
        self.to_ms.saturating_sub(self.from_ms).max(0)
    }
}

/// The place on the time axis of a plot: seconds since the Unix epoch.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of this age of the world fit into 53 bits"
)]
pub(crate) fn seconds(at_ms: i64) -> f64 {
    at_ms as f64 / 1_000.0
}

/// Whole milliseconds.
pub(crate) fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn the_timeline_follows_the_wall_clock_forward_and_never_goes_back() {
        let start = Now {
            instant: Instant::now(),
            wall: "2026-11-23T12:00:00Z".parse().unwrap(),
        };
        let at = |seconds: u64, wall: i64| Now {
            instant: start.instant + Duration::from_secs(seconds),
            wall: start.wall + jiff::SignedDuration::from_secs(wall),
        };
        let mut axis = Timeline::new(start);
        let zero = start.wall.as_millisecond();
        assert_eq!(axis.advance(at(5, 5)) - zero, 5_000);
        assert_eq!(axis.advance(at(10, 3_600)) - zero, 3_600_000, "woke up");
        assert_eq!(axis.at_ms(at(15, 3_570)) - zero, 3_605_000, "set back");
        assert_eq!(axis.advance(at(15, 3_570)) - zero, 3_605_000);
        assert_eq!(axis.advance(at(14, 3_569)) - zero, 3_605_000, "never back");
        let years = 3 * 365 * 24 * 3_600;
        for jump in [years, -years] {
            let now = at(20, 3_610 + jump);
            assert_eq!(axis.at_ms(now) - zero, 3_610_000, "until it is moved");
            assert_eq!(axis.jump_ms(now), jump * 1_000);
            axis.shift(axis.jump_ms(now));
            assert_eq!(axis.jump_ms(now), 0);
            assert_eq!(axis.at_ms(now), now.wall.as_millisecond());
            axis.shift(-jump * 1_000);
        }
    }
}

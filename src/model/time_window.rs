//! The time axis: a clock for plots that never goes back, and the stretch of it that is looked at.

use std::time::{Duration, Instant};

use crate::{domain::clock::Now, tr};

/// The clock of recorded points: milliseconds since the Unix epoch.
///
/// It follows the clock that people read when that jumps forward (a Pi that got the time, a laptop that woke up), and
/// runs on evenly when that jumps back, so that what was recorded stays in order.
#[derive(Debug, Clone, Copy)]
pub struct Timeline {
    instant: Instant,
    at_ms: i64,
}

impl Timeline {
    /// Begins at the time that people read.
    #[must_use]
    pub fn new(now: Now) -> Self {
        Self {
            instant: now.instant,
            at_ms: now.wall.as_millisecond(),
        }
    }

    /// Where `now` is on it.
    #[must_use]
    pub fn at_ms(&self, now: Now) -> i64 {
        let even = self.at_ms + milliseconds(now.since(self.instant));
        even.max(now.wall.as_millisecond())
    }

    /// Where `now` is on it; nothing is before it from now on.
    pub(crate) fn advance(&mut self, now: Now) -> i64 {
        self.at_ms = self.at_ms(now);
        self.instant = self.instant.max(now.instant);
        self.at_ms
    }
}

/// The stretches that a person can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeSpan {
    /// 5 minutes.
    Minutes5,
    /// 15 minutes.
    #[default]
    Minutes15,
    /// An hour.
    Hour,
    /// 6 hours.
    Hours6,
    /// All that is kept: a day.
    Day,
}

impl TimeSpan {
    /// All of them, shortest first.
    pub const ALL: [Self; 5] = [
        Self::Minutes5,
        Self::Minutes15,
        Self::Hour,
        Self::Hours6,
        Self::Day,
    ];

    /// How long it is.
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

    /// As a person reads it: `15 min`, `6 h`.
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

/// A stretch of the time axis, both ends included, in milliseconds since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeWindow {
    /// Its beginning.
    pub from_ms: i64,
    /// Its end.
    pub to_ms: i64,
}

impl TimeWindow {
    /// The stretch of this length that ends at `to_ms`.
    #[must_use]
    pub fn ending_at(to_ms: i64, length: Duration) -> Self {
        Self {
            from_ms: to_ms.saturating_sub(milliseconds(length)),
            to_ms,
        }
    }

    /// Whether `at_ms` lies in it.
    #[must_use]
    pub fn contains(self, at_ms: i64) -> bool {
        (self.from_ms..=self.to_ms).contains(&at_ms)
    }

    /// How long it is; an inverted one has no length.
    #[must_use]
    pub fn length_ms(self) -> i64 {
        self.to_ms.saturating_sub(self.from_ms).max(0)
    }
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
    fn the_axis_follows_the_clock_forward_and_never_goes_back() {
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
        assert_eq!(axis.at_ms(at(15, 3_000)) - zero, 3_605_000, "set back");
        assert_eq!(axis.advance(at(15, 3_000)) - zero, 3_605_000);
        assert_eq!(axis.advance(at(14, 2_999)) - zero, 3_605_000, "never back");
    }
}

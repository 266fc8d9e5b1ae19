//! The time of one event or one frame. It is read once and passed in, so that rules about time are
//! plain functions.

use std::{
    ops::Add,
    time::{Duration, Instant},
};

use jiff::Timestamp;

/// One instant on the monotonic clock and on the wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// For every duration, time-out and countdown: a Pi or a laptop without a real-time clock may
    /// jump by years.
    pub instant: Instant,
    /// For display and logs only.
    pub wall: Timestamp,
}

impl Now {
    /// Reads both clocks.
    #[must_use]
    pub fn read() -> Self {
        Self {
            instant: Instant::now(),
            wall: Timestamp::now(),
        }
    }

    /// Time since `earlier`, zero if `earlier` is in the future.
    #[must_use]
    pub fn since(&self, earlier: Instant) -> Duration {
        self.instant.saturating_duration_since(earlier)
    }

    /// Time until `later`, zero once it has passed.
    #[must_use]
    pub fn until(&self, later: Instant) -> Duration {
        later.saturating_duration_since(self.instant)
    }
}

/// How far the two clocks may drift apart between two readings without anybody noticing.
const DRIFT: Duration = Duration::from_secs(5);
/// The longest sleep that is told from a clock that was set.
const LONGEST_SLEEP: Duration = Duration::from_hours(24 * 7);

/// The wall clock went on in another way than the monotonic clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockJump {
    /// This computer slept for this long, or its clock was put forward a little.
    Slept(Duration),
    /// The clock was set back, or by more than a week.
    Set,
}

/// Compares each reading of the clocks with the one before.
#[derive(Debug, Default)]
pub struct ClockWatch {
    last: Option<Now>,
}

impl ClockWatch {
    /// What has happened to the clocks since the last call.
    pub fn check(&mut self, now: Now) -> Option<ClockJump> {
        let last = self.last.replace(now)?;
        let passed = now.since(last.instant);
        let expected = add(last.wall, passed);
        let ahead = now.wall.duration_since(expected);
        if ahead.unsigned_abs() < DRIFT {
            return None;
        }
        Some(match Duration::try_from(ahead) {
            Ok(slept) if slept <= LONGEST_SLEEP => ClockJump::Slept(slept),
            _ => ClockJump::Set,
        })
    }
}

/// The longest wait that [`add`] adds: ten years.
const LONGEST_WAIT: Duration = Duration::from_hours(24 * 365 * 10);

/// `instant + wait` for a wait that comes from outside. A plain addition panics on overflow; a
/// longer wait than ten years is cut to that. Takes the instants of `std`, of tokio and [`Now`].
#[must_use]
pub fn add<T: Add<Duration, Output = T>>(instant: T, wait: Duration) -> T {
    instant + wait.min(LONGEST_WAIT)
}

/// `instant - by`; `instant` itself if the clock does not go back so far.
#[must_use]
pub fn before(instant: Instant, by: Duration) -> Instant {
    instant.checked_sub(by).unwrap_or(instant)
}

impl Add<Duration> for Now {
    type Output = Self;

    fn add(self, step: Duration) -> Self {
        Self {
            instant: add(self.instant, step),
            wall: add(self.wall, step),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleep_and_a_clock_that_was_set_are_told_apart() {
        let mut watch = ClockWatch::default();
        let mut now = Now::read();
        assert_eq!(watch.check(now), None);
        now = now + Duration::from_mins(3);
        assert_eq!(watch.check(now), None, "both clocks went on");
        let half_an_hour = Duration::from_mins(30);
        now.wall += half_an_hour;
        assert_eq!(watch.check(now), Some(ClockJump::Slept(half_an_hour)));
        assert_eq!(watch.check(now), None, "once");
        now.wall += Duration::from_secs(2);
        assert_eq!(watch.check(now), None, "corrected by a time server");
        let three_years = Duration::from_hours(3 * 365 * 24);
        now.wall += three_years;
        assert_eq!(watch.check(now), Some(ClockJump::Set));
        now.wall -= three_years;
        assert_eq!(watch.check(now), Some(ClockJump::Set));
    }

    #[test]
    fn a_wait_that_does_not_fit_into_an_instant_is_cut() {
        let now = Now::read();
        assert_eq!(
            add(now, Duration::from_secs(5)).since(now.instant),
            Duration::from_secs(5)
        );
        assert_eq!(
            add(now.instant, Duration::from_secs(5)),
            now.instant + Duration::from_secs(5)
        );
        for wait in [Duration::from_hours(2_583_333_333_333_333), Duration::MAX] {
            assert_eq!(now.until(add(now.instant, wait)), LONGEST_WAIT);
            assert_eq!(now.until((now + wait).instant), LONGEST_WAIT);
        }
    }
}

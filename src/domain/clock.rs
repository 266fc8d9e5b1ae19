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

/// The longest wait that [`add`] adds: ten years.
const LONGEST_WAIT: Duration = Duration::from_hours(24 * 365 * 10);

/// `instant + wait` for a wait that comes from outside. A plain addition panics on overflow; a
/// longer wait than ten years is cut to that. Takes the instants of `std`, of tokio and [`Now`].
#[must_use]
pub fn add<T: Add<Duration, Output = T>>(instant: T, wait: Duration) -> T {
    instant + wait.min(LONGEST_WAIT)
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

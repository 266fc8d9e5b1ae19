//! The time of one event or one frame, read once at the edge and passed in, so that rules about time are plain functions.

use std::time::{Duration, Instant};

use jiff::Timestamp;

/// One instant, on the clock that never jumps and on the one that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// For every duration, time-out and countdown: a Pi or a laptop without a real-time clock may jump by years.
    pub instant: Instant,
    /// For showing and for logs only.
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

impl std::ops::Add<Duration> for Now {
    type Output = Self;

    fn add(self, step: Duration) -> Self {
        Self {
            instant: self.instant + step,
            wall: self.wall + step,
        }
    }
}

//! Whose permit it is among the calls to cameras: so many at once, and one after the other when the Pi asks for a break.
//!
//! A Pi with a limiter rate_limiter away all but one of a hundred calls that come at once, and all of them again when they come back
//! together. Knows no HTTP.

use std::sync::PoisonError;

use tokio::{
    sync::{Mutex, MutexGuard, Semaphore, SemaphorePermit},
    time::{Duration, Instant, sleep_until},
};

use crate::{client::timing::Timing, domain::clock};

/// Calls at the same time. A Pi is a small computer.
const AT_ONCE: usize = 16;

/// Shared by all calls to one Pi.
pub(crate) struct RateLimiter {
    places: Semaphore,
    /// Who goes next while the Pi wants one at a time.
    line: Mutex<()>,
    pace: std::sync::Mutex<Pace>,
}

/// What the Pi asked for.
#[derive(Debug, Clone, Copy, Default)]
struct Pace {
    /// When the next call may go out.
    not_before: Option<Instant>,
    /// Until then, one at a time.
    one_by_one_until: Option<Instant>,
}

/// The right to make one attempt; its end lets the next one go.
pub(crate) struct Permit<'a> {
    _place: Option<SemaphorePermit<'a>>,
    _line: Option<MutexGuard<'a, ()>>,
}

impl RateLimiter {
    pub fn new() -> Self {
        Self {
            places: Semaphore::new(AT_ONCE),
            line: Mutex::new(()),
            pace: std::sync::Mutex::default(),
        }
    }

    /// Waits for the right to make one attempt.
    pub async fn take(&self, timing: &Timing) -> Permit<'_> {
        let place = self.places.acquire().await.ok();
        if !self.pace().is_one_by_one(Instant::now()) {
            return Permit {
                _place: place,
                _line: None,
            };
        }
        let line = self.line.lock().await;
        // A call that goes past this line may be refused meanwhile, and move the end of the break.
        while let Some(at) = self.pace().not_before.filter(|at| *at > Instant::now()) {
            sleep_until(at).await;
        }
        self.change(|pace| pace.asked_for(timing.call_spacing, timing));
        Permit {
            _place: place,
            _line: Some(line),
        }
    }

    /// The Pi asks for a break of this length: nobody goes before it is over, then one at a time for a while. A break that is
    /// too long to wait for is not waited for: each call gets to hear of it.
    pub fn take_a_break(&self, wait: Duration, timing: &Timing) {
        let wait = if wait > timing.longest_call_wait {
            timing.call_spacing
        } else {
            wait.max(timing.call_spacing)
        };
        self.change(|pace| pace.asked_for(wait, timing));
    }

    fn pace(&self) -> Pace {
        *self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Pace)) {
        change(&mut self.pace.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Pace {
    fn is_one_by_one(&self, now: Instant) -> bool {
        self.one_by_one_until.is_some_and(|until| now < until)
    }

    /// Lasts as long as calls come: a hundred of them take longer than any fixed time.
    fn asked_for(&mut self, wait: Duration, timing: &Timing) {
        let at = clock::add(Instant::now(), wait);
        self.not_before = self.not_before.max(Some(at));
        self.one_by_one_until = self.not_before.map(|at| at + timing.careful_for);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn seconds_until_turn(rate_limiter: &RateLimiter, began: Instant) -> u64 {
        drop(rate_limiter.take(&Timing::default()).await);
        began.elapsed().as_secs()
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_break_turns_are_a_second_apart_until_nobody_asks_for_half_a_minute() {
        let (rate_limiter, timing, began) = (RateLimiter::new(), Timing::default(), Instant::now());
        assert_eq!(seconds_until_turn(&rate_limiter, began).await, 0);
        rate_limiter.take_a_break(Duration::from_secs(5), &timing);
        for expected in 5..60 {
            assert_eq!(seconds_until_turn(&rate_limiter, began).await, expected);
        }
        sleep_until(Instant::now() + Duration::from_secs(40)).await;
        assert_eq!(seconds_until_turn(&rate_limiter, began).await, 99);
        assert_eq!(seconds_until_turn(&rate_limiter, began).await, 99);
    }

    #[tokio::test(start_paused = true)]
    async fn one_at_a_time_means_that_a_slow_call_is_waited_for() {
        let (rate_limiter, timing) = (RateLimiter::new(), Timing::default());
        rate_limiter.take_a_break(Duration::from_secs(1), &timing);
        let slow = rate_limiter.take(&timing).await;
        let next = tokio::time::timeout(Duration::from_secs(20), rate_limiter.take(&timing));
        assert!(next.await.is_err());
        drop(slow);
        rate_limiter.take(&timing).await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_break_that_is_too_long_is_not_waited_for() {
        let (rate_limiter, began) = (RateLimiter::new(), Instant::now());
        rate_limiter.take_a_break(Duration::from_hours(1), &Timing::default());
        assert_eq!(seconds_until_turn(&rate_limiter, began).await, 1);
    }
}

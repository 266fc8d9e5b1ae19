//! Limits the calls about single cameras and allowlist entries: 16 at a time, and one after the
//! other once the Pi has answered 429.
//!
//! A Pi with a limiter refuses all but one of a hundred calls that come at once, and all of them
//! again when they come back together.

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
    permits: Semaphore,
    /// Held by the only call while the Pi wants one at a time.
    exclusive: Mutex<()>,
    pace: std::sync::Mutex<Pace>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Pace {
    /// The earliest time of the next call.
    not_before: Option<Instant>,
    /// Until then, calls are made one at a time.
    one_by_one_until: Option<Instant>,
}

/// The right to make one attempt. Dropping it lets the next call go.
pub(crate) struct Permit<'a> {
    _permit: Option<SemaphorePermit<'a>>,
    _exclusive: Option<MutexGuard<'a, ()>>,
}

impl RateLimiter {
    pub fn new() -> Self {
        Self {
            permits: Semaphore::new(AT_ONCE),
            exclusive: Mutex::new(()),
            pace: std::sync::Mutex::default(),
        }
    }

    /// Waits for the right to make one attempt.
    ///
    /// # Errors
    /// The Pi has asked for a break of which more than `longest` is left: how much.
    pub async fn take(&self, longest: Duration, timing: &Timing) -> Result<Permit<'_>, Duration> {
        let permit = self.permits.acquire().await.ok();
        if !self.pace().is_one_by_one(Instant::now()) {
            return Ok(Permit {
                _permit: permit,
                _exclusive: None,
            });
        }
        let exclusive = self.exclusive.lock().await;
        // A call that was already in flight may be refused during this wait, and extend it.
        while let Some(at) = self.pace().not_before.filter(|at| *at > Instant::now()) {
            let left = at.saturating_duration_since(Instant::now());
            if left > longest {
                return Err(left);
            }
            sleep_until(at).await;
        }
        self.change(|pace| pace.slow_down(timing.call_spacing, timing));
        Ok(Permit {
            _permit: permit,
            _exclusive: Some(exclusive),
        })
    }

    /// The Pi answered 429 and asks for this wait: no call is made before it is over, then one at a
    /// time for a while. A wait that is too long for a call is not kept: each call reports it.
    pub fn back_off(&self, wait: Duration, timing: &Timing) {
        let wait = if wait > timing.longest_wait_of_many {
            timing.call_spacing
        } else {
            wait.max(timing.call_spacing)
        };
        self.change(|pace| pace.slow_down(wait, timing));
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

    /// Each call extends it: a hundred of them take longer than any fixed time.
    fn slow_down(&mut self, wait: Duration, timing: &Timing) {
        let at = clock::add(Instant::now(), wait);
        self.not_before = self.not_before.max(Some(at));
        self.one_by_one_until = self.not_before.map(|at| at + timing.careful_for);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF_A_MINUTE: Duration = Duration::from_secs(30);

    async fn seconds_until_permit(rate_limiter: &RateLimiter, began: Instant) -> u64 {
        drop(rate_limiter.take(HALF_A_MINUTE, &Timing::default()).await);
        began.elapsed().as_secs()
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_429_permits_are_a_second_apart_until_half_a_minute_without_calls() {
        let (rate_limiter, timing, began) = (RateLimiter::new(), Timing::default(), Instant::now());
        assert_eq!(seconds_until_permit(&rate_limiter, began).await, 0);
        rate_limiter.back_off(Duration::from_secs(5), &timing);
        for expected in 5..60 {
            assert_eq!(seconds_until_permit(&rate_limiter, began).await, expected);
        }
        sleep_until(Instant::now() + Duration::from_secs(40)).await;
        assert_eq!(seconds_until_permit(&rate_limiter, began).await, 99);
        assert_eq!(seconds_until_permit(&rate_limiter, began).await, 99);
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_429_the_next_permit_waits_for_a_slow_call() {
        let (rate_limiter, timing) = (RateLimiter::new(), Timing::default());
        rate_limiter.back_off(Duration::from_secs(1), &timing);
        let slow = rate_limiter.take(HALF_A_MINUTE, &timing).await;
        let next = rate_limiter.take(HALF_A_MINUTE, &timing);
        let next = tokio::time::timeout(Duration::from_secs(20), next);
        assert!(next.await.is_err());
        drop(slow);
        assert!(rate_limiter.take(HALF_A_MINUTE, &timing).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_may_not_wait_so_long_learns_the_rest_of_the_break_at_once() {
        let (rate_limiter, timing, began) = (RateLimiter::new(), Timing::default(), Instant::now());
        rate_limiter.back_off(Duration::from_secs(20), &timing);
        sleep_until(began + Duration::from_secs(5)).await;
        let short = Duration::from_secs(2);
        let left = rate_limiter.take(short, &timing).await.err();
        assert_eq!(left, Some(Duration::from_secs(15)));
        assert_eq!(began.elapsed(), Duration::from_secs(5), "it did not wait");
        sleep_until(began + Duration::from_secs(19)).await;
        assert!(rate_limiter.take(short, &timing).await.is_ok());
        assert_eq!(began.elapsed(), Duration::from_secs(20));
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_that_is_too_long_is_not_kept() {
        let (rate_limiter, began) = (RateLimiter::new(), Instant::now());
        rate_limiter.back_off(Duration::from_hours(1), &Timing::default());
        assert_eq!(seconds_until_permit(&rate_limiter, began).await, 1);
    }
}

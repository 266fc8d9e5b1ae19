//! The countdown to an automatic retry, which a person can skip or stop. It does not depend on what
//! is drawn: it goes on behind another tab and does not start over with a frame.

use std::time::{Duration, Instant};

use crate::domain::{
    clock::{self, Now},
    problem::Problem,
};

/// The number of automatic retries before it waits for the person. A wait because of too many
/// requests (429) is none of them: the Pi did not look at the request.
const MAX_RETRIES: u8 = 3;
/// The wait if the Pi does not ask for one (contract, section 3, rule 7).
const WAIT: Duration = Duration::from_secs(5);

/// The countdown of one operation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RetryCountdown {
    retries: u8,
    is_stopped: bool,
    waiting: Option<Waiting>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Waiting {
    at: Instant,
    whole: Duration,
    is_attempt: bool,
}

impl RetryCountdown {
    /// The operation failed: starts the countdown if a retry may help and not all retries are used.
    pub fn failed(&mut self, problem: &Problem, now: Now) {
        let whole = problem.retry_after.unwrap_or(WAIT);
        let is_attempt = !problem.is_rate_limited();
        let is_spent = is_attempt && self.retries >= MAX_RETRIES;
        let goes_on = problem.retryable && !is_spent && !self.is_stopped;
        self.waiting = goes_on.then(|| Waiting {
            at: clock::add(now.instant, whole),
            whole,
            is_attempt,
        });
    }

    /// The operation succeeded or is no longer wanted.
    pub fn over(&mut self) {
        *self = Self::default();
    }

    /// True once, when the countdown is over.
    pub fn is_due(&mut self, now: Now) -> bool {
        let due = self.waiting.take_if(|waiting| waiting.at <= now.instant);
        let is_attempt = due.is_some_and(|waiting| waiting.is_attempt);
        self.retries += u8::from(is_attempt);
        due.is_some()
    }

    /// The person retries now: all automatic retries are available again.
    pub fn now(&mut self) {
        self.over();
    }

    /// The person does not want to wait: a countdown that runs is over now.
    pub fn skip(&mut self, now: Now) {
        self.retries = 0;
        if let Some(waiting) = &mut self.waiting {
            waiting.at = now.instant;
        }
    }

    /// The person stops the automatic retries; the failure stays on the screen.
    pub fn stop(&mut self) {
        self.waiting = None;
        self.is_stopped = true;
    }

    /// This computer slept for this long, which its monotonic clock does not count.
    pub fn slept(&mut self, by: Duration) {
        if let Some(waiting) = &mut self.waiting {
            waiting.at = clock::before(waiting.at, by);
        }
    }

    /// When [`RetryCountdown::is_due`] has to be asked.
    #[must_use]
    pub fn next_tick(&self, now: Now) -> Option<Duration> {
        Some(now.until(self.waiting?.at))
    }

    /// Whether the person has stopped the automatic retries.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Whether a countdown runs.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// The remaining time and its part of the whole wait; `None` if no countdown runs.
    #[must_use]
    pub fn left(&self, now: Now) -> Option<(Duration, f32)> {
        let Waiting { at, whole, .. } = self.waiting?;
        let left = now.until(at);
        let part = left.as_secs_f32() / whole.as_secs_f32().max(f32::EPSILON);
        Some((left, part.clamp(0.0, 1.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::ErrorCode;

    fn problem(retryable: bool, retry_after: Option<u64>) -> Problem {
        Problem {
            http_status: Some(503),
            retryable,
            retry_after: retry_after.map(Duration::from_secs),
            ..Problem::new(ErrorCode::ServiceUnavailable, Now::read().wall)
        }
    }

    #[test]
    fn it_counts_down_for_the_time_that_the_pi_asks_for_at_most_three_times() {
        let mut now = Now::read();
        let mut retry = RetryCountdown::default();
        for _ in 0..3 {
            retry.failed(&problem(true, Some(30)), now);
            assert_eq!(retry.left(now).map(|(left, _)| left.as_secs()), Some(30));
            let half = now + Duration::from_secs(15);
            let part = retry.left(half).map_or(0.0, |(_, part)| part);
            assert!((part - 0.5).abs() < 0.01, "{part}");
            assert!(!retry.is_due(half));
            now = now + Duration::from_secs(30);
            assert!(retry.is_due(now));
            assert!(!retry.is_due(now), "once for each countdown");
        }
        retry.failed(&problem(true, Some(30)), now);
        assert_eq!(retry.left(now), None, "it waits for the person");
        retry.now();
        retry.failed(&problem(true, None), now);
        assert_eq!(retry.left(now).map(|(left, _)| left), Some(WAIT));
    }

    #[test]
    fn a_limiter_is_waited_for_again_and_again_until_a_person_stops_it() {
        let mut now = Now::read();
        let mut retry = RetryCountdown::default();
        let limited = Problem::new(ErrorCode::RateLimited, now.wall);
        assert!(limited.retryable);
        for _ in 0..100 {
            retry.failed(&limited, now);
            now = now + WAIT;
            assert!(retry.is_due(now));
        }
        retry.failed(&problem(true, None), now);
        assert!(retry.is_waiting(), "no attempt is used");
        retry.stop();
        retry.failed(&limited, now);
        assert!(!retry.is_waiting());
    }

    #[test]
    fn an_operation_that_is_not_retryable_or_was_stopped_is_not_retried() {
        let now = Now::read();
        let mut retry = RetryCountdown::default();
        retry.failed(&problem(false, Some(1)), now);
        assert_eq!(retry.left(now), None);
        retry.failed(&problem(true, Some(1)), now);
        retry.stop();
        assert!(!retry.is_due(now + Duration::from_secs(2)));
        retry.failed(&problem(true, Some(1)), now);
        assert_eq!(
            retry.left(now),
            None,
            "stopped is stopped until it works or is asked for"
        );
        retry.over();
        retry.failed(&problem(true, Some(1)), now);
        assert!(retry.left(now).is_some());
    }

    #[test]
    fn a_wait_that_does_not_fit_into_the_clock_is_survived() {
        let now = Now::read();
        let mut retry = RetryCountdown::default();
        retry.failed(&problem(true, Some(9_300_000_000_000_000_000)), now);
        assert!(
            retry
                .left(now)
                .is_some_and(|(left, _)| left > Duration::from_hours(1))
        );
    }
}

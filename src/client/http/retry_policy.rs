//! How often a call is made, and the waits in between.

use std::{slice, time::Duration};

use crate::client::timing::Timing;

/// How often a call is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryPolicy {
    /// Once: the caller repeats it.
    Once,
    /// Once, within the time of a probe.
    Quick,
    /// Repeated after a short wait, where the contract allows it.
    Several,
    /// As above, each time with a permit of the rate limiter: a call about one of many cameras.
    RateLimited,
    /// As above, also after a longer wait: a call about one of many allowlist entries, or a change that
    /// is finished after the window was closed.
    ManyEntries,
}

impl RetryPolicy {
    /// Whether each attempt needs a permit of the rate limiter.
    pub(crate) fn is_rate_limited(self) -> bool {
        matches!(self, Self::RateLimited | Self::ManyEntries)
    }

    /// The longest wait of a call that is not a read. After a longer one the caller repeats it.
    pub(crate) fn longest_wait(self, timing: &Timing) -> Duration {
        match self {
            Self::ManyEntries => timing.longest_wait_of_many,
            Self::Once | Self::Quick | Self::Several | Self::RateLimited => {
                timing.longest_call_wait
            }
        }
    }
}

/// What is left of the retries of one call.
pub(crate) struct RetryBudget<'a> {
    steps: slice::Iter<'a, Duration>,
    /// The least wait after a 429.
    spacing: Duration,
    /// How much longer the call may wait because of 429s.
    rate_limit_time: Duration,
}

impl<'a> RetryBudget<'a> {
    pub fn new(retry_policy: RetryPolicy, timing: &'a Timing) -> Self {
        let (steps, rate_limit_time): (&[Duration], _) = match retry_policy {
            RetryPolicy::Once | RetryPolicy::Quick => (&[], Duration::ZERO),
            RetryPolicy::Several | RetryPolicy::RateLimited | RetryPolicy::ManyEntries => {
                (&timing.call_retries, timing.longest_breaks)
            }
        };
        Self {
            steps: steps.iter(),
            spacing: timing.call_spacing,
            rate_limit_time,
        }
    }

    /// The wait before the next attempt, at least as long as `asked`; `None`: that was the last
    /// one.
    pub fn next_wait(&mut self, asked: Option<Duration>) -> Option<Duration> {
        let step = *self.steps.next()?;
        Some(asked.unwrap_or_default().max(step))
    }

    /// The wait after a 429, which does not count as an attempt: the Pi did not look at the call.
    pub fn next_rate_limit_wait(&mut self, asked: Option<Duration>) -> Option<Duration> {
        let wait = asked.unwrap_or_default().max(self.spacing);
        self.rate_limit_time = self.rate_limit_time.checked_sub(wait)?;
        Some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn rate_limit_waits_do_not_count_as_attempts_but_are_bounded() {
        let timing = Timing::default();
        let mut retry_budget = RetryBudget::new(RetryPolicy::ManyEntries, &timing);
        let waits = std::iter::from_fn(|| retry_budget.next_rate_limit_wait(Some(30 * SECOND)));
        assert_eq!(waits.count(), 10, "five minutes of 30 seconds");
        let waits: Vec<_> = std::iter::from_fn(|| retry_budget.next_wait(None)).collect();
        assert_eq!(waits, [SECOND, 2 * SECOND, 4 * SECOND]);
        let mut retry_budget = RetryBudget::new(RetryPolicy::Several, &timing);
        assert_eq!(
            retry_budget.next_rate_limit_wait(Some(Duration::ZERO)),
            Some(SECOND)
        );
    }

    #[test]
    fn a_call_that_is_made_once_never_waits() {
        let timing = Timing::default();
        let mut retry_budget = RetryBudget::new(RetryPolicy::Once, &timing);
        assert_eq!(retry_budget.next_wait(None), None);
        assert_eq!(retry_budget.next_rate_limit_wait(None), None);
    }
}

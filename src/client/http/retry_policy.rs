//! How often a call is made, and how long it rests in between. Pure: knows timings and no HTTP.

use std::{slice, time::Duration};

use crate::client::timing::Timing;

/// How often a call is made, and whom it waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryPolicy {
    /// Once: the caller comes back by itself.
    Once,
    /// Once, and no longer than a probe may take: as much to see whether the Pi is there as for the answer.
    Quick,
    /// Again after a while, where the contract allows it.
    Several,
    /// As above, and each time only when it is its turn among the calls to cameras.
    InTurn,
}

/// What is left of the retry_budget of one call.
pub(crate) struct RetryBudget<'a> {
    steps: slice::Iter<'a, Duration>,
    /// The least rest when the Pi asks for a break.
    spacing: Duration,
    /// How much longer the call may rest because the Pi asks for breaks.
    breaks: Duration,
}

impl<'a> RetryBudget<'a> {
    pub fn new(retry_policy: RetryPolicy, timing: &'a Timing) -> Self {
        let (steps, breaks): (&[Duration], _) = match retry_policy {
            RetryPolicy::Once | RetryPolicy::Quick => (&[], Duration::ZERO),
            RetryPolicy::Several | RetryPolicy::InTurn => {
                (&timing.call_retries, timing.longest_breaks)
            }
        };
        Self {
            steps: steps.iter(),
            spacing: timing.call_spacing,
            breaks,
        }
    }

    /// The rest before the next try, at least as long as `asked`; `None`: that was the last one.
    pub fn next_rest(&mut self, asked: Option<Duration>) -> Option<Duration> {
        let step = *self.steps.next()?;
        Some(asked.unwrap_or_default().max(step))
    }

    /// The same after a 429, which does not count as a try: the Pi did not even look at the call.
    pub fn next_break(&mut self, asked: Option<Duration>) -> Option<Duration> {
        let rest = asked.unwrap_or_default().max(self.spacing);
        self.breaks = self.breaks.checked_sub(rest)?;
        Some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_break_does_not_count_as_a_try_but_breaks_come_to_an_end() {
        let timing = Timing::default();
        let mut retry_budget = RetryBudget::new(RetryPolicy::InTurn, &timing);
        let breaks = std::iter::from_fn(|| retry_budget.next_break(Some(30 * SECOND)));
        assert_eq!(breaks.count(), 10, "five minutes of 30 seconds");
        let rests: Vec<_> = std::iter::from_fn(|| retry_budget.next_rest(None)).collect();
        assert_eq!(rests, [SECOND, 2 * SECOND, 4 * SECOND]);
        let mut retry_budget = RetryBudget::new(RetryPolicy::Several, &timing);
        assert_eq!(retry_budget.next_break(Some(Duration::ZERO)), Some(SECOND));
    }

    #[test]
    fn what_is_made_once_rests_never() {
        let timing = Timing::default();
        let mut retry_budget = RetryBudget::new(RetryPolicy::Once, &timing);
        assert_eq!(retry_budget.next_rest(None), None);
        assert_eq!(retry_budget.next_break(None), None);
    }
}

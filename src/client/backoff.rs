//! How long to wait before the stream is opened again. Pure: the clock and the seed are passed in.

use std::time::{Duration, Instant};

use crate::client::timing::Timing;

/// At most this share of a wait is taken off, so that many consoles do not come back in step.
const JITTER: f64 = 0.25;

/// The waits after failures in a row. Never longer than the schedule says, unless the Pi asks for more.
#[derive(Debug)]
pub struct Backoff {
    schedule: [Duration; 6],
    healthy: Duration,
    hint_bounds: (Duration, Duration),
    failures: usize,
    random: fastrand::Rng,
}

impl Backoff {
    /// A fresh one with the waits of `timing`.
    #[must_use]
    pub fn new(timing: &Timing, seed: u64) -> Self {
        Self {
            schedule: timing.stream_retries,
            healthy: timing.stream_healthy,
            hint_bounds: timing.stream_retry_hint,
            failures: 0,
            random: fastrand::Rng::with_seed(seed),
        }
    }

    /// A stream that opened at `since` ended at `now`: starts over if it held long enough.
    pub fn ended(&mut self, since: Instant, now: Instant) {
        if now.saturating_duration_since(since) >= self.healthy {
            self.failures = 0;
        }
    }

    /// The wait before the next attempt. A `hint` of the Pi, within bounds, is the least.
    pub fn next_wait(&mut self, hint: Option<Duration>) -> Duration {
        let step = self.failures.min(self.schedule.len() - 1);
        self.failures += 1;
        let wait = self.schedule[step].mul_f64(1.0 - JITTER * self.random.f64());
        hint.map_or(wait, |hint| wait.max(self.bounded(hint)))
    }

    /// A wait that the Pi asks for, within what is reasonable.
    #[must_use]
    pub fn bounded(&self, hint: Duration) -> Duration {
        let (least, most) = self.hint_bounds;
        hint.clamp(least, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(backoff: &mut Backoff, hint: Option<Duration>) -> Vec<Duration> {
        (0..8).map(|_| backoff.next_wait(hint)).collect()
    }

    #[test]
    fn waits_double_up_to_30_seconds_with_at_most_a_quarter_taken_off() {
        for seed in 0..200 {
            let mut backoff = Backoff::new(&Timing::default(), seed);
            let said = [1, 2, 4, 8, 16, 30, 30, 30].map(Duration::from_secs);
            for (wait, said) in waits(&mut backoff, None).into_iter().zip(said) {
                assert!(
                    wait <= said && wait >= said.mul_f64(0.75),
                    "{wait:?} of {said:?}"
                );
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_waits() {
        let run = |seed| waits(&mut Backoff::new(&Timing::default(), seed), None);
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(8));
    }

    #[test]
    fn what_the_pi_asks_for_is_the_least_within_bounds() {
        let first = |hint| Backoff::new(&Timing::default(), 1).next_wait(Some(hint));
        assert_eq!(first(Duration::from_secs(12)), Duration::from_secs(12));
        assert_eq!(
            first(Duration::from_secs(9_999_999)),
            Duration::from_secs(30)
        );
        assert_eq!(first(Duration::ZERO), Duration::from_secs(1));
        let mut backoff = Backoff::new(&Timing::default(), 1);
        let last = waits(&mut backoff, Some(Duration::from_secs(2))).pop();
        assert!(
            last > Some(Duration::from_secs(22)),
            "the schedule stays in force"
        );
    }

    #[test]
    fn only_a_stream_that_held_starts_over() {
        let mut backoff = Backoff::new(&Timing::default(), 1);
        waits(&mut backoff, None);
        let opened = Instant::now();
        backoff.ended(opened, opened + Duration::from_secs(29));
        assert!(backoff.next_wait(None) > Duration::from_secs(20));
        backoff.ended(opened, opened + Duration::from_secs(30));
        assert!(backoff.next_wait(None) <= Duration::from_secs(1));
    }
}

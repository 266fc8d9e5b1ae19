//! The wait before a reconnect: grows from 1 s to 30 s, with jitter.

use std::time::Duration;

use crate::client::timing::Timing;

/// The largest share that is taken off a wait, so that many consoles do not reconnect in step.
const JITTER: f64 = 0.25;

/// The waits after successive failures. None is longer than its step of the schedule, unless the Pi
/// asks for more.
#[derive(Debug)]
pub struct Backoff {
    schedule: [Duration; 6],
    healthy: Duration,
    hint_bounds: (Duration, Duration),
    failures: usize,
    random: fastrand::Rng,
}

impl Backoff {
    pub fn new(timing: &Timing, seed: u64) -> Self {
        Self {
            schedule: timing.stream_retries,
            healthy: timing.stream_healthy,
            hint_bounds: timing.stream_retry_hint,
            failures: 0,
            random: fastrand::Rng::with_seed(seed),
        }
    }

    /// Starts over if the connection was open long enough to count as healthy.
    pub fn connection_ended(&mut self, open_for: Duration) {
        if open_for >= self.healthy {
            self.failures = 0;
        }
    }

    /// The wait before the next attempt: at least what the Pi asks for with `hint`, within bounds.
    pub fn next_wait(&mut self, hint: Option<Duration>) -> Duration {
        let step = self.failures.min(self.schedule.len() - 1);
        self.failures += 1;
        let wait = self.schedule[step].mul_f64(1.0 - JITTER * self.random.f64());
        hint.map_or(wait, |hint| wait.max(self.bounded(hint)))
    }

    /// A wait that the Pi asks for, as far as it is followed.
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
    fn reconnect_waits_grow_to_30_seconds_with_at_most_a_quarter_taken_off() {
        for seed in 0..200 {
            let mut backoff = Backoff::new(&Timing::default(), seed);
            let schedule = [1, 2, 4, 8, 16, 30, 30, 30].map(Duration::from_secs);
            for (wait, step) in waits(&mut backoff, None).into_iter().zip(schedule) {
                assert!(
                    wait <= step && wait >= step.mul_f64(0.75),
                    "{wait:?} of {step:?}"
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
    fn a_hint_of_the_pi_is_the_least_wait_within_bounds() {
        let first = |hint| Backoff::new(&Timing::default(), 1).next_wait(Some(hint));
        assert_eq!(first(Duration::from_secs(12)), Duration::from_secs(12));
        assert_eq!(first(Duration::ZERO), Duration::from_secs(1));
        for hostile in [Duration::from_secs(9_999_999), Duration::MAX] {
            assert_eq!(first(hostile), Duration::from_secs(30));
        }
        let mut backoff = Backoff::new(&Timing::default(), 1);
        let last = waits(&mut backoff, Some(Duration::from_secs(2))).pop();
        assert!(
            last > Some(Duration::from_secs(22)),
            "the schedule still applies"
        );
    }

    #[test]
    fn only_a_healthy_connection_resets_the_waits() {
        let mut backoff = Backoff::new(&Timing::default(), 1);
        waits(&mut backoff, None);
        backoff.connection_ended(Duration::from_secs(29));
        assert!(backoff.next_wait(None) > Duration::from_secs(20));
        backoff.connection_ended(Duration::from_secs(30));
        assert!(backoff.next_wait(None) <= Duration::from_secs(1));
    }
}

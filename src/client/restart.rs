//! Starts a task again that panicked, after a wait that grows from 1 s to 30 s.

use std::{panic::AssertUnwindSafe, time::Instant};

use futures_util::FutureExt as _;
use tokio::time::{self, sleep};

use super::{backoff::Backoff, error::fault, event_sender::EventSender, timing::Timing};
use crate::{domain::link_state::LinkState, messages::Event};

/// Runs the task that `start` makes until one ends by itself. After a panic, sends `event` with the
/// state `Retrying`, so that the window does not show the connection as live.
pub(crate) async fn run_again_after_panic<F: Future<Output = ()>>(
    timing: &Timing,
    event_tx: &EventSender,
    event: impl Fn(LinkState) -> Event,
    mut start: impl FnMut() -> F,
) {
    let mut backoff = Backoff::new(timing, fastrand::u64(..));
    let mut attempt = 1;
    loop {
        let began = time::Instant::now();
        // In a box: tasks are large.
        let run = AssertUnwindSafe(async { Box::pin(start()).await });
        if run.catch_unwind().await.is_ok() {
            return;
        }
        backoff.connection_ended(began.elapsed());
        attempt += 1;
        let wait = backoff.next_wait(None);
        event_tx
            .send(event(LinkState::Retrying {
                attempt,
                at: Instant::now() + wait,
                problem: fault(),
            }))
            .await;
        sleep(wait).await;
    }
}

#[cfg(test)]
#[expect(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::{sync::Arc, time::Duration};

    use tokio::sync::mpsc;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_task_that_panics_runs_again_with_growing_waits_and_each_time_visibly() {
        let (tx, mut event_rx) = mpsc::channel(100);
        let event_tx = EventSender::new(tx, Arc::new(|| {}));
        let mut starts = Vec::new();
        let start = || {
            starts.push(time::Instant::now());
            let ends = starts.len() == 10;
            async move { assert!(ends, "injected") }
        };
        run_again_after_panic(&Timing::default(), &event_tx, Event::Stream, start).await;
        let waits: Vec<Duration> = starts.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let schedule = [1, 2, 4, 8, 16, 30, 30, 30, 30].map(Duration::from_secs);
        for (wait, step) in waits.iter().zip(schedule) {
            let least = step.mul_f64(0.7);
            assert!(*wait >= least && *wait <= step.mul_f64(1.1), "{waits:?}");
        }
        for number in 2..=10 {
            match event_rx.try_recv().unwrap().event {
                Event::Stream(LinkState::Retrying {
                    attempt, problem, ..
                }) => {
                    assert_eq!(attempt, number);
                    assert_eq!(problem.code(), "CONSOLE_FAULT");
                }
                other => panic!("{other:?}"),
            }
        }
        assert!(event_rx.try_recv().is_err());
    }
}

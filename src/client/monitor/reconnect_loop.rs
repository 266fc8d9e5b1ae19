//! Opens the monitoring socket, plays it until it ends, waits, for ever. The wait is cut short when the Pi is back.

use std::{
    convert::Infallible,
    future::pending,
    time::{Duration, Instant},
};

use tokio::time::{Instant as TokioInstant, sleep_until};

use super::{Monitor, connect::dial, warning_filter::Told};
use crate::{
    client::{backoff::Backoff, http::Life, routes},
    domain::{clock::Now, link_state::StreamStatus, problem::Problem},
};

/// One go at the socket.
struct Attempt {
    began: Instant,
    /// From when until when it was open, if it was.
    open: Option<(Instant, Instant)>,
    problem: Box<Problem>,
}

impl Monitor {
    /// Ends only with its task.
    pub(crate) async fn keep_open(&self) -> Infallible {
        let mut backoff = Backoff::new(self.timing(), fastrand::u64(..));
        let mut told = Told::default();
        let mut failures = 0;
        loop {
            let attempt = failures + 1;
            self.show(StreamStatus::Connecting { attempt }).await;
            let seen = *self.client.life().borrow();
            let attempt = self.attempt(&mut told).await;
            failures = attempt.open.map_or(failures + 1, |_| 0);
            if let Some((since, until)) = attempt.open {
                backoff.ended(since, until);
            }
            let asked = attempt.problem.retry_after;
            let asked = asked.map(|wait| backoff.bounded(wait));
            let wait = backoff.next_wait(asked);
            self.wait(attempt, seen, wait, failures).await;
        }
    }

    async fn attempt(&self, told: &mut Told) -> Attempt {
        let began = Instant::now();
        let recording = self.client.recorder().open("WS", routes::MONITOR_SOCKET);
        let mut socket = match dial(&self.client).await {
            Ok(socket) => {
                recording.done(101, 0, None);
                socket
            }
            Err(fault) => {
                let problem = fault.into_problem(Now::read().wall);
                recording.not_done(&problem, 0);
                return Attempt {
                    began,
                    open: None,
                    problem,
                };
            }
        };
        let since = Instant::now();
        self.fallback.send_modify(super::Fallback::opened);
        self.show(StreamStatus::Live { since }).await;
        let fault = self.play(&mut socket, told).await;
        self.fallback.send_modify(super::Fallback::lost);
        Attempt {
            began,
            open: Some((since, Instant::now())),
            problem: fault.into_problem(Now::read().wall),
        }
    }

    /// Waits as long as the back-off says, or until the Pi answers again after it could not be reached.
    async fn wait(&self, attempt: Attempt, seen: Life, wait: Duration, failures: u32) {
        let at = Instant::now() + wait;
        let not_before = attempt.began + self.timing().probe_every;
        let problem = attempt.problem;
        let mut life = self.client.life();
        self.show(StreamStatus::Retrying {
            attempt: failures,
            at,
            problem,
        })
        .await;
        let back = async {
            if life
                .wait_for(|now| now.returns > seen.returns)
                .await
                .is_err()
            {
                pending::<()>().await;
            }
            sleep_until(TokioInstant::from_std(not_before)).await;
        };
        tokio::select! {
            () = sleep_until(TokioInstant::from_std(at)) => {}
            () = back => {}
        }
    }
}

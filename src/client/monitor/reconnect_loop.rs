//! Opens the monitoring socket, plays it until it ends, waits, for ever. The wait is cut short when the Pi is back.

use std::{
    convert::Infallible,
    future::pending,
    time::{Duration, Instant},
};

use tokio::time::{Instant as TokioInstant, sleep_until};

use super::{Monitor, connect::connect, warning_filter::WarningFilter};
use crate::{
    client::{backoff::Backoff, http::Reachability, routes},
    domain::{clock::Now, link_state::LinkState, problem::Problem},
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
    pub(crate) async fn reconnect_loop(&self) -> Infallible {
        let mut backoff = Backoff::new(self.timing(), fastrand::u64(..));
        let mut warning_filter = WarningFilter::default();
        let mut failures = 0;
        loop {
            let attempt = failures + 1;
            self.show(LinkState::Connecting { attempt }).await;
            let seen = *self.client.reachability().borrow();
            let attempt = self.attempt(&mut warning_filter).await;
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

    async fn attempt(&self, warning_filter: &mut WarningFilter) -> Attempt {
        let began = Instant::now();
        let recording = self
            .client
            .request_logger()
            .open("WS", routes::MONITOR_SOCKET);
        let mut socket = match connect(&self.client).await {
            Ok(socket) => {
                recording.done(101, 0, None);
                socket
            }
            Err(error) => {
                let problem = error.into_problem(Now::read().wall);
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
        self.show(LinkState::Live { since }).await;
        let error = self.read_loop(&mut socket, warning_filter).await;
        self.fallback.send_modify(super::Fallback::lost);
        Attempt {
            began,
            open: Some((since, Instant::now())),
            problem: error.into_problem(Now::read().wall),
        }
    }

    /// Waits as long as the back-off says, or until the Pi answers again after it could not be reached.
    async fn wait(&self, attempt: Attempt, seen: Reachability, wait: Duration, failures: u32) {
        let at = Instant::now() + wait;
        let not_before = attempt.began + self.timing().probe_every;
        let problem = attempt.problem;
        let mut reachability = self.client.reachability();
        self.show(LinkState::Retrying {
            attempt: failures,
            at,
            problem,
        })
        .await;
        let back = async {
            if reachability
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

//! Follows the Pi's own log while somebody looks at it: opens its stream for ever, and resumes after the last line that came.

use std::{
    convert::Infallible,
    time::{Duration, Instant},
};

use tokio::{
    sync::mpsc,
    task::JoinHandle,
    time::{Instant as TokioInstant, sleep, sleep_until},
};

use super::{
    backoff::Backoff,
    event_sender::EventSender,
    http::Client,
    sse::{EventStream, Memory},
};
use crate::{
    domain::{link_state::LinkState, problem::Problem, request_log::PiLogLine},
    messages::{Event, PiLogEvent},
    wire::pi_log,
};

/// Lines are handed over together: a Pi that pours out its whole log must not cost a frame for each line.
const TOGETHER: usize = 200;
/// How long a line may wait for others.
const GATHER: Duration = Duration::from_millis(100);

/// A log that is being followed. Dropping it closes its connection.
pub(crate) struct PiLog {
    task: JoinHandle<()>,
}

impl PiLog {
    /// Follows it.
    pub fn follow(client: Client, event_tx: EventSender) -> Self {
        let (lines, gathered) = mpsc::channel(TOGETHER);
        let follower = Follower {
            client,
            event_tx,
            lines,
        };
        let task = async move {
            tokio::join!(
                hand_over(gathered, follower.event_tx.clone()),
                follower.reconnect_loop()
            );
        };
        Self {
            task: tokio::spawn(task),
        }
    }
}

impl Drop for PiLog {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Follower {
    client: Client,
    event_tx: EventSender,
    lines: mpsc::Sender<PiLogLine>,
}

impl Follower {
    /// Ends only with its task. A Pi without a log says so once and is left alone for the longest wait.
    async fn reconnect_loop(&self) -> Infallible {
        let memory = Memory::default();
        let mut backoff = Backoff::new(self.client.timing(), fastrand::u64(..));
        let mut failures = 0;
        loop {
            let attempt = failures + 1;
            self.show(LinkState::Connecting { attempt }).await;
            let (problem, open) = self.attempt(&memory).await;
            failures = if open.is_some() { 0 } else { attempt };
            if let Some(since) = open {
                backoff.ended(since, Instant::now());
            }
            let asked = problem.retry_after.map(|wait| backoff.bounded(wait));
            let wait = backoff.next_wait(asked.max(memory.retry()));
            let at = Instant::now() + wait;
            let status = if is_final(&problem) {
                LinkState::Refused { problem }
            } else {
                LinkState::Retrying {
                    attempt: failures,
                    at,
                    problem,
                }
            };
            let is_final = matches!(status, LinkState::Refused { .. });
            self.show(status).await;
            if is_final {
                return std::future::pending().await;
            }
            sleep_until(TokioInstant::from_std(at)).await;
        }
    }

    async fn attempt(&self, memory: &Memory) -> (Box<Problem>, Option<Instant>) {
        let mut stream = match EventStream::open_log(&self.client, memory).await {
            Ok(stream) => stream,
            Err(problem) => return (problem, None),
        };
        let since = Instant::now();
        self.show(LinkState::Live { since }).await;
        loop {
            match stream.next().await {
                Ok(event) => {
                    let line = pi_log::decode(&event.name, &event.data);
                    if let Some(line) = line
                        && self.lines.send(line).await.is_err()
                    {
                        return std::future::pending().await;
                    }
                }
                Err(problem) => return (problem, Some(since)),
            }
        }
    }

    async fn show(&self, status: LinkState) {
        let event = Event::PiLog(PiLogEvent::Stream(status));
        self.event_tx.send(event).await;
    }
}

/// Only another key, another address or another Pi can help.
fn is_final(problem: &Problem) -> bool {
    matches!(problem.http_status, Some(200 | 401 | 403 | 404 | 405))
}

async fn hand_over(mut lines: mpsc::Receiver<PiLogLine>, event_tx: EventSender) {
    let mut gathered = Vec::new();
    while lines.recv_many(&mut gathered, TOGETHER).await > 0 {
        let event = PiLogEvent::Lines(std::mem::take(&mut gathered));
        event_tx.send(Event::PiLog(event)).await;
        sleep(GATHER).await;
    }
}

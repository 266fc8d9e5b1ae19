//! Opens the event stream, plays it until it ends, waits, for ever. The wait is cut short when the Pi gives signs of life.

use std::{
    convert::Infallible,
    future::pending,
    time::{Duration, Instant},
};

use tokio::{
    sync::watch,
    time::{Instant as TokioInstant, sleep_until},
};

use super::{Followed, Line};
use crate::{
    backend::{
        backoff::Backoff,
        error::code,
        event_stream::{EventStream, Memory},
        http::Life,
    },
    domain::{problem::Problem, stream::StreamStatus},
    messages::{Event, Warning},
};

/// One go at the stream, from opening it to its end.
struct Attempt {
    began: Instant,
    /// Until when the stream was open, if it was.
    open: Option<(Instant, Instant)>,
    /// What the Pi had shown of itself when the attempt ended in vain, or the stream broke.
    seen: Life,
    problem: Box<Problem>,
}

impl Followed {
    /// Ends only with its task.
    pub(super) async fn keep_open(&self, line: &watch::Sender<Line>) -> Infallible {
        let memory = Memory::default();
        let mut backoff = Backoff::new(self.timing(), fastrand::u64(..));
        let mut failures = 0;
        loop {
            self.show(StreamStatus::Connecting {
                attempt: failures + 1,
            })
            .await;
            let attempt = self.attempt(&memory, line).await;
            failures = attempt.open.map_or(failures + 1, |_| 0);
            if is_refusal(&attempt.problem) {
                line.send_replace(Line::Refused);
                self.show(StreamStatus::Refused {
                    problem: attempt.problem,
                })
                .await;
                return pending().await;
            }
            self.warn_of_size(&attempt.problem).await;
            if let Some((since, until)) = attempt.open {
                backoff.ended(since, until);
            }
            let asked = attempt
                .problem
                .retry_after
                .map(|wait| backoff.bounded(wait));
            let wait = backoff.next_wait(asked.max(memory.retry()));
            self.wait(attempt, wait, asked, failures).await;
        }
    }

    async fn attempt(&self, memory: &Memory, line: &watch::Sender<Line>) -> Attempt {
        let pulse = self.client.life();
        let began = Instant::now();
        let seen = *pulse.borrow();
        let mut stream = match EventStream::open(&self.client, self.session.as_ref(), memory).await
        {
            Ok(stream) => stream,
            Err(problem) => {
                return Attempt {
                    began,
                    open: None,
                    seen,
                    problem,
                };
            }
        };
        let since = Instant::now();
        line.send_replace(Line::Open);
        self.show(StreamStatus::Live { since }).await;
        let problem = self.play(&mut stream, line).await;
        let until = Instant::now();
        line.send_replace(Line::Down { since: until });
        let open = Some((since, until));
        let seen = *pulse.borrow();
        Attempt {
            began,
            open,
            seen,
            problem,
        }
    }

    /// Waits as long as the back-off says, or until the Pi shows that it is back.
    async fn wait(&self, attempt: Attempt, wait: Duration, asked: Option<Duration>, failures: u32) {
        let Attempt {
            began,
            seen,
            problem,
            ..
        } = attempt;
        let now = Instant::now();
        let at = now + wait;
        let not_before = (began + self.timing().probe_every).max(now + asked.unwrap_or_default());
        let never_answered = problem.http_status.is_none();
        self.show(StreamStatus::Retrying {
            attempt: failures,
            at,
            problem,
        })
        .await;
        let mut watched = self.client.life();
        let sign_of_life = async {
            let back = |now: &Life| {
                now.returns > seen.returns || (never_answered && now.answers > seen.answers)
            };
            if watched.wait_for(back).await.is_err() {
                pending::<()>().await;
            }
            sleep_until(TokioInstant::from_std(not_before)).await;
        };
        tokio::select! {
            () = sleep_until(TokioInstant::from_std(at)) => {}
            () = sign_of_life => tracing::debug!("the Pi is back: not waiting any longer"),
        }
    }

    async fn show(&self, status: StreamStatus) {
        self.tell(Event::Stream(status)).await;
    }

    /// What the guard cut off may have been an event that matters: a person shall know.
    async fn warn_of_size(&self, problem: &Problem) {
        if matches!(
            problem.code.as_str(),
            code::LINE_TOO_LONG | code::EVENT_TOO_LARGE
        ) {
            let source = problem.endpoint.clone().unwrap_or_default();
            let message = format!(
                "{} It was not read; the stream is opened again.",
                problem.summary
            );
            self.tell(Event::Warning(Warning { source, message })).await;
        }
    }
}

/// Only another key can help.
fn is_refusal(problem: &Problem) -> bool {
    matches!(problem.http_status, Some(401 | 403))
}

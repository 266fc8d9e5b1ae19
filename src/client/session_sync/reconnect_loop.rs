//! Opens the event stream, plays it until it ends, waits, for ever. The wait is cut short when the Pi gives signs of reachability.

use std::{
    convert::Infallible,
    future::pending,
    time::{Duration, Instant},
};

use tokio::{
    sync::watch,
    time::{Instant as TokioInstant, sleep_until},
};

use super::{Followed, StreamPhase};
use crate::{
    client::{
        backoff::Backoff,
        error::code,
        http::Reachability,
        sse::{EventStream, Memory},
    },
    domain::{link_state::LinkState, problem::Problem},
    messages::{Event, Warning},
    wire::error_codes,
};

/// One go at the stream, from opening it to its end.
struct Attempt {
    began: Instant,
    /// Until when the stream was open, if it was.
    open: Option<(Instant, Instant)>,
    /// What the Pi had shown of itself when the attempt ended in vain, or the stream broke.
    seen: Reachability,
    /// Why it ended; `None`: the Pi was away and is back, so that this phase is a dead one, whatever it looks like.
    problem: Option<Box<Problem>>,
}

impl Followed {
    /// Ends only with its task.
    pub(crate) async fn reconnect_loop(&self, phase: &watch::Sender<StreamPhase>) -> Infallible {
        let memory = Memory::default();
        let mut backoff = Backoff::new(self.timing(), fastrand::u64(..));
        let mut failures = 0;
        loop {
            self.show(LinkState::Connecting {
                attempt: failures + 1,
            })
            .await;
            let mut attempt = self.attempt(&memory, phase).await;
            failures = attempt.open.map_or(failures + 1, |_| 0);
            if let Some((since, until)) = attempt.open {
                backoff.ended(since, until);
            }
            let Some(problem) = attempt.problem.take() else {
                tracing::debug!("the Pi is back: the stream is opened again");
                continue;
            };
            if is_refusal(&problem) {
                phase.send_replace(StreamPhase::Refused);
                self.show(LinkState::Refused { problem }).await;
                return pending().await;
            }
            self.warn_of_size(&problem).await;
            let asked = problem.retry_after.map(|wait| backoff.bounded(wait));
            let wait = backoff.next_wait(asked.max(memory.retry()));
            let status = LinkState::Retrying {
                attempt: failures,
                at: Instant::now() + wait,
                problem: problem.clone(),
            };
            self.show(status).await;
            self.wait(&attempt, &problem, wait, asked).await;
        }
    }

    async fn attempt(&self, memory: &Memory, phase: &watch::Sender<StreamPhase>) -> Attempt {
        let began = Instant::now();
        let seen = self.seen();
        let opened = tokio::select! {
            opened = EventStream::open(&self.client, self.session.as_ref(), memory) => opened,
            () = self.back_since(seen, began) => return Attempt { began, open: None, seen, problem: None },
        };
        let mut stream = match opened {
            Ok(stream) => stream,
            Err(problem) => {
                let problem = Some(problem);
                return Attempt {
                    began,
                    open: None,
                    seen,
                    problem,
                };
            }
        };
        let since = Instant::now();
        phase.send_replace(StreamPhase::Open);
        self.show(LinkState::Live { since }).await;
        let problem = tokio::select! {
            problem = self.read_loop(&mut stream, phase) => Some(problem),
            () = self.back_since(self.seen(), since) => None,
        };
        let until = Instant::now();
        phase.send_replace(StreamPhase::Down { since: until });
        Attempt {
            began,
            open: Some((since, until)),
            seen: self.seen(),
            problem,
        }
    }

    /// Waits as long as the back-off says, or until the Pi shows that it is back.
    async fn wait(
        &self,
        attempt: &Attempt,
        problem: &Problem,
        wait: Duration,
        asked: Option<Duration>,
    ) {
        let now = Instant::now();
        // What stands in for the Pi cannot know when it is back.
        let stands_in = error_codes::is_stand_in(problem);
        let asked = asked.filter(|_| !stands_in).unwrap_or_default();
        let not_before = (attempt.began + self.timing().probe_every).max(now + asked);
        let seen = attempt.seen;
        // A stream that was open ended for a reason of its own, of which an answer says nothing.
        let in_vain = attempt.open.is_none() && (stands_in || problem.http_status.is_none());
        let back = move |now: &Reachability| {
            now.returns > seen.returns || (in_vain && now.answers > seen.answers)
        };
        tokio::select! {
            () = sleep_until(TokioInstant::from_std(now + wait)) => {}
            () = self.until_reachable(back, not_before) => {
                tracing::debug!("the Pi is back: not waiting any longer");
            }
        }
    }

    /// Until the Pi answers after it was away: a phase from before is dead, even if nothing has ended it.
    async fn back_since(&self, seen: Reachability, began: Instant) {
        let back = move |now: &Reachability| now.returns > seen.returns;
        self.until_reachable(back, began + self.timing().probe_every)
            .await;
    }

    async fn until_reachable(&self, is_one: impl Fn(&Reachability) -> bool, not_before: Instant) {
        let mut reachability = self.client.reachability();
        if reachability.wait_for(is_one).await.is_err() {
            pending::<()>().await;
        }
        sleep_until(TokioInstant::from_std(not_before)).await;
    }

    /// What the Pi has shown of itself so far.
    fn seen(&self) -> Reachability {
        *self.client.reachability().borrow()
    }

    async fn show(&self, status: LinkState) {
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

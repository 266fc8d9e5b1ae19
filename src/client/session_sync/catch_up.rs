//! Plays an open stream: holds its events back, reads the session, tells that, then the held events in order, then passes
//! on what comes (contract, section 6: a stream replays nothing, so only this order leaves no gap).

use std::{sync::atomic::Ordering, time::Duration};

use tokio::{sync::watch, time::sleep};

use super::{Followed, StreamPhase};
use crate::{
    client::{
        error::Error,
        http::RetryPolicy,
        sse::{EventStream, RawEvent},
    },
    domain::{clock::Now, problem::Problem, session::SessionId},
    messages::{BatchEvent, Event, Warning},
    wire::{
        envelope::HTML_INSTEAD_OF_JSON,
        error_codes,
        events::{self, Decoded},
    },
};

/// Events held back while the session is read.
const MOST_HELD: usize = 1_000;

/// Where `wire` says that a doubt about an event's version comes from; all others name the event.
const ABOUT_VERSION: &str = "events";

impl Followed {
    /// Until the stream ends, and why it did.
    pub(crate) async fn read_loop(
        &self,
        stream: &mut EventStream,
        phase: &watch::Sender<StreamPhase>,
    ) -> Box<Problem> {
        loop {
            if let Err(problem) = self.catch_up(stream).await {
                return problem;
            }
            phase.send_replace(StreamPhase::Settled);
            if let Err(problem) = self.pass_on(stream).await {
                return problem;
            }
        }
    }

    /// Passes events on until the session has to be read again.
    async fn pass_on(&self, stream: &mut EventStream) -> Result<(), Box<Problem>> {
        loop {
            tokio::select! {
                event = stream.next() => {
                    for event in self.read_event(&event?) {
                        self.tell(event).await;
                    }
                }
                () = self.read_again.notified() => return Ok(()),
            }
        }
    }

    /// Reads the followed session while the stream's events wait.
    async fn catch_up(&self, stream: &mut EventStream) -> Result<(), Box<Problem>> {
        let Some(id) = &self.session else {
            return Ok(());
        };
        let mut held = Vec::new();
        let outcome = self.read_holding(id, stream, &mut held).await;
        for event in held {
            self.tell(event).await;
        }
        outcome
    }

    /// Until the session is read, or it is clear that it cannot be.
    async fn read_holding(
        &self,
        id: &SessionId,
        stream: &mut EventStream,
        held: &mut Vec<Event>,
    ) -> Result<(), Box<Problem>> {
        let mut breaks = 0;
        loop {
            let read = self.client.read_session(id, RetryPolicy::Several);
            let problem = match self.holding(stream, held, read).await? {
                Ok(read) => {
                    self.tell(Event::Snapshot(Box::new(read.value))).await;
                    self.warn(read.warnings).await;
                    return Ok(());
                }
                Err(problem) => problem,
            };
            if is_news(&problem, &mut breaks) {
                self.tell(Event::SnapshotFailed(id.clone(), problem.clone()))
                    .await;
            }
            match problem.http_status {
                Some(401 | 403) => return Err(problem),
                _ if is_final(&problem) => return Ok(()),
                Some(_) | None => {}
            }
            let wait = self.until_next_read(&problem);
            self.holding(stream, held, sleep(wait)).await?;
        }
    }

    /// Awaits `work` while the stream's events are held back.
    async fn holding<T>(
        &self,
        stream: &mut EventStream,
        held: &mut Vec<Event>,
        work: impl Future<Output = T>,
    ) -> Result<T, Box<Problem>> {
        tokio::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return Ok(done),
                event = stream.next() => held.extend(self.read_event(&event?)),
            }
            if held.len() > MOST_HELD {
                let endpoint = Some(stream.endpoint().to_owned());
                let error = Error::TooManyHeld { limit: MOST_HELD };
                return Err(error.into_problem(endpoint, Now::read().wall));
            }
        }
    }

    /// How long to leave the Pi alone after a read that failed.
    pub(crate) fn until_next_read(&self, problem: &Problem) -> Duration {
        let timing = self.timing();
        let asked = problem.retry_after.unwrap_or_default();
        timing.poll.max(asked.min(timing.longest_call_wait))
    }

    /// What the window is told of an event: it and the doubts about it; nothing if it is about another session.
    fn read_event(&self, raw: &RawEvent) -> Vec<Event> {
        let request_logger = self.client.request_logger();
        let Decoded {
            name,
            session_id,
            event,
            mut warnings,
        } = match events::decode(&raw.name, &raw.data, Now::read().wall) {
            Ok(decoded) => decoded,
            Err(warning) => {
                request_logger.event(
                    "SSE",
                    &warning.source,
                    raw.data.len(),
                    Some(warning.message.clone()),
                );
                return vec![Event::Warning(warning)];
            }
        };
        if event != Some(BatchEvent::Heartbeat) {
            let session = session_id.as_ref().map(ToString::to_string);
            request_logger.event("SSE", &name, raw.data.len(), session);
        }
        if self.session.is_some() && session_id.is_some() && self.session != session_id {
            return Vec::new();
        }
        warnings.retain(|warning| !self.was_told(warning));
        let event = event.map(Event::Batch);
        warnings
            .into_iter()
            .map(Event::Warning)
            .chain(event)
            .collect()
    }

    /// A Pi with another version says so in every event: once is enough.
    fn was_told(&self, warning: &Warning) -> bool {
        warning.source == ABOUT_VERSION && self.version_told.swap(true, Ordering::Relaxed)
    }
}

/// Whether asking again by itself is of no use: the Pi says that the session is no more, or a web page answers for it. A bare
/// 404 is neither: it may come from a Pi that still starts.
pub(crate) fn is_final(problem: &Problem) -> bool {
    match problem.code.as_str() {
        "SESSION_NOT_FOUND" | "SESSION_EXPIRED" | "SESSION_ALREADY_CLOSED" => true,
        HTML_INSTEAD_OF_JSON => !error_codes::is_stand_in(problem),
        _ => false,
    }
}

/// Whether a person should hear of a read that failed: one 429 is normal reachability (contract, section 9), several in a row are not.
pub(crate) fn is_news(problem: &Problem, breaks: &mut u32) -> bool {
    let is_break = problem.http_status == Some(429);
    *breaks = if is_break { *breaks + 1 } else { 0 };
    *breaks != 1
}

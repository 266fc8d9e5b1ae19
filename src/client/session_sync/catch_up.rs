//! Reads an open event stream: holds its events back, reads the session, passes that on, then the
//! held events in order, then what comes. The stream replays nothing, so only this order leaves no
//! gap (contract, section 6).

use std::{convert::Infallible, mem, sync::atomic::Ordering};

use tokio::{sync::watch, time::sleep};

use super::{FailureFilter, StreamPhase, SyncContext, ends_reading};
use crate::{
    client::{
        error::Error,
        http::RetryPolicy,
        sse::{EventStream, RawEvent},
    },
    domain::{
        clock::Now,
        problem::{Problem, ProblemKind},
        request_log::RequestNote,
        session::SessionId,
        warning::WarningKind,
    },
    messages::{BatchEvent, Event, Warning},
    wire::events::{self, Decoded},
};

/// Events that are held back at most while the session is read.
const MOST_HELD: usize = 1_000;

/// Reads one connection.
pub(super) struct EventReader<'a> {
    context: &'a SyncContext,
    stream: &'a mut EventStream,
    phase_tx: &'a watch::Sender<StreamPhase>,
    held: Vec<Event>,
}

impl<'a> EventReader<'a> {
    pub fn new(
        context: &'a SyncContext,
        stream: &'a mut EventStream,
        phase_tx: &'a watch::Sender<StreamPhase>,
    ) -> Self {
        Self {
            context,
            stream,
            phase_tx,
            held: Vec::new(),
        }
    }

    /// Returns why the stream ended.
    pub async fn read_until_end(&mut self) -> Box<Problem> {
        let Err(problem) = self.read().await;
        problem
    }

    async fn read(&mut self) -> Result<Infallible, Box<Problem>> {
        loop {
            self.catch_up().await?;
            self.phase_tx.send_replace(StreamPhase::Settled);
            self.pass_events_on().await?;
        }
    }

    /// Passes events on until the session has to be read again.
    async fn pass_events_on(&mut self) -> Result<(), Box<Problem>> {
        loop {
            tokio::select! {
                event = self.stream.next() => {
                    for event in decode(self.context, &event?) {
                        self.context.send(event).await;
                    }
                }
                () = self.context.read_again.notified() => return Ok(()),
            }
        }
    }

    /// Reads the session, then passes on the events that came during the read.
    async fn catch_up(&mut self) -> Result<(), Box<Problem>> {
        let Some(id) = &self.context.session else {
            return Ok(());
        };
        let result = self.read_session(id).await;
        for event in mem::take(&mut self.held) {
            self.context.send(event).await;
        }
        result
    }

    /// Ends when the session is read, or when another read is useless.
    async fn read_session(&mut self, id: &SessionId) -> Result<(), Box<Problem>> {
        let context = self.context;
        let mut failures = FailureFilter::default();
        loop {
            let read = context.client.read_session(id, RetryPolicy::Several);
            let problem = match self.hold_events_during(read).await? {
                Ok(read) => {
                    context.send(Event::Snapshot(Box::new(read.value))).await;
                    context.warn(read.warnings).await;
                    return Ok(());
                }
                Err(problem) => problem,
            };
            if failures.passes(&problem) {
                let failed = Event::SnapshotFailed(id.clone(), problem.clone());
                context.send(failed).await;
            }
            match problem.http_status {
                Some(401 | 403) => return Err(problem),
                _ if ends_reading(&problem) => return Ok(()),
                Some(_) | None => {}
            }
            self.hold_events_during(sleep(context.wait_after(&problem)))
                .await?;
        }
    }

    async fn hold_events_during<T>(
        &mut self,
        work: impl Future<Output = T>,
    ) -> Result<T, Box<Problem>> {
        tokio::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return Ok(done),
                event = self.stream.next() => self.held.extend(decode(self.context, &event?)),
            }
            if self.held.len() > MOST_HELD {
                let endpoint = Some(self.stream.endpoint().to_owned());
                let error = Error::from(ProblemKind::TooManyEvents { limit: MOST_HELD });
                return Err(error.into_problem(endpoint, Now::read().wall));
            }
        }
    }
}

/// The event and the warnings about it; nothing if it is about another session.
fn decode(context: &SyncContext, raw: &RawEvent) -> Vec<Event> {
    let request_log = context.client.request_log();
    let Decoded {
        name,
        session_id,
        event,
        mut warnings,
    } = match events::decode(&raw.name, &raw.data, Now::read().wall) {
        Ok(decoded) => decoded,
        Err(warning) => {
            let note = Some(RequestNote::Warning(warning.kind.clone()));
            request_log.event("SSE", &warning.source, raw.data.len(), note);
            return vec![Event::Warning(warning)];
        }
    };
    if event != Some(BatchEvent::Heartbeat) {
        let session = session_id.as_ref().map(ToString::to_string);
        let note = session.map(RequestNote::Session);
        request_log.event("SSE", &name, raw.data.len(), note);
    }
    if context.session.is_some() && session_id.is_some() && context.session != session_id {
        return Vec::new();
    }
    warnings.retain(|warning| !is_repeated(context, warning));
    let event = event.map(Event::Batch);
    warnings
        .into_iter()
        .map(Event::Warning)
        .chain(event)
        .collect()
}

/// A Pi with another version says so in every event: one warning is enough.
fn is_repeated(context: &SyncContext, warning: &Warning) -> bool {
    matches!(warning.kind, WarningKind::EventVersion { .. })
        && context.version_warned.swap(true, Ordering::Relaxed)
}

//! Keeps what the window knows of a session up to date: its events, and after every (re)connect the
//! session itself.
//!
//! Two loops run beside each other: [`reconnect`] keeps the event stream open and [`catch_up`]
//! reads it, [`polling_fallback`] does what the state of the stream calls for (polls, probes, reads
//! the onboarding network).

mod catch_up;
mod polling_fallback;

use std::{
    mem,
    sync::{Arc, atomic::AtomicBool},
    time::{Duration, Instant},
};

use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
};

use super::{
    event_sender::EventSender,
    http::Client,
    reconnect::{self, Link},
    restart::run_again_after_panic,
    sse::{EventStream, ResumeState},
    timing::Timing,
};
use crate::{
    domain::{
        link_state::LinkState,
        problem::{ErrorCode, Problem, ProblemKind},
        session::SessionId,
        warning::WarningKind,
    },
    messages::{Event, Warning},
    wire::error_codes,
};
use catch_up::EventReader;

/// A session that is kept up to date. Dropping it closes its connection.
pub(crate) struct SessionSync {
    context: SyncContext,
    task: JoinHandle<()>,
}

impl SessionSync {
    /// Starts to follow one session, or the events of any.
    pub fn follow(
        client: Client,
        event_tx: EventSender,
        session: Option<SessionId>,
        version_warned: Arc<AtomicBool>,
    ) -> Self {
        let context = SyncContext {
            client,
            event_tx,
            session,
            read_again: Arc::new(Notify::new()),
            version_warned,
        };
        let task = tokio::spawn({
            let context = context.clone();
            async move {
                let SyncContext {
                    client, event_tx, ..
                } = &context;
                let start = || context.clone().run();
                run_again_after_panic(client.timing(), event_tx, Event::Stream, start).await;
            }
        });
        Self { context, task }
    }

    /// The session that it follows.
    pub fn session(&self) -> Option<&SessionId> {
        self.context.session.as_ref()
    }

    /// Reads the session once more, in step with its events.
    pub fn read_again(&self) {
        self.context.read_again.notify_one();
    }
}

impl Drop for SessionSync {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The state of the stream, as the two loops share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StreamPhase {
    /// Not open.
    Down { since: Instant },
    /// Open; the session is being read.
    Open,
    /// Open, and the window has the session as it is.
    Settled,
    /// The Pi wants another key.
    Refused,
}

impl StreamPhase {
    fn after(self, state: &LinkState) -> Self {
        match state {
            LinkState::Live { .. } => Self::Open,
            LinkState::Refused { .. } => Self::Refused,
            LinkState::Off | LinkState::Connecting { .. } | LinkState::Retrying { .. } => {
                match self {
                    Self::Open | Self::Settled => Self::Down {
                        since: Instant::now(),
                    },
                    Self::Down { .. } | Self::Refused => self,
                }
            }
        }
    }
}

/// What both loops need.
#[derive(Clone)]
struct SyncContext {
    client: Client,
    event_tx: EventSender,
    session: Option<SessionId>,
    read_again: Arc<Notify>,
    /// Whether the window was already warned that this Pi uses another version.
    version_warned: Arc<AtomicBool>,
}

impl SyncContext {
    async fn run(self) {
        let phase_tx = watch::Sender::new(StreamPhase::Down {
            since: Instant::now(),
        });
        let mut link = EventLink {
            context: &self,
            phase_tx: &phase_tx,
            resume: ResumeState::default(),
        };
        tokio::join!(
            polling_fallback::run(&self, phase_tx.subscribe()),
            reconnect::run(&self.client, &mut link),
        );
    }

    fn timing(&self) -> &Timing {
        self.client.timing()
    }

    async fn send(&self, event: Event) {
        self.event_tx.send(event).await;
    }

    async fn warn(&self, warnings: Vec<Warning>) {
        for warning in warnings {
            self.send(Event::Warning(warning)).await;
        }
    }

    /// How long to leave the Pi alone after a read of the session that failed.
    fn wait_after(&self, problem: &Problem) -> Duration {
        let timing = self.timing();
        let asked = problem.retry_after.unwrap_or_default();
        timing.poll.max(asked.min(timing.longest_call_wait))
    }
}

/// The event stream, as the reconnect loop keeps it open.
struct EventLink<'a> {
    context: &'a SyncContext,
    phase_tx: &'a watch::Sender<StreamPhase>,
    resume: ResumeState,
}

impl Link for EventLink<'_> {
    type Connection = EventStream;

    async fn connect(&mut self) -> Result<EventStream, Box<Problem>> {
        let SyncContext {
            client, session, ..
        } = self.context;
        EventStream::open(client, session.as_ref(), &self.resume).await
    }

    async fn read(&mut self, stream: &mut EventStream) -> Box<Problem> {
        EventReader::new(self.context, stream, self.phase_tx)
            .read_until_end()
            .await
    }

    async fn report(&mut self, state: LinkState) {
        self.phase_tx.send_if_modified(|phase| {
            let next = phase.after(&state);
            mem::replace(phase, next) != next
        });
        if let LinkState::Retrying { problem, .. } = &state {
            self.context.warn(size_warning(problem)).await;
        }
        self.context.send(Event::Stream(state)).await;
    }

    /// Only another key helps, unless something in front of the Pi refused.
    fn is_refusal(&self, problem: &Problem) -> bool {
        matches!(problem.http_status, Some(401 | 403)) && !error_codes::is_stand_in(problem)
    }

    fn retry_hint(&self) -> Option<Duration> {
        self.resume.retry()
    }
}

/// The guard of the stream may have cut off an event that matters.
fn size_warning(problem: &Problem) -> Vec<Warning> {
    if !matches!(
        problem.kind,
        ProblemKind::LineTooLong { .. } | ProblemKind::EventTooLarge { .. }
    ) {
        return Vec::new();
    }
    vec![Warning {
        source: problem.endpoint.clone().unwrap_or_default(),
        kind: WarningKind::StreamCutOff(Box::new(problem.kind.clone())),
    }]
}

/// Whether another read of the session is useless: the Pi says that the session is over, or a web
/// page answers in its place. A 404 without a code may come from a Pi that still starts.
fn ends_reading(problem: &Problem) -> bool {
    match problem.kind {
        ProblemKind::Contract(
            ErrorCode::SessionNotFound
            | ErrorCode::SessionExpired
            | ErrorCode::SessionAlreadyClosed,
        ) => true,
        ProblemKind::HtmlInsteadOfJson { .. } => true,
        _ => false,
    }
}

/// Decides which failed reads of the session are reported: one 429 is normal (contract, section 9),
/// several in a row are not.
#[derive(Default)]
struct FailureFilter {
    rate_limited_in_a_row: u32,
}

impl FailureFilter {
    fn passes(&mut self, problem: &Problem) -> bool {
        let is_rate_limited = problem.http_status == Some(429);
        self.rate_limited_in_a_row = if is_rate_limited {
            self.rate_limited_in_a_row + 1
        } else {
            0
        };
        self.rate_limited_in_a_row != 1
    }
}

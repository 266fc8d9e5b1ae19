//! Keeps what the window knows of a session up to date.
//!
//! Three loops run beside each other: [`reconnect`] keeps the event stream open and reads it, its
//! events pass the [`EventGate`], [`session_reader`] reads the session itself, and [`run_beside`]
//! probes a Pi that is away and reads the onboarding network.

mod event_gate;
mod session_reader;

use std::{
    convert::Infallible,
    future::pending,
    mem,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
    time::sleep,
};

use super::{
    error::Error,
    event_sender::EventSender,
    http::Client,
    reconnect::{self, Link},
    restart::run_again_after_panic,
    sse::{EventStream, RawEvent, ResumeState},
    timing::Timing,
};
use crate::{
    domain::{
        clock::Now,
        link_state::LinkState,
        problem::{Problem, ProblemKind},
        request_log::RequestNote,
        session::SessionId,
        warning::WarningKind,
    },
    messages::{BatchEvent, Event, Warning},
    wire::events::{self, Decoded},
};
use event_gate::{EventGate, MOST_HELD};

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
            gate: Arc::new(EventGate::new(event_tx.clone())),
            event_tx,
            session,
            read_again: Arc::new(Notify::new()),
            settles_until: Arc::default(),
            commanded_at: Arc::default(),
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

    /// The Pi has accepted a command: reads the session after [`Timing::check_busy`] at the latest, since
    /// the event that tells what has become of it may be lost.
    pub fn expect_change(&self) {
        self.context.commanded_at().get_or_insert_with(Instant::now);
        self.context.gate.changed.notify_one();
    }

    /// The session was stopped: reads it until the Pi says that it is closed and its cameras are at
    /// rest, at most for [`Timing::settle`].
    pub fn settle(&self) {
        let until = Instant::now() + self.context.timing().settle;
        *self.context.settles_until() = Some(until);
        self.read_again();
    }
}

impl Drop for SessionSync {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The state of the stream, as the loops share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StreamPhase {
    /// Not open. `since`: the first end after a stream that was open for a while.
    Down { since: Instant },
    /// Open; streams are numbered.
    Open { number: u64, since: Instant },
    /// The Pi wants another key.
    Refused,
}

/// What the loops need.
#[derive(Clone)]
struct SyncContext {
    client: Client,
    event_tx: EventSender,
    gate: Arc<EventGate>,
    session: Option<SessionId>,
    read_again: Arc<Notify>,
    settles_until: Arc<Mutex<Option<Instant>>>,
    /// When the Pi accepted the first command since the session was read.
    commanded_at: Arc<Mutex<Option<Instant>>>,
    /// Whether the window was already warned that this Pi uses another version.
    version_warned: Arc<AtomicBool>,
}

impl SyncContext {
    async fn run(self) {
        // An earlier run may have ended by a panic, and left events behind.
        self.gate.stream_opened(false).await;
        let down = Down::default();
        let phase_tx = watch::Sender::new(StreamPhase::Down { since: down.since });
        let mut link = EventLink {
            context: &self,
            phase_tx: &phase_tx,
            resume: ResumeState::default(),
            number: 0,
            down,
        };
        tokio::join!(
            session_reader::run(&self, phase_tx.subscribe()),
            run_beside(&self, phase_tx.subscribe()),
            reconnect::run(&self.client, &mut link),
        );
    }

    fn timing(&self) -> &Timing {
        self.client.timing()
    }

    fn is_settling(&self) -> bool {
        self.settles_until()
            .is_some_and(|until| Instant::now() < until)
    }

    fn settles_until(&self) -> MutexGuard<'_, Option<Instant>> {
        let until = self.settles_until.lock();
        until.unwrap_or_else(PoisonError::into_inner)
    }

    fn commanded_at(&self) -> MutexGuard<'_, Option<Instant>> {
        let at = self.commanded_at.lock();
        at.unwrap_or_else(PoisonError::into_inner)
    }

    /// A read of the session has failed: the commands from before it count again.
    fn restore_commanded_at(&self, before: Option<Instant>) {
        let mut at = self.commanded_at();
        *at = before.or(*at);
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
        timing.poll.max(asked.min(timing.longest_poll))
    }
}

/// What else depends on the state of the stream. Starts over whenever that changes.
async fn run_beside(context: &SyncContext, mut phase_rx: watch::Receiver<StreamPhase>) {
    loop {
        let phase = *phase_rx.borrow_and_update();
        let work = async {
            match phase {
                StreamPhase::Down { .. } => probe(context).await,
                StreamPhase::Open { .. } => watch_network(context).await,
                StreamPhase::Refused => pending().await,
            }
        };
        tokio::select! {
            changed = phase_rx.changed() => if changed.is_err() { return },
            () = work => {}
        }
    }
}

/// An answer to a probe ends the wait of the reconnect loops.
async fn probe(context: &SyncContext) {
    loop {
        sleep(context.timing().probe_every).await;
        context.client.probe().await;
    }
}

/// Reads the onboarding network once, or while there is a session again and again. A Pi without
/// this call is asked once per connection.
async fn watch_network(context: &SyncContext) {
    let every = context.timing().network;
    loop {
        let asked = match context.client.network().await {
            Ok(Some(read)) => {
                context.send(Event::Network(read.value)).await;
                context.warn(read.warnings).await;
                None
            }
            Ok(None) => return pending().await,
            Err(problem) => {
                tracing::debug!(code = %problem.code(), "the onboarding network is unknown");
                if problem.http_status.is_none() {
                    // Distinguishes a slow read from a Pi that is offline and whose stream is dead.
                    context.client.probe().await;
                }
                problem.retry_after
            }
        };
        if context.session.is_none() {
            return pending().await;
        }
        sleep(asked.unwrap_or_default().max(every)).await;
    }
}

/// Since when there is no stream that holds: one that ends at once each time is no stream.
struct Down {
    since: Instant,
    opened: Option<Instant>,
}

impl Default for Down {
    fn default() -> Self {
        Self {
            since: Instant::now(),
            opened: None,
        }
    }
}

impl Down {
    fn opened(&mut self, at: Instant) {
        self.opened = Some(at);
    }

    fn ended(&mut self, held_after: Duration) -> Instant {
        let now = Instant::now();
        if let Some(opened) = self.opened.take()
            && now.duration_since(opened) >= held_after
        {
            self.since = now;
        }
        self.since
    }
}

/// The event stream, as the reconnect loop keeps it open.
struct EventLink<'a> {
    context: &'a SyncContext,
    phase_tx: &'a watch::Sender<StreamPhase>,
    resume: ResumeState,
    /// The number of the stream that was opened last.
    number: u64,
    down: Down,
}

impl EventLink<'_> {
    async fn read_events(&self, stream: &mut EventStream) -> Result<Infallible, Box<Problem>> {
        let context = self.context;
        loop {
            let raw = stream.next().await?;
            let events = decode(context, &raw);
            if events.iter().any(calls_for_read) {
                context.read_again.notify_one();
            }
            if context.gate.pass(events).await.is_err() {
                let endpoint = Some(stream.endpoint().to_owned());
                let error = Error::from(ProblemKind::TooManyEvents { limit: MOST_HELD });
                return Err(error.into_problem(endpoint, Now::read().wall));
            }
        }
    }

    async fn next_phase(&mut self, state: &LinkState) -> StreamPhase {
        match state {
            LinkState::Live { since } | LinkState::Silent { since } => {
                let holds = self.context.session.is_some();
                self.context.gate.stream_opened(holds).await;
                self.down.opened(*since);
                self.number += 1;
                StreamPhase::Open {
                    number: self.number,
                    since: *since,
                }
            }
            LinkState::Refused { .. } => StreamPhase::Refused,
            LinkState::Off | LinkState::Connecting { .. } | LinkState::Retrying { .. } => {
                StreamPhase::Down {
                    since: self.down.ended(self.context.timing().poll_after),
                }
            }
        }
    }
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
        let Err(problem) = self.read_events(stream).await;
        problem
    }

    async fn report(&mut self, state: LinkState) {
        let next = self.next_phase(&state).await;
        self.phase_tx
            .send_if_modified(|phase| mem::replace(phase, next) != next);
        if let LinkState::Retrying { problem, .. } = &state {
            self.context.warn(size_warning(problem)).await;
        }
        self.context.send(Event::Stream(state)).await;
    }

    /// Only another key helps, unless something in front of the Pi refused.
    fn is_refusal(&self, problem: &Problem) -> bool {
        problem.is_key_refused()
    }

    fn retry_hint(&self) -> Option<Duration> {
        self.resume.retry()
    }
}

/// Whether the Pi reports something that changes the session as a whole (contract, section 6).
fn calls_for_read(event: &Event) -> bool {
    let Event::Batch(BatchEvent::Trouble(problem)) = event else {
        return false;
    };
    !problem.retryable || problem.code().starts_with("SESSION_")
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

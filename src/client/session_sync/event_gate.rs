//! What the events of a session pass on their way to the window. They are held back while the
//! session is read: the stream replays nothing, so only what was read and then the events in their
//! order leave no gap (contract, section 6).

use std::{collections::HashSet, mem};

use tokio::sync::{Mutex, Notify};

use crate::{
    client::event_sender::EventSender,
    domain::{
        mac::MacAddr,
        session::{SessionSnapshot, SessionState},
    },
    messages::{BatchEvent, Event},
};

/// Events that are held back at most.
pub(super) const MOST_HELD: usize = 1_000;
/// Cameras in flight that are remembered at most: as many as a session has cards.
const MOST_IN_FLIGHT: usize = 5_000;

/// More events came than can be held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooManyEvents;

pub(super) struct EventGate {
    event_tx: EventSender,
    inner: Mutex<Inner>,
    /// Something changed that decides when the session is read.
    pub changed: Notify,
}

struct Inner {
    mode: Mode,
    /// The number of events that have come.
    arrived: u64,
    /// The present stream has brought something that can be read.
    is_readable: bool,
    /// `None` until it is known.
    state: Option<SessionState>,
    in_flight: HashSet<MacAddr>,
}

/// What happens to an event.
enum Mode {
    /// It passes.
    Open,
    /// It waits until the session is read.
    Holding(Vec<Event>),
    /// It passes, and passes again after the session is read: the read takes its time, and may be
    /// older than the event.
    Copying(Vec<Event>),
}

/// What is known of the session and its stream without asking the Pi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Activity {
    /// The present stream has brought something that can be read.
    pub is_readable: bool,
    /// Cameras are in flight, or cameras may appear at any moment.
    pub is_busy: bool,
    /// The session is closed, and none of its cameras is in flight.
    pub is_settled: bool,
}

impl EventGate {
    pub fn new(event_tx: EventSender) -> Self {
        Self {
            event_tx,
            inner: Mutex::new(Inner {
                mode: Mode::Open,
                arrived: 0,
                is_readable: false,
                state: None,
                in_flight: HashSet::new(),
            }),
            changed: Notify::new(),
        }
    }

    pub async fn activity(&self) -> Activity {
        self.inner.lock().await.activity()
    }

    /// A stream was opened. With `holds`, its events wait for a read of the session, which also
    /// covers what an earlier stream has brought.
    pub async fn stream_opened(&self, holds: bool) {
        let mut inner = self.inner.lock().await;
        inner.is_readable = false;
        inner.mode = if holds {
            Mode::Holding(Vec::new())
        } else {
            Mode::Open
        };
    }

    /// Holds events back from now on.
    pub async fn hold(&self) {
        let mut inner = self.inner.lock().await;
        if let Mode::Open = inner.mode {
            inner.mode = Mode::Holding(Vec::new());
        }
    }

    /// Lets events pass that were held back, and keeps copies of them and of those that come.
    pub async fn copy(&self) {
        let mut inner = self.inner.lock().await;
        if let Mode::Holding(held) = mem::replace(&mut inner.mode, Mode::Open) {
            self.send(held.clone()).await;
            inner.mode = Mode::Copying(held);
        }
    }

    /// Whether the events since [`EventGate::hold`] are all there, to pass after the session is read.
    pub async fn has_all(&self) -> bool {
        !matches!(self.inner.lock().await.mode, Mode::Open)
    }

    /// Passes on what was held back or copied, and lets events pass from now on.
    pub async fn release(&self) {
        let mut inner = self.inner.lock().await;
        // The lock is kept: what comes meanwhile comes after.
        if let Mode::Holding(events) | Mode::Copying(events) =
            mem::replace(&mut inner.mode, Mode::Open)
        {
            self.send(events).await;
        }
    }

    /// How many events have come so far.
    pub async fn arrived(&self) -> u64 {
        self.inner.lock().await.arrived
    }

    /// Takes events that were decoded.
    ///
    /// # Errors
    /// More than [`MOST_HELD`] would be held back.
    pub async fn pass(&self, events: Vec<Event>) -> Result<(), TooManyEvents> {
        let mut inner = self.inner.lock().await;
        let before = inner.activity();
        for event in &events {
            if let Event::Batch(event) = event {
                inner.observe(event);
            }
        }
        if inner.activity() != before {
            self.changed.notify_one();
        }
        match &mut inner.mode {
            Mode::Open => self.send(events).await,
            Mode::Holding(held) => {
                held.extend(events);
                if held.len() > MOST_HELD {
                    return Err(TooManyEvents);
                }
            }
            Mode::Copying(copies) => {
                copies.extend(events.iter().cloned());
                if copies.len() > MOST_HELD {
                    inner.mode = Mode::Open;
                }
                self.send(events).await;
            }
        }
        Ok(())
    }

    /// Takes over what was read of the session.
    pub async fn observe_snapshot(&self, snapshot: &SessionSnapshot) {
        let mut inner = self.inner.lock().await;
        if let Some(candidates) = &snapshot.candidates {
            let in_flight = candidates
                .iter()
                .filter(|candidate| candidate.state.is_in_flight())
                .map(|candidate| candidate.mac);
            inner.in_flight = in_flight.take(MOST_IN_FLIGHT).collect();
        }
        inner.state = Some(snapshot.session.state.clone());
    }

    async fn send(&self, events: Vec<Event>) {
        for event in events {
            self.event_tx.send(event).await;
        }
    }
}

impl Inner {
    fn activity(&self) -> Activity {
        let is_at_rest = self.in_flight.is_empty();
        let may_change = matches!(
            self.state,
            None | Some(SessionState::Discovering | SessionState::Closing)
        );
        Activity {
            is_readable: self.is_readable,
            is_busy: may_change || !is_at_rest,
            is_settled: is_at_rest && self.state == Some(SessionState::Closed),
        }
    }

    fn observe(&mut self, event: &BatchEvent) {
        self.is_readable = true;
        match event {
            BatchEvent::Heartbeat => return,
            BatchEvent::Candidate(update) => match &update.state {
                Some(state) if !state.is_in_flight() => {
                    self.in_flight.remove(&update.mac);
                }
                Some(_) if self.in_flight.len() < MOST_IN_FLIGHT => {
                    self.in_flight.insert(update.mac);
                }
                Some(_) | None => {}
            },
            BatchEvent::Session(session) | BatchEvent::TimeoutWarning(session) => {
                self.state = Some(session.state.clone());
            }
            BatchEvent::Network(_) | BatchEvent::Trouble(_) => {}
        }
        self.arrived += 1;
    }
}

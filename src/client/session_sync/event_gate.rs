//! What the events of a session pass on their way to the window. They are held back while the
//! session is read: the stream replays nothing, so only what was read and then the events in their
//! order leave no gap (contract, section 6).

use std::collections::HashSet;

use tokio::sync::{Mutex, Notify};

use crate::{
    client::event_sender::EventSender,
    domain::{
        candidate::CandidateState,
        mac::MacAddr,
        session::{SessionSnapshot, SessionState},
    },
    messages::{BatchEvent, Event},
};

/// Events that are held back at most.
pub(super) const MOST_HELD: usize = 1_000;
/// Cameras in flight that are told apart at most. More of them only means that the session is read
/// as if one of them were still in flight.
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
    /// `None`: events pass.
    held: Option<Vec<Event>>,
    /// The number of events that have passed or were held.
    arrived: u64,
    activity: Activity,
    in_flight: HashSet<MacAddr>,
}

/// What is known of the session and its stream without asking the Pi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not one state"
)]
pub(super) struct Activity {
    /// The present stream has brought something that can be read.
    pub is_readable: bool,
    /// Cameras are in flight, or cameras may appear at any moment.
    pub is_busy: bool,
    /// The session is closed, and none of its cameras is in flight.
    pub is_settled: bool,
    is_scanning: bool,
    is_closed: bool,
}

impl EventGate {
    pub fn new(event_tx: EventSender) -> Self {
        Self {
            event_tx,
            inner: Mutex::new(Inner {
                held: None,
                arrived: 0,
                activity: Activity {
                    is_readable: false,
                    is_busy: true,
                    is_settled: false,
                    is_scanning: true,
                    is_closed: false,
                },
                in_flight: HashSet::new(),
            }),
            changed: Notify::new(),
        }
    }

    pub async fn activity(&self) -> Activity {
        self.inner.lock().await.activity
    }

    /// A stream was opened: nothing of it has been read.
    pub async fn stream_opened(&self) {
        self.inner.lock().await.activity.is_readable = false;
    }

    /// Holds events back from now on.
    pub async fn hold(&self) {
        self.inner.lock().await.held.get_or_insert_default();
    }

    /// Passes on what was held back, and lets events pass from now on.
    pub async fn release(&self) {
        let mut inner = self.inner.lock().await;
        // The lock is kept: what comes meanwhile comes after.
        for event in inner.held.take().into_iter().flatten() {
            self.event_tx.send(event).await;
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
        let before = inner.activity;
        for event in &events {
            if let Event::Batch(event) = event {
                inner.observe(event);
            }
        }
        if (before.is_busy, before.is_readable)
            != (inner.activity.is_busy, inner.activity.is_readable)
        {
            self.changed.notify_one();
        }
        if let Some(held) = &mut inner.held {
            held.extend(events);
            return if held.len() > MOST_HELD {
                Err(TooManyEvents)
            } else {
                Ok(())
            };
        }
        for event in events {
            self.event_tx.send(event).await;
        }
        Ok(())
    }

    /// Takes over what was read of the session.
    pub async fn observe_snapshot(&self, snapshot: &SessionSnapshot) {
        let mut inner = self.inner.lock().await;
        let in_flight = |state: &CandidateState| state.is_in_flight();
        if let Some(candidates) = &snapshot.candidates {
            let flying = candidates
                .iter()
                .filter(|candidate| in_flight(&candidate.state))
                .map(|candidate| candidate.mac)
                .take(MOST_IN_FLIGHT);
            inner.in_flight = flying.collect();
        }
        inner.set_state(&snapshot.session.state);
    }
}

impl Inner {
    fn observe(&mut self, event: &BatchEvent) {
        self.activity.is_readable = true;
        match event {
            BatchEvent::Heartbeat => return,
            BatchEvent::Candidate(update) => match &update.state {
                Some(state) if state.is_in_flight() => {
                    self.in_flight.insert(update.mac);
                }
                Some(_) => {
                    self.in_flight.remove(&update.mac);
                }
                None => {}
            },
            BatchEvent::Session(session) | BatchEvent::TimeoutWarning(session) => {
                self.set_state(&session.state);
            }
            BatchEvent::Network(_) | BatchEvent::Trouble(_) => {}
        }
        self.arrived += 1;
        self.refresh();
    }

    fn set_state(&mut self, state: &SessionState) {
        self.activity.is_scanning =
            matches!(state, SessionState::Discovering | SessionState::Closing);
        self.activity.is_closed = *state == SessionState::Closed;
        self.refresh();
    }

    fn refresh(&mut self) {
        let flies = !self.in_flight.is_empty();
        let activity = &mut self.activity;
        activity.is_busy = flies || activity.is_scanning;
        activity.is_settled = activity.is_closed && !flies;
    }
}

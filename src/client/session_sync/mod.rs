//! Keeps what the window knows of a Pi true: its events, and after every (re)connect the followed session itself.
//!
//! Two loops beside each other: [`reconnect_loop`] opens the event stream for ever, [`polling_fallback`] does what the state of that
//! stream calls for (polls, probes, reads the onboarding network). Knows no JSON and no HTTP.

mod catch_up;
mod polling_fallback;
mod reconnect_loop;

use std::{
    sync::{Arc, atomic::AtomicBool},
    time::Instant,
};

use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
};

use super::{event_sender::EventSender, http::Client, timing::Timing};
use crate::{
    domain::session::SessionId,
    messages::{Event, Warning},
};

/// A running feed. Dropping it closes its connection.
pub(crate) struct SessionSync {
    followed: Followed,
    task: JoinHandle<()>,
}

impl SessionSync {
    /// Starts to follow one session, or the events of any.
    pub fn follow(
        client: Client,
        event_tx: EventSender,
        session: Option<SessionId>,
        version_told: Arc<AtomicBool>,
    ) -> Self {
        let followed = Followed {
            client,
            event_tx,
            session,
            read_again: Arc::new(Notify::new()),
            version_told,
        };
        let task = tokio::spawn(followed.clone().run());
        Self { followed, task }
    }

    /// Whom it follows.
    pub fn session(&self) -> Option<&SessionId> {
        self.followed.session.as_ref()
    }

    /// Reads the session once more, in step with its events.
    pub fn read_again(&self) {
        self.followed.read_again.notify_one();
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
    /// Open, and what the window shows is true.
    Settled,
    /// The Pi wants another key.
    Refused,
}

/// What both loops need.
#[derive(Clone)]
struct Followed {
    client: Client,
    event_tx: EventSender,
    session: Option<SessionId>,
    read_again: Arc<Notify>,
    /// Whether the window knows already that this Pi speaks another version.
    version_told: Arc<AtomicBool>,
}

impl Followed {
    async fn run(self) {
        let phase = watch::Sender::new(StreamPhase::Down {
            since: Instant::now(),
        });
        tokio::join!(
            self.polling_fallback(phase.subscribe()),
            self.reconnect_loop(&phase)
        );
    }

    fn timing(&self) -> &Timing {
        self.client.timing()
    }

    async fn tell(&self, event: Event) {
        self.event_tx.send(event).await;
    }

    async fn warn(&self, warnings: Vec<Warning>) {
        for warning in warnings {
            self.tell(Event::Warning(warning)).await;
        }
    }
}

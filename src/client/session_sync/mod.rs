//! Keeps what the window knows of a Pi true: its events, and after every (re)connect the followed session itself.
//!
//! Two loops beside each other: [`keep_open`] opens the event stream for ever, [`meanwhile`] does what the state of that
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

use super::{event_sender::Outbox, http::Client, timing::Timing};
use crate::{
    domain::session::SessionId,
    messages::{Event, Warning},
};

/// A running feed. Dropping it closes its connection.
pub(crate) struct Feed {
    followed: Followed,
    task: JoinHandle<()>,
}

impl Feed {
    /// Starts to follow one session, or the events of any.
    pub fn follow(
        client: Client,
        outbox: Outbox,
        session: Option<SessionId>,
        version_told: Arc<AtomicBool>,
    ) -> Self {
        let followed = Followed {
            client,
            outbox,
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

impl Drop for Feed {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The state of the stream, as the two loops share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
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
    outbox: Outbox,
    session: Option<SessionId>,
    read_again: Arc<Notify>,
    /// Whether the window knows already that this Pi speaks another version.
    version_told: Arc<AtomicBool>,
}

impl Followed {
    async fn run(self) {
        let line = watch::Sender::new(Line::Down {
            since: Instant::now(),
        });
        tokio::join!(self.meanwhile(line.subscribe()), self.keep_open(&line));
    }

    fn timing(&self) -> &Timing {
        self.client.timing()
    }

    async fn tell(&self, event: Event) {
        self.outbox.send(event).await;
    }

    async fn warn(&self, warnings: Vec<Warning>) {
        for warning in warnings {
            self.tell(Event::Warning(warning)).await;
        }
    }
}

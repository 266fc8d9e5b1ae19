//! All that the screen shows, and the rules by which events and actions change it.
//!
//! A pure reducer: time is passed in, effects are returned as [`Command`]s. Knows domain and messages; must not know
//! egui, sockets or files.

pub mod action;
pub mod batch;
mod batch_actions;
pub mod card;
pub mod card_list;
pub mod notices;
pub mod progress;
pub mod provisioning;
#[cfg(test)]
#[expect(clippy::panic, clippy::expect_used, reason = "a test may panic")]
mod tests;

use std::time::{Duration, Instant};

use crate::{
    domain::{clock::Now, session::SessionId, stream::StreamStatus},
    messages::{Command, Event},
    state::{action::Action, notices::Notices, provisioning::Provisioning},
};

/// Data older than this while the line is down is shown as stale: two intervals of the polling that replaces the stream.
const STALE_AFTER: Duration = Duration::from_secs(6);

/// The state of one console connected to one Pi.
#[derive(Debug)]
pub struct State {
    /// `host:port` of the Pi, for showing.
    pub server: String,
    /// The event stream.
    pub stream: StreamStatus,
    /// When what is on the screen was last known to be true, once it was.
    pub fresh_at: Option<Instant>,
    /// The provisioning tab.
    pub provisioning: Provisioning,
    /// The toast and the event drawer.
    pub notices: Notices,
}

impl State {
    /// A console that begins to look at the Pi at `server`, where it remembers `session` from an earlier run.
    #[must_use]
    pub fn new(server: impl Into<String>, session: Option<SessionId>, now: Now) -> Self {
        Self {
            server: server.into(),
            stream: StreamStatus::Off,
            fresh_at: None,
            provisioning: Provisioning::new(session, now),
            notices: Notices::default(),
        }
    }

    /// Takes in what the worker tells; returns what follows from it.
    pub fn handle_event(&mut self, event: Event, now: Now) -> Option<Command> {
        match event {
            Event::Stream(status) => {
                self.handle_stream(status, now);
                None
            }
            Event::Warning(warning) => {
                self.notices.warn(&warning, now);
                None
            }
            Event::Snapshot(snapshot) => {
                self.fresh_at = Some(now.instant);
                self.provisioning
                    .handle_snapshot(*snapshot, &mut self.notices, now)
            }
            Event::SnapshotFailed(id, problem) => {
                self.provisioning
                    .handle_unread(&id, *problem, &mut self.notices, now)
            }
            Event::Network(network) => {
                self.provisioning.network.merge(network);
                None
            }
            Event::Batch(event) => {
                self.provisioning
                    .handle_batch_event(event, &mut self.notices, now)
            }
            Event::Reply(reply) => self
                .provisioning
                .handle_reply(reply, &mut self.notices, now),
        }
    }

    /// Takes in what the person asked for; returns what the worker has to do for it.
    pub fn handle_action(&mut self, action: Action, now: Now) -> Option<Command> {
        match action {
            Action::DismissToast => {
                self.notices.toast = None;
                None
            }
            Action::Copied(what) => {
                self.notices.toast(format!("{what} copied"), now);
                None
            }
            Action::ShowEvents(open) => {
                self.notices.show_drawer(open);
                None
            }
            Action::Provisioning(action) => {
                self.provisioning
                    .handle_action(action, &mut self.notices, now)
            }
        }
    }

    fn handle_stream(&mut self, status: StreamStatus, now: Now) {
        if self.stream.is_live() || status.is_live() {
            self.fresh_at = Some(now.instant);
        }
        self.notices.stream_changed(&status, now);
        self.stream = status;
    }

    /// How old the picture is, if the line is down for long enough that it may no longer be true.
    #[must_use]
    pub fn stale_for(&self, now: Now) -> Option<Duration> {
        let age = now.since(self.fresh_at?);
        (!self.stream.is_live() && age >= STALE_AFTER).then_some(age)
    }

    /// When the screen changes by itself: the next second of a countdown that is on it. `None` costs no frame.
    #[must_use]
    pub fn next_tick(&self, now: Now) -> Option<Duration> {
        let counts_down = matches!(self.stream, StreamStatus::Retrying { .. });
        let stale = !self.stream.is_live() && self.fresh_at.is_some();
        let running = self.provisioning.is_timed();
        let second = (counts_down || stale || running).then_some(Duration::from_secs(1));
        let toast = self
            .notices
            .toast
            .as_ref()
            .map(|toast| now.until(toast.until));
        second.into_iter().chain(toast).min()
    }
}

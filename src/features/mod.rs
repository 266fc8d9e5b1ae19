//! All that the screen shows, and the rules by which events and actions change it.
//!
//! A pure reducer: time is passed in, effects are returned as [`Command`]s. Knows domain and messages; must not know
//! egui, sockets or files.

pub mod allowlist;
pub mod connect;
pub mod diagnostics;
pub mod intent;
pub mod kiosk;
pub(crate) mod link;
pub mod monitor;
pub mod provisioning;
pub mod recovery;
pub mod settings;
#[cfg(test)]
#[expect(clippy::panic, clippy::expect_used, reason = "a test may panic")]
pub(crate) mod tests;

use std::{
    mem,
    time::{Duration, Instant},
};

use crate::{
    domain::{clock::Now, link_state::LinkState, problem::Problem, session::SessionId},
    features::{
        allowlist::state::Allowlist,
        connect::state::ConnectState,
        diagnostics::state::Diagnostics,
        intent::Intent,
        kiosk::state::Kiosk,
        monitor::state::Monitoring,
        provisioning::state::{Phase, Provisioning},
        recovery::state::Recovery,
        settings::state::{KeyStatus, SettingsState},
    },
    messages::{Command, Event},
    model::notices::Notices,
    ui::Request,
};

/// The state of one console connected to one Pi.
#[derive(Debug)]
pub struct State {
    /// The connect page.
    pub connect: ConnectState,
    /// The settings tab.
    pub settings: SettingsState,
    /// The lock and the display of a kiosk.
    pub kiosk: Kiosk,
    /// `host:port` of the Pi, for showing; empty: there is none yet.
    pub server: String,
    /// The event stream.
    pub stream: LinkState,
    /// Why the event stream is down, until it is up again.
    pub link_problem: Option<Box<Problem>>,
    /// When what is on the screen was last known to be true, once it was.
    pub fresh_at: Option<Instant>,
    /// The provisioning tab.
    pub provisioning: Provisioning,
    /// The allowlist tab.
    pub allowlist: Allowlist,
    /// Sessions that are not open: those that can be recovered, and past ones.
    pub recovery: Recovery,
    /// The monitor tab and the header's strip.
    pub monitoring: Monitoring,
    /// The diagnostics tab.
    pub diagnostics: Diagnostics,
    /// The toast and the event drawer.
    pub notices: Notices,
}

impl State {
    /// A console that begins to look at the Pi at `server`, where it remembers `session` from an earlier run.
    #[must_use]
    pub fn new(server: impl Into<String>, session: Option<SessionId>, now: Now) -> Self {
        Self {
            connect: ConnectState::default(),
            settings: SettingsState::default(),
            kiosk: Kiosk::default(),
            server: server.into(),
            stream: LinkState::Off,
            link_problem: None,
            fresh_at: None,
            provisioning: Provisioning::new(session, now),
            allowlist: Allowlist::default(),
            recovery: Recovery::default(),
            monitoring: Monitoring::new(now),
            diagnostics: Diagnostics::default(),
            notices: Notices::default(),
        }
    }

    /// The allowlist, where that is rolled out.
    #[must_use]
    pub fn allowlist(&self) -> Option<&Allowlist> {
        let features = self.settings.features();
        features.allowlist.then_some(&self.allowlist)
    }

    /// Takes over what belongs to this console and not to one Pi, and makes the Pi at `url` the one
    /// in use.
    pub fn take_over(&mut self, previous: &mut Self, url: &str) {
        self.connect = mem::take(&mut previous.connect);
        self.settings = mem::take(&mut previous.settings);
        self.kiosk = mem::take(&mut previous.kiosk);
        self.settings.key = KeyStatus {
            accepted_at: self.connect.use_profile(url),
            has_keyring: self.settings.key.has_keyring,
            ..KeyStatus::default()
        };
    }

    /// Notes that the Pi in use answers, and accepts the key if there is one.
    pub(crate) fn note_live(&mut self, now: Now) {
        let has_key = self.settings.key.place.is_some();
        if has_key {
            self.settings.key.accepted_at = Some(now.wall);
        }
        if let Some(profile) = self.connect.profiles.first_mut() {
            profile.last_seen = Some(now.wall);
            if has_key {
                profile.key_accepted = Some(now.wall);
            }
        }
    }

    /// Whether this is a kiosk that must be unlocked before anything that leads out of it.
    #[must_use]
    pub fn is_locked(&self, now: Now) -> bool {
        self.settings.configuration.settings().kiosk.enabled && !self.kiosk.is_open(now)
    }

    /// Whether there is a Pi to show.
    #[must_use]
    pub fn has_pi(&self) -> bool {
        !self.server.is_empty()
    }

    /// Takes in what the worker tells; returns what follows from it.
    pub fn handle_event(&mut self, event: Event, now: Now) -> Option<Command> {
        let is_about_batch = matches!(
            event,
            Event::Snapshot(_)
                | Event::SnapshotFailed(..)
                | Event::Batch(_)
                | Event::Reply(_)
                | Event::Recovery(_)
        );
        let command = self.take_in(event, now);
        if is_about_batch {
            self.monitoring.watch_batch(&self.provisioning, now);
            if let Phase::Open(batch) = &self.provisioning.phase {
                self.recovery.past.note(batch, now);
            }
        }
        command.or_else(|| self.provisioning.release())
    }

    fn take_in(&mut self, event: Event, now: Now) -> Option<Command> {
        match event {
            Event::Stream(status) => {
                self.handle_stream(status, now);
                None
            }
            Event::Monitor(event) => {
                self.monitoring.handle_event(event, &mut self.notices, now);
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
                let was_interrupted = self.provisioning.is_interrupted();
                let (provisioning, notices) = (&mut self.provisioning, &mut self.notices);
                let command = provisioning.handle_unread(&id, *problem, notices, now);
                if provisioning.is_interrupted() && !was_interrupted {
                    self.recovery.ask();
                }
                command
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
            Event::Allowlist(reply) => {
                self.allowlist.handle_reply(reply, &mut self.notices, now);
                None
            }
            Event::Requests(exchange) => {
                self.diagnostics.request_log.push(*exchange);
                None
            }
            Event::PiLog(event) => {
                self.diagnostics.handle_log(event);
                None
            }
            Event::Recovery(reply) => {
                let (provisioning, notices) = (&mut self.provisioning, &mut self.notices);
                self.recovery
                    .handle_reply(reply, provisioning, notices, now)
            }
        }
    }

    /// What the worker has to do because time has passed or something else has happened; asked for until there is no more.
    pub fn due(&mut self, now: Now) -> Option<Command> {
        let recovers = self.settings.features().session_recovery;
        if let Some(command) = self.provisioning.due(now) {
            return Some(command);
        }
        let allowlist = self.allowlist.due(now);
        allowlist.or_else(|| {
            let due = recovers.then(|| self.recovery.due(&self.provisioning, now));
            due.flatten()
        })
    }

    /// Takes in what the person asked for; returns what the worker has to do for it. What needs more than the state is not for it.
    pub fn handle_intent(&mut self, intent: Intent, now: Now) -> Option<Command> {
        match intent {
            Intent::Provisioning(intent) => {
                return self
                    .provisioning
                    .handle_intent(intent, &mut self.notices, now);
            }
            Intent::Monitor(intent) => return self.monitoring.handle_intent(intent),
            Intent::Diagnostics(intent) => return self.diagnostics.handle_intent(intent),
            Intent::Allowlist(intent) => self.allowlist.handle_intent(intent, now),
            Intent::Recovery(intent) => self.recovery.handle_intent(intent),
            Intent::Connect(intent) => self.connect.handle_intent(intent),
            Intent::Kiosk(intent) => self.kiosk.handle_intent(intent),
            Intent::Request(Request::DismissToast) => self.notices.toast = None,
            Intent::Request(Request::Toast(text)) => self.notices.toast(text, now),
            Intent::Request(Request::ShowEventLog(open)) => self.notices.show_event_log(open),
            Intent::Request(_) | Intent::Settings(_) => {}
        }
        None
    }

    /// What the worker still has to do when the window closes.
    pub fn flush(&mut self) -> Vec<Command> {
        self.allowlist.flush()
    }

    /// When the screen changes by itself: the next second of a countdown that is on it. `None` costs no frame.
    #[must_use]
    pub fn next_tick(&self, now: Now) -> Option<Duration> {
        let counts_down = matches!(self.stream, LinkState::Retrying { .. });
        let stale = !self.stream.is_live() && self.fresh_at.is_some();
        let running = self.provisioning.is_timed();
        let second = (counts_down || stale || running).then_some(Duration::from_secs(1));
        let toast = self
            .notices
            .toast
            .as_ref()
            .map(|toast| now.until(toast.until));
        let health = self.monitoring.next_tick(now);
        let allowlist = self.allowlist.next_tick();
        let ticks = second.into_iter().chain(toast);
        let log = self.diagnostics.next_tick();
        let kiosk = self.settings.configuration.settings().kiosk;
        let display = self.kiosk.next_tick(kiosk, now);
        let ticks = ticks.chain(health).chain(allowlist).chain(log);
        ticks.chain(display).min()
    }
}

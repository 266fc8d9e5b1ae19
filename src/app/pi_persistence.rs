//! Keeps the files of the Pi in use in step with the state.

use std::{
    io,
    time::{Duration, Instant},
};

use crate::{
    client::ServerUrl,
    domain::{clock::Now, session::SessionId, thresholds::Thresholds},
    features::State,
    model::notices::Severity,
    storage::Files,
    tr,
};

/// The least time between two writings of the recorded health: a card in a Pi wears out by being written.
const RECORD_EVERY: Duration = Duration::from_mins(1);

/// What is on disk, as far as this window knows.
pub struct PiPersistence {
    server: ServerUrl,
    files: Files,
    remembered: Option<SessionId>,
    thresholds: Thresholds,
    recorded_at: Instant,
    /// The newest recorded point, in milliseconds since the Unix epoch.
    newest_ms: Option<i64>,
    /// Whether the person knows that the health cannot be recorded.
    failure_told: bool,
    /// What is written of the past sessions.
    past_revision: u64,
    /// The newest mark that is written.
    newest_event_ms: Option<i64>,
}

impl PiPersistence {
    /// Begins with what earlier runs have left, as the state at `now`.
    pub fn open(files: Files, server: ServerUrl, now: Now) -> (Self, State) {
        let remembered = files.memory.recall(&server.to_string());
        let thresholds = files.thresholds.read();
        let mut state = State::new(shown(&server), remembered.clone(), now);
        let recorded = files.history.read(&server.to_string());
        let timeline_events = files.timeline_events.read(&server.to_string());
        state.monitoring.restore(recorded, timeline_events, now);
        state.monitoring.thresholds = thresholds;
        let past = files.sessions.read(&server.to_string());
        state.recovery.past.restore(past);
        let persistence = Self {
            server,
            files,
            remembered,
            thresholds,
            recorded_at: now.instant,
            newest_ms: state.monitoring.history.newest().map(|point| point.at_ms),
            failure_told: false,
            past_revision: 0,
            newest_event_ms: state
                .monitoring
                .timeline_events
                .all()
                .last()
                .map(|mark| mark.at_ms),
        };
        (persistence, state)
    }

    /// The session that was open when the last run ended.
    pub fn remembered(&self) -> Option<&SessionId> {
        self.remembered.as_ref()
    }

    /// Writes what has changed.
    pub fn keep(&mut self, state: &mut State, now: Now) {
        self.remember(state, now);
        self.keep_thresholds(state, now);
        if now.since(self.recorded_at) >= RECORD_EVERY {
            self.recorded_at = now.instant;
            self.record(state, now);
        }
    }

    fn remember(&mut self, state: &mut State, now: Now) {
        let open = state.provisioning.session_id();
        if open == self.remembered.as_ref() {
            return;
        }
        self.remembered = open.cloned();
        let outcome = self
            .files
            .memory
            .remember(&self.server.to_string(), self.remembered.as_ref());
        let say = |why| tr!("settings-unkept-open-session", why = why);
        tell(outcome, say, state, now);
    }

    fn keep_thresholds(&mut self, state: &mut State, now: Now) {
        if state.monitoring.thresholds == self.thresholds {
            return;
        }
        self.thresholds = state.monitoring.thresholds;
        let outcome = self.files.thresholds.write(&self.thresholds);
        let say = |why| tr!("settings-unkept-thresholds", why = why);
        tell(outcome, say, state, now);
    }

    /// Writes the recorded health and the past sessions, if there is more of them.
    pub fn record(&mut self, state: &mut State, now: Now) {
        self.record_sessions(state, now);
        self.record_timeline_events(state, now);
        let history = &state.monitoring.history;
        let newest_ms = history.newest().map(|point| point.at_ms);
        if newest_ms == self.newest_ms {
            return;
        }
        self.newest_ms = newest_ms;
        let outcome = self
            .files
            .history
            .write(&self.server.to_string(), history.points());
        if outcome.is_err() && std::mem::replace(&mut self.failure_told, true) {
            return;
        }
        let say = |why| tr!("settings-unkept-health", why = why);
        tell(outcome, say, state, now);
    }

    fn record_timeline_events(&mut self, state: &mut State, now: Now) {
        let timeline_events = state.monitoring.timeline_events.all();
        let newest_ms = timeline_events.last().map(|mark| mark.at_ms);
        if newest_ms == self.newest_event_ms {
            return;
        }
        self.newest_event_ms = newest_ms;
        let timeline_events = state.monitoring.timeline_events.all();
        let outcome = self
            .files
            .timeline_events
            .write(&self.server.to_string(), timeline_events);
        let say = |why| tr!("settings-unkept-timeline-events", why = why);
        tell(outcome, say, state, now);
    }

    fn record_sessions(&mut self, state: &mut State, now: Now) {
        let past = &state.recovery.past;
        if past.revision() == self.past_revision {
            return;
        }
        self.past_revision = past.revision();
        let server = self.server.to_string();
        let outcome = self.files.sessions.write(&server, past.sessions());
        let say = |why| tr!("settings-unkept-past-sessions", why = why);
        tell(outcome, say, state, now);
    }

    /// Where all this is kept.
    pub fn files(&self) -> &Files {
        &self.files
    }
}

/// The address as the header shows it: what tells one Pi from another.
fn shown(server: &ServerUrl) -> String {
    server
        .to_string()
        .trim_start_matches("http://")
        .trim_end_matches('/')
        .to_owned()
}

/// `say` puts what the system says into words.
fn tell(outcome: io::Result<()>, say: impl FnOnce(String) -> String, state: &mut State, now: Now) {
    if let Err(error) = outcome {
        let text = say(error.to_string());
        state.notices.log(Severity::Warning, text, now);
    }
}

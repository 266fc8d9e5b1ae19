//! Keeps the files of the Pi in use in step with the state.

use std::time::{Duration, Instant};

use crate::{
    client::ServerUrl,
    domain::{
        clock::Now,
        position_list::SiteLists,
        session::{SessionId, SessionState},
        thresholds::Thresholds,
    },
    features::{State, recovery::past_sessions::PastSession},
    storage::{Files, open_session::OpenSession, past_session::StoredSession},
    tr,
};

/// The least time between two writes of the recorded health: the card of a Pi wears out by being
/// written.
const RECORD_EVERY: Duration = Duration::from_mins(1);
/// Past sessions that are written.
const MAX_SESSIONS: usize = 200;
/// Timeline events that are written: the newest.
const MAX_EVENTS: usize = 500;

/// What was handed to the writer thread last.
pub struct PiPersistence {
    server: ServerUrl,
    files: Files,
    open_session: Option<OpenSession>,
    site_lists: SiteLists,
    thresholds: Thresholds,
    recorded_at: Instant,
    /// The newest point of the recorded health, in milliseconds since the Unix epoch.
    newest_point_ms: Option<i64>,
    newest_event_ms: Option<i64>,
    /// `None` if the file has to be written again.
    past_revision: Option<u64>,
}

impl PiPersistence {
    /// Begins with what earlier runs have left, as the state at `now`.
    pub fn open(files: Files, server: ServerUrl, now: Now) -> (Self, State) {
        let url = server.to_string();
        let open_session = files.open_sessions.read(&url);
        let thresholds = files.thresholds.read();
        let session = open_session.as_ref().map(|open| open.id().clone());
        let mut state = State::new(shown(&server), session, now);
        if let Some(open) = &open_session {
            let id = || open.id().clone();
            if let Some(canary) = open.canary() {
                state.provisioning.restore_canary(id(), canary.clone());
            }
            if let Some(plan) = open.positions() {
                state.provisioning.restore_positions(id(), plan.clone());
            }
        }
        let site_lists = files.site_lists.read(&url).unwrap_or_default();
        state.provisioning.site_lists.clone_from(&site_lists);
        let points = files.health.read(&url);
        let events = files.timeline_events.read(&url).unwrap_or_default();
        state.monitoring.restore(points, events, now);
        state.monitoring.thresholds = thresholds;
        let past = files.past_sessions.read(&url).unwrap_or_default();
        let is_cleaned = past.iter().any(StoredSession::holds_wifi_code);
        let unfinished = SessionState::Other(tr!("settings-session-unfinished").to_owned());
        let past = past.into_iter().map(|past| {
            let (session, cameras) = past.into_parts(unfinished.clone());
            PastSession { session, cameras }
        });
        state.recovery.past.restore(past.collect());
        let persistence = Self {
            server,
            files,
            open_session,
            site_lists,
            thresholds,
            recorded_at: now.instant,
            newest_point_ms: newest_point_ms(&state),
            newest_event_ms: newest_event_ms(&state),
            past_revision: (!is_cleaned).then_some(0),
        };
        (persistence, state)
    }

    /// The session that was open when the last run ended.
    pub fn remembered(&self) -> Option<&SessionId> {
        self.open_session.as_ref().map(OpenSession::id)
    }

    /// Writes what has changed.
    pub fn keep(&mut self, state: &mut State, now: Now) {
        let url = self.server.to_string();
        let canary = state.provisioning.canary();
        let positions = state.provisioning.positions();
        let session = state.provisioning.session_id();
        let before = self.open_session.as_ref();
        if session != before.map(OpenSession::id)
            || canary != before.and_then(OpenSession::canary)
            || positions != before.and_then(OpenSession::positions)
        {
            let open =
                session.map(|id| OpenSession::new(id.clone(), canary.cloned(), positions.cloned()));
            self.open_session.clone_from(&open);
            self.files.open_sessions.set(&url, open);
        }
        if state.provisioning.site_lists != self.site_lists {
            self.site_lists.clone_from(&state.provisioning.site_lists);
            let lists = self.site_lists.clone();
            self.files.site_lists.set(&url, Some(lists));
        }
        if state.monitoring.thresholds != self.thresholds {
            self.thresholds = state.monitoring.thresholds;
            self.files.thresholds.set(self.thresholds);
        }
        if now.since(self.recorded_at) >= RECORD_EVERY {
            self.recorded_at = now.instant;
            self.record(state, now);
        }
    }

    /// Writes the recorded health, the timeline events and the past sessions, if there is more of
    /// them.
    pub fn record(&mut self, state: &mut State, now: Now) {
        state.record_cameras(now);
        let url = self.server.to_string();
        let past = &state.recovery.past;
        if Some(past.revision()) != self.past_revision {
            self.past_revision = Some(past.revision());
            let sessions = past.sessions().take(MAX_SESSIONS);
            let stored =
                |past: &PastSession| StoredSession::new(&past.session, past.cameras.clone());
            let sessions = sessions.map(stored).collect();
            self.files.past_sessions.set(&url, Some(sessions));
        }
        let newest_ms = newest_event_ms(state);
        if newest_ms != self.newest_event_ms {
            self.newest_event_ms = newest_ms;
            let events = state.monitoring.timeline_events.all();
            let excess = events.len().saturating_sub(MAX_EVENTS);
            let events = events.skip(excess).copied().collect();
            self.files.timeline_events.set(&url, Some(events));
        }
        let newest_ms = newest_point_ms(state);
        if newest_ms != self.newest_point_ms {
            self.newest_point_ms = newest_ms;
            let points = state.monitoring.history.points();
            self.files.health.set(&url, points.copied().collect());
        }
    }
}

/// The address as the header shows it: it distinguishes one Pi from another.
fn shown(server: &ServerUrl) -> String {
    server
        .to_string()
        .trim_start_matches("http://")
        .trim_end_matches('/')
        .to_owned()
}

fn newest_point_ms(state: &State) -> Option<i64> {
    state.monitoring.history.newest().map(|point| point.at_ms)
}

fn newest_event_ms(state: &State) -> Option<i64> {
    let newest = state.monitoring.timeline_events.all().last();
    newest.map(|event| event.at_ms)
}

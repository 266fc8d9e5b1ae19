//! The sessions that this console has seen, for a Pi that does not keep past sessions.

use std::collections::VecDeque;

use crate::domain::session::{Session, SessionId, SessionState};

/// More sessions are not kept: the oldest is removed first.
const MAX_SESSIONS: usize = 200;

/// Where past sessions come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The Pi keeps them.
    Pi,
    /// This console has seen them.
    Console,
}

/// The sessions, newest first.
#[derive(Debug, Default)]
pub struct PastSessions {
    sessions: VecDeque<Session>,
    revision: u64,
}

impl PastSessions {
    /// Starts with what earlier runs have seen, newest first.
    pub fn restore(&mut self, sessions: Vec<Session>) {
        self.sessions = sessions.into();
        self.sessions.truncate(MAX_SESSIONS);
    }

    /// The sessions, newest first.
    pub fn sessions(&self) -> impl Iterator<Item = &Session> {
        self.sessions.iter()
    }

    /// Counts the changes.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Records the open session as it is now.
    pub(crate) fn record(&mut self, session: Session) {
        let known = self
            .sessions
            .iter_mut()
            .find(|known| known.id == session.id);
        match known {
            Some(known) if differs_only_in_time(known, &session) => return,
            Some(known) => *known = session,
            None => self.sessions.push_front(session),
        }
        self.sessions.truncate(MAX_SESSIONS);
        self.revision += 1;
    }

    /// Records that a session was discarded.
    pub(crate) fn close(&mut self, id: &SessionId) {
        for session in self.sessions.iter_mut().filter(|session| session.id == *id) {
            session.state = SessionState::Closed;
            self.revision += 1;
        }
    }
}

fn differs_only_in_time(before: &Session, after: &Session) -> bool {
    let timeless = |session: &Session| Session {
        created_at: None,
        updated_at: None,
        expires_at: None,
        ..session.clone()
    };
    timeless(before) == timeless(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(id: &str, verified_count: u32, updated_at: i64) -> Session {
        Session {
            id: SessionId::new(id),
            state: SessionState::Active,
            target_ssid: "ShopNet".to_owned(),
            created_at: None,
            updated_at: jiff::Timestamp::from_second(updated_at).ok(),
            expires_at: None,
            device_count: 3,
            provisioned_count: verified_count,
            verified_count,
            failed_count: 0,
        }
    }

    fn ids(past: &PastSessions) -> Vec<&str> {
        past.sessions().map(|session| session.id.as_str()).collect()
    }

    #[test]
    fn a_session_is_kept_once_with_its_latest_counts() {
        let mut past = PastSessions::default();
        past.record(session("sess_1", 0, 10));
        past.record(session("sess_2", 0, 20));
        past.record(session("sess_1", 2, 30));
        assert_eq!(ids(&past), ["sess_2", "sess_1"]);
        assert_eq!(
            past.sessions().last().map(|session| session.verified_count),
            Some(2)
        );
    }

    #[test]
    fn time_alone_is_no_change() {
        let mut past = PastSessions::default();
        past.record(session("sess_1", 1, 10));
        let before = past.revision();
        past.record(session("sess_1", 1, 60));
        assert_eq!(past.revision(), before);
        past.close(&SessionId::new("sess_1"));
        assert!(past.revision() > before);
    }

    #[test]
    fn the_oldest_sessions_are_removed_first() {
        let mut past = PastSessions::default();
        past.restore(
            (0..=MAX_SESSIONS)
                .map(|index| session(&format!("old_{index}"), 0, 10))
                .collect(),
        );
        past.record(session("new", 0, 20));
        let kept = ids(&past);
        assert_eq!(kept.len(), MAX_SESSIONS);
        assert_eq!((kept[0], kept[MAX_SESSIONS - 1]), ("new", "old_198"));
    }
}

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

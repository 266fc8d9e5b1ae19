//! The sessions that this console has itself seen, for Pis that do not keep them.

use std::{collections::VecDeque, time::Duration};

use crate::{
    domain::{
        clock::Now,
        session::{Session, SessionId, SessionState},
    },
    features::provisioning::batch::Batch,
};

/// Older sessions are forgotten.
const REMEMBERED: usize = 200;

/// Who knows of past sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The Pi keeps them.
    Pi,
    /// This console has seen them.
    Console,
}

/// The sessions, newest first.
#[derive(Debug, Default)]
pub struct Past {
    sessions: VecDeque<Session>,
    revision: u64,
}

impl Past {
    /// Begins with what earlier runs have seen, newest first.
    pub fn restore(&mut self, sessions: Vec<Session>) {
        self.sessions = sessions.into();
        self.sessions.truncate(REMEMBERED);
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

    /// Takes note of the session on the screen.
    pub(crate) fn note(&mut self, batch: &Batch, now: Now) {
        let seen = summary(batch, now);
        let known = self
            .sessions
            .iter()
            .position(|session| session.id == seen.id);
        match known.and_then(|index| self.sessions.get_mut(index)) {
            Some(session) if is_same(session, &seen) => return,
            Some(session) => *session = seen,
            None => self.sessions.push_front(seen),
        }
        self.sessions.truncate(REMEMBERED);
        self.revision += 1;
    }

    /// Takes note that a session was given up.
    pub(crate) fn forget(&mut self, id: &SessionId) {
        for session in self.sessions.iter_mut().filter(|session| session.id == *id) {
            session.state = SessionState::Closed;
            self.revision += 1;
        }
    }
}

/// The session with the counts and the length that this console knows: a Pi's own counters may lag behind.
fn summary(batch: &Batch, now: Now) -> Session {
    let counts = &batch.counts;
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let began = batch.session.created_at.or_else(|| {
        let age = batch.elapsed(now).unwrap_or_default();
        now.wall.checked_sub(age).ok()
    });
    let length = batch.elapsed(now).unwrap_or(Duration::ZERO);
    Session {
        created_at: began,
        updated_at: began.and_then(|began| began.checked_add(length).ok()),
        device_count: number(counts.found()),
        provisioned_count: number(counts.provisioned + counts.verifying + counts.verified),
        verified_count: number(counts.verified),
        failed_count: number(counts.failed),
        ..batch.session.clone()
    }
}

/// Whether nothing has happened but that time has passed.
fn is_same(before: &Session, now: &Session) -> bool {
    let timeless = |session: &Session| Session {
        created_at: None,
        updated_at: None,
        expires_at: None,
        ..session.clone()
    };
    timeless(before) == timeless(now)
}

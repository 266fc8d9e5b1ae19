//! Sessions that are not open: those that a Pi can take up again after a restart, and past ones.

pub(crate) mod offer;
pub(crate) mod replies;
#[cfg(test)]
#[expect(clippy::panic, reason = "a test may panic")]
pub(crate) mod tests;

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

pub use crate::features::recovery::past_sessions::{Past, Source};
pub use offer::Offer;

use crate::{
    domain::{
        clock::Now,
        problem::Problem,
        session::{Session, SessionId},
    },
    features::{provisioning::state::Provisioning, recovery::intent::RecoveryIntent},
    messages::{Command, RecoveryVerb},
    model::remote_data::RemoteData,
};

/// While an interrupted session is on the screen, a question that failed is asked again after this long.
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(5);

/// What is known of sessions that are not open.
#[derive(Debug, Default)]
pub struct Recovery {
    recoverable: RemoteData<Vec<Session>>,
    history: RemoteData<Vec<Session>>,
    /// What this console has itself seen.
    pub past: Past,
    /// What is being done with a session. As it was when a person chose it: the list may change until the Pi answers.
    busy: Option<(Session, Doing)>,
    failure: Option<Failure>,
    /// What the person does not want to be offered again.
    dismissed: Vec<SessionId>,
    wanted: bool,
    asked_at: Option<Instant>,
    orders: VecDeque<RecoveryVerb>,
}

/// What is being done with a session that could be recovered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// It is being taken up.
    Resuming,
    /// It is being given up.
    Discarding,
}

/// What could not be done with a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// Which one.
    pub session: Session,
    /// Why not.
    pub problem: Box<Problem>,
    /// The session that runs instead, if the Pi names it.
    pub running: Option<SessionId>,
}

impl Recovery {
    /// The line to the Pi is up: it may have restarted meanwhile.
    pub(crate) fn ask(&mut self) {
        self.wanted = true;
    }

    pub(crate) fn handle_intent(&mut self, action: RecoveryIntent) {
        match action {
            RecoveryIntent::Resume(id) => self.order(id, Doing::Resuming),
            RecoveryIntent::Discard(id) => self.order(id, Doing::Discarding),
            RecoveryIntent::Dismiss => {
                let offered = self.recoverable().iter();
                self.dismissed = offered.map(|session| session.id.clone()).collect();
            }
            RecoveryIntent::DismissFailure => self.failure = None,
            RecoveryIntent::ReadHistory => {
                self.wanted = true;
                self.history.ask();
                self.orders.push_back(RecoveryVerb::ReadHistory);
            }
        }
    }

    fn order(&mut self, id: SessionId, doing: Doing) {
        if self.busy.is_some() {
            return;
        }
        let mut listed = self.recoverable().iter();
        let Some(session) = listed.find(|session| session.id == id).cloned() else {
            return;
        };
        self.failure = None;
        self.orders.push_back(match doing {
            Doing::Resuming => RecoveryVerb::Recover(id),
            Doing::Discarding => RecoveryVerb::Discard(id),
        });
        self.busy = Some((session, doing));
    }

    /// What the worker has to do by now. An interrupted session on the screen needs an answer.
    pub(crate) fn due(&mut self, provisioning: &Provisioning, now: Now) -> Option<Command> {
        if let Some(order) = self.orders.pop_front() {
            return Some(Command::Recovery(order));
        }
        let is_old = |asked_at| now.since(asked_at) >= ASK_AGAIN_AFTER;
        let failed = self.recoverable.problem().is_some();
        let again = provisioning.is_interrupted() && failed && self.asked_at.is_none_or(is_old);
        let due = (self.wanted || again) && !self.recoverable.is_reading();
        due.then(|| {
            self.wanted = false;
            self.asked_at = Some(now.instant);
            self.recoverable.ask();
            Command::Recovery(RecoveryVerb::ReadRecoverable)
        })
    }

    /// The sessions that can be recovered, newest first.
    #[must_use]
    pub fn recoverable(&self) -> &[Session] {
        self.recoverable
            .value()
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Whether this Pi cannot recover any.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        self.recoverable.is_unavailable()
    }

    /// What is being done with a session.
    #[must_use]
    pub fn doing(&self, id: &SessionId) -> Option<Doing> {
        let (_, doing) = self.busy.as_ref().filter(|(busy, _)| busy.id == *id)?;
        Some(*doing)
    }

    /// Whether something is being done with any session.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.busy.is_some()
    }

    /// What could not be done.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// Past sessions, newest first, and who knows of them.
    #[must_use]
    pub fn history(&self) -> (Source, Vec<&Session>) {
        match self.history.value() {
            Some(sessions) => (Source::Pi, sessions.iter().collect()),
            None => (Source::Console, self.past.sessions().collect()),
        }
    }

    /// Whether past sessions are being asked for.
    #[must_use]
    pub fn is_reading_history(&self) -> bool {
        self.history.is_reading()
    }

    /// Why the Pi did not say which sessions are past.
    #[must_use]
    pub fn history_problem(&self) -> Option<&Problem> {
        self.history.problem()
    }
}

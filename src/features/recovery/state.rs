//! Sessions that are not open: those that can be resumed after a restart of the Pi, and past ones.

use std::{
    cmp::Reverse,
    collections::VecDeque,
    time::{Duration, Instant},
};

use crate::{
    domain::{
        clock::Now,
        problem::{ErrorCode, Problem},
        session::{Session, SessionId, SessionSnapshot, SessionState},
    },
    features::recovery::{
        intent::RecoveryIntent,
        past_sessions::{PastSessions, Source},
    },
    messages::{Command, RecoveryReply, RecoveryVerb},
    model::{
        notices::{Notices, Severity},
        remote_data::RemoteData,
        retry_countdown::RetryCountdown,
    },
    tr,
};

/// A failed read of the recoverable sessions is repeated after this time, so that an interrupted
/// session is offered within 5 s of the return of the Pi.
pub(crate) const READ_AGAIN_AFTER: Duration = Duration::from_secs(2);

/// So many failed reads in a row are repeated so soon, later ones after [`READ_LATER_AFTER`]: an
/// interrupted session may have been resumed meanwhile, and the screen may be wrong for 10 s.
const QUICK_READS: u32 = 5;
const READ_LATER_AFTER: Duration = Duration::from_secs(8);

/// What is known of sessions that are not open.
#[derive(Debug, Default)]
pub struct Recovery {
    recoverable: RemoteData<Vec<Session>>,
    history: RemoteData<Vec<Session>>,
    /// The sessions that this console has seen.
    pub past: PastSessions,
    /// The session that is being resumed or discarded, as it was when the person chose it.
    busy: Option<(Session, Operation)>,
    failure: Option<RecoveryFailure>,
    /// When that is tried again.
    pub retry: RetryCountdown,
    /// The sessions that the person does not want to be offered again.
    dismissed: Vec<SessionId>,
    wants_recoverable: bool,
    /// Resumed or discarded since the last read of the recoverable sessions began.
    removed: Vec<SessionId>,
    /// The number of reads of the recoverable sessions in a row that failed.
    failed_reads: u32,
    /// Why the last one failed, also while they are read again.
    read_problem: Option<Box<Problem>>,
    /// The last answer said that this Pi cannot resume sessions, and an earlier one listed some: it
    /// came from something else, or from a Pi that still starts.
    is_unsure: bool,
    read_at: Option<Instant>,
    commands: VecDeque<RecoveryVerb>,
}

/// What is being done with a recoverable session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// It is being resumed.
    Resuming,
    /// It is being discarded.
    Discarding,
}

/// A session that could not be resumed or discarded.
#[derive(Debug, Clone, PartialEq)]
pub struct RecoveryFailure {
    /// The session.
    pub session: Session,
    /// Why it failed.
    pub problem: Box<Problem>,
    /// The session that runs instead, if the Pi names it.
    pub running: Option<SessionId>,
    operation: Operation,
}

/// The session that the provisioning tab shows, as far as an offer depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownSession<'a> {
    /// None, or one that is over.
    None,
    /// One that runs or is being read.
    Running,
    /// One that a restart of the Pi interrupted.
    Interrupted(&'a SessionId),
}

/// The offer to resume a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer<'a> {
    /// The session.
    pub session: &'a Session,
    /// It is the one on the screen: the Pi restarted while it ran.
    pub was_open: bool,
    /// The number of other sessions that can be resumed.
    pub others: usize,
}

/// What a reply means for the session that the provisioning tab shows.
#[derive(Debug)]
pub enum SessionChange {
    /// Only these sessions can be resumed.
    Recoverable(Vec<SessionId>),
    /// This session was resumed.
    Resumed(Box<SessionSnapshot>),
    /// Another console has already resumed this session.
    AlreadyResumed(SessionId),
    /// This session cannot be resumed any more.
    Ended(SessionId),
}

impl Recovery {
    /// Reads the recoverable sessions: the Pi may have restarted.
    pub(crate) fn request_recoverable(&mut self) {
        self.wants_recoverable = true;
    }

    pub(crate) fn handle_intent(&mut self, intent: RecoveryIntent) {
        match intent {
            RecoveryIntent::Resume(id) => {
                self.retry.over();
                self.start(id, Operation::Resuming);
            }
            RecoveryIntent::Discard(id) => {
                self.retry.over();
                self.start(id, Operation::Discarding);
            }
            RecoveryIntent::RetryNow => {
                self.retry.now();
                self.start_again();
            }
            RecoveryIntent::StopRetrying => self.retry.stop(),
            RecoveryIntent::Dismiss => {
                let offered = self.recoverable().iter();
                self.dismissed = offered.map(|session| session.id.clone()).collect();
            }
            RecoveryIntent::DismissFailure => {
                self.failure = None;
                self.retry.over();
            }
            RecoveryIntent::ReadPastSessions => self.read_history(),
            RecoveryIntent::ReadHistory => {
                self.wants_recoverable = true;
                self.read_history();
            }
        }
    }

    fn read_history(&mut self) {
        self.history.start_read();
        self.commands.push_back(RecoveryVerb::ReadHistory);
    }

    fn start_again(&mut self) {
        if let Some(RecoveryFailure {
            session, operation, ..
        }) = &self.failure
        {
            let (id, operation) = (session.id.clone(), *operation);
            self.start(id, operation);
        }
    }

    fn start(&mut self, id: SessionId, operation: Operation) {
        if self.busy.is_some() {
            return;
        }
        let mut listed = self.recoverable().iter();
        let Some(session) = listed.find(|session| session.id == id).cloned() else {
            return;
        };
        self.failure = None;
        self.commands.push_back(match operation {
            Operation::Resuming => RecoveryVerb::Recover(id),
            Operation::Discarding => RecoveryVerb::Discard(id),
        });
        self.busy = Some((session, operation));
    }

    /// The command to send now. `is_interrupted`: the open session is interrupted, so that the
    /// recoverable sessions have to be known.
    pub(crate) fn due(&mut self, is_interrupted: bool, now: Now) -> Option<Command> {
        if self.retry.is_due(now) {
            self.start_again();
        }
        if let Some(verb) = self.commands.pop_front() {
            return Some(Command::Recovery(verb));
        }
        let is_old = |read_at| now.since(read_at) >= self.reads_again_after();
        let again = self.has_failed(is_interrupted) && self.read_at.is_none_or(is_old);
        let due = (self.wants_recoverable || again) && !self.recoverable.is_reading();
        due.then(|| {
            self.wants_recoverable = false;
            self.removed.clear();
            self.read_at = Some(now.instant);
            self.recoverable.start_read();
            Command::Recovery(RecoveryVerb::ReadRecoverable)
        })
    }

    /// Whether the last read failed and another may succeed.
    fn has_failed(&self, is_interrupted: bool) -> bool {
        let problem = self.recoverable.problem();
        self.is_unsure || problem.is_some_and(|problem| is_interrupted || !problem.is_key_refused())
    }

    fn reads_again_after(&self) -> Duration {
        if self.failed_reads <= QUICK_READS {
            READ_AGAIN_AFTER
        } else {
            READ_LATER_AFTER
        }
    }

    /// When [`Recovery::due`] has to be asked again.
    pub(crate) fn next_tick(&self, now: Now) -> Option<Duration> {
        if let Some(left) = self.retry.next_tick(now) {
            return Some(left);
        }
        let waits = self.has_failed(false) && !self.recoverable.is_reading();
        let since = self.read_at.filter(|_| waits)?;
        Some(self.reads_again_after().saturating_sub(now.since(since)))
    }

    pub(crate) fn handle_reply(
        &mut self,
        reply: RecoveryReply,
        notices: &mut Notices,
        now: Now,
    ) -> Option<SessionChange> {
        match reply {
            RecoveryReply::Recoverable(answer) => self.handle_recoverable(answer, notices, now),
            RecoveryReply::History(answer) => {
                if let Err(problem) = &answer {
                    notices.problem(tr!("past-tried-reading"), problem, now);
                }
                self.history.answer(answer, now);
                None
            }
            RecoveryReply::Recovered(id, Ok(snapshot)) => {
                self.busy = None;
                self.retry.over();
                self.remove(&id);
                let text = tr!("recovery-resumed", id = id.as_str());
                notices.log(Severity::Good, text, now);
                Some(SessionChange::Resumed(snapshot))
            }
            RecoveryReply::Discarded(id, Ok(())) => {
                self.busy = None;
                self.retry.over();
                self.remove(&id);
                self.past.close(&id);
                let text = tr!("discard-done-id", id = id.as_str());
                notices.log(Severity::Info, text, now);
                Some(SessionChange::Ended(id))
            }
            RecoveryReply::Recovered(id, Err(problem)) => {
                notices.problem(tr!("recovery-tried-resuming"), &problem, now);
                self.handle_failure(id, problem, now)
            }
            RecoveryReply::Discarded(id, Err(problem)) => {
                notices.problem(tr!("discard-tried"), &problem, now);
                self.handle_failure(id, problem, now)
            }
        }
    }

    fn handle_recoverable(
        &mut self,
        answer: Result<Option<Vec<Session>>, Box<Problem>>,
        notices: &mut Notices,
        now: Now,
    ) -> Option<SessionChange> {
        let answer = answer.map(|sessions| {
            sessions.map(|mut sessions| {
                sessions.retain(|session| {
                    session.state != SessionState::Closed && !self.removed.contains(&session.id)
                });
                sessions.sort_by_key(|session| Reverse(session.updated_at.max(session.created_at)));
                sessions
            })
        });
        let known = self
            .recoverable
            .value()
            .filter(|known| matches!(answer, Ok(None)) && !known.is_empty());
        self.is_unsure = known.is_some();
        if let Some(known) = known.cloned() {
            self.failed_reads += 1;
            self.recoverable.answer(Ok(Some(known)), now);
            return None;
        }
        let change = match &answer {
            Ok(sessions) => {
                self.read_problem = None;
                let sessions = sessions.iter().flatten();
                let ids = sessions.map(|session| session.id.clone()).collect();
                self.failed_reads = 0;
                Some(SessionChange::Recoverable(ids))
            }
            Err(problem) => {
                self.failed_reads += 1;
                if self.failed_reads == 1 {
                    notices.lasting_error(tr!("recovery-tried-reading"), problem, now);
                }
                self.read_problem = Some(problem.clone());
                None
            }
        };
        self.recoverable.answer(answer, now);
        change
    }

    fn handle_failure(
        &mut self,
        id: SessionId,
        problem: Box<Problem>,
        now: Now,
    ) -> Option<SessionChange> {
        let (session, operation) = self.busy.take().filter(|(busy, _)| busy.id == id)?;
        self.wants_recoverable = true;
        let running = problem
            .named_session()
            .filter(|_| problem.error_code() == Some(ErrorCode::SessionAlreadyActive));
        if operation == Operation::Resuming && running.as_ref() == Some(&id) {
            self.remove(&id);
            return Some(SessionChange::AlreadyResumed(id));
        }
        let is_gone = problem.is_session_gone();
        // Without an HTTP status the Pi may have done it: a person has to look first.
        if problem.http_status.is_some() {
            self.retry.failed(&problem, now);
        }
        self.failure = Some(RecoveryFailure {
            session,
            problem,
            running,
            operation,
        });
        is_gone.then(|| {
            self.remove(&id);
            SessionChange::Ended(id)
        })
    }

    fn remove(&mut self, id: &SessionId) {
        // The answer to a read that is under way may still name it.
        self.removed.push(id.clone());
        if let Some(sessions) = self.recoverable.value_mut() {
            sessions.retain(|session| session.id != *id);
        }
    }

    /// The session to offer: the interrupted one on the screen, or the newest. `None` while a
    /// session runs here, and if the person has dismissed all of them.
    #[must_use]
    pub fn offer(&self, shown: ShownSession<'_>) -> Option<Offer<'_>> {
        let interrupted = match shown {
            ShownSession::Running => return None,
            ShownSession::Interrupted(id) => Some(id),
            ShownSession::None => None,
        };
        let sessions = self.recoverable();
        let was_open = sessions
            .iter()
            .find(|session| Some(&session.id) == interrupted);
        let is_new = sessions
            .iter()
            .any(|session| !self.dismissed.contains(&session.id));
        let session = was_open.or_else(|| sessions.first()).filter(|_| is_new)?;
        Some(Offer {
            session,
            was_open: was_open.is_some(),
            others: sessions.len() - 1,
        })
    }

    /// The sessions that can be resumed, newest first.
    #[must_use]
    pub fn recoverable(&self) -> &[Session] {
        self.recoverable
            .value()
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Whether it is not known yet which sessions can be resumed.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.recoverable.value().is_none() && !self.is_unavailable()
    }

    /// Why the sessions that can be resumed could not be read the last time.
    #[must_use]
    pub fn read_problem(&self) -> Option<&Problem> {
        self.read_problem.as_deref()
    }

    /// Whether this Pi cannot resume sessions.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        self.recoverable.is_unavailable()
    }

    /// What is being done with a session.
    #[must_use]
    pub fn operation(&self, id: &SessionId) -> Option<Operation> {
        let (_, operation) = self.busy.as_ref().filter(|(busy, _)| busy.id == *id)?;
        Some(*operation)
    }

    /// Whether a session is being resumed or discarded.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.busy.is_some()
    }

    /// The last failure to resume or discard a session.
    #[must_use]
    pub fn failure(&self) -> Option<&RecoveryFailure> {
        self.failure.as_ref()
    }

    /// Past sessions, newest first, and where they come from.
    #[must_use]
    pub fn history(&self) -> (Source, Vec<&Session>) {
        let kept_by_pi = self.history.value();
        kept_by_pi.map_or_else(
            || {
                let past = self.past.sessions();
                (Source::Console, past.map(|past| &past.session).collect())
            },
            |sessions| (Source::Pi, sessions.iter().collect()),
        )
    }

    /// Whether past sessions are being read.
    #[must_use]
    pub fn is_reading_history(&self) -> bool {
        self.history.is_reading()
    }

    /// Why past sessions could not be read.
    #[must_use]
    pub fn history_problem(&self) -> Option<&Problem> {
        self.history.problem()
    }
}

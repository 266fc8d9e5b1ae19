//! What the Pi answers about sessions that are not open.

use std::cmp::Reverse;

use super::{Doing, Failure, Recovery};
use crate::{
    domain::{
        clock::Now,
        problem::Problem,
        session::{Session, SessionId, SessionState},
    },
    features::provisioning::state::Provisioning,
    messages::{Command, RecoveryReply},
    model::{
        notices::{Notices, Severity},
        refusals::{is_gone, named_session},
    },
    tr,
};

/// The code of a resume while a session runs.
const ALREADY_ACTIVE: &str = "SESSION_ALREADY_ACTIVE";

impl Recovery {
    pub(crate) fn handle_reply(
        &mut self,
        reply: RecoveryReply,
        provisioning: &mut Provisioning,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        match reply {
            RecoveryReply::Recoverable(answer) => {
                self.recoverable_answered(answer, provisioning, notices, now);
            }
            RecoveryReply::History(answer) => {
                if let Err(problem) = &answer {
                    notices.problem(&tr!("past-tried-reading"), problem, now);
                }
                self.history.answer(answer, now);
            }
            RecoveryReply::Recovered(id, Ok(snapshot)) => {
                self.busy = None;
                self.take_away(&id);
                let text = tr!("recovery-resumed", id = id.as_str());
                notices.log(Severity::Good, text, now);
                provisioning.resumed(*snapshot, notices, now);
            }
            RecoveryReply::Discarded(id, Ok(())) => {
                self.busy = None;
                self.take_away(&id);
                self.past.forget(&id);
                let text = tr!("discard-done-id", id = id.as_str());
                notices.log(Severity::Info, text, now);
                notices.toast(tr!("discard-done"), now);
                provisioning.given_up(&id, now);
            }
            RecoveryReply::Recovered(id, Err(problem)) => {
                notices.problem(&tr!("recovery-tried-resuming"), &problem, now);
                return self.failed(&id, problem, provisioning, now);
            }
            RecoveryReply::Discarded(id, Err(problem)) => {
                notices.problem(&tr!("discard-tried"), &problem, now);
                return self.failed(&id, problem, provisioning, now);
            }
        }
        None
    }

    fn recoverable_answered(
        &mut self,
        answer: Result<Option<Vec<Session>>, Box<Problem>>,
        provisioning: &mut Provisioning,
        notices: &mut Notices,
        now: Now,
    ) {
        let answer = answer.map(|sessions| {
            sessions.map(|mut sessions| {
                sessions.retain(|session| session.state != SessionState::Closed);
                sessions.sort_by_key(|session| Reverse(session.updated_at.max(session.created_at)));
                sessions
            })
        });
        match &answer {
            Ok(sessions) => {
                let sessions = sessions.as_deref().unwrap_or_default();
                provisioning.recoverable_are(sessions, now);
            }
            Err(problem) => notices.problem(&tr!("recovery-tried-asking"), problem, now),
        }
        self.recoverable.answer(answer, now);
    }

    fn failed(
        &mut self,
        id: &SessionId,
        problem: Box<Problem>,
        provisioning: &mut Provisioning,
        now: Now,
    ) -> Option<Command> {
        let (session, doing) = self.busy.take().filter(|(busy, _)| busy.id == *id)?;
        self.wanted = true;
        let running = named_session(&problem).filter(|_| problem.code == ALREADY_ACTIVE);
        if doing == Doing::Resuming && running.as_ref() == Some(id) {
            // Another console was faster: what was wanted is so.
            self.take_away(id);
            return Some(provisioning.show(id.clone(), now));
        }
        if is_gone(&problem) {
            self.take_away(id);
            provisioning.given_up(id, now);
        }
        self.failure = Some(Failure {
            session,
            problem,
            running,
        });
        None
    }

    fn take_away(&mut self, id: &SessionId) {
        if let Some(sessions) = self.recoverable.value_mut() {
            sessions.retain(|session| session.id != *id);
        }
    }
}

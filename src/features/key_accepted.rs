//! What a new API key means for the rest of the window: the problems that it solves are gone.

use super::State;
use crate::{
    domain::{
        clock::Now,
        problem::{Problem, Remedy},
    },
    features::{
        allowlist::intent::AllowlistIntent,
        diagnostics::intent::DiagnosticsIntent,
        intent::Intent,
        provisioning::{intent::ProvisioningIntent, state::Phase},
        recovery::intent::RecoveryIntent,
    },
    messages::Command,
};

impl State {
    /// The Pi has accepted a new key. What could not be read without it is read again. Returns what
    /// the client has to do.
    pub(crate) fn key_accepted(&mut self, now: Now) -> Vec<Command> {
        self.note_key_accepted(now);
        // It is about the key before.
        self.connect.check_report = None;
        self.link_problem.take_if(|problem| wants_key(problem));
        match &mut self.provisioning.phase {
            Phase::Idle(idle) => {
                idle.problem.take_if(|problem| wants_key(problem));
            }
            Phase::Open(batch) => batch.dismiss_camera_problems(wants_key),
            Phase::Reading { .. } => {}
        }
        if self.recovery.read_problem().is_some_and(wants_key) {
            self.recovery.request_recoverable();
        }
        let intents = self.answers_to_key_problems().into_iter();
        intents
            .filter_map(|intent| self.handle_intent(intent, now))
            .collect()
    }

    /// Notes when the Pi in use has last accepted the key.
    pub(super) fn note_key_accepted(&mut self, now: Now) {
        self.settings.key.accepted_at = Some(now.wall);
        if let Some(profile) = self.connect.profiles.first_mut() {
            profile.key_accepted = Some(now.wall);
        }
    }

    /// What a person would do about each problem that the key solves.
    fn answers_to_key_problems(&self) -> Vec<Intent> {
        let batch = self.provisioning.batch();
        let failure = self.recovery.failure();
        let answers = [
            (
                batch.and_then(|batch| batch.problem.as_ref()),
                Intent::Provisioning(ProvisioningIntent::DismissProblem),
            ),
            (
                self.allowlist.problem(),
                Intent::Allowlist(AllowlistIntent::Refresh),
            ),
            (
                self.allowlist.clear_problem(),
                Intent::Allowlist(AllowlistIntent::DismissClearProblem),
            ),
            (
                failure.map(|failure| &*failure.problem),
                Intent::Recovery(RecoveryIntent::DismissFailure),
            ),
            (
                self.recovery.history_problem(),
                Intent::Recovery(RecoveryIntent::ReadHistory),
            ),
            (
                self.diagnostics.log_stream.problem(),
                Intent::Diagnostics(DiagnosticsIntent::FollowLog(true)),
            ),
        ];
        let solved = answers.into_iter();
        solved
            .filter(|(problem, _)| problem.is_some_and(wants_key))
            .map(|(_, answer)| answer)
            .collect()
    }
}

/// Whether another key may solve this problem.
fn wants_key(problem: &Problem) -> bool {
    problem.remedy == Remedy::GiveKey
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            link_state::LinkState,
            problem::ErrorCode,
            session::{SessionId, SessionState},
        },
        features::provisioning::state::tests::{address, camera, snapshot},
        messages::{DeviceVerb, Event, RecoveryReply, Reply},
    };

    #[test]
    fn a_camera_whose_command_was_refused_is_ready_again() {
        let now = Now::read();
        let mut state = State::new("192.168.1.124:8082", Some(SessionId::new("sess_1")), now);
        let read = snapshot("sess_1", SessionState::Active, vec![camera(1)]);
        state.handle_event(Event::Snapshot(Box::new(read)), now);
        let provision = ProvisioningIntent::Device(address(1), DeviceVerb::Provision);
        state.handle_intent(Intent::Provisioning(provision), now);
        let problem = Box::new(Problem::new(ErrorCode::Unauthorized, now.wall));
        let (id, mac) = (SessionId::new("sess_1"), address(1));
        let refused = Reply::Device(id, mac, DeviceVerb::Provision, Err(problem));
        state.handle_event(Event::Reply(refused), now);
        let has_problem = |state: &State| {
            let card = state.provisioning.batch()?.cards.get(mac)?;
            Some(card.problem.is_some())
        };
        assert_eq!(has_problem(&state), Some(true));
        state.key_accepted(now);
        assert_eq!(has_problem(&state), Some(false));
    }

    #[test]
    fn only_the_problems_that_the_key_solves_are_gone() {
        let now = Now::read();
        let with = |code| {
            let mut state = State::new("192.168.1.124:8082", None, now);
            let problem = || Box::new(Problem::new(code, now.wall));
            let problems = [
                Event::Stream(LinkState::Refused { problem: problem() }),
                Event::Reply(Reply::Started(Err(problem()))),
                Event::Recovery(RecoveryReply::History(Err(problem()))),
            ];
            for event in problems {
                state.handle_event(event, now);
            }
            state.key_accepted(now);
            let idle = match &state.provisioning.phase {
                Phase::Idle(idle) => idle.problem.is_some(),
                _ => false,
            };
            let history = state.recovery.history_problem().is_some();
            [state.link_problem.is_some(), idle, history]
        };
        assert_eq!(with(ErrorCode::Unauthorized), [false; 3]);
        assert_eq!(with(ErrorCode::InternalError), [true; 3]);
    }
}

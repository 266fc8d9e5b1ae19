//! The provisioning tab: no session, one that is being looked for, or one that is open.

use std::time::Instant;

use crate::{
    domain::{
        candidate::CandidateUpdate,
        clock::Now,
        network::OnboardingNetwork,
        problem::Problem,
        session::{Session, SessionId, SessionSnapshot, SessionState},
    },
    messages::{BatchEvent, Command, Reply},
    state::{
        action::ProvisioningAction,
        batch::Batch,
        notices::{Notices, Severity},
    },
};

/// The codes that say that there is no such session any more (contract, section 9).
const GONE: [&str; 3] = [
    "SESSION_NOT_FOUND",
    "SESSION_EXPIRED",
    "SESSION_ALREADY_CLOSED",
];
/// The code of a start while another session runs.
const ALREADY_ACTIVE: &str = "SESSION_ALREADY_ACTIVE";

/// What the tab is about.
#[derive(Debug)]
pub enum Phase {
    /// A session is known by its id alone and is being read.
    Looking {
        /// Which one.
        id: SessionId,
        /// Since when.
        since: Instant,
        /// Why it could not be read so far.
        problem: Option<Box<Problem>>,
    },
    /// No session is open here: the start form.
    Idle(Idle),
    /// A session, running or just ended.
    Open(Box<Batch>),
}

/// What the start form needs to know beside what is typed.
#[derive(Debug, Default)]
pub struct Idle {
    /// Since when the Pi has been asked to start.
    pub starting: Option<Instant>,
    /// Why the last start failed.
    pub problem: Option<Problem>,
    /// A session that runs on the Pi, begun elsewhere; the name of its network, if it is known.
    pub elsewhere: Option<(SessionId, Option<String>)>,
}

/// The state of the tab.
#[derive(Debug)]
pub struct Provisioning {
    /// What it is about.
    pub phase: Phase,
    /// The onboarding network.
    pub network: OnboardingNetwork,
}

impl Provisioning {
    /// Begins with the session remembered from an earlier run, if there is one.
    #[must_use]
    pub fn new(remembered: Option<SessionId>, now: Now) -> Self {
        Self {
            phase: remembered.map_or_else(|| Phase::Idle(Idle::default()), |id| looking(id, now)),
            network: OnboardingNetwork::default(),
        }
    }

    /// The session to follow and to remember. `None` also once it is over.
    #[must_use]
    pub fn session_id(&self) -> Option<&SessionId> {
        match &self.phase {
            Phase::Looking { id, .. } => Some(id),
            Phase::Open(batch) if !batch.is_over() => Some(&batch.session.id),
            Phase::Open(_) | Phase::Idle(_) => None,
        }
    }

    /// Whether seconds that the screen shows are running.
    #[must_use]
    pub fn is_timed(&self) -> bool {
        match &self.phase {
            Phase::Looking { .. } => true,
            Phase::Idle(idle) => idle.starting.is_some(),
            Phase::Open(batch) => !batch.is_over(),
        }
    }

    pub(super) fn handle_snapshot(
        &mut self,
        snapshot: SessionSnapshot,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        if let Some(network) = snapshot.network.clone() {
            self.network.merge(network);
        }
        match &mut self.phase {
            Phase::Looking { id, .. } if *id == snapshot.session.id => {
                if snapshot.session.state == SessionState::Closed {
                    return Some(self.forget("The last session is over.", notices, now));
                }
                notices.log(Severity::Info, format!("Session {id} is open"), now);
                self.phase = Phase::Open(Box::new(Batch::open(snapshot, now)));
            }
            Phase::Open(batch) if batch.session.id == snapshot.session.id => {
                batch.replace(snapshot, notices, now);
            }
            Phase::Looking { .. } | Phase::Idle(_) | Phase::Open(_) => {}
        }
        None
    }

    pub(super) fn handle_unread(
        &mut self,
        id: &SessionId,
        problem: Problem,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        notices.problem("Reading the session", &problem, now);
        let gone = GONE.contains(&problem.code.as_str());
        match &mut self.phase {
            Phase::Looking {
                id: looked_for,
                problem: shown,
                ..
            } if looked_for == id => {
                if gone {
                    return Some(self.forget(
                        "The last session is not on this Pi any more.",
                        notices,
                        now,
                    ));
                }
                *shown = Some(Box::new(problem));
            }
            Phase::Open(batch) if batch.session.id == *id => {
                if gone && !batch.is_over() {
                    batch.set_session(
                        Session {
                            state: SessionState::Closed,
                            ..batch.session.clone()
                        },
                        now,
                    );
                }
                batch.problem = Some(problem);
            }
            Phase::Looking { .. } | Phase::Idle(_) | Phase::Open(_) => {}
        }
        None
    }

    /// Gives a session up that is over, and listens for any other.
    fn forget(&mut self, why: &str, notices: &mut Notices, now: Now) -> Command {
        notices.log(Severity::Info, why, now);
        self.phase = Phase::Idle(Idle::default());
        Command::Follow(None)
    }

    pub(super) fn handle_batch_event(
        &mut self,
        event: BatchEvent,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        match event {
            BatchEvent::Heartbeat => {}
            BatchEvent::Network(network) => self.network.merge(network),
            BatchEvent::Trouble(problem) => {
                notices.problem("The Pi reports trouble", &problem, now);
            }
            BatchEvent::TimeoutWarning(session) => {
                notices.log(Severity::Warning, "The session runs out soon", now);
                self.session_is_now(session, notices, now);
            }
            BatchEvent::Session(session) => self.session_is_now(session, notices, now),
            BatchEvent::Candidate(update) => self.candidate_is_now(update, notices, now),
        }
        None
    }

    fn session_is_now(&mut self, session: Session, notices: &mut Notices, now: Now) {
        match &mut self.phase {
            Phase::Open(batch) if batch.session.id == session.id => {
                if session.state != batch.session.state {
                    notices.log(Severity::Info, format!("Session: {:?}", session.state), now);
                }
                batch.set_session(session, now);
                batch.refresh();
            }
            Phase::Idle(idle) if session.state.is_ending() => {
                idle.elsewhere.take_if(|(id, _)| *id == session.id);
            }
            Phase::Idle(idle) => idle.elsewhere = Some((session.id, Some(session.target_ssid))),
            Phase::Looking { .. } | Phase::Open(_) => {}
        }
    }

    fn candidate_is_now(&mut self, update: CandidateUpdate, notices: &mut Notices, now: Now) {
        match &mut self.phase {
            Phase::Open(batch) => {
                let other = update
                    .session_id
                    .as_ref()
                    .is_some_and(|id| *id != batch.session.id);
                if !other {
                    batch.apply(update, notices, now);
                }
            }
            Phase::Idle(idle) if idle.elsewhere.is_none() => {
                idle.elsewhere = update.session_id.map(|id| (id, None));
            }
            Phase::Idle(_) | Phase::Looking { .. } => {}
        }
    }

    pub(super) fn handle_reply(
        &mut self,
        reply: Reply,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        match reply {
            Reply::Started(result) => self.started(result, notices, now),
            Reply::Session(id, verb, result) => {
                if let Some(batch) = self.open_batch(&id) {
                    batch.session_answered(verb, result, notices, now);
                }
            }
            Reply::Device(id, mac, verb, result) => {
                if let Some(batch) = self.open_batch(&id) {
                    batch.device_answered(mac, verb, result, notices, now);
                }
            }
        }
        None
    }

    fn started(
        &mut self,
        result: Result<Box<SessionSnapshot>, Box<Problem>>,
        notices: &mut Notices,
        now: Now,
    ) {
        match (result, &mut self.phase) {
            (Ok(snapshot), Phase::Idle(_)) => {
                notices.log(
                    Severity::Info,
                    format!("Session {} started", snapshot.session.id),
                    now,
                );
                self.phase = Phase::Open(Box::new(Batch::open(*snapshot, now)));
            }
            (Err(problem), Phase::Idle(idle)) => {
                notices.problem("Start session", &problem, now);
                idle.starting = None;
                if problem.code == ALREADY_ACTIVE && idle.elsewhere.is_none() {
                    idle.elsewhere = named_session(&problem).map(|id| (id, None));
                }
                idle.problem = Some(*problem);
            }
            (_, Phase::Looking { .. } | Phase::Open(_)) => {}
        }
    }

    fn open_batch(&mut self, id: &SessionId) -> Option<&mut Batch> {
        match &mut self.phase {
            Phase::Open(batch) if batch.session.id == *id => Some(batch),
            Phase::Open(_) | Phase::Looking { .. } | Phase::Idle(_) => None,
        }
    }

    pub(super) fn handle_action(
        &mut self,
        action: ProvisioningAction,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        match (action, &mut self.phase) {
            (ProvisioningAction::Start(request), Phase::Idle(idle)) if idle.starting.is_none() => {
                idle.starting = Some(now.instant);
                idle.problem = None;
                Some(Command::Start(request))
            }
            (ProvisioningAction::Show(id), _) => {
                self.phase = looking(id.clone(), now);
                Some(Command::Follow(Some(id)))
            }
            (ProvisioningAction::Leave, Phase::Open(_) | Phase::Looking { .. }) => {
                self.phase = Phase::Idle(Idle::default());
                Some(Command::Follow(None))
            }
            (action, Phase::Open(batch)) => batch.handle_action(action, notices, now),
            _ => None,
        }
    }
}

fn looking(id: SessionId, now: Now) -> Phase {
    Phase::Looking {
        id,
        since: now.instant,
        problem: None,
    }
}

/// The session that a refusal names. Ids are opaque, but those in the field begin like this; a miss only means that
/// the person is offered the session with its next event instead of at once.
fn named_session(problem: &Problem) -> Option<SessionId> {
    let texts = [problem.details.as_deref(), Some(problem.summary.as_str())];
    let words = texts
        .into_iter()
        .flatten()
        .flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-'));
    words
        .into_iter()
        .find(|word| word.starts_with("sess_"))
        .map(SessionId::new)
}

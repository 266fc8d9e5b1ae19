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
    features::provisioning::{batch::Batch, card_list::Filter},
    i18n,
    messages::{BatchEvent, Command},
    model::{
        notices::{Notices, Severity},
        refusals::is_gone,
    },
    tr,
};

/// The code of a session that the Pi does not run: after a restart it may be one that can be resumed (contract, section 10).
const NOT_FOUND: &str = "SESSION_NOT_FOUND";

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
}

/// A session that runs on the Pi and is not shown here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// Its name at the Pi.
    pub id: SessionId,
    /// The network that its cameras shall join, if it is known.
    pub target_ssid: Option<String>,
}

/// The state of the tab.
#[derive(Debug)]
pub struct Provisioning {
    /// What it is about.
    pub phase: Phase,
    /// The onboarding network.
    pub network: OnboardingNetwork,
    /// A session begun by somebody else, or left here while it was being read.
    pub elsewhere: Option<Elsewhere>,
    /// Which cards the last run showed: as long as it is the same session, the person finds it as they left it.
    pub filter_before: Filter,
}

impl Provisioning {
    /// Begins with the session remembered from an earlier run, if there is one.
    #[must_use]
    pub fn new(remembered: Option<SessionId>, now: Now) -> Self {
        Self {
            phase: remembered.map_or_else(|| Phase::Idle(Idle::default()), |id| looking(id, now)),
            network: OnboardingNetwork::default(),
            elsewhere: None,
            filter_before: Filter::default(),
        }
    }

    /// Which cards are shown.
    #[must_use]
    pub fn filter(&self) -> Filter {
        match &self.phase {
            Phase::Open(batch) if !batch.is_over() => batch.list.filter,
            Phase::Open(_) | Phase::Idle(_) | Phase::Looking { .. } => Filter::default(),
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
            Phase::Open(batch) => !batch.is_over() || batch.retry.is_waiting(),
        }
    }

    /// What is asked of the Pi again because it refused and the time has come.
    pub(crate) fn due(&mut self, now: Now) -> Option<Command> {
        match &mut self.phase {
            Phase::Open(batch) => batch.due(now),
            Phase::Idle(_) | Phase::Looking { .. } => None,
        }
    }

    pub(crate) fn handle_snapshot(
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
                    return Some(self.forget(tr!("notice-last-session-over"), notices, now));
                }
                let text = tr!("notice-session-open", id = id.as_str());
                notices.log(Severity::Info, text, now);
                let mut batch = Batch::open(snapshot, now);
                batch.list.filter = self.filter_before;
                batch.refresh();
                self.phase = Phase::Open(Box::new(batch));
            }
            Phase::Open(batch) if batch.session.id == snapshot.session.id => {
                batch.replace(snapshot, notices, now);
            }
            Phase::Looking { .. } | Phase::Idle(_) | Phase::Open(_) => {}
        }
        None
    }

    pub(crate) fn handle_unread(
        &mut self,
        id: &SessionId,
        problem: Problem,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        let gone = is_gone(&problem);
        let shown = match &mut self.phase {
            Phase::Looking { id: wanted, .. } if wanted == id && gone => {
                return Some(self.forget(tr!("notice-last-session-gone"), notices, now));
            }
            Phase::Looking {
                id: wanted,
                problem,
                ..
            } if wanted == id => problem,
            Phase::Open(batch) if batch.session.id == *id => {
                if problem.code == NOT_FOUND && !batch.is_over() {
                    batch.interrupted = true;
                } else if gone {
                    batch.close(now);
                }
                &mut batch.unread
            }
            Phase::Looking { .. } | Phase::Idle(_) | Phase::Open(_) => return None,
        };
        // It is read again and again: only another reason is news.
        if shown
            .as_ref()
            .is_none_or(|before| before.code != problem.code)
        {
            notices.problem(&tr!("notice-reading-session"), &problem, now);
        }
        *shown = Some(Box::new(problem));
        None
    }

    /// Gives a session up that is over, and listens for any other.
    fn forget(&mut self, why: String, notices: &mut Notices, now: Now) -> Command {
        notices.log(Severity::Info, why, now);
        self.phase = Phase::Idle(Idle::default());
        Command::Follow(None)
    }

    pub(crate) fn handle_batch_event(
        &mut self,
        event: BatchEvent,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        match event {
            BatchEvent::Heartbeat => {}
            BatchEvent::Network(network) => self.network.merge(network),
            BatchEvent::Trouble(problem) => {
                notices.problem(&tr!("notice-pi-trouble"), &problem, now);
            }
            BatchEvent::TimeoutWarning(session) => {
                notices.log(Severity::Warning, tr!("notice-session-runs-out"), now);
                return self.session_is_now(session, notices, now);
            }
            BatchEvent::Session(session) => return self.session_is_now(session, notices, now),
            BatchEvent::Candidate(update) => self.candidate_is_now(update, notices, now),
        }
        None
    }

    fn session_is_now(
        &mut self,
        session: Session,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        match &mut self.phase {
            Phase::Open(batch) if batch.session.id == session.id => {
                if session.state != batch.session.state {
                    let state = i18n::session_state(&session.state);
                    notices.log(Severity::Info, tr!("notice-session-is", state = state), now);
                }
                let resumed = std::mem::take(&mut batch.interrupted);
                batch.set_session(session, now);
                batch.refresh();
                if resumed {
                    // By another console: what its cameras are doing has to be read.
                    return Some(Command::Follow(Some(batch.session.id.clone())));
                }
            }
            Phase::Looking { id, .. } if *id == session.id => {}
            Phase::Looking { .. } | Phase::Idle(_) | Phase::Open(_) => self.other_session(session),
        }
        None
    }

    fn other_session(&mut self, session: Session) {
        if session.state.is_ending() {
            self.elsewhere.take_if(|other| other.id == session.id);
            return;
        }
        self.elsewhere = Some(Elsewhere {
            id: session.id,
            target_ssid: Some(session.target_ssid).filter(|ssid| !ssid.is_empty()),
        });
    }

    fn candidate_is_now(&mut self, update: CandidateUpdate, notices: &mut Notices, now: Now) {
        let told = update.session_id.as_ref();
        match &mut self.phase {
            Phase::Open(batch) if told.is_none_or(|id| *id == batch.session.id) => {
                batch.apply(update, notices, now);
            }
            Phase::Idle(_) | Phase::Open(_) if self.elsewhere.is_none() => {
                let id = update.session_id;
                self.elsewhere = id.map(|id| Elsewhere {
                    id,
                    target_ssid: None,
                });
            }
            Phase::Looking { .. } | Phase::Idle(_) | Phase::Open(_) => {}
        }
    }

    /// Once the open session is over, any session is of interest again.
    pub(crate) fn release(&mut self) -> Option<Command> {
        match &mut self.phase {
            Phase::Open(batch) if batch.is_over() && !batch.released => {
                batch.released = true;
                Some(Command::Follow(None))
            }
            Phase::Open(_) | Phase::Looking { .. } | Phase::Idle(_) => None,
        }
    }
}

pub(crate) fn looking(id: SessionId, now: Now) -> Phase {
    Phase::Looking {
        id,
        since: now.instant,
        problem: None,
    }
}

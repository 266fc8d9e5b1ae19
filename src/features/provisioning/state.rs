//! The state of the provisioning tab: no session, a session that is being read, or an open session.

use std::time::Instant;

use crate::{
    domain::{
        candidate::CandidateUpdate,
        clock::Now,
        network::OnboardingNetwork,
        problem::{ErrorCode, Problem},
        session::{Session, SessionId, SessionSnapshot, SessionState},
    },
    features::provisioning::{batch::Batch, card_list::Filter, intent::ProvisioningIntent},
    i18n,
    messages::{BatchEvent, Command, Reply},
    model::{
        notices::{Notices, Severity},
        refusals::{is_gone, named_session},
    },
    tr,
};

/// What the tab shows.
#[derive(Debug)]
pub enum Phase {
    /// A session of which only the id is known is being read.
    Looking {
        /// The session.
        id: SessionId,
        /// Since when it is being read.
        since: Instant,
        /// Why the last attempt to read it failed.
        problem: Option<Box<Problem>>,
    },
    /// The start form.
    Idle(Idle),
    /// A session, running or just ended.
    Open(Box<Batch>),
}

/// What the start form shows besides the text that is typed.
#[derive(Debug, Default)]
pub struct Idle {
    /// When the Pi was asked to start a session, until it answers.
    pub starting: Option<Instant>,
    /// Why the last start failed.
    pub problem: Option<Problem>,
}

/// A session that runs on the Pi and is not shown here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherSession {
    /// The id that the Pi gave it.
    pub id: SessionId,
    /// The network that its cameras join, if it is known.
    pub target_ssid: Option<String>,
}

impl OtherSession {
    fn known_by_id(id: SessionId) -> Self {
        Self {
            id,
            target_ssid: None,
        }
    }
}

/// The state of the tab.
#[derive(Debug)]
pub struct Provisioning {
    /// What the tab shows.
    pub phase: Phase,
    /// The onboarding network.
    pub network: OnboardingNetwork,
    /// A session that somebody else started, or that was left here while it was being read.
    pub other_session: Option<OtherSession>,
    /// The filter of the previous run. It applies again if the same session is opened.
    pub previous_filter: Filter,
}

impl Provisioning {
    /// Reads the session remembered from an earlier run, or shows the start form if there is none.
    #[must_use]
    pub fn new(remembered: Option<SessionId>, now: Now) -> Self {
        Self {
            phase: remembered.map_or_else(|| Phase::Idle(Idle::default()), |id| looking(id, now)),
            network: OnboardingNetwork::default(),
            other_session: None,
            previous_filter: Filter::default(),
        }
    }

    /// The filter of the cards.
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

    /// The open session, running or just ended.
    #[must_use]
    pub fn batch(&self) -> Option<&Batch> {
        match &self.phase {
            Phase::Open(batch) => Some(batch),
            Phase::Idle(_) | Phase::Looking { .. } => None,
        }
    }

    /// Whether a restart of the Pi interrupted the open session.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.batch().is_some_and(|batch| batch.interrupted)
    }

    /// Whether the tab shows a time that changes each second.
    #[must_use]
    pub fn is_timed(&self) -> bool {
        match &self.phase {
            Phase::Looking { .. } => true,
            Phase::Idle(idle) => idle.starting.is_some(),
            Phase::Open(batch) => !batch.is_over() || batch.retry.is_waiting(),
        }
    }

    /// The command to send now: a refused one whose retry is due.
    pub(crate) fn due(&mut self, now: Now) -> Option<Command> {
        match &mut self.phase {
            Phase::Open(batch) => batch.due(now),
            Phase::Idle(_) | Phase::Looking { .. } => None,
        }
    }

    /// Once the open session is over, the client follows any session again.
    pub(crate) fn release(&mut self) -> Option<Command> {
        match &mut self.phase {
            Phase::Open(batch) if batch.is_over() && !batch.released => {
                batch.released = true;
                Some(Command::Follow(None))
            }
            Phase::Open(_) | Phase::Looking { .. } | Phase::Idle(_) => None,
        }
    }

    pub(crate) fn handle_intent(
        &mut self,
        intent: ProvisioningIntent,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        match (intent, &mut self.phase) {
            (ProvisioningIntent::Start(request), Phase::Idle(idle)) if idle.starting.is_none() => {
                idle.starting = Some(now.instant);
                idle.problem = None;
                Some(Command::Start(request))
            }
            (ProvisioningIntent::Show(id), _) => Some(self.show(id, now)),
            (ProvisioningIntent::Leave, Phase::Looking { id, .. }) => {
                let id = id.clone();
                self.other_session = Some(OtherSession::known_by_id(id));
                self.phase = Phase::Idle(Idle::default());
                Some(Command::Follow(None))
            }
            (ProvisioningIntent::Leave, Phase::Open(batch)) if batch.is_over() => {
                self.phase = Phase::Idle(Idle::default());
                None
            }
            (ProvisioningIntent::Leave, Phase::Open(batch)) if batch.interrupted => {
                self.phase = Phase::Idle(Idle::default());
                Some(Command::Follow(None))
            }
            (intent, Phase::Open(batch)) => batch.handle_intent(intent, notices, now),
            (_, Phase::Idle(_) | Phase::Looking { .. }) => None,
        }
    }

    /// Shows a session that runs on the Pi.
    pub(crate) fn show(&mut self, id: SessionId, now: Now) -> Command {
        self.other_session = None;
        match &mut self.phase {
            Phase::Open(batch) if batch.session.id == id => batch.interrupted = false,
            Phase::Open(_) | Phase::Looking { .. } | Phase::Idle(_) => {
                self.phase = looking(id.clone(), now);
            }
        }
        Command::Follow(Some(id))
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
                batch.list.filter = self.previous_filter;
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

    pub(crate) fn handle_snapshot_failed(
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
                // After a restart of the Pi it may be one that can be resumed (contract, section 10).
                if problem.error_code() == Some(ErrorCode::SessionNotFound) && !batch.is_over() {
                    batch.interrupted = true;
                } else if gone {
                    batch.close(now);
                }
                &mut batch.unread
            }
            Phase::Looking { .. } | Phase::Idle(_) | Phase::Open(_) => return None,
        };
        // The session is read again and again: only another cause is logged.
        if shown
            .as_ref()
            .is_none_or(|before| before.kind != problem.kind)
        {
            notices.problem(&tr!("notice-reading-session"), &problem, now);
        }
        *shown = Some(Box::new(problem));
        None
    }

    /// Shows the start form instead of a session that is over, and follows any session.
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
                notices.problem(&tr!("notice-pi-problem"), &problem, now);
            }
            BatchEvent::TimeoutWarning(session) => {
                notices.log(Severity::Warning, tr!("notice-session-expires-soon"), now);
                return self.update_session(session, notices, now);
            }
            BatchEvent::Session(session) => return self.update_session(session, notices, now),
            BatchEvent::Candidate(update) => self.update_candidate(update, notices, now),
        }
        None
    }

    fn update_session(
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
                    // Another console resumed it: the state of its cameras has to be read.
                    return Some(Command::Follow(Some(batch.session.id.clone())));
                }
            }
            Phase::Looking { id, .. } if *id == session.id => {}
            Phase::Looking { .. } | Phase::Idle(_) | Phase::Open(_) => {
                self.update_other_session(session);
            }
        }
        None
    }

    fn update_other_session(&mut self, session: Session) {
        if session.state.is_ending() {
            self.other_session.take_if(|other| other.id == session.id);
            return;
        }
        self.other_session = Some(OtherSession {
            id: session.id,
            target_ssid: Some(session.target_ssid).filter(|ssid| !ssid.is_empty()),
        });
    }

    fn update_candidate(&mut self, update: CandidateUpdate, notices: &mut Notices, now: Now) {
        let session_id = update.session_id.as_ref();
        match &mut self.phase {
            Phase::Open(batch) if session_id.is_none_or(|id| *id == batch.session.id) => {
                batch.apply(update, notices, now);
            }
            Phase::Idle(_) | Phase::Open(_) if self.other_session.is_none() => {
                self.other_session = update.session_id.map(OtherSession::known_by_id);
            }
            Phase::Looking { .. } | Phase::Idle(_) | Phase::Open(_) => {}
        }
    }

    pub(crate) fn handle_reply(&mut self, reply: Reply, notices: &mut Notices, now: Now) {
        match reply {
            Reply::Started(result) => self.handle_started(result, notices, now),
            Reply::Session(id, verb, result) => {
                if let Some(batch) = self.open_batch(&id) {
                    batch.handle_session_reply(verb, result, notices, now);
                }
            }
            Reply::Device(id, mac, verb, result) => {
                if let Some(batch) = self.open_batch(&id) {
                    batch.handle_device_reply(mac, verb, result, notices, now);
                }
            }
        }
    }

    fn handle_started(
        &mut self,
        result: Result<Box<SessionSnapshot>, Box<Problem>>,
        notices: &mut Notices,
        now: Now,
    ) {
        match (result, &mut self.phase) {
            // The client follows the new session from now on, whatever is shown by now.
            (Ok(snapshot), _) => {
                let text = tr!("notice-session-started", id = snapshot.session.id.as_str());
                notices.log(Severity::Info, text, now);
                self.phase = Phase::Open(Box::new(Batch::started(*snapshot, now)));
            }
            (Err(problem), Phase::Idle(idle)) => {
                notices.problem(&tr!("notice-start-session"), &problem, now);
                idle.starting = None;
                if problem.error_code() == Some(ErrorCode::SessionAlreadyActive)
                    && self.other_session.is_none()
                {
                    self.other_session = named_session(&problem).map(OtherSession::known_by_id);
                }
                idle.problem = Some(*problem);
            }
            (Err(problem), Phase::Looking { .. } | Phase::Open(_)) => {
                notices.problem(&tr!("notice-start-session"), &problem, now);
            }
        }
    }

    fn open_batch(&mut self, id: &SessionId) -> Option<&mut Batch> {
        match &mut self.phase {
            Phase::Open(batch) if batch.session.id == *id => Some(batch),
            Phase::Open(_) | Phase::Looking { .. } | Phase::Idle(_) => None,
        }
    }

    /// Only these sessions can be resumed: an interrupted session that is not among them is over.
    pub(crate) fn handle_recoverable(&mut self, ids: &[SessionId], now: Now) {
        if let Phase::Open(batch) = &mut self.phase
            && batch.interrupted
            && !ids.contains(&batch.session.id)
        {
            batch.close(now);
        }
    }

    /// Opens a session that was resumed. The open session keeps what is known of it.
    pub(crate) fn handle_resumed(
        &mut self,
        snapshot: SessionSnapshot,
        notices: &mut Notices,
        now: Now,
    ) {
        match &mut self.phase {
            Phase::Open(batch) if batch.session.id == snapshot.session.id => {
                batch.replace(snapshot, notices, now);
            }
            Phase::Open(_) | Phase::Looking { .. } | Phase::Idle(_) => {
                self.other_session = None;
                self.phase = Phase::Open(Box::new(Batch::open(snapshot, now)));
            }
        }
    }

    /// An interrupted session was discarded or has expired: it cannot be resumed any more.
    pub(crate) fn handle_ended(&mut self, id: &SessionId, now: Now) {
        if let Phase::Open(batch) = &mut self.phase
            && batch.interrupted
            && batch.session.id == *id
        {
            batch.close(now);
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

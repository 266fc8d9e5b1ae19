//! The state of the provisioning tab: no session, a session that is being read, or an open session.

use std::{
    collections::VecDeque,
    mem,
    time::{Duration, Instant},
};

use crate::{
    domain::{
        canary::Canary,
        candidate::CandidateUpdate,
        clock::{self, Now},
        mac::MacAddr,
        network::{OnboardingNetwork, Ssid},
        pi_health::PiHealth,
        position_list::SiteLists,
        position_plan::PositionPlan,
        preflight::Scan,
        problem::{ErrorCode, Problem},
        session::{Session, SessionId, SessionSnapshot, SessionState, StartRequest},
    },
    features::provisioning::{
        batch::Batch,
        card_list::CardFilter,
        intent::{PositionIntent, ProvisioningIntent},
        network_scan::NetworkScan,
    },
    messages::{BatchEvent, Command, Reply},
    model::{
        notices::{Notices, Severity},
        retry_countdown::RetryCountdown,
    },
    tr,
};

/// How long a typed passphrase is kept that is not sent yet, or waits to be sent again.
pub(crate) const PASSPHRASE_LIFETIME: Duration = Duration::from_mins(5);

/// How long this console keeps the passphrase of the last start for the next session.
const LAST_START_LIFETIME: Duration = Duration::from_hours(1);

/// The number of ended sessions that are remembered.
const MAX_ENDED: usize = 8;

/// What the tab shows.
#[derive(Debug)]
pub enum Phase {
    /// A session of which only the id is known is being read.
    Reading {
        /// The session.
        id: SessionId,
        /// Since when it is being read.
        since: Instant,
        /// Why the last attempt to read it failed.
        problem: Option<Box<Problem>>,
    },
    /// The start form.
    Idle(Box<Idle>),
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
    /// When that start is sent again.
    pub retry: RetryCountdown,
    /// The start that is under way or is sent again.
    request: Option<RequestedStart>,
}

#[derive(Debug)]
struct RequestedStart {
    request: StartRequest,
    /// When the person asked for it.
    at: Instant,
    /// Whether it is kept for the next session once the Pi has answered.
    is_kept: bool,
}

impl RequestedStart {
    fn slept(&mut self, by: Duration) {
        self.at = clock::before(self.at, by);
    }
}

impl Idle {
    /// Whether a start is under way or is sent again.
    #[must_use]
    pub fn is_starting(&self) -> bool {
        self.starting.is_some() || self.retry.is_waiting()
    }

    fn start(&mut self, request: StartRequest, now: Now) -> Option<Command> {
        self.retry.over();
        self.request = Some(RequestedStart {
            request,
            at: now.instant,
            is_kept: true,
        });
        self.send(now)
    }

    fn send(&mut self, now: Now) -> Option<Command> {
        let requested = self.request.as_ref()?;
        self.starting = Some(now.instant);
        self.problem = None;
        Some(Command::Start(requested.request.clone()))
    }

    /// The passphrase is not kept for longer than its lifetime: after a longer wait the person has to
    /// start again.
    fn failed(&mut self, problem: Problem, now: Now) {
        self.starting = None;
        // Without an HTTP status the Pi may have done it: a person has to look first.
        if problem.http_status.is_some() {
            self.retry.failed(&problem, now);
        }
        let kept_for = self.request.as_ref().map_or(Duration::ZERO, |requested| {
            PASSPHRASE_LIFETIME.saturating_sub(now.since(requested.at))
        });
        let wait = self.retry.left(now);
        if wait.is_some_and(|(wait, _)| wait >= kept_for) {
            self.retry.stop();
        }
        if !self.retry.is_waiting() {
            self.request = None;
        }
        self.problem = Some(problem);
    }

    fn retry_now(&mut self, now: Now) -> Option<Command> {
        self.retry.now();
        self.send(now)
    }

    fn stop_retrying(&mut self) {
        self.retry.stop();
        self.request = None;
    }

    /// The start whose retry is due.
    fn due(&mut self, now: Now) -> Option<Command> {
        let is_due = self.retry.is_due(now);
        is_due.then(|| self.send(now)).flatten()
    }
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

/// The positions of a session that is not shown.
#[derive(Debug)]
struct RestoredPositions {
    session: SessionId,
    /// The network of that session, if it was left here.
    network: Option<String>,
    plan: PositionPlan,
}

impl RestoredPositions {
    /// Whether they are of this session, or of the one before it with the same network: the cameras are
    /// still where they were.
    fn are_of(&self, session: &Session) -> bool {
        self.session == session.id || self.network.as_ref() == Some(&session.target_ssid)
    }
}

/// The state of the tab.
#[derive(Debug)]
pub struct Provisioning {
    /// What the tab shows.
    pub phase: Phase,
    /// The onboarding network.
    pub network: OnboardingNetwork,
    /// The networks that the Pi sees, for the name in the start form.
    pub network_scan: NetworkScan,
    /// A session that somebody else started, or that was left here while it was being read.
    pub other_session: Option<OtherSession>,
    /// The sessions that ended last: late events about their cameras do not mean that they run.
    ended: VecDeque<SessionId>,
    /// The filter of the previous run. It applies again if the same session is opened.
    pub previous_filter: CardFilter,
    /// The last start that succeeded, for another session with the same network. Its passphrase is
    /// wiped with it.
    last_start: Option<RequestedStart>,
    /// Whether one camera goes ahead of the others.
    tries_one_first: bool,
    /// The camera that an earlier run has sent ahead in the session that is being read.
    restored_canary: Option<(SessionId, Canary)>,
    /// The positions of the session that is being read, or that was left.
    restored_positions: Option<RestoredPositions>,
    /// The lists of positions, by the network of the session.
    pub site_lists: SiteLists,
    /// The client still follows a session that was left: it is to follow any.
    follows_left_session: bool,
    /// The Pi has to be asked whether it still runs the other session.
    asks_for_other: bool,
}

impl Provisioning {
    /// Reads the session remembered from an earlier run, or shows the start form if there is none.
    #[must_use]
    pub fn new(remembered: Option<SessionId>, now: Now) -> Self {
        Self {
            phase: remembered.map_or_else(|| Phase::Idle(Box::default()), |id| reading(id, now)),
            network: OnboardingNetwork::default(),
            network_scan: NetworkScan::default(),
            other_session: None,
            ended: VecDeque::new(),
            previous_filter: CardFilter::default(),
            last_start: None,
            tries_one_first: true,
            restored_canary: None,
            restored_positions: None,
            site_lists: SiteLists::default(),
            follows_left_session: false,
            asks_for_other: false,
        }
    }

    /// The network of the last start, if another session can be started with it.
    #[must_use]
    pub fn last_network(&self) -> Option<&Ssid> {
        self.last_start.as_ref().map(|last| &last.request.ssid)
    }

    /// Sends one camera ahead of the others from now on, or does not. A person may have decided for
    /// the open session.
    pub(crate) fn set_tries_one_first(&mut self, is_on: bool) {
        let has_changed = mem::replace(&mut self.tries_one_first, is_on) != is_on;
        if has_changed && let Phase::Open(batch) = &mut self.phase {
            batch.set_tries_one_first(is_on);
        }
    }

    /// The camera that goes ahead of the others in the session to remember.
    #[must_use]
    pub fn canary(&self) -> Option<&Canary> {
        match &self.phase {
            Phase::Reading { id, .. } => {
                let restored = self.restored_canary.as_ref();
                let restored = restored.filter(|(session, _)| session == id);
                restored.map(|(_, canary)| canary)
            }
            Phase::Open(batch) if !batch.is_over() => batch.canary.as_ref(),
            Phase::Open(_) | Phase::Idle(_) => None,
        }
    }

    /// An earlier run has sent this camera ahead in that session.
    pub(crate) fn restore_canary(&mut self, session: SessionId, canary: Canary) {
        self.restored_canary = Some((session, canary));
    }

    /// The positions in the session to remember.
    #[must_use]
    pub fn positions(&self) -> Option<&PositionPlan> {
        match &self.phase {
            Phase::Reading { id, .. } => {
                let restored = self.restored_positions.as_ref();
                let restored = restored.filter(|restored| restored.session == *id);
                restored.map(|restored| &restored.plan)
            }
            Phase::Open(batch) if !batch.is_over() => batch.positions.as_ref(),
            Phase::Open(_) | Phase::Idle(_) => None,
        }
    }

    /// An earlier run had these positions in that session.
    pub(crate) fn restore_positions(&mut self, session: SessionId, plan: PositionPlan) {
        self.restored_positions = Some(RestoredPositions {
            session,
            network: None,
            plan,
        });
    }

    /// Shows an open session.
    fn open(&mut self, mut batch: Batch) {
        batch.tries_one_first = self.tries_one_first;
        if let Some((session, canary)) = self.restored_canary.take()
            && session == batch.session.id
        {
            batch.restore_canary(canary);
        }
        if let Some(restored) = self.restored_positions.take()
            && restored.are_of(&batch.session)
        {
            batch.restore_positions(restored.plan);
        }
        self.network_scan.leave();
        self.phase = Phase::Open(Box::new(batch));
    }

    /// Wipes the passphrase of the last start.
    pub(crate) fn forget_last_start(&mut self) {
        self.last_start = None;
        if let Phase::Idle(idle) = &mut self.phase
            && let Some(start) = &mut idle.request
        {
            start.is_kept = false;
        }
    }

    fn expire_last_start(&mut self, now: Now) {
        let is_over = self.last_start_left(now) == Some(Duration::ZERO);
        self.last_start.take_if(|_| is_over);
    }

    /// The time until the passphrase of the last start is wiped, if there is one.
    pub(crate) fn last_start_left(&self, now: Now) -> Option<Duration> {
        let last = self.last_start.as_ref()?;
        Some(LAST_START_LIFETIME.saturating_sub(now.since(last.at)))
    }

    /// The filter of the cards.
    #[must_use]
    pub fn filter(&self) -> CardFilter {
        match &self.phase {
            Phase::Open(batch) if !batch.is_over() => batch.list.filter,
            Phase::Open(_) | Phase::Idle(_) | Phase::Reading { .. } => CardFilter::default(),
        }
    }

    /// The session to follow and to remember. `None` also once it is over.
    #[must_use]
    pub fn session_id(&self) -> Option<&SessionId> {
        match &self.phase {
            Phase::Reading { id, .. } => Some(id),
            Phase::Open(batch) if !batch.is_over() => Some(&batch.session.id),
            Phase::Open(_) | Phase::Idle(_) => None,
        }
    }

    /// The open session, running or just ended.
    #[must_use]
    pub fn batch(&self) -> Option<&Batch> {
        match &self.phase {
            Phase::Open(batch) => Some(batch),
            Phase::Idle(_) | Phase::Reading { .. } => None,
        }
    }

    /// As [`Batch::keep_once_allowed`], for the open session.
    pub(crate) fn keep_once_allowed(&mut self, will_be_listed: impl Fn(MacAddr) -> bool) {
        if let Phase::Open(batch) = &mut self.phase {
            batch.keep_once_allowed(will_be_listed);
        }
    }

    /// Whether a restart of the Pi interrupted the open session.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.batch().is_some_and(|batch| batch.interrupted)
    }

    /// Whether the open session runs and could not be read the last time.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.batch()
            .is_some_and(|batch| batch.is_running() && batch.unread.is_some())
    }

    /// When something is due: a retry, the end of the wait for a session that has ended, or the end of
    /// the passphrase.
    pub(crate) fn next_tick(&self, now: Now) -> Option<Duration> {
        let phase = match &self.phase {
            Phase::Reading { .. } => None,
            Phase::Idle(idle) => idle.retry.next_tick(now),
            Phase::Open(batch) => batch.next_tick(now),
        };
        let passphrase = self.last_start_left(now);
        phase.into_iter().chain(passphrase).min()
    }

    /// Notes how the Pi is now: cameras that fail keep it as evidence.
    pub(crate) fn note_pi_health(&mut self, health: PiHealth) {
        if let Phase::Open(batch) = &mut self.phase {
            batch.pi = health;
        }
    }

    /// The connection to the Pi was lost, or could not be opened again.
    pub(crate) fn note_connection_lost(&mut self, now: Now) {
        if let Phase::Open(batch) = &mut self.phase {
            batch.lost_at = Some(now.instant);
        }
    }

    /// Computes what the next frame shows. Call it once after all events of a frame.
    pub(crate) fn prepare_frame(&mut self) {
        if let Phase::Open(batch) = &mut self.phase {
            batch.prepare_frame();
        }
    }

    /// This computer slept for this long.
    pub(crate) fn slept(&mut self, by: Duration) {
        match &mut self.phase {
            Phase::Open(batch) => batch.slept(by),
            Phase::Idle(idle) => {
                idle.retry.slept(by);
                idle.request.iter_mut().for_each(|start| start.slept(by));
            }
            Phase::Reading { .. } => {}
        }
        self.last_start.iter_mut().for_each(|start| start.slept(by));
    }

    /// The command to send now: a refused one whose retry is due.
    pub(crate) fn due(&mut self, now: Now) -> Option<Command> {
        self.expire_last_start(now);
        self.leave_when_over();
        if let Some(command) = self.follow_any() {
            return Some(command);
        }
        if mem::take(&mut self.asks_for_other)
            && let Some(other) = &self.other_session
        {
            return Some(Command::ReadOther(other.id.clone()));
        }
        match &mut self.phase {
            Phase::Open(batch) => batch.due(now),
            Phase::Idle(idle) => idle.due(now),
            Phase::Reading { .. } => None,
        }
    }

    /// Whether the start form is shown.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        matches!(self.phase, Phase::Idle(_))
    }

    /// The time until the Pi may be asked which networks it sees.
    pub(crate) fn next_scan_tick(&self, now: Now) -> Option<Duration> {
        let is_free = self.is_free_to_scan();
        is_free.then(|| self.network_scan.next_tick(now)).flatten()
    }

    /// While a session runs, and while cameras are on the onboarding network, the radio that looks may
    /// be the one that they need.
    fn is_free_to_scan(&self) -> bool {
        let is_idle = match &self.phase {
            Phase::Idle(idle) => !idle.is_starting(),
            Phase::Reading { .. } | Phase::Open(_) => false,
        };
        is_idle && self.other_session.is_none() && !self.network.is_in_use()
    }

    /// What is known of the networks around the Pi.
    #[must_use]
    pub fn scan_result(&self) -> Scan<'_> {
        match self.network_scan.result() {
            Scan::Pending if !self.is_free_to_scan() => Scan::NotOffered,
            result => result,
        }
    }

    /// Asks the Pi which networks it sees, while the start form is shown and no session runs.
    pub(crate) fn network_scan_due(&mut self, now: Now) -> Option<Command> {
        let is_free = self.is_free_to_scan();
        is_free.then(|| self.network_scan.due(now)).flatten()
    }

    /// Once the open session is over and its cameras are at rest, the client follows any session
    /// again.
    pub(crate) fn release(&mut self, now: Now) -> Option<Command> {
        match &mut self.phase {
            Phase::Open(batch) if !batch.released && batch.is_settled(now) => {
                batch.released = true;
                Some(Command::Follow(None))
            }
            Phase::Open(_) | Phase::Reading { .. } | Phase::Idle(_) => None,
        }
    }

    pub(crate) fn handle_intent(
        &mut self,
        intent: ProvisioningIntent,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        match (intent, &mut self.phase) {
            (ProvisioningIntent::TypeName(ssid), _) => {
                self.network_scan.type_name(ssid, now);
                None
            }
            (ProvisioningIntent::Start(request), Phase::Idle(idle)) if !idle.is_starting() => {
                idle.start(request, now)
            }
            (ProvisioningIntent::StartAgain, Phase::Idle(idle)) if !idle.is_starting() => {
                self.start_again(now)
            }
            (ProvisioningIntent::StartAgain, Phase::Open(batch)) if batch.is_over() => {
                self.start_again(now)
            }
            (ProvisioningIntent::RetryNow, Phase::Idle(idle)) if idle.starting.is_none() => {
                idle.retry_now(now)
            }
            (ProvisioningIntent::StopRetrying, Phase::Idle(idle)) => {
                idle.stop_retrying();
                None
            }
            (ProvisioningIntent::Show(id), _) => Some(self.show(id, now)),
            (ProvisioningIntent::Leave, Phase::Reading { id, .. }) => {
                let id = id.clone();
                self.other_session = Some(OtherSession::known_by_id(id));
                self.show_form();
                Some(Command::Follow(None))
            }
            (ProvisioningIntent::Leave, Phase::Open(batch))
                if batch.is_over() || batch.interrupted =>
            {
                self.show_form();
                self.follow_any()
            }
            (ProvisioningIntent::Positions(intent), Phase::Open(batch)) => {
                if let PositionIntent::Start(text) = &intent {
                    self.site_lists.keep(&batch.session.target_ssid, text);
                }
                batch.handle_position_intent(intent, notices, now);
                None
            }
            (ProvisioningIntent::ChangePassphrase, Phase::Open(batch)) if batch.is_over() => {
                self.last_start = None;
                self.show_form();
                self.follow_any()
            }
            (intent, Phase::Open(batch)) => {
                let is_wrong = matches!(intent, ProvisioningIntent::ChangePassphrase);
                self.last_start.take_if(|_| is_wrong);
                batch.handle_intent(intent, notices, now)
            }
            (_, Phase::Idle(_) | Phase::Reading { .. }) => None,
        }
    }

    /// Leaves a session that was ended for another start.
    fn leave_when_over(&mut self) {
        if let Phase::Open(batch) = &self.phase
            && batch.is_left_when_over
            && batch.is_over()
        {
            self.show_form();
        }
    }

    /// The open session is not shown any more.
    fn leave_batch(&mut self) {
        let Phase::Open(batch) = &mut self.phase else {
            return;
        };
        let (id, is_over, is_followed) =
            (batch.session.id.clone(), batch.is_over(), !batch.released);
        let plan = batch.positions.take();
        self.restored_positions = plan.map(|plan| RestoredPositions {
            session: id.clone(),
            network: Some(batch.session.target_ssid.clone()),
            plan,
        });
        self.follows_left_session |= is_followed;
        if is_over {
            self.note_ended(id);
        }
    }

    /// The client is to follow any session again, if it still follows one that was left.
    fn follow_any(&mut self) -> Option<Command> {
        let is_idle = matches!(self.phase, Phase::Idle(_));
        let is_due = mem::take(&mut self.follows_left_session) && is_idle;
        is_due.then_some(Command::Follow(None))
    }

    fn show_form(&mut self) {
        self.leave_batch();
        self.phase = Phase::Idle(Box::default());
        self.asks_for_other = true;
    }

    /// Shows the start form and starts a session as the last time.
    fn start_again(&mut self, now: Now) -> Option<Command> {
        let last = self.last_start.as_ref()?;
        let mut idle = Box::<Idle>::default();
        let command = idle.start(last.request.clone(), now);
        self.leave_batch();
        self.phase = Phase::Idle(idle);
        command
    }

    /// Shows a session that runs on the Pi.
    pub(crate) fn show(&mut self, id: SessionId, now: Now) -> Command {
        self.other_session = None;
        match &mut self.phase {
            Phase::Open(batch) if batch.session.id == id => {
                batch.resume();
            }
            Phase::Open(_) | Phase::Reading { .. } | Phase::Idle(_) => {
                self.phase = reading(id.clone(), now);
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
            Phase::Reading { id, .. } if *id == snapshot.session.id => {
                if snapshot.session.state == SessionState::Closed {
                    return Some(self.forget(
                        tr!("notice-last-session-over").to_owned(),
                        notices,
                        now,
                    ));
                }
                let text = tr!("notice-session-open", id = id.as_str());
                notices.log(Severity::Info, text, now);
                let mut batch = Batch::open(snapshot, now);
                batch.list.filter = self.previous_filter;
                batch.refresh();
                self.open(batch);
            }
            Phase::Open(batch) if batch.session.id == snapshot.session.id => {
                batch.replace(snapshot, notices, now);
            }
            Phase::Reading { .. } | Phase::Idle(_) | Phase::Open(_) => {}
        }
        None
    }

    /// Takes over a read of the session that the stream did not call for. What differs from what is
    /// shown makes one line in the event log.
    pub(crate) fn handle_checked(
        &mut self,
        snapshot: SessionSnapshot,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        if let Phase::Open(batch) = &self.phase
            && batch.session.id == snapshot.session.id
            && batch.is_running()
        {
            let differences = batch.differences(&snapshot);
            if differences > 0 {
                let text = tr!("notice-session-corrected", count = differences);
                notices.log(Severity::Warning, text, now);
            }
        }
        self.handle_snapshot(snapshot, notices, now)
    }

    pub(crate) fn handle_snapshot_failed(
        &mut self,
        id: &SessionId,
        problem: Problem,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        let gone = problem.is_session_gone();
        let shown = match &mut self.phase {
            Phase::Reading { id: wanted, .. } if wanted == id && gone => {
                return Some(self.forget(tr!("notice-last-session-gone").to_owned(), notices, now));
            }
            Phase::Reading {
                id: wanted,
                problem,
                ..
            } if wanted == id => problem,
            Phase::Open(batch) if batch.session.id == *id => {
                batch.note_failure(&problem, now);
                &mut batch.unread
            }
            Phase::Reading { .. } | Phase::Idle(_) | Phase::Open(_) => return None,
        };
        // The session is read again and again: only another cause is logged.
        if shown
            .as_ref()
            .is_none_or(|before| before.kind != problem.kind)
        {
            notices.lasting_error(tr!("notice-reading-session"), &problem, now);
        }
        *shown = Some(Box::new(problem));
        None
    }

    /// Shows the start form instead of a session that is over, and follows any session.
    fn forget(&mut self, why: String, notices: &mut Notices, now: Now) -> Command {
        notices.log(Severity::Info, why, now);
        self.show_form();
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
                notices.problem(tr!("notice-pi-problem"), &problem, now);
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
                let runs_again = batch.released && !session.state.is_ending();
                let resumed = batch.resume();
                batch.take_over_session(session, notices, now);
                batch.refresh();
                if resumed || runs_again {
                    // Another console resumed it: the state of its cameras has to be read.
                    return Some(Command::Follow(Some(batch.session.id.clone())));
                }
            }
            Phase::Reading { id, .. } if *id == session.id => {}
            Phase::Reading { .. } | Phase::Idle(_) | Phase::Open(_) => {
                self.update_other_session(session);
            }
        }
        None
    }

    fn update_other_session(&mut self, session: Session) {
        if session.state.is_ending() {
            self.note_ended(session.id);
            return;
        }
        self.ended.retain(|ended| *ended != session.id);
        self.other_session = Some(OtherSession {
            id: session.id,
            target_ssid: Some(session.target_ssid).filter(|ssid| !ssid.is_empty()),
        });
    }

    /// Takes over what the Pi says about a session that is not shown.
    pub(crate) fn handle_other_session(
        &mut self,
        id: SessionId,
        read: Result<Box<Session>, Box<Problem>>,
    ) {
        match read {
            Ok(session) if self.session_id() != Some(&id) => self.update_other_session(*session),
            Err(problem) if problem.is_session_gone() => self.note_ended(id),
            Ok(_) | Err(_) => {}
        }
    }

    /// A session ended: it does not run on the Pi.
    fn note_ended(&mut self, id: SessionId) {
        self.other_session.take_if(|other| other.id == id);
        self.ended.retain(|ended| *ended != id);
        self.ended.push_back(id);
        if self.ended.len() > MAX_ENDED {
            self.ended.pop_front();
        }
    }

    fn update_candidate(&mut self, update: CandidateUpdate, notices: &mut Notices, now: Now) {
        let session_id = update.session_id.as_ref();
        match &mut self.phase {
            Phase::Open(batch) if session_id.is_none_or(|id| *id == batch.session.id) => {
                batch.apply(update, notices, now);
            }
            Phase::Idle(_) | Phase::Open(_) if self.other_session.is_none() => {
                let runs = update.session_id.filter(|id| !self.ended.contains(id));
                self.other_session = runs.map(OtherSession::known_by_id);
            }
            Phase::Reading { .. } | Phase::Idle(_) | Phase::Open(_) => {}
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
            (Ok(snapshot), phase) => {
                if let Phase::Idle(idle) = phase {
                    self.last_start = idle.request.take().filter(|start| start.is_kept);
                }
                let text = tr!("notice-session-started", id = snapshot.session.id.as_str());
                notices.log(Severity::Info, text, now);
                self.open(Batch::started(*snapshot, now));
            }
            (Err(problem), Phase::Idle(idle)) => {
                notices.problem(tr!("notice-start-session"), &problem, now);
                if problem.error_code() == Some(ErrorCode::SessionAlreadyActive)
                    && self.other_session.is_none()
                {
                    self.other_session = problem.named_session().map(OtherSession::known_by_id);
                }
                idle.failed(*problem, now);
            }
            (Err(problem), Phase::Reading { .. } | Phase::Open(_)) => {
                notices.problem(tr!("notice-start-session"), &problem, now);
            }
        }
    }

    fn open_batch(&mut self, id: &SessionId) -> Option<&mut Batch> {
        match &mut self.phase {
            Phase::Open(batch) if batch.session.id == *id => Some(batch),
            Phase::Open(_) | Phase::Reading { .. } | Phase::Idle(_) => None,
        }
    }

    /// These sessions can be resumed, and no others. One that is among them is interrupted, whatever
    /// the Pi answers about it. One that is not among them any more is over, or runs again.
    pub(crate) fn handle_recoverable(&mut self, ids: &[SessionId], now: Now) -> Option<Command> {
        let Phase::Open(batch) = &mut self.phase else {
            return None;
        };
        if batch.is_over() {
            return None;
        }
        if ids.contains(&batch.session.id) {
            batch.interrupt(now);
            return None;
        }
        if !batch.interrupted {
            return None;
        }
        if batch.unread.is_some() {
            batch.close(now);
            return None;
        }
        batch.resume();
        Some(Command::Follow(Some(batch.session.id.clone())))
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
                batch.resume();
                batch.replace(snapshot, notices, now);
            }
            Phase::Open(_) | Phase::Reading { .. } | Phase::Idle(_) => {
                self.other_session = None;
                self.open(Batch::open(snapshot, now));
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

fn reading(id: SessionId, now: Now) -> Phase {
    Phase::Reading {
        id,
        since: now.instant,
        problem: None,
    }
}

#[cfg(test)]
#[expect(clippy::panic, clippy::expect_used, reason = "a test may panic")]
pub(crate) mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        domain::{
            candidate::{Candidate, CandidateState, Failure},
            mac::MacAddr,
            network::{Security, Ssid},
            problem::ProblemKind,
            session::{BulkOutcome, StartRequest, StepTimeouts},
        },
        messages::{DeviceVerb, Event, SessionReply, SessionVerb},
    };

    /// The state of the provisioning tab, without the rest of the window.
    pub(crate) struct Console {
        pub(crate) provisioning: Provisioning,
        pub(crate) notices: Notices,
        pub(crate) now: Now,
    }

    impl Console {
        pub(crate) fn new(remembered: Option<&str>) -> Self {
            let now = Now::read() + Duration::from_hours(2);
            Self {
                provisioning: Provisioning::new(remembered.map(SessionId::new), now),
                notices: Notices::default(),
                now,
            }
        }

        /// The session `sess_1` is open with these cameras.
        pub(crate) fn open(candidates: Vec<Candidate>) -> Self {
            let mut console = Self::new(Some("sess_1"));
            console.handle(Event::Snapshot(Box::new(snapshot(
                "sess_1",
                SessionState::Active,
                candidates,
            ))));
            console
        }

        pub(crate) fn handle(&mut self, event: Event) -> Option<Command> {
            let (state, notices, now) = (&mut self.provisioning, &mut self.notices, self.now);
            let command = match event {
                Event::Snapshot(snapshot) => state.handle_snapshot(*snapshot, notices, now),
                Event::SnapshotFailed(id, problem) => {
                    state.handle_snapshot_failed(&id, *problem, notices, now)
                }
                Event::Batch(event) => state.handle_batch_event(event, notices, now),
                Event::Reply(reply) => {
                    state.handle_reply(reply, notices, now);
                    None
                }
                other => panic!("not an event of the provisioning tab: {other:?}"),
            };
            command.or_else(|| self.provisioning.release(self.now))
        }

        pub(crate) fn push(&mut self, intent: ProvisioningIntent) -> Option<Command> {
            self.provisioning
                .handle_intent(intent, &mut self.notices, self.now)
        }

        pub(crate) fn set_state(&mut self, mac: u8, state: CandidateState) {
            self.handle(update(mac, state));
        }

        /// The camera fails with this error code in the step `during`.
        pub(crate) fn fail(&mut self, mac: u8, during: CandidateState, code: &str) {
            self.set_state(mac, during);
            let failure = Failure {
                code: Some(code.to_owned()),
                message: None,
            };
            self.handle(Event::Batch(BatchEvent::Candidate(CandidateUpdate {
                state: Some(CandidateState::Failed),
                failure: Some(failure),
                ..CandidateUpdate::about(address(mac))
            })));
        }

        pub(crate) fn advance(&mut self, seconds: u64) {
            self.now = self.now + Duration::from_secs(seconds);
        }

        pub(crate) fn batch(&self) -> &Batch {
            self.provisioning.batch().expect("an open session")
        }

        pub(crate) fn shown_state(&self, mac: u8) -> String {
            let card = self.batch().cards.get(address(mac)).expect("a card");
            card.state().word().to_owned()
        }

        pub(crate) fn order(&self) -> Vec<MacAddr> {
            let cards = &self.batch().cards;
            let positions = self.batch().list.order.iter();
            positions
                .filter_map(|position| cards.at(*position))
                .map(|card| card.candidate.mac)
                .collect()
        }

        pub(crate) fn other_session(&self) -> Option<&str> {
            let other = self.provisioning.other_session.as_ref();
            other.map(|other| other.id.as_str())
        }

        /// Handles a fresh read of the open session.
        pub(crate) fn read(&mut self, candidates: Vec<Candidate>) {
            let read = snapshot("sess_1", SessionState::Active, candidates);
            self.handle(Event::Snapshot(Box::new(read)));
        }

        pub(crate) fn session_reply(
            &mut self,
            verb: SessionVerb,
            result: Result<SessionReply, Box<Problem>>,
        ) -> Option<Command> {
            let id = SessionId::new("sess_1");
            self.handle(Event::Reply(Reply::Session(id, verb, result)))
        }

        pub(crate) fn device_reply(
            &mut self,
            mac: u8,
            verb: DeviceVerb,
            state: Option<CandidateState>,
        ) {
            self.handle(Event::Reply(Reply::Device(
                SessionId::new("sess_1"),
                address(mac),
                verb,
                Ok(state),
            )));
        }
    }

    pub(crate) fn address(last: u8) -> MacAddr {
        MacAddr::new([0x24, 0x6F, 0x28, 0, 0, last])
    }

    /// The Pi reports that a camera is in this state.
    pub(crate) fn update(mac: u8, state: CandidateState) -> Event {
        Event::Batch(BatchEvent::Candidate(CandidateUpdate {
            state: Some(state),
            ..CandidateUpdate::about(address(mac))
        }))
    }

    pub(crate) fn camera(last: u8) -> Candidate {
        Candidate {
            in_allowlist: true,
            ..Candidate::unknown(address(last))
        }
    }

    /// A camera that is not on the allowlist.
    pub(crate) fn barred(last: u8) -> Candidate {
        Candidate::unknown(address(last))
    }

    pub(crate) fn snapshot(
        id: &str,
        state: SessionState,
        candidates: Vec<Candidate>,
    ) -> SessionSnapshot {
        SessionSnapshot {
            session: session(id, state),
            candidates: Some(candidates),
            remaining: Some(Duration::from_mins(10)),
            network: None,
            pi_time: None,
        }
    }

    pub(crate) fn session(id: &str, state: SessionState) -> Session {
        Session {
            id: SessionId::new(id),
            state,
            target_ssid: "ShopNet-24".to_owned(),
            created_at: None,
            expires_at: None,
            updated_at: None,
            device_count: 0,
            provisioned_count: 0,
            verified_count: 0,
            failed_count: 0,
        }
    }

    pub(crate) fn problem(kind: impl Into<ProblemKind>, details: Option<&str>) -> Box<Problem> {
        Box::new(Problem {
            details: details.map(str::to_owned),
            correlation_id: Some("c-1".to_owned()),
            retryable: false,
            ..Problem::new(kind, "2026-11-23T14:00:00Z".parse().expect("a time"))
        })
    }

    pub(crate) fn start() -> ProvisioningIntent {
        ProvisioningIntent::Start(StartRequest {
            ssid: Ssid::new("ShopNet-24").expect("an SSID"),
            security: Security::Open,
            timeouts: StepTimeouts::default(),
        })
    }

    #[test]
    fn a_start_is_sent_once_and_opens_the_session() {
        let mut console = Console::new(None);
        assert!(matches!(console.push(start()), Some(Command::Start(_))));
        assert!(
            console.push(start()).is_none(),
            "a second press before the answer"
        );
        let started = snapshot("sess_1", SessionState::Discovering, Vec::new());
        console.handle(Event::Reply(Reply::Started(Ok(Box::new(started)))));
        assert_eq!(console.batch().session.target_ssid, "ShopNet-24");
        assert_eq!(
            console.provisioning.session_id(),
            Some(&SessionId::new("sess_1"))
        );
    }

    /// A session was started here and is over.
    fn started_and_over() -> Console {
        let mut console = Console::new(None);
        console.push(start());
        let started = snapshot("sess_1", SessionState::Discovering, Vec::new());
        console.handle(Event::Reply(Reply::Started(Ok(Box::new(started)))));
        let over = snapshot("sess_1", SessionState::Closed, Vec::new());
        console.handle(Event::Snapshot(Box::new(over)));
        console
    }

    #[test]
    fn another_session_is_started_with_the_network_of_the_last_one() {
        let mut console = started_and_over();
        let network = console.provisioning.last_network().map(Ssid::as_str);
        assert_eq!(network, Some("ShopNet-24"));
        let again = console.push(ProvisioningIntent::StartAgain);
        let Some(Command::Start(request)) = again else {
            panic!("{again:?}");
        };
        assert_eq!(request.ssid.as_str(), "ShopNet-24");
        let twice = console.push(ProvisioningIntent::StartAgain);
        assert!(twice.is_none(), "it is under way");
    }

    #[test]
    fn the_passphrase_of_the_last_start_is_wiped_after_an_hour() {
        let mut console = started_and_over();
        console.advance(3_599);
        console.provisioning.due(console.now);
        assert!(console.provisioning.last_network().is_some());
        console.provisioning.slept(Duration::from_secs(1));
        console.provisioning.due(console.now);
        assert!(console.provisioning.last_network().is_none());
        assert!(console.push(ProvisioningIntent::StartAgain).is_none());
    }

    fn limited_start(console: &mut Console) {
        let limited = Problem {
            http_status: Some(429),
            retry_after: Some(Duration::from_secs(30)),
            ..Problem::new(ErrorCode::RateLimited, console.now.wall)
        };
        console.handle(Event::Reply(Reply::Started(Err(Box::new(limited)))));
    }

    #[test]
    fn a_start_that_the_pi_holds_up_is_sent_again_until_the_passphrase_is_too_old() {
        let mut console = Console::new(None);
        assert!(console.push(start()).is_some());
        limited_start(&mut console);
        assert!(console.provisioning.due(console.now).is_none());
        assert!(console.push(start()).is_none(), "it is under way");
        let mut sent = 0;
        for _ in 0..60 {
            console.advance(30);
            if let Some(command) = console.provisioning.due(console.now) {
                assert!(matches!(command, Command::Start(_)));
                sent += 1;
                limited_start(&mut console);
            }
        }
        assert_eq!(sent, 9, "every 30 s for less than 5 minutes");
        assert!(console.push(start()).is_some());
    }

    #[test]
    fn a_start_is_not_sent_again_once_a_person_stops_that_or_its_answer_was_lost() {
        let mut console = Console::new(None);
        console.push(start());
        limited_start(&mut console);
        let now = console.push(ProvisioningIntent::RetryNow);
        assert!(matches!(now, Some(Command::Start(_))));
        let twice = console.push(ProvisioningIntent::RetryNow);
        assert!(twice.is_none(), "it is under way");
        limited_start(&mut console);
        console.push(ProvisioningIntent::StopRetrying);
        console.advance(30);
        assert!(console.provisioning.due(console.now).is_none());
        console.push(start());
        let lost = problem(ProblemKind::ConnectionLost, None);
        console.handle(Event::Reply(Reply::Started(Err(lost))));
        console.advance(30);
        assert!(console.provisioning.due(console.now).is_none());
    }

    #[test]
    fn a_refused_start_names_the_running_session() {
        let mut console = Console::new(None);
        console.push(start());
        let refusal = problem(
            ErrorCode::SessionAlreadyActive,
            Some("active session: sess_77"),
        );
        console.handle(Event::Reply(Reply::Started(Err(refusal))));
        let Phase::Idle(idle) = &console.provisioning.phase else {
            panic!("still the form")
        };
        assert_eq!(idle.starting, None, "the form can be used again");
        assert_eq!(console.other_session(), Some("sess_77"));
        let command = console.push(ProvisioningIntent::Show(SessionId::new("sess_77")));
        assert!(matches!(command, Some(Command::Follow(Some(id))) if id.as_str() == "sess_77"));
    }

    #[test]
    fn a_session_started_by_another_console_is_offered_until_it_ends() {
        let mut console = Console::new(None);
        console.handle(Event::Batch(BatchEvent::Session(session(
            "sess_5",
            SessionState::Active,
        ))));
        assert_eq!(console.other_session(), Some("sess_5"));
        console.handle(Event::Batch(BatchEvent::Session(session(
            "sess_5",
            SessionState::Closed,
        ))));
        assert_eq!(console.other_session(), None);
    }

    #[test]
    fn the_pi_is_asked_on_the_start_form_whether_it_still_runs_the_other_session() {
        let answers: [(Result<SessionState, ErrorCode>, _); 4] = [
            (Ok(SessionState::Active), Some("sess_5")),
            (Ok(SessionState::Closed), None),
            (Err(ErrorCode::SessionNotFound), None),
            (Err(ErrorCode::InternalError), Some("sess_5")),
        ];
        for (answer, offered) in answers {
            let mut console = Console::open(Vec::new());
            let running = session("sess_5", SessionState::Active);
            console.handle(Event::Batch(BatchEvent::Session(running)));
            console.session_reply(SessionVerb::Stop, Ok(SessionReply::Now(None)));
            assert!(console.provisioning.due(console.now).is_none());
            console.push(ProvisioningIntent::Leave);
            let asked = console.provisioning.due(console.now);
            assert!(matches!(asked, Some(Command::ReadOther(id)) if id.as_str() == "sess_5"));
            assert!(console.provisioning.due(console.now).is_none(), "once");
            let read = answer
                .map(|state| Box::new(session("sess_5", state)))
                .map_err(|code| problem(code, None));
            let id = SessionId::new("sess_5");
            console.provisioning.handle_other_session(id, read);
            assert_eq!(console.other_session(), offered);
        }
    }

    #[test]
    fn a_late_event_about_a_camera_does_not_offer_the_session_that_just_ended() {
        let mut console = Console::open(vec![camera(1)]);
        console.session_reply(SessionVerb::Stop, Ok(SessionReply::Now(None)));
        console.push(ProvisioningIntent::Leave);
        let late = |id: &str| {
            Event::Batch(BatchEvent::Candidate(CandidateUpdate {
                session_id: Some(SessionId::new(id)),
                state: Some(CandidateState::Failed),
                ..CandidateUpdate::about(address(1))
            }))
        };
        console.handle(late("sess_1"));
        assert_eq!(console.other_session(), None);
        let running = session("sess_1", SessionState::Active);
        console.handle(Event::Batch(BatchEvent::Session(running)));
        assert_eq!(console.other_session(), Some("sess_1"), "it was resumed");
        let over = session("sess_1", SessionState::Closed);
        console.handle(Event::Batch(BatchEvent::Session(over)));
        console.handle(late("sess_1"));
        assert_eq!(console.other_session(), None);
        console.handle(late("sess_2"));
        assert_eq!(console.other_session(), Some("sess_2"));
    }

    #[test]
    fn a_remembered_session_that_is_gone_is_forgotten() {
        for event in [
            Event::SnapshotFailed(
                SessionId::new("sess_1"),
                problem(ErrorCode::SessionNotFound, None),
            ),
            Event::Snapshot(Box::new(snapshot(
                "sess_1",
                SessionState::Closed,
                Vec::new(),
            ))),
        ] {
            let mut console = Console::new(Some("sess_1"));
            assert!(matches!(console.handle(event), Some(Command::Follow(None))));
            assert!(matches!(console.provisioning.phase, Phase::Idle(_)));
            assert_eq!(console.provisioning.session_id(), None);
        }
    }

    #[test]
    fn a_session_that_cannot_be_read_for_now_is_not_forgotten() {
        let mut console = Console::new(Some("sess_1"));
        let unread = Event::SnapshotFailed(
            SessionId::new("sess_1"),
            problem(ProblemKind::Unreachable, None),
        );
        assert!(console.handle(unread).is_none());
        assert_eq!(
            console.provisioning.session_id(),
            Some(&SessionId::new("sess_1"))
        );
    }

    #[test]
    fn a_stopped_session_stays_on_the_screen_until_it_is_left() {
        let mut console = Console::open(vec![camera(1)]);
        console.push(ProvisioningIntent::Session(SessionVerb::Stop));
        assert!(
            console
                .push(ProvisioningIntent::Session(SessionVerb::Stop))
                .is_none(),
            "busy"
        );
        let stopped = console.session_reply(SessionVerb::Stop, Ok(SessionReply::Now(None)));
        assert!(
            matches!(stopped, Some(Command::Follow(None))),
            "any other session is followed now"
        );
        assert!(console.batch().is_over());
        assert_eq!(
            console.provisioning.session_id(),
            None,
            "no session to remember"
        );
        console.handle(Event::Batch(BatchEvent::Session(session(
            "sess_2",
            SessionState::Active,
        ))));
        console.push(ProvisioningIntent::Leave);
        assert!(matches!(console.provisioning.phase, Phase::Idle(_)));
        assert_eq!(
            console.other_session(),
            Some("sess_2"),
            "started while the result was still shown"
        );
    }

    #[test]
    fn the_toast_of_provision_all_names_the_skipped_cameras() {
        let mut console = Console::open(vec![camera(1)]);
        console.push(ProvisioningIntent::Session(SessionVerb::ProvisionAll));
        let outcome = SessionReply::Initiated(BulkOutcome {
            initiated: Some(9),
            skipped: Some(1),
        });
        let id = SessionId::new("sess_1");
        console.handle(Event::Reply(Reply::Session(
            id,
            SessionVerb::ProvisionAll,
            Ok(outcome),
        )));
        let toast = console
            .notices
            .toast
            .as_ref()
            .map(|toast| toast.text.clone());
        assert_eq!(
            toast.as_deref(),
            Some("Provisioning started on 9 cameras; 1 left out")
        );
    }

    #[test]
    fn a_change_of_the_session_is_logged_once_whether_answer_or_event_comes_first() {
        let of_session = |state| snapshot("sess_1", state, Vec::new()).session;
        let paused = || Event::Batch(BatchEvent::Session(of_session(SessionState::Paused)));
        let answer = |console: &mut Console| {
            console.session_reply(SessionVerb::Pause, Ok(SessionReply::Now(None)));
        };
        let logged = |change: &dyn Fn(&mut Console)| {
            let mut console = Console::open(vec![camera(1)]);
            console.push(ProvisioningIntent::Session(SessionVerb::Pause));
            let before = console.notices.newest_first().len();
            change(&mut console);
            console.notices.newest_first().len() - before
        };
        let answer_first = logged(&|console| {
            answer(console);
            console.handle(paused());
        });
        let event_first = logged(&|console| {
            console.handle(paused());
            answer(console);
        });
        assert_eq!((answer_first, event_first), (1, 1));
    }

    #[test]
    fn what_happens_to_a_camera_is_logged_once_and_names_it() {
        let mut console = Console::open(vec![camera(1), camera(2)]);
        console.set_state(1, CandidateState::Provisioning);
        console.set_state(1, CandidateState::Failed);
        let failed = Candidate {
            state: CandidateState::Failed,
            ..camera(1)
        };
        console.read(vec![failed, camera(2)]);
        console.device_reply(2, DeviceVerb::Skip, None);
        let lines = |mac| console.notices.about(address(mac)).count();
        assert_eq!((lines(1), lines(2)), (1, 1), "by event and by read");
    }

    #[test]
    fn a_started_session_replaces_any_other_on_the_screen() {
        let mut console = Console::new(None);
        console.push(start());
        console.push(ProvisioningIntent::Show(SessionId::new("sess_old")));
        let started = snapshot("sess_new", SessionState::Active, Vec::new());
        console.handle(Event::Reply(Reply::Started(Ok(Box::new(started)))));
        assert_eq!(console.batch().session.id.as_str(), "sess_new");
    }

    #[test]
    fn a_session_left_while_it_is_read_is_offered_again() {
        let mut console = Console::new(Some("sess_1"));
        console.push(ProvisioningIntent::Leave);
        assert_eq!(console.other_session(), Some("sess_1"));
    }

    #[test]
    fn the_problem_of_a_refused_command_survives_fresh_reads() {
        let mut console = Console::open(vec![camera(1)]);
        console.push(ProvisioningIntent::Session(SessionVerb::Pause));
        console.session_reply(
            SessionVerb::Pause,
            Err(problem(ProblemKind::ConnectionLost, None)),
        );
        console.read(vec![camera(1)]);
        let code = console
            .batch()
            .problem
            .as_ref()
            .map(|problem| &problem.kind);
        assert_eq!(code, Some(&ProblemKind::ConnectionLost));
        console.push(ProvisioningIntent::DismissProblem);
        assert_eq!(console.batch().problem, None);
    }

    #[test]
    fn a_session_that_the_pi_no_longer_has_is_over() {
        let mut console = Console::open(vec![camera(1)]);
        console.push(ProvisioningIntent::Session(SessionVerb::Stop));
        console.session_reply(
            SessionVerb::Stop,
            Err(problem(ErrorCode::SessionExpired, None)),
        );
        assert!(console.batch().is_over(), "it can be left");
    }

    #[test]
    fn the_same_cause_of_a_failed_read_is_logged_once() {
        let mut console = Console::open(vec![camera(1)]);
        for _ in 0..5 {
            let unread = problem(ProblemKind::Unreachable, None);
            console.handle(Event::SnapshotFailed(SessionId::new("sess_1"), unread));
        }
        let lines = console.notices.newest_first();
        assert_eq!(
            lines
                .filter(|line| line.text.contains("UNREACHABLE"))
                .count(),
            1
        );
        console.read(vec![camera(1)]);
        assert!(console.batch().unread.is_none());
    }

    #[test]
    fn the_clock_of_a_session_stops_when_it_is_over() {
        let mut console = Console::open(vec![camera(1)]);
        console.set_state(1, CandidateState::Provisioning);
        console.advance(5);
        console.session_reply(SessionVerb::Stop, Ok(SessionReply::Now(None)));
        console.advance(600);
        let batch = console.batch();
        let card = batch.cards.get(address(1)).expect("a card");
        assert_eq!(
            card.attempt_time(batch.clock(console.now)),
            Some(Duration::from_secs(5))
        );
        assert_eq!(batch.left(console.now), None);
    }

    #[test]
    fn a_session_with_an_unknown_start_has_no_elapsed_time() {
        let console = Console::open(vec![camera(1)]);
        assert_eq!(console.batch().elapsed(console.now), None);
    }
}

//! The open session as the screen shows it: its cameras, and what was asked of the Pi.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashSet},
    mem,
    time::{Duration, Instant},
};

use crate::{
    domain::{
        canary::Canary,
        candidate::{Candidate, CandidateState, CandidateUpdate, Merged},
        clock::{self, Now},
        mac::MacAddr,
        pi_health::PiHealth,
        position_plan::PositionPlan,
        problem::{ErrorCode, Problem, ProblemKind},
        session::{BulkOutcome, Session, SessionSnapshot, SessionState},
    },
    features::provisioning::{
        canary::{FEWEST, Verdict},
        card::Card,
        card_list::{CardList, Cards},
        failure_evidence::{LikelyCause, likely_causes},
        intent::ProvisioningIntent,
        progress::{Counts, Estimate},
    },
    i18n,
    messages::{Command, DeviceVerb, SessionReply, SessionVerb},
    model::{
        notices::{Notices, Severity},
        retry_countdown::RetryCountdown,
    },
    tr,
};

/// The most cards that a session has. A Pi with more cameras is a mistake or an attack.
pub(crate) const MAX_CARDS: usize = 5_000;
/// Up to this number of cards, their order is computed with each event: it costs next to nothing.
const ORDERED_AT_ONCE: usize = 200;

/// How long the cameras of a closed session are waited for.
const SETTLES_WITHIN: Duration = Duration::from_mins(1);

/// The commands that older Pis do not have (contract, section 4), and that this one turned out not to
/// have. They are not offered again until the Pi resumes the session.
#[derive(Debug, Default, Clone, Copy)]
struct Missing {
    pause: bool,
    skip: bool,
}

/// Provisions allowed cameras as they appear, and retries each failed one once.
#[derive(Debug, Default)]
struct Automation {
    /// What it has done, so that a refused command is not sent again and again.
    done: BTreeSet<(MacAddr, Attempt)>,
    /// What it is about to do.
    provision: Vec<MacAddr>,
    retry: Vec<MacAddr>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Attempt {
    First,
    Retry,
}

impl Automation {
    /// Looks for cameras with which something is to be done.
    fn look_at(&mut self, cards: &Cards) {
        let todo = |attempt, can: fn(&Card) -> bool| {
            let cards = cards.iter().filter(|card| can(card));
            let macs = cards.map(|card| card.candidate.mac);
            macs.filter(|mac| !self.done.contains(&(*mac, attempt)))
                .collect()
        };
        self.provision = todo(Attempt::First, Card::can_provision);
        self.retry = todo(Attempt::Retry, |card| {
            // One that is not confirmed may report late; the Pi may no longer reach it.
            card.can_retry() && !card.is_unconfirmed() && card.candidate.retry_count == 0
        });
    }

    /// The camera to send ahead of all others.
    fn take_one(&mut self, cards: &Cards) -> Option<Canary> {
        let is_new = |card: &Card| self.provision.contains(&card.candidate.mac);
        let canary = Canary::first(cards, is_new)?;
        self.provision.retain(|mac| *mac != canary.mac);
        self.done.insert((canary.mac, Attempt::First));
        Some(canary)
    }

    /// The cameras for the next command.
    fn take(&mut self) -> Option<(Vec<MacAddr>, DeviceVerb)> {
        let (macs, attempt, verb) = if self.provision.is_empty() {
            (&mut self.retry, Attempt::Retry, DeviceVerb::Retry)
        } else {
            (&mut self.provision, Attempt::First, DeviceVerb::Provision)
        };
        let macs = mem::take(macs);
        self.done.extend(macs.iter().map(|mac| (*mac, attempt)));
        (!macs.is_empty()).then_some((macs, verb))
    }
}

/// The open session.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not one state"
)]
pub struct Batch {
    /// The session as the Pi reports it.
    pub session: Session,
    /// Its cameras.
    pub cards: Cards,
    /// Which cards are shown, in which order.
    pub list: CardList,
    /// How many cameras are in which state.
    pub counts: Counts,
    /// The cameras whose refused command is sent again after a wait.
    pub waiting: Vec<MacAddr>,
    /// Why cameras failed, the most likely cause first.
    pub causes: Vec<LikelyCause>,
    /// How long the cameras in flight will take.
    pub estimate: Estimate,
    /// The Pi as it is now.
    pub(crate) pi: PiHealth,
    /// When the connection to the Pi was lost the last time.
    pub(crate) lost_at: Option<Instant>,
    /// When this console saw the last time that the Pi had restarted.
    pub(crate) restarted_at: Option<Instant>,
    /// The command that the Pi has not answered yet.
    pub busy: Option<SessionVerb>,
    /// Why the last command failed, until the next one or until it is dismissed.
    pub problem: Option<Problem>,
    /// The command that failed.
    refused: Option<SessionVerb>,
    /// When that command is sent again.
    pub retry: RetryCountdown,
    /// Why the session could not be read, until it can be read.
    pub unread: Option<Box<Problem>>,
    /// When it started, on this console's clock.
    pub started: Option<Instant>,
    /// When it expires, on this console's clock.
    pub ends: Option<Instant>,
    /// When this console saw that it is over.
    pub closed: Option<Instant>,
    /// The Pi restarted and does not run the session any more. It may be possible to resume it.
    pub interrupted: bool,
    /// The Pi lists it among the sessions that can be resumed. It does not run it then, whatever it
    /// answers about the session itself (contract, section 10).
    is_recoverable: bool,
    /// There are more cameras than cards.
    pub is_full: bool,
    /// The commands that this Pi turned out not to have.
    missing: Missing,
    /// The cameras that a person wants provisioned as soon as they are on the allowlist.
    once_allowed: BTreeSet<MacAddr>,
    /// The camera that goes ahead of the others.
    pub canary: Option<Canary>,
    /// Whether one goes ahead, if there are several.
    pub(crate) tries_one_first: bool,
    /// Which camera is at which position, if a person has given positions.
    pub positions: Option<PositionPlan>,
    /// Leave the session as soon as it is over.
    pub(crate) is_left_when_over: bool,
    /// Set: cameras are provisioned without a press.
    automation: Option<Automation>,
    /// The order of the cards has to be computed.
    list_is_outdated: bool,
    /// Whether the client was asked to stop following it.
    pub(crate) released: bool,
}

impl Batch {
    /// Opens a session that was read from the Pi.
    #[must_use]
    pub fn open(snapshot: SessionSnapshot, now: Now) -> Self {
        let mut batch = Self {
            session: snapshot.session.clone(),
            cards: Cards::default(),
            list: CardList::default(),
            counts: Counts::default(),
            waiting: Vec::new(),
            causes: Vec::new(),
            estimate: Estimate::default(),
            pi: PiHealth::default(),
            lost_at: None,
            restarted_at: None,
            busy: None,
            problem: None,
            refused: None,
            retry: RetryCountdown::default(),
            unread: None,
            started: None,
            ends: None,
            closed: None,
            interrupted: false,
            is_recoverable: false,
            is_full: false,
            missing: Missing::default(),
            once_allowed: BTreeSet::new(),
            canary: None,
            tries_one_first: true,
            positions: None,
            is_left_when_over: false,
            automation: None,
            list_is_outdated: false,
            released: false,
        };
        batch.replace(snapshot, &mut Notices::default(), now);
        batch
    }

    /// Opens a session that this console has just started.
    #[must_use]
    pub fn started(snapshot: SessionSnapshot, now: Now) -> Self {
        let mut batch = Self::open(snapshot, now);
        batch.started = batch.started.or(Some(now.instant));
        batch
    }

    /// The Pi lists the session among those that can be resumed.
    pub(crate) fn interrupt(&mut self, now: Now) {
        self.note_restart(now);
        self.is_recoverable = true;
    }

    fn note_restart(&mut self, now: Now) {
        if !mem::replace(&mut self.interrupted, true) {
            self.restarted_at = Some(now.instant);
            self.card_changed();
        }
    }

    /// The Pi runs the session again, or may do so. Returns whether it was interrupted.
    pub(crate) fn resume(&mut self) -> bool {
        self.is_recoverable = false;
        // It may be another version of its software.
        self.missing = Missing::default();
        mem::take(&mut self.interrupted)
    }

    /// Whether the Pi has nothing more to say about the session: it is closed, and its cameras are
    /// at rest or have been waited for.
    pub(crate) fn is_settled(&self, now: Now) -> bool {
        let is_waited_for = |closed| now.since(closed) >= SETTLES_WITHIN;
        self.is_over() && (self.counts.in_flight() == 0 || self.closed.is_some_and(is_waited_for))
    }

    /// The number of cameras, and the session itself, that `snapshot` shows in another state.
    pub(crate) fn differences(&self, snapshot: &SessionSnapshot) -> usize {
        let session = usize::from(self.session.state != snapshot.session.state);
        let Some(candidates) = &snapshot.candidates else {
            return session;
        };
        let differs = |candidate: &&Candidate| {
            let card = self.cards.get(candidate.mac);
            card.is_none_or(|card| card.candidate.state != candidate.state)
        };
        session + candidates.iter().filter(differs).count()
    }

    /// Takes in what a failure says about the session itself. A session that the Pi does not find may
    /// be one that can be resumed, because the Pi has restarted (contract, section 10).
    pub(crate) fn note_failure(&mut self, problem: &Problem, now: Now) {
        if problem.error_code() == Some(ErrorCode::SessionNotFound) && !self.is_over() {
            self.note_restart(now);
        } else if problem.is_session_gone() {
            self.close(now);
        }
    }

    /// The Pi does not have the session any more.
    pub fn close(&mut self, now: Now) {
        self.resume();
        let state = SessionState::Closed;
        self.set_session(
            Session {
                state,
                ..self.session.clone()
            },
            now,
        );
    }

    /// The time for everything in the session: it stops when the session is over.
    #[must_use]
    pub fn clock(&self, now: Now) -> Now {
        let instant = self.closed.unwrap_or(now.instant);
        Now { instant, ..now }
    }

    /// Whether the session is over: it accepts no more commands.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.session.state == SessionState::Closed
    }

    /// Whether the Pi runs the session.
    #[must_use]
    pub fn is_running(&self) -> bool {
        !self.is_over() && !self.interrupted
    }

    /// Whether every camera that can be provisioned is verified: nothing is left to do.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        let counts = &self.counts;
        counts.verified > 0 && counts.verified == counts.wanted() && self.once_allowed.is_empty()
    }

    /// The cause that is said once above the cards: one that several cameras share, or that the others
    /// would share.
    #[must_use]
    pub fn common_cause(&self) -> Option<&LikelyCause> {
        let is_common =
            |likely: &&LikelyCause| likely.cameras.len() > 1 || likely.cause.concerns_all();
        self.causes.iter().find(is_common)
    }

    /// Whether nothing is left to do but to wait for cameras that may report late.
    #[must_use]
    pub fn awaits_reports(&self) -> bool {
        let counts = &self.counts;
        let (verified, unconfirmed) = (counts.verified, counts.unconfirmed);
        let is_all = verified + unconfirmed == counts.wanted();
        verified > 0 && unconfirmed > 0 && is_all && self.once_allowed.is_empty()
    }

    /// Whether a camera waits that is not on the allowlist.
    #[must_use]
    pub fn has_barred_cameras(&self) -> bool {
        self.is_running() && self.counts.not_allowlisted > 0
    }

    /// The time since it started.
    #[must_use]
    pub fn elapsed(&self, now: Now) -> Option<Duration> {
        self.started.map(|started| self.clock(now).since(started))
    }

    /// The time until the session expires, while it runs.
    #[must_use]
    pub fn left(&self, now: Now) -> Option<Duration> {
        self.ends
            .filter(|_| !self.is_over())
            .map(|ends| now.until(ends))
    }

    /// The session with the counts and times that this console knows: the Pi's own counters may lag
    /// behind.
    #[must_use]
    pub fn summary(&self, now: Now) -> Session {
        let counts = &self.counts;
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let elapsed = self.elapsed(now).unwrap_or(Duration::ZERO);
        let started = self
            .session
            .created_at
            .or_else(|| now.wall.checked_sub(elapsed).ok());
        Session {
            created_at: started,
            updated_at: started.and_then(|started| started.checked_add(elapsed).ok()),
            device_count: number(counts.found()),
            provisioned_count: number(
                counts.provisioned + counts.verifying + counts.verified + counts.unconfirmed,
            ),
            verified_count: number(counts.verified),
            failed_count: number(counts.failed),
            ..self.session.clone()
        }
    }

    /// The cameras that are ticked and ready.
    #[must_use]
    pub fn selected(&self) -> Vec<MacAddr> {
        self.pick(|card| card.selected && card.can_provision())
    }

    /// The cameras for which `wanted` is true.
    pub fn pick(&self, wanted: impl Fn(&Card) -> bool) -> Vec<MacAddr> {
        let picked = self.cards.iter().filter(|card| wanted(card));
        picked.map(|card| card.candidate.mac).collect()
    }

    /// Takes over a fresh read, which replaces everything known before.
    pub fn replace(&mut self, snapshot: SessionSnapshot, notices: &mut Notices, now: Now) {
        let SessionSnapshot {
            session,
            candidates,
            remaining,
            network: _,
            pi_time,
        } = snapshot;
        let age = pi_time
            .zip(session.created_at)
            .and_then(|(pi, created)| Duration::try_from(pi - created).ok());
        let left = pi_time
            .zip(session.expires_at)
            .and_then(|(pi, expires)| Duration::try_from(expires - pi).ok());
        self.started = age
            .and_then(|age| now.instant.checked_sub(age))
            .or(self.started);
        self.ends = remaining
            .or(left)
            .map(|left| clock::add(now.instant, left))
            .or(self.ends);
        self.unread = None;
        self.interrupted = self.is_recoverable;
        self.take_over_session(session, notices, now);
        if let Some(candidates) = candidates {
            self.replace_candidates(candidates, notices, now);
        }
        self.refresh();
    }

    /// Takes over the session, and logs a change of its state: by whichever answer or event it comes
    /// first.
    pub(crate) fn take_over_session(&mut self, session: Session, notices: &mut Notices, now: Now) {
        if session.state != self.session.state {
            let state = i18n::session_state(&session.state);
            notices.log(Severity::Info, tr!("notice-session-is", state = state), now);
        }
        self.set_session(session, now);
    }

    /// Takes over the session as the Pi reports it.
    pub fn set_session(&mut self, session: Session, now: Now) {
        if session.state == SessionState::Closed {
            self.closed = self.closed.or(Some(now.instant));
        } else {
            // It may have been over, and was resumed.
            self.closed = None;
            self.released = false;
        }
        self.session = session;
    }

    /// Adds a card, unless there are as many as a session can have.
    fn push(&mut self, card: Card, notices: &mut Notices, now: Now) {
        if self.cards.len() < MAX_CARDS {
            self.counts.add(&card);
            self.cards.push(card);
        } else if !mem::replace(&mut self.is_full, true) {
            let text = tr!("notice-session-full", max = MAX_CARDS);
            notices.log(Severity::Warning, text, now);
        }
    }

    fn replace_candidates(
        &mut self,
        mut candidates: Vec<Candidate>,
        notices: &mut Notices,
        now: Now,
    ) {
        // A list may name a camera twice: the last entry counts.
        candidates.reverse();
        candidates.sort_by_key(|candidate| candidate.mac);
        candidates.dedup_by_key(|candidate| candidate.mac);
        candidates.sort_by_key(|candidate| (candidate.discovered_at, candidate.mac));
        let listed: HashSet<MacAddr> = candidates.iter().map(|candidate| candidate.mac).collect();
        let mut found = Vec::new();
        for candidate in candidates {
            if let Some(card) = self.cards.get_mut(candidate.mac) {
                if card.replace(candidate, now) == Merged::Moved {
                    card.note_pi(self.pi, self.lost_at);
                    log_outcome(card, notices, now);
                }
            } else {
                found.push(candidate.mac);
                self.push(Card::found(candidate), notices, now);
            }
        }
        let stays = |card: &Card| {
            let stays_shown = matches!(
                card.state(),
                CandidateState::Failed | CandidateState::Skipped
            );
            stays_shown || listed.contains(&card.candidate.mac)
        };
        for mac in self.pick(|card| !stays(card)) {
            let text = tr!("notice-camera-not-listed", mac = mac.to_string());
            notices.log_about(mac, Severity::Warning, text, now);
        }
        self.cards.retain(stays);
        self.ask_about_found(&found, notices, now);
    }

    /// Takes over a report about one camera, which may be new.
    pub fn apply(&mut self, update: CandidateUpdate, notices: &mut Notices, now: Now) {
        let mac = update.mac;
        if let Some(card) = self.cards.get_mut(mac) {
            self.counts.remove(card);
            if card.apply(update, now) == Merged::Moved {
                card.note_pi(self.pi, self.lost_at);
                log_outcome(card, notices, now);
            }
            self.counts.add(card);
        } else {
            let mut candidate = Candidate::unknown(mac);
            candidate.merge(update);
            let state = i18n::candidate_state(&candidate.state);
            let text = tr!(
                "notice-camera-appeared",
                mac = mac.to_string(),
                state = state
            );
            if self.cards.len() < MAX_CARDS {
                notices.log_about(mac, Severity::Info, text, now);
            }
            self.push(Card::appeared(candidate, now), notices, now);
            self.bind_appeared(mac, notices, now);
        }
        self.card_changed();
    }

    fn card_changed(&mut self) {
        self.list_is_outdated = true;
        if self.cards.len() <= ORDERED_AT_ONCE {
            self.prepare_frame();
        }
    }

    /// Computes what is derived from the cards. Call it after a change of many of them.
    pub fn refresh(&mut self) {
        self.counts = Counts::of(&self.cards);
        self.list_is_outdated = true;
        self.prepare_frame();
    }

    /// Puts the cards in order and compares them, if an event has changed them: once for all events
    /// of a frame, so that the cost of an event does not depend on the number of cameras.
    pub fn prepare_frame(&mut self) {
        if mem::take(&mut self.list_is_outdated) {
            self.list.update(&self.cards);
            self.estimate = Estimate::of(&self.cards);
            self.waiting = self.pick(|card| card.waits_for().is_some());
            self.causes = likely_causes(self);
            if let Some(automation) = &mut self.automation {
                automation.look_at(&self.cards);
            }
        }
    }

    /// The likely causes also between an event and the frame that shows it.
    pub(crate) fn causes_now(&self) -> Cow<'_, [LikelyCause]> {
        if self.list_is_outdated {
            Cow::Owned(likely_causes(self))
        } else {
            Cow::Borrowed(&self.causes)
        }
    }

    /// Makes everything older by the time that this computer slept, which its monotonic clock does
    /// not count.
    pub(crate) fn slept(&mut self, by: Duration) {
        self.started = self.started.map(|at| clock::before(at, by));
        self.ends = self.ends.map(|at| clock::before(at, by));
        self.lost_at = self.lost_at.map(|at| clock::before(at, by));
        self.restarted_at = self.restarted_at.map(|at| clock::before(at, by));
        self.retry.slept(by);
        self.positions.iter_mut().for_each(|plan| plan.slept(by));
        self.cards.for_each(|card| card.slept(by));
        self.list_is_outdated = true;
    }

    pub(crate) fn handle_intent(
        &mut self,
        intent: ProvisioningIntent,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        match intent {
            ProvisioningIntent::GoOnAnyway
            | ProvisioningIntent::TryAnother
            | ProvisioningIntent::ChangePassphrase => self.handle_canary_intent(&intent),
            ProvisioningIntent::Session(SessionVerb::ProvisionAll)
                if self.can_send(SessionVerb::ProvisionAll) && self.wants_canary() =>
            {
                let canary = Canary::first(&self.cards, |_| true);
                self.send_ahead(canary.map(|canary| Canary {
                    then_all: true,
                    ..canary
                }))
            }
            ProvisioningIntent::Session(verb) if self.can_send(verb) => {
                self.retry.over();
                Some(self.send(verb))
            }
            ProvisioningIntent::RetryNow => {
                self.retry.now();
                let verb = self.refused.filter(|_| self.busy.is_none())?;
                Some(self.send(verb))
            }
            ProvisioningIntent::RetryCamerasNow(macs) => {
                for mac in macs {
                    if let Some(card) = self.cards.get_mut(mac) {
                        card.retry.skip(now);
                    }
                }
                self.due(now)
            }
            ProvisioningIntent::StopRetryingCameras(macs) => {
                for mac in macs {
                    if let Some(card) = self.cards.get_mut(mac) {
                        card.retry.stop();
                    }
                }
                self.refresh();
                None
            }
            ProvisioningIntent::StopRetrying => {
                self.retry.stop();
                self.is_left_when_over = false;
                None
            }
            ProvisioningIntent::Device(mac, verb) => {
                self.send_for_person(vec![mac], verb, notices, now)
            }
            ProvisioningIntent::ProvisionSelected => {
                self.send_for_person(self.selected(), DeviceVerb::Provision, notices, now)
            }
            ProvisioningIntent::ProvisionOnceAllowed(macs) => {
                self.once_allowed.extend(macs);
                None
            }
            ProvisioningIntent::ProvisionAutomatically(is_on) => {
                self.automation = is_on.then(Automation::default);
                self.canary.take_if(|canary| !is_on && !canary.then_all);
                self.refresh();
                let text = if is_on {
                    tr!("notice-automatic-on")
                } else {
                    tr!("notice-automatic-off")
                };
                notices.log(Severity::Info, text, now);
                None
            }
            ProvisioningIntent::RetryCameras(macs) => self.retry_cameras(macs, notices, now),
            ProvisioningIntent::RetryAllFailed => {
                self.retry_cameras(self.pick(Card::can_retry), notices, now)
            }
            ProvisioningIntent::Select(mac, selected) => {
                self.select(mac, selected);
                None
            }
            ProvisioningIntent::Filter(filter) => {
                self.list.filter = filter;
                self.list.update(&self.cards);
                None
            }
            ProvisioningIntent::Search(text) => {
                self.list.search = text;
                self.list.update(&self.cards);
                None
            }
            ProvisioningIntent::DismissProblem => {
                self.problem = None;
                self.retry.over();
                None
            }
            ProvisioningIntent::TypeName(_)
            | ProvisioningIntent::Start(_)
            | ProvisioningIntent::StartAgain
            | ProvisioningIntent::Show(_)
            | ProvisioningIntent::Leave
            | ProvisioningIntent::Positions(_)
            | ProvisioningIntent::Session(_) => None,
        }
    }

    /// When [`Batch::due`] has to be asked again, or the wait for a closed session ends.
    pub(crate) fn next_tick(&self, now: Now) -> Option<Duration> {
        let cameras = self.next_waiting(now);
        let cameras = cameras.and_then(|card| card.retry.next_tick(now));
        let closed = self.closed.filter(|_| self.is_over() && !self.released);
        let settled = closed.map(|closed| SETTLES_WITHIN.saturating_sub(now.since(closed)));
        let session = self.retry.next_tick(now);
        [session, cameras, settled].into_iter().flatten().min()
    }

    fn select(&mut self, mac: MacAddr, selected: bool) {
        if let Some(card) = self.cards.get_mut(mac) {
            self.counts.remove(card);
            card.selected = selected;
            self.counts.add(card);
        }
    }

    /// A refused command whose retry is due: for the session, or for cameras.
    pub(crate) fn due(&mut self, now: Now) -> Option<Command> {
        let can_send = self.busy.is_none() && self.is_running();
        let for_session = self.refused.filter(|_| can_send);
        if let Some(verb) = for_session.filter(|_| self.retry.is_due(now)) {
            return Some(self.send(verb));
        }
        if !self.can_act_on_cameras() {
            return None;
        }
        if let Some(command) = self.provision_allowed() {
            return Some(command);
        }
        if let Some(command) = self.after_canary() {
            return Some(command);
        }
        if let Some(command) = self.provision_automatically() {
            return Some(command);
        }
        if self.waiting.is_empty() {
            return None;
        }
        let verbs = [DeviceVerb::Provision, DeviceVerb::Retry, DeviceVerb::Skip];
        let mut commands = verbs.into_iter().filter_map(|verb| {
            let mut due = Vec::new();
            for mac in &self.waiting {
                let card = self.cards.get_mut(*mac);
                let card = card.filter(|card| card.waits_for() == Some(verb));
                if card.is_some_and(|card| card.retry.is_due(now)) {
                    due.push(*mac);
                }
            }
            (!due.is_empty()).then_some((due, verb))
        });
        let (due, verb) = commands.next()?;
        self.send_to(due, verb)
    }

    /// Forgets the cameras that were to be provisioned once they are allowed, and will not be on the
    /// allowlist, or with which something else was done.
    pub(crate) fn keep_once_allowed(&mut self, will_be_listed: impl Fn(MacAddr) -> bool) {
        let cards = &self.cards;
        self.once_allowed.retain(|mac| {
            let card = cards.get(*mac);
            card.is_some_and(|card| {
                card.can_provision() || card.is_barred() && will_be_listed(*mac)
            })
        });
    }

    /// Provisions the cameras that were to be allowed first, and are now.
    fn provision_allowed(&mut self) -> Option<Command> {
        let cards = &self.cards;
        let can_provision = |mac: &MacAddr| cards.get(*mac).is_some_and(Card::can_provision);
        let allowed = self.once_allowed.extract_if(.., can_provision).collect();
        self.send_to(allowed, DeviceVerb::Provision)
    }

    fn provision_automatically(&mut self) -> Option<Command> {
        // "Provision all" is about the same cameras.
        if self.busy.is_some() || self.canary.is_some() {
            return None;
        }
        let automation = self.automation.as_mut()?;
        if self.tries_one_first && self.counts.verified == 0 && !automation.provision.is_empty() {
            let canary = automation.take_one(&self.cards);
            return self.send_ahead(canary);
        }
        let (macs, verb) = automation.take()?;
        self.send_to(macs, verb)
    }

    /// What a person wants after the camera that went ahead has failed.
    fn handle_canary_intent(&mut self, intent: &ProvisioningIntent) -> Option<Command> {
        match intent {
            ProvisioningIntent::GoOnAnyway => {
                self.is_left_when_over = false;
                self.canary = None;
                self.tries_one_first = false;
                let can_send = self.can_send(SessionVerb::ProvisionAll) && !self.is_automatic();
                can_send.then(|| self.send(SessionVerb::ProvisionAll))
            }
            ProvisioningIntent::TryAnother => {
                self.is_left_when_over = false;
                let next = self.canary.take()?.next(&self.cards);
                self.send_ahead(next)
            }
            ProvisioningIntent::ChangePassphrase if self.can_send(SessionVerb::Stop) => {
                self.is_left_when_over = true;
                Some(self.send(SessionVerb::Stop))
            }
            _ => None,
        }
    }

    /// Whether one camera should go ahead of the others: nothing proves yet that the credentials are
    /// right.
    fn wants_canary(&self) -> bool {
        self.tries_one_first && self.counts.verified == 0 && self.counts.ready() >= FEWEST
    }

    /// Sends a camera ahead of the others.
    fn send_ahead(&mut self, canary: Option<Canary>) -> Option<Command> {
        self.canary = None;
        let canary = canary?;
        let command = self.send_to(vec![canary.mac], DeviceVerb::Provision)?;
        self.canary = Some(canary);
        Some(command)
    }

    /// Does what the end of the camera that went ahead means for the others.
    fn after_canary(&mut self) -> Option<Command> {
        let canary = self.canary.as_ref().filter(|_| self.busy.is_none())?;
        if self.counts.verified > 0 {
            let is_asked_for = canary.then_all && self.automation.is_none();
            self.canary = None;
            let is_left = is_asked_for && self.counts.ready() > 0;
            return is_left.then(|| self.send(SessionVerb::ProvisionAll));
        }
        if canary.verdict(self) == Verdict::TryAnother {
            let next = self.canary.take()?.next(&self.cards);
            return self.send_ahead(next);
        }
        None
    }

    /// Whether more is done without a press although no camera is in flight.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        let automation = self.automation.as_ref();
        let is_automatic = |automation: &Automation| {
            !automation.provision.is_empty() || !automation.retry.is_empty()
        };
        self.busy.is_some()
            || !self.waiting.is_empty()
            || !self.once_allowed.is_empty()
            || automation.is_some_and(is_automatic)
            || self.canary.is_some() && self.held_canary().is_none()
    }

    /// The camera that went ahead and failed for a reason that all share: the others wait until a
    /// person decides.
    #[must_use]
    pub fn held_canary(&self) -> Option<&Card> {
        let canary = self.canary.as_ref()?;
        let is_held = self.counts.verified == 0 && canary.verdict(self) == Verdict::Hold;
        self.cards.get(canary.mac).filter(|_| is_held)
    }

    /// Goes on with the camera that an earlier run has sent ahead. If it is still discovered, the
    /// command did not reach the Pi: a person starts again.
    pub(crate) fn restore_canary(&mut self, canary: Canary) {
        let card = self.cards.get(canary.mac);
        let is_sent = |card: &Card| *card.state() != CandidateState::Discovered;
        if card.is_some_and(is_sent) {
            self.canary = Some(canary);
            // Why it failed depends on its having gone ahead.
            self.list_is_outdated = true;
        }
    }

    /// Sends one camera ahead of the others from now on, or does not.
    pub(crate) fn set_tries_one_first(&mut self, is_on: bool) {
        self.tries_one_first = is_on;
        if !is_on {
            self.canary = None;
        }
    }

    /// Whether cameras are provisioned without a press.
    #[must_use]
    pub fn is_automatic(&self) -> bool {
        self.automation.is_some()
    }

    /// The card that is waited for least, of those whose command is sent again.
    #[must_use]
    pub fn next_waiting(&self, now: Now) -> Option<&Card> {
        let cards = self.waiting.iter().filter_map(|mac| self.cards.get(*mac));
        let left = |card: &&Card| card.retry.left(now).map(|(left, _)| left);
        let waiting = cards.filter(|card| card.retry.is_waiting());
        waiting.min_by_key(left)
    }

    /// Whether this command for the session can be sent now. One that the Pi has not answered holds
    /// up all others but the one that ends the session.
    #[must_use]
    pub fn can_send(&self, verb: SessionVerb) -> bool {
        match verb {
            SessionVerb::Stop => self.busy != Some(SessionVerb::Stop),
            SessionVerb::Pause | SessionVerb::Resume => self.busy.is_none() && self.has_pause(),
            SessionVerb::ProvisionAll => self.busy.is_none() && self.canary.is_none(),
        }
    }

    /// Whether this Pi can pause and resume a session, as far as is known.
    #[must_use]
    pub fn has_pause(&self) -> bool {
        !self.missing.pause
    }

    /// Whether this Pi can skip cameras, as far as is known.
    #[must_use]
    pub fn has_skip(&self) -> bool {
        !self.missing.skip
    }

    /// Whether the Pi accepts commands for cameras now.
    #[must_use]
    pub fn can_act_on_cameras(&self) -> bool {
        let state = &self.session.state;
        !self.interrupted && !state.is_ending() && *state != SessionState::Paused
    }

    fn send(&mut self, verb: SessionVerb) -> Command {
        self.busy = Some(verb);
        self.problem = None;
        Command::Session(self.session.id.clone(), verb)
    }

    fn retry_cameras(
        &mut self,
        macs: Vec<MacAddr>,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        self.send_for_person(macs, DeviceVerb::Retry, notices, now)
    }

    fn send_for_person(
        &mut self,
        macs: Vec<MacAddr>,
        verb: DeviceVerb,
        notices: &mut Notices,
        now: Now,
    ) -> Option<Command> {
        for mac in &macs {
            if let Some(card) = self.cards.get_mut(*mac) {
                card.retry.over();
            }
        }
        let command = self.send_to(macs, verb);
        if let Some(Command::Devices(_, sent, _)) = &command
            && sent.len() > 1
        {
            notices.log(Severity::Info, sent_text(verb, sent.len()), now);
        }
        command
    }

    fn send_to(&mut self, macs: Vec<MacAddr>, verb: DeviceVerb) -> Option<Command> {
        if verb == DeviceVerb::Skip && !self.has_skip() {
            return None;
        }
        let mut sent = Vec::new();
        for mac in macs {
            if let Some(card) = self.cards.get_mut(mac).filter(|card| card.busy.is_none()) {
                card.send(verb);
                sent.push(mac);
            }
        }
        if sent.is_empty() {
            return None;
        }
        self.refresh();
        Some(Command::Devices(self.session.id.clone(), sent, verb))
    }

    /// Removes what the Pi said about commands for cameras, where that is solved.
    pub(crate) fn dismiss_camera_problems(&mut self, is_solved: impl Fn(&Problem) -> bool) {
        self.cards.for_each(|card| {
            card.problem.take_if(|problem| is_solved(problem));
        });
        self.refresh();
    }

    pub(crate) fn handle_session_reply(
        &mut self,
        verb: SessionVerb,
        result: Result<SessionReply, Box<Problem>>,
        notices: &mut Notices,
        now: Now,
    ) {
        // A session that is being stopped may still get the answer to an earlier command.
        let is_awaited = self.busy.take_if(|busy| *busy == verb).is_some();
        if result.is_ok() && is_awaited {
            self.retry.over();
        }
        match result {
            Ok(SessionReply::Now(session)) => {
                if let Some(session) = session.or_else(|| self.expected_after(verb)) {
                    self.take_over_session(session, notices, now);
                }
                if verb == SessionVerb::ProvisionAll {
                    notices.log(Severity::Info, tr!("notice-provisioning-started"), now);
                }
            }
            Ok(SessionReply::Initiated(outcome)) => {
                let text = bulk_text(outcome);
                notices.log(Severity::Info, text.clone(), now);
                // The cards show what was started, but not what the press has left out.
                if outcome.skipped.is_some_and(|skipped| skipped > 0) {
                    notices.toast(text, now);
                }
            }
            Err(problem) => {
                notices.problem(verb_text(verb), &problem, now);
                self.note_failure(&problem, now);
                if self.interrupted {
                    self.unread = Some(problem.clone());
                }
                if !is_awaited {
                    self.refresh();
                    return;
                }
                let can_be_missing = matches!(verb, SessionVerb::Pause | SessionVerb::Resume);
                self.missing.pause |= can_be_missing && problem.kind == ProblemKind::NotAvailable;
                // Without an HTTP status the Pi may have done it: a person has to look first.
                if problem.http_status.is_some() {
                    self.retry.failed(&problem, now);
                }
                self.is_left_when_over &= self.retry.is_waiting();
                self.refused = Some(verb);
                self.problem = Some(*problem);
            }
        }
        self.refresh();
    }

    /// The session after `verb` succeeded, if the answer does not contain it.
    fn expected_after(&self, verb: SessionVerb) -> Option<Session> {
        let state = match verb {
            SessionVerb::Stop => SessionState::Closed,
            SessionVerb::Pause => SessionState::Paused,
            SessionVerb::Resume => SessionState::Active,
            SessionVerb::ProvisionAll => return None,
        };
        Some(Session {
            state,
            ..self.session.clone()
        })
    }

    pub(crate) fn handle_device_reply(
        &mut self,
        mac: MacAddr,
        verb: DeviceVerb,
        result: Result<Option<CandidateState>, Box<Problem>>,
        notices: &mut Notices,
        now: Now,
    ) {
        let Some(card) = self.cards.get_mut(mac) else {
            return;
        };
        self.counts.remove(card);
        let is_awaited = card.busy.take() == Some(verb);
        if result.is_ok() {
            card.retry.over();
        }
        match result {
            Ok(_) if verb == DeviceVerb::Skip => {
                card.skip();
                let text = tr!("notice-camera-skipped", camera = mac.to_string());
                notices.log_about(mac, Severity::Info, text, now);
            }
            Ok(state) if is_awaited => {
                card.apply(
                    CandidateUpdate {
                        state,
                        ..CandidateUpdate::about(mac)
                    },
                    now,
                );
            }
            Ok(_) => {}
            Err(problem) => {
                let text = verb_with_mac(verb, mac);
                let is_missing =
                    verb == DeviceVerb::Skip && problem.kind == ProblemKind::NotAvailable;
                self.missing.skip |= is_missing;
                // If the camera has changed its state by now, the Pi did what was asked. A command
                // that this Pi does not have says nothing about the camera, whose own failure stays.
                if is_awaited && !is_missing {
                    card.refuse(verb, (*problem).clone(), now);
                }
                // Of a hundred cameras that a limiter holds up, each is on its card.
                let is_waiting = card.retry.is_waiting();
                if !is_waiting {
                    notices.problem_about(mac, &text, &problem, now);
                }
                let is_canary = self.canary.as_ref().is_some_and(|canary| canary.mac == mac);
                if is_canary && is_awaited && !is_waiting {
                    // The others would be refused alike: a person has to start again.
                    self.canary = None;
                    if self.automation.take().is_some() {
                        notices.log(Severity::Warning, tr!("notice-automatic-off"), now);
                    }
                }
            }
        }
        self.counts.add(card);
        self.card_changed();
    }
}

/// Logs how an attempt ended. The steps on the way are not logged.
fn log_outcome(card: &Card, notices: &mut Notices, now: Now) {
    let mac = card.candidate.mac.to_string();
    let (severity, text) = match &card.candidate.state {
        CandidateState::Verified => (Severity::Good, tr!("notice-camera-verified", mac = mac)),
        CandidateState::Failed if card.is_unconfirmed() => (
            Severity::Warning,
            tr!("notice-camera-not-confirmed", mac = mac),
        ),
        CandidateState::Failed if *card.state() != CandidateState::Skipped => {
            (Severity::Error, failed_text(card))
        }
        CandidateState::Other(state) => {
            let state = state.as_str();
            let text = tr!("notice-camera-state-unknown", mac = mac, state = state);
            (Severity::Warning, text)
        }
        CandidateState::Discovered
        | CandidateState::Provisioning
        | CandidateState::Provisioned
        | CandidateState::Verifying
        | CandidateState::Failed
        | CandidateState::Skipped => return,
    };
    notices.log_about(card.candidate.mac, severity, text, now);
}

fn failed_text(card: &Card) -> String {
    let failure = card.candidate.failure.as_ref();
    let code = failure.and_then(|failure| failure.code.as_deref());
    let reason = failure.map_or_else(|| tr!("notice-no-reason").to_owned(), i18n::failure_summary);
    let code = code.map_or_else(|| tr!("notice-no-code").to_owned(), str::to_owned);
    let mac = card.candidate.mac.to_string();
    tr!(
        "notice-camera-failed",
        mac = mac,
        reason = reason,
        code = code
    )
}

/// Names only the counts that the Pi sent: an unknown count is not zero.
fn bulk_text(outcome: BulkOutcome) -> String {
    match (outcome.initiated, outcome.skipped) {
        (None, None) => tr!("notice-provisioning-started").to_owned(),
        (Some(count), None) => tr!("notice-provisioning-started-on", count = count),
        (None, Some(skipped)) => tr!("notice-provisioning-started-but", skipped = skipped),
        (Some(count), Some(skipped)) => {
            tr!(
                "notice-provisioning-started-on-but",
                count = count,
                skipped = skipped
            )
        }
    }
}

fn sent_text(verb: DeviceVerb, count: usize) -> String {
    match verb {
        DeviceVerb::Provision => tr!("notice-provision-sent", count = count),
        DeviceVerb::Retry => tr!("notice-retry-sent", count = count),
        DeviceVerb::Skip => tr!("notice-skip-sent", count = count),
    }
}

fn verb_with_mac(verb: DeviceVerb, mac: MacAddr) -> String {
    let mac = mac.to_string();
    match verb {
        DeviceVerb::Provision => tr!("notice-provision-mac", mac = mac),
        DeviceVerb::Retry => tr!("notice-retry-mac", mac = mac),
        DeviceVerb::Skip => tr!("notice-skip-mac", mac = mac),
    }
}

fn verb_text(verb: SessionVerb) -> &'static str {
    match verb {
        SessionVerb::Stop => tr!("notice-stop-session"),
        SessionVerb::Pause => tr!("notice-pause"),
        SessionVerb::Resume => tr!("notice-resume"),
        SessionVerb::ProvisionAll => tr!("notice-provision-all"),
    }
}

#[cfg(test)]
#[expect(clippy::panic, clippy::expect_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::{
        domain::{
            problem::{ErrorCode, ProblemKind},
            session::SessionId,
        },
        features::provisioning::{
            card_list::{CardFilter, CardGroup},
            state::tests::{Console, address, barred, camera, problem, snapshot},
        },
        messages::{BatchEvent, Event, Reply},
    };

    #[test]
    fn a_command_that_the_pi_does_not_have_is_not_sent_again_and_a_failure_stays() {
        let mut console = Console::open(vec![camera(1), camera(2)]);
        console.set_state(1, CandidateState::Failed);
        let skip = |mac| ProvisioningIntent::Device(address(mac), DeviceVerb::Skip);
        assert!(console.push(skip(1)).is_some());
        let missing = || problem(ProblemKind::NotAvailable, None);
        let id = SessionId::new("sess_1");
        let refused = Reply::Device(id, address(1), DeviceVerb::Skip, Err(missing()));
        console.handle(Event::Reply(refused));
        let card = console.batch().cards.get(address(1)).expect("a card");
        assert_eq!((&card.problem, card.can_retry()), (&None, true));
        assert!(console.push(skip(2)).is_none(), "for no camera");
        let pause = || ProvisioningIntent::Session(SessionVerb::Pause);
        assert!(console.push(pause()).is_some());
        console.session_reply(SessionVerb::Pause, Err(missing()));
        assert!(console.push(pause()).is_none());
        assert!(console.batch().can_send(SessionVerb::Stop));
    }

    /// The command for cameras that is due.
    fn due_command(console: &mut Console) -> Option<(DeviceVerb, Vec<MacAddr>)> {
        match console.provisioning.due(console.now)? {
            Command::Devices(_, macs, verb) => Some((verb, macs)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn cameras_are_provisioned_as_they_appear_and_retried_once() {
        let mut console = Console::open(vec![camera(1), barred(2)]);
        console.provisioning.set_tries_one_first(false);
        assert_eq!(due_command(&mut console), None, "it is off at first");
        console.push(ProvisioningIntent::ProvisionAutomatically(true));
        let first = Some((DeviceVerb::Provision, vec![address(1)]));
        assert_eq!(due_command(&mut console), first);
        console.set_state(3, CandidateState::Discovered);
        assert_eq!(
            due_command(&mut console),
            None,
            "nothing is known of camera 3 yet"
        );
        console.read(vec![camera(1), camera(3)]);
        let third = Some((DeviceVerb::Provision, vec![address(3)]));
        assert_eq!(due_command(&mut console), third);
        console.device_reply(1, DeviceVerb::Provision, None);
        for attempt in [Some((DeviceVerb::Retry, vec![address(1)])), None] {
            console.set_state(1, CandidateState::Provisioning);
            console.set_state(1, CandidateState::Failed);
            assert_eq!(due_command(&mut console), attempt);
        }
        console.push(ProvisioningIntent::ProvisionAutomatically(false));
        console.read(vec![camera(4)]);
        assert_eq!(due_command(&mut console), None);
    }

    #[test]
    fn a_camera_that_is_not_confirmed_is_not_retried_automatically() {
        let mut console = Console::open(vec![camera(1), camera(2)]);
        console.provisioning.set_tries_one_first(false);
        console.push(ProvisioningIntent::ProvisionAutomatically(true));
        let both = Some((DeviceVerb::Provision, vec![address(1), address(2)]));
        assert_eq!(due_command(&mut console), both);
        console.device_reply(1, DeviceVerb::Provision, None);
        console.device_reply(2, DeviceVerb::Provision, None);
        console.fail(1, CandidateState::Verifying, "VERIFICATION_TIMEOUT");
        assert_eq!(due_command(&mut console), None, "it may report late");
        console.fail(2, CandidateState::Provisioning, "DEVICE_UNREACHABLE");
        let second = Some((DeviceVerb::Retry, vec![address(2)]));
        assert_eq!(due_command(&mut console), second);
    }

    #[test]
    fn a_command_that_the_pi_refused_is_not_sent_again_automatically() {
        let mut console = Console::open(vec![camera(1)]);
        console.push(ProvisioningIntent::ProvisionAutomatically(true));
        assert!(due_command(&mut console).is_some());
        let refusal = problem(ErrorCode::DeviceInvalidState, None);
        let id = SessionId::new("sess_1");
        let refused = Reply::Device(id, address(1), DeviceVerb::Provision, Err(refusal));
        console.handle(Event::Reply(refused));
        assert_eq!(due_command(&mut console), None);
    }

    #[test]
    fn a_paused_session_provisions_nothing_automatically() {
        let mut console = Console::open(Vec::new());
        console.push(ProvisioningIntent::ProvisionAutomatically(true));
        let paused = snapshot("sess_1", SessionState::Paused, vec![camera(1)]);
        console.handle(Event::Snapshot(Box::new(paused)));
        assert_eq!(due_command(&mut console), None);
        console.read(vec![camera(1)]);
        assert!(due_command(&mut console).is_some(), "once it goes on");
    }

    #[test]
    fn an_event_adds_an_unknown_camera_of_this_session_only() {
        let mut console = Console::open(Vec::new());
        console.set_state(1, CandidateState::Discovered);
        let foreign = CandidateUpdate {
            session_id: Some(SessionId::new("sess_2")),
            ..CandidateUpdate::about(address(2))
        };
        console.handle(Event::Batch(BatchEvent::Candidate(foreign)));
        assert_eq!(console.order(), [address(1)]);
    }

    #[test]
    fn a_fresh_read_replaces_the_known_states() {
        let mut console = Console::open(vec![camera(1), camera(2)]);
        console.set_state(1, CandidateState::Verifying);
        let recovered = Candidate {
            state: CandidateState::Provisioned,
            ..camera(1)
        };
        let truth = snapshot("sess_1", SessionState::Active, vec![recovered, camera(3)]);
        console.handle(Event::Snapshot(Box::new(truth)));
        assert_eq!(console.shown_state(1), "provisioned");
        assert_eq!(
            console.order(),
            [address(3), address(1)],
            "camera 2 is gone"
        );
    }

    #[test]
    fn a_failed_camera_stays_when_the_pi_no_longer_lists_it() {
        let mut console = Console::open(vec![camera(1), camera(2)]);
        console.set_state(2, CandidateState::Failed);
        console.handle(Event::Snapshot(Box::new(snapshot(
            "sess_1",
            SessionState::Active,
            Vec::new(),
        ))));
        assert_eq!(console.order(), [address(2)]);
        assert_eq!(console.shown_state(2), "failed");
    }

    #[test]
    fn what_needs_a_person_comes_first_and_what_is_done_last() {
        let mut console = Console::open((1..=8).map(camera).collect());
        console.read(
            [barred(2)]
                .into_iter()
                .chain((3..=8).map(camera))
                .chain([camera(1)])
                .collect(),
        );
        console.set_state(1, CandidateState::Verified);
        console.set_state(4, CandidateState::Provisioning);
        console.set_state(5, CandidateState::Failed);
        console.set_state(6, CandidateState::Other("updating".to_owned()));
        console.push(ProvisioningIntent::Device(address(7), DeviceVerb::Skip));
        console.device_reply(7, DeviceVerb::Skip, None);
        let order = [5, 2, 3, 8, 4, 6, 1, 7].map(address);
        assert_eq!(console.order(), order);
        let groups: Vec<_> = console.batch().list.groups().collect();
        let expected = [
            (CardGroup::NeedsYou, 2),
            (CardGroup::Ready, 2),
            (CardGroup::InFlight, 2),
            (CardGroup::Verified, 1),
            (CardGroup::Skipped, 1),
        ];
        assert_eq!(groups, expected);
        console.push(ProvisioningIntent::Filter(CardFilter::NotAllowed));
        assert_eq!(console.order(), [address(2)]);
        console.push(ProvisioningIntent::Filter(CardFilter::ToDo));
        assert_eq!(console.order(), [5, 2, 3, 8, 4, 6].map(address));
        console.push(ProvisioningIntent::Search("0000-03".to_owned()));
        let count = |filter| console.batch().list.count(filter);
        let counts = [CardFilter::All, CardFilter::Ready, CardFilter::Failed].map(count);
        assert_eq!(counts, [1, 1, 0], "of what the search leaves");
    }

    #[test]
    fn a_batch_is_finished_when_all_allowed_cameras_are_verified() {
        let mut console = Console::open(vec![camera(1), camera(2), barred(3)]);
        assert_eq!(console.batch().counts.wanted(), 2);
        console.set_state(1, CandidateState::Verified);
        assert!(!console.batch().is_finished());
        console.set_state(2, CandidateState::Failed);
        assert!(!console.batch().is_finished(), "one failed");
        console.push(ProvisioningIntent::Device(address(2), DeviceVerb::Skip));
        console.device_reply(2, DeviceVerb::Skip, None);
        assert!(console.batch().is_finished());
        console.push(ProvisioningIntent::ProvisionOnceAllowed(vec![address(3)]));
        assert!(!console.batch().is_finished(), "one is being allowed");
    }

    #[test]
    fn a_camera_that_was_to_be_allowed_is_provisioned_once_it_is() {
        let mut console = Console::open(vec![camera(1), barred(2)]);
        console.push(ProvisioningIntent::ProvisionOnceAllowed(vec![address(2)]));
        assert!(console.provisioning.due(console.now).is_none());
        console.read(vec![camera(1), barred(2)]);
        assert!(console.provisioning.due(console.now).is_none());
        console.read(vec![camera(1), camera(2)]);
        let Some(Command::Devices(_, macs, DeviceVerb::Provision)) =
            console.provisioning.due(console.now)
        else {
            panic!("it was not provisioned");
        };
        assert_eq!(macs, [address(2)], "not the other one");
        assert!(console.provisioning.due(console.now).is_none(), "once");
    }

    #[test]
    fn a_camera_that_is_not_allowed_after_all_does_not_keep_the_batch_open() {
        let verified = Candidate {
            state: CandidateState::Verified,
            ..camera(1)
        };
        let refused = |console: &mut Console| console.provisioning.keep_once_allowed(|_| false);
        let skipped = |console: &mut Console| {
            console.push(ProvisioningIntent::Device(address(2), DeviceVerb::Skip));
            console.device_reply(2, DeviceVerb::Skip, None);
            console.provisioning.keep_once_allowed(|_| true);
        };
        for forget in [&refused as &dyn Fn(&mut Console), &skipped] {
            let mut console = Console::open(vec![verified.clone(), barred(2)]);
            console.push(ProvisioningIntent::ProvisionOnceAllowed(vec![address(2)]));
            assert!(!console.batch().is_finished());
            forget(&mut console);
            assert!(console.batch().is_finished());
            console.read(vec![verified.clone(), camera(2)]);
            assert!(console.provisioning.due(console.now).is_none());
        }
    }

    #[test]
    fn failed_cameras_come_first_and_are_found_by_their_address() {
        let mut console = Console::open(vec![camera(1), camera(2), camera(3)]);
        console.set_state(3, CandidateState::Failed);
        console.set_state(1, CandidateState::Verified);
        assert_eq!(console.order(), [address(3), address(2), address(1)]);
        console.push(ProvisioningIntent::Filter(CardFilter::Verified));
        assert_eq!(console.order(), [address(1)]);
        console.push(ProvisioningIntent::Filter(CardFilter::All));
        console.push(ProvisioningIntent::Search("0000-02".to_owned()));
        assert_eq!(
            console.order(),
            [address(2)],
            "an address is found in any spelling"
        );
    }

    #[test]
    fn a_skipped_camera_is_shown_as_skipped_although_the_pi_reports_failed() {
        let mut console = Console::open(vec![camera(1)]);
        console.push(ProvisioningIntent::Device(address(1), DeviceVerb::Skip));
        console.set_state(1, CandidateState::Failed);
        console.device_reply(1, DeviceVerb::Skip, Some(CandidateState::Failed));
        assert_eq!(console.shown_state(1), "skipped");
        assert_eq!(
            (
                console.batch().counts.wanted(),
                console.batch().counts.skipped
            ),
            (0, 1)
        );
        console.handle(Event::Snapshot(Box::new(snapshot(
            "sess_1",
            SessionState::Active,
            Vec::new(),
        ))));
        assert_eq!(
            console.shown_state(1),
            "skipped",
            "also when it is no longer listed"
        );
        console.set_state(1, CandidateState::Provisioning);
        assert_eq!(
            console.shown_state(1),
            "provisioning",
            "it is provisioned again"
        );
    }

    #[test]
    fn a_reply_after_the_events_changes_nothing() {
        let mut console = Console::open(vec![camera(1)]);
        console.set_state(1, CandidateState::Failed);
        console.push(ProvisioningIntent::Device(address(1), DeviceVerb::Retry));
        console.set_state(1, CandidateState::Provisioning);
        console.set_state(1, CandidateState::Failed);
        console.device_reply(1, DeviceVerb::Retry, Some(CandidateState::Provisioning));
        assert_eq!(console.shown_state(1), "failed");
    }

    #[test]
    fn a_refused_command_shows_its_problem_on_the_card() {
        let mut console = Console::open(vec![camera(1)]);
        console.push(ProvisioningIntent::Device(
            address(1),
            DeviceVerb::Provision,
        ));
        let again = console.push(ProvisioningIntent::Device(
            address(1),
            DeviceVerb::Provision,
        ));
        assert!(again.is_none(), "busy");
        let refusal = Err(problem(ErrorCode::DeviceNotInAllowlist, None));
        console.handle(Event::Reply(Reply::Device(
            SessionId::new("sess_1"),
            address(1),
            DeviceVerb::Provision,
            refusal,
        )));
        let card = console.batch().cards.get(address(1)).expect("a card");
        assert_eq!(card.busy, None);
        assert_eq!(
            card.problem.as_ref().and_then(Problem::error_code),
            Some(ErrorCode::DeviceNotInAllowlist)
        );
    }

    fn limited() -> Problem {
        Problem {
            http_status: Some(429),
            retry_after: Some(Duration::from_secs(20)),
            ..Problem::new(ErrorCode::RateLimited, Now::read().wall)
        }
    }

    fn refuse(console: &mut Console, mac: u8) {
        console.handle(Event::Reply(Reply::Device(
            SessionId::new("sess_1"),
            address(mac),
            DeviceVerb::Provision,
            Err(Box::new(limited())),
        )));
    }

    fn due(console: &mut Console) -> Vec<MacAddr> {
        match console.provisioning.due(console.now) {
            Some(Command::Devices(_, macs, DeviceVerb::Provision)) => macs,
            None => Vec::new(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn cameras_that_the_pi_holds_up_wait_on_their_cards_and_are_sent_again() {
        let mut console = Console::open((1..=3).map(camera).collect());
        for mac in 1..=3 {
            let intent = ProvisioningIntent::Device(address(mac), DeviceVerb::Provision);
            assert!(console.push(intent).is_some());
            refuse(&mut console, mac);
        }
        assert_eq!(console.batch().waiting.len(), 3);
        assert_eq!(due(&mut console), []);
        console.push(ProvisioningIntent::StopRetryingCameras(vec![address(3)]));
        console.advance(20);
        assert_eq!(due(&mut console), [address(1), address(2)]);
        assert_eq!(due(&mut console), [], "once");
        refuse(&mut console, 1);
        console.device_reply(2, DeviceVerb::Provision, Some(CandidateState::Provisioning));
        assert_eq!(console.batch().waiting, [address(1)]);
        let now = console.push(ProvisioningIntent::RetryCamerasNow(vec![address(1)]));
        assert!(matches!(now, Some(Command::Devices(_, macs, _)) if macs == [address(1)]));
    }

    #[test]
    fn a_camera_is_not_sent_again_while_the_session_is_paused_or_once_it_has_moved() {
        let mut console = Console::open(vec![camera(1)]);
        let provision = ProvisioningIntent::Device(address(1), DeviceVerb::Provision);
        console.push(provision.clone());
        refuse(&mut console, 1);
        console.session_reply(SessionVerb::Pause, Ok(SessionReply::Now(None)));
        console.advance(20);
        assert_eq!(due(&mut console), []);
        console.session_reply(SessionVerb::Resume, Ok(SessionReply::Now(None)));
        assert_eq!(due(&mut console), [address(1)]);
        refuse(&mut console, 1);
        console.set_state(1, CandidateState::Provisioning);
        console.advance(20);
        assert_eq!(due(&mut console), []);
    }

    #[test]
    fn a_session_can_be_stopped_while_another_command_is_under_way() {
        let mut console = Console::open(vec![camera(1)]);
        let session = ProvisioningIntent::Session;
        console.push(session(SessionVerb::ProvisionAll));
        assert!(console.push(session(SessionVerb::Pause)).is_none());
        let stop = console.push(session(SessionVerb::Stop));
        assert!(matches!(stop, Some(Command::Session(_, SessionVerb::Stop))));
        console.session_reply(SessionVerb::ProvisionAll, Err(Box::new(limited())));
        assert_eq!(console.batch().busy, Some(SessionVerb::Stop));
        console.advance(60);
        assert!(console.provisioning.due(console.now).is_none());
        assert_eq!(console.batch().problem, None, "it does not matter any more");
        console.session_reply(SessionVerb::Stop, Ok(SessionReply::Now(None)));
        assert!(console.batch().is_over());
    }

    #[test]
    fn selected_and_failed_cameras_are_sent_in_one_command() {
        let mut console = Console::open(vec![camera(1), camera(2), barred(3)]);
        for mac in 1..=3 {
            console.push(ProvisioningIntent::Select(address(mac), true));
        }
        match console.push(ProvisioningIntent::ProvisionSelected) {
            Some(Command::Devices(_, macs, DeviceVerb::Provision)) => {
                assert_eq!(macs, [address(1), address(2)]);
            }
            other => panic!("{other:?}"),
        }
        console.set_state(1, CandidateState::Failed);
        console.set_state(2, CandidateState::Failed);
        match console.push(ProvisioningIntent::RetryAllFailed) {
            Some(Command::Devices(_, macs, DeviceVerb::Retry)) => {
                assert_eq!(macs, [address(1), address(2)]);
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_estimate_waits_for_two_cameras_and_is_their_median() {
        let mut console = Console::open((1..=4).map(camera).collect());
        for mac in 1..=4 {
            console.set_state(mac, CandidateState::Provisioning);
        }
        for mac in 1..=4 {
            console.set_state(mac, CandidateState::Provisioned);
            console.set_state(mac, CandidateState::Verifying);
        }
        console.advance(10);
        console.set_state(1, CandidateState::Verified);
        assert_eq!(console.batch().estimate.left(console.now), None);
        console.advance(10);
        console.set_state(2, CandidateState::Verified);
        assert_eq!(
            console.batch().estimate.left(console.now),
            Some(Duration::ZERO)
        );
        console.set_state(3, CandidateState::Failed);
        console.set_state(3, CandidateState::Provisioning);
        assert_eq!(
            console.batch().estimate.left(console.now),
            Some(Duration::from_secs(20))
        );
    }

    #[test]
    fn every_camera_found_is_counted_once() {
        let unknown_state = Candidate {
            state: CandidateState::Other("updating".to_owned()),
            ..camera(6)
        };
        let mut console = Console::open(vec![
            camera(1),
            camera(2),
            camera(3),
            camera(4),
            barred(5),
            unknown_state,
        ]);
        console.set_state(1, CandidateState::Verified);
        console.set_state(2, CandidateState::Failed);
        console.set_state(3, CandidateState::Verifying);
        let counts = console.batch().counts;
        assert_eq!(
            (counts.verified, counts.failed, counts.in_flight()),
            (1, 1, 1)
        );
        assert_eq!(
            (counts.discovered, counts.not_allowlisted, counts.other),
            (2, 1, 1)
        );
        assert_eq!(counts.found(), 6);
    }

    #[test]
    fn a_refusal_after_the_state_changed_is_not_shown() {
        let mut console = Console::open(vec![camera(1)]);
        console.push(ProvisioningIntent::Device(
            address(1),
            DeviceVerb::Provision,
        ));
        console.set_state(1, CandidateState::Provisioning);
        let lost = Err(problem(ProblemKind::ConnectionLost, None));
        console.handle(Event::Reply(Reply::Device(
            SessionId::new("sess_1"),
            address(1),
            DeviceVerb::Provision,
            lost,
        )));
        let card = console.batch().cards.get(address(1)).expect("a card");
        assert_eq!(card.problem, None);
    }
}

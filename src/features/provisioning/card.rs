//! One camera on the screen: what the Pi reports, since when, and what was asked of the Pi for it.

use std::{
    borrow::Cow,
    time::{Duration, Instant},
};

use crate::{
    domain::{
        allowlist::{AllowlistEntry, NewEntry},
        candidate::{Candidate, CandidateState, CandidateUpdate, Failure, Merged},
        clock::{self, Now},
        pi_health::PiHealth,
        problem::{ErrorCode, Problem},
    },
    messages::DeviceVerb,
    model::retry_countdown::RetryCountdown,
};

/// The step from which on a camera has the credentials.
const ACCEPTED: usize = 2;

/// The number of steps from discovered to verified.
pub const STEPS: usize = 5;

/// What the allowlist knows of a camera.
#[derive(Debug, Clone, PartialEq)]
pub enum AllowlistStatus {
    /// It is not on the list. An unused entry with a neighbouring address may mean this camera.
    Missing(Option<AllowlistEntry>),
    /// It is being added.
    Adding,
    /// It is on the list.
    Listed,
    /// This entry could not be added.
    Failed(NewEntry, Box<Problem>),
}

/// One camera.
#[derive(Debug, Clone)]
pub struct Card {
    /// The camera as the Pi reports it.
    pub candidate: Candidate,
    /// Where it is, if it has a position.
    pub position: Option<String>,
    /// Whether a person ticked it.
    pub selected: bool,
    /// The command that the Pi has not answered yet.
    pub busy: Option<DeviceVerb>,
    /// Why the last command failed.
    pub problem: Option<Problem>,
    /// The command that failed.
    refused: Option<DeviceVerb>,
    /// When that command is sent again.
    pub retry: RetryCountdown,
    /// How long each step took, if this console saw its start and its end. The present step is
    /// `None`.
    pub step_times: [Option<Duration>; STEPS],
    /// When the present state began. `None` if it began before this console read the session.
    pub since: Option<Instant>,
    /// The step that it failed at, if this console saw it.
    pub failed_at: Option<usize>,
    /// The Pi when it failed, if this console saw it fail.
    pub(crate) pi_when_failed: PiHealth,
    /// The connection to the Pi was lost during the attempt that failed.
    pub(crate) lost_connection: bool,
    attempt_since: Option<Instant>,
    attempt_took: Option<Duration>,
    skipped: bool,
}

impl Card {
    /// A camera in a state that began before this console read the session.
    #[must_use]
    pub fn found(candidate: Candidate) -> Self {
        Self {
            candidate,
            position: None,
            selected: false,
            busy: None,
            problem: None,
            refused: None,
            retry: RetryCountdown::default(),
            step_times: [None; STEPS],
            since: None,
            failed_at: None,
            pi_when_failed: PiHealth::default(),
            lost_connection: false,
            attempt_since: None,
            attempt_took: None,
            skipped: false,
        }
    }

    /// A camera that appeared just now.
    #[must_use]
    pub fn appeared(candidate: Candidate, now: Now) -> Self {
        Self {
            since: Some(now.instant),
            ..Self::found(candidate)
        }
    }

    /// The state to show: what the Pi reports, unless a person skipped the camera (contract,
    /// section 10).
    #[must_use]
    pub fn state(&self) -> &CandidateState {
        if self.skipped {
            return &CandidateState::Skipped;
        }
        &self.candidate.state
    }

    /// What to call it in few characters: its position, else the last four digits of its address.
    #[must_use]
    pub fn label(&self) -> Cow<'_, str> {
        match &self.position {
            Some(position) => Cow::Borrowed(position),
            None => Cow::Owned(self.candidate.mac.short().to_string()),
        }
    }

    /// What to call it in a sentence: its position, if it has one, and the last four digits.
    #[must_use]
    pub fn full_label(&self) -> String {
        let short = self.candidate.mac.short();
        match &self.position {
            Some(position) => format!("{position} ({short})"),
            None => short.to_string(),
        }
    }

    /// Whether it accepted the credentials and did not report from the target network in time. It may
    /// report late: that it failed is not known (contract, section 9).
    #[must_use]
    pub fn is_unconfirmed(&self) -> bool {
        if *self.state() != CandidateState::Failed {
            return false;
        }
        let failure = self.candidate.failure.as_ref();
        match failure.and_then(Failure::error_code) {
            Some(ErrorCode::VerificationTimeout) => true,
            Some(ErrorCode::DeviceTimeout | ErrorCode::Timeout) => {
                self.failed_at.is_some_and(|step| step >= ACCEPTED)
            }
            _ => false,
        }
    }

    /// How often it was tried.
    #[must_use]
    pub fn tries(&self) -> u32 {
        let untried = [CandidateState::Discovered, CandidateState::Skipped];
        self.candidate.retry_count + u32::from(!untried.contains(&self.candidate.state))
    }

    /// Whether its last attempt ran at `at`, as far as this console saw it begin.
    pub(crate) fn was_tried_at(&self, at: Instant) -> bool {
        let ended = self.since.filter(|_| !self.candidate.state.is_in_flight());
        self.began_before(at) && ended.is_none_or(|end| at <= end)
    }

    /// Whether its last attempt began before `at`, as far as this console saw it begin.
    pub(crate) fn began_before(&self, at: Instant) -> bool {
        self.attempt_since.is_some_and(|since| since <= at)
    }

    /// Notes how the Pi is, as the camera has just failed.
    pub(crate) fn note_pi(&mut self, health: PiHealth, lost_at: Option<Instant>) {
        if self.candidate.state != CandidateState::Failed {
            return;
        }
        self.pi_when_failed = health;
        self.lost_connection = lost_at.is_some_and(|at| self.was_tried_at(at));
    }

    /// Whether it waits and cannot be provisioned, because it is not on the allowlist.
    #[must_use]
    pub fn is_barred(&self) -> bool {
        *self.state() == CandidateState::Discovered && !self.candidate.in_allowlist
    }

    /// The index of the present step, or of the one that it failed at. `None` for the other states.
    #[must_use]
    pub fn step(&self) -> Option<usize> {
        if self.candidate.state == CandidateState::Failed {
            return self.failed_at;
        }
        step_of(&self.candidate.state)
    }

    /// How long the attempt has taken so far, or took. `None` if this console did not see it begin.
    #[must_use]
    pub fn attempt_time(&self, now: Now) -> Option<Duration> {
        self.attempt_took
            .or_else(|| self.attempt_since.map(|since| now.since(since)))
    }

    /// How long the attempt took, once it has ended.
    pub(crate) fn attempt_took(&self) -> Option<Duration> {
        self.attempt_took
    }

    /// When the attempt began, if this console saw that.
    pub(crate) fn attempt_since(&self) -> Option<Instant> {
        self.attempt_since
    }

    /// As [`Batch::slept`](super::batch::Batch).
    pub(crate) fn slept(&mut self, by: Duration) {
        self.since = self.since.map(|at| clock::before(at, by));
        self.attempt_since = self.attempt_since.map(|at| clock::before(at, by));
        self.retry.slept(by);
    }

    /// A command is sent to the Pi.
    pub(crate) fn send(&mut self, verb: DeviceVerb) {
        self.busy = Some(verb);
        self.problem = None;
    }

    /// The Pi did not carry out the command.
    pub(crate) fn refuse(&mut self, verb: DeviceVerb, problem: Problem, now: Now) {
        self.retry.failed(&problem, now);
        self.refused = Some(verb);
        self.problem = Some(problem);
    }

    /// The refused command that is sent again.
    #[must_use]
    pub fn waits_for(&self) -> Option<DeviceVerb> {
        self.refused.filter(|_| self.retry.is_waiting())
    }

    /// Whether it can be provisioned now.
    #[must_use]
    pub fn can_provision(&self) -> bool {
        self.busy.is_none()
            && self.candidate.in_allowlist
            && *self.state() == CandidateState::Discovered
    }

    /// Whether it can be tried again.
    #[must_use]
    pub fn can_retry(&self) -> bool {
        self.busy.is_none() && *self.state() == CandidateState::Failed
    }

    /// Whether it can be skipped.
    #[must_use]
    pub fn can_skip(&self) -> bool {
        self.busy.is_none()
            && matches!(
                self.state(),
                CandidateState::Discovered | CandidateState::Failed
            )
    }

    /// Takes over a report.
    pub fn apply(&mut self, update: CandidateUpdate, now: Now) -> Merged {
        let before = self.candidate.state.clone();
        let merged = self.candidate.merge(update);
        if merged == Merged::Moved {
            self.moved_from(&before, now);
        }
        merged
    }

    /// Takes over a fresh read of the session, which replaces everything known before.
    pub fn replace(&mut self, candidate: Candidate, now: Now) -> Merged {
        let before = std::mem::replace(&mut self.candidate, candidate);
        if before.state == self.candidate.state {
            return Merged::Kept;
        }
        self.moved_from(&before.state, now);
        Merged::Moved
    }

    /// Remembers that a person skipped it.
    pub fn skip(&mut self) {
        self.skipped = true;
        self.selected = false;
    }

    /// The state has changed: a command that was sent before is settled by that.
    fn moved_from(&mut self, before: &CandidateState, now: Now) {
        self.busy = None;
        let left = step_of(before);
        match &self.candidate.state {
            CandidateState::Failed => self.failed_at = left,
            CandidateState::Provisioning => {
                self.attempt_since = Some(now.instant);
                self.attempt_took = None;
                self.step_times[1..].fill(None);
                self.failed_at = None;
            }
            CandidateState::Discovered
            | CandidateState::Provisioned
            | CandidateState::Verifying
            | CandidateState::Verified
            | CandidateState::Skipped
            | CandidateState::Other(_) => self.failed_at = None,
        }
        if before.is_in_flight() && !self.candidate.state.is_in_flight() {
            self.attempt_took = self.attempt_since.map(|since| now.since(since));
        }
        if let Some((step, since)) = left.zip(self.since) {
            self.step_times[step] = Some(now.since(since));
        }
        self.since = Some(now.instant);
        self.problem = None;
        self.retry.over();
        self.skipped &= !self.candidate.state.is_in_flight()
            && self.candidate.state != CandidateState::Verified;
        self.selected &= *self.state() == CandidateState::Discovered;
    }
}

fn step_of(state: &CandidateState) -> Option<usize> {
    match state {
        CandidateState::Discovered => Some(0),
        CandidateState::Provisioning => Some(1),
        CandidateState::Provisioned => Some(2),
        CandidateState::Verifying => Some(3),
        CandidateState::Verified => Some(4),
        CandidateState::Failed | CandidateState::Skipped | CandidateState::Other(_) => None,
    }
}

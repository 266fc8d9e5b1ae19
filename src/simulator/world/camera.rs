//! One camera of a batch and what happens to it: discovered, provisioning, provisioned, verifying, verified or failed.

use std::time::Duration;

use fastrand::Rng;
use jiff::Timestamp;

use crate::{
    domain::candidate::{Candidate, CandidateState, Failure},
    simulator::world::{camera_generator::draw_seconds, defect::Defect},
};

/// Progress is reported in steps of this many percent.
const PROGRESS_STEP: u8 = 10;

/// A camera that joins late does so this long after the Pi has given up.
const LATE_BY: Duration = Duration::from_secs(30);

/// One instant of the world: elapsed time and wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Instant {
    /// Simulated time since the start.
    pub(super) elapsed: Duration,
    /// The time on the Pi's clock.
    pub(super) wall: Timestamp,
}

/// A camera as the Pi knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Device {
    /// The part that the console knows too.
    pub candidate: Candidate,
    /// When it accepted the credentials.
    pub provisioned_at: Option<Timestamp>,
    /// When it was seen on the target network.
    pub verified_at: Option<Timestamp>,
}

/// A camera with its random future.
#[derive(Debug, Clone)]
pub(super) struct Camera {
    /// What the Pi knows of it.
    pub(super) device: Device,
    /// When it appears, in elapsed time.
    pub(super) arrives_at: Duration,
    /// When its next step is due; `None` while it waits for a command.
    pub(super) due: Option<Duration>,
    defect: Option<Defect>,
    pace: Duration,
    rng: Rng,
}

impl Camera {
    /// A camera that has not appeared yet. `rng` decides everything random about it.
    pub(super) fn new(
        candidate: Candidate,
        arrives_at: Duration,
        defect: Option<Defect>,
        rng: Rng,
    ) -> Self {
        let device = Device {
            candidate,
            provisioned_at: None,
            verified_at: None,
        };
        Self {
            device,
            arrives_at,
            due: None,
            defect,
            pace: Duration::ZERO,
            rng,
        }
    }

    /// Whether the Pi has discovered it.
    pub(super) fn has_appeared(&self) -> bool {
        self.device.candidate.discovered_at.is_some()
    }

    /// Whether it is on the onboarding network, which it leaves once it has the credentials.
    pub(super) fn is_onboarding(&self) -> bool {
        use CandidateState::{Discovered, Failed, Provisioning};
        let state = &self.device.candidate.state;
        self.has_appeared() && matches!(state, Discovered | Provisioning | Failed)
    }

    /// The Pi discovers it.
    pub(super) fn appear(&mut self, at: Timestamp) {
        self.device.candidate.discovered_at = Some(at);
    }

    /// Gives it this defect.
    pub(super) fn set_defect(&mut self, defect: Defect) {
        self.defect = Some(defect);
    }

    /// Removes its defect.
    pub(super) fn repair(&mut self) {
        self.defect = None;
    }

    /// Starts a new attempt.
    pub(super) fn begin(&mut self, now: Instant) {
        self.device.provisioned_at = None;
        self.enter(CandidateState::Provisioning);
        self.device.candidate.progress_percent = Some(0);
        self.pace = draw_seconds(&mut self.rng, 2.0, 5.0) / u32::from(100 / PROGRESS_STEP + 1);
        self.due = Some(now.elapsed + self.pace);
    }

    /// Does what is due at `now`.
    pub(super) fn step(&mut self, now: Instant) {
        use CandidateState::{
            Discovered, Failed, Other, Provisioned, Provisioning, Skipped, Verified, Verifying,
        };
        match (&self.device.candidate.state, self.defect) {
            (Provisioning, defect) => self.provision(now, defect),
            (Provisioned, defect) => {
                self.enter(Verifying);
                let wait = if defect.is_some() { 6.0 } else { 2.0 };
                self.due = Some(now.elapsed + draw_seconds(&mut self.rng, wait, wait + 4.0));
            }
            (Verifying, Some(defect)) => {
                self.fail(defect.failure());
                if matches!(defect, Defect::JoinsLate { .. }) {
                    self.due = Some(now.elapsed + LATE_BY);
                }
            }
            (Failed, Some(Defect::JoinsLate { .. })) | (Verifying, None) => {
                self.device.verified_at = Some(now.wall);
                self.enter(Verified);
            }
            (Discovered | Verified | Failed | Skipped | Other(_), _) => self.due = None,
        }
    }

    /// Advances provisioning by one step, or ends it.
    fn provision(&mut self, now: Instant, defect: Option<Defect>) {
        let done = self.device.candidate.progress_percent.unwrap_or(0);
        let stalls_at = defect.and_then(Defect::stalls_at);
        match defect {
            Some(defect) if stalls_at.is_some_and(|stuck| stuck < done) => {
                self.fail(defect.failure());
            }
            _ if done < 100 => {
                self.device.candidate.progress_percent = Some(done + PROGRESS_STEP);
                let stuck = stalls_at == Some(done);
                let hesitation = stuck.then(|| draw_seconds(&mut self.rng, 2.0, 4.0));
                self.due = Some(now.elapsed + hesitation.unwrap_or(self.pace));
            }
            _ => {
                self.device.provisioned_at = Some(now.wall);
                self.enter(CandidateState::Provisioned);
                self.due = Some(now.elapsed + draw_seconds(&mut self.rng, 0.8, 1.2));
            }
        }
    }

    /// Fails.
    pub(super) fn fail(&mut self, failure: Failure) {
        self.enter(CandidateState::Failed);
        self.device.candidate.failure = Some(failure);
    }

    /// Enters `state` without a next step.
    pub(super) fn enter(&mut self, state: CandidateState) {
        self.device.candidate.state = state;
        self.device.candidate.failure = None;
        self.device.candidate.progress_percent = None;
        self.due = None;
    }
}

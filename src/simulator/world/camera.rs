//! One camera of a batch and what happens to it: discovered, provisioning, provisioned, verifying, verified or failed.
//!
//! Knows simulated time as it is passed in. Must not know the session's rules: `batch` decides who may do what.

use std::time::Duration;

use fastrand::Rng;
use jiff::Timestamp;

use crate::{
    domain::candidate::{Candidate, CandidateState, Failure},
    simulator::world::camera_generator::draw_seconds,
    wire::error_codes,
};

/// Progress is told in steps of so many percent.
const PROGRESS_STEP: u8 = 10;

/// What is wrong with a camera, at the step where it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// It does not answer when it is called.
    Unreachable,
    /// It says no to the credentials.
    Rejects,
    /// It stops answering while it takes them.
    Stalls,
    /// It takes them and never shows up on the target network.
    NeverJoins {
        /// What the Pi says that it waited.
        within_seconds: u32,
    },
}

impl Flaw {
    /// How far provisioning gets with it, in percent; `None`: to the end.
    fn stuck_at(self) -> Option<u8> {
        match self {
            Self::Unreachable => Some(0),
            Self::Rejects => Some(60),
            Self::Stalls => Some(80),
            Self::NeverJoins { .. } => None,
        }
    }

    /// What the Pi says of it.
    fn failure(self) -> Failure {
        let (code, message) = match self {
            Self::Unreachable => ("DEVICE_UNREACHABLE", "no route to the device".to_owned()),
            Self::Rejects => {
                let message = "the device refused the credentials";
                ("DEVICE_REJECTED", message.to_owned())
            }
            Self::Stalls => ("DEVICE_TIMEOUT", "the device stopped answering".to_owned()),
            Self::NeverJoins { within_seconds } => {
                let message =
                    format!("device did not join the target network within {within_seconds} s");
                ("VERIFICATION_TIMEOUT", message)
            }
        };
        error_codes::failure(Some(code.to_owned()), Some(message))
    }
}

/// One instant of a world: on its own axis and as its clock shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Simulated time since the world began.
    pub(super) elapsed: Duration,
    /// What the Pi's clock says.
    pub(super) wall: Timestamp,
}

/// A camera as the Pi knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Device {
    /// What the console knows too.
    pub candidate: Candidate,
    /// When it took the credentials.
    pub provisioned_at: Option<Timestamp>,
    /// When it was seen on the target network.
    pub verified_at: Option<Timestamp>,
}

/// A camera with its future.
#[derive(Debug, Clone)]
pub(super) struct Camera {
    /// What the Pi knows of it.
    pub(super) device: Device,
    /// When it appears, on the world's axis.
    pub(super) arrives_at: Duration,
    /// When its next step is due; `None` while it waits for a person.
    pub(super) due: Option<Duration>,
    flaw: Option<Flaw>,
    pace: Duration,
    rng: Rng,
}

impl Camera {
    /// A camera that has not appeared yet. All chance in its life comes from `rng`.
    pub(super) fn new(
        candidate: Candidate,
        arrives_at: Duration,
        flaw: Option<Flaw>,
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
            flaw,
            pace: Duration::ZERO,
            rng,
        }
    }

    /// Whether the Pi has seen it.
    pub(super) fn has_appeared(&self) -> bool {
        self.device.candidate.discovered_at.is_some()
    }

    /// Whether it is on the onboarding network: it leaves that for the target network when it has the credentials.
    pub(super) fn is_onboarding(&self) -> bool {
        use CandidateState::{Discovered, Failed, Provisioning};
        let state = &self.device.candidate.state;
        self.has_appeared() && matches!(state, Discovered | Provisioning | Failed)
    }

    /// The Pi sees it.
    pub(super) fn appear(&mut self, at: Timestamp) {
        self.device.candidate.discovered_at = Some(at);
    }

    /// From now on nothing is wrong with it.
    pub(super) fn mend(&mut self) {
        self.flaw = None;
    }

    /// A new attempt begins.
    pub(super) fn begin(&mut self, now: Moment) {
        self.device.provisioned_at = None;
        self.enter(CandidateState::Provisioning);
        self.device.candidate.progress_percent = Some(0);
        self.pace = draw_seconds(&mut self.rng, 2.0, 5.0) / u32::from(100 / PROGRESS_STEP + 1);
        self.due = Some(now.elapsed + self.pace);
    }

    /// Does what is due at `now`.
    pub(super) fn step(&mut self, now: Moment) {
        use CandidateState::{
            Discovered, Failed, Other, Provisioned, Provisioning, Skipped, Verified, Verifying,
        };
        match (&self.device.candidate.state, self.flaw) {
            (Provisioning, flaw) => self.provision(now, flaw),
            (Provisioned, flaw) => {
                self.enter(Verifying);
                let patience = if flaw.is_some() { 6.0 } else { 2.0 };
                self.due =
                    Some(now.elapsed + draw_seconds(&mut self.rng, patience, patience + 4.0));
            }
            (Verifying, Some(flaw)) => self.fail(flaw.failure()),
            (Verifying, None) => {
                self.device.verified_at = Some(now.wall);
                self.enter(Verified);
            }
            (Discovered | Verified | Failed | Skipped | Other(_), _) => self.due = None,
        }
    }

    /// One step of progress, or its end.
    fn provision(&mut self, now: Moment, flaw: Option<Flaw>) {
        let done = self.device.candidate.progress_percent.unwrap_or(0);
        let stuck_at = flaw.and_then(Flaw::stuck_at);
        match flaw {
            Some(flaw) if stuck_at.is_some_and(|stuck| stuck < done) => self.fail(flaw.failure()),
            _ if done < 100 => {
                self.device.candidate.progress_percent = Some(done + PROGRESS_STEP);
                let stuck = stuck_at == Some(done);
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

    /// Gives up.
    pub(super) fn fail(&mut self, failure: Failure) {
        self.enter(CandidateState::Failed);
        self.device.candidate.failure = Some(failure);
    }

    /// Is in `state` from now on, with nothing more to come.
    pub(super) fn enter(&mut self, state: CandidateState) {
        self.device.candidate.state = state;
        self.device.candidate.failure = None;
        self.device.candidate.progress_percent = None;
        self.due = None;
    }
}

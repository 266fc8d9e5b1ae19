//! One batch: a run of cameras that get the same credentials.

use std::{fmt, time::Duration};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::{
    candidate::Candidate,
    network::{OnboardingNetwork, Security, Ssid},
};

/// The Pi's name for a session. Opaque: `sess_…` today, anything tomorrow.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionId(String);

impl SessionId {
    /// Wraps an id as the Pi sent it.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as the Pi expects it in requests.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The state of a session (contract, section 5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionState {
    /// Scanning for cameras.
    Discovering,
    /// Ready: cameras are known and can be provisioned.
    Active,
    /// Stopped for a while; actions are refused until it is resumed.
    Paused,
    /// On its way to closed.
    Closing,
    /// Over.
    Closed,
    /// A state that this console does not know; shown as the Pi wrote it.
    Other(String),
}

impl SessionState {
    /// The name of the state.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Discovering => "scanning",
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Closing => "closing",
            Self::Closed => "over",
            Self::Other(text) => text,
        }
    }

    /// Whether the session is known to run.
    #[must_use]
    pub fn runs(&self) -> bool {
        matches!(self, Self::Discovering | Self::Active | Self::Paused)
    }

    /// Whether the session is over or about to be.
    #[must_use]
    pub fn is_ending(&self) -> bool {
        matches!(self, Self::Closing | Self::Closed)
    }
}

/// How long the Pi gives each step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepTimeouts {
    /// Until a camera must have appeared.
    pub discovery_seconds: u32,
    /// Until a camera must have taken the credentials.
    pub provisioning_seconds: u32,
    /// Until a camera must have been seen on the target network.
    pub verification_seconds: u32,
}

impl Default for StepTimeouts {
    /// The Pi's own defaults (contract, section 5).
    fn default() -> Self {
        Self {
            discovery_seconds: 60,
            provisioning_seconds: 120,
            verification_seconds: 90,
        }
    }
}

/// A session as the Pi reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its name at the Pi.
    pub id: SessionId,
    /// Its state.
    pub state: SessionState,
    /// The network that the cameras shall join; empty if the Pi did not say.
    pub target_ssid: String,
    /// When it began, on the Pi's clock.
    pub created_at: Option<Timestamp>,
    /// When it last changed, on the Pi's clock: its end, once it is over.
    pub updated_at: Option<Timestamp>,
    /// When it runs out, on the Pi's clock.
    pub expires_at: Option<Timestamp>,
    /// Cameras in it, as the Pi counts them; may lag behind the list (contract, section 10).
    pub device_count: u32,
    /// Cameras that accepted the credentials, as the Pi counts them; some builds include the
    /// verified ones (contract, section 10).
    pub provisioned_count: u32,
    /// Cameras verified, as the Pi counts them.
    pub verified_count: u32,
    /// Cameras failed, as the Pi counts them.
    pub failed_count: u32,
}

/// The result of one read of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionSnapshot {
    /// The session.
    pub session: Session,
    /// Its cameras; `None` if this answer did not list them.
    pub candidates: Option<Vec<Candidate>>,
    /// Time left, if the Pi said so in the answer.
    pub remaining: Option<Duration>,
    /// The onboarding network, if the Pi said so in the answer.
    pub network: Option<OnboardingNetwork>,
    /// The Pi's clock when it answered: what makes its timestamps comparable with each other.
    pub pi_time: Option<Timestamp>,
}

/// What a person fills in to start a session.
#[derive(Debug, Clone)]
pub struct StartRequest {
    /// The network that the cameras shall join.
    pub ssid: Ssid,
    /// How it is protected, with the passphrase.
    pub security: Security,
    /// The time-outs of the steps.
    pub timeouts: StepTimeouts,
}

/// What the Pi did when asked to provision everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BulkOutcome {
    /// Cameras that it started on; `None` if the Pi did not say.
    pub initiated: Option<u32>,
    /// Cameras that it skipped (not on the allowlist, or not in a suitable state); `None` if the Pi
    /// did not say.
    pub skipped: Option<u32>,
}

//! A camera being provisioned, and the states it goes through. `candidate_update` merges reports
//! about it.

use std::net::IpAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::{error_code::ErrorCode, mac::MacAddr, problem::Remedy};

pub use crate::domain::candidate_update::{CandidateUpdate, Merged};

/// The state of a camera (contract, section 5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CandidateState {
    /// Seen on the onboarding network.
    Discovered,
    /// The credentials are being sent.
    Provisioning,
    /// The camera accepted the credentials.
    Provisioned,
    /// The Pi looks for it on the target network.
    Verifying,
    /// Seen on the target network: done.
    Verified,
    /// Failed, with a reason.
    Failed,
    /// A person skipped it. The Pi has no such state: the console remembers it (contract, section
    /// 10).
    Skipped,
    /// A state that this console does not know; shown as the Pi wrote it.
    #[serde(untagged)]
    Other(String),
}

impl CandidateState {
    /// The name of the state in the accessible name of a card.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Discovered => "discovered",
            Self::Provisioning => "provisioning",
            Self::Provisioned => "provisioned",
            Self::Verifying => "verifying",
            Self::Verified => "verified",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
            Self::Other(text) => text,
        }
    }

    /// Whether the Pi is working on the camera: it neither waits for a person nor has ended.
    #[must_use]
    pub fn is_in_flight(&self) -> bool {
        matches!(
            self,
            Self::Provisioning | Self::Provisioned | Self::Verifying
        )
    }

    /// The rank of the state within one attempt: a report with a lower rank is outdated. `None` for
    /// states outside the order.
    ///
    /// Verified ranks above failed: a camera that shows up late on the target network is verified
    /// after all, and the contract lets nothing fail that was verified (section 5).
    pub(super) fn rank(&self) -> Option<u8> {
        match self {
            Self::Discovered => Some(0),
            Self::Provisioning => Some(1),
            Self::Provisioned => Some(2),
            Self::Verifying => Some(3),
            Self::Failed => Some(4),
            Self::Verified => Some(5),
            Self::Skipped | Self::Other(_) => None,
        }
    }
}

/// Why a camera failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The Pi's code, mostly one of the contract.
    pub code: Option<String>,
    /// The Pi's own message.
    pub message: Option<String>,
}

impl Failure {
    /// The code, if the contract lists it.
    #[must_use]
    pub fn error_code(&self) -> Option<ErrorCode> {
        ErrorCode::parse(self.code.as_deref()?)
    }

    /// The one thing to do.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        self.error_code()
            .map_or(Remedy::CheckCamera, ErrorCode::remedy)
    }
}

/// One camera.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its identity.
    pub mac: MacAddr,
    /// Its state.
    pub state: CandidateState,
    /// Its address on the onboarding network.
    pub ip: Option<IpAddr>,
    /// Signal strength at the Pi in dBm, negative.
    pub rssi_dbm: Option<i16>,
    /// The version of its firmware.
    pub firmware_version: Option<String>,
    /// When the Pi first saw it, on the Pi's clock.
    pub discovered_at: Option<Timestamp>,
    /// Why it failed, while it is failed.
    pub failure: Option<Failure>,
    /// Attempts after the first.
    pub retry_count: u32,
    /// The container it belongs to, from the allowlist.
    pub container_id: Option<String>,
    /// Whether it may be provisioned.
    pub in_allowlist: bool,
    /// Progress of the present step in percent, where the Pi sends it.
    pub progress_percent: Option<u8>,
}

impl Candidate {
    /// A camera of which only the address is known.
    #[must_use]
    pub fn unknown(mac: MacAddr) -> Self {
        Self {
            mac,
            state: CandidateState::Discovered,
            ip: None,
            rssi_dbm: None,
            firmware_version: None,
            discovered_at: None,
            failure: None,
            retry_count: 0,
            container_id: None,
            in_allowlist: false,
            progress_percent: None,
        }
    }
}

//! The entities of the contract's section 5 as they are on the wire, for both directions.
//!
//! A missing field and an unreadable one are different things here; [`crate::wire::to_domain`]
//! decides what they mean.

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        candidate::{Candidate, CandidateState, Failure},
        network::OnboardingNetwork,
        session::{Session, SessionState, StepTimeouts},
    },
    wire::field::{Field, Int, Text},
};

/// A session, `S` (contract, section 5).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct SessionDto {
    pub id: Field<Text>,
    pub state: Field<Text>,
    pub target_ssid: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub created_at: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub updated_at: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub expires_at: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub device_count: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub provisioned_count: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub verified_count: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub failed_count: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub config: Field<ConfigDto>,
}

/// The time-outs of a session; a missing one is the Pi's default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct ConfigDto {
    pub discovery_timeout_seconds: u32,
    pub provisioning_timeout_seconds: u32,
    pub verification_timeout_seconds: u32,
}

impl Default for ConfigDto {
    fn default() -> Self {
        StepTimeouts::default().into()
    }
}

/// A candidate, `D` (contract, section 5).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct DeviceDto {
    pub mac: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub ip: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub state: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub rssi: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub firmware_version: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub discovered_at: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub provisioned_at: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub verified_at: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub error_message: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub retry_count: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub container_id: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub in_allowlist: Field<bool>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub session_id: Field<Text>,
}

/// The onboarding network, in both forms (contract, sections 4 and 5).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct NetworkDto {
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub ssid: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub is_active: Field<bool>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub connected_devices: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub interface: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub connected: Field<bool>,
}

impl From<StepTimeouts> for ConfigDto {
    fn from(timeouts: StepTimeouts) -> Self {
        Self {
            discovery_timeout_seconds: timeouts.discovery_seconds,
            provisioning_timeout_seconds: timeouts.provisioning_seconds,
            verification_timeout_seconds: timeouts.verification_seconds,
        }
    }
}

impl From<ConfigDto> for StepTimeouts {
    fn from(config: ConfigDto) -> Self {
        Self {
            discovery_seconds: config.discovery_timeout_seconds,
            provisioning_seconds: config.provisioning_timeout_seconds,
            verification_seconds: config.verification_timeout_seconds,
        }
    }
}

impl From<&Session> for SessionDto {
    /// What a [`Session`] knows; `config` stays missing.
    fn from(session: &Session) -> Self {
        Self {
            id: session.id.as_str().into(),
            state: session_state_word(&session.state).into(),
            target_ssid: session.target_ssid.as_str().into(),
            created_at: session.created_at.into(),
            updated_at: session.updated_at.into(),
            expires_at: session.expires_at.into(),
            device_count: session.device_count.into(),
            provisioned_count: session.provisioned_count.into(),
            verified_count: session.verified_count.into(),
            failed_count: session.failed_count.into(),
            ..Self::default()
        }
    }
}

impl From<&Candidate> for DeviceDto {
    /// What a [`Candidate`] knows; `provisioned_at`, `verified_at` and `session_id` stay missing.
    fn from(candidate: &Candidate) -> Self {
        Self {
            mac: candidate.mac.to_string().into(),
            ip: candidate.ip.map(|ip| ip.to_string()).into(),
            state: candidate_state_word(&candidate.state).into(),
            rssi: candidate.rssi_dbm.map(|dbm| Int(dbm.into())).into(),
            firmware_version: candidate.firmware_version.clone().into(),
            discovered_at: candidate.discovered_at.into(),
            error_message: candidate.failure.as_ref().map(error_message).into(),
            retry_count: candidate.retry_count.into(),
            container_id: candidate.container_id.clone().into(),
            in_allowlist: candidate.in_allowlist.into(),
            ..Self::default()
        }
    }
}

impl From<&OnboardingNetwork> for NetworkDto {
    /// The newer form: `ssid`, `is_active`, `connected_devices`.
    fn from(network: &OnboardingNetwork) -> Self {
        Self {
            ssid: network.ssid.clone().into(),
            is_active: network.is_active.into(),
            connected_devices: network.connected_devices.map(|n| Int(n.into())).into(),
            ..Self::default()
        }
    }
}

/// The Pi's word for a session state.
#[must_use]
pub fn session_state_word(state: &SessionState) -> &str {
    match state {
        SessionState::Discovering => "discovering",
        SessionState::Active => "active",
        SessionState::Paused => "paused",
        SessionState::Closing => "closing",
        SessionState::Closed => "closed",
        SessionState::Other(text) => text,
    }
}

/// The Pi's word for a camera's state; a skipped one reads `failed` there (contract, section 10).
#[must_use]
pub fn candidate_state_word(state: &CandidateState) -> &str {
    match state {
        CandidateState::Skipped => "failed",
        known => known.word(),
    }
}

/// `CODE: message`, as a Pi writes it into `error_message`.
fn error_message(failure: &Failure) -> String {
    let parts = [failure.code.as_deref(), failure.message.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(": ")
}

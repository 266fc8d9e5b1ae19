//! Bodies and answers of the calls in the contract's section 4, for both directions.
//!
//! The entities inside are in [`crate::wire::entities`]; what they mean is in
//! [`crate::wire::to_domain`].

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{
    domain::{network::Security, session::StartRequest},
    wire::field::{self, Field, Int, List, Text},
};

pub use crate::wire::{
    entities::{ConfigDto, DeviceDto, NetworkDto, SessionDto},
    item::Read,
    to_domain::{
        bulk_outcome, candidate_state, device_state, devices, network, session, session_snapshot,
        session_state, sessions,
    },
};

/// What starts a session. Holds a passphrase: no `Debug`, and it borrows where it can.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct StartBody<'a> {
    pub target_ssid: Cow<'a, str>,
    /// Empty for an open network.
    pub target_password: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config: Option<ConfigDto>,
}

impl<'a> StartBody<'a> {
    /// What to send for `request`: the time-outs are always written out, so that what is shown is
    /// what holds.
    #[must_use]
    pub fn new(request: &'a StartRequest) -> Self {
        let password = match &request.security {
            Security::Open => "",
            Security::Wpa(passphrase) => passphrase.expose(),
        };
        Self {
            target_ssid: Cow::Borrowed(request.ssid.as_str()),
            target_password: Cow::Borrowed(password),
            config: Some(request.timeouts.into()),
        }
    }
}

/// What `provision-all` is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProvisionAllBody {
    /// Leave alone what is not on the allowlist.
    pub only_allowlisted: bool,
}

impl Default for ProvisionAllBody {
    fn default() -> Self {
        Self {
            only_allowlisted: true,
        }
    }
}

/// The answer to start, session, stop, pause, resume and recover.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct SessionData {
    pub session: Field<SessionDto>,
    /// Missing: not asked for, or a build that never lists them here. `null`: none.
    #[serde(
        deserialize_with = "field::list",
        skip_serializing_if = "Field::is_missing"
    )]
    pub devices: List<DeviceDto>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub timeout_remaining: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub network_status: Field<NetworkDto>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub message: Field<Text>,
}

/// The answer to recoverable and history.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct SessionsData {
    #[serde(
        deserialize_with = "field::list",
        skip_serializing_if = "Field::is_missing"
    )]
    pub sessions: List<SessionDto>,
}

/// The answer to devices.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct DevicesData {
    #[serde(
        deserialize_with = "field::list",
        skip_serializing_if = "Field::is_missing"
    )]
    pub devices: List<DeviceDto>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub count: Field<Int>,
}

/// The answer to `provision-all`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct ProvisionAllData {
    pub initiated_count: Field<Int>,
    pub skipped_count: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub message: Field<Text>,
}

/// The answer to provision, retry and skip.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct DeviceActionData {
    pub mac: Field<Text>,
    pub state: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub message: Field<Text>,
}

/// The answer to health.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct HealthDto {
    pub status: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub version: Field<Text>,
}

impl HealthDto {
    /// Whether the Pi reports that it is healthy.
    #[must_use]
    pub fn is_well(&self) -> bool {
        matches!(&self.status, Field::Is(Text(status)) if matches!(status.as_str(), "ok" | "healthy"))
    }
}

/// System info (contract, section 8).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct SystemInfoDto {
    pub timestamp: Field<Text>,
    pub cpu: Field<CpuDto>,
    pub memory: Field<MemoryDto>,
    pub disk: Field<DiskDto>,
    pub temperature_celsius: Field<f64>,
    /// In nanoseconds.
    pub uptime: Field<Int>,
    pub load_average: Field<LoadDto>,
    pub overall_status: Field<Text>,
}

/// The processor in [`SystemInfoDto`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct CpuDto {
    pub usage_percent: Field<f64>,
    pub core_count: Field<Int>,
    pub per_core: List<f64>,
}

/// The memory in [`SystemInfoDto`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct MemoryDto {
    pub used_mb: Field<f64>,
    pub total_mb: Field<f64>,
    pub used_percent: Field<f64>,
    pub available_mb: Field<f64>,
}

/// The disk in [`SystemInfoDto`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct DiskDto {
    pub used_gb: Field<f64>,
    pub total_gb: Field<f64>,
    pub used_percent: Field<f64>,
    pub path: Field<Text>,
}

/// The load in [`SystemInfoDto`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct LoadDto {
    pub load_1: Field<f64>,
    pub load_5: Field<f64>,
    pub load_15: Field<f64>,
}

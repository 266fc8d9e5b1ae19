//! What became of a camera in a session: what an export of the result and a past session show.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{
    candidate::{CandidateState, Failure},
    mac::MacAddr,
};

/// One camera of a session as it was last seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CameraResult {
    /// Its identity.
    pub mac: MacAddr,
    /// Where it is, if it has a position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// Its address on the onboarding network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<IpAddr>,
    /// The container it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container_id: Option<String>,
    /// The version of its firmware.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub firmware_version: Option<String>,
    /// Signal strength at the Pi in dBm, negative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rssi_dbm: Option<i16>,
    /// Its last state.
    pub state: CandidateState,
    /// Why it failed, or why it could not be tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// It accepted the credentials and did not report in time: it may have joined late.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_unconfirmed: bool,
    /// How often it was tried.
    pub tries: u32,
    /// Seconds of the steps sending, accepted and joining; `None` where this console did not see one.
    #[serde(default)]
    pub steps: [Option<f32>; 3],
    /// Seconds of the last attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<f32>,
    /// Whether it was on the allowlist.
    pub in_allowlist: bool,
}

//! One camera first: the camera that is provisioned ahead of the others, so that a wrong passphrase
//! fails on one camera and not on twenty.

use serde::{Deserialize, Serialize};

use super::mac::MacAddr;

/// The camera that goes ahead, while the others wait for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Canary {
    /// The camera.
    pub mac: MacAddr,
    /// The cameras that went ahead before it and failed for a reason of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tried: Vec<MacAddr>,
    /// All others are provisioned once it is verified, because a person has pressed "Provision all".
    #[serde(default)]
    pub then_all: bool,
}

//! Optional features, which older Pis lack (contract, section 4).

use serde::{Deserialize, Serialize};

use crate::simulator::{Simulator, faults::Fault};

/// A feature that not every Pi has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OptionalFeature {
    /// The whole allowlist.
    Allowlist,
    /// Many entries in one call.
    Bulk,
    /// Changing an entry.
    Edit,
    /// Clearing the list in one call.
    Clear,
    /// Sessions that can be recovered.
    Recovery,
    /// Giving up a session that could be recovered.
    Discard,
    /// Past sessions.
    History,
    /// The networks in sight.
    WifiScan,
}

impl OptionalFeature {
    /// Whether the call belongs to the feature.
    fn has(self, method: &str, path: &str) -> bool {
        if self == Self::WifiScan {
            return path.ends_with("/wifi/scan");
        }
        let Some(path) = path.strip_prefix("/api/v1/provisioning/") else {
            return false;
        };
        match self {
            Self::Allowlist => path.starts_with("allowlist"),
            Self::Bulk => matches!(path, "allowlist/bulk" | "allowlist/bulk-remove"),
            Self::Edit => method == "PATCH" && path.starts_with("allowlist/"),
            Self::Clear => method == "DELETE" && path == "allowlist/all",
            Self::Recovery => {
                path == "sessions/recoverable"
                    || path.starts_with("sessions/") && path.ends_with("/resume")
            }
            Self::Discard => method == "DELETE" && path.starts_with("sessions/"),
            Self::History => path == "sessions/history",
            Self::WifiScan => false,
        }
    }
}

/// Whether a Pi that lacks these features does not know the call.
pub(super) fn is_missing(missing: &[OptionalFeature], method: &str, path: &str) -> bool {
    missing.iter().any(|feature| feature.has(method, path))
}

/// Whether `path` is the first of two forms (contract, section 4).
pub(super) fn has_alias(path: &str) -> bool {
    const FIRST_FORMS: [&str; 3] = [
        "/api/v1/provisioning/batch/start",
        "/api/v1/provisioning/batch/network",
        "/api/v1/system/info",
    ];
    let stops_a_session =
        path.starts_with("/api/v1/provisioning/batch/") && path.ends_with("/stop");
    FIRST_FORMS.contains(&path) || stops_a_session
}

impl Simulator {
    /// Simulates an older Pi without these features.
    pub fn remove_features(&self, features: &[OptionalFeature]) {
        let features = features.to_vec();
        self.set_fault(Fault::MissingFeatures { features });
    }
}

//! Optional features, which older Pis lack (contract, section 4).

use std::collections::HashSet;

use crate::simulator::Simulator;

/// A feature that not every Pi has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
}

impl OptionalFeature {
    /// Whether the call belongs to the feature.
    fn has(self, method: &str, path: &str) -> bool {
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
        }
    }
}

/// Whether a Pi that lacks these features does not know the call.
pub(super) fn is_missing(missing: &HashSet<OptionalFeature>, method: &str, path: &str) -> bool {
    missing.iter().any(|feature| feature.has(method, path))
}

impl Simulator {
    /// Simulates an older Pi without these features.
    pub fn remove_features(&self, features: &[OptionalFeature]) {
        let missing: HashSet<OptionalFeature> = features.iter().copied().collect();
        self.pi
            .faults
            .send_modify(|faults| faults.missing = missing);
    }
}

//! The tabs, and when there is something behind each.

use crate::{features::State, tr};

/// The tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// The batch.
    #[default]
    Provisioning,
    /// The approved cameras.
    Allowlist,
    /// The Pi's health.
    Monitor,
    /// What went over the line.
    Diagnostics,
    /// The key, the look, the features.
    Settings,
}

impl Tab {
    /// All of them, in the order of the rail.
    pub const ALL: [Self; 5] = [
        Self::Provisioning,
        Self::Allowlist,
        Self::Monitor,
        Self::Diagnostics,
        Self::Settings,
    ];

    /// Its name for the next start.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Provisioning => "Provisioning",
            Self::Allowlist => "Allowlist",
            Self::Monitor => "Monitor",
            Self::Diagnostics => "Diagnostics",
            Self::Settings => "Settings",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Provisioning => tr!("tab-provisioning"),
            Self::Allowlist => tr!("tab-allowlist"),
            Self::Monitor => tr!("tab-monitor"),
            Self::Diagnostics => tr!("tab-diagnostics"),
            Self::Settings => tr!("tab-settings"),
        }
    }

    /// The same where there is little room.
    #[must_use]
    pub fn short_title(self) -> String {
        match self {
            Self::Provisioning => tr!("tab-short-provisioning"),
            Self::Allowlist => tr!("tab-short-allowlist"),
            Self::Monitor => tr!("tab-short-monitor"),
            Self::Diagnostics => tr!("tab-short-diagnostics"),
            Self::Settings => tr!("tab-short-settings"),
        }
    }

    /// Whether there is something behind it: a Pi, and the feature.
    #[must_use]
    pub fn is_there(self, state: &State) -> bool {
        let features = state.settings.features();
        match self {
            Self::Provisioning => state.has_pi() && features.batch_provisioning,
            Self::Allowlist => state.has_pi() && features.allowlist,
            Self::Monitor | Self::Diagnostics => state.has_pi(),
            Self::Settings => true,
        }
    }
}

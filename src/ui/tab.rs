//! The tabs of the window.

use strum::VariantArray;

use crate::{tr, ui::icons};

/// The tabs, in the order of the sidebar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, strum::IntoStaticStr, VariantArray)]
pub enum Tab {
    #[default]
    Provisioning,
    Allowlist,
    Monitor,
    Diagnostics,
    Settings,
}

impl Tab {
    /// All tabs, in the order of the sidebar.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name under which the tab is saved for the next start.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Provisioning => icons::CAMERA,
            Self::Allowlist => icons::ALLOWLIST,
            Self::Monitor => icons::MONITOR,
            Self::Diagnostics => icons::DIAGNOSTICS,
            Self::Settings => icons::SETTINGS,
        }
    }

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Provisioning => tr!("tab-provisioning"),
            Self::Allowlist => tr!("tab-allowlist"),
            Self::Monitor => tr!("tab-monitor"),
            Self::Diagnostics => tr!("tab-diagnostics"),
            Self::Settings => tr!("tab-settings"),
        }
    }

    /// The title for the small display.
    #[must_use]
    pub fn short_title(self) -> &'static str {
        match self {
            Self::Provisioning => tr!("tab-short-provisioning"),
            Self::Allowlist => tr!("tab-short-allowlist"),
            Self::Monitor => tr!("tab-short-monitor"),
            Self::Diagnostics => tr!("tab-short-diagnostics"),
            Self::Settings => tr!("tab-short-settings"),
        }
    }
}

//! The state of one live connection, as the header shows it.

use std::time::Instant;

use crate::domain::problem::Problem;

/// What a stream is doing. The window shows the time to `at`, which never moves while it waits.
#[derive(Debug, Clone, PartialEq)]
pub enum LinkState {
    /// Not wanted.
    Off,
    /// Being opened; `attempt` counts from 1.
    Connecting {
        /// Attempts since it was last up, this one included.
        attempt: u32,
    },
    /// Open.
    Live {
        /// Since when.
        since: Instant,
    },
    /// Down; the next attempt comes by itself.
    Retrying {
        /// Attempts made since it was last up.
        attempt: u32,
        /// When the next one comes.
        at: Instant,
        /// Why the last one ended.
        problem: Box<Problem>,
    },
    /// The Pi refuses: nothing happens until the key changes or a person asks again.
    Refused {
        /// What it said.
        problem: Box<Problem>,
    },
}

impl LinkState {
    /// The word of the header: `live`, `connecting`, `retrying`, `refused` or `off`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Connecting { .. } => "connecting",
            Self::Live { .. } => "live",
            Self::Retrying { .. } => "retrying",
            Self::Refused { .. } => "refused",
        }
    }

    /// Whether it is open.
    #[must_use]
    pub fn is_live(&self) -> bool {
        matches!(self, Self::Live { .. })
    }

    /// Why it is down, if it is known.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Retrying { problem, .. } | Self::Refused { problem } => Some(problem),
            Self::Off | Self::Connecting { .. } | Self::Live { .. } => None,
        }
    }
}

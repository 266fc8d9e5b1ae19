//! The state of one connection to a Pi, as the header shows it.

use std::time::Instant;

use crate::domain::problem::Problem;

/// What a connection is doing. Attempts are numbered from 1, and from 1 again once it was open.
#[derive(Debug, Clone, PartialEq)]
pub enum LinkState {
    /// Not wanted.
    Off,
    Connecting {
        /// The number of this attempt.
        attempt: u32,
    },
    /// Open.
    Live { since: Instant },
    /// Open, and nothing that can be read has come: the session is polled.
    Silent { since: Instant },
    /// Down, and opened again without anybody's help.
    Retrying {
        /// The number of the next attempt.
        attempt: u32,
        /// When it begins, at the latest. Does not change during the wait.
        at: Instant,
        /// Why the last one failed or ended.
        problem: Box<Problem>,
    },
    /// The Pi refuses the key: tried again once a minute, and when the key changes.
    Refused { problem: Box<Problem> },
}

impl LinkState {
    /// The word of the header: `live`, `no events`, `connecting`, `retrying`, `refused` or
    /// `off`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Connecting { .. } => "connecting",
            Self::Live { .. } => "live",
            Self::Silent { .. } => "no events",
            Self::Retrying { .. } => "retrying",
            Self::Refused { .. } => "refused",
        }
    }

    #[must_use]
    pub fn is_live(&self) -> bool {
        matches!(self, Self::Live { .. })
    }

    /// Why it is down, if that is known.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Retrying { problem, .. } | Self::Refused { problem } => Some(problem),
            Self::Off | Self::Connecting { .. } | Self::Live { .. } | Self::Silent { .. } => None,
        }
    }
}

//! The traffic lights of a connection: what works between this console and a Pi, and what to do about what does not.

use strum::VariantArray;

use super::problem::{Category, Problem};

/// One light. The later ones make sense only if the first is green.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub enum CheckStep {
    /// Something answers at the address.
    Reachable,
    /// It is a `PiOrchestrator` with the V1 API.
    SpeaksV1,
    /// It takes requests with this key, or wants none.
    KeyAccepted,
    /// Its events come.
    EventsLive,
    /// Its health comes over the socket.
    MonitorLive,
}

impl CheckStep {
    /// What it says when it is green.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Reachable => "Reachable",
            Self::SpeaksV1 => "Speaks V1",
            Self::KeyAccepted => "Key accepted",
            Self::EventsLive => "Events live",
            Self::MonitorLive => "Monitor live",
        }
    }

    /// Its name in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Reachable => "reachable",
            Self::SpeaksV1 => "speaks_v1",
            Self::KeyAccepted => "key_accepted",
            Self::EventsLive => "events_live",
            Self::MonitorLive => "monitor_live",
        }
    }
}

/// How a light is.
#[derive(Debug, Clone, PartialEq)]
pub enum CheckStatus {
    /// It works.
    Ok,
    /// It does not.
    Failed(Box<Problem>),
    /// Nobody knows, because an earlier one is red or the feature is off.
    Skipped,
}

/// All lights, in the order of [`CheckStep`].
#[derive(Debug, Clone, PartialEq)]
pub struct CheckReport {
    /// The lights.
    pub statuses: [CheckStatus; 5],
}

impl CheckReport {
    /// A report on a Pi of which only this much is known.
    #[must_use]
    pub fn dark() -> Self {
        Self {
            statuses: [const { CheckStatus::Skipped }; 5],
        }
    }

    /// How this light is.
    #[must_use]
    pub fn status(&self, light: CheckStep) -> &CheckStatus {
        &self.statuses[light as usize]
    }

    /// The same with this light so.
    #[must_use]
    pub fn with(mut self, light: CheckStep, status: CheckStatus) -> Self {
        self.statuses[light as usize] = status;
        self
    }

    /// Each light with how it is.
    pub fn checks(&self) -> impl Iterator<Item = (CheckStep, &CheckStatus)> {
        CheckStep::VARIANTS.iter().copied().zip(&self.statuses)
    }

    /// Why the Pi is of no use with this key; `None`: it is of use. A monitor that is polled is good enough.
    #[must_use]
    pub fn obstacle(&self) -> Option<(CheckStep, &Problem)> {
        let obstacles = self
            .checks()
            .filter(|(light, _)| *light != CheckStep::MonitorLive);
        let mut red = obstacles.filter_map(|(light, status)| match status {
            CheckStatus::Failed(problem) => Some((light, &**problem)),
            CheckStatus::Ok | CheckStatus::Skipped => None,
        });
        red.next()
    }

    /// Whether the Pi is there and wants another key.
    #[must_use]
    pub fn wants_key(&self) -> bool {
        self.obstacle()
            .is_some_and(|(_, problem)| problem.category() == Category::Auth)
    }
}

//! The steps of a connection check: what works between this console and a Pi, and what does not.

use std::collections::BTreeMap;

use strum::VariantArray;

use super::problem::{Category, Problem};

/// One step. The later ones make sense only if the first is ok.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, VariantArray)]
pub enum CheckStep {
    /// Something answers at the address.
    Reachable,
    /// It is a `PiOrchestrator` with the V1 API.
    SpeaksV1,
    /// It accepts requests with this key, or needs none.
    KeyAccepted,
    /// Its event stream is open.
    EventsLive,
    /// Its monitoring socket sends figures.
    MonitorLive,
}

impl CheckStep {
    /// Its name for people, in English.
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

/// The result of a step.
#[derive(Debug, Clone, PartialEq)]
pub enum CheckStatus {
    /// It works.
    Ok,
    /// It does not.
    Failed(Box<Problem>),
    /// Not tried, because an earlier step failed or the feature is off.
    Skipped,
}

/// The status of each step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CheckReport {
    /// Steps that are not here are skipped.
    statuses: BTreeMap<CheckStep, CheckStatus>,
    /// The version of the Pi, if it reports one.
    pub version: Option<String>,
}

impl CheckReport {
    /// A report in which all steps are skipped.
    #[must_use]
    pub fn untried() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn status(&self, step: CheckStep) -> &CheckStatus {
        self.statuses.get(&step).unwrap_or(&CheckStatus::Skipped)
    }

    /// The same report with this status.
    #[must_use]
    pub fn with(mut self, step: CheckStep, status: CheckStatus) -> Self {
        self.statuses.insert(step, status);
        self
    }

    /// Each step with its status, in order.
    pub fn checks(&self) -> impl Iterator<Item = (CheckStep, &CheckStatus)> {
        let step = |step: &CheckStep| (*step, self.status(*step));
        CheckStep::VARIANTS.iter().map(step)
    }

    /// The first failed step that makes the Pi unusable with this key. The monitor is not one:
    /// polling replaces its socket.
    #[must_use]
    pub fn obstacle(&self) -> Option<(CheckStep, &Problem)> {
        let obstacles = self
            .checks()
            .filter(|(step, _)| *step != CheckStep::MonitorLive);
        let mut failed = obstacles.filter_map(|(step, status)| match status {
            CheckStatus::Failed(problem) => Some((step, &**problem)),
            CheckStatus::Ok | CheckStatus::Skipped => None,
        });
        failed.next()
    }

    /// Whether the Pi answers but refuses the key.
    #[must_use]
    pub fn is_key_refused(&self) -> bool {
        self.obstacle()
            .is_some_and(|(_, problem)| problem.category() == Category::Auth)
    }
}

//! Events of the session, its cameras and the event stream, on the time axis of the recorded
//! health.

use std::ops::Not;

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use crate::domain::mac::MacAddr;

/// What happened, in the order of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum TimelineEventKind {
    /// A session began.
    Started,
    /// A camera was verified.
    Verified,
    /// A camera failed.
    Failed,
    /// A camera accepted the credentials and did not report in time.
    NotConfirmed,
    /// The session ended.
    Stopped,
    /// The event stream was lost.
    #[serde(alias = "line_down")]
    LinkDown,
    /// The event stream is open again.
    #[serde(alias = "line_up")]
    LinkUp,
}

impl TimelineEventKind {
    /// Whether a camera was not verified.
    #[must_use]
    pub fn is_failure(self) -> bool {
        matches!(self, Self::Failed | Self::NotConfirmed)
    }
}

/// One event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct TimelineEvent {
    /// When, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// What happened.
    pub kind: TimelineEventKind,
    /// The camera, if the event is about one.
    pub mac: Option<MacAddr>,
}

/// An event in a file. Earlier versions do not know that a camera is not confirmed: they read that it failed.
#[derive(Serialize, Deserialize)]
struct Stored {
    at_ms: i64,
    kind: TimelineEventKind,
    mac: Option<MacAddr>,
    #[serde(default, skip_serializing_if = "Not::not")]
    not_confirmed: bool,
}

impl From<Stored> for TimelineEvent {
    fn from(stored: Stored) -> Self {
        let kind = match stored.kind {
            TimelineEventKind::Failed if stored.not_confirmed => TimelineEventKind::NotConfirmed,
            kind => kind,
        };
        Self {
            at_ms: stored.at_ms,
            kind,
            mac: stored.mac,
        }
    }
}

impl From<TimelineEvent> for Stored {
    fn from(event: TimelineEvent) -> Self {
        let not_confirmed = event.kind == TimelineEventKind::NotConfirmed;
        Self {
            at_ms: event.at_ms,
            kind: if not_confirmed {
                TimelineEventKind::Failed
            } else {
                event.kind
            },
            mac: event.mac,
            not_confirmed,
        }
    }
}

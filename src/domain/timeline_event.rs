//! Events of the session, its cameras and the event stream, on the time axis of the recorded
//! health.

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
    /// The session ended.
    Stopped,
    /// The event stream was lost.
    #[serde(alias = "line_down")]
    LinkDown,
    /// The event stream is open again.
    #[serde(alias = "line_up")]
    LinkUp,
}

/// One event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEvent {
    /// When, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// What happened.
    pub kind: TimelineEventKind,
    /// The camera, if the event is about one.
    pub mac: Option<MacAddr>,
}

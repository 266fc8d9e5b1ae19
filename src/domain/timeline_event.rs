//! What happened to the batch and the line, at one instant of the recorded health.

use serde::{Deserialize, Serialize};

use crate::domain::mac::MacAddr;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The event stream broke.
    #[serde(alias = "line_down")]
    LinkDown,
    /// It is back.
    #[serde(alias = "line_up")]
    LinkUp,
}

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEvent {
    /// When, in milliseconds on the plots' axis.
    pub at_ms: i64,
    /// What.
    pub kind: TimelineEventKind,
    /// Which camera, if it is about one.
    pub mac: Option<MacAddr>,
}

impl TimelineEvent {
    /// In plain words, short.
    #[must_use]
    pub fn text(&self) -> String {
        let camera = || {
            self.mac
                .map_or_else(|| "camera".to_owned(), |mac| mac.short())
        };
        match self.kind {
            TimelineEventKind::Started => "session started".to_owned(),
            TimelineEventKind::Verified => format!("{} verified", camera()),
            TimelineEventKind::Failed => format!("{} failed", camera()),
            TimelineEventKind::Stopped => "session stopped".to_owned(),
            TimelineEventKind::LinkDown => "line down".to_owned(),
            TimelineEventKind::LinkUp => "line up".to_owned(),
        }
    }
}

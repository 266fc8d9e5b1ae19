//! What happened to the batch and the line, at one instant of the recorded health.

use crate::domain::mac::MacAddr;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// A session began.
    Started,
    /// A camera was verified.
    Verified,
    /// A camera failed.
    Failed,
    /// The session ended.
    Stopped,
    /// The event stream broke.
    LineDown,
    /// It is back.
    LineUp,
}

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// When, in milliseconds on the plots' axis.
    pub at_ms: i64,
    /// What.
    pub kind: MarkKind,
    /// Which camera, if it is about one.
    pub mac: Option<MacAddr>,
}

impl Mark {
    /// In plain words, short.
    #[must_use]
    pub fn text(&self) -> String {
        let camera = || {
            self.mac
                .map_or_else(|| "camera".to_owned(), |mac| mac.short())
        };
        match self.kind {
            MarkKind::Started => "session started".to_owned(),
            MarkKind::Verified => format!("{} verified", camera()),
            MarkKind::Failed => format!("{} failed", camera()),
            MarkKind::Stopped => "session stopped".to_owned(),
            MarkKind::LineDown => "line down".to_owned(),
            MarkKind::LineUp => "line up".to_owned(),
        }
    }
}

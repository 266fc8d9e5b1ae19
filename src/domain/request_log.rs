//! What went over the line to a Pi: one entry for each request, each event of a stream and each line of the Pi's own log. Never a
//! body, a header or a query, so that no secret can be in it.

use std::time::Duration;

use jiff::Timestamp;
use strum::VariantArray;

use super::{problem_kind::ProblemKind, warning::WarningKind};

/// How a request or a stream went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub enum RequestOutcome {
    /// The Pi did it.
    Done,
    /// The Pi refused, or answered something that cannot be read.
    Refused,
    /// There was no answer.
    Failed,
    /// The Pi told something by itself.
    Event,
}

impl RequestOutcome {
    /// As it is written.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Event => "event",
        }
    }
}

/// One request or event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLogEntry {
    /// When it began or came, on this console's clock.
    pub at: Timestamp,
    /// The method of a request; `SSE` or `WS` for what comes over a stream.
    pub method: String,
    /// The path of a request, or the name of an event.
    pub endpoint: String,
    /// HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// From the request to the end of its answer; `None` for an event.
    pub duration: Option<Duration>,
    /// Bytes of the answer or event.
    pub bytes: u64,
    /// The Pi's name for the request.
    pub correlation_id: Option<String>,
    /// How it went.
    pub outcome: RequestOutcome,
    /// What went wrong, or what an event is about.
    pub note: Option<RequestNote>,
}

/// What is to be known of a request or event beside its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestNote {
    /// The session that an event belongs to.
    Session(String),
    /// Why a request failed.
    Problem(ProblemKind),
    /// What could not be read.
    Warning(WarningKind),
    /// The request was dropped before an answer came.
    GivenUp,
}

impl RequestNote {
    /// Roughly how many bytes its texts take.
    fn weight(&self) -> usize {
        match self {
            Self::Session(id) => id.len(),
            Self::Problem(kind) => kind.message().map_or(0, str::len),
            Self::Warning(_) | Self::GivenUp => 0,
        }
    }

    fn mentions(&self, holds: impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Session(id) => holds(id),
            Self::Problem(kind) => holds(&kind.code()) || kind.message().is_some_and(holds),
            Self::Warning(_) | Self::GivenUp => false,
        }
    }
}

impl RequestLogEntry {
    /// Roughly how much memory it takes, in bytes.
    #[must_use]
    pub fn weight(&self) -> usize {
        let optional = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        size_of::<Self>()
            + self.method.len()
            + self.endpoint.len()
            + optional(&self.correlation_id)
            + self.note.as_ref().map_or(0, RequestNote::weight)
    }

    /// Whether one of its texts holds `needle`, which is in lower case.
    #[must_use]
    pub fn mentions(&self, needle: &str) -> bool {
        let holds = |text: &str| text.to_ascii_lowercase().contains(needle);
        holds(&self.endpoint)
            || holds(&self.method)
            || self.correlation_id.as_deref().is_some_and(holds)
            || self.note.as_ref().is_some_and(|note| note.mentions(holds))
            || self
                .status
                .is_some_and(|status| status.to_string() == needle)
    }
}

/// How much a line of the Pi's log matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, VariantArray)]
pub enum LogSeverity {
    /// For those who build it.
    Debug,
    /// What happens.
    Info,
    /// What may go wrong.
    Warning,
    /// What went wrong.
    Error,
}

/// One line of the Pi's log (contract, section 4, logs).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PiLogLine {
    /// The Pi's clock; `None` where it says nothing that can be read.
    pub at: Option<Timestamp>,
    /// How much it matters.
    pub severity: LogSeverity,
    /// The level as the Pi writes it.
    pub level: String,
    /// The part of the Pi that wrote it.
    pub component: String,
    /// What it says.
    pub message: String,
}

impl PiLogLine {
    /// Whether one of its texts holds `needle`, which is in lower case.
    #[must_use]
    pub fn mentions(&self, needle: &str) -> bool {
        [&self.component, &self.message, &self.level]
            .into_iter()
            .any(|text| text.to_ascii_lowercase().contains(needle))
    }

    /// Roughly how much memory it takes, in bytes.
    #[must_use]
    pub fn weight(&self) -> usize {
        size_of::<Self>() + self.level.len() + self.component.len() + self.message.len()
    }
}

//! The request log: one entry for each request to a Pi and each event of a stream. An entry holds
//! no body, header or query, so that no secret can be in it.

use std::time::Duration;

use jiff::Timestamp;
use strum::VariantArray;

use super::{problem_kind::ProblemKind, warning::WarningKind};

#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub enum RequestOutcome {
    /// The Pi carried out the request.
    Done,
    /// The Pi refused, or its answer cannot be read.
    Refused,
    /// There was no answer.
    Failed,
    /// Not a request: an event that the Pi sent.
    Event,
}

impl RequestOutcome {
    /// Its name in the support bundle.
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

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLogEntry {
    /// When the request began or the event came, on this console's clock.
    pub at: Timestamp,
    /// The method of a request; `SSE` or `WS` for what comes over a stream.
    pub method: String,
    /// The path of a request, or the name of an event.
    pub endpoint: String,
    /// `None` without an answer.
    pub status: Option<u16>,
    /// From the request to the end of its answer; `None` for an event.
    pub duration: Option<Duration>,
    /// Size of the answer or event.
    pub bytes: u64,
    pub correlation_id: Option<String>,
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
    /// About how much memory it takes, in bytes.
    #[must_use]
    pub fn weight(&self) -> usize {
        let optional = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        size_of::<Self>()
            + self.method.len()
            + self.endpoint.len()
            + optional(&self.correlation_id)
            + self.note.as_ref().map_or(0, RequestNote::weight)
    }

    /// Whether one of its texts contains `needle`, which is in lower case.
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

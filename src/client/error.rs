//! What can go wrong between this console and the Pi before there is an answer to read. The one place where such a
//! failure becomes a [`Problem`]. Knows no envelope: what a Pi answers is `wire`'s to judge.

use std::{error::Error as StdError, io, time::Duration};

use jiff::Timestamp;

use crate::domain::{
    clock::Now,
    problem::{Category, Problem, Remedy},
};

/// Codes that the rest of the backend asks for by name.
pub(crate) mod code {
    /// Sent, and nobody knows whether it arrived.
    pub const CONNECTION_LOST: &str = "CONNECTION_LOST";
    /// As above.
    pub const TIMED_OUT: &str = "TIMED_OUT";
    /// This Pi does not know the call.
    pub const NOT_AVAILABLE: &str = "NOT_AVAILABLE";
    /// The guard of the event stream gave up.
    pub const LINE_TOO_LONG: &str = "LINE_TOO_LONG";
    /// As above.
    pub const EVENT_TOO_LARGE: &str = "EVENT_TOO_LARGE";
}

/// Whether nobody knows if the Pi has carried a call out.
pub(crate) fn is_lost(problem: &Problem) -> bool {
    matches!(
        problem.code.as_str(),
        code::CONNECTION_LOST | code::TIMED_OUT
    )
}

/// A failure of the transport. Its text is the summary that a person reads; its source, without the address, the details.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("The Pi cannot be reached.")]
    Unreachable(#[source] reqwest::Error),
    #[error("No computer of that name is known on this network.")]
    UnknownName(#[source] reqwest::Error),
    #[error("A secure connection to the Pi could not be made.")]
    Tls(#[source] reqwest::Error),
    #[error("The Pi did not answer in time.")]
    TimedOut(#[source] reqwest::Error),
    #[error("The Pi did not answer within {} seconds.", .limit.as_secs())]
    NoAnswerWithin { limit: Duration },
    #[error("The connection was lost before the Pi had answered.")]
    ConnectionLost(#[source] reqwest::Error),
    #[error("What answers at this address is not a PiOrchestrator.")]
    NotAPiOrchestrator(#[source] reqwest::Error),
    #[error("The answer is larger than {} MiB and was not read.", .limit >> 20)]
    BodyTooLarge { limit: usize },
    #[error("The Pi wants to send this console to another address, {to}: not followed.")]
    Redirected { to: String },
    #[error("The Pi answers this call with a redirect within itself ({status}): not followed.")]
    Moved { status: u16 },
    #[error("The Pi's answer has a form that this console does not know.")]
    Unreadable { status: u16, why: String },
    #[error("The Pi answered {status} without an event stream ({content_type}).")]
    StreamNotEvents { status: u16, content_type: String },
    #[error("A line of the event stream is longer than {} MiB.", .limit >> 20)]
    LineTooLong { limit: usize },
    #[error("An event of the stream is larger than {} MiB.", .limit >> 20)]
    EventTooLarge { limit: usize },
    #[error("The event stream was silent for {} seconds.", .after.as_secs())]
    StreamSilent { after: Duration },
    #[error("The Pi closed the event stream.")]
    StreamClosed,
    #[error("More than {limit} events came while the session was being read.")]
    TooManyHeld { limit: usize },
    #[error("This Pi cannot do that: its software is too old for it.")]
    NotAvailable,
    #[error("The console is still busy with what was asked before.")]
    Busy,
    #[error("A fault in this console ended the call before it was answered.")]
    Fault,
}

/// The problem of a call that panicked.
pub(crate) fn fault() -> Box<Problem> {
    Error::Fault.into_problem(None, Now::read().wall)
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        if error.is_dns() {
            Self::UnknownName(error)
        } else if any_cause(&error, failed_in_tls) {
            Self::Tls(error)
        } else if error.is_connect() {
            Self::Unreachable(error)
        } else if error.is_timeout() {
            Self::TimedOut(error)
        } else if any_cause(&error, speaks_no_http) {
            Self::NotAPiOrchestrator(error)
        } else {
            Self::ConnectionLost(error)
        }
    }
}

impl Error {
    /// What a person sees, with where and when it happened.
    pub fn into_problem(self, endpoint: Option<String>, at: Timestamp) -> Box<Problem> {
        Box::new(Problem {
            summary: self.to_string(),
            details: self.details(),
            code: self.code().to_owned(),
            category: self.category(),
            http_status: self.status(),
            endpoint,
            correlation_id: None,
            retryable: self.is_retryable(),
            retry_after: None,
            at,
            remedy: self.remedy(),
        })
    }

    /// Whether the Pi is there; `None`: it may be this call alone that failed, as on a Pi that is slow or stumbles over it.
    pub fn is_sign_of_life(&self) -> Option<bool> {
        match self {
            Self::Unreachable(_)
            | Self::UnknownName(_)
            | Self::Tls(_)
            | Self::StreamSilent { .. }
            | Self::StreamClosed => Some(false),
            Self::BodyTooLarge { .. }
            | Self::Redirected { .. }
            | Self::Moved { .. }
            | Self::Unreadable { .. }
            | Self::StreamNotEvents { .. }
            | Self::LineTooLong { .. }
            | Self::EventTooLarge { .. }
            | Self::TooManyHeld { .. }
            | Self::NotAvailable => Some(true),
            Self::TimedOut(_)
            | Self::NoAnswerWithin { .. }
            | Self::ConnectionLost(_)
            | Self::NotAPiOrchestrator(_)
            | Self::Busy
            | Self::Fault => None,
        }
    }

    fn details(&self) -> Option<String> {
        match self {
            Self::Unreadable { why, .. } => Some(why.clone()),
            other => other.source().map(causes),
        }
    }

    fn status(&self) -> Option<u16> {
        match self {
            Self::Unreadable { status, .. }
            | Self::Moved { status }
            | Self::StreamNotEvents { status, .. } => Some(*status),
            _ => None,
        }
    }

    fn is_retryable(&self) -> bool {
        !matches!(
            self,
            Self::NotAPiOrchestrator(_)
                | Self::Redirected { .. }
                | Self::Moved { .. }
                | Self::Unreadable { .. }
                | Self::NotAvailable
                | Self::Fault
        )
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unreachable(_) | Self::UnknownName(_) => "UNREACHABLE",
            Self::Tls(_) => "TLS_FAILED",
            Self::TimedOut(_) | Self::NoAnswerWithin { .. } => code::TIMED_OUT,
            Self::ConnectionLost(_) => code::CONNECTION_LOST,
            Self::NotAPiOrchestrator(_) => "NOT_A_PIORCHESTRATOR",
            Self::BodyTooLarge { .. } => "BODY_TOO_LARGE",
            Self::Redirected { .. } | Self::Moved { .. } => "REDIRECTED",
            Self::Unreadable { .. } => "UNREADABLE_ANSWER",
            Self::StreamNotEvents { .. } => "STREAM_NOT_EVENTS",
            Self::LineTooLong { .. } => code::LINE_TOO_LONG,
            Self::EventTooLarge { .. } => code::EVENT_TOO_LARGE,
            Self::StreamSilent { .. } => "STREAM_SILENT",
            Self::StreamClosed => "STREAM_CLOSED",
            Self::TooManyHeld { .. } => "TOO_MANY_EVENTS",
            Self::NotAvailable => code::NOT_AVAILABLE,
            Self::Busy => "BUSY",
            Self::Fault => "CONSOLE_FAULT",
        }
    }

    fn category(&self) -> Category {
        match self {
            Self::BodyTooLarge { .. }
            | Self::Unreadable { .. }
            | Self::StreamNotEvents { .. }
            | Self::LineTooLong { .. }
            | Self::EventTooLarge { .. }
            | Self::TooManyHeld { .. }
            | Self::NotAvailable => Category::Infrastructure,
            Self::Busy | Self::Fault => Category::Unknown,
            Self::Unreachable(_)
            | Self::UnknownName(_)
            | Self::Tls(_)
            | Self::TimedOut(_)
            | Self::NoAnswerWithin { .. }
            | Self::ConnectionLost(_)
            | Self::NotAPiOrchestrator(_)
            | Self::Redirected { .. }
            | Self::Moved { .. }
            | Self::StreamSilent { .. }
            | Self::StreamClosed => Category::Network,
        }
    }

    fn remedy(&self) -> Remedy {
        match self {
            Self::Unreachable(_) => Remedy::CheckPi,
            Self::NotAvailable => Remedy::UpdatePi,
            Self::UnknownName(_)
            | Self::Tls(_)
            | Self::NotAPiOrchestrator(_)
            | Self::Redirected { .. }
            | Self::Moved { .. } => Remedy::CheckAddress { instead: None },
            Self::TimedOut(_)
            | Self::NoAnswerWithin { .. }
            | Self::ConnectionLost(_)
            | Self::Busy => Remedy::Retry,
            Self::BodyTooLarge { .. }
            | Self::Unreadable { .. }
            | Self::StreamNotEvents { .. }
            | Self::Fault => Remedy::ContactSupport,
            Self::LineTooLong { .. }
            | Self::EventTooLarge { .. }
            | Self::StreamSilent { .. }
            | Self::StreamClosed
            | Self::TooManyHeld { .. } => Remedy::Wait,
        }
    }
}

fn failed_in_tls(cause: &(dyn StdError + 'static)) -> bool {
    cause.is::<rustls::Error>()
}

/// Whether the peer sent something that is not HTTP at all.
fn speaks_no_http(cause: &(dyn StdError + 'static)) -> bool {
    cause
        .downcast_ref::<hyper::Error>()
        .is_some_and(hyper::Error::is_parse)
}

/// Whether `test` holds for a cause of `error`, however deep. Looks into `io::Error`, which hides what it wraps.
fn any_cause(
    error: &(dyn StdError + 'static),
    test: fn(&(dyn StdError + 'static)) -> bool,
) -> bool {
    let wrapped = error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
        .is_some_and(|inner| any_cause(inner, test));
    wrapped || test(error) || error.source().is_some_and(|cause| any_cause(cause, test))
}

/// The whole chain in one line, each cause once.
fn causes(error: &(dyn StdError + 'static)) -> String {
    let mut texts = vec![error.to_string()];
    let mut next = error.source();
    while let Some(cause) = next {
        let text = cause.to_string();
        if !texts.iter().any(|known| known.contains(&text)) {
            texts.push(text);
        }
        next = cause.source();
    }
    texts.join(": ")
}

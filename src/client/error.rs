//! What can go wrong with a call before there is an answer to read, and how it becomes a [`Problem`].

use std::{error::Error as StdError, io};

use jiff::Timestamp;

use crate::{
    domain::{
        clock::Now,
        problem::{Problem, ProblemKind},
    },
    wire::text,
};

/// Whether nobody knows if the Pi has carried a call out: there is no answer, half of one, or one of a
/// proxy that may have lost that of the Pi.
pub(crate) fn is_lost(problem: &Problem) -> bool {
    matches!(
        problem.kind,
        ProblemKind::ConnectionLost
            | ProblemKind::StartLost
            | ProblemKind::TimedOut
            | ProblemKind::NoAnswerWithin { .. }
            | ProblemKind::AnswerCutShort
            | ProblemKind::NotJson
            | ProblemKind::UnexpectedForm { .. }
            | ProblemKind::BodyTooLarge { .. }
            | ProblemKind::AnsweredInBetween { status: 500.. }
            | ProblemKind::Refused {
                status: 502 | 504,
                ..
            }
    )
}

/// A failure of the transport.
#[derive(Debug, thiserror::Error)]
#[error("{kind:?}")]
pub(crate) struct Error {
    pub kind: ProblemKind,
    /// The error of the library, without the address.
    details: Option<String>,
}

/// The problem of a call that panicked.
pub(crate) fn fault() -> Box<Problem> {
    Box::new(Problem::new(ProblemKind::ConsoleFault, Now::read().wall))
}

/// The problem of a call that this Pi does not know, instead of the one that it answered.
pub(crate) fn not_available(answered: Problem) -> Box<Problem> {
    let Problem {
        http_status,
        endpoint,
        correlation_id,
        at,
        ..
    } = answered;
    Box::new(Problem {
        http_status,
        endpoint,
        correlation_id,
        ..Problem::new(ProblemKind::NotAvailable, at)
    })
}

impl From<ProblemKind> for Error {
    fn from(kind: ProblemKind) -> Self {
        Self {
            kind,
            details: None,
        }
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let kind = if error.is_dns() {
            ProblemKind::UnknownHost
        } else if any_cause(&error, is_certificate_time) {
            ProblemKind::CertificateTime
        } else if any_cause(&error, failed_in_tls) {
            ProblemKind::TlsFailed
        } else if error.is_connect() {
            ProblemKind::Unreachable
        } else if error.is_timeout() {
            ProblemKind::TimedOut
        } else if any_cause(&error, speaks_no_http) {
            ProblemKind::NotAPiOrchestrator
        } else {
            ProblemKind::ConnectionLost
        };
        Self {
            kind,
            details: error.source().map(|error| text::clean(&causes(error))),
        }
    }
}

impl Error {
    /// What a person sees, with where and when it happened.
    pub fn into_problem(self, endpoint: Option<String>, at: Timestamp) -> Box<Problem> {
        let http_status = match self.kind {
            ProblemKind::Redirected { status } | ProblemKind::NotAnEventStream { status, .. } => {
                Some(status)
            }
            _ => None,
        };
        Box::new(Problem {
            details: self.details,
            http_status,
            endpoint,
            ..Problem::new(self.kind, at)
        })
    }

    /// Whether the Pi is there; `None`: it may be this call alone that failed, as on a Pi that is slow.
    pub fn proves_reachable(&self) -> Option<bool> {
        match self.kind {
            ProblemKind::Unreachable
            | ProblemKind::UnknownHost
            | ProblemKind::TlsFailed
            | ProblemKind::CertificateTime
            | ProblemKind::CaptivePortal { .. } => Some(false),
            ProblemKind::TimedOut
            | ProblemKind::NoAnswerWithin { .. }
            | ProblemKind::ConnectionLost
            | ProblemKind::StreamSilent { .. }
            | ProblemKind::StreamClosed
            | ProblemKind::NotAPiOrchestrator
            | ProblemKind::Busy
            | ProblemKind::ConsoleFault => None,
            _ => Some(true),
        }
    }
}

/// Whether the certificate is not valid yet or any more, by the clock of this computer.
pub(crate) fn is_certificate_time(cause: &(dyn StdError + 'static)) -> bool {
    use rustls::CertificateError::{Expired, ExpiredContext, NotValidYet, NotValidYetContext};
    let certificate = cause.downcast_ref::<rustls::Error>();
    matches!(
        certificate,
        Some(rustls::Error::InvalidCertificate(
            Expired | ExpiredContext { .. } | NotValidYet | NotValidYetContext { .. }
        ))
    )
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

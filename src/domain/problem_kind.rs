//! What can go wrong between this console and a Pi: one variant for each cause, with the data that
//! its sentence needs.
//!
//! The sentences are in the catalogue (`i18n::problem_kind`); the category and the remedy of each
//! kind are here.

use std::{borrow::Cow, time::Duration};

use super::{
    error_code::ErrorCode,
    problem::{Category, Remedy},
    warning::WarningKind,
};

/// The cause of a [`Problem`](super::problem::Problem).
#[derive(Debug, Clone, PartialEq, Eq, strum::EnumCount)]
pub enum ProblemKind {
    /// The Pi answered with a code of the contract.
    Contract(ErrorCode),
    /// The Pi, or something in front of it, answered an error without a code of the contract.
    Refused {
        /// The HTTP status.
        status: u16,
        /// A code that the contract does not list.
        code: Option<String>,
        /// The message of the answer.
        message: Option<String>,
    },
    /// The Pi reports trouble in an event, without a code of the contract.
    Reported {
        /// A code that the contract does not list.
        code: Option<String>,
        /// The message of the event.
        message: Option<String>,
    },

    /// There is no TCP connection to the Pi.
    Unreachable,
    /// The host name does not resolve.
    UnknownHost,
    /// The TLS handshake failed.
    TlsFailed,
    /// The Pi's certificate is not valid at the time of this computer, whose clock may be wrong.
    CertificateTime,
    /// The connection or the answer took too long.
    TimedOut,
    /// As `TimedOut`, for a call with a limit of its own.
    NoAnswerWithin {
        /// The limit.
        limit: Duration,
    },
    /// The connection ended before the answer.
    ConnectionLost,
    /// A start was sent and its answer was lost: the session may have started.
    StartLost,
    /// The peer does not speak HTTP.
    NotAPiOrchestrator,
    /// A web page answered where the API should be (contract, section 3, rule 1).
    HtmlInsteadOfJson {
        /// What was asked, `METHOD /path`.
        endpoint: String,
    },
    /// Something between this console and the Pi answered in its place: a proxy, or a guard in front
    /// of the Pi (contract, section 3, rule 1).
    AnsweredInBetween {
        /// The HTTP status.
        status: u16,
    },
    /// The network answers in place of the Pi, since it wants a person to sign in: a redirect to
    /// another host, a page that leads to one, or the status 511. Nothing is sent there.
    CaptivePortal {
        /// Where the network wants the person to go, if it says so.
        to: Option<String>,
    },
    /// The Pi says that a key is required although one was sent: it does not accept this one, or
    /// something between this console and the Pi took the header (contract, section 9). The key is
    /// kept.
    KeyNotReceived,
    /// A redirect to another port or scheme of the same host; it is not followed.
    RedirectedTo {
        /// The other address, if the redirect names one.
        to: Option<String>,
    },
    /// A redirect to another path of the same host; it is not followed.
    Redirected {
        /// The HTTP status.
        status: u16,
    },
    /// The body of the answer is larger than the limit.
    BodyTooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The JSON of the answer ends in the middle.
    AnswerCutShort,
    /// The answer is not JSON.
    NotJson,
    /// The answer is JSON of another form than the contract says.
    UnexpectedForm {
        /// What could not be read in it, if that is known.
        warning: Option<Box<WarningKind>>,
    },
    /// The software of this Pi is too old for the call.
    NotAvailable,
    /// The Pi left an entry of a bulk call out and gave no reason.
    NotTaken,
    /// The queue of commands is full.
    Busy,
    /// A bug in this console: the call ended by a panic.
    ConsoleFault,

    /// The answer of the event stream is no event stream.
    NotAnEventStream {
        /// The HTTP status.
        status: u16,
        /// The header `Content-Type`.
        content_type: String,
    },
    /// The event stream is compressed.
    StreamCompressed {
        /// The header `Content-Encoding`.
        encoding: String,
    },
    /// A line of the event stream is larger than the limit.
    LineTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// An event of the stream is larger than the limit.
    EventTooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// Nothing came over the event stream for too long.
    StreamSilent {
        /// How long.
        after: Duration,
    },
    /// The Pi closed the event stream.
    StreamClosed,
    /// Too many events came while the session was being read.
    TooManyEvents {
        /// How many are held back at most.
        limit: usize,
    },

    /// There is no TCP connection for the monitoring socket.
    SocketUnreachable,
    /// The monitoring socket did not open in time.
    SocketTimedOut {
        /// The limit.
        limit: Duration,
    },
    /// The TLS handshake of the monitoring socket failed.
    SocketTlsFailed,
    /// The upgrade to a WebSocket was answered with an HTTP error.
    SocketRefused {
        /// The HTTP status.
        status: u16,
    },
    /// The answer to the upgrade breaks the protocol.
    NotASocket,
    /// The frames of the monitoring socket are compressed, or use another extension of the protocol.
    SocketExtension,
    /// A frame of the monitoring socket is larger than the limit.
    FrameTooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The Pi closed the monitoring socket.
    SocketClosed {
        /// The close frame: its code and its reason, which may be empty.
        frame: Option<(u16, String)>,
    },
    /// The Pi did not answer a ping on the monitoring socket.
    SocketSilent {
        /// How long.
        after: Duration,
    },
    /// The monitoring socket broke.
    SocketLost,
}

impl From<ErrorCode> for ProblemKind {
    fn from(code: ErrorCode) -> Self {
        Self::Contract(code)
    }
}

impl ProblemKind {
    /// The Pi's code, or one of this console's own in the same spelling: what support asks for.
    #[must_use]
    pub fn code(&self) -> Cow<'_, str> {
        Cow::Borrowed(match self {
            Self::Contract(code) => code.as_str(),
            Self::Refused {
                code: Some(code), ..
            }
            | Self::Reported {
                code: Some(code), ..
            } => code,
            Self::Refused {
                code: None, status, ..
            } => return Cow::Owned(format!("HTTP_{status}")),
            Self::Reported { code: None, .. } => "ERROR_EVENT",
            Self::Unreachable | Self::UnknownHost | Self::SocketUnreachable => "UNREACHABLE",
            Self::TlsFailed | Self::SocketTlsFailed => "TLS_FAILED",
            Self::CertificateTime => "CERTIFICATE_TIME",
            Self::TimedOut | Self::NoAnswerWithin { .. } | Self::SocketTimedOut { .. } => {
                "TIMED_OUT"
            }
            Self::ConnectionLost | Self::StartLost => "CONNECTION_LOST",
            Self::NotAPiOrchestrator => "NOT_A_PIORCHESTRATOR",
            Self::HtmlInsteadOfJson { .. } => "HTML_INSTEAD_OF_JSON",
            Self::AnsweredInBetween { .. } => "ANSWERED_IN_BETWEEN",
            Self::CaptivePortal { .. } => "CAPTIVE_PORTAL",
            Self::KeyNotReceived => ErrorCode::Unauthorized.as_str(),
            Self::RedirectedTo { .. } | Self::Redirected { .. } => "REDIRECTED",
            Self::BodyTooLarge { .. } => "BODY_TOO_LARGE",
            Self::AnswerCutShort | Self::NotJson | Self::UnexpectedForm { .. } => {
                "UNREADABLE_ANSWER"
            }
            Self::NotAvailable => "NOT_AVAILABLE",
            Self::NotTaken => "NOT_TAKEN",
            Self::Busy => "BUSY",
            Self::ConsoleFault => "CONSOLE_FAULT",
            Self::NotAnEventStream { .. } => "STREAM_NOT_EVENTS",
            Self::StreamCompressed { .. } => "STREAM_COMPRESSED",
            Self::LineTooLong { .. } => "LINE_TOO_LONG",
            Self::EventTooLarge { .. } => "EVENT_TOO_LARGE",
            Self::StreamSilent { .. } => "STREAM_SILENT",
            Self::StreamClosed => "STREAM_CLOSED",
            Self::TooManyEvents { .. } => "TOO_MANY_EVENTS",
            Self::SocketRefused { .. } => "SOCKET_REFUSED",
            Self::NotASocket => "NOT_A_SOCKET",
            Self::SocketExtension => "SOCKET_EXTENSION",
            Self::FrameTooLarge { .. } => "FRAME_TOO_LARGE",
            Self::SocketClosed { .. } => "SOCKET_CLOSED",
            Self::SocketSilent { .. } => "SOCKET_SILENT",
            Self::SocketLost => "SOCKET_LOST",
        })
    }

    /// The Pi's own message, where it replaces the sentence.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Refused { message, .. } | Self::Reported { message, .. } => message.as_deref(),
            _ => None,
        }
    }

    /// The category of the problem.
    #[must_use]
    pub fn category(&self) -> Category {
        match self {
            Self::Contract(code) => code.category(),
            Self::Refused { status, .. } => of_status(*status).0,
            Self::KeyNotReceived => Category::Auth,
            Self::Reported { .. } | Self::Busy | Self::ConsoleFault => Category::Unknown,
            Self::NotTaken => Category::Validation,
            Self::BodyTooLarge { .. }
            | Self::AnswerCutShort
            | Self::NotJson
            | Self::UnexpectedForm { .. }
            | Self::NotAvailable
            | Self::NotAnEventStream { .. }
            | Self::LineTooLong { .. }
            | Self::EventTooLarge { .. }
            | Self::TooManyEvents { .. }
            | Self::FrameTooLarge { .. } => Category::Infrastructure,
            Self::Unreachable
            | Self::UnknownHost
            | Self::TlsFailed
            | Self::CertificateTime
            | Self::TimedOut
            | Self::NoAnswerWithin { .. }
            | Self::ConnectionLost
            | Self::StartLost
            | Self::NotAPiOrchestrator
            | Self::HtmlInsteadOfJson { .. }
            | Self::AnsweredInBetween { .. }
            | Self::CaptivePortal { .. }
            | Self::RedirectedTo { .. }
            | Self::Redirected { .. }
            | Self::StreamCompressed { .. }
            | Self::StreamSilent { .. }
            | Self::StreamClosed
            | Self::SocketUnreachable
            | Self::SocketTimedOut { .. }
            | Self::SocketTlsFailed
            | Self::SocketRefused { .. }
            | Self::NotASocket
            | Self::SocketExtension
            | Self::SocketClosed { .. }
            | Self::SocketSilent { .. }
            | Self::SocketLost => Category::Network,
        }
    }

    /// The remedy, unless the caller has a more specific one.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::Contract(code) => code.remedy(),
            Self::Refused { status, .. } => of_status(*status).1,
            Self::Unreachable | Self::SocketUnreachable | Self::SocketTimedOut { .. } => {
                Remedy::CheckPi
            }
            Self::NotAvailable => Remedy::UpdatePi,
            Self::StartLost => Remedy::WaitForSession,
            Self::AnsweredInBetween { .. } => Remedy::CheckNetwork,
            Self::KeyNotReceived => Remedy::GiveKey,
            Self::CaptivePortal { .. } => Remedy::SignInToNetwork,
            Self::TlsFailed | Self::SocketTlsFailed => Remedy::CheckCertificate,
            Self::CertificateTime => Remedy::CheckClock,
            Self::UnknownHost
            | Self::NotAPiOrchestrator
            | Self::HtmlInsteadOfJson { .. }
            | Self::RedirectedTo { .. }
            | Self::Redirected { .. }
            | Self::NotJson
            | Self::StreamCompressed { .. } => Remedy::CheckAddress { instead: None },
            Self::TimedOut
            | Self::NoAnswerWithin { .. }
            | Self::ConnectionLost
            | Self::AnswerCutShort
            | Self::NotTaken
            | Self::Busy => Remedy::Retry,
            Self::Reported { .. }
            | Self::BodyTooLarge { .. }
            | Self::UnexpectedForm { .. }
            | Self::NotAnEventStream { .. }
            | Self::ConsoleFault => Remedy::ContactSupport,
            // The streams are opened again without a person.
            Self::LineTooLong { .. }
            | Self::EventTooLarge { .. }
            | Self::StreamSilent { .. }
            | Self::StreamClosed
            | Self::TooManyEvents { .. }
            | Self::SocketRefused { .. }
            | Self::NotASocket
            | Self::SocketExtension
            | Self::FrameTooLarge { .. }
            | Self::SocketClosed { .. }
            | Self::SocketSilent { .. }
            | Self::SocketLost => Remedy::Wait,
        }
    }

    /// Whether both are the same fact, whatever failed: the Pi cannot be reached, which each connection
    /// and each call reports in its own way, or it wants another key.
    #[must_use]
    pub fn has_same_cause(&self, other: &Self) -> bool {
        let is_loss = self.is_loss_of_connection() && other.is_loss_of_connection();
        let is_key = matches!(self, Self::Contract(ErrorCode::Unauthorized));
        is_loss || is_key && self.code() == other.code()
    }

    /// There is no connection to the Pi, it ended, or nothing comes over it.
    fn is_loss_of_connection(&self) -> bool {
        matches!(
            self,
            Self::Unreachable
                | Self::UnknownHost
                | Self::TimedOut
                | Self::NoAnswerWithin { .. }
                | Self::ConnectionLost
                | Self::StreamSilent { .. }
                | Self::StreamClosed
                | Self::SocketUnreachable
                | Self::SocketTimedOut { .. }
                | Self::SocketClosed { .. }
                | Self::SocketSilent { .. }
                | Self::SocketLost
        )
    }

    /// Whether the same request may succeed later without any change, unless the Pi says otherwise.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Contract(code) => code.is_retryable().unwrap_or(false),
            Self::Refused { status, .. } | Self::AnsweredInBetween { status } => {
                is_retryable_status(*status)
            }
            other => !matches!(
                other,
                Self::Reported { .. }
                    | Self::NotAPiOrchestrator
                    | Self::HtmlInsteadOfJson { .. }
                    | Self::CaptivePortal { .. }
                    | Self::KeyNotReceived
                    | Self::RedirectedTo { .. }
                    | Self::Redirected { .. }
                    | Self::BodyTooLarge { .. }
                    | Self::AnswerCutShort
                    | Self::NotJson
                    | Self::UnexpectedForm { .. }
                    | Self::NotAvailable
                    | Self::ConsoleFault
            ),
        }
    }
}

/// What a status alone says, for an error whose code is missing or unknown.
fn of_status(status: u16) -> (Category, Remedy) {
    use Category::{Auth, Infrastructure, Network, Session, Unknown, Validation};
    use Remedy::{
        CheckAddress, ContactSupport, CorrectInput, GiveKey, Retry, StartNewSession, Wait,
    };
    let address = CheckAddress { instead: None };
    match status {
        300..=399 => (Network, address),
        400 | 422 => (Validation, CorrectInput),
        401 | 403 => (Auth, GiveKey),
        404 | 405 => (Unknown, address),
        408 | 502 | 504 => (Network, Retry),
        409 => (Session, ContactSupport),
        410 => (Session, StartNewSession),
        429 => (Network, Wait),
        501 => (Unknown, ContactSupport),
        503 => (Infrastructure, Retry),
        500..=599 => (Infrastructure, ContactSupport),
        _ => (Unknown, ContactSupport),
    }
}

/// Whether a status alone allows a retry (contract, section 3, rule 6).
#[must_use]
pub fn is_retryable_status(status: u16) -> bool {
    status == 429 || (500..=599).contains(&status) && status != 501
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_429_and_5xx_without_501_invite_a_retry() {
        let retryable: Vec<u16> = (300..=599)
            .filter(|status| is_retryable_status(*status))
            .collect();
        let expected: Vec<u16> = [429, 500].into_iter().chain(502..=599).collect();
        assert_eq!(retryable, expected);
    }
}

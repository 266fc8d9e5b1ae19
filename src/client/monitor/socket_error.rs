//! What can go wrong with the monitoring socket, and how it becomes a [`Problem`].

use std::{error::Error as StdError, fmt::Display, io, time::Duration};

use jiff::Timestamp;
use tungstenite::{
    Error as WsError,
    error::{CapacityError, ProtocolError},
    protocol::CloseFrame,
};

use crate::{
    client::{error::is_certificate_time, http::retry_after},
    domain::problem::{Problem, ProblemKind},
    wire::text,
};

/// The endpoint of a problem with the socket.
pub(crate) const ENDPOINT: &str = "GET /ws/monitor";

/// The longest reason of a close frame that is shown, in characters.
const LONGEST_REASON: usize = 80;

/// A failure of the socket.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SocketError {
    kind: ProblemKind,
    /// The error of the library.
    details: Option<String>,
    retry_after: Option<Duration>,
}

impl From<ProblemKind> for SocketError {
    fn from(kind: ProblemKind) -> Self {
        Self {
            kind,
            details: None,
            retry_after: None,
        }
    }
}

impl SocketError {
    fn caused_by(kind: ProblemKind, error: &dyn Display) -> Self {
        Self {
            details: Some(error.to_string()),
            ..kind.into()
        }
    }

    /// There is no TCP connection.
    pub fn unreachable(error: &io::Error) -> Self {
        Self::caused_by(ProblemKind::SocketUnreachable, error)
    }

    /// Why a handshake failed.
    pub fn of_handshake(error: &WsError) -> Self {
        match error {
            WsError::Http(response) => {
                let status = response.status().as_u16();
                Self {
                    retry_after: retry_after(response.headers()),
                    ..ProblemKind::SocketRefused { status }.into()
                }
            }
            WsError::Io(error) if inner(error).is_some_and(is_certificate_time) => {
                Self::caused_by(ProblemKind::CertificateTime, error)
            }
            WsError::Io(error) if is_tls(error) => {
                Self::caused_by(ProblemKind::SocketTlsFailed, error)
            }
            WsError::Io(error) => Self::unreachable(error),
            error => Self::caused_by(ProblemKind::NotASocket, error),
        }
    }

    /// Why an open socket ended.
    pub fn of_socket(error: &WsError) -> Self {
        match error {
            WsError::Capacity(CapacityError::MessageTooLong { max_size, .. }) => {
                ProblemKind::FrameTooLarge { limit: *max_size }.into()
            }
            WsError::Protocol(ProtocolError::NonZeroReservedBits) => {
                ProblemKind::SocketExtension.into()
            }
            WsError::ConnectionClosed | WsError::AlreadyClosed => Self::closed(None),
            error => Self::caused_by(ProblemKind::SocketLost, error),
        }
    }

    /// The Pi closed the socket.
    pub fn closed(frame: Option<&CloseFrame>) -> Self {
        let frame = frame.map(|CloseFrame { code, reason }| {
            let reason = text::shorten(reason, LONGEST_REASON);
            (u16::from(*code), reason)
        });
        ProblemKind::SocketClosed { frame }.into()
    }

    pub fn into_problem(self, at: Timestamp) -> Box<Problem> {
        let http_status = match self.kind {
            ProblemKind::SocketRefused { status } => Some(status),
            _ => None,
        };
        Box::new(Problem {
            details: self.details,
            http_status,
            endpoint: Some(ENDPOINT.to_owned()),
            retry_after: self.retry_after,
            ..Problem::new(self.kind, at)
        })
    }
}

fn is_tls(error: &io::Error) -> bool {
    inner(error).is_some_and(<dyn StdError>::is::<rustls::Error>)
}

fn inner(error: &io::Error) -> Option<&(dyn StdError + 'static)> {
    error.get_ref().map(|inner| inner as _)
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn the_reason_of_a_close_frame_is_cleaned() {
        let frame = CloseFrame {
            code: 1001.into(),
            reason: "shut\u{202E}down".into(),
        };
        let expected = ProblemKind::SocketClosed {
            frame: Some((1001, "shutdown".to_owned())),
        };
        assert_eq!(SocketError::closed(Some(&frame)), expected.into());
    }

    /// The problem of a handshake that was answered with 503 and this `Retry-After`.
    fn refused(retry_after: &str) -> Box<Problem> {
        let response = http::Response::builder()
            .status(503)
            .header("retry-after", retry_after)
            .body(None)
            .expect("a response");
        SocketError::of_handshake(&WsError::Http(Box::new(response)))
            .into_problem(Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_refused_handshake_names_its_status() {
        let problem = refused("7");
        assert_eq!(problem.http_status, Some(503));
        assert_eq!(problem.retry_after, Some(Duration::from_secs(7)));
        assert_eq!(problem.code(), "SOCKET_REFUSED");
    }

    #[test]
    fn a_refused_handshake_asks_for_one_second_to_one_hour() {
        let hour = Some(Duration::from_hours(1));
        let second = Some(Duration::from_secs(1));
        for (header, wait) in [
            ("0", second),
            ("Thu, 01 Jan 1970 00:00:00 GMT", second),
            ("9300000000000000000", hour),
            ("Fri, 31 Dec 9999 23:59:59 GMT", hour),
            ("-1", None),
            ("soon", None),
        ] {
            assert_eq!(refused(header).retry_after, wait, "{header}");
        }
    }
}

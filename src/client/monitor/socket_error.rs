//! What can go wrong with the monitoring socket, and how it becomes a [`Problem`].

use std::{error::Error as StdError, io, time::Duration};

use jiff::Timestamp;
use tungstenite::{
    Error as WsError,
    error::CapacityError,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

use crate::{
    client::http::retry_after,
    domain::problem::{Category, Problem, Remedy},
    wire::text,
};

/// The endpoint of a problem with the socket.
pub(crate) const ENDPOINT: &str = "GET /ws/monitor";

/// A failure of the socket. Its text is the summary of the problem.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SocketError {
    #[error("The Pi cannot be reached for monitoring.")]
    Unreachable(#[source] io::Error),
    #[error("The Pi did not open the monitoring socket within {} seconds.", .after.as_secs())]
    Slow { after: Duration },
    #[error("A secure monitoring socket could not be made.")]
    Tls(#[source] io::Error),
    #[error("The Pi does not open a monitoring socket (it answered {status}).")]
    Refused {
        status: u16,
        retry_after: Option<Duration>,
    },
    #[error("What answers at this address does not open a monitoring socket as it should.")]
    NoSocket(#[source] WsError),
    #[error("A frame of the monitoring socket is larger than {} MiB and was not read.", .limit >> 20)]
    FrameTooLarge { limit: usize },
    #[error("The Pi closed the monitoring socket: {why}.")]
    Closed { why: String },
    #[error("The Pi did not answer on the monitoring socket for {} seconds.", .after.as_secs())]
    Silent { after: Duration },
    #[error("The monitoring socket was lost.")]
    Lost(#[source] WsError),
}

impl SocketError {
    /// Why a handshake failed.
    pub fn of_handshake(error: WsError) -> Self {
        match error {
            WsError::Http(response) => Self::Refused {
                status: response.status().as_u16(),
                retry_after: retry_after(response.headers()),
            },
            WsError::Io(error) if is_tls(&error) => Self::Tls(error),
            WsError::Io(error) => Self::Unreachable(error),
            error => Self::NoSocket(error),
        }
    }

    /// Why an open socket ended.
    pub fn of_socket(error: WsError) -> Self {
        match error {
            WsError::Capacity(CapacityError::MessageTooLong { max_size, .. }) => {
                Self::FrameTooLarge { limit: max_size }
            }
            WsError::ConnectionClosed | WsError::AlreadyClosed => Self::closed(None),
            error => Self::Lost(error),
        }
    }

    /// The Pi closed the socket.
    pub fn closed(frame: Option<&CloseFrame>) -> Self {
        let Some(CloseFrame { code, reason }) = frame else {
            let why = "it gave no reason".to_owned();
            return Self::Closed { why };
        };
        let meaning = match code {
            CloseCode::Normal => "it is done",
            CloseCode::Away => "it is going away",
            CloseCode::Policy => "this console is not welcome",
            CloseCode::Size => "a message was too large for it",
            CloseCode::Error => "it has an error inside",
            CloseCode::Restart => "it restarts",
            CloseCode::Again => "it is too busy",
            _ => "for a reason of its own",
        };
        let reason = text::shorten(reason, 80);
        let reason = if reason.is_empty() {
            reason
        } else {
            format!(", “{reason}”")
        };
        let why = format!("{meaning} ({}{reason})", u16::from(*code));
        Self::Closed { why }
    }

    pub fn into_problem(self, at: Timestamp) -> Box<Problem> {
        let (http_status, retry_after) = match self {
            Self::Refused {
                status,
                retry_after,
            } => (Some(status), retry_after),
            _ => (None, None),
        };
        Box::new(Problem {
            summary: self.to_string(),
            details: self.source().map(ToString::to_string),
            code: self.code().to_owned(),
            category: match self {
                Self::FrameTooLarge { .. } => Category::Infrastructure,
                _ => Category::Network,
            },
            http_status,
            endpoint: Some(ENDPOINT.to_owned()),
            correlation_id: None,
            retryable: true,
            retry_after,
            at,
            remedy: self.remedy(),
        })
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "UNREACHABLE",
            Self::Slow { .. } => "TIMED_OUT",
            Self::Tls(_) => "TLS_FAILED",
            Self::Refused { .. } => "SOCKET_REFUSED",
            Self::NoSocket(_) => "NOT_A_SOCKET",
            Self::FrameTooLarge { .. } => "FRAME_TOO_LARGE",
            Self::Closed { .. } => "SOCKET_CLOSED",
            Self::Silent { .. } => "SOCKET_SILENT",
            Self::Lost(_) => "SOCKET_LOST",
        }
    }

    /// The socket is opened again and replaced by polling until then: mostly there is nothing to do.
    fn remedy(&self) -> Remedy {
        match self {
            Self::Unreachable(_) | Self::Slow { .. } => Remedy::CheckPi,
            Self::Tls(_) => Remedy::CheckAddress { instead: None },
            Self::Refused { .. }
            | Self::NoSocket(_)
            | Self::FrameTooLarge { .. }
            | Self::Closed { .. }
            | Self::Silent { .. }
            | Self::Lost(_) => Remedy::Wait,
        }
    }
}

fn is_tls(error: &io::Error) -> bool {
    let rustls = |inner: &(dyn StdError + Send + Sync + 'static)| inner.is::<rustls::Error>();
    error.get_ref().is_some_and(rustls)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_close_frame_is_explained() {
        let frame = |code: u16, reason: &str| CloseFrame {
            code: code.into(),
            reason: reason.to_owned().into(),
        };
        let text = |frame: Option<CloseFrame>| SocketError::closed(frame.as_ref()).to_string();
        let all = "The Pi closed the monitoring socket: ";
        assert_eq!(text(None), format!("{all}it gave no reason."));
        let away = frame(1001, "shut\u{202E}down");
        assert_eq!(
            text(Some(away)),
            format!("{all}it is going away (1001, “shutdown”).")
        );
        let own = text(Some(frame(4000, "")));
        assert_eq!(own, format!("{all}for a reason of its own (4000)."));
    }

    /// The problem of a handshake that was answered with 503 and this `Retry-After`.
    fn refused(retry_after: &str) -> Box<Problem> {
        let response = http::Response::builder()
            .status(503)
            .header("retry-after", retry_after)
            .body(None)
            .expect("a response");
        SocketError::of_handshake(WsError::Http(Box::new(response)))
            .into_problem(Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_refused_handshake_names_its_status() {
        let problem = refused("7");
        assert_eq!(problem.http_status, Some(503));
        assert_eq!(problem.retry_after, Some(Duration::from_secs(7)));
        assert_eq!(problem.code, "SOCKET_REFUSED");
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

//! What can go wrong with the monitoring socket. The one place where such a failure becomes a [`Problem`].

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

/// What a person reads as the place where it happened.
pub(crate) const ENDPOINT: &str = "GET /ws/monitor";

/// A failure of the socket. Its text is the summary that a person reads.
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

    /// The Pi said goodbye.
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

    /// What a person sees.
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

    /// The socket is tried again by itself, and polled meanwhile: mostly there is nothing to do.
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
    fn a_goodbye_is_said_in_plain_words() {
        let frame = |code: u16, reason: &str| CloseFrame {
            code: code.into(),
            reason: reason.to_owned().into(),
        };
        let said = |frame: Option<CloseFrame>| SocketError::closed(frame.as_ref()).to_string();
        let all = "The Pi closed the monitoring socket: ";
        assert_eq!(said(None), format!("{all}it gave no reason."));
        let away = frame(1001, "shut\u{202E}down");
        assert_eq!(
            said(Some(away)),
            format!("{all}it is going away (1001, “shutdown”).")
        );
        let own = said(Some(frame(4000, "")));
        assert_eq!(own, format!("{all}for a reason of its own (4000)."));
    }

    #[test]
    fn what_is_no_switch_of_protocols_names_its_status() {
        let response = http::Response::builder()
            .status(503)
            .header("retry-after", "7");
        let Ok(response) = response.body(None) else {
            return;
        };
        let error = SocketError::of_handshake(WsError::Http(Box::new(response)));
        let problem = error.into_problem(Timestamp::UNIX_EPOCH);
        assert_eq!(problem.http_status, Some(503));
        assert_eq!(problem.retry_after, Some(Duration::from_secs(7)));
        assert_eq!(problem.code, "SOCKET_REFUSED");
    }
}

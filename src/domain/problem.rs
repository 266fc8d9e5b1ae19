//! A failure: its cause, the details for support, and the remedy.

use std::{borrow::Cow, time::Duration};

use jiff::Timestamp;

use crate::domain::session::SessionId;

pub use super::{error_code::ErrorCode, problem_kind::ProblemKind};

/// The category of a problem (contract, section 9), which determines the icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// The key.
    Auth,
    /// The batch.
    Session,
    /// One camera.
    Device,
    /// Between this console and the Pi, or the Pi and the cameras.
    Network,
    /// What was sent.
    Validation,
    /// Inside the Pi.
    Infrastructure,
    /// Unknown.
    Unknown,
}

/// The remedy. Its sentence is in the catalogue (`i18n::advice`); the window adds a button for it
/// where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Try again.
    Retry,
    /// Nothing: it is tried again automatically.
    Wait,
    /// Give the console the Pi's API key.
    GiveKey,
    /// Look at the address of the Pi, perhaps with this one instead.
    CheckAddress {
        /// An address that may answer, `host:port`.
        instead: Option<String>,
    },
    /// Look at what is between this console and the Pi: the network, a proxy.
    CheckNetwork,
    /// Sign in to the network, or use another one.
    SignInToNetwork,
    /// Look at the address, the certificate of the Pi, and the CA file.
    CheckCertificate,
    /// Look at the clock of this computer, and at the dates of the Pi's certificate.
    CheckClock,
    /// Look whether the Pi has power and is on this network.
    CheckPi,
    /// Begin a new session.
    StartNewSession,
    /// Show the session that runs on this Pi.
    ShowRunningSession,
    /// A start whose answer was lost: see whether the session shows up, before starting again.
    WaitForSession,
    /// Nothing, or look at the session: it is read again, and shown as it is.
    CheckSession,
    /// Resume the session first.
    ResumeSession,
    /// Look at the passphrase and the access point of the target network.
    CheckCredentials,
    /// Power-cycle the camera, move it closer, then retry.
    CheckCamera,
    /// Put the camera on the allowlist.
    AddToAllowlist,
    /// Change what was entered.
    CorrectInput,
    /// Put newer software on the Pi.
    UpdatePi,
    /// Nothing here: give the correlation id to support.
    ContactSupport,
}

/// Something that failed.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The cause, from which the catalogue makes the sentence that a person reads.
    pub kind: ProblemKind,
    /// The details: the Pi's own message, or the error of a library.
    pub details: Option<String>,
    /// HTTP status, if there was an answer.
    pub http_status: Option<u16>,
    /// `METHOD /path`, without host and query.
    pub endpoint: Option<String>,
    /// The Pi's name for the request, to find it in the Pi's log.
    pub correlation_id: Option<String>,
    /// Whether the same request may succeed later without any change.
    pub retryable: bool,
    /// The wait that the Pi asks for before the next attempt.
    pub retry_after: Option<Duration>,
    /// When it happened, on this console's clock.
    pub at: Timestamp,
    /// The one thing to do.
    pub remedy: Remedy,
}

impl Problem {
    /// A problem of which only the kind is known; the kind determines the remedy and whether it can
    /// be retried.
    #[must_use]
    pub fn new(kind: impl Into<ProblemKind>, at: Timestamp) -> Self {
        let kind = kind.into();
        Self {
            details: None,
            http_status: None,
            endpoint: None,
            correlation_id: None,
            retryable: kind.is_retryable(),
            retry_after: None,
            at,
            remedy: kind.remedy(),
            kind,
        }
    }

    /// The Pi's code (contract, section 9) or one of this console's own, in the same spelling.
    #[must_use]
    pub fn code(&self) -> Cow<'_, str> {
        self.kind.code()
    }

    /// The code of the contract that the Pi gave.
    #[must_use]
    pub fn error_code(&self) -> Option<ErrorCode> {
        match self.kind {
            ProblemKind::Contract(code) => Some(code),
            _ => None,
        }
    }

    /// Whether the Pi, or a limiter in front of it, did not look at the request (429).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.http_status == Some(429) || self.error_code() == Some(ErrorCode::RateLimited)
    }

    /// Whether the Pi itself refuses the key or wants one (contract, section 2). A bare status or a
    /// web page comes from something between this console and the Pi.
    #[must_use]
    pub fn is_key_refused(&self) -> bool {
        let says_why = match &self.kind {
            ProblemKind::Contract(_) | ProblemKind::KeyNotReceived => true,
            ProblemKind::Refused { code, message, .. } => code.is_some() || message.is_some(),
            _ => false,
        };
        says_why && matches!(self.http_status, Some(401 | 403))
    }

    /// Whether the Pi does not have the session any more (contract, section 9).
    #[must_use]
    pub fn is_session_gone(&self) -> bool {
        matches!(
            self.error_code(),
            Some(
                ErrorCode::SessionNotFound
                    | ErrorCode::SessionExpired
                    | ErrorCode::SessionAlreadyClosed
            )
        )
    }

    /// The running session that a refusal names. Ids are opaque, but the known ones start with
    /// `sess_`. If none is found, the session is offered with its next event instead of at once.
    #[must_use]
    pub fn named_session(&self) -> Option<SessionId> {
        let texts = [self.details.as_deref(), self.kind.message()];
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let mut words = texts
            .into_iter()
            .flatten()
            .flat_map(|text| text.split(|c| !is_part(c)));
        words
            .find(|word| word.starts_with("sess_"))
            .map(SessionId::new)
    }

    /// The category of the problem.
    #[must_use]
    pub fn category(&self) -> Category {
        self.kind.category()
    }
}

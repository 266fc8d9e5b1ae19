//! Why the simulated Pi says no: the codes of the contract's section 9 that it can give, with their statuses.
//!
//! Must not know how an answer is written; `answer` does that.

/// A code of the contract, section 9.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// No such session.
    SessionNotFound,
    /// The session ran out.
    SessionExpired,
    /// Another session runs.
    SessionAlreadyActive,
    /// The session was stopped.
    SessionAlreadyClosed,
    /// No such camera in the session.
    DeviceNotFound,
    /// The camera may not be provisioned.
    DeviceNotInAllowlist,
    /// The camera is being provisioned.
    DeviceAlreadyProvisioning,
    /// The camera, or the session, is in no state for it.
    DeviceInvalidState,
    /// The camera had its chances.
    MaxRetriesExceeded,
    /// A value breaks a rule.
    ValidationFailed,
    /// The body cannot be read.
    InvalidRequest,
    /// A value is missing.
    MissingParameter,
}

impl Code {
    /// Its spelling on the wire, and its HTTP status.
    fn row(self) -> (&'static str, u16) {
        match self {
            Self::SessionNotFound => ("SESSION_NOT_FOUND", 404),
            Self::SessionExpired => ("SESSION_EXPIRED", 410),
            Self::SessionAlreadyActive => ("SESSION_ALREADY_ACTIVE", 409),
            Self::SessionAlreadyClosed => ("SESSION_ALREADY_CLOSED", 409),
            Self::DeviceNotFound => ("DEVICE_NOT_FOUND", 404),
            Self::DeviceNotInAllowlist => ("DEVICE_NOT_IN_ALLOWLIST", 403),
            Self::DeviceAlreadyProvisioning => ("DEVICE_ALREADY_PROVISIONING", 409),
            Self::DeviceInvalidState => ("DEVICE_INVALID_STATE", 409),
            Self::MaxRetriesExceeded => ("MAX_RETRIES_EXCEEDED", 409),
            Self::ValidationFailed => ("VALIDATION_FAILED", 400),
            Self::InvalidRequest => ("INVALID_REQUEST", 400),
            Self::MissingParameter => ("MISSING_PARAMETER", 400),
        }
    }

    /// As it is written in an answer.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.row().0
    }

    /// The status of the answer.
    #[must_use]
    pub fn http_status(self) -> u16 {
        self.row().1
    }
}

/// One no, with the words for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Which one.
    pub code: Code,
    /// What a Pi would say.
    pub message: String,
    /// More of it, where a Pi has more.
    pub details: Option<String>,
}

impl Refusal {
    /// A refusal without details.
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            code,
            message,
            details: None,
        }
    }
}

//! Why the simulated Pi says no: the codes of the contract's section 9 that it can give.
//!
//! Must not know statuses nor how an answer is written; `answer` does that.

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
    /// The session cannot be taken up again.
    SessionNotRecoverable,
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
    /// Its spelling on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SessionNotFound => "SESSION_NOT_FOUND",
            Self::SessionExpired => "SESSION_EXPIRED",
            Self::SessionAlreadyActive => "SESSION_ALREADY_ACTIVE",
            Self::SessionAlreadyClosed => "SESSION_ALREADY_CLOSED",
            Self::SessionNotRecoverable => "SESSION_NOT_RECOVERABLE",
            Self::DeviceNotFound => "DEVICE_NOT_FOUND",
            Self::DeviceNotInAllowlist => "DEVICE_NOT_IN_ALLOWLIST",
            Self::DeviceAlreadyProvisioning => "DEVICE_ALREADY_PROVISIONING",
            Self::DeviceInvalidState => "DEVICE_INVALID_STATE",
            Self::MaxRetriesExceeded => "MAX_RETRIES_EXCEEDED",
            Self::ValidationFailed => "VALIDATION_FAILED",
            Self::InvalidRequest => "INVALID_REQUEST",
            Self::MissingParameter => "MISSING_PARAMETER",
        }
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
    pub(in crate::simulator) fn new(code: Code, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            code,
            message,
            details: None,
        }
    }
}

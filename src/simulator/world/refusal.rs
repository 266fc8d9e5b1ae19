//! Refusals of the simulated Pi: the codes of the contract's section 9 that it uses.

/// A code of the contract, section 9.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// No such session.
    SessionNotFound,
    /// The session expired.
    SessionExpired,
    /// Another session is active.
    SessionAlreadyActive,
    /// The session was stopped.
    SessionAlreadyClosed,
    /// The session cannot be recovered.
    SessionNotRecoverable,
    /// No such camera in the session.
    DeviceNotFound,
    /// The camera is not on the allowlist.
    DeviceNotInAllowlist,
    /// The camera is being provisioned.
    DeviceAlreadyProvisioning,
    /// The state of the camera or the session does not allow it.
    DeviceInvalidState,
    /// The camera has no retries left.
    MaxRetriesExceeded,
    /// A value is invalid.
    ValidationFailed,
    /// The body cannot be read.
    InvalidRequest,
    /// A value is missing.
    MissingParameter,
}

impl Code {
    /// The code on the wire.
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

/// A refusal with its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The code.
    pub code: Code,
    /// The message of the Pi.
    pub message: String,
    /// Details, if the Pi has any.
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

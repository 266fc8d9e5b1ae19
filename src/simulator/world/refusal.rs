//! Refusals of the simulated Pi, with the codes of the contract's section 9.

use crate::domain::error_code::ErrorCode;

/// A refusal with its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The code.
    pub code: ErrorCode,
    /// The message of the Pi.
    pub message: String,
    /// Details, if the Pi has any.
    pub details: Option<String>,
}

impl Refusal {
    /// A refusal without details.
    pub(in crate::simulator) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            code,
            message,
            details: None,
        }
    }
}

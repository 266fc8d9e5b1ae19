//! The envelope as a Pi writes it, for the simulator.

use jiff::Timestamp;
use serde::Serialize;

use crate::{domain::error_code::ErrorCode, wire::time};

/// A success (contract, section 3).
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct Success<T> {
    pub success: bool,
    pub data: T,
    pub correlation_id: String,
    #[serde(serialize_with = "time::as_rfc3339")]
    pub timestamp: Timestamp,
}

impl<T> Success<T> {
    /// An answer that holds `data`.
    pub fn new(data: T, correlation_id: impl Into<String>, timestamp: Timestamp) -> Self {
        Self {
            success: true,
            data,
            correlation_id: correlation_id.into(),
            timestamp,
        }
    }
}

/// An error in the nested shape (contract, section 3).
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct FailureBody {
    pub success: bool,
    pub error: ErrorBody,
    pub correlation_id: String,
    #[serde(serialize_with = "time::as_rfc3339")]
    pub timestamp: Timestamp,
}

/// The inside of a [`FailureBody`].
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct ErrorBody {
    pub code: String,
    pub message: String,
    pub retryable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
}

impl ErrorBody {
    /// An error that is retryable as section 9 of the contract says for its code; an unknown code
    /// is not.
    #[must_use]
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        let code = code.into();
        let known = ErrorCode::parse(&code).and_then(ErrorCode::is_retryable);
        Self {
            code,
            message: message.into(),
            retryable: known.unwrap_or(false),
            retry_after_seconds: None,
            details: None,
        }
    }
}

impl FailureBody {
    /// An answer with this error.
    #[must_use]
    pub fn new(error: ErrorBody, correlation_id: impl Into<String>, timestamp: Timestamp) -> Self {
        Self {
            success: false,
            error,
            correlation_id: correlation_id.into(),
            timestamp,
        }
    }
}

/// The flat error that a Pi answers without a good key (contract, section 2).
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct FlatFailure {
    pub success: bool,
    pub error: String,
    pub code: String,
    pub retryable: bool,
    pub correlation_id: String,
    #[serde(serialize_with = "time::as_rfc3339")]
    pub timestamp: Timestamp,
}

impl FlatFailure {
    /// The 401 for a missing or wrong key.
    #[must_use]
    pub fn unauthorized(
        error: impl Into<String>,
        correlation_id: impl Into<String>,
        timestamp: Timestamp,
    ) -> Self {
        Self {
            success: false,
            error: error.into(),
            code: "UNAUTHORIZED".to_owned(),
            retryable: false,
            correlation_id: correlation_id.into(),
            timestamp,
        }
    }
}

/// An event of the stream (contract, section 6).
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct EventEnvelope<T> {
    pub version: &'static str,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(serialize_with = "time::as_rfc3339")]
    pub timestamp: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    pub payload: T,
}

impl<T> EventEnvelope<T> {
    /// An event of version 1.0.
    pub fn new(
        kind: impl Into<String>,
        timestamp: Timestamp,
        session_id: Option<String>,
        payload: T,
    ) -> Self {
        Self {
            version: "1.0",
            kind: kind.into(),
            timestamp,
            session_id,
            payload,
        }
    }
}

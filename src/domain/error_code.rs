//! The error codes of the contract (section 9), with the status, category and remedy of each.

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::problem::{Category, Remedy};

/// A code that the contract lists. On the wire it is written in capitals: `SESSION_NOT_FOUND`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the contract's own names")]
pub enum ErrorCode {
    SessionNotFound,
    SessionExpired,
    SessionAlreadyActive,
    SessionAlreadyClosed,
    SessionNotRecoverable,
    DeviceNotFound,
    DeviceNotInAllowlist,
    DeviceAlreadyProvisioning,
    DeviceInvalidState,
    MaxRetriesExceeded,
    DeviceUnreachable,
    DeviceRejected,
    DeviceTimeout,
    VerificationTimeout,
    Unauthorized,
    TotpInvalid,
    TotpExpired,
    ValidationFailed,
    InvalidRequest,
    MissingParameter,
    BadRequest,
    ValidationError,
    Conflict,
    NotFound,
    RateLimited,
    CircuitOpen,
    NetworkError,
    Timeout,
    MqttUnavailable,
    ServiceUnavailable,
    DatabaseError,
    InternalError,
}

/// Whether the contract calls a code retryable.
enum Retryable {
    Yes,
    No,
    /// The Pi says so in each answer.
    AsSent,
}

impl ErrorCode {
    /// The code that is written like this on the wire; `None` for one that the contract does not
    /// list.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        code.parse().ok()
    }

    /// How it is written on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The HTTP status that it comes with.
    #[must_use]
    pub fn http_status(self) -> u16 {
        self.row().0
    }

    /// Whether the same request may succeed later; `None`: as the Pi sends it.
    #[must_use]
    pub fn is_retryable(self) -> Option<bool> {
        match self.row().1 {
            Retryable::Yes => Some(true),
            Retryable::No => Some(false),
            Retryable::AsSent => None,
        }
    }

    /// The category of the error.
    #[must_use]
    pub fn category(self) -> Category {
        self.row().2
    }

    /// The remedy.
    #[must_use]
    pub fn remedy(self) -> Remedy {
        self.row().3
    }

    #[expect(
        clippy::match_same_arms,
        reason = "one row for each code, in the order of the contract"
    )]
    fn row(self) -> (u16, Retryable, Category, Remedy) {
        use Category::{Auth, Device, Infrastructure, Network, Session, Unknown, Validation};
        use Remedy::{
            AddToAllowlist, CheckCamera, CheckCredentials, CheckSession, ContactSupport,
            CorrectInput, GiveKey, ResumeSession, Retry, ShowRunningSession, StartNewSession, Wait,
        };
        use Retryable::{AsSent, No, Yes};
        match self {
            Self::SessionNotFound => (404, No, Session, StartNewSession),
            Self::SessionExpired => (410, No, Session, StartNewSession),
            Self::SessionAlreadyActive => (409, No, Session, ShowRunningSession),
            Self::SessionAlreadyClosed => (409, No, Session, StartNewSession),
            Self::SessionNotRecoverable => (409, No, Session, StartNewSession),
            Self::DeviceNotFound => (404, No, Device, CheckCamera),
            Self::DeviceNotInAllowlist => (403, No, Device, AddToAllowlist),
            Self::DeviceAlreadyProvisioning => (409, No, Device, CheckSession),
            // The usual cause in the field is a paused session (contract, section 10).
            Self::DeviceInvalidState => (409, No, Device, ResumeSession),
            Self::MaxRetriesExceeded => (409, No, Device, StartNewSession),
            Self::DeviceUnreachable => (502, Yes, Device, CheckCamera),
            Self::DeviceRejected => (502, Yes, Device, CheckCredentials),
            Self::DeviceTimeout => (504, Yes, Device, CheckCamera),
            Self::VerificationTimeout => (504, Yes, Device, CheckCredentials),
            Self::Unauthorized => (401, No, Auth, GiveKey),
            Self::TotpInvalid => (401, Yes, Auth, Retry),
            Self::TotpExpired => (401, Yes, Auth, Retry),
            Self::ValidationFailed => (400, No, Validation, CorrectInput),
            Self::InvalidRequest => (400, No, Validation, ContactSupport),
            Self::MissingParameter => (400, No, Validation, ContactSupport),
            Self::BadRequest => (400, No, Validation, ContactSupport),
            Self::ValidationError => (422, No, Validation, CorrectInput),
            Self::Conflict => (409, No, Session, CheckSession),
            Self::NotFound => (404, No, Unknown, ContactSupport),
            Self::RateLimited => (429, Yes, Network, Wait),
            Self::CircuitOpen => (503, Yes, Network, Wait),
            Self::NetworkError => (503, Yes, Network, Retry),
            Self::Timeout => (504, Yes, Network, Retry),
            Self::MqttUnavailable => (503, Yes, Infrastructure, Retry),
            Self::ServiceUnavailable => (503, Yes, Infrastructure, Retry),
            Self::DatabaseError => (500, No, Infrastructure, ContactSupport),
            Self::InternalError => (500, AsSent, Infrastructure, ContactSupport),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Section 9, left column then right column.
    const TABLE: &str = "SESSION_NOT_FOUND 404 no, SESSION_EXPIRED 410 no, SESSION_ALREADY_ACTIVE 409 no, \
        SESSION_ALREADY_CLOSED 409 no, SESSION_NOT_RECOVERABLE 409 no, DEVICE_NOT_FOUND 404 no, \
        DEVICE_NOT_IN_ALLOWLIST 403 no, DEVICE_ALREADY_PROVISIONING 409 no, DEVICE_INVALID_STATE 409 no, \
        MAX_RETRIES_EXCEEDED 409 no, TOTP_INVALID 401 yes, TOTP_EXPIRED 401 yes, RATE_LIMITED 429 yes, \
        UNAUTHORIZED 401 no, DEVICE_UNREACHABLE 502 yes, DEVICE_REJECTED 502 yes, DEVICE_TIMEOUT 504 yes, \
        CIRCUIT_OPEN 503 yes, VERIFICATION_TIMEOUT 504 yes, NETWORK_ERROR 503 yes, MQTT_UNAVAILABLE 503 yes, \
        DATABASE_ERROR 500 no, INTERNAL_ERROR 500 as_sent, VALIDATION_FAILED 400 no, INVALID_REQUEST 400 no, \
        MISSING_PARAMETER 400 no, BAD_REQUEST 400 no, VALIDATION_ERROR 422 no, NOT_FOUND 404 no, CONFLICT 409 no, \
        SERVICE_UNAVAILABLE 503 yes, TIMEOUT 504 yes";

    #[test]
    fn every_code_of_the_contract_has_its_status_and_its_retryability() {
        let rows: Vec<&str> = TABLE.split(", ").collect();
        assert_eq!(rows.len(), ErrorCode::VARIANTS.len());
        for row in rows {
            let columns: Vec<&str> = row.split(' ').collect();
            let retryable = match columns[2] {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            let found = ErrorCode::parse(columns[0]);
            assert_eq!(found.map(ErrorCode::as_str), Some(columns[0]));
            let found = found.map(|code| (code.http_status().to_string(), code.is_retryable()));
            assert_eq!(found, Some((columns[1].to_owned(), retryable)), "{row}");
        }
        assert_eq!(ErrorCode::parse("TEAPOT"), None);
        assert_eq!(ErrorCode::parse(""), None);
    }
}

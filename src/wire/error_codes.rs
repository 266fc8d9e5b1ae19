//! The codes of the contract's section 9 in plain words, and the one thing to do about each.
//!
//! Must not know where a code was found.

use crate::domain::{
    candidate::Failure,
    problem::{Category, Remedy},
};

/// What is known of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeInfo {
    /// What happened, in plain words: one sentence.
    pub summary: &'static str,
    /// What kind of trouble it is.
    pub category: Category,
    /// The one thing to do.
    pub remedy: Remedy,
    /// The HTTP status that it comes with.
    pub http_status: u16,
    /// Whether the same request may succeed later; `None`: as the Pi sends it.
    pub retryable: Option<bool>,
}

/// What is known of `code`; `None` for one that the contract does not list.
#[must_use]
pub fn lookup(code: &str) -> Option<CodeInfo> {
    session_code(code)
        .or_else(|| device_code(code))
        .or_else(|| access_code(code))
        .or_else(|| system_code(code))
}

fn info(
    summary: &'static str,
    category: Category,
    remedy: Remedy,
    http_status: u16,
    retryable: Option<bool>,
) -> Option<CodeInfo> {
    Some(CodeInfo {
        summary,
        category,
        remedy,
        http_status,
        retryable,
    })
}

const NO: Option<bool> = Some(false);
const YES: Option<bool> = Some(true);
const AS_SENT: Option<bool> = None;

fn session_code(code: &str) -> Option<CodeInfo> {
    use Remedy::{ShowRunningSession, StartNewSession};
    let (summary, remedy, status) = match code {
        "SESSION_NOT_FOUND" => (
            "The Pi does not know this session any more.",
            StartNewSession,
            404,
        ),
        "SESSION_EXPIRED" => ("The time of the session is over.", StartNewSession, 410),
        "SESSION_ALREADY_ACTIVE" => (
            "Another session is running on this Pi.",
            ShowRunningSession,
            409,
        ),
        "SESSION_ALREADY_CLOSED" => ("The session is closed.", StartNewSession, 409),
        "SESSION_NOT_RECOVERABLE" => ("The session cannot be resumed.", StartNewSession, 409),
        _ => return None,
    };
    info(summary, Category::Session, remedy, status, NO)
}

fn device_code(code: &str) -> Option<CodeInfo> {
    use Remedy::{
        AddToAllowlist, CheckCamera, CheckCredentials, ResumeSession, StartNewSession, Wait,
    };
    let (summary, remedy, status, retryable) = match code {
        "DEVICE_NOT_FOUND" => (
            "The Pi does not see this camera any more.",
            CheckCamera,
            404,
            NO,
        ),
        "DEVICE_NOT_IN_ALLOWLIST" => (
            "The camera is not on the allowlist.",
            AddToAllowlist,
            403,
            NO,
        ),
        "DEVICE_ALREADY_PROVISIONING" => {
            ("The camera is being provisioned already.", Wait, 409, NO)
        }
        // The usual cause in the field is a paused session (contract, section 10).
        "DEVICE_INVALID_STATE" => (
            "This is not possible now: the session may be paused, or the camera is at another step.",
            ResumeSession,
            409,
            NO,
        ),
        "MAX_RETRIES_EXCEEDED" => (
            "The camera has used up its attempts in this session.",
            StartNewSession,
            409,
            NO,
        ),
        "DEVICE_UNREACHABLE" => ("The Pi cannot reach the camera.", CheckCamera, 502, YES),
        "DEVICE_REJECTED" => (
            "The camera did not take the credentials.",
            CheckCredentials,
            502,
            YES,
        ),
        "DEVICE_TIMEOUT" => ("The camera did not answer in time.", CheckCamera, 504, YES),
        "VERIFICATION_TIMEOUT" => (
            "The camera did not join the target network.",
            CheckCredentials,
            504,
            YES,
        ),
        _ => return None,
    };
    info(summary, Category::Device, remedy, status, retryable)
}

fn access_code(code: &str) -> Option<CodeInfo> {
    use Category::{Auth, Validation};
    use Remedy::{ContactSupport, CorrectInput, GiveKey, Retry};
    let (summary, category, remedy, status, retryable) = match code {
        "UNAUTHORIZED" => (
            "The Pi wants an API key, or does not accept this one.",
            Auth,
            GiveKey,
            401,
            NO,
        ),
        "TOTP_INVALID" => (
            "The Pi does not accept the one-time code.",
            Auth,
            Retry,
            401,
            YES,
        ),
        "TOTP_EXPIRED" => ("The one-time code is too old.", Auth, Retry, 401, YES),
        "VALIDATION_FAILED" => (
            "The Pi does not accept what was entered.",
            Validation,
            CorrectInput,
            400,
            NO,
        ),
        "INVALID_REQUEST" => (
            "The Pi does not understand the request.",
            Validation,
            ContactSupport,
            400,
            NO,
        ),
        "MISSING_PARAMETER" => (
            "The Pi misses something in the request.",
            Validation,
            ContactSupport,
            400,
            NO,
        ),
        _ => return None,
    };
    info(summary, category, remedy, status, retryable)
}

fn system_code(code: &str) -> Option<CodeInfo> {
    use Category::{Infrastructure, Network};
    use Remedy::{ContactSupport, Retry, Wait};
    let (summary, category, remedy, status, retryable) = match code {
        "RATE_LIMITED" => (
            "The Pi asks for a short break between requests.",
            Network,
            Wait,
            429,
            YES,
        ),
        "CIRCUIT_OPEN" => (
            "The Pi takes a break after several failures in a row.",
            Network,
            Wait,
            503,
            YES,
        ),
        "NETWORK_ERROR" => (
            "The Pi has trouble with its network.",
            Network,
            Retry,
            503,
            YES,
        ),
        "MQTT_UNAVAILABLE" => (
            "The message service of the Pi is not available.",
            Infrastructure,
            Retry,
            503,
            YES,
        ),
        "DATABASE_ERROR" => (
            "The Pi has trouble with its database.",
            Infrastructure,
            ContactSupport,
            500,
            NO,
        ),
        "INTERNAL_ERROR" => (
            "Something went wrong inside the Pi.",
            Infrastructure,
            ContactSupport,
            500,
            AS_SENT,
        ),
        _ => return None,
    };
    info(summary, category, remedy, status, retryable)
}

/// What a status alone says, for an error whose code is missing or unknown.
#[must_use]
pub fn for_status(status: u16) -> CodeInfo {
    use Category::{Auth, Infrastructure, Network, Session, Unknown, Validation};
    use Remedy::{CheckAddress, ContactSupport, CorrectInput, GiveKey, Retry, Wait};
    let address = CheckAddress { instead: None };
    let (summary, category, remedy) = match status {
        300..=399 => ("The Pi sends this request elsewhere.", Network, address),
        400 | 422 => (
            "The Pi does not accept what was sent.",
            Validation,
            CorrectInput,
        ),
        401 => (
            "The Pi wants an API key, or does not accept this one.",
            Auth,
            GiveKey,
        ),
        403 => ("The Pi does not allow this.", Auth, GiveKey),
        404 | 405 => ("The Pi does not have this.", Unknown, address),
        408 | 504 => ("The Pi did not answer in time.", Network, Retry),
        409 => (
            "This does not fit the present state of the Pi.",
            Session,
            ContactSupport,
        ),
        410 => ("This is over.", Session, Remedy::StartNewSession),
        429 => (
            "The Pi asks for a short break between requests.",
            Network,
            Wait,
        ),
        501 => ("This Pi cannot do this.", Unknown, ContactSupport),
        502 => ("The Pi does not answer behind its address.", Network, Retry),
        503 => ("The Pi is not ready for this.", Infrastructure, Retry),
        500..=599 => (
            "Something went wrong inside the Pi.",
            Infrastructure,
            ContactSupport,
        ),
        _ => ("The Pi refuses this.", Unknown, ContactSupport),
    };
    CodeInfo {
        summary,
        category,
        remedy,
        http_status: status,
        retryable: Some(is_retryable_status(status)),
    }
}

/// Whether a status alone invites a retry (contract, section 3, rule 6).
#[must_use]
pub fn is_retryable_status(status: u16) -> bool {
    status == 429 || (500..=599).contains(&status) && status != 501
}

/// Why a camera failed, from what the Pi gave: a code, a text, or a text that is or begins with a known code.
#[must_use]
pub fn failure(code: Option<String>, message: Option<String>) -> Failure {
    let (code, message) = match (code, message) {
        (None, Some(text)) => split(text),
        given => given,
    };
    let known = code.as_deref().and_then(lookup);
    let (summary, remedy) = match known {
        Some(info) => (info.summary.to_owned(), info.remedy),
        None => (
            message
                .clone()
                .unwrap_or_else(|| "The camera could not be provisioned.".to_owned()),
            Remedy::CheckCamera,
        ),
    };
    Failure {
        code,
        message,
        summary,
        remedy,
    }
}

/// `CODE`, `CODE: message` or only a message.
fn split(text: String) -> (Option<String>, Option<String>) {
    let (head, tail) = text.split_once(':').unwrap_or((&text, ""));
    if lookup(head.trim()).is_none() {
        return (None, Some(text));
    }
    let tail = tail.trim();
    let message = (!tail.is_empty()).then(|| tail.to_owned());
    (Some(head.trim().to_owned()), message)
}

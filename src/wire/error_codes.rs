//! The codes of the contract's section 9 in plain words, and the one thing to do about each.
//!
//! Must not know where a code was found.

use crate::domain::{
    candidate::Failure,
    problem::{Category, Problem, Remedy},
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
    let (http_status, retryable) = contract(code)?;
    Some(CodeInfo {
        summary: summary(code),
        category: category(code),
        remedy: remedy(code),
        http_status,
        retryable,
    })
}

/// Whether this is what stands in for a Pi that is away or still starts: a 502, 503 or 504 without a code of the contract. With
/// such a code it comes from the Pi itself, about a camera or one of its services.
#[must_use]
pub fn is_stand_in(problem: &Problem) -> bool {
    matches!(problem.http_status, Some(502..=504)) && lookup(&problem.code).is_none()
}

/// The table of section 9: the status that a code comes with, and whether it is retryable.
fn contract(code: &str) -> Option<(u16, Option<bool>)> {
    let (yes, no, as_sent) = (Some(true), Some(false), None);
    Some(match code {
        "VALIDATION_FAILED" | "INVALID_REQUEST" | "MISSING_PARAMETER" => (400, no),
        "UNAUTHORIZED" => (401, no),
        "TOTP_INVALID" | "TOTP_EXPIRED" => (401, yes),
        "DEVICE_NOT_IN_ALLOWLIST" => (403, no),
        "SESSION_NOT_FOUND" | "DEVICE_NOT_FOUND" => (404, no),
        "SESSION_ALREADY_ACTIVE"
        | "SESSION_ALREADY_CLOSED"
        | "SESSION_NOT_RECOVERABLE"
        | "DEVICE_ALREADY_PROVISIONING"
        | "DEVICE_INVALID_STATE"
        | "MAX_RETRIES_EXCEEDED" => (409, no),
        "SESSION_EXPIRED" => (410, no),
        "RATE_LIMITED" => (429, yes),
        "DATABASE_ERROR" => (500, no),
        "INTERNAL_ERROR" => (500, as_sent),
        "DEVICE_UNREACHABLE" | "DEVICE_REJECTED" => (502, yes),
        "CIRCUIT_OPEN" | "NETWORK_ERROR" | "MQTT_UNAVAILABLE" => (503, yes),
        "DEVICE_TIMEOUT" | "VERIFICATION_TIMEOUT" => (504, yes),
        _ => return None,
    })
}

fn category(code: &str) -> Category {
    match code {
        "UNAUTHORIZED" | "TOTP_INVALID" | "TOTP_EXPIRED" => Category::Auth,
        "VALIDATION_FAILED" | "INVALID_REQUEST" | "MISSING_PARAMETER" => Category::Validation,
        "NETWORK_ERROR" | "CIRCUIT_OPEN" | "RATE_LIMITED" => Category::Network,
        "MQTT_UNAVAILABLE" | "DATABASE_ERROR" | "INTERNAL_ERROR" => Category::Infrastructure,
        "MAX_RETRIES_EXCEEDED" | "VERIFICATION_TIMEOUT" => Category::Device,
        _ if code.starts_with("DEVICE_") => Category::Device,
        _ if code.starts_with("SESSION_") => Category::Session,
        _ => Category::Unknown,
    }
}

fn summary(code: &str) -> &'static str {
    match code {
        "SESSION_NOT_FOUND" => "The Pi does not know this session any more.",
        "SESSION_EXPIRED" => "The time of the session is over.",
        "SESSION_ALREADY_ACTIVE" => "Another session is running on this Pi.",
        "SESSION_ALREADY_CLOSED" => "The session is closed.",
        "SESSION_NOT_RECOVERABLE" => "The session cannot be resumed.",
        "DEVICE_NOT_FOUND" => "The Pi does not see this camera any more.",
        "DEVICE_NOT_IN_ALLOWLIST" => "The camera is not on the allowlist.",
        "DEVICE_ALREADY_PROVISIONING" => "The camera is being provisioned already.",
        "DEVICE_INVALID_STATE" => "The session is paused, or the camera is at another step.",
        "MAX_RETRIES_EXCEEDED" => "The camera has used up its attempts in this session.",
        "DEVICE_UNREACHABLE" => "The Pi cannot reach the camera.",
        "DEVICE_REJECTED" => "The camera did not take the credentials.",
        "DEVICE_TIMEOUT" => "The camera did not answer in time.",
        "VERIFICATION_TIMEOUT" => "The camera did not join the target network.",
        "UNAUTHORIZED" => "The Pi wants an API key, or does not accept this one.",
        "TOTP_INVALID" => "The Pi does not accept the one-time code.",
        "TOTP_EXPIRED" => "The one-time code is too old.",
        "VALIDATION_FAILED" => "The Pi does not accept what was entered.",
        "INVALID_REQUEST" => "The Pi does not understand the request.",
        "MISSING_PARAMETER" => "The Pi misses something in the request.",
        "RATE_LIMITED" => "The Pi asks for a short break between requests.",
        "CIRCUIT_OPEN" => "The Pi takes a break after several failures in a row.",
        "NETWORK_ERROR" => "The Pi has trouble with its network.",
        "MQTT_UNAVAILABLE" => "The message service of the Pi is not available.",
        "DATABASE_ERROR" => "The Pi has trouble with its database.",
        _ => "Something went wrong inside the Pi.",
    }
}

fn remedy(code: &str) -> Remedy {
    match code {
        "SESSION_NOT_FOUND"
        | "SESSION_EXPIRED"
        | "SESSION_ALREADY_CLOSED"
        | "SESSION_NOT_RECOVERABLE"
        | "MAX_RETRIES_EXCEEDED" => Remedy::StartNewSession,
        "SESSION_ALREADY_ACTIVE" => Remedy::ShowRunningSession,
        // The usual cause in the field is a paused session (contract, section 10).
        "DEVICE_INVALID_STATE" => Remedy::ResumeSession,
        "DEVICE_NOT_FOUND" | "DEVICE_UNREACHABLE" | "DEVICE_TIMEOUT" => Remedy::CheckCamera,
        "DEVICE_REJECTED" | "VERIFICATION_TIMEOUT" => Remedy::CheckCredentials,
        "DEVICE_NOT_IN_ALLOWLIST" => Remedy::AddToAllowlist,
        "DEVICE_ALREADY_PROVISIONING" | "RATE_LIMITED" | "CIRCUIT_OPEN" => Remedy::Wait,
        "UNAUTHORIZED" => Remedy::GiveKey,
        "VALIDATION_FAILED" => Remedy::CorrectInput,
        "TOTP_INVALID" | "TOTP_EXPIRED" | "NETWORK_ERROR" | "MQTT_UNAVAILABLE" => Remedy::Retry,
        _ => Remedy::ContactSupport,
    }
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
        MISSING_PARAMETER 400 no";

    #[test]
    fn every_code_of_the_contract_is_known_and_has_its_own_words() {
        let mut summaries = std::collections::BTreeSet::new();
        for row in TABLE.split(", ") {
            let columns: Vec<&str> = row.split(' ').collect();
            let found = lookup(columns[0]);
            let retryable = match columns[2] {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            let said = found
                .as_ref()
                .map(|info| (info.http_status.to_string(), info.retryable));
            assert_eq!(said, Some((columns[1].to_owned(), retryable)), "{row}");
            let summary = found.map_or("", |info| info.summary);
            assert!(
                summary.ends_with('.') && summaries.insert(summary),
                "{row}: {summary}"
            );
            assert_ne!(category(columns[0]), Category::Unknown, "{row}");
        }
        assert_eq!(lookup("TEAPOT"), None);
        assert_eq!(lookup(""), None);
    }

    #[test]
    fn a_failure_text_is_split_only_at_a_known_code() {
        let cases = [
            ("VERIFICATION_TIMEOUT", Some("VERIFICATION_TIMEOUT"), None),
            (
                "DEVICE_REJECTED: wrong key: 3",
                Some("DEVICE_REJECTED"),
                Some("wrong key: 3"),
            ),
            ("NTP_FAILED: no time", None, Some("NTP_FAILED: no time")),
            ("connect: timeout", None, Some("connect: timeout")),
        ];
        for (text, code, message) in cases {
            let failure = failure(None, Some(text.to_owned()));
            assert_eq!(
                (failure.code.as_deref(), failure.message.as_deref()),
                (code, message),
                "{text}"
            );
        }
    }

    #[test]
    fn a_failure_says_what_happened_and_what_to_do() {
        let known = failure(
            Some("VERIFICATION_TIMEOUT".to_owned()),
            Some("90 s".to_owned()),
        );
        assert_eq!(known.summary, "The camera did not join the target network.");
        assert_eq!(known.remedy, Remedy::CheckCredentials);
        let unknown = failure(
            Some("FLASH_WORN".to_owned()),
            Some("flash is worn out".to_owned()),
        );
        assert_eq!(unknown.summary, "flash is worn out");
        assert_eq!(unknown.code.as_deref(), Some("FLASH_WORN"));
        let silent = failure(None, None);
        assert_eq!(silent.summary, "The camera could not be provisioned.");
    }
}

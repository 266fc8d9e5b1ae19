//! Finds the codes of the contract's section 9 in what a Pi sends.

use crate::domain::{
    candidate::Failure,
    error_code::ErrorCode,
    problem::{Problem, ProblemKind},
};

/// Whether something in front of a Pi answered for it, or a Pi that still starts: a page of a proxy or
/// a captive portal, or a 502, 503 or 504 without a code of the contract. With such a code the answer
/// comes from the Pi itself, about a camera or one of its services.
#[must_use]
pub fn is_stand_in(problem: &Problem) -> bool {
    match problem.kind {
        ProblemKind::AnsweredInBetween { .. } | ProblemKind::CaptivePortal { .. } => true,
        ProblemKind::Contract(_) => false,
        _ => matches!(problem.http_status, Some(502..=504)),
    }
}

/// Why a camera failed, from what the Pi gave: a code, a text, or a text that is or begins with a
/// known code.
#[must_use]
pub fn failure(code: Option<String>, message: Option<String>) -> Failure {
    let (code, message) = match (code, message) {
        (None, Some(text)) => split(text),
        given => given,
    };
    Failure { code, message }
}

/// `CODE`, `CODE: message` or only a message.
fn split(text: String) -> (Option<String>, Option<String>) {
    let (head, tail) = text.split_once(':').unwrap_or((&text, ""));
    if ErrorCode::parse(head.trim()).is_none() {
        return (None, Some(text));
    }
    let tail = tail.trim();
    let message = (!tail.is_empty()).then(|| tail.to_owned());
    (Some(head.trim().to_owned()), message)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}

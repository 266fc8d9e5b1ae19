//! What an HTTP status says by itself, for an error whose code is missing or unknown.
//!
//! Must not know bodies or endpoints.

use crate::{
    domain::problem::{Category, Remedy},
    wire::error_codes::CodeInfo,
};

/// What a status alone says, for an error whose code is missing or unknown.
#[must_use]
pub fn for_status(status: u16) -> CodeInfo {
    let (summary, category, remedy) = words(status);
    CodeInfo {
        summary,
        category,
        remedy,
        http_status: status,
        retryable: Some(is_retryable_status(status)),
    }
}

fn words(status: u16) -> (&'static str, Category, Remedy) {
    use Category::{Auth, Infrastructure, Network, Session, Unknown, Validation};
    use Remedy::{CheckAddress, ContactSupport, CorrectInput, GiveKey, Retry, Wait};
    let address = CheckAddress { instead: None };
    match status {
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
    }
}

/// Whether a status alone invites a retry (contract, section 3, rule 6).
#[must_use]
pub fn is_retryable_status(status: u16) -> bool {
    status == 429 || (500..=599).contains(&status) && status != 501
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_429_and_5xx_without_501_invite_a_retry() {
        let retryable: Vec<u16> = (300..=599)
            .filter(|status| is_retryable_status(*status))
            .collect();
        let expected: Vec<u16> = [429, 500].into_iter().chain(502..=599).collect();
        assert_eq!(retryable, expected);
        assert_eq!(for_status(503).retryable, Some(true));
        assert_eq!(for_status(401).remedy, Remedy::GiveKey);
    }
}

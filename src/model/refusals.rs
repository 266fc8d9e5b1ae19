//! What a refusal of the Pi says beside its words.

use crate::domain::{
    problem::{ErrorCode, Problem},
    session::SessionId,
};

/// Whether the session that was asked for is no more.
pub(crate) fn is_gone(problem: &Problem) -> bool {
    matches!(
        problem.error_code(),
        Some(
            ErrorCode::SessionNotFound
                | ErrorCode::SessionExpired
                | ErrorCode::SessionAlreadyClosed
        )
    )
}

/// The session that a refusal names. Ids are opaque, but those in the field begin like this; a miss only means that
/// the person is offered the session with its next event instead of at once.
pub(crate) fn named_session(problem: &Problem) -> Option<SessionId> {
    let texts = [problem.details.as_deref(), problem.kind.message()];
    let words = texts
        .into_iter()
        .flatten()
        .flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-'));
    words
        .into_iter()
        .find(|word| word.starts_with("sess_"))
        .map(SessionId::new)
}

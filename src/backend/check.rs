//! The question of `pidash check`: does the Pi answer, and does it take the key?

use std::io;

use super::{BackendConfig, http::Client};
use crate::{
    domain::problem::{Category, Problem},
    wire::envelope::HTML_INSTEAD_OF_JSON,
};

/// What a Pi answers to it.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It answers, and takes requests with this key (or wants none).
    Ready,
    /// Nothing answers there that speaks the contract.
    Unreachable(Box<Problem>),
    /// It answers, and refuses the key.
    KeyRefused(Box<Problem>),
}

/// Asks the Pi.
///
/// # Errors
/// The TLS configuration could not be made.
pub async fn check(config: BackendConfig) -> io::Result<Verdict> {
    let client = Client::new(config)?;
    if let Err(problem) = client.health().await {
        return Ok(Verdict::Unreachable(problem));
    }
    Ok(match client.try_key().await {
        Ok(()) => Verdict::Ready,
        Err(problem) if problem.category == Category::Auth => Verdict::KeyRefused(problem),
        Err(problem) if is_from_behind_the_key(&problem) => Verdict::Ready,
        Err(problem) => Verdict::Unreachable(problem),
    })
}

/// Whether the Pi looked at the call and had another objection than the key, or does not have this call at all.
fn is_from_behind_the_key(problem: &Problem) -> bool {
    let is_refusal = matches!(problem.http_status, Some(400..=499));
    is_refusal && problem.code != HTML_INSTEAD_OF_JSON
}

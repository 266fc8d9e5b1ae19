//! The question of `pidash check`: does the Pi answer, and does it take the key?

use std::io;

use super::{BackendConfig, http::Client};
use crate::domain::problem::{Category, Problem};

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
    let refused = client.network().await.err();
    Ok(
        match refused.filter(|problem| problem.category == Category::Auth) {
            Some(problem) => Verdict::KeyRefused(problem),
            None => Verdict::Ready,
        },
    )
}

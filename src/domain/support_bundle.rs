//! What support engineers get: texts with names, that a person can read before they are saved.

/// One file of a support bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name in the bundle.
    pub name: &'static str,
    /// All of it.
    pub text: String,
}

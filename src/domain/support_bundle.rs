//! The files of a support bundle. A person can read them before they are saved.

/// One file of a support bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name in the bundle.
    pub name: &'static str,
    /// Its content.
    pub text: String,
}

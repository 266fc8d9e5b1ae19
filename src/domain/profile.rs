//! A Pi that this console knows. Never its key.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One Pi.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// What a person calls it; empty: its address.
    #[serde(default)]
    pub name: String,
    /// Scheme, host, port and perhaps a path prefix.
    pub url: String,
    /// When it was last live, on this console's clock.
    #[serde(default)]
    pub last_seen: Option<Timestamp>,
    /// When it last took the key that is kept for it.
    #[serde(default)]
    pub key_accepted: Option<Timestamp>,
}

impl Profile {
    /// A Pi that was never seen.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            name: String::new(),
            url: url.into(),
            last_seen: None,
            key_accepted: None,
        }
    }

    /// What to show: its name, or what of its address tells it from others.
    #[must_use]
    pub fn title(&self) -> &str {
        if self.name.is_empty() {
            self.url.trim_start_matches("http://")
        } else {
            &self.name
        }
    }
}

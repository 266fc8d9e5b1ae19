//! A Pi that this console knows. Never its key.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One Pi.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The name that a person gave it; may be empty.
    #[serde(default)]
    pub name: String,
    /// Scheme, host, port and perhaps a path prefix.
    pub url: String,
    /// When it was last live, on this console's clock.
    #[serde(default)]
    pub last_seen: Option<Timestamp>,
    /// When it last accepted the key that is kept for it.
    #[serde(default)]
    pub key_accepted: Option<Timestamp>,
    /// The version that it last reported.
    #[serde(default)]
    pub version: Option<String>,
    /// The target network of the session that ran when it was last seen.
    #[serde(default)]
    pub session: Option<String>,
    /// Whether pidash simulates it: no later run can connect to it.
    #[serde(skip)]
    pub is_simulated: bool,
}

impl Profile {
    /// A Pi that has never been live.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            name: String::new(),
            url: url.into(),
            last_seen: None,
            key_accepted: None,
            version: None,
            session: None,
            is_simulated: false,
        }
    }

    /// Keeps the version that it reports, or the one that it reported before.
    pub fn note_version(&mut self, version: Option<String>) {
        if version.is_some() {
            self.version = version;
        }
    }

    /// Its name, or its address without the scheme.
    #[must_use]
    pub fn title(&self) -> &str {
        if self.name.is_empty() {
            self.url.trim_start_matches("http://")
        } else {
            &self.name
        }
    }
}

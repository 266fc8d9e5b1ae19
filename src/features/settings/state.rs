//! What belongs to this console and not to one Pi: its settings, the Pis that it knows, and what is known of the key.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::{
    domain::{
        clock::Now, configuration::Configuration, connection_check::CheckReport,
        feature_flags::FeatureFlags, key_place::KeyPlace, problem::Problem, profile::Profile,
        secret::ApiKeyError, support_bundle::Part,
    },
    features::{connect::intent::ConnectIntent, kiosk::state::Kiosk},
    model::notices::Severity,
    tr,
};

/// Pis on this network that are listed at once.
const MOST_SEEN: usize = 50;

/// Settings, Pis, key.
#[derive(Debug, Default)]
pub struct Setup {
    /// The settings, with who said each.
    pub configuration: Configuration,
    /// What is wrong with the settings file.
    pub complaints: Vec<String>,
    /// The Pis that this console knows, the one used last first.
    pub profiles: Vec<Profile>,
    /// The Pis that tell of themselves on this network.
    pub seen: Vec<Seen>,
    /// What came of looking at an address.
    pub probe: Probe,
    /// The traffic checks of the connection, once they were looked at.
    pub checks: Option<CheckReport>,
    /// Whether they are being looked at.
    pub is_checking: bool,
    /// The key of this Pi.
    pub key: KeyStatus,
    /// What would go into a support bundle, while a person looks at it.
    pub bundle: Option<Vec<Part>>,
    /// Files that a person may want to find.
    pub paths: Paths,
    /// Whether somebody is at the display, and may leave the kiosk.
    pub kiosk: Kiosk,
}

/// Files that a person may want to find.
#[derive(Debug, Clone, Default)]
pub struct Paths {
    /// The settings.
    pub settings: Option<PathBuf>,
    /// What pidash writes about itself.
    pub log: Option<PathBuf>,
}

/// A Pi that tells of itself on this network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What it calls itself.
    pub name: String,
    /// Its address.
    pub url: String,
}

/// What came of looking at an address.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Probe {
    /// Nobody asked.
    #[default]
    Idle,
    /// It is looked at.
    Asking,
    /// The text is no address: why.
    NoAddress(String),
    /// Nothing answers.
    Failed(Box<Problem>),
    /// A Pi answers there.
    Answered {
        /// Where.
        url: String,
        /// The version that it tells.
        version: Option<String>,
    },
}

/// What is being done with the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyWork {
    /// It is looked for.
    Looking,
    /// It is put away.
    Keeping,
    /// The Pi is asked whether it takes it.
    Testing,
    /// It is being forgotten.
    Forgetting,
}

/// What is known of the key of this Pi. Never the key.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KeyStatus {
    /// Where it is; `None`: there is none.
    pub place: Option<KeyPlace>,
    /// What tells it from others.
    pub fingerprint: Option<String>,
    /// When the Pi last took it.
    pub accepted_at: Option<Timestamp>,
    /// What is being done with it.
    pub work: Option<KeyWork>,
    /// What came of that.
    pub outcome: Option<(Severity, String)>,
    /// Whether there is a keyring to keep it in.
    pub has_keyring: bool,
}

impl Setup {
    /// What is rolled out.
    #[must_use]
    pub fn features(&self) -> FeatureFlags {
        self.configuration.settings().features.in_effect()
    }

    /// Whether what leads out of the kiosk needs the lock to be opened first.
    #[must_use]
    pub fn is_locked(&self, now: Now) -> bool {
        self.configuration.settings().kiosk.enabled && !self.kiosk.is_open(now)
    }

    /// Takes in what a person asked for.
    pub fn handle_intent(&mut self, action: ConnectIntent) {
        match action {
            ConnectIntent::Rename(url, name) => {
                if let Some(profile) = self.profiles.iter_mut().find(|profile| profile.url == url) {
                    profile.name = name;
                }
            }
            ConnectIntent::Forget(url) => self.profiles.retain(|profile| profile.url != url),
            ConnectIntent::Probe(_)
            | ConnectIntent::Connect(_)
            | ConnectIntent::Demo
            | ConnectIntent::Check => {}
        }
    }

    /// A Pi tells of itself. Those with "pi" in their name come first.
    pub fn see(&mut self, seen: Seen) {
        self.seen
            .retain(|other| other.name != seen.name && other.url != seen.url);
        if self.seen.len() < MOST_SEEN {
            self.seen.push(seen);
        }
        self.seen.sort_by_cached_key(|seen| {
            let name = seen.name.to_lowercase();
            (!name.contains("pi"), name)
        });
    }

    /// A Pi does not tell of itself any more.
    pub fn lose(&mut self, name: &str) {
        self.seen.retain(|seen| seen.name != name);
    }

    /// This Pi is used from now on: its profile comes first.
    pub fn use_profile(&mut self, url: &str) {
        let known = self.profiles.iter().position(|profile| profile.url == url);
        let profile = known.map_or_else(|| Profile::new(url), |index| self.profiles.remove(index));
        self.key = KeyStatus {
            accepted_at: profile.key_accepted,
            has_keyring: self.key.has_keyring,
            ..KeyStatus::default()
        };
        self.checks = None;
        self.is_checking = false;
        self.profiles.insert(0, profile);
    }

    /// The Pi in use is live: it was seen, and took the key if there is one.
    pub fn is_live(&mut self, now: Now) {
        let has_key = self.key.place.is_some();
        if has_key {
            self.key.accepted_at = Some(now.wall);
        }
        if let Some(profile) = self.profiles.first_mut() {
            profile.last_seen = Some(now.wall);
            if has_key {
                profile.key_accepted = Some(now.wall);
            }
        }
    }
}

/// Why a text is no key, as a part of a sentence.
#[must_use]
pub fn why_no_key(error: ApiKeyError) -> String {
    match error {
        ApiKeyError::Empty => tr!("key-why-empty"),
        ApiKeyError::LineBreak => tr!("key-why-line-break"),
        ApiKeyError::NotAHeaderValue => tr!("key-why-not-ascii"),
        ApiKeyError::TooShort => tr!("key-why-too-short"),
        ApiKeyError::TooLong => tr!("key-why-too-long"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pis_come_first_and_each_once() {
        let mut setup = Setup::default();
        for (name, url) in [
            ("Printer", "http://192.168.1.9:80"),
            ("lobby-PI", "http://192.168.1.7:8082"),
            ("attic pi", "http://192.168.1.8:8082"),
            ("lobby-PI", "http://192.168.1.10:8082"),
        ] {
            setup.see(Seen {
                name: name.to_owned(),
                url: url.to_owned(),
            });
        }
        let names: Vec<&str> = setup.seen.iter().map(|seen| seen.name.as_str()).collect();
        assert_eq!(names, ["attic pi", "lobby-PI", "Printer"]);
        assert_eq!(setup.seen[1].url, "http://192.168.1.10:8082");
        setup.lose("attic pi");
        assert_eq!(setup.seen.len(), 2);
    }

    #[test]
    fn a_key_says_when_its_own_pi_took_it() {
        let now = Now::read();
        let mut setup = Setup::default();
        setup.use_profile("http://a:8082");
        setup.is_live(now);
        assert_eq!(
            setup.key.accepted_at, None,
            "a Pi in development mode takes no key"
        );
        setup.key.place = Some(KeyPlace::Memory);
        setup.is_live(now);
        assert_eq!(setup.key.accepted_at, Some(now.wall));
        setup.use_profile("http://b:8082");
        assert_eq!(
            setup.key,
            KeyStatus::default(),
            "nothing of the other Pi's key"
        );
        setup.use_profile("http://a:8082");
        assert_eq!(setup.key.accepted_at, Some(now.wall));
        let urls: Vec<&str> = setup
            .profiles
            .iter()
            .map(|profile| profile.url.as_str())
            .collect();
        assert_eq!(urls, ["http://a:8082", "http://b:8082"]);
    }
}

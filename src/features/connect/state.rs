//! The Pis that this console knows, those found on the network, and what is known of the connection to one.

use jiff::Timestamp;

use crate::{
    domain::{connection_check::CheckReport, problem::Problem, profile::Profile},
    features::connect::intent::ConnectIntent,
};

/// Discovered Pis that are listed at once.
const MAX_DISCOVERED: usize = 50;

/// The state of the connect page.
#[derive(Debug, Default)]
pub struct ConnectState {
    /// The Pis that this console knows, the one used last first.
    pub profiles: Vec<Profile>,
    /// The Pis that announce themselves on this network.
    pub discovered: Vec<DiscoveredPi>,
    /// The probe of the address that the person entered or chose.
    pub probe: Probe,
    /// The latest check of the connection, step by step.
    pub check_report: Option<CheckReport>,
    pub is_checking: bool,
}

/// A Pi that announces itself on this network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscoveredPi {
    pub name: String,
    pub url: String,
}

/// Whether a Pi answers at an address.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Probe {
    #[default]
    Idle,
    Running,
    /// The text is not an address: why.
    InvalidAddress(String),
    Failed(Box<Problem>),
}

impl ConnectState {
    pub fn handle_intent(&mut self, intent: ConnectIntent) {
        match intent {
            ConnectIntent::Rename(url, name) => {
                if let Some(profile) = self.profiles.iter_mut().find(|profile| profile.url == url) {
                    profile.name = name;
                }
            }
            ConnectIntent::Forget(url) => self.profiles.retain(|profile| profile.url != url),
            ConnectIntent::Probe(_)
            | ConnectIntent::Connect(_)
            | ConnectIntent::Demo(_)
            | ConnectIntent::Check => {}
        }
    }

    /// Lists a Pi, in place of one with the same name or address. Those with "pi" in their name
    /// come first.
    pub fn add_discovered(&mut self, pi: DiscoveredPi) {
        self.discovered
            .retain(|other| other.name != pi.name && other.url != pi.url);
        if self.discovered.len() < MAX_DISCOVERED {
            self.discovered.push(pi);
        }
        self.discovered.sort_by_cached_key(|pi| {
            let name = pi.name.to_lowercase();
            (!name.contains("pi"), name)
        });
    }

    pub fn remove_discovered(&mut self, name: &str) {
        self.discovered.retain(|pi| pi.name != name);
    }

    /// Keeps the version that the Pi at this address reports.
    pub fn note_version(&mut self, url: &str, version: Option<String>) {
        let known = self.profiles.iter_mut().find(|profile| profile.url == url);
        if let Some(profile) = known {
            profile.note_version(version);
        }
    }

    /// The Pis that announce themselves and were not used before.
    pub fn new_pis(&self) -> impl Iterator<Item = &DiscoveredPi> {
        let found = self.discovered.iter();
        found.filter(|pi| self.profiles.iter().all(|profile| profile.url != pi.url))
    }

    /// Whether the Pi at this address announces itself now.
    #[must_use]
    pub fn is_discovered(&self, url: &str) -> bool {
        self.discovered.iter().any(|pi| pi.url == url)
    }

    /// Makes this Pi the one in use: its profile, a new one if need be, becomes the first. A simulated
    /// one that was in use before is gone. Returns when the Pi last accepted its key.
    pub fn use_profile(&mut self, url: &str) -> Option<Timestamp> {
        self.profiles.retain(|profile| !profile.is_simulated);
        let known = self.profiles.iter().position(|profile| profile.url == url);
        let profile = known.map_or_else(|| Profile::new(url), |index| self.profiles.remove(index));
        self.probe = Probe::Idle;
        self.check_report = None;
        self.is_checking = false;
        let key_accepted = profile.key_accepted;
        self.profiles.insert(0, profile);
        key_accepted
    }

    /// Notes that pidash simulates the Pi in use.
    pub fn note_simulated(&mut self) {
        if let Some(profile) = self.profiles.first_mut() {
            profile.is_simulated = true;
        }
    }

    /// Whether pidash simulates the Pi in use.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        let in_use = self.profiles.first();
        in_use.is_some_and(|profile| profile.is_simulated)
    }

    /// The Pis that later runs can connect to.
    pub fn lasting_profiles(&self) -> impl Iterator<Item = &Profile> {
        self.profiles.iter().filter(|profile| !profile.is_simulated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn discovered_pis_come_first_and_are_listed_once() {
        let mut connect = ConnectState::default();
        for (name, url) in [
            ("Printer", "http://192.168.1.9:80"),
            ("lobby-PI", "http://192.168.1.7:8082"),
            ("attic pi", "http://192.168.1.8:8082"),
            ("lobby-PI", "http://192.168.1.10:8082"),
        ] {
            connect.add_discovered(DiscoveredPi {
                name: name.to_owned(),
                url: url.to_owned(),
            });
        }
        let names: Vec<&str> = connect
            .discovered
            .iter()
            .map(|pi| pi.name.as_str())
            .collect();
        assert_eq!(names, ["attic pi", "lobby-PI", "Printer"]);
        assert_eq!(connect.discovered[1].url, "http://192.168.1.10:8082");
        connect.remove_discovered("attic pi");
        assert_eq!(connect.discovered.len(), 2);
    }

    #[test]
    fn a_known_pi_that_announces_itself_is_not_listed_twice() {
        let mut connect = ConnectState::default();
        let known = "http://192.168.1.7:8082";
        connect.use_profile(known);
        for (name, url) in [("lobby-pi", known), ("attic-pi", "http://192.168.1.8:8082")] {
            connect.add_discovered(DiscoveredPi {
                name: name.to_owned(),
                url: url.to_owned(),
            });
        }
        let new: Vec<&str> = connect.new_pis().map(|pi| pi.name.as_str()).collect();
        assert_eq!(new, ["attic-pi"]);
        assert!(connect.is_discovered(known));
        connect.note_version(known, Some("2.4.1".to_owned()));
        connect.note_version(known, None);
        assert_eq!(connect.profiles[0].version.as_deref(), Some("2.4.1"));
    }
}

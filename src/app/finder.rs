//! Finds Pis and checks connections: the discovery, and who waits for its answers.

use std::io;

use anyhow::anyhow;

use super::connection::Connection;
use crate::{
    client::{
        CaCertificates, ClientConfig, ServerUrl, ServerUrlError, Timing, Waker,
        discovery::{CheckId, Discovery, DiscoveryEvent, ProbeId},
    },
    domain::{
        connection_check::{CheckReport, CheckStatus, CheckStep},
        problem::Problem,
        secret::ApiKey,
    },
    features::{
        State,
        connect::state::{ConnectState, Probe},
    },
    i18n,
    storage::keys::FoundKey,
    tr,
};

pub struct Finder {
    discovery: Discovery,
    /// Whether this network is browsed at all.
    may_browse: bool,
    timing: Timing,
    extra_cas: CaCertificates,
    /// The probe that a person asked for, until it is answered.
    probe: Option<ProbeId>,
    /// The check of the connect page, until it is answered.
    connection_check: Option<CheckId>,
    /// The check of a key, until it is answered.
    key_check: Option<KeyCheck>,
}

/// A key that the Pi is asked about.
pub struct KeyCheck {
    id: CheckId,
    /// The key to save, unless the Pi refuses it; `None`: it is tested only.
    pub to_save: Option<FoundKey>,
}

impl Finder {
    /// # Errors
    /// The thread of the discovery cannot be started.
    pub fn new(
        waker: Waker,
        timing: Timing,
        extra_cas: CaCertificates,
        may_browse: bool,
    ) -> io::Result<Self> {
        Ok(Self {
            discovery: Discovery::new(waker)?,
            may_browse,
            timing,
            extra_cas,
            probe: None,
            connection_check: None,
            key_check: None,
        })
    }

    /// Browses this network only while the connect page shows the result.
    pub fn browse(&mut self, is_shown: bool) {
        self.discovery.browse(is_shown && self.may_browse);
    }

    pub fn next_event(&mut self) -> Option<DiscoveryEvent> {
        self.discovery.next_event()
    }

    /// Another Pi is in use: nobody waits for the running probe and checks any more.
    pub fn forget_running(&mut self) {
        (self.probe, self.connection_check, self.key_check) = (None, None, None);
    }

    /// Probes the address that a person entered.
    pub fn probe(&mut self, address: &str, connect: &mut ConnectState) {
        connect.probe = match ServerUrl::candidates(address) {
            Ok(servers) => {
                self.probe = Some(self.probe_servers(servers));
                Probe::Running
            }
            Err(error) => Probe::InvalidAddress(invalid_address(&error)),
        };
    }

    pub fn probe_servers(&mut self, servers: Vec<ServerUrl>) -> ProbeId {
        self.discovery
            .probe(servers, self.timing.clone(), self.extra_cas.clone())
    }

    /// Whether a person waits for this answer. It is taken once.
    pub fn takes_probe(&mut self, id: ProbeId) -> bool {
        self.probe.take_if(|probe| *probe == id).is_some()
    }

    /// Checks the connection in use, for the connect page.
    pub fn check(&mut self, connection: &Connection, state: &mut State) {
        if !state.connect.is_checking {
            state.connect.is_checking = true;
            let config = self.client_config(connection, connection.api_key(), state);
            self.connection_check = Some(self.discovery.check(config));
        }
    }

    /// Checks whether the Pi in use accepts this key.
    pub fn test_key(&mut self, connection: &Connection, key: Option<ApiKey>, state: &State) {
        self.check_key(connection, key, None, state);
    }

    /// Checks whether the Pi in use accepts this key, which a person wants to save.
    pub fn test_key_to_save(&mut self, connection: &Connection, found: FoundKey, state: &State) {
        let key = found.key.clone();
        self.check_key(connection, Some(key), Some(found), state);
    }

    fn check_key(
        &mut self,
        connection: &Connection,
        key: Option<ApiKey>,
        to_save: Option<FoundKey>,
        state: &State,
    ) {
        let config = self.client_config(connection, key, state);
        let id = self.discovery.check_key(config);
        self.key_check = Some(KeyCheck { id, to_save });
    }

    /// The check of a key that this answers. It is taken once.
    pub fn take_key_check(&mut self, id: CheckId) -> Option<KeyCheck> {
        self.key_check.take_if(|check| check.id == id)
    }

    /// A report that nobody waits for any more is dropped.
    pub fn take_report(&mut self, id: CheckId, report: CheckReport, state: &mut State) {
        if self
            .connection_check
            .take_if(|check| *check == id)
            .is_some()
        {
            state.connect.is_checking = false;
            if let Some(profile) = state.connect.profiles.first_mut() {
                profile.note_version(report.version.clone());
            }
            state.connect.check_report = Some(report);
        }
    }

    /// What a client of this connection needs.
    pub fn client_config(
        &self,
        connection: &Connection,
        key: Option<ApiKey>,
        state: &State,
    ) -> ClientConfig {
        ClientConfig {
            server: connection.server.clone(),
            key,
            timing: self.timing.clone(),
            features: state.settings.features(),
            extra_cas: self.extra_cas.clone(),
        }
    }
}

/// What the Pi says about a key.
#[derive(Debug)]
pub enum KeyVerdict {
    Accepted,
    /// Why, as a sentence.
    Refused(String),
    /// The Pi did not say: why, as a sentence.
    Untested(String),
}

impl KeyVerdict {
    pub fn of(report: &CheckReport) -> Self {
        let words = |problem: &Problem| i18n::problem_summary(problem);
        match report.status(CheckStep::KeyAccepted) {
            CheckStatus::Ok => Self::Accepted,
            CheckStatus::Failed(problem) => Self::Refused(words(problem)),
            CheckStatus::Skipped => Self::Untested(report.obstacle().map_or_else(
                || tr!("key-untestable").to_owned(),
                |(_, problem)| tr!("key-untestable-because", why = words(problem)),
            )),
        }
    }
}

/// Parses the address of a Pi.
///
/// # Errors
/// Says in the language of this thread what is wrong with it.
pub fn server_url(address: &str) -> anyhow::Result<ServerUrl> {
    ServerUrl::parse(address).map_err(|error| anyhow!(invalid_address(&error)))
}

/// Why a text is not the address of a Pi.
pub fn invalid_address(error: &ServerUrlError) -> String {
    let text = match error {
        ServerUrlError::Empty => tr!("connect-address-empty"),
        ServerUrlError::Scheme => tr!("connect-address-scheme"),
        ServerUrlError::UserInfo => tr!("connect-address-user"),
        ServerUrlError::Query => tr!("connect-address-query"),
        ServerUrlError::Fragment => tr!("connect-address-fragment"),
        ServerUrlError::Malformed { reason } => {
            return tr!("connect-address-malformed", why = reason.as_str());
        }
    };
    text.to_owned()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_names_the_thing_and_gives_an_example_but_never_a_secret() {
        for (text, named) in [
            ("", "empty"),
            ("ftp://pi.local", "http or https"),
            ("api_key=s3cret://pi.local", "http or https"),
            ("http://ann:s3cret@pi.local", "user name"),
            ("ann:s3cret@pi.local", "user name"),
            ("pi.local/?api_key=s3cret", "query"),
            ("pi.local#s3cret", "fragment"),
            ("s3cret pi", "invalid international domain name"),
            ("http://", "empty host"),
            ("pi.local:99999", "invalid port"),
        ] {
            let complaint = server_url(text).unwrap_err().to_string();
            assert!(complaint.contains(named), "{text:?}: {complaint}");
            assert!(
                complaint.contains("http://192.168.1.20:8082"),
                "{complaint}"
            );
            assert!(!complaint.contains("s3cret"), "{complaint}");
        }
    }
}

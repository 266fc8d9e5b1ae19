//! The routes of the contract's section 4, with the second form where Pis in the field use two.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;

use crate::{
    domain::{mac::MacAddr, session::SessionId},
    messages::{DeviceVerb, SessionVerb},
};

/// What the paths of the enveloped API begin with.
pub(crate) const V1: &str = "/api/v1/";

/// What the paths of the protected calls begin with.
const PROTECTED: &str = "/api/v1/provisioning/";

const ALLOWLIST: &str = "/api/v1/provisioning/allowlist";
const BATCH: &str = "/api/v1/provisioning/batch";
const SESSIONS: &str = "/api/v1/provisioning/sessions";

/// 500 cameras take about 250 kB.
const BODY_LIMIT: usize = 8 << 20;
/// An entry takes about 170 bytes: room for almost 400,000 of them.
const ALLOWLIST_LIMIT: usize = 64 << 20;

/// All characters but the unreserved ones (RFC 3986, section 2.3).
const PATH_PART: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    pub method: Method,
    /// The path as sent, without query.
    pub path: String,
    pub query: Option<String>,
    /// The second form, for Pis that do not know the first.
    pub alias: Option<(Aliased, String)>,
    /// The largest answer that is read, in bytes.
    pub body_limit: usize,
}

/// The calls that have two forms; the client remembers for each which one a Pi knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aliased {
    Start,
    Stop,
    Network,
    SystemInfo,
    Health,
    NetworksInSight,
}

impl Aliased {
    /// Its bit in `Client::second_forms`.
    pub const fn bit(self) -> u8 {
        match self {
            Self::Start => 1,
            Self::Stop => 2,
            Self::Network => 4,
            Self::SystemInfo => 8,
            Self::Health => 16,
            Self::NetworksInSight => 32,
        }
    }
}

impl Route {
    /// `METHOD /path`, as problems and warnings name it.
    pub fn endpoint(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether the Pi protects it (contract, section 2). The key goes with no other call.
    pub fn needs_key(&self) -> bool {
        self.path.starts_with(PROTECTED)
    }

    fn get(path: String) -> Self {
        Self::new(Method::GET, path)
    }

    fn post(path: String) -> Self {
        Self::new(Method::POST, path)
    }

    fn delete(path: String) -> Self {
        Self::new(Method::DELETE, path)
    }

    fn new(method: Method, path: String) -> Self {
        Self {
            method,
            path,
            query: None,
            alias: None,
            body_limit: BODY_LIMIT,
        }
    }

    fn or(mut self, aliased: Aliased, path: String) -> Self {
        self.alias = Some((aliased, path));
        self
    }

    fn with_query(mut self, query: String) -> Self {
        self.query = Some(query);
        self
    }
}

pub(crate) fn start() -> Route {
    Route::post(format!("{BATCH}/start")).or(Aliased::Start, BATCH.to_owned())
}

/// A session with its cameras.
pub(crate) fn session(id: &SessionId) -> Route {
    Route::get(session_path(id)).with_query("include_devices=true".to_owned())
}

/// The cameras of a session, for Pis that do not list them with it.
pub(crate) fn devices(id: &SessionId) -> Route {
    Route::get(format!("{}/devices", session_path(id)))
}

pub(crate) fn session_verb(id: &SessionId, verb: SessionVerb) -> Route {
    let path = session_path(id);
    match verb {
        SessionVerb::Stop => {
            Route::post(format!("{path}/stop")).or(Aliased::Stop, format!("{path}/close"))
        }
        SessionVerb::Pause => Route::post(format!("{path}/pause")),
        SessionVerb::Resume => Route::post(format!("{path}/resume")),
        SessionVerb::ProvisionAll => Route::post(format!("{path}/provision-all")),
    }
}

pub(crate) fn device_verb(id: &SessionId, mac: MacAddr, verb: DeviceVerb) -> Route {
    let verb = match verb {
        DeviceVerb::Provision => "provision",
        DeviceVerb::Retry => "retry",
        DeviceVerb::Skip => "skip",
    };
    let mac = encoded(&mac.to_string());
    Route::post(format!("{}/devices/{mac}/{verb}", session_path(id)))
}

pub(crate) fn network() -> Route {
    let other = "/api/v1/provisioning/network/status".to_owned();
    Route::get(format!("{BATCH}/network")).or(Aliased::Network, other)
}

/// Whether the Pi is there at all.
pub(crate) fn health() -> Route {
    Route::get("/health".to_owned()).or(Aliased::Health, "/api/v1/health".to_owned())
}

/// The networks that the Pi sees.
pub(crate) fn networks_in_sight() -> Route {
    let other = "/api/v1/wifi/scan".to_owned();
    Route::get("/api/wifi/scan".to_owned()).or(Aliased::NetworksInSight, other)
}

/// The Pi's own health. The second form has no envelope.
pub(crate) fn system_info() -> Route {
    let other = "/api/system/info".to_owned();
    Route::get("/api/v1/system/info".to_owned()).or(Aliased::SystemInfo, other)
}

pub(crate) fn logs() -> Route {
    Route::get("/api/v1/system/logs/stream".to_owned())
}

/// The log on Pis that do not know [`logs`]; its lines have no ids.
pub(crate) fn dashboard_logs() -> Route {
    Route::get("/api/v1/dashboard/logs".to_owned())
}

/// Where the monitoring socket is.
pub(crate) const MONITOR_SOCKET: &str = "/ws/monitor";

/// The events of a session, or of any.
pub(crate) fn events(id: Option<&SessionId>) -> Route {
    let route = Route::get(format!("{BATCH}/events"));
    match id {
        Some(id) => route.with_query(format!("session_id={}", encoded(id.as_str()))),
        None => route,
    }
}

pub(crate) fn allowlist() -> Route {
    Route {
        body_limit: ALLOWLIST_LIMIT,
        ..Route::get(ALLOWLIST.to_owned())
    }
}

pub(crate) fn entry(mac: MacAddr) -> Route {
    Route::get(entry_path(mac))
}

pub(crate) fn add_entry() -> Route {
    Route::post(ALLOWLIST.to_owned())
}

pub(crate) fn add_entries() -> Route {
    Route::post(format!("{ALLOWLIST}/bulk"))
}

pub(crate) fn edit_entry(mac: MacAddr) -> Route {
    Route::new(Method::PATCH, entry_path(mac))
}

pub(crate) fn remove_entry(mac: MacAddr) -> Route {
    Route::delete(entry_path(mac))
}

pub(crate) fn clear_allowlist() -> Route {
    Route::delete(format!("{ALLOWLIST}/all"))
}

pub(crate) fn recoverable() -> Route {
    Route::get(format!("{SESSIONS}/recoverable"))
}

pub(crate) fn history() -> Route {
    Route::get(format!("{SESSIONS}/history")).with_query("limit=50".to_owned())
}

pub(crate) fn recover(id: &SessionId) -> Route {
    Route::post(format!("{SESSIONS}/{}/resume", encoded(id.as_str())))
}

pub(crate) fn discard(id: &SessionId) -> Route {
    Route::delete(format!("{SESSIONS}/{}", encoded(id.as_str())))
}

fn entry_path(mac: MacAddr) -> String {
    format!("{ALLOWLIST}/{}", encoded(&mac.to_string()))
}

fn session_path(id: &SessionId) -> String {
    format!("{BATCH}/{}", encoded(id.as_str()))
}

fn encoded(part: &str) -> String {
    utf8_percent_encode(part, PATH_PART).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn macs_and_ids_are_encoded() {
        let mac = MacAddr::new([0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF]);
        let id = SessionId::new("sess_1/é?");
        let route = device_verb(&id, mac, DeviceVerb::Retry);
        assert_eq!(
            route.path,
            "/api/v1/provisioning/batch/sess_1%2F%C3%A9%3F/devices/AA%3ABB%3ACC%3ADD%3AEE%3AFF/retry"
        );
        let query = events(Some(&SessionId::new("a&b"))).query;
        assert_eq!(query.as_deref(), Some("session_id=a%26b"));
    }

    #[test]
    fn only_protected_calls_need_the_key() {
        let id = SessionId::new("s1");
        for route in [
            start(),
            events(Some(&id)),
            network(),
            allowlist(),
            recoverable(),
        ] {
            assert!(route.needs_key(), "{}", route.path);
        }
        for route in [
            health(),
            system_info(),
            networks_in_sight(),
            logs(),
            dashboard_logs(),
        ] {
            assert!(!route.needs_key(), "{}", route.path);
        }
    }

    #[test]
    fn calls_with_two_forms_have_an_alias() {
        let alias = |route: Route| route.alias.map(|(_, path)| path);
        let stop = session_verb(&SessionId::new("s1"), SessionVerb::Stop);
        assert_eq!(
            alias(stop).as_deref(),
            Some("/api/v1/provisioning/batch/s1/close")
        );
        assert_eq!(alias(start()).as_deref(), Some(BATCH));
        assert!(alias(network()).is_some());
        assert_eq!(alias(health()).as_deref(), Some("/api/v1/health"));
    }
}

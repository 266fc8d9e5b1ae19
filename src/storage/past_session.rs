//! A session as this console has seen it, in the file of past sessions. No secrets: the name of the
//! network, counts, and the addresses of cameras with what became of them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::{
    camera_result::CameraResult,
    session::{Session, SessionId, SessionState},
    wifi_code,
};

/// One session in the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredSession {
    id: SessionId,
    ssid: String,
    began: Option<Timestamp>,
    ended: Option<Timestamp>,
    is_over: bool,
    found: u32,
    provisioned: u32,
    verified: u32,
    failed: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    cameras: Vec<CameraResult>,
}

impl StoredSession {
    /// This session with what became of its cameras.
    #[must_use]
    pub fn new(session: &Session, cameras: Vec<CameraResult>) -> Self {
        Self {
            id: session.id.clone(),
            ssid: session.target_ssid.clone(),
            began: session.created_at,
            ended: session.updated_at,
            is_over: session.state == SessionState::Closed,
            found: session.device_count,
            provisioned: session.provisioned_count,
            verified: session.verified_count,
            failed: session.failed_count,
            cameras,
        }
    }

    /// Whether the name of the network is the text of a WiFi QR code, as an earlier version took it.
    /// It may hold a passphrase, so that the file has to be written again.
    #[must_use]
    pub fn holds_wifi_code(&self) -> bool {
        wifi_code::is_code(&self.ssid)
    }

    /// The session and its cameras; `unfinished` is its state if this console did not see its end.
    #[must_use]
    pub fn into_parts(self, unfinished: SessionState) -> (Session, Vec<CameraResult>) {
        let session = Session {
            id: self.id,
            state: if self.is_over {
                SessionState::Closed
            } else {
                unfinished
            },
            target_ssid: wifi_code::network_name(&self.ssid).into_owned(),
            created_at: self.began,
            updated_at: self.ended,
            expires_at: None,
            device_count: self.found,
            provisioned_count: self.provisioned,
            verified_count: self.verified,
            failed_count: self.failed,
        };
        (session, self.cameras)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::domain::candidate::CandidateState;

    #[test]
    fn a_session_is_read_back_from_json() {
        let text = r#"{"id":"sess_1","ssid":"ShopNet","began":"2026-11-23T14:03:12Z","ended":null,
            "is_over":true,"found":4,"provisioned":3,"verified":2,"failed":1}"#;
        let past: StoredSession = serde_json::from_str(text).unwrap();
        let (session, cameras) = past.clone().into_parts(SessionState::Active);
        assert_eq!(cameras, []);
        assert_eq!(session.state, SessionState::Closed);
        assert_eq!((session.device_count, session.failed_count), (4, 1));
        assert_eq!(StoredSession::new(&session, Vec::new()), past);
        let with_code = StoredSession {
            ssid: "WIFI:S:ShopNet;T:WPA;P:abcd1234;;".to_owned(),
            ..past.clone()
        };
        assert!(with_code.holds_wifi_code() && !past.holds_wifi_code());
        let (session, _) = with_code.into_parts(SessionState::Active);
        assert_eq!(StoredSession::new(&session, Vec::new()), past);
        let open = StoredSession {
            is_over: false,
            ..past
        };
        let (session, _) = open.into_parts(SessionState::Active);
        assert_eq!(session.state, SessionState::Active);
    }

    #[test]
    fn cameras_are_read_back_with_states_of_any_name() {
        let text = r#"{"id":"sess_1","ssid":"ShopNet","began":null,"ended":null,"is_over":true,
            "found":1,"provisioned":0,"verified":0,"failed":1,"cameras":[
            {"mac":"24:6F:28:00:00:01","state":"failed","failure":{"code":"DEVICE_TIMEOUT","message":null},
             "tries":2,"in_allowlist":true},
            {"mac":"24:6F:28:00:00:02","state":"updating","tries":0,"in_allowlist":false}]}"#;
        let past: StoredSession = serde_json::from_str(text).unwrap();
        let again = serde_json::to_string(&past).unwrap();
        assert_eq!(serde_json::from_str::<StoredSession>(&again).unwrap(), past);
        let (_, cameras) = past.into_parts(SessionState::Active);
        assert_eq!(cameras[0].state, CandidateState::Failed);
        assert_eq!(
            cameras[1].state,
            CandidateState::Other("updating".to_owned())
        );
    }
}

//! A session as this console has seen it, in the file for Pis that do not keep their sessions. No
//! secrets: the name of the network and counts.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::{
    session::{Session, SessionId, SessionState},
    wifi_code,
};

/// One session in the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PastSession {
    id: SessionId,
    ssid: String,
    began: Option<Timestamp>,
    ended: Option<Timestamp>,
    is_over: bool,
    found: u32,
    provisioned: u32,
    verified: u32,
    failed: u32,
}

impl PastSession {
    /// Whether the name of the network is the text of a WiFi QR code, as an earlier version took it.
    /// It may hold a passphrase, so that the file has to be written again.
    #[must_use]
    pub fn holds_wifi_code(&self) -> bool {
        wifi_code::is_code(&self.ssid)
    }

    /// The session; `unfinished` is its state if this console did not see its end.
    #[must_use]
    pub fn into_session(self, unfinished: SessionState) -> Session {
        Session {
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
        }
    }
}

impl From<&Session> for PastSession {
    fn from(session: &Session) -> Self {
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
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_read_back_from_json() {
        let text = r#"{"id":"sess_1","ssid":"ShopNet","began":"2026-11-23T14:03:12Z","ended":null,
            "is_over":true,"found":4,"provisioned":3,"verified":2,"failed":1}"#;
        let past: PastSession = serde_json::from_str(text).unwrap();
        let session = past.clone().into_session(SessionState::Active);
        assert_eq!(session.state, SessionState::Closed);
        assert_eq!((session.device_count, session.failed_count), (4, 1));
        assert_eq!(PastSession::from(&session), past);
        let with_code = PastSession {
            ssid: "WIFI:S:ShopNet;T:WPA;P:abcd1234;;".to_owned(),
            ..past.clone()
        };
        assert!(with_code.holds_wifi_code() && !past.holds_wifi_code());
        let session = with_code.into_session(SessionState::Active);
        assert_eq!(PastSession::from(&session), past);
        let open = PastSession {
            is_over: false,
            ..past
        };
        let session = open.into_session(SessionState::Active);
        assert_eq!(session.state, SessionState::Active);
    }
}

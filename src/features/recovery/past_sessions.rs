//! The sessions that this console has seen, for a Pi that does not keep past sessions.

use std::collections::VecDeque;

use crate::domain::{
    camera_result::CameraResult,
    session::{Session, SessionId, SessionState},
};

/// More sessions are not kept: the oldest is removed first.
const MAX_SESSIONS: usize = 200;
/// The cameras of all sessions together. If there is no room for all, the oldest sessions are kept
/// without theirs: the file is written anew with each change, on an SD card.
const MAX_CAMERAS: usize = 500;

/// Where past sessions come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The Pi keeps them.
    Pi,
    /// This console has seen them.
    Console,
}

/// A session as it was last seen, and what became of its cameras.
#[derive(Debug, Clone, PartialEq)]
pub struct PastSession {
    /// The session.
    pub session: Session,
    /// Its cameras in the order of discovery; none if they are not kept.
    pub cameras: Vec<CameraResult>,
}

/// The sessions, newest first.
#[derive(Debug, Default)]
pub struct PastSessions {
    sessions: VecDeque<PastSession>,
    revision: u64,
}

impl PastSessions {
    /// Starts with what earlier runs have seen, newest first.
    pub fn restore(&mut self, sessions: Vec<PastSession>) {
        self.sessions = sessions.into();
        self.sessions.truncate(MAX_SESSIONS);
    }

    /// The sessions, newest first.
    pub fn sessions(&self) -> impl Iterator<Item = &PastSession> {
        self.sessions.iter()
    }

    /// What is kept of the cameras of a session.
    #[must_use]
    pub fn cameras(&self, id: &SessionId) -> &[CameraResult] {
        let past = self.sessions.iter().find(|past| past.session.id == *id);
        past.map(|past| past.cameras.as_slice()).unwrap_or_default()
    }

    /// Counts the changes.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Records the open session as it is now.
    pub(crate) fn record(&mut self, session: Session) {
        let known = self
            .sessions
            .iter_mut()
            .find(|known| known.session.id == session.id);
        match known {
            Some(known) if differs_only_in_time(&known.session, &session) => return,
            Some(known) => known.session = session,
            None => self.sessions.push_front(PastSession {
                session,
                cameras: Vec::new(),
            }),
        }
        self.sessions.truncate(MAX_SESSIONS);
        self.revision += 1;
    }

    /// Records the cameras of a recorded session. If there is no room for all, the oldest sessions lose
    /// theirs.
    pub(crate) fn record_cameras(&mut self, id: &SessionId, mut cameras: Vec<CameraResult>) {
        cameras.truncate(MAX_CAMERAS);
        let mut known = self.sessions.iter_mut();
        let Some(past) = known.find(|past| past.session.id == *id) else {
            return;
        };
        if past.cameras == cameras {
            return;
        }
        let mut room = MAX_CAMERAS - cameras.len();
        past.cameras = cameras;
        self.revision += 1;
        let others = self.sessions.iter_mut();
        for past in others.filter(|past| past.session.id != *id) {
            // A list that is cut would look complete.
            if past.cameras.len() > room {
                past.cameras = Vec::new();
                room = 0;
            }
            room -= past.cameras.len();
        }
    }

    /// Records that a session was discarded.
    pub(crate) fn close(&mut self, id: &SessionId) {
        let known = self.sessions.iter_mut().map(|past| &mut past.session);
        for session in known.filter(|session| session.id == *id) {
            session.state = SessionState::Closed;
            self.revision += 1;
        }
    }
}

fn differs_only_in_time(before: &Session, after: &Session) -> bool {
    let timeless = |session: &Session| Session {
        created_at: None,
        updated_at: None,
        expires_at: None,
        ..session.clone()
    };
    timeless(before) == timeless(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{candidate::CandidateState, mac::MacAddr};

    fn session(id: &str, verified_count: u32, updated_at: i64) -> Session {
        Session {
            id: SessionId::new(id),
            state: SessionState::Active,
            target_ssid: "ShopNet".to_owned(),
            created_at: None,
            updated_at: jiff::Timestamp::from_second(updated_at).ok(),
            expires_at: None,
            device_count: 3,
            provisioned_count: verified_count,
            verified_count,
            failed_count: 0,
        }
    }

    fn ids(past: &PastSessions) -> Vec<&str> {
        let ids = past.sessions().map(|past| past.session.id.as_str());
        ids.collect()
    }

    #[test]
    fn a_session_is_kept_once_with_its_latest_counts() {
        let mut past = PastSessions::default();
        past.record(session("sess_1", 0, 10));
        past.record(session("sess_2", 0, 20));
        past.record(session("sess_1", 2, 30));
        assert_eq!(ids(&past), ["sess_2", "sess_1"]);
        assert_eq!(
            past.sessions()
                .last()
                .map(|past| past.session.verified_count),
            Some(2)
        );
    }

    #[test]
    fn time_alone_is_no_change() {
        let mut past = PastSessions::default();
        past.record(session("sess_1", 1, 10));
        let before = past.revision();
        past.record(session("sess_1", 1, 60));
        assert_eq!(past.revision(), before);
        past.close(&SessionId::new("sess_1"));
        assert!(past.revision() > before);
    }

    #[test]
    fn the_oldest_sessions_are_removed_first() {
        let mut past = PastSessions::default();
        past.restore(
            (0..=MAX_SESSIONS)
                .map(|index| PastSession {
                    session: session(&format!("old_{index}"), 0, 10),
                    cameras: Vec::new(),
                })
                .collect(),
        );
        past.record(session("new", 0, 20));
        let kept = ids(&past);
        assert_eq!(kept.len(), MAX_SESSIONS);
        assert_eq!((kept[0], kept[MAX_SESSIONS - 1]), ("new", "old_198"));
    }

    fn camera(number: u16) -> CameraResult {
        let [high, low] = number.to_be_bytes();
        CameraResult {
            mac: MacAddr::new([0x24, 0x6F, 0x28, 0, high, low]),
            position: None,
            ip: None,
            container_id: None,
            firmware_version: None,
            rssi_dbm: None,
            state: CandidateState::Verified,
            failure: None,
            is_unconfirmed: false,
            tries: 1,
            steps: [None; 3],
            total: None,
            in_allowlist: true,
        }
    }

    #[test]
    fn the_newest_sessions_keep_their_cameras() {
        let mut past = PastSessions::default();
        for id in ["sess_1", "sess_2", "sess_3"] {
            past.record(session(id, 0, 10));
            past.record_cameras(&SessionId::new(id), (0..200).map(camera).collect());
        }
        let kept = ["sess_3", "sess_2", "sess_1"].map(|id| past.cameras(&SessionId::new(id)).len());
        assert_eq!(kept, [200, 200, 0]);
        let oldest = past.sessions().last().map(|past| past.cameras.capacity());
        assert_eq!(oldest, Some(0), "their memory is free");
        let before = past.revision();
        past.record_cameras(&SessionId::new("sess_3"), (0..200).map(camera).collect());
        assert_eq!(past.revision(), before, "nothing has changed");
    }
}

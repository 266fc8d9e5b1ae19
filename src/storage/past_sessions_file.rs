//! The sessions that this console has seen at each Pi, for Pis that do not keep them. No secrets: names of networks and counts.

use std::{collections::BTreeMap, fs, io, path::PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::state_directory;
use crate::domain::session::{Session, SessionId, SessionState};

/// Pis that are remembered; the file stays small whatever happens.
const MAX_PIS: usize = 50;
/// Sessions that are remembered of each.
const MAX_SESSIONS: usize = 200;

/// The past, in one small file, or for a demo nowhere.
#[derive(Debug, Clone, Default)]
pub struct SessionHistory {
    path: Option<PathBuf>,
}

/// One session in the file.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    id: String,
    ssid: String,
    began: Option<Timestamp>,
    ended: Option<Timestamp>,
    is_over: bool,
    found: u32,
    provisioned: u32,
    verified: u32,
    failed: u32,
}

impl SessionHistory {
    /// In `past-sessions.json` in the state directory of this system, nowhere if there is none.
    #[must_use]
    pub fn of_this_user() -> Self {
        let state = state_directory::of_this_user();
        Self {
            path: state.map(|state| state.join("past-sessions.json")),
        }
    }

    /// In this file.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path: Some(path) }
    }

    /// The sessions at `server`, newest first. A file that is damaged or not there is no past, and no error.
    #[must_use]
    pub fn read(&self, server: &str) -> Vec<Session> {
        let records = self.all().remove(server).unwrap_or_default();
        records.into_iter().map(Session::from).collect()
    }

    /// Keeps the sessions at `server`.
    ///
    /// # Errors
    /// The file cannot be written; what was there before stays whole.
    pub fn write<'a>(
        &self,
        server: &str,
        sessions: impl Iterator<Item = &'a Session>,
    ) -> io::Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        let mut all = self.all();
        if all.len() >= MAX_PIS && !all.contains_key(server) {
            all.clear();
        }
        let records = sessions.take(MAX_SESSIONS).map(Record::from).collect();
        all.insert(server.to_owned(), records);
        state_directory::write_whole(path, &serde_json::to_vec(&all)?)
    }

    fn all(&self) -> BTreeMap<String, Vec<Record>> {
        let bytes = self.path.as_ref().and_then(|path| fs::read(path).ok());
        bytes
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }
}

impl From<&Session> for Record {
    fn from(session: &Session) -> Self {
        Self {
            id: session.id.as_str().to_owned(),
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

impl From<Record> for Session {
    fn from(record: Record) -> Self {
        let state = if record.is_over {
            SessionState::Closed
        } else {
            SessionState::Other("not seen to its end".to_owned())
        };
        Self {
            id: SessionId::new(record.id),
            state,
            target_ssid: record.ssid,
            created_at: record.began,
            updated_at: record.ended,
            expires_at: None,
            device_count: record.found,
            provisioned_count: record.provisioned,
            verified_count: record.verified,
            failed_count: record.failed,
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    const PI: &str = "http://192.168.1.124:8082";

    fn session(number: u32) -> Session {
        Session {
            id: SessionId::new(format!("sess_{number}")),
            state: SessionState::Closed,
            target_ssid: "ShopNet".to_owned(),
            created_at: Timestamp::from_second(1_000).ok(),
            updated_at: Timestamp::from_second(1_090).ok(),
            expires_at: None,
            device_count: 4,
            provisioned_count: 3,
            verified_count: 2,
            failed_count: 1,
        }
    }

    #[test]
    fn sessions_are_kept_for_their_pi_up_to_a_bound() {
        let directory = tempfile::tempdir().unwrap();
        let history = SessionHistory::at(directory.path().join("not/there.json"));
        assert!(history.read(PI).is_empty());
        let many: Vec<Session> = (0..300).map(session).collect();
        history.write(PI, many.iter()).unwrap();
        history.write("http://other:8082", [].iter()).unwrap();
        assert_eq!(history.read(PI), many[..MAX_SESSIONS]);
        assert!(history.read("http://other:8082").is_empty());
    }

    #[test]
    fn a_damaged_file_is_no_past_and_is_mended() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("past.json");
        fs::write(&path, b"{\"http").unwrap();
        let history = SessionHistory::at(path);
        assert!(history.read(PI).is_empty());
        history.write(PI, [session(1)].iter()).unwrap();
        assert_eq!(history.read(PI), [session(1)]);
    }
}

//! Which session was open at which Pi, so that the next start shows it again. Ids only, no secrets.

use std::{collections::BTreeMap, fs, io, path::PathBuf};

use super::state_directory;
use crate::domain::session::SessionId;

/// Pis that are remembered; the file stays small whatever happens.
const MAX_PIS: usize = 100;

/// The memory, in one small file, or for a demo nowhere.
#[derive(Debug, Clone, Default)]
pub struct SessionMemory {
    path: Option<PathBuf>,
}

impl SessionMemory {
    /// Keeps the memory in `sessions.json` in the state directory of this system, nowhere if there is none.
    #[must_use]
    pub fn of_this_user() -> Self {
        Self {
            path: state_directory::of_this_user().map(|state| state.join("sessions.json")),
        }
    }

    /// Keeps the memory in this file.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path: Some(path) }
    }

    /// The session that was open at `server`. A file that is damaged or not there is no memory, and no error.
    #[must_use]
    pub fn recall(&self, server: &str) -> Option<SessionId> {
        self.read().remove(server).map(SessionId::new)
    }

    /// Remembers the session that is open at `server` now, or that none is.
    ///
    /// # Errors
    /// The file cannot be written; the memory before stays whole.
    pub fn remember(&self, server: &str, session: Option<&SessionId>) -> io::Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        let mut memory = self.read();
        match session {
            Some(id) if memory.len() < MAX_PIS || memory.contains_key(server) => {
                memory.insert(server.to_owned(), id.as_str().to_owned());
            }
            Some(_) => memory = BTreeMap::from([(server.to_owned(), id_text(session))]),
            None => {
                memory.remove(server);
            }
        }
        state_directory::write_whole(path, &serde_json::to_vec_pretty(&memory)?)
    }

    fn read(&self) -> BTreeMap<String, String> {
        let bytes = self.path.as_ref().and_then(|path| fs::read(path).ok());
        bytes
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }
}

fn id_text(session: Option<&SessionId>) -> String {
    session.map(|id| id.as_str().to_owned()).unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    const PI: &str = "http://192.168.1.124:8082";

    #[test]
    fn a_session_is_remembered_for_its_pi_and_forgotten() {
        let directory = tempfile::tempdir().unwrap();
        let memory = SessionMemory::at(directory.path().join("not/yet/there.json"));
        assert_eq!(memory.recall(PI), None);
        let id = SessionId::new("sess_24031dc61aea");
        memory.remember(PI, Some(&id)).unwrap();
        assert_eq!(memory.recall(PI), Some(id));
        assert_eq!(memory.recall("http://other:8082"), None);
        memory.remember(PI, None).unwrap();
        assert_eq!(memory.recall(PI), None);
    }

    #[test]
    fn a_damaged_file_is_no_memory_and_is_mended() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("sessions.json");
        fs::write(&path, b"{\"half").unwrap();
        let memory = SessionMemory::at(path);
        assert_eq!(memory.recall(PI), None);
        memory
            .remember(PI, Some(&SessionId::new("sess_1")))
            .unwrap();
        assert_eq!(memory.recall(PI), Some(SessionId::new("sess_1")));
    }
}

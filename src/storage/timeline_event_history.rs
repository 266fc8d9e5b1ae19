//! What happened to batches and the line at each Pi, so that the recorded health still says why. No secrets.

use std::{collections::BTreeMap, fs, io, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::state_directory;
use crate::domain::timeline_event::{Mark, MarkKind};

/// Pis that are remembered; the file stays small whatever happens.
const MAX_PIS: usize = 20;
/// Marks that are kept of each: the newest.
const MAX_MARKS: usize = 500;

/// The marks, in one small file, or for a demo nowhere.
#[derive(Debug, Clone, Default)]
pub struct MarkHistory {
    path: Option<PathBuf>,
}

/// One mark in the file.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    at_ms: i64,
    kind: Kind,
    mac: Option<String>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Started,
    Verified,
    Failed,
    Stopped,
    LineDown,
    LineUp,
}

impl MarkHistory {
    /// In `marks.json` in the state directory of this system, nowhere if there is none.
    #[must_use]
    pub fn of_this_user() -> Self {
        let state = state_directory::of_this_user();
        Self {
            path: state.map(|state| state.join("marks.json")),
        }
    }

    /// In this file.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path: Some(path) }
    }

    /// The marks at `server`, oldest first. A file that is damaged or not there has none, and is no error.
    #[must_use]
    pub fn read(&self, server: &str) -> Vec<Mark> {
        let records = self.all().remove(server).unwrap_or_default();
        let mut marks: Vec<Mark> = records.into_iter().map(Mark::from).collect();
        marks.sort_by_key(|mark| mark.at_ms);
        marks
    }

    /// Keeps the newest marks at `server`.
    ///
    /// # Errors
    /// The file cannot be written; what was there before stays whole.
    pub fn write<'a>(
        &self,
        server: &str,
        marks: impl ExactSizeIterator<Item = &'a Mark>,
    ) -> io::Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        let mut all = self.all();
        if all.len() >= MAX_PIS && !all.contains_key(server) {
            all.clear();
        }
        let excess = marks.len().saturating_sub(MAX_MARKS);
        let records = marks.skip(excess).map(Record::from).collect();
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

impl From<&Mark> for Record {
    fn from(mark: &Mark) -> Self {
        let kind = match mark.kind {
            MarkKind::Started => Kind::Started,
            MarkKind::Verified => Kind::Verified,
            MarkKind::Failed => Kind::Failed,
            MarkKind::Stopped => Kind::Stopped,
            MarkKind::LineDown => Kind::LineDown,
            MarkKind::LineUp => Kind::LineUp,
        };
        Self {
            at_ms: mark.at_ms,
            kind,
            mac: mark.mac.map(|mac| mac.to_string()),
        }
    }
}

impl From<Record> for Mark {
    fn from(record: Record) -> Self {
        let kind = match record.kind {
            Kind::Started => MarkKind::Started,
            Kind::Verified => MarkKind::Verified,
            Kind::Failed => MarkKind::Failed,
            Kind::Stopped => MarkKind::Stopped,
            Kind::LineDown => MarkKind::LineDown,
            Kind::LineUp => MarkKind::LineUp,
        };
        Self {
            at_ms: record.at_ms,
            kind,
            mac: record.mac.and_then(|mac| mac.parse().ok()),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::domain::mac::MacAddr;

    const PI: &str = "http://192.168.1.124:8082";

    #[test]
    fn the_newest_marks_are_kept_for_their_pi() {
        let directory = tempfile::tempdir().unwrap();
        let history = MarkHistory::at(directory.path().join("not/there.json"));
        assert!(history.read(PI).is_empty());
        let mark = |at_ms| Mark {
            at_ms,
            kind: MarkKind::Failed,
            mac: Some(MacAddr::new([2, 0, 0, 0, 0, 1])),
        };
        let many: Vec<Mark> = (0..700).map(mark).collect();
        history.write(PI, many.iter()).unwrap();
        assert_eq!(history.read(PI), many[200..]);
        assert!(history.read("http://other:8082").is_empty());
    }

    #[test]
    fn a_damaged_file_has_no_marks_and_is_mended() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("marks.json");
        fs::write(&path, b"[1,").unwrap();
        let history = MarkHistory::at(path);
        assert!(history.read(PI).is_empty());
        let mark = Mark {
            at_ms: 7,
            kind: MarkKind::LineUp,
            mac: None,
        };
        history.write(PI, [mark].iter()).unwrap();
        assert_eq!(history.read(PI), [mark]);
    }
}

//! What happened to batches and the line at each Pi, so that the recorded health still says why. No secrets.

use std::{collections::BTreeMap, fs, io, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::state_directory;
use crate::domain::timeline_event::{TimelineEvent, TimelineEventKind};

/// Pis that are remembered; the file stays small whatever happens.
const MAX_PIS: usize = 20;
/// TimelineEvents that are kept of each: the newest.
const MAX_EVENTS: usize = 500;

/// The timeline_events, in one small file, or for a demo nowhere.
#[derive(Debug, Clone, Default)]
pub struct TimelineEventHistory {
    path: Option<PathBuf>,
}

/// One event in the file.
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
    LinkDown,
    LinkUp,
}

impl TimelineEventHistory {
    /// In `timeline_events.json` in the state directory of this system, nowhere if there is none.
    #[must_use]
    pub fn of_this_user() -> Self {
        let state = state_directory::of_this_user();
        Self {
            path: state.map(|state| state.join("timeline_events.json")),
        }
    }

    /// In this file.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path: Some(path) }
    }

    /// The timeline_events at `server`, oldest first. A file that is damaged or not there has none, and is no error.
    #[must_use]
    pub fn read(&self, server: &str) -> Vec<TimelineEvent> {
        let records = self.all().remove(server).unwrap_or_default();
        let mut timeline_events: Vec<TimelineEvent> =
            records.into_iter().map(TimelineEvent::from).collect();
        timeline_events.sort_by_key(|event| event.at_ms);
        timeline_events
    }

    /// Keeps the newest timeline_events at `server`.
    ///
    /// # Errors
    /// The file cannot be written; what was there before stays whole.
    pub fn write<'a>(
        &self,
        server: &str,
        timeline_events: impl ExactSizeIterator<Item = &'a TimelineEvent>,
    ) -> io::Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        let mut all = self.all();
        if all.len() >= MAX_PIS && !all.contains_key(server) {
            all.clear();
        }
        let excess = timeline_events.len().saturating_sub(MAX_EVENTS);
        let records = timeline_events.skip(excess).map(Record::from).collect();
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

impl From<&TimelineEvent> for Record {
    fn from(event: &TimelineEvent) -> Self {
        let kind = match event.kind {
            TimelineEventKind::Started => Kind::Started,
            TimelineEventKind::Verified => Kind::Verified,
            TimelineEventKind::Failed => Kind::Failed,
            TimelineEventKind::Stopped => Kind::Stopped,
            TimelineEventKind::LinkDown => Kind::LinkDown,
            TimelineEventKind::LinkUp => Kind::LinkUp,
        };
        Self {
            at_ms: event.at_ms,
            kind,
            mac: event.mac.map(|mac| mac.to_string()),
        }
    }
}

impl From<Record> for TimelineEvent {
    fn from(record: Record) -> Self {
        let kind = match record.kind {
            Kind::Started => TimelineEventKind::Started,
            Kind::Verified => TimelineEventKind::Verified,
            Kind::Failed => TimelineEventKind::Failed,
            Kind::Stopped => TimelineEventKind::Stopped,
            Kind::LinkDown => TimelineEventKind::LinkDown,
            Kind::LinkUp => TimelineEventKind::LinkUp,
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
        let history = TimelineEventHistory::at(directory.path().join("not/there.json"));
        assert!(history.read(PI).is_empty());
        let event = |at_ms| TimelineEvent {
            at_ms,
            kind: TimelineEventKind::Failed,
            mac: Some(MacAddr::new([2, 0, 0, 0, 0, 1])),
        };
        let many: Vec<TimelineEvent> = (0..700).map(event).collect();
        history.write(PI, many.iter()).unwrap();
        assert_eq!(history.read(PI), many[200..]);
        assert!(history.read("http://other:8082").is_empty());
    }

    #[test]
    fn a_damaged_file_has_no_marks_and_is_mended() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("timeline_events.json");
        fs::write(&path, b"[1,").unwrap();
        let history = TimelineEventHistory::at(path);
        assert!(history.read(PI).is_empty());
        let event = TimelineEvent {
            at_ms: 7,
            kind: TimelineEventKind::LinkUp,
            mac: None,
        };
        history.write(PI, [event].iter()).unwrap();
        assert_eq!(history.read(PI), [event]);
    }
}

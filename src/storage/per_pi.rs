//! One value for each Pi, all in one JSON file. The Pi that was used longest ago goes first.

use std::{
    io,
    path::{Path, PathBuf},
};

use indexmap::IndexMap;
use serde::{Serialize, de::DeserializeOwned};

use super::{
    atomic_file::write_atomically,
    json_file::read_json,
    writer::{FileKind, QueuedFile, Values, WriteError, Writer},
};

/// Pis that a file holds: as many as the console knows.
pub(super) const MAX_PIS: usize = 50;

/// One value for each Pi, by its URL; nowhere for a demo.
#[derive(Debug)]
pub struct PerPi<T>(QueuedFile<String, Option<T>>);

/// The file: the value of each Pi, in the order of their last use. A value that this version cannot
/// read is kept as it is.
type Content = IndexMap<String, serde_json::Value>;

impl<T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static> PerPi<T> {
    pub(super) fn new(kind: FileKind, path: Option<PathBuf>, writer: &Writer) -> Self {
        Self(QueuedFile::new(kind, path, write_values, writer))
    }

    /// The newest value of a Pi, which is in use from now on. A file that is damaged has none.
    #[must_use]
    pub fn read(&self, pi: &str) -> Option<T> {
        if let Some(value) = self.0.waiting(&pi.to_owned()) {
            return Option::clone(&value);
        }
        let content: Content = read_json(self.0.path()?).ok()??;
        let value: T = serde_json::from_value(content.get(pi)?.clone()).ok()?;
        if content.last().is_some_and(|(last, _)| last != pi) {
            self.set(pi, Some(value.clone()));
        }
        Some(value)
    }

    /// Writes the value of a Pi soon; `None` removes it.
    pub fn set(&self, pi: &str, value: Option<T>) {
        self.0.set(pi.to_owned(), value);
    }
}

impl<T> Clone for PerPi<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for PerPi<T> {
    fn default() -> Self {
        Self(QueuedFile::default())
    }
}

/// Reads the file anew: another window may have written it.
fn write_values<T: Serialize>(
    path: &Path,
    values: &Values<String, Option<T>>,
) -> Result<(), WriteError> {
    let mut content: Content = read_json(path)?.unwrap_or_default();
    for (pi, value) in values {
        content.shift_remove(pi);
        if let Some(value) = &**value {
            let value = serde_json::to_value(value).map_err(io::Error::from)?;
            content.insert(pi.clone(), value);
        }
    }
    let excess = content.len().saturating_sub(MAX_PIS);
    content.drain(..excess);
    // Compact: the file is written often.
    let bytes = serde_json::to_vec(&content).map_err(io::Error::from)?;
    Ok(write_atomically(path, &bytes)?)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::{fs, time::Duration};

    use super::*;
    use crate::domain::{
        session::SessionId,
        timeline_event::{TimelineEvent, TimelineEventKind},
    };

    const PI: &str = "http://192.168.1.124:8082";

    /// Does something with the file at `path`, and waits until it is written.
    fn with<T, R>(path: &Path, act: impl FnOnce(&PerPi<T>) -> R) -> R
    where
        T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    {
        let writer = Writer::default();
        let store = PerPi::new(FileKind::OpenSessions, Some(path.to_owned()), &writer);
        let result = act(&store);
        writer.flush(Duration::from_secs(20));
        result
    }

    fn read<T>(path: &Path, pi: &str) -> Option<T>
    where
        T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    {
        with(path, |store: &PerPi<T>| store.read(pi))
    }

    #[test]
    fn each_pi_has_its_own_value() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("not/yet/sessions.json");
        assert_eq!(read::<SessionId>(&path, PI), None);
        let id = SessionId::new("sess_24031dc61aea");
        with(&path, |store| store.set(PI, Some(id.clone())));
        assert_eq!(read(&path, PI), Some(id));
        assert_eq!(read::<SessionId>(&path, "http://other:8082"), None);
        with(&path, |store: &PerPi<SessionId>| {
            store.set(PI, None);
            assert_eq!(store.read(PI), None);
        });
        assert_eq!(read::<SessionId>(&path, PI), None);
    }

    #[test]
    fn the_pi_that_was_used_longest_ago_goes_for_a_new_one_and_all_others_stay() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("sessions.json");
        let pi = |number: usize| format!("http://pi-{}:8082", MAX_PIS - number);
        for number in 0..MAX_PIS {
            with(&path, |store| store.set(&pi(number), Some(number)));
        }
        assert_eq!(read(&path, &pi(0)), Some(0), "in use again");
        with(&path, |store| store.set("http://new:8082", Some(99)));
        let kept: Content = read_json(&path).unwrap().unwrap();
        assert_eq!(kept.len(), MAX_PIS);
        assert!(kept.contains_key(&pi(0)) && kept.contains_key("http://new:8082"));
        assert!(!kept.contains_key(&pi(1)), "used longest ago");
        assert!((2..MAX_PIS).all(|number| kept.contains_key(&pi(number))));
    }

    #[test]
    fn two_windows_keep_the_values_of_each_other() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("sessions.json");
        with(&path, |one: &PerPi<u32>| {
            assert_eq!(one.read("http://a:8082"), None);
            with(&path, |other| other.set("http://b:8082", Some(2)));
            one.set("http://a:8082", Some(1));
        });
        assert_eq!(read(&path, "http://a:8082"), Some(1));
        assert_eq!(read(&path, "http://b:8082"), Some(2));
    }

    #[test]
    fn a_damaged_file_is_ignored_and_replaced() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("sessions.json");
        fs::write(&path, b"{\"half").unwrap();
        assert_eq!(read::<u32>(&path, PI), None);
        with(&path, |store| store.set(PI, Some(7_u32)));
        assert_eq!(read(&path, PI), Some(7_u32));
    }

    #[test]
    fn a_value_that_cannot_be_read_does_not_touch_those_of_other_pis() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("sessions.json");
        fs::write(
            &path,
            r#"{"http://later:8082":{"new":true},"http://a:8082":1}"#,
        )
        .unwrap();
        assert_eq!(read::<u32>(&path, "http://later:8082"), None);
        with(&path, |store| store.set(PI, Some(7_u32)));
        assert_eq!(read(&path, "http://a:8082"), Some(1_u32));
        assert!(fs::read_to_string(&path).unwrap().contains("new"));
    }

    #[test]
    fn a_21st_pi_leaves_the_timeline_events_of_the_20_before() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("marks.json");
        let pi = |number: i64| format!("http://pi-{number}:8082");
        let events = |number| {
            vec![TimelineEvent {
                at_ms: number,
                kind: TimelineEventKind::Verified,
                mac: None,
            }]
        };
        for number in 1..=21 {
            with(&path, |store| store.set(&pi(number), Some(events(number))));
        }
        for number in 1..=21 {
            assert_eq!(read(&path, &pi(number)), Some(events(number)));
        }
    }

    #[test]
    fn a_camera_that_is_not_confirmed_has_failed_for_older_versions() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("marks.json");
        let event = |at_ms, kind| TimelineEvent {
            at_ms,
            kind,
            mac: None,
        };
        let events = vec![
            event(7, TimelineEventKind::Failed),
            event(8, TimelineEventKind::NotConfirmed),
        ];
        with(&path, |store| store.set(PI, Some(events.clone())));
        assert_eq!(read(&path, PI), Some(events));
        let text: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let expected = serde_json::json!({ PI: [
            {"at_ms": 7, "kind": "failed", "mac": null},
            {"at_ms": 8, "kind": "failed", "mac": null, "not_confirmed": true},
        ]});
        assert_eq!(text, expected);
    }

    #[test]
    fn timeline_events_of_older_versions_are_read() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("marks.json");
        let text = r#"{"http://192.168.1.124:8082":[
            {"at_ms":7,"kind":"line_down","mac":null},
            {"at_ms":8,"kind":"line_up","mac":null},
            {"at_ms":9,"kind":"failed","mac":"02:00:00:00:00:01"}]}"#;
        fs::write(&path, text).unwrap();
        let kinds = |events: Vec<TimelineEvent>| -> Vec<TimelineEventKind> {
            events.into_iter().map(|event| event.kind).collect()
        };
        let events: Vec<TimelineEvent> = read(&path, PI).unwrap();
        assert_eq!(events[2].mac, "02:00:00:00:00:01".parse().ok());
        with(&path, |store| store.set(PI, Some(events)));
        assert_eq!(
            kinds(read(&path, PI).unwrap()),
            [
                TimelineEventKind::LinkDown,
                TimelineEventKind::LinkUp,
                TimelineEventKind::Failed
            ]
        );
    }
}

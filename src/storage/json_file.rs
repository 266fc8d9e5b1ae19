//! One value in one JSON file, written by the writer thread.

use std::{
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    atomic_file::{keep_unreadable, read_bounded, write_atomically},
    writer::{FileKind, QueuedFile, Values, WriteError, Writer},
};

/// No file is longer.
const MAX_BYTES: usize = 16 << 20;

/// An entry of a list. One that this version cannot read, since a later version has written it, is kept as
/// it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Entry<T> {
    Readable(T),
    Unreadable(serde_json::Value),
}

/// One value in one file; nowhere for a demo.
#[derive(Debug)]
pub struct JsonFile<T>(QueuedFile<(), T>);

impl<T: Clone + Default + Serialize + DeserializeOwned + Send + Sync + 'static> JsonFile<T> {
    pub(super) fn new(kind: FileKind, path: Option<PathBuf>, writer: &Writer) -> Self {
        Self(QueuedFile::new(kind, path, write_value, writer))
    }

    /// The newest value; the default from a file that cannot be read or is not there.
    #[must_use]
    pub fn read(&self) -> T {
        if let Some(value) = self.0.waiting(&()) {
            return T::clone(&value);
        }
        let value = self.0.path().and_then(|path| read_json(path).ok()?);
        value.unwrap_or_default()
    }

    /// Writes the value soon.
    pub fn set(&self, value: T) {
        self.0.set((), value);
    }
}

impl<T> Clone for JsonFile<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for JsonFile<T> {
    fn default() -> Self {
        Self(QueuedFile::default())
    }
}

fn write_value<T: Serialize>(path: &Path, values: &Values<(), T>) -> Result<(), WriteError> {
    for value in values.values() {
        let bytes = serde_json::to_vec_pretty(&**value).map_err(io::Error::from)?;
        write_atomically(path, &bytes)?;
    }
    Ok(())
}

/// `None` if there is no file, or if its content cannot be read: it is damaged, or a later version has
/// written it. It is then kept under another name, since a new one will be written.
///
/// # Errors
/// The file cannot be opened, is too long, or cannot be renamed.
pub(super) fn read_json<T: DeserializeOwned>(path: &Path) -> io::Result<Option<T>> {
    let Some(bytes) = read_bounded(path, MAX_BYTES)? else {
        return Ok(None);
    };
    match serde_json::from_slice(&bytes) {
        Ok(value) => Ok(Some(value)),
        Err(error) => {
            keep_unreadable(path, error)?;
            Ok(None)
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::{fs, time::Duration};

    use super::*;
    use crate::{
        domain::{
            profile::Profile,
            thresholds::{Metric, Thresholds},
        },
        storage::WindowState,
    };

    fn written<T>(path: &Path, value: T) -> T
    where
        T: Clone + Default + Serialize + DeserializeOwned + Send + Sync + 'static,
    {
        let writer = Writer::default();
        let open = || JsonFile::<T>::new(FileKind::Window, Some(path.to_owned()), &writer);
        open().set(value);
        writer.flush(Duration::from_secs(20));
        open().read()
    }

    fn read<T>(path: &Path) -> T
    where
        T: Clone + Default + Serialize + DeserializeOwned + Send + Sync + 'static,
    {
        JsonFile::new(FileKind::Window, Some(path.to_owned()), &Writer::default()).read()
    }

    #[test]
    fn profiles_are_read_back_and_missing_fields_are_filled_in() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("state").join("profiles.json");
        assert_eq!(read::<Vec<Profile>>(&path), []);
        let mut profile = Profile::new("http://pi.local:8082");
        profile.name = "Lobby".to_owned();
        profile.last_seen = Some("2026-11-23T14:03:12Z".parse().unwrap());
        assert_eq!(written(&path, vec![profile.clone()]), [profile]);
        fs::write(&path, "[{\"url\":\"http://old:8082\"}]").unwrap();
        assert_eq!(
            read::<Vec<Profile>>(&path),
            [Profile::new("http://old:8082")]
        );
    }

    #[test]
    fn a_file_that_cannot_be_read_is_kept_under_another_name() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("profiles.json");
        for text in ["[{\"na", "{\"version\":2,\"pis\":[]}"] {
            fs::write(&path, text).unwrap();
            assert_eq!(read::<Vec<Profile>>(&path), []);
            let new = vec![Profile::new("http://new:8082")];
            assert_eq!(written(&path, new.clone()), new);
            let kept = directory.path().join("profiles.json.unreadable");
            assert_eq!(fs::read_to_string(kept).unwrap(), text);
        }
    }

    #[test]
    fn an_entry_of_a_later_version_is_kept_and_the_others_are_read() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("profiles.json");
        let text = r#"[{"address":{"host":"later"}},{"url":"http://old:8082"}]"#;
        fs::write(&path, text).unwrap();
        let entries: Vec<Entry<Profile>> = read(&path);
        let later = serde_json::json!({"address": {"host": "later"}});
        let old = Profile::new("http://old:8082");
        let expected = [Entry::Unreadable(later), Entry::Readable(old)];
        assert_eq!(entries, expected);
        assert_eq!(written(&path, entries), expected);
    }

    #[test]
    fn thresholds_are_read_back_and_bad_pairs_are_the_contracts() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("thresholds.json");
        assert_eq!(read::<Thresholds>(&path), Thresholds::default());
        let mut chosen = Thresholds::PI_5;
        chosen.set(Metric::Cpu, 50.0, 60.0).unwrap();
        assert_eq!(written(&path, chosen), chosen);
        assert!(
            fs::read_to_string(&path)
                .unwrap()
                .contains("\"temperature_celsius\"")
        );
        let text = r#"{"cpu_percent":[90,10],"disk_percent":[70,75],"later_percent":[1,2]}"#;
        fs::write(&path, text).unwrap();
        let read: Thresholds = read(&path);
        assert_eq!(read.of(Metric::Cpu), Thresholds::default().of(Metric::Cpu));
        assert!((read.of(Metric::Disk).warning() - 70.0).abs() < f64::EPSILON);
    }

    #[test]
    fn the_window_is_read_back() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("window.json");
        assert_eq!(read::<WindowState>(&path), WindowState::default());
        let window = WindowState {
            tab: Some("Monitor".to_owned()),
            size: Some([1024.0, 600.0]),
            cards: Some("failed".to_owned()),
            cameras_as: Some("rows".to_owned()),
            entries: None,
        };
        assert_eq!(written(&path, window.clone()), window);
    }

    #[test]
    fn a_file_that_is_too_long_is_ignored() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("profiles.json");
        fs::write(&path, " ".repeat(MAX_BYTES + 1)).unwrap();
        assert_eq!(read::<Vec<Profile>>(&path), []);
    }
}

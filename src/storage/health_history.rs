//! A day of a Pi's health on disk, so that a restart does not lose it: one small file for each Pi. Damage is no error.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{history_format, state_directory};
use crate::domain::health_history::HistoryPoint;

/// Pis whose history is kept; the oldest file goes for a new one.
const MAX_PIS: usize = 20;

/// The end of a file's name.
const ENDING: &str = "history";

/// The histories of all Pis, in one directory, or for a demo nowhere.
#[derive(Debug, Clone, Default)]
pub struct TelemetryHistory {
    directory: Option<PathBuf>,
}

impl TelemetryHistory {
    /// Keeps them in `telemetry` in the state directory of this system, nowhere if there is none.
    #[must_use]
    pub fn of_this_user() -> Self {
        Self {
            directory: state_directory::of_this_user().map(|state| state.join("telemetry")),
        }
    }

    /// Keeps them in this directory.
    #[must_use]
    pub fn at(directory: PathBuf) -> Self {
        Self {
            directory: Some(directory),
        }
    }

    /// What was recorded of the Pi at `address`, oldest first. A file that is damaged or not there is no history.
    #[must_use]
    pub fn read(&self, address: &str) -> Vec<HistoryPoint> {
        let path = self
            .directory
            .as_ref()
            .map(|directory| file_of(directory, address));
        let bytes = path.and_then(|path| read_bounded(&path).ok());
        bytes.map_or_else(Vec::new, |bytes| history_format::decode(&bytes))
    }

    /// Puts `points` in place of what was recorded of the Pi at `address`. To be called at most once a minute.
    ///
    /// # Errors
    /// The file cannot be written; the one before stays whole.
    pub fn write<'a>(
        &self,
        address: &str,
        points: impl ExactSizeIterator<Item = &'a HistoryPoint>,
    ) -> io::Result<()> {
        let Some(directory) = &self.directory else {
            return Ok(());
        };
        let path = file_of(directory, address);
        if !path.exists() {
            make_room(directory);
        }
        state_directory::write_whole(&path, &history_format::encode(points))
    }
}

/// Readable for people, and unique for an address.
fn file_of(directory: &Path, address: &str) -> PathBuf {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name: String = address.chars().take(60).map(plain).collect();
    let number = history_format::checksum(address.as_bytes());
    directory.join(format!("{name}-{number:016x}.{ENDING}"))
}

/// Never more than a history can have, whatever lies there.
fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(history_format::LONGEST).unwrap_or(u64::MAX);
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Removes the oldest files until one more has its place. What cannot be removed stays.
fn make_room(directory: &Path) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    let mut files: Vec<(SystemTime, PathBuf)> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let is_ours = entry
                .path()
                .extension()
                .is_some_and(|ending| ending == ENDING);
            let written = entry.metadata().ok()?.modified().ok()?;
            is_ours.then(|| (written, entry.path()))
        })
        .collect();
    files.sort_unstable();
    let too_many = (files.len() + 1).saturating_sub(MAX_PIS);
    for (_, path) in files.iter().take(too_many) {
        if let Err(error) = fs::remove_file(path) {
            tracing::debug!(%error, "an old history stays");
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    const PI: &str = "http://192.168.1.124:8082";

    fn points() -> Vec<HistoryPoint> {
        vec![HistoryPoint::new(
            5_000,
            false,
            [Some(12.5), None, Some(52.25)],
        )]
    }

    #[test]
    fn each_pi_has_its_own_history() {
        let directory = tempfile::tempdir().unwrap();
        let history = TelemetryHistory::at(directory.path().join("not/yet"));
        assert!(history.read(PI).is_empty());
        history.write(PI, points().iter()).unwrap();
        assert_eq!(history.read(PI), points());
        assert!(history.read("http://192-168-1-124-8082").is_empty());
        let nowhere = TelemetryHistory::default();
        nowhere.write(PI, points().iter()).unwrap();
        assert!(nowhere.read(PI).is_empty());
    }

    #[test]
    fn a_damaged_file_is_no_history_and_is_mended() {
        let directory = tempfile::tempdir().unwrap();
        let history = TelemetryHistory::at(directory.path().to_owned());
        history.write(PI, points().iter()).unwrap();
        let path = file_of(directory.path(), PI);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        assert!(history.read(PI).is_empty());
        fs::write(&path, vec![7; history_format::LONGEST * 2]).unwrap();
        assert!(history.read(PI).is_empty());
        history.write(PI, points().iter()).unwrap();
        assert_eq!(history.read(PI), points());
    }

    #[test]
    fn there_are_never_more_files_than_pis_are_remembered() {
        let directory = tempfile::tempdir().unwrap();
        let history = TelemetryHistory::at(directory.path().to_owned());
        fs::write(directory.path().join("other.txt"), "not ours").unwrap();
        for number in 0..MAX_PIS + 5 {
            history
                .write(&format!("http://pi-{number}:8082"), points().iter())
                .unwrap();
        }
        let files = fs::read_dir(directory.path()).unwrap().count();
        assert_eq!(files, MAX_PIS + 1);
        assert!(directory.path().join("other.txt").exists());
    }
}

//! A day of the health of each Pi, so that the plots go on after a restart: one small file for each Pi.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use crc::{CRC_32_ISCSI, Crc};
use serde::{Deserialize, Serialize};
use strum::EnumCount as _;

use super::{
    atomic_file::{keep_unreadable, read_bounded, write_atomically},
    per_pi::MAX_PIS,
    writer::{FileKind, QueuedFile, Values, WriteError, Writer},
};
use crate::domain::health_history::{HistoryPoint, Series};

/// The extension of a file's name.
const EXTENSION: &str = "history";
/// How every file begins. It is followed by a [`Content`] in the format of postcard, with a CRC-32C.
const MAGIC: &[u8] = b"pidash history 3\n";
/// More points are not kept: a day with one each second.
const MAX_POINTS: usize = 86_400;
/// No file is longer: a point takes at most 26 bytes, usually 16.
const MAX_BYTES: usize = 64 + MAX_POINTS * 26;

static CRC: Crc<u32> = Crc::<u32>::new(&CRC_32_ISCSI);

/// The histories of all Pis, in one directory; nowhere for a demo.
#[derive(Debug, Clone, Default)]
pub struct HealthHistory(QueuedFile<String, Vec<HistoryPoint>>);

#[derive(Debug, Serialize, Deserialize)]
struct Content {
    first_ms: i64,
    points: Vec<Record>,
}

/// A point, in little space.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    /// Milliseconds since the point before.
    gap_ms: u32,
    joined: bool,
    /// The values, in hundredths of their units.
    hundredths: [Option<i16>; Series::COUNT],
}

impl HealthHistory {
    pub(super) fn new(directory: Option<PathBuf>, writer: &Writer) -> Self {
        Self(QueuedFile::new(
            FileKind::Health,
            directory,
            write_histories,
            writer,
        ))
    }

    /// What was recorded of the Pi, oldest first. There are no points if there is no file, or if it cannot
    /// be read: it is damaged, or a later version has written it. It is then kept under another name, since
    /// a new one will be written.
    #[must_use]
    pub fn read(&self, pi: &str) -> Vec<HistoryPoint> {
        if let Some(points) = self.0.waiting(&pi.to_owned()) {
            return Vec::clone(&points);
        }
        let path = self.0.path().map(|directory| path_of(directory, pi));
        path.and_then(|path| read_file(&path)).unwrap_or_default()
    }

    /// Writes the points of a Pi soon, in place of those recorded before. To be called at most once
    /// a minute: the card of a Pi wears out by being written.
    pub fn set(&self, pi: &str, points: Vec<HistoryPoint>) {
        self.0.set(pi.to_owned(), points);
    }
}

fn read_file(path: &Path) -> Option<Vec<HistoryPoint>> {
    let kept = match read_bounded(path, MAX_BYTES) {
        Ok(None) => return None,
        Ok(Some(bytes)) => match decode(&bytes) {
            Some(points) => return Some(points),
            None => keep_unreadable(path, "it is damaged, or of a later version"),
        },
        Err(error) => keep_unreadable(path, error),
    };
    if let Err(error) = kept {
        tracing::warn!(%error, "a history that cannot be read will be replaced");
    }
    None
}

fn write_histories(
    directory: &Path,
    histories: &Values<String, Vec<HistoryPoint>>,
) -> Result<(), WriteError> {
    for (pi, points) in histories {
        let path = path_of(directory, pi);
        let mut others = others_by_use(directory, &path);
        if !path.exists() {
            make_room(&mut others);
        }
        write_atomically(&path, &encode(points)?)?;
        if let Some((newest, _)) = others.last() {
            mark_later(&path, *newest);
        }
    }
    Ok(())
}

/// Readable for people, and unique for a Pi.
fn path_of(directory: &Path, pi: &str) -> PathBuf {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name: String = pi.chars().take(60).map(plain).collect();
    let number = fnv_1a(pi.as_bytes());
    directory.join(format!("{name}-{number:016x}.{EXTENSION}"))
}

/// The files of other Pis, the one that was written longest ago first.
fn others_by_use(directory: &Path, path: &Path) -> Vec<(SystemTime, PathBuf)> {
    let entries = fs::read_dir(directory).into_iter().flatten();
    let mut files: Vec<(SystemTime, PathBuf)> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let other = entry.path();
            let written = entry.metadata().ok()?.modified().ok()?;
            (other.extension()? == EXTENSION && other != path).then_some((written, other))
        })
        .collect();
    files.sort_unstable();
    files
}

/// Removes the files that were written longest ago, until there is room for one more.
fn make_room(files: &mut Vec<(SystemTime, PathBuf)>) {
    let excess = (files.len() + 1).saturating_sub(MAX_PIS);
    for (_, path) in files.drain(..excess) {
        if let Err(error) = fs::remove_file(path) {
            tracing::debug!(%error, "an old history cannot be removed");
        }
    }
}

/// Gives the file that was just written a later time than `newest`: the clock may have been set
/// back since, and the file would count as the oldest.
fn mark_later(path: &Path, newest: SystemTime) {
    let marked = File::options().write(true).open(path).and_then(|file| {
        let is_later = file.metadata()?.modified()? > newest;
        let later = newest.checked_add(Duration::from_millis(1));
        match later.filter(|_| !is_later) {
            Some(later) => file.set_modified(later),
            None => Ok(()),
        }
    });
    if let Err(error) = marked {
        tracing::debug!(%error, "the time of a history cannot be set");
    }
}

/// What a file holds for these points: the newest day of them.
///
/// # Errors
/// Those of the serializer.
pub fn encode(points: &[HistoryPoint]) -> std::io::Result<Vec<u8>> {
    let newest = points
        .get(points.len().saturating_sub(MAX_POINTS)..)
        .unwrap_or_default();
    let first_ms = newest.first().map_or(0, |point| point.at_ms);
    let mut at_ms = first_ms;
    let record = |point: &HistoryPoint| {
        let gap_ms = u32::try_from(point.at_ms.saturating_sub(at_ms)).unwrap_or_default();
        at_ms = point.at_ms;
        Record {
            gap_ms,
            joined: point.joined,
            hundredths: point.values().map(|value| value.map(hundredths)),
        }
    };
    let content = Content {
        first_ms,
        points: newest.iter().map(record).collect(),
    };
    let bytes = postcard::to_allocvec_crc32(&content, CRC.digest());
    let bytes = bytes.map_err(std::io::Error::other)?;
    Ok([MAGIC, &bytes].concat())
}

/// The points of a file; `None` for anything but a whole file.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Vec<HistoryPoint>> {
    let Some(rest) = bytes.strip_prefix(MAGIC) else {
        return decode_format_2(bytes);
    };
    let (content, rest) = postcard::take_from_bytes_crc32::<Content>(rest, CRC.digest()).ok()?;
    let mut at_ms = content.first_ms;
    let point = |record: &Record| {
        at_ms = at_ms.saturating_add(i64::from(record.gap_ms));
        let values = record
            .hundredths
            .map(|value| value.map(|value| f32::from(value) / 100.0));
        HistoryPoint::new(at_ms, record.joined, values)
    };
    rest.is_empty()
        .then(|| content.points.iter().map(point).collect())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` saturates, and no value of a Pi is beyond the range"
)]
fn hundredths(value: f32) -> i16 {
    (value * 100.0).round() as i16
}

/// A file of an earlier version: it is replaced within a minute after the Pi is connected.
fn decode_format_2(bytes: &[u8]) -> Option<Vec<HistoryPoint>> {
    const JOINED: u32 = 1 << 31;
    let rest = bytes.strip_prefix(b"pidash history 2\n")?;
    let (sum, body) = rest.split_first_chunk()?;
    if u64::from_le_bytes(*sum) != fnv_1a(body) {
        return None;
    }
    let (first, body) = body.split_first_chunk()?;
    let mut at_ms = i64::from_le_bytes(*first);
    let (records, _) = body.as_chunks::<14>();
    let point = |[a, b, c, d, values @ ..]: &[u8; 14]| {
        let gap = u32::from_le_bytes([*a, *b, *c, *d]);
        at_ms = at_ms.saturating_add(i64::from(gap & !JOINED));
        let (values, _) = values.as_chunks();
        let values = values.iter().map(|value| match u16::from_le_bytes(*value) {
            u16::MAX => None,
            hundredths => Some(f32::from(hundredths) / 100.0 - 100.0),
        });
        HistoryPoint::new(at_ms, gap & JOINED != 0, values)
    };
    Some(records.iter().map(point).collect())
}

pub(super) fn fnv_1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    const PI: &str = "http://192.168.1.124:8082";

    fn points() -> Vec<HistoryPoint> {
        let all = [Some(100.0), Some(0.0), Some(150.0), Some(38.5), Some(12.25)];
        vec![
            HistoryPoint::new(1_770_604_803_100, false, [Some(1.25), None, Some(-7.5)]),
            HistoryPoint::new(1_770_604_808_100, true, all),
            HistoryPoint::new(1_770_604_908_100, false, [None, Some(41.5), None]),
        ]
    }

    /// Writes with a writer of its own, and returns a reader that has nothing waiting.
    fn written(directory: &Path, pis: impl IntoIterator<Item = String>) -> HealthHistory {
        let writer = Writer::default();
        let history = HealthHistory::new(Some(directory.to_owned()), &writer);
        for pi in pis {
            history.set(&pi, points());
            assert_eq!(history.read(&pi), points(), "before it is written");
            writer.flush(Duration::from_secs(20));
        }
        HealthHistory::new(Some(directory.to_owned()), &writer)
    }

    #[test]
    fn each_pi_has_its_own_history() {
        let directory = tempfile::tempdir().unwrap();
        let history = written(&directory.path().join("not/yet"), [PI.to_owned()]);
        assert_eq!(history.read(PI), points());
        assert!(history.read("http://192-168-1-124-8082").is_empty());
        let nowhere = HealthHistory::default();
        nowhere.set(PI, points());
        assert!(nowhere.read(PI).is_empty());
    }

    #[test]
    fn a_file_that_cannot_be_read_has_no_points_and_is_kept_under_another_name() {
        let directory = tempfile::tempdir().unwrap();
        let history = written(directory.path(), [PI.to_owned()]);
        let path = path_of(directory.path(), PI);
        let whole = fs::read(&path).unwrap();
        let damaged = whole[..whole.len() / 2].to_vec();
        let too_long = vec![7; MAX_BYTES * 2];
        let of_later_version = b"pidash history 4\n{}".to_vec();
        for bytes in [damaged, too_long, of_later_version] {
            fs::write(&path, &bytes).unwrap();
            assert!(history.read(PI).is_empty());
            let again = written(directory.path(), [PI.to_owned()]);
            assert_eq!(again.read(PI), points());
            let kept = path.with_extension("history.unreadable");
            assert!(fs::read(kept).unwrap() == bytes);
        }
    }

    #[test]
    fn every_damaged_byte_is_noticed() {
        let bytes = encode(&points()).unwrap();
        assert_eq!(decode(&bytes), Some(points()));
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assert_eq!(decode(&damaged), None, "byte {at}");
            assert_eq!(decode(&bytes[..at]), None, "cut at {at}");
        }
        assert_eq!(decode(b"something else entirely"), None);
        assert_eq!(decode(&[bytes.as_slice(), b"more"].concat()), None);
        assert_eq!(decode(&encode(&[]).unwrap()), Some(Vec::new()));
    }

    #[test]
    fn a_file_is_bounded_and_keeps_the_newest_points() {
        let largest = [
            Some(327.0),
            Some(-327.0),
            Some(327.0),
            Some(327.0),
            Some(327.0),
        ];
        let many: Vec<HistoryPoint> = (0..90_000)
            .map(|number| HistoryPoint::new(number * i64::from(u32::MAX), true, largest))
            .collect();
        let bytes = encode(&many).unwrap();
        assert!(bytes.len() <= MAX_BYTES, "{}", bytes.len());
        let read = decode(&bytes).unwrap();
        assert_eq!(read.len(), MAX_POINTS);
        assert_eq!(read.last(), many.last());
    }

    #[test]
    fn the_oldest_file_goes_for_a_new_pi() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("other.txt"), "not ours").unwrap();
        let pi = |number: usize| format!("http://pi-{number}:8082");
        let history = written(directory.path(), (0..MAX_PIS + 5).map(pi));
        let files = fs::read_dir(directory.path()).unwrap().count();
        assert_eq!(files, MAX_PIS + 1);
        assert!(directory.path().join("other.txt").exists());
        assert!(history.read(&pi(0)).is_empty());
        assert_eq!(history.read(&pi(MAX_PIS + 4)), points());
    }

    #[test]
    fn the_history_in_use_stays_when_the_clock_was_three_years_ahead_before() {
        let directory = tempfile::tempdir().unwrap();
        let pi = |number: usize| format!("http://pi-{number}:8082");
        let three_years = Duration::from_hours(3 * 365 * 24);
        let ahead = SystemTime::now() + three_years;
        for number in 0..MAX_PIS {
            written(directory.path(), [pi(number)]);
            let file = File::options()
                .write(true)
                .open(path_of(directory.path(), &pi(number)));
            let at = ahead + Duration::from_secs(number as u64);
            file.unwrap().set_modified(at).unwrap();
        }
        // The clock is right again.
        let history = written(directory.path(), [pi(0), pi(100), pi(101)]);
        for kept in [0, 3, MAX_PIS - 1, 100, 101] {
            assert_eq!(history.read(&pi(kept)), points(), "Pi {kept}");
        }
        for oldest in [1, 2] {
            assert!(history.read(&pi(oldest)).is_empty(), "Pi {oldest}");
        }
    }

    #[test]
    fn a_file_of_format_2_is_read() {
        let mut body = 5_000_i64.to_le_bytes().to_vec();
        body.extend_from_slice(&(0xFA_u32 | 1 << 31).to_le_bytes());
        for value in [11_250_u16, u16::MAX, 15_225, u16::MAX, u16::MAX] {
            body.extend_from_slice(&value.to_le_bytes());
        }
        let sum = fnv_1a(&body).to_le_bytes();
        let bytes = [b"pidash history 2\n".as_slice(), &sum, &body].concat();
        let expected = HistoryPoint::new(5_250, true, [Some(12.5), None, Some(52.25)]);
        assert_eq!(decode(&bytes), Some(vec![expected]));
    }
}

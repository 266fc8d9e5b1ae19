//! The log of pidash: a file in the state directory that is rotated, 10 MB in all.

use std::{
    io,
    path::{Path, PathBuf},
};

use file_rotate::{ContentLimit, FileRotate, compression::Compression, suffix::AppendCount};

use super::state_directory;

/// Bytes of one file.
const SIZE: usize = 2 << 20;
/// The number of old files that are kept.
const OLDER: usize = 4;

/// Its path: `pidash.log` in the state directory of this user.
#[must_use]
pub fn path() -> Option<PathBuf> {
    state_directory().map(|directory| directory.join("pidash.log"))
}

/// Opens the file at `path`; older ones get numbers: `pidash.log.1` to `pidash.log.4`.
///
/// # Errors
/// The directory cannot be made, or the file in it cannot be written.
pub fn open(path: &Path) -> io::Result<FileRotate<AppendCount>> {
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory)?;
    }
    // The library would panic where it cannot write.
    std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)?;
    let (suffix, limit) = (AppendCount::new(OLDER), ContentLimit::BytesSurpassed(SIZE));
    Ok(FileRotate::new(
        path,
        suffix,
        limit,
        Compression::None,
        None,
    ))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::{fs, io::Write as _};

    use super::*;

    #[test]
    fn the_log_is_rotated_and_never_grows_beyond_five_files() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("state").join("pidash.log");
        let mut log = open(&path).unwrap();
        let line = vec![b'x'; 1 << 18];
        for _ in 0..60 {
            log.write_all(&line).unwrap();
        }
        let files: Vec<_> = fs::read_dir(path.parent().unwrap())
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(files.len(), 1 + OLDER);
        for file in files {
            assert!(file.metadata().unwrap().len() <= (SIZE + line.len()) as u64);
        }
    }
}

//! Lists that a person opens: read up to a limit.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
};

/// Why a list cannot be read.
#[derive(Debug)]
pub enum ListFileError {
    /// It is a folder or a device: a pipe, for example, might never end.
    NotAFile,
    Io(io::Error),
}

impl From<io::Error> for ListFileError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads a file, at most one byte more than `limit`: enough to see that it is too long.
///
/// # Errors
/// It does not exist, is not a file, or may not be read.
pub fn read(path: &Path, limit: usize) -> Result<Vec<u8>, ListFileError> {
    if !fs::metadata(path)?.is_file() {
        return Err(ListFileError::NotAFile);
    }
    let limit = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_the_limit_and_a_folder_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("list.csv");
        std::fs::write(&path, b"0123456789").unwrap();
        assert_eq!(read(&path, 20).unwrap(), b"0123456789");
        assert_eq!(read(&path, 4).unwrap(), b"01234");
        let folder = read(directory.path(), 4).unwrap_err();
        assert!(matches!(folder, ListFileError::NotAFile));
        assert!(read(&directory.path().join("none"), 4).is_err());
    }
}

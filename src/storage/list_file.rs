//! Lists that a person opens: read whole, up to a bound.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
};

/// Reads a file, at most one byte more than `limit`: enough to tell that it is too long.
///
/// # Errors
/// It is not there, no file, or may not be read.
pub fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    // A pipe, for example, would be waited for without end.
    if !fs::metadata(path)?.is_file() {
        let why = "this is a folder or a device, not a file";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
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
    fn a_file_is_read_up_to_the_bound_and_a_folder_is_none() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("list.csv");
        std::fs::write(&path, b"0123456789").unwrap();
        assert_eq!(read(&path, 20).unwrap(), b"0123456789");
        assert_eq!(read(&path, 4).unwrap(), b"01234");
        let folder = read(directory.path(), 4).unwrap_err();
        assert_eq!(folder.kind(), io::ErrorKind::InvalidInput);
        assert!(read(&directory.path().join("none"), 4).is_err());
    }
}

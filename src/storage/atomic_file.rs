//! Whole files: replaced atomically, read up to a bound.

use std::{
    ffi::OsStr,
    fmt::Display,
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::Path,
};

/// Replaces the file at `path`, so that a crash or a power cut leaves the old content or the new one.
/// Makes the directory if it is missing. A new file is readable by this user alone.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let directory = path.parent().unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(directory)?;
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(bytes)?;
    // Without this, the new name may reach the disk before the content does.
    file.as_file().sync_all()?;
    file.persist(path).map_err(io::Error::from)?;
    // The new content is in place: only its durability is in doubt.
    if let Err(error) = sync_directory(directory) {
        tracing::debug!(%error, "a directory cannot be synchronized");
    }
    Ok(())
}

/// Renames a file that cannot be read to `NAME.unreadable`, in place of one that has that name. `why` is for
/// the log.
pub(crate) fn keep_unreadable(path: &Path, why: impl Display) -> io::Result<()> {
    let mut kept = path.as_os_str().to_owned();
    kept.push(".unreadable");
    fs::rename(path, &kept)?;
    tracing::warn!(kept = %kept.display(), %why, "a file that cannot be read is kept under another name");
    Ok(())
}

/// Removes the temporary files of a process that was killed while it wrote. Nothing else may write
/// into the directory meanwhile.
pub(crate) fn remove_leftovers(directory: &Path) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    for entry in entries.flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file
            && is_temporary(&entry.file_name())
            && let Err(error) = fs::remove_file(entry.path())
        {
            tracing::debug!(%error, "a temporary file cannot be removed");
        }
    }
}

/// Whether a file has a name as `tempfile` gives it: `.tmp` and six letters or digits.
fn is_temporary(name: &OsStr) -> bool {
    let random = name.to_str().and_then(|name| name.strip_prefix(".tmp"));
    random.is_some_and(|random| {
        random.len() == 6 && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Makes the new name of a file durable.
#[cfg(unix)]
fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

#[cfg(not(unix))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature is that of the function for Unix"
)]
fn sync_directory(_directory: &Path) -> io::Result<()> {
    Ok(())
}

/// The content of a file; `None` if there is no file.
///
/// # Errors
/// The file cannot be read, or is longer than `limit` bytes.
pub(crate) fn read_bounded(path: &Path, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(Some(bytes))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn only_temporary_files_are_removed() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        let temporary = tempfile::NamedTempFile::new_in(directory.path()).unwrap();
        let (_file, left) = temporary.keep().unwrap();
        let kept = ["config.toml", ".tmp", ".tmp-notes", ".tmpabcdefg"];
        for name in kept {
            fs::write(path(name), "").unwrap();
        }
        fs::create_dir(path(".tmpdirect")).unwrap();
        remove_leftovers(directory.path());
        assert!(!left.exists(), "{}", left.display());
        assert!(kept.iter().all(|name| path(name).exists()));
        assert!(path(".tmpdirect").exists());
        remove_leftovers(&path("not-there"));
    }
}

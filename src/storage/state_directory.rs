//! Where files that outlive a run are, and how they are written: whole or not at all.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

/// The state directory of this user; `None` on a system that has none.
pub(crate) fn of_this_user() -> Option<PathBuf> {
    let directories = directories::ProjectDirs::from("", "", "pidash")?;
    let state = directories.state_dir();
    Some(
        state
            .unwrap_or_else(|| directories.data_local_dir())
            .to_owned(),
    )
}

/// Writes beside the file and renames, so that a crash leaves the old file or the new one.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let directory = path.parent().unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(directory)?;
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(bytes)?;
    file.persist(path).map_err(io::Error::from)?;
    Ok(())
}

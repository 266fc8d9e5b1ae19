//! Keys in files of pidash, if a person has chosen that: one file for each origin, with mode 0600
//! in a directory with mode 0700.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use zeroize::Zeroizing;

use crate::{
    domain::secret::{ApiKey, ApiKeyError},
    storage::{atomic_file::write_atomically, private_directory::make_private},
};

/// The directory of the files; nowhere for a demo and where there are no such files.
#[derive(Debug, Clone, Default)]
pub struct OwnFiles {
    directory: Option<PathBuf>,
}

/// Why a key file cannot be used.
#[derive(Debug)]
pub enum OwnFileError {
    /// This system has no directory for it.
    Nowhere,
    /// It cannot be read or written.
    Io {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: io::Error,
    },
    /// Other users may read it.
    Open {
        /// The file.
        path: PathBuf,
    },
    /// It is a link, a directory or a device.
    NotAFile {
        /// The file.
        path: PathBuf,
    },
    /// It does not hold a key.
    NotAKey {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: ApiKeyError,
    },
}

impl OwnFiles {
    /// In this directory, which need not exist yet.
    #[must_use]
    pub fn at(directory: Option<PathBuf>) -> Self {
        Self { directory }
    }

    /// Whether they may be gone after a restart: a read-only system keeps its changes in memory.
    #[must_use]
    pub fn may_vanish(&self) -> bool {
        let folders = self.directory.iter().flat_map(|path| path.ancestors());
        let mut existing = folders.filter(|path| path.exists());
        existing.next().is_some_and(is_in_memory)
    }

    /// The key for this origin.
    ///
    /// # Errors
    /// The file is there and is of no use.
    pub fn read(&self, origin: &str) -> Result<Option<ApiKey>, OwnFileError> {
        let Some(path) = self.path(origin) else {
            return Ok(None);
        };
        let failed = |reason| OwnFileError::Io {
            path: path.clone(),
            reason,
        };
        let metadata = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        if !metadata.is_file() {
            return Err(OwnFileError::NotAFile { path });
        }
        if is_open(&metadata) {
            return Err(OwnFileError::Open { path });
        }
        let text = Zeroizing::new(fs::read_to_string(&path).map_err(failed)?);
        match ApiKey::new(&text) {
            Ok(key) => Ok(Some(key)),
            Err(reason) => Err(OwnFileError::NotAKey { path, reason }),
        }
    }

    /// Writes the key for this origin into a new file, which replaces the old one or a link.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, origin: &str, key: &ApiKey) -> Result<(), OwnFileError> {
        let (directory, path) = self
            .directory
            .as_ref()
            .zip(self.path(origin))
            .ok_or(OwnFileError::Nowhere)?;
        let write = || -> io::Result<()> {
            make_private(directory)?;
            write_atomically(&path, key.expose().as_bytes())
        };
        write().map_err(|reason| OwnFileError::Io {
            path: path.clone(),
            reason,
        })
    }

    /// Forgets the key for this origin.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn forget(&self, origin: &str) -> Result<(), OwnFileError> {
        let Some(path) = self.path(origin) else {
            return Ok(());
        };
        match fs::remove_file(&path) {
            Err(reason) if reason.kind() != io::ErrorKind::NotFound => {
                Err(OwnFileError::Io { path, reason })
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn path(&self, origin: &str) -> Option<PathBuf> {
        let name = utf8_percent_encode(origin, NON_ALPHANUMERIC).to_string();
        Some(self.directory.as_ref()?.join(name))
    }
}

/// Whether a folder is in memory, or on an overlay, whose changes may be.
#[cfg(target_os = "linux")]
fn is_in_memory(directory: &Path) -> bool {
    // linux/magic.h
    const TMPFS: u64 = 0x0102_1994;
    const RAMFS: u64 = 0x8584_58F6;
    const OVERLAY: u64 = 0x794C_7630;
    rustix::fs::statfs(directory).is_ok_and(|system| {
        let kind = u64::try_from(system.f_type).unwrap_or_default();
        [TMPFS, RAMFS, OVERLAY].contains(&kind)
    })
}

#[cfg(not(target_os = "linux"))]
fn is_in_memory(_directory: &Path) -> bool {
    false
}

#[cfg(unix)]
fn is_open(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o077 != 0
}

/// Where files have no such bits, none is known to be for this user alone.
#[cfg(not(unix))]
fn is_open(_metadata: &fs::Metadata) -> bool {
    true
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::{
        os::unix::fs::{PermissionsExt as _, symlink},
        path::Path,
    };

    use super::*;

    const PI: &str = "https://pi.example:443";

    fn files() -> (tempfile::TempDir, OwnFiles, PathBuf) {
        let directory = tempfile::tempdir().unwrap();
        let files = OwnFiles::at(Some(directory.path().join("keys")));
        let path = files.path(PI).unwrap();
        (directory, files, path)
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_in_memory_may_vanish_and_so_may_one_that_is_still_to_be_made_in_it() {
        let may_vanish = |path: &str| OwnFiles::at(Some(path.into())).may_vanish();
        assert!(may_vanish("/dev/shm"));
        assert!(may_vanish("/dev/shm/not/there/yet"));
        assert!(!may_vanish("/proc"));
    }

    #[test]
    fn a_key_file_is_for_this_user_alone() {
        let (_directory, files, path) = files();
        files
            .write(PI, &ApiKey::new("own-file-key").unwrap())
            .unwrap();
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        assert_eq!(files.read(PI).unwrap().unwrap().expose(), "own-file-key");
        files.forget(PI).unwrap();
        files.forget(PI).unwrap();
        assert!(files.read(PI).unwrap().is_none());
    }

    #[test]
    fn a_file_that_others_may_read_is_refused() {
        let (_directory, files, path) = files();
        files
            .write(PI, &ApiKey::new("own-file-key").unwrap())
            .unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let refused = files.read(PI).unwrap_err();
        assert!(matches!(refused, OwnFileError::Open { path: named } if named == path));
    }

    #[test]
    fn no_link_is_followed() {
        let (directory, files, path) = files();
        let target = directory.path().join("target");
        fs::write(&target, "untouched").unwrap();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(&target, &path).unwrap();
        assert!(matches!(files.read(PI), Err(OwnFileError::NotAFile { .. })));
        files
            .write(PI, &ApiKey::new("own-file-key").unwrap())
            .unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "untouched");
        assert_eq!(files.read(PI).unwrap().unwrap().expose(), "own-file-key");
    }
}

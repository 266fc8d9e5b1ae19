//! Where the key of a Pi is kept, as people read it.

use std::path::PathBuf;

/// Whether this system has files that are known to be for one user alone. On Windows, the permissions of a
/// file do not show it, and the folders of a user may be copied to a server.
pub const HAS_OWN_FILES: bool = cfg!(unix);

/// Where a key is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyPlace {
    /// A credential that systemd hands to its service.
    Credential(PathBuf),
    /// The file of `--api-key-file` or its variable.
    File(PathBuf),
    /// `PIDASH_API_KEY`.
    Environment,
    /// The keyring of the desktop.
    Keyring,
    /// A file of pidash itself that only this user can read.
    OwnFile,
    /// Nowhere: it is gone when the window closes.
    Memory,
}

impl KeyPlace {
    /// Whether pidash was started with it: then it is changed there, not in the window.
    #[must_use]
    pub fn is_given(&self) -> bool {
        match self {
            Self::Credential(_) | Self::File(_) | Self::Environment => true,
            Self::Keyring | Self::OwnFile | Self::Memory => false,
        }
    }

    /// Whether it is still there after a restart.
    #[must_use]
    pub fn survives_restart(&self) -> bool {
        match self {
            Self::Credential(_) | Self::File(_) | Self::Keyring | Self::OwnFile => true,
            Self::Environment | Self::Memory => false,
        }
    }

    /// What a person reads.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Credential(path) => format!("systemd credential {}", path.display()),
            Self::File(path) => format!("file {}", path.display()),
            Self::Environment => "environment variable PIDASH_API_KEY".to_owned(),
            Self::Keyring => "keyring of this desktop".to_owned(),
            Self::OwnFile => "file that only this user can read".to_owned(),
            Self::Memory => "memory of this window".to_owned(),
        }
    }
}

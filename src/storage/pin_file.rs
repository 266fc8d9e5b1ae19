//! The PIN of the kiosk, as an Argon2 hash in a file that only this user can read.

use std::{fs, io, path::PathBuf};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};

use super::atomic_file::write_atomically;
use crate::domain::pin::Pin;

/// The file of the hash; nowhere for a demo.
#[derive(Debug, Clone, Default)]
pub struct PinFile {
    path: Option<PathBuf>,
}

/// Why the PIN could not be checked or changed.
#[derive(Debug)]
pub enum PinError {
    /// A demo keeps no PIN.
    Nowhere,
    /// The file cannot be read or written.
    Io { path: PathBuf, reason: io::Error },
    /// The file does not hold a hash. The lock stays closed: whoever can write the file can also
    /// remove it.
    Damaged { path: PathBuf },
    /// No hash could be made.
    NoHash(String),
}

impl PinFile {
    /// This file.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path: Some(path) }
    }

    /// Whether there is a PIN.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.path.as_ref().is_some_and(|path| path.exists())
    }

    /// Whether this is the PIN. Takes a tenth of a second or more, which slows guessing down.
    ///
    /// # Errors
    /// The file cannot be read, or does not hold a hash.
    pub fn is_right(&self, pin: &Pin) -> Result<bool, PinError> {
        let path = self.path.clone().ok_or(PinError::Nowhere)?;
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(reason) => return Err(PinError::Io { path, reason }),
        };
        let Ok(hash) = PasswordHash::new(text.trim()) else {
            return Err(PinError::Damaged { path });
        };
        let verified = Argon2::default().verify_password(pin.expose().as_bytes(), &hash);
        Ok(verified.is_ok())
    }

    /// Sets the PIN; `None` removes it.
    ///
    /// # Errors
    /// The file cannot be written or removed; the PIN before stays in force.
    pub fn set(&self, pin: Option<&Pin>) -> Result<(), PinError> {
        let path = self.path.clone().ok_or(PinError::Nowhere)?;
        let done = match pin {
            Some(pin) => {
                let hash = Argon2::default().hash_password(pin.expose().as_bytes());
                let hash = hash.map_err(|error| PinError::NoHash(error.to_string()))?;
                write_atomically(&path, hash.to_string().as_bytes())
            }
            None => fs::remove_file(&path),
        };
        done.map_err(|reason| PinError::Io { path, reason })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn pin(text: &str) -> Pin {
        Pin::new(text).unwrap()
    }

    #[test]
    fn a_pin_is_written_as_a_hash_that_only_this_user_can_read() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("pidash").join("kiosk-pin");
        let file = PinFile::at(path.clone());
        assert!(!file.is_set());
        file.set(Some(&pin("471147"))).unwrap();
        assert!(file.is_set());
        assert!(file.is_right(&pin("471147")).unwrap());
        assert!(!file.is_right(&pin("471148")).unwrap());
        let written = fs::read_to_string(&path).unwrap();
        assert!(written.starts_with("$argon2id$") && !written.contains("471147"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0);
        }
        file.set(None).unwrap();
        assert!(!file.is_set());
    }

    #[test]
    fn a_damaged_file_unlocks_nothing_and_is_named() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("kiosk-pin");
        fs::write(&path, "4711").unwrap();
        let error = PinFile::at(path.clone())
            .is_right(&pin("4711"))
            .unwrap_err();
        assert!(matches!(error, PinError::Damaged { path: named } if named == path));
        assert!(PinFile::default().is_right(&pin("4711")).is_err());
    }
}

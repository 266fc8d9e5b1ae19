//! The API keys of Pis: where they are read from, in which order, and where a person can store one. A
//! key belongs to one origin (scheme, host and port) and is never sent to another.

mod key_files;
mod keyring;
mod startup_key;

use std::path::PathBuf;

use crate::domain::{
    key_place::{HAS_OWN_FILES, KeyPlace},
    secret::ApiKey,
};
pub use key_files::{OwnFileError, OwnFiles};
pub use keyring::{Keyring, KeyringError, Vault};
pub use startup_key::{KeySource, KeySourceError};

/// A key, and where it was found.
#[derive(Debug, Clone)]
pub struct FoundKey {
    /// The key.
    pub key: ApiKey,
    /// Where it is.
    pub place: KeyPlace,
}

/// All places of keys that outlive a run.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    /// The key that pidash was started with.
    pub given: KeySource,
    /// The origin that the given key belongs to.
    pub given_for: Option<String>,
    /// The keyring of the desktop.
    pub keyring: Keyring,
    /// Files of pidash itself.
    pub files: OwnFiles,
}

/// Why a key cannot be read or stored.
#[derive(Debug)]
pub enum KeyError {
    /// The key that pidash was started with cannot be used.
    Given(KeySourceError),
    /// The keyring cannot be used.
    Keyring(KeyringError),
    /// The file cannot be used.
    OwnFile(OwnFileError),
}

impl Keys {
    /// The key that pidash was started with, if it is for this origin. It is read each time, so that a
    /// changed file takes effect.
    ///
    /// # Errors
    /// The file cannot be read, or holds no key.
    pub fn given(&self, origin: &str) -> Result<Option<FoundKey>, KeyError> {
        if self.given_for.as_deref() != Some(origin) {
            return Ok(None);
        }
        let Some((key, place)) = self
            .given
            .read()
            .map_err(KeyError::Given)?
            .zip(self.given.place())
        else {
            return Ok(None);
        };
        Ok(Some(FoundKey { key, place }))
    }

    /// The key that a person has stored for this origin, and whether there is a keyring that works. May
    /// take two seconds, if the keyring does not answer.
    ///
    /// # Errors
    /// The file exists and cannot be used. A keyring that cannot be used counts as none.
    pub fn kept(&self, origin: &str) -> (Result<Option<FoundKey>, KeyError>, bool) {
        let read = self.keyring.read(origin);
        if let Err(error) = &read {
            tracing::info!(?error, "the keyring is not used");
        }
        let works = self.keyring.is_there() && read.is_ok();
        let kept = match read {
            Ok(Some(key)) => {
                let place = KeyPlace::Keyring;
                Ok(Some(FoundKey { key, place }))
            }
            Ok(None) | Err(_) => self.in_file(origin),
        };
        (kept, works)
    }

    fn in_file(&self, origin: &str) -> Result<Option<FoundKey>, KeyError> {
        let key = self.files.read(origin).map_err(KeyError::OwnFile)?;
        let place = KeyPlace::OwnFile;
        Ok(key.map(|key| FoundKey { key, place }))
    }

    /// Stores a key in this place and in no other. A key that is kept in memory is stored nowhere.
    ///
    /// # Errors
    /// It cannot be stored there; the key from before stays.
    pub fn keep(&self, origin: &str, key: &ApiKey, place: &KeyPlace) -> Result<(), KeyError> {
        match place {
            KeyPlace::Keyring => {
                let written = self.keyring.write(origin, key);
                written.map_err(KeyError::Keyring)?;
                self.files.forget(origin).map_err(KeyError::OwnFile)?;
            }
            KeyPlace::OwnFile => {
                self.files.write(origin, key).map_err(KeyError::OwnFile)?;
                self.forget_in_keyring(origin);
            }
            KeyPlace::Memory => self.forget(origin)?,
            KeyPlace::Credential(_) | KeyPlace::File(_) | KeyPlace::Environment => {}
        }
        Ok(())
    }

    /// Forgets what is kept for this origin, everywhere.
    ///
    /// # Errors
    /// The file cannot be removed.
    pub fn forget(&self, origin: &str) -> Result<(), KeyError> {
        self.forget_in_keyring(origin);
        self.files.forget(origin).map_err(KeyError::OwnFile)
    }

    fn forget_in_keyring(&self, origin: &str) {
        if let Err(error) = self.keyring.forget(origin) {
            tracing::info!(?error, "nothing was forgotten in the keyring");
        }
    }
}

/// Where the keys of this user are: the keyring of the desktop and, if this system has them, files beside
/// the settings.
#[must_use]
pub fn of_this_user() -> (Keyring, OwnFiles) {
    let directories = directories::ProjectDirs::from("", "", "pidash").filter(|_| HAS_OWN_FILES);
    let directory: Option<PathBuf> =
        directories.map(|directories| directories.config_dir().join("keys"));
    (Keyring::of_this_desktop(), OwnFiles::at(directory))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::{keyring::tests::MemoryVault, *};

    const PI: &str = "http://pi.local:8082";

    fn keys(directory: &tempfile::TempDir) -> Keys {
        Keys {
            given: KeySource::None,
            given_for: None,
            keyring: Keyring::of(MemoryVault::default()),
            files: OwnFiles::at(Some(directory.path().join("keys"))),
        }
    }

    fn found(keys: &Keys, origin: &str) -> Option<(KeyPlace, String)> {
        let found = keys.kept(origin).0.unwrap()?;
        Some((found.place, found.key.expose().to_owned()))
    }

    #[test]
    fn a_key_is_in_one_place_at_a_time_and_forgotten_everywhere() {
        let directory = tempfile::tempdir().unwrap();
        let keys = keys(&directory);
        let (first, second) = (
            ApiKey::new("first-key").unwrap(),
            ApiKey::new("second-key").unwrap(),
        );
        assert_eq!(found(&keys, PI), None);
        keys.keep(PI, &first, &KeyPlace::OwnFile).unwrap();
        assert_eq!(
            found(&keys, PI),
            Some((KeyPlace::OwnFile, "first-key".to_owned()))
        );
        keys.keep(PI, &second, &KeyPlace::Keyring).unwrap();
        assert_eq!(
            found(&keys, PI),
            Some((KeyPlace::Keyring, "second-key".to_owned()))
        );
        assert!(keys.files.read(PI).unwrap().is_none());
        keys.keep(PI, &first, &KeyPlace::OwnFile).unwrap();
        assert!(keys.keyring.read(PI).unwrap().is_none());
        keys.keep(PI, &first, &KeyPlace::Keyring).unwrap();
        keys.forget(PI).unwrap();
        assert_eq!(found(&keys, PI), None);
    }

    #[test]
    fn a_key_is_for_one_origin_alone() {
        let directory = tempfile::tempdir().unwrap();
        let mut keys = keys(&directory);
        let key = ApiKey::new("first-key").unwrap();
        keys.given = KeySource::Environment(key.clone());
        keys.given_for = Some(PI.to_owned());
        keys.keep(PI, &key, &KeyPlace::OwnFile).unwrap();
        for other in [
            "http://pi.local:8081",
            "https://pi.local:8082",
            "http://pi.locals:8082",
        ] {
            assert!(keys.given(other).unwrap().is_none(), "{other}");
            assert_eq!(found(&keys, other), None, "{other}");
        }
        assert!(keys.given(PI).unwrap().is_some());
    }
}

//! The key that pidash is started with: a credential of systemd, a file, or the environment. Never
//! an argument, which everybody on the machine can read.

use std::{fs, io, path::PathBuf};

use crate::domain::{
    key_place::KeyPlace,
    secret::{ApiKey, ApiKeyError},
};

/// The name of the credential.
const CREDENTIAL: &str = "pidash.api_key";

/// Where the key is. It is read again for each reconnect, so that a changed file takes effect.
#[derive(Debug, Clone, Default)]
pub enum KeySource {
    /// No key: a Pi in development mode requires none (contract, section 2).
    #[default]
    None,
    /// A file that systemd made for its service.
    Credential(PathBuf),
    /// A file that holds nothing but the key.
    File(PathBuf),
    /// The value of `PIDASH_API_KEY`.
    Environment(ApiKey),
}

/// Why the key cannot be used.
#[derive(Debug)]
pub enum KeySourceError {
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// In the text, and therefore not the source of this error.
        reason: io::Error,
    },
    /// The file holds something else than a key.
    NotAKey {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: ApiKeyError,
    },
}

impl KeySource {
    /// The first of: the credential in the directory of systemd, the file, the value of `PIDASH_API_KEY`.
    ///
    /// # Errors
    /// That value is no key.
    pub fn first_of(
        credentials: Option<PathBuf>,
        file: Option<PathBuf>,
        variable: Option<&str>,
    ) -> Result<Self, ApiKeyError> {
        let credential = credentials.map(|directory| directory.join(CREDENTIAL));
        if let Some(credential) = credential.filter(|path| path.exists()) {
            return Ok(Self::Credential(credential));
        }
        if let Some(file) = file {
            return Ok(Self::File(file));
        }
        let Some(text) = variable else {
            return Ok(Self::None);
        };
        tracing::warn!(
            "PIDASH_API_KEY can be read by every program of this user: --api-key-file is safer"
        );
        ApiKey::new(text).map(Self::Environment)
    }

    /// Where that is, as people read it.
    #[must_use]
    pub fn place(&self) -> Option<KeyPlace> {
        match self {
            Self::None => None,
            Self::Credential(path) => Some(KeyPlace::Credential(path.clone())),
            Self::File(path) => Some(KeyPlace::File(path.clone())),
            Self::Environment(_) => Some(KeyPlace::Environment),
        }
    }

    /// Reads the key.
    ///
    /// # Errors
    /// The file cannot be read, or holds no key.
    pub fn read(&self) -> Result<Option<ApiKey>, KeySourceError> {
        let path = match self {
            Self::None => return Ok(None),
            Self::Environment(key) => return Ok(Some(key.clone())),
            Self::Credential(path) | Self::File(path) => path.clone(),
        };
        let text = match fs::read_to_string(&path) {
            Ok(text) => zeroize::Zeroizing::new(text),
            Err(reason) => return Err(KeySourceError::Unreadable { path, reason }),
        };
        match ApiKey::new(&text) {
            Ok(key) => Ok(Some(key)),
            Err(reason) => Err(KeySourceError::NotAKey { path, reason }),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn systemd_comes_first_then_the_file_then_the_variable() {
        let directory = tempfile::tempdir().unwrap();
        let credentials = || Some(directory.path().to_owned());
        let file = || Some(PathBuf::from("/key"));
        let variable = Some("variable-key");
        let first = |credentials, file, variable| {
            KeySource::first_of(credentials, file, variable)
                .unwrap()
                .place()
        };
        assert_eq!(
            first(credentials(), file(), variable),
            Some(KeyPlace::File("/key".into()))
        );
        let credential = directory.path().join("pidash.api_key");
        fs::write(&credential, "systemd-key").unwrap();
        let found = first(credentials(), file(), variable);
        assert_eq!(found, Some(KeyPlace::Credential(credential)));
        assert_eq!(first(None, None, variable), Some(KeyPlace::Environment));
        assert_eq!(first(None, None, None), None);
        let refused = KeySource::first_of(None, None, Some("short")).err();
        assert_eq!(refused, Some(ApiKeyError::TooShort));
    }

    #[test]
    fn a_key_file_is_read_anew_each_time() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("key");
        let source = KeySource::File(path.clone());
        assert!(matches!(
            source.read(),
            Err(KeySourceError::Unreadable { .. })
        ));
        fs::write(&path, "\n").unwrap();
        assert!(matches!(
            source.read(),
            Err(KeySourceError::NotAKey {
                reason: ApiKeyError::Empty,
                ..
            })
        ));
        fs::write(&path, "first-key\n").unwrap();
        assert_eq!(source.read().unwrap().unwrap().expose(), "first-key");
        fs::write(&path, "second-key\n").unwrap();
        assert_eq!(source.read().unwrap().unwrap().expose(), "second-key");
    }
}

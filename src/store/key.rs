//! Where the API key comes from: a file, or with a warning the environment. Never argv, which everybody may read.

use std::{fs, io, path::PathBuf};

use crate::domain::secret::{ApiKey, ApiKeyError};

/// Where the key is kept; it is read anew when a person asks for a reconnect, so that a changed file is taken up.
#[derive(Debug, Clone, Default)]
pub enum KeySource {
    /// No key was given: a Pi in development mode wants none (contract, section 2).
    #[default]
    None,
    /// A file that holds nothing but the key.
    File(PathBuf),
    /// The value of `PIDASH_API_KEY`.
    Environment(ApiKey),
}

/// Why the key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeySourceError {
    /// The file cannot be read.
    #[error("cannot read the API key file “{}”: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not: in the text, and so not told again as its source.
        reason: io::Error,
    },
    /// The file holds something else than a key.
    #[error("the API key file “{}” cannot be used: {reason}", path.display())]
    NotAKey {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: ApiKeyError,
    },
}

impl KeySource {
    /// Reads the key.
    ///
    /// # Errors
    /// The file cannot be read, or holds no key.
    pub fn read(&self) -> Result<Option<ApiKey>, KeySourceError> {
        let path = match self {
            Self::None => return Ok(None),
            Self::Environment(key) => return Ok(Some(key.clone())),
            Self::File(path) => path.clone(),
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
    fn a_key_file_is_read_anew_each_time() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("key");
        let source = KeySource::File(path.clone());
        assert!(matches!(
            source.read(),
            Err(KeySourceError::Unreadable { .. })
        ));
        fs::write(&path, "\n").unwrap();
        let error = anyhow::Error::from(source.read().unwrap_err());
        let told = format!("{error:#}");
        assert_eq!(told.matches("the API key is empty").count(), 1, "{told}");
        fs::write(&path, "first-key\n").unwrap();
        assert_eq!(source.read().unwrap().unwrap().expose(), "first-key");
        fs::write(&path, "second-key\n").unwrap();
        assert_eq!(source.read().unwrap().unwrap().expose(), "second-key");
    }
}

//! The Pis that this console knows, kept for the next start. Never a key.

use std::{fs, io, path::PathBuf};

use crate::{
    domain::profile::Profile,
    storage::state_directory::{self, write_whole},
};

/// More are not kept: the ones that were not seen for longest go.
pub const MAX_PROFILES: usize = 50;

/// Where the profiles are kept, or for a demo nowhere.
#[derive(Debug, Clone, Default)]
pub struct ProfileFile {
    path: Option<PathBuf>,
}

impl ProfileFile {
    /// `profiles.json` in the state directory of this user.
    #[must_use]
    pub fn of_this_user() -> Self {
        let path = state_directory::of_this_user().map(|directory| directory.join("profiles.json"));
        Self { path }
    }

    /// This file.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path: Some(path) }
    }

    /// The profiles; none from a file that is damaged or not there.
    #[must_use]
    pub fn read(&self) -> Vec<Profile> {
        let bytes = self.path.as_ref().and_then(|path| fs::read(path).ok());
        let profiles: Option<Vec<Profile>> =
            bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let mut profiles = profiles.unwrap_or_default();
        profiles.truncate(MAX_PROFILES);
        profiles
    }

    /// Keeps the profiles.
    ///
    /// # Errors
    /// The file cannot be written; the one before stays whole.
    pub fn write(&self, profiles: &[Profile]) -> io::Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        write_whole(path, &serde_json::to_vec_pretty(profiles)?)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn profiles_are_kept_and_a_damaged_file_is_none() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("state").join("profiles.json");
        let file = ProfileFile::at(path.clone());
        assert_eq!(file.read(), []);
        let mut profile = Profile::new("http://pi.local:8082");
        profile.name = "Lobby".to_owned();
        profile.last_seen = Some("2026-11-23T14:03:12Z".parse().unwrap());
        file.write(&[profile.clone()]).unwrap();
        assert_eq!(file.read(), [profile]);
        fs::write(&path, "[{\"url\":\"http://old:8082\"}]").unwrap();
        assert_eq!(file.read(), [Profile::new("http://old:8082")]);
        fs::write(&path, "[{\"na").unwrap();
        assert_eq!(file.read(), []);
    }
}

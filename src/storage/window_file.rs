//! How the window was when it was closed: its size, and what it showed. Kept for the next start.

use std::{fs, io, path::PathBuf};

use serde::{Deserialize, Serialize};

use crate::storage::state_directory::{self, write_whole};

/// How the window was.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct WindowMemory {
    /// The tab, by its name.
    #[serde(default)]
    pub tab: Option<String>,
    /// Width and height, in points.
    #[serde(default)]
    pub size: Option<[f32; 2]>,
    /// Which cards were shown, by the name of the filter.
    #[serde(default)]
    pub cards: Option<String>,
    /// Which entries of the allowlist were shown, by the name of the filter.
    #[serde(default)]
    pub entries: Option<String>,
}

/// Where that is kept, or for a demo nowhere.
#[derive(Debug, Clone, Default)]
pub struct WindowFile {
    path: Option<PathBuf>,
}

impl WindowFile {
    /// `window.json` in the state directory of this user.
    #[must_use]
    pub fn of_this_user() -> Self {
        let path = state_directory::of_this_user().map(|directory| directory.join("window.json"));
        Self { path }
    }

    /// This file.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path: Some(path) }
    }

    /// How the window was; a size that no window can have is none.
    #[must_use]
    pub fn read(&self) -> WindowMemory {
        let bytes = self.path.as_ref().and_then(|path| fs::read(path).ok());
        let memory: Option<WindowMemory> =
            bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let mut memory = memory.unwrap_or_default();
        memory.size = memory
            .size
            .filter(|size| size.iter().all(|side| (100.0..=20_000.0).contains(side)));
        memory
    }

    /// Keeps how the window is.
    ///
    /// # Errors
    /// The file cannot be written; the one before stays whole.
    pub fn write(&self, memory: &WindowMemory) -> io::Result<()> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        write_whole(path, &serde_json::to_vec_pretty(memory)?)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_remembered_and_nonsense_is_not() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("window.json");
        let file = WindowFile::at(path.clone());
        assert_eq!(file.read(), WindowMemory::default());
        let memory = WindowMemory {
            tab: Some("Monitor".to_owned()),
            size: Some([1024.0, 600.0]),
            cards: Some("failed".to_owned()),
            entries: None,
        };
        file.write(&memory).unwrap();
        assert_eq!(file.read(), memory);
        fs::write(&path, r#"{"tab":"Monitor","size":[1e9,2.0]}"#).unwrap();
        assert_eq!(file.read().size, None);
    }
}

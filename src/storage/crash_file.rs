//! The request log of a window that ended by a panic. The next such end replaces it.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::atomic_file::write_atomically;

/// The file; nowhere for a demo.
#[derive(Debug, Clone, Default)]
pub struct CrashFile {
    path: Option<PathBuf>,
}

impl CrashFile {
    pub(super) fn at(path: Option<PathBuf>) -> Self {
        Self { path }
    }

    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Writes the requests at once: the program ends.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, requests: &str) -> io::Result<()> {
        match &self.path {
            Some(path) => write_atomically(path, requests.as_bytes()),
            None => Ok(()),
        }
    }
}

//! The lines of the Pi's log that name the camera whose details are open.

use crate::{
    domain::{mac::MacAddr, pi_log::PiLogLine},
    model::bounded_log::{BoundedLog, SearchResult},
};

/// The lines that were found. Each line of the log is looked at once.
#[derive(Debug, Default)]
pub struct CameraLogUiState {
    camera: Option<MacAddr>,
    found: SearchResult,
}

impl CameraLogUiState {
    /// The lines of `log` that name this camera.
    pub fn found(&mut self, log: &BoundedLog<PiLogLine>, mac: MacAddr) -> &SearchResult {
        let is_another = self.camera.replace(mac) != Some(mac);
        self.found.update(log, is_another, |line| line.names(mac));
        &self.found
    }

    /// No details are open: the next ones may be of a camera of another Pi.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

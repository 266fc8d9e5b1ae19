//! What outlives a run. Files only: no window, no network.

pub mod bundle;
pub mod exports;
mod history_format;
pub mod keys;
pub mod list_file;
pub mod log_file;
pub mod mark_history;
pub mod pin_file;
pub mod profile_file;
pub mod session_history;
pub mod session_memory;
pub mod settings_file;
mod state_directory;
pub mod telemetry_history;
pub mod threshold_file;
pub mod window_file;

use std::path::PathBuf;

/// All files of one user. The default is none: what a demo may leave behind.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// Where open sessions are remembered.
    pub memory: session_memory::SessionMemory,
    /// Where the health of Pis is recorded.
    pub history: telemetry_history::TelemetryHistory,
    /// Where the thresholds are kept.
    pub thresholds: threshold_file::ThresholdFile,
    /// Where what happened is kept.
    pub marks: mark_history::MarkHistory,
    /// Where past sessions are kept.
    pub sessions: session_history::SessionHistory,
    /// Where the settings are.
    pub settings: settings_file::SettingsFile,
    /// Where the known Pis are kept.
    pub profiles: profile_file::ProfileFile,
    /// Where it is kept how the window was.
    pub window: window_file::WindowFile,
    /// Where the PIN of the kiosk is kept.
    pub pin: pin_file::PinFile,
    /// Where exports go, if not to the downloads of this user.
    pub exports_into: Option<PathBuf>,
}

impl Files {
    /// In the state directory of this user.
    #[must_use]
    pub fn of_this_user() -> Self {
        Self {
            memory: session_memory::SessionMemory::of_this_user(),
            history: telemetry_history::TelemetryHistory::of_this_user(),
            thresholds: threshold_file::ThresholdFile::of_this_user(),
            marks: mark_history::MarkHistory::of_this_user(),
            sessions: session_history::SessionHistory::of_this_user(),
            settings: settings_file::SettingsFile::of_this_user(),
            profiles: profile_file::ProfileFile::of_this_user(),
            window: window_file::WindowFile::of_this_user(),
            pin: pin_file::PinFile::of_this_user(),
            exports_into: None,
        }
    }
}

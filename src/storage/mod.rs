//! What outlives a run. Files only: no window, no network.

pub mod exports;
pub mod health_history;
mod history_format;
pub mod keys;
pub mod list_file;
pub mod log_file;
pub mod open_session_file;
pub mod past_sessions_file;
pub mod pin_file;
pub mod profile_file;
pub mod settings_file;
mod state_directory;
pub mod support_bundle;
pub mod threshold_file;
pub mod timeline_event_history;
pub mod window_file;

use std::path::PathBuf;

/// All files of one user. The default is none: what a demo may leave behind.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// Where open sessions are remembered.
    pub memory: open_session_file::SessionMemory,
    /// Where the health of Pis is recorded.
    pub history: health_history::TelemetryHistory,
    /// Where the thresholds are kept.
    pub thresholds: threshold_file::ThresholdFile,
    /// Where what happened is kept.
    pub timeline_events: timeline_event_history::TimelineEventHistory,
    /// Where past sessions are kept.
    pub sessions: past_sessions_file::SessionHistory,
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
            memory: open_session_file::SessionMemory::of_this_user(),
            history: health_history::TelemetryHistory::of_this_user(),
            thresholds: threshold_file::ThresholdFile::of_this_user(),
            timeline_events: timeline_event_history::TimelineEventHistory::of_this_user(),
            sessions: past_sessions_file::SessionHistory::of_this_user(),
            settings: settings_file::SettingsFile::of_this_user(),
            profiles: profile_file::ProfileFile::of_this_user(),
            window: window_file::WindowFile::of_this_user(),
            pin: pin_file::PinFile::of_this_user(),
            exports_into: None,
        }
    }
}

//! What outlives a run: files, and the keyring of the desktop. Neither window nor network.

mod atomic_file;
pub mod crash_file;
pub mod exports;
pub mod health_history;
pub mod instance;
mod json_file;
pub mod keys;
pub mod list_file;
pub mod log_file;
pub mod open_session;
pub mod past_session;
mod per_pi;
pub mod pin_file;
mod private_directory;
pub mod settings_file;
pub mod support_bundle;
pub mod writer;

use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde::{Deserialize, Serialize};

pub use json_file::{Entry, JsonFile};
pub use per_pi::PerPi;

use crate::domain::{
    position_list::SiteLists, profile::Profile, thresholds::Thresholds,
    timeline_event::TimelineEvent,
};
use crash_file::CrashFile;
use health_history::HealthHistory;
use open_session::OpenSession;
use past_session::StoredSession;
use pin_file::PinFile;
use settings_file::SettingsFile;
use writer::{FileKind, Writer};

/// All files of one user but the keys and the log. The default is nowhere: a demo leaves nothing
/// behind.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// The session that is open at each Pi, so that the next start shows it again.
    pub open_sessions: PerPi<OpenSession>,
    /// The sessions that this console has seen at each Pi, newest first.
    pub past_sessions: PerPi<Vec<StoredSession>>,
    /// What happened at each Pi, oldest first, so that the recorded health still says why.
    pub timeline_events: PerPi<Vec<TimelineEvent>>,
    /// The lists of positions for each Pi.
    pub site_lists: PerPi<SiteLists>,
    pub health: HealthHistory,
    pub thresholds: JsonFile<Thresholds>,
    /// The Pis that this console knows, the one used last first.
    pub profiles: JsonFile<Vec<Entry<Profile>>>,
    pub window: JsonFile<WindowState>,
    pub settings: SettingsFile,
    /// The PIN of the kiosk.
    pub pin: PinFile,
    /// The request log of a window that ended by a panic.
    pub crash: CrashFile,
    /// Where exports go, if not to the downloads of this user.
    pub exports_into: Option<PathBuf>,
    /// Writes all of these but the PIN and the crash file.
    pub writer: Writer,
}

/// How the window was when it was closed. A name that this version does not know is ignored.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowState {
    /// The name of the tab.
    pub tab: Option<String>,
    /// Width and height, in points.
    pub size: Option<[f32; 2]>,
    /// The name of the filter of the cards.
    pub cards: Option<String>,
    /// How the person wants to see the cameras, if they have said so.
    pub cameras_as: Option<String>,
    /// The name of the filter of the allowlist.
    pub entries: Option<String>,
}

impl WindowState {
    /// The size, if a window can have it.
    #[must_use]
    pub fn sensible_size(&self) -> Option<[f32; 2]> {
        self.size
            .filter(|size| size.iter().all(|side| (100.0..=20_000.0).contains(side)))
    }
}

impl Files {
    /// In the state directory and the configuration directory of this user; nowhere on a system
    /// that has none.
    #[must_use]
    pub fn of_this_user() -> Self {
        let configuration = directories().map(|found| found.config_dir().to_owned());
        Self::new(state_directory().as_deref(), configuration.as_deref())
    }

    /// All in one directory.
    #[must_use]
    pub fn in_directory(directory: &Path) -> Self {
        Self::new(Some(directory), Some(directory))
    }

    fn new(state: Option<&Path>, configuration: Option<&Path>) -> Self {
        let writer = Writer::default();
        let state = |name| state.map(|directory| directory.join(name));
        let configuration = |name| configuration.map(|directory| directory.join(name));
        Self {
            open_sessions: PerPi::new(FileKind::OpenSessions, state("sessions.json"), &writer),
            past_sessions: PerPi::new(FileKind::PastSessions, state("past-sessions.json"), &writer),
            timeline_events: PerPi::new(FileKind::TimelineEvents, state("marks.json"), &writer),
            site_lists: PerPi::new(FileKind::SiteLists, state("positions.json"), &writer),
            health: HealthHistory::new(state("telemetry"), &writer),
            thresholds: JsonFile::new(FileKind::Thresholds, state("thresholds.json"), &writer),
            profiles: JsonFile::new(FileKind::Profiles, state("profiles.json"), &writer),
            window: JsonFile::new(FileKind::Window, state("window.json"), &writer),
            settings: SettingsFile::new(configuration("config.toml"), &writer),
            pin: configuration("kiosk-pin").map_or_else(PinFile::default, PinFile::at),
            crash: CrashFile::at(state("crash-requests.jsonl")),
            exports_into: None,
            writer,
        }
    }
}

fn directories() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "pidash")
}

/// The state directory of this user; `None` on a system that has none.
fn state_directory() -> Option<PathBuf> {
    let directories = directories()?;
    let state = directories.state_dir();
    Some(
        state
            .unwrap_or_else(|| directories.data_local_dir())
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_that_no_window_can_have_is_ignored() {
        let window = |size| WindowState {
            size: Some(size),
            ..WindowState::default()
        };
        assert_eq!(window([1e9, 2.0]).sensible_size(), None);
        assert_eq!(window([1024.0, f32::NAN]).sensible_size(), None);
        assert!(window([1024.0, 600.0]).sensible_size().is_some());
    }
}

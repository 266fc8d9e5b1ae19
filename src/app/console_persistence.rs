//! Keeps on disk what belongs to this console and not to one Pi: the settings, the Pis that it knows, and how the window was.

use std::time::{Duration, Instant};

use crate::{
    domain::{
        clock::Now,
        configuration::{Configuration, Origin},
        profile::Profile,
        settings::{Setting, SettingError},
    },
    features::State,
    storage::{Files, settings_file::NotKept, window_file::WindowMemory},
    tr,
};

/// The least time between two writings of when a Pi was seen: a card in a Pi wears out by being written.
const SEEN_EVERY: Duration = Duration::from_mins(1);

/// What is on disk, as far as this window knows.
pub struct ConsolePersistence {
    files: Files,
    profiles: Vec<Profile>,
    written_at: Instant,
}

/// Why a value was not set, or not kept for the next start.
#[derive(Debug, thiserror::Error)]
pub enum NotSet {
    /// It is no value of that setting.
    #[error("{}", no_value(.0, *.1))]
    NoValue(&'static str, SettingError),
    /// It holds for this run alone.
    #[error("{}", not_kept(.0, .1))]
    NotKept(&'static str, NotKept),
}

impl ConsolePersistence {
    /// Begins with what earlier runs have left.
    pub fn open(files: Files, state: &mut State, now: Now) -> Self {
        let profiles = files.profiles.read();
        state.connect.profiles.clone_from(&profiles);
        state.settings.paths.settings = files.settings.path().cloned();
        Self {
            files,
            profiles,
            written_at: now.instant,
        }
    }

    /// How the window was when it was closed.
    pub fn window(&self) -> WindowMemory {
        self.files.window.read()
    }

    /// Sets a value from now on and for the next start.
    ///
    /// # Errors
    /// Says whether it holds at least for this run.
    pub fn set(
        &self,
        setting: Setting,
        text: &str,
        configuration: &mut Configuration,
    ) -> Result<(), NotSet> {
        let applied = configuration.apply(Origin::File, setting, text);
        applied.map_err(|error| NotSet::NoValue(setting.key(), error))?;
        let written = self.files.settings.write(setting, text);
        written.map_err(|error| NotSet::NotKept(setting.key(), error))
    }

    /// Writes the Pis that this console knows, if a person has changed them or some time has passed.
    pub fn keep(&mut self, profiles: &[Profile], now: Now) {
        let is_old = now.since(self.written_at) >= SEEN_EVERY;
        if is_old || names(&self.profiles) != names(profiles) {
            self.written_at = now.instant;
            self.write_profiles(profiles);
        }
    }

    /// Writes all, as the window closes.
    pub fn close(&mut self, profiles: &[Profile], memory: &WindowMemory) {
        self.write_profiles(profiles);
        if let Err(error) = self.files.window.write(memory) {
            tracing::warn!(%error, "how the window was is not kept");
        }
    }

    fn write_profiles(&mut self, profiles: &[Profile]) {
        if self.profiles == profiles {
            return;
        }
        profiles.clone_into(&mut self.profiles);
        if let Err(error) = self.files.profiles.write(&self.profiles) {
            tracing::warn!(%error, "the known Pis are not kept");
        }
    }
}

fn names(profiles: &[Profile]) -> Vec<(&str, &str)> {
    profiles
        .iter()
        .map(|profile| (profile.url.as_str(), profile.name.as_str()))
        .collect()
}

fn no_value(setting: &str, error: SettingError) -> String {
    let why = match error {
        SettingError::Empty => tr!("settings-bad-empty"),
        SettingError::Theme => tr!("settings-bad-theme"),
        SettingError::LogLevel => tr!("settings-bad-log-level"),
        SettingError::Zoom => tr!("settings-bad-zoom"),
        SettingError::Language => tr!("settings-bad-language"),
        SettingError::Keyboard => tr!("settings-bad-keyboard"),
        SettingError::Minutes => tr!("settings-bad-minutes"),
        SettingError::Switch => tr!("settings-bad-switch"),
    };
    tr!("settings-not-set", setting = setting, why = why)
}

fn not_kept(setting: &str, error: &NotKept) -> String {
    let why = match error {
        NotKept::File(error) => error.to_string(),
        NotKept::Bad(why) => tr!("settings-file-unreadable", why = why.as_str()),
    };
    tr!("settings-only-now", setting = setting, why = why)
}

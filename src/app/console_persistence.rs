//! Keeps the files of this console in step with the state: settings, known Pis, window. Reports the
//! files that cannot be written.

use std::time::{Duration, Instant};

use crate::{
    domain::{
        clock::Now,
        configuration::{Configuration, Origin},
        profile::Profile,
        settings::{Setting, SettingError},
    },
    features::{State, connect::state::ConnectState},
    i18n,
    model::notices::Severity,
    storage::{
        Entry, Files, WindowState,
        settings_file::SettingsFileError,
        writer::{FileKind, WriteError, WriteFailure},
    },
    tr,
};

/// The least time between two writes of when a Pi was last seen: the card of a Pi wears out by being
/// written.
const SEEN_EVERY: Duration = Duration::from_mins(1);
/// The longest that a closed window waits for the disk.
const FLUSH_LIMIT: Duration = Duration::from_secs(5);
/// Pis that are written: the ones used last.
const MAX_PROFILES: usize = 50;

/// What was handed to the writer thread last.
pub struct ConsolePersistence {
    files: Files,
    profiles: Vec<Profile>,
    /// Pis that a later version has written in its own way.
    unreadable: Vec<Entry<Profile>>,
    written_at: Instant,
}

impl ConsolePersistence {
    /// Begins with what earlier runs have left.
    pub fn open(files: Files, state: &mut State, now: Now) -> Self {
        let (mut profiles, mut unreadable) = (Vec::new(), Vec::new());
        for entry in files.profiles.read() {
            match entry {
                Entry::Readable(profile) => profiles.push(profile),
                Entry::Unreadable(_) => unreadable.push(entry),
            }
        }
        profiles.truncate(MAX_PROFILES);
        unreadable.truncate(MAX_PROFILES);
        state.connect.profiles.clone_from(&profiles);
        state.settings.paths.settings = files.settings.path().map(ToOwned::to_owned);
        Self {
            files,
            profiles,
            unreadable,
            written_at: now.instant,
        }
    }

    /// How the window was when it was closed.
    pub fn window(&self) -> WindowState {
        self.files.window.read()
    }

    /// Sets a value from now on and for the next start.
    ///
    /// # Errors
    /// The text is not a value of this setting; nothing changes.
    pub fn set(
        &self,
        setting: Setting,
        text: &str,
        configuration: &mut Configuration,
    ) -> Result<(), SettingError> {
        configuration.apply(Origin::File, setting, text)?;
        self.files.settings.set(setting, text);
        Ok(())
    }

    /// Writes the known Pis, at once if a person has changed them, and reports files that cannot be
    /// written.
    pub fn keep(&mut self, state: &mut State, now: Now) {
        let is_old = now.since(self.written_at) >= SEEN_EVERY;
        let lasting = state.connect.lasting_profiles();
        if is_old || !self.profiles.iter().map(names).eq(lasting.map(names)) {
            self.written_at = now.instant;
            self.write_profiles(&state.connect);
        }
        for failure in self.files.writer.take_failures() {
            let text = failure_text(&failure);
            state.notices.log(Severity::Warning, text.clone(), now);
            if failure.file == FileKind::Settings {
                // The person has just changed one.
                state.notices.toast(text, now);
            }
        }
    }

    /// Writes everything, as the window closes.
    pub fn close(&mut self, connect: &ConnectState, window: WindowState) {
        self.write_profiles(connect);
        self.files.window.set(window);
        self.files.writer.flush(FLUSH_LIMIT);
    }

    fn write_profiles(&mut self, connect: &ConnectState) {
        if self.profiles.iter().eq(connect.lasting_profiles()) {
            return;
        }
        self.profiles = connect.lasting_profiles().cloned().collect();
        let newest = self.profiles.iter().take(MAX_PROFILES).cloned();
        let entries = newest.map(Entry::Readable);
        let entries = entries.chain(self.unreadable.iter().cloned());
        self.files.profiles.set(entries.collect());
    }
}

/// What a person changes.
fn names(profile: &Profile) -> (&str, &str) {
    (&profile.url, &profile.name)
}

fn failure_text(failure: &WriteFailure) -> String {
    let why = match &failure.error {
        WriteError::Io(error) => i18n::system_error(error.kind()),
        WriteError::Settings(SettingsFileError::NotToml) => {
            tr!("settings-file-not-toml").to_owned()
        }
        WriteError::Settings(SettingsFileError::NotATable(key)) => {
            tr!("settings-file-not-a-table", key = *key)
        }
    };
    if failure.error.is_of_the_disk() && failure.file != FileKind::Settings {
        return tr!("settings-unkept-all", why = why);
    }
    match failure.file {
        FileKind::OpenSessions => tr!("settings-unkept-open-session", why = why),
        FileKind::PastSessions => tr!("settings-unkept-past-sessions", why = why),
        FileKind::TimelineEvents => tr!("settings-unkept-timeline-events", why = why),
        FileKind::SiteLists => tr!("settings-unkept-positions", why = why),
        FileKind::Health => tr!("settings-unkept-health", why = why),
        FileKind::Thresholds => tr!("settings-unkept-thresholds", why = why),
        FileKind::Profiles => tr!("settings-unkept-profiles", why = why),
        FileKind::Window => tr!("settings-unkept-window", why = why),
        FileKind::Settings => tr!("settings-unkept-settings", why = why),
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn a_full_disk_is_reported_for_all_files_and_by_itself_for_a_changed_setting() {
        let text = |file, kind: io::ErrorKind| {
            let error = io::Error::from(kind).into();
            failure_text(&WriteFailure { file, error })
        };
        let full = text(FileKind::Health, io::ErrorKind::StorageFull);
        assert_eq!(full, text(FileKind::Window, io::ErrorKind::StorageFull));
        assert!(full.starts_with("Nothing can be kept"), "{full}");
        let setting = text(FileKind::Settings, io::ErrorKind::StorageFull);
        assert_ne!(setting, full);
        let other = text(FileKind::Health, io::ErrorKind::NotADirectory);
        assert!(!other.starts_with("Nothing"), "{other}");
    }
}

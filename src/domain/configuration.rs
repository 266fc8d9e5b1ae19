//! The settings with their origins: the command line overrides the environment, the environment the
//! file.

use std::{collections::BTreeMap, io, path::PathBuf};

use super::settings::{Setting, SettingError, Settings};

/// Where a value comes from. A later one overrides an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Origin {
    #[default]
    Default,
    /// The settings file, and so a person in this window.
    File,
    Environment,
    CommandLine,
}

/// The values in force.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Configuration {
    settings: Settings,
    /// Of the values that are not the default.
    origins: BTreeMap<Setting, Origin>,
}

impl Configuration {
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    #[must_use]
    pub fn origin(&self, setting: Setting) -> Origin {
        self.origins.get(&setting).copied().unwrap_or_default()
    }

    /// Whether a person cannot change the setting in the window, because the environment or the
    /// command line overrides the file.
    #[must_use]
    pub fn is_overridden(&self, setting: Setting) -> bool {
        self.origin(setting) > Origin::File
    }

    /// Sets a value, unless one from a later origin is in force.
    ///
    /// # Errors
    /// The text is not a value of this setting; nothing changes.
    pub fn apply(
        &mut self,
        origin: Origin,
        setting: Setting,
        text: &str,
    ) -> Result<(), SettingError> {
        let mut settings = self.settings.clone();
        settings.set(setting, text)?;
        if origin >= self.origin(setting) {
            self.settings = settings;
            self.origins.insert(setting, origin);
        }
        Ok(())
    }
}

/// A setting that cannot be used, and where it was set. All other settings are in force.
#[derive(Debug, Clone, PartialEq)]
pub enum ConfigurationWarning {
    /// The settings file cannot be used at all.
    File {
        path: PathBuf,
        /// Counted from 1.
        line: Option<usize>,
        why: FileFault,
    },
    /// One key of the file cannot be used.
    Key {
        path: PathBuf,
        line: Option<usize>,
        key: String,
        why: SettingKeyError,
    },
    /// The environment variable of this setting.
    Variable(Setting, SettingError),
    /// The option of the command line for this setting.
    Argument(Setting, SettingError),
}

/// Why the settings file cannot be used at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// The system does not let it be read.
    System(io::ErrorKind),
    /// It is not TOML from this line on.
    NotToml,
}

/// Why a key of the settings file cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub enum SettingKeyError {
    /// This version does not have the key.
    Unknown,
    /// A list or a table.
    NotASingleValue,
    Value(SettingError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_overrides_the_environment_and_that_the_file_in_any_order() {
        let values = [
            (Origin::CommandLine, "dark"),
            (Origin::File, "light"),
            (Origin::Environment, "high-contrast"),
        ];
        for (first, second) in [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)] {
            let mut configuration = Configuration::default();
            for (origin, text) in [values[first], values[second]] {
                assert_eq!(configuration.apply(origin, Setting::Theme, text), Ok(()));
            }
            let (winner, text) = values[first].max(values[second]);
            assert_eq!(configuration.origin(Setting::Theme), winner);
            let value = configuration.settings().text(Setting::Theme);
            assert_eq!(value.as_deref(), Some(text));
            let is_overridden = configuration.is_overridden(Setting::Theme);
            assert_eq!(is_overridden, winner > Origin::File);
        }
    }

    #[test]
    fn a_text_that_is_not_a_value_changes_neither_value_nor_origin() {
        let mut configuration = Configuration::default();
        let outcome = configuration.apply(Origin::CommandLine, Setting::Theme, "pink");
        assert!(outcome.is_err());
        assert_eq!(configuration, Configuration::default());
    }
}

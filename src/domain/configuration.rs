//! The settings with who said each: what is said on the command line wins over the environment, that over the file.

use super::settings::{Setting, SettingError, Settings};

/// Who said a value. The later wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Origin {
    /// Nobody: it is as built.
    #[default]
    Default,
    /// The settings file, and so a person in this window.
    File,
    /// An environment variable.
    Environment,
    /// The command line.
    CommandLine,
}

/// The values in force.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Configuration {
    settings: Settings,
    origins: [Origin; Setting::ALL.len()],
}

impl Configuration {
    /// The values.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Who said this one.
    #[must_use]
    pub fn origin(&self, setting: Setting) -> Origin {
        self.origins[setting as usize]
    }

    /// Why a person cannot change this one in the window: what has said it from outside.
    #[must_use]
    pub fn pinned_by(&self, setting: Setting) -> Option<String> {
        match self.origin(setting) {
            Origin::Default | Origin::File => None,
            Origin::Environment => Some(setting.variable()),
            Origin::CommandLine => Some("the command line".to_owned()),
        }
    }

    /// Takes a value in, unless somebody said one who counts more.
    ///
    /// # Errors
    /// The text is no value of this setting: nothing changes.
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
            self.origins[setting as usize] = origin;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::{LogLevel, ThemeChoice};

    #[test]
    fn the_command_line_wins_over_the_environment_and_that_over_the_file_in_any_order() {
        let said = [
            (Origin::CommandLine, "dark"),
            (Origin::File, "light"),
            (Origin::Environment, "high-contrast"),
        ];
        for (first, second) in [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)] {
            let mut configuration = Configuration::default();
            for (origin, text) in [said[first], said[second]] {
                assert_eq!(configuration.apply(origin, Setting::Theme, text), Ok(()));
            }
            let (winner, text) = said[first].max(said[second]);
            assert_eq!(configuration.origin(Setting::Theme), winner);
            assert_eq!(configuration.settings().theme.word(), text);
            let pinned = configuration.pinned_by(Setting::Theme);
            assert_eq!(pinned.is_some(), winner > Origin::File);
        }
    }

    #[test]
    fn what_is_no_value_changes_nothing_and_others_stay() {
        let mut configuration = Configuration::default();
        for (setting, text, error) in [
            (Setting::Theme, "pink", SettingError::Theme),
            (Setting::Zoom, "0.4", SettingError::Zoom),
            (Setting::Zoom, "NaN", SettingError::Zoom),
            (Setting::LogLevel, "loud", SettingError::LogLevel),
            (Setting::V1Api, "maybe", SettingError::Switch),
            (Setting::Server, " ", SettingError::Empty),
        ] {
            let outcome = configuration.apply(Origin::CommandLine, setting, text);
            assert_eq!(outcome, Err(error), "{text}");
        }
        assert_eq!(configuration, Configuration::default());
        assert_eq!(configuration.settings().theme, ThemeChoice::System);
        assert_eq!(configuration.settings().log_level, LogLevel::Warn);
    }

    #[test]
    fn every_setting_has_a_key_a_variable_and_a_text_that_it_takes_back() {
        let mut settings = Settings::default();
        for setting in Setting::ALL {
            assert_eq!(Setting::of_key(setting.key()), Some(setting));
            assert_eq!(Setting::ALL[setting as usize], setting);
            if let Some(text) = settings.text(setting) {
                assert_eq!(settings.set(setting, &text), Ok(()), "{}", setting.key());
            }
        }
        assert_eq!(settings, Settings::default());
        assert_eq!(Setting::V1Api.variable(), "PIDASH_FEATURES_V1_API");
    }
}

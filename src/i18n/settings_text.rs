//! The texts for what is wrong with settings and API keys.

use std::path::Path;

use super::system_error;
use crate::{
    domain::{
        configuration::{ConfigurationWarning, FileFault, SettingKeyError},
        secret::ApiKeyError,
        settings::SettingError,
    },
    tr,
};

/// Why a text is not a value of a setting, as a part of a sentence.
#[must_use]
pub fn setting_error(error: &SettingError) -> String {
    match error {
        SettingError::Empty => tr!("settings-bad-empty").to_owned(),
        SettingError::NotOneOf(names) => {
            let (last, others) = names.split_last().unwrap_or((&"", &[]));
            tr!(
                "settings-bad-choice",
                others = others.join(", "),
                last = *last
            )
        }
        SettingError::NotInRange(range) => tr!(
            "settings-bad-number",
            least = range.start().to_string(),
            most = range.end().to_string()
        ),
        SettingError::NotMinutes(range) => tr!(
            "settings-bad-minutes",
            least = range.start().to_string(),
            most = range.end().to_string()
        ),
        SettingError::NotASwitch => tr!("settings-bad-switch").to_owned(),
    }
}

/// Why a text is not an API key, as a part of a sentence.
#[must_use]
pub fn api_key_error(error: ApiKeyError) -> &'static str {
    match error {
        ApiKeyError::Empty => tr!("key-why-empty"),
        ApiKeyError::LineBreak => tr!("key-why-line-break"),
        ApiKeyError::InQuotes => tr!("key-why-in-quotes"),
        ApiKeyError::WithName => tr!("key-why-with-name"),
        ApiKeyError::NotAHeaderValue => tr!("key-why-not-ascii"),
        ApiKeyError::TooShort => tr!("key-why-too-short"),
        ApiKeyError::TooLong => tr!("key-why-too-long"),
    }
}

/// What is wrong with the settings, and where.
#[must_use]
pub fn configuration_warning(warning: &ConfigurationWarning) -> String {
    match warning {
        ConfigurationWarning::File { path, line, why } => {
            let why = match why {
                FileFault::System(kind) => system_error(*kind),
                FileFault::NotToml => tr!("settings-file-damaged").to_owned(),
            };
            in_file(path, *line, &why)
        }
        ConfigurationWarning::Key {
            path,
            line,
            key,
            why,
        } => {
            let why = match why {
                SettingKeyError::Unknown => tr!("settings-key-unknown").to_owned(),
                SettingKeyError::NotASingleValue => tr!("settings-key-not-a-value").to_owned(),
                SettingKeyError::Value(error) => setting_error(error),
            };
            let what = tr!("settings-warning-key", key = key.as_str(), why = why);
            in_file(path, *line, &what)
        }
        ConfigurationWarning::Variable(setting, error) => {
            let variable = setting.variable();
            tr!(
                "settings-warning",
                place = variable,
                what = setting_error(error)
            )
        }
        ConfigurationWarning::Argument(setting, error) => {
            let key = setting.key();
            tr!("settings-warning", place = key, what = setting_error(error))
        }
    }
}

fn in_file(path: &Path, line: Option<usize>, what: &str) -> String {
    let path = path.display().to_string();
    match line {
        // As a text: a catalogue may write large numbers with separators.
        Some(line) => tr!(
            "settings-warning-line",
            place = path,
            line = line.to_string(),
            what = what
        ),
        None => tr!("settings-warning", place = path, what = what),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::settings::{Setting, Settings},
        i18n::{Language, set_language},
    };

    fn error(setting: Setting, text: &str) -> String {
        let error = Settings::default().set(setting, text).err();
        error.as_ref().map(setting_error).unwrap_or_default()
    }

    #[test]
    fn an_error_names_the_values_in_the_language_of_the_window() {
        let theme = "it must be system, dark, light or high-contrast";
        assert_eq!(error(Setting::Theme, "pink"), theme);
        assert_eq!(
            error(Setting::Zoom, "9"),
            "it must be a number between 0.5 and 3"
        );
        let minutes = "it must be a number of minutes between 0 (never) and 1440";
        assert_eq!(error(Setting::DimAfter, "soon"), minutes);
        set_language(Language::Portuguese);
        let theme = "precisa ser system, dark, light ou high-contrast";
        assert_eq!(error(Setting::Theme, "pink"), theme);
    }

    #[test]
    fn a_warning_names_file_line_and_key() {
        let warning = ConfigurationWarning::Key {
            path: "/etc/config.toml".into(),
            line: Some(1_500),
            key: "later".to_owned(),
            why: SettingKeyError::Unknown,
        };
        let text = "/etc/config.toml, line 1500: “later”: this version of pidash does not know \
                    it; it is left alone";
        assert_eq!(configuration_warning(&warning), text);
        let warning = ConfigurationWarning::Variable(Setting::Notify, SettingError::NotASwitch);
        let text = "PIDASH_NOTIFY: it must be true or false";
        assert_eq!(configuration_warning(&warning), text);
    }
}

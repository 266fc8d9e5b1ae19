//! How the values of settings are read from text, wherever they were said.

use super::{
    setting_choices::{KeyboardChoice, LanguageChoice, LogLevel, ThemeChoice},
    settings::{SettingError, ZOOM},
};

pub(super) fn log_level(text: &str) -> Result<LogLevel, SettingError> {
    let level = LogLevel::ALL.into_iter().find(|level| level.word() == text);
    level.ok_or(SettingError::LogLevel)
}

pub(super) fn theme(text: &str) -> Result<ThemeChoice, SettingError> {
    let theme = ThemeChoice::ALL
        .into_iter()
        .find(|theme| theme.word() == text);
    theme.ok_or(SettingError::Theme)
}

pub(super) fn zoom(text: &str) -> Result<f32, SettingError> {
    let zoom = text.parse().ok().filter(|zoom| ZOOM.contains(zoom));
    zoom.ok_or(SettingError::Zoom)
}

pub(super) fn language(text: &str) -> Result<LanguageChoice, SettingError> {
    let choice = LanguageChoice::ALL
        .into_iter()
        .find(|choice| choice.word() == text);
    choice.ok_or(SettingError::Language)
}

pub(super) fn keyboard(text: &str) -> Result<KeyboardChoice, SettingError> {
    let choice = KeyboardChoice::ALL
        .into_iter()
        .find(|choice| choice.word() == text);
    choice.ok_or(SettingError::Keyboard)
}

pub(super) fn minutes(text: &str) -> Result<f32, SettingError> {
    let minutes = text
        .parse()
        .ok()
        .filter(|minutes| (0.0..=1440.0).contains(minutes));
    minutes.ok_or(SettingError::Minutes)
}

pub(super) fn switch(text: &str) -> Result<bool, SettingError> {
    match text {
        "true" | "on" | "1" => Ok(true),
        "false" | "off" | "0" => Ok(false),
        _ => Err(SettingError::Switch),
    }
}

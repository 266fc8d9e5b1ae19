//! What a person can do on the settings tab.

use crate::domain::{key_place::KeyPlace, secret::ApiKey, settings::Setting, sound::Sound};

/// What a person asks for on the settings tab.
#[derive(Debug, Clone)]
pub enum SettingsIntent {
    /// Change a setting now and for the next start.
    Set(Setting, String),
    /// Do something with the API key of this Pi.
    Key(KeyIntent),
    /// Play this sound now.
    Play(Sound),
}

/// What a person can do with the API key of a Pi.
#[derive(Debug, Clone)]
pub enum KeyIntent {
    /// Use this key and keep it there.
    Keep(ApiKey, KeyPlace),
    /// Ask the Pi whether it accepts this key; `None`: the key in use.
    Test(Option<ApiKey>),
    /// Forget the key everywhere.
    Forget,
}

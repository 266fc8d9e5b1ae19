//! The settings of this console and what is known of the API key of the Pi in use.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::{
    domain::{
        configuration::{Configuration, ConfigurationWarning},
        feature_flags::FeatureFlags,
        key_place::KeyPlace,
    },
    model::notices::Severity,
};

/// The state of the settings tab.
#[derive(Debug, Default)]
pub struct SettingsState {
    /// The settings, each with its origin.
    pub configuration: Configuration,
    /// What is wrong with the settings.
    pub warnings: Vec<ConfigurationWarning>,
    /// The API key of the Pi in use.
    pub key: KeyStatus,
    pub paths: Paths,
    /// Why no sound is heard.
    pub sound_problem: Option<SoundProblem>,
}

/// Why no sound is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SoundProblem {
    /// This computer has no program that plays sounds.
    NoPlayer,
    /// The last sound could not be played.
    NotPlayed,
}

/// Files that a person may want to find.
#[derive(Debug, Clone, Default)]
pub struct Paths {
    pub settings: Option<PathBuf>,
    pub log: Option<PathBuf>,
}

/// The operation on the API key that is running.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyWork {
    Reading,
    Saving,
    Testing,
    Forgetting,
}

/// What is known of the API key of the Pi in use. Never the key itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KeyStatus {
    /// Where the key is stored; `None`: there is no key.
    pub place: Option<KeyPlace>,
    pub fingerprint: Option<String>,
    /// When the Pi last accepted it.
    pub accepted_at: Option<Timestamp>,
    pub work: Option<KeyWork>,
    /// The result of the last operation.
    pub outcome: Option<(Severity, String)>,
    /// Whether this computer has a keyring.
    pub has_keyring: bool,
    /// Whether a file of pidash itself may be gone after a restart.
    pub file_may_vanish: bool,
}

impl KeyStatus {
    /// Where a key is kept if the person does not choose: where the key in use is, or else in the
    /// keyring, if there is one.
    #[must_use]
    pub fn usual_place(&self) -> KeyPlace {
        match &self.place {
            Some(place) if !place.is_given() => place.clone(),
            _ if self.has_keyring => KeyPlace::Keyring,
            _ => KeyPlace::Memory,
        }
    }

    /// Whether the key is still there after a restart.
    #[must_use]
    pub fn survives_restart(&self) -> bool {
        let may_vanish = self.place == Some(KeyPlace::OwnFile) && self.file_may_vanish;
        let place = self.place.as_ref();
        !may_vanish && place.is_some_and(KeyPlace::survives_restart)
    }
}

impl SettingsState {
    /// The features that are on, those without which they cannot work included.
    #[must_use]
    pub fn features(&self) -> FeatureFlags {
        self.configuration.settings().features.in_effect()
    }
}

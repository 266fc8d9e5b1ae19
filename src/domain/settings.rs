//! What can be set, how a value is written, and who said it. Knows no file, no environment and no command line.

use std::path::PathBuf;

use super::{
    feature_flags::FeatureFlags,
    setting_text::{keyboard, language, log_level, minutes, switch, theme, zoom},
};

pub use super::setting_choices::{KeyboardChoice, LanguageChoice, LogLevel, ThemeChoice};

/// One thing that can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setting {
    /// The Pi to connect to at the start.
    Server,
    /// A file that holds the key of that Pi.
    ApiKeyFile,
    /// How much pidash writes about itself.
    LogLevel,
    /// The colours.
    Theme,
    /// The size of everything.
    Zoom,
    /// The language of the window.
    Language,
    /// Larger controls, for hands in gloves.
    Gloves,
    /// The desktop is told when a batch ends or a camera fails.
    Notify,
    /// With a sound.
    Sound,
    /// The keyboard on the screen.
    Keyboard,
    /// The whole display is used, and what leads out of it is locked.
    Kiosk,
    /// When an untouched kiosk dims.
    DimAfter,
    /// When an untouched kiosk goes black.
    BlackAfter,
    /// Batch provisioning is there.
    BatchProvisioning,
    /// The allowlist is there.
    Allowlist,
    /// Interrupted sessions are offered, past ones listed.
    SessionRecovery,
    /// The Pi's health comes over the WebSocket.
    WebsocketMonitor,
    /// The V1 API is used at all.
    V1Api,
}

impl Setting {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 18] = [
        Self::Server,
        Self::ApiKeyFile,
        Self::LogLevel,
        Self::Theme,
        Self::Zoom,
        Self::Language,
        Self::Gloves,
        Self::Notify,
        Self::Sound,
        Self::Keyboard,
        Self::Kiosk,
        Self::DimAfter,
        Self::BlackAfter,
        Self::BatchProvisioning,
        Self::Allowlist,
        Self::SessionRecovery,
        Self::WebsocketMonitor,
        Self::V1Api,
    ];

    /// Its name in the settings file and for `--set`; a dot means a table.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::ApiKeyFile => "api_key_file",
            Self::LogLevel => "log_level",
            Self::Theme => "theme",
            Self::Zoom => "zoom",
            Self::Language => "language",
            Self::Gloves => "gloves",
            Self::Notify => "notify",
            Self::Sound => "sound",
            Self::Keyboard => "keyboard",
            Self::Kiosk => "kiosk.enabled",
            Self::DimAfter => "kiosk.dim_after_minutes",
            Self::BlackAfter => "kiosk.black_after_minutes",
            Self::BatchProvisioning => "features.batch_provisioning",
            Self::Allowlist => "features.allowlist",
            Self::SessionRecovery => "features.session_recovery",
            Self::WebsocketMonitor => "features.websocket_monitor",
            Self::V1Api => "features.v1_api",
        }
    }

    /// Its environment variable: `PIDASH_` and the key in capitals.
    #[must_use]
    pub fn variable(self) -> String {
        format!("PIDASH_{}", self.key().replace('.', "_").to_uppercase())
    }

    /// The setting of this key.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.key() == key)
    }
}

/// All values.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The address of the Pi, as it was written; `None`: a person is asked.
    pub server: Option<String>,
    /// A file that holds the key of that Pi.
    pub api_key_file: Option<PathBuf>,
    /// How much pidash writes about itself.
    pub log_level: LogLevel,
    /// The colours.
    pub theme: ThemeChoice,
    /// The size of everything, 0.5 to 3; 1 is as drawn.
    pub zoom: f32,
    /// The language of the window.
    pub language: LanguageChoice,
    /// Whether everything is larger by three tenths, for hands in gloves.
    pub gloves: bool,
    /// Whether the desktop is told when a batch ends or a camera fails while the window is not in front.
    pub notify: bool,
    /// Whether that makes a sound.
    pub sound: bool,
    /// When the keyboard on the screen comes up.
    pub keyboard: KeyboardChoice,
    /// How a display on the wall behaves.
    pub kiosk: KioskSettings,
    /// What is rolled out.
    pub features: FeatureFlags,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            server: None,
            api_key_file: None,
            log_level: LogLevel::default(),
            theme: ThemeChoice::default(),
            zoom: 1.0,
            language: LanguageChoice::default(),
            gloves: false,
            notify: true,
            sound: false,
            keyboard: KeyboardChoice::default(),
            kiosk: KioskSettings::default(),
            features: FeatureFlags::default(),
        }
    }
}

/// How a display on the wall behaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KioskSettings {
    /// Whether pidash runs on one: it uses the whole display, and what leads out of it is locked.
    pub enabled: bool,
    /// Minutes without a touch until the picture dims, 0 to 1440; 0: it does not.
    pub dim_after: f32,
    /// Minutes without a touch until the picture goes black, 0 to 1440; 0: it does not.
    pub black_after: f32,
}

impl Default for KioskSettings {
    fn default() -> Self {
        Self {
            enabled: false,
            dim_after: 2.0,
            black_after: 10.0,
        }
    }
}

/// The smallest and the largest zoom.
pub const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=3.0;

/// Why a text is no value of a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// Nothing is written.
    #[error("it is empty")]
    Empty,
    /// None of the colours.
    #[error("it must be system, dark, light or high-contrast")]
    Theme,
    /// None of the levels.
    #[error("it must be error, warn, info, debug or trace")]
    LogLevel,
    /// Not a number, or too small or too large a one.
    #[error("it must be a number between 0.5 and 3")]
    Zoom,
    /// None of the languages.
    #[error("it must be system, en or pt-BR")]
    Language,
    /// None of the ways of the keyboard.
    #[error("it must be auto, on or off")]
    Keyboard,
    /// Not a number, or too small or too large a one.
    #[error("it must be a number of minutes between 0 (never) and 1440")]
    Minutes,
    /// Neither on nor off.
    #[error("it must be true or false")]
    Switch,
}

impl Settings {
    /// Takes a value in.
    ///
    /// # Errors
    /// Says what would be one; the value from before stays.
    pub fn set(&mut self, setting: Setting, text: &str) -> Result<(), SettingError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(SettingError::Empty);
        }
        match setting {
            Setting::Server => self.server = Some(text.to_owned()),
            Setting::ApiKeyFile => self.api_key_file = Some(PathBuf::from(text)),
            Setting::LogLevel => self.log_level = log_level(text)?,
            Setting::Theme => self.theme = theme(text)?,
            Setting::Zoom => self.zoom = zoom(text)?,
            Setting::Language => self.language = language(text)?,
            Setting::Gloves => self.gloves = switch(text)?,
            Setting::Notify => self.notify = switch(text)?,
            Setting::Sound => self.sound = switch(text)?,
            Setting::Keyboard => self.keyboard = keyboard(text)?,
            Setting::Kiosk => self.kiosk.enabled = switch(text)?,
            Setting::DimAfter => self.kiosk.dim_after = minutes(text)?,
            Setting::BlackAfter => self.kiosk.black_after = minutes(text)?,
            Setting::BatchProvisioning => self.features.batch_provisioning = switch(text)?,
            Setting::Allowlist => self.features.allowlist = switch(text)?,
            Setting::SessionRecovery => self.features.session_recovery = switch(text)?,
            Setting::WebsocketMonitor => self.features.websocket_monitor = switch(text)?,
            Setting::V1Api => self.features.v1_api = switch(text)?,
        }
        Ok(())
    }

    /// The value as [`Settings::set`] takes it; `None` where there is none.
    #[must_use]
    pub fn text(&self, setting: Setting) -> Option<String> {
        let features = self.features;
        Some(match setting {
            Setting::Server => return self.server.clone(),
            Setting::ApiKeyFile => {
                return self
                    .api_key_file
                    .as_ref()
                    .map(|path| path.display().to_string());
            }
            Setting::LogLevel => self.log_level.word().to_owned(),
            Setting::Theme => self.theme.word().to_owned(),
            Setting::Zoom => self.zoom.to_string(),
            Setting::Language => self.language.word().to_owned(),
            Setting::Gloves => self.gloves.to_string(),
            Setting::Notify => self.notify.to_string(),
            Setting::Sound => self.sound.to_string(),
            Setting::Keyboard => self.keyboard.word().to_owned(),
            Setting::Kiosk => self.kiosk.enabled.to_string(),
            Setting::DimAfter => self.kiosk.dim_after.to_string(),
            Setting::BlackAfter => self.kiosk.black_after.to_string(),
            Setting::BatchProvisioning => features.batch_provisioning.to_string(),
            Setting::Allowlist => features.allowlist.to_string(),
            Setting::SessionRecovery => features.session_recovery.to_string(),
            Setting::WebsocketMonitor => features.websocket_monitor.to_string(),
            Setting::V1Api => features.v1_api.to_string(),
        })
    }
}

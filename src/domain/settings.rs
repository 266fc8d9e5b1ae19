//! What can be set: keys, values, and how a value is read from text.

use std::{ops::RangeInclusive, path::PathBuf, str::FromStr};

use strum::{EnumMessage, EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::feature_flags::FeatureFlags;

/// One thing that can be set. Its name is the key in the settings file and for `--set`, where a dot
/// means a table. Its documentation is the text of the man page.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumMessage,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Setting {
    /// The Pi to connect to at the start.
    Server,
    /// The file that holds the API key of that Pi.
    ApiKeyFile,
    /// A file with PEM certificates that are trusted besides those of this computer, for https.
    CaFile,
    /// How much pidash writes into its log.
    LogLevel,
    /// The colours.
    Theme,
    /// The size of everything.
    Zoom,
    /// The language of the window.
    Language,
    /// Larger controls, for hands in gloves.
    Gloves,
    /// Notify when a batch ends or a camera fails while the window is not in front.
    Notify,
    /// Sounds when a camera is verified or fails, and when a batch is done.
    Sound,
    /// When the on-screen keyboard comes up.
    Keyboard,
    /// Keep the passphrase of the last start in memory for an hour, for the next session.
    KeepPassphrase,
    /// Provision one camera first, and the others once it is verified.
    TryOneFirst,
    /// Take the labels of cameras and WiFi codes from a barcode scanner, wherever the focus is.
    Scanner,
    /// Use the whole display, and lock it.
    #[strum(serialize = "kiosk.enabled")]
    Kiosk,
    /// Minutes without a touch until the display of a kiosk dims; 0 is never.
    #[strum(serialize = "kiosk.dim_after_minutes")]
    DimAfter,
    /// Minutes without a touch until the display of a kiosk goes black; 0 is never.
    #[strum(serialize = "kiosk.black_after_minutes")]
    BlackAfter,
    /// Minutes without a touch until a kiosk shows the running batch in large type; 0 is never.
    #[strum(serialize = "kiosk.glance_after_minutes")]
    GlanceAfter,
    /// Batch provisioning.
    #[strum(serialize = "features.batch_provisioning")]
    BatchProvisioning,
    /// The allowlist.
    #[strum(serialize = "features.allowlist")]
    Allowlist,
    /// Interrupted and past sessions.
    #[strum(serialize = "features.session_recovery")]
    SessionRecovery,
    /// The WebSocket of the monitor; without it, the health of the Pi is polled.
    #[strum(serialize = "features.websocket_monitor")]
    WebsocketMonitor,
    /// The V1 API; without it, only the old read of the health of the Pi is left.
    #[strum(serialize = "features.v1_api")]
    V1Api,
}

impl Setting {
    /// Its name in the settings file and for `--set`.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.into()
    }

    /// Whether the window shows it: the others are for the start of the program.
    #[must_use]
    pub fn is_shown(self) -> bool {
        !matches!(self, Self::Server | Self::ApiKeyFile | Self::CaFile)
    }

    /// Its environment variable: `PIDASH_` and the key in capitals.
    #[must_use]
    pub fn variable(self) -> String {
        format!("PIDASH_{}", self.key().replace('.', "_").to_uppercase())
    }

    /// One sentence, in English.
    #[must_use]
    pub fn description(self) -> &'static str {
        self.get_documentation().unwrap_or_default()
    }

    /// True if nobody may change it at the display of a locked kiosk: it leads out of the kiosk,
    /// takes functions away from everybody, or would be hard to change back there.
    #[must_use]
    pub fn needs_unlocked_kiosk(self) -> bool {
        match self {
            Self::Theme
            | Self::Zoom
            | Self::Language
            | Self::Gloves
            | Self::Notify
            | Self::Sound
            | Self::KeepPassphrase
            | Self::TryOneFirst
            | Self::Scanner
            | Self::DimAfter
            | Self::BlackAfter
            | Self::GlanceAfter => false,
            Self::Server
            | Self::ApiKeyFile
            | Self::CaFile
            | Self::LogLevel
            | Self::Keyboard
            | Self::Kiosk
            | Self::BatchProvisioning
            | Self::Allowlist
            | Self::SessionRecovery
            | Self::WebsocketMonitor
            | Self::V1Api => true,
        }
    }

    /// What its values are.
    #[must_use]
    pub fn kind(self) -> ValueKind {
        match Settings::default().field(self) {
            Field::Text(_) | Field::Path(_) => ValueKind::Text,
            Field::Choice(choice) => ValueKind::Choice(choice.names()),
            Field::Number(..) | Field::Minutes(_) => ValueKind::Number,
            Field::Switch(_) => ValueKind::Switch,
        }
    }
}

/// What the values of a setting are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    Text,
    /// One of these.
    Choice(&'static [&'static str]),
    Number,
    /// `true` or `false`.
    Switch,
}

/// All values.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent settings, not one state"
)]
pub struct Settings {
    /// The address of the Pi, as it was written; `None`: the Pi that was used last, or a person is
    /// asked.
    pub server: Option<String>,
    pub api_key_file: Option<PathBuf>,
    pub ca_file: Option<PathBuf>,
    pub log_level: LogLevel,
    pub theme: ThemeChoice,
    /// In the range of [`ZOOM`]; 1 is as drawn.
    pub zoom: f32,
    pub language: LanguageChoice,
    pub gloves: bool,
    pub notify: bool,
    pub sound: SoundChoice,
    pub keyboard: KeyboardChoice,
    pub keep_passphrase: bool,
    pub try_one_first: bool,
    pub scanner: bool,
    pub kiosk: KioskSettings,
    pub features: FeatureFlags,
}

/// How a display on the wall behaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KioskSettings {
    pub enabled: bool,
    /// Minutes, 0 (never) to 1440.
    pub dim_after: f32,
    /// Minutes, 0 (never) to 1440.
    pub black_after: f32,
    /// Minutes, 0 (never) to 1440.
    pub glance_after: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            server: None,
            api_key_file: None,
            ca_file: None,
            log_level: LogLevel::default(),
            theme: ThemeChoice::default(),
            zoom: 1.0,
            language: LanguageChoice::default(),
            gloves: false,
            notify: true,
            sound: SoundChoice::default(),
            keyboard: KeyboardChoice::default(),
            keep_passphrase: true,
            try_one_first: true,
            scanner: true,
            kiosk: KioskSettings::default(),
            features: FeatureFlags::default(),
        }
    }
}

impl Default for KioskSettings {
    fn default() -> Self {
        Self {
            enabled: false,
            dim_after: 2.0,
            black_after: 10.0,
            glance_after: 0.0,
        }
    }
}

/// The smallest and the largest zoom.
pub const ZOOM: RangeInclusive<f32> = 0.5..=3.0;
/// The least and the most minutes: never, and a day.
const MINUTES: RangeInclusive<f32> = 0.0..=1440.0;

/// Why a text is not a value of a setting.
#[derive(Debug, Clone, PartialEq)]
pub enum SettingError {
    Empty,
    NotOneOf(&'static [&'static str]),
    /// Not a number, or out of this range.
    NotInRange(RangeInclusive<f32>),
    /// As [`Self::NotInRange`], in minutes; 0 is never.
    NotMinutes(RangeInclusive<f32>),
    NotASwitch,
}

/// The field of one setting, by the kind of its values.
enum Field<'a> {
    Text(&'a mut Option<String>),
    Path(&'a mut Option<PathBuf>),
    Choice(&'a mut dyn Choice),
    Number(&'a mut f32, RangeInclusive<f32>),
    Minutes(&'a mut f32),
    Switch(&'a mut bool),
}

impl Settings {
    fn field(&mut self, setting: Setting) -> Field<'_> {
        match setting {
            Setting::Server => Field::Text(&mut self.server),
            Setting::ApiKeyFile => Field::Path(&mut self.api_key_file),
            Setting::CaFile => Field::Path(&mut self.ca_file),
            Setting::LogLevel => Field::Choice(&mut self.log_level),
            Setting::Theme => Field::Choice(&mut self.theme),
            Setting::Zoom => Field::Number(&mut self.zoom, ZOOM),
            Setting::Language => Field::Choice(&mut self.language),
            Setting::Gloves => Field::Switch(&mut self.gloves),
            Setting::Notify => Field::Switch(&mut self.notify),
            Setting::Sound => Field::Choice(&mut self.sound),
            Setting::Keyboard => Field::Choice(&mut self.keyboard),
            Setting::KeepPassphrase => Field::Switch(&mut self.keep_passphrase),
            Setting::TryOneFirst => Field::Switch(&mut self.try_one_first),
            Setting::Scanner => Field::Switch(&mut self.scanner),
            Setting::Kiosk => Field::Switch(&mut self.kiosk.enabled),
            Setting::DimAfter => Field::Minutes(&mut self.kiosk.dim_after),
            Setting::BlackAfter => Field::Minutes(&mut self.kiosk.black_after),
            Setting::GlanceAfter => Field::Minutes(&mut self.kiosk.glance_after),
            Setting::BatchProvisioning => Field::Switch(&mut self.features.batch_provisioning),
            Setting::Allowlist => Field::Switch(&mut self.features.allowlist),
            Setting::SessionRecovery => Field::Switch(&mut self.features.session_recovery),
            Setting::WebsocketMonitor => Field::Switch(&mut self.features.websocket_monitor),
            Setting::V1Api => Field::Switch(&mut self.features.v1_api),
        }
    }

    /// Sets a value from its text.
    ///
    /// # Errors
    /// The text is not a value of this setting; the value before stays.
    pub fn set(&mut self, setting: Setting, text: &str) -> Result<(), SettingError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(SettingError::Empty);
        }
        let number =
            |range: &RangeInclusive<f32>| text.parse().ok().filter(|number| range.contains(number));
        match self.field(setting) {
            Field::Text(value) => *value = Some(text.to_owned()),
            Field::Path(value) => *value = Some(PathBuf::from(text)),
            Field::Choice(value) => value.set(text)?,
            Field::Number(value, range) => {
                *value = number(&range).ok_or(SettingError::NotInRange(range))?;
            }
            Field::Minutes(value) => {
                *value = number(&MINUTES).ok_or(SettingError::NotMinutes(MINUTES))?;
            }
            Field::Switch(value) => {
                *value = match text {
                    "true" | "on" | "1" => true,
                    "false" | "off" | "0" => false,
                    _ => return Err(SettingError::NotASwitch),
                };
            }
        }
        Ok(())
    }

    /// The value as [`Settings::set`] takes it; `None` if there is none.
    #[must_use]
    pub fn text(&self, setting: Setting) -> Option<String> {
        match self.clone().field(setting) {
            Field::Text(value) => value.take(),
            Field::Path(value) => value.as_ref().map(|path| path.display().to_string()),
            Field::Choice(value) => Some(value.name().to_owned()),
            Field::Number(value, _) | Field::Minutes(value) => Some(value.to_string()),
            Field::Switch(value) => Some(value.to_string()),
        }
    }
}

/// A value that is one of a few names.
trait Choice {
    fn set(&mut self, name: &str) -> Result<(), SettingError>;
    fn name(&self) -> &'static str;
    fn names(&self) -> &'static [&'static str];
}

impl<T: Copy + FromStr + Into<&'static str> + VariantNames> Choice for T {
    fn set(&mut self, name: &str) -> Result<(), SettingError> {
        let value = name.parse().ok();
        *self = value.ok_or(SettingError::NotOneOf(T::VARIANTS))?;
        Ok(())
    }

    fn name(&self) -> &'static str {
        (*self).into()
    }

    fn names(&self) -> &'static [&'static str] {
        T::VARIANTS
    }
}

/// The colours.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    EnumString,
    IntoStaticStr,
    VariantArray,
    VariantNames,
)]
#[strum(serialize_all = "kebab-case")]
pub enum ThemeChoice {
    /// As on the desktop; dark where it does not say.
    #[default]
    System,
    Dark,
    Light,
    /// Black, white and strong colours.
    HighContrast,
}

/// How much pidash writes into its log: each level with those before it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    EnumString,
    IntoStaticStr,
    VariantArray,
    VariantNames,
)]
#[strum(serialize_all = "lowercase")]
pub enum LogLevel {
    Error,
    #[default]
    Warn,
    Info,
    Debug,
    Trace,
}

/// When the on-screen keyboard comes up.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    EnumString,
    IntoStaticStr,
    VariantArray,
    VariantNames,
)]
#[strum(serialize_all = "lowercase")]
pub enum KeyboardChoice {
    /// In a kiosk, until a real key is pressed.
    #[default]
    Auto,
    /// In a window too, until a real key is pressed.
    On,
    Off,
}

/// When sounds are played.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    EnumString,
    IntoStaticStr,
    VariantArray,
    VariantNames,
)]
#[strum(serialize_all = "lowercase")]
pub enum SoundChoice {
    /// In a kiosk.
    #[default]
    Auto,
    /// In a window too. Earlier versions wrote a switch.
    #[strum(to_string = "on", serialize = "true", serialize = "1")]
    On,
    #[strum(to_string = "off", serialize = "false", serialize = "0")]
    Off,
}

/// The language of the window.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    EnumString,
    IntoStaticStr,
    VariantArray,
    VariantNames,
)]
#[strum(serialize_all = "lowercase")]
pub enum LanguageChoice {
    /// As on the desktop; English if its language is not there.
    #[default]
    System,
    #[strum(serialize = "en")]
    English,
    /// Brazilian Portuguese.
    #[strum(serialize = "pt-BR")]
    Portuguese,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_key_a_description_and_a_text_that_is_read_back() {
        let mut settings = Settings::default();
        for setting in Setting::VARIANTS.iter().copied() {
            assert_eq!(setting.key().parse(), Ok(setting));
            assert!(setting.description().ends_with('.'), "{}", setting.key());
            if let Some(text) = settings.text(setting) {
                assert_eq!(settings.set(setting, &text), Ok(()), "{}", setting.key());
            }
        }
        assert_eq!(settings, Settings::default());
        assert_eq!(Setting::V1Api.variable(), "PIDASH_FEATURES_V1_API");
        assert!("features.v2_api".parse::<Setting>().is_err());
    }

    #[test]
    fn a_text_that_is_not_a_value_changes_nothing() {
        let themes = &["system", "dark", "light", "high-contrast"];
        let mut settings = Settings::default();
        for (setting, text, error) in [
            (Setting::Theme, "pink", SettingError::NotOneOf(themes)),
            (Setting::Theme, "Dark", SettingError::NotOneOf(themes)),
            (Setting::Zoom, "0.4", SettingError::NotInRange(ZOOM)),
            (Setting::Zoom, "NaN", SettingError::NotInRange(ZOOM)),
            (Setting::DimAfter, "-1", SettingError::NotMinutes(MINUTES)),
            (Setting::V1Api, "maybe", SettingError::NotASwitch),
            (Setting::Server, " ", SettingError::Empty),
        ] {
            assert_eq!(settings.set(setting, text), Err(error), "{text}");
        }
        assert_eq!(settings, Settings::default());
        assert_eq!(settings.set(Setting::Language, " pt-BR "), Ok(()));
        assert_eq!(settings.language, LanguageChoice::Portuguese);
        // As earlier versions wrote it.
        assert_eq!(settings.set(Setting::Sound, "true"), Ok(()));
        assert_eq!(settings.text(Setting::Sound).as_deref(), Some("on"));
        assert_eq!(settings.set(Setting::Gloves, "on"), Ok(()));
        assert!(settings.gloves);
    }
}

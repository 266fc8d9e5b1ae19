//! Values of settings that are one of a few words.

/// The colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    /// As the desktop has it; dark where it does not say.
    #[default]
    System,
    /// Dark.
    Dark,
    /// Light.
    Light,
    /// Black, white and strong colours.
    HighContrast,
}

impl ThemeChoice {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::System, Self::Dark, Self::Light, Self::HighContrast];

    /// As it is written.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
        }
    }
}

/// How much pidash writes about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogLevel {
    /// What went wrong.
    Error,
    /// What may go wrong, too.
    #[default]
    Warn,
    /// What happens, too.
    Info,
    /// Every request, too.
    Debug,
    /// Everything.
    Trace,
}

impl LogLevel {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Error,
        Self::Warn,
        Self::Info,
        Self::Debug,
        Self::Trace,
    ];

    /// As it is written.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

/// When the keyboard on the screen comes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeyboardChoice {
    /// In a kiosk, until a real key is pressed.
    #[default]
    Auto,
    /// In a window too, until a real key is pressed.
    On,
    /// Never.
    Off,
}

impl KeyboardChoice {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::On, Self::Off];

    /// As it is written.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::On => "on",
            Self::Off => "off",
        }
    }
}

/// The language of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LanguageChoice {
    /// As the desktop has it; English where it has none that there is.
    #[default]
    System,
    /// English.
    English,
    /// Brazilian Portuguese.
    Portuguese,
}

impl LanguageChoice {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::System, Self::English, Self::Portuguese];

    /// As it is written.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::English => "en",
            Self::Portuguese => "pt-BR",
        }
    }
}

//! What the window begins with.

use std::{fmt, path::PathBuf, sync::Arc};

use super::notifications::Notify;
use crate::{
    client::{ServerUrl, Timing},
    domain::{
        configuration::{Configuration, ConfigurationWarning},
        settings::LogLevel,
    },
    storage::{Files, keys::Keys},
};

/// What the window begins with.
#[derive(Clone, Default)]
pub struct AppConfig {
    /// The Pi; `None`: a person is asked.
    pub server: Option<ServerUrl>,
    /// Where keys are.
    pub keys: Keys,
    /// What outlives a run.
    pub files: Files,
    /// The time-outs of the connection.
    pub timing: Timing,
    /// The settings.
    pub configuration: Configuration,
    /// What is wrong with the settings.
    pub warnings: Vec<ConfigurationWarning>,
    /// Whether Pis on this network are looked for.
    pub looks_around: bool,
    /// Where a kiosk looks for the Pi of its own computer, in this order.
    pub local_pis: Vec<ServerUrl>,
    /// Shows notifications on the desktop.
    pub notify: Option<Notify>,
    /// The log of pidash itself.
    pub log: LogSink,
}

/// The log of pidash itself.
#[derive(Clone, Default)]
pub struct LogSink {
    /// Where it is written.
    pub path: Option<PathBuf>,
    /// Changes how much is written.
    pub set_level: Option<Arc<dyn Fn(LogLevel) + Send + Sync>>,
}

impl fmt::Debug for LogSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogSink")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

//! The lines of the Pi's own log (contract, section 4, logs).

use jiff::Timestamp;
use strum::VariantArray;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, VariantArray)]
pub enum LogSeverity {
    Debug,
    Info,
    Warning,
    Error,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PiLogLine {
    /// On the Pi's clock; `None` if it cannot be read.
    pub at: Option<Timestamp>,
    pub severity: LogSeverity,
    /// The level as the Pi writes it.
    pub level: String,
    /// The part of the Pi that wrote it.
    pub component: String,
    pub message: String,
}

impl PiLogLine {
    /// Whether one of its texts holds `needle`, which is in lower case.
    #[must_use]
    pub fn mentions(&self, needle: &str) -> bool {
        [&self.component, &self.message, &self.level]
            .into_iter()
            .any(|text| text.to_ascii_lowercase().contains(needle))
    }

    /// Roughly how much memory it takes, in bytes.
    #[must_use]
    pub fn weight(&self) -> usize {
        size_of::<Self>() + self.level.len() + self.component.len() + self.message.len()
    }
}

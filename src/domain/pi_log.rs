//! The lines of the Pi's own log (contract, section 4, logs).

use jiff::Timestamp;
use strum::VariantArray;

use crate::domain::mac::MacAddr;

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

    /// Whether its message names this address, in any of the common spellings.
    #[must_use]
    pub fn names(&self, mac: MacAddr) -> bool {
        let message = self.message.to_ascii_lowercase();
        let mac = mac.to_string().to_ascii_lowercase();
        let separators = [":", "-", ""].into_iter();
        let mut spellings = separators.map(|separator| mac.replace(':', separator));
        spellings.any(|spelling| message.contains(&spelling))
    }

    /// Roughly how much memory it takes, in bytes.
    #[must_use]
    pub fn weight(&self) -> usize {
        size_of::<Self>() + self.level.len() + self.component.len() + self.message.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_an_address_in_any_spelling() {
        let mac = MacAddr::new([0x24, 0x6F, 0x28, 0x10, 0x4A, 0x4F]);
        let names = |message: &str| {
            let line = PiLogLine {
                at: None,
                severity: LogSeverity::Info,
                level: "info".to_owned(),
                component: "batch".to_owned(),
                message: message.to_owned(),
            };
            line.names(mac)
        };
        assert!(names("device 24:6F:28:10:4A:4F joined"));
        assert!(names("device=24-6f-28-10-4a-4f"));
        assert!(names("topic cameras/246F28104A4F/status"));
        assert!(!names("device 24:6F:28:10:4A:50 joined"));
    }
}

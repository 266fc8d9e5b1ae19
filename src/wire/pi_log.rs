//! One line of the Pi's log, as it comes over its stream (contract, section 4, logs).

use serde::{Deserialize, Serialize};

use crate::{
    domain::pi_log::{LogSeverity, PiLogLine},
    wire::{
        field::{Field, Text},
        text, time,
    },
};

/// A line as the Pi writes it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LogLineDto {
    /// When.
    pub timestamp: Field<Text>,
    /// How much it matters.
    pub level: Field<Text>,
    /// The part of the Pi that writes it.
    pub component: Field<Text>,
    /// The text.
    pub message: Field<Text>,
}

/// Reads an event of the stream: its name, and its data. `None`: a sign of life. Data that is not
/// JSON becomes the text of the line, so that the log hides nothing.
#[must_use]
pub fn decode(name: &str, data: &str) -> Option<PiLogLine> {
    if name == "keepalive" || data.trim().is_empty() {
        return None;
    }
    let Ok(dto) = serde_json::from_str::<LogLineDto>(data) else {
        return Some(PiLogLine {
            at: None,
            severity: LogSeverity::Info,
            level: String::new(),
            component: String::new(),
            message: text::clean(data),
        });
    };
    let text = |field: Field<Text>| field.value().map(|Text(text)| text).unwrap_or_default();
    let level = text(dto.level);
    Some(PiLogLine {
        at: time::timestamp(&text(dto.timestamp)),
        severity: severity(&level),
        level,
        component: text(dto.component),
        message: text(dto.message),
    })
}

fn severity(level: &str) -> LogSeverity {
    match level.to_ascii_lowercase().as_str() {
        "trace" | "debug" => LogSeverity::Debug,
        "warn" | "warning" => LogSeverity::Warning,
        "error" | "fatal" | "panic" | "critical" => LogSeverity::Error,
        _ => LogSeverity::Info,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_the_contract_has_it() {
        let data = r#"{"timestamp":"2026-02-09T02:40:03.100582974Z","level":"WARN","component":"mqtt","message":"lost"}"#;
        let line = decode("log", data);
        let expected = PiLogLine {
            at: "2026-02-09T02:40:03.100582974Z".parse().ok(),
            severity: LogSeverity::Warning,
            level: "WARN".to_owned(),
            component: "mqtt".to_owned(),
            message: "lost".to_owned(),
        };
        assert_eq!(line, Some(expected));
        assert_eq!(decode("keepalive", "{}"), None);
    }

    #[test]
    fn a_line_that_is_not_json_is_shown_as_it_is() {
        let bare = decode("log", "panic: runtime error\u{1b}[0m");
        assert_eq!(
            bare.map(|line| line.message),
            Some("panic: runtime error[0m".to_owned())
        );
        let partial = decode("log", r#"{"message":7,"level":"fatal"}"#);
        let partial = partial.map(|line| (line.severity, line.message, line.at));
        assert_eq!(partial, Some((LogSeverity::Error, "7".to_owned(), None)));
    }
}

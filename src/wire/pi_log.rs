//! One line of the Pi's log, as it comes over its stream (contract, section 4, logs).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    domain::pi_log::{LogSeverity, PiLogLine},
    wire::{
        field::{Field, Text},
        json, text, time,
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
    /// More about it: values by name.
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub fields: Field<Map<String, Value>>,
}

/// Reads an event of the stream: its name, and its data. `None`: a sign of life. Data that is not
/// JSON becomes the text of the line, so that the log hides nothing.
#[must_use]
pub fn decode(name: &str, data: &str) -> Option<PiLogLine> {
    if name == "keepalive" || data.trim().is_empty() {
        return None;
    }
    let Ok(dto) = json::parse(data).and_then(serde_json::from_value::<LogLineDto>) else {
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
        at: time::timestamp(&text(dto.timestamp)).filter(|at| !time::is_never(*at)),
        severity: severity(&level),
        level,
        component: text(dto.component),
        message: with_fields(text(dto.message), &dto.fields.value().unwrap_or_default()),
    })
}

/// The message with the fields behind it: `lost attempts=3 broker=10.0.0.5`.
fn with_fields(message: String, fields: &Map<String, Value>) -> String {
    let written = |(name, value): (&String, &Value)| match value {
        Value::String(text) if !text.is_empty() && !text.contains([' ', '"', '=']) => {
            format!("{name}={text}")
        }
        value => format!("{name}={value}"),
    };
    let fields: Vec<String> = fields.iter().map(written).collect();
    let fields = text::clean(&fields.join(" "));
    let parts = [message, fields];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
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
    fn the_fields_of_a_line_are_behind_its_message() {
        let data = r#"{"level":"INFO","message":"lost","fields":{"broker":"10.0.0.5","attempts":3,"why":"no route","at":{"x":[1]},"none":null,"empty":""}}"#;
        let message = |data: &str| decode("log", data).map(|line| line.message);
        let expected =
            r#"lost at={"x":[1]} attempts=3 broker=10.0.0.5 empty="" none=null why="no route""#;
        assert_eq!(message(data).as_deref(), Some(expected));
        let only_fields = r#"{"fields":{"a":1}}"#;
        assert_eq!(message(only_fields).as_deref(), Some("a=1"));
        for none in ["{}", "null", "[1]", r#""x""#] {
            let data = format!(r#"{{"message":"lost","fields":{none}}}"#);
            assert_eq!(message(&data).as_deref(), Some("lost"), "{none}");
        }
        let many: Vec<String> = (0..1_000)
            .map(|i| format!(r#""field{i}":"\u202e""#))
            .collect();
        let data = format!(r#"{{"message":"lost","fields":{{{}}}}}"#, many.join(","));
        let long = message(&data).unwrap_or_default();
        assert_eq!(long.chars().count(), "lost ".len() + text::LONGEST);
        assert!(!long.contains('\u{202e}'));
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

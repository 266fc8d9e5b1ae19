//! The texts of a support bundle, and their zip file. They are made from data without secrets.

use std::io::{self, Cursor, Write as _};

use jiff::Timestamp;
use serde::Serialize;
use strum::VariantArray as _;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::domain::{
    configuration::Configuration,
    request_log::{RequestLogEntry, RequestNote},
    settings::Setting,
    support_bundle::Part,
};

/// One line of the file of the request log.
#[derive(Debug, Serialize)]
struct RequestLine<'a> {
    at: Timestamp,
    method: &'a str,
    endpoint: &'a str,
    status: Option<u16>,
    duration_ms: Option<u64>,
    bytes: u64,
    correlation_id: Option<&'a str>,
    outcome: &'static str,
    note: Option<String>,
}

/// Requests and events as JSON lines, in their order; `note_text` writes their notes.
#[must_use]
pub fn request_lines<'a>(
    exchanges: impl Iterator<Item = &'a RequestLogEntry>,
    note_text: impl Fn(&RequestNote) -> String,
) -> String {
    let mut text = String::new();
    for exchange in exchanges {
        let line = RequestLine {
            at: exchange.at,
            method: &exchange.method,
            endpoint: &exchange.endpoint,
            status: exchange.status,
            duration_ms: exchange
                .duration
                .map(|took| u64::try_from(took.as_millis()).unwrap_or(u64::MAX)),
            bytes: exchange.bytes,
            correlation_id: exchange.correlation_id.as_deref(),
            outcome: exchange.outcome.word(),
            note: exchange.note.as_ref().map(&note_text),
        };
        // Text and numbers can always be written.
        text.push_str(&serde_json::to_string(&line).unwrap_or_default());
        text.push('\n');
    }
    text
}

/// All settings, each with its origin.
#[must_use]
pub fn settings_text(configuration: &Configuration) -> String {
    let line = |setting: Setting| {
        let value = configuration.settings().text(setting);
        let value = value.unwrap_or_else(|| "-".to_owned());
        format!(
            "{} = {value}  # {:?}\n",
            setting.key(),
            configuration.origin(setting)
        )
    };
    Setting::VARIANTS.iter().copied().map(line).collect()
}

/// The parts as one zip file.
///
/// # Errors
/// They do not fit into one.
pub fn zip(parts: &[Part]) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        zip.start_file(part.name, SimpleFileOptions::default())?;
        zip.write_all(part.text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::{io::Read as _, time::Duration};

    use super::*;
    use crate::domain::{configuration::Origin, request_log::RequestOutcome};

    #[test]
    fn a_request_is_one_line_of_json() {
        let exchange = RequestLogEntry {
            at: "2026-11-23T14:03:12Z".parse().unwrap(),
            method: "GET".to_owned(),
            endpoint: "/health".to_owned(),
            status: Some(503),
            duration: Some(Duration::from_millis(42)),
            bytes: 7,
            correlation_id: Some("id-\"1\"".to_owned()),
            outcome: RequestOutcome::Refused,
            note: Some(RequestNote::GivenUp),
        };
        let text = request_lines([&exchange, &exchange].into_iter(), |note| {
            assert_eq!(*note, RequestNote::GivenUp);
            "two\nlines".to_owned()
        });
        let lines: Vec<serde_json::Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 2);
        let expected = serde_json::json!({
            "at": "2026-11-23T14:03:12Z", "method": "GET", "endpoint": "/health", "status": 503, "duration_ms": 42,
            "bytes": 7, "correlation_id": "id-\"1\"", "outcome": "refused", "note": "two\nlines",
        });
        assert_eq!(lines[0], expected);
    }

    #[test]
    fn the_zip_holds_every_part() {
        let parts = [("a.txt", "first"), ("b.txt", "second")].map(|(name, text)| Part {
            name,
            text: text.to_owned(),
        });
        let bytes = zip(&parts).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for part in parts {
            let mut text = String::new();
            archive
                .by_name(part.name)
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            assert_eq!(text, part.text);
        }
    }

    #[test]
    fn every_setting_is_listed_with_its_origin() {
        let mut configuration = Configuration::default();
        configuration
            .apply(Origin::Environment, Setting::Theme, "light")
            .unwrap();
        let text = settings_text(&configuration);
        assert!(text.contains("theme = light  # Environment\n"), "{text}");
        assert_eq!(text.lines().count(), Setting::VARIANTS.len());
    }
}

//! One event of the stream (contract, section 6): what it is about, in both vocabularies, on any Pi.
//!
//! What a payload says is in `wire::payloads`. Must not know the connection, nor which session is followed:
//! the caller compares [`Decoded::session_id`].

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    domain::{
        candidate::CandidateState,
        session::{Session, SessionId},
    },
    messages::{BatchEvent, Warning},
    wire::{
        event_names::{Kind, kind},
        event_payloads::{self, part},
        field::{Field, Text},
        item::Read,
        text,
    },
};

/// An event, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// Its type.
    pub name: String,
    /// The session that it belongs to, if it says so.
    pub session_id: Option<SessionId>,
    /// What it tells; `None` if its payload is missing or cannot be read (then there is a warning).
    pub event: Option<BatchEvent>,
    /// What is odd about it.
    pub warnings: Vec<Warning>,
}

/// The outside of an event. Each part may be missing in some builds.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Envelope {
    version: Field<Text>,
    #[serde(rename = "type")]
    kind: Field<Text>,
    session_id: Field<Text>,
    payload: Field<Value>,
}

/// Reads one event: its SSE name (empty or `message` if it has none), its data, and when it came.
///
/// # Errors
/// The data is not JSON, or the type is one that nobody knows.
pub fn decode(event_name: &str, data: &str, at: Timestamp) -> Result<Decoded, Warning> {
    let body = match serde_json::from_str::<Value>(data) {
        Ok(body) => body,
        Err(_) if matches!(kind(event_name), Some(Kind::Alive)) => Value::Null,
        Err(_) => return Err(warning(event_name, "the data of this event is not JSON")),
    };
    let Envelope {
        version,
        kind: named,
        session_id,
        payload,
    } = part(&body);
    let name = known_text(named).unwrap_or_else(|| text::clean(event_name));
    let Some(kind) = kind(&name) else {
        let message = format!("this console does not know events of the type “{name}”");
        return Err(warning(&name, &message));
    };
    let payload = payload.value().unwrap_or_else(|| bare_payload(body));
    let mut decoded = Decoded {
        name: String::new(),
        session_id: known_text(session_id)
            .or_else(|| event_payloads::owner(&payload))
            .map(SessionId::new),
        event: None,
        warnings: version_warning(version).into_iter().collect(),
    };
    decoded.fill(&kind, &name, &payload, at);
    decoded.name = name;
    Ok(decoded)
}

/// A text that says something.
fn known_text(field: Field<Text>) -> Option<String> {
    field
        .value()
        .map(|Text(text)| text)
        .filter(|text| !text.is_empty())
}

/// The payload of a build that sends it without an envelope around it.
fn bare_payload(body: Value) -> Value {
    let enveloped = ["type", "version"]
        .iter()
        .any(|key| body.get(key).is_some());
    if enveloped { Value::Null } else { body }
}

fn warning(source: &str, message: &str) -> Warning {
    let source = if source.is_empty() { "events" } else { source };
    Warning {
        source: text::clean(source),
        message: message.to_owned(),
    }
}

/// The same text for every event of that version, so that the caller can show it once.
fn version_warning(version: Field<Text>) -> Option<Warning> {
    let version = known_text(version).filter(|version| !matches!(version.as_str(), "1.0" | "1"))?;
    let message =
        format!("this Pi sends events of version {version}; they are read as version 1.0");
    Some(warning("events", &message))
}

impl Decoded {
    /// Reads the payload.
    fn fill(&mut self, kind: &Kind, name: &str, payload: &Value, at: Timestamp) {
        let needs_fields = !matches!(kind, Kind::Alive | Kind::Trouble);
        if needs_fields && !payload.is_object() {
            self.warnings
                .push(warning(name, "this event has no payload"));
            return;
        }
        self.event = match kind {
            Kind::Alive => Some(BatchEvent::Heartbeat),
            Kind::Session => self.session(payload, name, None, BatchEvent::Session),
            Kind::SessionClosed => self.session(payload, name, Some("closed"), BatchEvent::Session),
            Kind::TimeoutWarning => self.session(payload, name, None, BatchEvent::TimeoutWarning),
            Kind::Device(implied) => self.device(payload, name, implied.clone()),
            Kind::Network(implied) => {
                let network = self.keep(event_payloads::network(payload, name, *implied));
                Some(BatchEvent::Network(network))
            }
            Kind::Trouble => {
                let problem = event_payloads::trouble(payload, name, at);
                Some(BatchEvent::Trouble(Box::new(problem)))
            }
        };
    }

    fn keep<T>(&mut self, read: Read<T>) -> T {
        self.warnings.extend(read.warnings);
        read.value
    }

    fn session(
        &mut self,
        payload: &Value,
        name: &str,
        implied: Option<&str>,
        event: fn(Session) -> BatchEvent,
    ) -> Option<BatchEvent> {
        let read = event_payloads::session(payload, name, implied);
        let session = match read {
            Ok(read) => self.keep(read),
            Err(warning) => {
                self.warnings.push(warning);
                return None;
            }
        };
        self.session_id.get_or_insert_with(|| session.id.clone());
        Some(event(session))
    }

    fn device(
        &mut self,
        payload: &Value,
        name: &str,
        implied: Option<CandidateState>,
    ) -> Option<BatchEvent> {
        let mut update = self.keep(event_payloads::device(payload, name, implied))?;
        self.session_id = self.session_id.take().or_else(|| update.session_id.clone());
        update.session_id = update.session_id.or_else(|| self.session_id.clone());
        Some(BatchEvent::Candidate(update))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warning_of(name: &str, data: &str) -> String {
        match decode(name, data, Timestamp::UNIX_EPOCH) {
            Ok(decoded) => {
                assert_eq!(decoded.event, None, "{name} {data}");
                let texts: Vec<String> = decoded
                    .warnings
                    .into_iter()
                    .map(|w| format!("{}: {}", w.source, w.message))
                    .collect();
                texts.join("; ")
            }
            Err(warning) => format!("{}: {}", warning.source, warning.message),
        }
    }

    #[test]
    fn what_cannot_be_read_says_what_it_was() {
        let cases = [
            (
                "device.verified",
                "{broken",
                "device.verified: the data of this event is not JSON",
            ),
            ("", "", "events: the data of this event is not JSON"),
            (
                "lunch",
                "{}",
                "lunch: this console does not know events of the type “lunch”",
            ),
            (
                "device.verified",
                r#"{"type":"device.dis\u202ecovered2"}"#,
                "device.discovered2: this console does not know events of the type “device.discovered2”",
            ),
            (
                "",
                r#"{"type":"device.verified"}"#,
                "device.verified: this event has no payload",
            ),
            (
                "",
                r#"{"type":"session.closed","payload":null}"#,
                "session.closed: this event has no payload",
            ),
            (
                "",
                r#"{"type":"network.started","payload":[]}"#,
                "network.started: this event has no payload",
            ),
            (
                "",
                r#"{"type":"device.verified","payload":{}}"#,
                "device.verified: device: mac is missing",
            ),
            (
                "",
                r#"{"type":"session.closed","payload":{"state":"closed"}}"#,
                "session.closed: session: id is missing",
            ),
        ];
        for (name, data, expected) in cases {
            assert_eq!(warning_of(name, data), expected, "{name} {data}");
        }
    }

    #[test]
    fn a_heartbeat_needs_no_data() {
        for (name, data) in [
            ("keepalive", ""),
            ("keepalive", "{}"),
            ("connection.heartbeat", "null"),
            ("connection.heartbeat", "ok"),
            (
                "",
                r#"{"version":"1.0","type":"connection.heartbeat","payload":null}"#,
            ),
            (
                "message",
                r#"{"type":"connection.established","payload":{"message":"hi"}}"#,
            ),
        ] {
            let event = decode(name, data, Timestamp::UNIX_EPOCH).map(|decoded| decoded.event);
            assert_eq!(event, Ok(Some(BatchEvent::Heartbeat)), "{name} {data}");
        }
    }

    #[test]
    fn another_version_is_read_and_warned_about_in_one_stable_text() {
        let data = r#"{"version":"2.3","type":"keepalive"}"#;
        let decoded = decode("", data, Timestamp::UNIX_EPOCH);
        let expected = Decoded {
            name: "keepalive".to_owned(),
            session_id: None,
            event: Some(BatchEvent::Heartbeat),
            warnings: vec![warning(
                "events",
                "this Pi sends events of version 2.3; they are read as version 1.0",
            )],
        };
        assert_eq!(decoded, Ok(expected));
    }
}

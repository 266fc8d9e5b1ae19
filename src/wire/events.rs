//! Decodes one event of the stream (contract, section 6), in both vocabularies.
//!
//! `event_payloads` reads the payload. Which session the client follows is unknown here: the caller
//! compares [`Decoded::session_id`].

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    domain::{
        candidate::CandidateState,
        session::{Session, SessionId},
        warning::{Warning, WarningKind},
    },
    messages::BatchEvent,
    wire::{
        event_payloads::{self, part},
        field::{Field, Text},
        item::Read,
        json, text,
    },
};

/// An event, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// Its type.
    pub name: String,
    /// The session that it belongs to, if it names one.
    pub session_id: Option<SessionId>,
    /// The event; `None` with a warning if its payload is missing or cannot be read.
    pub event: Option<BatchEvent>,
    /// What could not be read.
    pub warnings: Vec<Warning>,
}

/// What a type of event is about, with the state that the type implies.
enum Kind {
    /// The stream is open.
    Alive,
    /// The state of a session.
    Session,
    /// A session is over.
    SessionClosed,
    /// A session expires soon.
    TimeoutWarning,
    /// The state of a camera, perhaps this one.
    Device(Option<CandidateState>),
    /// The state of the onboarding network, perhaps up or down.
    Network(Option<bool>),
    /// The Pi reports trouble.
    Trouble,
}

/// The names of both vocabularies (contract, section 6).
fn kind(name: &str) -> Option<Kind> {
    use CandidateState::{Discovered, Failed, Provisioned, Provisioning, Verified};
    Some(match name {
        "connection.established" | "connection.heartbeat" | "keepalive" | "heartbeat" => {
            Kind::Alive
        }
        "session.started" | "session.state_changed" | "session.status" => Kind::Session,
        "session.closed" => Kind::SessionClosed,
        "session.timeout_warning" => Kind::TimeoutWarning,
        "device.state_changed" => Kind::Device(None),
        "device.discovered" => Kind::Device(Some(Discovered)),
        "device.provisioning_started" => Kind::Device(Some(Provisioning)),
        "device.provisioning_completed" => Kind::Device(Some(Provisioned)),
        "device.provisioning_failed" => Kind::Device(Some(Failed)),
        "device.verified" => Kind::Device(Some(Verified)),
        "network.started" => Kind::Network(Some(true)),
        "network.stopped" => Kind::Network(Some(false)),
        "network.status_changed" => Kind::Network(None),
        "error.occurred" | "error" => Kind::Trouble,
        _ => return None,
    })
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
/// The data is not JSON, or the type is unknown.
pub fn decode(event_name: &str, data: &str, at: Timestamp) -> Result<Decoded, Warning> {
    let body = match json::parse(data) {
        Ok(body) => body,
        Err(_) if matches!(kind(event_name), Some(Kind::Alive)) => Value::Null,
        Err(_) => return Err(warning(event_name, WarningKind::EventNotJson)),
    };
    let Envelope {
        version,
        kind: named,
        session_id,
        payload,
    } = part(&body);
    let name = known_text(named).unwrap_or_else(|| text::clean(event_name));
    let Some(kind) = kind(&name) else {
        return Err(warning(
            &name,
            WarningKind::UnknownEvent { name: name.clone() },
        ));
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

/// A text that is not empty.
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

fn warning(source: &str, kind: WarningKind) -> Warning {
    let source = if source.is_empty() { "events" } else { source };
    Warning {
        source: text::clean(source),
        kind,
    }
}

/// The same warning for every event of that version, so that the caller can show it once.
fn version_warning(version: Field<Text>) -> Option<Warning> {
    let version = known_text(version).filter(|version| !matches!(version.as_str(), "1.0" | "1"))?;
    Some(warning("events", WarningKind::EventVersion { version }))
}

impl Decoded {
    /// Reads the payload.
    fn fill(&mut self, kind: &Kind, name: &str, payload: &Value, at: Timestamp) {
        let needs_fields = !matches!(kind, Kind::Alive | Kind::Trouble);
        if needs_fields && !payload.is_object() {
            self.warnings
                .push(warning(name, WarningKind::EventWithoutPayload));
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
    use crate::domain::warning::{Fault, Item};

    fn warning_of(name: &str, data: &str) -> Warning {
        match decode(name, data, Timestamp::UNIX_EPOCH) {
            Ok(decoded) => {
                assert_eq!(decoded.event, None, "{name} {data}");
                assert_eq!(decoded.warnings.len(), 1, "{name} {data}");
                decoded.warnings[0].clone()
            }
            Err(warning) => warning,
        }
    }

    #[test]
    fn an_event_that_cannot_be_read_has_a_typed_warning() {
        use WarningKind::{EventNotJson, EventWithoutPayload, Fields, UnknownEvent};
        let unknown = |name: &str| UnknownEvent {
            name: name.to_owned(),
        };
        let missing = |item, field| Fields {
            item,
            faults: vec![Fault::Missing { field }],
        };
        let cases = [
            (
                "device.verified",
                "{broken",
                "device.verified",
                EventNotJson,
            ),
            ("", "", "events", EventNotJson),
            ("lunch", "{}", "lunch", unknown("lunch")),
            (
                "device.verified",
                r#"{"type":"device.dis\u202ecovered2"}"#,
                "device.discovered2",
                unknown("device.discovered2"),
            ),
            (
                "",
                r#"{"type":"device.verified"}"#,
                "device.verified",
                EventWithoutPayload,
            ),
            (
                "",
                r#"{"type":"session.closed","payload":null}"#,
                "session.closed",
                EventWithoutPayload,
            ),
            (
                "",
                r#"{"type":"network.started","payload":[]}"#,
                "network.started",
                EventWithoutPayload,
            ),
            (
                "",
                r#"{"type":"device.verified","payload":{}}"#,
                "device.verified",
                missing(Item::UnnamedCamera, "mac"),
            ),
            (
                "",
                r#"{"type":"session.closed","payload":{"state":"closed"}}"#,
                "session.closed",
                missing(Item::Session, "id"),
            ),
        ];
        for (name, data, source, kind) in cases {
            let source = source.to_owned();
            assert_eq!(
                warning_of(name, data),
                Warning { source, kind },
                "{name} {data}"
            );
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
    fn another_version_is_read_with_one_warning() {
        let data = r#"{"version":"2.3","type":"keepalive"}"#;
        let decoded = decode("", data, Timestamp::UNIX_EPOCH);
        let expected = Decoded {
            name: "keepalive".to_owned(),
            session_id: None,
            event: Some(BatchEvent::Heartbeat),
            warnings: vec![warning(
                "events",
                WarningKind::EventVersion {
                    version: "2.3".to_owned(),
                },
            )],
        };
        assert_eq!(decoded, Ok(expected));
    }
}

//! The event stream (contract, section 6): both vocabularies, nested and flat payloads, on any Pi.
//!
//! Must not know the connection, nor which session is followed: the caller compares [`Decoded::session_id`].

use jiff::Timestamp;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    domain::{
        candidate::{CandidateState, CandidateUpdate},
        problem::{Category, Problem, Remedy},
        session::{Session, SessionId},
    },
    messages::{BatchEvent, Warning},
    wire::{
        entities::{NetworkDto, SessionDto},
        error_codes,
        field::{Field, Int, Text},
        reading::{self, Item, Read},
    },
};

/// An event, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
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

/// What an event type is about.
enum Kind {
    Alive,
    Session,
    SessionClosed,
    TimeoutWarning,
    Device(Option<CandidateState>),
    Network(Option<bool>),
    Trouble,
}

/// Both vocabularies; the states that a type implies stand with it.
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

/// Reads one event: its SSE name (empty or `message` if it has none), its data, and when it came.
///
/// # Errors
/// The data is not JSON, or the type is one that nobody knows.
pub fn decode(event_name: &str, data: &str, at: Timestamp) -> Result<Decoded, Warning> {
    let named = kind(event_name);
    let body = match serde_json::from_str::<Value>(data) {
        Ok(body) => body,
        Err(_) if matches!(named, Some(Kind::Alive)) => Value::Null,
        Err(_) => return Err(warning(event_name, "the data of this event is not JSON")),
    };
    let envelope: Envelope = part(&body);
    let name = envelope
        .kind
        .value()
        .map_or_else(|| event_name.to_owned(), |Text(name)| name);
    let kind = kind(&name)
        .ok_or_else(|| warning(&name, "this console does not know this type of event"))?;
    let payload = envelope
        .payload
        .value()
        .unwrap_or_else(|| bare_payload(body));
    let session_id = envelope.session_id.or(part::<Owner>(&payload).session_id);
    let mut decoded = Decoded {
        session_id: Item::new("event")
            .text("session_id", session_id)
            .map(SessionId::new),
        event: None,
        warnings: version_warning(envelope.version).into_iter().collect(),
    };
    decoded.fill(&kind, &name, &payload, at);
    Ok(decoded)
}

/// The payload of a build that sends it without an envelope around it.
fn bare_payload(body: Value) -> Value {
    let enveloped = ["type", "version"]
        .iter()
        .any(|key| body.get(key).is_some());
    if enveloped { Value::Null } else { body }
}

/// Whom a payload is about, where the envelope does not say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Owner {
    session_id: Field<Text>,
}

/// Reads an object; what is no object has no fields.
fn part<T: DeserializeOwned + Default>(value: &Value) -> T {
    let object = value.is_object().then(|| T::deserialize(value).ok());
    object.flatten().unwrap_or_default()
}

fn warning(source: &str, message: &str) -> Warning {
    let source = if source.is_empty() { "events" } else { source };
    Warning {
        source: crate::wire::text::clean(source),
        message: message.to_owned(),
    }
}

/// The same text for every event of that version, so that the caller can show it once.
fn version_warning(version: Field<Text>) -> Option<Warning> {
    let Text(version) = version.value()?;
    let known = matches!(version.as_str(), "1.0" | "1" | "");
    (!known).then(|| {
        let message =
            format!("this Pi sends events of version {version}; they are read as version 1.0");
        warning("events", &message)
    })
}

impl Decoded {
    /// Reads the payload into the event.
    fn fill(&mut self, kind: &Kind, name: &str, payload: &Value, at: Timestamp) {
        if !payload.is_object() && !matches!(kind, Kind::Alive | Kind::Trouble) {
            self.warnings
                .push(warning(name, "this event has no payload"));
            return;
        }
        self.event = match kind {
            Kind::Alive => Some(BatchEvent::Heartbeat),
            Kind::Session => self.session(payload, name, None).map(BatchEvent::Session),
            Kind::SessionClosed => self
                .session(payload, name, Some("closed"))
                .map(BatchEvent::Session),
            Kind::TimeoutWarning => self
                .session(payload, name, None)
                .map(BatchEvent::TimeoutWarning),
            Kind::Device(implied) => self
                .device(payload, name, implied.clone())
                .map(BatchEvent::Candidate),
            Kind::Network(implied) => Some(self.network(payload, name, *implied)),
            Kind::Trouble => Some(BatchEvent::Trouble(Box::new(trouble(payload, name, at)))),
        };
    }

    fn keep<T>(&mut self, read: Read<T>) -> T {
        self.warnings.extend(read.warnings);
        read.value
    }

    /// `{session:S}`, or S itself.
    fn session(&mut self, payload: &Value, name: &str, implied: Option<&str>) -> Option<Session> {
        let mut dto: SessionDto = part(nested(payload, "session"));
        dto.state = dto
            .state
            .or(implied.map(|word| Text(word.to_owned())).into());
        match reading::session(dto, name) {
            Ok(read) => {
                let session = self.keep(read);
                self.session_id.get_or_insert_with(|| session.id.clone());
                Some(session)
            }
            Err(warning) => {
                self.warnings.push(warning);
                None
            }
        }
    }

    /// `{device:D}`, or D itself, or a change.
    fn device(
        &mut self,
        payload: &Value,
        name: &str,
        implied: Option<CandidateState>,
    ) -> Option<CandidateUpdate> {
        let mut item = Item::new("device");
        let update = reading::candidate_update(part(nested(payload, "device")), &mut item);
        let update = update.map(|update| changed(update, part(payload), implied, &mut item));
        self.warnings.extend(item.warning(name));
        let mut update = update?;
        self.session_id = self.session_id.take().or_else(|| update.session_id.clone());
        update.session_id = update.session_id.or_else(|| self.session_id.clone());
        Some(update)
    }

    /// `{status:{…}}`, or the status itself.
    fn network(&mut self, payload: &Value, name: &str, implied: Option<bool>) -> BatchEvent {
        let dto: NetworkDto = part(nested(payload, "status"));
        let mut network = self.keep(reading::network(dto, name));
        network.is_active = network.is_active.or(implied);
        BatchEvent::Network(network)
    }
}

/// The object under `name`, or the payload itself if it is flat.
fn nested<'a>(payload: &'a Value, name: &str) -> &'a Value {
    payload
        .get(name)
        .filter(|inner| inner.is_object())
        .unwrap_or(payload)
}

/// What a change says beside the camera itself.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Change {
    previous_state: Field<Text>,
    new_state: Field<Text>,
    progress: Field<Int>,
    error: Field<ErrorDto>,
}

/// An error in an event: a text, or a code with a message.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum ErrorDto {
    Text(Text),
    Object(ErrorFields),
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ErrorFields {
    code: Field<Text>,
    message: Field<Text>,
    retryable: Field<bool>,
}

fn changed(
    mut update: CandidateUpdate,
    change: Change,
    implied: Option<CandidateState>,
    item: &mut Item,
) -> CandidateUpdate {
    let mut state = |name, field| {
        item.text(name, field)
            .map(|word| reading::candidate_state(&word))
    };
    update.previous_state = state("previous_state", change.previous_state);
    update.state = state("new_state", change.new_state)
        .or(update.state)
        .or(implied);
    let progress = item.number("progress", change.progress);
    update.progress_percent = progress.map(|percent: u8| percent.min(100));
    let error = match item.take("error", change.error) {
        Some(ErrorDto::Text(text)) => (None, item.text("error", text.into())),
        Some(ErrorDto::Object(fields)) => (
            item.text("code", fields.code),
            item.text("message", fields.message),
        ),
        None => (None, None),
    };
    if error != (None, None) {
        update.failure = Some(error_codes::failure(error.0, error.1));
    }
    update.failure = update
        .failure
        .filter(|_| reading::may_have_failed(update.state.as_ref()));
    update
}

/// Trouble that the Pi tells of by itself.
fn trouble(payload: &Value, name: &str, at: Timestamp) -> Problem {
    let fields: ErrorFields = part(nested(payload, "error"));
    let mut item = Item::new("error");
    let code = item.text("code", fields.code);
    let plain = payload.as_str().or_else(|| payload.get("error")?.as_str());
    let message = item
        .text("message", fields.message)
        .or_else(|| plain.map(crate::wire::text::clean));
    let known = code.as_deref().and_then(error_codes::lookup);
    let retryable = fields
        .retryable
        .value()
        .or(known.as_ref().and_then(|info| info.retryable));
    let (summary, category, remedy, details) = match known {
        Some(info) => (info.summary.to_owned(), info.category, info.remedy, message),
        None => (
            message.unwrap_or_else(|| "The Pi reports trouble.".to_owned()),
            Category::Unknown,
            Remedy::ContactSupport,
            None,
        ),
    };
    Problem {
        summary,
        details,
        code: code.unwrap_or_else(|| "ERROR_EVENT".to_owned()),
        category,
        http_status: None,
        endpoint: Some(name.to_owned()),
        correlation_id: None,
        retryable: retryable.unwrap_or(false),
        retry_after: None,
        at,
        remedy,
    }
}

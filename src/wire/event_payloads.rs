//! Reads the payload of an event: nested (`{device:D}`) or flat, with or without the state that its
//! type implies.

use jiff::Timestamp;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    domain::{
        candidate::{CandidateState, CandidateUpdate, Failure},
        network::OnboardingNetwork,
        problem::{ErrorCode, Problem, ProblemKind},
        session::Session,
        warning::{Item, Warning},
    },
    wire::{
        entities::SessionDto,
        error_codes,
        field::{Field, Int, Text},
        item::{ItemReader, Read},
        text, to_domain,
    },
};

/// Reads an object; what is no object has no fields.
pub(super) fn part<T: DeserializeOwned + Default>(value: &Value) -> T {
    let object = value.is_object().then(|| T::deserialize(value).ok());
    object.flatten().unwrap_or_default()
}

/// The object under `name`, or the payload itself if it is flat.
fn nested<'a>(payload: &'a Value, name: &str) -> &'a Value {
    let inner = payload.get(name).filter(|inner| inner.is_object());
    inner.unwrap_or(payload)
}

/// The session that a payload names, where the envelope does not.
pub(super) fn owner(payload: &Value) -> Option<String> {
    let id = payload.get("session_id").and_then(Value::as_str);
    id.filter(|id| !id.is_empty()).map(text::clean)
}

/// `{session:S}`, or S itself.
pub(super) fn session(
    payload: &Value,
    name: &str,
    implied: Option<&str>,
) -> Result<Read<Session>, Warning> {
    let mut dto: SessionDto = part(nested(payload, "session"));
    dto.state = dto.state.or(implied.map(str::to_owned).into());
    to_domain::session(dto, name)
}

/// `{status:{…}}`, or the status itself.
pub(super) fn network(
    payload: &Value,
    name: &str,
    implied: Option<bool>,
) -> Read<OnboardingNetwork> {
    let mut read = to_domain::network(part(nested(payload, "status")), name);
    read.value.is_active = read.value.is_active.or(implied);
    read
}

/// The fields of a change next to the camera itself.
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

/// `{device:D}`, D itself, or a change. `None` if it does not say which camera.
pub(super) fn device(
    payload: &Value,
    name: &str,
    implied: Option<CandidateState>,
) -> Read<Option<CandidateUpdate>> {
    let mut item = ItemReader::new(Item::UnnamedCamera);
    let mut update = to_domain::candidate_update(part(nested(payload, "device")), &mut item);
    if let Some(update) = &mut update {
        change(update, part(payload), implied, &mut item);
    }
    item.read(update, name)
}

/// Takes over the fields next to the camera: the new state overrides the old, and both override the
/// implied one.
fn change(
    update: &mut CandidateUpdate,
    change: Change,
    implied: Option<CandidateState>,
    item: &mut ItemReader,
) {
    let mut state = |name: &'static str, field| {
        item.text(name, field)
            .map(|word| to_domain::candidate_state(&word))
    };
    update.previous_state = state("previous_state", change.previous_state);
    let new_state = state("new_state", change.new_state);
    update.state = new_state.or_else(|| update.state.take()).or(implied);
    update.progress_percent = progress(change.progress, item);
    let error = item.take("error", change.error);
    let failure = error
        .and_then(|error| failure(error, item))
        .or_else(|| update.failure.take());
    update.failure = failure.filter(|_| to_domain::may_have_failed(update.state.as_ref()));
}

fn progress(field: Field<Int>, item: &mut ItemReader) -> Option<u8> {
    let percent: i64 = item.number("progress", field)?;
    let value = u8::try_from(percent).ok().filter(|percent| *percent <= 100);
    if value.is_none() {
        item.out_of_range("progress", &percent);
    }
    value
}

/// Why a camera failed; `None` if the error is empty.
fn failure(error: ErrorDto, item: &mut ItemReader) -> Option<Failure> {
    let (code, message) = match error {
        ErrorDto::Text(text) => (None, item.text("error", text.into())),
        ErrorDto::Object(ErrorFields { code, message, .. }) => {
            (item.text("code", code), item.text("message", message))
        }
    };
    let is_empty = code.is_none() && message.is_none();
    (!is_empty).then(|| error_codes::failure(code, message))
}

/// Trouble that the Pi reports: `{code, message, retryable?}`, or a text.
pub(super) fn trouble(payload: &Value, name: &str, at: Timestamp) -> Problem {
    let fields: ErrorFields = part(nested(payload, "error"));
    let plain = payload.as_str().or_else(|| payload.get("error")?.as_str());
    let message = fields.message.value().map(|Text(text)| text);
    let message = message
        .or_else(|| plain.map(text::clean))
        .filter(|text| !text.is_empty());
    let code = fields
        .code
        .value()
        .map(|Text(code)| code)
        .filter(|code| !code.is_empty());
    let (kind, details) = match code.as_deref().and_then(ErrorCode::parse) {
        Some(code) => (ProblemKind::Contract(code), message),
        None => (ProblemKind::Reported { code, message }, None),
    };
    let problem = Problem::new(kind, at);
    Problem {
        details,
        endpoint: Some(name.to_owned()),
        retryable: fields.retryable.value().unwrap_or(problem.retryable),
        ..problem
    }
}

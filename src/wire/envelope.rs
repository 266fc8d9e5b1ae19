//! Reads one HTTP answer (contract, section 3): data, nothing, or a problem. The rules are in the
//! contract's order.

use std::time::Duration;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{
    domain::problem::Problem,
    wire::{error_response, json, text, time},
};

pub use crate::wire::envelope_writer::{
    ErrorBody, EventEnvelope, FailureBody, FlatFailure, Success,
};

/// As much text as a handler writes by hand, in bytes.
const SHORT_TEXT: usize = 200;

/// An HTTP answer as it came, before anything is believed.
#[derive(Debug, Clone, Copy)]
pub struct RawAnswer<'a> {
    /// `GET /api/v1/…`: no host, no query.
    pub endpoint: &'a str,
    /// The HTTP status.
    pub status: u16,
    /// The header `Content-Type`.
    pub content_type: Option<&'a str>,
    /// The header `X-Correlation-Id`, else `X-Request-Id`.
    pub correlation_header: Option<&'a str>,
    /// Whether the request had a key.
    pub had_key: bool,
    /// The header `Retry-After`, as a span from now.
    pub retry_after: Option<Duration>,
    /// `host:port` to suggest when a web page answers.
    pub other_address: Option<&'a str>,
    /// The body, all of it.
    pub body: &'a [u8],
    /// When it came, on this console's clock.
    pub at: Timestamp,
}

/// A success.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<T> {
    /// What it holds; `None` for a 204, an empty body, or a success without data.
    pub data: Option<T>,
    /// The Pi's name for the request.
    pub correlation_id: Option<String>,
    /// The Pi's clock when it answered.
    pub pi_time: Option<Timestamp>,
}

impl RawAnswer<'_> {
    /// Whether the status is a success.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..=299).contains(&self.status)
    }

    /// Whether a web page answered (rule 1): by its label or its first tag. JSON and a short text
    /// without a tag are none, whatever their label says.
    fn is_html(&self, text: &str) -> bool {
        let media_type = self.content_type.and_then(|text| text.split(';').next());
        let is_labelled = media_type
            .is_some_and(|media_type| media_type.trim().eq_ignore_ascii_case("text/html"));
        let starts_with = |tag: &str| {
            let start = text.get(..tag.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(tag))
        };
        if starts_with("<!doctype html") || starts_with("<html") {
            return true;
        }
        let is_short_text = (1..=SHORT_TEXT).contains(&text.len()) && !text.contains('<');
        is_labelled && !is_short_text && !text.starts_with(['{', '['])
    }

    /// The body as text; bytes that are not UTF-8 become `U+FFFD`, so that one bad name spoils only
    /// itself.
    pub(super) fn text(&self) -> String {
        let text = String::from_utf8_lossy(self.body);
        text.trim_start_matches('\u{FEFF}').trim().to_owned()
    }
}

/// Reads an answer by the contract's rules.
///
/// # Errors
/// A web page, an error of the Pi, or a success that cannot be read.
pub fn read<T: DeserializeOwned>(raw: &RawAnswer<'_>) -> Result<Answer<T>, Box<Problem>> {
    let text = raw.text();
    if raw.is_html(&text) {
        return Err(error_response::html(raw, &text));
    }
    if raw.status == 204 || raw.is_success() && text.is_empty() {
        return Ok(Answer {
            data: None,
            correlation_id: raw.correlation_header.map(text::clean),
            pi_time: None,
        });
    }
    let body = match json::parse(&text) {
        Ok(body) => body,
        Err(error) if raw.is_success() => return Err(error_response::not_json(raw, &error)),
        Err(_) => return Err(error_response::refused(raw, &Value::String(text))),
    };
    let success = body.get("success").and_then(Value::as_bool);
    let has_data = body.get("data").is_some_and(|data| !data.is_null());
    match success {
        Some(true) if has_data || raw.is_success() => data(raw, body),
        None if raw.is_success() => data(raw, body),
        _ => Err(error_response::refused(raw, &body)),
    }
}

/// The data of a success (rule 3).
fn data<T: DeserializeOwned>(raw: &RawAnswer<'_>, body: Value) -> Result<Answer<T>, Box<Problem>> {
    let correlation_id = correlation_id(raw, &body);
    let stamp = body.get("timestamp").and_then(Value::as_str);
    let pi_time = stamp
        .and_then(time::timestamp)
        .filter(|at| !time::is_never(*at));
    let data = match body {
        Value::Object(mut fields) if is_envelope(&fields) => taken(&mut fields, "data"),
        bare => bare,
    };
    let data = if data.is_null() {
        None
    } else {
        let read = serde_json::from_value(data);
        Some(
            read.map_err(|error| error_response::wrong_shape(raw, &error, correlation_id.clone()))?,
        )
    };
    Ok(Answer {
        data,
        correlation_id,
        pi_time,
    })
}

/// Whether the data is in the field `data`: an envelope with `success`, or an object that has nothing
/// else but ids, `meta` and timestamps.
fn is_envelope(fields: &Map<String, Value>) -> bool {
    let is_outside = |name: &String| {
        matches!(name.as_str(), "data" | "meta" | "id" | "timestamp" | "time")
            || name.ends_with("_id")
            || name.ends_with("_at")
    };
    // The networks in sight may stand beside `success` (contract, section 4).
    let is_scan = fields.contains_key("networks") && !fields.contains_key("data");
    fields.contains_key("success") && !is_scan
        || fields.contains_key("data") && fields.keys().all(is_outside)
}

fn taken(fields: &mut Map<String, Value>, name: &str) -> Value {
    fields.remove(name).unwrap_or(Value::Null)
}

/// The Pi's name for the request (rule 5).
pub(super) fn correlation_id(raw: &RawAnswer<'_>, body: &Value) -> Option<String> {
    let in_meta = body.get("meta").and_then(|meta| meta.get("correlation_id"));
    let in_body = [body.get("correlation_id"), body.get("request_id"), in_meta];
    let ids = in_body.into_iter().flatten().filter_map(Value::as_str);
    let mut ids = ids.chain(raw.correlation_header).map(text::clean);
    ids.find(|id| !id.is_empty())
}

/// Whether the server itself sent `retryable:true`: it did nothing, so even a POST may be sent
/// again (contract, section 4).
///
/// Not the same as [`Problem::retryable`], which is also true for a bare 503 from a proxy in front
/// of the Pi.
#[must_use]
pub fn invites_retry(raw: &RawAnswer<'_>) -> bool {
    let body = json::parse(&raw.text()).unwrap_or(Value::Null);
    error_response::sent_retryable(&body) == Some(true)
}

//! From an answer that is no success to a [`Problem`] (contract, section 3, rules 1 and 4 to 7).

use std::time::Duration;

use serde_json::{Value, error::Category as JsonError};

use crate::{
    domain::problem::{Category, Problem, Remedy},
    wire::{
        envelope::{HTML_INSTEAD_OF_JSON, RawAnswer, correlation_id},
        error_codes, status_codes, text, time,
    },
};

/// A web page answered where the API should be: the wrong port.
pub(super) fn html(raw: &RawAnswer<'_>) -> Box<Problem> {
    let instead = raw.other_address.map(str::to_owned);
    Box::new(Problem {
        summary: format!(
            "A web page answered {}: this port does not serve it.",
            raw.endpoint
        ),
        code: HTML_INSTEAD_OF_JSON.to_owned(),
        category: Category::Network,
        remedy: Remedy::CheckAddress { instead },
        ..blank(raw)
    })
}

/// A success whose body is not JSON, or breaks off.
pub(super) fn not_json(raw: &RawAnswer<'_>, error: &serde_json::Error) -> Box<Problem> {
    let (summary, remedy) = match error.classify() {
        JsonError::Eof => ("The Pi's answer broke off in the middle.", Remedy::Retry),
        JsonError::Io | JsonError::Syntax | JsonError::Data => (
            "The Pi's answer is not JSON: perhaps something else answers at this address.",
            Remedy::CheckAddress { instead: None },
        ),
    };
    Box::new(Problem {
        details: Some(without_values(error)),
        ..unreadable(raw, summary, remedy)
    })
}

/// A success whose data is something else than asked for.
pub(super) fn wrong_shape(
    raw: &RawAnswer<'_>,
    error: &serde_json::Error,
    correlation_id: Option<String>,
) -> Box<Problem> {
    let summary = "The Pi's answer has a form that this console does not know.";
    Box::new(Problem {
        details: Some(without_values(error)),
        correlation_id,
        ..unreadable(raw, summary, Remedy::ContactSupport)
    })
}

fn unreadable(raw: &RawAnswer<'_>, summary: &str, remedy: Remedy) -> Problem {
    Problem {
        summary: summary.to_owned(),
        code: "UNREADABLE_ANSWER".to_owned(),
        category: Category::Infrastructure,
        remedy,
        ..blank(raw)
    }
}

/// What serde says without the value that it quotes, which nobody can vouch for.
fn without_values(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let quoted = message.find(['"', '`']).zip(message.rfind(['"', '`']));
    let message = match quoted {
        Some((first, last)) if first < last => {
            format!("{}…{}", &message[..first], &message[last + 1..])
        }
        _ => message,
    };
    text::clean(&message)
}

/// An error of the Pi: nested, flat, `{"error":"text"}`, or no JSON at all (then `body` is the text).
pub(super) fn refused(raw: &RawAnswer<'_>, body: &Value) -> Box<Problem> {
    let message = message(body);
    let details = said(body, "details").map(shown);
    let code = said(body, "code")
        .and_then(Value::as_str)
        .filter(|code| !code.is_empty());
    let known = code.and_then(error_codes::lookup);
    let is_known = known.is_some();
    let info = known.unwrap_or_else(|| status_codes::for_status(raw.status));
    let retryable =
        said_retryable(body).unwrap_or_else(|| status_codes::is_retryable_status(raw.status));
    let code = code.map_or_else(|| format!("HTTP_{}", raw.status), text::clean);
    let (summary, evidence) = match message {
        Some(message) if !is_known && body.is_object() => (message, details),
        message => (info.summary.to_owned(), joined(message, details)),
    };
    Box::new(Problem {
        summary,
        details: evidence,
        category: info.category,
        correlation_id: correlation_id(raw, body),
        retryable,
        retry_after: wait(raw, body, &code, retryable),
        remedy: remedy(info.remedy, retryable),
        code,
        ..blank(raw)
    })
}

/// Nobody calls support about something that may go away by itself.
fn remedy(usual: Remedy, retryable: bool) -> Remedy {
    match usual {
        Remedy::ContactSupport if retryable => Remedy::Retry,
        usual => usual,
    }
}

/// A field of an error: in the nested object, else beside it.
fn said<'a>(body: &'a Value, name: &str) -> Option<&'a Value> {
    let nested = body.get("error").and_then(|error| error.get(name));
    let places = [nested, body.get(name)];
    places.into_iter().flatten().find(|value| !value.is_null())
}

/// The Pi's own words: `error.message`, else `error` as text, else `message`, else a body that is only text.
fn message(body: &Value) -> Option<String> {
    let nested = body.get("error").and_then(|error| error.get("message"));
    let candidates = [nested, body.get("error"), body.get("message"), Some(body)];
    let text = candidates.into_iter().flatten().find_map(Value::as_str);
    text.map(text::clean).filter(|text| !text.is_empty())
}

/// Details may be text or any JSON.
fn shown(details: &Value) -> String {
    details
        .as_str()
        .map_or_else(|| text::clean(&details.to_string()), text::clean)
}

fn joined(message: Option<String>, details: Option<String>) -> Option<String> {
    match (message, details) {
        (Some(message), Some(details)) => Some(format!("{message} ({details})")),
        (message, details) => message.or(details),
    }
}

/// What the server itself said of a retry.
pub(super) fn said_retryable(body: &Value) -> Option<bool> {
    said(body, "retryable").and_then(Value::as_bool)
}

/// The wait before a retry (rule 7).
fn wait(raw: &RawAnswer<'_>, body: &Value, code: &str, retryable: bool) -> Option<Duration> {
    let in_body = said(body, "retry_after_seconds").and_then(Value::as_f64);
    let default = if raw.status == 429 || code == "RATE_LIMITED" {
        30
    } else {
        5
    };
    in_body
        .and_then(time::seconds)
        .or(raw.retry_after)
        .or_else(|| retryable.then(|| Duration::from_secs(default)))
        .map(time::retry_wait)
}

/// What is the same for all problems with this answer.
fn blank(raw: &RawAnswer<'_>) -> Problem {
    Problem {
        summary: String::new(),
        details: None,
        code: String::new(),
        category: Category::Unknown,
        http_status: Some(raw.status),
        endpoint: Some(raw.endpoint.to_owned()),
        correlation_id: raw.correlation_header.map(text::clean),
        retryable: false,
        retry_after: None,
        at: raw.at,
        remedy: Remedy::ContactSupport,
    }
}

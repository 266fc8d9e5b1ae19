//! Turns an answer that is no success into a [`Problem`] (contract, section 3, rules 1 and 4 to 7).

use std::time::Duration;

use serde_json::{Value, error::Category as JsonError};

use crate::{
    domain::{
        problem::{ErrorCode, Problem, ProblemKind, Remedy},
        problem_kind::is_retryable_status,
    },
    wire::{
        envelope::{RawAnswer, correlation_id},
        text, time,
    },
};

/// A web page answered where the API should be: the wrong port.
pub(super) fn html(raw: &RawAnswer<'_>) -> Box<Problem> {
    let instead = raw.other_address.map(str::to_owned);
    let endpoint = raw.endpoint.to_owned();
    Box::new(Problem {
        remedy: Remedy::CheckAddress { instead },
        ..problem(raw, ProblemKind::HtmlInsteadOfJson { endpoint })
    })
}

/// A success whose body is not JSON, or breaks off.
pub(super) fn not_json(raw: &RawAnswer<'_>, error: &serde_json::Error) -> Box<Problem> {
    let kind = match error.classify() {
        JsonError::Eof => ProblemKind::AnswerCutShort,
        JsonError::Io | JsonError::Syntax | JsonError::Data => ProblemKind::NotJson,
    };
    Box::new(Problem {
        details: Some(without_values(error)),
        ..problem(raw, kind)
    })
}

/// A success whose data has another form than expected.
pub(super) fn wrong_shape(
    raw: &RawAnswer<'_>,
    error: &serde_json::Error,
    correlation_id: Option<String>,
) -> Box<Problem> {
    Box::new(Problem {
        details: Some(without_values(error)),
        correlation_id,
        ..problem(raw, ProblemKind::UnexpectedForm { warning: None })
    })
}

/// The message of serde without the value that it quotes, which may be a secret.
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

/// An error answer: nested, flat, `{"error":"text"}`, or no JSON at all (then `body` is the text).
pub(super) fn refused(raw: &RawAnswer<'_>, body: &Value) -> Box<Problem> {
    let message = message(body);
    let details = field(body, "details").map(shown);
    let code = field(body, "code")
        .and_then(Value::as_str)
        .filter(|code| !code.is_empty());
    let known = code.and_then(ErrorCode::parse);
    let retryable = sent_retryable(body).unwrap_or_else(|| is_retryable_status(raw.status));
    let (kind, evidence) = if let Some(code) = known {
        (ProblemKind::Contract(code), joined(message, details))
    } else {
        let is_own_words = body.is_object() && message.is_some();
        let (message, evidence) = if is_own_words {
            (message, details)
        } else {
            (None, joined(message, details))
        };
        let kind = ProblemKind::Refused {
            status: raw.status,
            code: code.map(text::clean),
            message,
        };
        (kind, evidence)
    };
    Box::new(Problem {
        details: evidence,
        correlation_id: correlation_id(raw, body),
        retryable,
        retry_after: wait(raw, body, known, retryable),
        remedy: remedy(kind.remedy(), retryable),
        ..problem(raw, kind)
    })
}

/// A failure that may end without help needs no call to support.
fn remedy(usual: Remedy, retryable: bool) -> Remedy {
    match usual {
        Remedy::ContactSupport if retryable => Remedy::Retry,
        usual => usual,
    }
}

/// A field of an error: in the nested object, or else next to it.
fn field<'a>(body: &'a Value, name: &str) -> Option<&'a Value> {
    let nested = body.get("error").and_then(|error| error.get(name));
    let places = [nested, body.get(name)];
    places.into_iter().flatten().find(|value| !value.is_null())
}

/// The Pi's own words: `error.message`, else `error` as text, else `message`, else a body that is
/// only text.
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

/// Whether the server itself calls the call retryable.
pub(super) fn sent_retryable(body: &Value) -> Option<bool> {
    field(body, "retryable").and_then(Value::as_bool)
}

/// The wait before a retry (rule 7).
fn wait(
    raw: &RawAnswer<'_>,
    body: &Value,
    code: Option<ErrorCode>,
    retryable: bool,
) -> Option<Duration> {
    let in_body = field(body, "retry_after_seconds").and_then(Value::as_f64);
    let default = if raw.status == 429 || code == Some(ErrorCode::RateLimited) {
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

/// A problem with this answer.
fn problem(raw: &RawAnswer<'_>, kind: ProblemKind) -> Problem {
    Problem {
        http_status: Some(raw.status),
        endpoint: Some(raw.endpoint.to_owned()),
        correlation_id: raw.correlation_header.map(text::clean),
        ..Problem::new(kind, raw.at)
    }
}

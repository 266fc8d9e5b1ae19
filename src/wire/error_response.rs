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

/// Where a page says that it leads to another one, in characters.
const PAGE_HEAD: usize = 4096;

/// A web page answered where the API should be (rule 1): the Pi's own one on the wrong port, or, by
/// its status or by where it leads to, that of something in front of the Pi.
pub(super) fn html(raw: &RawAnswer<'_>, page: &str) -> Box<Problem> {
    if raw.is_success()
        && let Some(to) = leads_to(page)
    {
        return Box::new(problem(raw, ProblemKind::CaptivePortal { to: Some(to) }));
    }
    if !raw.is_success() && !matches!(raw.status, 404 | 405) {
        return in_between(raw);
    }
    let instead = raw.other_address.map(str::to_owned);
    let endpoint = raw.endpoint.to_owned();
    Box::new(Problem {
        remedy: Remedy::CheckAddress { instead },
        ..problem(raw, ProblemKind::HtmlInsteadOfJson { endpoint })
    })
}

/// Something in front of the Pi answered: not JSON, and not as gin does.
fn in_between(raw: &RawAnswer<'_>) -> Box<Problem> {
    let kind = match raw.status {
        511 => ProblemKind::CaptivePortal { to: None },
        status => ProblemKind::AnsweredInBetween { status },
    };
    let problem = problem(raw, kind);
    Box::new(Problem {
        retry_after: wait(raw, &Value::Null, None, problem.retryable),
        ..problem
    })
}

/// The server that a page leads to at once, as that of a captive portal does:
/// `<meta http-equiv="refresh" content="0; url=http://portal.example/login">`.
fn leads_to(page: &str) -> Option<String> {
    let head: String = page.chars().take(PAGE_HEAD).collect();
    let head = head.to_ascii_lowercase();
    let (_, equivalent) = head.split_once("http-equiv")?;
    let (_, refresh) = equivalent.split_once("refresh")?;
    let (_, target) = refresh.split_once("url=")?;
    let mut parts = target
        .trim_start_matches(['\'', '"', ' '])
        .split(['\'', '"', ' ', '>']);
    let uri: http::Uri = parts.next()?.parse().ok()?;
    let origin = format!("{}://{}", uri.scheme_str()?, uri.authority()?);
    Some(text::clean(&origin))
}

/// A success whose body is not JSON, breaks off, or has too many values.
pub(super) fn not_json(raw: &RawAnswer<'_>, error: &serde_json::Error) -> Box<Problem> {
    let kind = match error.classify() {
        JsonError::Eof => ProblemKind::AnswerCutShort,
        JsonError::Data => ProblemKind::UnexpectedForm { warning: None },
        JsonError::Io | JsonError::Syntax => ProblemKind::NotJson,
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
    if !body.is_object() && matches!(raw.status, 401 | 403 | 407 | 511) {
        return in_between(raw);
    }
    let retryable = sent_retryable(body)
        .or_else(|| known.and_then(ErrorCode::is_retryable))
        .unwrap_or_else(|| is_retryable_status(raw.status));
    let (kind, evidence) = if is_key_taken(raw, message.as_deref()) {
        (ProblemKind::KeyNotReceived, joined(message, details))
    } else if let Some(code) = known {
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

/// Whether the Pi misses a key that was sent (contract, section 9).
fn is_key_taken(raw: &RawAnswer<'_>, message: Option<&str>) -> bool {
    let says_required =
        message.is_some_and(|message| message.to_ascii_lowercase().contains("required"));
    raw.status == 401 && raw.had_key && says_required
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
        .and_then(|asked| time::seconds(asked.max(0.0)))
        .or(raw.retry_after)
        .or_else(|| in_details(body))
        .or_else(|| retryable.then(|| Duration::from_secs(default)))
        .map(time::retry_wait)
}

/// `retry_after: N` in the details, in seconds.
fn in_details(body: &Value) -> Option<Duration> {
    let details = field(body, "details")?.as_str()?;
    let (_, asked) = details.split_once("retry_after:")?;
    let asked = asked.trim_start();
    let digits = asked.find(|c: char| !c.is_ascii_digit() && c != '.');
    let asked = asked.get(..digits.unwrap_or(asked.len()))?;
    time::seconds(asked.parse().ok()?)
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

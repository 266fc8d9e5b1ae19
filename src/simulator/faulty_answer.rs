//! Answers that a fault gives instead of the Pi, or makes of the Pi's answer.

use std::{convert::Infallible, io, sync::Arc, time::Duration};

use axum::{
    body::{Body, to_bytes},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header};
use serde_json::{Value, json};

use crate::{
    domain::error_code::ErrorCode,
    simulator::{
        answer::{CORRELATION_HEADER, enveloped, not_found, web_page},
        bad_values,
        faults::{Fault, Form, HeaderFault, IdPlace, StatusAnswer},
        listener::RawAnswer,
        pi::Pi,
    },
};

/// The other header that may carry the correlation id.
const REQUEST_ID_HEADER: &str = "x-request-id";

/// The connection breaks this long after half of an answer, so that the half arrives.
const AFTER_HALF: Duration = Duration::from_millis(20);

/// One piece of a long body.
const PIECE: Bytes = Bytes::from_static(&[b' '; 64 << 10]);

/// Answers a call that has `fault`. `releases`: how often held calls were released before.
pub(super) async fn answer(
    fault: Fault,
    releases: u64,
    pi: &Arc<Pi>,
    raw: RawAnswer,
    request: Request<Body>,
    next: Next,
) -> Response {
    match fault {
        Fault::Status(answer) => {
            if answer.executed {
                drop(next.run(request).await);
            }
            pi.status_answer(&answer)
        }
        Fault::RateLimit {
            retry_after_seconds,
            ..
        } => pi.status_answer(&StatusAnswer {
            retry_after_seconds: Some(retry_after_seconds.into()),
            ..StatusAnswer::new(429, Form::Envelope)
        }),
        Fault::WrongPort => web_page().await,
        Fault::OlderPi | Fault::MissingFeatures { .. } => not_found(),
        Fault::Redirect { status, location } => redirect(status, location, &request),
        Fault::AnswerLost => {
            drop(next.run(request).await);
            pi.faults.send_modify(|faults| faults.connection_cuts += 1);
            std::future::pending().await
        }
        Fault::Late { ms } => {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            next.run(request).await
        }
        Fault::Held => {
            let mut faults = pi.faults.subscribe();
            drop(faults.wait_for(|faults| faults.releases != releases).await);
            next.run(request).await
        }
        Fault::Huge { megabytes } => long_body(megabytes.saturating_mul(16)),
        Fault::Endless => long_body(u64::MAX),
        Fault::Headers { with } => {
            raw.set(
                &raw_head(with),
                &whole_body(next.run(request).await).await.1,
            );
            let close = [(header::CONNECTION, "close")];
            (close, ()).into_response()
        }
        other => {
            let (mut parts, body) = whole_body(next.run(request).await).await;
            if matches!(
                other,
                Fault::Slow { .. } | Fault::Truncated { announced: true }
            ) {
                let length = HeaderValue::from(body.len());
                parts.headers.insert(header::CONTENT_LENGTH, length);
            }
            Response::from_parts(parts, damaged(&other, body))
        }
    }
}

/// The body of the Pi's answer, with the fault.
fn damaged(fault: &Fault, body: Bytes) -> Body {
    match fault {
        Fault::Truncated { announced: false } => Body::from(body.slice(..body.len() / 2)),
        Fault::Truncated { announced: true } => {
            let half = stream::iter([Ok(body.slice(..body.len() / 2))]);
            let broken = stream::once(async {
                tokio::time::sleep(AFTER_HALF).await;
                Err(io::Error::from(io::ErrorKind::ConnectionReset))
            });
            Body::from_stream(half.chain(broken))
        }
        Fault::Slow { ms } => {
            let pause = Duration::from_millis(*ms);
            Body::from_stream(stream::unfold(body, move |mut rest| async move {
                tokio::time::sleep(pause).await;
                let byte = (!rest.is_empty()).then(|| rest.split_to(1))?;
                Some((Ok::<_, Infallible>(byte), rest))
            }))
        }
        Fault::InvalidUtf8 => Body::from(with_invalid_utf8(&body)),
        _ => Body::from([b"{\"success\":true,,", body.as_ref()].concat()),
    }
}

/// The body with two bytes that are not UTF-8 in a text for people, or in the first text.
fn with_invalid_utf8(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let starts = [
        "\"target_ssid\":\"",
        "\"description\":\"",
        "\"message\":\"",
        "\":\"",
    ];
    let at = |start: &&str| text.find(*start).map(|at| at + start.len());
    let at = starts.iter().find_map(at).unwrap_or(0);
    let (before, after) = text.split_at(at);
    [before.as_bytes(), b"\xFF\xFE", after.as_bytes()].concat()
}

/// JSON that goes on for this many pieces.
fn long_body(pieces: u64) -> Response {
    let start = Bytes::from_static(b"{\"success\":true,\"data\":");
    let end = Bytes::from_static(b"{}}");
    let body = stream::unfold(0, move |number| {
        let piece = match number {
            0 => Some(start.clone()),
            _ if number <= pieces => Some(PIECE),
            _ if number == pieces.saturating_add(1) => Some(end.clone()),
            _ => None,
        };
        std::future::ready(
            piece.map(|piece| (Ok::<_, Infallible>(piece), number.saturating_add(1))),
        )
    });
    let json = [(header::CONTENT_TYPE, "application/json")];
    (json, Body::from_stream(body)).into_response()
}

fn redirect(status: u32, location: String, request: &Request<Body>) -> Response {
    let uri = request.uri();
    let location = match location.as_str() {
        "slash" => {
            let query = uri
                .query()
                .map(|query| format!("?{query}"))
                .unwrap_or_default();
            format!("{}/{query}", uri.path())
        }
        _ => location,
    };
    (status_code(status), [(header::LOCATION, location)]).into_response()
}

fn status_code(status: impl TryInto<u16>) -> StatusCode {
    let status = status.try_into().ok();
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The parts of a response and its body; that of a stream is empty, since it does not end.
async fn whole_body(response: Response) -> (http::response::Parts, Bytes) {
    let (mut parts, body) = response.into_parts();
    if is_of(&parts.headers, "text/event-stream") {
        return (parts, Bytes::new());
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    (parts, body)
}

fn is_of(headers: &HeaderMap, media_type: &str) -> bool {
    let found = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    found.is_some_and(|found| found.starts_with(media_type))
}

/// Whether the answer's headers say that it is JSON.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    is_of(headers, "application/json")
}

/// The head of an answer that no HTTP library would write, up to the empty line.
fn raw_head(with: HeaderFault) -> String {
    const START: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    let headers = match with {
        HeaderFault::Huge => format!("X-Padding: {}\r\n", "a".repeat(1 << 20)),
        HeaderFault::Many => "X-Header: a\r\n".repeat(10_000),
        HeaderFault::BadValue => "X-Bad: a\0b\u{1}c\r\n".to_owned(),
        HeaderFault::BadName => "Bad Name: a\r\n".to_owned(),
        HeaderFault::TwoLengths => "Content-Length: 5\r\nContent-Length: 6\r\n".to_owned(),
        HeaderFault::NegativeLength => "Content-Length: -1\r\n".to_owned(),
        HeaderFault::BadStatus => return "HTTP/1.1 fine\r\n\r\n".to_owned(),
        HeaderFault::None => return "HTTP/1.1 200 OK\r\n\r\n".to_owned(),
    };
    format!("{START}{headers}\r\n")
}

/// Changes an answer of JSON.
pub(super) async fn changed(response: Response, faults: &[Fault]) -> Response {
    let (mut parts, body) = whole_body(response).await;
    let Ok(mut value) = serde_json::from_slice(&body) else {
        return Response::from_parts(parts, body.into());
    };
    for fault in faults {
        match fault {
            Fault::CorrelationId { place } => move_id(*place, &mut value, &mut parts.headers),
            other => bad_values::change(other, &mut value),
        }
    }
    Response::from_parts(parts, bad_values::written(&value).into())
}

/// Moves the correlation id to one place.
fn move_id(place: IdPlace, body: &mut Value, headers: &mut HeaderMap) {
    let Some(id) = headers.remove(CORRELATION_HEADER) else {
        return;
    };
    let Some(fields) = body.as_object_mut() else {
        return;
    };
    fields.remove("correlation_id");
    let text = json!(id.to_str().unwrap_or_default());
    match place {
        IdPlace::Body => drop(fields.insert("correlation_id".to_owned(), text)),
        IdPlace::RequestId => drop(fields.insert("request_id".to_owned(), text)),
        IdPlace::Meta => {
            fields.insert("meta".to_owned(), json!({ "correlation_id": text }));
        }
        IdPlace::Header => drop(headers.insert(CORRELATION_HEADER, id)),
        IdPlace::RequestHeader => {
            headers.insert(HeaderName::from_static(REQUEST_ID_HEADER), id);
        }
    }
}

impl Pi {
    /// An error answer as a fault describes it, independent of the world.
    pub(super) fn status_answer(&self, answer: &StatusAnswer) -> Response {
        let status = status_code(answer.status);
        let mut response = match &answer.body {
            Some(body) => {
                let is_json = serde_json::from_str::<Value>(body).is_ok();
                let media_type = if is_json {
                    "application/json"
                } else {
                    "text/plain"
                };
                written(status, media_type, body.clone())
            }
            None => self.status_in_form(status, answer),
        };
        let wait = answer.retry_after.as_deref().map(HeaderValue::from_str);
        if let Some(Ok(wait)) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, wait);
        }
        response
    }

    fn status_in_form(&self, status: StatusCode, answer: &StatusAnswer) -> Response {
        let code = answer
            .code
            .as_deref()
            .unwrap_or_else(|| usual_code(status.as_u16()));
        let known = ErrorCode::parse(code).and_then(ErrorCode::is_retryable);
        let retryable = answer.retryable.or(known).unwrap_or(false);
        let message = match status.as_u16() {
            401 => "API key required",
            _ => "injected by the simulator",
        };
        let id = self.next_correlation_id();
        let mut body = match answer.form {
            Form::Html => return written(status, "text/html", page(status)),
            Form::Text if status == StatusCode::NOT_FOUND => return not_found(),
            Form::Text => return written(status, "text/plain", status.to_string()),
            Form::Empty => return status.into_response(),
            Form::ErrorText => json!({ "error": message }),
            Form::Flat => json!({
                "success": false, "error": message, "code": code, "retryable": retryable,
            }),
            Form::Envelope => json!({
                "success": false,
                "error": { "code": code, "message": message, "retryable": retryable },
            }),
        };
        body["correlation_id"] = json!(id);
        body["timestamp"] = json!(self.clock().to_string());
        let inner = if answer.form == Form::Envelope {
            &mut body["error"]
        } else {
            &mut body
        };
        if let Some(wait) = &answer.retry_after_seconds {
            inner["retry_after_seconds"] = wait.clone();
        }
        if let Some(details) = &answer.details {
            inner["details"] = json!(details);
        }
        enveloped(status, &id, &body)
    }
}

fn written(status: StatusCode, media_type: &'static str, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, media_type)], body).into_response()
}

/// What something in front of a Pi sends: the error page of nginx, or a portal with a success.
fn page(status: StatusCode) -> String {
    if status.is_success() {
        return "<html><head><title>Guest WiFi</title></head><body>Sign in</body></html>"
            .to_owned();
    }
    format!(
        "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n\
        <hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n"
    )
}

/// The code that a Pi sends with this status.
fn usual_code(status: u16) -> &'static str {
    match status {
        400 => "VALIDATION_FAILED",
        401 => "UNAUTHORIZED",
        404 => "SESSION_NOT_FOUND",
        409 => "DEVICE_INVALID_STATE",
        410 => "SESSION_EXPIRED",
        429 => "RATE_LIMITED",
        502 => "DEVICE_UNREACHABLE",
        503 => "NETWORK_ERROR",
        504 => "DEVICE_TIMEOUT",
        _ => "INTERNAL_ERROR",
    }
}

//! Middleware of every request: request log, faults, and the key check of protected routes.

use std::sync::Arc;

use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use tokio::time::Instant;

use crate::simulator::{
    answer::CORRELATION_HEADER,
    faulty_answer,
    listener::RawAnswer,
    pi::{LoggedRequest, Pi},
};

/// The header with the key.
const KEY_HEADER: &str = "x-api-key";

/// Logs the request and applies the faults to it.
pub(super) async fn log_and_inject_faults(
    State(pi): State<Arc<Pi>>,
    ConnectInfo(raw): ConnectInfo<RawAnswer>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    // Read before logging: a test that sees the request in the log may release it at once.
    let releases = pi.faults.borrow().releases;
    pi.log(LoggedRequest {
        method: request.method().to_string(),
        path: path.clone(),
        query: request.uri().query().map(str::to_owned),
        had_key: request.headers().contains_key(KEY_HEADER),
    });
    let method = request.method().to_string();
    let mut fault = None;
    pi.faults.send_if_modified(|faults| {
        fault = faults.take_for_call(&method, &path, Instant::now());
        false
    });
    let mut response = match fault {
        None => next.run(request).await,
        Some(fault) => faulty_answer::answer(fault, releases, &pi, raw, request, next).await,
    };
    // The events and frames of a stream use up the faults that change them by themselves.
    if faulty_answer::is_json(response.headers()) {
        let changes = pi.take_changes(&method, &path);
        if !changes.is_empty() {
            response = faulty_answer::changed(response, &changes).await;
        }
    }
    log_response(&pi, &method, &path, &response);
    response
}

/// Writes the response to the Pi's log, so that its correlation id can be found there.
fn log_response(pi: &Pi, method: &str, path: &str, response: &Response) {
    let status = response.status();
    let level = match status.as_u16() {
        500.. => "error",
        400.. => "warn",
        _ => "info",
    };
    let id = response.headers().get(CORRELATION_HEADER);
    let id = id.and_then(|id| id.to_str().ok()).unwrap_or("-");
    let message = format!("{method} {path} {}", status.as_u16());
    let fields = [("correlation_id", id)];
    pi.log_buffer
        .write(pi.clock(), level, "api", &message, &fields);
}

/// Refuses requests without the right key, if the Pi has one.
pub(super) async fn check_key(State(pi): State<Arc<Pi>>, request: Request, next: Next) -> Response {
    let given = request.headers().get(KEY_HEADER);
    if pi.accepts_key(given.map(http::HeaderValue::as_bytes)) {
        next.run(request).await
    } else {
        pi.unauthorized()
    }
}

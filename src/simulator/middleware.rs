//! Middleware of every request: request log, faults, and the key check of protected routes.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use tokio::time::Instant;

use crate::simulator::{
    answer::{CORRELATION_HEADER, bare_status, not_found, truncated, web_page},
    faults::CallFailure,
    optional_routes::is_missing,
    pi::{LoggedRequest, Pi},
};

/// The header with the key.
const KEY_HEADER: &str = "x-api-key";

/// Logs the request and applies the faults to it.
pub(super) async fn log_and_inject_faults(
    State(pi): State<Arc<Pi>>,
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
    let (is_unknown, web_page_only) = {
        let faults = pi.faults.borrow();
        let is_unknown = faults.older_pi && has_alias(&path)
            || is_missing(&faults.missing, request.method().as_str(), &path);
        (is_unknown, faults.web_page_only)
    };
    if web_page_only && path.starts_with("/api/") {
        return web_page().await;
    }
    if is_unknown {
        return not_found();
    }
    let mut failure = None;
    pi.faults.send_if_modified(|faults| {
        let limited = faults.limits(request.method().as_str(), &path, Instant::now());
        let too_early = limited.map(|seconds| CallFailure::Status {
            status: 429,
            retry_after_seconds: Some(seconds),
        });
        failure = too_early.or_else(|| faults.take_for(&path));
        failure.is_some()
    });
    let method = request.method().to_string();
    let response = match failure {
        None => next.run(request).await,
        Some(failure) => fail(failure, releases, &pi, request, next).await,
    };
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
    let message = format!("{method} {path} {} correlation_id={id}", status.as_u16());
    pi.log_buffer.write(pi.clock(), level, "api", &message);
}

async fn fail(
    failure: CallFailure,
    releases: u64,
    pi: &Pi,
    request: Request,
    next: Next,
) -> Response {
    match failure {
        CallFailure::Status {
            status,
            retry_after_seconds,
        } => pi.error_status(status, retry_after_seconds),
        CallFailure::Bare(status) => bare_status(status),
        CallFailure::WebPage => web_page().await,
        CallFailure::Truncated => truncated(next.run(request).await).await,
        CallFailure::AnswerLost => {
            let response = next.run(request).await;
            pi.faults.send_modify(|faults| faults.connection_cuts += 1);
            std::future::pending::<()>().await;
            response
        }
        CallFailure::Late(delay) => {
            tokio::time::sleep(delay).await;
            next.run(request).await
        }
        CallFailure::Held => {
            let mut faults = pi.faults.subscribe();
            let answered = faults.wait_for(|faults| faults.releases != releases);
            let answered = answered.await;
            drop(answered);
            next.run(request).await
        }
    }
}

/// Whether `path` is the first of two forms (contract, section 4).
fn has_alias(path: &str) -> bool {
    const FIRST_FORMS: [&str; 3] = [
        "/api/v1/provisioning/batch/start",
        "/api/v1/provisioning/batch/network",
        "/api/v1/system/info",
    ];
    let stops_a_session =
        path.starts_with("/api/v1/provisioning/batch/") && path.ends_with("/stop");
    FIRST_FORMS.contains(&path) || stops_a_session
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

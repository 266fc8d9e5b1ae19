//! What every request passes before its route: the log, the faults, and for protected routes the key.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use tokio::time::Instant;

use crate::simulator::{
    answer::{CORRELATION_HEADER, bare_status, not_found, truncated, web_page},
    faults::Mishap,
    optional_routes::is_missing,
    pi::{LoggedRequest, Pi},
};

/// The header with the key.
const KEY_HEADER: &str = "x-api-key";

/// Logs the request and lets it go as wrong as the faults demand.
pub(super) async fn log_and_fail(
    State(pi): State<Arc<Pi>>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    // Before the log: who sees a request there may let it go at once.
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
    let mut mishap = None;
    pi.faults.send_if_modified(|faults| {
        let limited = faults.limits(request.method().as_str(), &path, Instant::now());
        let too_early = limited.map(|seconds| Mishap::Status {
            status: 429,
            retry_after_seconds: Some(seconds),
        });
        mishap = too_early.or_else(|| faults.take_for(&path));
        mishap.is_some()
    });
    let method = request.method().to_string();
    let response = match mishap {
        None => next.run(request).await,
        Some(mishap) => fail(mishap, releases, &pi, request, next).await,
    };
    write_down(&pi, &method, &path, &response);
    response
}

/// As a Pi does, so that a person who has a correlation id finds the request in its log.
fn write_down(pi: &Pi, method: &str, path: &str, response: &Response) {
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

async fn fail(mishap: Mishap, releases: u64, pi: &Pi, request: Request, next: Next) -> Response {
    match mishap {
        Mishap::Status {
            status,
            retry_after_seconds,
        } => pi.trouble(status, retry_after_seconds),
        Mishap::Bare(status) => bare_status(status),
        Mishap::WebPage => web_page().await,
        Mishap::Truncated => truncated(next.run(request).await).await,
        Mishap::AnswerLost => {
            let response = next.run(request).await;
            pi.faults.send_modify(|faults| faults.connection_cuts += 1);
            std::future::pending::<()>().await;
            response
        }
        Mishap::Late(delay) => {
            tokio::time::sleep(delay).await;
            next.run(request).await
        }
        Mishap::Held => {
            let mut faults = pi.faults.subscribe();
            let answered = faults.wait_for(|faults| faults.releases != releases);
            let answered = answered.await;
            drop(answered);
            next.run(request).await
        }
    }
}

/// Whether `path` is the newer of two forms (contract, section 4).
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

/// Lets only those pass who have the key, if there is one.
pub(super) async fn check_key(State(pi): State<Arc<Pi>>, request: Request, next: Next) -> Response {
    let given = request.headers().get(KEY_HEADER);
    if pi.takes(given.map(http::HeaderValue::as_bytes)) {
        next.run(request).await
    } else {
        pi.unauthorized()
    }
}

//! The answers of the simulated Pi: envelope, flat 401 and web page (contract, sections 2 and 3).

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use serde_json::json;

use crate::{
    simulator::{pi::Pi, world::refusal::Refusal},
    wire::envelope::{ErrorBody, FailureBody, FlatFailure, Success},
};

/// The header that carries the correlation id too.
pub(super) const CORRELATION_HEADER: &str = "x-correlation-id";

/// The single-page app that answers where no route exists.
const WEB_PAGE: &str = "<!doctype html>\n<html><head><title>PiOrchestrator</title></head>\
    <body><div id=\"root\"></div></body></html>\n";

/// The result of a call: status and data, or a refusal.
pub(super) type CallResult<T> = Result<(StatusCode, T), Refusal>;

impl Pi {
    /// Writes `result` in the envelope.
    pub(super) fn answer<T: Serialize>(&self, result: CallResult<T>) -> Response {
        match result {
            Ok((status, data)) => {
                let id = self.next_correlation_id();
                enveloped(status, &id, &Success::new(data, &id, self.clock()))
            }
            Err(refusal) => {
                let mut error = ErrorBody::new(refusal.code.as_str(), refusal.message);
                error.details = refusal.details;
                self.failure(refusal.code.http_status(), error)
            }
        }
    }

    /// The flat 401.
    pub(super) fn unauthorized(&self) -> Response {
        let id = self.next_correlation_id();
        let body = FlatFailure::unauthorized("API key required", &id, self.clock());
        enveloped(StatusCode::UNAUTHORIZED, &id, &body)
    }

    fn failure(&self, status: u16, error: ErrorBody) -> Response {
        let id = self.next_correlation_id();
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        enveloped(status, &id, &FailureBody::new(error, &id, self.clock()))
    }
}

/// JSON with the correlation id in the header too.
pub(super) fn enveloped(
    status: StatusCode,
    correlation_id: &str,
    body: &impl Serialize,
) -> Response {
    let mut response = bare(status, body);
    if let Ok(id) = HeaderValue::from_str(correlation_id) {
        response.headers_mut().insert(CORRELATION_HEADER, id);
    }
    response
}

/// JSON without envelope.
pub(super) fn bare(status: StatusCode, body: &impl Serialize) -> Response {
    let json = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
    (status, json, json!(body).to_string()).into_response()
}

/// The web page that a Pi sends with 200 for an unknown route.
pub(super) async fn web_page() -> Response {
    let html = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (html, WEB_PAGE).into_response()
}

/// gin's answer to an unknown path.
pub(super) fn not_found() -> Response {
    let text = [(header::CONTENT_TYPE, "text/plain")];
    (StatusCode::NOT_FOUND, text, "404 page not found").into_response()
}

//! Sends one request and reads its whole answer, within a time and a size limit.

use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header::CONTENT_TYPE};
use reqwest::Method;

use super::{Client, http_clients};
use crate::{client::error::Error, domain::problem::ProblemKind, wire::time::retry_wait};

pub(crate) const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// An answer that is not parsed yet.
pub(crate) struct RawResponse {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// Whether the request had the key.
    pub had_key: bool,
}

#[derive(Clone, Copy)]
pub(crate) struct Request<'a> {
    pub method: &'a Method,
    pub path: &'a str,
    pub query: Option<&'a str>,
    pub body: Option<&'a Bytes>,
    /// For the whole call.
    pub limit: Duration,
    /// The largest answer that is read, in bytes.
    pub body_limit: usize,
    /// Whether the Pi protects the call (contract, section 2).
    pub needs_key: bool,
}

impl Client {
    /// Sends a request and reads the whole answer. Reports a failure to [`Client::reachability`];
    /// [`Client::take_response`] reports an answer.
    pub(crate) async fn send_request(&self, request: Request<'_>) -> Result<RawResponse, Error> {
        let began = Instant::now();
        let outcome = self.send_and_read(request).await;
        let milliseconds = began.elapsed().as_millis();
        let Request { method, path, .. } = request;
        match &outcome {
            Ok(RawResponse { status, .. }) => {
                tracing::debug!(%method, path, status, milliseconds, "answered");
            }
            Err(error) => {
                tracing::debug!(%method, path, %error, milliseconds, "failed");
                self.shared.reachability_tx.transport_failed(error);
            }
        }
        outcome
    }

    async fn send_and_read(&self, request: Request<'_>) -> Result<RawResponse, Error> {
        let url = self.server().join(request.path, request.query);
        let mut builder = self
            .shared
            .http_clients
            .of(request.method)
            .request(request.method.clone(), url);
        if let Some(body) = request.body {
            let json = HeaderValue::from_static("application/json");
            builder = builder.header(CONTENT_TYPE, json).body(body.clone());
        }
        let key = self.key_header().filter(|_| request.needs_key);
        let had_key = key.is_some();
        let response = send(builder.timeout(request.limit), key).await?;
        read(response, request.body_limit, had_key).await
    }
}

/// Sends, with the key if there is one, and returns when the headers of the answer are there.
pub(crate) async fn send(
    mut request: reqwest::RequestBuilder,
    key: Option<HeaderValue>,
) -> Result<reqwest::Response, Error> {
    if let Some(key) = key {
        request = request.header(API_KEY, key);
    }
    let response = request.send().await?;
    if response.status().is_redirection() {
        return Err(http_clients::not_followed(&response));
    }
    Ok(response)
}

/// Reads by chunks: nothing else keeps an endless answer out of memory.
pub(crate) async fn read(
    mut response: reqwest::Response,
    body_limit: usize,
    had_key: bool,
) -> Result<RawResponse, Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > body_limit {
            return Err(ProblemKind::BodyTooLarge { limit: body_limit }.into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(RawResponse {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body,
        had_key,
    })
}

/// The first header of this name, if it is ASCII text.
pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// The wait that `Retry-After` asks for: seconds from now, or the date at which to come back.
#[must_use]
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = text(headers, "retry-after")?.trim();
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let wait = if is_number {
        Duration::from_secs(value.parse().unwrap_or(u64::MAX))
    } else {
        let date = httpdate::parse_http_date(value).ok()?;
        date.duration_since(SystemTime::now()).unwrap_or_default()
    };
    Some(retry_wait(wait))
}

//! One request and its whole answer, or why there is none. Knows the key, limits and time-outs; not what answers mean.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header::CONTENT_TYPE};
use reqwest::Method;

use super::{Client, http_clients};
use crate::{client::error::Error, domain::problem::ProblemKind};

pub(crate) const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// What came back, unread.
pub(crate) struct Exchanged {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// What to send where.
#[derive(Clone, Copy)]
pub(crate) struct Sending<'a> {
    pub method: &'a Method,
    pub path: &'a str,
    pub query: Option<&'a str>,
    pub body: Option<&'a Bytes>,
    /// For the whole call.
    pub limit: Duration,
    /// The largest answer that is read, in bytes.
    pub body_limit: usize,
}

impl Client {
    /// Sends and reads all of the answer. Takes note of a Pi that is not there; that it is, [`Client::judge`] sees.
    pub(crate) async fn exchange(&self, sending: Sending<'_>) -> Result<Exchanged, Error> {
        let began = Instant::now();
        let outcome = self.send_and_read(sending).await;
        let milliseconds = began.elapsed().as_millis();
        let Sending { method, path, .. } = sending;
        match &outcome {
            Ok(Exchanged { status, .. }) => {
                tracing::debug!(%method, path, status, milliseconds, "answered");
            }
            Err(error) => {
                tracing::debug!(%method, path, %error, milliseconds, "failed");
                match error.is_sign_of_life() {
                    Some(true) => self.shared.reachability_tx.answered(),
                    Some(false) => self.shared.reachability_tx.failed(),
                    None => {}
                }
            }
        }
        outcome
    }

    async fn send_and_read(&self, sending: Sending<'_>) -> Result<Exchanged, Error> {
        let url = self.server().join(sending.path, sending.query);
        let mut request = self
            .shared
            .connector
            .of(sending.method)
            .request(sending.method.clone(), url);
        if let Some(body) = sending.body {
            let json = HeaderValue::from_static("application/json");
            request = request.header(CONTENT_TYPE, json).body(body.clone());
        }
        let response = self.send(request.timeout(sending.limit)).await?;
        read(response, sending.body_limit).await
    }

    /// Sends with the key. Neither the limit on the whole answer nor the reading of it is done here.
    pub(crate) async fn send(
        &self,
        mut request: reqwest::RequestBuilder,
    ) -> Result<reqwest::Response, Error> {
        if let Some(key) = self.key_header() {
            request = request.header(API_KEY, key);
        }
        let response = request.send().await?;
        if response.status().is_redirection() {
            return Err(http_clients::not_followed(&response));
        }
        Ok(response)
    }
}

/// Reads by chunks, since nothing else keeps an endless answer out of memory.
pub(crate) async fn read(
    mut response: reqwest::Response,
    body_limit: usize,
) -> Result<Exchanged, Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > body_limit {
            return Err(ProblemKind::BodyTooLarge { limit: body_limit }.into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Exchanged {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body,
    })
}

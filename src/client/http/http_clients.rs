//! The reqwest clients and their TLS configuration. They never send the key to another address,
//! turn a write into a read, use a proxy variable or retry automatically.

use std::{io, sync::Arc};

use reqwest::{Method, StatusCode, redirect};

use crate::{
    client::{ca_file::CaCertificates, error::Error, server_url::ServerUrl, timing::Timing},
    domain::problem::ProblemKind,
    wire::text,
};

/// gin answers a stray slash with one or two redirects; more are a loop.
const MAX_REDIRECTS: usize = 5;

/// Two clients, since a redirect policy does not know the method of a request.
pub(crate) struct HttpClients {
    reads: reqwest::Client,
    writes: reqwest::Client,
}

impl HttpClients {
    /// Does not connect yet.
    pub fn new(tls: &rustls::ClientConfig, timing: &Timing) -> io::Result<Self> {
        Ok(Self {
            reads: build(tls.clone(), timing, within_origin)?,
            writes: build(tls.clone(), timing, within_origin_as_it_is)?,
        })
    }

    /// The client for a method.
    pub fn of(&self, method: &Method) -> &reqwest::Client {
        if method == Method::GET {
            &self.reads
        } else {
            &self.writes
        }
    }
}

/// Builds a client. Calls add their own time-out; the event stream must have none.
fn build(
    tls: rustls::ClientConfig,
    timing: &Timing,
    policy: fn(redirect::Attempt<'_>) -> redirect::Action,
) -> io::Result<reqwest::Client> {
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .user_agent(concat!("pidash/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::custom(policy))
        .referer(false)
        .retry(reqwest::retry::never())
        .no_proxy()
        .http1_only()
        .tcp_nodelay(true)
        .connect_timeout(timing.connect)
        .build()
        .map_err(io::Error::other)
}

/// Stops at a redirect to another origin instead of failing, so that the caller can report its
/// target.
fn within_origin(attempt: redirect::Attempt<'_>) -> redirect::Action {
    let same = attempt
        .previous()
        .first()
        .is_some_and(|first| first.origin() == attempt.url().origin());
    if same && attempt.previous().len() <= MAX_REDIRECTS {
        attempt.follow()
    } else {
        attempt.stop()
    }
}

/// The same for all methods but reads. After other statuses than these two, a POST would be
/// repeated as a GET, which changes nothing but looks successful.
fn within_origin_as_it_is(attempt: redirect::Attempt<'_>) -> redirect::Action {
    match attempt.status() {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => within_origin(attempt),
        _ => attempt.stop(),
    }
}

/// Trusts the certificates of this computer and those of the CA file. A computer without any still
/// reaches a Pi over plain http. Nothing switches the verification off.
pub(crate) fn tls_config(
    server: &ServerUrl,
    extra_cas: &CaCertificates,
) -> io::Result<rustls::ClientConfig> {
    let mut roots = rustls::RootCertStore::empty();
    if server.is_secure() {
        let native = rustls_native_certs::load_native_certs();
        let (added, ignored) = roots.add_parsable_certificates(native.certs);
        tracing::debug!(
            added,
            ignored,
            errors = native.errors.len(),
            "root certificates"
        );
        extra_cas.add_to(&mut roots);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Why a redirect was not followed, with the origin of its target, never the path or query.
pub(crate) fn not_followed(response: &reqwest::Response) -> Error {
    let target = response
        .headers()
        .get(http::header::LOCATION)
        .and_then(|location| location.to_str().ok())
        .and_then(|location| response.url().join(location).ok());
    let origin = |url: &reqwest::Url| Some(text::clean(&url.origin().ascii_serialization()));
    let kind = match &target {
        Some(url) if url.origin() == response.url().origin() => ProblemKind::Redirected {
            status: response.status().as_u16(),
        },
        Some(url) if url.host() != response.url().host() => {
            ProblemKind::CaptivePortal { to: origin(url) }
        }
        Some(url) => ProblemKind::RedirectedTo { to: origin(url) },
        None => ProblemKind::RedirectedTo { to: None },
    };
    kind.into()
}

//! The one reqwest client, and what it must never do: send the key elsewhere, follow a proxy variable, retry by itself.

use std::{io, sync::Arc};

use reqwest::{Url, redirect};

use crate::backend::{server_url::ServerUrl, timing::Timing};

/// gin answers a stray slash with a redirect or two; more is a loop.
const MAX_REDIRECTS: usize = 5;

/// Builds the client. Calls add their own time-out; the event stream must have none.
pub(super) fn build(tls: rustls::ClientConfig, timing: &Timing) -> io::Result<reqwest::Client> {
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .user_agent(concat!("pidash/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::custom(within_origin))
        .referer(false)
        .retry(reqwest::retry::never())
        .no_proxy()
        .http1_only()
        .tcp_nodelay(true)
        .connect_timeout(timing.connect)
        .build()
        .map_err(io::Error::other)
}

/// Stops at the border instead of failing, so that the caller can say where it would have gone.
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

/// Trusts what this computer trusts. A computer without any certificates still reaches a Pi over plain http.
pub(super) fn tls_config(server: &ServerUrl) -> io::Result<rustls::ClientConfig> {
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

/// Where a redirect would have gone: its origin, never its path or query.
pub(super) fn target_of(response: &reqwest::Response) -> String {
    response
        .headers()
        .get(http::header::LOCATION)
        .and_then(|location| location.to_str().ok())
        .and_then(|location| response.url().join(location).ok())
        .map_or_else(
            || "an address it does not name".to_owned(),
            |url: Url| url.origin().ascii_serialization(),
        )
}

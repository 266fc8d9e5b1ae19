//! The client of the Pi's HTTP API.

mod api;
mod call;
mod event_stream;
mod http_clients;
mod rate_limiter;
mod reachability;
mod request;
mod retry_policy;

use std::{
    fmt, io,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU8, Ordering},
    },
};

use bytes::Bytes;
use http::HeaderValue;
use tokio::sync::watch;
use zeroize::Zeroizing;

pub use api::{BulkAdd, CallResult};
pub(crate) use event_stream::is_gzip;
use http_clients::HttpClients;
use rate_limiter::RateLimiter;
pub use reachability::Reachability;
use reachability::ReachabilitySender;
pub use request::retry_after;
pub use retry_policy::RetryPolicy;

use super::{
    ClientConfig, request_log::RequestLog, routes::Aliased, server_url::ServerUrl, timing::Timing,
};
use crate::domain::{feature_flags::FeatureFlags, secret::ApiKey};

/// Clones share the connections, the key and what was learned about the Pi.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    http_clients: HttpClients,
    /// The same for the monitoring socket.
    tls: Arc<rustls::ClientConfig>,
    server: ServerUrl,
    timing: Timing,
    key: RwLock<Option<HeaderValue>>,
    /// The calls whose second form this Pi understands, by [`Aliased::bit`].
    second_forms: AtomicU8,
    reachability_tx: ReachabilitySender,
    rate_limiter: RateLimiter,
    features: RwLock<FeatureFlags>,
    request_log: RequestLog,
}

impl Client {
    /// Makes no connection yet.
    ///
    /// # Errors
    /// The TLS configuration could not be made.
    pub fn new(config: ClientConfig) -> io::Result<Self> {
        Self::recorded(config, RequestLog::default())
    }

    /// As [`Client::new`], with a request log.
    pub(crate) fn recorded(config: ClientConfig, request_log: RequestLog) -> io::Result<Self> {
        let ClientConfig {
            server,
            key,
            timing,
            features,
            extra_cas,
        } = config;
        let tls = http_clients::tls_config(&server, &extra_cas)?;
        let shared = Shared {
            http_clients: HttpClients::new(&tls, &timing)?,
            tls: Arc::new(tls),
            server,
            timing,
            key: RwLock::new(key.as_ref().and_then(header)),
            second_forms: AtomicU8::new(0),
            reachability_tx: ReachabilitySender::default(),
            rate_limiter: RateLimiter::new(),
            features: RwLock::new(features.in_effect()),
            request_log,
        };
        Ok(Self {
            shared: Arc::new(shared),
        })
    }

    /// From now on with this key, or without one.
    pub fn set_key(&self, key: Option<&ApiKey>) {
        *self
            .shared
            .key
            .write()
            .unwrap_or_else(PoisonError::into_inner) = key.and_then(header);
    }

    /// Uses these features from now on.
    pub(crate) fn set_features(&self, features: FeatureFlags) {
        *self
            .shared
            .features
            .write()
            .unwrap_or_else(PoisonError::into_inner) = features.in_effect();
    }

    /// Where the Pi is.
    #[must_use]
    pub fn server(&self) -> &ServerUrl {
        &self.shared.server
    }

    /// How long things may take.
    #[must_use]
    pub fn timing(&self) -> &Timing {
        &self.shared.timing
    }

    /// What is rolled out.
    #[must_use]
    pub(crate) fn features(&self) -> FeatureFlags {
        *self
            .shared
            .features
            .read()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn request_log(&self) -> &RequestLog {
        &self.shared.request_log
    }

    /// The Pi's signs of reachability from now on.
    #[must_use]
    pub fn reachability(&self) -> watch::Receiver<Reachability> {
        self.shared.reachability_tx.watch()
    }

    /// Whom to trust, for connections that are not HTTP calls.
    pub(crate) fn tls(&self) -> Arc<rustls::ClientConfig> {
        Arc::clone(&self.shared.tls)
    }

    fn key_header(&self) -> Option<HeaderValue> {
        self.shared
            .key
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn prefers_second_form(&self, call: Aliased) -> bool {
        self.shared.second_forms.load(Ordering::Relaxed) & call.bit() != 0
    }

    fn remember_form(&self, call: Aliased, second: bool) {
        if second {
            self.shared
                .second_forms
                .fetch_or(call.bit(), Ordering::Relaxed);
        } else {
            self.shared
                .second_forms
                .fetch_and(!call.bit(), Ordering::Relaxed);
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("server", &self.shared.server)
            .finish_non_exhaustive()
    }
}

/// Marked so that nothing that prints headers prints it, in memory that is wiped with the last request that holds it.
fn header(key: &ApiKey) -> Option<HeaderValue> {
    header_in(Bytes::from_owner(Zeroizing::new(
        key.expose().as_bytes().to_vec(),
    )))
}

fn header_in(memory: Bytes) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_maybe_shared(memory).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_holds_no_copy_of_its_own() {
        let memory = Bytes::from_owner(Zeroizing::new(b"sesame".to_vec()));
        let at = memory.as_ptr();
        let header = header_in(memory);
        assert!(header.is_some_and(|header| header.clone().as_bytes().as_ptr() == at));
    }
}

//! The routes of the contract's section 4; all others get the web page.

mod allowlist;
mod device;
mod recovery;
mod session;
mod start_body;
mod status;

use std::sync::Arc;

use axum::{
    Router,
    extract::State,
    middleware::from_fn_with_state,
    routing::{delete, get, post},
};

use crate::simulator::{answer::web_page, event_feed, log_feed, middleware, monitor_feed, pi::Pi};

/// The state of every handler.
type PiState = State<Arc<Pi>>;

/// The whole server.
pub(super) fn router(pi: Arc<Pi>) -> Router {
    let open = Router::new()
        .route("/health", get(status::health_bare))
        .route("/api/health", get(status::health_bare))
        .route("/api/v1/health", get(status::health))
        .route("/api/v1/system/info", get(status::system))
        .route("/api/system/info", get(status::system_bare))
        .route("/api/wifi/scan", get(status::networks_in_sight))
        .route("/api/v1/system/logs/stream", get(log_feed::open))
        .route("/api/v1/dashboard/logs", get(log_feed::open_without_ids))
        .route("/ws/monitor", get(monitor_feed::open));
    protected()
        .route_layer(from_fn_with_state(Arc::clone(&pi), middleware::check_key))
        .merge(open)
        .fallback(web_page)
        .method_not_allowed_fallback(web_page)
        .layer(from_fn_with_state(
            Arc::clone(&pi),
            middleware::log_and_inject_faults,
        ))
        .with_state(pi)
}

/// The routes that need a key.
fn protected() -> Router<Arc<Pi>> {
    let batch = Router::new()
        .route("/", post(session::start))
        .route("/start", post(session::start))
        .route("/events", get(event_feed::open))
        .route("/network", get(status::network))
        .route("/{id}", get(session::read))
        .route("/{id}/devices", get(device::list))
        .route("/{id}/stop", post(session::stop))
        .route("/{id}/close", post(session::stop))
        .route("/{id}/pause", post(session::pause))
        .route("/{id}/resume", post(session::resume))
        .route("/{id}/provision-all", post(device::provision_all))
        .route("/{id}/devices/{mac}/provision", post(device::provision))
        .route("/{id}/devices/{mac}/retry", post(device::retry))
        .route("/{id}/devices/{mac}/skip", post(device::skip));
    let allowlist = Router::new()
        .route("/", get(allowlist::list).post(allowlist::add))
        .route("/all", delete(allowlist::clear))
        .route("/stats", get(allowlist::stats))
        .route("/bulk", post(allowlist::bulk_add))
        .route("/bulk-remove", post(allowlist::bulk_remove))
        .route(
            "/{mac}",
            get(allowlist::read)
                .patch(allowlist::edit)
                .delete(allowlist::remove),
        );
    let sessions = Router::new()
        .route("/recoverable", get(recovery::recoverable))
        .route("/history", get(recovery::history))
        .route("/{id}/resume", post(recovery::resume))
        .route("/{id}", delete(recovery::discard));
    Router::new()
        .nest("/api/v1/provisioning/batch", batch)
        .nest("/api/v1/provisioning/allowlist", allowlist)
        .nest("/api/v1/provisioning/sessions", sessions)
        .route(
            "/api/v1/provisioning/network/status",
            get(status::network_interface),
        )
}

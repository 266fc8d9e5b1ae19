//! Calls about the Pi itself: health, system info, the onboarding network.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde_json::json;

use crate::{
    simulator::{answer::bare, pi::Pi, routes::PiState, system_health::system_info},
    wire::http_bodies::{HealthDto, NetworkDto, SystemInfoDto},
};

/// What this Pi calls its version.
const VERSION: &str = "simulator";

/// The main port's form, without envelope.
pub(super) async fn health_bare() -> Response {
    bare(StatusCode::OK, &json!({ "status": "ok" }))
}

pub(super) async fn health(State(pi): PiState) -> Response {
    let data = HealthDto {
        status: "healthy".into(),
        version: VERSION.into(),
    };
    pi.answer(Ok((StatusCode::OK, data)))
}

pub(super) async fn system(State(pi): PiState) -> Response {
    pi.answer(Ok((StatusCode::OK, system_health(&pi))))
}

/// The older twin, without envelope.
pub(super) async fn system_bare(State(pi): PiState) -> Response {
    bare(StatusCode::OK, &system_health(&pi))
}

fn system_health(pi: &Pi) -> SystemInfoDto {
    pi.with_world(|world| system_info(world))
}

pub(super) async fn network(State(pi): PiState) -> Response {
    let network = pi.with_world(|world| world.network());
    pi.answer(Ok((StatusCode::OK, NetworkDto::from(&network))))
}

/// Without envelope, but with `success`.
pub(super) async fn networks_in_sight(State(pi): PiState) -> Response {
    let networks = pi.with_world(|world| world.site()).networks_in_sight();
    let answer = json!({ "success": true, "count": networks.len(), "networks": networks });
    bare(StatusCode::OK, &answer)
}

/// The other form of the contract.
pub(super) async fn network_interface(State(pi): PiState) -> Response {
    let network = pi.with_world(|world| world.network());
    let data = NetworkDto {
        interface: "wlan1".into(),
        ssid: network.ssid.into(),
        connected: network.is_active.into(),
        ..NetworkDto::default()
    };
    pi.answer(Ok((StatusCode::OK, data)))
}

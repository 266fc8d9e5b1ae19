//! Calls about cameras: list, provision all, provision, retry, skip.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use bytes::Bytes;
use http::StatusCode;
use serde::Deserialize;

use crate::{
    domain::{
        error_code::ErrorCode,
        mac::{MacAddr, MacParseError},
        session::SessionId,
    },
    simulator::{
        entities,
        pi::Pi,
        routes::PiState,
        world::{camera::Device, commands::DeviceCommand, refusal::Refusal},
    },
    wire::{
        field::{Field, Int, List},
        http_bodies::{
            DeviceActionData, DeviceDto, DevicesData, ProvisionAllBody, ProvisionAllData,
        },
    },
};

/// `[D]` of the contract.
pub(super) fn entities(devices: &[Device], id: &SessionId) -> List<DeviceDto> {
    Field::list(devices.iter().map(|device| entities::device(device, id)))
}

#[derive(Debug, Deserialize)]
pub(super) struct DevicesQuery {
    state: Option<String>,
}

pub(super) async fn list(
    State(pi): PiState,
    Path(id): Path<String>,
    Query(query): Query<DevicesQuery>,
) -> Response {
    let id = SessionId::new(id);
    let found = pi.with_world(|world| world.devices(&id));
    pi.answer(found.map(|mut devices| {
        if let Some(state) = query.state.filter(|state| !state.is_empty()) {
            devices.retain(|device| device.candidate.state.word() == state);
        }
        let data = DevicesData {
            devices: entities(&devices, &id),
            count: i64::try_from(devices.len()).ok().map(Int).into(),
        };
        (StatusCode::OK, data)
    }))
}

pub(super) async fn provision_all(
    State(pi): PiState,
    Path(id): Path<String>,
    body: Bytes,
) -> Response {
    let id = SessionId::new(id);
    let result =
        check_bulk_body(&body).and_then(|()| pi.with_world(|world| world.provision_all(&id)));
    pi.answer(result.map(|result| {
        let data = ProvisionAllData {
            initiated_count: result.initiated.map(|count| Int(count.into())).into(),
            skipped_count: result.skipped.map(|count| Int(count.into())).into(),
            message: "Provisioning started".into(),
        };
        (StatusCode::ACCEPTED, data)
    }))
}

/// The body has no effect, since unlisted cameras are never provisioned, but it must be valid.
fn check_bulk_body(body: &[u8]) -> Result<(), Refusal> {
    if body.is_empty() {
        return Ok(());
    }
    let read = serde_json::from_slice::<ProvisionAllBody>(body).map(drop);
    read.map_err(|error| Refusal::new(ErrorCode::InvalidRequest, error.to_string()))
}

pub(super) async fn provision(
    State(pi): PiState,
    Path(device): Path<(String, String)>,
) -> Response {
    command_device(&pi, device, DeviceCommand::Provision)
}

pub(super) async fn retry(State(pi): PiState, Path(device): Path<(String, String)>) -> Response {
    command_device(&pi, device, DeviceCommand::Retry)
}

pub(super) async fn skip(State(pi): PiState, Path(device): Path<(String, String)>) -> Response {
    command_device(&pi, device, DeviceCommand::Skip)
}

fn command_device(pi: &Pi, (id, mac): (String, String), command: DeviceCommand) -> Response {
    let (status, message) = match command {
        DeviceCommand::Provision => (StatusCode::ACCEPTED, "Provisioning started"),
        DeviceCommand::Retry => (StatusCode::ACCEPTED, "Retry started"),
        DeviceCommand::Skip => (StatusCode::OK, "Device skipped"),
    };
    let id = SessionId::new(id);
    let result = pi.with_world(|world| {
        world.session(&id)?;
        let mac: MacAddr = mac.parse().map_err(|error: MacParseError| {
            Refusal::new(ErrorCode::ValidationFailed, error.to_string())
        })?;
        world.command_device(&id, mac, command)
    });
    pi.answer(result.map(|device| {
        let DeviceDto { mac, state, .. } = entities::device(&device, &id);
        let message = message.into();
        (
            status,
            DeviceActionData {
                mac,
                state,
                message,
            },
        )
    }))
}

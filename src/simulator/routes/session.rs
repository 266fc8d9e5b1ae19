//! Calls about a session: start, read, stop, pause, resume.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use bytes::Bytes;
use http::StatusCode;
use serde::Deserialize;

use crate::{
    domain::session::SessionId,
    simulator::{
        answer::CallResult,
        entities,
        faults::Fault,
        pi::Pi,
        routes::{PiState, device, start_body},
        world::{World, batch::SessionView, commands::SessionCommand},
    },
    wire::{
        http_bodies::{NetworkDto, SessionData},
        time::go_text,
    },
};

pub(super) async fn start(State(pi): PiState, body: Bytes) -> Response {
    let started = start_body::read(&body)
        .and_then(|(ssid, timeouts)| pi.with_world(|world| world.start(&ssid, timeouts)));
    pi.answer(started.map(|now| {
        let data = session_data(&now, "Provisioning session started");
        (StatusCode::CREATED, data)
    }))
}

fn session_data(now: &SessionView, message: &str) -> SessionData {
    SessionData {
        session: entities::session(now).into(),
        message: message.into(),
        ..SessionData::default()
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct SessionQuery {
    include_devices: Option<String>,
}

pub(super) async fn read(
    State(pi): PiState,
    Path(id): Path<String>,
    Query(query): Query<SessionQuery>,
) -> Response {
    let id = SessionId::new(id);
    let separately = pi.faults.borrow().has(&Fault::DevicesApart);
    let with_devices = !separately && query.include_devices.as_deref() == Some("true");
    pi.answer(pi.with_world(|world| read_session(world, &id, with_devices)))
}

fn read_session(world: &World, id: &SessionId, with_devices: bool) -> CallResult<SessionData> {
    let mut data = SessionData {
        session: entities::session(&world.session(id)?).into(),
        timeout_remaining: go_text(world.remaining(id)?).into(),
        network_status: NetworkDto::from(&world.network()).into(),
        ..SessionData::default()
    };
    if with_devices {
        data.devices = device::entities(&world.devices(id)?, id);
    }
    Ok((StatusCode::OK, data))
}

pub(super) async fn stop(State(pi): PiState, Path(id): Path<String>) -> Response {
    command(&pi, id, SessionCommand::Stop)
}

pub(super) async fn pause(State(pi): PiState, Path(id): Path<String>) -> Response {
    command(&pi, id, SessionCommand::Pause)
}

pub(super) async fn resume(State(pi): PiState, Path(id): Path<String>) -> Response {
    command(&pi, id, SessionCommand::Resume)
}

fn command(pi: &Pi, id: String, command: SessionCommand) -> Response {
    let id = SessionId::new(id);
    let message = match command {
        SessionCommand::Stop => "Session is closing",
        SessionCommand::Pause => "Session paused",
        SessionCommand::Resume => "Session resumed",
    };
    let now = pi.with_world(|world| world.command(&id, command));
    pi.answer(now.map(|now| (StatusCode::OK, session_data(&now, message))))
}

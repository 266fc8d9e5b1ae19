//! Calls about sessions that are not open: recoverable, resume, discard, history.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde::Deserialize;

use crate::{
    domain::session::SessionId,
    simulator::{
        entities,
        routes::{PiState, device},
        world::batch::SessionView,
    },
    wire::{
        field::Field,
        http_bodies::{SessionData, SessionsData},
    },
};

/// The default limit of past sessions.
const DEFAULT_LIMIT: usize = 10;

pub(super) async fn recoverable(State(pi): PiState) -> Response {
    let sessions = pi.with_world(|world| world.recoverable());
    pi.answer(Ok((StatusCode::OK, sessions_data(&sessions))))
}

#[derive(Debug, Deserialize)]
pub(super) struct HistoryQuery {
    limit: Option<usize>,
}

pub(super) async fn history(State(pi): PiState, Query(query): Query<HistoryQuery>) -> Response {
    let mut sessions = pi.with_world(|world| world.past());
    sessions.truncate(query.limit.unwrap_or(DEFAULT_LIMIT));
    pi.answer(Ok((StatusCode::OK, sessions_data(&sessions))))
}

pub(super) async fn resume(State(pi): PiState, Path(id): Path<String>) -> Response {
    let id = SessionId::new(id);
    let recovered = pi.with_world(|world| {
        let now = world.recover(&id)?;
        Ok((now, world.devices(&id)?))
    });
    pi.answer(recovered.map(|(now, devices)| {
        let data = SessionData {
            session: entities::session(&now).into(),
            devices: device::entities(&devices, &id),
            message: "Session resumed".into(),
            ..SessionData::default()
        };
        (StatusCode::OK, data)
    }))
}

pub(super) async fn discard(State(pi): PiState, Path(id): Path<String>) -> Response {
    let id = SessionId::new(id);
    match pi.with_world(|world| world.discard(&id)) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(refusal) => pi.answer::<()>(Err(refusal)),
    }
}

fn sessions_data(sessions: &[SessionView]) -> SessionsData {
    SessionsData {
        sessions: Field::list(sessions.iter().map(entities::session)),
    }
}

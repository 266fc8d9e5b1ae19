//! Calls about the allowlist.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::StatusCode;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    domain::{
        allowlist::{AllowlistEntry, EntryNote, NewEntry},
        error_code::ErrorCode,
        mac::{MacAddr, MacParseError},
    },
    simulator::{
        routes::PiState,
        world::{World, refusal::Refusal},
    },
    wire::{
        allowlist::{
            BulkAddBody, BulkAddData, ClearData, EditBody, EntriesData, EntryData, EntryDto,
            NewEntryBody,
        },
        field::{Field, Int},
    },
};

#[derive(Debug, Deserialize)]
pub(super) struct ListQuery {
    available: Option<String>,
}

pub(super) async fn list(State(pi): PiState, Query(query): Query<ListQuery>) -> Response {
    let mut entries = pi.with_world(|world| world.allowlist());
    if query.available.as_deref() == Some("true") {
        entries.retain(|entry| !entry.used);
    }
    let data = EntriesData {
        entries: Field::list(entries.iter().map(EntryDto::from)),
        count: count(entries.len()),
    };
    pi.answer(Ok((StatusCode::OK, data)))
}

pub(super) async fn read(State(pi): PiState, Path(mac): Path<String>) -> Response {
    let entry = parse_mac(&mac).and_then(|mac| pi.with_world(|world| world.entry(mac)));
    pi.answer(entry.map(|entry| (StatusCode::OK, entry_data(&entry, None))))
}

pub(super) async fn add(State(pi): PiState, body: Bytes) -> Response {
    let added = parse_body::<NewEntryBody>(&body)
        .and_then(|body| pi.with_world(|world| approve(world, &body)));
    pi.answer(added.map(|entry| {
        let data = entry_data(&entry, Some("Added to the allowlist"));
        (StatusCode::CREATED, data)
    }))
}

pub(super) async fn edit(State(pi): PiState, Path(mac): Path<String>, body: Bytes) -> Response {
    let edited = parse_mac(&mac).and_then(|mac| {
        let EditBody {
            description,
            container_id,
        } = parse_body(&body)?;
        pi.with_world(|world| world.edit_entry(mac, description, container_id))
    });
    pi.answer(edited.map(|entry| (StatusCode::OK, entry_data(&entry, None))))
}

pub(super) async fn remove(State(pi): PiState, Path(mac): Path<String>) -> Response {
    let removed = parse_mac(&mac).and_then(|mac| pi.with_world(|world| world.remove_entry(mac)));
    match removed {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(refusal) => pi.answer::<()>(Err(refusal)),
    }
}

pub(super) async fn clear(State(pi): PiState) -> Response {
    let cleared = pi.with_world(World::clear_allowlist);
    let data = ClearData {
        cleared: count(cleared),
        message: "The allowlist is empty".into(),
    };
    pi.answer(Ok((StatusCode::OK, data)))
}

pub(super) async fn bulk_add(State(pi): PiState, body: Bytes) -> Response {
    let result = parse_body::<BulkAddBody>(&body).map(|BulkAddBody { entries }| {
        let all = entries.len();
        let add = |world: &mut World| {
            let added = entries.iter().flat_map(|body| approve(world, body));
            added.count()
        };
        let added = pi.with_world(add);
        BulkAddData {
            added: count(added),
            skipped: count(all - added),
            message: "Added to the allowlist".into(),
        }
    });
    pi.answer(result.map(|data| (StatusCode::OK, data)))
}

#[derive(Debug, Deserialize)]
struct BulkRemoveBody {
    macs: Vec<String>,
}

#[derive(Debug, Serialize)]
struct BulkRemoveData {
    removed: usize,
    not_found: usize,
    message: &'static str,
}

pub(super) async fn bulk_remove(State(pi): PiState, body: Bytes) -> Response {
    let result = parse_body::<BulkRemoveBody>(&body).map(|BulkRemoveBody { macs }| {
        let remove = |world: &mut World| {
            let macs = macs.iter().filter_map(|mac| mac.parse().ok());
            macs.filter(|mac| world.remove_entry(*mac).is_ok()).count()
        };
        let removed = pi.with_world(remove);
        BulkRemoveData {
            removed,
            not_found: macs.len() - removed,
            message: "Removed from the allowlist",
        }
    });
    pi.answer(result.map(|data| (StatusCode::OK, data)))
}

#[derive(Debug, Serialize)]
struct Stats {
    total: usize,
    used: usize,
    available: usize,
}

pub(super) async fn stats(State(pi): PiState) -> Response {
    let entries = pi.with_world(|world| world.allowlist());
    let used = entries.iter().filter(|entry| entry.used).count();
    let data = Stats {
        total: entries.len(),
        used,
        available: entries.len() - used,
    };
    pi.answer(Ok((StatusCode::OK, data)))
}

fn approve(world: &mut World, body: &NewEntryBody) -> Result<AllowlistEntry, Refusal> {
    let note = EntryNote::typed(&body.description, &body.container_id);
    let mac = parse_mac(&body.mac)?;
    world.approve(NewEntry { mac, note })
}

fn entry_data(entry: &AllowlistEntry, message: Option<&str>) -> EntryData {
    EntryData {
        entry: Field::Is(entry.into()),
        message: message.map(str::to_owned).into(),
    }
}

fn parse_mac(mac: &str) -> Result<MacAddr, Refusal> {
    let invalid =
        |error: MacParseError| Refusal::new(ErrorCode::ValidationFailed, error.to_string());
    mac.parse().map_err(invalid)
}

fn parse_body<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    let unreadable =
        |error: serde_json::Error| Refusal::new(ErrorCode::InvalidRequest, error.to_string());
    serde_json::from_slice(body).map_err(unreadable)
}

fn count(number: usize) -> Field<Int> {
    i64::try_from(number).ok().map(Int).into()
}

//! What the window does between frames: events decoded and applied, lists and answers read.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput};
use jiff::Timestamp;
use pidash::{
    domain::clock::Now,
    features::{
        allowlist::{
            intent::{AllowlistIntent, ImportIntent},
            list_reader,
        },
        intent::Intent,
    },
    messages::Event,
    wire::{
        entities::{DeviceDto, SessionDto},
        envelope::{self, RawAnswer},
        events, http_bodies,
    },
};
use serde_json::json;

use crate::consoles::{STEPS, discovered, mac, moves, session, with_cameras, with_entries};

/// As many as a session holds.
const CAMERAS: u16 = 5_000;
const LINES: u16 = 20_000;

pub fn bench(criterion: &mut Criterion) {
    decode_event(criterion);
    apply_event(criterion);
    read_list(criterion);
    preview_list(criterion);
    read_session(criterion);
}

fn decode_event(criterion: &mut Criterion) {
    let data = json!({
        "version": "1.0",
        "type": "device.state_changed",
        "session_id": session().id.as_str(),
        "payload": DeviceDto::from(&discovered(7)),
    })
    .to_string();
    let at = Timestamp::UNIX_EPOCH;
    criterion.bench_function("event decoded", |bencher| {
        bencher.iter(|| events::decode("device.state_changed", black_box(&data), at));
    });
}

/// Each event takes another camera one step further, so that none of them is old news.
fn apply_event(criterion: &mut Criterion) {
    let now = Now::read();
    let steps = || STEPS.iter().flat_map(|step| moves(0..500, step));
    let mut group = criterion.benchmark_group("events applied, 500 cameras");
    group.throughput(Throughput::Elements(steps().count() as u64));
    group.bench_function("all steps", |bencher| {
        let setup = || (with_cameras(500, now), steps().collect::<Vec<Event>>());
        let apply = |(mut state, events): (_, Vec<Event>)| {
            for event in events {
                black_box(pidash::features::State::handle_event(
                    &mut state, event, now,
                ));
            }
            state
        };
        bencher.iter_batched(setup, apply, BatchSize::LargeInput);
    });
    group.finish();
}

fn list() -> String {
    let lines: Vec<String> = (0..LINES).map(|camera| mac(camera).to_string()).collect();
    lines.join("\n")
}

fn read_list(criterion: &mut Criterion) {
    let list = list();
    criterion.bench_function("list of 20,000 read", |bencher| {
        bencher.iter(|| list_reader::read_text(black_box(&list)));
    });
}

/// All cameras of the list are on the allowlist already.
fn preview_list(criterion: &mut Criterion) {
    let now = Now::read();
    let mut state = with_entries(LINES, now);
    let read = list_reader::read_text(&list());
    criterion.bench_function("list of 20,000 compared with the allowlist", |bencher| {
        let preview = || ImportIntent::Preview(read.clone());
        let mut apply = |preview| {
            let preview = Intent::Allowlist(AllowlistIntent::Import(preview));
            state.handle_intent(preview, now)
        };
        bencher.iter_batched(preview, &mut apply, BatchSize::LargeInput);
    });
}

fn read_session(criterion: &mut Criterion) {
    let devices: Vec<_> = (0..CAMERAS)
        .map(|camera| DeviceDto::from(&discovered(camera)))
        .collect();
    let data = json!({ "session": SessionDto::from(&session()), "devices": devices });
    let body = json!({ "success": true, "data": data }).to_string();
    let raw = RawAnswer {
        endpoint: "GET /api/v1/batch/ID",
        status: 200,
        content_type: Some("application/json"),
        correlation_header: None,
        had_key: true,
        retry_after: None,
        other_address: None,
        body: body.as_bytes(),
        at: Timestamp::UNIX_EPOCH,
    };
    let read = || {
        let answer = envelope::read::<http_bodies::SessionData>(black_box(&raw)).ok()?;
        http_bodies::session_snapshot(answer.data?, answer.pi_time, raw.endpoint).ok()
    };
    let cameras = read().and_then(|read| read.value.candidates);
    let cameras = cameras.map(|cameras| cameras.len());
    assert_eq!(cameras, Some(usize::from(CAMERAS)), "all are read");
    criterion.bench_function("session of 5,000 cameras read", |bencher| {
        bencher.iter(read);
    });
}

//! The consoles that are measured: their states, and what comes from the Pi.

use std::time::Duration;

use pidash::{
    domain::{
        allowlist::{AllowlistEntry, EntryNote},
        candidate::{Candidate, CandidateState, CandidateUpdate},
        clock::Now,
        health_history::HistoryPoint,
        link_state::LinkState,
        mac::MacAddr,
        session::{Session, SessionId, SessionSnapshot, SessionState},
        telemetry::{CameraFigures, Telemetry, TelemetrySample, Transport},
    },
    features::State,
    messages::{AllowlistReply, BatchEvent, Event, MonitorEvent},
};

const SERVER: &str = "192.168.1.124:8082";
/// How often a Pi sends its health.
pub const INTERVAL: Duration = Duration::from_secs(5);
/// What a camera goes through, a report for each.
pub const STEPS: [CandidateState; 4] = [
    CandidateState::Provisioning,
    CandidateState::Provisioned,
    CandidateState::Verifying,
    CandidateState::Verified,
];

/// A console whose Pi answers and has no session.
pub fn idle(now: Now) -> State {
    live(State::new(SERVER, None, now), now)
}

fn live(mut state: State, now: Now) -> State {
    let live = LinkState::Live { since: now.instant };
    state.handle_event(Event::Stream(live.clone()), now);
    state.handle_event(Event::Monitor(MonitorEvent::Stream(live)), now);
    state
}

/// A console that has just read a session with as many cameras, all of them discovered.
pub fn with_cameras(count: u16, now: Now) -> State {
    let mut state = live(State::new(SERVER, Some(session().id), now), now);
    let snapshot = SessionSnapshot {
        session: Session {
            created_at: Some(now.wall),
            expires_at: Some(now.wall + Duration::from_mins(30)),
            ..session()
        },
        candidates: Some((0..count).map(discovered).collect()),
        remaining: None,
        network: None,
        pi_time: Some(now.wall),
    };
    state.handle_event(Event::Snapshot(Box::new(snapshot)), now);
    state
}

/// A console in the middle of its work: every fifth camera still waits, every fifth is verified, and the
/// others stand in between.
pub fn at_work(count: u16, now: Now) -> State {
    let mut state = with_cameras(count, now);
    for (taken, step) in STEPS.iter().enumerate() {
        let reached = (0..count).filter(|camera| usize::from(camera % 5) > taken);
        for event in moves(reached, step) {
            state.handle_event(event, now);
        }
    }
    state.prepare_frame();
    state
}

/// A console whose Pi has so many cameras on its allowlist.
pub fn with_entries(count: u16, now: Now) -> State {
    let mut state = idle(now);
    state.handle_event(allowlist(count), now);
    state
}

/// A console that has watched a Pi for so long.
pub fn with_history(hours: i64, now: Now) -> State {
    let mut state = idle(now);
    let now_ms = now.wall.as_millisecond();
    let points = (1..=hours * 720).rev().map(|ago| {
        let at_ms = now_ms - ago * 5_000;
        HistoryPoint::new(at_ms, true, figures(ago).map(Some))
    });
    state.monitoring.restore(points, [], now);
    state
}

pub fn session() -> Session {
    Session {
        id: SessionId::new("sess_24031dc61aea"),
        state: SessionState::Active,
        target_ssid: "ShopNet-24".to_owned(),
        created_at: None,
        expires_at: None,
        updated_at: None,
        device_count: 0,
        provisioned_count: 0,
        verified_count: 0,
        failed_count: 0,
    }
}

pub fn discovered(camera: u16) -> Candidate {
    let [high, low] = camera.to_be_bytes();
    Candidate {
        ip: Some([192, 168, 4 + high, low].into()),
        rssi_dbm: Some(-58),
        firmware_version: Some("1.3.0".to_owned()),
        in_allowlist: true,
        ..Candidate::unknown(mac(camera))
    }
}

pub fn mac(camera: u16) -> MacAddr {
    let [high, low] = camera.to_be_bytes();
    MacAddr::new([0x24, 0x6F, 0x28, 0x10, high, low])
}

/// The events of the Pi when these cameras reach `step`.
pub fn moves(
    cameras: impl IntoIterator<Item = u16>,
    step: &CandidateState,
) -> impl Iterator<Item = Event> {
    cameras.into_iter().map(|camera| {
        let update = CandidateUpdate {
            state: Some(step.clone()),
            ..CandidateUpdate::about(mac(camera))
        };
        Event::Batch(BatchEvent::Candidate(update))
    })
}

/// The allowlist as the Pi sends it.
pub fn allowlist(count: u16) -> Event {
    let entry = |camera: u16| AllowlistEntry {
        mac: mac(camera),
        note: EntryNote::default(),
        added_at: None,
        used: camera.is_multiple_of(3),
        used_at: None,
    };
    Event::Allowlist(AllowlistReply::List(Ok(Some(
        (0..count).map(entry).collect(),
    ))))
}

/// The health of a Pi with 50 cameras.
pub fn health(received: Now) -> Event {
    let [cpu, memory, temperature] = figures(received.wall.as_second() / 5);
    let sample = TelemetrySample {
        at: Some(received.wall),
        cpu_percent: Some(cpu.into()),
        memory_percent: Some(memory.into()),
        temperature_celsius: Some(temperature.into()),
        ..TelemetrySample::default()
    };
    let cameras = (0..50).map(|camera| CameraFigures {
        id: mac(camera).to_string(),
        online: Some(true),
        rssi_dbm: Some(-58),
        ..CameraFigures::default()
    });
    let telemetry = Telemetry {
        cameras: Some(cameras.collect()),
        ..Telemetry::of_sample(Transport::Socket, received, sample)
    };
    Event::Monitor(MonitorEvent::Telemetry(Box::new(telemetry)))
}

/// Figures that go up and down within each pixel, as real ones do.
fn figures(step: i64) -> [f32; 3] {
    let noise = |factor: i64, range: i64| {
        let value = (step * factor).rem_euclid(range);
        i16::try_from(value).map_or(0.0, f32::from)
    };
    [
        10.0 + noise(7_919, 61),
        38.0 + noise(31, 7),
        48.0 + noise(104_729, 9),
    ]
}

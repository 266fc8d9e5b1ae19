//! The event stream: it reconnects after every failure, and the session is up to date after every
//! gap.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use pidash::{
    client::Timing,
    domain::{
        candidate::CandidateState, link_state::LinkState, mac::MacAddr, secret::ApiKey,
        session::SessionId,
    },
    messages::{BatchEvent, Command, Event},
    simulator::{Calls, Fault, SimulatorConfig, Vocabulary},
};

use super::{Console, count, pi, pi_with, quick, until};

pub(super) const MAC: &str = "AA:BB:CC:DD:EE:FF";

/// The camera that an event is about.
pub(super) fn camera(event: Event) -> Option<(MacAddr, Option<CandidateState>)> {
    match event {
        Event::Batch(BatchEvent::Candidate(update)) => Some((update.mac, update.state)),
        _ => None,
    }
}

/// An event about a camera that the simulated Pi does not have.
pub(super) fn about(session: &str, mac: &str) -> String {
    format!(
        "event:device.discovered\ndata:{{\"version\":\"1.0\",\"type\":\"device.discovered\",\
         \"session_id\":\"{session}\",\"payload\":{{\"mac\":\"{mac}\",\"ip\":\"192.168.4.9\",\"rssi\":-50}}}}\n\n"
    )
}

#[tokio::test]
async fn a_reconnect_brings_what_changed_during_the_gap() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    console.live().await;
    console.start().await.unwrap();
    let known = |event| match event {
        Event::Snapshot(snapshot) => Some(snapshot.candidates?.first()?.mac),
        event => camera(event).map(|(mac, _)| mac),
    };
    let mac = console.wait_for("camera", known).await;

    pi.change_silently(mac, CandidateState::Verified).unwrap();
    pi.drop_streams();
    console.retrying().await;
    console.live().await;
    let snapshot = console.snapshot().await;
    let states: BTreeMap<_, _> = snapshot
        .candidates
        .unwrap()
        .into_iter()
        .map(|c| (c.mac, c.state))
        .collect();
    assert_eq!(states[&mac], CandidateState::Verified);
}

#[tokio::test]
async fn events_during_the_read_of_the_session_are_held_back() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    console.live().await;
    let id = console.start().await.unwrap().session.id;
    console.snapshot().await;

    let session = format!("/batch/{id}");
    pi.set_fault_for(Fault::Held, Calls::to(&session).times(1));
    let reads = count(&pi, "GET", &session);
    pi.drop_streams();
    console.retrying().await;
    console.live().await;
    // A read that comes after the release would be held for good.
    until("a read that is held", || {
        count(&pi, "GET", &session) > reads
    })
    .await;
    let mut witness = Console::on(&pi);
    witness.live().await;
    pi.inject_sse(&about(id.as_str(), MAC));
    let is_injected = |event| (camera(event)?.0.to_string() == MAC).then_some(());
    witness.wait_for("event", is_injected).await;
    pi.release_calls();
    let mut read = false;
    console
        .wait_for("held event", |event| {
            read |= matches!(event, Event::Snapshot(_));
            is_injected(event)
        })
        .await;
    assert!(read, "the event was passed on before the session was read");
}

#[tokio::test]
async fn events_of_another_session_are_ignored() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    console.live().await;
    let id = console.start().await.unwrap().session.id;
    console.snapshot().await;
    pi.inject_sse(&about("sess_other", "AA:BB:CC:00:00:01"));
    pi.inject_sse(&about(id.as_str(), MAC));
    let is_injected = |event| {
        camera(event)
            .map(|(mac, _)| mac.to_string())
            .filter(|mac| mac.starts_with("AA:BB:CC"))
    };
    assert_eq!(console.wait_for("own event", is_injected).await, MAC);
}

/// A heartbeat. The stream must not change its state before it.
fn heartbeat(event: Event) -> Option<()> {
    match event {
        Event::Stream(status) => panic!("{status:?}"),
        Event::Batch(BatchEvent::Heartbeat) => Some(()),
        _ => None,
    }
}

#[tokio::test]
async fn a_silent_stream_is_opened_again() {
    let pi = pi_with(SimulatorConfig {
        vocabulary: Vocabulary::Old,
        heartbeat: Duration::from_millis(100),
        ..SimulatorConfig::default()
    })
    .await;
    let silence = Duration::from_secs(1);
    let timing = Timing {
        stream_silence: silence,
        ..quick()
    };
    let mut console = Console::open(&pi.url(), None, timing);
    console.live().await;
    let opened = Instant::now();
    while opened.elapsed() < 2 * silence {
        console.wait_for("heartbeat", heartbeat).await;
    }
    pi.stall_streams(true);
    assert_eq!(console.retrying().await.code(), "STREAM_SILENT");
    pi.stall_streams(false);
    console.live().await;
    console.wait_for("heartbeat", heartbeat).await;
}

#[tokio::test]
async fn attempts_after_a_lost_stream_count_from_1() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    console.live().await;
    pi.set_offline(true);
    let attempt = |event| match event {
        Event::Stream(LinkState::Retrying { attempt, .. }) => Some(attempt),
        _ => None,
    };
    for expected in 1..=3 {
        assert_eq!(console.wait_for("retry", attempt).await, expected);
    }
    pi.set_offline(false);
    console.live().await;
    pi.drop_streams();
    assert_eq!(console.wait_for("retry", attempt).await, 1);
}

#[tokio::test]
async fn an_endless_retry_hint_does_not_keep_the_stream_down() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    console.live().await;
    pi.inject_sse(&format!(
        "retry:{}\n\n{}",
        "9".repeat(40),
        about("any", MAC)
    ));
    console.wait_for("event", camera).await;
    pi.drop_streams();
    console.retrying().await;
    console.live().await;
}

/// Waits as long as another console with the same timing needs for six failed attempts.
async fn time_of_six_attempts() {
    let pi = pi().await;
    pi.set_offline(true);
    let mut other = Console::on(&pi);
    for _ in 0..6 {
        other.retrying().await;
    }
}

#[tokio::test]
async fn a_refused_key_stops_the_reconnects_until_there_is_another() {
    let key = ApiKey::new("open-sesame").unwrap();
    let pi = pi_with(SimulatorConfig {
        api_key: Some(key.clone()),
        ..SimulatorConfig::default()
    })
    .await;
    let mut console = Console::open(&pi.url(), Some("wrong-key"), quick());
    let problem = console
        .wait_for("refusal", |event| match event {
            Event::Stream(LinkState::Refused { problem }) => Some(problem),
            _ => None,
        })
        .await;
    assert_eq!(
        (&*problem.code(), problem.http_status),
        ("UNAUTHORIZED", Some(401))
    );
    time_of_six_attempts().await;
    assert_eq!(count(&pi, "GET", "/events"), 1);
    console.send(Command::Reconnect(Some(key)));
    console.live().await;
    assert_eq!(count(&pi, "GET", "/events"), 2);
    for request in pi.requests() {
        let is_protected = request.path.contains("/provisioning/");
        assert_eq!(request.had_key, is_protected, "{}", request.path);
    }
    assert!(!format!("{:?}", pi.requests()).contains("open-sesame"));
}

#[tokio::test]
async fn the_session_is_polled_while_only_the_stream_is_down() {
    let pi = pi().await;
    let mut console = Console::open(
        &pi.url(),
        None,
        Timing {
            stream_retry_hint: (Duration::ZERO, Duration::from_hours(1)),
            ..quick()
        },
    );
    console.live().await;
    let id = console.start().await.unwrap().session.id;
    console.snapshot().await;
    let status = Fault::refused(503, Some(3600));
    pi.set_fault_for(status, Calls::to("/events").times(9));
    pi.drop_streams();
    let refused = |event| match event {
        Event::Stream(LinkState::Retrying { problem, .. }) if problem.http_status == Some(503) => {
            Some(())
        }
        _ => None,
    };
    console.wait_for("refusal of the stream", refused).await;
    for _ in 0..3 {
        assert_eq!(console.snapshot().await.session.id, id);
    }
    console.send(Command::Reconnect(None));
    console.wait_for("refusal of the stream", refused).await;
}

#[tokio::test]
async fn an_unknown_session_is_reported_and_its_stream_goes_on() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    let gone = SessionId::new("sess_gone");
    console.send(Command::Follow(Some(gone.clone())));
    let problem = console
        .wait_for("failed snapshot", |event| match event {
            Event::SnapshotFailed(id, problem) if id == gone => Some(problem),
            _ => None,
        })
        .await;
    assert_eq!(problem.code(), "SESSION_NOT_FOUND");
    pi.inject_sse(&about(gone.as_str(), MAC));
    let (mac, _) = console.wait_for("event", camera).await;
    assert_eq!(mac.to_string(), MAC);
}

#[tokio::test]
async fn the_onboarding_network_is_read_at_once_and_again() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    console.live().await;
    console.start().await.unwrap();
    for _ in 0..3 {
        let network = console
            .wait_for("network", |event| match event {
                Event::Network(network) => Some(network),
                _ => None,
            })
            .await;
        assert_eq!(network.ssid.as_deref(), Some("DelicasaOnboard"));
    }
}

//! A Pi that goes away and comes back: what is a sign of life, what is none, and what follows.

use std::time::Duration;

use pidash::{
    client::Timing,
    domain::telemetry::TransportChoice,
    messages::{Command, Event},
    simulator::{CallFailure, Simulator},
};

use super::{Console, count, fail, pi, quick, running_with, until};

const AN_HOUR: Duration = Duration::from_hours(1);
const HEALTH: &str = "/health";
const NETWORK: &str = "/batch/network";
const EVENTS: &str = "/events";

/// A back-off of an hour: only a sign of life brings the stream back within the test's patience.
fn stubborn() -> Timing {
    Timing {
        stream_retries: [AN_HOUR; 6],
        probe: Duration::from_millis(200),
        ..quick()
    }
}

/// So many more calls: all but the last have been answered by then, or given up.
async fn calls(pi: &Simulator, part: &str, more: usize) {
    let before = count(pi, "GET", part);
    until(part, || count(pi, "GET", part) >= before + more).await;
}

/// Away for so long that a probe misses it: the monitoring socket tries once in that time, and polls begin later.
async fn comes_back(pi: &Simulator, console: &mut Console) {
    console.send(Command::Monitor(TransportChoice::Socket));
    pi.set_offline(true);
    assert_eq!(console.retrying().await.http_status, None);
    let before = pi.refused_connections();
    until("the Pi is missed", || {
        pi.refused_connections() >= before + 5
    })
    .await;
    pi.set_offline(false);
    console.live().await;
}

#[tokio::test]
async fn a_pi_that_is_back_is_noticed_by_probes() {
    let pi = pi().await;
    let mut console = Console::open(&pi.url(), None, stubborn());
    console.live().await;
    comes_back(&pi, &mut console).await;
}

#[tokio::test]
async fn a_pi_that_is_back_is_noticed_by_polls() {
    let pi = pi().await;
    let (mut console, _) = running_with(&pi, stubborn()).await;
    fail(&pi, HEALTH, u32::MAX, CallFailure::Held);
    comes_back(&pi, &mut console).await;
    console.snapshot().await;
}

#[tokio::test]
async fn what_a_proxy_says_for_a_pi_that_is_away_is_no_sign_of_life() {
    for status in [502, 503, 504] {
        let pi = pi().await;
        let away = CallFailure::Bare(status);
        fail(&pi, EVENTS, 1, away);
        fail(&pi, HEALTH, u32::MAX, away);
        let mut console = Console::open(&pi.url(), None, stubborn());
        assert_eq!(console.retrying().await.http_status, Some(status));
        calls(&pi, HEALTH, 3).await;
        assert_eq!(count(&pi, "GET", EVENTS), 1, "{status}");
        pi.clear_call_faults();
        console.live().await;
    }
}

#[tokio::test]
async fn any_other_answer_is_a_sign_of_life() {
    for status in [404, 429, 500] {
        let pi = pi().await;
        fail(&pi, HEALTH, u32::MAX, CallFailure::Bare(status));
        let mut console = Console::open(&pi.url(), None, stubborn());
        console.live().await;
        comes_back(&pi, &mut console).await;
    }
}

#[tokio::test]
async fn a_stream_that_the_pi_ends_waits_its_time_however_well_the_pi_is() {
    let pi = pi().await;
    let mut console = Console::open(&pi.url(), None, stubborn());
    console.live().await;
    pi.drop_streams();
    console.retrying().await;
    calls(&pi, HEALTH, 3).await;
    assert_eq!(count(&pi, "GET", EVENTS), 1);
}

#[tokio::test]
async fn a_stream_that_hangs_while_it_is_opened_is_opened_anew_when_the_pi_is_back() {
    let pi = pi().await;
    fail(&pi, EVENTS, 1, CallFailure::Held);
    fail(&pi, HEALTH, u32::MAX, CallFailure::Bare(502));
    let mut console = Console::open(&pi.url(), None, stubborn());
    until("the hanging stream", || count(&pi, "GET", EVENTS) == 1).await;
    calls(&pi, HEALTH, 2).await;
    pi.clear_call_faults();
    console.live().await;
    assert_eq!(count(&pi, "GET", EVENTS), 2);
}

#[tokio::test]
async fn a_line_that_outlived_its_pi_is_replaced_when_the_pi_is_back() {
    let pi = pi().await;
    let (mut console, _) = running_with(&pi, stubborn()).await;
    let streams = count(&pi, "GET", EVENTS);
    pi.stall_streams(true);
    for path in [NETWORK, HEALTH] {
        fail(&pi, path, u32::MAX, CallFailure::Held);
    }
    calls(&pi, HEALTH, 1).await;
    pi.stall_streams(false);
    pi.clear_call_faults();
    console.live().await;
    assert_eq!(count(&pi, "GET", EVENTS), streams + 1);
}

#[tokio::test]
async fn a_slow_read_of_the_network_is_no_reason_to_open_the_stream_anew() {
    let pi = pi().await;
    let (mut console, _) = running_with(&pi, stubborn()).await;
    let streams = count(&pi, "GET", EVENTS);
    fail(&pi, NETWORK, 3, CallFailure::Held);
    calls(&pi, NETWORK, 4).await;
    let read = |event| match event {
        Event::Stream(status) => panic!("{status:?}"),
        Event::Network(_) => Some(()),
        _ => None,
    };
    console.wait_for("network", read).await;
    assert!(count(&pi, "GET", HEALTH) >= 3, "nobody looked for the Pi");
    assert_eq!(count(&pi, "GET", EVENTS), streams);
}

#[tokio::test]
async fn the_network_is_left_alone_for_as_long_as_the_pi_asks() {
    let pi = pi().await;
    let (mut console, _) = running_with(&pi, quick()).await;
    let wait = CallFailure::Status {
        status: 429,
        retry_after_seconds: Some(1),
    };
    fail(&pi, NETWORK, 1, wait);
    let before = count(&pi, "GET", NETWORK);
    until("a refused read", || count(&pi, "GET", NETWORK) > before).await;
    let refused = std::time::Instant::now();
    until("the next read", || count(&pi, "GET", NETWORK) > before + 1).await;
    assert!(refused.elapsed() > Duration::from_millis(900));
    let read = |event| matches!(event, Event::Network(_)).then_some(());
    console.wait_for("network", read).await;
}

#[tokio::test]
async fn a_pi_without_a_network_to_tell_of_is_asked_once_for_each_connection() {
    for status in [404, 503] {
        let pi = pi().await;
        let missing = CallFailure::Bare(status);
        fail(&pi, "network", u32::MAX, missing);
        let (mut console, _) = running_with(&pi, quick()).await;
        until("both forms", || count(&pi, "GET", "/network") >= 1).await;
        let before = count(&pi, "GET", "/network");
        pi.drop_streams();
        console.live().await;
        until("again", || count(&pi, "GET", "/network") > before).await;
    }
}

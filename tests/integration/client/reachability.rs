//! A Pi that goes away and returns: which answers end the wait before a reconnect, and which
//! connections are replaced.

use std::time::Duration;

use pidash::{
    client::Timing,
    domain::telemetry::TransportChoice,
    messages::{Command, Event},
    simulator::{Fault, Form, Simulator},
};

use super::{Console, count, fail, pi, quick, running_with, until};

const AN_HOUR: Duration = Duration::from_hours(1);
const HEALTH: &str = "/health";
const NETWORK: &str = "/batch/network";
const EVENTS: &str = "/events";

/// Waits of an hour before a reconnect: only an answer of the Pi ends them within the time of a
/// test.
fn long_waits() -> Timing {
    Timing {
        stream_retries: [AN_HOUR; 6],
        probe: Duration::from_millis(200),
        ..quick()
    }
}

/// Waits for this many more calls: all but the last are then answered or given up.
async fn more_calls(pi: &Simulator, part: &str, more: usize) {
    let before = count(pi, "GET", part);
    until(part, || count(pi, "GET", part) >= before + more).await;
}

/// Takes the Pi offline for so long that a probe fails: the monitoring socket makes one attempt in
/// that time, and polls start later.
async fn goes_away_and_returns(pi: &Simulator, console: &mut Console) {
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
async fn a_probe_notices_that_the_pi_is_back() {
    let pi = pi().await;
    let mut console = Console::open(&pi.url(), None, long_waits());
    console.live().await;
    goes_away_and_returns(&pi, &mut console).await;
}

#[tokio::test]
async fn a_poll_notices_that_the_pi_is_back() {
    let pi = pi().await;
    let (mut console, _) = running_with(&pi, long_waits()).await;
    fail(&pi, HEALTH, u32::MAX, Fault::Held);
    goes_away_and_returns(&pi, &mut console).await;
    console.snapshot().await;
}

#[tokio::test]
async fn an_answer_of_a_proxy_does_not_end_the_wait() {
    for status in [502, 503, 504] {
        let pi = pi().await;
        let away = Fault::status(status, Form::Text);
        fail(&pi, EVENTS, 1, away.clone());
        fail(&pi, HEALTH, u32::MAX, away);
        let mut console = Console::open(&pi.url(), None, long_waits());
        assert_eq!(console.retrying().await.http_status, Some(status));
        more_calls(&pi, HEALTH, 3).await;
        assert_eq!(count(&pi, "GET", EVENTS), 1, "{status}");
        pi.clear_faults();
        console.live().await;
    }
}

#[tokio::test]
async fn any_answer_of_the_pi_ends_the_wait() {
    for status in [404, 429, 500] {
        let pi = pi().await;
        fail(&pi, HEALTH, u32::MAX, Fault::status(status, Form::Text));
        let mut console = Console::open(&pi.url(), None, long_waits());
        console.live().await;
        goes_away_and_returns(&pi, &mut console).await;
    }
}

#[tokio::test]
async fn answers_do_not_end_the_wait_after_a_stream_that_the_pi_closed() {
    let pi = pi().await;
    let mut console = Console::open(&pi.url(), None, long_waits());
    console.live().await;
    pi.drop_streams();
    console.retrying().await;
    more_calls(&pi, HEALTH, 3).await;
    assert_eq!(count(&pi, "GET", EVENTS), 1);
}

#[tokio::test]
async fn a_hanging_connect_is_started_again_when_the_pi_returns() {
    let pi = pi().await;
    fail(&pi, EVENTS, 1, Fault::Held);
    fail(&pi, HEALTH, u32::MAX, Fault::status(502, Form::Text));
    let mut console = Console::open(&pi.url(), None, long_waits());
    until("the hanging stream", || count(&pi, "GET", EVENTS) == 1).await;
    more_calls(&pi, HEALTH, 2).await;
    pi.clear_fault(Fault::status(502, Form::Text));
    console.live().await;
    assert_eq!(count(&pi, "GET", EVENTS), 2);
}

#[tokio::test]
async fn a_dead_connection_is_replaced_when_the_pi_returns() {
    let pi = pi().await;
    let (mut console, _) = running_with(&pi, long_waits()).await;
    let streams = count(&pi, "GET", EVENTS);
    pi.stall_streams(true);
    for path in [NETWORK, HEALTH] {
        fail(&pi, path, u32::MAX, Fault::Held);
    }
    more_calls(&pi, HEALTH, 1).await;
    pi.stall_streams(false);
    pi.clear_fault(Fault::Held);
    console.live().await;
    assert_eq!(count(&pi, "GET", EVENTS), streams + 1);
}

#[tokio::test]
async fn a_slow_read_of_the_network_does_not_replace_the_stream() {
    let pi = pi().await;
    let (mut console, _) = running_with(&pi, long_waits()).await;
    let streams = count(&pi, "GET", EVENTS);
    fail(&pi, NETWORK, 3, Fault::Held);
    more_calls(&pi, NETWORK, 4).await;
    let read = |event| match event {
        Event::Stream(status) => panic!("{status:?}"),
        Event::Network(_) => Some(()),
        _ => None,
    };
    console.wait_for("network", read).await;
    assert!(count(&pi, "GET", HEALTH) >= 3, "no probe was made");
    assert_eq!(count(&pi, "GET", EVENTS), streams);
}

#[tokio::test]
async fn retry_after_delays_the_next_read_of_the_network() {
    let pi = pi().await;
    let (mut console, _) = running_with(&pi, quick()).await;
    let wait = Fault::refused(429, Some(1));
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
async fn a_pi_without_the_network_call_is_asked_once_per_connection() {
    let pi = pi().await;
    fail(&pi, "network", u32::MAX, Fault::status(404, Form::Text));
    let timing = Timing {
        network: Duration::from_millis(1),
        ..quick()
    };
    let (mut console, id) = running_with(&pi, timing).await;
    until("both forms", || count(&pi, "GET", "/network") >= 2).await;
    // A read of the session takes longer than many reads of the network. The first ones are in time
    // for what was still under way.
    let session = format!("/batch/{id}");
    let mut asked = 0;
    for round in 0..20 {
        if round <= 10 {
            asked = count(&pi, "GET", "/network");
        }
        let reads = count(&pi, "GET", &session);
        console.send(Command::Follow(Some(id.clone())));
        until("a read of the session", || {
            count(&pi, "GET", &session) > reads
        })
        .await;
    }
    assert_eq!(count(&pi, "GET", "/network"), asked);
    pi.drop_streams();
    console.live().await;
    until("again", || count(&pi, "GET", "/network") > asked).await;
}

/// A guard that refuses one call makes no Pi that was away, so that the next answer replaces no stream.
#[tokio::test]
async fn a_guard_that_refuses_one_call_leaves_the_stream_open() {
    for status in [403, 429] {
        let pi = pi().await;
        let (console, id) = running_with(&pi, quick()).await;
        let session = format!("/batch/{id}");
        let streams = count(&pi, "GET", EVENTS);
        fail(&pi, &session, 1, Fault::status(status, Form::Html));
        for _ in 0..5 {
            let reads = count(&pi, "GET", &session);
            console.send(Command::Follow(Some(id.clone())));
            until("a read of the session", || {
                count(&pi, "GET", &session) > reads
            })
            .await;
        }
        assert_eq!(count(&pi, "GET", EVENTS), streams, "{status}");
    }
}

#[tokio::test]
async fn a_503_of_the_network_call_means_not_now() {
    let pi = pi().await;
    let not_now = Fault::refused(503, Some(0));
    fail(&pi, "/network", 1, not_now);
    let (mut console, _) = running_with(&pi, quick()).await;
    let read = |event| matches!(event, Event::Network(_)).then_some(());
    console.wait_for("network", read).await;
    assert!(count(&pi, "GET", NETWORK) >= 2);
}

//! The session is read whenever its events may be incomplete, so that what the screen calls live is
//! what the Pi knows (contract, section 6).

use std::time::Duration;

use pidash::{
    client::Timing,
    domain::{
        candidate::CandidateState,
        link_state::LinkState,
        mac::MacAddr,
        secret::ApiKey,
        session::{SessionId, SessionSnapshot, SessionState},
    },
    messages::{Command, DeviceVerb, Event, SessionVerb},
    simulator::{Calls, Fault, Form, Simulator, SimulatorConfig, StatusAnswer, Vocabulary},
};
use tokio::time::Instant;

use super::{Console, count, fail, pi, pi_with, quick, running_with, until};

const EVENTS: &str = "/batch/events";
const AN_HOUR: Duration = Duration::from_hours(1);

/// The session is read only for a reason that a test is about.
fn no_checks() -> Timing {
    Timing {
        poll_after: AN_HOUR,
        check_busy: AN_HOUR,
        check_idle: AN_HOUR,
        ..quick()
    }
}

/// The state of a camera in a read.
fn state_of(snapshot: &SessionSnapshot, mac: MacAddr) -> Option<CandidateState> {
    let cameras = snapshot.candidates.as_ref()?;
    let camera = cameras.iter().find(|camera| camera.mac == mac)?;
    Some(camera.state.clone())
}

fn read(event: Event) -> Option<Box<SessionSnapshot>> {
    match event {
        Event::Snapshot(snapshot) | Event::Checked(snapshot) => Some(snapshot),
        _ => None,
    }
}

fn reads(pi: &Simulator, id: &SessionId) -> usize {
    count(pi, "GET", &format!("/batch/{id}"))
}

/// A Pi that runs so slowly that nothing happens by itself during a test, once its cameras are
/// there.
async fn with_cameras(timing: Timing) -> (Simulator, Console, SessionId) {
    let pi = pi().await;
    let (console, id) = running_with(&pi, timing).await;
    until("all cameras", || pi.devices().len() == 4).await;
    (pi, console, id)
}

#[tokio::test]
async fn what_lost_events_would_have_said_is_read_after_a_command_of_a_session_at_rest() {
    let timing = Timing {
        check_busy: Duration::from_millis(200),
        ..no_checks()
    };
    let (pi, mut console, id) = with_cameras(timing).await;
    console.send(Command::Follow(Some(id.clone())));
    let is_at_rest = |event| (read(event)?.session.state == SessionState::Active).then_some(());
    console
        .wait_for("read of a session at rest", is_at_rest)
        .await;
    pi.set_fault(Fault::EventsLost);
    let mac = pi.devices()[0].candidate.mac;
    let verb = DeviceVerb::Provision;
    console.send(Command::Devices(id, vec![mac], verb));
    console
        .wait_for("read that corrects the screen", |event| match event {
            Event::Stream(status) => panic!("{status:?}"),
            Event::Checked(snapshot) => {
                (state_of(&snapshot, mac)? == CandidateState::Verified).then_some(())
            }
            _ => None,
        })
        .await;
}

#[tokio::test]
async fn events_about_other_things_do_not_delay_the_reads_of_a_session_at_rest() {
    let timing = Timing {
        check_idle: Duration::from_millis(400),
        ..no_checks()
    };
    let (pi, mut console, id) = with_cameras(timing).await;
    let is_ready =
        |session: pidash::domain::session::Session| session.state == SessionState::Active;
    until("the end of the scan", || {
        pi.latest_session().is_some_and(is_ready)
    })
    .await;
    let before = reads(&pi, &id);
    let network = "event:network.status_changed\ndata:{\"type\":\"network.status_changed\",\
                   \"payload\":{\"ssid\":\"DelicasaOnboard\",\"is_active\":true}}\n\n";
    until("two more reads", || {
        pi.inject_sse(network);
        reads(&pi, &id) >= before + 2
    })
    .await;
    console.wait_for("read", read).await;
}

#[tokio::test]
async fn a_stream_without_readable_events_is_named_and_the_session_is_polled() {
    let pi = pi_with(SimulatorConfig {
        vocabulary: Vocabulary::Old,
        heartbeat: Duration::from_millis(100),
        ..SimulatorConfig::default()
    })
    .await;
    let timing = Timing {
        check_busy: Duration::from_millis(200),
        ..no_checks()
    };
    let (mut console, _) = running_with(&pi, timing).await;
    pi.set_fault(Fault::EventsMute);
    pi.drop_streams();
    let silent = |event| matches!(event, Event::Stream(LinkState::Silent { .. })).then_some(());
    console.wait_for("stream without events", silent).await;
    for _ in 0..3 {
        console.snapshot().await;
    }
    pi.clear_faults();
    console.live().await;
}

#[tokio::test]
async fn a_stream_with_heartbeats_alone_is_live() {
    // Without a camera, the session stays in the state in which it is read often.
    let pi = Simulator::start(SimulatorConfig {
        devices: 0,
        heartbeat: Duration::from_millis(20),
        ..SimulatorConfig::default()
    });
    let pi = pi.await.unwrap();
    let timing = Timing {
        check_busy: Duration::from_millis(300),
        ..no_checks()
    };
    let (mut console, _) = running_with(&pi, timing).await;
    pi.set_fault(Fault::EventsLost);
    let checked = |event| match event {
        Event::Stream(status) => panic!("{status:?}"),
        Event::Checked(_) => Some(()),
        _ => None,
    };
    console.wait_for("read of a live stream", checked).await;
}

#[tokio::test]
async fn a_read_that_was_begun_is_applied_although_the_stream_ends() {
    let (pi, mut console, id) = with_cameras(no_checks()).await;
    fail(&pi, id.as_str(), 1, Fault::Held);
    pi.drop_streams();
    console.live().await;
    until("the read that is held", || reads(&pi, &id) >= 2).await;
    fail(&pi, EVENTS, u32::MAX, Fault::status(503, Form::Text));
    pi.drop_streams();
    console.retrying().await;
    pi.release_calls();
    console.snapshot().await;
}

#[tokio::test]
async fn the_session_is_polled_while_each_stream_ends_at_once() {
    for reset in [false, true] {
        let timing = Timing {
            poll_after: Duration::from_millis(300),
            ..no_checks()
        };
        let (pi, mut console, _) = with_cameras(timing).await;
        pi.set_fault(Fault::EventsEndAtOnce { reset });
        pi.drop_streams();
        console.retrying().await;
        let mac = pi.devices()[0].candidate.mac;
        pi.change_silently(mac, CandidateState::Verified).unwrap();
        let is_right = |event| {
            let snapshot = read(event)?;
            (state_of(&snapshot, mac)? == CandidateState::Verified).then_some(())
        };
        console.wait_for("read of the session", is_right).await;
    }
}

#[tokio::test]
async fn a_stream_that_is_reset_each_time_keeps_its_growing_waits() {
    let pi = pi().await;
    pi.set_fault(Fault::EventsEndAtOnce { reset: true });
    let timing = Timing {
        stream_retries: [100, 200, 400, 800, 1_600, 3_200].map(Duration::from_millis),
        ..quick()
    };
    let mut console = Console::open(&pi.url(), None, timing);
    let began = Instant::now();
    // Meanwhile other calls are answered.
    for _ in 0..5 {
        console.retrying().await;
    }
    let least = Duration::from_millis(100 + 200 + 400 + 800).mul_f64(0.75);
    assert!(began.elapsed() >= least, "{:?}", began.elapsed());
    assert!(count(&pi, "GET", "/health") > 0, "nothing else was asked");
}

/// A Pi that wants a key, and a console that has it and follows a session.
async fn with_key(timing: Timing) -> (Simulator, Console, SessionId) {
    let key = "open-sesame";
    let pi = pi_with(SimulatorConfig {
        api_key: ApiKey::new(key).ok(),
        ..SimulatorConfig::default()
    })
    .await;
    let mut console = Console::open(&pi.url(), Some(key), timing);
    console.live().await;
    let id = console.start().await.unwrap().session.id;
    console.snapshot().await;
    (pi, console, id)
}

#[tokio::test]
async fn a_refused_key_ends_the_polls_and_is_tried_again_until_the_pi_takes_it() {
    let timing = Timing {
        refused: Duration::from_millis(600),
        ..quick()
    };
    let (pi, mut console, id) = with_key(timing).await;
    let refusal = StatusAnswer {
        code: Some("UNAUTHORIZED".to_owned()),
        ..StatusAnswer::new(401, Form::Flat)
    };
    pi.set_fault_for(Fault::Status(refusal), Calls::to(EVENTS));
    pi.drop_streams();
    let refused = |event| matches!(event, Event::Stream(LinkState::Refused { .. })).then_some(());
    console.wait_for("refusal", refused).await;
    let before = reads(&pi, &id);
    console.wait_for("refusal of the probe", refused).await;
    assert!(reads(&pi, &id) <= before + 1, "the session is not polled");
    pi.clear_faults();
    console.live().await;
    console.snapshot().await;
}

#[tokio::test]
async fn a_refusal_by_something_in_between_is_polled_around_and_tried_again() {
    for form in [Form::Html, Form::Empty, Form::Text] {
        let timing = Timing {
            refused: AN_HOUR,
            refused_on_the_way: Duration::from_millis(600),
            stream_retries: [AN_HOUR; 6],
            ..quick()
        };
        let (pi, mut console, _) = with_key(timing).await;
        let refusal = StatusAnswer::new(403, form);
        pi.set_fault_for(Fault::Status(refusal), Calls::to(EVENTS));
        pi.set_fault_for(Fault::EventsDropped, Calls::default());
        let in_between = |event| match event {
            Event::Stream(LinkState::Retrying { problem, .. }) => {
                (problem.http_status == Some(403)).then_some(())
            }
            Event::Stream(LinkState::Refused { .. }) => panic!("{form:?} is no refusal of the Pi"),
            _ => None,
        };
        pi.drop_streams();
        // The wait after the stream that was open ends when a person connects again.
        console.retrying().await;
        console.send(Command::Reconnect(ApiKey::new("open-sesame").ok()));
        console.wait_for("refusal on the way", in_between).await;
        console.wait_for("poll", read).await;
        console.wait_for("the next attempt", in_between).await;
        pi.clear_faults();
        console.live().await;
    }
}

/// A guard that refuses the stream alone makes no Pi that was away: the answers to probes and polls
/// do not cut the wait short.
#[tokio::test]
async fn a_stream_that_is_refused_on_the_way_is_not_opened_with_each_answer() {
    let timing = Timing {
        refused_on_the_way: AN_HOUR,
        ..quick()
    };
    let (pi, mut console, id) = with_key(timing).await;
    let refusal = StatusAnswer::new(403, Form::Html);
    pi.set_fault_for(Fault::Status(refusal), Calls::to(EVENTS));
    pi.drop_streams();
    console
        .wait_for("refusal on the way", |event| match event {
            Event::Stream(LinkState::Retrying { problem, .. }) => {
                (problem.http_status == Some(403)).then_some(())
            }
            _ => None,
        })
        .await;
    let attempts = || count(&pi, "GET", EVENTS);
    let before = (attempts(), reads(&pi, &id));
    while reads(&pi, &id) < before.1 + 20 {
        console.wait_for("poll", read).await;
    }
    assert_eq!(attempts(), before.0);
}

#[tokio::test]
async fn an_error_event_of_the_session_or_for_good_makes_the_client_read_it() {
    for (code, retryable, is_read) in [
        ("SESSION_EXPIRED", true, true),
        ("DATABASE_ERROR", false, true),
        ("DEVICE_TIMEOUT", true, false),
    ] {
        let (pi, mut console, id) = with_cameras(no_checks()).await;
        let before = reads(&pi, &id);
        pi.set_fault(Fault::ErrorEvent {
            code: code.to_owned(),
            message: "injected".to_owned(),
            retryable,
        });
        let trouble = |event| match event {
            Event::Batch(pidash::messages::BatchEvent::Trouble(_)) => Some(()),
            _ => None,
        };
        console.wait_for("error event", trouble).await;
        if is_read {
            console.wait_for("read", read).await;
        } else {
            // A whole round trip of another call.
            let networks = count(&pi, "GET", "/batch/network");
            until("reads of the network", || {
                count(&pi, "GET", "/batch/network") >= networks + 2
            })
            .await;
            assert_eq!(reads(&pi, &id), before, "{code}");
        }
    }
}

#[tokio::test]
async fn a_stopped_session_is_read_until_the_pi_says_that_it_is_closed() {
    let (pi, mut console, id) = with_cameras(no_checks()).await;
    pi.set_fault(Fault::EventsLost);
    console.send(Command::Session(id.clone(), SessionVerb::Stop));
    let closed = |event| (read(event)?.session.state == SessionState::Closed).then_some(());
    console.wait_for("read of the closed session", closed).await;
}

#[tokio::test]
async fn a_check_of_the_connections_reads_the_session_and_opens_both_streams_anew() {
    let (pi, mut console, id) = with_cameras(no_checks()).await;
    until("the socket", || pi.monitors() == 1).await;
    let streams = count(&pi, "GET", EVENTS);
    let sockets = count(&pi, "GET", "/ws/monitor");
    let before = reads(&pi, &id);
    console.send(Command::CheckConnections);
    console.live().await;
    console.snapshot().await;
    assert_eq!(count(&pi, "GET", EVENTS), streams + 1);
    assert!(reads(&pi, &id) > before);
    until("the socket, opened anew", || {
        count(&pi, "GET", "/ws/monitor") > sockets
    })
    .await;
}

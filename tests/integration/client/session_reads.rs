//! Reads of the followed session that fail: which are tried again by themselves, and what a person hears of them.

use std::time::Duration;

use pidash::{
    client::Timing,
    domain::{problem::Problem, session::SessionSnapshot},
    messages::{Command, Event},
    simulator::{CallFailure, RateLimit},
};

use super::{
    Console, count, fail, pi, quick, running, running_with,
    stream::{MAC, about, camera},
    until,
};

/// What the next read of the session came to.
async fn read(console: &mut Console) -> Result<Box<SessionSnapshot>, Box<Problem>> {
    let outcome = |event| match event {
        Event::Snapshot(snapshot) => Some(Ok(snapshot)),
        Event::SnapshotFailed(_, problem) => Some(Err(problem)),
        _ => None,
    };
    console.wait_for("read", outcome).await
}

/// Nothing is repeated inside a call.
fn one_by_one() -> Timing {
    Timing {
        longest_read_wait: Duration::ZERO,
        ..quick()
    }
}

#[tokio::test]
async fn a_limiter_that_lets_one_call_pass_does_not_keep_the_cameras_away() {
    let pi = pi().await;
    pi.list_devices_apart(true);
    pi.limit_rate(Some(RateLimit {
        method: "GET".to_owned(),
        path_contains: "/batch/sess".to_owned(),
        gap: Duration::from_millis(30),
        retry_after_seconds: 0,
    }));
    let mut console = Console::open(&pi.url(), None, one_by_one());
    console.live().await;
    console.start().await.unwrap();
    assert!(read(&mut console).await.unwrap().candidates.is_some());
}

#[tokio::test]
async fn one_429_is_normal_life_and_two_are_told() {
    let pi = pi().await;
    let (mut console, id) = running_with(&pi, one_by_one()).await;
    let wait = CallFailure::Status {
        status: 429,
        retry_after_seconds: Some(0),
    };
    fail(&pi, id.as_str(), 1, wait);
    pi.drop_streams();
    read(&mut console).await.unwrap();
    fail(&pi, id.as_str(), 2, wait);
    pi.drop_streams();
    let problem = read(&mut console).await.unwrap_err();
    assert_eq!(problem.code, "RATE_LIMITED");
    read(&mut console).await.unwrap();
}

#[tokio::test]
async fn a_web_page_instead_of_the_session_is_told_once_and_the_events_go_on() {
    let pi = pi().await;
    let (mut console, id) = running(&pi).await;
    fail(&pi, id.as_str(), u32::MAX, CallFailure::WebPage);
    pi.drop_streams();
    let problem = read(&mut console).await.unwrap_err();
    assert_eq!(problem.code, "HTML_INSTEAD_OF_JSON");
    let reads = count(&pi, "GET", id.as_str());
    pi.inject_sse(&about(id.as_str(), MAC));
    let is_injected = |event| (camera(event)?.0.to_string() == MAC).then_some(());
    console.wait_for("event", is_injected).await;
    let networks = count(&pi, "GET", "/batch/network");
    until("reads of the network", || {
        count(&pi, "GET", "/batch/network") > networks + 2
    })
    .await;
    assert_eq!(count(&pi, "GET", id.as_str()), reads);

    pi.clear_call_faults();
    console.send(Command::Reconnect(None));
    read(&mut console).await.unwrap();
}

#[tokio::test]
async fn a_404_without_a_code_may_pass() {
    let pi = pi().await;
    let (mut console, id) = running(&pi).await;
    fail(&pi, id.as_str(), 1, CallFailure::Bare(404));
    pi.drop_streams();
    assert_eq!(read(&mut console).await.unwrap_err().code, "HTTP_404");
    read(&mut console).await.unwrap();
}

//! Reads of the followed session that fail: which are repeated, and which are reported.

use std::time::Duration;

use pidash::{
    client::Timing,
    domain::{
        problem::Problem,
        session::{Session, SessionId, SessionSnapshot},
    },
    messages::{Command, Event, SessionVerb},
    simulator::{Calls, Fault, Form},
};

use super::{
    Console, count, fail, pi, quick, running, running_with,
    stream::{MAC, about, camera},
    until,
};

/// The result of the next read of the session.
async fn read(console: &mut Console) -> Result<Box<SessionSnapshot>, Box<Problem>> {
    let outcome = |event| match event {
        Event::Snapshot(snapshot) => Some(Ok(snapshot)),
        Event::SnapshotFailed(_, problem) => Some(Err(problem)),
        _ => None,
    };
    console.wait_for("read", outcome).await
}

/// A call is not repeated by the HTTP client.
fn single_attempts() -> Timing {
    Timing {
        longest_read_wait: Duration::ZERO,
        ..quick()
    }
}

#[tokio::test]
async fn a_rate_limit_of_one_call_does_not_hide_the_cameras() {
    let pi = pi().await;
    pi.set_fault(Fault::DevicesApart);
    pi.set_fault_for(
        Fault::RateLimit {
            gap_ms: 30,
            retry_after_seconds: 0,
        },
        Calls::to("/batch/sess").with("GET"),
    );
    let mut console = Console::open(&pi.url(), None, single_attempts());
    console.live().await;
    console.start().await.unwrap();
    assert!(read(&mut console).await.unwrap().candidates.is_some());
}

#[tokio::test]
async fn one_429_is_not_reported_and_two_in_a_row_are() {
    let pi = pi().await;
    let (mut console, id) = running_with(&pi, single_attempts()).await;
    let wait = Fault::refused(429, Some(0));
    fail(&pi, id.as_str(), 1, wait.clone());
    pi.drop_streams();
    read(&mut console).await.unwrap();
    fail(&pi, id.as_str(), 2, wait);
    pi.drop_streams();
    let problem = read(&mut console).await.unwrap_err();
    assert_eq!(problem.code(), "RATE_LIMITED");
    read(&mut console).await.unwrap();
}

#[tokio::test]
async fn a_web_page_instead_of_the_session_is_reported_once_and_events_still_come() {
    let pi = pi().await;
    let (mut console, id) = running(&pi).await;
    fail(&pi, id.as_str(), u32::MAX, Fault::status(200, Form::Html));
    pi.drop_streams();
    let problem = read(&mut console).await.unwrap_err();
    assert_eq!(problem.code(), "HTML_INSTEAD_OF_JSON");
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

    pi.clear_faults();
    console.send(Command::Reconnect(None));
    read(&mut console).await.unwrap();
}

#[tokio::test]
async fn a_404_without_a_code_is_read_again() {
    let pi = pi().await;
    let (mut console, id) = running(&pi).await;
    fail(&pi, id.as_str(), 1, Fault::status(404, Form::Text));
    pi.drop_streams();
    assert_eq!(read(&mut console).await.unwrap_err().code(), "HTTP_404");
    read(&mut console).await.unwrap();
}

#[tokio::test]
async fn a_session_that_is_not_followed_is_read() {
    let pi = pi().await;
    let (mut starter, id) = running(&pi).await;
    let mut other = Console::on(&pi);
    other.live().await;
    for is_over in [false, true] {
        if is_over {
            starter.send(Command::Session(id.clone(), SessionVerb::Stop));
            starter.reply().await;
        }
        other.send(Command::ReadOther(id.clone()));
        let read = other.wait_for("read", other_session).await;
        let is_ending = read.as_ref().map(|session| session.state.is_ending());
        assert_eq!(is_ending.ok(), Some(is_over), "{read:?}");
    }
    other.send(Command::ReadOther(SessionId::new("sess_unknown")));
    let problem = other.wait_for("read", other_session).await.unwrap_err();
    assert!(problem.is_session_gone(), "{problem:?}");
}

fn other_session(event: Event) -> Option<Result<Box<Session>, Box<Problem>>> {
    match event {
        Event::OtherSession(_, read) => Some(read),
        _ => None,
    }
}

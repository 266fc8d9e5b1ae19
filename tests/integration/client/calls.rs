//! Calls: both forms, which are repeated and which are not, and the outcome of a lost one.

use pidash::{
    domain::{
        problem::Remedy,
        session::{SessionId, SessionState},
    },
    i18n,
    messages::{Command, Event, Reply, SessionReply, SessionVerb},
    simulator::Fault,
};

use super::{Console, count, fail, pi, running};

#[tokio::test]
async fn the_forms_of_an_older_pi_are_tried_and_remembered() {
    let pi = pi().await;
    pi.set_fault(Fault::OlderPi);
    let (mut console, id) = running(&pi).await;
    let problem = console.start().await.unwrap_err();
    assert_eq!(problem.code(), "SESSION_ALREADY_ACTIVE");
    assert_eq!(
        count(&pi, "POST", "/batch/start"),
        1,
        "the second form was not remembered"
    );

    console.send(Command::Session(id, SessionVerb::Stop));
    let Reply::Session(_, SessionVerb::Stop, Ok(SessionReply::Now(Some(session)))) =
        console.reply().await
    else {
        panic!("not stopped");
    };
    assert!(session.state.is_ending());
}

#[tokio::test]
async fn a_refusal_with_a_code_does_not_try_the_other_form() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    console.live().await;
    console.send(Command::Session(
        SessionId::new("sess_gone"),
        SessionVerb::Stop,
    ));
    let Reply::Session(_, _, Err(problem)) = console.reply().await else {
        panic!("stopped");
    };
    assert_eq!(problem.code(), "SESSION_NOT_FOUND");
    assert_eq!(count(&pi, "POST", "/close"), 0);
}

#[tokio::test]
async fn a_post_is_retried_when_the_pi_says_retryable() {
    let pi = pi().await;
    for status in [429, 503] {
        fail(&pi, "/batch/start", 1, Fault::refused(status, Some(0)));
    }
    let mut console = Console::on(&pi);
    console.start().await.unwrap();
    assert_eq!(count(&pi, "POST", "/batch/start"), 3);
}

#[tokio::test]
async fn a_post_is_not_retried_otherwise_or_after_a_long_wait() {
    let pi = pi().await;
    let (mut console, id) = running(&pi).await;
    for (status, retry_after_seconds) in [(500, None), (503, Some(31)), (429, Some(31))] {
        fail(
            &pi,
            "/pause",
            1,
            Fault::refused(status, retry_after_seconds),
        );
        console.send(Command::Session(id.clone(), SessionVerb::Pause));
        let Reply::Session(_, _, Err(problem)) = console.reply().await else {
            panic!("paused after {status}");
        };
        assert_eq!(problem.http_status, Some(status));
        assert!(problem.correlation_id.is_some());
        assert_ne!(problem.remedy, Remedy::Wait, "nothing is tried again");
    }
    assert_eq!(count(&pi, "POST", "/pause"), 3);
}

#[tokio::test]
async fn a_lost_post_is_not_sent_again_but_the_session_is_read() {
    let pi = pi().await;
    let (mut console, id) = running(&pi).await;
    fail(&pi, "/pause", 1, Fault::AnswerLost);
    console.send(Command::Session(id, SessionVerb::Pause));
    let Reply::Session(_, SessionVerb::Pause, Err(problem)) = console.reply().await else {
        panic!("the answer was not lost");
    };
    assert_eq!(problem.code(), "CONNECTION_LOST");
    let is_paused = |event| match event {
        Event::Snapshot(snapshot) => (snapshot.session.state == SessionState::Paused).then_some(()),
        _ => None,
    };
    console.wait_for("paused session", is_paused).await;
    assert_eq!(count(&pi, "POST", "/pause"), 1);
}

#[tokio::test]
async fn a_start_whose_answer_is_lost_may_have_started_a_session() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    console.live().await;
    fail(&pi, "/batch/start", 1, Fault::AnswerLost);
    let problem = console.start().await.unwrap_err();
    assert_eq!(
        (&*problem.code(), &problem.remedy),
        ("CONNECTION_LOST", &Remedy::WaitForSession)
    );
    assert_eq!(
        i18n::problem_summary(&problem),
        "The session may have started: the answer was lost."
    );
    let problem = console.start().await.unwrap_err();
    assert_eq!(problem.remedy, Remedy::ShowRunningSession, "it had");
}

#[tokio::test]
async fn a_web_page_names_the_endpoint_and_is_not_requested_twice() {
    let pi = pi().await;
    pi.set_fault(Fault::WrongPort);
    let mut console = Console::on(&pi);
    let problem = console.start().await.unwrap_err();
    assert_eq!(problem.code(), "HTML_INSTEAD_OF_JSON");
    assert_eq!(
        problem.endpoint.as_deref(),
        Some("POST /api/v1/provisioning/batch/start")
    );
    assert_eq!(count(&pi, "POST", "/batch"), 1);
    assert_eq!(console.retrying().await.code(), "HTML_INSTEAD_OF_JSON");
}

#[tokio::test]
async fn half_an_answer_is_a_problem_and_no_more() {
    let pi = pi().await;
    fail(
        &pi,
        "/batch/start",
        1,
        Fault::Truncated { announced: false },
    );
    let mut console = Console::on(&pi);
    let problem = console.start().await.unwrap_err();
    assert_eq!(problem.code(), "UNREADABLE_ANSWER");
    assert_eq!(
        problem.endpoint.as_deref(),
        Some("POST /api/v1/provisioning/batch/start")
    );
    assert_eq!(
        console.start().await.unwrap_err().code(),
        "SESSION_ALREADY_ACTIVE"
    );
}

#[tokio::test]
async fn a_call_is_in_the_request_log_once_when_its_reply_comes() {
    let pi = pi().await;
    let mut console = Console::on(&pi);
    console.start().await.unwrap();
    let (entries, dropped) = console.backend.take_request_log();
    let starts = entries
        .iter()
        .filter(|entry| entry.endpoint.ends_with("/batch/start"));
    let statuses: Vec<_> = starts.map(|entry| entry.status).collect();
    assert_eq!((statuses, dropped), (vec![Some(201)], 0));
    let (entries, _) = console.backend.take_request_log();
    assert!(!entries.iter().any(|entry| entry.method == "POST"));
}

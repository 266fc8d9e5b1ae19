//! The faults that can be injected into the simulated Pi.

use pidash::{
    domain::candidate::CandidateState,
    simulator::{Calls, Fault, Form, Simulator, SimulatorConfig},
};
use serde_json::{Value, json};

use super::{BATCH, Feed, exchange, fast, get, pi, post, start, until};

#[tokio::test]
async fn an_older_pi_knows_only_the_second_forms() {
    let pi = pi(fast()).await;
    pi.set_fault(Fault::OlderPi);
    let body = json!({ "target_ssid": "ShopNet", "target_password": "" });
    assert_eq!(
        post(&pi, &format!("{BATCH}/start"), &body).await.status,
        404
    );
    let started = post(&pi, BATCH, &body).await;
    assert_eq!(started.status, 201);
    assert_eq!(get(&pi, &format!("{BATCH}/network")).await.status, 404);
    let network = get(&pi, "/api/v1/provisioning/network/status").await.json();
    assert_eq!(
        network["data"],
        json!({ "interface": "wlan1", "ssid": "DelicasaOnboard", "connected": true })
    );
    assert_eq!(get(&pi, "/api/v1/system/info").await.status, 404);
    assert!(get(&pi, "/api/system/info").await.json()["cpu"]["usage_percent"].is_number());
    let id = started.json()["data"]["session"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        post(&pi, &format!("{BATCH}/{id}/stop"), &Value::Null)
            .await
            .status,
        404
    );
    assert_eq!(
        post(&pi, &format!("{BATCH}/{id}/close"), &Value::Null)
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn streams_can_be_stalled_and_dropped() {
    let pi = pi(fast()).await;
    let mut feed = Feed::open(&pi, "").await;
    feed.until("connection.established").await;
    pi.stall_streams(true);
    pi.inject_sse("data:lost\n\n");
    let session = start(&pi).await;
    until(&pi, &session, |devices| devices.len() == 12).await;
    pi.stall_streams(false);
    pi.inject_sse("data:found\n\n");
    let text = feed.until("found").await;
    assert!(!text.contains("session.started"), "{text}");
    pi.drop_streams();
    feed.ends().await;
    Feed::open(&pi, "")
        .await
        .until("connection.established")
        .await;
}

#[tokio::test]
async fn offline_breaks_what_is_open_and_closes_what_comes() {
    let pi = pi(SimulatorConfig::default()).await;
    let mut feed = Feed::open(&pi, "").await;
    pi.set_offline(true);
    feed.ends().await;
    assert!(exchange(pi.address(), "GET /health", "").await.is_none());
    assert_eq!(pi.refused_connections(), 1);
    pi.set_offline(false);
    assert_eq!(get(&pi, "/health").await.status, 200);
}

/// Makes the next calls about a session fail.
fn fail(pi: &Simulator, failure: Fault, times: u32) {
    pi.set_fault_for(failure, Calls::to("/batch/").times(times));
}

#[tokio::test]
async fn calls_are_refused_only_the_given_number_of_times() {
    let pi = pi(fast()).await;
    let session = start(&pi).await;
    let busy = Fault::refused(429, Some(7));
    fail(&pi, busy.clone(), 2);
    for _ in 0..2 {
        let answer = get(&pi, &session).await;
        assert_eq!(answer.status, 429);
        let error = &answer.json()["error"];
        assert_eq!(error["code"], "RATE_LIMITED");
        assert_eq!(error["retryable"], true);
        assert_eq!(error["retry_after_seconds"], 7);
    }
    assert_eq!(get(&pi, &session).await.status, 200);
    fail(&pi, busy, 9);
    pi.clear_faults();
    assert_eq!(get(&pi, &session).await.status, 200);
}

#[tokio::test]
async fn answers_can_be_broken_late_lost_or_a_web_page() {
    let pi = pi(fast()).await;
    let session = start(&pi).await;
    fail(&pi, Fault::Truncated { announced: false }, 1);
    let answer = get(&pi, &session).await;
    assert_eq!(answer.status, 200);
    assert!(serde_json::from_str::<Value>(&answer.body).is_err());

    fail(&pi, Fault::Late { ms: 20 }, 1);
    assert_eq!(get(&pi, &session).await.status, 200);

    fail(&pi, Fault::AnswerLost, 1);
    let pause = format!("POST {session}/pause");
    assert!(exchange(pi.address(), &pause, "").await.is_none());
    let now = get(&pi, &session).await.json();
    let state = &now["data"]["session"]["state"];
    assert_eq!(state, "paused", "it was done all the same");

    fail(&pi, Fault::status(502, Form::Text), 1);
    let answer = get(&pi, &session).await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (502, "502 Bad Gateway")
    );

    fail(&pi, Fault::status(200, Form::Html), 1);
    assert!(get(&pi, &session).await.is_web_page());
    assert!(!get(&pi, &session).await.is_web_page());
    pi.set_fault(Fault::WrongPort);
    assert!(get(&pi, &session).await.is_web_page());
    assert!(!get(&pi, "/health").await.is_web_page());
}

#[tokio::test]
async fn a_held_call_waits_for_its_release() {
    let pi = pi(fast()).await;
    let session = start(&pi).await;
    fail(&pi, Fault::Held, 1);
    let mut held = std::pin::pin!(get(&pi, &session));
    tokio::select! {
        biased;
        _ = &mut held => panic!("not held"),
        answer = async {
            while !pi.requests().iter().any(|request| request.method == "GET") {
                tokio::task::yield_now().await;
            }
            get(&pi, &session).await
        } => assert_eq!(answer.status, 200),
    }
    pi.release_calls();
    assert_eq!(held.await.status, 200);
}

#[tokio::test]
async fn calls_of_one_kind_may_come_only_so_often() {
    let pi = pi(fast()).await;
    let session = start(&pi).await;
    pi.set_fault_for(
        Fault::RateLimit {
            gap_ms: 3_600_000,
            retry_after_seconds: 3,
        },
        Calls::to("/batch/").with("GET"),
    );
    assert_eq!(get(&pi, &session).await.status, 200);
    let answer = get(&pi, &session).await;
    assert_eq!(answer.status, 429);
    assert_eq!(answer.json()["error"]["retry_after_seconds"], 3);
    assert_eq!(get(&pi, "/health").await.status, 200);
    let pause = format!("{session}/pause");
    assert_eq!(post(&pi, &pause, &Value::Null).await.status, 200);
    pi.clear_faults();
    assert_eq!(get(&pi, &session).await.status, 200);
}

#[tokio::test]
async fn cameras_may_be_listed_only_by_themselves() {
    let pi = pi(fast()).await;
    let session = start(&pi).await;
    pi.set_fault(Fault::DevicesApart);
    let both = get(&pi, &format!("{session}?include_devices=true")).await;
    assert!(both.json()["data"].get("devices").is_none());
    let apart = get(&pi, &format!("{session}/devices")).await.json();
    assert!(apart["data"]["devices"].is_array());
}

#[tokio::test]
async fn a_silent_change_is_seen_by_reading_alone() {
    let pi = pi(fast()).await;
    let session = start(&pi).await;
    let devices = until(&pi, &session, |devices| devices.len() == 12).await;
    let mut feed = Feed::open(&pi, "").await;
    let mac = devices[0]["mac"].as_str().unwrap().parse().unwrap();
    pi.change_silently(mac, CandidateState::Verified).unwrap();
    until(&pi, &session, |devices| devices[0]["state"] == "verified").await;
    assert_eq!(pi.devices()[0].candidate.state, CandidateState::Verified);
    pi.inject_sse("data:the marker\n\n");
    assert!(!feed.until("the marker").await.contains("device."));
}

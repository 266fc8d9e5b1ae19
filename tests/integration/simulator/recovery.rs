//! A restart of the simulated Pi, and the calls that resume a session.

use std::time::Duration;

use pidash::simulator::{OptionalFeature, Simulator, SimulatorConfig};
use serde_json::{Value, json};
use tokio::time::timeout;

use super::{DEADLINE, encoded, exchange, fast, get, pi, post, start, until};

const SESSIONS: &str = "/api/v1/provisioning/sessions";

/// Restarts the Pi and waits until it is back.
async fn restart(pi: &Simulator) {
    pi.restart(Duration::from_millis(20));
    let back = async { while exchange(pi.address(), "GET /health", "").await.is_none() {} };
    timeout(DEADLINE, back).await.unwrap();
}

async fn recoverable(pi: &Simulator) -> Vec<Value> {
    let answer = get(pi, &format!("{SESSIONS}/recoverable")).await.json();
    answer["data"]["sessions"].as_array().unwrap().clone()
}

async fn refusal(pi: &Simulator, id: &str) -> (u16, String) {
    let path = format!("{SESSIONS}/{id}/resume");
    post(pi, &path, &Value::Null).await.refusal()
}

fn no(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// Three cameras, one of which is about to be verified when the Pi restarts; the session's id.
async fn interrupted(pi: &Simulator) -> String {
    let session = start(pi).await;
    let devices = until(pi, &session, |devices| devices.len() == 2).await;
    let path = format!("{session}/devices/{}/provision", encoded(&devices[0]));
    post(pi, &path, &Value::Null).await;
    let verified = |devices: &[Value]| devices[0]["state"] == "verified";
    until(pi, &session, verified).await;
    restart(pi).await;
    let gone = get(pi, &session).await.refusal();
    assert_eq!(gone, no(404, "SESSION_NOT_FOUND"));
    session.rsplit('/').next().unwrap().to_owned()
}

fn two() -> SimulatorConfig {
    SimulatorConfig {
        devices: 2,
        fail_rate: 0.0,
        ..fast()
    }
}

#[tokio::test]
async fn a_session_is_taken_up_after_a_restart_with_what_was_done() {
    let pi = pi(two()).await;
    let id = interrupted(&pi).await;
    let found = recoverable(&pi).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["id"], *id);
    assert_eq!(found[0]["verified_count"], 1);
    let answer = post(&pi, &format!("{SESSIONS}/{id}/resume"), &Value::Null).await;
    let data = answer.json()["data"].clone();
    assert_eq!(data["session"]["state"], "active");
    let states = data["devices"].as_array().unwrap().iter();
    let states: Vec<&str> = states.map(|d| d["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["verified", "discovered"]);
    assert!(recoverable(&pi).await.is_empty());
    assert_eq!(refusal(&pi, &id).await, no(409, "SESSION_ALREADY_ACTIVE"));
}

#[tokio::test]
async fn what_cannot_be_recovered_says_why() {
    let pi = pi(two()).await;
    assert_eq!(refusal(&pi, "sess_x").await, no(404, "SESSION_NOT_FOUND"));
    let id = interrupted(&pi).await;
    let other = start(&pi).await;
    assert_eq!(refusal(&pi, &id).await, no(409, "SESSION_ALREADY_ACTIVE"));
    assert_eq!(recoverable(&pi).await.len(), 1, "it stays");
    post(&pi, &format!("{other}/stop"), &Value::Null).await;
    let closed =
        async { while get(&pi, &other).await.json()["data"]["session"]["state"] != "closed" {} };
    timeout(DEADLINE, closed).await.unwrap();
    let other = other.rsplit('/').next().unwrap();
    let over = refusal(&pi, other).await;
    assert_eq!(over, no(409, "SESSION_NOT_RECOVERABLE"));
}

#[tokio::test]
async fn a_session_that_ran_out_is_not_offered() {
    let pi = pi(SimulatorConfig {
        session_lifetime: Duration::from_mins(1),
        ..two()
    })
    .await;
    let session = start(&pi).await;
    restart(&pi).await;
    let id = session.rsplit('/').next().unwrap();
    let ran_out = async { while !recoverable(&pi).await.is_empty() {} };
    timeout(DEADLINE, ran_out).await.unwrap();
    assert_eq!(refusal(&pi, id).await, no(410, "SESSION_EXPIRED"));
}

#[tokio::test]
async fn a_discarded_session_is_history() {
    let pi = pi(two()).await;
    let id = interrupted(&pi).await;
    let delete = format!("DELETE {SESSIONS}/{id}");
    assert_eq!(
        exchange(pi.address(), &delete, "").await.unwrap().status,
        204
    );
    assert!(recoverable(&pi).await.is_empty());
    let history = get(&pi, &format!("{SESSIONS}/history?limit=5"))
        .await
        .json();
    let history = &history["data"]["sessions"];
    assert_eq!(history[0]["id"], *id);
    assert_eq!(history[0]["state"], "closed");
    assert_eq!(history[0]["verified_count"], 1);
    assert!(history[0]["updated_at"].is_string());
    assert_eq!(history[1], json!(null));
    pi.remove_features(&[
        OptionalFeature::History,
        OptionalFeature::Recovery,
        OptionalFeature::Discard,
    ]);
    for path in ["history", "recoverable"] {
        let answer = get(&pi, &format!("{SESSIONS}/{path}")).await;
        assert_eq!(answer.status, 404, "{path}");
    }
    assert_eq!(
        exchange(pi.address(), &delete, "").await.unwrap().body,
        "404 page not found"
    );
}

//! The allowlist of the simulated Pi: its calls, its refusals, and its effect on a session.

use pidash::simulator::{OptionalFeature, Simulator, SimulatorConfig};
use serde_json::{Value, json};

use super::{Answer, encoded, exchange, fast, get, pi, post, start, until};

const LIST: &str = "/api/v1/provisioning/allowlist";
const MAC: &str = "02:00:00:00:00:01";
const PATH: &str = "/api/v1/provisioning/allowlist/02%3A00%3A00%3A00%3A00%3A01";

async fn send(pi: &Simulator, request: &str, body: &Value) -> Answer {
    exchange(pi.address(), request, &body.to_string())
        .await
        .unwrap()
}

async fn entries(pi: &Simulator) -> Vec<Value> {
    let answer = get(pi, LIST).await.json();
    let entries = answer["data"]["entries"].as_array().unwrap().clone();
    assert_eq!(answer["data"]["count"], entries.len());
    entries
}

#[tokio::test]
async fn an_entry_is_added_read_edited_and_removed() {
    let pi = pi(fast()).await;
    let before = entries(&pi).await.len();
    let body = json!({ "mac": "0200.0000.0001", "description": " Door ", "container_id": "c-1" });
    let added = post(&pi, LIST, &body).await;
    assert_eq!(added.status, 201);
    assert_eq!(added.json()["data"]["entry"]["mac"], MAC);
    assert_eq!(added.json()["data"]["entry"]["description"], "Door");
    let twice = post(&pi, LIST, &body).await.refusal();
    assert_eq!(twice, (400, "VALIDATION_FAILED".to_owned()));
    assert_eq!(entries(&pi).await.len(), before + 1);

    let edited = send(&pi, &format!("PATCH {PATH}"), &json!({ "description": "" })).await;
    let entry = edited.json()["data"]["entry"].clone();
    assert!(entry.get("description").is_none());
    assert_eq!(entry["container_id"], "c-1", "what is not sent stays");
    assert_eq!(get(&pi, PATH).await.json()["data"]["entry"], entry);

    let removed = send(&pi, &format!("DELETE {PATH}"), &Value::Null).await;
    assert_eq!((removed.status, removed.body.as_str()), (204, ""));
    let again = send(&pi, &format!("DELETE {PATH}"), &Value::Null).await;
    assert_eq!(again.refusal(), (404, "DEVICE_NOT_FOUND".to_owned()));
    let bad = post(&pi, LIST, &json!({ "mac": "02:00" })).await;
    assert_eq!(bad.refusal(), (400, "VALIDATION_FAILED".to_owned()));
}

#[tokio::test]
async fn many_are_added_removed_and_cleared_at_once() {
    let pi = pi(fast()).await;
    let before = entries(&pi).await.len();
    let new =
        json!([{ "mac": MAC }, { "mac": "02:00:00:00:00:02" }, { "mac": MAC }, { "mac": "x" }]);
    let bulk = post(&pi, &format!("{LIST}/bulk"), &json!({ "entries": new })).await;
    assert_eq!(bulk.json()["data"]["added"], 2);
    assert_eq!(bulk.json()["data"]["skipped"], 2);
    let macs = json!({ "macs": [MAC, "02:00:00:00:00:09"] });
    let bulk = post(&pi, &format!("{LIST}/bulk-remove"), &macs).await;
    assert_eq!(bulk.json()["data"]["removed"], 1);
    assert_eq!(bulk.json()["data"]["not_found"], 1);
    let stats = get(&pi, &format!("{LIST}/stats")).await.json();
    assert_eq!(stats["data"]["total"], before + 1);
    let cleared = send(&pi, &format!("DELETE {LIST}/all"), &Value::Null).await;
    assert_eq!(cleared.json()["data"]["cleared"], before + 1);
    assert!(entries(&pi).await.is_empty());
}

#[tokio::test]
async fn a_session_applies_the_allowlist_at_once_and_marks_used_entries() {
    let pi = pi(SimulatorConfig {
        devices: 3,
        fail_rate: 0.0,
        allowlist: 40,
        ..fast()
    })
    .await;
    assert!(entries(&pi).await.len() > 40);
    let session = start(&pi).await;
    let devices = until(&pi, &session, |devices| devices.len() == 3).await;
    let stranger = devices.iter().find(|d| d["in_allowlist"] == false).unwrap();
    let path = format!("{session}/devices/{}/provision", encoded(stranger));
    let refusal = post(&pi, &path, &Value::Null).await.refusal();
    assert_eq!(refusal, (403, "DEVICE_NOT_IN_ALLOWLIST".to_owned()));
    post(&pi, LIST, &json!({ "mac": stranger["mac"] })).await;
    assert_eq!(post(&pi, &path, &Value::Null).await.status, 202);
    let verified = |devices: &[Value]| devices.iter().any(|d| d["state"] == "verified");
    until(&pi, &session, verified).await;
    let used = entries(&pi).await;
    let entry = used.iter().find(|e| e["mac"] == stranger["mac"]).unwrap();
    assert_eq!(entry["used"], true);
    assert!(entry["used_at"].is_string());
    let available = get(&pi, &format!("{LIST}?available=true")).await.json();
    let available = available["data"]["entries"].as_array().unwrap();
    assert!(available.iter().all(|e| e["used"] == false));
    assert!(available.len() < used.len());
}

#[tokio::test]
async fn an_older_pi_does_without() {
    let pi = pi(fast()).await;
    pi.remove_features(&[OptionalFeature::Bulk, OptionalFeature::Edit]);
    let bulk = post(&pi, &format!("{LIST}/bulk"), &json!({ "entries": [] })).await;
    assert_eq!(
        (bulk.status, bulk.body.as_str()),
        (404, "404 page not found")
    );
    let edit = send(&pi, &format!("PATCH {PATH}"), &json!({})).await;
    assert_eq!(edit.status, 404);
    assert_eq!(get(&pi, LIST).await.status, 200);
    pi.remove_features(&[OptionalFeature::Allowlist]);
    assert_eq!(get(&pi, LIST).await.status, 404);
}

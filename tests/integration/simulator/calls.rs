//! The answers of the simulated Pi: statuses, shapes, refusals, the key.

use pidash::{
    domain::secret::ApiKey,
    simulator::{Simulator, SimulatorConfig},
};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};

use super::{BATCH, DEADLINE, Feed, encoded, exchange, fast, get, pi, post, start, until};

const ALIEN: &str = "02%3A00%3A00%3A00%3A00%3A00";

/// The number of cameras in this state.
fn count(devices: &[Value], state: &str) -> usize {
    devices.iter().filter(|d| d["state"] == state).count()
}

#[tokio::test]
async fn a_batch_goes_from_start_to_verified() {
    let pi = pi(SimulatorConfig {
        fail_rate: 0.5,
        ..fast()
    })
    .await;
    let session = start(&pi).await;
    until(&pi, &session, |devices| devices.len() == 12).await;
    let all = format!("{session}/provision-all");
    let bulk = post(&pi, &all, &json!({ "only_allowlisted": true })).await;
    assert_eq!(bulk.status, 202);
    assert_eq!(bulk.json()["data"]["initiated_count"], 11);
    assert_eq!(bulk.json()["data"]["skipped_count"], 1);

    let settled = |devices: &[Value]| count(devices, "verified") + count(devices, "failed") == 11;
    let devices = until(&pi, &session, settled).await;
    assert!(count(&devices, "failed") > 0);
    for device in devices.iter().filter(|d| d["state"] == "failed") {
        assert!(device["error_message"].as_str().unwrap().contains(": "));
        let path = format!("{session}/devices/{}/retry", encoded(device));
        let retry = post(&pi, &path, &Value::Null).await;
        assert_eq!(retry.status, 202);
        assert_eq!(retry.json()["data"]["state"], "provisioning");
    }
    let devices = until(&pi, &session, |devices| count(devices, "verified") == 11).await;
    assert!(devices.iter().any(|d| d["retry_count"] == 1));
    let read = get(&pi, &session).await.json();
    assert_eq!(read["data"]["session"]["verified_count"], 11);
    assert!(read["data"].get("devices").is_none(), "only when asked for");
    let waiting = get(&pi, &format!("{session}/devices?state=discovered")).await;
    assert_eq!(waiting.json()["data"]["count"], 1);
}

/// Sends a POST and expects a refusal in the nested shape.
async fn refused(pi: &Simulator, path: &str, body: Value, status: u16, code: &str) {
    let refusal = post(pi, path, &body).await.refusal();
    assert_eq!(refusal, (status, code.to_owned()), "{path} {body}");
}

#[tokio::test]
async fn a_start_is_refused_for_a_reason() {
    let pi = pi(fast()).await;
    let path = &format!("{BATCH}/start");
    let weak = json!({ "target_ssid": "a", "target_password": "1234567" });
    refused(&pi, path, json!({}), 400, "MISSING_PARAMETER").await;
    refused(&pi, path, json!(7), 400, "INVALID_REQUEST").await;
    refused(&pi, path, weak, 400, "VALIDATION_FAILED").await;
    start(&pi).await;
    let good = json!({ "target_ssid": "a", "target_password": "" });
    refused(&pi, path, good, 409, "SESSION_ALREADY_ACTIVE").await;
}

#[tokio::test]
async fn a_session_is_paused_resumed_and_stopped_once() {
    let pi = pi(fast()).await;
    let nobody = format!("{BATCH}/nobody");
    refused(
        &pi,
        &format!("{nobody}/stop"),
        Value::Null,
        404,
        "SESSION_NOT_FOUND",
    )
    .await;
    let read = get(&pi, &nobody).await.refusal();
    assert_eq!(read, (404, "SESSION_NOT_FOUND".to_owned()));

    let session = start(&pi).await;
    until(&pi, &session, |devices| !devices.is_empty()).await;
    for (verb, state) in [
        ("pause", "paused"),
        ("resume", "active"),
        ("close", "closing"),
    ] {
        let answer = post(&pi, &format!("{session}/{verb}"), &Value::Null).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["data"]["session"]["state"], state);
    }
    refused(
        &pi,
        &format!("{session}/stop"),
        Value::Null,
        409,
        "SESSION_ALREADY_CLOSED",
    )
    .await;
}

#[tokio::test]
async fn a_camera_is_refused_for_a_reason() {
    let pi = pi(fast()).await;
    let session = start(&pi).await;
    let devices = until(&pi, &session, |devices| devices.len() == 12).await;
    let listed = |wanted: bool| {
        devices
            .iter()
            .find(|d| d["in_allowlist"] == wanted)
            .unwrap()
    };
    let [known, stranger] = [true, false].map(|wanted| encoded(listed(wanted)));
    let ask = async |device: &str, verb: &str, status: u16, code: &str| {
        let path = format!("{session}/devices/{device}/{verb}");
        refused(&pi, &path, Value::Null, status, code).await;
    };
    ask(ALIEN, "retry", 404, "DEVICE_NOT_FOUND").await;
    ask("xyz", "retry", 400, "VALIDATION_FAILED").await;
    ask(&stranger, "provision", 403, "DEVICE_NOT_IN_ALLOWLIST").await;
    ask(&known, "retry", 409, "DEVICE_INVALID_STATE").await;

    let skip = format!("{session}/devices/{known}/skip");
    let skip = post(&pi, &skip, &Value::Null).await;
    assert_eq!(skip.status, 200);
    assert_eq!(skip.json()["data"]["state"], "failed");

    post(&pi, &format!("{session}/pause"), &Value::Null).await;
    ask(&known, "retry", 409, "DEVICE_INVALID_STATE").await;
}

#[tokio::test]
async fn an_envelope_names_the_request_and_the_time() {
    let pi = pi(SimulatorConfig::default()).await;
    let answer = get(&pi, &format!("{BATCH}/network")).await;
    let body = answer.json();
    let id = body["correlation_id"].as_str().unwrap();
    assert_eq!(id.len(), 36);
    assert!(answer.head.contains(&format!("x-correlation-id: {id}")));
    assert!(
        body["timestamp"]
            .as_str()
            .unwrap()
            .parse::<jiff::Timestamp>()
            .is_ok()
    );
    assert_eq!(
        body["data"],
        json!({ "ssid": "DelicasaOnboard", "is_active": false, "connected_devices": 0 })
    );
    let again = get(&pi, &format!("{BATCH}/network")).await.json();
    assert_ne!(again["correlation_id"], body["correlation_id"]);
}

#[tokio::test]
async fn a_key_is_asked_for_on_protected_paths_alone() {
    let key = ApiKey::new("another-key").unwrap();
    let pi = pi(SimulatorConfig {
        api_key: Some(key),
        ..SimulatorConfig::default()
    })
    .await;
    for path in [format!("{BATCH}/events"), format!("{BATCH}/network")] {
        let answer = get(&pi, &path).await;
        let body = answer.json();
        assert_eq!(
            (answer.status, &body["code"]),
            (401, &json!("UNAUTHORIZED"))
        );
        assert!(body["error"].is_string(), "flat");
    }
    for path in [
        "/health",
        "/api/v1/health",
        "/api/v1/system/info",
        "/api/system/info",
        "/api/wifi/scan",
    ] {
        assert_eq!(get(&pi, path).await.status, 200, "{path}");
    }
    assert!(get(&pi, "/api/v1/provisioning/nothing").await.is_web_page());

    let key = ApiKey::new("open-sesame").unwrap();
    let pi = super::pi(SimulatorConfig {
        api_key: Some(key),
        ..SimulatorConfig::default()
    })
    .await;
    assert_eq!(get(&pi, &format!("{BATCH}/network?a=b")).await.status, 200);
    let log = pi.requests();
    assert!(matches!(&log[..], [one] if one.had_key && one.query.as_deref() == Some("a=b")));
}

#[tokio::test]
async fn unknown_paths_and_methods_get_the_web_page() {
    let pi = pi(SimulatorConfig::default()).await;
    for request in [
        "GET /",
        "GET /api/v1/nothing",
        "DELETE /health",
        "PUT /api/v1/provisioning/batch/start",
    ] {
        assert!(
            exchange(pi.address(), request, "")
                .await
                .unwrap()
                .is_web_page(),
            "{request}"
        );
    }
}

#[tokio::test]
async fn the_same_seed_brings_the_same_cameras() {
    let mut crates = Vec::new();
    for _ in 0..2 {
        let pi = pi(fast()).await;
        let session = start(&pi).await;
        let devices = until(&pi, &session, |devices| devices.len() == 12).await;
        let macs: Vec<String> = devices.iter().map(encoded).collect();
        crates.push((session, macs));
    }
    assert_eq!(crates[0], crates[1]);
}

#[tokio::test]
async fn nothing_outlives_the_handle() {
    let pi = pi(SimulatorConfig::default()).await;
    let address = pi.address();
    let mut feed = Feed::open(&pi, "").await;
    timeout(DEADLINE, pi.shutdown()).await.unwrap();
    feed.ends().await;
    assert!(TcpStream::connect(address).await.is_err());
    let wrong = SimulatorConfig {
        speed: f64::NAN,
        ..SimulatorConfig::default()
    };
    assert!(Simulator::start(wrong).await.is_err());
}

//! What this side sends, and what the simulator answers with, byte for byte as the contract has it.

#![expect(
    clippy::unwrap_used,
    reason = "a fixture that cannot be read fails its test"
)]

use std::time::Duration;

use pidash::{
    domain::{
        candidate::{Candidate, CandidateState},
        network::{OnboardingNetwork, Security, Ssid},
        problem::Remedy,
        secret::Passphrase,
        session::{Session, SessionId, SessionState, StartRequest, StepTimeouts},
    },
    wire::{
        envelope::{ErrorBody, EventEnvelope, FailureBody, FlatFailure, Success},
        field::Field,
        http_bodies::{DeviceDto, ProvisionAllBody, SessionData, StartBody},
        time,
    },
};
use serde::Serialize;
use serde_json::{Value, json};

use super::{MAC, at, failure, fixture};

pub fn written(message: &impl Serialize) -> Value {
    serde_json::to_value(message).unwrap()
}

pub fn literal(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

#[test]
fn starting_sends_the_credentials_and_the_time_outs() {
    let request = StartRequest {
        ssid: Ssid::new("ShopNet").unwrap(),
        security: Security::Wpa(Passphrase::new("correct horse").unwrap()),
        timeouts: StepTimeouts::default(),
    };
    assert_eq!(
        written(&StartBody::new(&request)),
        literal(fixture!("written_start.json"))
    );
    let open = StartRequest {
        security: Security::Open,
        timeouts: StepTimeouts {
            discovery_seconds: 30,
            ..StepTimeouts::default()
        },
        ..request
    };
    assert_eq!(
        written(&StartBody::new(&open)),
        literal(fixture!("written_start_open.json"))
    );
    assert_eq!(
        written(&ProvisionAllBody::default()),
        json!({"only_allowlisted": true})
    );
}

#[test]
fn the_simulator_reads_a_start_with_or_without_time_outs() {
    let body: StartBody<'static> = serde_json::from_str(
        r#"{"target_ssid":"ShopNet","config":{"discovery_timeout_seconds":5}}"#,
    )
    .unwrap();
    let config = body.config.map(StepTimeouts::from);
    assert_eq!(
        (&*body.target_ssid, &*body.target_password),
        ("ShopNet", "")
    );
    let expected = StepTimeouts {
        discovery_seconds: 5,
        ..StepTimeouts::default()
    };
    assert_eq!(config, Some(expected));
}

#[test]
fn a_session_is_written_as_a_pi_does() {
    let session = Session {
        id: SessionId::new("sess_1"),
        state: SessionState::Active,
        target_ssid: "ShopNet".to_owned(),
        created_at: at(3),
        expires_at: None,
        updated_at: at(63),
        device_count: 1,
        provisioned_count: 1,
        verified_count: 0,
        failed_count: 1,
    };
    let candidate = Candidate {
        state: CandidateState::Skipped,
        ip: "192.168.4.17".parse().ok(),
        rssi_dbm: Some(-58),
        firmware_version: Some("1.3.0".to_owned()),
        discovered_at: at(3),
        failure: Some(failure(
            (Some("DEVICE_REJECTED"), Some("status 403")),
            "The camera did not accept the credentials.",
            &Remedy::CheckCredentials,
        )),
        retry_count: 1,
        container_id: Some("cont-9".to_owned()),
        in_allowlist: true,
        ..Candidate::unknown(MAC)
    };
    let network = OnboardingNetwork {
        ssid: Some("DelicasaOnboard".to_owned()),
        is_active: Some(true),
        connected_devices: Some(1),
    };
    let data = SessionData {
        session: Field::Is((&session).into()),
        devices: Field::list([DeviceDto::from(&candidate)]),
        timeout_remaining: time::go_text(Duration::from_secs(1770)).into(),
        network_status: Field::Is((&network).into()),
        ..SessionData::default()
    };
    let success = Success::new(data, "c-1", at(3).unwrap());
    assert_eq!(written(&success), literal(fixture!("written_session.json")));
}

#[test]
fn errors_and_events_are_written_as_a_pi_does() {
    let error = ErrorBody {
        retry_after_seconds: Some(30),
        details: Some("camera says no".to_owned()),
        ..ErrorBody::new("DEVICE_REJECTED", "status 403")
    };
    let nested = FailureBody::new(error, "c-1", at(3).unwrap());
    assert_eq!(written(&nested), literal(fixture!("written_error.json")));
    let flat = FlatFailure::unauthorized("API key required", "c-401", at(3).unwrap());
    assert_eq!(written(&flat), literal(fixture!("error_flat.json")));
    let payload = json!({"device": DeviceDto::from(&Candidate::unknown(MAC))});
    let event = EventEnvelope::new(
        "device.discovered",
        at(3).unwrap(),
        Some("sess_1".to_owned()),
        payload,
    );
    assert_eq!(written(&event), literal(fixture!("written_event.json")));
}

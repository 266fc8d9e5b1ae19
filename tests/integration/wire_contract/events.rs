//! Section 6: both vocabularies as they stand on the wire, named and unnamed, nested and flat.

#![expect(
    clippy::unwrap_used,
    reason = "a fixture that cannot be read fails its test"
)]

use std::mem;

use jiff::Timestamp;
use pidash::{
    domain::{
        candidate::{CandidateState, CandidateUpdate},
        network::OnboardingNetwork,
        problem::{Category, ErrorCode, Problem, ProblemKind, Remedy},
        session::{Session, SessionId, SessionState},
        warning::Warning,
    },
    messages::BatchEvent,
    wire::events::{Decoded, decode},
};

use super::{MAC, at, failure, fixture, texts, warning};

/// Cuts a recorded stream into events and decodes each; comments are no events.
fn decoded(stream: &str) -> Vec<Result<Decoded, Warning>> {
    let frames = stream.split("\n\n").filter(|frame| frame.contains("data:"));
    frames
        .map(|frame| {
            decode(
                field(frame, "event:"),
                field(frame, "data:"),
                Timestamp::UNIX_EPOCH,
            )
        })
        .map(|decoded| decoded.map(unnamed))
        .collect()
}

fn field<'a>(frame: &'a str, name: &str) -> &'a str {
    let line = frame.lines().find_map(|line| line.strip_prefix(name));
    line.map_or("", |value| value.strip_prefix(' ').unwrap_or(value))
}

/// Removes the name of an event, which differs between the vocabularies, after checking that there
/// is one.
fn unnamed(decoded: Decoded) -> Decoded {
    assert!(!decoded.name.is_empty(), "{decoded:?}");
    Decoded {
        name: String::new(),
        ..decoded
    }
}

/// A decoded event without warnings.
fn without_warnings(session: &str, event: BatchEvent) -> Decoded {
    Decoded {
        name: String::new(),
        session_id: (!session.is_empty()).then(|| SessionId::new(session)),
        event: Some(event),
        warnings: Vec::new(),
    }
}

fn session(id: &str, state: SessionState) -> Session {
    Session {
        id: SessionId::new(id),
        state,
        target_ssid: "ShopNet".to_owned(),
        created_at: None,
        expires_at: None,
        updated_at: None,
        device_count: 0,
        provisioned_count: 0,
        verified_count: 0,
        failed_count: 0,
    }
}

fn about(session: &str, state: CandidateState) -> CandidateUpdate {
    CandidateUpdate {
        session_id: Some(SessionId::new(session)),
        state: Some(state),
        ..CandidateUpdate::about(MAC)
    }
}

fn network(is_active: bool, connected_devices: Option<u32>) -> BatchEvent {
    BatchEvent::Network(OnboardingNetwork {
        ssid: Some("DelicasaOnboard".to_owned()),
        is_active: Some(is_active),
        connected_devices,
    })
}

/// A problem that the Pi reports. Without a code of the contract it has no remedy.
fn trouble(name: &str, code: Option<&str>, message: &str) -> Problem {
    let kind = ProblemKind::Reported {
        code: code.map(str::to_owned),
        message: Some(message.to_owned()),
    };
    let problem = Problem {
        endpoint: Some(name.to_owned()),
        ..Problem::new(kind, Timestamp::UNIX_EPOCH)
    };
    assert_eq!(
        (problem.category(), &problem.remedy, problem.retryable),
        (Category::Unknown, &Remedy::ContactSupport, false)
    );
    problem
}

#[test]
fn the_newer_vocabulary() {
    use BatchEvent::{Candidate, Heartbeat, TimeoutWarning, Trouble};
    let discovered = CandidateUpdate {
        ip: "192.168.4.17".parse().ok(),
        rssi_dbm: Some(-58),
        firmware_version: Some("1.3.0".to_owned()),
        discovered_at: Timestamp::new(1_770_604_803, 250_000_000).ok(),
        retry_count: Some(0),
        in_allowlist: Some(true),
        ..about("sess_1", CandidateState::Discovered)
    };
    let started = CandidateUpdate {
        retry_count: Some(1),
        ..about("sess_1", CandidateState::Provisioning)
    };
    let refused = CandidateUpdate {
        failure: Some(failure(
            (Some("DEVICE_REJECTED"), Some("status 403")),
            "The camera did not accept the credentials.",
            &Remedy::CheckCredentials,
        )),
        ..about("sess_1", CandidateState::Failed)
    };
    let late = Session {
        expires_at: at(310),
        ..session("sess_1", SessionState::Active)
    };
    let closed = Session {
        verified_count: 1,
        ..session("sess_1", SessionState::Closed)
    };
    let broker = Problem {
        details: Some("broker is down".to_owned()),
        endpoint: Some("error.occurred".to_owned()),
        retryable: false,
        ..Problem::new(ErrorCode::MqttUnavailable, Timestamp::UNIX_EPOCH)
    };
    let expected = [
        without_warnings("sess_1", Heartbeat),
        without_warnings("", Heartbeat),
        without_warnings(
            "sess_1",
            BatchEvent::Session(session("sess_1", SessionState::Discovering)),
        ),
        without_warnings("sess_1", Candidate(discovered)),
        without_warnings("sess_1", Candidate(started)),
        without_warnings(
            "sess_1",
            Candidate(about("sess_1", CandidateState::Provisioned)),
        ),
        without_warnings("sess_1", Candidate(refused)),
        without_warnings(
            "sess_1",
            Candidate(about("sess_1", CandidateState::Verified)),
        ),
        without_warnings("", network(true, Some(2))),
        without_warnings("", network(false, None)),
        without_warnings("sess_1", TimeoutWarning(late)),
        without_warnings("sess_1", BatchEvent::Session(closed)),
        without_warnings("", Trouble(Box::new(broker))),
    ];
    let found = decoded(fixture!("events_newer.sse"));
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.into_iter().zip(expected) {
        assert_eq!(found, Ok(expected));
    }
}

#[test]
fn the_older_vocabulary() {
    use BatchEvent::{Candidate, Heartbeat, Trouble};
    let status = Session {
        failed_count: 2,
        ..session("sess_2", SessionState::Active)
    };
    let discovered = CandidateUpdate {
        ip: "192.168.4.17".parse().ok(),
        rssi_dbm: Some(-58),
        firmware_version: Some("1.3.0".to_owned()),
        in_allowlist: Some(false),
        ..about("sess_2", CandidateState::Discovered)
    };
    let provisioning = CandidateUpdate {
        previous_state: Some(CandidateState::Discovered),
        progress_percent: Some(40),
        ..about("sess_2", CandidateState::Provisioning)
    };
    let failed = CandidateUpdate {
        previous_state: Some(CandidateState::Verifying),
        failure: Some(failure(
            (Some("VERIFICATION_TIMEOUT"), None),
            "The camera did not join the target network.",
            &Remedy::CheckCredentials,
        )),
        ..about("sess_2", CandidateState::Failed)
    };
    let verifying = CandidateUpdate {
        retry_count: Some(0),
        container_id: Some("cont-9".to_owned()),
        ..about("sess_2", CandidateState::Verifying)
    };
    let led = trouble("error", Some("LED_BROKEN"), "the LED is broken");
    let expected = [
        without_warnings("", Heartbeat),
        without_warnings("sess_2", BatchEvent::Session(status)),
        without_warnings("sess_2", Candidate(discovered)),
        without_warnings("sess_2", Candidate(provisioning)),
        without_warnings("sess_2", Candidate(failed)),
        without_warnings("sess_2", Candidate(verifying)),
        without_warnings("", network(false, Some(0))),
        without_warnings("", Trouble(Box::new(led))),
    ];
    let found = decoded(fixture!("events_older.sse"));
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.into_iter().zip(expected) {
        assert_eq!(found, Ok(expected));
    }
}

#[test]
fn odd_events_lose_only_what_is_odd() {
    let version = "this Pi sends events of version 2.0; they are read as version 1.0";
    let odd = "camera 24:6F:28:10:4A:4F: rssi is the text “-58”, progress is 140";
    let bad_mac = "device: mac is “24:6F:28:10:4A” (a MAC address has 12 hex digits, this has 10)";
    let expected = [
        Decoded {
            name: String::new(),
            session_id: Some(SessionId::new("sess_3")),
            event: Some(BatchEvent::Candidate(about(
                "sess_3",
                CandidateState::Other("updating".to_owned()),
            ))),
            warnings: Vec::new(),
        },
        without_warnings(
            "sess_3",
            BatchEvent::Candidate(about("sess_3", CandidateState::Verified)),
        ),
        Decoded {
            name: String::new(),
            session_id: Some(SessionId::new("17")),
            event: None,
            warnings: Vec::new(),
        },
        without_warnings("", network(true, None)),
        without_warnings(
            "",
            BatchEvent::Trouble(Box::new(trouble("error", None, "disk is full"))),
        ),
    ];
    let warnings = [
        vec![
            warning("events", version),
            warning("device.state_changed", odd),
        ],
        Vec::new(),
        vec![warning("device.state_changed", bad_mac)],
        Vec::new(),
        Vec::new(),
    ];
    let found = decoded(fixture!("events_odd.sse"));
    assert_eq!(found.len(), expected.len());
    for ((found, expected), warnings) in found.into_iter().zip(expected).zip(warnings) {
        let mut found = found.unwrap();
        assert_eq!(texts(&mem::take(&mut found.warnings)), warnings);
        assert_eq!(found, expected);
    }
}

//! Sections 4, 5 and 8: sessions, cameras and networks in every form, and warnings about invalid
//! parts.

#![expect(
    clippy::unwrap_used,
    reason = "a fixture that cannot be read fails its test"
)]

use std::time::Duration;

use jiff::Timestamp;
use pidash::{
    domain::{
        candidate::{Candidate, CandidateState},
        network::OnboardingNetwork,
        problem::Remedy,
        session::{BulkOutcome, Session, SessionId, SessionSnapshot, SessionState},
        warning::Warning,
    },
    i18n,
    wire::{
        envelope::read,
        field::{Field, Int},
        http_bodies::{self, Read, SessionData, SystemInfoDto},
    },
};
use serde::de::DeserializeOwned;

use super::{MAC, answer, at, failure, fixture, mac, texts, warning};

const SOURCE: &str = "GET /api/v1/x";

fn data<T: DeserializeOwned>(body: &str) -> T {
    let answer = read(&answer(200, body)).map(|answer| answer.data);
    let data = answer.ok().flatten();
    assert!(data.is_some(), "no data in {body}");
    data.unwrap()
}

fn snapshot(body: &str) -> Result<Read<SessionSnapshot>, Warning> {
    let answer = read::<SessionData>(&answer(200, body)).unwrap();
    http_bodies::session_snapshot(answer.data.unwrap(), answer.pi_time, SOURCE)
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

fn alone(session: Session) -> SessionSnapshot {
    SessionSnapshot {
        session,
        candidates: None,
        remaining: None,
        network: None,
        pi_time: None,
    }
}

#[test]
fn a_full_session_loses_nothing() {
    let text = |text: &str| Some(text.to_owned());
    let verified = Candidate {
        state: CandidateState::Verified,
        ip: "192.168.4.17".parse().ok(),
        rssi_dbm: Some(-58),
        firmware_version: text("1.3.0"),
        discovered_at: Timestamp::new(1_770_604_805, 500_000_000).ok(),
        failure: None,
        retry_count: 1,
        container_id: text("cont-9"),
        in_allowlist: true,
        ..Candidate::unknown(mac(0x4F))
    };
    let failed = Candidate {
        state: CandidateState::Failed,
        ip: "fe80::1".parse().ok(),
        rssi_dbm: Some(-81),
        discovered_at: at(6),
        failure: Some(failure(
            (Some("VERIFICATION_TIMEOUT"), Some("not seen within 90 s")),
            "The camera did not join the target network.",
            &Remedy::CheckCredentials,
        )),
        in_allowlist: true,
        ..Candidate::unknown(mac(0x50))
    };
    let updating = Candidate {
        state: CandidateState::Other("updating".to_owned()),
        ..Candidate::unknown(mac(0x51))
    };
    let expected = SessionSnapshot {
        session: Session {
            target_ssid: "Loja 12 – câmeras".to_owned(),
            created_at: Timestamp::new(1_770_604_803, 100_582_974).ok(),
            expires_at: at(1803),
            updated_at: at(60),
            device_count: 3,
            provisioned_count: 2,
            verified_count: 1,
            failed_count: 1,
            ..session("sess_7f3a", SessionState::Active)
        },
        candidates: Some(vec![verified, failed, updating]),
        remaining: Some(Duration::from_secs(29 * 60 + 30)),
        network: Some(OnboardingNetwork {
            ssid: text("DelicasaOnboard"),
            is_active: Some(true),
            connected_devices: Some(2),
        }),
        pi_time: Timestamp::new(1_770_604_833, 1).ok(),
    };
    let read = snapshot(fixture!("session_full.json")).unwrap();
    assert_eq!(read.value, expected);
    assert_eq!(read.warnings, []);
}

#[test]
fn missing_parts_of_a_session_have_their_defaults() {
    let legacy = snapshot(fixture!("session_legacy.json")).unwrap();
    assert_eq!(
        legacy.value,
        alone(session("sess_old", SessionState::Discovering))
    );
    assert_eq!(legacy.warnings, []);

    let nulls = snapshot(fixture!("session_null_lists.json")).unwrap();
    let expected = SessionSnapshot {
        candidates: Some(Vec::new()),
        remaining: Some(Duration::from_mins(45)),
        ..alone(session("sess_1", SessionState::Paused))
    };
    assert_eq!(nulls.value, expected);
    assert_eq!(nulls.warnings, []);
}

#[test]
fn odd_parts_of_a_session_are_named_and_the_rest_is_kept() {
    let read = snapshot(fixture!("session_odd_fields.json")).unwrap();
    let expected = SessionSnapshot {
        remaining: Some(Duration::from_secs(45)),
        ..alone(Session {
            expires_at: at(3),
            failed_count: 2,
            ..session("sess_1", SessionState::Other("hibernating".to_owned()))
        })
    };
    assert_eq!(read.value, expected);
    let session = "session: created_at is “yesterday”, device_count is the text “three”, verified_count is -1";
    let answer = "answer: devices is an object, network_status is the text “up”";
    assert_eq!(
        texts(&read.warnings),
        [warning(SOURCE, session), warning(SOURCE, answer)]
    );
}

#[test]
fn a_session_without_a_name_is_no_session() {
    let lost = |body| snapshot(body).err().map(|lost| i18n::warning(&lost));
    assert_eq!(
        lost(fixture!("session_without_id.json")),
        Some(warning(SOURCE, "session: id is missing"))
    );
    assert_eq!(
        lost(fixture!("session_missing.json")),
        Some(warning(SOURCE, "answer: session is missing"))
    );
}

#[test]
fn one_bad_device_costs_no_other() {
    let read = http_bodies::devices(data(fixture!("devices_mixed.json")), SOURCE);
    let expected = [
        Candidate {
            ip: "192.168.4.2".parse().ok(),
            rssi_dbm: Some(-58),
            in_allowlist: true,
            ..Candidate::unknown(MAC)
        },
        Candidate {
            state: CandidateState::Provisioning,
            retry_count: 2,
            firmware_version: Some("7".to_owned()),
            ..Candidate::unknown(mac(0x51))
        },
        Candidate {
            state: CandidateState::Failed,
            failure: Some(failure(
                (None, Some("flash is worn out")),
                "flash is worn out",
                &Remedy::CheckCamera,
            )),
            discovered_at: None,
            ..Candidate::unknown(mac(0x52))
        },
        Candidate {
            state: CandidateState::Other("unknown".to_owned()),
            ..Candidate::unknown(mac(0x53))
        },
    ];
    assert_eq!(read.value, expected);
    let texts: Vec<String> = read
        .warnings
        .iter()
        .map(|warning| i18n::warning_kind(&warning.kind))
        .collect();
    let expected = [
        "device 2: mac is “24:6F:28:1O:4A:50” (“O” at position 11 is not a hex digit)",
        "camera 24:6F:28:10:4A:51: ip is “not an address”, rssi is the text “strong”",
        "device 4: it is the text “a text”",
        "device 5: mac is missing",
        "device 6: it is missing",
        "camera 24:6F:28:10:4A:52: discovered_at is “12”",
        "camera 24:6F:28:10:4A:53: state is missing",
    ];
    assert_eq!(texts, expected);
    let none = http_bodies::devices(data(fixture!("devices_null.json")), SOURCE);
    assert_eq!((none.value, none.warnings), (Vec::new(), Vec::new()));
}

#[test]
fn the_onboarding_network_has_two_forms() {
    let network = |body| {
        let read = http_bodies::network(data(body), SOURCE);
        (read.value, texts(&read.warnings))
    };
    let status = |is_active, connected_devices| OnboardingNetwork {
        ssid: Some("DelicasaOnboard".to_owned()),
        is_active,
        connected_devices,
    };
    assert_eq!(
        network(fixture!("network_newer.json")),
        (status(Some(true), Some(4)), Vec::new())
    );
    assert_eq!(
        network(fixture!("network_older.json")),
        (status(Some(false), None), Vec::new())
    );
    let odd = "network: is_active is the text “yes”, connected_devices is -1";
    assert_eq!(
        network(fixture!("network_odd.json")),
        (OnboardingNetwork::default(), vec![warning(SOURCE, odd)])
    );
}

#[test]
fn actions_report_what_they_did() {
    let bulk = http_bodies::bulk_outcome(data(fixture!("provision_all.json")), SOURCE);
    let expected = BulkOutcome {
        initiated: Some(7),
        skipped: Some(3),
    };
    assert_eq!((bulk.value, bulk.warnings), (expected, Vec::new()));
    let unsaid = http_bodies::bulk_outcome(http_bodies::ProvisionAllData::default(), SOURCE);
    let unknown = BulkOutcome {
        initiated: None,
        skipped: None,
    };
    assert_eq!((unsaid.value, unsaid.warnings), (unknown, Vec::new()));
    let state = http_bodies::device_state(data(fixture!("device_action.json")), SOURCE);
    assert_eq!(state.value, Some(CandidateState::Provisioning));
}

#[test]
fn system_info_is_read_as_a_real_pi_sent_it() {
    let info: SystemInfoDto = data(fixture!("system_info.json"));
    let cpu = info.cpu.value().unwrap();
    assert_eq!(cpu.usage_percent, Field::Is(1.23));
    assert_eq!(cpu.per_core, Field::list([1.6, 1.3, 1.5, 1.4]));
    assert_eq!(info.memory.value().unwrap().used_mb, Field::Is(402.0));
    assert_eq!(info.disk.value().unwrap().used_percent, Field::Is(38.9));
    assert_eq!(info.temperature_celsius, Field::Is(53.069));
    assert_eq!(info.uptime, Field::Is(Int(2_781_596_000_000_000)));
    assert_eq!(info.load_average.value().unwrap().load_15, Field::Is(0.09));
    assert_eq!(info.overall_status, "healthy".into());
}

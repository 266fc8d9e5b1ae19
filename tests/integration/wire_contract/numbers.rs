//! A number that no field can hold costs that field alone: one warning, and the rest is read.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a message that cannot be read fails its test"
)]

use std::time::Instant;

use jiff::Timestamp;
use pidash::{
    domain::{candidate::CandidateState, clock::Now},
    messages::BatchEvent,
    wire::{
        envelope::read,
        events::decode,
        http_bodies::{self, SessionData},
        monitor::{AccumulatedFigures, Frame},
        pi_log,
    },
};

use super::{MAC, answer, texts};

/// Numbers that are no counts.
const ABSURD: [&str; 8] = [
    "1e400",
    "-1e400",
    "1e300",
    "Infinity",
    "NaN",
    "-1",
    "4000000000",
    "18446744073709551616",
];

#[test]
fn an_absurd_count_in_an_answer_costs_that_count_alone() {
    for number in ABSURD {
        let body = format!(
            r#"{{"success":true,"data":{{"session":{{"id":"s1","state":"active","target_ssid":"ShopNet","device_count":{number},"failed_count":1}},"devices":[{{"mac":"24:6F:28:10:4A:4F","state":"verified","retry_count":{number},"rssi":-50}}]}}}}"#
        );
        let data: SessionData = read(&answer(200, &body)).unwrap().data.unwrap();
        let read = http_bodies::session_snapshot(data, None, "GET /x").unwrap();
        let session = &read.value.session;
        assert_eq!(
            (session.device_count, session.failed_count),
            (0, 1),
            "{number}"
        );
        let cameras = read.value.candidates.unwrap();
        let camera = &cameras[0];
        assert_eq!(
            (
                camera.mac,
                &camera.state,
                camera.retry_count,
                camera.rssi_dbm
            ),
            (MAC, &CandidateState::Verified, 0, Some(-50)),
            "{number}"
        );
        let warnings = texts(&read.warnings);
        assert_eq!(warnings.len(), 2, "{number}: {warnings:?}");
        assert!(warnings[0].contains("device_count") && warnings[1].contains("retry_count"));
    }
}

#[test]
fn an_absurd_number_in_an_event_costs_that_field_alone() {
    for number in ABSURD {
        let data = format!(
            r#"{{"type":"device.state_changed","session_id":"s1","payload":{{"mac":"24:6F:28:10:4A:4F","new_state":"verified","retry_count":{number}}}}}"#
        );
        let decoded = decode("", &data, Timestamp::UNIX_EPOCH).unwrap();
        let Some(BatchEvent::Candidate(update)) = decoded.event else {
            panic!("{number}: {decoded:?}");
        };
        assert_eq!(update.state, Some(CandidateState::Verified), "{number}");
        assert_eq!(update.retry_count, None, "{number}");
        assert_eq!(decoded.warnings.len(), 1, "{number}");
    }
}

#[test]
fn an_absurd_number_in_a_frame_of_the_monitor_costs_that_figure_alone() {
    let now = Now {
        instant: Instant::now(),
        wall: Timestamp::UNIX_EPOCH,
    };
    for number in ABSURD {
        let frame = format!(
            "{{\"type\":\"initial_data\",\"data\":{{\"alerts_count\":{number},\"system_health\":{{\"cpu_usage\":7}}}}}}\n{{\"type\":\"pong\"}}"
        );
        let frames: Vec<Frame> = Frame::decode_all(&frame).map(Result::unwrap).collect();
        assert_eq!(frames.len(), 2, "{number}");
        let figures = AccumulatedFigures::default().take_in(frames, now).unwrap();
        assert_eq!(figures.value.sample.cpu_percent, Some(7.0), "{number}");
        assert_eq!(figures.value.alerts_count, None, "{number}");
        assert_eq!(figures.warnings.len(), 1, "{number}");
    }
}

#[test]
fn a_number_is_shown_short_and_as_it_came() {
    let body = |number: &str| format!(r#"{{"id":"s1","state":"active","device_count":{number}}}"#);
    for (number, shown) in [
        ("1e400", "1e400"),
        ("1e300", "1e+300"),
        (&*"9".repeat(100_000), &*format!("{}…", "9".repeat(39))),
    ] {
        let body = format!(r#"{{"session":{}}}"#, body(number));
        let data: SessionData = read(&answer(200, &body)).unwrap().data.unwrap();
        let read = http_bodies::session_snapshot(data, None, "GET /x").unwrap();
        let expected = format!("GET /x: session: device_count is the value {shown}");
        assert_eq!(texts(&read.warnings), [expected]);
    }
}

#[test]
fn an_absurd_number_in_a_line_of_the_log_is_shown() {
    let line = pi_log::decode("log", r#"{"message":"lost","fields":{"n":1e400}}"#).unwrap();
    assert_eq!(line.message, "lost n=1e400");
}

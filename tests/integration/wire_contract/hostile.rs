//! Reading any input of a Pi returns a value or an error, and never panics.

use std::time::Duration;

use jiff::Timestamp;
use pidash::wire::{
    envelope::{RawAnswer, read},
    events::decode,
    http_bodies::{self, SessionData},
};

use super::{answer, fixture};

fn read_and_convert(raw: &RawAnswer<'_>) {
    if let Ok(answer) = read::<SessionData>(raw) {
        let data = answer.data.unwrap_or_default();
        drop(http_bodies::session_snapshot(
            data,
            answer.pi_time,
            raw.endpoint,
        ));
    }
}

#[test]
fn every_cut_of_an_answer_is_survived() {
    for body in [
        fixture!("session_full.json"),
        fixture!("devices_mixed.json"),
        fixture!("error_nested.json"),
    ] {
        for length in 0..body.len() {
            let cut = &body.as_bytes()[..length];
            for status in [200, 401, 503] {
                read_and_convert(&RawAnswer {
                    body: cut,
                    ..answer(status, "")
                });
            }
        }
    }
}

#[test]
fn every_value_replaced_by_another_is_survived() {
    let stream = fixture!("events_newer.sse");
    let events = stream.lines().filter_map(|line| line.strip_prefix("data:"));
    let bodies = events.chain([
        fixture!("session_full.json"),
        fixture!("session_odd_fields.json"),
    ]);
    for body in bodies {
        let starts = body.match_indices(':').map(|(index, _)| index + 1);
        for (start, other) in starts.flat_map(|start| OTHERS.map(|other| (start, other))) {
            let end = body[start..]
                .find([',', '}', ']'])
                .map_or(body.len(), |length| start + length);
            let changed = format!("{}{other}{}", &body[..start], &body[end..]);
            read_and_convert(&answer(200, &changed));
            drop(decode("device.discovered", &changed, Timestamp::UNIX_EPOCH));
        }
    }
}

#[test]
fn every_wait_is_between_a_second_and_an_hour() {
    let bodies = OTHERS.map(|wait| {
        format!(r#"{{"success":false,"error":{{"code":"X","retryable":true,"retry_after_seconds":{wait}}}}}"#)
    });
    let headers = [None, Some(Duration::ZERO), Some(Duration::MAX)];
    for body in bodies.iter().map(String::as_str).chain(["", "{", "busy"]) {
        for retry_after in headers {
            for status in [429, 503] {
                let raw = RawAnswer {
                    retry_after,
                    ..answer(status, body)
                };
                let wait = read::<SessionData>(&raw).unwrap_err().retry_after.unwrap();
                let allowed = Duration::from_secs(1)..=Duration::from_hours(1);
                assert!(
                    allowed.contains(&wait),
                    "{body} and {retry_after:?}: {wait:?}"
                );
            }
        }
    }
}

const OTHERS: [&str; 11] = [
    "null",
    "true",
    "-1",
    "1e300",
    "1e400",
    "NaN",
    "18446744073709551615",
    r#""""#,
    r#""é\u0000:.""#,
    "[]",
    "{}",
];

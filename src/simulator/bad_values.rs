//! Changes JSON so that it holds values that the contract does not allow, or only just.

use bytes::Bytes;
use serde_json::{Deserializer, Map, Value};

use crate::simulator::faults::{BadValues, Fault};

/// Begins a text that [`written`] writes verbatim: JSON that [`Value`] cannot hold, such as `1e400`.
const VERBATIM: char = '\u{F8FF}';

/// Fields that identify something: with another value the rest would mean something else.
const IDENTITIES: [&str; 6] = ["id", "mac", "session_id", "type", "version", "code"];

/// The counters of a session.
const COUNTERS: [&str; 4] = [
    "device_count",
    "provisioned_count",
    "verified_count",
    "failed_count",
];

/// Applies a fault that changes JSON; others change nothing.
pub(super) fn change(fault: &Fault, value: &mut Value) {
    match fault {
        Fault::BadValues { with } => {
            let content = ["data", "payload"]
                .into_iter()
                .find(|name| value.get(name).is_some());
            match content {
                Some(name) => spoil(*with, &mut value[name]),
                None => spoil(*with, value),
            }
        }
        Fault::Field { name, json } => each_field(value, &mut |field, value| {
            if field == name {
                *value = verbatim(json);
            }
        }),
        Fault::LaggingCounters { by } => each_field(value, &mut |field, value| {
            if let Some(count) = value.as_u64().filter(|_| COUNTERS.contains(&field)) {
                *value = count.saturating_sub((*by).into()).into();
            }
        }),
        _ => {}
    }
}

/// The frame of an event with its JSON changed.
pub(super) fn changed_event(frame: Bytes, faults: &[Fault]) -> Bytes {
    let parts = std::str::from_utf8(&frame)
        .ok()
        .and_then(|text| text.split_once("data:"));
    let Some((before, data)) = parts else {
        return frame;
    };
    match changed_text(data, faults) {
        Some(data) => format!("{before}data:{data}\n\n").into(),
        None => frame,
    }
}

/// JSON text with the faults; `None` if it is no JSON.
pub(super) fn changed_text(text: &str, faults: &[Fault]) -> Option<String> {
    let mut value = serde_json::from_str(text).ok()?;
    for fault in faults {
        change(fault, &mut value);
    }
    Some(written(&value))
}

fn spoil(with: BadValues, value: &mut Value) {
    if with == BadValues::MissingFields {
        each_object(value, &mut |fields| {
            let mut is_kept = false;
            fields.retain(|name, value| {
                is_kept = !is_kept;
                is_kept
                    || IDENTITIES.contains(&name.as_str())
                    || value.is_object()
                    || value.is_array()
            });
        });
        return;
    }
    each_field(value, &mut |field, value| {
        if let Some(bad) = bad(with, field, value) {
            *value = bad;
        }
    });
}

/// The bad value of a field; `None`: it stays.
fn bad(with: BadValues, field: &str, value: &Value) -> Option<Value> {
    let is_free = !IDENTITIES.contains(&field);
    match (with, value) {
        (BadValues::NullLists, Value::Array(_)) => Some(Value::Null),
        (BadValues::UnknownStates, Value::String(_)) => {
            let is_state = field.ends_with("state") || field.ends_with("_level");
            (is_state || field == "overall_status").then(|| "quantum".into())
        }
        (BadValues::WrongTypes, Value::Number(_)) => Some("many".into()),
        (BadValues::WrongTypes, Value::String(_)) if is_free => Some(7.into()),
        (BadValues::WrongTypes, Value::Array(_)) => Some(Map::new().into()),
        (BadValues::HugeNumbers, Value::Number(_)) => Some(verbatim("1e400")),
        (BadValues::NegativeNumbers, Value::Number(_)) => Some((-5).into()),
        (BadValues::ZeroTimes, Value::String(_)) => {
            (field.ends_with("_at") || field == "last_seen").then(|| "0001-01-01T00:00:00Z".into())
        }
        (BadValues::HostileTexts, Value::String(text)) => {
            const FOR_PEOPLE: [&str; 5] = [
                "message",
                "description",
                "error_message",
                "firmware_version",
                "target_ssid",
            ];
            let hostile = || format!("\u{202E}\u{200B}\u{7}\u{1b}[31m{text}{}", "x".repeat(5_000));
            FOR_PEOPLE.contains(&field).then(|| hostile().into())
        }
        _ => None,
    }
}

fn each_object(value: &mut Value, act: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(fields) => {
            act(fields);
            fields
                .values_mut()
                .for_each(|value| each_object(value, act));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, act)),
        _ => {}
    }
}

fn each_field(value: &mut Value, act: &mut impl FnMut(&str, &mut Value)) {
    each_object(value, &mut |fields| {
        for (name, value) in fields {
            act(name, value);
        }
    });
}

fn verbatim(json: &str) -> Value {
    format!("{VERBATIM}{json}").into()
}

/// The JSON text.
pub(super) fn written(value: &Value) -> String {
    let text = value.to_string();
    let mut written = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, from)) = rest.split_once(&format!("\"{VERBATIM}")) {
        written.push_str(before);
        let literal = &rest[before.len()..];
        let mut literals = Deserializer::from_str(literal).into_iter::<String>();
        let Some(Ok(json)) = literals.next() else {
            rest = from;
            continue;
        };
        written.push_str(json.trim_start_matches(VERBATIM));
        rest = &literal[literals.byte_offset()..];
    }
    written + rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(fault: &Fault, value: &Value) -> String {
        let mut value = value.clone();
        change(fault, &mut value);
        written(&value)
    }

    #[test]
    fn each_kind_of_bad_value_is_written() {
        let body = json!({
            "data": { "devices": [{ "mac": "m", "rssi": -60, "state": "verified" }] },
            "success": true,
        });
        let cases = [
            (BadValues::NullLists, r#"{"devices":null}"#),
            (
                BadValues::UnknownStates,
                r#"{"devices":[{"mac":"m","rssi":-60,"state":"quantum"}]}"#,
            ),
            (BadValues::WrongTypes, r#"{"devices":{}}"#),
            (
                BadValues::MissingFields,
                r#"{"devices":[{"mac":"m","state":"verified"}]}"#,
            ),
            (
                BadValues::HugeNumbers,
                r#"{"devices":[{"mac":"m","rssi":1e400,"state":"verified"}]}"#,
            ),
            (
                BadValues::NegativeNumbers,
                r#"{"devices":[{"mac":"m","rssi":-5,"state":"verified"}]}"#,
            ),
        ];
        for (with, expected) in cases {
            let expected = format!(r#"{{"data":{expected},"success":true}}"#);
            assert_eq!(
                text(&Fault::BadValues { with }, &body),
                expected,
                "{with:?}"
            );
        }
    }

    #[test]
    fn a_field_is_written_verbatim_wherever_it_is() {
        let fault = Fault::Field {
            name: "a".to_owned(),
            json: r#"{"b":"\"c\"","n":1e999}"#.to_owned(),
        };
        let body = json!([{ "a": 1, "z": 2 }, { "x": { "a": [] } }]);
        assert_eq!(
            text(&fault, &body),
            "[{\"a\":{\"b\":\"\\\"c\\\"\",\"n\":1e999},\"z\":2},{\"x\":{\"a\":{\"b\":\"\\\"c\\\"\",\"n\":1e999}}}]"
        );
    }

    #[test]
    fn counters_lag_and_never_become_negative() {
        let fault = Fault::LaggingCounters { by: 2 };
        let body = json!({ "device_count": 5, "failed_count": 1, "retry_count": 4 });
        assert_eq!(
            text(&fault, &body),
            r#"{"device_count":3,"failed_count":0,"retry_count":4}"#
        );
    }
}

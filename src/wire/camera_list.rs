//! Lists of cameras that a person has as JSON: the allowlist of a Pi with or without the envelope
//! around it, or addresses alone.

use serde_json::{Map, Value};

use crate::domain::allowlist::WrittenEntry;

const MAC: [&str; 3] = ["mac", "mac_address", "address"];
const DESCRIPTION: [&str; 3] = ["description", "name", "label"];
const CONTAINER: [&str; 2] = ["container_id", "container"];

/// The entries of a text of JSON: each object that has an address, and each text of an array. `None`
/// if it is no JSON.
#[must_use]
pub fn entries(text: &str) -> Option<Vec<WrittenEntry>> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let value = serde_json::from_str(text).ok()?;
    let mut entries = Vec::new();
    collect(value, &mut entries);
    Some(entries)
}

fn collect(value: Value, entries: &mut Vec<WrittenEntry>) {
    match value {
        Value::Array(values) => {
            for value in values {
                match value {
                    Value::String(mac) => entries.push(WrittenEntry {
                        mac,
                        ..WrittenEntry::default()
                    }),
                    value => collect(value, entries),
                }
            }
        }
        Value::Object(mut fields) => match take(&mut fields, &MAC) {
            Some(mac) => entries.push(WrittenEntry {
                mac,
                description: take(&mut fields, &DESCRIPTION).unwrap_or_default(),
                container_id: take(&mut fields, &CONTAINER).unwrap_or_default(),
            }),
            None => fields
                .into_iter()
                .for_each(|(_, value)| collect(value, entries)),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The first of these fields that is a text.
fn take(fields: &mut Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match fields.remove(*name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(mac: &str, description: &str, container_id: &str) -> WrittenEntry {
        WrittenEntry {
            mac: mac.to_owned(),
            description: description.to_owned(),
            container_id: container_id.to_owned(),
        }
    }

    #[test]
    fn the_allowlist_of_a_pi_is_read_with_and_without_its_envelope() {
        let list = r#"{"entries": [
            {"mac": "02:00:00:00:00:01", "description": "Door", "container_id": "c-1", "used": false},
            {"mac": "02:00:00:00:00:0G", "description": null}], "count": 2}"#;
        let expected = vec![
            written("02:00:00:00:00:01", "Door", "c-1"),
            written("02:00:00:00:00:0G", "", ""),
        ];
        assert_eq!(entries(list), Some(expected.clone()));
        let envelope = format!(r#"{{"success": true, "data": {list}}}"#);
        assert_eq!(entries(&envelope), Some(expected));
    }

    #[test]
    fn addresses_alone_are_read_and_other_texts_are_no_json() {
        let two = r#"["02:00:00:00:00:01", "020000000002"]"#;
        let expected = ["02:00:00:00:00:01", "020000000002"].map(|mac| written(mac, "", ""));
        assert_eq!(entries(two), Some(expected.to_vec()));
        assert_eq!(entries("{\"entries\": []}"), Some(Vec::new()));
        assert_eq!(entries("mac,description\n"), None);
        assert_eq!(entries("[broken"), None);
    }
}

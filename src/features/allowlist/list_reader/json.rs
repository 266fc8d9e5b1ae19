//! The allowlist of a Pi as JSON, with or without the envelope around it.

use serde_json::{Map, Value};

use super::{Cell, ListLine, RowError, columns::cell_named, row};

/// The rows of a text of JSON, numbered from 1; `None` if it is none.
pub(super) fn read(text: &str) -> Option<Vec<ListLine>> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let value: Value = serde_json::from_str(text).ok()?;
    let mut lines = Vec::new();
    collect(&value, &mut lines);
    Some(lines)
}

/// Every object that has an address, and every text of a list.
fn collect(value: &Value, lines: &mut Vec<ListLine>) {
    match value {
        Value::Array(values) => {
            for value in values {
                match value {
                    Value::String(mac) => push(mac, "", "", lines),
                    value => collect(value, lines),
                }
            }
        }
        Value::Object(fields) => match text_of(fields, Cell::Mac) {
            Some(mac) => {
                let description = text_of(fields, Cell::Description).unwrap_or_default();
                let container = text_of(fields, Cell::Container).unwrap_or_default();
                push(mac, description, container, lines);
            }
            None => fields.values().for_each(|value| collect(value, lines)),
        },
        _ => {}
    }
}

fn text_of(fields: &Map<String, Value>, cell: Cell) -> Option<&str> {
    let mut named = fields
        .iter()
        .filter(|(name, _)| cell_named(name) == Some(cell));
    named.find_map(|(_, value)| value.as_str())
}

fn push(mac: &str, description: &str, container: &str, lines: &mut Vec<ListLine>) {
    let number = u64::try_from(lines.len())
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let entry = row(mac, description, container);
    // A text of another list than that of the addresses.
    if matches!(entry, Err(RowError::Mac(_))) && !super::could_be_address(mac) {
        return;
    }
    lines.push(ListLine::new(number, mac, [description, container], entry));
}

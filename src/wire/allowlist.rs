//! The allowlist on the wire (contract, sections 4 and 5), for both directions.

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        allowlist::{AllowlistEntry, EntryNote, NewEntry},
        warning::Item,
    },
    wire::{
        field::{self, Field, Int, List, Text},
        item::{ItemReader, Read, first_ones},
        to_domain::mac,
    },
};

/// An entry, `E` (contract, section 5).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct EntryDto {
    pub mac: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub description: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub container_id: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub added_at: Field<Text>,
    pub used: Field<bool>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub used_at: Field<Text>,
}

/// The answer to allowlist.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct EntriesData {
    #[serde(
        deserialize_with = "field::list",
        skip_serializing_if = "Field::is_missing"
    )]
    pub entries: List<EntryDto>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub count: Field<Int>,
}

/// The answer to add and edit.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct EntryData {
    pub entry: Field<EntryDto>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub message: Field<Text>,
}

/// What add is sent, and each entry of bulk add.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct NewEntryBody {
    pub mac: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub container_id: String,
}

/// What edit is sent: both texts, so that an empty one clears what was there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct EditBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_id: Option<String>,
}

/// What bulk add is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct BulkAddBody {
    pub entries: Vec<NewEntryBody>,
}

/// The answer to bulk add.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct BulkAddData {
    pub added: Field<Int>,
    pub skipped: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub message: Field<Text>,
}

impl BulkAddData {
    /// Whether all of the `sent` entries were added: none was skipped, and the counts add up.
    #[must_use]
    pub fn added_all(&self, sent: usize) -> bool {
        let count = |field: &Field<Int>| field.clone().value().map(|Int(count)| count);
        let added = count(&self.added).and_then(|added| usize::try_from(added).ok());
        added == Some(sent) && matches!(count(&self.skipped), None | Some(0))
    }
}

/// The answer to clear.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct ClearData {
    pub cleared: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub message: Field<Text>,
}

impl From<&NewEntry> for NewEntryBody {
    fn from(entry: &NewEntry) -> Self {
        Self {
            mac: entry.mac.to_string(),
            description: entry.note.description.clone(),
            container_id: entry.note.container_id.clone(),
        }
    }
}

impl From<&EntryNote> for EditBody {
    fn from(note: &EntryNote) -> Self {
        Self {
            description: Some(note.description.clone()),
            container_id: Some(note.container_id.clone()),
        }
    }
}

impl From<&AllowlistEntry> for EntryDto {
    fn from(entry: &AllowlistEntry) -> Self {
        let written = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self {
            mac: entry.mac.to_string().into(),
            description: written(&entry.note.description).into(),
            container_id: written(&entry.note.container_id).into(),
            added_at: entry.added_at.into(),
            used: entry.used.into(),
            used_at: entry.used_at.into(),
        }
    }
}

/// The list; entries without a readable MAC are left out, each with its warning.
#[must_use]
pub fn entries(data: EntriesData, endpoint: &str) -> Read<Vec<AllowlistEntry>> {
    let mut answer = ItemReader::new(Item::Answer);
    let items = answer.take("entries", data.entries).unwrap_or_default();
    let mut value = Vec::with_capacity(items.len());
    let mut warnings = Vec::new();
    for (index, field) in items.into_iter().enumerate() {
        let mut item = ItemReader::new(Item::EntryAt(index + 1));
        let dto = item.required("", |item, name| item.take(name, field));
        value.extend(dto.and_then(|dto| read_entry(dto, &mut item)));
        warnings.extend(item.warning(endpoint));
    }
    warnings.extend(answer.warning(endpoint));
    let warnings = first_ones(warnings, endpoint);
    Read { value, warnings }
}

/// The entry after add or edit, if the Pi sent it: not every build does.
#[must_use]
pub fn entry(data: EntryData, endpoint: &str) -> Read<Option<AllowlistEntry>> {
    let mut item = ItemReader::new(Item::UnnamedEntry);
    let dto = item.take("entry", data.entry);
    let value = dto.and_then(|dto| read_entry(dto, &mut item));
    item.read(value, endpoint)
}

/// `None` with a fault if its MAC cannot be read.
fn read_entry(dto: EntryDto, item: &mut ItemReader) -> Option<AllowlistEntry> {
    let mac = mac(dto.mac, item)?;
    item.item = Item::Entry(mac.to_string());
    let description = item.text("description", dto.description);
    let container_id = item.text("container_id", dto.container_id);
    Some(AllowlistEntry {
        mac,
        note: EntryNote {
            description: description.unwrap_or_default(),
            container_id: container_id.unwrap_or_default(),
        },
        added_at: item.instant("added_at", dto.added_at),
        used: item.take("used", dto.used).unwrap_or(false),
        used_at: item.instant("used_at", dto.used_at),
    })
}

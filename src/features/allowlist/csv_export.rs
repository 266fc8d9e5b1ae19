//! Exports the allowlist as CSV that can be imported unchanged and that no spreadsheet reads as
//! formulas.

use crate::{
    domain::allowlist::{AllowlistEntry, EntryNote, NewEntry},
    model::csv_table::{guarded, table},
};

/// The list with headings. A date that is not known is empty.
#[must_use]
pub fn list<'a>(entries: impl Iterator<Item = &'a AllowlistEntry>) -> String {
    let rows = entries.map(|entry| {
        let used = if entry.used { "used" } else { "available" };
        let [added_at, used_at] = [entry.added_at, entry.used_at]
            .map(|at| at.map(|at| at.to_string()).unwrap_or_default());
        let [mac, description, container, used] = row(&entry.mac.to_string(), &entry.note, used);
        [mac, description, container, used, added_at, used_at]
    });
    let headings = [
        "mac",
        "description",
        "container_id",
        "status",
        "added_at",
        "used_at",
    ];
    table(headings, rows)
}

/// The cameras that were not added, with the reason.
#[must_use]
pub fn left_over<'a>(rows: impl Iterator<Item = (&'a NewEntry, String)>) -> String {
    let rows = rows.map(|(entry, why)| row(&entry.mac.to_string(), &entry.note, &why));
    table(["mac", "description", "container_id", "reason"], rows)
}

fn row(mac: &str, note: &EntryNote, last: &str) -> [String; 4] {
    [mac, &note.description, &note.container_id, last].map(guarded)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        domain::allowlist::NewEntry,
        features::allowlist::list_reader::tests::{entries, new},
    };

    fn entry(new: &NewEntry) -> AllowlistEntry {
        AllowlistEntry {
            mac: new.mac,
            note: new.note.clone(),
            added_at: None,
            used: false,
            used_at: None,
        }
    }

    proptest! {
        #[test]
        fn what_is_exported_is_imported_unchanged(
            texts in prop::collection::vec(("[=+@'\"a;, \n\t-]{0,12}", "\\PC{0,20}"), 1..20),
        ) {
            let new_entries: Vec<NewEntry> = (0..).zip(&texts).map(|(n, (a, b))| new(n, a, b)).collect();
            let listed: Vec<AllowlistEntry> = new_entries.iter().map(entry).collect();
            let text = list(listed.iter());
            let read: Vec<_> = entries(&text);
            let expected: Vec<_> = new_entries.into_iter().map(Ok).collect();
            prop_assert_eq!(read, expected);
        }
    }
}

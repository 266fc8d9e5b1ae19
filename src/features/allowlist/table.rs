//! The rows of the table: the entries filtered, searched and sorted, with the pending changes.

use std::collections::HashSet;

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::state::{Allowlist, Change};
use crate::domain::{
    allowlist::{AllowlistEntry, EntryNote},
    mac::MacAddr,
    problem::Problem,
};

/// The filter, search and order of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    pub filter: EntryFilter,
    /// Only entries that contain this text.
    pub search: String,
    pub column: Column,
    pub descending: bool,
}

/// A filter of the entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum EntryFilter {
    /// All entries.
    #[default]
    All,
    /// Those that no camera has used yet.
    Available,
    /// Those that a camera has used.
    Used,
}

impl EntryFilter {
    /// The name under which the filter is stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// The columns of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, VariantArray)]
pub enum Column {
    #[default]
    Mac,
    Description,
    Container,
    /// When it was added.
    Added,
    /// Whether and when it was used.
    Used,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The entry, with a pending edit applied.
    pub entry: AllowlistEntry,
    pub status: RowStatus,
}

/// The status of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum RowStatus {
    /// No change is pending.
    Settled,
    /// It is being added.
    Adding,
    /// Its note is being changed.
    Saving,
    /// It is being removed.
    Removing,
    /// This change failed.
    Failed(FailedChange, Box<Problem>),
}

/// A change that the Pi refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailedChange {
    Add,
    Edit,
    Remove,
}

/// The rows and the number of entries.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The rows that are shown.
    pub rows: Vec<Row>,
    /// The entries on the list, with the pending additions and removals.
    pub total: usize,
    /// The number of them that a camera has used.
    pub used: usize,
}

impl Table {
    #[must_use]
    pub fn of(allowlist: &Allowlist, view: &View) -> Self {
        let all = rows(allowlist);
        let counted = |row: &&Row| !matches!(row.status, RowStatus::Failed(FailedChange::Add, _));
        let total = all.iter().filter(counted).count();
        let used = all.iter().filter(|row| row.entry.used).count();
        let wanted = Wanted::new(&view.search);
        let mut rows = all;
        rows.retain(|row| view.filter.takes(&row.entry) && wanted.takes(&row.entry));
        rows.sort_by(|a, b| {
            let order = view.column.compare(&a.entry, &b.entry);
            let order = if view.descending {
                order.reverse()
            } else {
                order
            };
            order.then(a.entry.mac.cmp(&b.entry.mac))
        });
        // Failed changes come first, whatever the order.
        rows.sort_by_key(|row| !matches!(row.status, RowStatus::Failed(..)));
        Self { rows, total, used }
    }

    /// The number of entries that no camera has used yet.
    #[must_use]
    pub fn available(&self) -> usize {
        self.total.saturating_sub(self.used)
    }

    /// The row of a camera.
    #[must_use]
    pub fn position(&self, mac: MacAddr) -> Option<usize> {
        self.rows.iter().position(|row| row.entry.mac == mac)
    }
}

/// All rows: the list of the Pi with the pending changes.
fn rows(allowlist: &Allowlist) -> Vec<Row> {
    let mut rows: Vec<Row> = allowlist
        .entries()
        .filter_map(|entry| listed_row(entry, allowlist.change(entry.mac)))
        .collect();
    let known: HashSet<MacAddr> = rows.iter().map(|row| row.entry.mac).collect();
    let unknown = allowlist.changes().filter(|(mac, _)| !known.contains(mac));
    rows.extend(unknown.filter_map(|(mac, change)| new_row(mac, change)));
    rows
}

fn listed_row(entry: &AllowlistEntry, change: Option<&Change>) -> Option<Row> {
    let mut entry = entry.clone();
    let failed = |what, problem: &Problem| RowStatus::Failed(what, Box::new(problem.clone()));
    let status = match change {
        None => RowStatus::Settled,
        Some(Change::Adding(_)) => RowStatus::Adding,
        Some(Change::AddFailed(_, problem)) => failed(FailedChange::Add, problem),
        Some(Change::Editing(note) | Change::EditPending(note)) => {
            entry.note.clone_from(note);
            RowStatus::Saving
        }
        Some(Change::EditFailed(_, problem)) => failed(FailedChange::Edit, problem),
        Some(Change::RemovalPending) => return None,
        Some(Change::Removing) => RowStatus::Removing,
        Some(Change::RemoveFailed(problem)) => failed(FailedChange::Remove, problem),
    };
    Some(Row { entry, status })
}

/// The row of a camera that the Pi does not list.
fn new_row(mac: MacAddr, change: &Change) -> Option<Row> {
    let row = |note: &EntryNote, status| Row {
        entry: AllowlistEntry {
            mac,
            note: note.clone(),
            added_at: None,
            used: false,
            used_at: None,
        },
        status,
    };
    match change {
        Change::Adding(new) => Some(row(&new.note, RowStatus::Adding)),
        Change::AddFailed(new, problem) => {
            let status = RowStatus::Failed(FailedChange::Add, problem.clone());
            Some(row(&new.note, status))
        }
        Change::Editing(_)
        | Change::EditPending(_)
        | Change::EditFailed(..)
        | Change::RemovalPending
        | Change::Removing
        | Change::RemoveFailed(_) => None,
    }
}

impl EntryFilter {
    fn takes(self, entry: &AllowlistEntry) -> bool {
        match self {
            Self::All => true,
            Self::Available => !entry.used,
            Self::Used => entry.used,
        }
    }
}

impl Column {
    fn compare(self, a: &AllowlistEntry, b: &AllowlistEntry) -> std::cmp::Ordering {
        let text = |text: &str| (text.is_empty(), text.to_lowercase());
        match self {
            Self::Mac => a.mac.cmp(&b.mac),
            Self::Description => text(&a.note.description).cmp(&text(&b.note.description)),
            Self::Container => text(&a.note.container_id).cmp(&text(&b.note.container_id)),
            Self::Added => a.added_at.cmp(&b.added_at),
            Self::Used => (a.used, a.used_at).cmp(&(b.used, b.used_at)),
        }
    }
}

/// A search text; digits match an address in any spelling.
struct Wanted {
    text: String,
    digits: String,
}

impl Wanted {
    fn new(search: &str) -> Self {
        let text = search.trim().to_lowercase();
        let digits: String = text
            .chars()
            .filter(|c| !matches!(c, ':' | '-' | '.' | ' '))
            .collect();
        let is_hex = digits.chars().all(|c| c.is_ascii_hexdigit());
        let digits = if is_hex { digits } else { String::new() };
        Self { text, digits }
    }

    fn takes(&self, entry: &AllowlistEntry) -> bool {
        if self.text.is_empty() {
            return true;
        }
        let has = |text: &str| text.to_lowercase().contains(&self.text);
        let in_mac = || {
            let mac = entry.mac.to_string().replace(':', "").to_lowercase();
            mac.contains(&self.digits)
        };
        has(&entry.note.description)
            || has(&entry.note.container_id)
            || !self.digits.is_empty() && in_mac()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::allowlist::state::tests::{Tab, last};

    #[test]
    fn rows_are_filtered_searched_and_sorted() {
        let tab = Tab::open();
        let shown = |view: View| {
            let rows = Table::of(&tab.allowlist, &view).rows.into_iter();
            rows.map(|row| last(row.entry.mac)).collect::<Vec<u8>>()
        };
        let view = View::default;
        let filter = |filter| View { filter, ..view() };
        assert_eq!(shown(filter(EntryFilter::Used)), [2]);
        assert_eq!(shown(filter(EntryFilter::Available)), [1, 3]);
        let search = |text: &str| View {
            search: text.to_owned(),
            ..view()
        };
        assert_eq!(shown(search("DRINK")), [2]);
        assert_eq!(shown(search("0000.0003")), [3]);
        assert_eq!(shown(search("00-00-00-03")), [3]);
        assert!(shown(search("nothing")).is_empty());
        let sorted = |column, descending| View {
            column,
            descending,
            ..view()
        };
        assert_eq!(shown(sorted(Column::Description, false)), [2, 1, 3]);
        assert_eq!(shown(sorted(Column::Added, false)), [3, 2, 1]);
        assert_eq!(shown(sorted(Column::Mac, true)), [3, 2, 1]);
        assert_eq!(shown(sorted(Column::Used, true)), [2, 1, 3]);
        assert_eq!(Table::of(&tab.allowlist, &view()).available(), 2);
    }
}

//! The rows of the table: the entries filtered, searched and sorted, with the pending changes.

use std::borrow::Cow;

use jiff::Timestamp;
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
pub struct Row<'a> {
    /// The entry, with a pending edit applied.
    pub entry: Cow<'a, AllowlistEntry>,
    pub status: RowStatus<'a>,
}

/// The status of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RowStatus<'a> {
    /// No change is pending.
    Settled,
    /// It is being added.
    Adding,
    /// Its note is being changed.
    Saving,
    /// It is being removed.
    Removing,
    /// This change failed.
    Failed(FailedChange, &'a Problem),
}

/// A change that the Pi refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailedChange {
    Add,
    Edit,
    Remove,
}

/// Which rows are shown, and the number of entries. The rows themselves are made as they are drawn: of
/// thousands, few are in sight.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The cameras of the rows, in their order.
    pub shown: Vec<MacAddr>,
    /// The entries on the list, with the pending additions and removals.
    pub total: usize,
    /// The number of them that a camera has used.
    pub used: usize,
}

impl Table {
    #[must_use]
    pub fn of(allowlist: &Allowlist, view: &View) -> Self {
        let rows = rows(allowlist);
        let counted =
            |row: &&Row<'_>| !matches!(row.status, RowStatus::Failed(FailedChange::Add, _));
        let wanted = Wanted::new(&view.search);
        let shown = rows
            .iter()
            .filter(|row| view.filter.takes(&row.entry) && wanted.takes(&row.entry));
        let mut shown: Vec<(SortKey, &Row<'_>)> = shown
            .map(|row| (view.column.key(&row.entry), row))
            .collect();
        // Failed changes come first, whatever the order.
        let is_settled = |row: &Row<'_>| !matches!(row.status, RowStatus::Failed(..));
        shown.sort_unstable_by(|(a_key, a), (b_key, b)| {
            let order = a_key.cmp(b_key);
            let order = if view.descending {
                order.reverse()
            } else {
                order
            };
            let failed_first = is_settled(a).cmp(&is_settled(b));
            failed_first.then(order).then(a.entry.mac.cmp(&b.entry.mac))
        });
        Self {
            shown: shown.into_iter().map(|(_, row)| row.entry.mac).collect(),
            total: rows.iter().filter(counted).count(),
            used: rows.iter().filter(|row| row.entry.used).count(),
        }
    }

    /// The number of entries that no camera has used yet.
    #[must_use]
    pub fn available(&self) -> usize {
        self.total.saturating_sub(self.used)
    }

    /// The row of a camera.
    #[must_use]
    pub fn position(&self, mac: MacAddr) -> Option<usize> {
        self.shown.iter().position(|shown| *shown == mac)
    }
}

/// All rows: the list of the Pi with the pending changes.
fn rows(allowlist: &Allowlist) -> Vec<Row<'_>> {
    let listed = allowlist.entries();
    let listed = listed.filter_map(|entry| listed_row(entry, allowlist.change(entry.mac)));
    let mut rows: Vec<Row<'_>> = listed.collect();
    let is_new = |mac| allowlist.is_clearing() || allowlist.listed(mac).is_none();
    let new = allowlist.changes().filter(|(mac, _)| is_new(*mac));
    rows.extend(new.filter_map(|(mac, change)| new_row(mac, change)));
    rows
}

impl<'a> Row<'a> {
    /// The row of a camera, if it has one.
    #[must_use]
    pub fn of(allowlist: &'a Allowlist, mac: MacAddr) -> Option<Self> {
        let change = allowlist.change(mac);
        match allowlist.listed(mac).filter(|_| !allowlist.is_clearing()) {
            Some(entry) => listed_row(entry, change),
            None => new_row(mac, change?),
        }
    }
}

fn listed_row<'a>(entry: &'a AllowlistEntry, change: Option<&'a Change>) -> Option<Row<'a>> {
    let mut entry = Cow::Borrowed(entry);
    let status = match change {
        None => RowStatus::Settled,
        Some(Change::Adding(_)) => RowStatus::Adding,
        Some(Change::AddFailed(_, problem)) => RowStatus::Failed(FailedChange::Add, problem),
        Some(Change::Editing(note) | Change::EditPending(note)) => {
            entry.to_mut().note.clone_from(note);
            RowStatus::Saving
        }
        Some(Change::EditFailed(_, problem)) => RowStatus::Failed(FailedChange::Edit, problem),
        Some(Change::RemovalPending) => return None,
        Some(Change::Removing) => RowStatus::Removing,
        Some(Change::RemoveFailed(problem)) => RowStatus::Failed(FailedChange::Remove, problem),
    };
    Some(Row { entry, status })
}

/// The row of a camera that the Pi does not list.
fn new_row(mac: MacAddr, change: &Change) -> Option<Row<'_>> {
    let row = |note: &EntryNote, status| Row {
        entry: Cow::Owned(AllowlistEntry {
            mac,
            note: note.clone(),
            added_at: None,
            used: false,
            used_at: None,
        }),
        status,
    };
    match change {
        Change::Adding(new) => Some(row(&new.note, RowStatus::Adding)),
        Change::AddFailed(new, problem) => Some(row(
            &new.note,
            RowStatus::Failed(FailedChange::Add, problem),
        )),
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

/// What a row is sorted by.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Mac(MacAddr),
    /// Whether there is none, and the text in lower case.
    Text(bool, String),
    Added(Option<Timestamp>),
    Used(bool, Option<Timestamp>),
}

impl Column {
    fn key(self, entry: &AllowlistEntry) -> SortKey {
        let text = |text: &str| SortKey::Text(text.is_empty(), text.to_lowercase());
        match self {
            Self::Mac => SortKey::Mac(entry.mac),
            Self::Description => text(&entry.note.description),
            Self::Container => text(&entry.note.container_id),
            Self::Added => SortKey::Added(entry.added_at),
            Self::Used => SortKey::Used(entry.used, entry.used_at),
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
            let shown = Table::of(&tab.allowlist, &view).shown.into_iter();
            shown.map(last).collect::<Vec<u8>>()
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

//! The table: filter, search and order.

use super::{Tab, last};
use crate::state::allowlist::table::{Column, Filter, Table, View};

#[test]
fn rows_are_filtered_searched_and_sorted() {
    let tab = Tab::open();
    let shown = |view: View| {
        let rows = Table::of(&tab.allowlist, &view).rows.into_iter();
        rows.map(|row| last(row.entry.mac)).collect::<Vec<u8>>()
    };
    let view = View::default;
    let filter = |filter| View { filter, ..view() };
    assert_eq!(shown(filter(Filter::Used)), [2]);
    assert_eq!(shown(filter(Filter::Available)), [1, 3]);
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

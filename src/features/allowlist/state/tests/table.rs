//! The table: filter, search and order; and what an import makes of what is about to leave it.

use super::{SECOND, Tab, last, mac};
use crate::{
    features::allowlist::{
        intent::{AllowlistIntent, ImportIntent},
        table::{Column, Filter, Table, View},
    },
    messages::AllowlistVerb,
};

#[test]
fn a_camera_that_is_imported_while_it_leaves_stays() {
    let mut tab = Tab::open();
    tab.act(AllowlistIntent::Remove(mac(1)));
    tab.act(AllowlistIntent::Remove(mac(2)));
    let list = b"020000000001\n020000000003".as_slice();
    tab.act(AllowlistIntent::Import(ImportIntent::Read(list.into())));
    tab.act(AllowlistIntent::Import(ImportIntent::Start));
    let orders = tab.orders();
    assert!(matches!(&orders[..], [AllowlistVerb::Import(new)] if new[0].mac == mac(1)));
    tab.wait(9 * SECOND);
    assert_eq!(tab.orders(), [AllowlistVerb::Remove(mac(2))]);
}

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

//! The sentences of the import: why a list or a row cannot be read, and why an entry was not added.

use crate::{
    features::allowlist::{
        import::NotAdded,
        list_reader::{Cell, ListError, MAX_BYTES, RowError},
    },
    i18n, tr,
};

/// Why a list cannot be read.
pub fn list_error(error: &ListError) -> String {
    let text = match error {
        ListError::NotChosen => tr!("export-list-not-chosen"),
        ListError::NotOpened(why) => return tr!("export-list-not-opened", why = why.as_str()),
        ListError::NotAFile(path) => {
            return tr!("export-list-not-a-file", path = path.display().to_string());
        }
        ListError::Io { path, why } => {
            return tr!(
                "export-list-unreadable",
                path = path.display().to_string(),
                why = i18n::system_error(*why)
            );
        }
        ListError::TooLarge => return tr!("import-too-large", megabytes = MAX_BYTES >> 20),
        ListError::NotPlainText => tr!("import-not-plain-text"),
        ListError::Csv(why) => why,
        ListError::TooManyRows(most) => return tr!("import-too-many-rows", max = *most),
        ListError::NoRow => tr!("import-no-row"),
        ListError::NoAddress => tr!("import-no-address"),
    };
    text.to_owned()
}

/// Why a row cannot be read, as a part of a sentence.
pub fn row_error(error: &RowError) -> String {
    match error {
        RowError::TooManyCells(columns) => tr!("import-too-many-cells", max = *columns),
        RowError::NoMac => tr!("import-no-mac").to_owned(),
        RowError::Mac(error) => i18n::mac_error(error),
        RowError::SpreadsheetNumber => tr!("import-spreadsheet-number").to_owned(),
        RowError::TooLong { cell, most } => {
            tr!("import-cell-too-long", cell = selector(*cell), max = *most)
        }
        RowError::SeveralRows(cell) => {
            tr!("import-cell-several-rows", cell = selector(*cell))
        }
    }
}

/// Selects the name of the cell in the catalogue.
fn selector(cell: Cell) -> &'static str {
    match cell {
        Cell::Mac => "mac",
        Cell::Description => "description",
        Cell::Container => "container",
    }
}

/// Why an entry was not added.
pub fn not_added(reason: NotAdded<'_>) -> String {
    match reason {
        NotAdded::Refused(problem) => i18n::problem_summary(problem),
        NotAdded::Cancelled => tr!("import-row-cancelled").to_owned(),
        NotAdded::NotSent => tr!("import-row-not-sent").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_names_the_cell_and_the_limit() {
        let cell = Cell::Description;
        assert!(row_error(&RowError::SpreadsheetNumber).contains("spreadsheet"));
        assert!(row_error(&RowError::SeveralRows(cell)).contains("several rows"));
        assert!(row_error(&RowError::TooLong { cell, most: 500 }).contains("quote"));
        assert!(row_error(&RowError::TooManyCells(3)).contains("more than 3 cells"));
        assert!(list_error(&ListError::NotPlainText).contains("plain text"));
        assert!(list_error(&ListError::NoAddress).contains("MAC address"));
        assert!(list_error(&ListError::TooLarge).contains("4 MB"));
        assert!(list_error(&ListError::TooManyRows(20_000)).contains("20000 rows"));
        assert_eq!(not_added(NotAdded::Cancelled), "Not sent: cancelled.");
    }
}

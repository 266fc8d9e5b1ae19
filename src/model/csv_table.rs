//! Tables as CSV that no spreadsheet reads as formulas.

use csv::WriterBuilder;

/// The first characters that make a spreadsheet read a formula, and the apostrophe that prevents
/// it.
pub const GUARDED: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// A text that is no formula.
#[must_use]
pub fn guarded(text: &str) -> String {
    if text.starts_with(GUARDED) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The table with its headings.
#[must_use]
pub fn table<const COLUMNS: usize>(
    headings: [&str; COLUMNS],
    rows: impl Iterator<Item = [String; COLUMNS]>,
) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    let rows = std::iter::once(headings.map(str::to_owned)).chain(rows);
    for row in rows {
        if let Err(error) = writer.write_record(&row) {
            // Rows of one length into memory cannot fail.
            tracing::error!(%error, "a row could not be written");
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

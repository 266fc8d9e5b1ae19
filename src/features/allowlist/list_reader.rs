//! Reads lists of cameras: CSV with comma, semicolon or tab, with or without headings, or one MAC
//! address per line.

use std::path::PathBuf;

use csv::{ByteRecord, ReaderBuilder};

use super::csv_export::GUARDED;
use crate::domain::{
    allowlist::{EntryNote, NewEntry},
    mac::{MacAddr, MacParseError},
    mac_input,
};

/// The largest file that is read.
pub const MAX_BYTES: usize = 4 << 20;
/// The most rows that are read.
const MAX_ROWS: usize = 20_000;
/// The longest text of a cell. A longer one means that a closing quote is missing.
const MAX_TEXT: usize = 500;
/// The byte order mark of UTF-8.
const BOM: &[u8] = &[0xEF, 0xBB, 0xBF];
/// The number of lines that the separator is guessed from.
const PROBED: usize = 20;

const MAC_HEADINGS: [&str; 5] = ["mac", "mac address", "mac_address", "macaddress", "address"];
const DESCRIPTION_HEADINGS: [&str; 5] = ["description", "name", "note", "label", "comment"];
const CONTAINER_HEADINGS: [&str; 4] = ["container_id", "container id", "container", "containerid"];

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListLine {
    /// The line number in the text, from 1.
    pub number: u64,
    /// The address as it was written.
    pub written: String,
    /// The entry, or why the row cannot be read.
    pub entry: Result<NewEntry, RowError>,
}

/// Why a list cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListError {
    /// No file was chosen.
    NotChosen,
    /// The job that opens it has ended without a result, for this reason.
    NotOpened(String),
    /// It is a folder or a device.
    NotAFile(PathBuf),
    /// The system refuses to read the file.
    Io {
        /// The file.
        path: PathBuf,
        /// The reason of the system.
        why: String,
    },
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// UTF-16 or no text at all.
    NotPlainText,
    /// The rows cannot be separated.
    Csv(String),
    /// More rows than this.
    TooManyRows(usize),
    /// There is no row in it.
    NoRow,
}

/// Why a row of a list cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowError {
    /// More cells than the list has columns, which are so many.
    TooManyCells(usize),
    /// The cell of the MAC address is empty.
    NoMac,
    /// The MAC address cannot be read.
    Mac(MacParseError),
    /// The cell is not UTF-8 text.
    NotText(Cell),
    /// The cell has more characters than `most`.
    TooLong {
        /// The cell.
        cell: Cell,
        /// The most characters that a cell can have.
        most: usize,
    },
    /// The cell has several rows in it.
    SeveralRows(Cell),
}

/// A cell of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    Mac,
    Description,
    Container,
}

/// The index of each column.
#[derive(Debug, Clone, Copy)]
struct Columns {
    /// The number of columns.
    count: usize,
    mac: usize,
    description: Option<usize>,
    container: Option<usize>,
}

/// Reads a list. A row that cannot be read has a reason and does not affect the others.
///
/// # Errors
/// It is no text, or too long.
pub fn read(bytes: &[u8]) -> Result<Vec<ListLine>, ListError> {
    let text = text_of(bytes)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text);
    let mut columns = None;
    let mut lines = Vec::new();
    for record in reader.byte_records() {
        let record = record.map_err(|error| ListError::Csv(error.to_string()))?;
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        let Some(columns) = columns else {
            columns = Some(headings(&record).unwrap_or(Columns::WITHOUT_HEADINGS));
            if headings(&record).is_none() {
                lines.push(line(&record, Columns::WITHOUT_HEADINGS));
            }
            continue;
        };
        if lines.len() == MAX_ROWS {
            return Err(ListError::TooManyRows(MAX_ROWS));
        }
        lines.push(line(&record, columns));
    }
    if lines.is_empty() {
        return Err(ListError::NoRow);
    }
    Ok(lines)
}

fn text_of(bytes: &[u8]) -> Result<&[u8], ListError> {
    if bytes.len() > MAX_BYTES {
        return Err(ListError::TooLarge);
    }
    let is_utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if is_utf16 || bytes.contains(&0) {
        return Err(ListError::NotPlainText);
    }
    Ok(bytes.strip_prefix(BOM).unwrap_or(bytes))
}

/// The separator of the cells: the first one that makes a line start with a MAC address or contain
/// its heading.
fn delimiter(text: &[u8]) -> u8 {
    const POSSIBLE: [u8; 3] = [b'\t', b';', b','];
    let mut lines = text.split(|byte| *byte == b'\n').take(PROBED);
    let fits = |line: &[u8], delimiter: u8| {
        let line = String::from_utf8_lossy(line).to_lowercase();
        let cells = line.split(char::from(delimiter));
        let mut cells = cells.map(|cell| cell.trim().trim_matches('"'));
        let first = cells.clone().next().unwrap_or_default();
        first.parse::<MacAddr>().is_ok() || cells.any(|cell| MAC_HEADINGS.contains(&cell))
    };
    let found = lines.find_map(|line| POSSIBLE.into_iter().find(|byte| fits(line, *byte)));
    found.unwrap_or(b',')
}

impl Columns {
    const WITHOUT_HEADINGS: Self = Self {
        count: 3,
        mac: 0,
        description: Some(1),
        container: Some(2),
    };
}

/// The columns that a row of headings names; `None` if the row has no headings.
fn headings(record: &ByteRecord) -> Option<Columns> {
    let find = |names: &[&str]| {
        let is_one = |cell: &[u8]| {
            let cell = String::from_utf8_lossy(cell).trim().to_lowercase();
            names.contains(&cell.as_str())
        };
        record.iter().position(is_one)
    };
    Some(Columns {
        count: record.len(),
        mac: find(&MAC_HEADINGS)?,
        description: find(&DESCRIPTION_HEADINGS),
        container: find(&CONTAINER_HEADINGS),
    })
}

fn line(record: &ByteRecord, columns: Columns) -> ListLine {
    let cell = |index: usize| record.get(index).unwrap_or_default();
    let written = String::from_utf8_lossy(cell(columns.mac)).trim().to_owned();
    ListLine {
        number: record.position().map_or(0, csv::Position::line),
        entry: entry(record, columns),
        written: shortened(&written),
    }
}

fn entry(record: &ByteRecord, columns: Columns) -> Result<NewEntry, RowError> {
    if record
        .iter()
        .skip(columns.count)
        .any(|cell| !cell.trim_ascii().is_empty())
    {
        return Err(RowError::TooManyCells(columns.count));
    }
    let cell = |index: Option<usize>| {
        let cell = index.and_then(|index| record.get(index));
        cell.unwrap_or_default()
    };
    let mac = text_in(cell(Some(columns.mac)), Cell::Mac)?;
    if mac.trim().is_empty() {
        return Err(RowError::NoMac);
    }
    let mac = mac_input::parse(mac).map_err(RowError::Mac)?;
    let description = text_in(cell(columns.description), Cell::Description)?;
    let container = text_in(cell(columns.container), Cell::Container)?;
    let note = EntryNote::typed(description, container);
    Ok(NewEntry { mac, note })
}

/// The text of a cell, or why it cannot be used.
fn text_in(bytes: &[u8], cell: Cell) -> Result<&str, RowError> {
    let text = str::from_utf8(bytes).map_err(|_position| RowError::NotText(cell))?;
    if text.chars().count() > MAX_TEXT {
        let most = MAX_TEXT;
        return Err(RowError::TooLong { cell, most });
    }
    if text.lines().skip(1).any(begins_with_mac) {
        return Err(RowError::SeveralRows(cell));
    }
    Ok(unguarded(text))
}

/// Whether a line inside a cell looks like a row.
fn begins_with_mac(line: &str) -> bool {
    let mut cells = line.split([',', ';', '\t']);
    cells
        .next()
        .is_some_and(|cell| cell.parse::<MacAddr>().is_ok())
}

/// Removes the apostrophe that protects the text from being read as a formula.
fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(GUARDED) => rest,
        _ => text,
    }
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 40;
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    let start: String = text.chars().take(SHOWN).collect();
    format!("{start}…")
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(crate) fn mac(number: u8) -> MacAddr {
        MacAddr::new([2, 0, 0, 0, 0, number])
    }

    pub(crate) fn new(number: u8, description: &str, container: &str) -> NewEntry {
        let note = EntryNote::typed(description, container);
        let mac = mac(number);
        NewEntry { mac, note }
    }

    pub(crate) fn entries(text: &str) -> Vec<Result<NewEntry, RowError>> {
        let lines = read(text.as_bytes()).unwrap_or_default();
        lines.into_iter().map(|line| line.entry).collect()
    }

    #[test]
    fn every_common_form_of_a_list_is_read() {
        let expected = [Ok(new(1, "Door, left", "c-1")), Ok(new(2, "", ""))];
        for text in [
            "mac,description,container_id\n02:00:00:00:00:01,\"Door, left\",c-1\n02:00:00:00:00:02,,\n",
            "\u{feff}MAC;Description;Container\r\n0200.0000.0001;Door, left;c-1\r\n\r\n020000000002;;\r\n",
            "container\tname\tMac Address\nc-1\tDoor, left\t02-00-00-00-00-01\n\t\t02-00-00-00-00-02",
            "02:00:00:00:00:01;Door, left;c-1\n02:00:00:00:00:02",
            "020000000001\tDoor, left\tc-1\n020000000002\n",
        ] {
            assert_eq!(entries(text), expected, "{text:?}");
        }
        let plain = "020000000001\n020000000002";
        assert_eq!(entries(plain), [Ok(new(1, "", "")), Ok(new(2, "", ""))]);
    }

    #[test]
    fn a_row_that_cannot_be_read_has_a_reason_and_does_not_affect_others() {
        let text = b"mac,description\n02:00:00:00:00:0G,x\n,no address\n02:00:00:00:00:01,\xFF\n02:00:00:00:00:02,ok\n";
        let lines = read(text).unwrap_or_default();
        let reasons: Vec<(u64, RowError)> = lines
            .iter()
            .filter_map(|line| Some((line.number, line.entry.clone().err()?)))
            .collect();
        let expected = [
            (
                2,
                RowError::Mac(MacParseError::BadCharacter {
                    found: 'G',
                    position: 17,
                }),
            ),
            (3, RowError::NoMac),
            (4, RowError::NotText(Cell::Description)),
        ];
        assert_eq!(reasons, expected);
        assert_eq!(lines[3].entry, Ok(new(2, "ok", "")));
        let swallowed = "020000000001,\"open\n020000000002,b\n020000000003,c\n";
        let several = RowError::SeveralRows(Cell::Description);
        assert_eq!(entries(swallowed), [Err(several)]);
        let unquoted = &entries("020000000001,Entrance, left,c-1")[0];
        assert_eq!(*unquoted, Err(RowError::TooManyCells(3)));
        let unclosed = format!("020000000001,\"open{}\n020000000002\n", "x".repeat(600));
        assert!(matches!(
            &entries(&unclosed)[0],
            Err(RowError::TooLong {
                cell: Cell::Description,
                ..
            })
        ));
    }

    #[test]
    fn a_file_that_is_not_a_list_has_one_reason() {
        let reason = |bytes: &[u8]| read(bytes).err();
        let not_text = Some(ListError::NotPlainText);
        assert_eq!(reason(b"\xFF\xFE0\x002\x00"), not_text);
        assert_eq!(reason(b"PK\x03\x04\x00\x00"), not_text);
        assert_eq!(reason(b" \n\n"), Some(ListError::NoRow));
        let large = vec![b'a'; MAX_BYTES + 1];
        assert_eq!(reason(&large), Some(ListError::TooLarge));
        let many = "020000000001\n".repeat(20_001);
        assert_eq!(
            reason(many.as_bytes()),
            Some(ListError::TooManyRows(20_000))
        );
    }

    proptest! {
        #[test]
        fn any_bytes_give_rows_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            prop_assert!(read(&bytes).map_or(true, |lines| !lines.is_empty()));
        }

        #[test]
        fn lines_of_any_text_are_numbered_in_order(text in "[0-9a-fA-F:.;,\t\r\n\"'=+@-]{0,300}") {
            let lines: Vec<ListLine> = read(text.as_bytes()).unwrap_or_default();
            prop_assert!(lines.is_sorted_by(|one, next| one.number <= next.number));
        }
    }
}

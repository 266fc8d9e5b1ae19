//! Reads whatever has MAC addresses in it: CSV and other tables, the output of network tools. A list
//! as JSON comes from `wire::camera_list`.

mod columns;
mod encoding;
mod text_lines;

use std::{io, path::PathBuf};

use csv::{ReaderBuilder, StringRecord};

pub use self::columns::Columns;
use crate::{
    domain::{
        allowlist::{EntryNote, NewEntry, WrittenEntry},
        mac::{MacAddr, MacParseError},
        mac_input,
    },
    model::csv_table::GUARDED,
};

/// The largest file that is read.
pub const MAX_BYTES: usize = 4 << 20;
/// The most rows that are read.
const MAX_ROWS: usize = 20_000;
/// The longest text of a cell. A longer one means that a closing quote is missing.
const MAX_TEXT: usize = 500;

/// A list that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// Its rows.
    pub lines: Vec<ListLine>,
    /// Its columns, if it is a table of which a person can choose them.
    pub table: Option<TableColumns>,
}

/// The columns of a table whose headings do not say what each of them is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumns {
    /// The heading of each column; empty where it has none.
    pub headings: Vec<String>,
    /// What each column is taken for.
    pub columns: Columns,
}

impl List {
    fn without_columns(lines: Vec<ListLine>) -> Self {
        let table = None;
        Self { lines, table }
    }

    /// Takes another column, or none, for this cell, and reads each row again. That of the address
    /// cannot be chosen.
    pub fn choose(&mut self, cell: Cell, column: Option<usize>) {
        let Some(table) = &mut self.table else {
            return;
        };
        table.columns.choose(cell, column);
        let columns = table.columns;
        self.read_rows_again(columns);
    }

    fn read_rows_again(&mut self, columns: Columns) {
        for line in &mut self.lines {
            line.entry = entry(&line.cells, columns);
        }
    }
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListLine {
    /// The line number in the text, from 1.
    pub number: u64,
    /// The address as it was written.
    pub written: String,
    /// The other cells of the row.
    pub other_cells: String,
    /// The entry, or why the row cannot be read.
    pub entry: Result<NewEntry, RowError>,
    /// The cells of a row of a table.
    cells: Vec<String>,
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
        why: io::ErrorKind,
    },
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// No text in an encoding that is known.
    NotPlainText,
    /// The rows cannot be separated.
    Csv(String),
    /// More rows than this.
    TooManyRows(usize),
    /// There is no row in it.
    NoRow,
    /// There is a text, but no address in it.
    NoAddress,
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
    /// A spreadsheet has turned the address into a number.
    SpreadsheetNumber,
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

impl ListLine {
    fn new<'a>(
        number: u64,
        written: &str,
        other_cells: impl IntoIterator<Item = &'a str>,
        entry: Result<NewEntry, RowError>,
    ) -> Self {
        let others = other_cells.into_iter().map(str::trim);
        let others: Vec<&str> = others.filter(|cell| !cell.is_empty()).collect();
        Self {
            number,
            written: shortened(written.trim(), 40),
            other_cells: shortened(&others.join(" · "), 200),
            entry,
            cells: Vec::new(),
        }
    }
}

/// The text of a list.
///
/// # Errors
/// It is too long, no text, or empty.
pub fn text_of(bytes: &[u8]) -> Result<String, ListError> {
    if bytes.len() > MAX_BYTES {
        return Err(ListError::TooLarge);
    }
    let text = encoding::text_of(bytes).ok_or(ListError::NotPlainText)?;
    if text.trim().is_empty() {
        return Err(ListError::NoRow);
    }
    Ok(text)
}

/// Reads the rows of a text. One that cannot be read has a reason and does not affect the others.
///
/// # Errors
/// There is no address in it, or there are too many rows.
pub fn read_text(text: &str) -> Result<List, ListError> {
    within_limits(table_or_text(text)?)
}

/// Reads entries as [`read_text`] reads rows. They are numbered from 1.
///
/// # Errors
/// None has an address, or there are too many.
pub fn read_entries(entries: &[WrittenEntry]) -> Result<List, ListError> {
    let texts =
        |entry: &WrittenEntry| !entry.description.is_empty() || !entry.container_id.is_empty();
    let entries = entries
        .iter()
        .filter(|entry| texts(entry) || could_be_address(&entry.mac));
    let lines = (1..).zip(entries).map(|(number, entry)| {
        let others = [entry.description.as_str(), entry.container_id.as_str()];
        let [description, container] = others;
        let read = row(&entry.mac, description, container);
        ListLine::new(number, &entry.mac, others, read)
    });
    within_limits(List::without_columns(lines.collect()))
}

fn within_limits(list: List) -> Result<List, ListError> {
    match list.lines.len() {
        0 => Err(ListError::NoAddress),
        1..=MAX_ROWS => Ok(list),
        _ => Err(ListError::TooManyRows(MAX_ROWS)),
    }
}

fn table_or_text(text: &str) -> Result<List, ListError> {
    let (named, rest) = named_delimiter(text);
    if let Some(delimiter) = named.or_else(|| columns::delimiter(rest)) {
        return table(rest, delimiter, 1 + u64::from(named.is_some()));
    }
    let lines = text_lines::read(text);
    if !lines.is_empty() {
        return Ok(List::without_columns(lines));
    }
    // Each row says what is wrong with it.
    table(text, b',', 1)
}

/// The separator that a spreadsheet names in the first line, `sep=;`, and the text after that line.
fn named_delimiter(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches(' ').to_ascii_lowercase();
    match first.strip_prefix("sep=").map(str::as_bytes) {
        Some([delimiter]) => (Some(*delimiter), rest),
        _ => (None, text),
    }
}

/// Reads a table whose first line has the number `first_line`. Lines above the headings or the first
/// camera are titles, unless one looks like a row.
fn table(text: &str, delimiter: u8, first_line: u64) -> Result<List, ListError> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut number = first_line;
    let mut not_numbered = text.as_bytes();
    let mut columns = None;
    let mut headings = Vec::new();
    let mut above = Vec::new();
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| ListError::Csv(error.to_string()))?;
        // The reader's own number is that of the empty lines before the row.
        let remaining = remaining(text, &record);
        while let [first, rest @ ..] = not_numbered
            && (not_numbered.len() > remaining || *first == b'\n')
        {
            number += u64::from(*first == b'\n');
            not_numbered = rest;
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if let Some(columns) = columns {
            lines.push(line(number, &record, columns));
        } else {
            columns = Columns::of_headings(&record);
            if columns.is_some() {
                headings = record
                    .iter()
                    .map(|cell| shortened(cell.trim(), 40))
                    .collect();
                above.clear();
                continue;
            }
            columns = Columns::of_row(&record);
            above.push((number, record));
            if let Some(columns) = columns {
                lines.extend(rows_among(above.drain(..), columns));
            }
        }
        if lines.len().max(above.len()) > MAX_ROWS {
            return Err(ListError::TooManyRows(MAX_ROWS));
        }
    }
    let columns = columns.unwrap_or_else(|| Columns::without_headings(0));
    lines.extend(rows_among(above.into_iter(), columns));
    Ok(with_columns(lines, headings, columns))
}

/// The list with its columns, if a person has to say what they are.
fn with_columns(lines: Vec<ListLine>, mut headings: Vec<String>, mut columns: Columns) -> List {
    let count = lines.iter().map(|line| line.cells.len()).max();
    let count = count.unwrap_or_default();
    let has_headings = !headings.is_empty();
    // A table without headings whose rows are all longer has more columns. A single longer row has a
    // separator in a text.
    let is_even = lines.iter().all(|line| line.cells.len() == count);
    let is_wider = !has_headings && is_even && lines.len() > 1 && count > columns.count;
    if is_wider {
        columns.count = count;
    }
    let is_known = has_headings && columns.are_all_known();
    let is_chosen = !is_known && columns.count > 2 && (has_headings || is_wider);
    if !is_chosen {
        return List::without_columns(lines);
    }
    headings.resize(columns.count, String::new());
    let table = Some(TableColumns { headings, columns });
    let mut list = List { lines, table };
    if is_wider {
        list.read_rows_again(columns);
    }
    list
}

/// The number of bytes of the text from the start of the row, or of the empty lines before it.
fn remaining(text: &str, record: &StringRecord) -> usize {
    let start = record.position().map_or(0, csv::Position::byte);
    text.len()
        .saturating_sub(usize::try_from(start).unwrap_or(usize::MAX))
}

/// The rows among the lines above the first camera, which are titles otherwise.
fn rows_among(
    records: impl Iterator<Item = (u64, StringRecord)>,
    columns: Columns,
) -> impl Iterator<Item = ListLine> {
    let rows = records.filter(move |(_, record)| {
        let cell = record.get(columns.mac).or_else(|| record.get(0));
        cell.is_some_and(could_be_address)
    });
    rows.map(move |(number, record)| line(number, &record, columns))
}

/// Whether a text that cannot be read was meant as an address, or was one before a spreadsheet
/// changed it.
fn could_be_address(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_hexdigit).count();
    let characters = text.trim().chars().count();
    mac_input::parse(text).is_ok() || is_number(text) || digits >= 6 && digits * 2 > characters
}

fn line(number: u64, record: &StringRecord, columns: Columns) -> ListLine {
    let cells = record.iter().enumerate();
    let others = cells.filter(|(index, _)| *index != columns.mac);
    let written = record.get(columns.mac).unwrap_or_default();
    let cells: Vec<String> = record.iter().map(|cell| cut(cell).to_owned()).collect();
    let entry = entry(&cells, columns);
    ListLine {
        cells,
        ..ListLine::new(number, written, others.map(|(_, cell)| cell), entry)
    }
}

/// So much of a cell that it is still seen to be too long.
fn cut(cell: &str) -> &str {
    let end = cell.char_indices().nth(MAX_TEXT + 1);
    end.map_or(cell, |(end, _)| &cell[..end])
}

fn entry(cells: &[String], columns: Columns) -> Result<NewEntry, RowError> {
    let mut beyond = cells.iter().skip(columns.count);
    if beyond.any(|cell| !cell.trim().is_empty()) {
        return Err(RowError::TooManyCells(columns.count));
    }
    let cell = |index: Option<usize>| {
        let cell = index.and_then(|index| cells.get(index));
        cell.map(String::as_str).unwrap_or_default()
    };
    row(
        cell(Some(columns.mac)),
        cell(columns.description),
        cell(columns.container),
    )
}

fn row(mac: &str, description: &str, container: &str) -> Result<NewEntry, RowError> {
    let written = checked(mac, Cell::Mac)?;
    if written.trim().is_empty() {
        return Err(RowError::NoMac);
    }
    let mac = mac_input::parse(written).map_err(|error| {
        if is_number(written) {
            RowError::SpreadsheetNumber
        } else {
            RowError::Mac(error)
        }
    })?;
    let description = checked(description, Cell::Description)?;
    let container = checked(container, Cell::Container)?;
    let note = EntryNote::typed(description, container);
    Ok(NewEntry { mac, note })
}

/// Whether it is a number as spreadsheets write it: `4096123456`, `2.46E+11`, `2,46E+11`.
fn is_number(text: &str) -> bool {
    let text = text.trim().to_ascii_uppercase();
    let (number, exponent) = text.split_once("E+").unwrap_or((&text, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = number.splitn(2, ['.', ',']);
    parts.all(is_digits) && is_digits(exponent)
}

/// The text of a cell, or why it cannot be used.
fn checked(text: &str, cell: Cell) -> Result<&str, RowError> {
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

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
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

    pub(crate) fn read_list(bytes: &[u8]) -> Result<List, ListError> {
        text_of(bytes).and_then(|text| read_text(&text))
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Vec<ListLine>, ListError> {
        read_list(bytes).map(|list| list.lines)
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
    fn a_person_chooses_the_columns_that_no_heading_names() {
        let descriptions = |list: &List| -> Vec<String> {
            let entries = list
                .lines
                .iter()
                .filter_map(|line| line.entry.as_ref().ok());
            entries
                .map(|entry| entry.note.description.clone())
                .collect()
        };
        for text in [
            "Nr;Ort;MAC;Serie\n1;Door;020000000001;A\n2;Gate;020000000002;B\n",
            "1;Door;020000000001;A\n2;Gate;020000000002;B\n",
        ] {
            let mut list = read_list(text.as_bytes()).unwrap_or_default();
            let count = |list: &List| list.table.as_ref().map(|table| table.headings.len());
            assert_eq!(count(&list), Some(4), "{text}");
            list.choose(Cell::Description, Some(1));
            assert_eq!(descriptions(&list), ["Door", "Gate"], "{text}");
            list.choose(Cell::Container, Some(3));
            list.choose(Cell::Description, None);
            assert_eq!(descriptions(&list), ["", ""], "{text}");
            let second = list.lines[1].entry.clone();
            assert_eq!(second, Ok(new(2, "", "B")), "{text}");
        }
        for known in [
            "mac;description;container_id;status\n020000000001;Door;c-1;used\n",
            "020000000001;Door;c-1\n",
            "020000000001;Door;c-1\n020000000002;Gate; with a separator;c-1\n",
        ] {
            let table = read_list(known.as_bytes()).map(|list| list.table);
            assert_eq!(table, Ok(None), "{known}");
        }
    }

    #[test]
    fn a_row_that_cannot_be_read_has_a_reason_and_does_not_affect_others() {
        let text = b"mac,description\n02:00:00:00:00:0G,x\n,no address\n2.46E+11,number\n02:00:00:00:00:02,ok\n";
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
            (4, RowError::SpreadsheetNumber),
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
    fn columns_are_found_by_headings_in_both_languages_below_titles() {
        let expected = [Ok(new(1, "Loja 1", "c-1"))];
        for text in [
            "Endereço;Câmera;Nome;Contêiner;Endereço MAC;Descrição\nRua A, 1;3;Ana;c-1;020000000001;Loja 1\n",
            "Câmeras da loja\n\nNº;Contêiner;Endereço MAC;Descrição;Sinal\n1;c-1;020000000001;Loja 1;-50\n",
            "sep=;\r\nMAC address;Name;Container ID\r\n02:00:00:00:00:01;Loja 1;c-1\r\n",
            "sep=|\nmac|nome|conteiner\n02:00:00:00:00:01|Loja 1|c-1\n",
            "Loja 1;02:00:00:00:00:01;c-1",
            "Cameras\n02:00:00:00:00:01,Loja 1,c-1",
        ] {
            assert_eq!(entries(text), expected, "{text:?}");
        }
    }

    #[test]
    fn lines_have_the_numbers_that_an_editor_shows() {
        let numbers = |text: &str| -> Vec<u64> {
            let lines = read(text.as_bytes()).unwrap_or_default();
            lines.iter().map(|line| line.number).collect()
        };
        assert_eq!(
            numbers("mac\r\n020000000001\r\n\r\n020000000002\r\n"),
            [2, 4]
        );
        assert_eq!(numbers("sep=;\r\nmac;name\r\n020000000001;\r\n"), [3]);
        assert_eq!(
            numbers("020000000001,\"a\r\nb\"\r\n020000000002\r\n"),
            [1, 3]
        );
        assert_eq!(
            numbers("a\rip 02:00:00:00:00:01\rip 02:00:00:00:00:02"),
            [2, 3]
        );
    }

    #[test]
    fn a_number_that_a_spreadsheet_made_is_never_an_address() {
        for number in [
            "2,46281E+11",
            "2.46281e+11",
            "4096123456",
            "1000000000",
            "1E+5",
        ] {
            let text = format!("mac;description\n{number};x\n");
            assert_eq!(
                entries(&text),
                [Err(RowError::SpreadsheetNumber)],
                "{number}"
            );
        }
        let first = "4096123456;a\n02:00:00:00:00:01;b\n";
        let expected = [Err(RowError::SpreadsheetNumber), Ok(new(1, "b", ""))];
        assert_eq!(entries(first), expected);
    }

    #[test]
    fn entries_are_read_like_rows_and_other_texts_are_left_out() {
        let written = |mac: &str, description: &str| WrittenEntry {
            mac: mac.to_owned(),
            description: description.to_owned(),
            container_id: String::new(),
        };
        let list = [
            written("02:00:00:00:00:01", "Door"),
            written("a tag", ""),
            written("02:00", "short"),
        ];
        let lines = read_entries(&list).unwrap_or_default().lines;
        let entries: Vec<_> = lines.into_iter().map(|line| line.entry).collect();
        let short = RowError::Mac(MacParseError::WrongLength(4));
        assert_eq!(entries, [Ok(new(1, "Door", "")), Err(short)]);
        assert_eq!(read_entries(&[]), Err(ListError::NoAddress));
    }

    #[test]
    fn a_refused_row_keeps_all_its_cells() {
        let lines = read(b"mac;description;container\n02:00;Door;c-1\n").unwrap_or_default();
        assert_eq!(lines[0].written, "02:00");
        assert_eq!(lines[0].other_cells, "Door · c-1");
    }

    #[test]
    fn a_file_that_is_not_a_list_has_one_reason() {
        let reason = |bytes: &[u8]| read(bytes).err();
        assert_eq!(reason(b"PK\x03\x04\x00\x00"), Some(ListError::NotPlainText));
        let prose = b"Dear team,\nthe cameras arrive on Monday, all of them.\n";
        assert_eq!(reason(prose), Some(ListError::NoAddress));
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

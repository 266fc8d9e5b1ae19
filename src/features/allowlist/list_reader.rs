//! Lists of cameras as people have them: CSV with comma, semicolon or tab, with or without a heading, or one address a line.

use csv::{ByteRecord, ReaderBuilder};

use super::{csv_export::GUARDED, import::reasons};
use crate::{
    domain::{
        allowlist::{EntryNote, NewEntry},
        mac::MacAddr,
    },
    tr,
};

/// More than any list of a site has.
pub const MAX_BYTES: usize = 4 << 20;
/// More rows than this are not read.
const MAX_ROWS: usize = 20_000;
/// Longer texts are a sign of a quote that was never closed.
const MAX_TEXT: usize = 500;
/// The byte order mark of UTF-8.
const BOM: &[u8] = &[0xEF, 0xBB, 0xBF];
/// Lines that are looked at to find out what separates the cells.
const PROBED: usize = 20;

const MAC_HEADINGS: [&str; 5] = ["mac", "mac address", "mac_address", "macaddress", "address"];
const DESCRIPTION_HEADINGS: [&str; 5] = ["description", "name", "note", "label", "comment"];
const CONTAINER_HEADINGS: [&str; 4] = ["container_id", "container id", "container", "containerid"];

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the text, from 1.
    pub number: u64,
    /// The address as it was written.
    pub written: String,
    /// The entry, or why it is none.
    pub entry: Result<NewEntry, String>,
}

/// Which column has what.
#[derive(Debug, Clone, Copy)]
struct Columns {
    /// How many there are.
    count: usize,
    mac: usize,
    description: Option<usize>,
    container: Option<usize>,
}

/// Reads a list; a row that cannot be read says why and spoils no other.
///
/// # Errors
/// It is no text, or too long.
pub fn read(bytes: &[u8]) -> Result<Vec<Line>, String> {
    let text = text_of(bytes)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text);
    let mut columns = None;
    let mut lines = Vec::new();
    for record in reader.byte_records() {
        let record = record.map_err(|error| error.to_string())?;
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
            return Err(tr!("import-too-many-rows", max = MAX_ROWS));
        }
        lines.push(line(&record, columns));
    }
    if lines.is_empty() {
        return Err(tr!("import-no-row"));
    }
    Ok(lines)
}

fn text_of(bytes: &[u8]) -> Result<&[u8], String> {
    if bytes.len() > MAX_BYTES {
        return Err(tr!("import-too-large", megabytes = MAX_BYTES >> 20));
    }
    let is_utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if is_utf16 || bytes.contains(&0) {
        return Err(tr!("import-not-plain-text"));
    }
    Ok(bytes.strip_prefix(BOM).unwrap_or(bytes))
}

/// What separates the cells: that with which a line begins with an address or has the heading of one.
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

/// The columns that a heading names; `None`: it is none.
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

fn line(record: &ByteRecord, columns: Columns) -> Line {
    let cell = |index: usize| record.get(index).unwrap_or_default();
    let written = String::from_utf8_lossy(cell(columns.mac)).trim().to_owned();
    Line {
        number: record.position().map_or(0, csv::Position::line),
        entry: entry(record, columns),
        written: shortened(&written),
    }
}

fn entry(record: &ByteRecord, columns: Columns) -> Result<NewEntry, String> {
    if record
        .iter()
        .skip(columns.count)
        .any(|cell| !cell.trim_ascii().is_empty())
    {
        return Err(tr!("import-too-many-cells", max = columns.count));
    }
    let cell = |index: Option<usize>| {
        let cell = index.and_then(|index| record.get(index));
        cell.unwrap_or_default()
    };
    let mac = text_in(cell(Some(columns.mac)), "mac")?;
    if mac.trim().is_empty() {
        return Err(tr!("import-no-mac"));
    }
    let mac = mac.parse::<MacAddr>();
    let mac = mac.map_err(|error| reasons::no_mac(&error))?;
    let description = text_in(cell(columns.description), "description")?;
    let container = text_in(cell(columns.container), "container")?;
    let note = EntryNote::typed(description, container);
    Ok(NewEntry { mac, note })
}

/// The text in a cell, or why it is none; `which` is what the catalogue calls the cell.
fn text_in<'a>(cell: &'a [u8], which: &str) -> Result<&'a str, String> {
    let text = str::from_utf8(cell);
    let text = text.map_err(|_position| tr!("import-cell-not-text", cell = which))?;
    if text.chars().count() > MAX_TEXT {
        return Err(tr!("import-cell-too-long", cell = which, max = MAX_TEXT));
    }
    if text.lines().skip(1).any(begins_with_mac) {
        return Err(tr!("import-cell-several-rows", cell = which));
    }
    Ok(unguarded(text))
}

/// Whether a line within a text looks like a row of its own.
fn begins_with_mac(line: &str) -> bool {
    let mut cells = line.split([',', ';', '\t']);
    cells
        .next()
        .is_some_and(|cell| cell.parse::<MacAddr>().is_ok())
}

/// Without the apostrophe that kept a spreadsheet from taking the text for a formula.
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

//! The columns of a table: what its headings are called, and how its cells are separated.

use csv::StringRecord;

use super::Cell;
use crate::domain::{invisible::is_invisible, mac_input};

/// The number of lines above the first camera in which headings are looked for.
const PROBED: usize = 20;
/// Without headings, a table has the address, a description and a container.
const WITHOUT_HEADINGS: usize = 3;

const MAC_HEADINGS: [&str; 12] = [
    "mac",
    "mac address",
    "macaddress",
    "mac addr",
    "address",
    "hardware address",
    "physical address",
    "endereco",
    "endereco mac",
    "endereco fisico",
    "mac da camera",
    "camera",
];
const DESCRIPTION_HEADINGS: [&str; 15] = [
    "description",
    "name",
    "note",
    "notes",
    "label",
    "comment",
    "hostname",
    "position",
    "descricao",
    "nome",
    "nota",
    "observacao",
    "comentario",
    "etiqueta",
    "posicao",
];
const CONTAINER_HEADINGS: [&str; 8] = [
    "container id",
    "container",
    "containerid",
    "conteiner",
    "conteiner id",
    "id do conteiner",
    "id conteiner",
    "contentor",
];

/// The index of each column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    /// The number of columns.
    pub(super) count: usize,
    pub(super) mac: usize,
    pub(super) description: Option<usize>,
    pub(super) container: Option<usize>,
}

impl Columns {
    /// The columns that a row of headings names; `None` if the row has no headings.
    pub(super) fn of_headings(record: &StringRecord) -> Option<Self> {
        let find = |wanted| {
            record
                .iter()
                .position(|cell| cell_named(cell) == Some(wanted))
        };
        Some(Self {
            count: record.len(),
            mac: find(Cell::Mac)?,
            description: find(Cell::Description),
            container: find(Cell::Container),
        })
    }

    /// The columns of a table without headings, from a row of it; `None` if it has no address.
    pub(super) fn of_row(record: &StringRecord) -> Option<Self> {
        let mac = record
            .iter()
            .position(|cell| mac_input::parse(cell).is_ok())?;
        Some(Self::without_headings(mac))
    }

    /// The description and the container follow in this order.
    pub(super) fn without_headings(mac: usize) -> Self {
        let count = WITHOUT_HEADINGS.max(mac + 1);
        let mut others = (0..count).filter(|index| *index != mac);
        Self {
            count,
            mac,
            description: others.next(),
            container: others.next(),
        }
    }
}

/// Which cell a heading or a field of JSON names, in English or Portuguese.
pub(super) fn cell_named(heading: &str) -> Option<Cell> {
    let plain: String = heading
        .to_lowercase()
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(without_accent)
        .collect();
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let heading = words.join(" ");
    let is_in = |names: &[&str]| names.contains(&heading.as_str());
    if is_in(&MAC_HEADINGS) {
        Some(Cell::Mac)
    } else if is_in(&DESCRIPTION_HEADINGS) {
        Some(Cell::Description)
    } else if is_in(&CONTAINER_HEADINGS) {
        Some(Cell::Container)
    } else {
        None
    }
}

fn without_accent(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ã' => 'a',
        'é' | 'ê' => 'e',
        'í' => 'i',
        'ó' | 'ô' | 'õ' => 'o',
        'ú' | 'ü' => 'u',
        'ç' => 'c',
        c => c,
    }
}

/// The separator of the cells, from the headings or the first line with an address; `None` if the
/// text is no table.
pub(super) fn delimiter(text: &str) -> Option<u8> {
    const POSSIBLE: [u8; 3] = [b'\t', b';', b','];
    let of_line = |line: &str, is_wanted: fn(&str) -> bool| {
        POSSIBLE.into_iter().find(|delimiter| {
            let mut cells = line.split(char::from(*delimiter));
            cells.any(|cell| is_wanted(cell.trim().trim_matches('"')))
        })
    };
    let is_heading = |cell: &str| cell_named(cell) == Some(Cell::Mac);
    let mut probed = text.lines().take(PROBED);
    if let Some(found) = probed.find_map(|line| of_line(line, is_heading)) {
        return Some(found);
    }
    let first = text
        .lines()
        .find(|line| super::text_lines::has_address(line))?;
    of_line(first, |cell| mac_input::parse(cell).is_ok())
}

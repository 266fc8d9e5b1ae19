//! The columns of a table: what its headings are called, and how its cells are separated.

use csv::StringRecord;

use super::Cell;
use crate::domain::{invisible::is_invisible, mac_input};

/// The number of lines above the first camera in which headings are looked for.
const PROBED: usize = 20;
/// Without headings, a table has the address, a description and a container.
const WITHOUT_HEADINGS: usize = 3;

/// The headings of a cell in lower case without accents, the surest first: where a table has an
/// address of the street too, that of the MAC wins.
const MAC_HEADINGS: [&str; 11] = [
    "mac",
    "mac address",
    "macaddress",
    "mac addr",
    "endereco mac",
    "mac da camera",
    "hardware address",
    "physical address",
    "endereco fisico",
    "address",
    "endereco",
];
const DESCRIPTION_HEADINGS: [&str; 15] = [
    "description",
    "descricao",
    "name",
    "nome",
    "label",
    "etiqueta",
    "hostname",
    "note",
    "notes",
    "nota",
    "comment",
    "comentario",
    "observacao",
    "position",
    "posicao",
];
const CONTAINER_HEADINGS: [&str; 7] = [
    "container id",
    "containerid",
    "container",
    "id do conteiner",
    "id conteiner",
    "conteiner id",
    "conteiner",
];

/// The index of each column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// The number of columns.
    pub count: usize,
    pub mac: usize,
    pub description: Option<usize>,
    pub container: Option<usize>,
}

impl Columns {
    /// Takes this column for a cell. No column is taken for two.
    pub(super) fn choose(&mut self, cell: Cell, column: Option<usize>) {
        let column = column.filter(|column| *column < self.count && *column != self.mac);
        let (chosen, other) = match cell {
            Cell::Mac => return,
            Cell::Description => (&mut self.description, &mut self.container),
            Cell::Container => (&mut self.container, &mut self.description),
        };
        *chosen = column;
        other.take_if(|other| Some(*other) == column);
    }

    pub(super) fn are_all_known(&self) -> bool {
        self.description.is_some() && self.container.is_some()
    }

    /// The columns that a row of headings names; `None` if the row has no headings.
    pub(super) fn of_headings(record: &StringRecord) -> Option<Self> {
        let headings: Vec<String> = record.iter().map(plain).collect();
        let find = |names: &[&str]| {
            let position = |name| headings.iter().position(|heading| heading == name);
            names.iter().find_map(position)
        };
        Some(Self {
            count: record.len(),
            mac: find(&MAC_HEADINGS)?,
            description: find(&DESCRIPTION_HEADINGS),
            container: find(&CONTAINER_HEADINGS),
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

/// A heading in lower case, without accents, with one blank between words.
fn plain(heading: &str) -> String {
    let letters: String = heading
        .to_lowercase()
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(without_accent)
        .collect();
    let words = letters.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
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
    let is_heading = |cell: &str| MAC_HEADINGS.contains(&plain(cell).as_str());
    let mut probed = text.lines().take(PROBED);
    if let Some(found) = probed.find_map(|line| of_line(line, is_heading)) {
        return Some(found);
    }
    let first = text
        .lines()
        .find(|line| super::text_lines::has_address(line))?;
    of_line(first, |cell| mac_input::parse(cell).is_ok())
}

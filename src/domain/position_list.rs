//! The list of positions that a person types or pastes: `1 to 24`, `A1, A2, B1`, one in each line.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::invisible::is_invisible;

/// The most positions of a list.
pub const MAX_POSITIONS: usize = 200;
/// The most characters of a position: it is shown in large type.
pub const MAX_LENGTH: usize = 16;
/// The most characters of a text with a list: enough for the most and the longest positions.
pub const MAX_TEXT: usize = 8_000;
/// The most sites whose lists are kept for one Pi.
const MAX_SITES: usize = 20;

/// What is between the first and the last number of a range, in the languages of the window.
const RANGE_WORDS: [&str; 6] = [" to ", " a ", " até ", " ate ", "..", "…"];
const DASHES: [&str; 3] = ["-", "–", "—"];

/// The positions of a text, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PositionList {
    /// Each of them once.
    pub positions: Vec<String>,
    /// How many were given again, and are left out.
    pub repeated: usize,
}

/// Why a text is not a list of positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PositionListError {
    /// In this line is a position with too many characters.
    TooLong(usize, String),
    /// In this line begins what is too much.
    TooMany(usize),
}

/// `A1 to A12`: consecutive numbers after the same prefix.
struct Range<'t> {
    prefix: &'t str,
    from: u32,
    to: u32,
    /// The least number of digits: `01` to `24` keeps its zeros.
    digits: usize,
}

impl PositionList {
    /// Reads a text. Commas, semicolons, tabs and ends of lines separate positions.
    ///
    /// # Errors
    /// A position is too long, or there are too many.
    pub fn parse(text: &str) -> Result<Self, PositionListError> {
        let lines = text.lines().zip(1..);
        let items = lines.flat_map(|(line, number)| {
            let items = line.split([',', ';', '\t']).map(cleaned);
            items.map(move |item| (number, item))
        });
        let items: Vec<(usize, String)> = items
            .filter(|(_, item)| !item.is_empty())
            .take(MAX_TEXT)
            .collect();
        let has_dash_ranges = dashes_are_ranges(items.iter().map(|(_, item)| item.as_str()));
        let mut list = Self::default();
        let mut known = HashSet::new();
        for (line, item) in &items {
            let by_dash = || range(item, &DASHES).filter(|_| has_dash_ranges);
            let positions = match range(item, &RANGE_WORDS).or_else(by_dash) {
                Some(range) => range.positions(),
                None => vec![item.clone()],
            };
            for position in positions {
                if position.chars().count() > MAX_LENGTH {
                    return Err(PositionListError::TooLong(*line, position));
                }
                if !known.insert(position.to_lowercase()) {
                    list.repeated += 1;
                } else if list.positions.len() == MAX_POSITIONS {
                    return Err(PositionListError::TooMany(*line));
                } else {
                    list.positions.push(position);
                }
            }
        }
        Ok(list)
    }
}

/// Without what a spreadsheet puts around a cell, and without characters that nobody sees.
fn cleaned(item: &str) -> String {
    let visible = item
        .chars()
        .filter(|c| !c.is_control() && !is_invisible(*c));
    let visible: String = visible.collect();
    visible.trim().trim_matches('"').trim().to_owned()
}

/// Whether `1-24` means a range. In `1-1, 1-2, 2-1` it is a name: ranges go up and do not overlap.
fn dashes_are_ranges<'t>(items: impl Iterator<Item = &'t str>) -> bool {
    let mut before: Option<Range<'_>> = None;
    for range in items.filter_map(|item| range(item, &DASHES)) {
        let follows =
            before.is_none_or(|before| before.prefix != range.prefix || before.to < range.from);
        if !follows || range.from >= range.to {
            return false;
        }
        before = Some(range);
    }
    true
}

fn range<'t>(item: &'t str, separators: &[&str]) -> Option<Range<'t>> {
    let lower = item.to_ascii_lowercase();
    separators.iter().find_map(|separator| {
        // ASCII letters alone change, so that the place is the same in both.
        let at = lower.find(separator)?;
        let first = item.get(..at)?.trim_end();
        let last = item.get(at + separator.len()..)?.trim_start();
        let prefix = first.trim_end_matches(|c: char| c.is_ascii_digit());
        let from = first.get(prefix.len()..)?;
        let has_prefix = last
            .get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix));
        let to = if has_prefix {
            last.get(prefix.len()..)?
        } else {
            last
        };
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number(from) || !is_number(to) {
            return None;
        }
        Some(Range {
            prefix,
            digits: if from.starts_with('0') { from.len() } else { 1 },
            from: from.parse().ok()?,
            to: to.parse().ok()?,
        })
    })
}

impl Range<'_> {
    /// Its positions, upwards or downwards; no more than are too many.
    fn positions(&self) -> Vec<String> {
        let Self {
            from,
            to,
            digits,
            prefix,
        } = *self;
        let up = from..=to;
        let down = (to..=from).rev().filter(|_| to < from);
        let numbers = up.chain(down).take(MAX_POSITIONS + 1);
        numbers
            .map(|number| format!("{prefix}{number:0digits$}"))
            .collect()
    }
}

/// The texts with the lists of the sites at one Pi, the one used last first. A site is known by the
/// name of its network.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SiteLists(Vec<(String, String)>);

impl SiteLists {
    /// The list of a site, as it was typed.
    #[must_use]
    pub fn get(&self, site: &str) -> Option<&str> {
        let mut lists = self.0.iter();
        let found = lists.find(|(known, _)| known == site);
        found.map(|(_, text)| text.as_str())
    }

    /// Keeps the list of a site.
    pub fn keep(&mut self, site: &str, text: &str) {
        self.0.retain(|(known, _)| known != site);
        self.0.insert(0, (site.to_owned(), text.to_owned()));
        self.0.truncate(MAX_SITES);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Vec<String> {
        PositionList::parse(text).unwrap().positions
    }

    fn numbers(numbers: impl Iterator<Item = u32>) -> Vec<String> {
        numbers.map(|number| number.to_string()).collect()
    }

    #[test]
    fn a_range_is_given_in_words_or_with_a_dash() {
        for text in [
            "1 to 24",
            "1 a 24",
            "1 até 24",
            "1 TO 24",
            "1-24",
            " 1 – 24 ",
            "1..24",
            "\u{FEFF}1-24",
        ] {
            assert_eq!(parsed(text), numbers(1..=24), "{text}");
        }
        assert_eq!(parsed("3 to 1"), ["3", "2", "1"]);
        assert_eq!(parsed("08-11"), ["08", "09", "10", "11"]);
        assert_eq!(parsed("A9 to A11"), ["A9", "A10", "A11"]);
        assert_eq!(parsed("Row 1 to 2"), ["Row 1", "Row 2"]);
        assert_eq!(
            parsed("A1-A2, B1-B2, 1-2, 4-5").join(" "),
            "A1 A2 B1 B2 1 2 4 5"
        );
    }

    #[test]
    fn names_are_separated_by_commas_tabs_and_lines() {
        let expected = ["A1", "A2", "B1", "Door left"];
        for text in [
            "A1, A2, B1, Door left",
            "A1\r\n A2\n\n\"B1\"\nDoor left\n",
            "A1\tA2\nB1;Door left",
        ] {
            assert_eq!(parsed(text), expected, "{text:?}");
        }
        assert_eq!(parsed(" \n,\t"), Vec::<String>::new());
    }

    #[test]
    fn a_dash_in_names_is_no_range() {
        assert_eq!(parsed("1-1, 1-2, 2-1"), ["1-1", "1-2", "2-1"]);
        assert_eq!(parsed("1-2\n1-3"), ["1-2", "1-3"]);
        assert_eq!(parsed("A-1, B2-left, to 7"), ["A-1", "B2-left", "to 7"]);
    }

    #[test]
    fn what_is_given_again_is_left_out_and_counted() {
        let list = PositionList::parse("1 to 3, 2, a, A").unwrap();
        assert_eq!(list.positions, ["1", "2", "3", "a"]);
        assert_eq!(list.repeated, 2);
    }

    #[test]
    fn an_error_names_its_line() {
        let long = "Entrance, left and right of the door";
        let error = PositionList::parse(&format!("1\n\n{long}")).unwrap_err();
        let name = "left and right of the door".to_owned();
        assert_eq!(error, PositionListError::TooLong(3, name));
        for text in ["1 to 100\n101 to 201", "x\n1 to 4000000000"] {
            let error = PositionList::parse(text).unwrap_err();
            assert_eq!(error, PositionListError::TooMany(2), "{text}");
        }
        assert_eq!(parsed("1 to 200").len(), MAX_POSITIONS);
        assert_eq!(parsed("1 to 99999999999"), ["1 to 99999999999"]);
    }

    #[test]
    fn each_site_has_its_list_and_the_one_used_longest_ago_goes_first() {
        let mut lists = SiteLists::default();
        for number in 0..=MAX_SITES {
            lists.keep(&format!("Shop {number}"), "1 to 24");
            lists.keep("Lobby", &format!("1 to {number}"));
        }
        assert_eq!(lists.get("Lobby"), Some("1 to 20"));
        assert_eq!(lists.get("Shop 20"), Some("1 to 24"));
        assert_eq!(lists.get("Shop 1"), None);
    }

    proptest::proptest! {
        #[test]
        fn a_list_is_bounded_and_without_repetitions(text in "([0-9]{1,9}|[aA-]| to |\\PC|[,\t\n\"]){0,60}") {
            if let Ok(list) = PositionList::parse(&text) {
                let unique: HashSet<&String> = list.positions.iter().collect();
                proptest::prop_assert_eq!(unique.len(), list.positions.len());
                proptest::prop_assert!(unique.len() <= MAX_POSITIONS);
                let fits = |position: &&String| (1..=MAX_LENGTH).contains(&position.chars().count());
                proptest::prop_assert!(unique.iter().all(fits));
            }
        }
    }
}

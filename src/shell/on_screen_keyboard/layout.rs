//! Which keys there are, and where.

use crate::ui::keyboard_hints::InputKind;

/// One set of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Page {
    /// The letters.
    #[default]
    Letters,
    /// Digits, and the signs that are used most.
    Digits,
    /// The other signs, and the letters of Portuguese.
    Signs,
    /// What a MAC address is made of.
    Hex,
    /// The letters, with what addresses are made of.
    Address,
}

impl Page {
    /// What comes up for a field.
    #[must_use]
    pub fn first_for(kind: InputKind) -> Self {
        match kind {
            InputKind::Text => Self::Letters,
            InputKind::MacAddress => Self::Hex,
            InputKind::NetworkAddress => Self::Address,
            InputKind::Number => Self::Digits,
        }
    }
}

/// What a press on a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// Types this; a letter as shift has it.
    Char(char),
    /// Types this.
    Text(&'static str),
    /// The next letter is a capital, then all are, then none.
    Shift,
    /// Takes away what is before the cursor.
    Delete,
    /// The cursor goes back.
    Left,
    /// The cursor goes on.
    Right,
    /// Ends the line.
    Enter,
    /// Puts the keyboard away.
    Hide,
    /// Shows other keys.
    Show(Page),
}

/// The keys of a page from above, each with its width: a row is [`ROW`] wide, a narrower one is centered.
#[must_use]
pub fn rows(page: Page) -> Vec<Vec<(Key, f32)>> {
    let mut rows = match page {
        Page::Letters => letters(),
        Page::Address => {
            let parts = ["http://", "https://", "192.168.", ".local", ":8082", "/"];
            let mut rows = letters();
            rows.insert(0, parts.map(|part| (Key::Text(part), ROW / 6.0)).into());
            rows
        }
        Page::Digits => vec![
            keys("1234567890", 1.0),
            keys("@#$%&*()_+", 1.0),
            between(Key::Show(Page::Signs), "!?\"':;/", Key::Delete),
        ],
        Page::Signs => vec![
            keys("~`|^{}[]<>", 1.0),
            keys("áãâéêíóôõú", 1.0),
            between(Key::Show(Page::Digits), "\\=,ç€§°", Key::Delete),
        ],
        Page::Hex => {
            let wide = ROW / 7.0;
            let row = |text: &str, others: &[Key]| {
                let others = others.iter().map(|key| (*key, wide));
                keys(text, wide).into_iter().chain(others).collect()
            };
            vec![
                row("123abc:", &[]),
                row("456def-", &[]),
                row("7890", &[Key::Left, Key::Right, Key::Delete]),
            ]
        }
    };
    rows.push(last_row(page));
    rows
}

/// The width of a row.
pub const ROW: f32 = 10.0;

fn letters() -> Vec<Vec<(Key, f32)>> {
    vec![
        keys("qwertyuiop", 1.0),
        keys("asdfghjkl", 1.0),
        between(Key::Shift, "zxcvbnm", Key::Delete),
    ]
}

fn last_row(page: Page) -> Vec<(Key, f32)> {
    if page == Page::Hex {
        return vec![
            (Key::Show(Page::Letters), 2.5),
            (Key::Hide, 2.5),
            (Key::Enter, 5.0),
        ];
    }
    let other = match page {
        Page::Digits | Page::Signs => Page::Letters,
        Page::Letters | Page::Address | Page::Hex => Page::Digits,
    };
    vec![
        (Key::Show(other), 1.3),
        (Key::Char('-'), 0.9),
        (Key::Char(' '), 2.7),
        (Key::Char('.'), 0.9),
        (Key::Left, 0.9),
        (Key::Right, 0.9),
        (Key::Hide, 1.1),
        (Key::Enter, 1.3),
    ]
}

fn keys(text: &str, width: f32) -> Vec<(Key, f32)> {
    text.chars().map(|char| (Key::Char(char), width)).collect()
}

fn between(first: Key, text: &str, last: Key) -> Vec<(Key, f32)> {
    let mut row = vec![(first, 1.5)];
    row.extend(keys(text, 1.0));
    row.push((last, 1.5));
    row
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const PAGES: [Page; 5] = [
        Page::Letters,
        Page::Digits,
        Page::Signs,
        Page::Hex,
        Page::Address,
    ];

    /// The pages that a person gets to from `first`.
    fn reachable(first: Page) -> HashSet<String> {
        let (mut seen, mut typed) = (vec![], HashSet::new());
        let mut next = vec![first];
        while let Some(page) = next.pop() {
            if seen.contains(&page) {
                continue;
            }
            seen.push(page);
            for (key, _) in rows(page).concat() {
                match key {
                    Key::Show(page) => next.push(page),
                    Key::Char(char) => {
                        typed.insert(char.to_string());
                        typed.insert(char.to_uppercase().to_string());
                    }
                    _ => {}
                }
            }
        }
        typed
    }

    #[test]
    fn a_passphrase_of_any_printable_ascii_can_be_typed_wherever_one_begins() {
        for first in PAGES {
            let typed = reachable(first);
            for char in ' '..='~' {
                assert!(typed.contains(&char.to_string()), "{first:?}: {char:?}");
            }
        }
    }

    #[test]
    fn every_row_fits_and_every_page_can_be_put_away_and_corrected() {
        for page in PAGES {
            for row in rows(page) {
                let width: f32 = row.iter().map(|(_, width)| width).sum();
                assert!(width <= ROW + 0.001, "{page:?}: {width}");
                let least = row.iter().map(|(_, width)| *width).fold(ROW, f32::min);
                assert!(least >= 0.9, "{page:?}: a finger needs room");
            }
            let all = rows(page).concat();
            for key in [Key::Delete, Key::Hide, Key::Enter, Key::Left, Key::Right] {
                assert_eq!(all.iter().filter(|(other, _)| *other == key).count(), 1);
            }
        }
    }
}

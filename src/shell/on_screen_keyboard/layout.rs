//! The layers of the on-screen keyboard: which keys they have, and where.

use crate::ui::keyboard_hints::InputKind;

/// A set of keys that is shown at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(test, derive(strum::VariantArray))]
pub enum Layer {
    #[default]
    Letters,
    /// Digits and common signs.
    Digits,
    /// The other signs, and Portuguese letters.
    Signs,
    /// The characters of a MAC address.
    Hex,
    /// The letters, with common parts of addresses.
    Address,
}

impl Layer {
    /// The layer that is shown first for a field.
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
    /// Types the character, a letter in the case that Shift selects.
    Char(char),
    Text(&'static str),
    /// Cycles through: next letter upper case, all upper case, lower case.
    Shift,
    /// Deletes the character before the cursor.
    Delete,
    Left,
    Right,
    Enter,
    /// Hides the keyboard.
    Hide,
    /// Shows another layer.
    Show(Layer),
}

/// The rows of a layer from top to bottom: keys with their widths. A row narrower than [`ROW_WIDTH`] is
/// centred.
#[must_use]
pub fn rows(layer: Layer) -> Vec<Vec<(Key, f32)>> {
    let mut rows = match layer {
        Layer::Letters => letters(),
        Layer::Address => {
            let parts = ["http://", "https://", "192.168.", ".local", ":8082", "/"];
            let mut rows = letters();
            rows.insert(
                0,
                parts.map(|part| (Key::Text(part), ROW_WIDTH / 6.0)).into(),
            );
            rows
        }
        Layer::Digits => vec![
            keys("1234567890", 1.0),
            keys("@#$%&*()_+", 1.0),
            between(Key::Show(Layer::Signs), "!?\"':;/", Key::Delete),
        ],
        Layer::Signs => vec![
            keys("~`|^{}[]<>", 1.0),
            keys("áãâéêíóôõú", 1.0),
            between(Key::Show(Layer::Digits), "\\=,ç€§°", Key::Delete),
        ],
        Layer::Hex => {
            let wide = ROW_WIDTH / 7.0;
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
    rows.push(last_row(layer));
    rows
}

/// The width of a full row, in keys.
pub const ROW_WIDTH: f32 = 10.0;

fn letters() -> Vec<Vec<(Key, f32)>> {
    vec![
        keys("qwertyuiop", 1.0),
        keys("asdfghjkl", 1.0),
        between(Key::Shift, "zxcvbnm", Key::Delete),
    ]
}

fn last_row(layer: Layer) -> Vec<(Key, f32)> {
    if layer == Layer::Hex {
        return vec![
            (Key::Show(Layer::Letters), 2.5),
            (Key::Hide, 2.5),
            (Key::Enter, 5.0),
        ];
    }
    let other = match layer {
        Layer::Digits | Layer::Signs => Layer::Letters,
        Layer::Letters | Layer::Address | Layer::Hex => Layer::Digits,
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

    use strum::VariantArray as _;

    use super::*;

    /// The characters that can be typed from `first` on, on any layer.
    fn typeable_from(first: Layer) -> HashSet<String> {
        let (mut seen, mut typed) = (vec![], HashSet::new());
        let mut next = vec![first];
        while let Some(layer) = next.pop() {
            if seen.contains(&layer) {
                continue;
            }
            seen.push(layer);
            for (key, _) in rows(layer).concat() {
                match key {
                    Key::Show(layer) => next.push(layer),
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
    fn every_printable_ascii_character_can_be_typed_from_every_layer() {
        for &first in Layer::VARIANTS {
            let typed = typeable_from(first);
            for char in ' '..='~' {
                assert!(typed.contains(&char.to_string()), "{first:?}: {char:?}");
            }
        }
    }

    #[test]
    fn every_row_fits_and_every_layer_has_the_editing_keys() {
        for &layer in Layer::VARIANTS {
            for row in rows(layer) {
                let width: f32 = row.iter().map(|(_, width)| width).sum();
                assert!(width <= ROW_WIDTH + 0.001, "{layer:?}: {width}");
                let least = row
                    .iter()
                    .map(|(_, width)| *width)
                    .fold(ROW_WIDTH, f32::min);
                assert!(least >= 0.9, "{layer:?}: a finger needs room");
            }
            let all = rows(layer).concat();
            for key in [Key::Delete, Key::Hide, Key::Enter, Key::Left, Key::Right] {
                assert_eq!(all.iter().filter(|(other, _)| *other == key).count(), 1);
            }
        }
    }
}

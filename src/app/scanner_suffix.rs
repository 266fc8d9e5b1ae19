//! Barcode scanners that end each code with Tab: in the address field their Tab counts as Enter, so
//! that the field keeps the keyboard for the next code. A person's Tab goes to the next field.

use egui::{Event, Key, Modifiers};

/// The least number of characters of an address.
const ADDRESS: usize = 12;
/// The longest time in seconds between two characters of one code. The characters of a frame come
/// together, so that it is longer than a slow frame.
const GAP: f64 = 0.15;
/// The longest time in seconds for a code. A person does not type twelve characters in a second.
const WHOLE: f64 = 1.0;

/// The characters that were typed one shortly after the other.
#[derive(Debug, Default)]
pub struct ScannerSuffix {
    characters: usize,
    began: f64,
    last: f64,
}

impl ScannerSuffix {
    /// Turns the Tab after a code into Enter. `time` is that of the frame in seconds; `is_in_field`:
    /// the keyboard is in the address field.
    pub fn tab_is_enter(&mut self, events: &mut [Event], time: f64, is_in_field: bool) {
        if time - self.last > GAP || !is_in_field {
            self.characters = 0;
        }
        for event in events.iter_mut().filter(|_| is_in_field) {
            match event {
                Event::Text(text) => {
                    if self.characters == 0 {
                        self.began = time;
                    }
                    self.characters += text.chars().count();
                    self.last = time;
                }
                Event::Key {
                    key,
                    pressed: true,
                    modifiers: Modifiers::NONE,
                    ..
                } if matches!(key, Key::Tab | Key::Enter) => {
                    let is_code = self.characters >= ADDRESS && time - self.began <= WHOLE;
                    if is_code {
                        *key = Key::Enter;
                    }
                    self.characters = 0;
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    /// The key that ends a code of which one character comes every `seconds`.
    fn end_of(code: &str, seconds: f64, is_in_field: bool) -> Event {
        let mut suffix = ScannerSuffix::default();
        let mut time = 100.0;
        for character in code.chars() {
            suffix.tab_is_enter(&mut [text(&character.to_string())], time, is_in_field);
            time += seconds;
        }
        let mut end = [key(Key::Tab)];
        suffix.tab_is_enter(&mut end, time, is_in_field);
        let [end] = end;
        end
    }

    #[test]
    fn the_tab_of_a_scanner_is_enter_and_that_of_a_person_is_tab() {
        assert_eq!(end_of("246F28104A4F", 0.01, true), key(Key::Enter));
        assert_eq!(end_of("24:6F:28:10:4A:4F", 0.04, true), key(Key::Enter));
        assert_eq!(
            end_of("246F28104A4F", 0.1, true),
            key(Key::Tab),
            "typed fast"
        );
        assert_eq!(end_of("246F28104A4F", 0.4, true), key(Key::Tab), "typed");
        assert_eq!(end_of("24:6F", 0.01, true), key(Key::Tab), "too short");
        assert_eq!(end_of("246F28104A4F", 0.01, false), key(Key::Tab));
    }

    #[test]
    fn several_codes_of_one_frame_end_with_enter_each() {
        let mut suffix = ScannerSuffix::default();
        let mut events = [
            text("246F28104A4F"),
            key(Key::Tab),
            text("246F28104A50"),
            key(Key::Tab),
            key(Key::Tab),
        ];
        suffix.tab_is_enter(&mut events, 1.0, true);
        let keys = [1, 3, 4].map(|index| events[index].clone());
        assert_eq!(keys, [key(Key::Enter), key(Key::Enter), key(Key::Tab)]);
    }
}

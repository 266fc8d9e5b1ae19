//! What the keyboard shows, and what its keys do and say.

use egui::{Event, Id, Modifiers, Ui};

use super::layout::{Key, Page};
use crate::tr;

/// What the keyboard shows.
#[derive(Debug, Default)]
pub struct KeyboardUiState {
    /// The field that is typed into.
    pub(crate) field: Option<Id>,
    pub(crate) page: Page,
    pub(crate) shift: Shift,
    /// Put away, until a finger goes to a field again.
    pub(crate) is_hidden: bool,
    /// Whether the person pointed last, and did not use a real keyboard.
    pub(crate) points: bool,
    /// How often the key that is held has repeated.
    pub(crate) repeated: u32,
}

/// Whether the next letter is a capital.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Shift {
    #[default]
    Off,
    Once,
    Locked,
}

impl KeyboardUiState {
    /// Does what a press on `key` does, through the events that a real keyboard makes too.
    pub(crate) fn press(&mut self, ui: &Ui, key: Key) {
        match key {
            Key::Char(char) => {
                type_text(ui, self.as_shifted(char));
                if self.shift == Shift::Once {
                    self.shift = Shift::Off;
                }
            }
            Key::Text(text) => type_text(ui, text.to_owned()),
            Key::Shift => {
                self.shift = match self.shift {
                    Shift::Off => Shift::Once,
                    Shift::Once => Shift::Locked,
                    Shift::Locked => Shift::Off,
                };
            }
            Key::Delete => press_key(ui, egui::Key::Backspace),
            Key::Left => press_key(ui, egui::Key::ArrowLeft),
            Key::Right => press_key(ui, egui::Key::ArrowRight),
            Key::Enter => press_key(ui, egui::Key::Enter),
            Key::Hide => self.is_hidden = true,
            Key::Show(page) => self.page = page,
        }
    }

    fn as_shifted(&self, char: char) -> String {
        match self.shift {
            Shift::Off => char.to_string(),
            Shift::Once | Shift::Locked => char.to_uppercase().to_string(),
        }
    }

    /// What is on a key, and what a screen reader says.
    pub(crate) fn words(&self, key: Key) -> (String, String) {
        let same = |word: String| (word.clone(), word);
        match key {
            Key::Char(' ') => same(tr!("keyboard-space")),
            Key::Char(char) => {
                let shown = self.as_shifted(char);
                let name = tr!("keyboard-key", key = shown.as_str());
                (shown, name)
            }
            Key::Text(text) => (text.to_owned(), tr!("keyboard-key", key = text)),
            Key::Shift if self.shift == Shift::Locked => {
                (tr!("keyboard-caps"), tr!("keyboard-shift"))
            }
            Key::Shift => same(tr!("keyboard-shift")),
            Key::Delete => same(tr!("keyboard-delete")),
            Key::Left => ("←".to_owned(), tr!("keyboard-left")),
            Key::Right => ("→".to_owned(), tr!("keyboard-right")),
            Key::Enter => same(tr!("keyboard-enter")),
            Key::Hide => (tr!("keyboard-hide"), tr!("keyboard-hide-name")),
            Key::Show(page) => page_words(page),
        }
    }
}

fn page_words(page: Page) -> (String, String) {
    let (word, name) = match page {
        Page::Digits => ("123", tr!("keyboard-digits")),
        Page::Signs => ("{ } á", tr!("keyboard-signs")),
        Page::Letters | Page::Address => ("abc", tr!("keyboard-letters")),
        Page::Hex => ("0–F", tr!("keyboard-hex")),
    };
    (word.to_owned(), name)
}

fn type_text(ui: &Ui, text: String) {
    ui.input_mut(|input| input.events.push(Event::Text(text)));
}

fn press_key(ui: &Ui, key: egui::Key) {
    let event = |pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    ui.input_mut(|input| input.events.extend([event(true), event(false)]));
}

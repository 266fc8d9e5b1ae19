//! The state of the on-screen keyboard, and what its keys do.

use egui::{Event, Id, Modifiers, Ui};

use super::layout::{Key, Layer};
use crate::tr;

#[derive(Debug, Default)]
pub struct KeyboardUiState {
    /// The text field that has the focus.
    pub(crate) field: Option<Id>,
    pub(crate) layer: Layer,
    pub(crate) shift: Shift,
    /// Until a field is touched again.
    pub(crate) is_hidden: bool,
    /// Whether the latest input came from a finger or a mouse rather than a real keyboard.
    pub(crate) is_pointer_used: bool,
    /// How often the held key has repeated.
    pub(crate) repeated: u32,
}

/// Which letters are typed in upper case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Shift {
    #[default]
    Off,
    /// The next one.
    Once,
    /// All of them.
    Locked,
}

impl KeyboardUiState {
    /// Carries out a press on `key`, through the same events as a real keyboard.
    pub(crate) fn press(&mut self, ui: &Ui, key: Key) {
        match key {
            Key::Char(char) => {
                type_text(ui, self.shifted(char));
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
            Key::Show(layer) => self.layer = layer,
        }
    }

    fn shifted(&self, char: char) -> String {
        match self.shift {
            Shift::Off => char.to_string(),
            Shift::Once | Shift::Locked => char.to_uppercase().to_string(),
        }
    }

    /// The label of a key and its accessible name.
    pub(crate) fn label_and_name(&self, key: Key) -> (String, String) {
        let same = |label: &str| (label.to_owned(), label.to_owned());
        match key {
            Key::Char(' ') => same(tr!("keyboard-space")),
            Key::Char(char) => {
                let label = self.shifted(char);
                let name = tr!("keyboard-key", key = label.as_str());
                (label, name)
            }
            Key::Text(text) => (text.to_owned(), tr!("keyboard-key", key = text)),
            Key::Shift if self.shift == Shift::Locked => (
                tr!("keyboard-caps").to_owned(),
                tr!("keyboard-shift").to_owned(),
            ),
            Key::Shift => same(tr!("keyboard-shift")),
            Key::Delete => same(tr!("keyboard-delete")),
            Key::Left => ("←".to_owned(), tr!("keyboard-left").to_owned()),
            Key::Right => ("→".to_owned(), tr!("keyboard-right").to_owned()),
            Key::Enter => same(tr!("keyboard-enter")),
            Key::Hide => (
                tr!("keyboard-hide").to_owned(),
                tr!("keyboard-hide-name").to_owned(),
            ),
            Key::Show(layer) => layer_label_and_name(layer),
        }
    }
}

fn layer_label_and_name(layer: Layer) -> (String, String) {
    let (label, name) = match layer {
        Layer::Digits => ("123", tr!("keyboard-digits")),
        Layer::Signs => ("{ } á", tr!("keyboard-signs")),
        Layer::Letters | Layer::Address => ("abc", tr!("keyboard-letters")),
        Layer::Hex => ("0–F", tr!("keyboard-hex")),
    };
    (label.to_owned(), name.to_owned())
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

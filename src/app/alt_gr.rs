//! Characters of the third level of a keyboard: remote desktops send AltGr as Ctrl+Alt, which is a
//! character and never a shortcut.

use egui::{Event, Key, Modifiers};

/// Removes Ctrl from the keys that are pressed with Ctrl+Alt, so that no shortcut takes them, and
/// adds the character, which the window system drops as a part of a shortcut.
pub fn ctrl_alt_is_alt_gr(events: &mut Vec<Event>) {
    let mut with_text = Vec::with_capacity(events.len());
    for mut event in events.drain(..) {
        let mut typed = None;
        if let Event::Key {
            key,
            physical_key,
            pressed,
            modifiers,
            ..
        } = &mut event
            && modifiers.alt
            && (modifiers.ctrl || modifiers.command)
        {
            *modifiers = Modifiers {
                shift: modifiers.shift,
                ..Modifiers::ALT
            };
            if *pressed && *physical_key != Some(*key) {
                typed = character(*key);
            }
        }
        with_text.push(event);
        with_text.extend(typed.map(|character| Event::Text(character.to_owned())));
    }
    *events = with_text;
}

/// The character of a key that is neither a letter nor a digit.
fn character(key: Key) -> Option<&'static str> {
    match key {
        Key::Minus => Some("-"),
        Key::Quote => Some("'"),
        Key::Colon
        | Key::Comma
        | Key::Period
        | Key::Plus
        | Key::Equals
        | Key::Semicolon
        | Key::Backslash
        | Key::Slash
        | Key::Pipe
        | Key::Questionmark
        | Key::Exclamationmark
        | Key::OpenBracket
        | Key::CloseBracket
        | Key::OpenCurlyBracket
        | Key::CloseCurlyBracket
        | Key::Backtick => Some(key.symbol_or_name()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CTRL_ALT: Modifiers = Modifiers {
        alt: true,
        ctrl: true,
        command: true,
        ..Modifiers::NONE
    };

    fn key(key: Key, physical: Key, modifiers: Modifiers) -> Event {
        Event::Key {
            key,
            physical_key: Some(physical),
            pressed: true,
            repeat: false,
            modifiers,
        }
    }

    fn filtered(mut events: Vec<Event>) -> Vec<Event> {
        ctrl_alt_is_alt_gr(&mut events);
        events
    }

    #[test]
    fn ctrl_alt_with_a_letter_is_no_shortcut_and_types_nothing() {
        for letter in [Key::Q, Key::P, Key::N] {
            let events = filtered(vec![key(letter, letter, CTRL_ALT)]);
            assert_eq!(events, [key(letter, letter, Modifiers::ALT)]);
        }
    }

    #[test]
    fn alt_gr_with_q_on_a_brazilian_keyboard_types_a_slash() {
        let events = filtered(vec![key(Key::Slash, Key::Q, CTRL_ALT)]);
        let slash = key(Key::Slash, Key::Q, Modifiers::ALT);
        assert_eq!(events, [slash, Event::Text("/".to_owned())]);
    }

    #[test]
    fn keys_with_ctrl_or_alt_alone_stay_as_they_are() {
        for modifiers in [Modifiers::NONE, Modifiers::ALT, Modifiers::COMMAND] {
            let events = vec![key(Key::Slash, Key::Q, modifiers)];
            assert_eq!(filtered(events.clone()), events);
        }
    }
}

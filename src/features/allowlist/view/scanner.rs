//! Input of a barcode scanner: it types an address and Enter, several times within one frame if it
//! is fast.

use egui::{Event, Key, Ui};

/// Takes the text up to each Enter of this frame, so that the field itself sees only what follows
/// the last Enter and keeps the keyboard. `typed` is the text before this frame; `replace` is true
/// if it is selected.
pub fn take_lines(ui: &Ui, typed: &mut String, replace: &mut bool) -> Vec<String> {
    ui.input_mut(|input| lines(&mut input.events, typed, replace))
}

fn lines(events: &mut Vec<Event>, typed: &mut String, replace: &mut bool) -> Vec<String> {
    let mut lines = Vec::new();
    while let Some(end) = events.iter().position(is_enter) {
        let mut index = 0;
        events.retain(|event| {
            let before = index <= end;
            index += 1;
            match event {
                Event::Text(text) if before => {
                    if std::mem::take(replace) {
                        typed.clear();
                    }
                    typed.push_str(text);
                    false
                }
                event => !(before && is_enter(event)),
            }
        });
        lines.push(std::mem::take(typed));
    }
    lines
}

fn is_enter(event: &Event) -> bool {
    matches!(
        event,
        Event::Key {
            key: Key::Enter,
            pressed: true,
            ..
        }
    )
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;

    fn enter() -> Event {
        Event::Key {
            key: Key::Enter,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    #[test]
    fn each_line_of_a_frame_is_one_scan_and_the_field_gets_the_rest() {
        let mut events = vec![
            text("02"),
            enter(),
            text("B"),
            Event::PointerGone,
            text("C"),
            enter(),
            text("D"),
        ];
        let mut typed = "A:".to_owned();
        let taken = lines(&mut events, &mut typed, &mut false);
        assert_eq!(taken, ["A:02", "BC"]);
        assert_eq!(typed, "");
        assert_eq!(events, [Event::PointerGone, text("D")]);
    }

    #[test]
    fn a_scan_replaces_what_is_selected() {
        let mut events = vec![text("AB"), enter()];
        let mut typed = "nonsense".to_owned();
        assert_eq!(lines(&mut events, &mut typed, &mut true), ["AB"]);
    }

    #[test]
    fn without_enter_nothing_is_taken() {
        let mut events = vec![text("AB")];
        let mut typed = String::new();
        assert!(lines(&mut events, &mut typed, &mut false).is_empty());
        assert_eq!(events.len(), 1);
    }
}

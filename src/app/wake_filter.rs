//! Filters the input of a dark display: the touch that wakes it does nothing else. Also knows whether a
//! finger or a mouse was used last.

use egui::{Event, TouchPhase};

#[derive(Debug, Default)]
pub struct WakeFilter {
    /// Input is dropped until the finger or button that woke the display is up again.
    drops: bool,
    is_down: bool,
    is_finger: bool,
}

impl WakeFilter {
    /// Removes the events that must not reach the window; `is_dark`: whether the display is. Returns
    /// whether there was input of a person.
    pub fn filter(&mut self, events: &mut Vec<Event>, is_dark: bool) -> bool {
        if !events.iter().any(is_input) {
            return false;
        }
        let touches = events
            .iter()
            .any(|event| matches!(event, Event::Touch { .. }));
        let moves = events
            .iter()
            .any(|event| matches!(event, Event::PointerMoved(_)));
        if touches || moves {
            self.is_finger = touches;
        }
        self.drops |= is_dark;
        for event in events.iter() {
            self.note_button(event);
        }
        if self.drops {
            events.retain(|event| !is_input(event));
            self.drops = self.is_down;
        }
        true
    }

    /// Whether the last pointer was a finger.
    pub fn is_finger(&self) -> bool {
        self.is_finger
    }

    fn note_button(&mut self, event: &Event) {
        match event {
            Event::PointerButton { pressed, .. } => self.is_down = *pressed,
            Event::Touch { phase, .. } => match phase {
                TouchPhase::Start => self.is_down = true,
                TouchPhase::End | TouchPhase::Cancel => self.is_down = false,
                TouchPhase::Move => {}
            },
            _ => {}
        }
    }
}

/// Input of a hand. Focus, and the actions of a screen reader, are not.
fn is_input(event: &Event) -> bool {
    matches!(
        event,
        Event::Copy
            | Event::Cut
            | Event::Paste(_)
            | Event::Text(_)
            | Event::Key { .. }
            | Event::PointerMoved(_)
            | Event::MouseMoved(_)
            | Event::PointerButton { .. }
            | Event::PointerGone
            | Event::Zoom(_)
            | Event::Touch { .. }
            | Event::MouseWheel { .. }
    )
}

#[cfg(test)]
mod tests {
    use egui::{Modifiers, PointerButton, Pos2, TouchDeviceId, TouchId};

    use super::*;

    fn touch(phase: TouchPhase) -> Vec<Event> {
        let finger = Event::Touch {
            device_id: TouchDeviceId(1),
            id: TouchId(1),
            phase,
            pos: Pos2::ZERO,
            force: None,
        };
        let button = |pressed| Event::PointerButton {
            pos: Pos2::ZERO,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        match phase {
            TouchPhase::Start => vec![finger, Event::PointerMoved(Pos2::ZERO), button(true)],
            TouchPhase::Move => vec![finger, Event::PointerMoved(Pos2::ZERO)],
            TouchPhase::End | TouchPhase::Cancel => vec![finger, button(false), Event::PointerGone],
        }
    }

    #[test]
    fn the_touch_that_wakes_the_display_is_dropped_and_the_next_one_is_not() {
        let mut filter = WakeFilter::default();
        let left = |filter: &mut WakeFilter, phase, is_dark| {
            let mut events = touch(phase);
            assert!(filter.filter(&mut events, is_dark), "somebody is there");
            events.len()
        };
        assert_eq!(left(&mut filter, TouchPhase::Start, true), 0);
        // The display is bright by now, but this is still the finger that woke it.
        assert_eq!(left(&mut filter, TouchPhase::Move, false), 0);
        assert_eq!(left(&mut filter, TouchPhase::End, false), 0);
        assert_eq!(left(&mut filter, TouchPhase::Start, false), 3);
        assert_eq!(left(&mut filter, TouchPhase::End, false), 3);
    }

    #[test]
    fn keys_and_mouse_moves_wake_the_display_and_focus_events_pass() {
        let mut filter = WakeFilter::default();
        let mut events = vec![Event::Text("a".to_owned()), Event::WindowFocused(true)];
        assert!(filter.filter(&mut events, true));
        assert_eq!(events, [Event::WindowFocused(true)]);
        let mut moved = vec![Event::PointerMoved(Pos2::ZERO)];
        assert!(filter.filter(&mut moved, true) && moved.is_empty());
        let mut typed = vec![Event::Text("b".to_owned())];
        assert!(filter.filter(&mut typed, false) && typed.len() == 1);
        assert!(
            !filter.filter(&mut vec![Event::WindowFocused(true)], true),
            "nobody"
        );
    }

    #[test]
    fn a_finger_is_distinguished_from_a_mouse() {
        let mut filter = WakeFilter::default();
        filter.filter(&mut touch(TouchPhase::Start), false);
        filter.filter(&mut vec![Event::PointerGone], false);
        assert!(filter.is_finger());
        filter.filter(&mut vec![Event::PointerMoved(Pos2::ZERO)], false);
        assert!(!filter.is_finger());
    }
}

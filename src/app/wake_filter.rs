//! Whose hand it is: the touch that wakes the display does nothing else, and a finger needs no pointer on the screen.

use egui::{Event, TouchPhase};

/// Sees all input before the window does.
#[derive(Debug, Default)]
pub struct WakeFilter {
    /// What came while the display rested, until the finger is up again.
    swallows: bool,
    is_down: bool,
    by_finger: bool,
}

impl WakeFilter {
    /// Takes away what must not reach the window; `rests`: whether the display is dark. True if somebody is there.
    pub fn sees(&mut self, events: &mut Vec<Event>, rests: bool) -> bool {
        let is_there = events.iter().any(is_of_a_person);
        if !is_there {
            return false;
        }
        let touches = events
            .iter()
            .any(|event| matches!(event, Event::Touch { .. }));
        let moves = events
            .iter()
            .any(|event| matches!(event, Event::PointerMoved(_)));
        if touches || moves {
            self.by_finger = touches;
        }
        self.swallows |= rests;
        for event in events.iter() {
            self.follow(event);
        }
        if self.swallows {
            events.retain(|event| !is_of_a_person(event));
            self.swallows = self.is_down;
        }
        true
    }

    /// Whether the last one who pointed used a finger.
    pub fn is_finger(&self) -> bool {
        self.by_finger
    }

    fn follow(&mut self, event: &Event) {
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

/// Focus, and what a screen reader asks for, come without a hand.
fn is_of_a_person(event: &Event) -> bool {
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
    fn the_touch_that_wakes_does_nothing_else_and_the_next_one_does() {
        let mut guard = WakeFilter::default();
        let left = |guard: &mut WakeFilter, phase, rests| {
            let mut events = touch(phase);
            assert!(guard.sees(&mut events, rests), "somebody is there");
            events.len()
        };
        assert_eq!(left(&mut guard, TouchPhase::Start, true), 0);
        // The display is bright by now, but this is still the finger that woke it.
        assert_eq!(left(&mut guard, TouchPhase::Move, false), 0);
        assert_eq!(left(&mut guard, TouchPhase::End, false), 0);
        assert_eq!(left(&mut guard, TouchPhase::Start, false), 3);
        assert_eq!(left(&mut guard, TouchPhase::End, false), 3);
    }

    #[test]
    fn a_key_or_a_mouse_that_moves_wakes_too_and_a_screen_reader_is_heard() {
        let mut guard = WakeFilter::default();
        let mut events = vec![Event::Text("a".to_owned()), Event::WindowFocused(true)];
        assert!(guard.sees(&mut events, true));
        assert_eq!(events, [Event::WindowFocused(true)]);
        let mut moved = vec![Event::PointerMoved(Pos2::ZERO)];
        assert!(guard.sees(&mut moved, true) && moved.is_empty());
        let mut typed = vec![Event::Text("b".to_owned())];
        assert!(guard.sees(&mut typed, false) && typed.len() == 1);
        assert!(
            !guard.sees(&mut vec![Event::WindowFocused(true)], true),
            "nobody"
        );
    }

    #[test]
    fn a_finger_hides_the_pointer_and_a_mouse_brings_it_back() {
        let mut guard = WakeFilter::default();
        guard.sees(&mut touch(TouchPhase::Start), false);
        guard.sees(&mut vec![Event::PointerGone], false);
        assert!(guard.is_finger());
        guard.sees(&mut vec![Event::PointerMoved(Pos2::ZERO)], false);
        assert!(!guard.is_finger());
    }
}

//! A finger on the real application: what it cannot reach or hit, it cannot press.

use std::cell::Cell;

use egui::{Event, Modifiers, PointerButton, Pos2, Rect, TouchDeviceId, TouchId, TouchPhase, Vec2};
use egui_kittest::{kittest::NodeT as _, kittest::Queryable as _};

use crate::console::Console;

/// Points on the short side of what can be hit: 7 mm on a display of 7 inches with 800x480 pixels.
const HITTABLE: f32 = 36.7;

impl Console {
    /// Puts a finger on something that stands still and can be seen whole, scrolling to it if need be, and takes it off again.
    pub fn tap(&mut self, name: &str) {
        let at = self.reach(name);
        self.finger(TouchPhase::Start, at);
        self.finger(TouchPhase::End, at);
    }

    /// Keeps a finger on something for so many seconds of the window's clock.
    pub fn hold(&mut self, name: &str, seconds: f32) {
        let at = self.reach(name);
        self.finger(TouchPhase::Start, at);
        let step = self.harness.step_dt();
        let mut held = 0.0;
        while held < seconds {
            self.harness.step();
            held += step;
        }
        self.finger(TouchPhase::End, at);
    }

    /// Types on the keyboard of the screen.
    pub fn type_by_finger(&mut self, text: &str) {
        for char in text.chars() {
            if char.is_uppercase() {
                self.tap("Shift");
            }
            let name = match char {
                ' ' => "Space".to_owned(),
                char => format!("Key {char}"),
            };
            for page in ["Digits", "More signs", "Letters"] {
                if !self.shows(&name) && self.shows(page) {
                    self.tap(page);
                }
            }
            self.tap(&name);
        }
    }

    /// Where something is that a finger can hit, once it stands still; what lies below or above is scrolled to.
    fn reach(&mut self, name: &str) -> Pos2 {
        let last = Cell::new(None);
        let rect = self.wait(name, |console| {
            let nodes = console.harness.query_all_by_label(name);
            let mut usable = nodes.filter(|node| !node.accesskit_node().is_disabled());
            let here = usable.next().map(|node| node.rect());
            let before = last.replace(here);
            here.filter(|_| here == before)
        });
        let screen = self.harness.ctx.content_rect();
        let seen = rect.intersect(screen);
        if !screen.expand(1.0).contains_rect(rect) {
            self.drag_by(screen.center().y - rect.center().y);
            return self.reach(name);
        }
        let side = seen.width().min(seen.height());
        assert!(
            side >= HITTABLE,
            "{name} is only {side} points wide or high: {seen:?}"
        );
        seen.center()
    }

    /// Drags what is in the middle of the window.
    pub fn drag_by(&mut self, distance: f32) {
        let from = self.free_place();
        self.finger(TouchPhase::Start, from);
        for step in 1..=10 {
            #[expect(clippy::cast_precision_loss, reason = "ten steps")]
            let moved = Vec2::new(0.0, distance * step as f32 / 10.0);
            self.finger(TouchPhase::Move, from + moved);
        }
        let end = from + Vec2::new(0.0, distance);
        // A finger that rests before it goes up throws nothing.
        for _ in 0..10 {
            self.finger(TouchPhase::Move, end);
        }
        self.finger(TouchPhase::End, end);
    }

    fn free_place(&self) -> Pos2 {
        let screen: Rect = self.harness.ctx.content_rect();
        screen.center()
    }

    /// As a touch display says it through the windowing library.
    pub fn finger(&mut self, phase: TouchPhase, pos: Pos2) {
        let touch = Event::Touch {
            device_id: TouchDeviceId(1),
            id: TouchId(1),
            phase,
            pos,
            force: None,
        };
        let button = |pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        let events = match phase {
            TouchPhase::Start => vec![touch, Event::PointerMoved(pos), button(true)],
            TouchPhase::Move => vec![touch, Event::PointerMoved(pos)],
            TouchPhase::End | TouchPhase::Cancel => vec![touch, button(false), Event::PointerGone],
        };
        self.harness.input_mut().events.extend(events);
        self.step();
    }
}

//! Simulated touch input for the real application. It presses only controls that are visible and
//! large enough.

use std::cell::Cell;

use egui::{
    Event, Modifiers, PointerButton, Pos2, Rect, TouchDeviceId, TouchId, TouchPhase, Vec2,
    accesskit::Role,
};
use egui_kittest::{kittest::NodeT as _, kittest::Queryable as _};

use crate::console::Console;

/// Points on the short side of what can be hit: 7 mm on a display of 7 inches with 800x480 pixels.
const HITTABLE: f32 = 36.7;

/// The keys of the on-screen keyboard that are not letters.
const KEYS: [&str; 10] = [
    "Shift",
    "Delete",
    "Enter",
    "Hide keyboard",
    "Space",
    "Digits",
    "Letters",
    "More signs",
    "Cursor left",
    "Cursor right",
];

/// Seconds of the window's clock between two frames of a test.
const FRAME: f32 = 0.25;

impl Console {
    /// Taps a control that does not move and is fully visible, after scrolling to it if necessary.
    pub fn tap(&mut self, name: &str) {
        let at = self.reach(name);
        self.finger(TouchPhase::Start, at);
        self.finger(TouchPhase::End, at);
    }

    /// As [`Self::tap`], on a display whose driver emulates a mouse.
    pub fn tap_as_mouse(&mut self, name: &str) {
        let at = self.standing_still(name).center();
        self.mouse(at, Some(true));
        self.mouse(at, Some(false));
    }

    /// Drags with the primary button, as a display does whose driver emulates a mouse.
    pub fn drag_as_mouse(&mut self, from: Pos2, distance: Vec2) {
        self.mouse(from, Some(true));
        for part in [0.25, 0.5, 0.75] {
            self.mouse(from + part * distance, None);
        }
        // As in `drag_by`.
        for _ in 0..10 {
            self.mouse(from + distance, None);
        }
        self.mouse(from + distance, Some(false));
    }

    /// Moves the mouse there, and presses or releases its primary button.
    fn mouse(&mut self, pos: Pos2, pressed: Option<bool>) {
        let button = pressed.map(|pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        let events = &mut self.harness.input_mut().events;
        events.push(Event::PointerMoved(pos));
        events.extend(button);
        self.step();
    }

    /// Holds a finger on a control for this many seconds of the window's clock.
    pub fn hold(&mut self, name: &str, seconds: f32) {
        let at = self.reach(name);
        self.finger(TouchPhase::Start, at);
        let mut held = 0.0;
        while held < seconds {
            self.step();
            held += FRAME;
        }
        self.finger(TouchPhase::End, at);
    }

    /// Types on the on-screen keyboard.
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

    /// Scrolls to a control, waits until it no longer moves, and returns its position.
    fn reach(&mut self, name: &str) -> Pos2 {
        let rect = self.standing_still(name);
        let page = self.page();
        let is_key = name.starts_with("Key ") || KEYS.contains(&name);
        let is_asked = self
            .harness
            .query_all_by_role(Role::Dialog)
            .next()
            .is_some();
        let is_in_bar = rect.top() >= page.bottom() - 1.0 || rect.right() <= page.left() + 1.0;
        if !is_key && !is_asked && !is_in_bar && !page.contains_rect(rect) {
            let distance = (page.center().y - rect.center().y).clamp(-100.0, 100.0);
            self.drag_by(distance);
            let moved = self.standing_still(name);
            // What does not scroll, as the bars at the edges, has to be in sight as it is.
            if moved != rect {
                return self.reach(name);
            }
        }
        let seen = rect.intersect(self.harness.ctx.content_rect());
        let side = seen.width().min(seen.height());
        assert!(
            side >= HITTABLE,
            "{name} is only {side} points wide or high: {seen:?}"
        );
        seen.center()
    }

    fn standing_still(&mut self, name: &str) -> Rect {
        let last = Cell::new(None);
        self.wait(name, |console| {
            let nodes = console.harness.query_all_by_label(name);
            // A field has the name of the label above it.
            let mut usable = nodes.filter(|node| {
                let node = node.accesskit_node();
                !node.is_disabled() && node.role() != Role::Label
            });
            let here = usable.next().map(|node| node.rect());
            let before = last.replace(here);
            here.filter(|_| here == before)
        })
    }

    /// The area between the bars at the edges and the on-screen keyboard.
    fn page(&self) -> Rect {
        let mut page = self.harness.ctx.content_rect();
        let is_portrait = page.height() > page.width();
        page.min.y += 46.0;
        if is_portrait {
            page.min.y += 46.0;
            page.max.y -= 68.0;
        } else {
            page.min.x += 72.0;
        }
        let keys = self.controls_named("Key ");
        let top = keys
            .into_iter()
            .map(|key| key.top())
            .fold(page.max.y, f32::min);
        page.max.y = top - if is_portrait { 140.0 } else { 80.0 };
        page
    }

    fn controls_named(&self, start: &str) -> Vec<Rect> {
        let nodes = self.harness.root().children_recursive();
        let named = nodes.filter(|node| {
            let label = node.accesskit_node().label();
            label.is_some_and(|label| label.starts_with(start))
        });
        named.map(|node| node.rect()).collect()
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
        // A finger that rests before it is lifted causes no inertial scrolling.
        for _ in 0..10 {
            self.finger(TouchPhase::Move, end);
        }
        self.finger(TouchPhase::End, end);
    }

    /// Between the edge of the page and what is on it.
    fn free_place(&self) -> Pos2 {
        let page = self.page();
        Pos2::new(page.left() + 16.0, page.center().y)
    }

    /// Sends the events that the windowing library sends for a touch display.
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

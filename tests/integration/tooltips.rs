//! Tooltips: none under a dialog, and where a finger is used only while it is down.

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Theme, Vec2, accesskit::Role};
use egui_kittest::{Harness, kittest::NodeT as _, kittest::Queryable as _};

use crate::screen::{KIOSK, LAPTOP, Screen, found};

/// Steps of a quarter of a second: longer than the delay of a tooltip.
const STEPS: usize = 8;

fn open(size: Vec2, kiosk: bool) -> Harness<'static, Screen> {
    let screen = Screen::with_session(vec![found(1), found(2)]);
    let mut window = screen.on_kiosk(kiosk).harness(size, Theme::Dark);
    window.run();
    window
}

fn center(window: &Harness<'_, Screen>, button: &str) -> Pos2 {
    let button = window.get_by_role_and_label(Role::Button, button);
    button.rect().center()
}

fn point(window: &mut Harness<'_, Screen>, pos: Pos2, pressed: Option<bool>) {
    let button = pressed.map(|pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    });
    let moved = std::iter::once(Event::PointerMoved(pos));
    let events = &mut window.input_mut().events;
    events.extend(moved.chain(button));
    window.run_steps(STEPS);
}

fn shows(window: &Harness<'_, Screen>, text: &str) -> bool {
    let mut nodes = window.root().children_recursive();
    nodes.any(|node| {
        let node = node.accesskit_node();
        let texts = [node.label(), node.value()];
        node.role() == Role::Label && texts.into_iter().flatten().any(|is| is.contains(text))
    })
}

#[test]
fn a_dialog_takes_the_tooltip_of_what_is_under_it() {
    let mut window = open(LAPTOP, false);
    let monitor = center(&window, "Monitor");
    point(&mut window, monitor, None);
    assert!(shows(&window, "Monitor (Ctrl+3)"));
    window.key_press(Key::F1);
    window.run_steps(STEPS);
    assert!(
        window.query_all_by_role(Role::Dialog).next().is_some(),
        "the list of shortcuts"
    );
    assert!(!shows(&window, "Monitor (Ctrl+3)"));
    window.key_press(Key::Escape);
    window.run_steps(STEPS);
    let diagnostics = center(&window, "Diagnostics");
    point(&mut window, diagnostics, None);
    assert!(shows(&window, "Diagnostics (Ctrl+4)"), "again");
}

#[test]
fn a_kiosk_shows_a_tooltip_only_while_its_widget_is_pressed() {
    const HINT: &str = "Send the credentials to every camera";
    // A window of this size with a mouse has it as usual.
    let mut window = open(KIOSK, false);
    let button = center(&window, "Provision all");
    point(&mut window, button, None);
    assert!(shows(&window, HINT));

    let mut window = open(KIOSK, true);
    let button = center(&window, "Provision all");
    point(&mut window, button, None);
    assert!(!shows(&window, HINT), "the pointer was left there");
    point(&mut window, button, Some(true));
    assert!(shows(&window, HINT), "pressed");
    point(&mut window, button, Some(false));
    assert!(!shows(&window, HINT), "released");
}

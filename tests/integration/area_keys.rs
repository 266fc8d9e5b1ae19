//! The keys that move the focus in the sidebar, and between the sidebar, the page and the events.

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{kittest::NodeT as _, kittest::Queryable as _};

use crate::screen::{LAPTOP, Screen, UPRIGHT, Window, focused, found, mac, open, press_key};
use pidash::ui::Tab;

fn cameras() -> Screen {
    Screen::with_session((1..=3).map(found).collect())
}

#[track_caller]
fn press(window: &mut Window, key: Key, then_on: &str) {
    press_key(window, key);
    assert_eq!(focused(window).as_deref(), Some(then_on), "{key:?}");
}

#[test]
fn the_sidebar_is_one_stop_of_the_tab_key_with_arrows_inside() {
    let mut screen = cameras();
    screen.ui_state.tab = Tab::Monitor;
    let mut window = open(screen, LAPTOP);
    press(&mut window, Key::Tab, "Monitor");
    for (key, name) in [
        (Key::ArrowDown, "Diagnostics"),
        (Key::ArrowDown, "Settings"),
        (Key::ArrowDown, "Find a command…"),
        (Key::ArrowDown, "Events list"),
        (Key::ArrowDown, "Events list"),
        (Key::Home, "Provisioning"),
        (Key::ArrowUp, "Provisioning"),
        (Key::End, "Events list"),
        (Key::ArrowUp, "Find a command…"),
        (Key::ArrowUp, "Settings"),
    ] {
        press(&mut window, key, name);
    }
    press_key(&mut window, Key::Tab);
    let next = focused(&window).unwrap();
    let entries = [
        "Provisioning",
        "Allowlist",
        "Monitor",
        "Diagnostics",
        "Settings",
        "Find a command…",
        "Events list",
    ];
    assert!(!entries.contains(&next.as_str()), "{next}");
    window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    window.run();
    assert_eq!(
        focused(&window).as_deref(),
        Some("Monitor"),
        "the page that is shown"
    );
    press(&mut window, Key::ArrowUp, "Allowlist");
    press(&mut window, Key::Enter, "Allowlist");
    assert_eq!(window.state().ui_state.tab, Tab::Allowlist);
}

#[test]
fn the_bar_of_an_upright_display_has_left_and_right() {
    let mut window = open(cameras().on_kiosk(true), UPRIGHT);
    press(&mut window, Key::F6, "Provisioning");
    press(&mut window, Key::ArrowRight, "Allowlist");
    press(&mut window, Key::ArrowLeft, "Provisioning");
    press(&mut window, Key::End, "Events list");
}

#[test]
fn one_key_goes_from_the_page_to_the_sidebar_and_back_to_where_the_focus_was() {
    let mut window = open(cameras(), LAPTOP);
    press(&mut window, Key::F6, "Provisioning");
    // The first stop of the Tab key: the buttons at the right are drawn first.
    press(&mut window, Key::F6, "Stop session");
    let camera = format!("{}, discovered", mac(1));
    press(&mut window, Key::Home, &camera);
    press(&mut window, Key::F6, "Provisioning");
    press(&mut window, Key::F6, &camera);
    window.state_mut().state.notices.show_event_log(true);
    window.run();
    press(&mut window, Key::F6, "Close events");
    press(&mut window, Key::F6, "Provisioning");
}

#[test]
fn a_dialog_keeps_the_focus() {
    let mut screen = cameras();
    screen.ui_state.provisioning.open_camera(mac(1));
    let mut window = open(screen, LAPTOP);
    press_key(&mut window, Key::Tab);
    let before = focused(&window).unwrap();
    let title = format!("Camera {}", mac(1).short());
    let dialog = window.get_by_role_and_label(Role::Dialog, &title);
    assert!(
        dialog.children_recursive().any(|node| node.is_focused()),
        "{before} is not in the dialog"
    );
    press(&mut window, Key::F6, &before);
}

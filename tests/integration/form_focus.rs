//! The first empty field of a form has the focus as soon as the form is shown, but not where a finger
//! would get the on-screen keyboard with it.

use egui::{Event, Key, Modifiers, accesskit::Role};
use egui_kittest::{kittest::NodeT as _, kittest::Queryable as _};

use crate::screen::{KIOSK, LAPTOP, Screen, Window, focused, found, mac, open, press, press_key};
use pidash::{
    domain::{
        allowlist::{AllowlistEntry, EntryNote},
        configuration::Origin,
        settings::Setting,
    },
    features::{State, provisioning::state::Phase},
    messages::AllowlistReply,
    ui::Tab,
};

fn ctrl(window: &mut Window, key: Key) {
    window.key_press_modifiers(Modifiers::COMMAND, key);
    window.run();
}

/// The same with the on-screen keyboard at every field.
fn with_keyboard(mut screen: Screen) -> Screen {
    let configuration = &mut screen.state.settings.configuration;
    let applied = configuration.apply(Origin::CommandLine, Setting::Keyboard, "on");
    assert_eq!(applied, Ok(()));
    screen
}

#[test]
fn one_can_type_into_the_start_form_at_once() {
    let mut window = open(Screen::connected(), LAPTOP);
    assert_eq!(focused(&window).as_deref(), Some("Network name (SSID)"));
    let events = &mut window.input_mut().events;
    events.push(Event::Text("ShopNet-24".to_owned()));
    window.run();
    press_key(&mut window, Key::Enter);
    assert_eq!(focused(&window).as_deref(), Some("Passphrase"));
}

#[test]
fn what_comes_in_one_frame_with_its_enter_is_for_one_field() {
    let mut window = open(Screen::connected(), LAPTOP);
    let events = &mut window.input_mut().events;
    events.push(Event::Text("ShopNet-24".to_owned()));
    press_key(&mut window, Key::Enter);
    assert_eq!(focused(&window).as_deref(), Some("Passphrase"));
    let phase = &window.state().state.provisioning.phase;
    let starts = matches!(phase, Phase::Idle(idle) if idle.is_starting());
    assert!(!starts, "the name is no passphrase");
}

#[test]
fn a_form_that_is_filled_in_has_the_focus_at_what_is_missing() {
    let mut screen = Screen::connected();
    screen.ui_state.provisioning.prefill("ShopNet-24");
    let window = open(screen, LAPTOP);
    assert_eq!(focused(&window).as_deref(), Some("Passphrase"));
}

#[test]
fn each_form_has_it_when_it_is_shown_also_after_another_one() {
    let mut window = open(Screen::connected(), LAPTOP);
    ctrl(&mut window, Key::Num2);
    window.run();
    assert_eq!(focused(&window).as_deref(), Some("MAC address"));
    ctrl(&mut window, Key::Num1);
    window.run();
    assert_eq!(focused(&window).as_deref(), Some("Network name (SSID)"));
    press_key(&mut window, Key::Escape);
    assert_eq!(focused(&window), None, "it does not come back by itself");
    let mut connect = Screen::connected();
    connect.state = State::new("", None, connect.now);
    let window = open(connect, LAPTOP);
    assert_eq!(focused(&window).as_deref(), Some("Address of the Pi"));
}

#[test]
fn whoever_goes_through_the_sidebar_keeps_the_focus_there() {
    let mut window = open(Screen::connected(), LAPTOP);
    for key in [Key::F6, Key::ArrowDown, Key::Enter] {
        press_key(&mut window, key);
    }
    assert_eq!(window.state().ui_state.tab, Tab::Allowlist);
    assert_eq!(focused(&window).as_deref(), Some("Allowlist"));
}

#[test]
fn no_field_has_it_on_a_kiosk_or_with_the_on_screen_keyboard() {
    for (screen, size) in [
        (Screen::connected().on_kiosk(true), KIOSK),
        (with_keyboard(Screen::connected()), LAPTOP),
    ] {
        let mut window = open(screen, size);
        assert_eq!(focused(&window), None, "{size}");
        ctrl(&mut window, Key::Num2);
        window.run();
        assert_eq!(focused(&window), None, "{size}");
    }
}

#[test]
fn the_cameras_of_a_session_take_no_focus() {
    let window = open(Screen::with_session(vec![found(1)]), LAPTOP);
    assert_eq!(focused(&window), None);
}

#[test]
fn a_dialog_has_it_in_its_field() {
    let mut window = open(Screen::connected(), LAPTOP);
    ctrl(&mut window, Key::Num2);
    let entry = AllowlistEntry {
        mac: mac(1),
        note: EntryNote::typed("Entrance", ""),
        added_at: None,
        used: false,
        used_at: None,
    };
    let list = AllowlistReply::List(Ok(Some(vec![entry])));
    window
        .state_mut()
        .handle(pidash::messages::Event::Allowlist(list));
    window.run();
    press(&mut window, "Clear all…");
    window.run();
    let events = &mut window.input_mut().events;
    events.push(Event::Text("1".to_owned()));
    window.run();
    let clear = window.get_by_role_and_label(Role::Button, "Confirm clear");
    assert!(!clear.accesskit_node().is_disabled(), "the number is typed");
}

//! The keyboard in the list of cameras: the cursor in each style of the list, and the letters that act
//! on its camera.

use std::time::Duration;

use egui::{Event as Input, Key, Modifiers, accesskit::Role};
use egui_kittest::{kittest::NodeT as _, kittest::Queryable as _};

use crate::screen::{
    KIOSK, LAPTOP, Screen, Window, focused, found, mac, not_listed, open, press_key, turn_wheel,
};
use pidash::{
    domain::{
        candidate::CandidateState,
        link_state::LinkState,
        problem::{Problem, ProblemKind},
    },
    features::provisioning::card::Card,
    messages::{DeviceVerb, Event},
};

/// A session with these cameras in a window of a laptop.
fn cameras(count: u8) -> Window {
    open(
        Screen::with_session((1..=count).map(found).collect()),
        LAPTOP,
    )
}

/// Types a character as a keyboard does: its key, and its text.
fn types(window: &mut Window, key: Key) {
    let text = key.symbol_or_name().to_lowercase();
    window.input_mut().events.push(Input::Text(text));
    press_key(window, key);
}

fn card(window: &Window, index: u8) -> &Card {
    let batch = window.state().state.provisioning.batch().unwrap();
    batch.cards.get(mac(index)).unwrap()
}

/// Which cameras a command was sent for.
fn busy(window: &Window) -> Vec<(String, DeviceVerb)> {
    let batch = window.state().state.provisioning.batch().unwrap();
    let busy = batch.cards.iter().filter_map(|card| {
        let verb = card.busy?;
        Some((card.candidate.mac.to_string(), verb))
    });
    busy.collect()
}

fn sent(index: u8, verb: DeviceVerb) -> Vec<(String, DeviceVerb)> {
    vec![(mac(index).to_string(), verb)]
}

#[track_caller]
fn assert_on(window: &Window, index: u8, state: &str) {
    assert_eq!(focused(window), Some(format!("{}, {state}", mac(index))));
}

/// The number of the discovered camera with the focus.
fn number(window: &Window) -> Option<u8> {
    let name = focused(window)?;
    (1..=60).find(|index| name == format!("{}, discovered", mac(*index)))
}

/// Presses each key, which leads to the discovered camera with this number.
#[track_caller]
fn walk(window: &mut Window, steps: &[(Key, u8)]) {
    for (key, index) in steps {
        press_key(window, *key);
        assert_on(window, *index, "discovered");
    }
}

/// The Pi does not answer any more.
fn goes_away(screen: &mut Screen) {
    screen.handle(Event::Stream(LinkState::Retrying {
        attempt: 3,
        at: screen.now.instant + Duration::from_mins(1),
        problem: Box::new(Problem::new(ProblemKind::Unreachable, screen.now.wall)),
    }));
    screen.now = screen.now + Duration::from_secs(30);
}

#[test]
fn the_cursor_goes_through_a_grid_of_cards() {
    // Two columns.
    let mut window = cameras(5);
    let steps = [
        (Key::ArrowDown, 1),
        (Key::ArrowRight, 2),
        (Key::ArrowRight, 2),
        (Key::ArrowDown, 4),
        (Key::ArrowDown, 5),
        (Key::ArrowLeft, 5),
        (Key::ArrowUp, 3),
        (Key::Home, 1),
        (Key::End, 5),
        (Key::K, 3),
        (Key::J, 5),
    ];
    walk(&mut window, &steps);
}

#[test]
fn the_cursor_goes_through_rows_and_scrolls_them_into_view() {
    let mut window = cameras(60);
    press_key(&mut window, Key::J);
    press_key(&mut window, Key::J);
    assert_on(&window, 2, "discovered");
    press_key(&mut window, Key::PageDown);
    let page = number(&window).unwrap();
    assert!(page > 3, "{page}: a page is more than a row");
    press_key(&mut window, Key::PageUp);
    assert_on(&window, 2, "discovered");
    press_key(&mut window, Key::End);
    assert_on(&window, 60, "discovered");
    let name = format!("{}, discovered", mac(60));
    let rect = window.get_by_role_and_label(Role::Group, &name).rect();
    assert!(rect.bottom() <= LAPTOP.y && rect.top() > 0.0, "{rect}");
    press_key(&mut window, Key::Home);
    assert_on(&window, 1, "discovered");
}

#[test]
fn rows_beside_each_other_are_reached_by_left_and_right() {
    let screen = Screen::with_session((1..=40).map(found).collect());
    let mut window = open(screen, egui::vec2(1920.0, 900.0));
    let steps = [
        (Key::ArrowDown, 1),
        (Key::ArrowRight, 2),
        (Key::ArrowDown, 4),
        (Key::ArrowLeft, 3),
    ];
    walk(&mut window, &steps);
}

#[test]
fn the_cursor_goes_through_the_tiles_of_the_small_display_and_enter_opens_the_details() {
    let mut screen = Screen::with_session((1..=12).map(found).collect());
    for index in 1..=12 {
        screen.moves(1, index, CandidateState::Provisioning);
        screen.moves(1, index, CandidateState::Verified);
    }
    let mut window = open(screen.on_kiosk(true), KIOSK);
    press_key(&mut window, Key::ArrowDown);
    assert_on(&window, 1, "verified");
    press_key(&mut window, Key::ArrowRight);
    assert_on(&window, 2, "verified");
    press_key(&mut window, Key::ArrowDown);
    press_key(&mut window, Key::ArrowUp);
    assert_on(&window, 2, "verified");
    press_key(&mut window, Key::Enter);
    let details = window.state().ui_state.provisioning.camera();
    assert_eq!(details, Some(mac(2)));
}

#[test]
fn folded_cameras_are_skipped() {
    let mut screen = Screen::with_session((1..=16).map(found).collect());
    for index in 1..=4 {
        screen.moves(1, index, CandidateState::Provisioning);
    }
    for index in 1..=2 {
        screen.moves(1, index, CandidateState::Verified);
    }
    let mut window = open(screen, LAPTOP);
    press_key(&mut window, Key::End);
    assert_on(&window, 4, "provisioning");
    let unfold = window.query_all_by_role(Role::Button);
    let unfold = unfold.into_iter().find(|node| {
        let label = node.accesskit_node().label();
        label.is_some_and(|label| label.contains("Verified") && label.contains("nfold"))
    });
    unfold.unwrap().click_accesskit();
    window.run();
    press_key(&mut window, Key::End);
    assert_on(&window, 2, "verified");
}

#[test]
fn the_cursor_stays_on_its_camera_when_the_order_changes_and_the_list_follows() {
    let mut window = cameras(60);
    for _ in 0..3 {
        press_key(&mut window, Key::ArrowDown);
    }
    assert_on(&window, 3, "discovered");
    window.state_mut().moves(1, 3, CandidateState::Provisioning);
    window.run();
    assert_on(&window, 3, "provisioning");
    let name = format!("{}, provisioning", mac(3));
    let rect = window.get_by_role_and_label(Role::Group, &name).rect();
    assert!(rect.bottom() <= LAPTOP.y && rect.top() > 0.0, "{rect}");
    press_key(&mut window, Key::ArrowUp);
    assert_on(&window, 60, "discovered");
}

#[test]
fn the_cursor_comes_back_when_the_details_are_closed() {
    let mut window = cameras(5);
    press_key(&mut window, Key::ArrowDown);
    press_key(&mut window, Key::ArrowDown);
    press_key(&mut window, Key::Enter);
    window.get_by_role_and_label(Role::Dialog, &format!("Camera {}", mac(3).short()));
    types(&mut window, Key::R);
    assert_eq!(busy(&window), [], "the dialog is open");
    press_key(&mut window, Key::Escape);
    window.run();
    assert_on(&window, 3, "discovered");
    press_key(&mut window, Key::Escape);
    assert_eq!(focused(&window), None);
    types(&mut window, Key::R);
    assert_eq!(busy(&window), [], "no camera has the focus");
    press_key(&mut window, Key::ArrowDown);
    assert_on(&window, 3, "discovered");
    // Both keys in one frame.
    window.key_press(Key::Escape);
    types(&mut window, Key::R);
    assert_eq!(busy(&window), [], "the focus has left the camera");
}

#[test]
fn letters_do_what_the_buttons_of_the_camera_do() {
    let candidates = vec![found(1), found(2), found(3), not_listed(4), found(5)];
    let mut screen = Screen::with_session(candidates);
    screen.moves(1, 5, CandidateState::Provisioning);
    screen.moves(1, 5, CandidateState::Failed);
    let mut window = open(screen, LAPTOP);
    // First those that need a person: the failed one, and the one that is not allowed.
    press_key(&mut window, Key::Home);
    assert_on(&window, 5, "failed");
    types(&mut window, Key::X);
    assert!(!card(&window, 5).selected, "it cannot be selected");
    types(&mut window, Key::R);
    assert_eq!(busy(&window), sent(5, DeviceVerb::Retry));
    press_key(&mut window, Key::ArrowRight);
    assert_on(&window, 4, "discovered");
    types(&mut window, Key::R);
    assert_eq!(busy(&window).len(), 1, "it is not allowed");
    types(&mut window, Key::A);
    assert!(window.state().state.allowlist.change(mac(4)).is_some());
    press_key(&mut window, Key::ArrowDown);
    assert_on(&window, 2, "discovered");
    types(&mut window, Key::X);
    assert!(card(&window, 2).selected);
    types(&mut window, Key::X);
    assert!(!card(&window, 2).selected);
    types(&mut window, Key::S);
    let skipped = (mac(2).to_string(), DeviceVerb::Skip);
    assert!(busy(&window).contains(&skipped));
}

#[test]
fn a_letter_also_acts_with_the_focus_on_a_control_of_the_camera_and_enter_presses_that() {
    let mut window = cameras(3);
    let provision = format!("Provision {}", mac(2));
    window
        .get_by_role_and_label(Role::Button, &provision)
        .focus();
    window.run();
    types(&mut window, Key::X);
    assert!(card(&window, 2).selected);
    press_key(&mut window, Key::Enter);
    assert_eq!(window.state().ui_state.provisioning.camera(), None);
    assert_eq!(busy(&window), sent(2, DeviceVerb::Provision));
}

#[test]
fn a_letter_that_is_typed_into_a_field_or_with_another_key_is_no_command() {
    let mut window = cameras(14);
    press_key(&mut window, Key::ArrowDown);
    for modifiers in [
        Modifiers::COMMAND,
        Modifiers::ALT,
        Modifiers::SHIFT,
        Modifiers::CTRL | Modifiers::ALT,
    ] {
        for key in [Key::S, Key::X] {
            window.key_press_modifiers(modifiers, key);
            window.run();
        }
    }
    assert_eq!(busy(&window), []);
    assert!(!card(&window, 1).selected);
    types(&mut window, Key::Slash);
    assert_eq!(focused(&window).as_deref(), Some("Search"));
    for key in [Key::R, Key::S, Key::X, Key::J] {
        types(&mut window, key);
    }
    assert_eq!(busy(&window), []);
    let batch = window.state().state.provisioning.batch().unwrap();
    assert_eq!(batch.list.search, "rsxj");
    press_key(&mut window, Key::Escape);
    let batch = window.state().state.provisioning.batch().unwrap();
    assert_eq!(batch.list.search, "");
    assert_eq!(focused(&window), None);
}

#[test]
fn enter_in_the_search_field_goes_to_the_first_camera_that_was_found() {
    let mut window = cameras(14);
    press_key(&mut window, Key::End);
    types(&mut window, Key::Slash);
    let events = &mut window.input_mut().events;
    events.push(Input::Text("4a0c".to_owned()));
    window.run();
    press_key(&mut window, Key::Enter);
    assert_on(&window, 12, "discovered");
    types(&mut window, Key::R);
    assert_eq!(busy(&window), sent(12, DeviceVerb::Provision));
}

#[test]
fn no_letter_sends_a_command_while_the_pi_is_away_and_a_toast_says_why() {
    let mut window = cameras(3);
    press_key(&mut window, Key::ArrowDown);
    goes_away(window.state_mut());
    window.run();
    for key in [Key::R, Key::S, Key::A, Key::X] {
        types(&mut window, key);
    }
    assert_eq!(busy(&window), []);
    assert!(!card(&window, 1).selected);
    window.get_by_role_and_label(Role::Alert, "Waits for the Pi");
    press_key(&mut window, Key::ArrowRight);
    press_key(&mut window, Key::Enter);
    let details = window.state().ui_state.provisioning.camera();
    assert_eq!(details, Some(mac(2)), "what is known can be looked at");
}

#[test]
fn the_other_controls_of_the_page_keep_their_arrows() {
    let mut window = cameras(14);
    window
        .get_by_role_and_label(Role::Button, "Show all")
        .focus();
    window.run();
    press_key(&mut window, Key::ArrowRight);
    let name = focused(&window).unwrap();
    assert!(name.starts_with("Show "), "{name}");
}

#[test]
fn the_search_of_the_palette_gets_what_is_typed_and_the_camera_with_the_cursor_does_not() {
    let mut window = cameras(5);
    press_key(&mut window, Key::ArrowDown);
    assert_on(&window, 1, "discovered");
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run();
    window
        .input_mut()
        .events
        .push(Input::Text("search".to_owned()));
    window.run();
    press_key(&mut window, Key::Enter);
    for key in [Key::S, Key::R, Key::A] {
        types(&mut window, key);
    }
    assert_eq!(busy(&window), []);
    let search = |window: &Window| {
        let batch = window.state().state.provisioning.batch();
        batch.map(|batch| batch.list.search.clone())
    };
    assert_eq!(search(&window).as_deref(), Some("sra"));
}

#[test]
fn a_letter_for_a_camera_that_is_out_of_view_only_shows_it() {
    let mut window = cameras(40);
    press_key(&mut window, Key::Home);
    assert_on(&window, 1, "discovered");
    for _ in 0..20 {
        turn_wheel(&mut window, egui::pos2(700.0, 600.0), -200.0);
    }
    window.key_press(Key::R);
    window.run_steps(20);
    assert_eq!(busy(&window), []);
    window.key_press(Key::R);
    window.run_steps(20);
    assert_eq!(busy(&window), sent(1, DeviceVerb::Provision));
}

//! The positions of the cameras in a prepared window: on cards, rows and tiles, in the dialogs and in
//! the question.

use egui::{Key, Rect, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::{
    layout::{cut, overlapping, texts},
    screen::{KIOSK, LAPTOP, Screen, Window, found, mac, open, press, press_key},
};
use pidash::{
    domain::candidate::CandidateState,
    features::{
        intent::Intent,
        provisioning::{
            card_list::CardFilter,
            intent::{PositionIntent, ProvisioningIntent},
        },
    },
};

/// Asks for something about the positions.
pub fn ask(screen: &mut Screen, intent: PositionIntent) {
    let intent = Intent::Provisioning(ProvisioningIntent::Positions(intent));
    let command = screen.state.handle_intent(intent, screen.now);
    assert!(command.is_none());
    screen.state.prepare_frame();
}

/// Camera 1 was there before; the next ones have appeared in the order of this list of positions.
pub fn bound(list: &str, cameras: u8) -> Screen {
    let mut screen = Screen::with_session(vec![found(1)]);
    ask(&mut screen, PositionIntent::Start(list.to_owned()));
    for index in 2..2 + cameras {
        screen.moves(5, index, CandidateState::Discovered);
    }
    screen
}

/// Two more have appeared together.
pub fn asked(list: &str, cameras: u8) -> Screen {
    let mut screen = bound(list, cameras);
    screen.moves(5, 101, CandidateState::Discovered);
    screen.moves(1, 102, CandidateState::Discovered);
    screen
}

/// The texts on the screen, with their heights in points.
fn shown(window: &Window) -> Vec<(String, f32)> {
    let texts = texts(&window.output().shapes).into_iter();
    let shown = texts.filter(|(text, clip)| clip.intersects(text.visual_bounding_rect()));
    shown
        .map(|(text, _)| (text.galley.text().to_owned(), text.galley.size().y))
        .collect()
}

#[test]
fn a_position_is_in_large_type_and_described_to_screen_readers() {
    for (cameras, size) in [(3, LAPTOP), (20, LAPTOP), (3, KIOSK), (20, KIOSK)] {
        let window = open(bound("P1 to P24", cameras), size);
        let shown = shown(&window);
        let usual = shown.iter().find(|(text, _)| text == "Positions…");
        let position = shown.iter().find(|(text, _)| text == "P1");
        let (usual, position) = (usual.unwrap().1, position.unwrap().1);
        assert!(position >= 1.3 * usual, "{position} to {usual}");
        let name = format!("{}, discovered", mac(2));
        let card = window.get_by_role_and_label(Role::Group, &name);
        let description = card.accesskit_node().description().unwrap_or_default();
        assert!(description.starts_with("position P1, "), "{description}");
    }
}

#[test]
fn a_long_position_leaves_room_for_the_address_and_the_state() {
    for position in ["P1", "By the left door", "WWWWWWWWWWWWWWWW"] {
        let window = open(bound(position, 1), LAPTOP);
        let shapes = &window.output().shapes;
        assert_eq!(overlapping(shapes, Rect::EVERYTHING), [], "{position}");
        let cut = cut(shapes);
        let is_other = |text: &String| text != position;
        assert!(!cut.iter().any(is_other), "{cut:?}");
        let is_address = |(text, _): &(String, f32)| *text == mac(2).to_string();
        assert!(shown(&window).iter().any(is_address), "{position}");
    }
}

#[test]
fn a_verified_camera_is_called_by_its_position_on_its_tile() {
    let mut screen = bound("P1 to P24", 20);
    screen.moves(5, 2, CandidateState::Verified);
    let only = ProvisioningIntent::Filter(CardFilter::Verified);
    let only = Intent::Provisioning(only);
    assert!(screen.state.handle_intent(only, screen.now).is_none());
    let window = open(screen, KIOSK);
    assert!(shown(&window).iter().any(|(text, _)| text == "P1"));
}

#[test]
fn the_line_says_what_to_switch_on_and_how_far_it_is() {
    let shows =
        |window: &Window, wanted: &str| shown(window).iter().any(|(text, _)| text == wanted);
    let mut window = open(bound("1 to 3", 2), LAPTOP);
    for text in ["Switch on the camera at", "3", "2 of 3 placed"] {
        assert!(shows(&window, text), "{text}");
    }
    window.state_mut().moves(5, 50, CandidateState::Discovered);
    for (index, expected) in [
        (2, "3 of 3 placed · 1 verified"),
        (3, "3 of 3 placed · 2 verified"),
        (50, "3 of 3 placed and verified"),
    ] {
        window.state_mut().moves(5, index, CandidateState::Verified);
        window.run();
        assert!(shows(&window, expected), "{expected}");
    }
    assert!(!shows(&window, "Switch on the camera at"));
}

#[test]
fn a_question_is_answered_with_one_press() {
    let mut window = open(asked("1 to 5", 1), KIOSK);
    assert!(window.query_by_label("Switch on the camera at").is_none());
    press(&mut window, &format!("{} is at position 2", mac(102)));
    press(&mut window, &format!("{} is at position 3", mac(101)));
    let batch = window.state().state.provisioning.batch().unwrap();
    let label = |index| batch.cards.get(mac(index)).unwrap().label();
    assert_eq!((label(102), label(101)), ("2".into(), "3".into()));
    assert!(window.query_by_label("Decide later").is_none());
}

#[test]
fn a_question_about_many_cameras_says_how_many_are_not_listed() {
    let mut screen = bound("1 to 40", 0);
    for index in 101..=120 {
        screen.moves(0, index, CandidateState::Discovered);
    }
    let window = open(screen, KIOSK);
    assert!(window.query_by_label("and 8 more").is_some());
    for (index, is_offered) in [(101, true), (112, true), (113, false)] {
        let name = format!("{} is at position 1", mac(index));
        let camera = window.query_by_role_and_label(Role::Button, &name);
        assert_eq!(camera.is_some(), is_offered, "{name}");
    }
}

#[test]
fn a_swap_needs_a_choice_and_a_press() {
    let mut window = open(bound("1 to 5", 3), LAPTOP);
    press(&mut window, "Positions…");
    press(&mut window, &format!("Change the position of {}", mac(2)));
    let give = window.get_by_role_and_label(Role::Button, "Give the chosen position");
    assert!(give.accesskit_node().is_disabled());
    window
        .get_by_role_and_label(Role::RadioButton, "Choose position 3")
        .click();
    window.run();
    assert!(
        shown(&window)
            .iter()
            .any(|(text, _)| text == "Swap with 4A:04")
    );
    press(&mut window, "Give the chosen position");
    let batch = window.state().state.provisioning.batch().unwrap();
    let label = |index| batch.cards.get(mac(index)).unwrap().label();
    assert_eq!((label(2), label(4)), ("3".into(), "1".into()));
}

#[test]
fn a_mistake_in_the_list_is_said_and_cannot_be_started() {
    let mut window = open(Screen::with_session(vec![found(1)]), LAPTOP);
    press(&mut window, "More actions");
    press(&mut window, "Positions…");
    let list = window.get_by_role_and_label(Role::MultilineTextInput, "List of positions");
    list.focus();
    list.type_text("1 to 3, left of the entrance");
    window.run();
    let texts: Vec<String> = shown(&window).into_iter().map(|(text, _)| text).collect();
    let is_error = |text: &String| text.starts_with("Line 1: ") && text.contains("16 characters");
    assert!(texts.iter().any(is_error), "{texts:#?}");
    let start = window.get_by_role_and_label(Role::Button, "Start");
    assert!(start.accesskit_node().is_disabled());
    press_key(&mut window, Key::Escape);
    assert!(window.state().state.provisioning.positions().is_none());
}

#[test]
fn the_cameras_that_get_no_position_from_the_list_are_counted_before_the_start() {
    let mut screen = bound("1 to 4", 2);
    let lists = &mut screen.state.provisioning.site_lists;
    lists.keep("ShopNet-24", "2 to 4");
    let mut window = open(screen, LAPTOP);
    press(&mut window, "Positions…");
    press(&mut window, "Other list…");
    let is_shown = |wanted: &str| shown(&window).iter().any(|(text, _)| text == wanted);
    assert!(is_shown("1 camera loses its position"));
    assert!(is_shown(
        "1 camera is already here: give it its position in its details"
    ));
    press(&mut window, "Start");
    let plan = window.state().state.provisioning.positions().unwrap();
    assert_eq!(plan.position_of(mac(2)), None);
    assert_eq!(plan.position_of(mac(3)), Some("2"));
}

#[test]
fn the_positions_are_not_written_while_a_camera_is_about_to_be_provisioned() {
    for is_automatic in [false, true] {
        let mut screen = bound("1 to 4", 1);
        let automatic = ProvisioningIntent::ProvisionAutomatically(is_automatic);
        let now = screen.now;
        let intent = Intent::Provisioning(automatic);
        screen.state.handle_intent(intent, now);
        screen.state.prepare_frame();
        let mut window = open(screen, LAPTOP);
        press(&mut window, "Positions…");
        let write = window.get_by_role_and_label(Role::Button, "Write");
        assert_eq!(write.accesskit_node().is_disabled(), is_automatic);
    }
}

#[test]
fn the_list_of_the_site_is_filled_in() {
    let mut screen = bound("1 to 24", 0);
    screen
        .state
        .provisioning
        .site_lists
        .keep("ShopNet-24", "B1 to B12");
    let mut window = open(screen, LAPTOP);
    press(&mut window, "Positions…");
    press(&mut window, "Other list…");
    let list = window.get_by_role_and_label(Role::MultilineTextInput, "List of positions");
    assert_eq!(list.accesskit_node().value().as_deref(), Some("B1 to B12"));
    press(&mut window, "Start");
    let plan = window.state().state.provisioning.positions().unwrap();
    assert_eq!(plan.next(), Some("B1"));
}

//! The batch in large type over the whole window: what it says, how large, and what ends it.

use std::{collections::HashSet, time::Duration};

use egui::{Key, Modifiers, Shape, Theme, Vec2, accesskit::Role, vec2};
use egui_kittest::{kittest::NodeT as _, kittest::Queryable as _};
use pidash::{
    app::AppConfig,
    domain::{
        candidate::CandidateState,
        configuration::{Configuration, Origin},
        link_state::LinkState,
        problem::{Problem, ProblemKind},
        session::{Session, SessionState},
        settings::Setting,
    },
    features::{intent::Intent, provisioning::intent::ProvisioningIntent},
    i18n::{self, Language},
    messages::{BatchEvent, Event},
    simulator::SimulatorConfig,
    ui::Tab,
};

use crate::{
    console::{Console, Pi},
    layout::{cut, overlapping, texts},
    screen::{
        KIOSK, LAPTOP, Screen, UPRIGHT, Window, did_not_join, focused, found, not_listed, open,
        press, press_key,
    },
};

/// The height of a digit by that of a slash.
const DIGIT: f32 = 0.86;

/// Two cameras are verified, `failed` have failed, and the others are in flight, one of them for 20 s of
/// the 150 s that each verified one took.
pub fn batch(cameras: u8, failed: u8) -> Screen {
    use CandidateState::{Failed, Provisioning, Verified};
    let mut screen = Screen::with_session((0..cameras).map(found).collect());
    let last = cameras - 1;
    for index in 0..last {
        screen.moves(0, index, Provisioning);
    }
    screen.moves(150, 0, Verified);
    screen.moves(0, 1, Verified);
    screen.moves(0, last, Provisioning);
    for index in 2..2 + failed {
        screen.moves(0, index, Failed);
    }
    screen.now = screen.now + Duration::from_secs(20);
    screen
}

fn shown(mut screen: Screen, size: Vec2) -> Window {
    screen.ui_state.open_glance();
    open(screen, size)
}

/// What a screen reader reads of it.
fn text(window: &Window) -> Option<String> {
    let mut buttons = window.query_all_by_role(Role::Button);
    let name = buttons.find_map(|button| button.accesskit_node().label());
    let (text, _) = name.as_deref()?.split_once(". Press any key")?;
    Some(text.to_owned())
}

fn is_open(window: &Window) -> bool {
    text(window).is_some()
}

fn away(screen: &mut Screen) {
    screen.handle(Event::Stream(LinkState::Retrying {
        attempt: 3,
        at: screen.now.instant + Duration::from_mins(1),
        problem: Box::new(Problem::new(ProblemKind::Unreachable, screen.now.wall)),
    }));
    screen.now = screen.now + Duration::from_secs(40);
    screen.state.due(screen.now);
}

fn reports(screen: &mut Screen, state: SessionState) {
    let batch = screen.state.provisioning.batch().unwrap();
    let session = Session {
        state,
        ..batch.session.clone()
    };
    screen.handle(Event::Batch(BatchEvent::Session(session)));
}

fn all_verified() -> Screen {
    let mut screen = Screen::with_session((0..10).map(found).collect());
    for index in 0..10 {
        screen.moves(3, index, CandidateState::Verified);
    }
    screen
}

/// One in each state, with the first words that it says.
fn every_state() -> Vec<(&'static str, Screen)> {
    let (mut away_from_pi, mut on_pause) = (batch(10, 1), batch(10, 0));
    away(&mut away_from_pi);
    reports(&mut on_pause, SessionState::Paused);
    let mut not_confirmed = Screen::with_session(vec![found(1)]);
    not_confirmed.fails(1, 1, did_not_join());
    let mut closed = batch(10, 0);
    reports(&mut closed, SessionState::Closed);
    vec![
        ("In progress, 2/10, 2:10 left", batch(10, 0)),
        ("Needs you, 2/10, 1 failed, 2:10 left, 4A:02", batch(10, 1)),
        ("All verified, 10/10", all_verified()),
        ("Paused, 2/10", on_pause),
        ("Pi away for 0:40, 2/10, 1 failed, 4A:02", away_from_pi),
        ("Ended, 2/10", closed),
        (
            "2 ready, 0/2",
            Screen::with_session(vec![found(1), found(2)]),
        ),
        (
            "Looking for cameras, 0/0",
            Screen::with_session(vec![not_listed(1)]),
        ),
        ("Needs you, 2/50, 20 failed", batch(50, 20)),
        (
            "Sent, not confirmed, 0/1, 1 not confirmed, 4A:01",
            not_confirmed,
        ),
    ]
}

#[test]
fn it_says_how_many_are_verified_what_needs_a_person_and_how_long_it_takes() {
    for (text_of_it, screen) in every_state() {
        let window = shown(screen, LAPTOP);
        let text = text(&window).unwrap();
        assert!(text.starts_with(text_of_it), "{text}");
    }
}

#[test]
fn cameras_that_are_not_listed_need_a_person_while_all_else_is_automatic() {
    let mut screen = Screen::with_session(vec![found(1), not_listed(9)]);
    let automatic = ProvisioningIntent::ProvisionAutomatically(true);
    let now = screen.now;
    screen
        .state
        .handle_intent(Intent::Provisioning(automatic), now);
    let window = shown(screen, LAPTOP);
    assert_eq!(
        text(&window).as_deref(),
        Some("Needs you, 0/1, 1 needs you, 4A:09")
    );
}

/// The window has one colour, and each state another one.
fn colour(window: &Window) -> egui::Color32 {
    let whole = window.ctx.content_rect();
    let shapes = window.output().shapes.iter();
    let mut fills = shapes.filter_map(|clipped| match &clipped.shape {
        Shape::Rect(rect) if rect.rect == whole => Some(rect.fill),
        _ => None,
    });
    fills.next_back().unwrap()
}

#[test]
fn a_failure_changes_the_colour_at_once() {
    let mut window = shown(batch(10, 0), KIOSK);
    let before = colour(&window);
    window.state_mut().moves(0, 3, CandidateState::Failed);
    window.step();
    assert_ne!(colour(&window), before);
    assert_eq!(colour(&window), colour(&shown(batch(10, 1), KIOSK)));
    let colours = every_state().into_iter().take(4);
    let colours: HashSet<_> = colours
        .map(|(_, screen)| colour(&shown(screen, KIOSK)))
        .collect();
    assert_eq!(colours.len(), 4);
}

#[test]
fn no_text_is_cut_or_lies_over_another_in_any_size_and_language() {
    for size in [
        vec2(1_920.0, 1_080.0),
        LAPTOP,
        KIOSK,
        UPRIGHT,
        vec2(440.0, 360.0),
    ] {
        for language in [Language::English, Language::Portuguese] {
            for (_, mut screen) in every_state() {
                screen.ui_state.open_glance();
                let mut window = screen.harness(size, Theme::Dark);
                i18n::set_language(language);
                window.run();
                let whole = window.ctx.content_rect();
                let shapes = &window.output().shapes;
                assert_eq!(cut(shapes), [""; 0], "{size} {language:?}");
                assert_eq!(overlapping(shapes, whole), [], "{size} {language:?}");
                for (text, _) in texts(shapes) {
                    let rect = text.visual_bounding_rect();
                    let text = text.galley.text();
                    let inside = whole.shrink(8.0);
                    assert!(inside.contains_rect(rect), "{size} {language:?}: {text}");
                }
            }
        }
    }
    i18n::set_language(Language::English);
}

/// The height of the digits in points.
fn digits(window: &Window) -> f32 {
    let shapes = &window.output().shapes;
    let texts = texts(shapes).into_iter();
    let mut numbers = texts.filter(|(text, _)| text.galley.text().contains('/'));
    let (number, _) = numbers.next().unwrap();
    number.visual_bounding_rect().height() * DIGIT
}

#[test]
fn the_number_is_as_large_as_the_window_allows() {
    for (size, least) in [(KIOSK, 150.0), (LAPTOP, 240.0), (UPRIGHT, 120.0)] {
        for (_, screen) in every_state() {
            let window = shown(screen, size);
            let digits = digits(&window);
            assert!(digits >= least, "{size}: {digits}: {:?}", text(&window));
        }
    }
}

#[test]
fn as_many_failed_cameras_as_fit_are_named_and_the_others_counted() {
    let window = shown(batch(50, 30), KIOSK);
    let shapes = &window.output().shapes;
    let texts = texts(shapes).into_iter();
    let mut texts = texts.map(|(text, _)| text.galley.text());
    let row = texts.find(|text| text.starts_with("4A:02")).unwrap();
    let named = row.matches("4A:").count();
    assert!(row.ends_with(&format!(" · +{}", 30 - named)), "{row}");
    assert!((3..=10).contains(&named), "{row}");
}

#[test]
fn the_key_g_opens_it_and_any_key_leaves_it_and_does_nothing_else() {
    let mut window = open(batch(10, 1), LAPTOP);
    assert!(!is_open(&window));
    press_key(&mut window, Key::Tab);
    let focus = focused(&window);
    press_key(&mut window, Key::G);
    assert!(is_open(&window));
    // Ctrl+R would retry the failed ones, Ctrl+2 go to another tab, F1 open a dialog.
    for (modifiers, key) in [
        (Modifiers::COMMAND, Key::R),
        (Modifiers::COMMAND, Key::Num2),
        (Modifiers::NONE, Key::F1),
        (Modifiers::NONE, Key::Escape),
        (Modifiers::NONE, Key::G),
    ] {
        let before = format!(
            "{:?}",
            window.state().state.provisioning.batch().unwrap().counts
        );
        let notices = window.state().state.notices.newest_first().count();
        window.key_press_modifiers(modifiers, key);
        window.run();
        assert!(!is_open(&window), "{key:?}");
        let after = &window.state().state;
        assert_eq!(
            format!("{:?}", after.provisioning.batch().unwrap().counts),
            before
        );
        assert_eq!(after.notices.newest_first().count(), notices, "{key:?}");
        assert_eq!(window.state().ui_state.tab, Tab::Provisioning, "{key:?}");
        assert!(window.query_by_role(Role::Dialog).is_none(), "{key:?}");
        assert_eq!(focused(&window), focus, "{key:?}");
        press_key(&mut window, Key::G);
        assert!(is_open(&window), "{key:?}");
    }
}

#[test]
fn a_key_that_is_held_neither_leaves_it_nor_opens_it_again() {
    let mut window = open(batch(10, 0), LAPTOP);
    let hold = |window: &mut Window, pressed| {
        let event = egui::Event::Key {
            key: Key::G,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        window.input_mut().events.push(event);
        window.run();
    };
    for is_now_open in [true, false] {
        for _ in 0..5 {
            hold(&mut window, true);
            assert_eq!(is_open(&window), is_now_open);
        }
        hold(&mut window, false);
        assert_eq!(is_open(&window), is_now_open);
    }
}

#[test]
fn a_press_leaves_it_and_presses_nothing_below() {
    for size in [LAPTOP, KIOSK] {
        let mut window = open(batch(10, 1), size);
        let retry = window.get_by_role_and_label(Role::Button, "Retry all failed");
        let at = retry.rect().center();
        // The small display has it in a menu.
        if size == KIOSK {
            press(&mut window, "More actions");
        }
        press(&mut window, "Large type");
        assert!(is_open(&window), "{size}");
        for pressed in [true, false] {
            let events = &mut window.input_mut().events;
            events.push(egui::Event::PointerMoved(at));
            events.push(egui::Event::PointerButton {
                pos: at,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
            window.run();
        }
        assert!(!is_open(&window), "{size}");
        let failed = window
            .state()
            .state
            .provisioning
            .batch()
            .unwrap()
            .counts
            .failed;
        assert_eq!(failed, 1, "{size}");
    }
}

#[test]
fn a_letter_in_a_field_stays_in_the_field() {
    let mut window = open(batch(10, 0), LAPTOP);
    window
        .get_by_role_and_label(Role::TextInput, "Search")
        .focus();
    window.run();
    press_key(&mut window, Key::G);
    assert!(!is_open(&window));
}

#[test]
fn a_session_that_is_left_leaves_it_too() {
    let mut window = shown(batch(10, 0), LAPTOP);
    let now = window.state().now;
    reports(window.state_mut(), SessionState::Closed);
    let leave = ProvisioningIntent::Leave;
    window
        .state_mut()
        .state
        .handle_intent(Intent::Provisioning(leave), now);
    window.run();
    assert!(!is_open(&window));
    window.get_by_role_and_label(Role::Button, "Start session");
}

/// A kiosk that nobody has touched for a minute.
fn untouched(glance_after: &str) -> Screen {
    let mut screen = batch(10, 1).on_kiosk(true);
    let configuration = &mut screen.state.settings.configuration;
    let applied = configuration.apply(Origin::CommandLine, Setting::GlanceAfter, glance_after);
    assert_eq!(applied, Ok(()));
    screen.state.kiosk.watch(5, 0, screen.now);
    screen.now = screen.now + Duration::from_mins(1);
    screen
}

#[test]
fn the_kiosk_opens_it_by_itself_if_it_is_switched_on() {
    assert!(!is_open(&open(untouched("0"), KIOSK)));
    assert!(!is_open(&open(untouched("2"), KIOSK)));
    assert!(!is_open(&open(untouched("1").on_kiosk(false), KIOSK)));
    let mut window = open(untouched("1"), KIOSK);
    assert!(is_open(&window));
    press_key(&mut window, Key::Space);
    assert!(!is_open(&window), "somebody is there");
    window.state_mut().now = window.state().now + Duration::from_mins(1);
    window.run();
    assert!(is_open(&window));
}

#[test]
fn it_does_not_open_by_itself_over_a_question() {
    let mut screen = untouched("2");
    screen.ui_state.provisioning.ask_to_stop();
    let mut window = open(screen, KIOSK);
    window.state_mut().now = window.state().now + Duration::from_mins(5);
    window.run();
    window.get_by_role_and_label(Role::Dialog, "Stop session?");
    assert!(!is_open(&window));
}

#[test]
fn the_application_of_a_kiosk_opens_it_and_a_key_leaves_it() {
    let pi = Pi::start(SimulatorConfig {
        devices: 3,
        ..SimulatorConfig::default()
    });
    let mut configuration = Configuration::default();
    for (setting, text) in [(Setting::Kiosk, "true"), (Setting::GlanceAfter, "0.02")] {
        let applied = configuration.apply(Origin::CommandLine, setting, text);
        assert_eq!(applied, Ok(()));
    }
    let config = AppConfig {
        configuration,
        ..pi.config()
    };
    let mut console = Console::open_at(KIOSK, config);
    console.start_session("ShopNet-24", "correct horse battery");
    let shown = |console: &Console| {
        let names = console.names();
        names.iter().any(|name| name.contains("Press any key"))
    };
    console.wait("large type", |console| shown(console).then_some(()));
    console.key(Key::Space);
    console.step();
    console.wait_for("Stop session");
}

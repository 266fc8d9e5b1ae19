//! The details of one camera, drawn from a prepared state.

use std::time::Duration;

use egui::{Key, Rect, Vec2, accesskit::Role};
use egui_kittest::{kittest::NodeT as _, kittest::Queryable as _};

use crate::screen::{
    self, KIOSK, LAPTOP, Screen, Window, focused, focused_node, found, mac, press, press_key,
    press_until,
};
use pidash::{
    domain::{
        candidate::CandidateState,
        link_state::LinkState,
        pi_log::{LogSeverity, PiLogLine},
        problem::{Problem, ProblemKind},
    },
    messages::{Event, PiLogEvent},
};

/// The details of camera 1 are open.
fn open(mut screen: Screen, size: Vec2) -> Window {
    screen.ui_state.provisioning.open_camera(mac(1));
    screen::open(screen, size)
}

/// The Pi writes these lines into its log, now.
fn pi_writes(screen: &mut Screen, messages: impl IntoIterator<Item = String>) {
    let line = |message| PiLogLine {
        at: Some(screen.now.wall),
        severity: LogSeverity::Info,
        level: "info".to_owned(),
        component: "batch".to_owned(),
        message,
    };
    let lines = messages.into_iter().map(line).collect();
    screen.handle(Event::PiLog(PiLogEvent::Lines(lines)));
}

/// The lines of the history from top to bottom: where they are, and their texts without times.
fn history(window: &Window) -> Vec<(Rect, String)> {
    let nodes = window.query_all_by_role(Role::Label);
    let texts = nodes.filter_map(|node| Some((node.rect(), node.accesskit_node().value()?)));
    let mut lines: Vec<(Rect, String)> = texts
        .filter_map(|(rect, text)| {
            let (time, line) = text.split_once(' ')?;
            (time.split(':').count() == 3).then(|| (rect, line.trim().to_owned()))
        })
        .collect();
    lines.sort_by(|(a, _), (b, _)| a.top().total_cmp(&b.top()));
    lines
}

#[test]
fn the_details_show_what_both_logs_say_of_the_camera_newest_first() {
    let mut screen = Screen::with_session(vec![found(1), found(2)]);
    pi_writes(
        &mut screen,
        [format!("{} joined", mac(1)), format!("{} joined", mac(2))],
    );
    for index in [1, 2] {
        screen.moves(1, index, CandidateState::Provisioning);
        screen.moves(1, index, CandidateState::Verified);
    }
    screen.now = screen.now + Duration::from_secs(1);
    let spelled = mac(1).to_string().to_lowercase().replace(':', "");
    pi_writes(&mut screen, [format!("picture from {spelled}")]);
    let window = open(screen, LAPTOP);
    let lines: Vec<String> = history(&window).into_iter().map(|(_, line)| line).collect();
    let expected = [
        format!("Pi batch: picture from {spelled}"),
        format!("{} verified", mac(1).short()),
        format!("Pi batch: {} joined", mac(1)),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn the_details_say_so_if_nothing_has_happened_or_the_pi_log_cannot_be_read() {
    let mut screen = Screen::with_session(vec![found(1)]);
    let problem = Box::new(Problem::new(ProblemKind::NotAvailable, screen.now.wall));
    let refused = PiLogEvent::Stream(LinkState::Refused { problem });
    screen.handle(Event::PiLog(refused));
    let window = open(screen, LAPTOP);
    window.get_by_label("Nothing has happened to it yet.");
    window.get_by_label_contains("The Pi's log cannot be read");
}

#[test]
fn the_pi_log_is_read_while_the_details_are_open() {
    let mut window = open(Screen::with_session(vec![found(1)]), LAPTOP);
    assert!(window.state().state.diagnostics.follows_log());
    press(&mut window, "Close");
    assert!(!window.state().state.diagnostics.follows_log());
}

#[test]
fn a_long_history_scrolls_above_the_buttons_of_the_kiosk() {
    let mut screen = Screen::with_session(vec![found(1)]);
    for number in 0..80 {
        pi_writes(&mut screen, [format!("{} frame {number}", mac(1))]);
        screen.now = screen.now + Duration::from_secs(1);
    }
    let mut window = open(screen, KIOSK);
    assert_eq!(history(&window).len(), 50);
    let place = |window: &Window, name| window.get_by_role_and_label(Role::Button, name).rect();
    let close = place(&window, "Close");
    assert!(close.bottom() < KIOSK.y, "{close}");
    let newest = format!("Pi batch: {} frame 79", mac(1));
    let before = history(&window).remove(0);
    assert_eq!(before.1, newest);
    let scrolls = window.query_all_by_role(Role::Label);
    let first = scrolls.into_iter().find(|node| {
        let value = node.accesskit_node().value();
        value.is_some_and(|value| value.ends_with("frame 79"))
    });
    first.unwrap().scroll_to_me();
    window.run();
    let after = history(&window).remove(0).0;
    assert!(after.bottom() < close.top(), "{after} is above {close}");
    assert_eq!(place(&window, "Close"), close);
}

#[test]
fn the_history_is_read_by_keys_and_is_one_stop_of_the_tab_key() {
    let mut screen = Screen::with_session(vec![found(1)]);
    for number in 0..80 {
        pi_writes(&mut screen, [format!("{} frame {number}", mac(1))]);
        screen.now = screen.now + Duration::from_secs(1);
    }
    let mut window = open(screen, KIOSK);
    let close = window.get_by_role_and_label(Role::Button, "Close").rect();
    let press = |window: &mut Window, key: Key, ending: &str| {
        press_key(window, key);
        let text = focused(window).unwrap();
        assert!(text.ends_with(ending), "{key:?}: {text}");
        let rect = focused_node(window).unwrap().rect();
        assert!(rect.top() > 0.0 && rect.bottom() < close.top(), "{rect}");
    };
    press_until(&mut window, Key::Tab, |text| text.ends_with("frame 79"));
    press(&mut window, Key::ArrowDown, "frame 78");
    press(&mut window, Key::PageDown, "frame 73");
    press(&mut window, Key::End, "frame 30");
    press(&mut window, Key::ArrowUp, "frame 31");
    press(&mut window, Key::Home, "frame 79");
    press_key(&mut window, Key::Tab);
    let next = focused(&window).unwrap();
    assert!(!next.contains("frame"), "{next}");
}

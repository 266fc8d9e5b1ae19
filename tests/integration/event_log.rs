//! The event log panel, drawn from a prepared state.

use egui::{Key, Rect, Vec2, accesskit::Role};
use egui_kittest::kittest::Queryable as _;

use crate::screen::{
    self, KIOSK, LAPTOP, Screen, Window, focused, focused_node, found, mac, name_of, press,
    press_key,
};
use pidash::{domain::candidate::CandidateState, ui::Tab};

/// The panel is open on another tab than the cameras. Camera 1 was verified, camera 2 failed, and a
/// line names camera 9, which the session does not have.
fn open(size: Vec2) -> Window {
    let mut screen = Screen::with_session(vec![found(1), found(2)]);
    for index in [1, 2] {
        screen.moves(1, index, CandidateState::Provisioning);
    }
    screen.moves(3, 1, CandidateState::Verified);
    screen.moves(1, 2, CandidateState::Failed);
    let severity = pidash::model::notices::Severity::Warning;
    let gone = format!("{} is gone", mac(9));
    let notices = &mut screen.state.notices;
    notices.log_about(mac(9), severity, gone, screen.now);
    notices.show_event_log(true);
    screen.ui_state.tab = Tab::Monitor;
    screen::open(screen, size)
}

/// The lines of this role, from top to bottom: where they are, and their texts.
fn lines(window: &Window, role: Role) -> Vec<(Rect, String)> {
    let nodes = window.query_all_by_role(role);
    let mut lines: Vec<(Rect, String)> = nodes
        .filter_map(|node| Some((node.rect(), name_of(&node)?)))
        .filter(|(_, text)| text.starts_with("24:6F:28"))
        .collect();
    lines.sort_by(|(a, _), (b, _)| a.top().total_cmp(&b.top()));
    lines
}

fn texts(lines: Vec<(Rect, String)>) -> Vec<String> {
    lines.into_iter().map(|(_, text)| text).collect()
}

/// Whether the details of camera 2 are shown.
fn shows_details(window: &Window) -> bool {
    let title = format!("Camera {}", mac(2).short());
    window.query_all_by_label_contains(&title).next().is_some()
        && window.state().ui_state.tab == Tab::Provisioning
}

#[test]
fn rows_are_24_points_high_on_a_laptop_and_44_on_a_touch_display() {
    for (size, height) in [(LAPTOP, 24.0), (KIOSK, 44.0)] {
        let window = open(size);
        let rows = lines(&window, Role::Button);
        let tops: Vec<f32> = rows.iter().map(|(rect, _)| rect.top()).collect();
        assert_eq!(tops.len(), 2);
        assert!((tops[1] - tops[0] - height).abs() < 0.5, "{rows:?}");
    }
}

#[test]
fn all_lines_or_only_the_problems_are_shown() {
    let mut window = open(LAPTOP);
    let verified = format!("{} verified", mac(1));
    assert!(texts(lines(&window, Role::Button)).contains(&verified));
    press(&mut window, "Show only problems");
    let failed = texts(lines(&window, Role::Button));
    assert_eq!(failed.len(), 1);
    assert!(failed[0].starts_with(&format!("{} failed", mac(2))));
    press(&mut window, "Show all events");
    assert!(texts(lines(&window, Role::Button)).contains(&verified));
}

#[test]
fn a_press_on_a_line_opens_its_camera() {
    for size in [LAPTOP, KIOSK] {
        let mut window = open(size);
        let text = lines(&window, Role::Button).remove(0).1;
        assert!(!shows_details(&window));
        press(&mut window, &text);
        assert!(shows_details(&window), "{size}");
        let stays = window.state().state.notices.event_log_open;
        assert_eq!(
            stays,
            size == LAPTOP,
            "it would hide the cards of the kiosk"
        );
    }
}

#[test]
fn a_line_is_reached_and_pressed_by_keyboard() {
    let mut window = open(LAPTOP);
    let text = lines(&window, Role::Button).remove(0).1;
    press(&mut window, "Show all events");
    window
        .get_by_role_and_label(Role::Button, "Show only problems")
        .focus();
    window.run();
    // The first line, which leads nowhere; then the others.
    for key in [Key::Tab, Key::ArrowDown] {
        press_key(&mut window, key);
    }
    let line = window.get_by_role_and_label(Role::Button, &text);
    assert!(line.is_focused());
    press_key(&mut window, Key::Enter);
    assert!(shows_details(&window));
}

#[test]
fn a_line_about_a_camera_of_another_session_leads_nowhere() {
    let window = open(LAPTOP);
    let gone = format!("{} is gone", mac(9));
    assert_eq!(texts(lines(&window, Role::Label)), [gone]);
}

/// The number of the line with this text.
fn number(text: &str) -> i32 {
    let number = text
        .strip_prefix("line ")
        .and_then(|text| text.parse().ok());
    number.unwrap()
}

#[test]
fn lines_far_down_are_reached_by_keys_and_keep_the_focus_when_others_appear() {
    for size in [LAPTOP, KIOSK] {
        let mut screen = Screen::connected().on_kiosk(size == KIOSK);
        let log = |screen: &mut Screen, number: u32| {
            let severity = pidash::model::notices::Severity::Info;
            let now = screen.now;
            screen
                .state
                .notices
                .log(severity, format!("line {number}"), now);
        };
        for number in 0..200 {
            log(&mut screen, number);
        }
        screen.state.notices.show_event_log(true);
        let mut window = screen::open(screen, size);
        let press = |window: &mut Window, key: Key| {
            press_key(window, key);
            let line = focused_node(window).unwrap();
            (name_of(&line).unwrap(), line.rect())
        };
        window
            .get_by_role_and_label(Role::Button, "Show only problems")
            .focus();
        window.run();
        assert_eq!(press(&mut window, Key::Tab).0, "line 199");
        assert_eq!(press(&mut window, Key::ArrowDown).0, "line 198");
        let (first, _) = press(&mut window, Key::PageDown);
        let page = 198 - number(&first);
        assert!(page > 1, "{first}: a page is more than a line");
        let (second, rect) = press(&mut window, Key::PageDown);
        assert_eq!(number(&second), 198 - 2 * page);
        assert!(rect.bottom() <= size.y, "{rect}");
        assert_eq!(press(&mut window, Key::PageUp).0, first);
        let (oldest, rect) = press(&mut window, Key::End);
        assert!(oldest != "line 0" && rect.bottom() <= size.y, "{oldest}");
        let (above, _) = press(&mut window, Key::ArrowUp);
        log(window.state_mut(), 200);
        window.run();
        assert_eq!(focused(&window), Some(above), "it stays there");
        assert_eq!(press(&mut window, Key::Home).0, "line 200");
        press_key(&mut window, Key::Tab);
        let next = focused(&window).unwrap_or_default();
        assert!(!next.starts_with("line"), "the list is one stop: {next}");
    }
}

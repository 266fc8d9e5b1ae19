//! Texts that are cut, at the sizes of the displays and in each language. What was painted is looked
//! at: a text with an ellipsis, and one that its surroundings cut off.

use egui::{
    Event, Pos2, Rect, Shape, Theme, TouchDeviceId, TouchId, TouchPhase, Vec2,
    accesskit::Role,
    epaint::{ClippedShape, TextShape},
    vec2,
};
use egui_kittest::{Harness, kittest::NodeT as _, kittest::Queryable as _};

use crate::screen::{Screen, did_not_join, found};
use pidash::{
    domain::candidate::{Candidate, CandidateState, Failure},
    i18n::{self, Language},
    shell::UiState,
    tr,
    ui::Tab,
};

/// The upright kiosk of 720x1280 pixels, in points.
const UPRIGHT: Vec2 = vec2(576.0, 1024.0);

/// Windows on small laptops: 90 % of the work area of 1920x1080 pixels at a scale of 2, all of that
/// screen, and a small window.
const SMALL_WINDOWS: [Vec2; 3] = [vec2(864.0, 443.0), vec2(960.0, 540.0), vec2(1000.0, 620.0)];

/// The texts of the last frame, with what their surroundings show of them.
fn texts(shapes: &[ClippedShape]) -> Vec<(&TextShape, Rect)> {
    fn collect<'a>(shape: &'a Shape, clip: Rect, texts: &mut Vec<(&'a TextShape, Rect)>) {
        match shape {
            Shape::Text(text) => texts.push((text, clip)),
            Shape::Vec(shapes) => {
                for shape in shapes {
                    collect(shape, clip, texts);
                }
            }
            _ => {}
        }
    }
    let mut texts = Vec::new();
    for shape in shapes {
        collect(&shape.shape, shape.clip_rect, &mut texts);
    }
    texts
}

/// The texts of which a part is missing. What is scrolled out of view at the top or at the bottom is
/// not cut.
fn cut(shapes: &[ClippedShape]) -> Vec<String> {
    let is_cut = |text: &TextShape, clip: Rect| {
        let rect = text.visual_bounding_rect();
        let is_seen = clip.intersects(rect);
        let beyond = rect.left() < clip.left() - 1.0 || rect.right() > clip.right() + 1.0;
        is_seen && (text.galley.elided || beyond)
    };
    let cut = texts(shapes)
        .into_iter()
        .filter(|(text, clip)| is_cut(text, *clip));
    cut.map(|(text, _)| text.galley.text().to_owned()).collect()
}

/// Cameras that failed for different reasons, and one that is not on the allowlist.
fn failures() -> Screen {
    let failed = |index, code: &str| Candidate {
        state: CandidateState::Failed,
        failure: Some(Failure {
            code: Some(code.to_owned()),
            ..did_not_join()
        }),
        ..found(index)
    };
    let not_listed = Candidate {
        in_allowlist: false,
        ..found(9)
    };
    Screen::with_session(vec![
        failed(1, "VERIFICATION_TIMEOUT"),
        failed(2, "INVALID_CREDENTIALS"),
        failed(3, "DEVICE_UNREACHABLE"),
        not_listed,
    ])
}

#[test]
fn a_reason_and_its_advice_are_whole_on_the_upright_kiosk() {
    for language in [Language::English, Language::Portuguese] {
        let mut window = failures().harness(UPRIGHT, Theme::Dark);
        i18n::set_language(language);
        window.run();
        let cut = cut(&window.output().shapes);
        assert_eq!(cut, Vec::<String>::new(), "{language:?}");
    }
}

/// Cameras that wait, one of each kind that has a group of its own in the list.
fn of_every_kind(cameras: u8) -> Screen {
    use CandidateState::{Failed, Provisioning, Verified, Verifying};
    let mut screen = Screen::with_session((1..=cameras).map(found).collect());
    let states = [Failed, Provisioning, Verifying, Verified];
    for (index, state) in (1..).zip(states) {
        screen.moves(1, index, state);
    }
    screen
}

/// The cameras whose last digits are wholly on the screen.
fn visible_cameras(shapes: &[ClippedShape]) -> usize {
    let digits = texts(shapes).into_iter().filter(|(text, clip)| {
        let is_digits = text.galley.text().starts_with("4A:");
        is_digits && clip.contains_rect(text.visual_bounding_rect())
    });
    digits.count()
}

#[test]
fn many_cameras_are_seen_at_once() {
    for (size, least) in [
        (vec2(1_920.0, 1_080.0), 40),
        (vec2(1_280.0, 800.0), 17),
        (vec2(800.0, 480.0), 6),
        (UPRIGHT, 14),
    ] {
        let waiting = Screen::with_session((1..=50).map(found).collect());
        let mut window = waiting.harness(size, Theme::Dark);
        window.run();
        let visible = visible_cameras(&window.output().shapes);
        assert!(visible >= least, "{size}: {visible}, not {least}");
    }
}

#[test]
fn verified_cameras_are_tiles_on_the_small_display() {
    let verified = |index| Candidate {
        state: CandidateState::Verified,
        ..found(index)
    };
    let mut window = Screen::with_session((1..=50).map(verified).collect())
        .harness(vec2(800.0, 480.0), Theme::Dark);
    window.run();
    let visible = visible_cameras(&window.output().shapes);
    assert!(visible >= 24, "{visible}");
}

#[test]
fn no_word_of_a_session_is_cut_at_any_size() {
    for size in [
        vec2(1_920.0, 1_080.0),
        vec2(1_366.0, 768.0),
        vec2(1_280.0, 800.0),
        vec2(1_000.0, 620.0),
        vec2(800.0, 480.0),
        UPRIGHT,
        vec2(440.0, 360.0),
    ] {
        for language in [Language::English, Language::Portuguese] {
            for cameras in [6, 20] {
                let mut window = of_every_kind(cameras).harness(size, Theme::Dark);
                i18n::set_language(language);
                window.run();
                let mut cut = cut(&window.output().shapes);
                // What is also in the details of a camera, or in the header of a larger window.
                cut.retain(|text| !is_secondary(text));
                assert_eq!(cut, Vec::<String>::new(), "{size} {language:?} {cameras}");
            }
        }
    }
}

/// The controls of the window, as far as they are in sight, that lie over each other.
fn overlapping(window: &Harness<'_, Screen>) -> Vec<String> {
    let sight = window.ctx.content_rect();
    let nodes: Vec<_> = window.root().children_recursive().collect();
    let controls: Vec<(String, Rect)> = nodes
        .iter()
        .filter(|node| {
            let role = node.accesskit_node().role();
            matches!(role, Role::Button | Role::TextInput | Role::CheckBox)
        })
        .map(|node| {
            let name = node.accesskit_node().label().unwrap_or_default();
            (name, node.rect().intersect(sight).shrink(1.0))
        })
        .filter(|(_, rect)| rect.is_positive())
        .collect();
    let mut overlapping = Vec::new();
    for (index, (name, rect)) in controls.iter().enumerate() {
        for (other, place) in &controls[index + 1..] {
            if rect.intersects(*place) {
                overlapping.push(format!("{name} {rect} and {other} {place}"));
            }
        }
    }
    overlapping
}

#[test]
fn a_small_window_on_a_laptop_keeps_chips_search_selection_and_skip() {
    for language in [Language::English, Language::Portuguese] {
        for size in SMALL_WINDOWS {
            let screen = Screen::with_session(vec![found(1)]);
            let mut window = screen.harness(size, Theme::Dark);
            i18n::set_language(language);
            window.run();
            let mac = found(1).mac.to_string();
            for name in [
                tr!("filter-show-all"),
                tr!("filter-search"),
                tr!("card-select", mac = mac.as_str()),
                tr!("card-skip-mac", mac = mac.as_str()),
            ] {
                let found = window.query_by_label(&name);
                assert!(found.is_some(), "{language:?} {size}: {name}");
            }
        }
    }
}

/// A row of facts, divided by dots.
fn is_secondary(text: &str) -> bool {
    text.contains(" · ") && !text.contains('\u{e4e2}')
}

#[test]
fn a_small_window_has_the_touch_layout_while_a_finger_uses_it() {
    let screen = Screen::with_session(vec![found(1)]);
    let mut window = screen.harness(SMALL_WINDOWS[1], Theme::Dark);
    window.run();
    let has_search = |window: &Harness<'_, Screen>| window.query_by_label("Search").is_some();
    let touch = |phase| Event::Touch {
        device_id: TouchDeviceId(1),
        id: TouchId(1),
        phase,
        pos: Pos2::ZERO,
        force: None,
    };
    let mut feel = |event| {
        window.input_mut().events.push(event);
        window.run();
        has_search(&window)
    };
    assert!(
        feel(touch(TouchPhase::Start)),
        "nothing moves under a finger that is down"
    );
    assert!(!feel(touch(TouchPhase::End)), "the touch layout");
    assert!(feel(Event::PointerMoved(Pos2::ZERO)), "the mouse is back");
}

#[test]
fn no_control_lies_over_another_in_a_small_window_on_a_laptop() {
    for language in [Language::English, Language::Portuguese] {
        for size in SMALL_WINDOWS {
            for tab in [
                Tab::Provisioning,
                Tab::Monitor,
                Tab::Diagnostics,
                Tab::Settings,
            ] {
                let mut screen = failures();
                screen.ui_state = UiState::on(tab);
                let mut window = screen.harness(size, Theme::Dark);
                i18n::set_language(language);
                window.run();
                let overlapping = overlapping(&window);
                let none = Vec::<String>::new();
                assert_eq!(overlapping, none, "{language:?} {size} {tab:?}");
            }
        }
    }
}

//! Texts that are cut or painted over each other, at the sizes of the displays and in each language.
//! What was painted is looked at: a text with an ellipsis, one that its surroundings cut off, and two
//! in the same place.

use std::time::Duration;

use egui::{
    Pos2, Rect, Shape, Theme, TouchDeviceId, TouchId, TouchPhase, Vec2,
    accesskit::Role,
    epaint::{ClippedShape, TextShape},
    vec2,
};
use egui_kittest::{Harness, kittest::NodeT as _, kittest::Queryable as _};
use strum::VariantArray as _;

use crate::{
    monitor_flow::{busy_quarter_of_an_hour, zoom_a_plot},
    screen::{Screen, UPRIGHT, did_not_join, found, not_listed},
};
use pidash::{
    domain::{
        candidate::{Candidate, CandidateState, Failure},
        link_state::LinkState,
        problem::{Problem, ProblemKind},
        telemetry::{Telemetry, TelemetrySample, Transport},
        timeline_event::{TimelineEvent, TimelineEventKind},
    },
    i18n::{self, Language},
    messages::{Event, MonitorEvent},
    shell::UiState,
    tr,
    ui::{Tab, theme::Density},
};

/// Windows on small laptops: 90 % of the work area of 1920x1080 pixels at a scale of 2, all of that
/// screen, and a small window.
const SMALL_WINDOWS: [Vec2; 3] = [vec2(864.0, 443.0), vec2(960.0, 540.0), vec2(1000.0, 620.0)];

/// The texts of the last frame, with what their surroundings show of them.
pub fn texts(shapes: &[ClippedShape]) -> Vec<(&TextShape, Rect)> {
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
pub fn cut(shapes: &[ClippedShape]) -> Vec<String> {
    cut_within(shapes, Rect::EVERYTHING)
}

/// As [`cut`], of the texts in `area`.
fn cut_within(shapes: &[ClippedShape], area: Rect) -> Vec<String> {
    let is_cut = |text: &TextShape, clip: Rect| {
        let rect = text.visual_bounding_rect();
        let is_seen = clip.intersects(rect);
        let beyond = rect.left() < clip.left() - 1.0 || rect.right() > clip.right() + 1.0;
        is_seen && (text.galley.elided || beyond)
    };
    let cut = texts(shapes)
        .into_iter()
        .filter(|(text, _)| area.contains(text.visual_bounding_rect().center()))
        .filter(|(text, clip)| is_cut(text, *clip));
    cut.map(|(text, _)| text.galley.text().to_owned()).collect()
}

/// Each two texts in `area` that are painted over each other.
pub fn overlapping(shapes: &[ClippedShape], area: Rect) -> Vec<(String, String)> {
    let seen = |(text, clip): &(&TextShape, Rect)| {
        let rect = text.visual_bounding_rect().intersect(*clip).shrink(1.0);
        let is_blank = text.galley.text().trim().is_empty();
        !is_blank && rect.is_positive() && area.contains(rect.center())
    };
    let texts: Vec<_> = texts(shapes).into_iter().filter(seen).collect();
    let rect = |(text, clip): &(&TextShape, Rect)| {
        text.visual_bounding_rect().intersect(*clip).shrink(1.0)
    };
    let pairs = texts.iter().enumerate().flat_map(|(index, one)| {
        let others = texts[index + 1..].iter();
        let over = others.filter(|other| rect(one).intersects(rect(other)));
        over.map(|(other, _)| {
            let text = |text: &TextShape| text.galley.text().to_owned();
            (text(one.0), text(other))
        })
    });
    pairs.collect()
}

/// The texts that are painted in `area`.
fn painted(shapes: &[ClippedShape], area: Rect) -> Vec<String> {
    let texts = texts(shapes).into_iter();
    let texts = texts.filter(|(text, _)| area.contains(text.visual_bounding_rect().center()));
    texts
        .map(|(text, _)| text.galley.text().to_owned())
        .collect()
}

fn failed(index: u8, code: &str) -> Candidate {
    Candidate {
        state: CandidateState::Failed,
        failure: Some(Failure {
            code: Some(code.to_owned()),
            ..did_not_join()
        }),
        ..found(index)
    }
}

/// Cameras that failed for different reasons, and one that is not on the allowlist.
pub fn failures() -> Screen {
    Screen::with_session(vec![
        failed(1, "VERIFICATION_TIMEOUT"),
        failed(2, "INVALID_CREDENTIALS"),
        failed(3, "DEVICE_UNREACHABLE"),
        not_listed(9),
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
pub fn of_every_kind(cameras: u8) -> Screen {
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
fn a_camera_is_skipped_and_allowed_with_one_press_on_the_small_display() {
    for language in [Language::English, Language::Portuguese] {
        for size in [vec2(800.0, 480.0), UPRIGHT] {
            let screen = Screen::with_session(vec![failed(1, "DEVICE_REJECTED"), not_listed(9)]);
            let mut window = screen.on_kiosk(true).harness(size, Theme::Dark);
            i18n::set_language(language);
            window.run();
            let (failed, not_listed) = (found(1).mac.to_string(), found(9).mac.to_string());
            for name in [
                tr!("card-skip-mac", mac = failed.as_str()),
                tr!("card-skip-mac", mac = not_listed.as_str()),
                tr!("card-add-mac-to-allowlist", mac = not_listed.as_str()),
            ] {
                let button = window.query_by_role_and_label(Role::Button, &name);
                assert!(button.is_some(), "{language:?} {size}: {name}");
            }
            assert_eq!(
                overlapping_controls(&window),
                [""; 0],
                "{language:?} {size}"
            );
        }
    }
}

#[test]
fn the_actions_of_the_small_display_fill_its_width() {
    let size = vec2(800.0, 480.0);
    let mut window = of_every_kind(6).on_kiosk(true).harness(size, Theme::Dark);
    window.run();
    let buttons = window.query_all_by_role(Role::Button);
    let ticks = window.query_all_by_role(Role::CheckBox);
    let in_bar = buttons.chain(ticks).map(|button| button.rect());
    let in_bar = in_bar.filter(|rect| rect.top() > 410.0 && rect.left() > 76.0);
    let width: f32 = in_bar.map(|rect| rect.width()).sum();
    assert!(width > 600.0, "{width}");
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

#[test]
fn no_text_of_the_monitor_is_cut_at_any_size() {
    for size in [
        vec2(1_280.0, 800.0),
        vec2(1_000.0, 620.0),
        vec2(864.0, 443.0),
        vec2(800.0, 480.0),
        UPRIGHT,
        vec2(440.0, 360.0),
    ] {
        for language in [Language::English, Language::Portuguese] {
            let mut window = busy_quarter_of_an_hour().harness(size, Theme::Dark);
            i18n::set_language(language);
            window.run();
            let none = Vec::<String>::new();
            let page = |window: &Harness<'_, Screen>| {
                // The table of the cameras has more columns than a narrow window has room for.
                let table = tr!("monitor-cameras", online = 3, all = 4);
                let table = window.get_by_label(&table).rect();
                let area = Rect::everything_below(header(size).bottom());
                let area = area.intersect(Rect::everything_above(table.top()));
                cut_within(&window.output().shapes, area)
            };
            assert_eq!(page(&window), none, "{size} {language:?}: plots");
            for panel in [
                tr!("monitor-panel-system"),
                tr!("monitor-panel-services"),
                tr!("monitor-panel-network"),
                tr!("monitor-panel-security"),
            ] {
                window
                    .get_by_role_and_label(Role::Group, panel)
                    .scroll_to_me();
                window.run();
                assert_eq!(page(&window), none, "{size} {language:?}: {panel}");
            }
            let plot = window.query_all_by_role(Role::Image).next().unwrap();
            plot.scroll_to_me();
            window.run();
            zoom_a_plot(&mut window);
            window.get_by_label(tr!("monitor-whole"));
            assert_eq!(page(&window), none, "{size} {language:?}: a part");
            let overlapping = overlapping_controls(&window);
            assert_eq!(overlapping, none, "{size} {language:?}: a part");
        }
    }
}

/// The controls of the window, as far as they are in sight, that lie over each other.
pub fn overlapping_controls(window: &Harness<'_, Screen>) -> Vec<String> {
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

/// A monitor on which each of these kinds of events is seen.
fn with_events(kinds: &[TimelineEventKind]) -> Screen {
    let mut screen = busy_quarter_of_an_hour();
    let mut at_ms = screen.now.wall.as_millisecond() - 600_000;
    let events = kinds.iter().map(|kind| {
        at_ms += 30_000;
        let (kind, mac) = (*kind, None);
        TimelineEvent { at_ms, kind, mac }
    });
    screen.state.monitoring.restore([], events, screen.now);
    screen
}

#[test]
fn the_legend_is_complete_and_no_text_is_over_another() {
    for size in [
        vec2(1_280.0, 800.0),
        vec2(1_000.0, 620.0),
        vec2(800.0, 480.0),
        vec2(720.0, 1_280.0),
    ] {
        for language in [Language::English, Language::Portuguese] {
            for kinds in [&[], TimelineEventKind::VARIANTS] {
                let mut window = with_events(kinds).harness(size, Theme::Dark);
                i18n::set_language(language);
                window.run();
                let area = Rect::everything_below(header(size).bottom());
                let check = |window: &Harness<'_, Screen>, what: &str| {
                    let shapes = &window.output().shapes;
                    let none = Vec::<String>::new();
                    let case = format!("{size} {language:?} {}: {what}", kinds.len());
                    assert_eq!(cut_within(shapes, area), none, "{case}");
                    assert_eq!(overlapping(shapes, area), [], "{case}");
                };
                check(&window, "at rest");
                for kind in kinds {
                    window.get_by_label(i18n::timeline_event_kind(*kind));
                }
                let plot = window.get_by_label_contains("CPU:").rect();
                window.hover_at(plot.center());
                window.run();
                check(&window, "with the pointer over a plot");
            }
        }
    }
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
                tr!("filter-show-all").to_owned(),
                tr!("filter-search").to_owned(),
                tr!("card-select", mac = mac.as_str()),
                tr!("card-skip-mac", mac = mac.as_str()),
            ] {
                let found = window.query_by_label(&name);
                assert!(found.is_some(), "{language:?} {size}: {name}");
            }
        }
    }
}

/// The states of the event stream, at this time of the screen.
fn link_states(screen: &Screen) -> Vec<LinkState> {
    let problem = || Box::new(Problem::new(ProblemKind::Unreachable, screen.now.wall));
    let since = screen.now.instant;
    vec![
        LinkState::Live { since },
        LinkState::Silent { since },
        LinkState::Off,
        LinkState::Connecting { attempt: 12 },
        LinkState::Retrying {
            attempt: 12,
            at: screen.now.instant + Duration::from_secs(12),
            problem: problem(),
        },
        LinkState::Refused { problem: problem() },
    ]
}

/// What the header says of the event stream, in a sentence and where there is little room.
fn link_texts(link: &LinkState) -> [String; 2] {
    let wait = "15\u{202F}s"; // in steps
    match link {
        LinkState::Live { .. } => [
            tr!("header-events-live").to_owned(),
            tr!("header-short-live").to_owned(),
        ],
        LinkState::Silent { .. } => [
            tr!("header-events-silent").to_owned(),
            tr!("header-short-silent").to_owned(),
        ],
        LinkState::Off => [
            tr!("header-events-off").to_owned(),
            tr!("header-short-off").to_owned(),
        ],
        LinkState::Connecting { .. } => [
            tr!("header-events-connecting", attempt = 12),
            tr!("header-short-connecting").to_owned(),
        ],
        LinkState::Retrying { .. } => [
            tr!("header-events-retrying", wait = wait, attempt = 12),
            tr!("header-short-retrying", wait = wait),
        ],
        LinkState::Refused { .. } => [
            tr!("header-events-refused").to_owned(),
            tr!("header-short-refused").to_owned(),
        ],
    }
}

/// A console with figures of a hot Pi, which are half a minute old, as is all other data.
fn stale() -> Screen {
    let mut screen = Screen::with_session(vec![found(1)]);
    let sample = TelemetrySample {
        cpu_percent: Some(100.0),
        memory_percent: Some(96.0),
        temperature_celsius: Some(99.9),
        ..TelemetrySample::default()
    };
    let telemetry = Telemetry::of_sample(Transport::Socket, screen.now, sample);
    let event = MonitorEvent::Telemetry(Box::new(telemetry));
    screen.handle(Event::Monitor(event));
    screen
}

/// The area of the header in a window of this size.
fn header(size: Vec2) -> Rect {
    let is_touch = Density::for_window(size, false, false) == Density::Touch;
    let height = match (is_touch, size.y > size.x) {
        (false, _) => 52.0,
        (true, false) => 46.0,
        (true, true) => 92.0,
    };
    Rect::from_min_size(Pos2::ZERO, vec2(size.x, height))
}

#[test]
fn the_header_shows_the_event_stream_at_every_width_and_cuts_nothing() {
    let states = link_states(&stale()).len();
    for language in [Language::English, Language::Portuguese] {
        for (state, is_old) in (0..states).flat_map(|state| [(state, false), (state, true)]) {
            let mut screen = stale();
            if is_old {
                screen.now = screen.now + Duration::from_secs(30);
            }
            let link = link_states(&screen).swap_remove(state);
            screen.state.stream = link.clone();
            let mut window = screen.harness(vec2(440.0, 360.0), Theme::Dark);
            i18n::set_language(language);
            for width in (440..=1_920).step_by(40) {
                for height in [360.0, 800.0] {
                    #[expect(clippy::cast_precision_loss, reason = "a width in points")]
                    let size = vec2(width as f32, height);
                    window.set_size(size);
                    window.run();
                    let (shapes, area) = (&window.output().shapes, header(size));
                    let at = format!("{language:?}, {size}, {link:?}, old: {is_old}");
                    assert_eq!(cut_within(shapes, area), Vec::<String>::new(), "{at}");
                    assert_eq!(overlapping(shapes, area), [], "{at}");
                    let (texts, wanted) = (painted(shapes, area), link_texts(&link));
                    assert!(
                        texts.iter().any(|text| wanted.contains(text)),
                        "{at}: {texts:?}"
                    );
                }
            }
        }
    }
}

/// A row of facts, divided by dots; not the reason of a failure, which must be whole.
pub fn is_secondary(text: &str) -> bool {
    text.contains(" · ") && !text.contains('\u{e4e2}')
}

#[test]
fn a_small_window_has_the_touch_layout_while_a_finger_uses_it() {
    let screen = Screen::with_session(vec![found(1)]);
    let mut window = screen.harness(SMALL_WINDOWS[1], Theme::Dark);
    window.run();
    let has_search = |window: &Harness<'_, Screen>| window.query_by_label("Search").is_some();
    let touch = |phase| egui::Event::Touch {
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
    assert!(
        feel(egui::Event::PointerMoved(Pos2::ZERO)),
        "the mouse is back"
    );
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
                let overlapping = overlapping_controls(&window);
                let none = Vec::<String>::new();
                assert_eq!(overlapping, none, "{language:?} {size} {tab:?}");
            }
        }
    }
}

/// Whether there is a sparkline: the line that it stands on is 60 points long.
fn has_sparkline(shapes: &[ClippedShape], area: Rect) -> bool {
    shapes.iter().any(|shape| match &shape.shape {
        Shape::LineSegment {
            points: [from, to], ..
        } => area.contains(*from) && (to.x - from.x - 60.0).abs() < 1.0,
        _ => false,
    })
}

#[test]
fn a_narrow_header_leaves_out_the_name_then_sparklines_then_ages_then_words() {
    let mut screen = stale();
    screen.now = screen.now + Duration::from_secs(30);
    screen.state.stream = link_states(&screen).swap_remove(4);
    let mut window = screen.harness(vec2(1_920.0, 800.0), Theme::Dark);
    i18n::set_language(Language::Portuguese);
    let mut least = [f32::INFINITY; 5];
    for width in (1_000..=1_920).rev().step_by(10) {
        #[expect(clippy::cast_precision_loss, reason = "a width in points")]
        let size = vec2(width as f32, 800.0);
        window.set_size(size);
        window.run();
        let (shapes, area) = (&window.output().shapes, header(size));
        let texts = painted(shapes, area);
        let has = |part: &str| texts.iter().any(|text| text.contains(part));
        let shown = [
            has("PiOrchestrator"),
            has_sparkline(shapes, area),
            has("há 30"),
            has("Dados de"),
            has("Memória"),
        ];
        for (least, _) in least.iter_mut().zip(shown).filter(|(_, shown)| *shown) {
            *least = size.x;
        }
        assert!(has("Reconecta"), "{size}: {texts:?}");
    }
    assert!(
        least.is_sorted_by(|wider, narrower| wider > narrower),
        "{least:?}"
    );
}

#[test]
fn the_state_of_the_event_stream_stays_beside_an_address_that_is_too_long() {
    let mut screen = stale();
    screen.state.server =
        "piorchestrator-of-the-warehouse-in-the-north.example.com:8082".to_owned();
    let size = vec2(440.0, 360.0);
    let mut window = screen.harness(size, Theme::Dark);
    window.run();
    let (shapes, area) = (&window.output().shapes, header(size));
    assert_eq!(overlapping(shapes, area), []);
    assert!(painted(shapes, area).contains(&"Live".to_owned()));
    assert_eq!(cut_within(shapes, area).len(), 1, "the address");
}

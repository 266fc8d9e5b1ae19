//! The performance overlay: what it shows, what it copies, and that it is in nobody's way.

use std::time::Duration;

use egui::{Key, OutputCommand, Pos2, Rect, Shape, accesskit::Role, epaint::ClippedShape, vec2};
use egui_kittest::{Node, kittest::Queryable as _};
use pidash::{
    app::AppConfig,
    i18n::{self, Language},
    model::performance::{DrawnFrame, ProcessMemory},
    simulator::SimulatorConfig,
    tr,
};

use crate::{
    console::{Console, Pi},
    screen::{KIOSK, LAPTOP, Screen, UPRIGHT, Window, found, name_of, open, press, press_key},
};

const CLOSE: &str = "Close the performance figures";
const COPY: &str = "Copy the performance figures";

/// Two cameras, and an overlay that has measured two frames in the last 4 s. The second one took twice as
/// long as the first one, which shows two events after 10 ms.
fn measured() -> Screen {
    let mut screen = Screen::with_session(vec![found(1), found(2)]);
    screen.ui_state.performance.toggle();
    let performance = screen.ui_state.performance.measured().unwrap();
    let ms = Duration::from_millis;
    let start = screen.now.instant;
    screen.now = screen.now + ms(4_000);
    for (after, times, events) in [(0, 1, 2), (2_000, 2, 0)] {
        let began = start + ms(10 + after);
        let [laid_out, first, last] = [1, 3, 7].map(|after| began + times * ms(after));
        performance.record(&DrawnFrame {
            began,
            laid_out,
            painted: Some([first, last]),
            queued: 5,
            sent: vec![start + ms(7); events],
            is_of_overlay: false,
        });
    }
    performance.memory = Some(ProcessMemory {
        resident: 90 << 20,
        proportional: 70 << 20,
    });
    screen
}

/// The rows of the panel, as a screen reader reads them.
fn rows(window: &Window) -> Vec<Node<'_>> {
    let names = [
        tr!("performance-frames"),
        tr!("performance-events"),
        tr!("performance-queue"),
        tr!("performance-memory"),
        tr!("performance-layout"),
        tr!("performance-tessellation"),
        tr!("performance-painting"),
        tr!("performance-event-to-frame"),
    ];
    let labels = window.query_all_by_role(Role::Label);
    let is_row = |node: &Node<'_>| {
        let text = name_of(node).unwrap_or_default();
        names
            .iter()
            .any(|name| text.starts_with(&format!("{name}: ")))
    };
    labels.filter(is_row).collect()
}

fn callbacks(shapes: &[ClippedShape]) -> usize {
    let is_callback = |shape: &&ClippedShape| matches!(shape.shape, Shape::Callback(_));
    shapes.iter().filter(is_callback).count()
}

#[test]
fn it_shows_what_was_measured() {
    let window = open(measured(), LAPTOP);
    let shown: Vec<String> = rows(&window).iter().filter_map(name_of).collect();
    let expected = [
        "Frames per second: 0.5",
        "Events per second: 0.5",
        "Queue (now / most): 5 / 5",
        "Memory (RSS / PSS): 90.0 / 70.0 MiB",
        "Layout: p50 1.0 ms, p99 2.0 ms",
        "Tessellation: p50 2.0 ms, p99 4.0 ms",
        "Painting: p50 4.0 ms, p99 8.0 ms",
        "Event to frame: p50 10.0 ms, p99 10.0 ms",
    ];
    let shown: Vec<String> = shown
        .iter()
        .map(|row| row.replace('\u{202f}', " "))
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn it_fits_on_every_display_in_every_language() {
    for language in [Language::English, Language::Portuguese, Language::Stretched] {
        i18n::set_language(language);
        for (size, kiosk) in [
            (LAPTOP, false),
            (vec2(440.0, 360.0), false),
            (KIOSK, true),
            (UPRIGHT, true),
        ] {
            let window = open(measured().on_kiosk(kiosk), size);
            let whole = Rect::from_min_size(Pos2::ZERO, size);
            let rows = rows(&window);
            assert_eq!(rows.len(), 8, "{language:?} {size}");
            for row in rows {
                assert!(
                    whole.contains_rect(row.rect()),
                    "{language:?} {size}: {row:?}"
                );
            }
            for name in [tr!("performance-copy-name"), tr!("performance-close-name")] {
                let button = window.get_by_role_and_label(Role::Button, name).rect();
                assert!(whole.contains_rect(button), "{language:?} {size}: {button}");
                let least = if size == LAPTOP { 28.0 } else { 44.0 };
                assert!(
                    button.size().min_elem() >= least,
                    "{language:?} {size}: {button}"
                );
            }
        }
    }
}

#[test]
fn what_is_under_it_can_be_pressed() {
    let mut window = open(measured(), LAPTOP);
    let panel = rows(&window)
        .iter()
        .fold(Rect::NOTHING, |panel, row| panel.union(row.rect()));
    let list = tr!("filter-as-rows-name");
    let chip = window.get_by_role_and_label(Role::Button, list).rect();
    assert!(panel.contains(chip.center()), "{chip} is not under {panel}");
    press(&mut window, list);
    let cards = tr!("filter-as-cards-name");
    window.get_by_role_and_label(Role::Button, cards);
    press(&mut window, CLOSE);
    assert!(!window.state().ui_state.performance.is_open());
}

#[test]
fn f12_opens_it_over_everything_and_esc_closes_it_after_what_has_the_focus() {
    let mut window = open(Screen::with_session(vec![found(1)]), LAPTOP);
    press_key(&mut window, Key::F1);
    press_key(&mut window, Key::F12);
    let is_open = |window: &Window| window.state().ui_state.performance.is_open();
    let has_dialog = |window: &Window| window.query_all_by_role(Role::Dialog).next().is_some();
    assert!(is_open(&window) && has_dialog(&window));
    press_key(&mut window, Key::Escape);
    assert!(is_open(&window) && !has_dialog(&window));
    press_key(&mut window, Key::Escape);
    assert!(!is_open(&window) && rows(&window).is_empty());
    window.state_mut().ui_state.open_glance();
    window.run();
    press_key(&mut window, Key::F12);
    assert!(is_open(&window) && window.state().ui_state.shows_glance());
    assert_eq!(rows(&window).len(), 8);
    press_key(&mut window, Key::F12);
    assert!(!is_open(&window) && window.state().ui_state.shows_glance());
}

#[test]
fn a_dark_display_stays_dark() {
    let mut screen = measured().on_kiosk(true);
    screen.state.kiosk.wake(screen.now);
    let mut window = open(screen, KIOSK);
    assert!(window.state().ui_state.performance.refresh().is_some());
    window.state_mut().now = window.state().now + Duration::from_hours(1);
    window.run();
    assert!(rows(&window).is_empty());
    assert_eq!(window.state().ui_state.performance.refresh(), None);
}

#[test]
fn the_real_window_is_measured_only_while_it_is_open() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    let is_measured = |console: &Console| callbacks(&console.harness.output().shapes) > 0;
    assert!(!is_measured(&console) && !console.offers(COPY));
    console.key(Key::F12);
    console.wait("figures", |console| {
        let names = console.names();
        let is_known = |name: &str| {
            let figure = names.iter().find_map(|shown| shown.strip_prefix(name));
            figure.is_some_and(|figure| !figure.contains('—'))
        };
        (is_known("Frames per second: ") && is_known("Layout: p50 ")).then_some(())
    });
    assert_eq!(
        callbacks(&console.harness.output().shapes),
        2,
        "the first and the last shape"
    );
    let copy = console.harness.get_by_role_and_label(Role::Button, COPY);
    copy.click_accesskit();
    console.harness.step();
    let commands = &console.harness.output().platform_output.commands;
    let copied = commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.unwrap();
    let lines: Vec<&str> = copied.lines().collect();
    assert!(
        lines[0].starts_with(concat!("pidash ", env!("CARGO_PKG_VERSION"))),
        "{copied}"
    );
    assert!(
        lines[1].starts_with("window of 1280x800 pixels"),
        "{copied}"
    );
    for name in ["Frames per second", "Layout", "Event to frame"] {
        assert!(lines.iter().any(|line| line.starts_with(name)), "{copied}");
    }
    console.press(CLOSE);
    console.step();
    console.step();
    assert!(!is_measured(&console) && !console.offers(COPY));
}

#[test]
fn it_asks_for_a_frame_only_while_it_is_open() {
    let mut console = Console::open(AppConfig::default());
    let pause = |console: &mut Console| {
        for _ in 0..20 {
            console.step();
        }
        let output = &console.harness.output().viewport_output;
        output.values().map(|viewport| viewport.repaint_delay).min()
    };
    let usual = pause(&mut console);
    console.key(Key::F12);
    let open = pause(&mut console).unwrap();
    assert!(
        open > Duration::from_secs(1) && open < Duration::from_secs(2),
        "{open:?}"
    );
    console.key(Key::F12);
    assert_eq!(pause(&mut console), usual);
}

//! The health of the Pi in the header of every tab and on the monitor tab, by accessible names.

use std::{fs, path::Path, time::Duration};

use egui::{
    CursorIcon, Event as Input, Key, Modifiers, PointerButton, Pos2, Rect, Theme, accesskit::Role,
    pos2, vec2,
};
use egui_kittest::{kittest::NodeT as _, kittest::Queryable as _};

use crate::{
    console::{Console, Pi},
    layout::texts,
    screen::{KIOSK, LAPTOP, Screen, UPRIGHT, Window, found, mac, open},
};
use pidash::{
    app::AppConfig,
    domain::{
        candidate::CandidateState,
        clock::Now,
        health_history::HistoryPoint,
        link_state::LinkState,
        telemetry::{
            CameraFigures, NetworkFigures, SecurityFigures, Services, Telemetry, TelemetrySample,
            ThreatLevel, Transport,
        },
        thresholds::Thresholds,
        timeline_event::{TimelineEvent, TimelineEventKind},
    },
    features::monitor::state::Monitoring,
    messages::{Event, MonitorEvent},
    simulator::SimulatorConfig,
    storage::Files,
    ui::Tab,
};

/// A Pi that sends figures often.
fn pi() -> Pi {
    Pi::start(SimulatorConfig {
        tick: Duration::from_millis(200),
        ..SimulatorConfig::default()
    })
}

/// A window on the monitor tab, with its first figures.
fn monitor(config: AppConfig) -> Console {
    let mut console = Console::open(config);
    console.wait_for("Monitor: socket");
    console.press("Monitor");
    // What is recorded so far: no 15 minutes of nothing.
    wait_for_all(&mut console, "in the last 60 seconds");
    console
}

/// Waits until all three plots end their summaries like this, or contain it.
fn wait_for_all(console: &mut Console, words: &str) {
    for title in ["CPU", "Memory", "Temperature"] {
        console.wait(&format!("{title} … {words}"), |console| {
            let names = console.names();
            let is_summary = |name: &&String| name.starts_with(title) && name.contains(words);
            names.iter().find(is_summary).map(|_| ())
        });
    }
}

/// Whether `name` is `title`, a space, a number with so many digits after the point, a space and
/// `unit`.
fn is_figure(name: &str, title: &str, digits: usize, unit: &str) -> bool {
    let middle = name
        .strip_prefix(title)
        .and_then(|rest| rest.strip_suffix(unit));
    let number = middle.and_then(|middle| middle.strip_prefix(' ')?.strip_suffix(' '));
    number.is_some_and(|number| {
        let after = number.split_once('.').map_or(0, |(_, after)| after.len());
        number.parse::<f64>().is_ok() && after == digits
    })
}

#[test]
fn the_header_shows_the_health_and_opens_the_monitor() {
    let pi = pi();
    let mut console = Console::open(pi.config());
    console.wait_for("Monitor: socket");
    for (title, digits, unit) in [
        ("CPU", 0, "%"),
        ("Memory", 0, "%"),
        ("Temperature", 1, "°C"),
    ] {
        console.wait(title, |console| {
            let names = console.names();
            let mut names = names.iter();
            names
                .any(|name| is_figure(name, title, digits, unit))
                .then_some(())
        });
    }
    console.press("Open monitor");
    wait_for_all(&mut console, ", between ");
    pi.simulator.set_offline(true);
    console.wait_for("Monitor: none");
}

#[test]
fn the_header_has_no_figures_at_first() {
    let screen = Screen::connected();
    let mut harness = screen.harness(LAPTOP, Theme::Dark);
    harness.run();
    for name in ["CPU —", "Memory —", "Temperature —", "Monitor: none"] {
        harness.get_by_label(name);
    }
    harness.get_by_label("Monitor").click();
    harness.run();
    harness.get_by_label("No values yet");
}

#[test]
fn polling_can_be_chosen_and_explains_unknown_figures() {
    let pi = pi();
    let mut console = monitor(pi.config());
    console.wait_for("Cameras: not sent by this Pi");
    console.press("Source polling");
    console.wait_for("Monitor: polling");
    console.wait_for("Cameras: —");
    console.press("Source auto");
    console.wait_for("Monitor: socket");
    console.wait_for("Cameras: not sent by this Pi");
}

#[test]
fn a_frozen_window_stays_until_it_follows_again() {
    let pi = pi();
    let mut console = monitor(pi.config());
    console.press("Freeze");
    wait_for_all(&mut console, " in the 60 seconds before ");
    console.press("Follow");
    wait_for_all(&mut console, " in the last 60 seconds");
}

#[test]
fn the_visible_window_is_exported_as_csv() {
    let directory = tempfile::tempdir().unwrap();
    let pi = pi();
    let mut console = monitor(AppConfig {
        files: Files {
            exports_into: Some(directory.path().to_owned()),
            ..Files::default()
        },
        ..pi.config()
    });
    console.press("Export");
    console.press("Values as CSV");
    let table = console.wait("a table", |_| written(directory.path()));
    let mut rows = table.lines();
    let heading = "time,cpu_percent,memory_percent,temperature_celsius,disk_percent,load_1,event";
    assert_eq!(rows.next(), Some(heading));
    assert!(rows.count() > 0, "{table}");
}

/// The exported table, once the file exists.
fn written(directory: &Path) -> Option<String> {
    let file = fs::read_dir(directory).unwrap().next()?.unwrap();
    let text = fs::read_to_string(file.path()).unwrap();
    text.ends_with("\r\n").then_some(text)
}

#[test]
fn only_a_warning_below_the_critical_threshold_can_be_saved() {
    let directory = tempfile::tempdir().unwrap();
    let files = Files::in_directory(directory.path());
    let thresholds = files.thresholds.clone();
    let pi = pi();
    let config = AppConfig {
        files,
        ..pi.config()
    };
    let mut first = monitor(config.clone());
    first.press("Thresholds");
    first.set("CPU warning", 99.0);
    first.wait_for("CPU: the warning threshold must be below the critical one.");
    assert!(!first.offers("Save thresholds"));
    assert_eq!(thresholds.read(), Thresholds::default());
    first.set("CPU warning", 60.0);
    first.press("Save thresholds");
    first.wait("the saved threshold", |_| {
        let warning = thresholds
            .read()
            .of(pidash::domain::thresholds::Metric::Cpu);
        (warning.warning().to_bits() == 60f64.to_bits()).then_some(())
    });
    drop(first);
    let mut second = monitor(config);
    second.press("Thresholds");
    second.wait_for("60\u{202f}%");
}

#[test]
fn the_monitor_on_a_laptop() {
    let mut harness = busy_quarter_of_an_hour().harness(LAPTOP, Theme::Dark);
    harness.run();
    harness.snapshot("monitor-1280x800");
    harness.get_by_label("CPU 37 %");
    harness.get_by_label("CPU 37 %, between 9 and 68 in the last 15 minutes, 1 gap");
}

#[test]
fn the_monitor_on_the_kiosk() {
    let mut harness = busy_quarter_of_an_hour().harness(KIOSK, Theme::Dark);
    harness.run();
    harness.snapshot("monitor-800x480");
    harness.get_by_label("Temperature 56.1 °C");
}

#[test]
fn the_times_of_the_first_minute_do_not_touch_the_values() {
    for size in [LAPTOP, KIOSK, UPRIGHT] {
        for second in 0..15 {
            let mut screen = Screen::connected();
            screen.now = screen.now + Duration::from_secs(second);
            let figures = Box::new(figures(screen.now));
            screen.handle(Event::Monitor(MonitorEvent::Telemetry(figures)));
            screen.ui_state.tab = Tab::Monitor;
            let window = open(screen, size);
            let texts = texts(&window.output().shapes);
            let bounds = texts.iter().map(|(text, _)| text.visual_bounding_rect());
            let texts = texts.iter().map(|(text, _)| text.galley.text()).zip(bounds);
            let is_time = |text: &str| text.matches(':').count() == 2;
            let (times, others): (Vec<_>, Vec<_>) = texts.partition(|(text, _)| is_time(text));
            let values = others.iter().filter(|(text, _)| *text == "40");
            let values = values.map(|(_, bounds)| bounds.right()).fold(0.0, f32::max);
            assert!(times.len() >= 9 && values > 0.0, "{times:?}");
            let touching = times.iter().filter(|(_, bounds)| bounds.left() < values);
            assert_eq!(touching.count(), 0, "{size:?}, after {second} s: {times:?}");
        }
    }
}

#[test]
fn a_day_has_a_band_with_its_peaks() {
    let mut harness = day().harness(LAPTOP, Theme::Dark);
    harness.run();
    harness.get_by_label("Show 24 h").click();
    harness.run();
    harness.snapshot("monitor-day-1280x800");
    harness.get_by_label("CPU 37 %, between 9 and 97 in the last 24 hours, 1 gap");
}

#[test]
fn the_pointer_shows_each_value_and_its_difference_to_now() {
    for size in [LAPTOP, KIOSK] {
        let mut harness = busy_quarter_of_an_hour().harness(size, Theme::Dark);
        harness.run();
        let plot = harness.get_by_label_contains("CPU 37 %, between");
        let at = plot.rect().center();
        harness.hover_at(at);
        harness.run();
        let shown = harness.query_all_by_label_contains("min ago");
        let shown: Vec<String> = shown.filter_map(|node| node.value()).collect();
        assert_eq!(shown.len(), 3, "each plot: {shown:?}");
        assert!(shown[0].contains("7\u{202f}min ago   now −"), "{shown:?}");
        assert!(shown[2].ends_with("°C"), "{shown:?}");
    }
}

/// Moves the mouse there, and presses or releases its primary button.
fn mouse(window: &mut Window, pos: Pos2, pressed: Option<bool>) {
    window.input_mut().events.push(Input::PointerMoved(pos));
    press(window, pos, pressed.as_slice());
}

/// Presses and releases the primary button within one frame: at the pace of a test, two frames would
/// be no click.
fn press(window: &mut Window, pos: Pos2, pressed: &[bool]) {
    let button = |pressed: &bool| Input::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed: *pressed,
        modifiers: Modifiers::NONE,
    };
    let events = &mut window.input_mut().events;
    events.extend(pressed.iter().map(button));
    window.run();
}

fn click(window: &mut Window, pos: Pos2) {
    mouse(window, pos, None);
    press(window, pos, &[true, false]);
}

fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    mouse(window, from, Some(true));
    mouse(window, from.lerp(to, 0.5), None);
    mouse(window, to, None);
    mouse(window, to, Some(false));
}

/// The area of the first plot.
fn plot(window: &Window) -> Rect {
    window.get_by_label_contains("CPU 37 %, between").rect()
}

/// The place on a plot that is this part of its width from the left.
fn along(plot: Rect, part: f32) -> Pos2 {
    pos2(plot.left() + part * plot.width(), plot.center().y)
}

/// The ends of the summaries of the plots: the time that they show.
fn shown_times(window: &Window) -> Vec<String> {
    let plots = window.query_all_by_role(Role::Image);
    let names = plots.filter_map(|plot| plot.accesskit_node().label());
    let times = names.filter(|name| !name.starts_with("Failed cameras"));
    let times = times.filter_map(|name| {
        let (_, time) = name.split_once(" in the ")?;
        Some(time.trim_end_matches(", 1 gap").to_owned())
    });
    times.collect()
}

fn new_sample(window: &mut Window, seconds: u64) {
    let screen = window.state_mut();
    screen.now = screen.now + Duration::from_secs(seconds);
    let telemetry = MonitorEvent::Telemetry(Box::new(figures(screen.now)));
    screen.handle(Event::Monitor(telemetry));
    window.run();
}

#[test]
fn a_drag_zooms_all_plots_to_a_part_that_stays() {
    let mut window = busy_quarter_of_an_hour().harness(LAPTOP, Theme::Dark);
    window.run();
    let plot = plot(&window);
    drag(&mut window, along(plot, 0.62), along(plot, 0.2));
    let part = shown_times(&window);
    assert_eq!(part.len(), 3);
    let is_part = |time: &String| time.starts_with("6 minutes before 14:0");
    assert!(part.iter().all(is_part), "{part:?}");
    window.snapshot("monitor-part-1280x800");
    new_sample(&mut window, 5);
    assert_eq!(shown_times(&window), part);
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(shown_times(&window), ["last 15 minutes"; 3]);
    drag(&mut window, along(plot, 0.2), along(plot, 0.62));
    assert_ne!(shown_times(&window), ["last 15 minutes"; 3]);
    window.get_by_label("Whole span").click();
    window.run();
    assert_eq!(shown_times(&window), ["last 15 minutes"; 3]);
}

#[test]
fn a_part_that_ends_now_follows_the_present() {
    let mut window = busy_quarter_of_an_hour().harness(LAPTOP, Theme::Dark);
    window.run();
    let plot = plot(&window);
    drag(&mut window, along(plot, 0.7), along(plot, 1.02));
    assert_eq!(shown_times(&window), ["last 4 minutes"; 3]);
    window.get_by_label("last 4\u{202f}min");
    new_sample(&mut window, 5);
    assert_eq!(shown_times(&window), ["last 4 minutes"; 3]);
    press(&mut window, plot.center(), &[true, false, true, false]);
    assert_eq!(shown_times(&window), ["last 15 minutes"; 3]);
}

/// Zooms in as with two fingers.
pub fn zoom_a_plot(window: &mut Window) {
    let plot = window.query_all_by_role(Role::Image).next().unwrap();
    let at = plot.rect().center();
    let events = &mut window.input_mut().events;
    events.extend([Input::PointerMoved(at), Input::Zoom(2.0)]);
    window.run();
    window.input_mut().events.push(Input::PointerGone);
    window.run();
}

#[test]
fn two_fingers_zoom_the_plots_of_the_small_display() {
    let mut window = busy_quarter_of_an_hour().harness(KIOSK, Theme::Dark);
    window.run();
    zoom_a_plot(&mut window);
    let part = shown_times(&window);
    let is_part = |time: &String| time.starts_with("7 minutes before 14:0");
    assert_eq!(part.len(), 3);
    assert!(part.iter().all(is_part), "{part:?}");
    window.snapshot("monitor-part-800x480");
    window.get_by_label("Whole span").click();
    window.run();
    assert_eq!(shown_times(&window), ["last 15 minutes"; 3]);
}

#[test]
fn escape_gives_up_a_selection() {
    let mut window = busy_quarter_of_an_hour().harness(LAPTOP, Theme::Dark);
    window.run();
    let plot = plot(&window);
    mouse(&mut window, along(plot, 0.2), Some(true));
    mouse(&mut window, along(plot, 0.6), None);
    window.key_press(Key::Escape);
    window.run();
    mouse(&mut window, along(plot, 0.7), None);
    mouse(&mut window, along(plot, 0.7), Some(false));
    assert_eq!(shown_times(&window), ["last 15 minutes"; 3]);
}

#[test]
fn failed_cameras_are_counted_in_bars_that_fit_the_visible_time() {
    let bars = |window: &Window| {
        let plots = window.query_all_by_role(Role::Image);
        let names = plots.filter_map(|plot| plot.accesskit_node().label());
        names
            .filter(|name| name.starts_with("Failed"))
            .collect::<Vec<_>>()
    };
    for size in [LAPTOP, KIOSK] {
        let mut window = day().harness(size, Theme::Dark);
        window.run();
        assert_eq!(bars(&window), [""; 0], "none in a quarter of an hour");
        for (span, expected) in [
            (
                "1 h",
                "Failed cameras per minute: at most 1 in the last hour",
            ),
            (
                "6 h",
                "Failed cameras per 5 minutes: at most 2 in the last 6 hours",
            ),
            (
                "24 h",
                "Failed cameras per 15 minutes: at most 3 in the last 24 hours",
            ),
        ] {
            window.get_by_label(&format!("Show {span}")).click();
            window.run();
            assert_eq!(bars(&window), [expected], "{size}");
            let (title, _) = expected.split_once(':').unwrap();
            window.get_by_label(title);
        }
    }
}

/// Two cameras of the session failed one after the other, and one of another session long before.
fn failed() -> Screen {
    let mut screen = busy_quarter_of_an_hour();
    screen.moves(60, 5, CandidateState::Failed);
    screen.moves(2, 6, CandidateState::Failed);
    screen.now = screen.now + Duration::from_secs(30);
    let telemetry = MonitorEvent::Telemetry(Box::new(figures(screen.now)));
    screen.handle(Event::Monitor(telemetry));
    let gone = TimelineEvent {
        at_ms: screen.now.wall.as_millisecond() - 600_000,
        kind: TimelineEventKind::Failed,
        mac: Some(mac(9)),
    };
    screen.state.monitoring.restore([], [gone], screen.now);
    screen
}

/// The marks of failures that can be pressed on a plot: their place, and their name.
fn marks(window: &Window, plot: &str) -> Vec<(Rect, String)> {
    let buttons = window.query_all_by_role(Role::Button);
    let marks = buttons.filter_map(|button| {
        let name = button.accesskit_node().label()?;
        let mark = name.strip_prefix(plot)?.strip_prefix(": ")?.to_owned();
        Some((button.rect(), mark))
    });
    marks.collect()
}

#[test]
fn a_press_on_the_mark_of_a_failure_opens_its_camera() {
    for (size, side) in [(LAPTOP, 24.0), (KIOSK, 44.0)] {
        for plot in ["CPU", "Memory", "Temperature"] {
            let mut window = failed().harness(size, Theme::Dark);
            window.run();
            let marks = marks(&window, plot);
            let names: Vec<&str> = marks.iter().map(|(_, name)| name.as_str()).collect();
            // The one of another session is none of them.
            assert_eq!(names.len(), 2, "{names:?}");
            assert!(names[0].ends_with("4A:02 failed"), "{names:?}");
            let (newest, older) = names[1].split_once(", ").unwrap();
            assert!(newest.ends_with("4A:06 failed"), "{names:?}");
            assert!(older.ends_with("4A:05 failed"), "{names:?}");
            let (rect, _) = marks[1];
            assert!(rect.width() >= side && rect.height() >= side, "{rect}");
            click(&mut window, rect.left_center() + vec2(0.5, 0.0));
            assert!(shows(&window, 5), "{size} {plot}: only one is in reach");
            let mut window = failed().harness(size, Theme::Dark);
            window.run();
            click(&mut window, rect.center());
            assert!(shows(&window, 6), "{size} {plot}: the newest");
        }
    }
}

/// Whether the details of this camera are shown.
fn shows(window: &Window, index: u8) -> bool {
    let title = format!("Camera {}", mac(index).short());
    window.state().ui_state.tab == Tab::Provisioning
        && window.query_all_by_label_contains(&title).next().is_some()
}

#[test]
fn the_pointer_over_marks_is_a_hand_and_names_their_cameras() {
    let mut window = failed().harness(LAPTOP, Theme::Dark);
    window.run();
    let cursor = |window: &Window| window.output().platform_output.cursor_icon;
    let (rect, _) = marks(&window, "Memory")[1];
    window.hover_at(rect.center());
    // Longer than the delay of a tooltip.
    window.run_steps(8);
    assert_eq!(cursor(&window), CursorIcon::PointingHand);
    let labels = window.query_all_by_role(Role::Label);
    let texts: Vec<String> = labels.filter_map(|node| node.value()).collect();
    let names_both =
        |text: &String| text.contains("4A:06 failed\n") && text.contains("4A:05 failed");
    assert!(texts.iter().any(names_both), "{texts:?}");
    window.hover_at(plot(&window).center());
    window.run_steps(8);
    assert_ne!(cursor(&window), CursorIcon::PointingHand);
}

#[test]
fn a_mark_is_reached_and_pressed_by_keyboard() {
    let mut window = failed().harness(LAPTOP, Theme::Dark);
    window.run();
    let (_, name) = marks(&window, "CPU").swap_remove(1);
    let name = format!("CPU: {name}");
    window.get_by_label(&name).focus();
    window.run();
    assert!(window.get_by_label(&name).is_focused());
    window.key_press(Key::Enter);
    window.run();
    assert!(shows(&window, 6));
}

#[test]
fn a_mark_in_the_real_window_opens_its_camera() {
    let pi = Pi::start(SimulatorConfig {
        devices: 1,
        speed: 20.0,
        fail_rate: 1.0,
        tick: Duration::from_millis(200),
        ..SimulatorConfig::default()
    });
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", "Gr8 wifi!");
    console.press("Provision all");
    let mac = console.wait_for_card("failed");
    console.press("Monitor");
    let name = console.wait("the mark", |console| {
        let is_mark = |name: &String| name.starts_with("CPU: ") && name.ends_with(" failed");
        console.names().into_iter().find(is_mark)
    });
    console.activate(&name);
    let end = &mac[mac.len() - 5..];
    console.wait("its details", |console| {
        let names = console.names();
        names
            .iter()
            .any(|name| name.starts_with("Camera ") && name.contains(end))
            .then_some(())
    });
}

/// A batch that is being verified, and a quarter of an hour of health.
pub fn busy_quarter_of_an_hour() -> Screen {
    use CandidateState::{Failed, Verified};
    let mut screen = Screen::with_session((0..7).map(found).collect());
    for (seconds, camera, state) in [
        (200, 0, Verified),
        (40, 1, Verified),
        (130, 2, Failed),
        (3, 3, Verified),
        (190, 4, Verified),
    ] {
        screen.moves(seconds, camera, state);
    }
    let since = screen.now.instant;
    screen.handle(Event::Monitor(MonitorEvent::Stream(LinkState::Live {
        since,
    })));
    let newest = screen.now + Duration::from_secs(57);
    screen.now = newest;
    let now_ms = newest.wall.as_millisecond();
    let points = (1..=190).rev().map(|ago| point(now_ms, ago));
    let outage = 60..72;
    let points = points.filter(|(ago, _)| !outage.contains(ago));
    screen
        .state
        .monitoring
        .restore(points.map(|(_, point)| point), [], newest);
    screen.handle(Event::Monitor(MonitorEvent::Telemetry(Box::new(figures(
        newest,
    )))));
    screen.ui_state.tab = pidash::ui::Tab::Monitor;
    screen
}

/// A day of health: two busy shifts, an outage between them and one peak.
fn day() -> Screen {
    let mut screen = busy_quarter_of_an_hour();
    let now_ms = screen.now.wall.as_millisecond();
    let points = (1..=17_280_i16).rev().map(|ago| {
        let shift = if ago % 8_000 < 3_000 { 30.0 } else { 0.0 };
        let peak = if ago == 7_000 { 74.0 } else { 0.0 };
        let noise = |factor: i32, range: i32| {
            let value = (i32::from(ago) * factor).rem_euclid(range);
            f32::from(i16::try_from(value).unwrap())
        };
        let values = [
            9.0 + shift + noise(7_919, 21) + peak,
            38.0 + shift / 10.0 + noise(31, 7),
            46.0 + shift / 4.0 + noise(104_729, 5),
        ];
        let at_ms = now_ms - i64::from(ago) * 5_000;
        HistoryPoint::new(at_ms, ago != 9_000, values.map(Some))
    });
    let outage = 9_001..9_700;
    let points = points.filter(|point| !outage.contains(&((now_ms - point.at_ms) / 5_000)));
    screen.state.monitoring = Monitoring::new(screen.now);
    let failed = [30, 31, 200, 203, 204, 206, 700, 1_300].map(|minutes| TimelineEvent {
        at_ms: now_ms - minutes * 60_000,
        kind: if minutes == 700 {
            TimelineEventKind::NotConfirmed
        } else {
            TimelineEventKind::Failed
        },
        mac: Some(mac(2)),
    });
    screen
        .state
        .monitoring
        .restore(points, failed.into_iter().rev(), screen.now);
    let telemetry = MonitorEvent::Telemetry(Box::new(figures(screen.now)));
    screen.handle(Event::Monitor(telemetry));
    screen
}

/// The sample `ago` intervals before `now_ms`. No sines: they are not the same on every machine.
fn point(now_ms: i64, ago: i16) -> (i16, HistoryPoint) {
    let saw = |length: i16| f32::from((ago % length - length / 2).abs());
    let work = if (30..140).contains(&ago) { 34.0 } else { 0.0 };
    let peak = if ago == 84 { 18.0 } else { 0.0 };
    let cpu = 8.0 + work + 3.0 * saw(9) + saw(32) + peak;
    let warmth = f32::from((ago.clamp(0, 120) - 20).abs()) / 8.0;
    let values = [cpu, 38.0 + work / 12.0 + saw(60) / 10.0, 58.0 - warmth];
    let at_ms = now_ms - i64::from(ago) * 5_000;
    (ago, HistoryPoint::new(at_ms, ago != 59, values.map(Some)))
}

fn figures(received: Now) -> Telemetry {
    let sample = TelemetrySample {
        at: Some(received.wall),
        cpu_percent: Some(37.0),
        memory_percent: Some(41.0),
        disk_percent: Some(38.9),
        temperature_celsius: Some(56.1),
        load_1: Some(1.52),
        load_5: Some(1.21),
        load_15: Some(0.84),
        uptime: Some(Duration::from_hours(772)),
        ..TelemetrySample::default()
    };
    Telemetry {
        services: Some(Services {
            mqtt_connected: Some(true),
            mqtt_secure: Some(true),
            api_responding: Some(true),
            database_connected: Some(false),
            last_health_check: Some(received.wall),
            service_uptime: None,
        }),
        network: Some(NetworkFigures {
            active_connections: Some(12),
            bytes_received: Some(1_000_000),
            bytes_sent: Some(1_000_000),
            packet_loss_percent: Some(0.0),
            latency_ms: Some(8.0),
        }),
        security: Some(SecurityFigures {
            certificate_expiry: Some(received.wall + Duration::from_hours(24 * 9 + 1)),
            threat_level: Some(ThreatLevel::Low),
            ..SecurityFigures::default()
        }),
        cameras: Some((0..4).map(|index| camera(index, received)).collect()),
        alerts_count: Some(1),
        connected_clients: Some(2),
        ..Telemetry::of_sample(Transport::Socket, received, sample)
    }
}

fn camera(index: u8, received: Now) -> CameraFigures {
    CameraFigures {
        id: mac(index).to_string(),
        online: Some(index != 2),
        rssi_dbm: Some(-52 - 7 * i16::from(index)),
        free_heap_bytes: Some(182_344),
        last_seen: Some(received.wall),
        frames_per_second: (index != 2).then_some(12.5),
    }
}

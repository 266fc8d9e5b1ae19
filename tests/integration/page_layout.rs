//! The layout of every page, at the sizes of the displays, in both languages, and with texts that are
//! longer by 40 %: no text is cut, no text or control lies over another.

use std::{collections::BTreeSet, time::Duration};

use egui::{
    Color32, Key, Modifiers, Pos2, Rect, Shape, Theme, Vec2,
    accesskit::Role,
    epaint::{ClippedShape, TextShape},
    vec2,
};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::{
    layout::{cut, failures, is_secondary, of_every_kind, overlapping, texts},
    monitor_flow::busy_quarter_of_an_hour,
    positions::{asked, bound},
    screen::{Screen, Window, did_not_join, found, mac, open, press, turn_wheel},
    start_page::{lost_pi, with_sessions},
};
use pidash::{
    domain::{
        allowlist::{AllowlistEntry, EntryNote},
        candidate::CandidateState,
        mac::MacAddr,
        pi_log::{LogSeverity, PiLogLine},
        profile::Profile,
        request_log::{RequestLogEntry, RequestOutcome},
        scanned_network::{Band, Protection, ScannedNetwork},
        session::{Session, SessionState},
        telemetry::{Services, Telemetry, TelemetrySample, Transport},
    },
    features::{intent::Intent, provisioning::intent::ProvisioningIntent},
    i18n::{self, Language},
    messages::{AllowlistReply, BatchEvent, Command, Event, MonitorEvent, PiLogEvent, SessionVerb},
    shell::UiState,
    tr,
    ui::Tab,
};

const SIZES: [Vec2; 7] = [
    vec2(1_920.0, 1_080.0),
    vec2(1_366.0, 768.0),
    vec2(1_280.0, 800.0),
    vec2(1_000.0, 620.0),
    vec2(800.0, 480.0),
    vec2(720.0, 1_280.0),
    vec2(440.0, 360.0),
];
const LANGUAGES: [Language; 3] = [Language::English, Language::Portuguese, Language::Stretched];

/// Looks at a page in all sizes and languages. `prepare` does in English what leads to it.
fn check(screen: Screen, prepare: impl FnOnce(&mut Window)) {
    check_unless(screen, prepare, may_be_cut);
}

/// As [`check`], without faults that `is_expected`.
fn check_unless(
    screen: Screen,
    prepare: impl FnOnce(&mut Window),
    is_expected: fn(&str, Vec2, Language) -> bool,
) {
    i18n::set_language(Language::English);
    let mut window = screen.harness(SIZES[2], Theme::Dark);
    window.run();
    prepare(&mut window);
    let mut wrong = BTreeSet::new();
    for language in LANGUAGES {
        i18n::set_language(language);
        for size in SIZES {
            window.set_size(size);
            window.run();
            // A dialog finds its place after the first frame of another size.
            window.run();
            let mut found = faults(&mut window);
            found.retain(|fault| !is_expected(fault, size, language));
            wrong.extend(
                found
                    .iter()
                    .map(|fault| format!("{size} {language:?}: {fault}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn faults(window: &mut Window) -> Vec<String> {
    let shapes = in_front(window);
    let mut faults: Vec<String> = cut(&shapes)
        .iter()
        .map(|text| format!("cut: {text}"))
        .collect();
    let over = overlapping(&shapes, Rect::EVERYTHING);
    faults.extend(
        over.iter()
            .map(|(one, other)| format!("{one:?} over {other:?}")),
    );
    faults.extend(cut_for_good(window, &shapes));
    faults
}

/// What is drawn in front: all of the page, or the dialog over it.
fn in_front(window: &Window) -> Vec<ClippedShape> {
    let shapes = &window.output().shapes;
    let sight = window.ctx.content_rect();
    let is_backdrop = |shape: &ClippedShape| match &shape.shape {
        Shape::Rect(rect) => {
            rect.rect.contains_rect(sight)
                && rect.fill.a() < 255
                && rect.fill != Color32::TRANSPARENT
        }
        _ => false,
    };
    let first = shapes
        .iter()
        .rposition(is_backdrop)
        .map_or(0, |index| index + 1);
    shapes[first..].to_vec()
}

/// The texts that are cut at the top or at the bottom, and stay so when the wheel is turned over them.
fn cut_for_good(window: &mut Window, shapes: &[ClippedShape]) -> Vec<String> {
    let sight = window.ctx.content_rect();
    let mut cut: Vec<(Rect, Pos2, String, bool)> = Vec::new();
    for (text, clip) in texts(shapes) {
        let (rect, clip) = (text.visual_bounding_rect(), clip.intersect(sight));
        let is_below = rect.bottom() > clip.bottom() + 1.0;
        let is_cut = is_below || rect.top() < clip.top() - 1.0;
        let is_new = cut.iter().all(|(known, ..)| *known != clip);
        if is_cut && is_new && clip.intersects(rect) && clip.is_positive() {
            cut.push((clip, text.pos, text.galley.text().to_owned(), is_below));
        }
    }
    let stays = cut.into_iter().filter(|(clip, place, text, is_below)| {
        let step = if *is_below { -60.0 } else { 60.0 };
        turn_wheel(window, clip.center(), step);
        let is_there = |(shape, _): &(&TextShape, Rect)| {
            shape.galley.text() == text && (shape.pos - *place).length() < 1.0
        };
        let stays = texts(&window.output().shapes).iter().any(is_there);
        turn_wheel(window, clip.center(), -step);
        stays
    });
    stays
        .map(|(_, _, text, _)| format!("cut for good: {text}"))
        .collect()
}

/// Whether a text may be cut: rows of facts, which are also elsewhere, and the address of the Pi. Of the
/// lengthened texts also dates, hints in empty fields, the names of the tabs that were chosen to be
/// short, and what has no room in the smallest window.
fn may_be_cut(fault: &str, size: Vec2, language: Language) -> bool {
    let Some(text) = fault.strip_prefix("cut: ") else {
        return false;
    };
    let is_elsewhere = is_secondary(text) || text == tr!("batch-not-allowed", count = 1);
    let is_short_name = || {
        let tabs = Tab::ALL.iter().map(|tab| tab.short_title());
        let names = tabs.chain([tr!("palette-title"), tr!("tab-events")]);
        names.into_iter().any(|name| name == text)
    };
    let hints = [
        tr!("allowlist-description-hint"),
        tr!("allowlist-container-hint"),
        tr!("filter-search-hint"),
        tr!("request-search-hint"),
        tr!("log-search-hint"),
    ];
    let is_longer = language == Language::Stretched;
    is_elsewhere
        || text.starts_with("192.168.1.124")
        || is_longer
            && (text.contains("2026") || hints.contains(&text) || is_short_name() || size.x < 500.0)
}

fn on(tab: Tab, mut screen: Screen) -> Screen {
    screen.ui_state = UiState::on(tab);
    screen
}

#[test]
fn the_connect_page() {
    let mut screen = Screen::connected();
    screen.state.connect.profiles =
        vec![Profile::new("http://192.168.1.124:8082"), screen.known_pi()];
    screen.ui_state.connect.is_open = true;
    check(screen, |_| {});
    let mut screen = Screen::connected();
    screen.ui_state.connect.is_open = true;
    check(screen, |window| press(window, "Practise…"));
}

#[test]
fn the_start_form() {
    check(with_sessions(2, 8), |_| {});
    check(with_sessions(0, 0), |window| press(window, "Time-outs"));
}

/// A Pi with which almost everything is wrong before a start.
fn that_is_not_ready() -> Screen {
    let mut screen = with_sessions(1, 3);
    let sample = TelemetrySample {
        at: Some(screen.now.wall - Duration::from_hours(3 * 365 * 24)),
        memory_percent: Some(97.0),
        disk_percent: Some(91.0),
        temperature_celsius: Some(83.5),
        ..TelemetrySample::default()
    };
    let mut telemetry = Telemetry::of_sample(Transport::Socket, screen.now, sample);
    telemetry.services = Some(Services {
        mqtt_connected: Some(false),
        ..Services::default()
    });
    screen.handle(Event::Monitor(MonitorEvent::Telemetry(Box::new(telemetry))));
    screen.handle(Event::Allowlist(AllowlistReply::List(Ok(Some(Vec::new())))));
    let network = ScannedNetwork {
        ssid: "ShopNet-24".to_owned(),
        band: Some(Band::Ghz2_4),
        signal_dbm: Some(-61),
        protection: Protection::Wpa3Only,
    };
    screen.handle(Event::NetworksInSight(Ok(Some(vec![network]))));
    screen
}

fn type_network(window: &mut Window) {
    for (role, name, text) in [
        (Role::TextInput, "Network name (SSID)", "ShopNet-24"),
        (Role::PasswordInput, "Passphrase", "correct horse"),
    ] {
        window.get_by_role_and_label(role, name).focus();
        window.run();
        window.get_by_role_and_label(role, name).type_text(text);
        window.run();
    }
}

#[test]
fn the_checks_before_a_start() {
    let all = "Checks before the start: passed 5, warnings 0, failed 8";
    check(that_is_not_ready(), type_network);
    check(that_is_not_ready(), |window| {
        type_network(window);
        press(window, all);
    });
    check(that_is_not_ready(), |window| {
        type_network(window);
        press(window, "Start session");
        let question = window.query_by_role_and_label(Role::Button, "Start anyway");
        assert!(question.is_some());
    });
}

#[test]
fn the_start_form_while_the_pi_is_away() {
    check(lost_pi().on_kiosk(false), |_| {});
}

#[test]
fn past_sessions() {
    let mut screen = with_sessions(2, 8);
    screen.ui_state.show_past_sessions();
    check(screen, |_| {});
}

/// A reason, or the range of a plot, is in one line: whole in both languages, not if it is longer.
fn may_be_cut_in_one_line(fault: &str, size: Vec2, language: Language) -> bool {
    let is_longer = language == Language::Stretched && fault.starts_with("cut");
    is_longer || may_be_cut(fault, size, language)
}

#[test]
fn the_cameras() {
    let screens: [fn() -> Screen; 3] = [|| of_every_kind(6), || of_every_kind(20), failures];
    for screen in screens {
        let screen = screen();
        check_unless(screen, |_| {}, may_be_cut_in_one_line);
    }
}

/// A camera went ahead of the others and failed for a reason that they share.
#[test]
fn a_camera_that_holds_the_others() {
    use CandidateState::{Provisioning, Verifying};
    let mut screen = Screen::with_session((0..6).map(found).collect());
    let all = ProvisioningIntent::Session(SessionVerb::ProvisionAll);
    let now = screen.now;
    let sent = screen.state.handle_intent(Intent::Provisioning(all), now);
    assert!(matches!(sent, Some(Command::Devices(..))), "{sent:?}");
    for state in [Provisioning, Verifying] {
        screen.moves(1, 0, state);
    }
    screen.fails(1, 0, did_not_join());
    let due = std::iter::from_fn(|| screen.state.due(screen.now));
    assert!(due.take(100).count() < 100, "no end of commands");
    let is_offered = |window: &mut Window| {
        let change = window.query_by_role_and_label(Role::Button, "Change passphrase…");
        assert!(change.is_some());
    };
    check_unless(screen, is_offered, may_be_cut_in_one_line);
}

#[test]
fn the_positions() {
    let list = "A1 to A20, By the door";
    for cameras in [3, 20] {
        check_unless(asked(list, cameras), |_| {}, may_be_cut_in_one_line);
        check_unless(bound(list, cameras), |_| {}, may_be_cut_in_one_line);
        check(bound(list, cameras), |window| press(window, "Positions…"));
        let mut other = bound(list, cameras);
        let lists = &mut other.state.provisioning.site_lists;
        lists.keep("ShopNet-24", "B1 to B20");
        check(other, |window| {
            press(window, "Positions…");
            press(window, "Other list…");
        });
        check(bound(list, cameras), |window| {
            press(window, "Positions…");
            press(window, &format!("Change the position of {}", mac(2)));
        });
    }
    check(Screen::with_session(vec![found(1)]), |window| {
        press(window, "More actions");
        press(window, "Positions…");
    });
}

#[test]
fn the_cameras_of_a_past_session() {
    for screen in [of_every_kind(20), bound("A1 to A24", 20)] {
        check_past_session(screen);
    }
}

fn check_past_session(mut screen: Screen) {
    let batch = screen.state.provisioning.batch();
    let session = batch.map(|batch| batch.session.clone());
    let closed = session.map(|session| Session {
        state: SessionState::Closed,
        ..session
    });
    let closed = closed.map(|session| Event::Batch(BatchEvent::Session(session)));
    screen.handle(closed.unwrap());
    screen.ui_state.show_past_sessions();
    let open = |window: &mut Window| {
        let rows = window.query_all_by_role(Role::Button);
        let of_session = |label: &String| label.starts_with("Session ShopNet-24");
        let labels = rows.filter_map(|row| row.accesskit_node().label());
        let row = labels.into_iter().find(of_session);
        press(window, &row.unwrap_or_default());
        let export = window.query_by_role_and_label(Role::Button, "Export result…");
        assert!(export.is_some());
    };
    check_unless(screen, open, may_be_cut_in_one_line);
}

#[test]
fn the_monitor() {
    check_unless(busy_quarter_of_an_hour(), |_| {}, may_be_cut_in_one_line);
}

#[test]
fn the_dialogs_of_a_session() {
    check(of_every_kind(6), |window| press(window, "Stop session"));
    let mut screen = of_every_kind(6);
    screen.ui_state.provisioning.open_camera(mac(1));
    check(screen, |_| {});
}

/// Of 40 entries, not all are in sight.
fn with_allowlist(entries: u8) -> Screen {
    let mut screen = on(Tab::Allowlist, Screen::connected());
    let day = |index: u8| screen.now.wall - Duration::from_hours(u64::from(index) * 24);
    let entry = |index: u8| AllowlistEntry {
        mac: MacAddr::new([0x24, 0x6F, 0x28, 0, 0, index]),
        note: EntryNote {
            description: "Entrance".to_owned(),
            container_id: "019c1248ed5f".to_owned(),
        },
        added_at: Some(day(index)),
        used: index % 2 == 1,
        used_at: (index % 2 == 1).then(|| day(index)),
    };
    let entries = (0..entries).map(entry).collect();
    screen.handle(Event::Allowlist(AllowlistReply::List(Ok(Some(entries)))));
    screen
}

#[test]
fn the_allowlist() {
    check(with_allowlist(40), |_| {});
    check(with_allowlist(40), |window| press(window, "Clear all…"));
}

#[test]
fn an_import() {
    check(with_allowlist(40), |window| press(window, "Import…"));
}

/// Each column of the allowlist has its heading above it, whether a scroll bar is beside it or not.
#[test]
fn headings_are_above_their_columns() {
    for entries in [3, 40] {
        let mut window = with_allowlist(entries).harness(SIZES[2], Theme::Dark);
        window.run();
        let shapes = window.output().shapes.clone();
        let left = |start: &str| {
            let texts = texts(&shapes).into_iter();
            let mut found = texts.filter(|(text, _)| text.galley.text().starts_with(start));
            found.next().map(|(text, _)| text.pos.x)
        };
        for (heading, cell) in [
            ("MAC address \u{e08e}", "24:6F:28:00"),
            ("Added", "22 Nov"),
            ("Status", "\u{e40c}"),
        ] {
            let (heading, cell) = (left(heading), left(cell));
            assert!(heading.is_some() && heading == cell, "{heading:?} {cell:?}");
        }
    }
}

#[test]
fn the_thresholds() {
    check(busy_quarter_of_an_hour(), |window| {
        press(window, "Thresholds");
    });
}

#[test]
fn the_settings() {
    check(on(Tab::Settings, Screen::connected()), |_| {});
}

fn with_logs() -> Screen {
    let mut screen = on(Tab::Diagnostics, Screen::connected());
    let outcomes = [
        (RequestOutcome::Done, Some(200)),
        (RequestOutcome::Refused, Some(409)),
        (RequestOutcome::Failed, None),
    ];
    let ago = |index: u64| screen.now.wall - Duration::from_secs(index);
    for (index, (outcome, status)) in (0..60).zip(outcomes.into_iter().cycle()) {
        screen.state.diagnostics.request_log.push(RequestLogEntry {
            at: ago(index),
            method: "GET".to_owned(),
            endpoint: "/api/v1/health".to_owned(),
            status,
            duration: Some(Duration::from_millis(85)),
            bytes: 4_096,
            correlation_id: Some("3c6ef372-fe94-482a-8f82-000000000001".to_owned()),
            outcome,
            note: None,
        });
    }
    let line = |index| PiLogLine {
        at: Some(ago(index)),
        severity: LogSeverity::Info,
        level: "info".to_owned(),
        component: "batch".to_owned(),
        message: "camera found".to_owned(),
    };
    screen.handle(Event::PiLog(PiLogEvent::Lines(
        (0..60).rev().map(line).collect(),
    )));
    screen
}

#[test]
fn support() {
    check(with_logs(), |_| {});
    check(with_logs(), |window| press(window, "Show pi log"));
}

#[test]
fn the_palette() {
    check(Screen::with_session(vec![found(1)]), |window| {
        window.key_press_modifiers(Modifiers::COMMAND, Key::K);
        window.run();
    });
}

#[test]
fn the_cameras_do_not_move_when_there_is_room_for_the_session_id() {
    let look = |width| {
        let window = open(of_every_kind(8), vec2(width, 800.0));
        let has_id = window.query_by_label("Copy session id").is_some();
        let pause = window.get_by_role_and_label(Role::Button, "Pause");
        let name = format!("{}, discovered", mac(7));
        let camera = window.get_by_label(&name);
        (has_id, pause.rect().top(), camera.rect().top())
    };
    let (with_id, without_id) = (look(1_280.0), look(1_240.0));
    assert!(with_id.0 && !without_id.0, "{with_id:?}, {without_id:?}");
    assert_eq!((with_id.1, with_id.2), (without_id.1, without_id.2));
}

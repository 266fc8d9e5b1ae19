//! The page before a session: the form, what is beside it, and the offer to resume a session.

use std::time::Duration;

use egui::{Rect, Theme, Vec2, accesskit::Role, vec2};
use egui_kittest::{kittest::NodeT as _, kittest::Queryable as _};

use crate::screen::{KIOSK, LAPTOP, Screen, Window};
use jiff::Timestamp;
use pidash::{
    domain::{
        link_state::LinkState,
        network::{Security, Ssid},
        problem::{ErrorCode, Problem, ProblemKind},
        session::{Session, SessionId, SessionState, StartRequest, StepTimeouts},
    },
    features::{intent::Intent, provisioning::intent::ProvisioningIntent},
    i18n::{self, Language},
    messages::{Event, RecoveryReply, Reply},
    tr,
};

/// A session for the network with this number.
fn session(screen: &Screen, number: u8, state: SessionState) -> Session {
    let at = screen.now.wall - Duration::from_hours(u64::from(number) * 30);
    Session {
        id: SessionId::new(format!("sess_{number}")),
        state,
        target_ssid: format!("ShopNet-{number}"),
        created_at: Some(at),
        updated_at: Some(at + Duration::from_mins(20)),
        expires_at: None,
        device_count: 50,
        provisioned_count: 50,
        verified_count: 48,
        failed_count: 2,
    }
}

/// A console with sessions that can be resumed and past ones.
pub fn with_sessions(resumable: u8, past: u8) -> Screen {
    let mut screen = Screen::connected();
    let sessions = |screen: &Screen, numbers, state: &SessionState| {
        let numbers: std::ops::Range<u8> = numbers;
        numbers
            .map(|number| session(screen, number, state.clone()))
            .collect()
    };
    let offered = sessions(&screen, 0..resumable, &SessionState::Active);
    let ended = sessions(&screen, resumable..resumable + past, &SessionState::Closed);
    screen.handle(Event::Recovery(RecoveryReply::Recoverable(Ok(Some(
        offered,
    )))));
    screen.handle(Event::Recovery(RecoveryReply::History(Ok(Some(ended)))));
    screen
}

fn open(screen: Screen, size: Vec2, language: Language) -> Window {
    let mut window = screen.harness(size, Theme::Dark);
    i18n::set_language(language);
    window.run();
    window
}

fn button(window: &Window, name: &str) -> Rect {
    window.get_by_role_and_label(Role::Button, name).rect()
}

fn passphrase(window: &Window) -> Rect {
    let name = tr!("start-passphrase");
    window
        .get_by_role_and_label(Role::PasswordInput, name)
        .rect()
}

#[test]
fn from_1000_points_on_the_last_networks_and_sessions_are_beside_the_form() {
    for language in [Language::English, Language::Portuguese] {
        for (size, has_columns) in [
            (vec2(1_920.0, 1_080.0), true),
            (LAPTOP, true),
            (vec2(1_000.0, 620.0), true),
            (vec2(880.0, 620.0), false),
        ] {
            let window = open(with_sessions(2, 8), size, language);
            let form = passphrase(&window);
            let network = tr!("recent-use-network", network = "ShopNet-5");
            let of_session = tr!("past-session", facts = "ShopNet-");
            let rows = window.query_all_by_role(Role::Button).filter(|node| {
                let label = node.accesskit_node().label();
                label.is_some_and(|label| label.starts_with(&of_session))
            });
            let rows: Vec<Rect> = rows.map(|row| row.rect()).collect();
            assert_eq!(rows.len(), 5, "the newest ones");
            for other in [
                button(&window, &network),
                button(&window, tr!("recent-all")),
                rows[0],
            ] {
                let is_beside = form.right() < other.left();
                assert_eq!(is_beside, has_columns, "{language:?} {size}");
            }
            assert!(form.width() <= 600.0 || !has_columns, "{form}");
        }
    }
}

#[test]
fn the_session_that_is_offered_is_not_listed_again() {
    let window = open(with_sessions(3, 0), LAPTOP, Language::English);
    let groups = window.query_all_by_role(Role::Group);
    let names = groups.filter_map(|group| group.accesskit_node().label());
    let mut sessions: Vec<String> = names
        .filter(|name| name.starts_with("Recoverable session"))
        .collect();
    sessions.sort();
    let wanted = [0, 1, 2].map(|number| format!("Recoverable session ShopNet-{number}"));
    assert_eq!(sessions, wanted);
}

#[test]
fn the_offer_to_resume_a_session_is_one_line() {
    for language in [Language::English, Language::Portuguese] {
        for size in [LAPTOP, KIOSK] {
            let window = open(with_sessions(1, 0), size, language);
            let word = tr!("recovery-interrupted");
            let word = window.get_by_label(word).rect();
            let resume = button(&window, tr!("recovery-resume"));
            assert!(word.y_range().contains(resume.center().y));
            let form = window.get_by_label(tr!("start-title")).rect();
            assert!(form.top() - resume.bottom() < 60.0, "{size} {language:?}");
            let facts = window.get_by_label_contains("ShopNet-0 · 48").rect();
            assert!(word.right() < facts.left() && facts.right() < resume.left());
        }
    }
}

/// Opens the on-screen keyboard for the passphrase.
fn touch_passphrase(window: &mut Window) {
    let below = |window: &Window| {
        let actions = button(window, tr!("start-session"));
        window.ctx.content_rect().bottom() - actions.bottom()
    };
    let before = below(window);
    let name = tr!("start-passphrase");
    window
        .get_by_role_and_label(Role::PasswordInput, name)
        .focus();
    window.run();
    assert!(below(window) > before + 150.0, "the keyboard is open");
}

/// Whether something is wholly between the header and the bar of the actions.
fn is_in_sight(window: &Window, rect: Rect) -> bool {
    let actions = button(window, tr!("start-session"));
    rect.top() >= 44.0 && rect.bottom() <= actions.top() && rect.height() >= 44.0
}

#[test]
fn the_passphrase_is_in_sight_below_the_offer_on_the_kiosk() {
    for language in [Language::English, Language::Portuguese] {
        let screen = with_sessions(2, 4).on_kiosk(true);
        let mut window = open(screen, KIOSK, language);
        assert!(is_in_sight(&window, passphrase(&window)), "{language:?}");
        touch_passphrase(&mut window);
        let field = passphrase(&window);
        assert!(
            is_in_sight(&window, field),
            "{language:?}, with the keyboard"
        );
    }
}

/// A kiosk on which a session could not be started.
fn failed_start(problem: Problem) -> Screen {
    let mut screen = Screen::connected().on_kiosk(true);
    let start = ProvisioningIntent::Start(StartRequest {
        ssid: Ssid::new("ShopNet-24").unwrap(),
        security: Security::Open,
        timeouts: StepTimeouts::default(),
    });
    screen
        .state
        .handle_intent(Intent::Provisioning(start), screen.now);
    let problem = Problem {
        http_status: Some(400),
        correlation_id: Some("c0ffee".to_owned()),
        ..problem
    };
    screen.handle(Event::Reply(Reply::Started(Err(Box::new(problem)))));
    screen
}

/// The Pi says when to try again.
fn limited_start() -> Screen {
    failed_start(Problem {
        retry_after: Some(Duration::from_secs(30)),
        ..Problem::new(ErrorCode::RateLimited, Timestamp::UNIX_EPOCH)
    })
}

/// What was entered has to be corrected.
fn refused_start() -> Screen {
    failed_start(Problem::new(
        ErrorCode::ValidationFailed,
        Timestamp::UNIX_EPOCH,
    ))
}

/// A kiosk whose Pi has been away for a while.
pub fn lost_pi() -> Screen {
    let mut screen = Screen::connected().on_kiosk(true);
    let problem = Box::new(Problem {
        details: Some("tcp connect error: Connection refused (os error 111)".to_owned()),
        endpoint: Some("GET /api/v1/provisioning/batch/events".to_owned()),
        ..Problem::new(ProblemKind::Unreachable, screen.now.wall)
    });
    for attempt in [1, 2] {
        screen.handle(Event::Stream(LinkState::Retrying {
            attempt,
            at: screen.now.instant + Duration::from_secs(12),
            problem: problem.clone(),
        }));
    }
    screen
}

#[test]
fn a_problem_takes_little_of_the_small_display_and_its_buttons_stay_in_sight() {
    for language in [Language::English, Language::Portuguese] {
        for (screen, buttons) in [
            (
                limited_start as fn() -> Screen,
                ["problem-panel-retry-now", "problem-panel-stop-retrying"].as_slice(),
            ),
            (refused_start, &["problem-panel-show-details"]),
            (
                lost_pi,
                &["events-reconnect-now", "problem-panel-show-details"],
            ),
        ] {
            let mut window = open(screen(), KIOSK, language);
            let case = format!("{language:?} {buttons:?}");
            let form = window.get_by_label(tr!("start-title")).rect();
            assert!(form.top() < 190.0, "{case}: {form}");
            let are_in_sight = |window: &Window| {
                let field = passphrase(window);
                assert!(is_in_sight(window, field), "{case}: {field}");
                for name in buttons {
                    let button = button(window, &i18n::message(name, &[]));
                    assert!(is_in_sight(window, button), "{case}: {button}");
                    assert!(button.bottom() <= field.top(), "{case}: {button}");
                }
            };
            are_in_sight(&window);
            // While a countdown runs, nothing can be typed.
            let name = tr!("start-passphrase");
            let field = window.get_by_role_and_label(Role::PasswordInput, name);
            if !field.accesskit_node().is_disabled() {
                touch_passphrase(&mut window);
                are_in_sight(&window);
            }
        }
    }
}

//! A frame is drawn only when something changes that is seen.

use std::time::Duration;

use egui::{Context, Pos2, RawInput, Rect, Vec2, ViewportId};

use crate::screen::{KIOSK, LAPTOP, Screen, found};
use pidash::{
    domain::{
        candidate::CandidateState,
        configuration::Origin,
        link_state::LinkState,
        problem::{Problem, ProblemKind},
        settings::Setting,
        telemetry::{Telemetry, TelemetrySample, Transport},
    },
    messages::{Event, MonitorEvent},
    shell::root_ui,
    ui::{Tab, theme},
};

/// When the window that shows `screen` needs its next frame; `None`: never.
fn next_frame(screen: &mut Screen, size: Vec2) -> Option<Duration> {
    let ctx = Context::default();
    theme::install(&ctx);
    let mut delay = Duration::ZERO;
    // egui settles sizes in the first frames.
    for frame in 0..20 {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
            time: Some(100.0 + f64::from(frame) / 100.0),
            ..RawInput::default()
        };
        let output = ctx.run_ui(input, |ui| {
            root_ui(ui, &screen.state, &mut screen.ui_state, screen.now);
        });
        delay = output.viewport_output[&ViewportId::ROOT].repaint_delay;
        output.drop_without_applying_deltas();
    }
    (delay != Duration::MAX).then_some(delay)
}

fn within_a_second(delay: Option<Duration>) -> bool {
    delay.is_some_and(|delay| delay <= Duration::from_millis(1_001))
}

/// The figures of the Pi, which came `age` seconds ago.
fn with_figures(mut screen: Screen, age: u64) -> Screen {
    let sample = TelemetrySample {
        cpu_percent: Some(23.0),
        ..TelemetrySample::default()
    };
    let telemetry = Telemetry::of_sample(Transport::Socket, screen.now, sample);
    let live = LinkState::Live {
        since: screen.now.instant,
    };
    screen.handle(Event::Monitor(MonitorEvent::Stream(live)));
    screen.handle(Event::Monitor(MonitorEvent::Telemetry(Box::new(telemetry))));
    screen.now = screen.now + Duration::from_secs(age);
    screen
}

/// A session whose first camera is in flight.
fn in_flight() -> Screen {
    let mut screen = Screen::with_session((1..=3).map(found).collect());
    screen.moves(1, 1, CandidateState::Provisioning);
    screen.now = screen.now + Duration::from_secs(1);
    screen
}

fn retrying(mut screen: Screen) -> Screen {
    screen.handle(Event::Stream(LinkState::Retrying {
        attempt: 2,
        at: screen.now.instant + Duration::from_secs(9),
        problem: Box::new(Problem::new(ProblemKind::Unreachable, screen.now.wall)),
    }));
    // A short interruption is not shown.
    screen.now = screen.now + Duration::from_secs(6);
    while screen.state.due(screen.now).is_some() {}
    screen
}

#[test]
fn a_form_that_nobody_types_into_needs_no_frame() {
    assert_eq!(next_frame(&mut Screen::connected(), LAPTOP), None);
}

#[test]
fn fresh_figures_need_no_frame_and_outdated_ones_show_their_age() {
    for tab in [Tab::Provisioning, Tab::Monitor] {
        let mut fresh = with_figures(Screen::connected(), 9);
        fresh.ui_state.show_tab(tab);
        assert_eq!(next_frame(&mut fresh, LAPTOP), None, "{tab:?}");
        let mut outdated = with_figures(Screen::connected(), 11);
        outdated.ui_state.show_tab(tab);
        assert!(
            within_a_second(next_frame(&mut outdated, LAPTOP)),
            "{tab:?}"
        );
    }
}

#[test]
fn a_camera_in_flight_counts_each_second_where_it_is_seen() {
    for size in [LAPTOP, KIOSK] {
        let mut screen = in_flight();
        assert!(within_a_second(next_frame(&mut screen, size)), "{size}");
        screen.ui_state.show_tab(Tab::Settings);
        assert_eq!(next_frame(&mut screen, size), None, "{size}");
    }
}

#[test]
fn a_session_that_waits_for_cameras_changes_each_minute() {
    let mut screen = Screen::with_session(Vec::new());
    screen.now = screen.now + Duration::from_mins(5);
    let delay = next_frame(&mut screen, LAPTOP);
    assert!(
        delay.is_some_and(|delay| delay > Duration::from_secs(2)),
        "{delay:?}"
    );
}

#[test]
fn the_countdown_to_the_next_attempt_is_seen_on_each_tab() {
    for tab in [Tab::Provisioning, Tab::Settings] {
        let mut screen = retrying(Screen::connected());
        screen.ui_state.show_tab(tab);
        assert!(within_a_second(next_frame(&mut screen, LAPTOP)), "{tab:?}");
    }
}

#[test]
fn at_a_glance_only_the_time_left_and_the_absence_of_the_pi_are_counted() {
    let at_a_glance = |screen: &mut Screen| {
        screen.ui_state.open_glance();
        next_frame(screen, KIOSK)
    };
    let mut screen = Screen::with_session((1..=3).map(found).collect());
    assert_eq!(at_a_glance(&mut screen), None);
    for camera in 1..=3 {
        screen.moves(0, camera, CandidateState::Provisioning);
    }
    assert_eq!(at_a_glance(&mut screen), None, "nothing is known yet");
    for camera in 1..=2 {
        screen.moves(60, camera, CandidateState::Verified);
    }
    screen.now = screen.now + Duration::from_mins(1);
    assert_eq!(at_a_glance(&mut screen), None, "any moment now");
    for state in [CandidateState::Failed, CandidateState::Provisioning] {
        screen.moves(60, 3, state);
    }
    assert!(within_a_second(at_a_glance(&mut screen)), "the time left");
    screen.moves(60, 3, CandidateState::Verified);
    assert_eq!(at_a_glance(&mut screen), None);
    let mut screen = retrying(screen);
    assert!(within_a_second(at_a_glance(&mut screen)), "the Pi is away");
}

#[test]
fn nothing_counts_under_a_black_display() {
    let mut screen = retrying(in_flight()).on_kiosk(true);
    let configuration = &mut screen.state.settings.configuration;
    let applied = configuration.apply(Origin::CommandLine, Setting::BlackAfter, "1");
    assert_eq!(applied, Ok(()));
    screen.state.kiosk.watch(0, 0, screen.now);
    assert!(
        within_a_second(next_frame(&mut screen, KIOSK)),
        "still bright"
    );
    screen.now = screen.now + Duration::from_mins(1);
    assert_eq!(next_frame(&mut screen, KIOSK), None);
}

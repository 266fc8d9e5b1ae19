//! Images of the main screens, drawn without a GPU. After an intended change run
//! `UPDATE_SNAPSHOTS=1 cargo test snapshots`, then look at the images.

use egui::Theme;

use crate::screen::{KIOSK, LAPTOP, Screen, UPRIGHT, found};
use pidash::domain::candidate::{Candidate, CandidateState};

/// A batch with a camera in each state.
fn running() -> Screen {
    use CandidateState::{Failed, Provisioned, Provisioning, Verified, Verifying};
    let not_listed = Candidate {
        in_allowlist: false,
        ..found(11)
    };
    let mut screen = Screen::with_session((0..11).map(found).chain([not_listed]).collect());
    for index in 0..10 {
        screen.moves(0, index, Provisioning);
    }
    for index in 0..9 {
        screen.moves(u64::from(index == 0) * 3, index, Provisioned);
    }
    for index in 0..8 {
        screen.moves(u64::from(index == 0) * 2, index, Verifying);
    }
    for index in 0..6 {
        screen.moves(3, index, Verified);
    }
    screen.moves(4, 6, Failed);
    screen
}

fn assert_snapshot(screen: Screen, size: egui::Vec2, theme: Theme, name: &str) {
    let mut harness = screen.harness(size, theme);
    harness.run();
    harness.snapshot(name);
}

#[test]
fn the_start_form_on_a_laptop() {
    assert_snapshot(Screen::connected(), LAPTOP, Theme::Dark, "start-1280x800");
}

#[test]
fn the_start_form_on_the_kiosk() {
    assert_snapshot(Screen::connected(), KIOSK, Theme::Dark, "start-800x480");
}

#[test]
fn a_running_session_on_a_laptop() {
    assert_snapshot(running(), LAPTOP, Theme::Dark, "running-1280x800");
}

#[test]
fn a_running_session_in_the_light_theme() {
    assert_snapshot(running(), LAPTOP, Theme::Light, "running-light-1280x800");
}

#[test]
fn a_running_session_on_the_kiosk() {
    assert_snapshot(running(), KIOSK, Theme::Dark, "running-800x480");
}

/// So many cameras that they are a list, some in each of its groups.
fn many() -> Screen {
    use CandidateState::{Failed, Provisioned, Provisioning, Skipped, Verified, Verifying};
    let not_listed = Candidate {
        in_allowlist: false,
        ..found(29)
    };
    let mut screen = Screen::with_session((0..29).map(found).chain([not_listed]).collect());
    for index in 0..24 {
        screen.moves(0, index, Provisioning);
    }
    for index in 0..22 {
        screen.moves(u64::from(index == 0) * 3, index, Provisioned);
    }
    for index in 0..20 {
        screen.moves(u64::from(index == 0) * 2, index, Verifying);
    }
    for index in 0..16 {
        screen.moves(u64::from(index == 0) * 3, index, Verified);
    }
    screen.moves(4, 16, Failed);
    screen.moves(0, 28, Skipped);
    screen
}

#[test]
fn a_list_of_cameras_on_a_laptop() {
    assert_snapshot(many(), LAPTOP, Theme::Dark, "list-1280x800");
}

#[test]
fn a_list_of_cameras_in_the_light_theme() {
    assert_snapshot(many(), LAPTOP, Theme::Light, "list-light-1280x800");
}

#[test]
fn a_list_of_cameras_on_the_kiosk() {
    assert_snapshot(many().on_kiosk(true), KIOSK, Theme::Dark, "list-800x480");
}

#[test]
fn a_list_of_cameras_on_the_upright_kiosk() {
    assert_snapshot(many().on_kiosk(true), UPRIGHT, Theme::Dark, "list-720x1280");
}

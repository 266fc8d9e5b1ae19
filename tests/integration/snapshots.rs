//! Images of the main screens, drawn without a GPU. After an intended change run
//! `UPDATE_SNAPSHOTS=1 cargo test snapshots`, then look at the images.

use std::ops::RangeInclusive;

use egui::Theme;

use crate::glance;
use crate::screen::{KIOSK, LAPTOP, Screen, UPRIGHT, found, not_listed};
use pidash::domain::candidate::CandidateState;

/// A step of a batch: the seconds before it, and the cameras that come into a state together.
type Step = (u64, RangeInclusive<u8>, CandidateState);

/// A batch after these steps. The camera with the number `last` is not on the allowlist.
fn after(last: u8, steps: impl IntoIterator<Item = Step>) -> Screen {
    let cameras = (0..last).map(found).chain([not_listed(last)]);
    let mut screen = Screen::with_session(cameras.collect());
    for (seconds, cameras, state) in steps {
        let mut wait = seconds;
        for index in cameras {
            screen.moves(std::mem::take(&mut wait), index, state.clone());
        }
    }
    screen
}

/// A batch with a camera in each state.
fn running() -> Screen {
    use CandidateState::{Failed, Provisioned, Provisioning, Verified, Verifying};
    let in_flight = [
        (0, 0..=9, Provisioning),
        (3, 0..=8, Provisioned),
        (2, 0..=7, Verifying),
    ];
    let verified = (0..=5).map(|index| (3, index..=index, Verified));
    let steps = in_flight.into_iter().chain(verified);
    after(11, steps.chain([(4, 6..=6, Failed)]))
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
    let steps = [
        (0, 0..=23, Provisioning),
        (3, 0..=21, Provisioned),
        (2, 0..=19, Verifying),
        (3, 0..=15, Verified),
        (4, 16..=16, Failed),
        (0, 28..=28, Skipped),
    ];
    after(29, steps)
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

/// A batch in large type, with failed cameras.
fn in_large_type() -> Screen {
    let mut screen = glance::batch(10, 3).on_kiosk(true);
    screen.ui_state.open_glance();
    screen
}

#[test]
fn a_batch_in_large_type_on_a_laptop() {
    assert_snapshot(
        in_large_type().on_kiosk(false),
        LAPTOP,
        Theme::Light,
        "glance-1280x800",
    );
}

#[test]
fn a_batch_in_large_type_on_the_kiosk() {
    assert_snapshot(in_large_type(), KIOSK, Theme::Dark, "glance-800x480");
}

#[test]
fn a_batch_in_large_type_on_the_upright_kiosk() {
    assert_snapshot(in_large_type(), UPRIGHT, Theme::Dark, "glance-720x1280");
}

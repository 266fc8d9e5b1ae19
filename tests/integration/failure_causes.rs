//! Likely causes of failures in the views of a prepared state: above the cards, in their dialog, and in
//! the details of a camera.

use egui::accesskit::Role;
use egui_kittest::{kittest::NodeT as _, kittest::Queryable as _};

use crate::screen::{KIOSK, LAPTOP, Screen, Window, did_not_join, found, mac, open, press};
use pidash::domain::candidate::{Candidate, CandidateState, Failure};

fn failed(index: u8, rssi: i16, code: &str) -> Candidate {
    let failure = Failure {
        code: Some(code.to_owned()),
        ..did_not_join()
    };
    Candidate {
        state: CandidateState::Failed,
        failure: Some(failure),
        rssi_dbm: Some(rssi),
        ..found(index)
    }
}

/// One camera is verified, two have a weak signal, one of them and another are not reached.
fn with_two_causes() -> Screen {
    let verified = Candidate {
        state: CandidateState::Verified,
        ..found(1)
    };
    Screen::with_session(vec![
        verified,
        failed(2, -86, "VERIFICATION_TIMEOUT"),
        failed(3, -84, "DEVICE_UNREACHABLE"),
        failed(4, -50, "DEVICE_UNREACHABLE"),
    ])
}

fn has(window: &Window, part: &str) -> bool {
    window.query_all_by_label_contains(part).next().is_some()
}

#[test]
fn the_first_cause_is_said_once_and_the_others_with_a_press() {
    for size in [LAPTOP, KIOSK] {
        let mut window = open(with_two_causes(), size);
        window.get_by_role_and_label(Role::Button, "Retry these 2");
        assert!(has(&window, "Weak signal: 4A:02, 4A:03, −84"));
        assert!(!has(&window, "did not answer; verified: 1"));
        press(&mut window, "Other causes (1)");
        let dialog = window.get_by_role_and_label(Role::Dialog, "Likely causes");
        dialog.get_by_label_contains("2.  4A:03, 4A:04 did not answer; verified: 1.");
        press(&mut window, "Retry these 2 (cause 2)");
        assert!(!has(&window, "Likely causes"), "it closes");
        let newest = window.state().state.notices.newest_first().next();
        let newest = newest.map(|notice| notice.text.as_str());
        assert_eq!(newest, Some("Retrying 2 cameras"));
    }
}

#[test]
fn the_details_of_a_camera_list_its_causes_and_no_others() {
    let mut window = open(with_two_causes(), LAPTOP);
    for (index, causes) in [
        (2, vec!["1.  Weak signal"]),
        (3, vec!["1.  Weak signal", "2.  4A:03, 4A:04 did not"]),
        (4, vec!["1.  4A:03, 4A:04 did not"]),
    ] {
        press(&mut window, &format!("Details {}", mac(index)));
        let title = format!("Camera 4A:0{index}");
        let dialog = window.get_by_role_and_label(Role::Dialog, &title);
        for cause in &causes {
            dialog.get_by_label_contains(cause);
        }
        let next = format!("{}.  ", causes.len() + 1);
        assert!(dialog.query_by_label_contains(&next).is_none());
        press(&mut window, "Close");
    }
}

/// Another passphrase ends the session, and with it what is in flight.
#[test]
fn another_passphrase_waits_until_no_camera_is_in_flight() {
    let rejected = |index| failed(index, -50, "DEVICE_REJECTED");
    for (last, is_free) in [
        (CandidateState::Verifying, false),
        (CandidateState::Failed, true),
    ] {
        let last = Candidate {
            state: last,
            ..found(3)
        };
        let screen = Screen::with_session(vec![rejected(1), rejected(2), last]);
        let window = open(screen, LAPTOP);
        let change = window.get_by_role_and_label(Role::Button, "Change passphrase…");
        assert_eq!(!change.accesskit_node().is_disabled(), is_free);
    }
}

#[test]
fn a_camera_that_is_not_confirmed_says_so_and_keeps_its_name() {
    let screen = Screen::with_session(vec![failed(1, -50, "VERIFICATION_TIMEOUT"), found(2)]);
    let window = open(screen, LAPTOP);
    window.get_by_label("1 not confirmed");
    assert!(!has(&window, "1 failed · "));
    let name = format!("{}, failed", mac(1));
    let card = window.get_by_role_and_label(Role::Group, &name);
    let description = card.accesskit_node().description().unwrap_or_default();
    assert!(
        description.starts_with("Sent, not confirmed"),
        "{description}"
    );
    card.get_by_label("Sent, not confirmed");
    let bar = window.get_by_label("Batch: 0 of 2 verified, 1 failed");
    let description = bar.accesskit_node().description();
    let expected = "Of the failed, 1 sent and not confirmed";
    assert_eq!(description.as_deref(), Some(expected));
}

//! The texts and buttons of the window in each situation, drawn from a prepared state.

use std::time::Duration;

use egui::accesskit::Role;
use egui_kittest::{kittest::NodeT as _, kittest::Queryable as _};

use crate::screen::{self, LAPTOP, Screen, Window, found, mac, press};
use pidash::{
    domain::{
        candidate::{Candidate, CandidateState},
        link_state::LinkState,
        mac::MacAddr,
        problem::{ErrorCode, Problem, ProblemKind},
        profile::Profile,
    },
    messages::{DeviceVerb, Event, Reply},
};

fn open(screen: Screen) -> Window {
    screen::open(screen, LAPTOP)
}

fn has_button(window: &Window, name: &str) -> bool {
    window.query_by_role_and_label(Role::Button, name).is_some()
}

fn fill(window: &mut Window, role: Role, name: &str, text: &str) {
    window.get_by_role_and_label(role, name).focus();
    window.run();
    window.get_by_role_and_label(role, name).type_text(text);
    window.run();
}

fn labels(window: &Window, starting: &str) -> Vec<String> {
    let nodes = window.root().children_recursive();
    let labels = nodes.filter_map(|node| node.accesskit_node().label());
    labels.filter(|label| label.starts_with(starting)).collect()
}

#[test]
fn the_start_form_names_what_is_missing() {
    let mut window = open(Screen::connected());
    let start_is_off = |window: &Window| {
        window
            .get_by_role_and_label(Role::Button, "Start session")
            .accesskit_node()
            .is_disabled()
    };
    assert!(start_is_off(&window));
    window.get_by_label("Enter the name of the network");
    fill(
        &mut window,
        Role::TextInput,
        "Network name (SSID)",
        " ShopNet",
    );
    window.get_by_label_contains("The name starts or ends with a space");
    window.get_by_label("Enter the passphrase, or tick “Open network”");
    fill(&mut window, Role::PasswordInput, "Passphrase", "short");
    window.get_by_label("A WPA passphrase has at least 8 characters");
    fill(&mut window, Role::PasswordInput, "Passphrase", " is it not");
    assert!(!start_is_off(&window));
}

#[test]
fn what_is_odd_in_a_name_or_a_passphrase_is_named() {
    for (name, note) in [
        ("ShopNet\u{A0}", "no-break space (U+00A0)"),
        ("Shop\u{200B}Net", "U+200B"),
        (r"Ana\xe2\x80\x99s", "“\\x” and two digits"),
    ] {
        let mut window = open(Screen::connected());
        fill(&mut window, Role::TextInput, "Network name (SSID)", name);
        window.get_by_label_contains(note);
    }
    let mut window = open(Screen::connected());
    fill(
        &mut window,
        Role::TextInput,
        "Network name (SSID)",
        "ShopNet",
    );
    fill(&mut window, Role::PasswordInput, "Passphrase", "senhaç123");
    window.get_by_label_contains("cannot have this character: ç (U+00E7)");
    let mut window = open(Screen::connected());
    fill(&mut window, Role::PasswordInput, "Passphrase", "Shop2026 ");
    window.get_by_label_contains("The passphrase starts or ends with a space");
}

#[test]
fn an_open_network_needs_no_passphrase() {
    let mut window = open(Screen::connected());
    fill(&mut window, Role::TextInput, "Network name (SSID)", "Guest");
    window
        .get_by_role_and_label(Role::CheckBox, "Open network (no passphrase)")
        .click();
    window.run();
    assert!(
        !window
            .get_by_role_and_label(Role::Button, "Start session")
            .accesskit_node()
            .is_disabled()
    );
}

#[test]
fn a_card_has_the_buttons_that_its_state_allows() {
    use CandidateState::{
        Discovered, Failed, Other, Provisioned, Provisioning, Verified, Verifying,
    };
    let cases = [
        (Discovered, true, vec!["Provision", "Skip"]),
        (Discovered, false, vec!["Skip"]),
        (Provisioning, true, vec![]),
        (Provisioned, true, vec![]),
        (Verifying, true, vec![]),
        (Verified, true, vec![]),
        (Failed, true, vec!["Retry", "Skip"]),
        (Other("updating".to_owned()), true, vec![]),
    ];
    for (state, in_allowlist, expected) in cases {
        let window = open(Screen::with_session(vec![Candidate {
            state: state.clone(),
            in_allowlist,
            ..found(1)
        }]));
        window.get_by_role_and_label(Role::Group, &format!("{}, {}", mac(1), state.word()));
        let offered: Vec<&str> = ["Provision", "Retry", "Skip"]
            .into_iter()
            .filter(|verb| has_button(&window, &format!("{verb} {}", mac(1))))
            .collect();
        assert_eq!(offered, expected, "{state:?}");
    }
}

#[test]
fn a_skipped_camera_is_shown_as_skipped_and_not_counted_as_missing() {
    let mut screen = Screen::with_session(vec![found(1), found(2)]);
    let id = pidash::domain::session::SessionId::new("sess_24031dc61aea");
    screen.handle(Event::Reply(Reply::Device(
        id,
        mac(1),
        DeviceVerb::Skip,
        Ok(None),
    )));
    let window = open(screen);
    window.get_by_label(&format!("{}, skipped", mac(1)));
    window.get_by_label("Batch: 0 of 1 verified, 0 failed");
}

#[test]
fn all_of_500_cards_have_names_and_only_those_in_view_are_laid_out() {
    let cards = (0..500).map(|index| {
        let octets = [
            0x24,
            0x6F,
            0x28,
            0,
            u8::try_from(index / 256).unwrap(),
            u8::try_from(index % 256).unwrap(),
        ];
        Candidate {
            mac: pidash::domain::mac::MacAddr::new(octets),
            ..found(1)
        }
    });
    let window = open(Screen::with_session(cards.collect()));
    let named = labels(&window, "24:6F:28")
        .into_iter()
        .filter(|label| label.ends_with(", discovered"));
    assert_eq!(named.count(), 500);
    let laid_out = labels(&window, "Details ").len();
    assert!((12..=24).contains(&laid_out), "{laid_out}");
}

#[test]
fn cards_are_filtered_and_searched() {
    let mut screen = Screen::with_session((1..=4).map(found).collect());
    screen.moves(0, 2, CandidateState::Failed);
    let mut window = open(screen);
    press(&mut window, "Show failed");
    assert_eq!(labels(&window, "24:6F"), [format!("{}, failed", mac(2))]);
    press(&mut window, "Show all");
    fill(&mut window, Role::TextInput, "Search", "246f28104a03");
    assert_eq!(
        labels(&window, "24:6F"),
        [format!("{}, discovered", mac(3))]
    );
}

#[test]
fn while_the_pi_is_away_actions_wait_and_only_the_end_of_the_session_can_be_asked_for() {
    let mut screen = Screen::with_session((1..=3).map(found).collect());
    screen.handle(Event::Stream(LinkState::Retrying {
        attempt: 3,
        at: screen.now.instant + Duration::from_mins(1),
        problem: Box::new(Problem::new(ProblemKind::Unreachable, screen.now.wall)),
    }));
    screen.now = screen.now + Duration::from_secs(30);
    let window = open(screen);
    window.get_by_label("Waits for the Pi");
    let is_off = |name: &str| {
        let button = window.get_by_role_and_label(Role::Button, name);
        button.accesskit_node().is_disabled()
    };
    assert!(is_off("Provision all") && is_off("Pause"));
    assert!(!is_off("Stop session"));
    assert!(!has_button(&window, &format!("Provision {}", mac(1))));
}

#[test]
fn ticked_cameras_are_provisioned_together() {
    let mut window = open(Screen::with_session((1..=3).map(found).collect()));
    assert!(!has_button(&window, "Provision selected"));
    for index in [1, 3] {
        window
            .get_by_role_and_label(Role::CheckBox, &format!("Select {}", mac(index)))
            .click();
        window.run();
    }
    press(&mut window, "Provision selected");
    let newest = window.state().state.notices.newest_first().next();
    let newest = newest.map(|notice| notice.text.as_str());
    assert_eq!(newest, Some("Provisioning 2 cameras"));
    let toast = window.query_by_role(Role::Alert);
    assert!(toast.is_none(), "the cards show it");
    assert!(
        has_button(&window, &format!("Provision {}", mac(2))),
        "the third one was not ticked"
    );
    assert!(
        !has_button(&window, &format!("Provision {}", mac(1))),
        "busy"
    );
}

#[test]
fn the_stop_dialog_lists_the_cameras_in_flight() {
    let mut screen = Screen::with_session((1..=2).map(found).collect());
    screen.moves(0, 2, CandidateState::Provisioning);
    let mut window = open(screen);
    press(&mut window, "Stop session");
    let question = window.get_by_role_and_label(Role::Dialog, "Stop session?");
    question.get_by_label("1 camera in flight:");
    question.get_by_label(&mac(2).to_string());
    press(&mut window, "Keep going");
    assert!(!has_button(&window, "Confirm stop"));
}

#[test]
fn a_refused_key_shows_its_problem() {
    let mut screen = Screen::connected();
    let problem = Box::new(Problem {
        details: Some("API key required".to_owned()),
        http_status: Some(401),
        endpoint: Some("GET /api/v1/provisioning/batch/events".to_owned()),
        correlation_id: Some("c0ffee".to_owned()),
        ..Problem::new(ErrorCode::Unauthorized, screen.now.wall)
    });
    screen.handle(Event::Stream(LinkState::Refused { problem }));
    let mut window = open(screen);
    window.get_by_label("Events: refused");
    window.get_by_role_and_label(Role::Group, "Problem: UNAUTHORIZED");
    for jargon in ["Correlation id", "GET /api", "API key required"] {
        assert_eq!(labels(&window, jargon), [""; 0]);
    }
    assert!(has_button(&window, "Reconnect now"));
    assert!(has_button(&window, "Copy for support"));
    assert!(has_button(&window, "Save key"));
    press(&mut window, "Show details");
    window.get_by_label("Correlation id c0ffee");
    window.get_by_label_contains("GET /api");
    press(&mut window, "Hide details");
    assert_eq!(labels(&window, "Correlation id"), [""; 0]);
}

#[test]
fn a_tile_tells_what_is_known_of_a_pi_and_nothing_else() {
    let mut screen = Screen::connected();
    screen.state.connect.profiles = vec![
        Profile::new("http://192.168.1.124:8082"),
        screen.known_pi(),
        Profile::new("http://192.168.1.8:8082"),
    ];
    screen.ui_state.connect.is_open = true;
    let window = open(screen);
    let facts = |name: &str| {
        let tile = window.get_by_role_and_label(Role::Group, name);
        let nodes = tile.children_recursive();
        let labels = nodes.filter(|node| node.accesskit_node().role() == Role::Label);
        let texts = labels.filter_map(|node| node.accesskit_node().value());
        texts.collect::<Vec<_>>().join("; ")
    };
    assert_eq!(
        facts("Known Pi 192.168.1.124:8082"),
        "192.168.1.124:8082; In use; No key accepted yet"
    );
    let last = facts("Known Pi Lobby").replace('\u{202f}', " ");
    assert_eq!(
        last,
        "Lobby; http://192.168.1.7:8082; Seen 0 s ago · version 2.4.1; \
         Session ShopNet-24 was running; Key accepted 0 s ago"
    );
    assert_eq!(
        facts("Known Pi 192.168.1.8:8082"),
        "192.168.1.8:8082; Never seen; No key accepted yet"
    );
}

#[test]
fn the_accessibility_tree_names_500_hidden_cameras_and_counts_the_others() {
    let cameras = (0_u16..1_500).map(|number| {
        let [high, low] = number.to_be_bytes();
        Candidate::unknown(MacAddr::new([2, 0, 0, 0, high, low]))
    });
    let screen = Screen::with_session(cameras.collect());
    let window = screen.harness(egui::vec2(1280.0, 800.0), egui::Theme::Dark);
    let nodes: Vec<_> = window.root().children_recursive().collect();
    let names = nodes
        .iter()
        .filter_map(|node| node.accesskit_node().label())
        .filter(|name| name.starts_with("02:00:") && name.ends_with(", discovered"));
    let count = names.count();
    assert!((500..=530).contains(&count), "{count}");
    let more = format!("{} more cameras", 1_500 - count);
    let counted = nodes
        .iter()
        .any(|node| node.accesskit_node().value().as_deref() == Some(&more));
    assert!(counted, "{more}");
}

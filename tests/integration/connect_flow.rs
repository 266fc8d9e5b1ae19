//! Connecting a window to a Pi: at the first start, by address, and from one Pi to another.

use std::{
    cell::Cell,
    fs,
    net::TcpListener,
    time::{Duration, Instant},
};

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

use crate::console::{Console, Pi};
use pidash::{
    app::AppConfig,
    simulator::{Calls, Fault, SimulatorConfig},
    storage::{Entry, Files},
};

fn wait_for_words(console: &mut Console, words: &str) {
    console.wait(words, |console| {
        let mut names = console.names().into_iter();
        names.any(|name| name.contains(words)).then_some(())
    });
}

fn pi(devices: u16) -> Pi {
    Pi::start(SimulatorConfig {
        devices,
        speed: 20.0,
        ..SimulatorConfig::default()
    })
}

fn address(pi: &Pi) -> String {
    pi.simulator.address().to_string()
}

#[test]
fn a_first_start_asks_for_the_pi_and_shows_what_answers() {
    let pi = pi(2);
    let mut console = Console::open(AppConfig::default());
    wait_for_words(&mut console, "Connect to a Pi");
    assert!(
        !console.shows("Provisioning"),
        "there is nothing behind it yet"
    );
    console.fill(Role::TextInput, "Address of the Pi", &address(&pi));
    console.press("Connect");
    wait_for_words(&mut console, "A PiOrchestrator answers at");
    console.wait_for("Events: live");
    assert!(console.offers("Provisioning"));
}

#[test]
fn an_address_where_nobody_answers_says_what_to_do() {
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let mut console = Console::open(AppConfig::default());
    console.fill(Role::TextInput, "Address of the Pi", "ftp://pi");
    console.press("Connect");
    wait_for_words(&mut console, "must start with http");
    let mut console = Console::open(AppConfig::default());
    console.fill(Role::TextInput, "Address of the Pi", &free.to_string());
    console.press("Connect");
    console.wait_for("Problem: UNREACHABLE");
    wait_for_words(&mut console, "Check that the Pi has power");
}

#[test]
fn the_demo_needs_nothing_and_outlives_a_change_of_the_features() {
    let mut console = Console::open(AppConfig::default());
    console.press("Try the demo");
    console.wait_for("Events: live");
    console.press("Settings");
    console.press("Allowlist off");
    console.wait("no allowlist", |console| {
        (!console.offers("Allowlist")).then_some(())
    });
    console.wait_for("Events: live");
}

#[test]
fn a_scenario_of_the_demo_is_chosen_to_practise() {
    let mut console = Console::open(AppConfig::default());
    console.press("Practise…");
    console.press("50 cameras");
    console.wait_for("Events: live");
    console.start_session("ShopNet-24", "correct horse");
    console.wait_for_card("discovered");
}

#[test]
fn the_demo_of_the_command_line_is_the_same() {
    let mut console = Console::open(AppConfig {
        demo: true,
        ..AppConfig::default()
    });
    wait_for_words(&mut console, "Simulated Pi");
    console.wait_for("Events: live");
}

#[test]
fn a_simulated_pi_is_called_so_and_no_later_run_knows_it() {
    let directory = tempfile::tempdir().unwrap();
    let pi = pi(1);
    let mut console = Console::open(AppConfig {
        files: Files::in_directory(directory.path()),
        ..pi.config()
    });
    console.wait_for("Events: live");
    console.press("Change Pi");
    console.press("Practise…");
    console.press("Nothing goes wrong");
    wait_for_words(&mut console, "Simulated Pi");
    console.wait_for("Events: live");
    console.close();
    let written = Files::in_directory(directory.path()).profiles.read();
    let urls = written.iter().map(|entry| match entry {
        Entry::Readable(profile) => profile.url.as_str(),
        Entry::Unreadable(_) => "unreadable",
    });
    assert_eq!(urls.collect::<Vec<_>>(), [pi.simulator.url()]);
}

#[test]
fn another_pi_is_two_presses_away_and_nothing_of_the_first_is_left() {
    let directory = tempfile::tempdir().unwrap();
    let (first, second) = (pi(3), pi(2));
    let mut console = Console::open(AppConfig {
        files: Files::in_directory(directory.path()),
        ..first.config()
    });
    console.start_session("ShopNet-24", "correct horse");
    let mac = console.wait_for_card("discovered");
    console.press("Change Pi");
    console.fill(Role::TextInput, "Address of the Pi", &address(&second));
    console.press("Connect");
    wait_for_words(&mut console, "answers at");
    console.wait_for("Events: live");
    assert!(!console.names().iter().any(|name| name.contains(&mac)));
    console.press("Change Pi");
    console.press(&format!("Connect to {}", address(&first)));
    console.wait_for("Events: live");
    console.close();
    let written = Files::in_directory(directory.path()).profiles.read();
    let seen = written.iter().map(|entry| match entry {
        Entry::Readable(profile) => (profile.url.as_str(), profile.last_seen.is_some()),
        Entry::Unreadable(_) => ("unreadable", false),
    });
    let (first, second) = (first.simulator.url(), second.simulator.url());
    let expected = [(first.as_str(), true), (second.as_str(), true)];
    assert_eq!(seen.collect::<Vec<_>>(), expected);
}

#[test]
fn a_pi_that_a_later_version_has_written_stays_in_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let later = r#"{"address":{"host":"pi.local"}}"#;
    let file = directory.path().join("profiles.json");
    fs::write(file, format!("[{later}]")).unwrap();
    let pi = pi(1);
    let mut console = Console::open(AppConfig {
        files: Files::in_directory(directory.path()),
        ..pi.config()
    });
    console.wait_for("Events: live");
    console.close();
    let written = Files::in_directory(directory.path()).profiles.read();
    let texts = written.iter().map(|entry| match entry {
        Entry::Readable(profile) => profile.url.clone(),
        Entry::Unreadable(entry) => entry.to_string(),
    });
    assert_eq!(
        texts.collect::<Vec<_>>(),
        [pi.simulator.url().as_str(), later]
    );
}

#[test]
fn the_connection_check_shows_what_works() {
    let pi = pi(2);
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    console.press("Change Pi");
    for step in [
        "Reachable",
        "V1 API",
        "Key accepted",
        "Events live",
        "Monitor live",
    ] {
        console.wait_for(&format!("{step}: yes"));
    }
    pi.simulator.set_offline(true);
    console.press("Check connection");
    console.wait_for("Reachable: no");
    console.wait_for("Events live: not tried");
}

#[test]
fn a_pi_gets_a_name_and_is_forgotten() {
    let (first, second) = (pi(1), pi(1));
    let mut console = Console::open(first.config());
    console.wait_for("Events: live");
    console.press("Change Pi");
    console.press(&format!("Rename {}", address(&first)));
    console.wait_for("Name of this Pi");
    console.fill(Role::TextInput, "Name of this Pi", "Lobby");
    console.press("Save name");
    console.wait_for("Known Pi Lobby");
    console.fill(Role::TextInput, "Address of the Pi", &address(&second));
    console.press("Connect");
    wait_for_words(&mut console, "answers at");
    console.press("Change Pi");
    console.press("Forget Lobby");
    console.wait("no Lobby", |console| {
        (!console.shows("Known Pi Lobby")).then_some(())
    });
}

#[test]
fn the_last_pi_has_the_focus_and_enter_connects_to_it() {
    let directory = tempfile::tempdir().unwrap();
    let (first, second) = (pi(1), pi(1));
    let mut console = Console::open(AppConfig {
        files: Files::in_directory(directory.path()),
        ..first.config()
    });
    console.start_session("ShopNet-24", "correct horse");
    console.wait_for_card("discovered");
    console.press("Change Pi");
    console.fill(Role::TextInput, "Address of the Pi", &address(&second));
    console.press("Connect");
    wait_for_words(&mut console, "answers at");
    console.wait_for("Events: live");
    console.press("Change Pi");
    let to_first = format!("Connect to {}", address(&first));
    console.wait("the focus", |console| {
        let button = console
            .harness
            .query_by_role_and_label(Role::Button, &to_first)?;
        button.is_focused().then_some(())
    });
    console.wait_for("Session ShopNet-24 was running");
    assert!(!console.shows("Session ShopNet-24 is running"));
    console.key(egui::Key::Enter);
    console.wait("the first Pi", |console| {
        let server = &console.harness.state().state().server;
        server.contains(&address(&first)).then_some(())
    });
    console.wait_for("Events: live");
    console.press("Change Pi");
    console.wait_for("Session ShopNet-24 is running");
}

#[test]
fn switching_a_feature_keeps_the_running_batch() {
    let pi = pi(3);
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", "correct horse");
    console.wait_for_cards("discovered", 3);
    pi.simulator
        .set_fault_for(Fault::Held, Calls::to("/provision").times(1));
    let mac = console.cards("discovered")[1].clone();
    console.press(&format!("Provision {mac}"));
    console.press("Settings");
    console.press("Allowlist off");
    console.wait("no allowlist", |console| {
        (!console.offers("Allowlist")).then_some(())
    });
    console.press("Provisioning");
    assert!(console.names().iter().any(|name| name.contains(&mac)));
    assert!(
        !console.offers(&format!("Provision {mac}")),
        "it is under way"
    );
    console.wait("the request that is held", |_| {
        let mut requests = pi.simulator.requests().into_iter();
        let is_sent = requests.any(|request| request.path.ends_with("/provision"));
        is_sent.then_some(())
    });
    pi.simulator.release_calls();
    console.wait("the camera", |console| {
        (console.cards("verified").contains(&mac)).then_some(())
    });
    console.wait_for("Events: live");
}

#[test]
fn leaving_a_pi_with_a_change_under_way_does_not_hold_the_window() {
    let (first, second) = (pi(1), pi(1));
    let mut console = Console::open(first.config());
    console.press("Allowlist");
    console.wait("the list", |console| {
        let mut names = console.names().into_iter();
        names
            .any(|name| name.ends_with(", available"))
            .then_some(())
    });
    first.simulator.set_fault_for(
        Fault::Late { ms: 2_000 },
        Calls::to("/provisioning/allowlist").times(1),
    );
    let added = "24:6F:28:10:4A:FE";
    let count = first.simulator.allowlist().len();
    console.fill(Role::TextInput, "MAC address", added);
    console.press("Add");
    console.press("Change Pi");
    console.fill(Role::TextInput, "Address of the Pi", &address(&second));
    console.press("Connect");
    let (longest, last) = (Cell::new(Duration::ZERO), Cell::new(Instant::now()));
    console.wait("the other Pi", |console| {
        longest.set(longest.get().max(last.replace(Instant::now()).elapsed()));
        let mut names = console.names().into_iter();
        names.any(|name| name.contains("answers at")).then_some(())
    });
    assert!(longest.get() < Duration::from_secs(1), "{longest:?}");
    console.wait("the change at the first Pi", |_| {
        (first.simulator.allowlist().len() == count + 1).then_some(())
    });
}

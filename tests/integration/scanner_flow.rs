//! A barcode scanner in the application: its codes are taken wherever the focus is, and their letters
//! are no shortcuts.

use std::time::Duration;

use egui::{Event as Input, Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::Queryable as _;

use crate::{
    console::{Console, Pi},
    screen::focused,
};
use pidash::{
    app::{AppConfig, Player},
    domain::{
        configuration::{Configuration, Origin},
        settings::Setting,
    },
    simulator::SimulatorConfig,
};

/// A camera that neither the session nor the allowlist has. Its letters are shortcuts of the list.
const UNKNOWN: &str = "AA:AA:5A:AA:AA:AA";
const OTHER: &str = "AA:AA:5A:AA:AA:AB";
const PASSPHRASE: &str = "correct horse battery";
const QUESTION: &str = "Add to the allowlist?";

fn pi(devices: u16) -> Pi {
    Pi::start(SimulatorConfig {
        devices,
        speed: 10.0,
        fail_rate: 0.0,
        ..SimulatorConfig::default()
    })
}

/// A window with a session in which all cameras were found.
fn in_session(pi: &Pi, devices: usize) -> Console {
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait_for_cards("discovered", devices);
    console
}

fn set(settings: &[(Setting, &str)]) -> Configuration {
    let mut configuration = Configuration::default();
    for (setting, text) in settings {
        let applied = configuration.apply(Origin::CommandLine, *setting, text);
        assert_eq!(applied, Ok(()));
    }
    configuration
}

fn key(key: Key, pressed: bool) -> Input {
    Input::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    }
}

/// What a keyboard sends for a character.
fn strokes(character: char) -> Vec<Input> {
    let text = Input::Text(character.to_string());
    match Key::from_name(&character.to_uppercase().to_string()) {
        Some(name) => vec![key(name, true), text, key(name, false)],
        None => vec![text],
    }
}

/// Types a code and Enter as a scanner does.
fn scan(console: &mut Console, code: &str) {
    let events = &mut console.harness.input_mut().events;
    events.extend(code.chars().flat_map(strokes));
    events.extend([key(Key::Enter, true), key(Key::Enter, false)]);
    console.step();
}

fn wait_for_focus(console: &mut Console, name: &str) {
    console.wait(&format!("the focus on {name}"), |console| {
        (focused(&console.harness).as_deref() == Some(name)).then_some(())
    });
}

/// The calls with this method and this end of their path.
fn calls(pi: &Pi, method: &str, path: &str) -> usize {
    let requests = pi.simulator.requests().into_iter();
    let these = requests.filter(|request| request.method == method && request.path.ends_with(path));
    these.count()
}

#[test]
fn a_label_selects_its_camera_from_every_page_whatever_the_filter() {
    let pi = pi(8);
    let mut console = in_session(&pi, 8);
    let macs = console.cards("discovered");
    for (page, mac) in ["Monitor", "Allowlist", "Settings", "Provisioning"]
        .iter()
        .zip(&macs)
    {
        console.press(page);
        scan(&mut console, &mac.replace(':', ""));
        wait_for_focus(&mut console, &format!("{mac}, discovered"));
    }
    console.fill(Role::TextInput, "Search", "no such camera");
    console.wait_for_cards("discovered", 0);
    scan(&mut console, &macs[7]);
    wait_for_focus(&mut console, &format!("{}, discovered", macs[7]));
}

#[test]
fn details_that_are_open_change_to_the_scanned_camera() {
    let pi = pi(2);
    let mut console = in_session(&pi, 2);
    let macs = console.cards("discovered");
    scan(&mut console, &macs[0]);
    wait_for_focus(&mut console, &format!("{}, discovered", macs[0]));
    console.key(Key::Enter);
    let is_of = |console: &Console, mac: &str| {
        let title = format!("Camera {}", &mac[12..]);
        console.shows("Close") && console.shows(&title)
    };
    console.wait("its details", |console| {
        is_of(console, &macs[0]).then_some(())
    });
    scan(&mut console, &macs[1]);
    console.wait("the details of the other", |console| {
        (is_of(console, &macs[1]) && !is_of(console, &macs[0])).then_some(())
    });
}

#[test]
fn the_letters_of_a_code_do_nothing_to_the_camera_under_the_cursor() {
    let pi = pi(2);
    let mut console = in_session(&pi, 2);
    let mac = console.cards("discovered").remove(0);
    scan(&mut console, &mac);
    wait_for_focus(&mut console, &format!("{mac}, discovered"));
    for code in ["SARX", "sarxjk-s", "4006381333931"] {
        scan(&mut console, code);
        console.wait_for("Not taken: neither a MAC address nor a WiFi code");
    }
    for (method, path) in [
        ("POST", "/skip"),
        ("POST", "/allowlist"),
        ("POST", "/provision"),
    ] {
        assert_eq!(calls(&pi, method, path), 0, "{path}");
    }
    assert_eq!(
        focused(&console.harness),
        Some(format!("{mac}, discovered"))
    );
    assert!(
        !console
            .names()
            .iter()
            .any(|name| name.contains("4006381333931"))
    );
}

#[test]
fn a_person_uses_the_letters_as_before() {
    let pi = pi(2);
    let mut console = in_session(&pi, 2);
    let mac = console.cards("discovered").remove(0);
    scan(&mut console, &mac);
    wait_for_focus(&mut console, &format!("{mac}, discovered"));
    console.harness.input_mut().events.extend(strokes('s'));
    console.step();
    assert_eq!(calls(&pi, "POST", "/skip"), 0, "it may be a scanner");
    let output = &console.harness.output().viewport_output;
    let wait = output[&egui::ViewportId::ROOT].repaint_delay;
    assert!(wait <= Duration::from_millis(35), "nobody notices that");
    console.wait_for(&format!("{mac}, skipped"));
}

#[test]
fn unknown_cameras_are_asked_about_once_and_added_with_enter() {
    let pi = pi(2);
    let mut console = in_session(&pi, 2);
    console.press("Monitor");
    for code in [UNKNOWN, OTHER, UNKNOWN] {
        scan(&mut console, code);
        console.wait_for(QUESTION);
    }
    wait_for_focus(&mut console, "Add the scanned cameras");
    assert_eq!(calls(&pi, "POST", "/allowlist"), 0, "nobody has answered");
    console.key(Key::Enter);
    for mac in [UNKNOWN, OTHER] {
        console.wait_for(&format!("{mac}, available"));
    }
    assert!(!console.shows(QUESTION));
    scan(&mut console, UNKNOWN);
    console.wait_for(&format!("{UNKNOWN} is already on the list"));
    assert!(!console.shows(QUESTION));
    scan(&mut console, "FF:FF:FF:FF:FF:FF");
    console.wait_for("Not taken: this address belongs to no single camera");
    assert_eq!(calls(&pi, "POST", "/allowlist"), 2);
}

#[test]
fn a_question_that_is_cancelled_leads_back() {
    let pi = pi(2);
    let mut console = in_session(&pi, 2);
    console.press("Monitor");
    scan(&mut console, UNKNOWN);
    wait_for_focus(&mut console, "Add the scanned cameras");
    console.key(Key::Escape);
    console.wait("the monitor", |console| {
        (!console.shows(QUESTION) && !console.shows("MAC address")).then_some(())
    });
    assert_eq!(calls(&pi, "POST", "/allowlist"), 0);
}

#[test]
fn a_wifi_code_fills_the_start_form_from_another_page_and_enter_starts() {
    let pi = pi(2);
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    console.press("Monitor");
    let code = format!("WIFI:T:WPA;S:ShopNet-24;P:{PASSPHRASE};;");
    scan(&mut console, &code);
    wait_for_focus(&mut console, "Start session");
    assert_eq!(
        calls(&pi, "POST", "/start"),
        0,
        "a person looks at it first"
    );
    assert!(!console.names().iter().any(|name| name.contains("horse")));
    console.key(Key::Enter);
    console.wait_for_cards("discovered", 2);
    scan(&mut console, &code);
    console.wait_for("Not taken: a session is open; end it first");
    assert!(!console.names().iter().any(|name| name.contains("horse")));
}

#[test]
fn the_field_of_the_network_name_keeps_what_is_no_code() {
    let pi = pi(2);
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    console.wait_for("Start session");
    console.fill(Role::TextInput, "Network name (SSID)", "");
    scan(&mut console, "ShopNet-24");
    console.wait_for("ShopNet-24");
    wait_for_focus(&mut console, "Passphrase");
    console.fill(Role::TextInput, "Network name (SSID)", "");
    scan(&mut console, "WIFI:S:Depot;T:nopass;;");
    wait_for_focus(&mut console, "Start session");
    console.wait_for("Depot");
    console.fill(Role::TextInput, "Network name (SSID)", "");
    scan(&mut console, UNKNOWN);
    console.wait_for(QUESTION);
}

#[test]
fn a_question_that_is_open_waits_for_a_person() {
    let pi = pi(2);
    let mut console = in_session(&pi, 2);
    let mac = console.cards("discovered").remove(0);
    console.press("Stop session");
    console.wait_for("Confirm stop");
    scan(&mut console, &mac);
    console.wait_for("Not taken: answer the open question first");
    assert!(console.shows("Confirm stop"));
}

#[test]
fn a_dark_kiosk_wakes_and_takes_the_code() {
    let pi = pi(2);
    let mut console = Console::open(AppConfig {
        configuration: set(&[
            (Setting::Kiosk, "true"),
            (Setting::BlackAfter, "0.0083"),
            (Setting::DimAfter, "0"),
        ]),
        ..pi.config()
    });
    console.wait_for("Events: live");
    console.wait("the dark display", |console| is_dark(console).then_some(()));
    scan(&mut console, UNKNOWN);
    assert!(!is_dark(&console));
    console.wait_for(QUESTION);
}

#[test]
fn without_the_setting_a_scanner_is_a_keyboard() {
    let pi = pi(2);
    let mut console = Console::open(AppConfig {
        configuration: set(&[(Setting::Scanner, "false")]),
        ..pi.config()
    });
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait_for_cards("discovered", 2);
    console.press("Monitor");
    let mac = console.cards("discovered");
    assert!(mac.is_empty());
    scan(&mut console, UNKNOWN);
    console.step();
    assert!(!console.shows(QUESTION));
    assert!(!console.shows("MAC address"), "the page stays");
}

fn is_dark(console: &Console) -> bool {
    let state = console.harness.state().state();
    let settings = state.settings.configuration.settings().kiosk;
    let now = pidash::domain::clock::Now::read();
    state.kiosk.display_state(settings, now) != pidash::features::kiosk::state::DisplayState::Bright
}

#[cfg(unix)]
#[test]
fn a_code_ends_the_glance_view_and_is_heard() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("played");
    let write = format!("cat >> {}", file.display());
    let pi = pi(2);
    let mut console = Console::open(AppConfig {
        configuration: set(&[(Setting::Sound, "on")]),
        player: Some(Player::new("/bin/sh", &["-c", &write])),
        ..pi.config()
    });
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait_for_cards("discovered", 2);
    let mac = console.cards("discovered").remove(0);
    console.key(Key::G);
    let is_large = |console: &Console| {
        let names = console.names();
        names.iter().any(|name| name.contains("Press any key"))
    };
    console.wait("large type", |console| is_large(console).then_some(()));
    scan(&mut console, &mac);
    wait_for_focus(&mut console, &format!("{mac}, discovered"));
    assert!(!is_large(&console));
    console.wait("a sound", |_| {
        std::fs::read(&file)
            .is_ok_and(|sound| sound.starts_with(b"RIFF"))
            .then_some(())
    });
}

#[test]
fn a_text_that_is_no_code_stays_in_its_field_when_tab_ends_it() {
    let pi = pi(2);
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    console
        .harness
        .get_by_role_and_label(Role::TextInput, "Network name (SSID)")
        .focus();
    console.step();
    for character in "ShopNet-24".chars() {
        console
            .harness
            .input_mut()
            .events
            .extend(strokes(character));
        console.step();
    }
    console
        .harness
        .input_mut()
        .events
        .extend([key(Key::Tab, true), key(Key::Tab, false)]);
    console.step();
    wait_for_focus(&mut console, "Passphrase");
    let name = console
        .harness
        .get_by_role_and_label(Role::TextInput, "Network name (SSID)");
    assert_eq!(name.value().as_deref(), Some("ShopNet-24"));
}

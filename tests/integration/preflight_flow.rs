//! The checks before a start, in the real window against the simulator.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

use crate::{
    console::{Console, Pi},
    layout::texts,
};
use pidash::simulator::{
    Calls, Fault, Form, OptionalFeature, Scenario, SimulatorConfig, StatusAnswer,
};

const PASSPHRASE: &str = "correct horse battery";
const WPA3_ONLY: &str = "Target network, failed: The access point takes WPA3 only. The cameras need WPA2: \
                         switch WPA2/WPA3 on.";
const ONLY_5_GHZ: &str =
    "Target network, failed: Seen on 5 GHz only. The cameras need 2.4\u{a0}GHz: switch it on.";

fn quick() -> SimulatorConfig {
    SimulatorConfig {
        devices: 3,
        tick: std::time::Duration::from_millis(100),
        ..SimulatorConfig::default()
    }
}

fn pi_of(scenario: Scenario) -> Pi {
    Pi::start(scenario.configure(quick()))
}

/// A window in which a network is typed.
fn typed(pi: &Pi, ssid: &str) -> Console {
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    console.fill(Role::TextInput, "Network name (SSID)", ssid);
    console.fill(Role::PasswordInput, "Passphrase", PASSPHRASE);
    console
}

/// Types another name into the field of the network.
fn retype_name(console: &mut Console, old: &str, new: &str) {
    console.wait("the focus in the field of the name", |console| {
        let role = Role::TextInput;
        let field = console
            .harness
            .get_by_role_and_label(role, "Network name (SSID)");
        field.focus();
        field.is_focused().then_some(())
    });
    for _ in old.chars() {
        console.key(egui::Key::Backspace);
    }
    let typed = egui::Event::Text(new.to_owned());
    console.harness.input_mut().events.push(typed);
    console.step();
}

/// Stops the session that runs.
fn stop(console: &mut Console) {
    console.wait_for_card("discovered");
    console.press("Stop session");
    console.press("Confirm stop");
}

/// Waits until so many checks have passed, and none has failed or warns.
fn wait_for_passed(console: &mut Console, count: usize) {
    let all = format!("Checks before the start: passed {count}, warnings 0, failed 0");
    console.wait_for(&all);
}

fn scans(pi: &Pi) -> u64 {
    pi.simulator.count_requests("GET", "/wifi/scan").all
}

fn starts(pi: &Pi) -> u64 {
    pi.simulator.count_requests("POST", "/batch/start").all
}

#[test]
fn if_all_is_well_the_start_takes_one_press() {
    let pi = pi_of(Scenario::AllWell);
    let mut console = typed(&pi, "ShopNet-24");
    // All but the onboarding network, which is down until a session starts.
    wait_for_passed(&mut console, 13);
    assert_eq!(scans(&pi), 1);
    console.activate("Checks before the start: passed 13, warnings 0, failed 0");
    console.wait_for("Target network, passed: Seen on 2.4\u{a0}GHz, −52\u{202f}dBm");
    for line in [
        "Reachable, passed",
        "V1 API, passed",
        "Key accepted, passed",
        "Events live, passed",
        "Monitor live, passed",
        "MQTT connected, passed",
        "Onboarding network, not known: DelicasaOnboard is down until a session starts",
        "No other session, passed",
    ] {
        assert!(console.shows(line), "{line}: {:?}", console.names());
    }
    console.press("Start session");
    console.wait_for_card("discovered");
    assert_eq!(scans(&pi), 1, "not while a session runs");
}

/// Whether a text that ends like that is painted.
fn is_painted(console: &Console, ending: &str) -> bool {
    let shapes = &console.harness.output().shapes;
    let painted = texts(shapes);
    let mut painted = painted.iter().map(|(text, _)| text.galley.text());
    painted.any(|text| text.ends_with(ending))
}

#[test]
fn ready_is_said_once_the_form_is_complete() {
    let pi = pi_of(Scenario::AllWell);
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    console.fill(Role::TextInput, "Network name (SSID)", "ShopNet-24");
    wait_for_passed(&mut console, 13);
    assert!(is_painted(&console, "  13 checks passed"));
    console.fill(Role::PasswordInput, "Passphrase", PASSPHRASE);
    console.wait("“Ready”", |console| {
        is_painted(console, "Ready: 13 checks passed").then_some(())
    });
}

#[test]
fn a_network_that_no_camera_joins_is_asked_about_once() {
    let pi = pi_of(Scenario::Wpa3Only);
    let refused = StatusAnswer::new(409, Form::Envelope);
    let first_start = Calls::to("/batch/start").times(1);
    pi.simulator
        .set_fault_for(Fault::Status(refused), first_start);
    let mut console = typed(&pi, "ShopNet-24");
    console.wait_for(WPA3_ONLY);
    console.press("Start session");
    console.press("Go back");
    assert_eq!(starts(&pi), 0);
    console.press("Start session");
    console.press("Start anyway");
    console.wait("the refusal", |_| (starts(&pi) == 1).then_some(()));
    // The passphrase was sent and wiped; the answer to the question holds for this form.
    console.wait("the answer", |console| {
        console
            .shows("Enter the passphrase, or tick “Open network”")
            .then_some(())
    });
    console.fill(Role::PasswordInput, "Passphrase", PASSPHRASE);
    console.press("Start session");
    console.wait_for_card("discovered");
    assert_eq!(starts(&pi), 2);
}

#[test]
fn a_failed_check_stays_in_sight_above_the_open_list() {
    let pi = pi_of(Scenario::Wpa3Only);
    let mut console = typed(&pi, "ShopNet-24");
    console.wait_for(WPA3_ONLY);
    console.wait_for("Checks before the start: passed 12, warnings 0, failed 1");
    console.activate("Checks before the start: passed 12, warnings 0, failed 1");
    console.wait_for("Reachable, passed");
    let lines = console.harness.query_all_by_label(WPA3_ONLY);
    let tops: Vec<f32> = lines.map(|line| line.rect().top()).collect();
    let first = console.harness.get_by_label("Reachable, passed");
    let list = first.rect().top();
    assert_eq!(tops.len(), 2, "above the list and in it");
    assert!(tops[0] < list && list < tops[1], "{tops:?}, {list}");
}

#[test]
fn enter_asks_too_and_a_second_enter_starts_nothing() {
    let pi = pi_of(Scenario::Wpa3Only);
    let mut console = typed(&pi, "ShopNet-24");
    console.wait_for(WPA3_ONLY);
    console.key(egui::Key::Enter);
    console.wait_for("Start anyway?");
    console.step();
    console.key(egui::Key::Enter);
    console.wait("the end of the question", |console| {
        (!console.shows("Start anyway?")).then_some(())
    });
    assert_eq!(starts(&pi), 0);
}

#[test]
fn another_name_is_asked_about_again() {
    let pi = Pi::start(quick());
    let mut console = typed(&pi, "ShopNet-5G");
    console.wait_for(ONLY_5_GHZ);
    console.press("Start session");
    console.press("Go back");
    console.wait("the end of the question", |console| {
        (!console.shows("Start anyway?")).then_some(())
    });
    retype_name(&mut console, "ShopNet-5G", "Office");
    console.wait_for(
        "Target network, failed: The access point asks for a user name (802.1X). The cameras need a network \
         with a passphrase.",
    );
    console.press("Start session");
    console.wait_for("Start anyway?");
    assert_eq!(scans(&pi), 1, "the Pi has seen both");
}

#[test]
fn another_session_after_a_finished_one_is_asked_about_too() {
    let pi = Pi::start(quick());
    pi.simulator.play(Scenario::ClockSlow);
    let mut console = typed(&pi, "ShopNet-24");
    console.wait("the clock", |console| {
        let names = console.names();
        names
            .iter()
            .any(|name| name.contains("The clock of the Pi"))
            .then_some(())
    });
    console.press("Start session");
    console.press("Start anyway");
    stop(&mut console);
    console.press("New session, same network");
    console.press("Go back");
    assert_eq!(starts(&pi), 1);
    console.press("New session, same network");
    console.press("Start anyway");
    console.wait("the start", |_| (starts(&pi) == 2).then_some(()));
    console.wait_for_card("discovered");
}

#[test]
fn the_network_in_the_field_does_not_count_for_a_start_with_the_last_one() {
    let pi = Pi::start(quick());
    let mut console = typed(&pi, "ShopNet-24");
    console.press("Start session");
    stop(&mut console);
    console.press("New session");
    console.wait_for("Start a session");
    retype_name(&mut console, "ShopNet-24", "ShopNet-5G");
    console.wait_for(ONLY_5_GHZ);
    console.press("New session, same network");
    console.wait_for_card("discovered");
    assert_eq!(starts(&pi), 2);
}

#[test]
fn a_network_that_is_not_seen_costs_no_press() {
    let pi = Pi::start(quick());
    let mut console = typed(&pi, "Nowhere");
    console.wait_for(
        "Target network, warning: The Pi does not see it: hidden or out of range. Check the name, and that \
         the access point is on.",
    );
    assert_eq!(scans(&pi), 2, "a single look may miss it");
    console.press("Start session");
    console.wait_for_card("discovered");
}

#[test]
fn a_pi_that_cannot_look_is_asked_once() {
    let pi = pi_of(Scenario::AllWell);
    pi.simulator.remove_features(&[OptionalFeature::WifiScan]);
    let mut console = typed(&pi, "ShopNet-24");
    wait_for_passed(&mut console, 13);
    let asked = scans(&pi);
    assert!(asked <= 2, "once in each form: {asked}");
    console.fill(Role::TextInput, "Network name (SSID)", "-outdoor");
    for _ in 0..20 {
        console.step();
    }
    assert_eq!(scans(&pi), asked);
    console.press("Start session");
    console.wait_for_card("discovered");
}

#[test]
fn a_session_of_another_console_is_asked_about_and_no_networks_are_looked_for() {
    let pi = Pi::start(quick());
    let mut watcher = Console::open(pi.config());
    watcher.wait_for("Events: live");
    let mut starter = typed(&pi, "ShopNet-24");
    starter.press("Start session");
    starter.wait_for_card("discovered");
    watcher.wait("the other session", |watcher| {
        watcher.offers("Show running session").then_some(())
    });
    let before = scans(&pi);
    watcher.fill(Role::TextInput, "Network name (SSID)", "ShopNet-24");
    watcher.fill(Role::PasswordInput, "Passphrase", PASSPHRASE);
    watcher.wait_for(
        "No other session, failed: A session for ShopNet-24 is running on this Pi. Show that session, or stop \
         it first.",
    );
    watcher.press("Start session");
    watcher.wait_for("Start anyway?");
    assert_eq!(scans(&pi), before);
}

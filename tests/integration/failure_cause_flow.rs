//! What the window says about failed cameras, in each scenario of the simulator in which cameras fail,
//! and in those in which none does.

use std::time::Duration;

use crate::console::{Console, Pi};
use pidash::simulator::{Scenario, SimulatorConfig};

/// Parts of what is said of a common cause.
const CAUSES: [&str; 8] = [
    "none joined",
    "none is verified",
    "Weak signal",
    "no MQTT connection",
    "The Pi restarted",
    "at its limit",
    "; verified: ",
    "are waiting for the Pi",
];

/// A Pi that plays `scenario`, and a window with its session and cameras.
fn play(scenario: Scenario, devices: u16) -> (Pi, Console) {
    play_at(20.0, scenario, devices)
}

fn play_at(speed: f64, scenario: Scenario, devices: u16) -> (Pi, Console) {
    let pi = Pi::start(scenario.configure(SimulatorConfig {
        devices,
        speed,
        ..SimulatorConfig::default()
    }));
    pi.simulator.play(scenario);
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", "correct horse");
    // The checks before the start see a WPA3-only network, and ask once.
    console.start_anyway(|console| !console.cards("discovered").is_empty());
    console.wait_for_cards("discovered", devices.into());
    (pi, console)
}

/// Waits for a text that contains `part`.
fn wait_for_part(console: &mut Console, part: &str) -> String {
    console.wait(part, |console| {
        let mut names = console.names().into_iter();
        names.find(|name| name.contains(part))
    })
}

fn named_causes(console: &Console) -> Vec<String> {
    let is_cause = |name: &String| CAUSES.iter().any(|cause| name.contains(cause));
    console.names().into_iter().filter(is_cause).collect()
}

#[test]
fn where_no_camera_fails_no_cause_is_named() {
    for (scenario, verified) in [
        (Scenario::AllWell, 6),
        (Scenario::FlakyNetwork, 6),
        (Scenario::TwoNotAllowed, 4),
    ] {
        let (_pi, mut console) = play(scenario, 6);
        console.press("Provision all");
        console.wait("all cameras verified", |console| {
            assert_eq!(named_causes(console), [""; 0], "{scenario:?}");
            (console.cards("verified").len() == verified).then_some(())
        });
        let has_button = console.offers("Allow and provision");
        assert_eq!(has_button, verified == 4, "{scenario:?}");
    }
}

#[test]
fn where_no_camera_joins_it_is_the_passphrase_or_the_access_point() {
    for scenario in [Scenario::WrongPassphrase, Scenario::Wpa3Only] {
        let (_pi, mut console) = play(scenario, 5);
        console.press("Provision all");
        wait_for_part(&mut console, "went first");
        assert_eq!(named_causes(&console), [""; 0], "it is said once");
        console.press("Go on anyway");
        console.wait_for("5 of 5 accepted the credentials, and none joined “ShopNet-24”.");
        wait_for_part(&mut console, "WPA3 only?");
        console.wait_for("5 not confirmed");
        assert!(!console.offers("Provision all"));
        console.press("Change passphrase…");
        console.wait_for("Start a session");
    }
}

#[test]
fn two_cameras_with_a_weak_signal_are_named_and_retried_with_one_press() {
    let (_pi, mut console) = play(Scenario::WeakSignal, 6);
    console.press("Provision all");
    let headline = wait_for_part(&mut console, "Weak signal: ");
    assert!(headline.contains("The verified ones have"), "{headline}");
    console.wait_for("Move closer, then retry.");
    console.press("Retry these 2");
    console.wait_for("All 6 verified");
    assert_eq!(named_causes(&console), [""; 0]);
}

/// Provisions each camera for itself, all at once.
fn provision_each(console: &mut Console) {
    for mac in console.cards("discovered") {
        let button = format!("Provision {mac}");
        if console.offers(&button) {
            console.activate(&button);
        }
    }
}

#[test]
fn cameras_that_report_late_turn_from_not_confirmed_to_verified() {
    let (_pi, mut console) = play(Scenario::LateReports, 6);
    provision_each(&mut console);
    console.wait_for("2 not confirmed");
    let words = console.names();
    let words = words.iter().filter(|name| *name == "Sent, not confirmed");
    assert_eq!(words.count(), 2, "on the cards");
    wait_for_part(&mut console, "Wait for a late report");
    console.wait_for("Batch: 6 of 6 verified, 0 failed");
    assert_eq!(named_causes(&console), [""; 0]);
    console.press("Finish session");
}

#[test]
fn the_others_follow_a_first_camera_that_reports_late() {
    let (_pi, mut console) = play(Scenario::LateReports, 6);
    console.press("Provision all");
    wait_for_part(&mut console, "went first: it accepted the credentials");
    console.wait_for("Batch: 6 of 6 verified, 0 failed");
}

#[test]
fn cameras_that_a_restart_of_the_pi_interrupts_are_not_at_fault() {
    let (pi, mut console) = play_at(4.0, Scenario::AllWell, 4);
    provision_each(&mut console);
    console.wait("two cameras that are sent the credentials", |console| {
        (console.cards("provisioning").len() >= 2).then_some(())
    });
    pi.simulator.restart(Duration::from_millis(300));
    console.press("Resume session");
    wait_for_part(&mut console, "The Pi restarted while it provisioned");
    console.wait_for("It is not the camera: retry.");
}

#[test]
fn a_pi_that_holds_commands_up_is_the_one_thing_that_is_said() {
    let (_pi, mut console) = play(Scenario::RateLimited, 4);
    provision_each(&mut console);
    wait_for_part(&mut console, "cameras are waiting for the Pi.");
    assert_eq!(
        named_causes(&console).len(),
        2,
        "as the name of the panel and as its text"
    );
}

#[test]
fn of_many_cameras_those_that_fail_are_not_the_fault_of_the_passphrase() {
    let (_pi, mut console) = play(Scenario::FiftyCameras, 50);
    console.press("Provision all");
    console.wait("no camera in flight", |console| {
        let moving = ["discovered", "provisioning", "provisioned", "verifying"];
        let moving = moving.map(|state| console.cards(state).len());
        (moving.iter().sum::<usize>() <= 1 && !console.cards("failed").is_empty()).then_some(())
    });
    let causes = named_causes(&console);
    assert!(!causes.is_empty());
    let blames_all = |cause: &String| cause.contains("none joined") || cause.contains("none is");
    assert!(!causes.iter().any(blames_all), "{causes:?}");
    assert!(!console.offers("Change passphrase…"));
}

#[test]
fn one_camera_goes_first_and_saves_nineteen_from_a_wrong_passphrase() {
    let (pi, mut console) = play(Scenario::WrongPassphrase, 20);
    console.press("Provision all");
    wait_for_part(&mut console, "it accepted the credentials and did not join");
    assert_eq!(console.cards("failed").len(), 1);
    assert_eq!(console.cards("discovered").len(), 19);
    let sent = pi.simulator.requests().into_iter();
    let sent = sent.filter(|request| request.path.ends_with("/provision"));
    assert_eq!(sent.count(), 1);
    // The second session of the scenario has the right passphrase.
    console.press("Change passphrase…");
    console.wait_for("Start a session");
    console.start_session("ShopNet-24", "correct horse battery");
    console.wait_for_cards("discovered", 20);
    console.press("Provision all");
    console.wait_for_cards("verified", 20);
}

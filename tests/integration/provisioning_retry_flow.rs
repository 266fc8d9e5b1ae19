//! Automatic retries in the real window: a countdown that a person can skip or stop.

use crate::console::{Console, Pi};
use pidash::simulator::{Calls, Fault, SimulatorConfig};

const LIST: &str = "/provisioning/allowlist";

fn busy(pi: &Pi, path: &str, seconds: u32) {
    pi.simulator.set_fault_for(
        Fault::refused(429, Some(seconds)),
        Calls::to(path).times(u32::MAX),
    );
}

fn request_count(pi: &Pi, path: &str) -> usize {
    let requests = pi.simulator.requests().into_iter();
    requests
        .filter(|request| request.path.ends_with(path))
        .count()
}

fn countdown(console: &Console) -> Option<u32> {
    console.names().iter().find_map(|name| {
        let left = name.strip_prefix("Trying again in ")?;
        left.split('\u{202f}').next()?.parse().ok()
    })
}

#[test]
fn the_retry_countdown_continues_while_another_tab_is_shown() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    busy(&pi, LIST, 120);
    console.press("Allowlist");
    let first = console.wait("a countdown", countdown);
    assert!((110..=120).contains(&first), "{first}");
    console.press("Monitor");
    console.wait("no countdown", |console| {
        countdown(console).is_none().then_some(())
    });
    console.press("Allowlist");
    let second = console.wait("a countdown", countdown);
    assert!(second <= first, "it does not restart: {second}");
    let before = request_count(&pi, LIST);
    pi.simulator.clear_faults();
    console.press("Retry now");
    console.wait("the list", |console| {
        let mut names = console.names().into_iter();
        names
            .any(|name| name.ends_with(", available"))
            .then_some(())
    });
    assert_eq!(request_count(&pi, LIST), before + 1);
}

#[test]
fn a_person_can_stop_retrying() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    busy(&pi, LIST, 120);
    console.press("Allowlist");
    console.wait("a countdown", countdown);
    console.press("Stop retrying");
    console.wait("no countdown", |console| {
        countdown(console).is_none().then_some(())
    });
    assert!(console.offers("Try again"));
}

#[test]
fn a_delayed_session_command_is_sent_again_on_retry_now() {
    let pi = Pi::start(SimulatorConfig {
        devices: 1,
        speed: 20.0,
        ..SimulatorConfig::default()
    });
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", "correct horse");
    console.wait_for_card("discovered");
    busy(&pi, "/pause", 400);
    console.press("Pause");
    console.wait("a countdown", countdown);
    pi.simulator.clear_faults();
    let before = request_count(&pi, "/pause");
    console.press("Retry now");
    console.wait("a paused session", |console| {
        console.offers("Resume").then_some(())
    });
    assert_eq!(request_count(&pi, "/pause"), before + 1);
}

/// A Pi with two cameras that is busy for calls to `path`.
fn pi_busy_at(path: &str, seconds: u32) -> Pi {
    let pi = Pi::start(SimulatorConfig {
        devices: 2,
        speed: 20.0,
        ..SimulatorConfig::default()
    });
    busy(&pi, path, seconds);
    pi
}

const PASSPHRASE: &str = "correct horse";

fn has_passphrase(console: &Console) -> bool {
    console.shows(&"•".repeat(PASSPHRASE.len()))
}

fn wait_for_no_countdown(console: &mut Console) {
    console.wait("no countdown", |console| {
        countdown(console).is_none().then_some(())
    });
}

#[test]
fn a_start_that_the_pi_holds_up_keeps_what_was_typed_and_starts_on_retry_now() {
    let pi = pi_busy_at("/batch/start", 120);
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait("a countdown", countdown);
    assert!(!console.offers("Start session"), "it is under way");
    console.press("Stop retrying");
    wait_for_no_countdown(&mut console);
    assert!(has_passphrase(&console));
    console.press("Start session");
    console.wait("a countdown", countdown);
    pi.simulator.clear_faults();
    console.press("Retry now");
    console.wait_for_card("discovered");
    assert_eq!(request_count(&pi, "/batch/start"), 3);
}

#[test]
fn the_passphrase_of_a_start_that_failed_is_wiped_when_the_form_is_left() {
    let pi = pi_busy_at("/batch/start", 120);
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait("a countdown", countdown);
    console.press("Stop retrying");
    wait_for_no_countdown(&mut console);
    console.press("Monitor");
    console.press("Provisioning");
    console.wait_for("Start a session");
    assert!(!has_passphrase(&console));
    assert!(console.shows("ShopNet-24"));
}

#[test]
fn cameras_that_the_pi_holds_up_say_so_and_hold_nothing_else_up() {
    let pi = pi_busy_at("/devices/", 120);
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    let cameras = console.wait("two cameras", |console| {
        Some(console.cards("discovered")).filter(|cards| cards.len() == 2)
    });
    for mac in &cameras {
        console.press(&format!("Provision {mac}"));
    }
    console.wait_for("2 cameras are waiting for the Pi.");
    console.wait("a countdown", countdown);
    for button in ["Pause", "Stop session"] {
        assert!(console.offers(button), "{button}");
    }
    console.press(&format!("Stop retrying {}", cameras[1]));
    console.wait("one that waits", |console| {
        (!console.shows("2 cameras are waiting for the Pi.")).then_some(())
    });
    pi.simulator.clear_faults();
    console.press(&format!("Retry now {}", cameras[0]));
    assert_eq!(console.wait_for_card("verified"), cameras[0]);
}

#[test]
fn a_session_is_stopped_while_the_pi_does_not_answer_another_command() {
    let pi = pi_busy_at("/nothing", 1);
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait_for_card("discovered");
    pi.simulator
        .set_fault_for(Fault::Held, Calls::to("/pause").times(1));
    console.press("Pause");
    console.wait_for("Pausing…");
    assert!(!console.offers("Pause"));
    console.press("Stop session");
    console.press("Confirm stop");
    console.wait_for("New session");
    pi.simulator.release_calls();
}

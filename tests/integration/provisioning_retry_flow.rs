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

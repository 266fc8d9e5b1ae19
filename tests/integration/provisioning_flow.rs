//! The main job, as a technician does it.

use pidash::{simulator::SimulatorConfig, store::session_memory::SessionMemory};

use crate::console::{Console, Pi};

const PASSPHRASE: &str = "correct horse battery";

fn quick(devices: u16) -> SimulatorConfig {
    SimulatorConfig {
        devices: devices,
        speed: 10.0,
        ..SimulatorConfig::default()
    }
}

#[test]
fn a_batch_is_provisioned_from_start_to_stop() {
    let pi = Pi::start(quick(8));
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait("8 cameras", |console| {
        (console.cards("discovered").len() == 8).then_some(())
    });
    console.press("Provision all");
    let failed = console.wait_for_card("failed");
    console.press(&format!("Retry {failed}"));
    console.wait("no failed camera and 7 verified", |console| {
        let retry_more = console.cards("failed").is_empty();
        (retry_more && console.cards("verified").len() == 7).then_some(())
    });
    console.wait_for("Batch: 7 of 8 verified, 0 failed");
    assert_eq!(
        console.cards("discovered").len(),
        1,
        "the one that is not on the allowlist"
    );
    console.press("Stop session");
    console.press("Confirm stop");
    console.press("New session");
    console.wait_for("Start a session");
}

#[test]
fn the_passphrase_is_nowhere_in_the_accessibility_tree_and_gone_after_the_start() {
    let pi = Pi::start(quick(1));
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    console.fill(
        egui::accesskit::Role::TextInput,
        "Network name (SSID)",
        "ShopNet-24",
    );
    console.fill(
        egui::accesskit::Role::PasswordInput,
        "Passphrase",
        PASSPHRASE,
    );
    let bullets = "•".repeat(PASSPHRASE.len());
    assert!(
        console.names().contains(&bullets),
        "masked: {:?}",
        console.names()
    );
    assert!(!console.names().iter().any(|name| name.contains("horse")));
    console.press("Start session");
    console.wait_for_card("discovered");
    console.press("Stop session");
    console.press("Confirm stop");
    console.press("New session");
    console.wait_for("Start a session");
    assert!(
        !console.names().contains(&bullets),
        "the field is empty again"
    );
}

#[test]
fn a_session_is_found_again_by_the_next_window() {
    let directory = tempfile::tempdir().unwrap();
    let memory = SessionMemory::at(directory.path().join("sessions.json"));
    let pi = Pi::start(quick(3));
    let config = pidash::app::AppConfig {
        memory,
        ..pi.config()
    };
    let mut first = Console::open(config.clone());
    first.start_session("ShopNet-24", PASSPHRASE);
    let camera = first.wait_for_card("discovered");
    drop(first);
    let mut second = Console::open(config);
    second.wait(&camera, |console| {
        console.cards("discovered").contains(&camera).then_some(())
    });
}

#[test]
fn a_session_begun_elsewhere_is_offered_and_shown() {
    let pi = Pi::start(quick(3));
    let mut watcher = Console::open(pi.config());
    watcher.wait_for("Events: live");
    let mut starter = Console::open(pi.config());
    starter.start_session("ShopNet-24", PASSPHRASE);
    watcher.press("Show running session");
    watcher.wait_for_card("discovered");
}

#[test]
fn a_lost_line_is_shown_and_mends_itself_with_the_truth() {
    let pi = Pi::start(quick(4));
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait("4 cameras", |console| {
        (console.cards("discovered").len() == 4).then_some(())
    });
    console.press("Provision all");
    console.wait_for_card("provisioning");
    pi.simulator.set_offline(true);
    console.wait_for("Problem: CONNECTION_LOST");
    console.wait_for("Events: retrying");
    pi.simulator.set_offline(false);
    console.wait_for("Events: live");
    console.wait("the ends of all three", |console| {
        let ended = console.cards("verified").len() + console.cards("failed").len();
        (ended == 3).then_some(())
    });
    pi.stop();
}

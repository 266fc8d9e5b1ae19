//! Provisioning in the real window against the simulator: start, provision, pause, stop, close.

use crate::console::{Console, Pi};
use pidash::{
    domain::secret::ApiKey,
    simulator::{Scenario, SimulatorConfig},
    storage::{
        Files,
        keys::{KeySource, Keys},
    },
};

const PASSPHRASE: &str = "correct horse battery";

fn quick(devices: u16) -> SimulatorConfig {
    SimulatorConfig {
        devices,
        speed: 10.0,
        ..SimulatorConfig::default()
    }
}

#[test]
fn a_batch_is_provisioned_from_start_to_stop() {
    let pi = Pi::start(quick(8));
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait_for_cards("discovered", 8);
    console.press("Provision all");
    let failed = console.wait_for_card("failed");
    console.press(&format!("Retry {failed}"));
    console.wait("no failed camera and 7 verified", |console| {
        let retry_more = console.cards("failed").is_empty();
        (retry_more && console.cards("verified").len() == 7).then_some(())
    });
    console.wait_for("Batch: 7 of 7 verified, 0 failed");
    assert_eq!(
        console.cards("discovered").len(),
        1,
        "the one that is not on the allowlist"
    );
    console.press("Finish session");
    console.press("New session");
    console.wait_for("Start a session");
}

#[test]
fn the_passphrase_is_masked_and_wiped_after_the_start() {
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
fn the_next_window_shows_the_running_session() {
    let directory = tempfile::tempdir().unwrap();
    let pi = Pi::start(quick(3));
    let config = pidash::app::AppConfig {
        files: Files::in_directory(directory.path()),
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
fn a_session_started_by_another_console_is_offered_and_shown() {
    let pi = Pi::start(quick(3));
    let mut watcher = Console::open(pi.config());
    watcher.wait_for("Events: live");
    let mut starter = Console::open(pi.config());
    starter.start_session("ShopNet-24", PASSPHRASE);
    watcher.press("Show running session");
    watcher.wait_for_card("discovered");
}

#[test]
fn a_lost_connection_is_shown_and_the_state_is_read_again() {
    let pi = Pi::start(quick(4));
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait_for_cards("discovered", 4);
    console.press("Provision all");
    console.wait_for_card("provisioning");
    pi.simulator.set_offline(true);
    console.wait_for("Problem: CONNECTION_LOST");
    console.wait_for("Events: retrying");
    pi.simulator.set_offline(false);
    console.wait_for("Events: live");
    console.wait("3 cameras verified or failed", |console| {
        let ended = console.cards("verified").len() + console.cards("failed").len();
        (ended == 3).then_some(())
    });
    pi.stop();
}

#[test]
fn a_window_with_an_open_session_asks_before_it_closes() {
    let pi = Pi::start(quick(2));
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait_for_card("discovered");
    console.ask_to_close();
    console.press("Stay");
    assert!(!console.closes());
    console.ask_to_close();
    console.press("Stop session and close");
    console.wait("the end of the window", |console| {
        console.closes().then_some(())
    });
    let stops = pi.simulator.requests();
    assert!(
        stops.iter().any(|request| request.path.ends_with("/stop")),
        "the session was stopped"
    );
}

#[test]
fn a_window_can_be_closed_without_stopping_the_session() {
    let pi = Pi::start(quick(2));
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait_for_card("discovered");
    console.ask_to_close();
    console.press("Close the window");
    console.wait("the end of the window", |console| {
        console.closes().then_some(())
    });
    let requests = pi.simulator.requests();
    assert!(
        !requests
            .iter()
            .any(|request| request.path.ends_with("/stop")),
        "the session continues"
    );
}

#[test]
fn a_session_is_paused_and_resumed_and_a_camera_skipped() {
    let pi = Pi::start(quick(3));
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait_for_cards("discovered", 3);
    console.press("Pause");
    console.wait("Resume", |console| console.offers("Resume").then_some(()));
    assert!(
        !console.offers("Provision all"),
        "a paused session accepts no commands"
    );
    console.press("Resume");
    console.wait("Provision all", |console| {
        console.offers("Provision all").then_some(())
    });
    let skipped = console.cards("discovered").remove(0);
    console.press(&format!("Skip {skipped}"));
    console.wait_for(&format!("{skipped}, skipped"));
    console.wait_for("Batch: 0 of 2 verified, 0 failed");
}

#[test]
fn what_the_pi_cannot_do_is_off_from_then_on() {
    let pi = Pi::start(SimulatorConfig {
        fail_rate: 1.0,
        ..quick(1)
    });
    pi.simulator.play(Scenario::MissingRoutes);
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    let camera = console.wait_for_card("discovered");
    console.press("Provision all");
    console.wait_for(&format!("{camera}, failed"));
    let skip = format!("Skip {camera}");
    for name in [skip.as_str(), "Pause"] {
        console.press(name);
        console.wait("the button is off", |console| {
            (console.shows(name) && !console.offers(name)).then_some(())
        });
    }
    console.wait_for("This Pi cannot do that: its software is too old for it.");
    assert!(console.offers(&format!("Retry {camera}")));
    assert!(console.offers("Stop session"), "nothing is known of it yet");
}

#[test]
fn the_next_session_on_the_same_network_takes_one_press() {
    let pi = Pi::start(quick(1));
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait_for_card("discovered");
    console.press("Stop session");
    console.press("Confirm stop");
    console.press("New session, same network");
    console.wait_for_card("discovered");
    console.wait_for("Batch: 0 of 1 verified, 0 failed");
    let starts = pi.simulator.requests().into_iter();
    let starts = starts.filter(|request| request.path.ends_with("/start"));
    assert_eq!(starts.count(), 2);
    let shown = console.names().into_iter();
    assert_eq!(shown.filter(|name| name.contains(PASSPHRASE)).count(), 0);
}

#[test]
fn cameras_are_provisioned_automatically() {
    let pi = Pi::start(quick(2));
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", PASSPHRASE);
    console.wait("the tick", |console| {
        console.check("Automatic").then_some(())
    });
    console.wait_for("All 2 verified");
}

#[test]
fn a_refused_key_is_shown_and_read_again_on_reconnect() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("key");
    std::fs::write(&path, "not-the-key").unwrap();
    let key = Some(ApiKey::new("the-real-key").unwrap());
    let pi = Pi::start(SimulatorConfig {
        api_key: key,
        ..quick(1)
    });
    let config = pi.config();
    let config = pidash::app::AppConfig {
        keys: Keys {
            given: KeySource::File(path.clone()),
            given_for: Some(pi.simulator.url()),
            ..Keys::default()
        },
        ..config
    };
    let mut console = Console::open(config);
    console.wait_for("Events: refused");
    console.wait_for("Problem: UNAUTHORIZED");
    std::fs::write(&path, "the-real-key").unwrap();
    console.press("Reconnect now");
    console.wait_for("Events: live");
    let logged = pi.simulator.requests();
    assert!(
        logged
            .iter()
            .all(|request| !request.query.as_deref().unwrap_or("").contains("key"))
    );
}

#[test]
fn a_second_start_offers_the_running_session() {
    let pi = Pi::start(quick(2));
    let mut first = Console::open(pi.config());
    first.start_session("ShopNet-24", PASSPHRASE);
    first.wait_for_card("discovered");
    let mut second = Console::open(pi.config());
    second.start_session("Other-Net", PASSPHRASE);
    // The checks before the start may know of the session by now.
    let refused = "Problem: SESSION_ALREADY_ACTIVE";
    second.start_anyway(|second| second.names().iter().any(|name| name == refused));
    second.wait_for(refused);
    second.press("Show running session");
    second.wait_for_card("discovered");
}

#[test]
fn a_wifi_code_fills_the_form_and_is_never_shown_or_sent() {
    const CODE: &str = "WIFI:T:WPA;S:Loja\\;Centro;P:abcd\\:1234;;";
    let pi = Pi::start(quick(1));
    // A scanner types the code at once with Enter, or over several frames.
    for field in ["Network name (SSID)", "Passphrase"] {
        for pieces in [vec![CODE], CODE.split_inclusive([':', ';']).collect()] {
            let mut console = Console::open(pi.config());
            console.wait_for("Events: live");
            let role = match field {
                "Passphrase" => egui::accesskit::Role::PasswordInput,
                _ => egui::accesskit::Role::TextInput,
            };
            console.fill(role, field, "");
            for piece in &pieces {
                if piece.len() == CODE.len() {
                    console.scan(&[CODE.to_owned()]);
                } else {
                    let text = egui::Event::Text((*piece).to_owned());
                    console.harness.input_mut().events.push(text);
                    console.step();
                }
                let names = console.names();
                assert!(!names.iter().any(|name| name.contains("abcd")), "{names:?}");
            }
            console.key(egui::Key::Enter);
            console.wait_for("Loja;Centro");
            console.wait_for(&"•".repeat("abcd:1234".len()));
        }
    }
    let starts = pi.simulator.requests();
    assert!(
        starts.iter().all(|request| request.method != "POST"),
        "the person checks the form first: {starts:?}"
    );
    let mut console = Console::open(pi.config());
    console.start_session(CODE, "");
    console.wait_for_card("discovered");
    let session = pi.simulator.latest_session().unwrap();
    assert_eq!(session.target_ssid, "Loja;Centro");
}

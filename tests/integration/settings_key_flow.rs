//! The API key of a Pi, entered in the window without a restart, and the places where it must never
//! appear.

use std::{
    fs,
    sync::{Mutex, mpsc},
};

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use zeroize::Zeroizing;

use crate::console::{Console, Pi};
use pidash::{
    app::AppConfig,
    domain::{configuration::Origin, secret::ApiKey, settings::Setting},
    simulator::{Calls, Fault, SimulatorConfig},
    storage::keys::{KeySource, Keyring, Keys, OwnFiles, Vault},
};

const KEY: &str = "the-real-key-4711";

fn pi() -> Pi {
    Pi::start(SimulatorConfig {
        api_key: Some(ApiKey::new(KEY).unwrap()),
        ..SimulatorConfig::default()
    })
}

/// Keys in this directory, and no keyring.
fn keys(directory: &tempfile::TempDir) -> Keys {
    Keys {
        files: OwnFiles::at(Some(directory.path().join("keys"))),
        ..Keys::default()
    }
}

fn config(pi: &Pi, keys: Keys) -> AppConfig {
    AppConfig {
        keys,
        ..pi.config()
    }
}

fn wait_for_words(console: &mut Console, words: &str) {
    console.wait(words, |console| {
        let mut names = console.names().into_iter();
        names.any(|name| name.contains(words)).then_some(())
    });
}

/// Goes to the settings, where the key can be tested too.
fn go_to_the_key(console: &mut Console) {
    console.wait_for("Problem: UNAUTHORIZED");
    console.press("Settings");
    console.wait_for("Test key");
}

fn type_key(console: &mut Console, key: &str) {
    console.fill(Role::PasswordInput, "API key", key);
}

#[test]
fn a_key_that_is_entered_brings_everything_back_without_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let pi = pi();
    let mut console = Console::open(config(&pi, keys(&directory)));
    go_to_the_key(&mut console);
    type_key(&mut console, KEY);
    console.press("Keep key in file for this user");
    console.press("Save key");
    wait_for_words(&mut console, "The key is stored in the file");
    console.wait_for("Events: live");
    wait_for_words(&mut console, "accepted");
    console.press("Allowlist");
    wait_for_words(&mut console, "available");
    assert!(!console.shows("Problem: UNAUTHORIZED"));
    console.close();
    let mut next = Console::open(config(&pi, keys(&directory)));
    next.wait_for("Events: live");
    next.press("Settings");
    wait_for_words(&mut next, "stays after a restart");
    next.press("Forget key");
    next.press("Confirm forget key");
    wait_for_words(&mut next, "The key was forgotten.");
    next.wait_for("Events: refused");
    let left = fs::read_dir(directory.path().join("keys")).unwrap().count();
    assert_eq!(left, 0, "nothing is left of it");
}

#[test]
fn a_key_is_tested_before_it_is_saved_and_a_wrong_one_is_reported() {
    let directory = tempfile::tempdir().unwrap();
    let pi = pi();
    let mut console = Console::open(config(&pi, keys(&directory)));
    go_to_the_key(&mut console);
    type_key(&mut console, "a-wrong-key");
    console.press("Test key");
    wait_for_words(&mut console, "The Pi refuses this key");
    assert!(
        !directory.path().join("keys").exists(),
        "a test keeps nothing"
    );
    type_key(&mut console, "-and-more");
    console.press("Save key");
    wait_for_words(&mut console, "Refused by the Pi");
    assert!(
        console
            .names()
            .iter()
            .any(|name| name == "No key is set, but this Pi requires one.")
    );
}

/// Whether the field of the key has the focus.
fn is_key_focused(console: &Console) -> bool {
    let mut fields = console
        .harness
        .query_all_by_role_and_label(Role::PasswordInput, "API key");
    fields.any(|field| field.is_focused())
}

/// Types into what has the focus.
fn type_on(console: &mut Console, text: &str) {
    let events = &mut console.harness.input_mut().events;
    events.push(egui::Event::Text(text.to_owned()));
    console.harness.step();
}

fn problems(console: &Console) -> usize {
    let names = console.names().into_iter();
    names.filter(|name| name == "Problem: UNAUTHORIZED").count()
}

#[test]
fn a_saved_key_is_accepted_only_when_the_pi_says_so() {
    let directory = tempfile::tempdir().unwrap();
    let pi = pi();
    let mut console = Console::open(config(&pi, keys(&directory)));
    go_to_the_key(&mut console);
    type_key(&mut console, "a-wrong-key");
    console.press("Keep key in file for this user");
    pi.simulator
        .set_fault_for(Fault::Held, Calls::to("/batch/network"));
    console.press("Save key");
    wait_for_words(&mut console, "Checking the key…");
    let names = console.names();
    assert!(!names.iter().any(|name| name.contains("ccepted by the Pi")));
    pi.simulator.clear_faults();
    wait_for_words(&mut console, "Refused by the Pi");
    console.wait("the focus", |console| is_key_focused(console).then_some(()));
    assert!(
        !directory.path().join("keys").exists(),
        "a refused key is not kept"
    );
    // The text is selected: the right key replaces it.
    type_on(&mut console, KEY);
    console.key(egui::Key::Enter);
    wait_for_words(&mut console, "Accepted by the Pi.");
    console.wait_for("Events: live");
}

#[test]
fn a_key_that_cannot_be_tested_is_kept_and_the_window_says_so() {
    let directory = tempfile::tempdir().unwrap();
    let pi = pi();
    let mut console = Console::open(config(&pi, keys(&directory)));
    go_to_the_key(&mut console);
    pi.simulator.set_offline(true);
    type_key(&mut console, KEY);
    console.press("Keep key in file for this user");
    console.press("Save key");
    wait_for_words(&mut console, "The key cannot be tested now.");
    let files = fs::read_dir(directory.path().join("keys")).unwrap();
    assert_eq!(files.count(), 1);
    assert!(
        console
            .names()
            .iter()
            .all(|name| !name.contains("Accepted by the Pi"))
    );
    pi.simulator.set_offline(false);
    console.wait_for("Events: live");
}

#[test]
fn the_panel_of_a_refused_call_takes_the_key_with_one_press() {
    let directory = tempfile::tempdir().unwrap();
    let pi = pi();
    let mut console = Console::open(config(&pi, keys(&directory)));
    console.wait_for("Problem: UNAUTHORIZED");
    assert!(!console.shows("Enter key"));
    // The one press: into the field.
    console
        .harness
        .get_by_role_and_label(Role::PasswordInput, "API key")
        .click();
    console.step();
    assert!(is_key_focused(&console));
    type_on(&mut console, "a-wrong-key");
    console.key(egui::Key::Enter);
    wait_for_words(&mut console, "Refused by the Pi");
    console.wait("the focus", |console| is_key_focused(console).then_some(()));
    assert_eq!(problems(&console), 1);
    type_on(&mut console, KEY);
    console.key(egui::Key::Enter);
    wait_for_words(&mut console, "Accepted by the Pi.");
    assert_eq!(problems(&console), 0);
    assert!(console.shows("Network name (SSID)"), "still on the tab");
    console.wait_for("Events: live");
}

#[test]
fn several_refused_calls_show_one_panel_and_an_accepted_key_answers_all() {
    let pi = pi();
    let mut console = Console::open(pi.config());
    console.wait_for("Problem: UNAUTHORIZED");
    console.press("Allowlist");
    console.wait("the refused list", |console| {
        let app = console.harness.state();
        app.state().allowlist.problem().map(|_| ())
    });
    console.step();
    assert_eq!(problems(&console), 1);
    type_key(&mut console, KEY);
    console.press("Save key");
    wait_for_words(&mut console, ", available");
    assert_eq!(problems(&console), 0);
}

#[test]
fn a_typed_key_is_nowhere_to_be_read_and_gone_when_its_panel_goes() {
    let directory = tempfile::tempdir().unwrap();
    let pi = pi();
    let mut console = Console::open(config(&pi, keys(&directory)));
    console.wait_for("Problem: UNAUTHORIZED");
    let wrong = "a-wrong-key-0815";
    type_key(&mut console, wrong);
    console.press("Save key");
    wait_for_words(&mut console, "Refused by the Pi");
    let is_shown = |console: &Console, key: &str| {
        let state = console.harness.state().state();
        let shown = console.names().iter().any(|name| name.contains(key));
        shown || format!("{state:?}").contains(key)
    };
    assert!(!is_shown(&console, wrong));
    console.press("Settings");
    console.wait_for("Test key");
    console.press("Provisioning");
    console.wait_for("Problem: UNAUTHORIZED");
    let field = console
        .harness
        .get_by_role_and_label(Role::PasswordInput, "API key");
    assert_eq!(field.accesskit_node().value().unwrap_or_default(), "");
    type_key(&mut console, KEY);
    console.press("Save key");
    console.wait_for("Events: live");
    assert!(!is_shown(&console, KEY));
    let requests = pi.simulator.requests();
    assert!(requests.iter().any(|request| request.had_key));
    let carries = |text: &str| text.contains(KEY) || text.contains(wrong);
    assert!(
        !requests
            .iter()
            .any(|request| carries(&request.path) || request.query.as_deref().is_some_and(carries))
    );
    let log = &console.harness.state().state().diagnostics.request_log;
    assert!(!log.is_empty() && !carries(&format!("{log:?}")));
}

#[test]
fn a_locked_kiosk_takes_no_key_from_a_panel() {
    let pi = pi();
    let mut config = pi.config();
    config
        .configuration
        .apply(Origin::CommandLine, Setting::Kiosk, "true")
        .unwrap();
    let mut console = Console::open(config);
    console.wait_for("Problem: UNAUTHORIZED");
    assert!(!console.shows("API key"));
    assert!(console.offers("Enter key"));
}

#[test]
fn a_key_that_is_rotated_while_events_come_is_asked_for_and_nothing_is_lost() {
    let directory = tempfile::tempdir().unwrap();
    let pi = pi();
    let mut console = Console::open(config(&pi, keys(&directory)));
    go_to_the_key(&mut console);
    type_key(&mut console, KEY);
    console.press("Save key");
    console.press("Provisioning");
    console.start_session("ShopNet-24", "correct horse");
    let mac = console.wait_for_card("discovered");
    let rotated = "another-key-0815";
    pi.simulator
        .set_api_key(Some(ApiKey::new(rotated).unwrap()));
    pi.simulator.drop_streams();
    console.wait_for("Events: refused");
    assert!(console.names().iter().any(|name| name.contains(&mac)));
    go_to_the_key(&mut console);
    type_key(&mut console, rotated);
    console.press("Save key");
    console.wait_for("Events: live");
    console.press("Provisioning");
    wait_for_words(&mut console, &mac);
}

#[test]
fn a_pi_in_development_mode_says_so() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    console.press("Settings");
    wait_for_words(&mut console, "it is in development mode");
}

#[test]
fn a_key_that_pidash_was_started_with_goes_to_no_other_pi() {
    let (first, second) = (pi(), pi());
    let keys = Keys {
        given: KeySource::Environment(ApiKey::new(KEY).unwrap()),
        given_for: Some(first.simulator.url()),
        ..Keys::default()
    };
    let mut console = Console::open(config(&first, keys));
    console.wait_for("Events: live");
    console.press("Change Pi");
    console.fill(
        Role::TextInput,
        "Address of the Pi",
        &second.simulator.url(),
    );
    console.press("Connect");
    console.wait_for("Events: refused");
    let requests = second.simulator.requests();
    assert!(!requests.is_empty() && requests.iter().all(|request| !request.had_key));
    console.press("Change Pi");
    let first_name = first.simulator.url().replace("http://", "");
    console.press(&format!("Connect to {first_name}"));
    console.wait_for("Events: live");
}

/// A keyring that is locked until the channel receives a message, and then is empty.
struct Locked(Mutex<mpsc::Receiver<()>>);

impl Vault for Locked {
    fn get(&self, _name: &str) -> Result<Option<Zeroizing<String>>, String> {
        let _unlocked = self.0.lock().unwrap().recv();
        Ok(None)
    }

    fn set(&self, _name: &str, _secret: &str) -> Result<(), String> {
        Err("locked".to_owned())
    }

    fn delete(&self, _name: &str) -> Result<(), String> {
        Ok(())
    }
}

#[test]
fn requests_during_a_keyring_read_are_carried_out_after_its_answer() {
    let pi = Pi::start(SimulatorConfig::default());
    let (unlock, locked) = mpsc::sync_channel(1);
    let keys = Keys {
        keyring: Keyring::of(Locked(Mutex::new(locked))),
        ..Keys::default()
    };
    let mut console = Console::open(config(&pi, keys));
    console.press("Allowlist");
    console.wait_for("Refresh");
    assert!(pi.simulator.requests().is_empty());
    unlock.send(()).unwrap();
    wait_for_words(&mut console, ", available");
}

/// The number of requests for `path`.
fn requests(pi: &Pi, path: &str) -> usize {
    let requests = pi.simulator.requests().into_iter();
    requests
        .filter(|request| request.path.ends_with(path))
        .count()
}

#[test]
fn test_key_shows_the_result_of_its_own_check() {
    let directory = tempfile::tempdir().unwrap();
    let pi = pi();
    let mut console = Console::open(config(&pi, keys(&directory)));
    go_to_the_key(&mut console);
    type_key(&mut console, KEY);
    console.press("Save key");
    console.wait_for("Events: live");
    // The check of the connect page is answered while the test of the other key still waits.
    for failure in [Fault::Held, Fault::Late { ms: 2_000 }] {
        pi.simulator
            .set_fault_for(failure, Calls::to("/health").times(1));
    }
    let before = requests(&pi, "/health");
    let wait_for_check = |console: &mut Console, number| {
        console.wait("the check", |_| {
            (requests(&pi, "/health") == before + number).then_some(())
        });
    };
    console.press("Change Pi");
    wait_for_check(&mut console, 1);
    console.press("Back");
    console.wait_for("Save key");
    type_key(&mut console, "a-wrong-key");
    console.press("Test key");
    wait_for_check(&mut console, 2);
    pi.simulator.release_calls();
    console.wait("the result of the test", |console| {
        let names = console.names();
        let shows = |words: &str| names.iter().any(|name| name.contains(words));
        assert!(
            !shows("The Pi accepts this key"),
            "this is the result of the connect page's check"
        );
        shows("The Pi refuses this key").then_some(())
    });
    console.press("Change Pi");
    console.wait_for("Key accepted: yes");
}

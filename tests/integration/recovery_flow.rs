//! A restart of the Pi in the middle of a batch, in the real window against the simulator.

use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::console::{Console, Pi};
use pidash::{
    app::AppConfig,
    domain::candidate::CandidateState,
    simulator::{Calls, Fault, Form, OptionalFeature, SimulatorConfig},
    storage::Files,
};

const RESTART_TIME: Duration = Duration::from_millis(300);
/// What two loaded cores may add to a limit.
const LOAD: Duration = Duration::from_secs(3);
const OFFER: &str = "Recoverable session ShopNet-24";

fn pi() -> Pi {
    Pi::start(SimulatorConfig {
        devices: 4,
        speed: 20.0,
        fail_rate: 0.0,
        ..SimulatorConfig::default()
    })
}

/// A window with a session in which two cameras are verified and two discovered.
fn two_verified(pi: &Pi) -> Console {
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", "correct horse");
    console.wait_for_cards("discovered", 4);
    for _ in 0..2 {
        let mac = console.wait("a camera that may be provisioned", |console| {
            let macs = console.cards("discovered").into_iter();
            let mut ready = macs.filter(|mac| console.offers(&format!("Provision {mac}")));
            ready.next()
        });
        console.press(&format!("Provision {mac}"));
        console.wait_for(&format!("{mac}, verified"));
    }
    console
}

#[test]
fn a_batch_continues_after_a_restart_and_verified_cameras_stay_verified() {
    let pi = pi();
    let mut console = two_verified(&pi);
    pi.simulator.restart(RESTART_TIME);
    console.wait_for(OFFER);
    console.wait_for("Interrupted");
    assert_eq!(
        console.cards("verified").len(),
        2,
        "the last known state stays"
    );
    assert!(
        !console.offers("Provision all"),
        "no commands before the resume"
    );
    console.press("Resume session");
    console.wait("the cards of the session", |console| {
        console.offers("Stop session").then_some(())
    });
    assert_eq!(console.cards("verified").len(), 2);
    assert!(!console.shows(OFFER));
    console.press("Provision all");
    console.wait_for("Batch: 3 of 3 verified, 0 failed");
}

#[test]
fn cameras_in_flight_have_the_state_of_the_pi_after_a_resume() {
    let pi = pi();
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", "correct horse");
    console.wait_for_cards("discovered", 4);
    console.press("Provision all");
    console.wait_for_card("provisioning");
    pi.simulator.restart(RESTART_TIME);
    console.wait_for(OFFER);
    console.press("Resume session");
    console.wait("a camera that failed", |console| {
        let known = pi.simulator.devices();
        let failed = |device: &&pidash::simulator::world::camera::Device| {
            device.candidate.state == CandidateState::Failed
        };
        let on_the_pi = known.iter().filter(failed).count();
        (on_the_pi > 0 && console.cards("failed").len() == on_the_pi).then_some(())
    });
    console.press("Retry all failed");
    console.wait_for("Batch: 3 of 3 verified, 0 failed");
}

#[test]
fn a_discarded_session_is_a_past_session() {
    let pi = pi();
    let mut console = two_verified(&pi);
    pi.simulator.restart(RESTART_TIME);
    console.wait_for(OFFER);
    console.press("More actions for this session");
    console.press("Discard session");
    console.wait_for("Discard the session?");
    console.press("Confirm discard");
    console.press("New session");
    assert!(!console.shows(OFFER));
    console.press("All past sessions");
    console.wait_for("Kept by this Pi.");
    console.wait("the session", |console| {
        let mut names = console.names().into_iter();
        let row = names.find(|name| name.starts_with("Session ShopNet-24, "))?;
        row.contains("2 verified").then_some(())
    });
    console.wait_for("No session can be resumed.");
}

#[test]
fn a_failed_read_does_not_say_that_no_session_can_be_resumed() {
    const NONE: &str = "No session can be resumed.";
    let pi = pi();
    let fails = Calls::to("/sessions/recoverable").times(u32::MAX);
    pi.simulator
        .set_fault_for(Fault::status(500, Form::Envelope), fails);
    let mut console = Console::open(pi.config());
    console.press("All past sessions");
    console.wait("what is not known", |console| {
        let mut names = console.names().into_iter();
        let is_said = names.any(|name| name.starts_with("It is not known whether a session"));
        is_said.then_some(())
    });
    assert!(!console.shows(NONE));
    pi.simulator.clear_faults();
    console.wait_for(NONE);
}

#[test]
fn the_second_console_that_resumes_shows_the_session_too() {
    let pi = pi();
    let mut first = two_verified(&pi);
    let mut second = Console::open(pi.config());
    second.wait_for("Events: live");
    pi.simulator.restart(RESTART_TIME);
    first.wait_for(OFFER);
    second.wait_for(OFFER);
    first.press("Resume session");
    first.wait("the session", |console| {
        console.offers("Stop session").then_some(())
    });
    if second.offers("Resume session") {
        second.press("Resume session");
    } else {
        second.press("Show running session");
    }
    second.wait("the session here too", |console| {
        (console.offers("Stop session") && console.cards("verified").len() == 2).then_some(())
    });
}

#[test]
fn an_expired_session_offers_a_new_one_for_the_same_network() {
    let pi = pi();
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", "correct horse");
    console.wait("the session", |console| {
        console.offers("Stop session").then_some(())
    });
    pi.simulator.restart(RESTART_TIME);
    console.wait_for(OFFER);
    let id = console.wait("its id", |console| {
        let mut names = console.names().into_iter();
        names.find(|name| name.starts_with("sess_"))
    });
    let resume = format!("{id}/resume");
    pi.simulator
        .set_fault_for(Fault::Held, Calls::to(&resume).times(1));
    console.press("Resume session");
    console.wait("the resume request", |_| {
        let mut requests = pi.simulator.requests().into_iter();
        let sent = requests.any(|request| request.path.contains(&resume));
        sent.then_some(())
    });
    pi.simulator.expire_recoverable_sessions();
    pi.simulator.release_calls();
    console.wait_for("Problem: SESSION_EXPIRED");
    console.press("New session for the same network");
    console.wait_for("Start session");
    console.wait("the network's name", |console| {
        console.shows("ShopNet-24").then_some(())
    });
}

#[test]
fn a_network_of_a_past_session_fills_the_form_and_leads_to_the_passphrase() {
    let pi = pi();
    let mut first = Console::open(pi.config());
    first.start_session("ShopNet-24", "correct horse");
    first.wait_for_card("discovered");
    first.press("Stop session");
    first.press("Confirm stop");
    first.wait("the end", |console| {
        console.offers("New session").then_some(())
    });
    let mut second = Console::open(pi.config());
    second.press("Use network ShopNet-24");
    second.wait("the passphrase", |console| {
        let name = "Network name (SSID)";
        let network = console
            .harness
            .query_by_role_and_label(Role::TextInput, name)?;
        let passphrase = console
            .harness
            .query_by_role_and_label(Role::PasswordInput, "Passphrase")?;
        let is_filled = network.value().as_deref() == Some("ShopNet-24");
        (is_filled && passphrase.is_focused()).then_some(())
    });
}

#[test]
fn an_older_pi_offers_no_session_to_resume() {
    let pi = pi();
    pi.simulator
        .remove_features(&[OptionalFeature::Recovery, OptionalFeature::History]);
    let mut console = two_verified(&pi);
    pi.simulator.restart(RESTART_TIME);
    console.press("New session");
    assert!(!console.shows(OFFER));
    console.press("All past sessions");
    console.wait_for("Seen by this console: this Pi does not keep past sessions.");
    console.wait_for("This Pi cannot resume sessions. Update its software to resume sessions.");
}

#[test]
fn a_dismissed_session_is_still_on_the_page_of_past_sessions() {
    let pi = pi();
    drop(two_verified(&pi));
    pi.simulator.restart(RESTART_TIME);
    let mut console = Console::open(pi.config());
    console.wait_for(OFFER);
    console.press("More actions for this session");
    console.press("Dismiss");
    console.wait("the end of the offer", |console| {
        (!console.shows("Interrupted")).then_some(())
    });
    console.wait_for("Can be resumed");
    console.press("All past sessions");
    console.wait_for("No session has ended yet.");
    console.press("Resume session");
    console.press("Back");
    console.wait("the session", |console| {
        console.offers("Stop session").then_some(())
    });
}

#[test]
fn past_sessions_seen_by_this_console_survive_a_restart() {
    let pi = pi();
    pi.simulator.remove_features(&[OptionalFeature::History]);
    let directory = tempfile::tempdir().unwrap();
    let config = || AppConfig {
        files: Files::in_directory(directory.path()),
        ..pi.config()
    };
    let mut console = Console::open(config());
    // The second session is for the network that the form still has.
    for typed in ["ShopNet-24", ""] {
        console.start_session(typed, "correct horse");
        console.wait_for_card("discovered");
        console.press("Stop session");
        console.press("Confirm stop");
        console.wait("the end", |console| {
            console.offers("New session").then_some(())
        });
        console.press("New session");
    }
    console.close();
    let mut console = Console::open(config());
    console.press("All past sessions");
    let rows = console.wait("both sessions", |console| {
        let nodes = console.harness.root().children_recursive();
        let rows = nodes.filter(|node| {
            let label = node.accesskit_node().label();
            label.is_some_and(|label| label.starts_with("Session ShopNet-24, "))
        });
        let rows: Vec<_> = rows.map(|row| row.rect()).collect();
        (rows.len() == 2).then_some(rows)
    });
    assert!(rows[0].bottom() <= rows[1].top(), "{rows:?}");
    // Two sessions of the same minute that took equally long have the same name.
    let name = {
        let mut nodes = console.harness.root().children_recursive();
        let is_session = |label: String| label.starts_with("Session ShopNet-24, ");
        let newest = nodes.find(|node| node.accesskit_node().label().is_some_and(is_session));
        let newest = newest.unwrap();
        newest.click();
        newest.accesskit_node().label().unwrap_or_default()
    };
    console.step();
    let listed = |console: &Console| {
        let names = console.names().into_iter();
        names
            .filter(|name| name.contains(", Discovered, "))
            .collect::<Vec<_>>()
    };
    console.wait("its cameras", |console| {
        (!listed(console).is_empty()).then_some(())
    });
    assert!(console.offers("Export result…"));
    console.key(egui::Key::Escape);
    console.wait("the list", |console| console.shows(&name).then_some(()));
}

#[test]
fn a_session_that_the_pi_still_answers_after_a_restart_is_offered_within_5_seconds() {
    for failures in [0, 2] {
        let pi = pi();
        let mut console = two_verified(&pi);
        if failures > 0 {
            let calls = Calls::to("/sessions/recoverable").times(failures);
            let failure = Fault::status(500, Form::Envelope);
            pi.simulator.set_fault_for(failure, calls);
        }
        let down_ms = 300;
        let readable = true;
        pi.simulator.set_fault(Fault::Restart { down_ms, readable });
        let down = Duration::from_millis(down_ms);
        let restarted = Instant::now();
        console.wait_for(OFFER);
        let took = restarted.elapsed().saturating_sub(down);
        assert!(
            took < Duration::from_secs(5) + LOAD,
            "{took:?} after {failures} failures"
        );
        assert!(!console.offers("Provision all"));
        assert!(!console.offers("Stop session"));
        console.press("Resume session");
        console.wait("the session", |console| {
            console.offers("Stop session").then_some(())
        });
        assert!(!console.shows(OFFER));
    }
}

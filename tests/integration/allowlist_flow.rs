//! The allowlist tab in the application: adding by hand, by scanner and from a card, undo, and
//! refused changes.

use egui::{Key, accesskit::Role};

use crate::console::{Console, Pi};
use pidash::simulator::{Calls, Fault, Form, OptionalFeature, SimulatorConfig};

const LIST: &str = "/provisioning/allowlist";

fn pi() -> Pi {
    Pi::start(SimulatorConfig {
        devices: 4,
        speed: 20.0,
        fail_rate: 0.0,
        ..SimulatorConfig::default()
    })
}

/// A window on the allowlist tab after the list was read.
fn open(pi: &Pi) -> Console {
    let mut console = Console::open(pi.config());
    console.press("Allowlist");
    console.wait("entries", |console| {
        let any = console
            .names()
            .iter()
            .any(|name| name.ends_with(", available"));
        any.then_some(())
    });
    console
}

fn mac(number: usize) -> String {
    format!("02:00:00:00:00:{number:02X}")
}

/// The number of calls.
fn calls(pi: &Pi, method: &str) -> usize {
    let requests = pi.simulator.requests().into_iter();
    let these = requests.filter(|request| request.method == method && request.path.contains(LIST));
    these.count()
}

fn wait_until_gone(console: &mut Console, name: &str) {
    console.wait(&format!("the end of {name}"), |console| {
        (!console.shows(name)).then_some(())
    });
}

fn refuse_next(pi: &Pi) {
    pi.simulator
        .set_fault_for(Fault::status(500, Form::Text), Calls::to(LIST).times(1));
}

#[test]
fn thirty_scans_are_all_added_even_several_within_one_frame() {
    let pi = pi();
    let mut console = open(&pi);
    console.fill(Role::TextInput, "Description", "Crate 7");
    console.fill(Role::TextInput, "MAC address", "");
    let bare: Vec<String> = (1..=30).map(|n| mac(n).replace(':', "")).collect();
    for lines in bare.chunks(4) {
        console.scan(lines);
    }
    for number in 1..=30 {
        console.fill(Role::TextInput, "Search the allowlist", "");
        console.wait("the scanned entries", |console| {
            console
                .shows(&format!("{}, available", mac(number)))
                .then_some(())
        });
    }
    let on_the_pi = pi.simulator.allowlist();
    for number in 1..=30 {
        let mac = mac(number);
        let entry = on_the_pi.iter().find(|entry| entry.mac.to_string() == mac);
        assert_eq!(entry.unwrap().note.description, "Crate 7");
    }
}

#[test]
fn a_bad_scan_is_shown_and_does_not_affect_the_next() {
    let pi = pi();
    let mut console = open(&pi);
    console.fill(Role::TextInput, "MAC address", "");
    console.scan(&["4006381333931".to_owned()]);
    let named = |console: &Console, text: &str| {
        let mut names = console.names().into_iter();
        names.any(|name| name.contains(text)).then_some(())
    };
    console.wait("what is wrong", |console| {
        named(console, "a MAC address has 12 hex digits, this has 13")
    });
    console.scan(&[mac(1)]);
    console.wait_for(&format!("{}, available", mac(1)));
    console.wait("the bad scan", |console| named(console, "4006381333931"));
}

#[test]
fn an_entry_is_edited_in_its_row() {
    let pi = pi();
    let mut console = open(&pi);
    let first = pi.simulator.allowlist()[0].mac;
    console.press(&format!("Edit {first}"));
    let field = format!("Container of {first}");
    console.wait_for(&field);
    console.fill(Role::TextInput, &field, "door-1");
    console.key(Key::Enter);
    console.wait("the new container on the Pi", |_| {
        let entry = pi.simulator.allowlist().into_iter().next().unwrap();
        entry.note.container_id.contains("door-1").then_some(())
    });
    console.press(&format!("Edit {first}"));
    console.wait_for(&field);
    console.key(Key::Escape);
    wait_until_gone(&mut console, &field);
    assert_eq!(calls(&pi, "PATCH"), 1);
}

#[test]
fn a_removal_can_be_undone_and_is_sent_when_the_window_closes() {
    let pi = pi();
    let mut console = open(&pi);
    let entries = pi.simulator.allowlist();
    let unused: Vec<_> = entries.iter().filter(|entry| !entry.used).collect();
    let [first, second] = [unused[0].mac, unused[1].mac];
    let named = |mac| format!("{mac}, available");
    let (first_name, second_name) = (named(first), named(second));
    console.press(&format!("Remove {first}"));
    wait_until_gone(&mut console, &first_name);
    console.press("Undo");
    console.wait_for(&first_name);
    console.press(&format!("Remove {second}"));
    wait_until_gone(&mut console, &second_name);
    assert_eq!(calls(&pi, "DELETE"), 0);
    console.close();
    let left = pi.simulator.allowlist();
    assert_eq!(calls(&pi, "DELETE"), 1);
    assert_eq!(left.len(), entries.len() - 1);
    assert!(left.iter().any(|entry| entry.mac == first));
}

#[test]
fn a_refused_addition_keeps_what_was_typed_and_can_be_tried_again() {
    let pi = pi();
    let mut console = open(&pi);
    refuse_next(&pi);
    console.fill(Role::TextInput, "MAC address", &mac(1));
    console.press("Add");
    console.wait_for(&format!("{}, add failed", mac(1)));
    console.press(&format!("Try again {}", mac(1)));
    console.wait_for(&format!("{}, available", mac(1)));
    let before = calls(&pi, "POST");
    console.fill(Role::TextInput, "MAC address", &mac(1));
    console.wait("the warning", |console| {
        let mut names = console.names().into_iter();
        let is_warned = names.any(|name| name.ends_with("is already on the list"));
        is_warned.then_some(())
    });
    console.press("Add");
    assert_eq!(calls(&pi, "POST"), before, "a duplicate is not sent");
}

#[test]
fn a_limited_addition_waits_in_its_row_until_a_person_retries_or_stops_it() {
    let pi = pi();
    let mut console = open(&pi);
    let limited = Fault::refused(429, Some(3_600));
    let additions = Calls::to(LIST).with("POST");
    pi.simulator.set_fault_for(limited, additions);
    console.fill(Role::TextInput, "MAC address", &mac(1));
    console.press("Add");
    let of = |verb: &str| format!("{verb} {}", mac(1));
    console.wait_for(&of("Retry now"));
    console.activate(&of("Stop retrying"));
    console.wait_for(&of("Try again"));
    console.activate(&of("Try again"));
    console.wait_for(&of("Retry now"));
    pi.simulator.clear_faults();
    console.activate(&of("Retry now"));
    console.wait_for(&format!("{}, available", mac(1)));
}

#[test]
fn the_list_is_cleared_once_the_number_is_typed() {
    let pi = pi();
    let mut console = open(&pi);
    let count = pi.simulator.allowlist().len();
    console.press("Clear all…");
    console.wait_for("Clear the allowlist?");
    assert!(!console.offers("Confirm clear"));
    let field = "Type the number of cameras to confirm";
    console.fill(Role::TextInput, field, &count.to_string());
    console.press("Confirm clear");
    console.wait("an empty list on the Pi", |_| {
        pi.simulator.allowlist().is_empty().then_some(())
    });
}

#[test]
fn a_camera_is_added_from_its_card_and_provisioned_in_the_same_session() {
    let pi = pi();
    let mut console = Console::open(pi.config());
    console.start_session("ShopNet-24", "correct horse");
    let name = console.wait("the stranger", |console| {
        let mut names = console.names().into_iter();
        names.find(|name| name.starts_with("Add to allowlist "))
    });
    let mac = name.trim_start_matches("Add to allowlist ").to_owned();
    assert!(!console.offers(&format!("Provision {mac}")));
    console.press(&name);
    console.press(&format!("Provision {mac}"));
    console.wait_for(&format!("{mac}, verified"));
    console.press("Allowlist");
    console.wait_for(&format!("{mac}, used"));
}

#[test]
fn a_pi_that_cannot_change_an_entry_removes_it_and_adds_it_again() {
    let pi = pi();
    pi.simulator.remove_features(&[OptionalFeature::Edit]);
    let mut console = open(&pi);
    let first = pi.simulator.allowlist()[0].mac;
    let edit = format!("Edit {first}");
    console.press(&edit);
    let field = format!("Description of {first}");
    console.wait_for(&field);
    console.fill(Role::TextInput, &field, "Left wall");
    console.press(&format!("Save {first}"));
    console.wait_for(&format!("{first}, save failed"));
    console.press(&format!("Remove and add again {first}"));
    console.wait("the new description on the Pi", |_| {
        let entries = pi.simulator.allowlist().into_iter();
        let mut here = entries.filter(|entry| entry.mac == first);
        here.any(|entry| entry.note.description.contains("Left wall"))
            .then_some(())
    });
    console.wait_for(&edit);
}

#[test]
fn a_pi_without_an_allowlist_says_so() {
    let pi = pi();
    let mut console = open(&pi);
    pi.simulator.remove_features(&[OptionalFeature::Allowlist]);
    console.press("Refresh");
    console.wait("the words for it", |console| {
        let mut names = console.names().into_iter();
        let found = names.any(|name| name.starts_with("This Pi has no allowlist"));
        found.then_some(())
    });
}

#[test]
fn several_entries_are_described_and_removed_at_once_and_kept_by_one_undo() {
    let pi = pi();
    let mut console = open(&pi);
    let entries = pi.simulator.allowlist();
    let [first, second] = [entries[0].mac, entries[1].mac];
    let select = |console: &mut Console| {
        for mac in [first, second] {
            let name = format!("Select {mac}");
            console.wait(&name, |console| console.check(&name).then_some(()));
            console.step();
        }
        console.wait_for("2 selected");
    };
    select(&mut console);
    console.press("Describe…");
    console.wait_for("Describe 2 cameras");
    console.fill(Role::TextInput, "Description of all of them", "Left wall");
    console.press("Save");
    console.wait("the descriptions on the Pi", |_| {
        let described = pi.simulator.allowlist().into_iter();
        let described = described.filter(|entry| entry.note.description == "Left wall");
        (described.count() == 2).then_some(())
    });
    console.wait_for(&format!("Edit {first}"));
    select(&mut console);
    console.press("Remove");
    let row = format!("Edit {second}");
    wait_until_gone(&mut console, &row);
    console.press("Undo");
    console.wait_for(&row);
    console.wait_for(&format!("Edit {first}"));
    assert_eq!(calls(&pi, "DELETE"), 0);
}

#[test]
fn the_search_is_cleared_by_its_cross_and_by_escape() {
    let pi = pi();
    let mut console = open(&pi);
    let row = format!("Edit {}", pi.simulator.allowlist()[0].mac);
    console.fill(Role::TextInput, "Search the allowlist", "nothing like it");
    wait_until_gone(&mut console, &row);
    console.press("Clear the search");
    console.wait_for(&row);
    assert!(!console.offers("Clear the search"));
    console.fill(Role::TextInput, "Search the allowlist", "nothing like it");
    wait_until_gone(&mut console, &row);
    console.key(Key::Escape);
    console.wait_for(&row);
}

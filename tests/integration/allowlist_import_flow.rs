//! The import in the application: from pasted text and from a file, with and without the bulk call
//! of the Pi.

use std::{fmt::Write as _, fs};

use egui::accesskit::Role;

use crate::console::{Console, Pi};
use pidash::{
    app::AppConfig,
    simulator::{Calls, Fault, OptionalFeature, SimulatorConfig},
    storage::Files,
};

fn pi() -> Pi {
    Pi::start(SimulatorConfig::default())
}

/// 500 rows; every 25th is invalid.
fn list() -> String {
    let mut text = "mac;description;container_id\n".to_owned();
    for row in 0..500_u32 {
        let last = if row % 25 == 24 { 'X' } else { '0' };
        let _infallible = writeln!(text, "0200{row:07x}{last};Row {row};c-{row}");
    }
    text
}

fn open(config: AppConfig) -> Console {
    let mut console = Console::open(config);
    console.press("Allowlist");
    console.wait("the list", |console| {
        let mut names = console.names().into_iter();
        names
            .any(|name| name.ends_with(", available"))
            .then_some(())
    });
    console
}

fn wait_for_words(console: &mut Console, words: &str) {
    console.wait(words, |console| {
        let mut names = console.names().into_iter();
        names.any(|name| name.contains(words)).then_some(())
    });
}

fn preview(console: &mut Console, text: &str) {
    console.press("Import…");
    console.wait_for("List to import");
    console.paste(Role::MultilineTextInput, "List to import", text);
    console.press("Preview");
}

#[test]
fn of_500_rows_the_480_good_ones_are_added_and_the_20_bad_ones_say_why() {
    for missing in [&[][..], &[OptionalFeature::Bulk]] {
        let pi = pi();
        pi.simulator.remove_features(missing);
        let before = pi.simulator.allowlist().len();
        let mut console = open(pi.config());
        preview(&mut console, &list());
        console.wait_for("480 to add · 0 already there · 0 twice in the list · 20 invalid");
        console.press("Show only problems");
        wait_for_words(&mut console, "Line 26: ");
        wait_for_words(&mut console, "“X” at position 12 is not a hex digit");
        console.press("Add these cameras");
        console.wait_for("All 480 cameras are on the list.");
        assert_eq!(pi.simulator.allowlist().len(), before + 480);
        console.press("Done");
        let all = (before + 480).to_string();
        console.wait_for("Clear all…");
        console.press("Clear all…");
        wait_for_words(&mut console, &format!("{all} cameras will be removed"));
    }
}

#[test]
fn an_exported_file_has_nothing_to_add_when_it_is_imported() {
    let pi = pi();
    let directory = tempfile::tempdir().unwrap();
    let mut console = open(AppConfig {
        files: Files {
            exports_into: Some(directory.path().to_owned()),
            ..Files::default()
        },
        ..pi.config()
    });
    console.press("Export…");
    let path = console.wait("the file", |_| {
        let mut files = fs::read_dir(directory.path()).unwrap();
        let path = files.next()?.unwrap().path();
        let is_whole = path.extension().is_some_and(|ending| ending == "csv");
        is_whole.then_some(path)
    });
    console.press("Import…");
    console.wait_for("Path of a file");
    console.fill(
        Role::TextInput,
        "Path of a file",
        &path.display().to_string(),
    );
    console.press("Read this file");
    let count = pi.simulator.allowlist().len();
    console.wait_for(&format!(
        "0 to add · {count} already there · 0 twice in the list · 0 invalid"
    ));
    console.press("Another list");
    console.wait_for("Path of a file");
    console.fill(Role::TextInput, "Path of a file", ".not-there");
    console.press("Read this file");
    wait_for_words(&mut console, "cannot be read");
}

#[test]
fn a_cancelled_import_lists_the_entries_that_were_not_sent() {
    let pi = pi();
    pi.simulator.remove_features(&[OptionalFeature::Bulk]);
    pi.simulator.set_fault_for(
        Fault::RateLimit {
            gap_ms: 300,
            retry_after_seconds: 0,
        },
        Calls::to("/provisioning/allowlist").with("POST"),
    );
    let before = pi.simulator.allowlist().len();
    let mut console = open(pi.config());
    preview(&mut console, &list());
    console.press("Add these cameras");
    wait_for_words(&mut console, "Adding: 1 of 480");
    console.press("Cancel the import");
    let summary = console.wait("the end", |console| {
        let mut names = console.names().into_iter();
        names.find(|name| name.contains(" of 480 added, "))
    });
    let added = pi.simulator.allowlist().len() - before;
    assert_eq!(
        summary,
        format!("{added} of 480 added, {} not.", 480 - added)
    );
    assert!(console.offers("Copy what was not added"));
}

/// A window with an import that takes minutes.
fn importing(pi: &Pi) -> Console {
    pi.simulator.remove_features(&[OptionalFeature::Bulk]);
    pi.simulator.set_fault_for(
        Fault::RateLimit {
            gap_ms: 300,
            retry_after_seconds: 0,
        },
        Calls::to("/provisioning/allowlist").with("POST"),
    );
    let mut console = open(pi.config());
    preview(&mut console, &list());
    console.press("Add these cameras");
    wait_for_words(&mut console, "Adding: 1 of 480");
    console
}

#[test]
fn closing_the_window_during_an_import_asks() {
    let pi = pi();
    let mut console = importing(&pi);
    console.ask_to_close();
    assert!(!console.closes());
    wait_for_words(&mut console, "cameras are still to be added");
    console.press("Stay");
    assert!(!console.closes());
    wait_for_words(&mut console, "Adding: ");
    console.ask_to_close();
    console.press("Close the window");
    console.wait("the end", |console| console.closes().then_some(()));
}

#[test]
fn a_person_says_what_a_column_is_that_no_known_heading_names() {
    let pi = pi();
    let mut console = open(pi.config());
    let list = "Nr;Ort;MAC;Serie\n1;Eingang;020000000001;S-1\n2;Keller;020000000002;S-2\n";
    preview(&mut console, list);
    console.press("Description: none");
    console.press("Ort");
    console.press("Container: none");
    console.press("Serie");
    console.press("Add these cameras");
    console.wait_for("All 2 cameras are on the list.");
    let added = pi.simulator.allowlist().into_iter();
    let notes = added.map(|entry| (entry.note.description, entry.note.container_id));
    let mut notes = notes.filter(|(_, container)| container.starts_with("S-"));
    assert_eq!(notes.next(), Some(("Eingang".to_owned(), "S-1".to_owned())));
    assert_eq!(notes.next(), Some(("Keller".to_owned(), "S-2".to_owned())));
}

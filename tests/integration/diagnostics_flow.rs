//! The work of a support engineer: finds a request, reads the Pi's log, exports a support bundle.

use std::{fs, io::Read as _, path::PathBuf};

use egui::accesskit::Role;

use crate::console::{Console, Pi};
use pidash::{
    app::AppConfig,
    simulator::{Calls, Fault, SimulatorConfig},
    storage::Files,
};

fn wait_for_words(console: &mut Console, words: &str) {
    console.wait(words, |console| {
        let mut names = console.names().into_iter();
        names.any(|name| name.contains(words)).then_some(())
    });
}

/// The only file in a directory, once it is complete.
fn exported(console: &mut Console, directory: &tempfile::TempDir) -> PathBuf {
    wait_for_words(console, "Saved as");
    let files: Vec<PathBuf> = fs::read_dir(directory.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files[0].clone()
}

fn exporting(pi: &Pi, directory: &tempfile::TempDir) -> Console {
    Console::open(AppConfig {
        files: Files {
            exports_into: Some(directory.path().to_owned()),
            ..Files::default()
        },
        ..pi.config()
    })
}

#[test]
fn a_request_is_found_by_its_correlation_id_in_the_request_log_and_in_the_pi_log() {
    let directory = tempfile::tempdir().unwrap();
    let pi = Pi::start(SimulatorConfig::default());
    pi.simulator
        .set_fault_for(Fault::refused(500, None), Calls::to("/allowlist").times(1));
    let mut console = exporting(&pi, &directory);
    console.wait_for("Events: live");
    console.press("Allowlist");
    wait_for_words(&mut console, "available");
    console.press("Diagnostics");
    let failed = "GET /api/v1/provisioning/allowlist, 500, refused";
    console.press(failed);
    let id = console.wait("the correlation id", |console| {
        let names = console.names();
        let place = names.iter().position(|name| name == "Correlation id")?;
        names[place..]
            .iter()
            .find(|name| name.len() == 36 && name.contains('-'))
            .cloned()
    });
    console.fill(Role::TextInput, "Search requests", &id);
    console.wait("nothing else", |console| {
        (!console.shows("GET /health, 200, done")).then_some(())
    });
    assert!(console.shows(failed));
    console.press("Export requests");
    let file = fs::read_to_string(exported(&mut console, &directory)).unwrap();
    let line = file.lines().find(|line| line.contains(&id)).unwrap();
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(
        (&line["status"], &line["outcome"]),
        (&500.into(), &"refused".into())
    );
    console.press("Show pi log");
    console.fill(Role::TextInput, "Search the log", &id);
    wait_for_words(&mut console, "500 correlation_id=");
}

#[test]
fn the_pis_log_is_followed_only_while_somebody_looks_and_resumes_where_it_broke_off() {
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = Console::open(pi.config());
    console.wait_for("Events: live");
    let asked = |pi: &Pi| {
        let requests = pi.simulator.requests().into_iter();
        requests
            .filter(|request| request.path.ends_with("/logs/stream"))
            .count()
    };
    assert_eq!(asked(&pi), 0);
    console.press("Diagnostics");
    console.press("Show pi log");
    console.wait_for("Log live");
    wait_for_words(&mut console, "GET /ws/monitor");
    pi.simulator.drop_streams();
    console.wait("a second connection", |_| (asked(&pi) == 2).then_some(()));
    console.wait_for("Log live");
    let lines = console
        .names()
        .into_iter()
        .filter(|name| name.contains("GET /ws/monitor"));
    assert_eq!(lines.count(), 1, "no line comes twice");
    console.press("Show requests");
    console.wait_for("Search requests");
}

#[test]
fn a_bundle_shows_what_is_in_it_before_it_is_saved() {
    let directory = tempfile::tempdir().unwrap();
    let pi = Pi::start(SimulatorConfig::default());
    let mut console = exporting(&pi, &directory);
    console.wait_for("Events: live");
    console.press("Diagnostics");
    console.press("Support bundle");
    wait_for_words(&mut console, "requests.jsonl");
    console.press("Save support bundle");
    let file = fs::File::open(exported(&mut console, &directory)).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut versions = String::new();
    archive
        .by_name("versions.txt")
        .unwrap()
        .read_to_string(&mut versions)
        .unwrap();
    assert!(
        versions.starts_with("pidash ") && versions.contains("events: live"),
        "{versions}"
    );
    assert!(archive.by_name("requests.jsonl").unwrap().size() > 0);
}

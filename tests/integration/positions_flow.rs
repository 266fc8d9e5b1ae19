//! Positions in the real window against the simulator: a list, cameras that are switched on one after
//! the other, a question, a swap, a restart, the export, and the allowlist.

use std::{
    fs,
    time::{Duration, Instant},
};

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

use crate::console::{Console, Pi};
use pidash::{
    app::AppConfig,
    domain::{candidate::CandidateState, position_plan::TOGETHER},
    simulator::SimulatorConfig,
    storage::Files,
};

/// Cameras that appear when they are switched on.
fn pi(devices: u16) -> Pi {
    let pi = Pi::start(SimulatorConfig {
        devices,
        speed: 20.0,
        fail_rate: 0.0,
        ..SimulatorConfig::default()
    });
    pi.simulator.switch_cameras_off();
    pi
}

/// A window with a running session whose cameras get the positions of this list.
fn open(pi: &Pi, files: Files, list: &str) -> Console {
    let mut console = Console::open(AppConfig {
        files,
        ..pi.config()
    });
    console.start_session("ShopNet-24", "correct horse battery");
    console.press("Positions…");
    console.wait_for("List of positions");
    console.fill(Role::MultilineTextInput, "List of positions", list);
    console.press("Start");
    console.wait_for("Switch on the camera at");
    console
}

/// Switches the next camera on, and waits until the console shows it. Its address.
fn switch_on(pi: &Pi, console: &mut Console) -> String {
    let before = pi.simulator.devices().len();
    assert!(pi.simulator.switch_camera_on());
    let devices = console.wait("the camera", |_| {
        let devices = pi.simulator.devices();
        (devices.len() > before).then_some(devices)
    });
    let mac = devices[before].candidate.mac.to_string();
    console.wait_for(&format!("{mac}, discovered"));
    mac
}

/// Says that this camera is at this position, if that is asked.
fn answer(console: &mut Console, mac: &str, position: usize) {
    let name = format!("{mac} is at position {position}");
    if console.offers(&name) {
        console.leave(&name);
    }
}

/// Chooses this position in the dialog of a camera, and gives it.
fn give(console: &mut Console, position: usize) {
    let name = format!("Choose position {position}");
    console.wait(&name, |console| {
        let window = &console.harness;
        let choice = window.query_by_role_and_label(Role::RadioButton, &name)?;
        choice.click_accesskit();
        Some(())
    });
    console.press("Give the chosen position");
}

/// The rows of the exported result.
fn exported(console: &mut Console, directory: &std::path::Path) -> Vec<Vec<String>> {
    console.press("Export result…");
    let csv = console.wait("the file", |_| {
        let files = fs::read_dir(directory).unwrap();
        let mut paths = files.map(|file| file.unwrap().path());
        let whole = paths.find(|path| path.extension().is_some_and(|ending| ending == "csv"));
        whole.map(|path| fs::read_to_string(path).unwrap())
    });
    let rows = csv.lines().skip(1);
    rows.map(|row| row.split(',').map(str::to_owned).collect())
        .collect()
}

#[test]
fn twenty_four_cameras_are_bound_one_by_one_with_one_swap_and_exported() {
    let directory = tempfile::tempdir().unwrap();
    let pi = pi(24);
    let files = Files {
        exports_into: Some(directory.path().to_owned()),
        ..Files::default()
    };
    let mut console = open(&pi, files, "1 to 24");
    let mut macs = Vec::new();
    for position in 1..=24 {
        macs.push(switch_on(&pi, &mut console));
        // They are faster after each other than a person is: each is asked about.
        if let Some(before) = macs.len().checked_sub(2) {
            answer(&mut console, &macs[before], position - 1);
        }
        answer(&mut console, &macs[position - 1], position);
    }
    console.wait_for("24 of 24 placed · 0 verified");
    console.press("Positions…");
    console.press(&format!("Change the position of {}", macs[0]));
    give(&mut console, 24);
    macs.swap(0, 23);
    for device in pi.simulator.devices() {
        let mac = device.candidate.mac;
        if !device.candidate.in_allowlist {
            console.activate(&format!("Add to allowlist {mac}"));
        }
    }
    console.wait_for("Batch: 0 of 24 verified, 0 failed");
    console.press("Provision all");
    console.wait_for("24 of 24 placed and verified");
    console.wait_for("Batch: 24 of 24 verified, 0 failed");
    let rows = exported(&mut console, directory.path());
    assert_eq!(rows.len(), 24);
    for row in rows {
        let position = macs.iter().position(|mac| *mac == row[0]).unwrap() + 1;
        assert_eq!(row.last().unwrap(), &position.to_string(), "{row:?}");
        assert_eq!(row[5], "verified", "{row:?}");
    }
}

#[test]
fn cameras_with_time_between_them_take_the_next_position_without_a_press() {
    let pi = pi(4);
    let mut console = open(&pi, Files::default(), "A1, A2\nB1\nB2");
    for bound in 1..=4 {
        switch_on(&pi, &mut console);
        let appeared = Instant::now();
        console.wait_for(&match bound {
            4 => "4 of 4 placed · 0 verified".to_owned(),
            _ => format!("{bound} of 4 placed"),
        });
        console.wait("time between two cameras", |_| {
            let is_over = appeared.elapsed() > TOGETHER + Duration::from_millis(100);
            (is_over || bound == 4).then_some(())
        });
    }
    assert!(!console.shows("Decide later"));
}

#[test]
fn the_next_window_goes_on_with_the_positions_and_asks_about_what_it_has_not_seen() {
    let directory = tempfile::tempdir().unwrap();
    let files = Files::in_directory(directory.path());
    let pi = pi(3);
    let mut first = open(&pi, files.clone(), "1 to 3");
    let one = switch_on(&pi, &mut first);
    first.wait_for("1 of 3 placed");
    first.close();
    assert!(pi.simulator.switch_camera_on());
    let mut second = Console::open(AppConfig {
        files,
        ..pi.config()
    });
    second.wait_for("Which camera is at position 2?");
    let two = pi.simulator.devices()[1].candidate.mac.to_string();
    answer(&mut second, &two, 2);
    second.wait_for("2 of 3 placed");
    second.press(&format!("Details {one}"));
    second.press("Change position…");
    give(&mut second, 2);
    second.press("Positions…");
    second.leave("Undo the latest change");
    second.wait_for("1 of 3 placed");
}

#[test]
fn positions_are_written_into_the_allowlist_where_the_person_says_so() {
    let pi = pi(2);
    let mut console = open(&pi, Files::default(), "Left, Right");
    let one = switch_on(&pi, &mut console);
    console.wait_for("1 of 2 placed");
    let descriptions = || {
        let entries = pi.simulator.allowlist();
        let entry = entries
            .into_iter()
            .find(|entry| entry.mac.to_string() == one);
        entry.map(|entry| entry.note)
    };
    let before = descriptions().unwrap();
    console.press("Positions…");
    console.press("Write");
    let note = console.wait("the note", |_| {
        descriptions().filter(|note| *note != before)
    });
    assert_eq!(note.description, "Left");
    assert_eq!(note.container_id, before.container_id);
    assert!(!console.shows("Close"), "its result is seen");
    console.press("Positions…");
    console.wait_for("as container");
    assert!(console.check("as container"));
    console.press("Write");
    console.wait("the container", |_| {
        descriptions().filter(|note| note.container_id == "Left")
    });
    let state = &pi.simulator.devices()[0].candidate.state;
    assert_eq!(*state, CandidateState::Discovered);
}

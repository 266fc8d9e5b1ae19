//! The table of the faults, written from a run and compared with the list of faults.

use std::{fmt::Write as _, fs, time::Duration};

use crate::{
    cell::{Cell, FAULT_TIME, Outcome},
    faults::FAULTS,
    phase::Phase,
};

const TABLE: &str = include_str!("README.md");
const README: &str = include_str!("../../README.md");

/// The most codes that a row names.
const MOST_CODES: usize = 4;

/// Writes the table.
pub fn write(cells: &[Cell], outcomes: &[Outcome], took: Duration, memory: u64) {
    let mut text = String::from(
        "# Every fault in every phase\n\n\
         `UPDATE_README=1 cargo test --test faults` writes this file. ",
    );
    write!(
        text,
        "The last run: {} cells in {} s, {} MiB for all of them.\n\n",
        cells.len(),
        took.as_secs(),
        memory >> 20
    )
    .unwrap();
    writeln!(
        text,
        "Each fault lasts {} s and begins while a console is idle, discovering, provisioning, verifying, stopping and\n\
         recovering. *Wrong for*: how long the screen calls something live that is not so, during the fault. *Right after*:\n\
         how long after its end the screen shows what the Pi knows. Both in the worst phase; 10 s are allowed, and 60 s\n\
         where events are lost without a sign while no camera is in flight (contract, section 6). A state that is wrong as long\n\
         as the fault lasts is right once the fault is over. Where the fault changes answers, the connection is broken first, so\n\
         that everything is read again: *Events: retrying, CONNECTION_LOST* is that, and the fault itself shows nothing.\n\n\
         | fault | what the console shows | wrong for | right after |\n|---|---|---|---|",
        FAULT_TIME.as_secs()
    )
    .unwrap();
    let rows = cells
        .chunks(Phase::ALL.len())
        .zip(outcomes.chunks(Phase::ALL.len()));
    for (cells, outcomes) in rows {
        let mut shown: Vec<&str> = Vec::new();
        for text in outcomes.iter().flat_map(|outcome| &outcome.shown) {
            if !shown.contains(&text.as_str()) {
                shown.push(text);
            }
        }
        // The connection was broken to begin the fault: the other codes say more.
        if cells[0].fault.breaks && shown.len() > 2 {
            shown.retain(|text| *text != "CONNECTION_LOST");
        }
        let more = if shown.len() > MOST_CODES {
            ", …"
        } else {
            ""
        };
        shown.truncate(MOST_CODES);
        let shown = if shown.is_empty() {
            "nothing".to_owned()
        } else {
            shown.join(", ")
        };
        let worst = |time: fn(&Outcome) -> Duration| outcomes.iter().map(time).max().unwrap();
        let wrong_for = rounded(worst(|outcome| outcome.wrong_for));
        let right_after = rounded(worst(|outcome| outcome.right_after));
        let name = cells[0].fault.name;
        writeln!(
            text,
            "| {name} | {shown}{more} | {wrong_for} | {right_after} |"
        )
        .unwrap();
    }
    fs::write(
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/README.md"),
        text,
    )
    .unwrap();
}

/// As far as it is the same in every run.
fn rounded(time: Duration) -> String {
    if time < Duration::from_millis(300) {
        return "0 s".to_owned();
    }
    format!("{} s", time.as_secs_f32().ceil())
}

#[test]
fn the_table_has_a_row_for_each_fault() {
    let rows = TABLE.lines().filter_map(|line| line.strip_prefix("| "));
    let names: Vec<&str> = rows
        .filter_map(|row| row.split(" | ").next())
        .filter(|name| *name != "fault")
        .collect();
    let faults: Vec<&str> = FAULTS.iter().map(|fault| fault.name).collect();
    assert_eq!(names, faults, "UPDATE_README=1 writes it");
}

#[test]
fn the_readme_has_the_number_of_faults() {
    let text = format!("{} faults", FAULTS.len());
    assert!(README.contains(&text), "{text}");
}

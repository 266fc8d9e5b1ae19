//! Every fault in every phase: the real client and the real state of the window against the
//! simulated Pi, over sockets and in real time. `README.md` beside this file has the table.
//!
//! The cells wait most of the time, so many of them run at once. `FAULTS=dropped cargo test --test
//! faults` runs the faults with this in their name or phase; `UPDATE_README=1` writes the table.
#![expect(clippy::unwrap_used, reason = "a test may panic")]
#![expect(clippy::print_stdout, reason = "the figures of a run")]

mod cell;
mod console;
mod elsewhere;
mod faults;
mod measures;
mod phase;
mod readme;
mod truth;

use std::{
    borrow::Borrow,
    env, panic,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use cell::{Cell, Outcome};
use elsewhere::Elsewhere;

/// Cells that run at once. Each takes about 0.2 s of CPU time and 20 s of waiting.
const AT_ONCE: usize = 72;
/// The most memory that the whole table takes, with all simulators and consoles that run at once.
const MOST_MEMORY: u64 = 1 << 30;

#[test]
fn every_fault_in_every_phase() {
    let wanted = env::var("FAULTS").unwrap_or_default();
    let elsewhere = Elsewhere::start();
    faults::set_elsewhere(elsewhere.address());
    let cells: Vec<Cell> = Cell::all()
        .filter(|cell| cell.to_string().contains(&wanted))
        .collect();
    assert!(!cells.is_empty(), "no fault or phase is named {wanted}");
    measures::collect_panics();
    let begun = Instant::now();
    let mut outcomes = run(&cells);
    let took = begun.elapsed();
    run_again(&cells, &mut outcomes);

    let mut failures = Vec::new();
    for (cell, outcome) in cells.iter().zip(&outcomes) {
        failures.extend(judge(cell, outcome));
        if !wanted.is_empty() {
            println!("{cell}: {outcome}");
        }
    }
    failures.extend(measures::panics());
    failures.extend(elsewhere.received());
    let memory = measures::peak_memory();
    if memory > MOST_MEMORY {
        failures.push(format!("the process took {} MiB", memory >> 20));
    }
    if wanted.is_empty() && env::var_os("UPDATE_README").is_some() {
        readme::write(&cells, &outcomes, took, memory);
    }
    println!(
        "{} cells, {took:.0?}, {} MiB, {} failures",
        cells.len(),
        memory >> 20,
        failures.len()
    );
    // A panic of any thread is collected, so that its message is not printed here.
    println!("{}", failures.join("\n"));
    assert!(failures.is_empty());
}

/// So many cells at once load the machine, and limits of time suffer. Those that failed run once
/// more, without the others; if there are many of them, it is no accident.
fn run_again(cells: &[Cell], outcomes: &mut [Outcome]) {
    const MOST: usize = 8;
    let failed: Vec<usize> = (0..cells.len())
        .filter(|index| !judge(&cells[*index], &outcomes[*index]).is_empty())
        .collect();
    if failed.len() > MOST {
        return;
    }
    for &index in &failed {
        let violations = &outcomes[index].violations;
        println!("{}: once more after {violations:?}", cells[index]);
    }
    let once_more: Vec<&Cell> = failed.iter().map(|index| &cells[*index]).collect();
    for (index, outcome) in failed.into_iter().zip(run(&once_more)) {
        outcomes[index] = outcome;
    }
}

/// Runs all cells, each on a thread with a runtime of its own. The outcomes have the order of the
/// cells.
fn run<C: Borrow<Cell> + Sync>(cells: &[C]) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let outcomes: Vec<Mutex<Outcome>> = cells.iter().map(|_| Mutex::default()).collect();
    thread::scope(|scope| {
        for number in 0..AT_ONCE.min(cells.len()) {
            let (next, outcomes) = (&next, &outcomes);
            scope.spawn(move || {
                // So that the beginnings, which take most of the CPU time, are spread.
                thread::sleep(Duration::from_millis(100) * u32::try_from(number).unwrap());
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(cell) = cells.get(index) else { break };
                    *outcomes[index].lock().unwrap() = attempt(cell.borrow());
                }
            });
        }
    });
    let outcomes = outcomes.into_iter();
    outcomes
        .map(|outcome| outcome.into_inner().unwrap())
        .collect()
}

/// What is wrong with a cell.
fn judge(cell: &Cell, outcome: &Outcome) -> Vec<String> {
    let violations = outcome.violations.iter();
    violations
        .map(|violation| format!("{cell}: {violation}"))
        .collect()
}

/// The place of a panic is among those of the whole run.
fn attempt(cell: &Cell) -> Outcome {
    panic::catch_unwind(|| cell.run()).unwrap_or_else(|_| Outcome::panicked())
}

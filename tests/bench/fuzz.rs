//! Fuzzes everything in pidash that reads bytes from outside.
//!
//! `cargo bench --bench fuzz -- --inputs 10000000` divides so many inputs among all targets.
//! `--seed N` begins at another number, `--only NAME` tries one target. A failure is printed with
//! its seed: `--only NAME --seed N --inputs 1` repeats it.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program for developers"
)]

#[path = "../fuzzing/mod.rs"]
mod fuzzing;

use std::{env, process::ExitCode, thread, time::Duration};

use fuzzing::{Report, TARGETS};

/// As in `cargo test --benches`, to see that it works.
const FEW_INPUTS: u64 = 1_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().collect();
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)).map(String::as_str)
    };
    let number = |name, default| value(name).map_or(default, |text| text.parse().unwrap());
    let only = value("--only");
    let chosen: Vec<_> = TARGETS
        .iter()
        .filter(|target| only.is_none_or(|name| name == target.name))
        .collect();
    assert!(!chosen.is_empty(), "no such target");
    let inputs = number("--inputs", FEW_INPUTS).div_ceil(chosen.len() as u64);
    let threads = thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let mut total = Report::default();
    for target in chosen {
        let report = fuzzing::run(target, number("--seed", 0), inputs, threads);
        print(target.name, &report);
        total.inputs += report.inputs;
        total.took += report.took;
        total.failures.extend(report.failures);
    }
    let rate = rate(total.inputs, total.took);
    println!(
        "{} inputs in {:.1} s, {rate} a second, {} kinds of failures",
        total.inputs,
        total.took.as_secs_f64(),
        total.failures.len()
    );
    if total.failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn print(name: &str, report: &Report) {
    let rate = rate(report.inputs, report.took);
    println!(
        "{name:12} {:9} inputs, {rate:7} a second, the slowest {:?} (seed {})",
        report.inputs, report.slowest, report.slowest_seed
    );
    for failure in report.failures.values() {
        println!("  {failure}");
    }
}

fn rate(inputs: u64, took: Duration) -> u128 {
    u128::from(inputs) * 1_000 / took.as_millis().max(1)
}

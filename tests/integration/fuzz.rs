//! A short run of every fuzzing target; `cargo bench --bench fuzz -- --inputs 10000000` is the long
//! one.

#[path = "../fuzzing/mod.rs"]
mod fuzzing;

use fuzzing::TARGETS;

/// So many that all targets together take about two seconds.
const INPUTS: u64 = 800;

#[test]
fn a_short_run_of_every_target_finds_nothing() {
    for target in TARGETS {
        let report = fuzzing::run(target, 0, INPUTS, 2);
        assert_eq!(report.inputs, INPUTS, "{}", target.name);
        let failures: Vec<String> = report.failures.values().map(ToString::to_string).collect();
        assert_eq!(failures, [""; 0]);
    }
}

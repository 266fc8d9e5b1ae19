//! What the code of pidash costs, without a GPU and without a Pi: the processor by criterion, and two
//! tables with what criterion does not measure.
//!
//! `cargo bench --bench code`; `-- WORDS` measures only what has the words in its name, `-- table` prints
//! the tables alone. Without `--bench`, as in `cargo test --benches`, everything runs once, to see that it
//! works.

mod consoles;
mod frames;
mod growth;
mod window;
mod work;

use std::{env, io};

use criterion::Criterion;

const RUNS: usize = 500;
const GROWTH_RUNS: usize = 100;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let is_bench = arguments.iter().any(|argument| argument == "--bench");
    let mut wanted = arguments
        .iter()
        .filter(|argument| !argument.starts_with('-'));
    if wanted.next().is_none_or(|wanted| wanted == "table") {
        frames::print_table(if is_bench { RUNS } else { 1 })?;
        growth::print_table(if is_bench { GROWTH_RUNS } else { 1 })?;
    }
    let mut criterion = Criterion::default().configure_from_args();
    frames::bench(&mut criterion);
    work::bench(&mut criterion);
    criterion.final_summary();
    Ok(())
}

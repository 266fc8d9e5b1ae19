//! Fuzzing without a nightly compiler: mutations of known inputs, the readers of pidash that take
//! bytes from outside, and what has to hold for each of them. The program `tests/bench/fuzz.rs` and
//! the integration tests share it.
//!
//! Input `n` of a run is made from the number `seed + n` alone, so a failure is repeated with its
//! own seed and one input.

mod mutation;
mod sse_reference;
mod targets;

use std::{
    any::Any,
    collections::BTreeMap,
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use fastrand::Rng;

use mutation::Mutator;

/// A reader, and what it is tried with.
pub struct Target {
    pub name: &'static str,
    corpus: fn() -> Vec<Vec<u8>>,
    tokens: &'static [&'static str],
    /// The error says what does not hold.
    check: fn(&[u8], &mut Rng) -> Result<(), String>,
}

/// An input that a target did not stand.
#[derive(Debug)]
pub struct Failure {
    target: &'static str,
    seed: u64,
    input: Vec<u8>,
    message: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 1_000;
        let Self {
            target,
            seed,
            input,
            message,
        } = self;
        let input = input[..input.len().min(SHOWN)].escape_ascii();
        write!(f, "{target}, seed {seed}: {message:.SHOWN$}\n    {input}")
    }
}

/// What a run of one target showed.
#[derive(Debug, Default)]
pub struct Report {
    pub inputs: u64,
    pub took: Duration,
    /// The input that took longest.
    pub slowest: Duration,
    pub slowest_seed: u64,
    /// One for each message.
    pub failures: BTreeMap<String, Failure>,
}

pub use targets::TARGETS;

/// Tries a target with inputs of these numbers, divided among threads.
pub fn run(target: &Target, seed: u64, inputs: u64, threads: u64) -> Report {
    let mutator = Mutator::new((target.corpus)(), target.tokens);
    let report = Mutex::new(Report::default());
    let began = Instant::now();
    thread::scope(|scope| {
        for first in 0..threads {
            let numbers = (first..inputs).step_by(usize::try_from(threads).unwrap_or(1));
            let (mutator, report) = (&mutator, &report);
            scope.spawn(move || {
                let mut own = Report::default();
                for number in numbers {
                    try_one(target, mutator, seed.wrapping_add(number), &mut own);
                }
                report.lock().unwrap().add(own);
            });
        }
    });
    let mut report = report.into_inner().unwrap();
    report.took = began.elapsed();
    report
}

fn try_one(target: &Target, mutator: &Mutator, seed: u64, report: &mut Report) {
    let mut rng = Rng::with_seed(seed);
    let input = mutator.input(&mut rng);
    let began = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| (target.check)(&input, &mut rng)));
    let took = began.elapsed();
    report.inputs += 1;
    if took > report.slowest {
        (report.slowest, report.slowest_seed) = (took, seed);
    }
    let message = match outcome {
        Ok(Ok(())) => return,
        Ok(Err(message)) => message,
        Err(panic) => format!("panic: {}", text_of(panic.as_ref())),
    };
    // What is in front of the colon is the same for all failures of one kind.
    let kind = message.split(':').next().unwrap_or_default();
    let kind = format!("{}: {kind}", target.name);
    report.failures.entry(kind).or_insert(Failure {
        target: target.name,
        seed,
        input,
        message,
    });
}

fn text_of(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or_default()
}

impl Report {
    fn add(&mut self, other: Self) {
        self.inputs += other.inputs;
        if other.slowest > self.slowest {
            (self.slowest, self.slowest_seed) = (other.slowest, other.slowest_seed);
        }
        for (kind, failure) in other.failures {
            self.failures.entry(kind).or_insert(failure);
        }
    }
}

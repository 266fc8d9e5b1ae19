//! A day of hard work of the whole console in a quarter of an hour: does anything grow?
//!
//! `cargo bench --bench soak -- --hours 24 --speed 100` runs the real application without a display
//! against a simulated Pi in another process: a session in every 7 minutes of simulated time, 50 cameras in each, five
//! broken connections during each, and health every 5 seconds. At 100 times real time, these are
//! 200 sessions, 10,000 cameras, 1,000 reconnects and 20 health updates a second. It prints what
//! the process holds after each hour. The allocator has the settings of the kiosk's unit. The exit
//! code is 1 if something grows after the first hour beyond the limits below, or if less was done
//! than that.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program for developers"
)]

mod console;
mod measures;
mod pi;

use std::{
    env,
    process::{Command, ExitCode},
    time::{Duration, Instant},
};

use console::Console;
use measures::Measures;
use pi::Action;

/// Simulated time for one session.
const SESSION: Duration = Duration::from_secs(24 * 60 * 60 / 200);
/// Cameras in each session.
const CAMERAS: u16 = 50;
/// How often the connections break during a session.
const RECONNECTS: u32 = 5;
/// Between two updates of the health, simulated.
const HEALTH: Duration = Duration::from_secs(5);
/// The most that resident memory may grow after the first hour.
const MOST_GROWTH: u64 = 5_000_000;

/// How the kiosk runs.
const UNIT: &str = include_str!("../../../assets/kiosk/pidash-kiosk.service");

fn main() -> ExitCode {
    if pi::is_run() {
        return ExitCode::SUCCESS;
    }
    let settings = allocator_settings();
    if settings.iter().any(|(name, _)| env::var_os(name).is_none()) {
        // glibc reads them when a program starts.
        let mut again = Command::new(env::current_exe().unwrap());
        again.args(env::args_os().skip(1)).envs(settings);
        let succeeded = again.status().unwrap().success();
        return if succeeded {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        };
    }
    let arguments: Vec<String> = env::args().collect();
    let number = |name: &str| -> Option<f64> {
        let at = arguments.iter().position(|argument| argument == name)?;
        Some(arguments.get(at + 1)?.parse().unwrap())
    };
    // Without `--bench`, as in `cargo test --benches`, it runs shortly, to see that it works.
    let is_bench = arguments.iter().any(|argument| argument == "--bench");
    let hours = number("--hours").unwrap_or(if is_bench { 24.0 } else { 0.5 });
    let speed = number("--speed").unwrap_or(100.0);
    let failures = run(Duration::from_secs_f64(hours * 3_600.0), speed);
    for failure in &failures {
        println!("FAILED: {failure}");
    }
    if failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The variables with which the unit sets the allocator.
fn allocator_settings() -> Vec<(&'static str, &'static str)> {
    let lines = UNIT
        .lines()
        .filter_map(|line| line.strip_prefix("Environment="));
    let variables = lines.flat_map(str::split_whitespace);
    let settings = variables.filter_map(|variable| variable.split_once('='));
    let settings: Vec<_> = settings
        .filter(|(name, _)| name.starts_with("MALLOC_"))
        .collect();
    assert!(!settings.is_empty(), "the unit sets no allocator");
    settings
}

/// What was wrong.
fn run(simulated: Duration, speed: f64) -> Vec<String> {
    let real = |time: Duration| time.div_f64(speed);
    let sessions = u32::try_from(simulated.as_secs() / SESSION.as_secs()).unwrap();
    let mut console = Console::open(speed, CAMERAS, real(HEALTH));
    println!("{}", Measures::HEADER);
    let started = Instant::now();
    let mut hours = Vec::new();
    for session in 1..=sessions {
        console.provision(RECONNECTS);
        console.pi.act(Action::TidyAllowlist);
        console.wait_until(started + real(SESSION * session));
        let full_hours = SESSION * session / 3_600;
        if full_hours.as_secs() > hours.len() as u64 {
            let measures = console.measures();
            println!("{:>4} {measures}", full_hours.as_secs());
            hours.push(measures);
        }
    }
    let took = started.elapsed();
    let done = console.done();
    println!(
        "{} sessions, {} cameras, {} reconnects, {} health updates in {:.1} min",
        done.sessions,
        done.cameras,
        done.reconnects,
        done.health_updates,
        took.as_secs_f64() / 60.0
    );
    let mut failures = done.missing(
        sessions,
        CAMERAS,
        RECONNECTS,
        took.div_duration_f64(real(HEALTH)),
    );
    if let Some((first, later)) = hours.split_first() {
        failures.extend(
            later
                .iter()
                .flat_map(|hour| hour.growth_since(first, MOST_GROWTH)),
        );
    }
    failures
}

//! Arguments to what to run, and how it ended to an exit code.

mod cli;
mod window;

use std::{
    io::{self, IsTerminal as _, Write as _},
    process::ExitCode,
    time::Duration,
};

use anyhow::Context as _;
use pidash::{
    app::AppConfig,
    backend::{self, BackendConfig, ServerUrl, Timing, Verdict},
    domain::problem::Problem,
    simulator::{Simulator, SimulatorConfig},
    store::{Files, key::KeySource},
};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::{
    filter::Targets, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use crate::cli::{Cli, LogLevel, Simulate, Subcommands};

/// The Pi does not answer (`EX_UNAVAILABLE`).
const UNREACHABLE: u8 = 69;
/// The Pi refuses the key (`EX_NOPERM`).
const REFUSED: u8 = 77;
/// What was configured cannot be used (`EX_CONFIG`).
const BAD_CONFIG: u8 = 78;

/// How long a simulated Pi is away when it restarts.
const AWAY: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    let cli = Cli::read();
    log_to_stderr(cli.log_level);
    let outcome = if cli.demo {
        demo()
    } else {
        match usable_key(&cli) {
            Ok(key) => run(&cli, key),
            Err(error) => return failed(&error, BAD_CONFIG),
        }
    };
    outcome.unwrap_or_else(|error| failed(&error, 1))
}

fn run(cli: &Cli, key: KeySource) -> anyhow::Result<ExitCode> {
    match &cli.command {
        Some(Subcommands::Simulate(options)) => simulate(&key, options),
        Some(Subcommands::Check) => check(cli, &key),
        None => window::open(AppConfig {
            server: cli.server.clone(),
            key,
            files: Files::of_this_user(),
            timing: Timing::default(),
        }),
    }
}

/// Where the key is, once it has been read: what cannot be read is told before a window opens.
fn usable_key(cli: &Cli) -> anyhow::Result<KeySource> {
    let source = cli.key_source()?;
    source.read()?;
    Ok(source)
}

/// A window on a simulated Pi in this process, over a real socket. That Pi wants no key, so none is looked for.
fn demo() -> anyhow::Result<ExitCode> {
    let runtime = runtime()?;
    let simulator = runtime
        .block_on(Simulator::start(SimulatorConfig::default()))
        .context("cannot start the demo's Pi")?;
    window::open(AppConfig {
        server: ServerUrl::parse(&simulator.url())?,
        key: KeySource::None,
        files: Files::default(),
        timing: Timing::default(),
    })
}

/// Serves a simulated Pi until it is interrupted.
fn simulate(key: &KeySource, options: &Simulate) -> anyhow::Result<ExitCode> {
    let config = SimulatorConfig {
        listen: options.listen,
        api_key: key.read()?,
        vocabulary: options.vocabulary.into(),
        unnamed_events: options.unnamed_events,
        devices: options.devices,
        seed: options.seed,
        speed: options.speed,
        fail_rate: options.fail_rate,
        tick: Duration::from_secs_f64(options.tick),
        allowlist: options.allowlist,
        ..SimulatorConfig::default()
    };
    runtime()?.block_on(async {
        let simulator = Simulator::start(config)
            .await
            .with_context(|| format!("cannot listen on {}", options.listen))?;
        // Before the URL: who reads that may interrupt at once.
        let mut interrupts = signal(SignalKind::interrupt())?;
        writeln!(io::stdout(), "{}", simulator.url())?;
        if let Some(seconds) = options.restart_after {
            let due = tokio::time::sleep(Duration::from_secs(seconds.into()));
            tokio::select! {
                () = due => simulator.restart(AWAY),
                _ = interrupts.recv() => return Ok(ExitCode::SUCCESS),
            }
        }
        interrupts.recv().await;
        Ok(ExitCode::SUCCESS)
    })
}

/// Asks the Pi whether it is there and takes the key.
fn check(cli: &Cli, key: &KeySource) -> anyhow::Result<ExitCode> {
    let config = BackendConfig {
        server: cli.server.clone(),
        key: key.read()?,
        timing: Timing::default(),
    };
    let (text, code) = match runtime()?.block_on(backend::check(config))? {
        Verdict::Ready => ("answers and takes requests".to_owned(), 0),
        Verdict::Unreachable(problem) => (sentence(&problem), UNREACHABLE),
        Verdict::KeyRefused(problem) => (sentence(&problem), REFUSED),
    };
    writeln!(io::stdout(), "{}: {text}", cli.server.address())?;
    Ok(ExitCode::from(code))
}

fn sentence(problem: &Problem) -> String {
    format!(
        "{} {} ({})",
        problem.summary,
        problem.remedy.advice(),
        problem.code
    )
}

fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
}

/// Only pidash's own targets follow the level: at trace, the WebSocket and HTTP libraries print headers.
fn log_to_stderr(level: LogLevel) {
    let ours = Targets::new()
        .with_target("pidash", level.level())
        .with_default(tracing::Level::ERROR);
    let mut lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_target(false);
    if !io::stderr().is_terminal() {
        lines.set_ansi(false);
    }
    tracing_subscriber::registry().with(lines).with(ours).init();
}

/// Says in one sentence what went wrong.
fn failed(error: &anyhow::Error, code: u8) -> ExitCode {
    if writeln!(io::stderr(), "pidash: {error:#}").is_err() {
        return ExitCode::FAILURE;
    }
    ExitCode::from(code)
}

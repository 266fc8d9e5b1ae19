//! Maps the arguments to what to run, and the outcome to an exit code.

mod check;
mod cli;
#[cfg(test)]
mod cli_files;
mod log;
mod signals;
mod system_fonts;
mod window;

use std::{
    io::{self, Write as _},
    process::ExitCode,
    time::Duration,
};

use anyhow::{Context as _, anyhow};

use crate::cli::{Cli, Simulate, Subcommands};
use pidash::{
    app::{self, AppConfig, ProcessRequest, ProcessRequests},
    client::{CaCertificates, ServerUrl},
    domain::{configuration::Configuration, secret::ApiKey},
    i18n,
    simulator::{Simulator, SimulatorConfig},
    storage::{
        Files,
        instance::{Claim, Profile},
        keys::{self, KeySource, Keys},
        log_file,
        settings_file::SettingsFile,
    },
    tr,
};

/// The host of a Pi on this computer. The kiosk looks for it at the usual ports.
const THIS_COMPUTER: &str = "127.0.0.1";
/// Another window has the profile and does not answer (`EX_TEMPFAIL`).
const ALREADY_RUNNING: u8 = 75;
/// The configuration cannot be used (`EX_CONFIG`).
const BAD_CONFIG: u8 = 78;

/// How long a simulated Pi is offline when it restarts.
const AWAY: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    let cli = Cli::read();
    let file = if cli.demo {
        SettingsFile::default()
    } else {
        SettingsFile::of_this_user()
    };
    let (configuration, warnings) = cli.configuration(&file);
    let has_files = cli.command.is_none() && !cli.demo;
    if has_files {
        i18n::set_language(app::language(configuration.settings().language));
    }
    // Before the log is opened: it belongs to the window that has the profile.
    let profile = has_files.then(Profile::of_this_user).flatten();
    let claim = profile.map(|profile| profile.claim()).transpose();
    match claim {
        Ok(Some(Claim::Raised)) => return end_with(tr!("instance-raised"), 0),
        Ok(Some(Claim::Busy)) => return end_with(tr!("instance-busy"), ALREADY_RUNNING),
        Ok(Some(Claim::First(_)) | None) | Err(_) => {}
    }
    let path = has_files.then(log_file::path).flatten();
    let log = log::begin(configuration.settings().log_level, path.as_deref());
    if let Err(error) = disable_core_dumps() {
        tracing::warn!(%error, "core dumps cannot be switched off");
    }
    for warning in &warnings {
        tracing::warn!("{}", i18n::configuration_warning(warning));
    }
    // Held until the end of this process.
    let instance = claim.unwrap_or_else(|error| {
        tracing::warn!(%error, "another window may write the same files");
        None
    });
    let process_requests = ProcessRequests::default();
    if cli.command.is_none()
        && let Err(error) = listen(instance.as_ref(), &process_requests)
    {
        tracing::warn!(%error, "this window does not hear of signals and second starts");
    }
    let config = AppConfig {
        configuration,
        warnings,
        process_requests,
        looks_around: true,
        local_pis: ServerUrl::candidates(THIS_COMPUTER).unwrap_or_default(),
        notify: Some(app::desktop_notifications()),
        player: app::Player::of_the_system(),
        log,
        ..AppConfig::default()
    };
    let outcome = if cli.demo {
        window::open(AppConfig {
            demo: true,
            ..config
        })
    } else {
        match usable(&cli, &config.configuration) {
            Ok((server, key, extra_cas)) => {
                let config = AppConfig {
                    extra_cas,
                    ..config
                };
                run(&cli, server, key, config)
            }
            Err(error) => return failed(&error, BAD_CONFIG),
        }
    };
    outcome.unwrap_or_else(|error| failed(&error, 1))
}

/// Passes the requests of other processes to the window.
fn listen(instance: Option<&Claim>, requests: &ProcessRequests) -> io::Result<()> {
    signals::close_on_signals(requests.clone())?;
    if let Some(Claim::First(instance)) = instance {
        let requests = requests.clone();
        instance.listen(move |request| requests.push(ProcessRequest::Raise(request)))?;
    }
    Ok(())
}

/// A core dump would contain the API key. The limit is respected by systemd-coredump and apport too.
/// Not by `PR_SET_DUMPABLE`: the portals of the desktop refuse a process that has it, and with them
/// the file dialog.
#[cfg(unix)]
fn disable_core_dumps() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    Ok(setrlimit(Resource::Core, none)?)
}

/// Windows writes dumps only where an administrator has asked for them.
#[cfg(not(unix))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature is that of the function for Unix"
)]
fn disable_core_dumps() -> io::Result<()> {
    Ok(())
}

fn run(
    cli: &Cli,
    server: Option<ServerUrl>,
    key: KeySource,
    config: AppConfig,
) -> anyhow::Result<ExitCode> {
    let here = app::server_url(THIS_COMPUTER)?;
    match &cli.command {
        Some(Subcommands::Simulate(options)) => simulate(&key, options),
        Some(Subcommands::Check(options)) => {
            let server = server.unwrap_or(here);
            let features = config.configuration.settings().features;
            let (key, extra_cas) = (read_key(&key)?, config.extra_cas);
            runtime()?.block_on(check::check(server, key, features, extra_cas, options))
        }
        None => {
            let (keyring, files) = keys::of_this_user();
            let given_for = server.as_ref().unwrap_or(&here).origin();
            window::open(AppConfig {
                server,
                keys: Keys {
                    given: key,
                    given_for: Some(given_for),
                    keyring,
                    files,
                },
                files: Files::of_this_user(),
                ..config
            })
        }
    }
}

/// The address of the Pi, the source of its key, and the certificates of the CA file. Reads the key
/// once, so that a bad address, key or CA file is reported before a window opens.
fn usable(
    cli: &Cli,
    configuration: &Configuration,
) -> anyhow::Result<(Option<ServerUrl>, KeySource, CaCertificates)> {
    let server = configuration.settings().server.as_deref();
    let server = server.map(app::server_url).transpose();
    let server = server.context("the setting “server” cannot be used")?;
    let source = cli.key_source(configuration)?;
    read_key(&source)?;
    Ok((server, source, cli.ca_certificates(configuration)?))
}

fn read_key(source: &KeySource) -> anyhow::Result<Option<ApiKey>> {
    let key = source.read();
    key.map_err(|error| anyhow!(app::key_source_error(&error)))
}

/// Serves a simulated Pi until it is interrupted.
fn simulate(key: &KeySource, options: &Simulate) -> anyhow::Result<ExitCode> {
    let config = SimulatorConfig {
        listen: options.listen,
        api_key: read_key(key)?,
        vocabulary: options.vocabulary.into(),
        unnamed_events: options.unnamed_events,
        devices: options.devices,
        seed: options.seed,
        speed: options.speed,
        fail_rate: options.fail_rate,
        tick: Duration::from_secs_f64(options.tick),
        allowlist: options.allowlist,
        control_port: options.control_port,
        ..SimulatorConfig::default()
    };
    let config = match options.scenario {
        Some(scenario) => scenario.configure(config),
        None => config,
    };
    runtime()?.block_on(async {
        let simulator = Simulator::start(config)
            .await
            .with_context(|| format!("cannot listen on {}", options.listen))?;
        // Before the URL is printed: whoever reads it may interrupt at once.
        let mut interrupts = interrupts()?;
        writeln!(io::stdout(), "{}", simulator.url())?;
        if let Some(url) = simulator.control_url() {
            writeln!(io::stdout(), "{url}/faults")?;
        }
        if let Some(scenario) = options.scenario {
            simulator.play(scenario);
        }
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

#[cfg(unix)]
fn interrupts() -> io::Result<tokio::signal::unix::Signal> {
    tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())
}

#[cfg(windows)]
fn interrupts() -> io::Result<tokio::signal::windows::CtrlC> {
    tokio::signal::windows::ctrl_c()
}

fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
}

/// Prints the error in one sentence.
fn failed(error: &anyhow::Error, code: u8) -> ExitCode {
    end_with(&format!("{error:#}"), code)
}

/// Without a console, as started from the desktop of Windows, the sentence is in a dialog. A second start
/// that has raised the window says nothing there.
fn end_with(sentence: &str, code: u8) -> ExitCode {
    #[cfg(windows)]
    if code != 0 && std::os::windows::io::AsRawHandle::as_raw_handle(&io::stderr()).is_null() {
        rfd::MessageDialog::new()
            .set_level(rfd::MessageLevel::Error)
            .set_title("pidash")
            .set_description(sentence)
            .show();
    }
    if writeln!(io::stderr(), "pidash: {sentence}").is_err() {
        return ExitCode::FAILURE;
    }
    ExitCode::from(code)
}

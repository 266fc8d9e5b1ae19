//! The command line: what can be said, and what it means. Secrets cannot be said: everybody on a machine can read argv.

use std::{
    env::{self, consts},
    net::SocketAddr,
    path::PathBuf,
    sync::LazyLock,
};

use clap::{
    Args, CommandFactory as _, Parser, Subcommand, ValueEnum,
    builder::{OsStringValueParser, TypedValueParser as _},
    error::ErrorKind,
};
use git_version::git_version;
use pidash::{
    backend::ServerUrl, domain::secret::ApiKey, simulator::Vocabulary, store::key::KeySource,
};

/// The dashboard port of a Pi on this very machine: where the kiosk finds its own.
const LOCAL_PI: &str = "http://127.0.0.1:8082";
/// What it was built from, with a comma for what follows; empty outside git.
const COMMIT: &str = git_version!(
    args = ["--always", "--dirty=+", "--abbrev=9", "--exclude=*"],
    suffix = ", ",
    fallback = ""
);
/// Version, commit and target, for `--version` and for support.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let version = env!("CARGO_PKG_VERSION");
    format!("{version} ({COMMIT}{}-{})", consts::ARCH, consts::OS)
});

/// The native field console for `PiOrchestrator`.
#[derive(Debug, Parser)]
#[command(version = VERSION.as_str(), about)]
pub struct Cli {
    /// Show a simulated Pi with cameras: nothing else is needed.
    #[arg(long, conflicts_with = "server")]
    pub demo: bool,

    /// The Pi: a host, HOST:PORT, or a URL; http without a port means 8082.
    #[arg(long, value_name = "URL", value_parser = ServerUrl::parse, default_value = LOCAL_PI, global = true)]
    pub server: ServerUrl,

    /// A file that holds the Pi's API key and nothing else.
    // Any text is a path to clap, an empty one too: a bad variable must not stop the demo.
    #[arg(long, value_name = "PATH", env = "PIDASH_API_KEY_FILE", value_parser = OsStringValueParser::new().map(PathBuf::from), global = true)]
    pub api_key_file: Option<PathBuf>,

    /// How much to write to standard error.
    #[arg(long, value_name = "LEVEL", default_value = "warn", global = true)]
    pub log_level: LogLevel,

    /// Something else than the window.
    #[command(subcommand)]
    pub command: Option<Subcommands>,
}

/// What pidash does without a window.
#[derive(Debug, Subcommand)]
pub enum Subcommands {
    /// Serve a simulated Pi for other clients.
    Simulate(Simulate),
    /// Say whether the Pi answers and takes the key. Exit code 0, 69 (no answer) or 77 (key refused).
    Check,
}

/// How the simulated Pi behaves.
#[derive(Debug, Args)]
pub struct Simulate {
    /// Where to listen, for example 127.0.0.1:8082.
    #[arg(long, value_name = "ADDR")]
    pub listen: SocketAddr,
    /// Cameras that appear in each session, 0 to 500.
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u16).range(0..=500))]
    pub devices: u16,
    /// Decides everything that looks like chance: the same seed gives the same run.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How much faster than a clock the world runs, 0.01 to 1000.
    #[arg(long, value_name = "X", default_value_t = 1.0, value_parser = speed)]
    pub speed: f64,
    /// The words that the events use.
    #[arg(long, default_value = "new")]
    pub vocabulary: Words,
    /// Send events without names, as some builds do.
    #[arg(long)]
    pub unnamed_events: bool,
    /// Seconds between two frames of the monitoring socket.
    #[arg(long, value_name = "SECONDS", default_value_t = 5.0, value_parser = tick)]
    pub tick: f64,
    /// Entries on the allowlist beside the few that every Pi has, 0 to 100000.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub allowlist: u32,
    /// Restart the Pi once after this many seconds: it is away for 5 seconds and then has a session to recover.
    #[arg(long, value_name = "SECONDS")]
    pub restart_after: Option<u32>,
    /// Share of cameras whose first attempt fails, 0 to 1.
    #[arg(long, value_name = "F", default_value_t = 0.15, value_parser = share)]
    pub fail_rate: f64,
}

/// The two vocabularies of the contract, section 6.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Words {
    /// `device.verified` and so on, with the whole device.
    New,
    /// `device.state_changed` alone, flat.
    Old,
}

impl From<Words> for Vocabulary {
    fn from(words: Words) -> Self {
        match words {
            Words::New => Self::New,
            Words::Old => Self::Old,
        }
    }
}

/// How much to log.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

impl Cli {
    /// Reads the arguments of this process. What makes no sense ends it here, with exit code 2 and clap's words.
    #[must_use]
    pub fn read() -> Self {
        let cli = Self::parse();
        if cli.demo && cli.command.is_some() {
            let contradiction = "the argument '--demo' cannot be used with a subcommand";
            Self::command()
                .error(ErrorKind::ArgumentConflict, contradiction)
                .exit()
        }
        cli
    }

    /// Where the API key comes from: the file of `--api-key-file` or its variable, else `PIDASH_API_KEY` with a warning.
    ///
    /// # Errors
    /// `PIDASH_API_KEY` is set to something that is no key.
    pub fn key_source(&self) -> anyhow::Result<KeySource> {
        if let Some(path) = &self.api_key_file {
            return Ok(KeySource::File(path.clone()));
        }
        let Some(text) = env::var_os("PIDASH_API_KEY") else {
            return Ok(KeySource::None);
        };
        tracing::warn!(
            "PIDASH_API_KEY can be read by every program of this user: --api-key-file is safer"
        );
        let text = zeroize::Zeroizing::new(text.to_string_lossy().into_owned());
        let key = ApiKey::new(&text)
            .map_err(|error| anyhow::anyhow!("PIDASH_API_KEY cannot be used: {error}"))?;
        Ok(KeySource::Environment(key))
    }
}

impl LogLevel {
    /// The level for tracing.
    #[must_use]
    pub fn level(self) -> tracing::Level {
        match self {
            Self::Error => tracing::Level::ERROR,
            Self::Warn => tracing::Level::WARN,
            Self::Info => tracing::Level::INFO,
            Self::Debug => tracing::Level::DEBUG,
            Self::Trace => tracing::Level::TRACE,
        }
    }
}

fn speed(text: &str) -> Result<f64, String> {
    in_range(text, 0.01, 1_000.0)
}

fn tick(text: &str) -> Result<f64, String> {
    in_range(text, 0.01, 3_600.0)
}

fn share(text: &str) -> Result<f64, String> {
    in_range(text, 0.0, 1.0)
}

fn in_range(text: &str, least: f64, most: f64) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| format!("must be a number between {least} and {most}"))
}

//! The command line: what can be said, and what it means. Secrets cannot be said: everybody on a machine can read argv.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use git_version::git_version;
use pidash::{
    backend::ServerUrl, domain::secret::ApiKey, simulator::Vocabulary, store::key::KeySource,
};

/// The dashboard port of a Pi on this very machine: where the kiosk finds its own.
const LOCAL_PI: &str = "http://127.0.0.1:8082";
/// Version, commit and target, for `--version` and for support.
const VERSION: &str = const_format();

const fn const_format() -> &'static str {
    git_version!(
        args = ["--always", "--dirty=+", "--abbrev=9", "--exclude=*"],
        prefix = concat!(env!("CARGO_PKG_VERSION"), " ("),
        suffix = ")",
        fallback = "no commit"
    )
}

/// The native field console for `PiOrchestrator`.
#[derive(Debug, Parser)]
#[command(version = VERSION, about, after_help = "Without --server and --demo, the Pi on this machine: http://127.0.0.1:8082")]
pub struct Cli {
    /// Show a simulated Pi with cameras: nothing else is needed.
    #[arg(long, conflicts_with = "server")]
    pub demo: bool,

    /// The Pi: a host, HOST:PORT, or a URL. Port 8082 if none is given.
    #[arg(long, value_name = "URL", value_parser = ServerUrl::parse, default_value = LOCAL_PI, hide_default_value = true)]
    pub server: ServerUrl,

    /// A file that holds the Pi's API key and nothing else.
    #[arg(long, value_name = "PATH", env = "PIDASH_API_KEY_FILE", global = true)]
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
    /// Cameras that appear in each session.
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u16).range(0..=500))]
    pub devices: u16,
    /// Decides everything that looks like chance: the same seed gives the same run.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How much faster than a clock the world runs.
    #[arg(long, value_name = "X", default_value_t = 1.0, value_parser = positive)]
    pub speed: f64,
    /// The words that the events use.
    #[arg(long, default_value = "new")]
    pub vocabulary: Words,
    /// Send events without names, as some builds do.
    #[arg(long)]
    pub unnamed_events: bool,
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
    /// Where the API key comes from: the file of `--api-key-file` or its variable, else `PIDASH_API_KEY` with a warning.
    ///
    /// # Errors
    /// `PIDASH_API_KEY` is set to something that is no key.
    pub fn key_source(&self) -> anyhow::Result<KeySource> {
        if let Some(path) = &self.api_key_file {
            return Ok(KeySource::File(path.clone()));
        }
        let Ok(text) = std::env::var("PIDASH_API_KEY").map(zeroize::Zeroizing::new) else {
            return Ok(KeySource::None);
        };
        tracing::warn!(
            "PIDASH_API_KEY can be read by every program of this user: --api-key-file is safer"
        );
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

fn positive(text: &str) -> Result<f64, String> {
    in_range(text, f64::MIN_POSITIVE, 1_000.0)
}

fn share(text: &str) -> Result<f64, String> {
    in_range(text, 0.0, 1.0)
}

fn in_range(text: &str, least: f64, most: f64) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|error| format!("{error}"))?;
    if (least..=most).contains(&number) {
        Ok(number)
    } else {
        Err(format!("must be between {least} and {most}"))
    }
}

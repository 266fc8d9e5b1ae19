//! The command line. It takes no secrets: everybody on a machine can read the arguments of a
//! process.

use std::{
    env::{self, consts},
    net::SocketAddr,
    path::PathBuf,
    sync::LazyLock,
};

use clap::{
    Args, CommandFactory as _, Parser, Subcommand, ValueEnum,
    builder::{OsStringValueParser, PossibleValue, PossibleValuesParser, TypedValueParser},
    error::ErrorKind,
};
use git_version::git_version;
use strum::VariantArray as _;

use pidash::{
    app,
    client::{CaCertificates, CaFileError, ServerUrl},
    domain::{
        configuration::{Configuration, ConfigurationWarning, Origin},
        network::Ssid,
        settings::{Setting, Settings},
    },
    i18n,
    simulator::{Scenario, Vocabulary},
    storage::{keys::KeySource, settings_file::SettingsFile},
    tr,
};

/// The commit of the build, followed by a comma; empty outside git. Without `--dirty`, which would write
/// `.git/index`: cargo watches that, and the next command would compile the program again.
const COMMIT: &str = git_version!(
    args = ["--always", "--abbrev=9", "--exclude=*"],
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
    #[arg(long, value_name = "URL", value_parser = app::server_url, global = true)]
    pub server: Option<ServerUrl>,

    /// A file that holds the Pi's API key and nothing else.
    // clap accepts any text as a path, also an empty one: reading the file reports what is wrong.
    #[arg(long, value_name = "PATH", value_parser = OsStringValueParser::new().map(PathBuf::from), global = true)]
    pub api_key_file: Option<PathBuf>,

    /// A file with PEM certificates that are trusted besides those of this computer, for https.
    #[arg(long, value_name = "PATH", value_parser = OsStringValueParser::new().map(PathBuf::from), global = true)]
    pub ca_file: Option<PathBuf>,

    /// How much to write to standard error and to the log file.
    #[arg(long, value_name = "LEVEL", value_parser = value_of(Setting::LogLevel), global = true)]
    pub log_level: Option<String>,

    /// Fill the display and lock what leads out: for a touch display on the Pi. Without a server it
    /// looks for the Pi of this computer.
    #[arg(long)]
    pub kiosk: bool,

    /// The language of the window: system, en or pt-BR.
    #[arg(long, value_name = "LANGUAGE", value_parser = value_of(Setting::Language), global = true)]
    pub lang: Option<String>,

    /// Any setting, for example --set theme=light or --set features.allowlist=false.
    #[arg(long, value_name = "KEY=VALUE", value_parser = any_setting, global = true)]
    pub set: Vec<(Setting, String)>,

    /// Something else than the window.
    #[command(subcommand)]
    pub command: Option<Subcommands>,
}

/// What pidash does without a window.
#[derive(Debug, Subcommand)]
pub enum Subcommands {
    /// Serve a simulated Pi for other clients.
    Simulate(Simulate),
    /// Say what works between this computer and the Pi, and whether the Pi is ready for a session. Exit code 0, 69 (no use), 77 (key refused)
    /// or 78 (bad configuration).
    Check(Check),
}

/// What to check besides, and how to say it.
#[derive(Debug, Args)]
pub struct Check {
    /// The network that the cameras shall join: whether the Pi sees it, where it can look.
    #[arg(long, value_name = "NAME", value_parser = ssid)]
    pub ssid: Option<Ssid>,

    /// As JSON.
    #[arg(long)]
    pub json: bool,
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
    /// Restart the Pi once after this many seconds: it is away for 5 seconds and then has a session
    /// to recover.
    #[arg(long, value_name = "SECONDS")]
    pub restart_after: Option<u32>,
    /// Share of cameras whose first attempt fails, 0 to 1.
    #[arg(long, value_name = "F", default_value_t = 0.15, value_parser = share)]
    pub fail_rate: f64,
    /// What goes wrong, to see what the window makes of it.
    #[arg(long, value_name = "NAME", value_parser = scenarios())]
    pub scenario: Option<Scenario>,
    /// Set faults over HTTP while it runs, on this port of 127.0.0.1; 0 picks a free one. GET
    /// /_sim/faults lists them, POST /_sim/fault sets one, DELETE /_sim/fault clears all.
    #[arg(long, value_name = "PORT")]
    pub control_port: Option<u16>,
}

/// Accepts the name of a scenario; the help describes each.
fn scenarios() -> impl TypedValueParser<Value = Scenario> {
    let value =
        |scenario: &Scenario| PossibleValue::new(scenario.name()).help(scenario.description());
    let names = PossibleValuesParser::new(Scenario::VARIANTS.iter().map(value));
    names.try_map(|name| name.parse::<Scenario>())
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

impl Cli {
    /// Reads the arguments of this process. Bad arguments end it here, with exit code 2 and the
    /// message of clap.
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

    /// The settings from the command line, the environment and the file, and the warnings about
    /// them.
    #[must_use]
    pub fn configuration(&self, file: &SettingsFile) -> (Configuration, Vec<ConfigurationWarning>) {
        let mut configuration = Configuration::default();
        let mut warnings = file.read_into(&mut configuration);
        for setting in Setting::VARIANTS.iter().copied() {
            let Some(text) = env::var_os(setting.variable()) else {
                continue;
            };
            // The demo has its own Pi, which needs no key and no certificate.
            let is_of_a_pi = matches!(
                setting,
                Setting::Server | Setting::ApiKeyFile | Setting::CaFile
            );
            if self.demo && is_of_a_pi {
                continue;
            }
            let text = text.to_string_lossy();
            if let Err(error) = configuration.apply(Origin::Environment, setting, &text) {
                warnings.push(ConfigurationWarning::Variable(setting, error));
            }
        }
        let server = self.server.as_ref().map(ServerUrl::to_string);
        let key_file = self
            .api_key_file
            .as_ref()
            .map(|path| path.display().to_string());
        let ca_file = self.ca_file.as_ref();
        let ca_file = ca_file.map(|path| path.display().to_string());
        let arguments = [
            (Setting::Server, server),
            (Setting::ApiKeyFile, key_file),
            (Setting::CaFile, ca_file),
            (Setting::LogLevel, self.log_level.clone()),
            (Setting::Kiosk, self.kiosk.then(|| "true".to_owned())),
            (Setting::Language, self.lang.clone()),
        ];
        let arguments = arguments
            .into_iter()
            .filter_map(|(setting, text)| Some((setting, text?)));
        for (setting, text) in self.set.iter().cloned().chain(arguments) {
            if let Err(error) = configuration.apply(Origin::CommandLine, setting, &text) {
                warnings.push(ConfigurationWarning::Argument(setting, error));
            }
        }
        (configuration, warnings)
    }

    /// The key that pidash is started with: a credential of systemd, the file, or `PIDASH_API_KEY`
    /// with a warning.
    ///
    /// # Errors
    /// `PIDASH_API_KEY` is set to something that is no key.
    pub fn key_source(&self, configuration: &Configuration) -> anyhow::Result<KeySource> {
        let credentials = env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from);
        // The original argument: a path need not be UTF-8.
        let argument = self.api_key_file.clone();
        let file = argument.or_else(|| configuration.settings().api_key_file.clone());
        let variable = env::var_os("PIDASH_API_KEY");
        let variable =
            variable.map(|text| zeroize::Zeroizing::new(text.to_string_lossy().into_owned()));
        KeySource::first_of(
            credentials,
            file,
            variable.as_ref().map(|text| text.as_str()),
        )
        .map_err(|error| {
            anyhow::anyhow!(
                "PIDASH_API_KEY cannot be used: {}",
                i18n::api_key_error(error)
            )
        })
    }

    /// The certificates of the CA file; none without such a file.
    ///
    /// # Errors
    /// The file cannot be read, or one of its certificates cannot be used.
    pub fn ca_certificates(&self, configuration: &Configuration) -> anyhow::Result<CaCertificates> {
        // The original argument: a path need not be UTF-8.
        let argument = self.ca_file.as_deref();
        let Some(path) = argument.or_else(|| configuration.settings().ca_file.as_deref()) else {
            return Ok(CaCertificates::default());
        };
        CaCertificates::read(path).map_err(|error| anyhow::anyhow!(ca_file_error(&error)))
    }
}

/// Why the CA file cannot be used, as a sentence without its full stop.
fn ca_file_error(error: &CaFileError) -> String {
    match error {
        CaFileError::Unreadable { path, reason } => {
            let (path, why) = (path.display().to_string(), reason.to_string());
            tr!("settings-ca-unreadable", path = path, why = why)
        }
        CaFileError::NoCertificate { path } => {
            tr!("settings-ca-empty", path = path.display().to_string())
        }
        CaFileError::BadCertificate { path, number } => {
            let (path, number) = (path.display().to_string(), number.to_string());
            tr!("settings-ca-damaged", path = path, number = number)
        }
    }
}

/// Accepts the values of `setting`.
fn value_of(setting: Setting) -> impl Fn(&str) -> Result<String, String> + Clone {
    move |text| {
        let outcome = Settings::default().set(setting, text);
        outcome.map_err(|error| i18n::setting_error(&error))?;
        Ok(text.to_owned())
    }
}

fn any_setting(text: &str) -> Result<(Setting, String), String> {
    let (key, value) = text
        .split_once('=')
        .ok_or_else(|| tr!("settings-set-form"))?;
    let setting: Setting = key.trim().parse().ok().ok_or_else(|| {
        let keys: Vec<&str> = Setting::VARIANTS
            .iter()
            .map(|setting| setting.key())
            .collect();
        tr!("settings-set-keys", keys = keys.join(", "))
    })?;
    Ok((setting, value_of(setting)(value)?))
}

fn ssid(text: &str) -> Result<Ssid, String> {
    Ssid::new(text).map_err(i18n::ssid_error)
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
        .ok_or_else(|| {
            tr!(
                "settings-bad-number",
                least = least.to_string(),
                most = most.to_string()
            )
        })
}

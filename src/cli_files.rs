//! Tests that the man pages and shell completions in `assets` match the command line.
//! `UPDATE_CLI_FILES=1 cargo test cli_files` writes them.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::{Command, CommandFactory as _};
use clap_complete::{Shell, generate};
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};

use strum::VariantArray as _;

use crate::cli::Cli;
use pidash::domain::settings::Setting;

/// The files of pidash: path and content.
const PLACES: [(&str, &str); 4] = [
    ("~/.config/pidash/config.toml", "Settings."),
    (
        "~/.local/state/pidash",
        "The log, and what is remembered of each Pi. No secrets.",
    ),
    (
        "/etc/credstore/pidash.api_key",
        "The API key of the kiosk service; it holds the key and nothing else.",
    ),
    (
        "/etc/pidash/kiosk.env",
        "Settings of the kiosk service, as environment variables.",
    ),
];
/// The exit codes and their meaning.
const EXIT_CODES: [(&str, &str); 8] = [
    ("0", "All went well."),
    (
        "1",
        "It could not be done: no display, no OpenGL, an address that is taken.",
    ),
    ("2", "The command line makes no sense."),
    ("69", "check: the Pi does not answer, or is of no use."),
    (
        "70",
        "The window ended by an internal error, and the log says where; crash-requests.jsonl beside it has the last requests. Or the window was lost with its compositor or OpenGL.",
    ),
    (
        "75",
        "pidash is running already, and its window does not answer.",
    ),
    ("77", "check: the Pi refuses the key."),
    (
        "78",
        "The server is no address, the API key cannot be read or is no key, or the CA file cannot be used.",
    ),
];

#[test]
fn man_pages_and_completions_match_the_command_line() -> anyhow::Result<()> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let mut stale = Vec::new();
    for (name, text) in files()? {
        let path = assets.join(name);
        // A missing file counts as stale.
        if fs::read(&path).unwrap_or_default() == text {
            continue;
        }
        if env::var_os("UPDATE_CLI_FILES").is_some() {
            let directory = path.parent().context("a file is in a directory")?;
            fs::create_dir_all(directory)?;
            fs::write(&path, text)?;
        } else {
            stale.push(path);
        }
    }
    assert!(
        stale.is_empty(),
        "{stale:#?} differ from the command line: run `UPDATE_CLI_FILES=1 cargo test cli_files`"
    );
    Ok(())
}

/// The generated files: path below `assets`, and content.
fn files() -> anyhow::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let completions = [
        (Shell::Bash, "pidash.bash"),
        (Shell::Zsh, "_pidash"),
        (Shell::Fish, "pidash.fish"),
    ];
    for (shell, name) in completions {
        let mut text = Vec::new();
        generate(shell, &mut command(), "pidash", &mut text);
        files.insert(Path::new("completions").join(name), text);
    }
    // `help` would become an empty page.
    let mut pidash = command().disable_help_subcommand(true);
    pidash.build();
    for command in pidash.get_subcommands() {
        let man = manual(command.clone());
        files.insert(Path::new("man").join(man.get_filename()), page(&man)?);
    }
    let man = manual(pidash);
    let mut text = page(&man)?;
    man.render_subcommands_section(&mut text)?;
    more().to_writer(&mut text)?;
    files.insert(Path::new("man").join(man.get_filename()), text);
    Ok(files)
}

/// Without the commit and the target, which differ from machine to machine.
fn command() -> Command {
    Cli::command().version(env!("CARGO_PKG_VERSION"))
}

/// With a blank for the date, which would differ from day to day. An empty date would move the
/// version and the title to its place.
fn manual(command: Command) -> Man {
    Man::new(command)
        .date(" ")
        .source(concat!("pidash ", env!("CARGO_PKG_VERSION")))
        .manual("pidash")
}

fn page(man: &Man) -> anyhow::Result<Vec<u8>> {
    let mut text = Vec::new();
    man.render_title(&mut text)?;
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    Ok(text)
}

/// The sections that clap does not generate.
fn more() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["ENVIRONMENT"]);
    for setting in Setting::VARIANTS {
        let meaning = format!("{} The setting {}.", setting.description(), setting.key());
        entry(&mut roff, &setting.variable(), &meaning);
    }
    let secret = "The API key. Every program of this user can read it: a file is safer.";
    entry(&mut roff, "PIDASH_API_KEY", secret);
    let credentials = "Set by systemd: the file pidash.api_key in it comes before any other key.";
    entry(&mut roff, "CREDENTIALS_DIRECTORY", credentials);
    roff.control("SH", ["FILES"]);
    for (path, meaning) in PLACES {
        entry(&mut roff, path, meaning);
    }
    roff.control("SH", ["EXIT STATUS"]);
    for (code, meaning) in EXIT_CODES {
        entry(&mut roff, code, meaning);
    }
    roff
}

fn entry(roff: &mut Roff, term: &str, meaning: &str) {
    roff.control("TP", []);
    roff.text([bold(term)]);
    roff.text([roman(meaning)]);
}

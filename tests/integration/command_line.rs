//! The real program without a display: its output and its exit codes.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read},
    net::TcpListener,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use pidash::storage::instance::{Claim, Profile, RaiseRequest};
use tempfile::TempDir;

use pidash::simulator::Scenario;
use strum::VariantArray as _;

/// Longer than any run takes on a slow machine, with the retries of a connection.
const DEADLINE: Duration = Duration::from_mins(1);

/// A process that is killed at the end of its test, and its home.
struct Running(
    Child,
    #[expect(dead_code, reason = "removed with the process")] TempDir,
);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// The exit code and the output of a program.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    output: String,
    errors: String,
}

/// The program with this environment alone: no display, no key, a home of its own.
fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Running {
    let home = tempfile::tempdir().unwrap();
    let child = Command::new(env!("CARGO_BIN_EXE_pidash"))
        .args(arguments)
        .env_clear()
        .env("HOME", home.path())
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    Running(child.unwrap(), home)
}

fn run(arguments: &[&str]) -> Ended {
    run_with(arguments, &[])
}

/// Runs the program until it has closed both streams.
fn run_with(arguments: &[&str], environment: &[(&str, &str)]) -> Ended {
    let mut program = start(arguments, environment);
    let output = all_of(program.0.stdout.take().unwrap());
    let errors = all_of(program.0.stderr.take().unwrap());
    let [output, errors] = [output, errors].map(|text| {
        let text = text.recv_timeout(DEADLINE);
        assert!(text.is_ok(), "{arguments:?} does not end");
        text.unwrap()
    });
    Ended {
        code: program.0.wait().unwrap().code(),
        output,
        errors,
    }
}

fn all_of(mut stream: impl Read + Send + 'static) -> Receiver<String> {
    let (tx, rx) = mpsc::sync_channel(1);
    thread::spawn(move || {
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        tx.send(text)
    });
    rx
}

fn first_line_of(stream: ChildStdout) -> Receiver<String> {
    let (tx, rx) = mpsc::sync_channel(1);
    thread::spawn(move || tx.send(BufReader::new(stream).lines().next().unwrap().unwrap()));
    rx
}

/// A simulated Pi that another process serves, and its URL.
fn simulate(options: &[&str]) -> (Running, String) {
    let arguments = [&["simulate", "--listen", "127.0.0.1:0"], options].concat();
    let mut simulator = start(&arguments, &[]);
    let url = first_line_of(simulator.0.stdout.take().unwrap());
    let url = url.recv_timeout(DEADLINE).unwrap();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    (simulator, url)
}

impl Ended {
    /// Asserts a failure with this code, and returns the one line of the error.
    fn sentence(&self, code: i32) -> &str {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert_eq!(self.output, "", "{self:?}");
        one_line(&self.errors)
    }

    /// Asserts this exit code, and returns the output.
    fn answer(&self, code: i32) -> &str {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert_eq!(self.errors, "", "{self:?}");
        self.output.trim_end()
    }

    /// Asserts a usage error in clap's form.
    fn usage_error(&self) -> &str {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert!(self.errors.starts_with("error: "), "{self:?}");
        assert!(self.errors.contains("--help"), "{self:?}");
        &self.errors
    }
}

fn one_line(text: &str) -> &str {
    let line = text.strip_suffix('\n').unwrap();
    assert!(!line.is_empty() && !line.contains('\n'), "{text}");
    line
}

/// Asserts that the program failed to open a window, and printed the remedy.
fn assert_no_display(ended: &Ended) {
    let sentence = ended.sentence(1);
    assert!(
        sentence.starts_with("pidash: cannot open a window: "),
        "{sentence}"
    );
    assert!(
        sentence.contains("DISPLAY") && sentence.contains("OpenGL"),
        "{sentence}"
    );
    assert!(
        !sentence.contains("panicked") && !sentence.contains('/'),
        "{sentence}"
    );
}

#[test]
fn the_version_names_the_commit_and_the_target() {
    let ended = run(&["--version"]);
    let (version, built) = ended.answer(0).split_once(" (").unwrap();
    assert_eq!(version, concat!("pidash ", env!("CARGO_PKG_VERSION")));
    let target = format!("{}-{})", std::env::consts::ARCH, std::env::consts::OS);
    let commit = built.strip_suffix(target.as_str()).unwrap();
    if !commit.is_empty() {
        let hash = commit.strip_suffix(", ").unwrap().trim_end_matches('+');
        assert!(
            hash.len() >= 9 && hash.chars().all(|c| c.is_ascii_hexdigit()),
            "{hash}"
        );
    }
}

#[test]
fn no_option_takes_the_key_itself() {
    let ended = run(&["--help"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.output.contains("--api-key-file <PATH>"), "{ended:?}");
    let others = ended.output.replace("--api-key-file", "");
    assert!(!others.contains("--api-key"), "{others}");
    run(&["--api-key", "k"]).usage_error();
}

#[test]
fn invalid_arguments_are_a_usage_error() {
    run(&["--bogus"]).usage_error();
    let ended = run(&["--server", "ftp://pi.local"]);
    let form = "http://192.168.1.20:8082";
    assert!(ended.usage_error().contains(form), "{ended:?}");
    let ended = run(&["--demo", "check"]);
    assert!(ended.usage_error().contains("'--demo'"), "{ended:?}");
    let ended = run(&["simulate", "--listen", "127.0.0.1:0", "--speed", "0.001"]);
    assert!(
        ended.usage_error().contains("between 0.01 and 1000"),
        "{ended:?}"
    );
}

#[test]
fn a_key_that_cannot_be_read_is_reported_once() {
    let ended = run(&["--api-key-file", "/nowhere/key"]);
    let sentence = ended.sentence(78);
    assert!(sentence.contains("/nowhere/key"), "{sentence}");
    assert_eq!(sentence.matches("No such file").count(), 1, "{sentence}");
    for place in [
        ["check", "--api-key-file", "/nowhere/key"],
        ["--api-key-file", "/nowhere/key", "check"],
    ] {
        assert_eq!(run(&place).sentence(78), sentence);
    }
    let ended = run_with(
        &["--log-level", "error"],
        &[("PIDASH_API_KEY", "secr\u{e9}t")],
    );
    let sentence = ended.sentence(78);
    assert!(
        sentence.contains("PIDASH_API_KEY cannot be used"),
        "{sentence}"
    );
    assert!(!sentence.contains("secr"), "{sentence}");
}

#[test]
fn a_ca_file_that_cannot_be_used_is_reported_with_the_reason() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tls");
    let file = |name: &str| fixtures.join(name).to_str().unwrap().to_owned();
    let ended = run(&["check", "--ca-file", "/nowhere/ca.pem"]);
    let sentence = ended.sentence(78);
    assert!(
        sentence.contains("“/nowhere/ca.pem” cannot be read: No such file"),
        "{sentence}"
    );
    let ended = run_with(&[], &[("PIDASH_CA_FILE", &file("server.key"))]);
    let sentence = ended.sentence(78);
    assert!(
        sentence.contains("server.key” contains no PEM certificate"),
        "{sentence}"
    );
    assert_no_display(&run(&["--ca-file", &file("ca.pem")]));
}

#[test]
fn without_a_display_one_sentence_reports_it() {
    assert_no_display(&run(&[]));
    assert_no_display(&run(&["--demo"]));
}

#[test]
fn a_second_start_says_where_the_first_window_is() {
    let home = tempfile::tempdir().unwrap();
    let home_path = home.path().to_str().unwrap();
    let runtime = home.path().join("runtime");
    let environment = [
        ("HOME", home_path),
        ("XDG_RUNTIME_DIR", runtime.to_str().unwrap()),
    ];
    let profile = Profile {
        state: home.path().join(".local/state/pidash"),
        socket_directory: runtime.join("pidash"),
        written: Vec::new(),
    };
    let Claim::First(instance) = profile.claim().unwrap() else {
        unreachable!("nobody else has this home");
    };
    // This process is the first window, and does not answer.
    let ended = run_with(&[], &environment);
    let sentence = ended.sentence(75);
    assert!(sentence.contains("running already"), "{sentence}");
    instance.listen(RaiseRequest::done).unwrap();
    let ended = run_with(&[], &environment);
    let sentence = ended.sentence(0);
    assert!(sentence.contains("front"), "{sentence}");
    // The demo has no files.
    assert_no_display(&run_with(&["--demo"], &environment));
    drop(instance);
    assert_no_display(&run_with(&[], &environment));
}

#[cfg(target_os = "linux")]
#[test]
fn no_core_dump_is_written() {
    let (simulator, _url) = simulate(&[]);
    let limits = fs::read_to_string(format!("/proc/{}/limits", simulator.0.id())).unwrap();
    let limit = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"));
    let words: Vec<&str> = limit.unwrap().split_whitespace().collect();
    assert_eq!(words[4..6], ["0", "0"], "soft and hard");
}

#[test]
fn the_demo_looks_for_no_key() {
    for bad in ["", "/nowhere/key"] {
        assert_no_display(&run_with(&["--demo"], &[("PIDASH_API_KEY_FILE", bad)]));
    }
    assert_no_display(&run_with(&["--demo"], &[("PIDASH_API_KEY", "\n")]));
}

#[test]
fn check_reports_whether_the_pi_answers() {
    let (_simulator, url) = simulate(&["--speed", "0.01", "--tick", "0.01"]);
    let ready = run(&["check", "--server", &url]);
    let steps = "  yes reachable\n  yes speaks v1\n  yes key accepted\n  yes events live\n  yes monitor live\n";
    let address = url.trim_start_matches("http://");
    let connection = format!("{address}\n{steps}");
    assert!(ready.answer(0).starts_with(&connection), "{ready:?}");
    for ended in [
        run(&["--server", &url, "check"]),
        run_with(&["check"], &[("PIDASH_SERVER", &url)]),
    ] {
        assert!(ended.answer(0).starts_with(&connection), "{ended:?}");
    }
    let json = run(&["check", "--json", "--server", &url]);
    let json: serde_json::Value = serde_json::from_str(json.answer(0)).unwrap();
    assert_eq!(json["exit_code"], 0);
    assert_eq!(json["checks"]["monitor_live"]["ok"], true);
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let closed = run(&["check", "--server", &free.to_string()]);
    assert!(
        closed.answer(69).starts_with(&free.to_string()),
        "{closed:?}"
    );
}

/// The part of each line before its evidence.
fn check_names(answer: &str) -> Vec<&str> {
    let lines = answer.lines().skip(1);
    lines
        .map(|line| line.split(": ").next().unwrap_or_default())
        .collect()
}

#[test]
fn check_makes_the_checks_of_the_start_form() {
    let (_simulator, url) = simulate(&["--scenario", "wpa3-only"]);
    let ended = run(&["check", "--server", &url, "--ssid", "ShopNet-24"]);
    let names = [
        "  yes reachable",
        "  yes speaks v1",
        "  yes key accepted",
        "  yes events live",
        "  yes monitor live",
        "  yes clocks",
        "  yes MQTT connected",
        "  -   onboarding network",
        "  yes no other session",
        "  yes free allowlist entries",
        "  yes disk",
        "  yes temperature",
        "  yes memory",
        "  NO  target network",
    ];
    assert_eq!(check_names(ended.answer(0)), names);
    let last = ended.answer(0).lines().last();
    let why = "The access point takes WPA3 only. The cameras need WPA2: switch WPA2/WPA3 on.";
    let expected = format!("  NO  target network: {why}");
    assert_eq!(last, Some(expected.as_str()));
    let ended = run(&["check", "--server", &url]);
    let expected = "  -   target network: not known";
    assert_eq!(ended.answer(0).lines().last(), Some(expected));
    let empty = run(&["check", "--server", &url, "--ssid", ""]);
    assert!(empty.usage_error().contains("name of the network"));
}

#[test]
fn check_as_json_has_each_check_with_what_it_found() {
    let (_simulator, url) = simulate(&["--scenario", "clock-slow"]);
    let json = run(&["check", "--json", "--server", &url, "--ssid", "Nowhere"]);
    let json: serde_json::Value = serde_json::from_str(json.answer(0)).unwrap();
    let checks = json["checks"].as_object().unwrap();
    assert_eq!(checks.len(), 14);
    assert_eq!(checks["reachable"], serde_json::json!({ "ok": true }));
    let clock = &checks["clock"];
    assert_eq!(
        (&clock["ok"], &clock["warning"]),
        (&false.into(), &false.into())
    );
    let summary = clock["summary"].as_str().unwrap();
    assert!(
        summary.starts_with("The clock of the Pi is 109"),
        "{summary}"
    );
    let target = &checks["target_network"];
    assert_eq!(
        (&target["ok"], &target["warning"]),
        (&true.into(), &true.into())
    );
    assert!(checks["onboarding_network_up"]["ok"].is_null());
    assert_eq!(checks["mqtt_connected"]["advice"], serde_json::Value::Null);
}

#[test]
fn scenarios_are_described_by_the_help_and_played() {
    let help = run(&["simulate", "--help"]);
    for scenario in Scenario::VARIANTS {
        let row = format!("- {}:", scenario.name());
        assert!(help.answer(0).contains(&row), "{row}: {help:?}");
    }
    let unknown = run(&["simulate", "--listen", "127.0.0.1:0", "--scenario", "nope"]);
    assert!(unknown.usage_error().contains("events-mute"), "{unknown:?}");
    let (_simulator, url) = simulate(&["--scenario", "portal", "--control-port", "0"]);
    run(&["check", "--server", &url]).answer(69);
}

#[test]
fn check_reports_whether_the_pi_accepts_the_key() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("key");
    fs::write(&path, "not-a-real-key\n").unwrap();
    let file = path.to_str().unwrap();
    let (_simulator, url) = simulate(&["--api-key-file", file]);
    let refused = run(&["check", "--server", &url]);
    assert!(refused.answer(77).contains("--api-key-file"), "{refused:?}");
    run(&["check", "--server", &url, "--api-key-file", file]).answer(0);
    run_with(
        &["check", "--server", &url],
        &[("PIDASH_API_KEY_FILE", file)],
    )
    .answer(0);
}

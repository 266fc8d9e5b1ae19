//! A process that is killed while it writes leaves each file with its old or its new content.
#![cfg(unix)]

use std::{
    env, fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use pidash::{
    domain::{
        configuration::Configuration, health_history::HistoryPoint, pin::Pin, secret::ApiKey,
        session::SessionId, settings::Setting,
    },
    storage::{
        Files,
        instance::{Claim, Profile},
        keys::OwnFiles,
        open_session::OpenSession,
    },
};

/// Tells the killed process where to write.
const DIRECTORY: &str = "PIDASH_TEST_CRASH_DIRECTORY";
const PI: &str = "http://192.168.1.124:8082";
const KILLS: usize = 200;
/// The longest that a process writes before it is killed, in microseconds.
const LONGEST: u64 = 20_000;
const DEADLINE: Duration = Duration::from_mins(1);

/// Two contents of every file. The lengths differ, so that a mixture of both is noticed.
struct Contents {
    server: String,
    session: SessionId,
    points: Vec<HistoryPoint>,
    key: ApiKey,
    pin: Pin,
}

impl Contents {
    fn new(is_second: bool) -> Self {
        let (letter, length) = if is_second { ("b", 200) } else { ("a", 40) };
        let point = |number: i64| HistoryPoint::new(1_770_604_800_000 + number, true, [Some(1.5)]);
        Self {
            server: letter.repeat(length),
            session: SessionId::new(letter.repeat(length)),
            points: (0..i64::try_from(length).unwrap() * 100)
                .map(point)
                .collect(),
            key: ApiKey::new(&letter.repeat(length)).unwrap(),
            pin: Pin::new(if is_second { "4711471147" } else { "4711" }).unwrap(),
        }
    }

    fn write(&self, files: &Files) {
        files.settings.set(Setting::Server, &self.server);
        let session = OpenSession::Id(self.session.clone());
        files.open_sessions.set(PI, Some(session));
        files.health.set(PI, self.points.clone());
        files.writer.flush(DEADLINE);
    }

    fn write_key(&self, directory: &Path) {
        keys(directory).write(PI, &self.key).unwrap();
    }

    fn write_pin(&self, files: &Files) {
        files.pin.set(Some(&self.pin)).unwrap();
    }
}

fn keys(directory: &Path) -> OwnFiles {
    OwnFiles::at(Some(directory.join("keys")))
}

/// Writes one content after the other.
fn write_for_ever(write: impl Fn(&Contents)) {
    let contents = [Contents::new(true), Contents::new(false)];
    let began = Instant::now();
    while began.elapsed() < DEADLINE {
        contents.iter().for_each(&write);
    }
}

/// What the process does that is killed.
fn write_until_killed(directory: &Path) {
    let files = Files::in_directory(directory);
    thread::scope(|scope| {
        scope.spawn(|| write_for_ever(|contents| contents.write_key(directory)));
        scope.spawn(|| write_for_ever(|contents| contents.write_pin(&files)));
        fs::write(directory.join("started"), "").unwrap();
        write_for_ever(|contents| contents.write(&files));
    });
}

/// A process that has begun to write into this directory.
fn start(directory: &Path) -> Child {
    fs::remove_file(directory.join("started")).ok();
    Command::new(env::current_exe().unwrap())
        .args(["crash_safety::a_kill_at_any_moment_leaves_the_old_content_or_the_new_one"])
        .arg("--exact")
        .env(DIRECTORY, directory)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn wait_until_started(directory: &Path) {
    let began = Instant::now();
    while !directory.join("started").exists() {
        assert!(began.elapsed() < DEADLINE, "the process does not start");
        thread::sleep(Duration::from_millis(1));
    }
}

/// Asserts that every file has one of the two contents.
fn assert_whole(directory: &Path, hash_length: usize) {
    let contents = [Contents::new(false), Contents::new(true)];
    let files = Files::in_directory(directory);
    let mut configuration = Configuration::default();
    assert_eq!(files.settings.read_into(&mut configuration), []);
    let server = configuration.settings().server.as_ref().unwrap();
    assert!(
        contents.iter().any(|contents| contents.server == *server),
        "{server}"
    );
    let session = files.open_sessions.read(PI).unwrap();
    assert!(
        contents
            .iter()
            .any(|contents| contents.session == *session.id()),
        "{session:?}"
    );
    let points = files.health.read(PI);
    assert!(
        contents.iter().any(|contents| contents.points == points),
        "{} points",
        points.len()
    );
    let key = keys(directory).read(PI).unwrap().unwrap();
    let is_whole = |contents: &Contents| contents.key.expose() == key.expose();
    assert!(contents.iter().any(is_whole), "{}", key.expose());
    let hash = fs::read_to_string(directory.join("kiosk-pin")).unwrap();
    assert!(hash.starts_with("$argon2id$"), "{hash}");
    assert_eq!(hash.len(), hash_length, "{hash}");
}

/// Temporary files that are left in all directories.
fn leftovers(directory: &Path) -> usize {
    let mut count = 0;
    for entry in fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            count += leftovers(&entry.path());
        } else if entry.file_name().to_string_lossy().starts_with(".tmp") {
            count += 1;
        }
    }
    count
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_content_or_the_new_one() {
    if let Some(directory) = env::var_os(DIRECTORY) {
        return write_until_killed(Path::new(&directory));
    }
    let directory = tempfile::tempdir().unwrap();
    let directory = directory.path();
    let (first, files) = (Contents::new(false), Files::in_directory(directory));
    first.write(&files);
    first.write_key(directory);
    first.write_pin(&files);
    let hash = fs::read_to_string(directory.join("kiosk-pin")).unwrap();
    let profile = Profile {
        written: ["", "telemetry", "keys"]
            .map(|name| directory.join(name))
            .to_vec(),
        ..Profile::in_directory(directory)
    };
    let mut most_left = 0;
    for _ in 0..KILLS {
        let mut writer = start(directory);
        wait_until_started(directory);
        thread::sleep(Duration::from_micros(fastrand::u64(..LONGEST)));
        writer.kill().unwrap();
        writer.wait().unwrap();
        assert_whole(directory, hash.len());
        most_left = most_left.max(leftovers(directory));
        // The next start cleans up.
        assert!(matches!(profile.claim().unwrap(), Claim::First(_)));
        assert_eq!(leftovers(directory), 0);
    }
    assert!(most_left > 0, "no process was killed while it wrote");
}

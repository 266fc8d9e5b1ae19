//! A disk that is full, or cannot be written: one notice, and all is written once that is over.
#![cfg(target_os = "linux")]

use std::{
    env, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use pidash::{
    domain::{profile::Profile, session::SessionId, thresholds::Thresholds},
    storage::{Entry, Files, WindowState, open_session::OpenSession, writer::WriteFailure},
};

/// Tells the process in the mount namespace where the small disk is.
const DIRECTORY: &str = "PIDASH_TEST_SMALL_DISK";
const PI: &str = "http://192.168.1.124:8082";
const DEADLINE: Duration = Duration::from_secs(20);

/// Changes several files three times, as within minutes, and returns what is reported.
fn write(files: &Files, name: &str) -> Vec<WriteFailure> {
    for round in 0..3 {
        let tab = Some(format!("{name}-{round}"));
        files.window.set(WindowState {
            tab,
            ..WindowState::default()
        });
        files.profiles.set(vec![Entry::Readable(Profile::new(PI))]);
        files.thresholds.set(Thresholds::PI_5);
        let session = SessionId::new(format!("sess_{name}-{round}"));
        files.open_sessions.set(PI, Some(OpenSession::Id(session)));
        files.writer.flush(DEADLINE);
    }
    files.writer.take_failures()
}

/// The session and the tab that are on the disk.
fn on_disk(directory: &Path) -> (String, Option<String>) {
    let files = Files::in_directory(directory);
    let session = files.open_sessions.read(PI).unwrap();
    (session.id().to_string(), files.window.read().tab)
}

fn written(name: &str) -> (String, Option<String>) {
    (format!("sess_{name}-2"), Some(format!("{name}-2")))
}

/// Fills the disk and returns the file that does it.
fn fill(directory: &Path) -> PathBuf {
    let path = directory.join("filler");
    let mut file = fs::File::create(&path).unwrap();
    let error = loop {
        if let Err(error) = file.write_all(&[7; 512]) {
            break error;
        }
    };
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    path
}

fn remount(directory: &Path, mode: &str) {
    let status = Command::new("mount")
        .args(["-o", &format!("remount,{mode}")])
        .arg(directory)
        .status();
    assert!(status.unwrap().success());
}

/// What the process does that has a small disk of its own.
fn write_on_a_small_disk(directory: &Path) {
    let state = directory.join("state");
    let files = Files::in_directory(&state);
    assert!(write(&files, "before").is_empty());

    let filler = fill(directory);
    let failures = write(&files, "full");
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert!(failures[0].error.is_of_the_disk(), "{failures:?}");
    assert_eq!(on_disk(&state), written("before"), "the old content stays");
    assert_eq!(files.window.read().tab, written("full").1, "work goes on");
    fs::remove_file(filler).unwrap();
    files.writer.flush(DEADLINE);
    assert_eq!(on_disk(&state), written("full"));
    assert!(files.writer.take_failures().is_empty());

    remount(directory, "ro");
    let failures = write(&files, "read-only");
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert!(failures[0].error.is_of_the_disk(), "{failures:?}");
    remount(directory, "rw");
    files.writer.flush(DEADLINE);
    assert_eq!(on_disk(&state), written("read-only"));
}

#[test]
#[expect(clippy::print_stdout, reason = "says why it tried nothing")]
fn a_full_and_a_read_only_disk_are_one_notice_each_and_all_is_written_afterwards() {
    if let Some(directory) = env::var_os(DIRECTORY) {
        return write_on_a_small_disk(Path::new(&directory));
    }
    let directory = tempfile::tempdir().unwrap();
    let small = directory.path().join("small");
    fs::create_dir(&small).unwrap();
    let in_namespace = |program: &Path, arguments: &[&str]| {
        let mut command = Command::new("unshare");
        command
            .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
            .arg("mount -t tmpfs -o size=128k none \"$1\" && shift && exec \"$@\"")
            .arg("sh")
            .args([small.as_path(), program])
            .args(arguments)
            .env(DIRECTORY, &small);
        command.output()
    };
    let probe = in_namespace(Path::new("true"), &[]);
    if !probe.is_ok_and(|probe| probe.status.success()) {
        println!("not tried: this system does not permit a mount namespace");
        return;
    }
    let name =
        "full_disk::a_full_and_a_read_only_disk_are_one_notice_each_and_all_is_written_afterwards";
    let program = env::current_exe().unwrap();
    let ended = in_namespace(&program, &[name, "--exact"]).unwrap();
    let output = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success(), "{output}");
    assert!(output.contains("1 passed"), "{output}");
}

/// A file in place of the directory stops root too.
#[test]
fn a_directory_that_cannot_be_made_is_one_notice_and_all_is_written_afterwards() {
    let directory = tempfile::tempdir().unwrap();
    let state = directory.path().join("state");
    fs::write(&state, "in the way").unwrap();
    let files = Files::in_directory(&state);
    let failures = write(&files, "blocked");
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert_eq!(files.window.read().tab, written("blocked").1);
    fs::remove_file(&state).unwrap();
    files.writer.flush(DEADLINE);
    assert_eq!(on_disk(&state), written("blocked"));
}

//! One window for each profile: a lock on the state directory, and a socket over which a second start
//! asks for the window.
//!
//! The system releases the lock with the process, however that ends: a lock is never stale. Only who
//! holds the lock replaces the socket, which is in a directory that only this user can enter.

#[cfg(any(not(unix), test))]
mod loopback;
#[cfg(unix)]
mod unix_socket;

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, sync_channel},
    thread,
    time::{Duration, Instant},
};

use super::{atomic_file, health_history::fnv_1a, private_directory::make_private};
#[cfg(not(unix))]
use loopback::{Listener, Stream, connect};
#[cfg(unix)]
use unix_socket::{Listener, Stream, connect};

/// How long a second start waits for a window that is starting or ending.
const WAIT: Duration = Duration::from_secs(10);
/// The pause before it asks again. It ends early when the lock becomes free.
const PAUSE: Duration = Duration::from_secs(1);
/// What the first window says once it comes to the front.
const RAISED: &[u8] = b"raised\n";

/// Where the files of a profile are.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The state directory, which has the lock.
    pub state: PathBuf,
    /// The directory of the socket or of its port, which no other user can enter.
    pub socket_directory: PathBuf,
    /// Directories in which a killed process may have left temporary files.
    pub written: Vec<PathBuf>,
}

/// What a start finds.
#[derive(Debug)]
pub enum Claim {
    /// No other window uses the profile.
    First(Instance),
    /// Another window uses it, and comes to the front.
    Raised,
    /// Another window uses it, and does not answer.
    Busy,
}

/// The only window of its profile. Dropping it lets another one start.
#[derive(Debug)]
pub struct Instance {
    _lock: File,
    profile: Profile,
}

/// A second start that waits until the window is in front.
#[derive(Debug)]
pub struct RaiseRequest {
    stream: Stream,
}

impl Profile {
    /// Of this user; `None` on a system that has no state directory.
    #[must_use]
    pub fn of_this_user() -> Option<Self> {
        let directories = super::directories()?;
        let state = super::state_directory()?;
        let configuration = directories.config_dir().to_owned();
        let runtime = directories.runtime_dir().map(Path::to_owned);
        Some(Self {
            socket_directory: runtime.unwrap_or_else(|| state.join("run")),
            written: vec![
                state.join("telemetry"),
                configuration.join("keys"),
                configuration,
                state.clone(),
            ],
            state,
        })
    }

    /// All in one directory.
    #[must_use]
    pub fn in_directory(directory: &Path) -> Self {
        Self {
            state: directory.to_owned(),
            socket_directory: directory.join("run"),
            written: vec![directory.to_owned(), directory.join("telemetry")],
        }
    }

    /// Takes the profile, or asks the window that has it to come to the front. Waits at most 10
    /// seconds. The first one removes what a killed process has left.
    ///
    /// # Errors
    /// The state directory cannot be written, or its file system has no locks.
    pub fn claim(&self) -> io::Result<Claim> {
        let lock = self.open_lock()?;
        match lock.try_lock() {
            Ok(()) => return Ok(Claim::First(self.instance(lock))),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let lock_rx = locked_by_thread(lock)?;
        let deadline = Instant::now() + WAIT;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(Claim::Busy);
            }
            if ask_to_raise(&self.socket(), left) {
                return Ok(Claim::Raised);
            }
            if let Ok(locked) = lock_rx.recv_timeout(PAUSE.min(left)) {
                return Ok(Claim::First(self.instance(locked?)));
            }
        }
    }

    fn open_lock(&self) -> io::Result<File> {
        fs::create_dir_all(&self.state)?;
        let path = self.state.join("pidash.lock");
        OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
    }

    fn instance(&self, lock: File) -> Instance {
        for directory in &self.written {
            atomic_file::remove_leftovers(directory);
        }
        Instance {
            _lock: lock,
            profile: self.clone(),
        }
    }

    /// One for each profile of the user.
    fn socket(&self) -> PathBuf {
        let name = fnv_1a(self.state.as_os_str().as_encoded_bytes());
        self.socket_directory.join(format!("window-{name:016x}"))
    }
}

/// Waits for the lock in a thread of its own.
fn locked_by_thread(lock: File) -> io::Result<Receiver<io::Result<File>>> {
    let (tx, rx) = sync_channel(1);
    thread::Builder::new()
        .name("pidash-lock".to_owned())
        .spawn(move || {
            let locked = lock.lock().map(|()| lock);
            // Nobody may wait any more: the lock is free again then.
            tx.try_send(locked).ok();
        })?;
    Ok(rx)
}

impl Instance {
    /// Passes each request of a second start to `on_raise`, which is called on another thread.
    ///
    /// # Errors
    /// The socket or the thread cannot be made. A second start then says that this window is
    /// running.
    pub fn listen(&self, on_raise: impl Fn(RaiseRequest) + Send + 'static) -> io::Result<()> {
        make_private(&self.profile.socket_directory)?;
        let listener = Listener::bind(&self.profile.socket())?;
        thread::Builder::new()
            .name("pidash-instance".to_owned())
            .spawn(move || {
                loop {
                    match listener.accept() {
                        Ok(stream) => on_raise(RaiseRequest { stream }),
                        // Too many open files, for example: asking again at once would not help.
                        Err(error) => {
                            tracing::warn!(%error, "second starts are no longer answered");
                            return;
                        }
                    }
                }
            })?;
        Ok(())
    }
}

impl RaiseRequest {
    /// The window comes to the front: the second start can end.
    pub fn done(mut self) {
        // The answer is short: it never waits for the other side, which may be gone.
        self.stream.set_nonblocking(true).ok();
        self.stream.write_all(RAISED).ok();
    }
}

/// True if the window that listens has come to the front.
fn ask_to_raise(socket: &Path, within: Duration) -> bool {
    let ask = || -> io::Result<Vec<u8>> {
        let stream = connect(socket, within)?;
        let mut answer = Vec::new();
        stream.take(RAISED.len() as u64).read_to_end(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer == RAISED)
}

#[cfg(all(test, unix))]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::os::unix::{fs::PermissionsExt as _, net::UnixListener};

    use super::*;

    fn first(profile: &Profile) -> Instance {
        match profile.claim().unwrap() {
            Claim::First(instance) => instance,
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn a_second_start_brings_the_first_window_to_the_front() {
        let directory = tempfile::tempdir().unwrap();
        let profile = Profile::in_directory(directory.path());
        let instance = first(&profile);
        let (tx, rx) = sync_channel(1);
        instance
            .listen(move |request| {
                tx.send(()).unwrap();
                request.done();
            })
            .unwrap();
        assert!(matches!(profile.claim().unwrap(), Claim::Raised));
        assert_eq!(rx.recv_timeout(PAUSE), Ok(()));
        let mode = fs::metadata(&profile.socket_directory)
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o700, "for this user alone");
    }

    #[test]
    fn a_start_waits_for_a_window_that_is_closing() {
        let directory = tempfile::tempdir().unwrap();
        let profile = Profile::in_directory(directory.path());
        let instance = first(&profile);
        let (tx, rx) = sync_channel(1);
        // A closing window answers no more: the connection ends with it.
        instance
            .listen(move |request| tx.send(request).unwrap())
            .unwrap();
        let second = thread::spawn({
            let profile = profile.clone();
            move || profile.claim().unwrap()
        });
        let request = rx.recv_timeout(WAIT).unwrap();
        drop(instance);
        drop(request);
        assert!(matches!(second.join().unwrap(), Claim::First(_)));
    }

    #[test]
    fn what_a_killed_process_has_left_never_blocks_a_start() {
        let directory = tempfile::tempdir().unwrap();
        let profile = Profile::in_directory(directory.path());
        make_private(&profile.socket_directory).unwrap();
        drop(UnixListener::bind(profile.socket()).unwrap());
        assert!(profile.socket().exists(), "nobody listens");
        fs::write(directory.path().join("pidash.lock"), "").unwrap();
        let leftover = directory.path().join(".tmpAb3dE9");
        fs::write(&leftover, "half a val").unwrap();
        let instance = first(&profile);
        assert!(!leftover.exists());
        drop(instance);
        drop(first(&profile));
    }

    #[test]
    fn another_profile_has_a_window_of_its_own() {
        let directory = tempfile::tempdir().unwrap();
        let profile = |name: &str| Profile {
            state: directory.path().join(name),
            socket_directory: directory.path().join("run"),
            written: Vec::new(),
        };
        let (one, other) = (profile("one"), profile("other"));
        let _windows = (first(&one), first(&other));
        assert_ne!(one.socket(), other.socket());
    }

    #[test]
    fn a_directory_that_cannot_be_written_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let profile = Profile::in_directory(&file.path().join("below-a-file"));
        assert!(profile.claim().is_err());
    }
}

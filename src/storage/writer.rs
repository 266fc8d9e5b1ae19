//! The one thread that writes the files of this console, so that the UI thread never waits for a
//! disk.
//!
//! Each `QueuedFile` holds its newest values in memory until they are written: a value replaces
//! the one that still waits. A failed write is reported once, and repeated with the next value,
//! after a pause, and at the end of the program. A cause that several files share, as a disk that is
//! full, is reported once for all of them.

use std::{
    fmt,
    hash::Hash,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};

use indexmap::IndexMap;

use super::settings_file::SettingsFileError;

/// The pause before a failed write is repeated.
const RETRY_AFTER: Duration = Duration::from_secs(30);
/// Messages that wait for the thread: each file sends one at most.
const CAPACITY: usize = 32;
/// Values that wait for one file; the oldest is dropped for a new one.
const MAX_WAITING: usize = 32;

/// What a file is about, for the notice that it cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    OpenSessions,
    PastSessions,
    TimelineEvents,
    SiteLists,
    Health,
    Thresholds,
    Profiles,
    Window,
    Settings,
}

/// Why a file was not written.
#[derive(Debug)]
pub enum WriteError {
    /// The system refuses it.
    Io(io::Error),
    /// The settings file is not changed, because a person has to correct it first.
    Settings(SettingsFileError),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<SettingsFileError> for WriteError {
    fn from(error: SettingsFileError) -> Self {
        Self::Settings(error)
    }
}

impl WriteError {
    /// Whether the cause concerns all files: a disk that is full or cannot be written.
    #[must_use]
    pub fn is_of_the_disk(&self) -> bool {
        let Self::Io(error) = self else {
            return false;
        };
        matches!(
            error.kind(),
            io::ErrorKind::StorageFull
                | io::ErrorKind::QuotaExceeded
                | io::ErrorKind::ReadOnlyFilesystem
        )
    }

    fn cause(&self) -> Option<io::ErrorKind> {
        match self {
            // A file is in the place of the directory: that is one cause.
            Self::Io(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Some(io::ErrorKind::NotADirectory)
            }
            Self::Io(error) => Some(error.kind()),
            Self::Settings(_) => None,
        }
    }
}

/// A file that cannot be written. Reported once, until it can be written again.
#[derive(Debug)]
pub struct WriteFailure {
    pub file: FileKind,
    pub error: WriteError,
}

/// A handle of the writer thread, which starts with the first value. It ends after the last handle
/// is dropped and all values are written.
#[derive(Clone, Default)]
pub struct Writer(Arc<Inner>);

struct Inner {
    tx: OnceLock<Option<SyncSender<WriterMessage>>>,
    retry_after: Duration,
    failures: Arc<Failures>,
}

impl Default for Inner {
    fn default() -> Self {
        Self {
            tx: OnceLock::new(),
            retry_after: RETRY_AFTER,
            failures: Arc::default(),
        }
    }
}

#[derive(Default)]
struct Failures {
    list: Mutex<Vec<WriteFailure>>,
    waker: OnceLock<Box<dyn Fn() + Send + Sync>>,
}

enum WriterMessage {
    /// Values wait in this file.
    Write(Arc<dyn WaitingValues>),
    /// Write all that waits, then answer.
    Flush(SyncSender<()>),
}

impl Writer {
    /// Calls `waker` after each failure.
    pub fn set_waker(&self, waker: impl Fn() + Send + Sync + 'static) {
        if self.0.failures.waker.set(Box::new(waker)).is_err() {
            tracing::debug!("the writer thread has a waker already");
        }
    }

    /// The failures since the last call.
    #[must_use]
    pub fn take_failures(&self) -> Vec<WriteFailure> {
        std::mem::take(&mut lock(&self.0.failures.list))
    }

    /// Waits until all values are written or could not be, for `limit` at most.
    pub fn flush(&self, limit: Duration) {
        let Some(Some(tx)) = self.0.tx.get() else {
            return;
        };
        let (done_tx, done_rx) = sync_channel(1);
        let is_done = tx.try_send(WriterMessage::Flush(done_tx)).is_ok()
            && done_rx.recv_timeout(limit).is_ok();
        if !is_done {
            tracing::warn!("not all files were written before the end");
        }
    }

    /// True if the thread has taken the message.
    fn send(&self, kind: FileKind, message: WriterMessage) -> bool {
        let tx = self.0.tx.get_or_init(|| {
            self.start()
                .inspect_err(|error| {
                    self.0.failures.report(WriteFailure {
                        file: kind,
                        error: io::Error::from(error.kind()).into(),
                    });
                })
                .ok()
        });
        tx.as_ref().is_some_and(|tx| tx.try_send(message).is_ok())
    }

    fn start(&self) -> io::Result<SyncSender<WriterMessage>> {
        let (tx, rx) = sync_channel(CAPACITY);
        let mut thread = WriterThread {
            retry_after: self.0.retry_after,
            failures: Arc::clone(&self.0.failures),
            failed: Vec::new(),
            retry_at: None,
        };
        thread::Builder::new()
            .name("pidash-writer".to_owned())
            .spawn(move || thread.run(&rx))?;
        Ok(tx)
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

impl Failures {
    fn report(&self, failure: WriteFailure) {
        lock(&self.list).push(failure);
        if let Some(waker) = self.waker.get() {
            waker();
        }
    }
}

struct WriterThread {
    retry_after: Duration,
    failures: Arc<Failures>,
    /// Files whose last write failed.
    failed: Vec<FailedFile>,
    retry_at: Option<Instant>,
}

struct FailedFile {
    file: Arc<dyn WaitingValues>,
    /// `None`: a person has to correct the settings file.
    cause: Option<io::ErrorKind>,
}

impl WriterThread {
    fn run(&mut self, rx: &Receiver<WriterMessage>) {
        loop {
            let message = match self.retry_at {
                None => rx.recv().map_err(RecvTimeoutError::from),
                Some(at) => rx.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            match message {
                Ok(WriterMessage::Write(file)) => self.write(&file),
                Ok(WriterMessage::Flush(done_tx)) => {
                    self.retry();
                    // The receiver may have timed out.
                    done_tx.try_send(()).ok();
                }
                Err(RecvTimeoutError::Timeout) => self.retry(),
                Err(RecvTimeoutError::Disconnected) => return self.retry(),
            }
        }
    }

    fn retry(&mut self) {
        self.retry_at = None;
        let failed: Vec<_> = self
            .failed
            .iter()
            .map(|failed| failed.file.clone())
            .collect();
        for file in failed {
            self.write(&file);
        }
    }

    fn write(&mut self, file: &Arc<dyn WaitingValues>) {
        let known = self
            .failed
            .iter()
            .position(|failed| Arc::ptr_eq(&failed.file, file));
        // One file that panics must not end the writing of all others.
        let written = catch_unwind(AssertUnwindSafe(|| file.write()))
            .unwrap_or_else(|_panic| Err(io::Error::other("internal error").into()));
        match (written, known) {
            (Ok(()), Some(index)) => {
                self.failed.remove(index);
                if self.failed.is_empty() {
                    self.retry_at = None;
                }
                return;
            }
            (Ok(()), None) => return,
            (Err(error), None) => {
                let kind = file.kind();
                tracing::warn!(file = ?kind, ?error, "a file cannot be written");
                let cause = error.cause();
                // A setting that a person has just changed is always reported.
                let is_reported = kind != FileKind::Settings
                    && self.failed.iter().any(|failed| failed.cause == cause);
                self.failed.push(FailedFile {
                    file: Arc::clone(file),
                    cause,
                });
                if !is_reported {
                    self.failures.report(WriteFailure { file: kind, error });
                }
            }
            (Err(_), Some(_)) => {}
        }
        self.retry_at
            .get_or_insert_with(|| Instant::now() + self.retry_after);
    }
}

/// What the thread needs to know of a file.
trait WaitingValues: Send + Sync {
    fn kind(&self) -> FileKind;
    /// Writes the values that wait; those that fail go on waiting.
    fn write(&self) -> Result<(), WriteError>;
}

/// Values by key, oldest first.
pub(crate) type Values<K, V> = IndexMap<K, Arc<V>>;

/// Writes values to the file at a path.
pub(crate) type WriteValues<K, V> = fn(&Path, &Values<K, V>) -> Result<(), WriteError>;

struct Waiting<K, V> {
    kind: FileKind,
    path: PathBuf,
    write: WriteValues<K, V>,
    values: Mutex<Values<K, V>>,
    /// Whether the thread has a message of this file that it has not read.
    is_announced: AtomicBool,
}

impl<K, V> WaitingValues for Waiting<K, V>
where
    K: Clone + Eq + Hash + Send,
    V: Send + Sync,
{
    fn kind(&self) -> FileKind {
        self.kind
    }

    fn write(&self) -> Result<(), WriteError> {
        self.is_announced.store(false, Ordering::SeqCst);
        let values = lock(&self.values).clone();
        if values.is_empty() {
            return Ok(());
        }
        let written = (self.write)(&self.path, &values);
        if let Err(error @ WriteError::Io(_)) = written {
            return Err(error);
        }
        // A person has to correct a settings file first: its values do not wait for that. A value
        // that was replaced in the meantime goes on waiting.
        lock(&self.values).retain(|key, value| {
            !values
                .get(key)
                .is_some_and(|written| Arc::ptr_eq(written, value))
        });
        written
    }
}

/// A file that the writer thread writes; nowhere for a demo.
pub(crate) struct QueuedFile<K, V> {
    waiting: Option<Arc<Waiting<K, V>>>,
    writer: Writer,
}

impl<K, V> QueuedFile<K, V>
where
    K: Clone + Eq + Hash + Send + 'static,
    V: Send + Sync + 'static,
{
    pub(crate) fn new(
        kind: FileKind,
        path: Option<PathBuf>,
        write: WriteValues<K, V>,
        writer: &Writer,
    ) -> Self {
        let waiting = path.map(|path| {
            Arc::new(Waiting {
                kind,
                path,
                write,
                values: Mutex::default(),
                is_announced: AtomicBool::new(false),
            })
        });
        Self {
            waiting,
            writer: writer.clone(),
        }
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        self.waiting.as_ref().map(|waiting| waiting.path.as_path())
    }

    /// The value that waits to be written.
    pub(crate) fn waiting(&self, key: &K) -> Option<Arc<V>> {
        lock(&self.waiting.as_ref()?.values).get(key).cloned()
    }

    /// Writes the value soon, in place of one that still waits.
    pub(crate) fn set(&self, key: K, value: V) {
        let Some(waiting) = &self.waiting else {
            return;
        };
        {
            let mut values = lock(&waiting.values);
            values.shift_remove(&key);
            if values.len() >= MAX_WAITING {
                values.shift_remove_index(0);
            }
            values.insert(key, Arc::new(value));
        }
        if waiting.is_announced.swap(true, Ordering::SeqCst) {
            return;
        }
        let message = WriterMessage::Write(Arc::<Waiting<K, V>>::clone(waiting));
        if !self.writer.send(waiting.kind, message) {
            waiting.is_announced.store(false, Ordering::SeqCst);
        }
    }
}

impl<K, V> Clone for QueuedFile<K, V> {
    fn clone(&self) -> Self {
        Self {
            waiting: self.waiting.clone(),
            writer: self.writer.clone(),
        }
    }
}

impl<K, V> Default for QueuedFile<K, V> {
    /// Nowhere.
    fn default() -> Self {
        Self {
            waiting: None,
            writer: Writer::default(),
        }
    }
}

impl<K, V> fmt::Debug for QueuedFile<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.waiting.as_ref().map(|waiting| &waiting.path);
        f.debug_struct("QueuedFile")
            .field("path", &path)
            .finish_non_exhaustive()
    }
}

/// What a panic has left is whole: no lock is held over code that may panic half-way.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::{
        fs,
        sync::{Barrier, LazyLock, atomic::AtomicUsize},
    };

    use super::*;
    use crate::storage::atomic_file::write_atomically;

    const DEADLINE: Duration = Duration::from_secs(20);

    fn write_last(path: &Path, values: &Values<(), String>) -> Result<(), WriteError> {
        for value in values.values() {
            write_atomically(path, value.as_bytes())?;
        }
        Ok(())
    }

    fn file(path: PathBuf, writer: &Writer) -> QueuedFile<(), String> {
        QueuedFile::new(FileKind::Thresholds, Some(path), write_last, writer)
    }

    fn wait_until(what: &str, is_so: impl Fn() -> bool) {
        let started = Instant::now();
        while !is_so() {
            assert!(started.elapsed() < DEADLINE, "waited in vain for {what}");
            thread::yield_now();
        }
    }

    #[test]
    fn a_failed_write_is_one_notice_and_is_repeated_until_it_succeeds() {
        let directory = tempfile::tempdir().unwrap();
        // A file in place of the directory: writing fails, also for root.
        let parent = directory.path().join("state");
        fs::write(&parent, "in the way").unwrap();
        let writer = Writer(Arc::new(Inner {
            retry_after: Duration::from_millis(5),
            ..Inner::default()
        }));
        let wakes = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&wakes);
        writer.set_waker(move || {
            counter.fetch_add(1, Ordering::SeqCst);
        });
        let path = parent.join("value");
        let file = file(path.clone(), &writer);
        file.set((), "first".to_owned());
        wait_until("a failure", || wakes.load(Ordering::SeqCst) > 0);
        file.set((), "second".to_owned());
        writer.flush(DEADLINE);
        writer.flush(DEADLINE);
        let failures = writer.take_failures();
        assert_eq!(failures.len(), 1, "{failures:?}");
        assert_eq!(failures[0].file, FileKind::Thresholds);
        assert_eq!(file.waiting(&()).as_deref(), Some(&"second".to_owned()));
        fs::remove_file(&parent).unwrap();
        wait_until("the repeated write", || path.exists());
        assert_eq!(fs::read_to_string(&path).unwrap(), "second");
        wait_until("the end of waiting", || file.waiting(&()).is_none());
        assert!(writer.take_failures().is_empty());
        assert_eq!(wakes.load(Ordering::SeqCst), 1);
        // The next failure is a notice again.
        fs::remove_dir_all(&parent).unwrap();
        fs::write(&parent, "in the way again").unwrap();
        file.set((), "third".to_owned());
        wait_until("another failure", || wakes.load(Ordering::SeqCst) == 2);
    }

    #[test]
    fn several_files_with_the_same_cause_are_one_notice() {
        let directory = tempfile::tempdir().unwrap();
        let parent = directory.path().join("state");
        fs::write(&parent, "in the way").unwrap();
        let writer = Writer::default();
        let files = [FileKind::Health, FileKind::Profiles, FileKind::Window].map(|kind| {
            let path = parent.join(format!("{kind:?}"));
            QueuedFile::new(kind, Some(path), write_last, &writer)
        });
        for round in 0..3 {
            for file in &files {
                file.set((), round.to_string());
            }
            writer.flush(DEADLINE);
        }
        let failures = writer.take_failures();
        assert_eq!(failures.len(), 1, "{failures:?}");
        // The person has just changed a setting.
        let settings = QueuedFile::new(
            FileKind::Settings,
            Some(parent.join("config.toml")),
            write_last,
            &writer,
        );
        settings.set((), "theme".to_owned());
        writer.flush(DEADLINE);
        let failures = writer.take_failures();
        assert_eq!(failures.len(), 1, "{failures:?}");
        assert_eq!(failures[0].file, FileKind::Settings);
        fs::remove_file(&parent).unwrap();
        writer.flush(DEADLINE);
        assert_eq!(
            fs::read_dir(&parent).unwrap().count(),
            4,
            "all is caught up"
        );
    }

    /// Block the writer thread while the test sets values, so that it cannot write them one by one.
    static BARRIERS: LazyLock<[Barrier; 2]> = LazyLock::new(|| [Barrier::new(2), Barrier::new(2)]);
    static WRITES: AtomicUsize = AtomicUsize::new(0);

    fn write_between_barriers(path: &Path, values: &Values<u32, String>) -> Result<(), WriteError> {
        if WRITES.fetch_add(1, Ordering::SeqCst) == 0 {
            BARRIERS[0].wait();
            BARRIERS[1].wait();
        }
        let text: Vec<String> = values
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        write_atomically(path, text.join(" ").as_bytes())?;
        Ok(())
    }

    #[test]
    fn the_newest_value_of_each_key_is_written_and_the_ones_between_are_not() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("values");
        let writer = Writer::default();
        let file = QueuedFile::new(
            FileKind::Window,
            Some(path.clone()),
            write_between_barriers,
            &writer,
        );
        file.set(0, "first".to_owned());
        BARRIERS[0].wait();
        for number in 0..1_000 {
            file.set(number % 40, number.to_string());
        }
        BARRIERS[1].wait();
        writer.flush(DEADLINE);
        assert_eq!(WRITES.load(Ordering::SeqCst), 2);
        let written = fs::read_to_string(&path).unwrap();
        let written: Vec<&str> = written.split(' ').collect();
        assert_eq!(written.len(), MAX_WAITING, "bounded");
        assert_eq!(written.last(), Some(&"39=999"));
        assert!(file.waiting(&39).is_none());
    }

    #[test]
    fn values_are_written_when_the_last_handle_is_gone_and_nothing_is_half_written() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("value");
        let long = "x".repeat(1 << 20);
        file(path.clone(), &Writer::default()).set((), long.clone());
        wait_until("the file", || path.exists());
        assert_eq!(fs::read_to_string(&path).unwrap(), long);
        wait_until("no temporary file", || {
            fs::read_dir(directory.path()).unwrap().count() == 1
        });
    }
}

//! Background jobs: work that waits for a disk, a keyring, a dialog or the network runs on a thread of
//! its own, and its answer is taken by `App::logic`.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
    time::{Duration, Instant},
};

use super::{key_store::KeyAnswer, kiosk_controller::PinAnswer};
use crate::{
    client::Waker,
    features::allowlist::list_reader::{List, ListError},
    tr,
};

/// Jobs that run at once. A keyring that does not answer must not pile up threads.
const MAX_RUNNING: usize = 16;

/// What a job is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobKind {
    /// Read, save or forget an API key.
    Key,
    /// Choose and read a list to import.
    OpenList,
    /// Write a file that the person asked for.
    Export,
    /// Hash the PIN of the kiosk.
    Pin,
    /// Let the last calls to a Pi finish.
    Disconnect,
    /// Show a notification on the desktop.
    Notify,
    /// Play a sound.
    Sound,
}

impl JobKind {
    fn thread_name(self) -> &'static str {
        match self {
            Self::Key => "pidash-key",
            Self::OpenList => "pidash-open-list",
            Self::Export => "pidash-export",
            Self::Pin => "pidash-pin",
            Self::Disconnect => "pidash-disconnect",
            Self::Notify => "pidash-notify",
            Self::Sound => "pidash-sound",
        }
    }

    /// Whether the program waits for such a job before it ends.
    fn must_finish(self) -> bool {
        matches!(self, Self::Export | Self::Disconnect)
    }
}

/// The answer of a job.
pub enum JobAnswer {
    Key(KeyAnswer),
    List(Result<List, ListError>),
    Export(io::Result<PathBuf>),
    Pin(PinAnswer),
    /// Whether the sound was played.
    Sound(io::Result<()>),
    Nothing,
}

/// Why a job has no answer of its own.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Too many jobs are running.
    #[error("{}", tr!("job-too-many"))]
    TooMany,
    /// No thread could be started.
    #[error("{0}")]
    Thread(#[from] io::Error),
    /// The log says where.
    #[error("{}", tr!("job-panicked"))]
    Panicked,
}

type JobResult = Result<JobAnswer, JobError>;

/// The running jobs. Each gets exactly one answer, also if it panics or cannot be started.
pub struct Jobs {
    waker: Waker,
    tx: SyncSender<(JobKind, JobResult)>,
    rx: Receiver<(JobKind, JobResult)>,
    running: Vec<JobKind>,
    /// Jobs that could not be started.
    rejected: Vec<(JobKind, JobError)>,
}

impl Jobs {
    /// `waker` is called after each answer that changes something.
    pub fn new(waker: Waker) -> Self {
        let (tx, rx) = sync_channel(MAX_RUNNING);
        Self {
            waker,
            tx,
            rx,
            running: Vec::new(),
            rejected: Vec::new(),
        }
    }

    pub fn start(&mut self, kind: JobKind, work: impl FnOnce() -> JobAnswer + Send + 'static) {
        match self.spawn(kind, work) {
            Ok(()) => self.running.push(kind),
            Err(error) => {
                self.rejected.push((kind, error));
                (self.waker)();
            }
        }
    }

    /// The next answer, if there is one.
    pub fn try_recv(&mut self) -> Option<(JobKind, JobResult)> {
        if let Some((kind, error)) = self.rejected.pop() {
            return Some((kind, Err(error)));
        }
        let (kind, result) = self.rx.try_recv().ok()?;
        self.remove(kind);
        Some((kind, result))
    }

    /// Waits for the jobs that must finish before the program ends, at most this long.
    pub fn finish(&mut self, within: Duration) {
        let started = Instant::now();
        while self.running.iter().any(|kind| kind.must_finish()) {
            let left = within.saturating_sub(started.elapsed());
            let Ok((kind, _)) = self.rx.recv_timeout(left) else {
                tracing::warn!("pidash ends before all of its background jobs are done");
                return;
            };
            self.remove(kind);
        }
    }

    /// Waits until every running job has sent its answer.
    #[cfg(test)]
    pub fn wait_for_answers(&mut self) {
        let answers: Vec<_> = self.rx.iter().take(self.running.len()).collect();
        for answer in answers {
            self.tx.try_send(answer).unwrap_or_default();
        }
    }

    fn spawn(
        &self,
        kind: JobKind,
        work: impl FnOnce() -> JobAnswer + Send + 'static,
    ) -> Result<(), JobError> {
        // Jobs that hang must not keep a kiosk locked.
        if self.running.len() >= MAX_RUNNING && kind != JobKind::Pin {
            return Err(JobError::TooMany);
        }
        let (tx, waker) = (self.tx.clone(), self.waker.clone());
        thread::Builder::new()
            .name(kind.thread_name().to_owned())
            .spawn(move || {
                let result = catch_unwind(AssertUnwindSafe(work));
                let result = result.map_err(|_panic| JobError::Panicked);
                let changes_nothing = matches!(result, Ok(JobAnswer::Nothing));
                if tx.send((kind, result)).is_ok() && !changes_nothing {
                    waker();
                }
            })?;
        Ok(())
    }

    fn remove(&mut self, kind: JobKind) {
        if let Some(index) = self.running.iter().position(|running| *running == kind) {
            self.running.swap_remove(index);
        }
    }
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test may panic")]
mod tests {
    use std::sync::{Arc, mpsc};

    use super::*;

    /// Longer than any job of these tests takes.
    const DEADLINE: Duration = Duration::from_secs(30);

    /// Jobs, and a channel that gets a message for each call of the waker.
    fn jobs() -> (Jobs, Receiver<()>) {
        let (tx, rx) = sync_channel(64);
        let waker: Waker = Arc::new(move || tx.try_send(()).unwrap_or_default());
        (Jobs::new(waker), rx)
    }

    #[test]
    fn every_job_is_answered_once_and_wakes_the_window() {
        let (mut jobs, woken) = jobs();
        jobs.start(JobKind::Export, || {
            JobAnswer::Export(Ok(PathBuf::from("a")))
        });
        assert_eq!(woken.recv_timeout(DEADLINE), Ok(()));
        let answer = jobs.try_recv();
        assert!(matches!(
            answer,
            Some((JobKind::Export, Ok(JobAnswer::Export(Ok(_)))))
        ));
        assert!(jobs.try_recv().is_none() && jobs.running.is_empty());
    }

    #[test]
    fn an_answer_that_changes_nothing_needs_no_frame() {
        let (mut jobs, woken) = jobs();
        jobs.start(JobKind::Notify, || JobAnswer::Nothing);
        jobs.wait_for_answers();
        // The next job's: it would be the second one.
        jobs.start(JobKind::Export, || {
            JobAnswer::Export(Ok(PathBuf::from("a")))
        });
        assert_eq!(woken.recv_timeout(DEADLINE), Ok(()));
        assert!(woken.try_recv().is_err());
        assert!(jobs.try_recv().is_some() && jobs.try_recv().is_some());
        assert!(jobs.running.is_empty());
    }

    #[test]
    fn a_job_that_panics_is_answered() {
        let (mut jobs, woken) = jobs();
        jobs.start(JobKind::Pin, || panic!("on purpose"));
        assert_eq!(woken.recv_timeout(DEADLINE), Ok(()));
        let answer = jobs.try_recv();
        assert!(matches!(
            answer,
            Some((JobKind::Pin, Err(JobError::Panicked)))
        ));
        assert!(jobs.running.is_empty());
    }

    #[test]
    fn a_job_too_many_is_answered_and_the_others_go_on() {
        let (mut jobs, _woken) = jobs();
        let (tx, rx) = mpsc::sync_channel::<()>(0);
        let rx = Arc::new(std::sync::Mutex::new(rx));
        for _ in 0..MAX_RUNNING {
            let rx = rx.clone();
            jobs.start(JobKind::Disconnect, move || {
                drop(rx.lock().map(|rx| rx.recv()));
                JobAnswer::Nothing
            });
        }
        jobs.start(JobKind::Key, || JobAnswer::Nothing);
        let answer = jobs.try_recv();
        assert!(matches!(
            answer,
            Some((JobKind::Key, Err(JobError::TooMany)))
        ));
        assert_eq!(jobs.running.len(), MAX_RUNNING);
        drop(tx);
        jobs.finish(DEADLINE);
        assert!(jobs.running.is_empty());
    }

    #[test]
    fn the_end_waits_for_an_export_but_not_for_a_dialog() {
        let (mut jobs, _woken) = jobs();
        let (tx, rx) = mpsc::sync_channel::<()>(0);
        jobs.start(JobKind::OpenList, move || {
            let _closed = rx.recv();
            JobAnswer::Nothing
        });
        jobs.start(JobKind::Export, || {
            JobAnswer::Export(Ok(PathBuf::from("a")))
        });
        jobs.finish(DEADLINE);
        assert_eq!(jobs.running, [JobKind::OpenList]);
        drop(tx);
    }
}

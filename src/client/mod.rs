//! Everything that talks to a Pi, behind a handle that the window holds. Dropping the handle ends
//! everything behind it.
//!
//! Behind [`ClientHandle`], a `Worker` carries out commands, a `SessionSync` follows the events of
//! a session, a `MonitorFeed` gets the Pi's health, and a `PiLog` reads the Pi's log. All use the
//! [`http::Client`]; `reconnect` keeps the connections of the last three open.

mod allowlist_commands;
mod backoff;
mod bulk_import;
mod ca_file;
mod connection_check;
pub mod discovery;
mod error;
mod event_sender;
pub mod http;
mod monitor;
mod pi_log;
mod preflight;
mod reachable_address;
mod reconnect;
mod request_log;
mod restart;
mod routes;
mod server_url;
mod session_sync;
pub mod sse;
mod timing;
mod worker;

use std::{
    collections::VecDeque,
    fmt, io, mem,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{runtime, sync::mpsc, task::JoinHandle, time::timeout};

pub use ca_file::{CaCertificates, CaFileError};
pub use connection_check::{check, check_key};
pub use event_sender::Waker;
pub use preflight::{PreflightAnswers, preflight};
pub use server_url::{ServerUrl, ServerUrlError};
pub use timing::Timing;

use crate::{
    domain::{
        clock::Now,
        feature_flags::FeatureFlags,
        problem::{Problem, ProblemKind},
        request_log::RequestLogEntry,
        secret::ApiKey,
    },
    messages::{Command, Event},
};
use event_sender::{EventSender, QueuedEvent};
use request_log::RequestLog;
use worker::Worker;

/// Commands that the worker has not taken yet. It takes them at once, so more are a defect.
const COMMAND_CAPACITY: usize = 64;
/// Events that the window has not taken yet. When they are as many, the client waits, and the Pi's
/// events wait in their socket.
const EVENT_CAPACITY: usize = 1024;

#[derive(Debug, Clone)]
pub struct ClientConfig {
    pub server: ServerUrl,
    pub key: Option<ApiKey>,
    /// [`Timing::default`] outside tests.
    pub timing: Timing,
    pub features: FeatureFlags,
    /// Trusted besides the certificates of this computer.
    pub extra_cas: CaCertificates,
}

/// The connection to one Pi.
pub struct ClientHandle {
    /// `None` once no more commands are taken.
    command_tx: Option<mpsc::Sender<Command>>,
    event_rx: mpsc::Receiver<QueuedEvent>,
    is_dark: Arc<AtomicBool>,
    /// Whether events carry the time at which they were sent.
    is_timed: Arc<AtomicBool>,
    /// When the events that were taken last were sent.
    send_times: Vec<Instant>,
    request_log: RequestLog,
    worker: JoinHandle<()>,
    runtime: Option<runtime::Runtime>,
}

impl ClientHandle {
    /// Starts to connect in the background and returns at once. Events report the progress.
    ///
    /// # Errors
    /// The threads or the TLS configuration could not be made.
    pub fn connect(config: ClientConfig, waker: Waker) -> io::Result<Self> {
        let runtime = runtime::Builder::new_multi_thread()
            // One is enough for what waits for sockets, and each has a heap of its own.
            .worker_threads(1)
            .thread_name("pidash-client")
            .enable_all()
            .build()?;
        let (command_tx, command_rx) = mpsc::channel(COMMAND_CAPACITY);
        let (event_tx, event_rx) = mpsc::channel(EVENT_CAPACITY);
        let request_log = RequestLog::with_queue();
        let client = http::Client::recorded(config, request_log.clone())?;
        let event_tx = EventSender::new(event_tx, waker);
        let is_dark = event_tx.is_dark();
        let is_timed = event_tx.is_timed();
        let worker =
            runtime.spawn(async move { Worker::new(client, command_rx, event_tx).run().await });
        Ok(Self {
            command_tx: Some(command_tx),
            event_rx,
            is_dark,
            is_timed,
            send_times: Vec::new(),
            request_log,
            worker,
            runtime: Some(runtime),
        })
    }

    /// Sends a command to the worker without waiting.
    ///
    /// # Errors
    /// `BUSY`: too many commands are waiting.
    pub fn try_send(&self, command: Command) -> Result<(), Box<Problem>> {
        let command_tx = self.command_tx.as_ref();
        command_tx
            .and_then(|command_tx| command_tx.try_send(command).ok())
            .ok_or_else(|| Box::new(Problem::new(ProblemKind::Busy, Now::read().wall)))
    }

    /// Takes no more commands, and waits at most this long until those that were sent are carried out.
    pub fn finish(&mut self, within: Duration) {
        self.command_tx = None;
        if let Some(runtime) = &self.runtime {
            let finished = runtime.block_on(async { timeout(within, &mut self.worker).await });
            if finished.is_err() {
                tracing::warn!("the window closed before every call was answered");
            }
        }
    }

    /// The next event, if there is one.
    pub fn try_recv(&mut self) -> Option<Event> {
        let QueuedEvent { event, sent_at } = self.event_rx.try_recv().ok()?;
        self.send_times.extend(sent_at);
        Some(event)
    }

    /// Whether to note when events are sent, for [`Self::take_send_times`].
    pub fn time_events(&self, is_timed: bool) {
        self.is_timed.store(is_timed, Ordering::Relaxed);
    }

    /// When the events that were taken since the last call were sent, as far as that was noted.
    pub fn take_send_times(&mut self) -> Vec<Instant> {
        mem::take(&mut self.send_times)
    }

    /// While the display of the window is black, new figures do not wake it.
    pub fn set_dark(&self, is_dark: bool) {
        self.is_dark.store(is_dark, Ordering::Relaxed);
    }

    /// Events that [`ClientHandle::try_recv`] would return now.
    #[must_use]
    pub fn queued_events(&self) -> usize {
        self.event_rx.len()
    }

    /// The requests that were recorded since the last call, oldest first, and how many records had to
    /// be dropped in between.
    pub fn take_request_log(&self) -> (VecDeque<RequestLogEntry>, u64) {
        self.request_log.take()
    }
}

impl Drop for ClientHandle {
    /// Does not wait: a name look-up that hangs must not hang the window.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl fmt::Debug for ClientHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientHandle")
    }
}

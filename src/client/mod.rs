//! Everything that talks to a Pi, behind a handle that the window holds. Dropping the handle ends
//! everything behind it.
//!
//! Behind [`ClientHandle`], a `Worker` carries out commands, a `SessionSync` follows the events of
//! a session, a `MonitorFeed` gets the Pi's health, and a `PiLog` reads the Pi's log. All use the
//! [`http::Client`]; `reconnect` keeps the connections of the last three open.

mod allowlist_commands;
mod backoff;
mod bulk_import;
mod connection_check;
pub mod discovery;
mod error;
mod event_sender;
pub mod http;
mod monitor;
mod pi_log;
mod reconnect;
mod request_logger;
mod routes;
mod server_url;
mod session_sync;
pub mod sse;
mod timing;
mod worker;

use std::{fmt, io, time::Duration};

use tokio::{runtime, sync::mpsc, task::JoinHandle, time::timeout};

pub use connection_check::check;
pub use event_sender::Waker;
pub use server_url::{ServerUrl, ServerUrlError};
pub use timing::Timing;

use crate::{
    domain::{
        clock::Now,
        feature_flags::FeatureFlags,
        problem::{Problem, ProblemKind},
        secret::ApiKey,
    },
    messages::{Command, Event},
};
use event_sender::EventSender;
use request_logger::RequestLogger;
use worker::Worker;

/// Commands that the worker has not taken yet. It takes them at once: more is a mistake.
const COMMAND_CAPACITY: usize = 64;
/// Events that the window has not taken yet; then the Pi's events wait in their socket.
const EVENT_CAPACITY: usize = 1024;

/// Which Pi, and how.
#[derive(Debug, Clone)]
pub struct ClientConfig {
    /// Where it is.
    pub server: ServerUrl,
    /// Its key, if there is one.
    pub key: Option<ApiKey>,
    /// How long everything may take: [`Timing::default`] outside tests.
    pub timing: Timing,
    /// What is rolled out.
    pub features: FeatureFlags,
}

/// The connection to one Pi.
pub struct ClientHandle {
    /// `None` once nothing more is to be done.
    commands: Option<mpsc::Sender<Command>>,
    events: mpsc::Receiver<Event>,
    worker: JoinHandle<()>,
    runtime: Option<runtime::Runtime>,
}

impl ClientHandle {
    /// Starts to connect in the background and returns at once; how it goes is told by events.
    ///
    /// # Errors
    /// The threads or the TLS configuration could not be made.
    pub fn connect(config: ClientConfig, waker: Waker) -> io::Result<Self> {
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("pidash-backend")
            .enable_all()
            .build()?;
        let (commands, asked) = mpsc::channel(COMMAND_CAPACITY);
        let (told, events) = mpsc::channel(EVENT_CAPACITY);
        let request_logger = RequestLogger::new(told.clone(), waker.clone());
        let client = http::Client::recorded(config, request_logger)?;
        let event_tx = EventSender::new(told, waker);
        let worker = runtime.spawn(async move { Worker::new(client, asked, event_tx).run().await });
        Ok(Self {
            commands: Some(commands),
            worker,
            events,
            runtime: Some(runtime),
        })
    }

    /// Hands over a command without waiting.
    ///
    /// # Errors
    /// `BUSY`: too much is waiting already.
    pub fn try_send(&self, command: Command) -> Result<(), Box<Problem>> {
        let commands = self.commands.as_ref();
        commands
            .and_then(|commands| commands.try_send(command).ok())
            .ok_or_else(|| Box::new(Problem::new(ProblemKind::Busy, Now::read().wall)))
    }

    /// Takes no more commands and waits until those that were given are carried out, at most this long.
    pub fn finish(&mut self, within: Duration) {
        self.commands = None;
        if let Some(runtime) = &self.runtime {
            let finished = runtime.block_on(async { timeout(within, &mut self.worker).await });
            if finished.is_err() {
                tracing::warn!("the window closed before every call was through");
            }
        }
    }

    /// The next event, if there is one.
    pub fn try_recv(&mut self) -> Option<Event> {
        self.events.try_recv().ok()
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

//! The connection to the Pi in use: its address, its key, its client, and what is kept of it on disk.

use std::{
    collections::VecDeque,
    io, mem,
    time::{Duration, Instant},
};

use tokio::runtime::Runtime;

use super::{
    jobs::{JobAnswer, JobKind, Jobs},
    pi_persistence::PiPersistence,
};
use crate::{
    client::{ClientConfig, ClientHandle, ServerUrl, Waker},
    domain::{request_log::RequestLogEntry, secret::ApiKey},
    messages::{Command, Event},
    simulator::Simulator,
    storage::keys::FoundKey,
};

/// How long the last calls to a Pi that is left may take.
const LAST_CALLS: Duration = Duration::from_secs(3);

/// The simulated Pi of the demo, and the runtime that it runs on.
pub type Demo = (Runtime, Simulator);

pub struct Connection {
    pub server: ServerUrl,
    pub persistence: PiPersistence,
    pub key: Option<FoundKey>,
    /// `None` until the key has been read.
    client: Option<ClientHandle>,
    /// Commands that wait for the client.
    waiting: Vec<Command>,
    /// Ends with the connection.
    demo: Option<Demo>,
}

impl Connection {
    pub fn new(server: ServerUrl, persistence: PiPersistence, demo: Option<Demo>) -> Self {
        Self {
            server,
            persistence,
            key: None,
            client: None,
            waiting: Vec::new(),
            demo,
        }
    }

    pub fn is_open(&self) -> bool {
        self.client.is_some()
    }

    pub fn api_key(&self) -> Option<ApiKey> {
        self.key.as_ref().map(|found| found.key.clone())
    }

    /// Starts the client, follows the session that was open last, and sends the commands that wait.
    /// Returns the answers to commands that could not be sent.
    ///
    /// # Errors
    /// The threads or the TLS configuration of the client could not be made.
    pub fn open(&mut self, config: ClientConfig, waker: Waker) -> io::Result<Vec<Event>> {
        self.client = Some(ClientHandle::connect(config, waker)?);
        let follow = Command::Follow(self.persistence.remembered().cloned());
        let waiting = mem::take(&mut self.waiting).into_iter();
        let commands: Vec<Command> = [follow].into_iter().chain(waiting).collect();
        let failed = commands
            .into_iter()
            .flat_map(|command| self.send(command))
            .collect();
        Ok(failed)
    }

    /// Hands a command to the client, or keeps it until there is one. Returns the answers to a command
    /// that cannot be handed over, so that nothing stays busy.
    pub fn send(&mut self, command: Command) -> Vec<Event> {
        let Some(client) = &self.client else {
            self.waiting.push(command);
            return Vec::new();
        };
        match client.try_send(command.clone()) {
            Ok(()) => Vec::new(),
            Err(problem) => command.failed(&problem),
        }
    }

    pub fn try_recv(&mut self) -> Option<Event> {
        self.client.as_mut()?.try_recv()
    }

    /// See [`ClientHandle::set_dark`].
    pub fn set_dark(&self, is_dark: bool) {
        if let Some(client) = &self.client {
            client.set_dark(is_dark);
        }
    }

    pub fn queued_events(&self) -> usize {
        self.client.as_ref().map_or(0, ClientHandle::queued_events)
    }

    /// Whether to note when events are sent, for [`Self::take_send_times`].
    pub fn time_events(&self, is_timed: bool) {
        if let Some(client) = &self.client {
            client.time_events(is_timed);
        }
    }

    /// When the events that were taken since the last call were sent, as far as that was noted.
    pub fn take_send_times(&mut self) -> Vec<Instant> {
        let client = self.client.as_mut();
        client.map_or_else(Vec::new, ClientHandle::take_send_times)
    }

    /// The requests that were recorded since the last call, and how many had to be dropped.
    pub fn take_request_log(&self) -> (VecDeque<RequestLogEntry>, u64) {
        let client = self.client.as_ref();
        client.map_or_else(Default::default, ClientHandle::take_request_log)
    }

    /// Ends the connection. With `has_calls`, a background job lets them finish first.
    pub fn close(self, has_calls: bool, jobs: &mut Jobs) {
        let Self { client, demo, .. } = self;
        if let Some(mut client) = client.filter(|_| has_calls) {
            jobs.start(JobKind::Disconnect, move || {
                client.finish(LAST_CALLS);
                drop(demo);
                JobAnswer::Nothing
            });
        }
    }
}

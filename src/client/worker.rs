//! Carries out commands: one loop, never blocked by a slow call. Knows no HTTP and nothing of what the screen shows.

use std::sync::{Arc, atomic::AtomicBool};

use tokio::{sync::mpsc, task::JoinSet};

use super::{
    allowlist_commands::{self, Approvals},
    error::is_lost,
    event_sender::EventSender,
    http::{CallResult, Client},
    monitor::MonitorFeed,
    pi_log::PiLog,
    session_sync::SessionSync,
};
use crate::{
    domain::{
        mac::MacAddr,
        problem::Problem,
        session::{SessionId, StartRequest},
        telemetry::TransportChoice,
    },
    messages::{Command, DeviceVerb, Event, RecoveryReply, RecoveryVerb, Reply, SessionVerb},
};

/// Calls that may be under way or wait for their turn; more commands wait in their channel.
const CALLS_WAITING: usize = 1024;

/// What is left to do once a call is answered.
enum Afterwards {
    Nothing,
    /// The events of a session that was just started.
    Follow(SessionId),
    /// A call got lost: nobody knows whether the Pi did it.
    ReadAgain(SessionId),
    /// Something about the allowlist.
    Allowlist(allowlist_commands::Done),
}

/// The loop behind the handle.
pub(crate) struct Worker {
    calls: Calls,
    commands: mpsc::Receiver<Command>,
    running: JoinSet<Afterwards>,
    /// None where batch provisioning is off.
    session_sync: Option<SessionSync>,
    pi_log: PiLog,
    monitor: MonitorFeed,
    approvals: Approvals,
    transport: TransportChoice,
    /// Told once per run, whatever is followed.
    version_told: Arc<AtomicBool>,
}

/// What a call needs.
#[derive(Clone)]
struct Calls {
    client: Client,
    event_tx: EventSender,
}

impl Worker {
    /// Must be called within the runtime: it opens the event stream.
    pub fn new(client: Client, commands: mpsc::Receiver<Command>, event_tx: EventSender) -> Self {
        let version_told = Arc::new(AtomicBool::new(false));
        let transport = TransportChoice::default();
        let session_sync = client.features().batch_provisioning.then(|| {
            SessionSync::follow(client.clone(), event_tx.clone(), None, version_told.clone())
        });
        Self {
            monitor: MonitorFeed::start(client.clone(), event_tx.clone(), transport),
            transport,
            session_sync,
            pi_log: PiLog::new(client.clone(), event_tx.clone()),
            version_told,
            approvals: Approvals::new(client.clone(), event_tx.clone()),
            calls: Calls { client, event_tx },
            commands,
            running: JoinSet::new(),
        }
    }

    /// Until the handle is dropped, and what was under way then is through.
    pub async fn run(mut self) {
        loop {
            tokio::select! {
                command = self.commands.recv(), if self.running.len() < CALLS_WAITING => match command {
                    Some(command) => self.handle(command),
                    None => break,
                },
                Some(done) = self.running.join_next() => match done {
                    Ok(afterwards) => self.finish(afterwards),
                    Err(error) => tracing::error!(%error, "a call ended without an answer"),
                },
            }
        }
        drop(self.running.join_all().await);
    }

    fn handle(&mut self, command: Command) {
        let calls = self.calls.clone();
        match command {
            Command::Start(request) => self.call(calls.start(request)),
            Command::Session(id, verb) => self.call(calls.session(id, verb)),
            Command::Devices(id, macs, verb) => {
                for mac in macs {
                    self.call(calls.clone().device(id.clone(), mac, verb));
                }
            }
            Command::Follow(session) => {
                if self.followed() != session.as_ref() {
                    self.follow(session);
                } else if session.is_some() {
                    self.read_again();
                }
            }
            Command::Allowlist(verb) => {
                let task = self.approvals.begin(verb);
                self.approve(task);
            }
            Command::Recovery(verb) => self.call(calls.recovery(verb)),
            Command::Reconnect(key) => {
                self.calls.client.set_key(key.as_ref());
                self.follow(self.followed().cloned());
                self.monitor();
                self.pi_log.reconnect();
            }
            Command::PiLog(on) => {
                let is_supported = self.calls.client.features().v1_api;
                self.pi_log.show(on && is_supported);
            }
            Command::Monitor(transport) => {
                self.transport = transport;
                self.monitor();
            }
        }
    }

    fn call(&mut self, call: impl Future<Output = Afterwards> + Send + 'static) {
        self.running.spawn(call);
    }

    fn finish(&mut self, afterwards: Afterwards) {
        match afterwards {
            Afterwards::Nothing => {}
            Afterwards::Follow(id) => self.follow(Some(id)),
            Afterwards::ReadAgain(id) => {
                if self.followed() == Some(&id) {
                    self.read_again();
                }
            }
            Afterwards::Allowlist(done) => {
                let (next, settled) = self.approvals.finish(done);
                if settled && self.followed().is_some() {
                    // Cameras of the session may be provisioned now that could not be before.
                    self.read_again();
                }
                self.approve(next);
            }
        }
    }

    fn approve(&mut self, task: Option<allowlist_commands::Task>) {
        if let Some(task) = task {
            self.call(async { Afterwards::Allowlist(task.await) });
        }
    }

    fn monitor(&mut self) {
        let Calls { client, event_tx } = self.calls.clone();
        self.monitor = MonitorFeed::start(client, event_tx, self.transport);
    }

    fn follow(&mut self, session: Option<SessionId>) {
        let Calls { client, event_tx } = self.calls.clone();
        if client.features().batch_provisioning {
            let session_sync =
                SessionSync::follow(client, event_tx, session, self.version_told.clone());
            self.session_sync = Some(session_sync);
        }
    }

    fn followed(&self) -> Option<&SessionId> {
        self.session_sync.as_ref().and_then(SessionSync::session)
    }

    fn read_again(&self) {
        if let Some(session_sync) = &self.session_sync {
            session_sync.read_again();
        }
    }
}

impl Calls {
    async fn start(self, request: StartRequest) -> Afterwards {
        let started = self.client.start_session(request).await;
        let afterwards = match &started {
            Ok(read) => Afterwards::Follow(read.value.session.id.clone()),
            Err(_) => Afterwards::Nothing,
        };
        let snapshot = self.event_tx.keep_warnings(started).await.map(Box::new);
        self.reply(Reply::Started(snapshot)).await;
        afterwards
    }

    async fn session(self, id: SessionId, verb: SessionVerb) -> Afterwards {
        let result = self.client.session_verb(&id, verb).await;
        let afterwards = after(result.as_ref().err().map(Box::as_ref), &id);
        let result = self.event_tx.keep_warnings(result).await;
        self.reply(Reply::Session(id, verb, result)).await;
        afterwards
    }

    async fn device(self, id: SessionId, mac: MacAddr, verb: DeviceVerb) -> Afterwards {
        let result = self.client.device_verb(&id, mac, verb).await;
        let afterwards = after(result.as_ref().err().map(Box::as_ref), &id);
        let result = self.event_tx.keep_warnings(result).await;
        self.reply(Reply::Device(id, mac, verb, result)).await;
        afterwards
    }

    async fn recovery(self, verb: RecoveryVerb) -> Afterwards {
        let (client, event_tx) = (&self.client, &self.event_tx);
        let mut afterwards = Afterwards::Nothing;
        let reply = match verb {
            RecoveryVerb::ReadRecoverable => {
                let sessions = client.recoverable().await.transpose();
                RecoveryReply::Recoverable(keep(event_tx, sessions).await)
            }
            RecoveryVerb::ReadHistory => {
                let sessions = client.history().await.transpose();
                RecoveryReply::History(keep(event_tx, sessions).await)
            }
            RecoveryVerb::Recover(id) => {
                let recovered = event_tx.keep_warnings(client.recover(&id).await).await;
                if recovered.is_ok() {
                    afterwards = Afterwards::Follow(id.clone());
                }
                RecoveryReply::Recovered(id, recovered.map(Box::new))
            }
            RecoveryVerb::Discard(id) => {
                let discarded = client.discard(&id).await;
                RecoveryReply::Discarded(id, discarded)
            }
        };
        event_tx.send(Event::Recovery(reply)).await;
        afterwards
    }

    async fn reply(&self, reply: Reply) {
        self.event_tx.send(Event::Reply(reply)).await;
    }
}

/// Keeps the warnings of something that not every Pi has.
async fn keep<T>(
    event_tx: &EventSender,
    answer: Option<CallResult<T>>,
) -> Result<Option<T>, Box<Problem>> {
    match answer {
        Some(read) => event_tx.keep_warnings(read).await.map(Some),
        None => Ok(None),
    }
}

/// A call that was lost on its way may have been carried out: the session is read to see what is so.
fn after(problem: Option<&Problem>, id: &SessionId) -> Afterwards {
    match problem {
        Some(problem) if is_lost(problem) => Afterwards::ReadAgain(id.clone()),
        Some(_) | None => Afterwards::Nothing,
    }
}

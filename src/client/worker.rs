//! Carries out commands. Each call is a task of its own, so that a slow one blocks no other; one
//! that panics is answered like one that failed.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, atomic::AtomicBool},
};

use futures_util::FutureExt as _;
use tokio::{sync::mpsc, task::JoinSet};

use super::{
    allowlist_commands::{self, AllowlistCommands},
    error::{fault, is_lost},
    event_sender::EventSender,
    http::{CallResult, Client, RetryPolicy},
    monitor::MonitorFeed,
    pi_log::PiLog,
    session_sync::SessionSync,
};
use crate::{
    domain::{
        link_state::LinkState,
        mac::MacAddr,
        problem::Problem,
        session::{SessionId, StartRequest},
        telemetry::TransportChoice,
    },
    messages::{Command, DeviceVerb, Event, RecoveryReply, RecoveryVerb, Reply, SessionVerb},
};

/// Calls that may be under way or wait for a permit; more commands wait in their channel.
const MOST_CALLS: usize = 1024;

/// What the worker does once a call is answered.
enum FollowUp {
    Nothing,
    /// Follow a session that was just started.
    Follow(SessionId),
    /// Read the session: it is unknown whether the Pi carried out the call.
    ReadAgain(SessionId),
    /// Read the session soon: the Pi has begun something, and its events may be lost.
    ExpectChange(SessionId),
    /// Read the session until it is at rest: it was stopped.
    Settle(SessionId),
    /// Something about the allowlist.
    Allowlist(allowlist_commands::Done),
}

/// The loop behind the handle.
pub(crate) struct Worker {
    calls: Calls,
    commands: mpsc::Receiver<Command>,
    running: JoinSet<FollowUp>,
    /// `None` where batch provisioning is off.
    session_sync: Option<SessionSync>,
    pi_log: PiLog,
    monitor: MonitorFeed,
    allowlist: AllowlistCommands,
    transport: TransportChoice,
    /// Whether the window was warned of another version of the events: once per run.
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
            allowlist: AllowlistCommands::new(client.clone(), event_tx.clone()),
            calls: Calls { client, event_tx },
            commands,
            running: JoinSet::new(),
        }
    }

    /// Runs until the handle is dropped, then until the calls under way are answered.
    pub async fn run(mut self) {
        loop {
            tokio::select! {
                command = self.commands.recv(), if self.running.len() < MOST_CALLS => match command {
                    Some(command) => self.handle_or_answer(command).await,
                    None => break,
                },
                Some(done) = self.running.join_next() => match done {
                    Ok(follow_up) => self.finish(follow_up),
                    Err(error) => tracing::error!(%error, "a task of the worker ended early"),
                },
            }
        }
        drop(self.running.join_all().await);
    }

    /// If the handling of a command panics, the command gets the replies that it is owed, and the
    /// worker goes on.
    async fn handle_or_answer(&mut self, command: Command) {
        let copy = command.clone();
        if catch_unwind(AssertUnwindSafe(|| self.handle(copy))).is_err() {
            for reply in command.failed(&fault()) {
                self.calls.event_tx.send(reply).await;
            }
        }
    }

    fn handle(&mut self, command: Command) {
        let calls = self.calls.clone();
        match command {
            Command::Start(ref request) => {
                let call = calls.start(request.clone());
                self.call(command, call);
            }
            Command::Session(ref id, verb) => {
                let call = calls.session(id.clone(), verb);
                self.call(command, call);
            }
            Command::Devices(id, macs, verb) => {
                for mac in macs {
                    let command = Command::Devices(id.clone(), vec![mac], verb);
                    self.call(command, calls.clone().device(id.clone(), mac, verb));
                }
            }
            Command::Follow(session) => {
                if self.session_sync.is_none() || self.followed() != session.as_ref() {
                    self.follow(session);
                } else if session.is_some() {
                    self.read_again();
                }
            }
            Command::ReadOther(ref id) => {
                let call = calls.other_session(id.clone());
                self.call(command, call);
            }
            Command::ReadNetworksInSight => {
                let call = calls.networks_in_sight();
                self.call(command, call);
            }
            Command::Allowlist(verb) => {
                let task = self.allowlist.begin(verb, RetryPolicy::RateLimited);
                self.run_allowlist_task(task);
            }
            Command::FinishAllowlist(verb) => {
                let task = self.allowlist.begin(verb, RetryPolicy::ManyEntries);
                self.run_allowlist_task(task);
            }
            Command::Recovery(ref verb) => {
                let call = calls.recovery(verb.clone());
                self.call(command, call);
            }
            Command::Reconnect(key) => {
                self.calls.client.set_key(key.as_ref());
                self.reconnect();
            }
            Command::CheckConnections => self.reconnect(),
            Command::PiLog(on) => {
                let is_supported = self.calls.client.features().v1_api;
                self.pi_log.show(on && is_supported);
            }
            Command::SetFeatures(features) => {
                let before = self.calls.client.features();
                self.calls.client.set_features(features);
                let features = self.calls.client.features();
                if before.batch_provisioning && !features.batch_provisioning {
                    self.session_sync = None;
                    self.running.spawn(calls.stream_is_off());
                }
                if features.websocket_monitor != before.websocket_monitor {
                    self.monitor();
                }
                if !features.v1_api {
                    self.pi_log.show(false);
                }
            }
            Command::Monitor(transport) => {
                self.transport = transport;
                self.monitor();
            }
        }
    }

    /// Runs the call of this command. If it panics, the command gets the replies that it is owed.
    fn call(&mut self, command: Command, call: impl Future<Output = FollowUp> + Send + 'static) {
        let event_tx = self.calls.event_tx.clone();
        self.running.spawn(async move {
            match AssertUnwindSafe(call).catch_unwind().await {
                Ok(follow_up) => follow_up,
                Err(_panic) => {
                    for reply in command.failed(&fault()) {
                        event_tx.send(reply).await;
                    }
                    match command {
                        Command::Session(id, _) | Command::Devices(id, ..) => {
                            FollowUp::ReadAgain(id)
                        }
                        _ => FollowUp::Nothing,
                    }
                }
            }
        });
    }

    fn finish(&mut self, follow_up: FollowUp) {
        match follow_up {
            FollowUp::Nothing => {}
            FollowUp::Follow(id) => self.follow(Some(id)),
            FollowUp::ReadAgain(id) => {
                if let Some(sync) = self.following(&id) {
                    sync.read_again();
                }
            }
            FollowUp::ExpectChange(id) => {
                if let Some(sync) = self.following(&id) {
                    sync.expect_change();
                }
            }
            FollowUp::Settle(id) => {
                if let Some(sync) = self.following(&id) {
                    sync.settle();
                }
            }
            FollowUp::Allowlist(done) => {
                let (next, settled) = self.allowlist.finish(done);
                if settled && self.followed().is_some() {
                    // A camera of the session may have become one that can be provisioned.
                    self.read_again();
                }
                self.run_allowlist_task(next);
            }
        }
    }

    fn run_allowlist_task(&mut self, task: Option<allowlist_commands::Task>) {
        if let Some(task) = task {
            self.running
                .spawn(async { FollowUp::Allowlist(task.await) });
        }
    }

    fn reconnect(&mut self) {
        self.follow(self.followed().cloned());
        self.monitor();
        self.pi_log.reconnect();
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

    /// What follows this session, unless another one or none is followed.
    fn following(&self, id: &SessionId) -> Option<&SessionSync> {
        let sync = self.session_sync.as_ref();
        sync.filter(|sync| sync.session() == Some(id))
    }

    fn read_again(&self) {
        if let Some(session_sync) = &self.session_sync {
            session_sync.read_again();
        }
    }
}

impl Calls {
    async fn start(self, request: StartRequest) -> FollowUp {
        let started = self.client.start_session(request).await;
        let follow_up = match &started {
            Ok(read) => FollowUp::Follow(read.value.session.id.clone()),
            Err(_) => FollowUp::Nothing,
        };
        let snapshot = self.event_tx.keep_warnings(started).await.map(Box::new);
        self.reply(Reply::Started(snapshot)).await;
        follow_up
    }

    async fn session(self, id: SessionId, verb: SessionVerb) -> FollowUp {
        let result = self.client.session_verb(&id, verb).await;
        let problem = result.as_ref().err().map(Box::as_ref);
        let follow_up = match verb {
            SessionVerb::Stop if problem.is_none_or(is_lost) => FollowUp::Settle(id.clone()),
            _ => after(problem, &id),
        };
        let result = self.event_tx.keep_warnings(result).await;
        self.reply(Reply::Session(id, verb, result)).await;
        follow_up
    }

    async fn device(self, id: SessionId, mac: MacAddr, verb: DeviceVerb) -> FollowUp {
        let result = self.client.device_verb(&id, mac, verb).await;
        let follow_up = after(result.as_ref().err().map(Box::as_ref), &id);
        let result = self.event_tx.keep_warnings(result).await;
        self.reply(Reply::Device(id, mac, verb, result)).await;
        follow_up
    }

    async fn other_session(self, id: SessionId) -> FollowUp {
        let read = self.client.read_session(&id, RetryPolicy::Once).await;
        let session = read.map(|read| Box::new(read.value.session));
        self.event_tx.send(Event::OtherSession(id, session)).await;
        FollowUp::Nothing
    }

    async fn networks_in_sight(self) -> FollowUp {
        let networks = self.client.networks_in_sight().await.transpose();
        let networks = keep(&self.event_tx, networks).await;
        self.event_tx.send(Event::NetworksInSight(networks)).await;
        FollowUp::Nothing
    }

    async fn stream_is_off(self) -> FollowUp {
        self.event_tx.send(Event::Stream(LinkState::Off)).await;
        FollowUp::Nothing
    }

    async fn recovery(self, verb: RecoveryVerb) -> FollowUp {
        let (client, event_tx) = (&self.client, &self.event_tx);
        let mut follow_up = FollowUp::Nothing;
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
                    follow_up = FollowUp::Follow(id.clone());
                }
                RecoveryReply::Recovered(id, recovered.map(Box::new))
            }
            RecoveryVerb::Discard(id) => {
                let discarded = client.discard(&id).await;
                RecoveryReply::Discarded(id, discarded)
            }
        };
        event_tx.send(Event::Recovery(reply)).await;
        follow_up
    }

    async fn reply(&self, reply: Reply) {
        self.event_tx.send(Event::Reply(reply)).await;
    }
}

/// As [`EventSender::keep_warnings`], for something that not every Pi has.
async fn keep<T>(
    event_tx: &EventSender,
    answer: Option<CallResult<T>>,
) -> Result<Option<T>, Box<Problem>> {
    match answer {
        Some(read) => event_tx.keep_warnings(read).await.map(Some),
        None => Ok(None),
    }
}

/// An accepted call changes the session or a camera, and the event of that may be lost. A call whose answer
/// was lost may have been carried out, and a 409 says that the session or a camera is not as it is shown
/// (contract, section 9): the session is read.
fn after(problem: Option<&Problem>, id: &SessionId) -> FollowUp {
    match problem {
        Some(problem) if is_lost(problem) || problem.http_status == Some(409) => {
            FollowUp::ReadAgain(id.clone())
        }
        Some(_) => FollowUp::Nothing,
        None => FollowUp::ExpectChange(id.clone()),
    }
}

#[cfg(test)]
#[expect(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;
    use crate::{
        client::{CaCertificates, ClientConfig, ServerUrl, Timing, event_sender::QueuedEvent},
        domain::feature_flags::FeatureFlags,
    };

    /// A worker for a Pi that is not there, and what the window gets from it.
    fn worker() -> (Worker, mpsc::Receiver<QueuedEvent>) {
        let config = ClientConfig {
            server: ServerUrl::parse("127.0.0.1:9").unwrap(),
            key: None,
            timing: Timing::default(),
            features: FeatureFlags {
                batch_provisioning: false,
                websocket_monitor: false,
                ..FeatureFlags::default()
            },
            extra_cas: CaCertificates::default(),
        };
        let (event_tx, event_rx) = mpsc::channel(100);
        let (_, command_rx) = mpsc::channel(1);
        let event_tx = EventSender::new(event_tx, Arc::new(|| {}));
        (
            Worker::new(Client::new(config).unwrap(), command_rx, event_tx),
            event_rx,
        )
    }

    async fn next<T>(
        events: &mut mpsc::Receiver<QueuedEvent>,
        pick: impl Fn(Event) -> Option<T>,
    ) -> T {
        let found = async {
            loop {
                if let Some(found) = pick(events.recv().await.unwrap().event) {
                    return found;
                }
            }
        };
        timeout(Duration::from_secs(20), found).await.unwrap()
    }

    #[tokio::test]
    async fn a_call_that_panics_is_answered() {
        let (mut worker, mut events) = worker();
        let id = SessionId::new("sess_1");
        let command = Command::Session(id.clone(), SessionVerb::Pause);
        worker.call(command, async { panic!("injected") });
        let code = next(&mut events, |event| match event {
            Event::Reply(Reply::Session(_, SessionVerb::Pause, Err(problem))) => {
                Some(problem.code().into_owned())
            }
            _ => None,
        });
        assert_eq!(code.await, "CONSOLE_FAULT");
        let follow_up = worker.running.join_next().await.unwrap().unwrap();
        assert!(matches!(follow_up, FollowUp::ReadAgain(read) if read == id));
    }
}

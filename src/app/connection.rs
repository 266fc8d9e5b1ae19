//! Which Pi is in use, and with which key. Another Pi is another connection: nothing of the one before is left but what belongs to this
//! console.

use anyhow::Context as _;

use super::{
    App, Connection, LAST_CALLS,
    api_key::key_error,
    jobs::{JobAnswer, JobKind},
    pi_persistence::PiPersistence,
    waker,
};
use crate::{
    client::{
        ClientConfig, ClientHandle, ServerUrl, ServerUrlError,
        discovery::{DiscoveryEvent, ProbeAnswer, ProbeId},
    },
    domain::{clock::Now, link_state::LinkState, problem::Problem, secret::ApiKey},
    features::{
        connect::state::{DiscoveredPi, Probe},
        settings::state::KeyWork,
    },
    messages::Command,
    model::notices::Severity,
    shell::UiState,
    simulator::{Simulator, SimulatorConfig},
    storage::{
        Files,
        keys::{Found, KeyError},
    },
    tr,
};

impl App {
    /// Uses this Pi from now on, and keeps what is known of it in `files`.
    ///
    /// # Errors
    /// The key that pidash was started with cannot be read, or no thread can be started.
    pub(crate) fn connect(
        &mut self,
        server: ServerUrl,
        files: Files,
        now: Now,
    ) -> anyhow::Result<()> {
        let at_hand = self.keys.at_hand(&server.origin())?;
        self.leave(now);
        (self.probe, self.connection_check, self.key_check) = (None, None, None);
        self.kiosk_controller.forget_probe();
        let (persistence, mut state) = PiPersistence::open(files, server.clone(), now);
        state.take_over(&mut self.state, &server.to_string());
        state.settings.key.has_keyring = self.keys.has_keyring();
        self.state = state;
        self.ui_state = UiState::on(self.ui_state.tab);
        let origin = server.origin();
        self.connection = Some(Connection {
            server,
            persistence,
            client: None,
            waiting: Vec::new(),
            key: None,
        });
        if at_hand.is_some() {
            return self.open_connection(at_hand, now);
        }
        self.state.settings.key.work = Some(KeyWork::Reading);
        if self.state.settings.features().batch_provisioning {
            self.state.stream = LinkState::Connecting { attempt: 1 };
        }
        self.keys.read(&origin, &mut self.jobs);
        Ok(())
    }

    /// Opens the connection, with this key.
    pub(crate) fn open_connection(&mut self, found: Option<Found>, now: Now) -> anyhow::Result<()> {
        self.state.settings.key.work = None;
        self.note_key(found.as_ref());
        let Some(connection) = &mut self.connection else {
            return Ok(());
        };
        let config = ClientConfig {
            server: connection.server.clone(),
            key: found.as_ref().map(|found| found.key.clone()),
            timing: self.timing.clone(),
            features: self.state.settings.configuration.settings().features,
        };
        connection.key = found;
        connection.client = Some(ClientHandle::connect(config, waker(self.ctx.clone()))?);
        let remembered = connection.persistence.remembered().cloned();
        let waiting = std::mem::take(&mut connection.waiting);
        self.send(Command::Follow(remembered), now);
        for command in waiting {
            self.send(command, now);
        }
        Ok(())
    }

    /// Hands a command to the worker, or keeps it until the key was found. One that cannot be handed over is answered at once, so that
    /// nothing stays busy.
    pub(crate) fn send(&mut self, command: Command, now: Now) {
        let Some(connection) = &mut self.connection else {
            return;
        };
        let Some(client) = &connection.client else {
            connection.waiting.push(command);
            return;
        };
        if let Err(problem) = client.try_send(command.clone()) {
            for event in command.failed(&problem) {
                self.handle_event(event, now);
            }
        }
    }

    /// Ends the connection, with what is still to be done for it.
    pub(crate) fn leave(&mut self, now: Now) {
        for command in self.state.flush() {
            self.send(command, now);
        }
        let Some(mut connection) = self.connection.take() else {
            return;
        };
        connection.persistence.record(&self.state);
        let demo = self.demo.take();
        let has_calls = self.state.allowlist.is_changing();
        if let Some(mut client) = connection.client.filter(|_| has_calls) {
            self.jobs.start(JobKind::Disconnect, move || {
                client.finish(LAST_CALLS);
                drop(demo);
                JobAnswer::Nothing
            });
        }
    }

    /// To what a person has typed or chosen.
    pub(crate) fn connect_to(&mut self, address: &str, now: Now) {
        match ServerUrl::parse(address) {
            Ok(server) => {
                let files = self.files.clone();
                self.try_to_connect(server, files, now);
            }
            Err(error) => self.state.connect.probe = Probe::InvalidAddress(no_address(&error)),
        }
    }

    fn try_to_connect(&mut self, server: ServerUrl, files: Files, now: Now) {
        if let Err(error) = self.connect(server, files, now) {
            let text = match error.downcast_ref::<KeyError>() {
                Some(error) => key_error(error),
                None => format!("{error:#}"),
            };
            self.tell(Severity::Error, text, now);
        }
    }

    /// A simulated Pi in this process, over a real socket. It leaves nothing behind.
    pub(crate) fn demo(&mut self, now: Now) {
        let started = || -> anyhow::Result<_> {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()?;
            let simulator = runtime
                .block_on(Simulator::start(SimulatorConfig::default()))
                .with_context(|| tr!("connect-demo-failed"))?;
            let server = ServerUrl::parse(&simulator.url())?;
            Ok((server, (runtime, simulator)))
        };
        match started() {
            Ok((server, demo)) => {
                let files = Files {
                    exports_into: self.files.exports_into.clone(),
                    ..Files::default()
                };
                self.try_to_connect(server, files, now);
                self.demo = Some(demo);
            }
            Err(error) => self.tell(Severity::Error, format!("{error:#}"), now),
        }
    }

    /// Sees who answers there.
    pub(crate) fn probe(&mut self, address: &str) {
        self.state.connect.probe = match ServerUrl::candidates(address) {
            Ok(servers) => {
                self.probe = Some(self.discovery.probe(servers, self.timing.clone()));
                Probe::Running
            }
            Err(error) => Probe::InvalidAddress(no_address(&error)),
        };
    }

    /// Looks at the traffic checks of the connection.
    pub(crate) fn check(&mut self) {
        let Some(connection) = self
            .connection
            .as_ref()
            .filter(|_| !self.state.connect.is_checking)
        else {
            return;
        };
        self.state.connect.is_checking = true;
        let key = connection.key.as_ref().map(|found| found.key.clone());
        let config = self.check_config(connection.server.clone(), key);
        self.connection_check = Some(self.discovery.check(config));
    }

    pub(crate) fn check_config(&self, server: ServerUrl, key: Option<ApiKey>) -> ClientConfig {
        ClientConfig {
            server,
            key,
            timing: self.timing.clone(),
            features: self.state.settings.features(),
        }
    }

    /// Takes in what came of looking around.
    pub(crate) fn take_discovery_events(&mut self, now: Now) {
        while let Some(event) = self.discovery.next_event() {
            match event {
                DiscoveryEvent::Seen(discovered) => {
                    self.state.connect.add_discovered(DiscoveredPi {
                        name: discovered.name,
                        url: discovered.server.to_string(),
                    });
                }
                DiscoveryEvent::Gone(name) => self.state.connect.remove_discovered(&name),
                DiscoveryEvent::Probed { id, answer } => self.take_probe_answer(id, answer, now),
                DiscoveryEvent::Checked { id, report } => self.take_report(id, *report),
            }
        }
    }

    fn take_probe_answer(
        &mut self,
        id: ProbeId,
        answer: Result<ProbeAnswer, Box<Problem>>,
        now: Now,
    ) {
        let is_local = self.kiosk_controller.takes_probe(id, now);
        if !is_local && self.probe != Some(id) {
            return;
        }
        match answer {
            Err(problem) if !is_local => {
                self.probe = None;
                self.state.connect.probe = Probe::Failed(problem);
            }
            Err(_) => {}
            Ok(ProbeAnswer { server, version }) => {
                let address = server.address();
                let text = match version {
                    Some(version) => {
                        tr!(
                            "connect-answers-version",
                            address = address,
                            version = version
                        )
                    }
                    None => tr!("connect-answers", address = address),
                };
                let files = self.files.clone();
                self.try_to_connect(server, files, now);
                self.tell(Severity::Good, text, now);
            }
        }
    }
}

/// Why a text is no address of a Pi.
fn no_address(error: &ServerUrlError) -> String {
    match error {
        ServerUrlError::Empty => tr!("connect-address-empty"),
        ServerUrlError::Scheme => tr!("connect-address-scheme"),
        ServerUrlError::UserInfo => tr!("connect-address-user"),
        ServerUrlError::Query => tr!("connect-address-query"),
        ServerUrlError::Fragment => tr!("connect-address-fragment"),
        ServerUrlError::Malformed { reason } => {
            tr!("connect-address-malformed", why = reason.as_str())
        }
    }
}

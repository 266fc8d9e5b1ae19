//! Connects to a Pi: from the settings, an entered address, a probe, or the demo.

use anyhow::{Context as _, anyhow};

use super::{
    App,
    api_key::key_error,
    connection::{Connection, Demo},
    finder::{invalid_address, server_url},
    pi_persistence::PiPersistence,
};
use crate::{
    client::{
        ServerUrl,
        discovery::{DiscoveryEvent, ProbeAnswer, ProbeId},
    },
    domain::{clock::Now, demo::DemoScenario, link_state::LinkState, problem::Problem},
    features::{
        connect::state::{DiscoveredPi, Probe},
        settings::state::KeyWork,
    },
    messages::Command,
    model::notices::Severity,
    shell::UiState,
    simulator::{Scenario, Simulator, SimulatorConfig},
    storage::{Files, keys::FoundKey},
    tr,
};

impl App {
    /// Uses this Pi from now on, and stores its data in `files`.
    ///
    /// # Errors
    /// The key that pidash was started with cannot be read, or no thread can be started.
    pub(crate) fn connect(
        &mut self,
        server: ServerUrl,
        files: Files,
        demo: Option<Demo>,
        now: Now,
    ) -> anyhow::Result<()> {
        let origin = server.origin();
        let at_hand = self.keys.at_hand(&origin);
        let at_hand = at_hand.map_err(|error| anyhow!(key_error(&error)))?;
        self.leave(now);
        self.finder.forget_running();
        let (persistence, mut state) = PiPersistence::open(files, server.clone(), now);
        state.take_over(&mut self.state, &server.to_string());
        if demo.is_some() {
            state.connect.note_simulated();
        }
        state.settings.key.has_keyring = self.keys.has_keyring();
        state.settings.key.file_may_vanish = self.keys.file_may_vanish();
        self.kiosk.stop_waiting(&mut state.kiosk);
        self.state = state;
        self.ui_state = UiState::on(self.ui_state.tab);
        self.connection = Some(Connection::new(server, persistence, demo));
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

    /// Opens the connection with this key.
    pub(crate) fn open_connection(
        &mut self,
        found: Option<FoundKey>,
        now: Now,
    ) -> anyhow::Result<()> {
        self.state.settings.key.work = None;
        self.note_key(found.as_ref());
        let waker = self.event_waker();
        let Some(connection) = &mut self.connection else {
            return Ok(());
        };
        connection.key = found;
        let config = self
            .finder
            .client_config(connection, connection.api_key(), &self.state);
        for event in connection.open(config, waker)? {
            self.handle_event(event, now);
        }
        Ok(())
    }

    pub(crate) fn send(&mut self, command: Command, now: Now) {
        let connection = self.connection.as_mut();
        let failed = connection.map_or_else(Vec::new, |connection| connection.send(command));
        for event in failed {
            self.handle_event(event, now);
        }
    }

    /// Ends the connection. Changes of the allowlist that are running finish in the background.
    pub(crate) fn leave(&mut self, now: Now) {
        for command in self.state.flush() {
            self.send(command, now);
        }
        if let Some(mut connection) = self.connection.take() {
            connection.persistence.record(&mut self.state, now);
            connection.close(self.state.allowlist.is_changing(), &mut self.jobs);
        }
    }

    /// Connects to an address without a probe.
    pub(crate) fn connect_to(&mut self, address: &str, now: Now) {
        match ServerUrl::parse(address) {
            Ok(server) => {
                let files = self.files.clone();
                self.try_to_connect(server, files, None, now);
            }
            Err(error) => self.state.connect.probe = Probe::InvalidAddress(invalid_address(&error)),
        }
    }

    fn try_to_connect(&mut self, server: ServerUrl, files: Files, demo: Option<Demo>, now: Now) {
        if let Err(error) = self.connect(server, files, demo, now) {
            self.report(Severity::Error, format!("{error:#}"), now);
        }
    }

    /// Connects to a simulated Pi in this process, over a real socket. It leaves no files.
    pub(crate) fn demo(&mut self, scenario: Option<DemoScenario>, now: Now) {
        let scenario = scenario.and_then(|scenario| scenario.name().parse::<Scenario>().ok());
        let started = || -> anyhow::Result<_> {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()?;
            let config = SimulatorConfig::default();
            let config = match scenario {
                Some(scenario) => scenario.configure(config),
                None => config,
            };
            let simulator = runtime
                .block_on(Simulator::start(config))
                .with_context(|| tr!("connect-demo-failed"))?;
            if let Some(scenario) = scenario {
                simulator.play(scenario);
            }
            let server = server_url(&simulator.url())?;
            Ok((server, (runtime, simulator)))
        };
        match started() {
            Ok((server, demo)) => {
                let files = Files {
                    exports_into: self.files.exports_into.clone(),
                    ..Files::default()
                };
                self.try_to_connect(server, files, Some(demo), now);
            }
            Err(error) => self.report(Severity::Error, format!("{error:#}"), now),
        }
    }

    /// Handles what the discovery has found.
    pub(crate) fn handle_discovery(&mut self, now: Now) {
        while let Some(event) = self.finder.next_event() {
            match event {
                DiscoveryEvent::Seen(discovered) => {
                    self.state.connect.add_discovered(DiscoveredPi {
                        name: discovered.name,
                        url: discovered.server.to_string(),
                    });
                }
                DiscoveryEvent::Gone(name) => self.state.connect.remove_discovered(&name),
                DiscoveryEvent::Probed { id, answer } => self.handle_probe_answer(id, answer, now),
                DiscoveryEvent::Checked { id, report } => {
                    if let Some(check) = self.finder.take_key_check(id) {
                        self.handle_key_report(check.to_save, &report, now);
                    } else {
                        self.finder.take_report(id, *report, &mut self.state);
                    }
                }
            }
        }
    }

    fn handle_probe_answer(
        &mut self,
        id: ProbeId,
        answer: Result<ProbeAnswer, Box<Problem>>,
        now: Now,
    ) {
        let is_local = self.kiosk.takes_probe(id, now);
        if !is_local && !self.finder.takes_probe(id) {
            return;
        }
        match answer {
            // The kiosk keeps waiting.
            Err(_) if is_local => {}
            Err(problem) => self.state.connect.probe = Probe::Failed(problem),
            Ok(ProbeAnswer { server, version }) => {
                let address = server.address();
                let text = match version.as_deref() {
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
                let url = server.to_string();
                self.try_to_connect(server, files, None, now);
                self.state.connect.note_version(&url, version);
                self.report(Severity::Good, text, now);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::VariantArray as _;

    use super::*;

    #[test]
    fn the_simulator_has_every_scenario_of_the_demo() {
        for scenario in DemoScenario::VARIANTS {
            let name = scenario.name();
            assert!(name.parse::<Scenario>().is_ok(), "{name}");
        }
    }
}

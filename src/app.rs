//! The composition root: drains the worker's events into the state, draws it, and hands on what the person wants.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{Context, ViewportCommand};

use crate::{
    backend::{Backend, BackendConfig, ServerUrl, Timing, Waker},
    domain::{clock::Now, session::SessionId},
    messages::{Command, Event, Reply, SessionVerb},
    state::{
        State,
        action::{Action, ProvisioningAction},
        notices::Severity,
        provisioning::Phase,
    },
    store::{key::KeySource, session_memory::SessionMemory, telemetry_history::TelemetryHistory},
    ui::{Dialog, Drafts, Intent, root_ui, theme},
};

/// Draining stops here even if more events wait: the next frame takes them.
const DRAIN_BUDGET: Duration = Duration::from_millis(5);
/// One frame for all events that come within it (a plain `request_repaint` would draw two).
const COALESCE: Duration = Duration::from_millis(8);

/// The least time between two writings of the recorded health.
const RECORD_EVERY: Duration = Duration::from_mins(1);

/// Which Pi the window shows, and what it may use.
#[derive(Debug, Clone)]
pub struct AppConfig {
    /// The Pi.
    pub server: ServerUrl,
    /// Its key.
    pub key: KeySource,
    /// Where open sessions are remembered.
    pub memory: SessionMemory,
    /// Where the health of Pis is recorded.
    pub history: TelemetryHistory,
    /// The time-outs of the connection.
    pub timing: Timing,
}

/// What of the Pi's health is on disk.
struct Recorded {
    /// When it was last looked after.
    at: Instant,
    /// The newest point of it, in milliseconds since the Unix epoch.
    newest_ms: Option<i64>,
    /// Whether the person knows that it cannot be written.
    failure_told: bool,
}

/// The application.
pub struct App {
    config: AppConfig,
    backend: Backend,
    state: State,
    drafts: Drafts,
    /// What the memory on disk says.
    remembered: Option<SessionId>,
    recorded: Recorded,
    /// The window may close although a session is open: the person has said so.
    quitting: bool,
    quit_after_stop: bool,
}

impl App {
    /// Connects to the Pi and makes the window ready.
    ///
    /// # Errors
    /// The key cannot be read, or the background threads cannot be started.
    pub fn new(ctx: &Context, config: AppConfig) -> anyhow::Result<Self> {
        theme::install(ctx);
        let key = config.key.read()?;
        let backend_config = BackendConfig {
            server: config.server.clone(),
            key,
            timing: config.timing.clone(),
        };
        let backend = Backend::connect(backend_config, waker(ctx.clone()))?;
        let remembered = config.memory.recall(&config.server.origin());
        let now = Now::read();
        let mut state = State::new(config.server.address(), remembered.clone(), now);
        let history = config.history.read(&config.server.to_string());
        state.monitoring.restore(history, now);
        let recorded = Recorded {
            at: now.instant,
            newest_ms: state.monitoring.history.newest().map(|point| point.at_ms),
            failure_told: false,
        };
        let mut app = Self {
            config,
            backend,
            state,
            drafts: Drafts::default(),
            remembered: remembered.clone(),
            recorded,
            quitting: false,
            quit_after_stop: false,
        };
        app.send(Command::Follow(remembered), now);
        Ok(app)
    }

    fn drain(&mut self, now: Now) {
        let started = Instant::now();
        while started.elapsed() < DRAIN_BUDGET {
            let Some(event) = self.backend.try_recv() else {
                return;
            };
            self.handle_event(event, now);
        }
    }

    fn handle_event(&mut self, event: Event, now: Now) {
        if matches!(event, Event::Reply(Reply::Started(_))) {
            self.drafts.start.wipe();
        }
        let stopped = matches!(
            &event,
            Event::Reply(Reply::Session(_, SessionVerb::Stop, Ok(_)))
        );
        let refused = matches!(
            &event,
            Event::Reply(Reply::Session(_, SessionVerb::Stop, Err(_)))
        );
        self.quitting |= stopped && self.quit_after_stop;
        self.quit_after_stop &= !refused;
        if let Some(command) = self.state.handle_event(event, now) {
            self.send(command, now);
        }
    }

    /// Hands a command to the worker. One that cannot be handed over is answered at once, so that nothing stays busy.
    fn send(&mut self, command: Command, now: Now) {
        if let Err(problem) = self.backend.try_send(command.clone()) {
            for reply in command.not_sent(&problem) {
                self.handle_event(Event::Reply(reply), now);
            }
        }
    }

    fn dispatch(&mut self, intent: Intent, now: Now) {
        match intent {
            Intent::Do(action) => self.act(action, now),
            Intent::Reconnect => self.reconnect(now),
            Intent::Quit => self.quitting = true,
            Intent::StopAndQuit => {
                self.quit_after_stop = true;
                self.act(
                    Action::Provisioning(ProvisioningAction::Session(SessionVerb::Stop)),
                    now,
                );
            }
        }
    }

    fn act(&mut self, action: Action, now: Now) {
        if let Some(command) = self.state.handle_action(action, now) {
            self.send(command, now);
        }
    }

    /// Opens the stream now, with the key as it is in its file now.
    fn reconnect(&mut self, now: Now) {
        match self.config.key.read() {
            Ok(key) => self.send(Command::Reconnect(key), now),
            Err(error) => self
                .state
                .notices
                .log(Severity::Error, format!("API key: {error}"), now),
        }
    }

    /// Keeps the memory on disk in step with the session that is open.
    fn remember(&mut self, now: Now) {
        let open = self.state.provisioning.session_id();
        if open == self.remembered.as_ref() {
            return;
        }
        self.remembered = open.cloned();
        let origin = self.config.server.origin();
        if let Err(error) = self
            .config
            .memory
            .remember(&origin, self.remembered.as_ref())
        {
            let text = format!("The open session cannot be remembered for the next start: {error}");
            self.state.notices.log(Severity::Warning, text, now);
        }
    }

    /// Keeps the recorded health on disk in step, now and then: a card in a Pi wears out by being written.
    fn record(&mut self, now: Now) {
        if now.since(self.recorded.at) >= RECORD_EVERY {
            self.recorded.at = now.instant;
            self.write_history(now);
        }
    }

    fn write_history(&mut self, now: Now) {
        let history = &self.state.monitoring.history;
        let newest_ms = history.newest().map(|point| point.at_ms);
        if newest_ms == self.recorded.newest_ms {
            return;
        }
        self.recorded.newest_ms = newest_ms;
        let address = self.config.server.to_string();
        let outcome = self.config.history.write(&address, history.points());
        if let Err(error) = outcome
            && !std::mem::replace(&mut self.recorded.failure_told, true)
        {
            let text = format!("The Pi's health cannot be recorded for the next start: {error}");
            self.state.notices.log(Severity::Warning, text, now);
        }
    }

    /// A window with an open session asks before it closes.
    fn guard_close(&mut self, ctx: &Context) {
        if self.quitting {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        let open = matches!(&self.state.provisioning.phase, Phase::Open(batch) if !batch.is_over());
        if ctx.input(|input| input.viewport().close_requested()) && open && !self.quitting {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.drafts.dialog = Some(Dialog::Quit);
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        let now = Now::read();
        self.drain(now);
        self.remember(now);
        self.record(now);
        self.state.notices.expire_toast(now);
        self.guard_close(ctx);
        if let Some(tick) = self.state.next_tick(now) {
            ctx.request_repaint_after(tick);
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.write_history(Now::read());
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let now = Now::read();
        for intent in root_ui(ui, &self.state, &mut self.drafts, now) {
            self.dispatch(intent, now);
            ui.ctx().request_repaint_after(COALESCE);
        }
    }
}

/// What the worker calls when there is something to see.
fn waker(ctx: Context) -> Waker {
    Arc::new(move || ctx.request_repaint_after(COALESCE))
}

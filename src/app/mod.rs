//! The composition root: drains the worker's events into the state, draws it, and hands on what the person wants.

mod keeper;
mod opener;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{Context, ViewportCommand};

use keeper::Keeper;
use opener::Opener;

use crate::{
    backend::{Backend, BackendConfig, ServerUrl, Timing, Waker},
    domain::clock::Now,
    messages::{Command, Event, Reply, SessionVerb},
    state::{
        State,
        action::{Action, AllowlistAction, ImportAction, ProvisioningAction},
        notices::Severity,
        provisioning::Phase,
    },
    store::{Files, key::KeySource},
    ui::{Dialog, Drafts, Intent, ListSource, root_ui, theme},
};

/// Draining stops here even if more events wait: the next frame takes them.
const DRAIN_BUDGET: Duration = Duration::from_millis(5);
/// How long a window that is closed waits for the last changes to reach the Pi.
const LAST_CALLS: Duration = Duration::from_secs(3);
/// One frame for all events that come within it (a plain `request_repaint` would draw two).
const COALESCE: Duration = Duration::from_millis(8);

/// Which Pi the window shows, and what it may use.
#[derive(Debug, Clone)]
pub struct AppConfig {
    /// The Pi.
    pub server: ServerUrl,
    /// Its key.
    pub key: KeySource,
    /// What outlives a run.
    pub files: Files,
    /// The time-outs of the connection.
    pub timing: Timing,
}

/// The application.
pub struct App {
    key: KeySource,
    backend: Backend,
    keeper: Keeper,
    opener: Opener,
    state: State,
    drafts: Drafts,
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
        let now = Now::read();
        let AppConfig {
            server,
            key,
            files,
            timing,
        } = config;
        let backend = BackendConfig {
            server: server.clone(),
            key: key.read()?,
            timing,
        };
        let (keeper, state) = Keeper::open(files, server, now);
        let remembered = keeper.remembered().cloned();
        let mut app = Self {
            backend: Backend::connect(backend, waker(ctx.clone()))?,
            key,
            keeper,
            opener: Opener::new(),
            state,
            drafts: Drafts::default(),
            quitting: false,
            quit_after_stop: false,
        };
        app.send(Command::Follow(remembered), now);
        Ok(app)
    }

    /// Takes in what has come, for as long as a frame may take. True if more waits.
    fn drain(&mut self, now: Now) -> bool {
        let started = Instant::now();
        while started.elapsed() < DRAIN_BUDGET {
            let Some(event) = self.backend.try_recv() else {
                return false;
            };
            self.handle_event(event, now);
        }
        true
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
            for event in command.not_sent(&problem) {
                self.handle_event(event, now);
            }
        }
    }

    fn dispatch(&mut self, intent: Intent, ctx: &Context, now: Now) {
        match intent {
            Intent::Do(action) => {
                self.act(action, now);
            }
            Intent::Open(source) => self.open(source, ctx, now),
            Intent::Export(what) => self.keeper.export(what, &mut self.state, ctx, now),
            Intent::Reconnect => self.reconnect(now),
            Intent::Quit => self.quitting = true,
            Intent::StopAndQuit => {
                let stop = ProvisioningAction::Session(SessionVerb::Stop);
                self.quit_after_stop = self.act(Action::Provisioning(stop), now);
            }
        }
    }

    fn open(&mut self, source: ListSource, ctx: &Context, now: Now) {
        if let Err(error) = self.opener.begin(source, ctx) {
            let why = format!("The file cannot be opened: {error}");
            self.import(ImportAction::Unreadable(why), now);
        }
    }

    fn import(&mut self, action: ImportAction, now: Now) {
        self.act(Action::Allowlist(AllowlistAction::Import(action)), now);
    }

    /// True if the worker has something to do for it.
    fn act(&mut self, action: Action, now: Now) -> bool {
        let command = self.state.handle_action(action, now);
        let asked = command.is_some();
        if let Some(command) = command {
            self.send(command, now);
        }
        asked
    }

    /// Opens the stream now, with the key as it is in its file now.
    fn reconnect(&mut self, now: Now) {
        match self.key.read() {
            Ok(key) => self.send(Command::Reconnect(key), now),
            Err(error) => {
                let text = error.to_string();
                self.state.notices.log(Severity::Error, text.clone(), now);
                self.state.notices.toast(text, now);
            }
        }
    }

    /// A window with an open session asks before it closes.
    fn guard_close(&mut self, ctx: &Context) {
        if self.quitting {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        let open = matches!(&self.state.provisioning.phase, Phase::Open(batch) if !batch.is_over() && !batch.interrupted);
        if ctx.input(|input| input.viewport().close_requested()) && open && !self.quitting {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.drafts.dialog = Some(Dialog::Quit);
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        let now = Now::read();
        if self.drain(now) {
            // The wakers of what waits are spent by this frame.
            ctx.request_repaint_after(COALESCE);
        }
        while let Some(list) = self.opener.opened() {
            self.import(list, now);
        }
        while let Some(command) = self.state.due(now) {
            self.send(command, now);
        }
        self.keeper.keep(&mut self.state, now);
        self.state.notices.expire_toast(now);
        self.guard_close(ctx);
        if let Some(tick) = self.state.next_tick(now) {
            ctx.request_repaint_after(tick);
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        let now = Now::read();
        for command in self.state.flush() {
            self.send(command, now);
        }
        if self.state.allowlist.is_changing() {
            self.backend.finish(LAST_CALLS);
        }
        self.keeper.record(&mut self.state, now);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let now = Now::read();
        // Unlike a pointer, a screen reader gives one frame for a press: what stands above the pressed thing needs another.
        if ui.input(|input| input.events.iter().any(is_accessibility_action)) {
            ui.ctx().request_repaint_after(COALESCE);
        }
        for intent in root_ui(ui, &self.state, &mut self.drafts, now) {
            self.dispatch(intent, ui.ctx(), now);
            ui.ctx().request_repaint_after(COALESCE);
        }
    }
}

fn is_accessibility_action(event: &egui::Event) -> bool {
    matches!(event, egui::Event::AccessKitActionRequest(_))
}

/// What the worker calls when there is something to see.
fn waker(ctx: Context) -> Waker {
    Arc::new(move || ctx.request_repaint_after(COALESCE))
}

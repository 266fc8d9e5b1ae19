//! The composition root: drains the worker's events into the state, draws it, and hands on what the person wants.

mod closing;
mod config;
mod connection;
mod keeper;
mod key_desk;
mod keys;
mod opener;
mod settings;
mod setup_keeper;
mod support;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{Context, Vec2};
use tokio::runtime::Runtime;

pub use config::{AppConfig, LogSink};
use keeper::Keeper;
use key_desk::KeyDesk;
use opener::Opener;
use setup_keeper::SetupKeeper;

use crate::{
    backend::{Backend, ServerUrl, Timing, Waker, scout::Scout},
    domain::clock::Now,
    messages::{Command, Event, Reply, SessionVerb},
    simulator::Simulator,
    state::{
        State,
        action::{Action, AllowlistAction, ImportAction, ProvisioningAction},
        notices::Severity,
    },
    store::{Files, keys::Found},
    ui::{Drafts, Intent, ListSource, Tab, root_ui, shows_connect, theme},
};

/// Draining stops here even if more events wait: the next frame takes them.
const DRAIN_BUDGET: Duration = Duration::from_millis(5);
/// How long a window that is closed waits for the last changes to reach the Pi.
const LAST_CALLS: Duration = Duration::from_secs(3);
/// One frame for all events that come within it (a plain `request_repaint` would draw two).
const COALESCE: Duration = Duration::from_millis(8);

/// The application.
pub struct App {
    ctx: Context,
    files: Files,
    timing: Timing,
    keys: KeyDesk,
    log: LogSink,
    scout: Scout,
    looks_around: bool,
    setup_keeper: SetupKeeper,
    opener: Opener,
    /// The Pi in use.
    line: Option<Line>,
    /// The simulated Pi of the demo, while it is in use.
    demo: Option<(Runtime, Simulator)>,
    state: State,
    drafts: Drafts,
    size: Option<Vec2>,
    /// The window may close although a session is open: the person has said so.
    quitting: bool,
    quit_after_stop: bool,
}

/// The Pi in use.
struct Line {
    server: ServerUrl,
    keeper: Keeper,
    /// `None` while the key is looked for.
    backend: Option<Backend>,
    /// What is to be done once there is a backend.
    waiting: Vec<Command>,
    key: Option<Found>,
}

impl App {
    /// Makes the window ready, and connects to the Pi if there is one.
    ///
    /// # Errors
    /// The key cannot be read, or the background threads cannot be started.
    pub fn new(ctx: &Context, config: AppConfig) -> anyhow::Result<Self> {
        theme::install(ctx);
        let now = Now::read();
        let AppConfig {
            server,
            keys,
            files,
            timing,
            configuration,
            complaints,
            looks_around,
            log,
        } = config;
        let mut state = State::new("", None, now);
        state.setup.configuration = configuration;
        state.setup.complaints = complaints;
        state.setup.paths.log.clone_from(&log.path);
        let setup_keeper = SetupKeeper::open(files.clone(), &mut state.setup, now);
        let tab = setup_keeper.window().tab;
        let tab = Tab::ALL
            .into_iter()
            .find(|known| Some(known.name()) == tab.as_deref());
        let mut app = Self {
            ctx: ctx.clone(),
            files,
            timing,
            keys: KeyDesk::new(keys),
            log,
            scout: Scout::new(waker(ctx.clone()))?,
            looks_around,
            setup_keeper,
            opener: Opener::new(),
            line: None,
            demo: None,
            state,
            drafts: Drafts::on(tab.unwrap_or_default()),
            size: None,
            quitting: false,
            quit_after_stop: false,
        };
        app.apply_look();
        let last_used = app.state.setup.profiles.first();
        let last_used = last_used.and_then(|profile| ServerUrl::parse(&profile.url).ok());
        if let Some(server) = server.or(last_used) {
            let files = app.files.clone();
            app.connect(server, files, now)?;
        }
        app.tell_complaints(now);
        Ok(app)
    }

    /// Takes in what has come, for as long as a frame may take. True if more waits.
    fn drain(&mut self, now: Now) -> bool {
        let started = Instant::now();
        while started.elapsed() < DRAIN_BUDGET {
            let backend = self.line.as_mut().and_then(|line| line.backend.as_mut());
            let Some(event) = backend.and_then(Backend::try_recv) else {
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

    fn dispatch(&mut self, intent: Intent, now: Now) {
        match intent {
            Intent::Do(action) => {
                self.act(action, now);
            }
            Intent::Open(source) => self.open(source, now),
            Intent::Export(what) => self.export(what, now),
            Intent::PrepareBundle => self.prepare_bundle(now),
            Intent::Reconnect => self.reconnect(now),
            Intent::Set(setting, text) => self.set(setting, &text, now),
            Intent::EnterKey => {
                self.drafts.tab = Tab::Settings;
                self.drafts.connect.is_open = false;
                self.drafts.settings.ask_for_key();
            }
            Intent::Key(intent) => self.handle_key(intent, now),
            Intent::Probe(address) => self.probe(&address),
            Intent::Connect(address) => self.connect_to(&address, now),
            Intent::Demo => self.demo(now),
            Intent::CheckConnection => self.check(),
            Intent::Quit => self.quitting = true,
            Intent::StopAndQuit => {
                let stop = ProvisioningAction::Session(SessionVerb::Stop);
                self.quit_after_stop = self.act(Action::Provisioning(stop), now);
            }
        }
    }

    fn open(&mut self, source: ListSource, now: Now) {
        if let Err(error) = self.opener.begin(source, &self.ctx) {
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

    /// Tells a person at once, and for later.
    fn tell(&mut self, severity: Severity, text: impl Into<String>, now: Now) {
        let text = text.into();
        self.state.notices.log(severity, text.clone(), now);
        self.state.notices.toast(text, now);
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        let now = Now::read();
        if self.drain(now) {
            // The wakers of what waits are spent by this frame.
            ctx.request_repaint_after(COALESCE);
        }
        self.take_findings(now);
        self.keep_zoom(ctx.zoom_factor(), now);
        while let Some(list) = self.opener.opened() {
            self.import(list, now);
        }
        while let Some(command) = self.state.due(now) {
            self.send(command, now);
        }
        if let Some(line) = &mut self.line {
            line.keeper.keep(&mut self.state, now);
        }
        self.setup_keeper.keep(&self.state.setup, now);
        self.state.notices.expire_toast(now);
        self.guard_close(ctx);
        if let Some(tick) = self.state.next_tick(now) {
            ctx.request_repaint_after(tick);
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.leave(Now::read());
        self.setup_keeper
            .close(&self.state.setup, self.drafts.tab, self.size);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let now = Now::read();
        self.size = Some(ui.content_rect().size() * ui.ctx().zoom_factor());
        // Unlike a pointer, a screen reader gives one frame for a press: what stands above the pressed thing needs another.
        if ui.input(|input| input.events.iter().any(is_accessibility_action)) {
            ui.ctx().request_repaint_after(COALESCE);
        }
        for intent in root_ui(ui, &self.state, &mut self.drafts, now) {
            self.dispatch(intent, now);
            ui.ctx().request_repaint_after(COALESCE);
        }
        let connects = shows_connect(&self.state, &self.drafts);
        self.scout.browse(connects && self.looks_around);
        if connects && self.state.has_pi() && self.state.setup.lights.is_none() {
            self.check();
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

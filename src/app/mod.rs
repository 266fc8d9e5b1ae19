//! The composition root: drains the worker's events into the state, draws it, and hands on what the person wants.

mod api_key;
mod apply_settings;
mod close_guard;
mod config;
mod connection;
mod console_persistence;
mod export;
mod intents;
mod jobs;
mod key_store;
mod kiosk_controller;
mod list_opener;
mod notifications;
mod pi_persistence;
mod support_bundle;
mod touch_scale;
mod wake_filter;
mod window_state;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{Context, Vec2};
use tokio::runtime::Runtime;

pub use config::{AppConfig, LogSink};
use console_persistence::ConsolePersistence;
use jobs::{JobAnswer, JobError, JobKind, Jobs};
use key_store::KeyStore;
use kiosk_controller::KioskController;
pub use notifications::{Notify, of_the_desktop as desktop_notifications};
use pi_persistence::PiPersistence;
use window_state::{SavedWindow as _, remembered};

use crate::{
    client::{
        ClientHandle, ServerUrl, Timing, Waker,
        discovery::{CheckId, Discovery, ProbeId},
    },
    domain::clock::Now,
    features::{State, allowlist::intent::ImportIntent, provisioning::batch_outcome::OutcomeWatch},
    messages::{Command, Event, Reply, SessionVerb},
    model::notices::Severity,
    shell::{UiState, root_ui, shows_connect},
    simulator::Simulator,
    storage::{Files, keys::Found},
    tr,
    ui::theme,
};

/// Draining stops here even if more events wait: the next frame takes them.
const DRAIN_BUDGET: Duration = Duration::from_millis(5);
/// How long a window that is closed waits for the last changes to reach the Pi.
const LAST_CALLS: Duration = Duration::from_secs(3);
/// How long the program waits at its end for exports and for the last calls to the Pi.
const EXIT_WAIT: Duration = Duration::from_secs(5);
/// One frame for all events that come within it (a plain `request_repaint` would draw two).
const COALESCE: Duration = Duration::from_millis(8);

/// The application.
pub struct App {
    ctx: Context,
    files: Files,
    timing: Timing,
    keys: KeyStore,
    log: LogSink,
    discovery: Discovery,
    looks_around: bool,
    /// The probe that a person asked for, until it is answered.
    probe: Option<ProbeId>,
    /// The check of the connect page, until it is answered.
    connection_check: Option<CheckId>,
    /// The check of "Test key", until it is answered.
    key_check: Option<CheckId>,
    console_persistence: ConsolePersistence,
    jobs: Jobs,
    /// The Pi in use.
    connection: Option<Connection>,
    /// The simulated Pi of the demo, while it is in use.
    demo: Option<(Runtime, Simulator)>,
    state: State,
    ui_state: UiState,
    kiosk_controller: KioskController,
    notify: Option<Notify>,
    batch_watch: OutcomeWatch,
    /// How much larger everything is drawn than the person has set, since the display is small and fingers are not.
    touch_zoom: f32,
    display_mm: Option<Vec2>,
    size: Option<Vec2>,
    /// Of the window that was closed last.
    size_before: Option<Vec2>,
    /// The window may close although a session is open: the person has said so.
    quitting: bool,
    quit_after_stop: bool,
}

/// The Pi in use.
struct Connection {
    server: ServerUrl,
    persistence: PiPersistence,
    /// `None` while the key is looked for.
    client: Option<ClientHandle>,
    /// What is to be done once there is a client.
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
            warnings,
            looks_around,
            local_pis,
            notify,
            log,
        } = config;
        let mut state = State::new("", None, now);
        state.settings.configuration = configuration;
        state.settings.warnings = warnings;
        state.settings.paths.log.clone_from(&log.path);
        let console_persistence = ConsolePersistence::open(files.clone(), &mut state, now);
        files.writer.set_waker({
            let ctx = ctx.clone();
            move || ctx.request_repaint_after(COALESCE)
        });
        let before = console_persistence.window();
        let tab = before.tab();
        let mut app = Self {
            ctx: ctx.clone(),
            files,
            timing,
            keys: KeyStore::new(keys),
            log,
            discovery: Discovery::new(waker(ctx.clone()))?,
            looks_around,
            probe: None,
            connection_check: None,
            key_check: None,
            console_persistence,
            jobs: Jobs::new(waker(ctx.clone())),
            connection: None,
            demo: None,
            state,
            ui_state: UiState::on(tab),
            kiosk_controller: KioskController::new(local_pis),
            notify,
            batch_watch: OutcomeWatch::default(),
            touch_zoom: 1.0,
            display_mm: touch_scale::size_in_millimetres(),
            size: None,
            size_before: before.sensible_size().map(Vec2::from),
            quitting: false,
            quit_after_stop: false,
        };
        app.apply_look();
        app.state.kiosk.has_pin = app.files.pin.is_set();
        match server.or_else(|| app.last_used()) {
            Some(server) => {
                let files = app.files.clone();
                app.connect(server, files, now)?;
            }
            None if app.state.settings.configuration.settings().kiosk.enabled => {
                app.wait_for_local_pi(now);
            }
            None => {}
        }
        app.state.provisioning.previous_filter = before.cards();
        app.ui_state.show_entries(before.entries());
        app.report_warnings(now);
        Ok(app)
    }

    /// The Pi that was used last. A kiosk looks for the one of its own computer anew: it may answer at its other port today.
    fn last_used(&self) -> Option<ServerUrl> {
        let last = ServerUrl::parse(&self.state.connect.profiles.first()?.url).ok()?;
        let is_kiosk = self.state.settings.configuration.settings().kiosk.enabled;
        (!is_kiosk || !last.is_loopback()).then_some(last)
    }

    /// Takes in what has come, for as long as a frame may take. True if more waits.
    fn drain(&mut self, now: Now) -> bool {
        let started = Instant::now();
        while started.elapsed() < DRAIN_BUDGET {
            let client = self
                .connection
                .as_mut()
                .and_then(|connection| connection.client.as_mut());
            let Some(event) = client.and_then(ClientHandle::try_recv) else {
                return false;
            };
            self.handle_event(event, now);
        }
        true
    }

    fn handle_event(&mut self, event: Event, now: Now) {
        if matches!(event, Event::Reply(Reply::Started(_))) {
            self.ui_state.provisioning.wipe_passphrase();
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

    fn handle_jobs(&mut self, now: Now) {
        while let Some((kind, result)) = self.jobs.try_recv() {
            self.handle_job(kind, result, now);
        }
    }

    fn handle_job(&mut self, kind: JobKind, result: Result<JobAnswer, JobError>, now: Now) {
        match (kind, result) {
            (_, Ok(JobAnswer::Key(answer))) => self.handle_key_answer(answer, now),
            (_, Ok(JobAnswer::List(list))) => self.import(list, now),
            (_, Ok(JobAnswer::Export(result))) => {
                self.export_done(&result.map_err(|error| error.to_string()), now);
            }
            (_, Ok(JobAnswer::Pin(answer))) => self.handle_pin_answer(answer, now),
            (_, Ok(JobAnswer::Nothing)) => {}
            (JobKind::Key, Err(error)) => self.handle_key_failure(&error, now),
            (JobKind::OpenList, Err(error)) => {
                let why = tr!("export-list-not-opened", why = error.to_string());
                self.import(ImportIntent::Unreadable(why), now);
            }
            (JobKind::Export, Err(error)) => self.export_done(&Err(error.to_string()), now),
            (JobKind::Pin, Err(error)) => {
                self.state.kiosk.pin.is_checked = false;
                self.tell(Severity::Error, error.to_string(), now);
            }
            (JobKind::Disconnect | JobKind::Notify, Err(error)) => {
                tracing::warn!(%error, ?kind, "a background job failed");
            }
        }
    }

    fn take_request_log(&mut self) {
        let connection = self.connection.as_ref();
        if let Some(client) = connection.and_then(|connection| connection.client.as_ref()) {
            let (entries, dropped) = client.take_request_log();
            self.state.diagnostics.add_requests(entries, dropped);
        }
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
        self.take_request_log();
        self.take_discovery_events(now);
        self.tend_kiosk(now);
        self.watch_batch(ctx.input(|input| input.focused));
        self.keep_zoom(ctx.zoom_factor(), now);
        self.handle_jobs(now);
        while let Some(command) = self.state.due(now) {
            self.send(command, now);
        }
        if let Some(connection) = &mut self.connection {
            connection.persistence.keep(&mut self.state, now);
        }
        self.console_persistence.keep(&mut self.state, now);
        self.state.notices.expire_toast(now);
        self.guard_close(ctx, now);
        if let Some(tick) = self.state.next_tick(now) {
            ctx.request_repaint_after(tick);
        }
    }

    fn raw_input_hook(&mut self, _ctx: &Context, raw: &mut egui::RawInput) {
        self.guard_touch(raw);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.leave(Now::read());
        self.jobs.finish(EXIT_WAIT);
        let memory = remembered(&self.state, &self.ui_state, self.size);
        self.console_persistence
            .close(&self.state.connect.profiles, memory);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let now = Now::read();
        // A kiosk has the size of its display: that of the window stays as it was.
        self.size = if self.state.settings.configuration.settings().kiosk.enabled {
            self.size_before
        } else {
            Some(ui.content_rect().size() * ui.ctx().zoom_factor())
        };
        self.fit_display(ui);
        self.dress_window(ui.ctx());
        // Unlike a pointer, a screen reader gives one frame for a press: what stands above the pressed thing needs another.
        if ui.input(|input| input.events.iter().any(is_accessibility_action)) {
            ui.ctx().request_repaint_after(COALESCE);
        }
        for intent in root_ui(ui, &self.state, &mut self.ui_state, now) {
            self.handle_intent(intent, now);
            ui.ctx().request_repaint_after(COALESCE);
        }
        let connects = shows_connect(&self.state, &self.ui_state);
        self.discovery.browse(connects && self.looks_around);
        if connects && self.state.has_pi() && self.state.connect.check_report.is_none() {
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::{
        configuration::{Configuration, Origin},
        settings::{KeyboardChoice, LogLevel, Setting, ThemeChoice},
    };

    fn app(configuration: Configuration, files: Files) -> App {
        let config = AppConfig {
            // Nobody answers there.
            server: Some(ServerUrl::parse("http://127.0.0.1:1").unwrap()),
            configuration,
            files,
            ..AppConfig::default()
        };
        App::new(&Context::default(), config).unwrap()
    }

    #[test]
    fn two_exports_that_end_in_the_same_frame_are_both_reported() {
        let directory = tempfile::tempdir().unwrap();
        let files = Files {
            exports_into: Some(directory.path().to_owned()),
            ..Files::default()
        };
        let mut app = app(Configuration::default(), files);
        let now = Now::read();
        app.export(crate::ui::Export::Requests, now);
        app.export(crate::ui::Export::Allowlist, now);
        app.jobs.wait_for_answers();
        app.handle_jobs(now);
        let saved = app.state.notices.newest_first();
        let saved = saved.filter(|notice| notice.text.starts_with("Saved as"));
        assert_eq!(saved.count(), 2);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_locked_kiosk_does_not_change_features_log_level_and_keyboard() {
        let mut configuration = Configuration::default();
        let applied = configuration.apply(Origin::CommandLine, Setting::Kiosk, "true");
        assert_eq!(applied, Ok(()));
        let mut app = app(configuration, Files::default());
        let now = Now::read();
        let set_all = |app: &mut App| {
            app.set(Setting::Allowlist, "false", now);
            app.set(Setting::V1Api, "false", now);
            app.set(Setting::LogLevel, "trace", now);
            app.set(Setting::Keyboard, "off", now);
            app.set(Setting::Theme, "light", now);
        };
        set_all(&mut app);
        let settings = app.state.settings.configuration.settings().clone();
        assert!(settings.features.allowlist && settings.features.v1_api);
        assert_eq!(settings.log_level, LogLevel::default());
        assert_eq!(settings.keyboard, KeyboardChoice::default());
        assert_eq!(settings.theme, ThemeChoice::Light, "anybody may choose it");
        app.state.kiosk.unlock(now);
        set_all(&mut app);
        let settings = app.state.settings.configuration.settings();
        assert!(!settings.features.allowlist && !settings.features.v1_api);
        assert_eq!(settings.keyboard, KeyboardChoice::Off);
    }
}

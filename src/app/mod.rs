//! The application: drains the events of the client into the state, draws it, and carries out what
//! the person asks for.

mod alt_gr;
mod api_key;
mod appearance;
mod close_guard;
mod connect;
mod connection;
mod console_persistence;
mod crash_file;
mod event_pace;
mod export;
mod finder;
mod frame_timer;
mod jobs;
mod key_store;
mod kiosk_controller;
mod list_opener;
mod notifications;
mod pi_persistence;
mod process_memory;
mod process_requests;
mod scan_filter;
mod scanner_suffix;
mod sounds;
mod support_bundle;
mod touch_scale;
mod wake_filter;
mod window_state;

use std::{
    fmt, io, mem,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{Context, RawInput, Vec2, ViewportCommand};

pub use api_key::key_source_error;
use appearance::Appearance;
pub use appearance::language;
use close_guard::CloseGuard;
use connection::Connection;
use console_persistence::ConsolePersistence;
use event_pace::{COALESCE, EventPace};
use finder::Finder;
pub use finder::server_url;
use frame_timer::FrameTimer;
use jobs::{JobAnswer, JobError, JobKind, Jobs};
use key_store::KeyStore;
use kiosk_controller::{KioskController, PinAnswer, pin_error, set_full_screen};
use list_opener::open_list;
use notifications::Notifications;
pub use notifications::{Notify, of_the_desktop as desktop_notifications};
pub use process_requests::{ProcessRequest, ProcessRequests};
use scan_filter::{ScanFilter, Takes};
use scanner_suffix::ScannerSuffix;
pub use sounds::Player;
use sounds::Sounds;
pub use window_state::USUAL_SIZE;
use window_state::{SavedWindow as _, remembered};

use crate::{
    client::{CaCertificates, ServerUrl, Timing, Waker},
    domain::{
        clock::{ClockWatch, Now},
        configuration::{Configuration, ConfigurationWarning},
        scan::Scan,
        settings::{LogLevel, Setting, Settings},
        sound::Sound,
    },
    features::{
        State,
        allowlist::{
            intent::{AllowlistIntent, ImportIntent},
            list_reader::{List, ListError},
            view::mac_field,
        },
        connect::intent::ConnectIntent,
        intent::Intent,
        kiosk::{intent::KioskIntent, state::DisplayState},
        provisioning::intent::ProvisioningIntent,
        recovery::intent::RecoveryIntent,
        settings::{
            intent::{KeyIntent, SettingsIntent},
            state::SoundProblem,
        },
    },
    i18n,
    messages::{Event, Reply, SessionVerb},
    model::notices::Severity,
    shell::{
        UiState, root_ui,
        scan::{ScanAnswer, handle_scan},
        shows_connect,
    },
    storage::{Files, keys::Keys},
    tr,
    ui::{
        Request, Tab,
        rectangles::{self, Rectangles},
        theme,
        widgets::field::{self, search_field_id},
    },
};

/// The time budget for draining events per frame: the next frame takes the rest.
const DRAIN_BUDGET: Duration = Duration::from_millis(5);
/// The longest time between two drains: events that need no frame must not fill the queue.
const DRAIN_INTERVAL: Duration = Duration::from_mins(10);
/// How long the program waits on exit for exports and for the last calls to the Pi.
const EXIT_WAIT: Duration = Duration::from_secs(5);
/// The width of the texture of glyphs in pixels.
const GLYPH_TEXTURE: usize = 2048;

/// The configuration of the window at its start.
#[derive(Clone, Default)]
pub struct AppConfig {
    /// The Pi; `None`: the one used last, or the person is asked.
    pub server: Option<ServerUrl>,
    /// Begins with a simulated Pi instead.
    pub demo: bool,
    pub keys: Keys,
    pub files: Files,
    /// The time-outs of the connection.
    pub timing: Timing,
    /// The certificates of the CA file.
    pub extra_cas: CaCertificates,
    pub configuration: Configuration,
    /// Warnings about the settings.
    pub warnings: Vec<ConfigurationWarning>,
    /// Whether this network may be browsed for Pis.
    pub looks_around: bool,
    /// Where a kiosk looks for the Pi of its own computer, in this order.
    pub local_pis: Vec<ServerUrl>,
    /// Shows notifications on the desktop.
    pub notify: Option<Notify>,
    /// Plays sounds.
    pub player: Option<Player>,
    pub log: LogSink,
    /// What other processes ask of this window.
    pub process_requests: ProcessRequests,
}

/// The log of pidash itself.
#[derive(Clone, Default)]
pub struct LogSink {
    pub path: Option<PathBuf>,
    pub set_level: Option<Arc<dyn Fn(LogLevel) + Send + Sync>>,
}

impl fmt::Debug for LogSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogSink")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// The application.
pub struct App {
    ctx: Context,
    scanner_suffix: ScannerSuffix,
    scan_filter: ScanFilter,
    /// Codes that were scanned and are not handled yet.
    scans: Vec<Scan>,
    state: State,
    ui_state: UiState,
    files: Files,
    log: LogSink,
    /// The Pi in use.
    connection: Option<Connection>,
    event_pace: EventPace,
    finder: Finder,
    keys: KeyStore,
    kiosk: KioskController,
    appearance: Appearance,
    persistence: ConsolePersistence,
    jobs: Jobs,
    notifications: Notifications,
    sounds: Sounds,
    close_guard: CloseGuard,
    clock_watch: ClockWatch,
    process_requests: ProcessRequests,
    started_at: Instant,
    /// Measures frames while the performance overlay is open.
    frame_timer: Option<FrameTimer>,
}

impl App {
    /// Prepares the window, and connects to the Pi if there is one.
    ///
    /// # Errors
    /// The key cannot be read, or the background threads cannot be started.
    pub fn new(ctx: &Context, config: AppConfig) -> anyhow::Result<Self> {
        theme::install(ctx);
        ctx.add_plugin(Rectangles::default());
        let now = Now::read();
        let AppConfig {
            server,
            demo,
            keys,
            files,
            timing,
            extra_cas,
            configuration,
            warnings,
            looks_around,
            local_pis,
            notify,
            player,
            log,
            process_requests,
        } = config;
        process_requests.set_waker(waker(ctx.clone()));
        let mut state = State::new("", None, now);
        state.settings.configuration = configuration;
        state.settings.warnings = warnings;
        state.settings.paths.log.clone_from(&log.path);
        state.kiosk.has_pin = files.pin.is_set();
        state.settings.sound_problem = player.is_none().then_some(SoundProblem::NoPlayer);
        let persistence = ConsolePersistence::open(files.clone(), &mut state, now);
        files.writer.set_waker({
            let ctx = ctx.clone();
            move || ctx.request_repaint_after(COALESCE)
        });
        let window = persistence.window();
        let mut app = Self {
            ctx: ctx.clone(),
            scanner_suffix: ScannerSuffix::default(),
            scan_filter: ScanFilter::default(),
            scans: Vec::new(),
            state,
            ui_state: UiState::on(window.tab()),
            log,
            connection: None,
            event_pace: EventPace::default(),
            finder: Finder::new(waker(ctx.clone()), timing, extra_cas, looks_around)?,
            keys: KeyStore::new(keys),
            kiosk: KioskController::new(local_pis, files.pin.clone()),
            appearance: Appearance::new(window.sensible_size().map(Vec2::from)),
            persistence,
            jobs: Jobs::new(waker(ctx.clone())),
            notifications: Notifications::new(notify),
            sounds: Sounds::new(player),
            close_guard: CloseGuard::default(),
            clock_watch: ClockWatch::default(),
            process_requests,
            files,
            started_at: now.instant,
            frame_timer: None,
        };
        app.appearance.apply(ctx, app.settings());
        if demo {
            app.demo(None, now);
        } else if let Some(server) = server.or_else(|| app.last_used()) {
            let files = app.files.clone();
            app.connect(server, files, None, now)?;
        } else if app.state.is_kiosk() {
            app.kiosk.wait_for_local_pi(&mut app.state.kiosk, now);
        }
        app.state.provisioning.previous_filter = window.cards();
        app.ui_state.show_entries(window.entries());
        app.ui_state.provisioning.show_as(window.cameras_as());
        // Logged once; the settings tab keeps showing them.
        for warning in app.state.settings.warnings.clone() {
            let text = i18n::configuration_warning(&warning);
            app.report(Severity::Warning, text, now);
        }
        Ok(app)
    }

    /// What the window shows.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Events of the client that the window has not taken yet.
    #[must_use]
    pub fn queued_events(&self) -> usize {
        let connection = self.connection.as_ref();
        connection.map_or(0, Connection::queued_events)
    }

    fn settings(&self) -> &Settings {
        self.state.settings.configuration.settings()
    }

    /// The Pi that was used last. A kiosk probes for the one of its own computer instead: it may
    /// answer at its other port today.
    fn last_used(&self) -> Option<ServerUrl> {
        let last = ServerUrl::parse(&self.state.connect.profiles.first()?.url).ok()?;
        (!self.state.is_kiosk() || !last.is_loopback()).then_some(last)
    }

    /// Handles queued events within the time budget of a frame. True if more are queued.
    fn drain(&mut self, now: Now) -> bool {
        let started = Instant::now();
        let mut is_first = true;
        while started.elapsed() < DRAIN_BUDGET {
            let connection = self.connection.as_mut();
            let Some(event) = connection.and_then(Connection::try_recv) else {
                return false;
            };
            if mem::take(&mut is_first) {
                self.event_pace.note_frame(now.instant);
            }
            self.handle_event(event, now);
        }
        true
    }

    /// Wakes the window for events of the Pi.
    fn event_waker(&self) -> Waker {
        let (ctx, pace) = (self.ctx.clone(), self.event_pace.clone());
        Arc::new(move || ctx.request_repaint_after(pace.wait(Instant::now())))
    }

    fn handle_event(&mut self, event: Event, now: Now) {
        if let Event::Reply(Reply::Started(result)) = &event
            && !result.as_ref().is_err_and(|problem| problem.retryable)
        {
            self.ui_state.provisioning.wipe_passphrase();
        }
        self.close_guard.handle_event(&event);
        if let Some(command) = self.state.handle_event(event, now) {
            self.send(command, now);
        }
    }

    fn handle_process_requests(&mut self) {
        for request in self.process_requests.take() {
            match request {
                ProcessRequest::Raise(request) => {
                    process_requests::bring_to_front(&self.ctx);
                    request.done();
                }
                ProcessRequest::Close => self.close_guard.confirm(),
            }
        }
    }

    fn handle_jobs(&mut self, now: Now) {
        while let Some((kind, result)) = self.jobs.try_recv() {
            match result {
                Ok(answer) => self.handle_job_answer(answer, now),
                Err(error) => self.handle_job_error(kind, &error, now),
            }
        }
    }

    fn handle_job_answer(&mut self, answer: JobAnswer, now: Now) {
        match answer {
            JobAnswer::Key(answer) => self.handle_key_answer(answer, now),
            JobAnswer::List(list) => self.preview_list(list, now),
            JobAnswer::Export(result) => {
                let result = result.map_err(|error| i18n::system_error(error.kind()));
                self.export_done(&result, now);
            }
            JobAnswer::Pin(answer) => self.handle_pin_answer(answer, now),
            JobAnswer::Sound(result) => self.sound_ended(&result),
            JobAnswer::Nothing => {}
        }
    }

    fn handle_job_error(&mut self, kind: JobKind, error: &JobError, now: Now) {
        match kind {
            JobKind::Key => self.handle_key_failure(error, now),
            JobKind::OpenList => {
                let error = ListError::NotOpened(error.to_string());
                self.preview_list(Err(error), now);
            }
            JobKind::Export => self.export_done(&Err(error.to_string()), now),
            JobKind::Pin => {
                self.state.kiosk.pin.is_checked = false;
                self.report(Severity::Error, error.to_string(), now);
            }
            JobKind::Sound => self.sound_ended(&Err(io::Error::other(error.to_string()))),
            JobKind::Disconnect | JobKind::Notify => {
                tracing::warn!(%error, ?kind, "a background job failed");
            }
        }
    }

    fn sound_ended(&mut self, result: &io::Result<()>) {
        if let Err(error) = result {
            tracing::info!(%error, "a sound was not played");
        }
        self.state.settings.sound_problem = result.is_err().then_some(SoundProblem::NotPlayed);
        self.sounds.ended(&mut self.jobs);
    }

    fn handle_pin_answer(&mut self, answer: PinAnswer, now: Now) {
        let kiosk = &mut self.state.kiosk;
        match answer {
            PinAnswer::Checked(Ok(true)) => self.unlock(now),
            PinAnswer::Checked(Ok(false)) => kiosk.pin_was_wrong(now),
            PinAnswer::Checked(Err(error)) => {
                kiosk.pin.is_checked = false;
                self.report(Severity::Error, pin_error(&error), now);
            }
            PinAnswer::Saved(is_set, saved) => {
                kiosk.has_pin = is_set;
                match saved {
                    Ok(()) if is_set => self.report(Severity::Good, tr!("kiosk-pin-set"), now),
                    Ok(()) => self.report(Severity::Info, tr!("kiosk-pin-removed"), now),
                    Err(error) => self.report(Severity::Error, pin_error(&error), now),
                }
            }
        }
    }

    /// Takes what a scanner types out of the input, wherever it does not belong to a text field.
    fn filter_scans(&mut self, ctx: &Context, raw: &mut RawInput) {
        let now = Now::read();
        let settings = self.settings();
        let display = self.state.kiosk.display_state(settings.kiosk, now);
        let has_focus = |field| ctx.memory(|memory| memory.has_focus(field));
        let takes = if !settings.scanner {
            Takes::Nothing
        } else if !ctx.text_edit_focused() || display == DisplayState::Black {
            // Nobody sees what is typed on a black display.
            Takes::All
        } else if has_focus(search_field_id()) || has_focus(field::id_of(tr!("start-ssid"))) {
            Takes::Known
        } else {
            Takes::Nothing
        };
        let scans = self.scan_filter.filter(&mut raw.events, takes, now.instant);
        self.scans.extend(scans);
    }

    fn handle_scans(&mut self, ctx: &Context, now: Now) {
        for scan in std::mem::take(&mut self.scans) {
            let has_dialog = ctx.memory(|memory| memory.top_modal_layer().is_some());
            let (answer, intents) =
                handle_scan(scan, &self.state, &mut self.ui_state, has_dialog, now);
            for intent in intents {
                self.handle_intent(intent, now);
            }
            self.answer_scan(answer, now);
        }
    }

    /// Says whether a code was taken.
    fn answer_scan(&mut self, answer: ScanAnswer, now: Now) {
        self.state.kiosk.wake(now);
        self.ui_state.leave_glance();
        self.ui_state.scan.flash(answer.is_taken, now);
        let settings = self.state.settings.configuration.settings();
        let sound = if answer.is_taken {
            Sound::ScanTaken
        } else {
            Sound::ScanNotTaken
        };
        self.sounds.play_if_on(sound, settings, &mut self.jobs);
        match answer.text {
            Some(text) => self.state.notices.toast(text, now),
            None => self.state.notices.toast = None,
        }
    }

    /// Carries out intents that need more than the state; the state handles the rest.
    fn handle_intent(&mut self, intent: Intent, now: Now) {
        match intent {
            Intent::Request(request) => self.handle_request(request, now),
            Intent::Connect(ConnectIntent::Probe(address)) => {
                self.finder.probe(&address, &mut self.state.connect);
            }
            Intent::Connect(ConnectIntent::Connect(address)) => self.connect_to(&address, now),
            Intent::Connect(ConnectIntent::Demo(scenario)) => self.demo(scenario, now),
            Intent::Connect(ConnectIntent::Check) => self.check_connection(),
            Intent::Settings(SettingsIntent::Set(setting, text)) => self.set(setting, &text, now),
            Intent::Settings(SettingsIntent::Key(intent)) => self.handle_key(intent, now),
            Intent::Settings(SettingsIntent::Play(sound)) => {
                self.sounds.play(sound, &mut self.jobs);
            }
            Intent::Kiosk(KioskIntent::Unlock) => self.unlock(now),
            Intent::Kiosk(KioskIntent::TryPin(pin)) => {
                let kiosk = &mut self.state.kiosk;
                self.kiosk.check_pin(pin, kiosk, &mut self.jobs, now);
            }
            Intent::Kiosk(KioskIntent::SetPin(pin)) => self.kiosk.save_pin(pin, &mut self.jobs),
            Intent::Allowlist(AllowlistIntent::OpenList(source)) => {
                open_list(source, &mut self.jobs);
            }
            intent => {
                self.apply(intent, now);
            }
        }
    }

    fn handle_request(&mut self, request: Request, now: Now) {
        match request {
            Request::Export(export) => self.export(export, now),
            Request::Reconnect => self.reconnect(now),
            Request::EnterKey => {
                self.ui_state.show_tab(Tab::Settings);
                self.ui_state.settings.ask_for_key();
            }
            Request::SaveKey(key) => {
                let place = self.state.settings.key.usual_place();
                self.handle_key(KeyIntent::Keep(key, place), now);
            }
            Request::ShowTab(tab) => self.ui_state.show_tab(tab),
            Request::ShowGlance => self.ui_state.open_glance(),
            Request::TogglePerformance => self.ui_state.performance.toggle(),
            Request::ShowCamera(mac) => self.ui_state.show_camera(mac),
            Request::ShowConnect => self.ui_state.connect.is_open = true,
            Request::ShowPastSessions => {
                self.ui_state.show_past_sessions();
                self.apply(Intent::Recovery(RecoveryIntent::ReadHistory), now);
            }
            Request::NewSession(ssid) => {
                self.ui_state.provisioning.prefill(&ssid);
                // What is missing is the passphrase.
                let field = field::id_of(tr!("start-passphrase"));
                self.ui_state.commands.focus_field(field);
                self.apply(Intent::Provisioning(ProvisioningIntent::Leave), now);
            }
            Request::PrepareBundle => {
                let bundle = support_bundle::prepare(&self.state, now);
                self.state.diagnostics.bundle = Some(bundle);
            }
            Request::ToggleFullScreen => {
                let is_full = self.ctx.input(|input| input.viewport().fullscreen);
                set_full_screen(&self.ctx, is_full != Some(true));
            }
            Request::AskToClose => self.ctx.send_viewport_cmd(ViewportCommand::Close),
            Request::Quit => self.close_guard.confirm(),
            Request::StopAndQuit => {
                let stop = ProvisioningIntent::Session(SessionVerb::Stop);
                // Before the command: an answer that it cannot be sent comes at once.
                self.close_guard.close_after_stop(true);
                if !self.apply(Intent::Provisioning(stop), now) {
                    self.close_guard.close_after_stop(false);
                }
            }
            request @ (Request::Toast(_)
            | Request::DismissToast
            | Request::ShowEventLog(_)
            | Request::ShowSession(_)
            | Request::WritePositions { .. }
            | Request::AddToAllowlist(_)) => {
                self.apply(Intent::Request(request), now);
            }
        }
    }

    /// Passes an intent to the state. True if it sent a command to the client.
    fn apply(&mut self, intent: Intent, now: Now) -> bool {
        let command = self.state.handle_intent(intent, now);
        let is_sent = command.is_some();
        if let Some(command) = command {
            self.send(command, now);
        }
        is_sent
    }

    fn preview_list(&mut self, list: Result<List, ListError>, now: Now) {
        let preview = AllowlistIntent::Import(ImportIntent::Preview(list));
        self.apply(Intent::Allowlist(preview), now);
    }

    fn unlock(&mut self, now: Now) {
        self.state.kiosk.unlock(now);
        self.ui_state.kiosk_is_open();
    }

    fn check_connection(&mut self) {
        if let Some(connection) = &self.connection {
            self.finder.check(connection, &mut self.state);
        }
    }

    /// Changes a setting now and for the next start.
    fn set(&mut self, setting: Setting, text: &str, now: Now) {
        if setting.needs_unlocked_kiosk() && self.state.is_locked(now) {
            self.report(Severity::Info, tr!("kiosk-locked"), now);
            return;
        }
        let features = self.state.settings.features();
        let configuration = &mut self.state.settings.configuration;
        if let Err(error) = self.persistence.set(setting, text, configuration) {
            let why = i18n::setting_error(&error);
            let text = tr!("settings-not-set", setting = setting.key(), why = why);
            self.report(Severity::Warning, text, now);
        }
        match setting {
            Setting::Theme | Setting::Zoom | Setting::Gloves | Setting::Language => {
                self.appearance.apply(&self.ctx, self.settings());
            }
            Setting::LogLevel => {
                if let Some(set_level) = &self.log.set_level {
                    set_level(self.settings().log_level);
                }
            }
            Setting::BatchProvisioning
            | Setting::Allowlist
            | Setting::SessionRecovery
            | Setting::WebsocketMonitor
            | Setting::V1Api => {
                for command in self.state.features_changed(features) {
                    self.send(command, now);
                }
            }
            Setting::Kiosk => {
                // The person who has just switched the kiosk on is not locked in.
                self.state.kiosk.unlock(now);
                set_full_screen(&self.ctx, self.state.is_kiosk());
                self.appearance.apply(&self.ctx, self.settings());
            }
            // These are read when they are needed.
            Setting::Server
            | Setting::ApiKeyFile
            | Setting::CaFile
            | Setting::Notify
            | Setting::Sound
            | Setting::Keyboard
            | Setting::KeepPassphrase
            | Setting::TryOneFirst
            | Setting::Scanner
            | Setting::DimAfter
            | Setting::BlackAfter
            | Setting::GlanceAfter => {}
        }
    }

    /// Saves the zoom that was set with keys, unless it is overridden from outside.
    fn save_zoom(&mut self, ctx: &Context, now: Now) {
        let Some(zoom) = self.appearance.changed_zoom(ctx, self.settings()) else {
            return;
        };
        if self
            .state
            .settings
            .configuration
            .is_overridden(Setting::Zoom)
        {
            self.appearance.apply(ctx, self.settings());
        } else {
            self.set(Setting::Zoom, &zoom.to_string(), now);
        }
    }

    fn report(&mut self, severity: Severity, text: impl Into<String>, now: Now) {
        report(&mut self.state, severity, text, now);
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        let now = Now::read();
        self.begin_frame(ctx, frame, now);
        if let Some(jump) = self.clock_watch.check(now)
            && self.connection.is_some()
        {
            let command = self.state.handle_clock_jump(jump, now);
            self.send(command, now);
        }
        if self.drain(now) {
            // The wakers of the remaining events have already caused their frame: this one.
            ctx.request_repaint_after(COALESCE);
        }
        self.note_events();
        if let Some(connection) = &self.connection {
            let (entries, dropped) = connection.take_request_log();
            self.state.diagnostics.add_requests(entries, dropped);
        }
        self.handle_discovery(now);
        self.handle_jobs(now);
        self.handle_process_requests();
        self.handle_scans(ctx, now);
        // Not in the hook: egui forgets what is requested before the frame has begun.
        if let Some(left) = self.scan_filter.due(now.instant) {
            ctx.request_repaint_after(left.max(COALESCE));
        }
        self.kiosk.update(&mut self.state, &mut self.finder, now);
        let is_in_front = ctx.input(|input| input.focused);
        let plays_sounds = self.sounds.has_player();
        self.notifications
            .update(&self.state, is_in_front, plays_sounds, &mut self.jobs);
        let settings = self.state.settings.configuration.settings();
        let batch = self.state.provisioning.batch();
        self.sounds.update(batch, settings, &mut self.jobs, now);
        self.save_zoom(ctx, now);
        if let Some(left) = self.ui_state.provisioning.expire_passphrase(now) {
            ctx.request_repaint_after(left);
        }
        while let Some(command) = self.state.due(now) {
            self.send(command, now);
        }
        if let Some(connection) = &mut self.connection {
            connection.persistence.keep(&mut self.state, now);
        }
        self.persistence.keep(&mut self.state, now);
        self.state.prepare_frame();
        self.state.notices.expire_toast(now);
        self.close_guard
            .update(ctx, &mut self.state, &mut self.ui_state, now);
        let kiosk = self.settings().kiosk;
        let is_dark = self.state.kiosk.display_state(kiosk, now) == DisplayState::Black;
        if let Some(connection) = &self.connection {
            connection.set_dark(is_dark);
        }
        let ticks = [self.state.next_tick(now), self.kiosk.next_tick(now)];
        let tick = ticks
            .into_iter()
            .flatten()
            .fold(DRAIN_INTERVAL, Duration::min);
        ctx.request_repaint_after(tick.max(COALESCE));
    }

    fn raw_input_hook(&mut self, ctx: &Context, raw: &mut RawInput) {
        // The glyphs of large texts are kept in a texture, which is otherwise as wide as possible.
        raw.max_texture_side = raw.max_texture_side.map(|side| side.min(GLYPH_TEXTURE));
        alt_gr::ctrl_alt_is_alt_gr(&mut raw.events);
        self.filter_scans(ctx, raw);
        let is_in_field = ctx.memory(|memory| memory.has_focus(mac_field()));
        let time = raw.time.unwrap_or_default();
        self.scanner_suffix
            .tab_is_enter(&mut raw.events, time, is_in_field);
        self.kiosk.filter_input(raw, &mut self.state);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        rectangles::clear_color(&self.ctx, visuals).to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.leave(Now::read());
        self.sounds.stop();
        self.jobs.finish(EXIT_WAIT);
        let window = remembered(&self.state, &self.ui_state, self.appearance.window_size());
        self.persistence.close(&self.state.connect, window);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let now = Now::read();
        self.appearance
            .fit(ui, self.state.settings.configuration.settings());
        self.kiosk.adjust_window(ui.ctx(), self.state.is_kiosk());
        // A screen reader gives one frame for a press, a pointer several: what is above the pressed
        // widget needs another.
        if ui.input(|input| input.events.iter().any(is_accessibility_action)) {
            ui.ctx().request_repaint_after(COALESCE);
        }
        self.begin_layout(ui);
        for intent in root_ui(ui, &self.state, &mut self.ui_state, now) {
            self.handle_intent(intent, now);
            ui.ctx().request_repaint_after(COALESCE);
        }
        self.ui_state.provisioning.frame_done();
        let shows_connect = shows_connect(&self.state, &self.ui_state);
        self.finder.browse(shows_connect);
        if shows_connect && self.state.has_pi() && self.state.connect.check_report.is_none() {
            self.check_connection();
        }
        self.end_layout(ui);
    }
}

/// Reports something in a toast and in the event log.
fn report(state: &mut State, severity: Severity, text: impl Into<String>, now: Now) {
    let text = text.into();
    state.notices.log(severity, text.clone(), now);
    state.notices.toast(text, now);
}

fn is_accessibility_action(event: &egui::Event) -> bool {
    matches!(event, egui::Event::AccessKitActionRequest(_))
}

/// Wakes the window from background threads.
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
            // Nothing listens there.
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
        app.export(crate::ui::Export::Allowlist(Vec::new()), now);
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

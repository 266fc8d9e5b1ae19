//! What surrounds every feature: sidebar, header, event log, toasts, commands and the on-screen
//! keyboard. Draws the state and returns what the person asks for; changes nothing itself.

mod areas;
pub(crate) mod camera_log;
pub(crate) mod commands;
mod cx;
pub(crate) mod event_log_panel;
mod glance;
pub(crate) mod header;
pub(crate) mod link_banner;
pub(crate) mod on_screen_keyboard;
pub(crate) mod performance;
mod quit_dialog;
pub(crate) mod router;
pub(crate) mod scan;
pub(crate) mod sidebar;
pub(crate) mod start_page;
pub(crate) mod toast;

use egui::{CentralPanel, Frame, Margin, Rect, Ui};

use crate::{
    domain::{clock::Now, key_place::KeyPlace, mac::MacAddr, settings::KeyboardChoice},
    features::{
        State,
        allowlist::{self, intent::AllowlistIntent, table::EntryFilter, view::AllowlistUiState},
        connect::view::ConnectUiState,
        diagnostics::{self, intent::DiagnosticsIntent, view::DiagnosticsUiState},
        intent::Intent,
        kiosk::{self, state::DisplayState, view::KioskUiState},
        monitor::{self, view::MonitorUiState},
        provisioning::{self, view::ProvisioningUiState},
        recovery::{self, intent::RecoveryIntent, view::RecoveryUiState},
        settings::view::{SettingsUiState, key_section::outcome_text},
    },
    shell::{
        areas::{AreaRects, AreasUiState},
        camera_log::CameraLogUiState,
        commands::CommandsUiState,
        event_log_panel::EventLogUiState,
        glance::GlanceUiState,
        on_screen_keyboard::KeyboardUiState,
        performance::PerformanceUiState,
    },
    tr,
    ui::{
        Request, Tab,
        theme::{Density, MARGIN},
        widgets::key_entry::{KeyEntry, KeyProgress},
    },
};
use cx::ShellCx;

/// A lower window needs the room of a wide margin for its page.
const MIN_HEIGHT_WITH_MARGIN: f32 = 600.0;

/// What the person is typing and looking at. Nothing else depends on it.
#[derive(Debug, Default)]
pub struct UiState {
    pub provisioning: ProvisioningUiState,
    pub tab: Tab,
    /// Whether the window is to be closed while something is running.
    pub asks_to_quit: bool,
    pub connect: ConnectUiState,
    pub settings: SettingsUiState,
    pub(crate) diagnostics: DiagnosticsUiState,
    pub(crate) allowlist: AllowlistUiState,
    pub(crate) recovery: RecoveryUiState,
    pub(crate) monitor: MonitorUiState,
    pub(crate) commands: CommandsUiState,
    pub(crate) areas: AreasUiState,
    pub(crate) keyboard: KeyboardUiState,
    pub(crate) event_log: EventLogUiState,
    pub(crate) camera_log: CameraLogUiState,
    glance: GlanceUiState,
    pub performance: PerformanceUiState,
    pub(crate) kiosk: KioskUiState,
    pub(crate) toast: toast::ToastUiState,
    pub(crate) scan: scan::ScanUiState,
    /// The API key that is typed into the panel of a problem.
    key_entry: KeyEntry,
}

impl UiState {
    #[must_use]
    pub fn on(tab: Tab) -> Self {
        Self {
            tab,
            ..Self::default()
        }
    }

    /// Goes to a tab, away from the connect page.
    pub fn show_tab(&mut self, tab: Tab) {
        self.tab = tab;
        self.connect.is_open = false;
    }

    /// Goes to the details of a camera of the open session.
    pub fn show_camera(&mut self, mac: MacAddr) {
        self.show_tab(Tab::Provisioning);
        self.recovery.shows_history = false;
        self.provisioning.open_camera(mac);
        self.provisioning.go_to(mac);
    }

    /// Shows the batch in large type, over everything.
    pub fn open_glance(&mut self) {
        self.glance.open();
    }

    /// Shows what is below the batch in large type.
    pub fn leave_glance(&mut self) {
        self.glance.leave();
    }

    #[must_use]
    pub fn shows_glance(&self) -> bool {
        self.glance.is_open()
    }

    /// Goes to the page of past sessions.
    pub fn show_past_sessions(&mut self) {
        self.show_tab(Tab::Provisioning);
        self.recovery.shows_history = true;
    }

    /// Which entries of the allowlist are shown.
    #[must_use]
    pub fn shown_entries(&self) -> EntryFilter {
        self.allowlist.filter()
    }

    /// Shows only these entries of the allowlist.
    pub fn show_entries(&mut self, filter: EntryFilter) {
        self.allowlist.show(filter);
    }

    /// The Pi has refused the typed API key: the next one replaces it.
    pub fn ask_for_key_again(&mut self) {
        if self.tab == Tab::Settings {
            self.settings.ask_for_key_again();
        } else {
            self.key_entry.ask_again();
        }
    }

    /// Wipes the typed API key: it was saved.
    pub fn wipe_key(&mut self) {
        self.settings.wipe_key();
        self.key_entry.wipe();
    }

    /// Shows what can be done while the lock of the kiosk is open.
    pub fn kiosk_is_open(&mut self) {
        self.kiosk.show_unlocked();
    }
}

/// Whether the connect page is shown. Pis are discovered only while it is.
#[must_use]
pub fn shows_connect(state: &State, ui_state: &UiState) -> bool {
    ui_state.connect.is_open || !state.has_pi() && ui_state.tab != Tab::Settings
}

/// Draws the window. Returns what the person asks for.
pub fn root_ui(ui: &mut Ui, state: &State, ui_state: &mut UiState, now: Now) -> Vec<Intent> {
    let cx = &mut ShellCx::new(state, ui_state, now);
    let density = Density::choose(ui, state.is_kiosk());
    if density == Density::Touch {
        ui.spacing_mut().interact_size.y = density.target_height();
    }
    hide_under_black_display(ui, state, now);
    router::leave_unavailable_tab(cx);
    performance::toggle_by_key(ui, cx);
    if glance::glance_ui(ui, cx) {
        let whole = ui.content_rect();
        performance::performance_ui(ui, cx, whole);
        return std::mem::take(&mut cx.intents);
    }
    commands::run_shortcuts(ui, cx);
    commands::close_top_layer(ui, cx);
    let is_wanted = wants_keyboard(state);
    on_screen_keyboard::keyboard_ui(ui, is_wanted, &mut cx.ui_state.keyboard);
    let mut areas = AreaRects {
        sidebar: Some(sidebar::sidebar_ui(ui, cx)),
        ..AreaRects::default()
    };
    header::header_ui(ui, cx);
    if cx.ui_state.connect.is_open && state.is_locked(now) {
        cx.ui_state.connect.is_open = false;
        cx.request(Request::toast(tr!("kiosk-locked")));
    }
    if state.notices.event_log_open {
        areas.event_log = Some(event_log_panel::event_log_panel_ui(ui, cx));
    }
    let shows_connect = shows_connect(state, cx.ui_state);
    if !shows_connect {
        cx.ui_state.connect.is_left();
    }
    cx.ui_state.recovery.shows_history &= state.settings.features().session_recovery;
    let shows_provisioning = cx.ui_state.tab == Tab::Provisioning
        && !cx.ui_state.recovery.shows_history
        && !shows_connect;
    if shows_provisioning && !state.notices.event_log_open {
        cx.provisioning(|cx, ui_state| provisioning::view::action_bar_ui(ui, cx, ui_state));
    }
    let margin = match density {
        Density::Desktop if ui.content_rect().height() >= MIN_HEIGHT_WITH_MARGIN => Margin {
            bottom: MARGIN,
            ..Margin::symmetric(5 * MARGIN, 4 * MARGIN)
        },
        Density::Desktop | Density::Touch => Margin::symmetric(3 * MARGIN, 2 * MARGIN),
    };
    let page = ui.available_rect_before_wrap();
    let key_entry = cx.ui_state.key_entry.clone();
    key_entry.begin_frame(ui.ctx(), key_progress(state, shows_connect, now));
    // The event log panel fills the small display.
    if !(state.notices.event_log_open && density == Density::Touch) {
        CentralPanel::default()
            .frame(Frame::new().inner_margin(margin))
            .show(ui, |ui| router::page_ui(ui, cx));
        areas.page = Some(page);
    }
    cx.ui_state.areas.drawn(ui, areas);
    key_entry.end_frame();
    layers_ui(ui, cx, page);
    performance::performance_ui(ui, cx, page);
    request_what_is_shown(cx, shows_connect);
    std::mem::take(&mut cx.intents)
}

/// Nothing is painted under a black display, and no countdown there needs a frame. A screen reader
/// still reads the window.
fn hide_under_black_display(ui: &mut Ui, state: &State, now: Now) {
    let settings = state.settings.configuration.settings().kiosk;
    let is_black = state.kiosk.display_state(settings, now) == DisplayState::Black;
    let is_read_aloud = ui
        .ctx()
        .accesskit_node_builder(ui.unique_id(), |_| ())
        .is_some();
    if is_black && !is_read_aloud {
        ui.set_invisible();
    }
}

/// What the panel of a problem shows of the key. No key can be entered for a Pi that is not in use
/// yet, on a locked kiosk, and in place of a key that pidash was started with.
fn key_progress(state: &State, shows_connect: bool, now: Now) -> KeyProgress {
    let key = &state.settings.key;
    let is_given = key.place.as_ref().is_some_and(KeyPlace::is_given);
    KeyProgress {
        is_offered: state.has_pi() && !shows_connect && !is_given && !state.is_locked(now),
        is_busy: key.work.is_some(),
        status: outcome_text(key),
    }
}

/// Draws the dialogs, and all else that lies over the page.
fn layers_ui(ui: &mut Ui, cx: &mut ShellCx<'_>, page: Rect) {
    let state = cx.state;
    quit_dialog::quit_dialog_ui(ui, cx);
    let history = cx.camera_history();
    cx.provisioning(|cx, ui_state| {
        provisioning::view::dialogs_ui(ui, cx, &history, ui_state);
        provisioning::view::announcement_ui(ui, cx, ui_state);
    });
    cx.feature(&state.monitoring, Intent::Monitor, |cx, ui_state| {
        monitor::view::thresholds_dialog_ui(ui, cx, &mut ui_state.monitor);
    });
    cx.feature(&state.allowlist, Intent::Allowlist, |cx, ui_state| {
        allowlist::view::clear_dialog_ui(ui, cx, &mut ui_state.allowlist);
        allowlist::view::describe_dialog_ui(ui, cx, &mut ui_state.allowlist);
        allowlist::view::undo_bar_ui(ui, cx);
    });
    cx.feature(&state.recovery, Intent::Recovery, |cx, ui_state| {
        recovery::view::discard_dialog_ui(ui, cx, &mut ui_state.recovery);
    });
    toast::toast_ui(ui, cx, page);
    cx.feature(&state.diagnostics, Intent::Diagnostics, |cx, _| {
        diagnostics::view::bundle_dialog_ui(ui, cx);
    });
    commands::palette_ui(ui, cx);
    commands::shortcuts_dialog_ui(ui, &mut cx.ui_state.commands);
    scan::question_ui(ui, cx);
    scan::flash_ui(ui, &mut cx.ui_state.scan, cx.now);
    cx.feature(&state.kiosk, Intent::Kiosk, |cx, ui_state| {
        kiosk::view::lock_dialogs_ui(ui, cx, &mut ui_state.kiosk);
    });
    idle_ui(ui, cx);
}

/// Dims the display of an idle kiosk.
fn idle_ui(ui: &Ui, cx: &mut ShellCx<'_>) {
    let state = cx.state;
    let settings = state.settings.configuration.settings().kiosk;
    cx.feature(&state.kiosk, Intent::Kiosk, |cx, _| {
        kiosk::view::idle_display_ui(ui, cx, settings);
    });
}

/// Whether the on-screen keyboard appears when a text field is touched.
fn wants_keyboard(state: &State) -> bool {
    match state.settings.configuration.settings().keyboard {
        KeyboardChoice::Auto => state.is_kiosk(),
        KeyboardChoice::On => true,
        KeyboardChoice::Off => false,
    }
}

/// Starts and ends what costs the Pi something and is needed only while a page is shown.
fn request_what_is_shown(cx: &mut ShellCx<'_>, shows_connect: bool) {
    let (state, tab) = (cx.state, cx.ui_state.tab);
    let shows_allowlist = tab == Tab::Allowlist && !shows_connect;
    if state.allowlist.is_shown() != shows_allowlist {
        let show = AllowlistIntent::Show(shows_allowlist);
        cx.push(Intent::Allowlist(show));
    }
    let shows_start = !shows_connect && start_page::is_shown(cx);
    let can_read = state.stream.is_live() && state.settings.features().session_recovery;
    // What is beside the form may have changed whenever the person comes to it.
    if shows_start && can_read && !cx.ui_state.recovery.shows_recent {
        cx.push(Intent::Recovery(RecoveryIntent::ReadPastSessions));
    }
    cx.ui_state.recovery.shows_recent = shows_start && can_read;
    let has_details = cx.ui_state.provisioning.camera().is_some();
    if !has_details {
        cx.ui_state.camera_log.clear();
    }
    // The details of a camera show what the log says of it.
    let shows_log = has_details
        || tab == Tab::Diagnostics
            && !shows_connect
            && diagnostics::view::wants_log(&cx.ui_state.diagnostics);
    if state.diagnostics.follows_log() != shows_log {
        let follow = DiagnosticsIntent::FollowLog(shows_log);
        cx.push(Intent::Diagnostics(follow));
    }
}

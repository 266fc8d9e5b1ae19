//! Draws the state: `&State` and `&mut UiState` in, intents out.
//!
//! Knows egui, the state and the domain. Must not know the worker, sockets, files or JSON, and causes nothing itself.

pub(crate) mod commands;
pub(crate) mod event_log_panel;
pub(crate) mod header;
pub(crate) mod link_banner;
pub(crate) mod on_screen_keyboard;
pub(crate) mod router;
pub(crate) mod sidebar;
pub(crate) mod sidebar_entry;
pub(crate) mod toast;

use router::page_ui;

use egui::{CentralPanel, Frame, Margin, Ui};

use crate::{
    domain::{clock::Now, settings::KeyboardChoice},
    features::{
        State,
        allowlist::{self, intent::AllowlistIntent, table::Filter, view::AllowlistUiState},
        connect::view::ConnectUiState,
        diagnostics::{self, intent::DiagnosticsIntent, view::DiagnosticsUiState},
        intent::Intent,
        kiosk::{self, view::KioskUiState},
        monitor::{self, view::MonitorUiState},
        provisioning::{
            self,
            intent::ProvisioningIntent,
            view::{ProvisioningUiState, ProvisioningView},
        },
        recovery::{self, view::RecoveryUiState},
        settings::view::SettingsUiState,
    },
    shell::{commands::CommandsUiState, on_screen_keyboard::KeyboardUiState},
    tr,
    ui::{
        Cx, Request, Tab,
        theme::{Density, MARGIN, Palette},
    },
};

/// What the person is typing and looking at: lost with the window, and nothing else depends on it.
#[derive(Debug, Default)]
pub struct UiState {
    pub provisioning: ProvisioningUiState,
    /// Which tab is shown.
    pub tab: Tab,
    /// The page that connects.
    pub connect: ConnectUiState,
    /// The settings tab.
    pub settings: SettingsUiState,
    pub(crate) diagnostics: DiagnosticsUiState,
    pub(crate) allowlist: AllowlistUiState,
    pub(crate) recovery: RecoveryUiState,
    pub(crate) monitor: MonitorUiState,
    pub(crate) commands: CommandsUiState,
    pub(crate) keyboard: KeyboardUiState,
    pub(crate) kiosk: KioskUiState,
}

impl UiState {
    /// Nothing is typed, and this tab is open.
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

    /// Which entries of the allowlist are shown.
    #[must_use]
    pub fn shown_entries(&self) -> Filter {
        self.allowlist.filter()
    }

    /// Shows only these entries of the allowlist.
    pub fn show_entries(&mut self, filter: Filter) {
        self.allowlist.show(filter);
    }

    /// The lock of the kiosk was opened: what for?
    pub fn kiosk_is_open(&mut self) {
        self.kiosk.show_unlocked();
    }
}

/// Whether the page that connects is shown: only then is this network looked at.
#[must_use]
pub fn shows_connect(state: &State, ui_state: &UiState) -> bool {
    ui_state.connect.is_open || !state.has_pi() && ui_state.tab != Tab::Settings
}

/// Draws the window.
pub fn root_ui(ui: &mut Ui, state: &State, ui_state: &mut UiState, now: Now) -> Vec<Intent> {
    let mut intents = Vec::new();
    let density = Density::of(ui);
    if density == Density::Touch {
        ui.spacing_mut().interact_size.y = density.target_height();
    }
    let palette = Palette::of(ui);
    ui.painter()
        .rect_filled(ui.max_rect(), 0.0, palette.background);
    if state.has_pi() && !router::is_available(ui_state.tab, state) {
        let mut tabs = Tab::ALL.iter().copied();
        let first = tabs.find(|tab| router::is_available(*tab, state));
        ui_state.tab = first.unwrap_or(Tab::Settings);
    }
    commands::run_shortcuts(ui, state, ui_state, now, &mut intents);
    commands::close_top_layer(ui, state, ui_state, &mut intents);
    let wants_keys = wants_keyboard(state);
    on_screen_keyboard::keyboard_ui(ui, wants_keys, &mut ui_state.keyboard);
    sidebar::sidebar_ui(ui, state, ui_state, now, &mut intents);
    header::header_ui(ui, state, ui_state, now, &mut intents);
    if ui_state.connect.is_open && state.is_locked(now) {
        ui_state.connect.is_open = false;
        intents.push(Intent::Request(Request::Toast(tr!("kiosk-locked"))));
    }
    if state.notices.event_log_open {
        event_log_panel::event_log_panel_ui(ui, state, &mut intents);
    }
    let margin = match density {
        Density::Desktop => Margin::same(5 * MARGIN),
        Density::Touch => Margin::symmetric(3 * MARGIN, 2 * MARGIN),
    };
    let connects = shows_connect(state, ui_state);
    let recovers = state.settings.features().session_recovery;
    ui_state.recovery.shows_history &= recovers;
    if ui_state.tab == Tab::Provisioning && !ui_state.recovery.shows_history && !connects {
        if !state.notices.event_log_open {
            provisioning_ui(state, now, &mut intents, |cx| {
                provisioning::view::action_bar_ui(ui, cx, &mut ui_state.provisioning);
            });
        }
    }
    // The list of events takes the whole of a small display.
    if !(state.notices.event_log_open && density == Density::Touch) {
        CentralPanel::default()
            .frame(Frame::new().inner_margin(margin))
            .show(ui, |ui| page_ui(ui, state, ui_state, now, &mut intents));
    }
    layers_ui(ui, state, ui_state, now, &mut intents);
    follow_what_is_shown(state, ui_state, connects, &mut intents);
    intents
}

/// Draws a view of one feature: `wrap` makes intents of the window of what the person asks for there.
pub(crate) fn feature_ui<S: ?Sized, I, R>(
    state: &S,
    now: Now,
    intents: &mut Vec<Intent>,
    wrap: fn(I) -> Intent,
    draw: impl FnOnce(&mut Cx<'_, S, I>) -> R,
) -> R {
    let (mut pushed, mut requests) = (Vec::new(), Vec::new());
    let drawn = draw(&mut Cx::new(state, now, &mut pushed, &mut requests));
    intents.extend(pushed.into_iter().map(wrap));
    intents.extend(requests.into_iter().map(Intent::Request));
    drawn
}

/// Draws a view of the provisioning feature.
pub(crate) fn provisioning_ui(
    state: &State,
    now: Now,
    intents: &mut Vec<Intent>,
    draw: impl FnOnce(&mut Cx<'_, ProvisioningView<'_>, ProvisioningIntent>),
) {
    let view = ProvisioningView {
        provisioning: &state.provisioning,
        allowlist_status: &|mac| state.allowlist_status(mac),
        is_stale: state.stale_for(now).is_some(),
        has_past_sessions: state.settings.features().session_recovery,
    };
    feature_ui(&view, now, intents, Intent::Provisioning, draw);
}

/// Questions, and all else that lies over the page.
fn layers_ui(
    ui: &mut Ui,
    state: &State,
    ui_state: &mut UiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    provisioning_ui(state, now, intents, |cx| {
        provisioning::view::dialogs_ui(ui, cx, &mut ui_state.provisioning);
        provisioning::view::announcement_ui(ui, cx, &mut ui_state.provisioning);
    });
    feature_ui(&state.monitoring, now, intents, Intent::Monitor, |cx| {
        monitor::view::thresholds_dialog_ui(ui, cx, &mut ui_state.monitor);
    });
    feature_ui(&state.allowlist, now, intents, Intent::Allowlist, |cx| {
        allowlist::view::clear_dialog_ui(ui, cx, &mut ui_state.allowlist);
    });
    feature_ui(&state.recovery, now, intents, Intent::Recovery, |cx| {
        recovery::view::discard_dialog_ui(ui, cx, &mut ui_state.recovery);
    });
    feature_ui(&state.allowlist, now, intents, Intent::Allowlist, |cx| {
        allowlist::view::undo_bar_ui(ui, cx);
    });
    toast::toast_ui(ui, state, now, intents);
    feature_ui(
        &state.diagnostics,
        now,
        intents,
        Intent::Diagnostics,
        |cx| {
            diagnostics::view::bundle_dialog_ui(ui, cx);
        },
    );
    commands::palette_ui(ui, state, ui_state, now, intents);
    commands::shortcuts_dialog_ui(ui, ui_state);
    feature_ui(&state.kiosk, now, intents, Intent::Kiosk, |cx| {
        kiosk::view::lock_dialogs_ui(ui, cx, &mut ui_state.kiosk);
    });
    let settings = state.settings.configuration.settings().kiosk;
    feature_ui(&state.kiosk, now, intents, Intent::Kiosk, |cx| {
        kiosk::view::idle_display_ui(ui, cx, settings);
    });
}

/// Whether a field that is touched brings the keyboard up.
fn wants_keyboard(state: &State) -> bool {
    let settings = state.settings.configuration.settings();
    match settings.keyboard {
        KeyboardChoice::Auto => settings.kiosk.enabled,
        KeyboardChoice::On => true,
        KeyboardChoice::Off => false,
    }
}

/// What costs the Pi something is asked of it only while somebody looks.
fn follow_what_is_shown(
    state: &State,
    ui_state: &UiState,
    connects: bool,
    intents: &mut Vec<Intent>,
) {
    let on_allowlist = ui_state.tab == Tab::Allowlist && !connects;
    if state.allowlist.is_shown() != on_allowlist {
        let show = AllowlistIntent::Show(on_allowlist);
        intents.push(Intent::Allowlist(show));
    }
    let on_log = ui_state.tab == Tab::Diagnostics
        && !connects
        && diagnostics::view::wants_log(&ui_state.diagnostics);
    if state.diagnostics.follows_log() != on_log {
        let follow = DiagnosticsIntent::FollowLog(on_log);
        intents.push(Intent::Diagnostics(follow));
    }
}

//! Draws the state: `&State` and `&mut Drafts` in, intents out.
//!
//! Knows egui, the state and the domain. Must not know the worker, sockets, files or JSON, and causes nothing itself.

mod allowlist;
mod announcement;
mod banner;
mod commands;
mod connect;
mod diagnostics;
mod drawer;
mod header;
mod icons;
mod intent;
mod keyboard;
mod kiosk;
mod monitor;
mod page;
mod provisioning;
mod rail;
mod recovery;
mod settings;
mod tab;
pub mod theme;
mod toast;
mod widgets;
mod words;

pub use intent::{Export, Intent, KeyIntent, ListSource, PinIntent};
pub use tab::Tab;

use page::page_ui;

use egui::{CentralPanel, Frame, Margin, Ui};

use crate::{
    domain::{clock::Now, mac::MacAddr, settings::KeyboardChoice},
    state::{
        State,
        action::{Action, AllowlistAction, DiagnosticsAction},
        allowlist::table::Filter,
    },
    tr,
    ui::{
        allowlist::AllowlistDraft,
        announcement::AnnouncementDraft,
        commands::CommandsDraft,
        connect::ConnectDraft,
        diagnostics::DiagnosticsDraft,
        keyboard::KeyboardDraft,
        kiosk::KioskDraft,
        monitor::MonitorDraft,
        provisioning::{card_grid::GridLayout, start_draft::StartDraft},
        recovery::RecoveryDraft,
        settings::SettingsDraft,
        theme::{Density, MARGIN, Palette},
    },
};

/// A question that waits for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// Whether to stop the session.
    Stop,
    /// Whether to close the window while a session runs.
    Quit,
    /// Everything about one camera.
    Camera(MacAddr),
}

/// What the person is typing and looking at: lost with the window, and nothing else depends on it.
#[derive(Debug, Default)]
pub struct Drafts {
    /// The start form.
    pub start: StartDraft,
    /// The open dialog.
    pub dialog: Option<Dialog>,
    /// Which tab is shown.
    pub tab: Tab,
    /// The page that connects.
    pub connect: ConnectDraft,
    /// The settings tab.
    pub settings: SettingsDraft,
    diagnostics: DiagnosticsDraft,
    allowlist: AllowlistDraft,
    recovery: RecoveryDraft,
    monitor: MonitorDraft,
    grid: GridLayout,
    announcement: AnnouncementDraft,
    commands: CommandsDraft,
    keyboard: KeyboardDraft,
    kiosk: KioskDraft,
}

impl Drafts {
    /// Nothing is typed, and this tab is open.
    #[must_use]
    pub fn on(tab: Tab) -> Self {
        Self {
            tab,
            ..Self::default()
        }
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
        self.kiosk.opened();
    }
}

/// Whether the page that connects is shown: only then is this network looked at.
#[must_use]
pub fn shows_connect(state: &State, drafts: &Drafts) -> bool {
    drafts.connect.is_open || !state.has_pi() && drafts.tab != Tab::Settings
}

/// Draws the window.
pub fn root_ui(ui: &mut Ui, state: &State, drafts: &mut Drafts, now: Now) -> Vec<Intent> {
    let mut intents = Vec::new();
    let density = Density::of(ui);
    if density == Density::Touch {
        ui.spacing_mut().interact_size.y = density.target_height();
    }
    let palette = Palette::of(ui);
    ui.painter()
        .rect_filled(ui.max_rect(), 0.0, palette.background);
    if state.has_pi() && !drafts.tab.is_there(state) {
        let first = Tab::ALL.into_iter().find(|tab| tab.is_there(state));
        drafts.tab = first.unwrap_or(Tab::Settings);
    }
    commands::run_shortcuts(ui, state, drafts, now, &mut intents);
    commands::close_top_layer(ui, state, drafts, &mut intents);
    let wants_keys = wants_keyboard(state);
    keyboard::keyboard_ui(ui, wants_keys, &mut drafts.keyboard);
    rail::rail_ui(ui, state, drafts, now, &mut intents);
    header::header_ui(ui, state, drafts, now, &mut intents);
    if drafts.connect.is_open && state.setup.is_locked(now) {
        drafts.connect.is_open = false;
        intents.push(Intent::Do(Action::Say(tr!("kiosk-locked"))));
    }
    if state.notices.drawer_open {
        drawer::drawer_ui(ui, state, &mut intents);
    }
    let margin = match density {
        Density::Desktop => Margin::same(5 * MARGIN),
        Density::Touch => Margin::symmetric(3 * MARGIN, 2 * MARGIN),
    };
    let connects = shows_connect(state, drafts);
    let recovers = state.setup.features().session_recovery;
    drafts.recovery.shows_history &= recovers;
    if drafts.tab == Tab::Provisioning && !drafts.recovery.shows_history && !connects {
        provisioning::action_bar_ui(ui, state, drafts, now, &mut intents);
    }
    // The list of events takes the whole of a small display.
    if !(state.notices.drawer_open && density == Density::Touch) {
        CentralPanel::default()
            .frame(Frame::new().inner_margin(margin))
            .show(ui, |ui| page_ui(ui, state, drafts, now, &mut intents));
    }
    layers_ui(ui, state, drafts, now, &mut intents);
    follow_what_is_shown(state, drafts, connects, &mut intents);
    intents
}

/// Questions, and all else that lies over the page.
fn layers_ui(ui: &mut Ui, state: &State, drafts: &mut Drafts, now: Now, intents: &mut Vec<Intent>) {
    provisioning::dialogs::dialogs_ui(ui, state, drafts, now, intents);
    monitor::thresholds_dialog_ui(ui, &mut drafts.monitor, intents);
    allowlist::clear_dialog_ui(ui, &mut drafts.allowlist, intents);
    recovery::discard_dialog_ui(ui, state, &mut drafts.recovery, intents);
    allowlist::undo_bar_ui(ui, state, now, intents);
    toast::toast_ui(ui, state, now, intents);
    diagnostics::bundle_dialog_ui(ui, state, intents);
    commands::palette_ui(ui, state, drafts, now, intents);
    commands::shortcuts_dialog_ui(ui, drafts);
    kiosk::lock_dialogs_ui(ui, state, drafts, now, intents);
    announcement::announcement_ui(ui, state, &mut drafts.announcement, now);
    kiosk::rest_ui(ui, state, now);
}

/// Whether a field that is touched brings the keyboard up.
fn wants_keyboard(state: &State) -> bool {
    let settings = state.setup.configuration.settings();
    match settings.keyboard {
        KeyboardChoice::Auto => settings.kiosk.enabled,
        KeyboardChoice::On => true,
        KeyboardChoice::Off => false,
    }
}

/// What costs the Pi something is asked of it only while somebody looks.
fn follow_what_is_shown(state: &State, drafts: &Drafts, connects: bool, intents: &mut Vec<Intent>) {
    let on_allowlist = drafts.tab == Tab::Allowlist && !connects;
    if state.allowlist.is_shown() != on_allowlist {
        let show = AllowlistAction::Show(on_allowlist);
        intents.push(Intent::Do(Action::Allowlist(show)));
    }
    let on_log =
        drafts.tab == Tab::Diagnostics && !connects && diagnostics::wants_log(&drafts.diagnostics);
    if state.diagnostics.follows_log() != on_log {
        let follow = DiagnosticsAction::FollowLog(on_log);
        intents.push(Intent::Do(Action::Diagnostics(follow)));
    }
}

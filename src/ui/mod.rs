//! Draws the state: `&State` and `&mut Drafts` in, intents out.
//!
//! Knows egui, the state and the domain. Must not know the worker, sockets, files or JSON, and causes nothing itself.

mod allowlist;
mod banner;
mod drawer;
mod header;
mod icons;
mod monitor;
mod provisioning;
mod rail;
mod recovery;
pub mod theme;
mod toast;
mod widgets;
mod words;

use std::path::PathBuf;

use egui::{CentralPanel, Frame, Margin, Ui};

use crate::{
    domain::{clock::Now, mac::MacAddr},
    state::{
        State,
        action::{Action, AllowlistAction},
        time_window::TimeWindow,
    },
    ui::{
        allowlist::AllowlistDraft,
        monitor::MonitorDraft,
        provisioning::{card_grid::GridLayout, start_form::StartDraft},
        recovery::RecoveryDraft,
        theme::{Density, MARGIN, Palette},
    },
};

/// What the person wants: a change of the state, or something that only the application can do.
#[derive(Debug, Clone)]
pub enum Intent {
    /// Change the state.
    Do(Action),
    /// Write something to a file.
    Export(Export),
    /// Read a list of cameras.
    Open(ListSource),
    /// Read the key again and open the event stream now.
    Reconnect,
    /// Close the window.
    Quit,
    /// Stop the session, and close the window once the Pi has agreed.
    StopAndQuit,
}

/// What can be written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// The recorded health that is visible.
    Csv(TimeWindow),
    /// A picture of the window.
    Png,
    /// The allowlist.
    Allowlist,
}

/// Where a list of cameras is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListSource {
    /// Where the person says in the file dialog of the desktop.
    Dialog,
    /// In this file.
    Path(PathBuf),
}

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
    allowlist: AllowlistDraft,
    recovery: RecoveryDraft,
    monitor: MonitorDraft,
    grid: GridLayout,
}

/// The tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// The batch.
    #[default]
    Provisioning,
    /// The approved cameras.
    Allowlist,
    /// The Pi's health.
    Monitor,
}

/// Draws the window.
pub fn root_ui(ui: &mut Ui, state: &State, drafts: &mut Drafts, now: Now) -> Vec<Intent> {
    let mut intents = Vec::new();
    let density = Density::of(ui);
    let palette = Palette::of(ui);
    ui.painter()
        .rect_filled(ui.max_rect(), 0.0, palette.background);
    rail::rail_ui(ui, state, drafts, &mut intents);
    if header::header_ui(ui, state, now) {
        drafts.tab = Tab::Monitor;
    }
    if state.notices.drawer_open {
        drawer::drawer_ui(ui, state, &mut intents);
    }
    let margin = match density {
        Density::Desktop => Margin::same(5 * MARGIN),
        Density::Touch => Margin::symmetric(3 * MARGIN, 2 * MARGIN),
    };
    if drafts.tab == Tab::Provisioning && !drafts.recovery.shows_history {
        provisioning::action_bar_ui(ui, state, drafts, now, &mut intents);
    }
    CentralPanel::default()
        .frame(Frame::new().inner_margin(margin))
        .show(ui, |ui| {
            banner::banner_ui(ui, state, now, &mut intents);
            match drafts.tab {
                Tab::Provisioning if drafts.recovery.shows_history => {
                    ui.push_id("history", |ui| {
                        recovery::history_page_ui(ui, state, &mut drafts.recovery, &mut intents);
                    });
                }
                Tab::Provisioning => {
                    let (draft, start) = (&mut drafts.recovery, &mut drafts.start);
                    recovery::recovery_banner_ui(ui, state, draft, start, &mut intents);
                    provisioning::provisioning_ui(ui, state, drafts, now, &mut intents);
                }
                Tab::Allowlist => {
                    allowlist::allowlist_ui(ui, state, &mut drafts.allowlist, now, &mut intents);
                }
                Tab::Monitor => {
                    monitor::monitor_ui(ui, state, &mut drafts.monitor, now, &mut intents);
                }
            }
        });
    provisioning::dialogs::dialogs_ui(ui, state, drafts, now, &mut intents);
    monitor::thresholds_dialog_ui(ui, &mut drafts.monitor, &mut intents);
    allowlist::clear_dialog_ui(ui, &mut drafts.allowlist, &mut intents);
    recovery::discard_dialog_ui(ui, state, &mut drafts.recovery, &mut intents);
    allowlist::undo_bar_ui(ui, state, now, &mut intents);
    toast::toast_ui(ui, state, now, &mut intents);
    let on_allowlist = drafts.tab == Tab::Allowlist;
    if state.allowlist.is_shown() != on_allowlist {
        let show = AllowlistAction::Show(on_allowlist);
        intents.push(Intent::Do(Action::Allowlist(show)));
    }
    intents
}

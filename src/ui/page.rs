//! What the window is about at the moment: the page of a tab, the one that connects, or the one that waits.

use egui::Ui;

use crate::{
    domain::clock::Now,
    state::State,
    ui::{
        Drafts, Intent, Tab, allowlist, banner, connect, diagnostics, kiosk, monitor, provisioning,
        recovery, settings, shows_connect,
    },
};

/// Draws the page.
pub fn page_ui(
    ui: &mut Ui,
    state: &State,
    drafts: &mut Drafts,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    if shows_connect(state, drafts) {
        let waits = state.setup.kiosk.waits_since.is_some();
        if waits && !drafts.connect.is_open {
            kiosk::waiting_ui(ui, state, now);
        } else {
            connect::connect_ui(ui, state, &mut drafts.connect, now, intents);
        }
        return;
    }
    // What these two tabs show does not come from the Pi over that line.
    if !matches!(drafts.tab, Tab::Diagnostics | Tab::Settings) {
        banner::banner_ui(ui, state, now, intents);
    }
    match drafts.tab {
        Tab::Provisioning if drafts.recovery.shows_history => {
            ui.push_id("history", |ui| {
                recovery::history_page_ui(ui, state, &mut drafts.recovery, intents);
            });
        }
        Tab::Provisioning => {
            if state.setup.features().session_recovery {
                let (draft, start) = (&mut drafts.recovery, &mut drafts.start);
                recovery::recovery_banner_ui(ui, state, draft, start, intents);
            }
            provisioning::provisioning_ui(ui, state, drafts, now, intents);
        }
        Tab::Allowlist => allowlist::allowlist_ui(ui, state, &mut drafts.allowlist, now, intents),
        Tab::Monitor => monitor::monitor_ui(ui, state, &mut drafts.monitor, now, intents),
        Tab::Diagnostics => {
            diagnostics::diagnostics_ui(ui, state, &mut drafts.diagnostics, now, intents);
        }
        Tab::Settings => settings::settings_ui(ui, state, &mut drafts.settings, now, intents),
    }
}

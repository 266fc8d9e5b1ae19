//! What the window is about at the moment: the page of a tab, the one that connects, or the one that waits.

use egui::Ui;

use crate::{
    domain::clock::Now,
    features::{
        State, allowlist, connect, diagnostics, intent::Intent, kiosk, monitor, provisioning,
        recovery, settings,
    },
    shell::{Drafts, link_banner, shows_connect, tab::Tab},
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
            kiosk::view::waiting_ui(ui, state, now);
        } else {
            connect::view::connect_ui(ui, state, &mut drafts.connect, now, intents);
        }
        return;
    }
    // What these two tabs show does not come from the Pi over that line.
    if !matches!(drafts.tab, Tab::Diagnostics | Tab::Settings) {
        link_banner::banner_ui(ui, state, now, intents);
    }
    match drafts.tab {
        Tab::Provisioning if drafts.recovery.shows_history => {
            ui.push_id("history", |ui| {
                recovery::view::history_page_ui(ui, state, &mut drafts.recovery, intents);
            });
        }
        Tab::Provisioning => {
            if state.setup.features().session_recovery {
                let (draft, start) = (&mut drafts.recovery, &mut drafts.start);
                recovery::view::recovery_banner_ui(ui, state, draft, start, intents);
            }
            provisioning::view::provisioning_ui(ui, state, drafts, now, intents);
        }
        Tab::Allowlist => {
            allowlist::view::allowlist_ui(ui, state, &mut drafts.allowlist, now, intents)
        }
        Tab::Monitor => monitor::view::monitor_ui(ui, state, &mut drafts.monitor, now, intents),
        Tab::Diagnostics => {
            diagnostics::view::diagnostics_ui(ui, state, &mut drafts.diagnostics, now, intents);
        }
        Tab::Settings => settings::view::settings_ui(ui, state, &mut drafts.settings, now, intents),
    }
}

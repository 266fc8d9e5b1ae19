//! What the window is about at the moment: the page of a tab, the one that connects, or the one that waits.

use egui::Ui;

use crate::{
    domain::clock::Now,
    features::{
        State, allowlist, connect, diagnostics, intent::Intent, kiosk, monitor, provisioning,
        recovery, settings,
    },
    shell::{UiState, feature_ui, link_banner, provisioning_ui, shows_connect},
    ui::Tab,
};

/// Whether there is something behind a tab: a Pi, and the feature.
#[must_use]
pub fn is_available(tab: Tab, state: &State) -> bool {
    let features = state.settings.features();
    match tab {
        Tab::Provisioning => state.has_pi() && features.batch_provisioning,
        Tab::Allowlist => state.has_pi() && features.allowlist,
        Tab::Monitor | Tab::Diagnostics => state.has_pi(),
        Tab::Settings => true,
    }
}

/// Draws the page.
pub fn page_ui(
    ui: &mut Ui,
    state: &State,
    ui_state: &mut UiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    if shows_connect(state, ui_state) {
        let waits = state.kiosk.waits_since.is_some();
        if waits && !ui_state.connect.is_open {
            feature_ui(&state.kiosk, now, intents, Intent::Kiosk, |cx| {
                kiosk::view::waiting_ui(ui, cx);
            });
        } else {
            let server = state.has_pi().then_some(state.server.as_str());
            feature_ui(&state.connect, now, intents, Intent::Connect, |cx| {
                connect::view::connect_ui(ui, cx, &mut ui_state.connect, server);
            });
        }
        return;
    }
    // What these two tabs show does not come from the Pi over that line.
    if !matches!(ui_state.tab, Tab::Diagnostics | Tab::Settings) {
        link_banner::banner_ui(ui, state, now, intents);
    }
    match ui_state.tab {
        Tab::Provisioning if ui_state.recovery.shows_history => {
            ui.push_id("history", |ui| {
                feature_ui(&state.recovery, now, intents, Intent::Recovery, |cx| {
                    recovery::view::history_page_ui(ui, cx, &mut ui_state.recovery);
                });
            });
        }
        Tab::Provisioning => {
            if state.settings.features().session_recovery {
                let offer = state.recovery_offer();
                feature_ui(&state.recovery, now, intents, Intent::Recovery, |cx| {
                    let ui_state = &mut ui_state.recovery;
                    recovery::view::recovery_banner_ui(ui, cx, offer.as_ref(), ui_state);
                });
            }
            provisioning_ui(state, now, intents, |cx| {
                provisioning::view::provisioning_ui(ui, cx, &mut ui_state.provisioning);
            });
        }
        Tab::Allowlist => {
            feature_ui(&state.allowlist, now, intents, Intent::Allowlist, |cx| {
                allowlist::view::allowlist_ui(ui, cx, &mut ui_state.allowlist);
            });
        }
        Tab::Monitor => {
            feature_ui(&state.monitoring, now, intents, Intent::Monitor, |cx| {
                monitor::view::monitor_ui(ui, cx, &mut ui_state.monitor);
            });
        }
        Tab::Diagnostics => {
            feature_ui(
                &state.diagnostics,
                now,
                intents,
                Intent::Diagnostics,
                |cx| {
                    diagnostics::view::diagnostics_ui(ui, cx, &mut ui_state.diagnostics);
                },
            );
        }
        Tab::Settings => {
            let link = state.has_pi().then_some(&state.stream);
            let is_locked = state.is_locked(now);
            feature_ui(&state.settings, now, intents, Intent::Settings, |cx| {
                settings::view::settings_ui(ui, cx, &mut ui_state.settings, link, is_locked);
            });
        }
    }
}

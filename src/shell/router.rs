//! Which page is shown: that of a tab, the connect page, or the page of a kiosk that waits for its Pi.

use egui::Ui;

use crate::{
    domain::mac::MacAddr,
    features::{
        State, allowlist, connect, diagnostics, intent::Intent, kiosk, monitor, provisioning,
        recovery, settings,
    },
    shell::{cx::ShellCx, link_banner, shows_connect, start_page},
    ui::Tab,
};

/// Whether a tab has a page: it needs a Pi, except for the settings, and its feature must be on.
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

/// Whether the details of this camera can be shown: the open session has it.
#[must_use]
pub fn has_camera(state: &State, mac: MacAddr) -> bool {
    let batch = state.provisioning.batch();
    is_available(Tab::Provisioning, state)
        && batch.is_some_and(|batch| batch.cards.get(mac).is_some())
}

/// The tabs that have a page now.
pub fn available_tabs(state: &State) -> impl Iterator<Item = Tab> {
    let all = Tab::ALL.iter().copied();
    all.filter(|tab| is_available(*tab, state))
}

/// Goes to the first tab that is available if the chosen one is not.
pub fn leave_unavailable_tab(cx: &mut ShellCx<'_>) {
    if cx.state.has_pi() && !is_available(cx.ui_state.tab, cx.state) {
        let first = available_tabs(cx.state).next();
        cx.ui_state.tab = first.unwrap_or(Tab::Settings);
    }
}

/// Draws the page. Ids are its own: assistive technology remembers by its id what can be done with a
/// node, so that a button in the place of another page's label could not be pressed.
pub fn page_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    if shows_connect(cx.state, cx.ui_state) {
        ui.push_id("connect", |ui| connect_or_waiting_ui(ui, cx));
    } else {
        let page = (cx.ui_state.tab, cx.ui_state.recovery.shows_history);
        ui.push_id(page, |ui| tab_page_ui(ui, cx));
    }
}

fn connect_or_waiting_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let state = cx.state;
    if state.kiosk.waits_since.is_some() && !cx.ui_state.connect.is_open {
        cx.feature(&state.kiosk, Intent::Kiosk, |cx, _| {
            kiosk::view::waiting_ui(ui, cx);
        });
    } else {
        let server = state.has_pi().then_some(state.server.as_str());
        cx.feature(&state.connect, Intent::Connect, |cx, ui_state| {
            connect::view::connect_ui(ui, cx, &mut ui_state.connect, server);
        });
    }
}

fn tab_page_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let (state, tab) = (cx.state, cx.ui_state.tab);
    // Diagnostics and settings do not depend on the event stream.
    if !matches!(tab, Tab::Diagnostics | Tab::Settings) {
        link_banner::banner_ui(ui, cx);
    }
    match tab {
        Tab::Provisioning if cx.ui_state.recovery.shows_history => {
            cx.feature(&state.recovery, Intent::Recovery, |cx, ui_state| {
                recovery::view::history_page_ui(ui, cx, &mut ui_state.recovery);
            });
        }
        Tab::Provisioning if start_page::is_shown(cx) => start_page::start_page_ui(ui, cx),
        Tab::Provisioning => {
            if state.settings.features().session_recovery {
                start_page::banner_ui(ui, cx);
            }
            cx.provisioning(|cx, ui_state| {
                provisioning::view::provisioning_ui(ui, cx, ui_state);
            });
        }
        Tab::Allowlist => cx.feature(&state.allowlist, Intent::Allowlist, |cx, ui_state| {
            allowlist::view::allowlist_ui(ui, cx, &mut ui_state.allowlist);
        }),
        Tab::Monitor => cx.feature(&state.monitoring, Intent::Monitor, |cx, ui_state| {
            let has_details = |mac| has_camera(state, mac);
            monitor::view::monitor_ui(ui, cx, &mut ui_state.monitor, &has_details);
        }),
        Tab::Diagnostics => {
            cx.feature(&state.diagnostics, Intent::Diagnostics, |cx, ui_state| {
                diagnostics::view::diagnostics_ui(ui, cx, &mut ui_state.diagnostics);
            });
        }
        Tab::Settings => {
            let link = state.has_pi().then_some(&state.stream);
            let is_locked = state.is_locked(cx.now);
            cx.feature(&state.settings, Intent::Settings, |cx, ui_state| {
                settings::view::settings_ui(ui, cx, &mut ui_state.settings, link, is_locked);
            });
        }
    }
}

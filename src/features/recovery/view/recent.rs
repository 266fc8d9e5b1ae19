//! What the start form can be filled from, and what was done before: the last networks, sessions that
//! can be resumed, and the newest of the past ones.

use egui::{Align, Layout, Ui, vec2};

use super::{
    RecoveryCx, RecoveryUiState,
    banner::{facts, menu_ui, resume_ui, session_frame_ui},
    history_page::rows_ui,
};
use crate::{
    domain::session::{Session, SessionId},
    features::recovery::state::Recovery,
    tr,
    ui::{
        Request,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            button::Button,
            chip::chip_ui,
            label::{label_ui, paragraph_ui},
            section::section_ui,
        },
    },
};

/// More networks are not offered.
const MAX_NETWORKS: usize = 6;
/// More past sessions are on the page of all of them.
const MAX_SESSIONS: usize = 5;

/// Draws it. `offered` is the session in the banner. The small display has room for the networks, and
/// the button that leads to all sessions.
pub fn recent_ui(
    ui: &mut Ui,
    cx: &mut RecoveryCx<'_>,
    offered: Option<&SessionId>,
    ui_state: &mut RecoveryUiState,
) {
    ui.spacing_mut().item_spacing.y = 2.0 * STEP;
    networks_ui(ui, cx);
    if Density::of(ui) == Density::Touch {
        all_sessions_ui(ui, cx);
        return;
    }
    let resumable = cx.state.recoverable().iter();
    let others: Vec<&Session> = resumable
        .filter(|session| Some(&session.id) != offered)
        .collect();
    if !others.is_empty() {
        label_ui(ui, TextRole::Strong, Tone::Plain, tr!("recovery-title"));
    }
    for session in others {
        ui.push_id(session.id.as_str(), |ui| {
            resumable_ui(ui, cx, session, ui_state);
        });
    }
    section_ui(ui, |ui| past_ui(ui, cx, ui_state));
}

/// The networks of the last sessions; a press fills the form.
fn networks_ui(ui: &mut Ui, cx: &mut RecoveryCx<'_>) {
    let networks = last_networks(cx.state);
    if networks.is_empty() {
        return;
    }
    section_ui(ui, |ui| {
        label_ui(ui, TextRole::Title, Tone::Plain, tr!("recent-networks"));
        ui.horizontal_wrapped(|ui| {
            for network in networks {
                let name = tr!("recent-use-network", network = network);
                if chip_ui(ui, network, None, false, &name).clicked() {
                    cx.request(Request::NewSession(network.to_owned()));
                }
            }
        });
    });
}

/// The target networks of the sessions that are known, newest first.
fn last_networks(recovery: &Recovery) -> Vec<&str> {
    let (_, past) = recovery.history();
    let sessions = past
        .into_iter()
        .chain(recovery.past.sessions().map(|past| &past.session));
    let mut networks = Vec::new();
    for session in sessions {
        let network = session.target_ssid.as_str();
        if !network.is_empty() && !networks.contains(&network) {
            networks.push(network);
        }
    }
    networks.truncate(MAX_NETWORKS);
    networks
}

/// A session that can be resumed and is not the one in the banner.
fn resumable_ui(
    ui: &mut Ui,
    cx: &mut RecoveryCx<'_>,
    session: &Session,
    ui_state: &mut RecoveryUiState,
) {
    session_frame_ui(ui, session, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                menu_ui(ui, cx, session, None, ui_state);
                resume_ui(
                    ui,
                    cx,
                    session,
                    Button::secondary(tr!("recovery-resume-short")),
                );
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
                    let [network, cameras, when] = facts(session, cx.now);
                    label_ui(ui, TextRole::Strong, Tone::Plain, network);
                    let more = format!("{cameras} · {when}");
                    label_ui(ui, TextRole::Small, Tone::Quiet, more);
                });
            });
        });
    });
}

fn past_ui(ui: &mut Ui, cx: &mut RecoveryCx<'_>, ui_state: &mut RecoveryUiState) {
    label_ui(ui, TextRole::Title, Tone::Plain, tr!("past-title"));
    let (_, sessions) = cx.state.history();
    if sessions.is_empty() {
        let text = if cx.state.is_reading_history() {
            tr!("past-reading")
        } else {
            tr!("past-none")
        };
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, text);
    } else {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let newest = &sessions[..sessions.len().min(MAX_SESSIONS)];
            rows_ui(ui, newest, ui_state);
        });
    }
    all_sessions_ui(ui, cx);
}

/// The button that leads to the page of past sessions.
fn all_sessions_ui(ui: &mut Ui, cx: &mut RecoveryCx<'_>) {
    if Button::quiet(tr!("recent-all")).pressed(ui) {
        cx.request(Request::ShowPastSessions);
    }
}

//! The offer to resume a session that a restart of the Pi interrupted.

use egui::{Layout, Ui};

use super::{RecoveryCx, RecoveryUiState, counts, network, when};
use crate::{
    domain::session::Session,
    features::recovery::{
        intent::RecoveryIntent,
        state::{Offer, Operation, RecoveryFailure},
    },
    tr,
    ui::{
        Request, format, icons,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            button::{Button, icon_button_ui},
            label::{label_ui, paragraph_ui},
            notice::notice_ui,
            problem::problem_ui,
            retry_countdown::{RetryAction, retry_ui, while_retrying},
        },
    },
};

/// Draws the last failure to resume or discard a session, and the offer.
pub fn recovery_banner_ui(
    ui: &mut Ui,
    cx: &mut RecoveryCx<'_>,
    offer: Option<&Offer<'_>>,
    ui_state: &mut RecoveryUiState,
) {
    if let Some(failure) = cx.state.failure() {
        failure_ui(ui, cx, failure);
        ui.add_space(2.0 * STEP);
    }
    if let Some(offer) = offer {
        offer_ui(ui, cx, offer, ui_state);
        ui.add_space(2.0 * STEP);
    }
}

fn offer_ui(
    ui: &mut Ui,
    cx: &mut RecoveryCx<'_>,
    offer: &Offer<'_>,
    ui_state: &mut RecoveryUiState,
) {
    session_frame_ui(ui, offer.session, |ui| {
        let headline = if offer.was_open {
            tr!("recovery-open-session")
        } else {
            tr!("recovery-a-session")
        };
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                if icon_button_ui(ui, icons::CLOSE, &tr!("recovery-dismiss")).clicked() {
                    cx.push(RecoveryIntent::Dismiss);
                }
                ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
                    let text = format!("{}  {headline}", icons::INFO);
                    label_ui(ui, TextRole::Strong, Tone::Discovered, text);
                });
            });
        });
        facts_ui(ui, offer.session);
        ui.horizontal_wrapped(|ui| {
            actions_ui(ui, cx, offer.session, ui_state);
            let more = || {
                Button::quiet(tr!("recovery-more", count = offer.others))
                    .named(tr!("recovery-more-name"))
            };
            if offer.others > 0 && more().pressed(ui) {
                cx.request(Request::ShowPastSessions);
            }
        });
    });
}

/// A panel for a session that can be resumed.
pub fn session_frame_ui(ui: &mut Ui, session: &Session, content: impl FnOnce(&mut Ui)) {
    let name = tr!("recovery-session", network = network(session));
    notice_ui(ui, Tone::Discovered, &name, |ui| {
        ui.spacing_mut().item_spacing.y = 1.5 * STEP;
        content(ui);
    });
}

/// The network, the state, the time and the counts of a session.
pub fn facts_ui(ui: &mut Ui, session: &Session) {
    let when = when(session.updated_at.or(session.created_at));
    let facts = [
        network(session),
        format::session_state(&session.state),
        when,
        counts(session),
    ];
    let facts = match Density::of(ui) {
        Density::Desktop => facts.join(" · "),
        Density::Touch => [facts[0].clone(), facts[3].clone()].join(" · "),
    };
    paragraph_ui(ui, TextRole::Body, Tone::Plain, facts);
}

/// The buttons for a session that can be resumed.
pub fn actions_ui(
    ui: &mut Ui,
    cx: &mut RecoveryCx<'_>,
    session: &Session,
    ui_state: &mut RecoveryUiState,
) {
    let enabled = !cx.state.is_busy();
    if Button::primary(tr!("recovery-resume"))
        .enabled(enabled)
        .pressed(ui)
    {
        cx.push(RecoveryIntent::Resume(session.id.clone()));
    }
    let discard = Button::quiet(tr!("discard-open")).named(tr!("discard-session"));
    if discard.enabled(enabled).pressed(ui) {
        ui_state.discard = Some(session.id.clone());
    }
    let text = match cx.state.operation(&session.id) {
        Some(Operation::Resuming) => tr!("recovery-resuming"),
        Some(Operation::Discarding) => tr!("discard-discarding"),
        None => return,
    };
    label_ui(ui, TextRole::Body, Tone::Quiet, text);
}

/// Why a session could not be resumed or discarded, and what to do instead.
fn failure_ui(ui: &mut Ui, cx: &mut RecoveryCx<'_>, failure: &RecoveryFailure) {
    let retry = &cx.state.retry;
    let problem = while_retrying(&failure.problem, retry);
    let request = problem_ui(ui, &problem, |ui| {
        if let Some(action) = retry_ui(ui, retry, cx.now) {
            cx.push(match action {
                RetryAction::RetryNow => RecoveryIntent::RetryNow,
                RetryAction::Stop => RecoveryIntent::StopRetrying,
            });
        }
        if let Some(running) = &failure.running {
            if Button::primary(tr!("recovery-show-running")).pressed(ui) {
                cx.request(Request::ShowSession(running.clone()));
                cx.push(RecoveryIntent::DismissFailure);
            }
        } else if !failure.session.target_ssid.is_empty() {
            let ssid = failure.session.target_ssid.as_str();
            if Button::primary(tr!("recovery-new-session", network = ssid))
                .named(tr!("recovery-new-session-name"))
                .pressed(ui)
            {
                cx.request(Request::NewSession(ssid.to_owned()));
                cx.push(RecoveryIntent::DismissFailure);
            }
        }
        if Button::secondary(tr!("recovery-dismiss-problem"))
            .named(tr!("recovery-dismiss-problem-name"))
            .pressed(ui)
        {
            cx.push(RecoveryIntent::DismissFailure);
        }
    });
    if let Some(request) = request {
        cx.request(request);
    }
}

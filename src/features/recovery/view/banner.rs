//! The offer to resume a session that a restart of the Pi interrupted.

use egui::{Align, Layout, Popup, Ui, vec2};

use super::{RecoveryCx, RecoveryUiState, counts, network, when, when_from};
use crate::{
    domain::{clock::Now, session::Session},
    features::recovery::{
        intent::RecoveryIntent,
        state::{Offer, Operation, RecoveryFailure},
    },
    tr,
    ui::{
        Request, format, icons,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            button::Button,
            label::{label_ui, paragraph_ui, text_width},
            notice::notice_ui,
            problem::problem_ui,
            retry_countdown::{RetryAction, retry_ui, while_retrying},
            tooltip::tooltip_ui,
        },
    },
};

/// Width of the menu of a session, in points.
const MENU_WIDTH: f32 = 60.0 * STEP;

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
    let session = offer.session;
    session_frame_ui(ui, session, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                menu_ui(ui, cx, session, Some(offer), ui_state);
                let resume = Button::primary(tr!("recovery-resume-short")).compact();
                resume_ui(ui, cx, session, resume);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    headline_ui(ui, cx, offer);
                });
            });
        });
    });
}

/// That the session was interrupted, and what is known of it; below it where one line is too short.
fn headline_ui(ui: &mut Ui, cx: &RecoveryCx<'_>, offer: &Offer<'_>) {
    let word = format!("{}  {}", icons::INFO, tr!("recovery-interrupted"));
    let explanation = if offer.was_open {
        tr!("recovery-open-session")
    } else {
        tr!("recovery-a-session")
    };
    let facts = match cx.state.operation(&offer.session.id) {
        Some(operation) => under_way(operation).to_owned(),
        None => facts(offer.session, cx.now).join(" · "),
    };
    let gap = 2.0 * STEP;
    let width =
        text_width(ui, TextRole::Strong, &word) + gap + text_width(ui, TextRole::Body, &facts);
    let texts = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(gap, 0.0);
        let word = label_ui(ui, TextRole::Strong, Tone::Discovered, word);
        tooltip_ui(ui, word, explanation);
        label_ui(ui, TextRole::Body, Tone::Plain, facts);
    };
    if width < ui.available_width() {
        texts(ui);
    } else {
        ui.vertical(texts);
    }
}

/// The network, how many of the cameras are verified, and the time.
pub fn facts(session: &Session, now: Now) -> [String; 3] {
    let cameras = tr!(
        "recovery-cameras",
        found = session.device_count,
        verified = session.verified_count,
    );
    let when = when_from(session.updated_at.or(session.created_at), now);
    [network(session), cameras, when]
}

/// The button that resumes a session.
pub fn resume_ui(ui: &mut Ui, cx: &mut RecoveryCx<'_>, session: &Session, button: Button<'_>) {
    let button = button.named(tr!("recovery-resume"));
    if button.enabled(!cx.state.is_busy()).pressed(ui) {
        cx.push(RecoveryIntent::Resume(session.id.clone()));
    }
}

/// The menu of what else can be done with a session; `offer`, if it is the one on offer.
pub fn menu_ui(
    ui: &mut Ui,
    cx: &mut RecoveryCx<'_>,
    session: &Session,
    offer: Option<&Offer<'_>>,
    ui_state: &mut RecoveryUiState,
) {
    let more = Button::quiet(tr!("recovery-menu"))
        .named(tr!("recovery-menu-name"))
        .compact()
        .ui(ui);
    Popup::menu(&more).show(|ui| {
        ui.set_min_width(MENU_WIDTH);
        discard_ui(ui, cx, session, ui_state);
        let Some(offer) = offer else { return };
        let all = Button::quiet(tr!("recovery-all"));
        if offer.others > 0 && all.pressed(ui) {
            cx.request(Request::ShowPastSessions);
        }
        if Button::quiet(tr!("recovery-dismiss")).pressed(ui) {
            cx.push(RecoveryIntent::Dismiss);
        }
    });
}

fn discard_ui(
    ui: &mut Ui,
    cx: &mut RecoveryCx<'_>,
    session: &Session,
    ui_state: &mut RecoveryUiState,
) {
    let discard = Button::quiet(tr!("discard-open")).named(tr!("discard-session"));
    if discard.enabled(!cx.state.is_busy()).pressed(ui) {
        ui_state.discard = Some(session.id.clone());
    }
}

/// What is being done with a session.
fn under_way(operation: Operation) -> &'static str {
    match operation {
        Operation::Resuming => tr!("recovery-resuming"),
        Operation::Discarding => tr!("discard-discarding"),
    }
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
        format::session_state(&session.state).to_string(),
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
    resume_ui(ui, cx, session, Button::primary(tr!("recovery-resume")));
    discard_ui(ui, cx, session, ui_state);
    if let Some(operation) = cx.state.operation(&session.id) {
        label_ui(ui, TextRole::Body, Tone::Quiet, under_way(operation));
    }
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

//! The offer to go on with a session that a restart of the Pi interrupted.

use egui::{CornerRadius, Frame, Layout, Margin, Stroke, Ui, UiBuilder, accesskit::Role};

use super::{RecoveryUiState, counts, network, recovery, when};
use crate::{
    domain::session::Session,
    features::{
        State,
        intent::Intent,
        provisioning::{intent::ProvisioningIntent, view::start_draft::StartUiState},
        recovery::{
            intent::RecoveryIntent,
            state::{Doing, Failure, Offer},
        },
    },
    tr,
    ui::{
        format, icons,
        theme::{Density, MARGIN, PANEL_RADIUS, Palette, STEP, TextRole, Tone},
        widgets::{
            button::{Button, icon_button_ui},
            label::{label_ui, paragraph_ui},
            problem::problem_ui,
        },
    },
};

/// Draws the offer, and what could not be done with it.
pub fn recovery_banner_ui(
    ui: &mut Ui,
    state: &State,
    draft: &mut RecoveryUiState,
    start: &mut StartUiState,
    intents: &mut Vec<Intent>,
) {
    let recovery_state = &state.recovery;
    if let Some(failure) = recovery_state.failure() {
        failure_ui(ui, failure, start, intents);
        ui.add_space(2.0 * STEP);
    }
    if let Some(offer) = recovery_state.offer(&state.provisioning) {
        offer_ui(ui, state, &offer, draft, intents);
        ui.add_space(2.0 * STEP);
    }
}

fn offer_ui(
    ui: &mut Ui,
    state: &State,
    offer: &Offer<'_>,
    draft: &mut RecoveryUiState,
    intents: &mut Vec<Intent>,
) {
    framed(ui, offer.session, |ui| {
        let headline = if offer.was_open {
            tr!("recovery-open-session")
        } else {
            tr!("recovery-a-session")
        };
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                if icon_button_ui(ui, icons::CLOSE, &tr!("recovery-dismiss")).clicked() {
                    intents.push(recovery(RecoveryIntent::Dismiss));
                }
                ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
                    let text = format!("{}  {headline}", icons::INFO);
                    label_ui(ui, TextRole::Strong, Tone::Discovered, text);
                });
            });
        });
        facts_ui(ui, offer.session);
        ui.horizontal_wrapped(|ui| {
            let doing = state.recovery.doing(&offer.session.id);
            actions_ui(
                ui,
                offer.session,
                doing,
                !state.recovery.is_busy(),
                draft,
                intents,
            );
            let more = || {
                Button::quiet(tr!("recovery-more", count = offer.others))
                    .named(tr!("recovery-more-name"))
            };
            if offer.others > 0 && more().pressed(ui) {
                draft.shows_history = true;
                intents.push(recovery(RecoveryIntent::ReadHistory));
            }
        });
    });
}

/// A panel for a session that can be resumed.
pub fn framed(ui: &mut Ui, session: &Session, content: impl FnOnce(&mut Ui)) {
    let palette = Palette::of(ui);
    let name = tr!("recovery-session", network = network(session));
    let group = UiBuilder::new()
        .accessibility_role(Role::Group)
        .accessibility_label(name);
    ui.scope_builder(group, |ui| {
        Frame::new()
            .fill(palette.surface)
            .stroke(Stroke::new(1.0, palette.discovered))
            .corner_radius(CornerRadius::same(PANEL_RADIUS))
            .inner_margin(Margin::same(3 * MARGIN))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 1.5 * STEP;
                content(ui);
            });
    });
}

/// The network, the state, when it was, and how far it had come.
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

/// What can be done with it.
pub fn actions_ui(
    ui: &mut Ui,
    session: &Session,
    doing: Option<Doing>,
    enabled: bool,
    draft: &mut RecoveryUiState,
    intents: &mut Vec<Intent>,
) {
    if Button::primary(tr!("recovery-resume"))
        .enabled(enabled)
        .pressed(ui)
    {
        intents.push(recovery(RecoveryIntent::Resume(session.id.clone())));
    }
    let discard = Button::quiet(tr!("discard-open")).named(tr!("discard-session"));
    if discard.enabled(enabled).pressed(ui) {
        draft.discard = Some(session.id.clone());
    }
    let text = match doing {
        Some(Doing::Resuming) => tr!("recovery-resuming"),
        Some(Doing::Discarding) => tr!("discard-under-way"),
        None => return,
    };
    label_ui(ui, TextRole::Body, Tone::Quiet, text);
}

/// What could not be done, and the way on.
fn failure_ui(ui: &mut Ui, failure: &Failure, start: &mut StartUiState, intents: &mut Vec<Intent>) {
    let request = problem_ui(ui, &failure.problem, |ui| {
        let close = recovery(RecoveryIntent::DismissFailure);
        if let Some(running) = &failure.running {
            if Button::primary(tr!("recovery-show-running")).pressed(ui) {
                let show = ProvisioningIntent::Show(running.clone());
                intents.push(Intent::Provisioning(show));
                intents.push(close.clone());
            }
        } else if !failure.session.target_ssid.is_empty() {
            let network = failure.session.target_ssid.as_str();
            if Button::primary(tr!("recovery-new-session", network = network))
                .named(tr!("recovery-new-session-name"))
                .pressed(ui)
            {
                start.prefill(network);
                intents.push(Intent::Provisioning(ProvisioningIntent::Leave));
                intents.push(close.clone());
            }
        }
        if Button::secondary(tr!("recovery-dismiss-problem"))
            .named(tr!("recovery-dismiss-problem-name"))
            .pressed(ui)
        {
            intents.push(close);
        }
    });
    intents.extend(request.map(Intent::Request));
}

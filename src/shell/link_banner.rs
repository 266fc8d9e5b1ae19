//! The banner over every tab while the line to the Pi is down: why, since what one sees may be old, and what to do.

use egui::Ui;

use crate::{
    domain::{clock::Now, link_state::LinkState},
    features::{State, intent::Intent},
    tr,
    ui::{
        Request, format,
        theme::{STEP, TextRole, Tone},
        widgets::{button::Button, label::label_ui, problem::problem_ui},
    },
};

/// Draws the banner if there is something to say. A first attempt to mend a line that broke is no news: a hiccup.
pub fn banner_ui(ui: &mut Ui, state: &State, now: Now, intents: &mut Vec<Intent>) {
    let Some(problem) = &state.link_problem else {
        return;
    };
    let progress = match &state.stream {
        LinkState::Live { .. } | LinkState::Off | LinkState::Retrying { attempt: 1, .. } => return,
        LinkState::Refused { .. } => None,
        LinkState::Connecting { attempt } => Some(tr!("events-trying-now", attempt = *attempt)),
        LinkState::Retrying { attempt, at, .. } => {
            let wait = format::countdown(now.until(*at));
            Some(tr!("events-trying-again", wait = wait, attempt = *attempt))
        }
    };
    let request = problem_ui(ui, problem, |ui| {
        if Button::secondary(tr!("events-reconnect-now")).pressed(ui) {
            intents.push(Intent::Request(Request::Reconnect));
        }
        if let Some(progress) = progress {
            label_ui(ui, TextRole::Body, Tone::Quiet, progress);
        }
    });
    intents.extend(request.map(Intent::Request));
    ui.add_space(3.0 * STEP);
}

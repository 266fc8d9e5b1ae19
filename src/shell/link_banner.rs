//! The banner over a page while the event stream is down: what is wrong and what to do. What the page
//! shows may be old.

use egui::Ui;

use crate::{
    domain::link_state::LinkState,
    features::intent::Intent,
    shell::cx::ShellCx,
    tr,
    ui::{
        Request, format, redraw,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{button::Button, label::label_ui, problem::problem_ui},
    },
};

/// Draws the banner, if there is a problem. The first wait after an interruption shows none: most
/// interruptions end with it.
pub fn banner_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let state = cx.state;
    let Some(problem) = &state.link_problem else {
        return;
    };
    let progress = match &state.stream {
        LinkState::Live { .. }
        | LinkState::Silent { .. }
        | LinkState::Off
        | LinkState::Retrying { attempt: 1, .. } => return,
        LinkState::Refused { .. } => None,
        LinkState::Connecting { attempt } => Some(tr!("events-trying-now", attempt = *attempt)),
        LinkState::Retrying { attempt, at, .. } => {
            let wait = format::wait(cx.now.until(*at));
            Some(tr!("events-trying-again", wait = wait, attempt = *attempt))
        }
    };
    let request = problem_ui(ui, problem, |ui| {
        if Button::secondary(tr!("events-reconnect-now")).pressed(ui) {
            cx.request(Request::Reconnect);
        }
        // The header of the small display says so too.
        let progress = progress.filter(|_| Density::of(ui) == Density::Desktop);
        if let Some(progress) = progress {
            let label = label_ui(ui, TextRole::Body, Tone::Quiet, progress);
            if let LinkState::Retrying { at, .. } = &state.stream {
                redraw::with_wait(ui, label.rect, cx.now.until(*at));
            }
        }
    });
    cx.intents.extend(request.map(Intent::Request));
    ui.add_space(match Density::of(ui) {
        Density::Desktop => 3.0 * STEP,
        Density::Touch => STEP,
    });
}

//! The banner over every tab while the line to the Pi is down: why, since what one sees may be old, and what to do.

use egui::Ui;

use crate::{
    domain::{clock::Now, stream::StreamStatus},
    state::State,
    ui::{
        Intent,
        theme::{STEP, TextRole, Tone},
        widgets::{button::Button, label::label_ui, problem::problem_ui},
        words,
    },
};

/// Attempts that may fail without a word: a hiccup is no news.
const SILENT_ATTEMPTS: u32 = 1;

/// Draws the banner if there is something to say.
pub fn banner_ui(ui: &mut Ui, state: &State, now: Now, intents: &mut Vec<Intent>) {
    let (problem, wait) = match &state.stream {
        StreamStatus::Refused { problem } => (problem, None),
        StreamStatus::Retrying {
            problem,
            attempt,
            at,
        } if *attempt > SILENT_ATTEMPTS || state.fresh_at.is_none() => {
            (problem, Some((*attempt, *at)))
        }
        StreamStatus::Off
        | StreamStatus::Connecting { .. }
        | StreamStatus::Live { .. }
        | StreamStatus::Retrying { .. } => {
            return;
        }
    };
    problem_ui(ui, problem, intents, |ui, intents| {
        if Button::secondary("Reconnect now").pressed(ui) {
            intents.push(Intent::Reconnect);
        }
        if let Some((attempt, at)) = wait {
            let seconds = words::clock(now.until(at));
            label_ui(
                ui,
                TextRole::Body,
                Tone::Quiet,
                format!("Trying again in {seconds}{}", words::attempt(attempt)),
            );
        }
    });
    ui.add_space(3.0 * STEP);
}

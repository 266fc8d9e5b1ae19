//! A kiosk that has not found its Pi: it looks until it does.

use std::time::Duration;

use egui::{Align, Layout, Ui, Vec2};

use crate::{
    domain::clock::Now,
    features::State,
    tr,
    ui::{
        format,
        icons::paint_logo,
        theme::{STEP, TextRole, Tone},
        widgets::label::paragraph_ui,
    },
};

/// A Pi that starts takes some time: before that there is nothing to do but wait.
const HELP_AFTER: Duration = Duration::from_secs(20);

/// Draws the page.
pub fn waiting_ui(ui: &mut Ui, state: &State, now: Now) {
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        ui.add_space((ui.available_height() / 2.0 - 30.0 * STEP).max(0.0));
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(20.0 * STEP), egui::Sense::hover());
        paint_logo(ui, rect);
        ui.add_space(4.0 * STEP);
        paragraph_ui(ui, TextRole::Number, Tone::Plain, tr!("kiosk-waiting"));
        let since = state.kiosk.waits_since;
        let waited = since.map_or(Duration::ZERO, |since| now.since(since));
        let text = tr!("kiosk-waiting-where", waited = format::roughly(waited));
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, text);
        ui.add_space(2.0 * STEP);
        if waited >= HELP_AFTER {
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("kiosk-waiting-help"));
        }
    });
}

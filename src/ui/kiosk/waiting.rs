//! A kiosk that has not found its Pi: it looks until it does.

use egui::{Align, Layout, Ui, Vec2};

use crate::{
    domain::clock::Now,
    state::State,
    ui::{
        theme::{STEP, TextRole, Tone},
        widgets::{
            label::{label_ui, paragraph_ui},
            logo::paint_logo,
        },
        words,
    },
};

/// Draws the page.
pub fn waiting_ui(ui: &mut Ui, state: &State, now: Now) {
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        ui.add_space((ui.available_height() / 2.0 - 30.0 * STEP).max(0.0));
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(20.0 * STEP), egui::Sense::hover());
        paint_logo(ui, rect);
        ui.add_space(4.0 * STEP);
        label_ui(ui, TextRole::Number, Tone::Plain, "Waiting for PiOrchestrator…");
        let since = state.setup.kiosk.waits_since;
        let waited = since.map_or_else(String::new, |since| {
            format!(" Looking for {}.", words::roughly(now.since(since)))
        });
        let text = format!("It is expected on this computer, at port 8082 or 8081.{waited}");
        label_ui(ui, TextRole::Body, Tone::Quiet, text);
        ui.add_space(2.0 * STEP);
        let help = "If it stays so: is the PiOrchestrator service running? To connect to another Pi, hold the logo for 3 seconds.";
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, help);
    });
}

//! The page of a kiosk that has not found its Pi yet.

use std::time::Duration;

use egui::{Align, Layout, Sense, Ui, Vec2};

use super::KioskCx;
use crate::{
    tr,
    ui::{
        format,
        icons::paint_logo,
        redraw,
        theme::{STEP, TextRole, Tone},
        widgets::label::paragraph_ui,
    },
};

/// A Pi takes some time to start: advice before that would be useless.
const HELP_AFTER: Duration = Duration::from_secs(20);

/// Draws the page.
pub fn waiting_ui(ui: &mut Ui, cx: &KioskCx<'_>) {
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        ui.add_space((ui.available_height() / 2.0 - 30.0 * STEP).max(0.0));
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(20.0 * STEP), Sense::hover());
        paint_logo(ui, rect);
        ui.add_space(4.0 * STEP);
        paragraph_ui(ui, TextRole::Number, Tone::Plain, tr!("kiosk-waiting"));
        let since = cx.state.waits_since;
        let waited = since.map_or(Duration::ZERO, |since| cx.now.since(since));
        let text = tr!("kiosk-waiting-where", waited = format::roughly(waited));
        let label = paragraph_ui(ui, TextRole::Body, Tone::Quiet, text);
        redraw::with_age(ui, label.rect, waited);
        ui.add_space(2.0 * STEP);
        if waited >= HELP_AFTER {
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("kiosk-waiting-help"));
        }
    });
}

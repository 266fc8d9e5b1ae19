//! The panels below the plots.

#![expect(clippy::cast_precision_loss, reason = "columns and rows are few")]

use egui::{Align, Layout, Ui, UiBuilder, accesskit::Role, vec2};

use super::{
    camera_table::camera_table_ui,
    panel_frame,
    panel_rows::{Panel, Row, panels},
};
use crate::{
    domain::{clock::Now, telemetry::Transport},
    features::monitor::state::Monitoring,
    model::time_window::TimeWindow,
    tr,
    ui::{
        format,
        theme::{Density, STEP, TextRole, Tone},
        widgets::label::{label_ui, paragraph_ui},
    },
};

/// The least width for all panels in one row.
const WIDE: f32 = 1_000.0;
/// The height of a row.
const ROW: f32 = 6.0 * STEP;
/// The space between two panels.
const GAP: f32 = 3.0 * STEP;
/// The width of the frame of a panel: margins and lines.
const FRAME: f32 = 8.0 * STEP + 2.0;

/// Draws the panels in four columns or two, and the cameras below.
pub fn panels_ui(ui: &mut Ui, monitoring: &Monitoring, window: TimeWindow, now: Now) {
    let Some(latest) = &monitoring.latest else {
        return;
    };
    let age = now.since(latest.received.instant);
    if monitoring.is_stale(now) {
        let text = tr!("monitor-as-of", age = format::roughly(age));
        paragraph_ui(ui, TextRole::Body, Tone::Warning, text);
    } else if latest.transport == Transport::Polling {
        // Explains all the dashes once.
        paragraph_ui(
            ui,
            TextRole::Body,
            Tone::Quiet,
            tr!("monitor-polling-limits"),
        );
    }
    let columns = if ui.available_width() >= WIDE { 4 } else { 2 };
    let width = (ui.available_width() - GAP * (columns - 1) as f32) / columns as f32;
    for row in panels(monitoring, latest, window, now).chunks(columns) {
        let rows = row.iter().map(|panel| panel.rows.len()).max().unwrap_or(0);
        let size = vec2(width - FRAME, (rows + 1) as f32 * ROW);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for panel in row {
                panel_ui(ui, panel, size);
            }
        });
    }
    camera_table_ui(ui, monitoring, latest, now);
}

fn panel_ui(ui: &mut Ui, panel: &Panel, size: egui::Vec2) {
    let builder = UiBuilder::new()
        .accessibility_role(Role::Group)
        .accessibility_label(panel.title.as_str());
    ui.scope_builder(builder, |ui| {
        panel_frame(ui).show(ui, |ui| {
            ui.set_min_size(size);
            ui.set_max_size(size);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                line_ui(ui, |ui| {
                    label_ui(ui, TextRole::Strong, Tone::Plain, panel.title.as_str());
                });
                for row in &panel.rows {
                    row_ui(ui, row);
                }
            });
        });
    });
}

fn row_ui(ui: &mut Ui, row: &Row) {
    let role = match Density::of(ui) {
        Density::Desktop => TextRole::Body,
        Density::Touch => TextRole::Small,
    };
    line_ui(ui, |ui| {
        label_ui(ui, role, Tone::Quiet, row.name.as_str());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            label_ui(ui, role, row.tone, row.value.clone());
        });
    });
}

fn line_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), ROW);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_height(ROW);
        content(ui);
    });
}

//! The panels below the plots.

#![expect(clippy::cast_precision_loss, reason = "columns and rows are few")]

use egui::{Align, Layout, Ui, UiBuilder, accesskit::Role, vec2};

use super::{
    MonitorUiState, Scene,
    camera_table::camera_table_ui,
    panel_frame,
    panel_rows::{Panel, Row, VisibleBounds, panels},
    plot_axes,
};
use crate::{
    domain::{health_history::Series, telemetry::Transport},
    tr,
    ui::{
        format, redraw,
        theme::{Density, STEP, TextRole, Tone},
        widgets::label::{label_ui, paragraph_ui, text_width},
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

/// Draws the panels in four columns, two or one, and the cameras below.
pub fn panels_ui(ui: &mut Ui, scene: &Scene<'_>, ui_state: &mut MonitorUiState) {
    let Scene {
        monitoring,
        window,
        now,
        ..
    } = *scene;
    let Some(latest) = &monitoring.latest else {
        return;
    };
    let age = now.since(latest.received.instant);
    if monitoring.is_stale(now) {
        let text = tr!("monitor-as-of", age = format::roughly(age));
        let label = paragraph_ui(ui, TextRole::Body, Tone::Warning, text);
        redraw::with_age(ui, label.rect, age);
    } else if latest.transport == Transport::Polling {
        // Explains all the dashes once.
        paragraph_ui(
            ui,
            TextRole::Body,
            Tone::Quiet,
            tr!("monitor-polling-limits"),
        );
    }
    let pixels = plot_axes::pixel_columns(window, ui.available_width());
    let mut bounds = |series| {
        let lines = &mut ui_state.lines[series as usize];
        lines.update(&monitoring.history, series, pixels);
        lines.bounds()
    };
    let bounds = VisibleBounds {
        disk: bounds(Series::Disk),
        load: bounds(Series::Load),
    };
    let panels = panels(monitoring, latest, window, bounds, now);
    for (row, widths) in in_rows(ui, &panels) {
        let rows = row.iter().map(|panel| panel.rows.len()).max().unwrap_or(0);
        let height = (rows + 1) as f32 * ROW;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for (panel, width) in row.iter().zip(widths) {
                panel_ui(ui, panel, vec2(width, height));
            }
        });
    }
    camera_table_ui(ui, monitoring, latest, now);
}

/// The panels that stand beside each other, and the widths of their contents: as many as fit without
/// cutting a text, if that is possible at all.
fn in_rows<'a>(ui: &Ui, panels: &'a [Panel]) -> Vec<(&'a [Panel], Vec<f32>)> {
    let room = ui.available_width();
    let most = if room >= WIDE { 4 } else { 2 };
    let needs: Vec<f32> = panels.iter().map(|panel| need(ui, panel)).collect();
    let fitting = [4, 2].into_iter().filter(|columns| *columns <= most);
    for columns in fitting {
        let widths = needs.chunks(columns).map(|needs| widths(needs, room));
        if let Some(widths) = widths.collect::<Option<Vec<_>>>() {
            return panels.chunks(columns).zip(widths).collect();
        }
    }
    let alone = |panel| (panel, vec![room - FRAME]);
    panels.chunks(1).map(alone).collect()
}

/// The widths of the contents of panels beside each other, which need so much and have so much room
/// with their frames: the same, if that is enough for each.
fn widths(needs: &[f32], room: f32) -> Option<Vec<f32>> {
    let count = needs.len() as f32;
    let room = room - GAP * (count - 1.0) - FRAME * count;
    let same = room / count;
    if needs.iter().all(|need| *need <= same) {
        return Some(vec![same; needs.len()]);
    }
    let spare = room - needs.iter().sum::<f32>();
    let shared = needs.iter().map(|need| need + spare / count);
    (spare >= 0.0).then(|| shared.collect())
}

/// The least width in which no text of a panel is cut.
fn need(ui: &Ui, panel: &Panel) -> f32 {
    let role = row_role(ui);
    let widths = panel.rows.iter().map(|row| {
        let texts = [row.name, &row.value].map(|text| text_width(ui, role, text));
        // Sizes are rounded to whole pixels.
        texts.iter().sum::<f32>() + 3.0 * STEP
    });
    widths.fold(0.0, f32::max)
}

fn panel_ui(ui: &mut Ui, panel: &Panel, size: egui::Vec2) {
    let builder = UiBuilder::new()
        .accessibility_role(Role::Group)
        .accessibility_label(panel.title);
    ui.scope_builder(builder, |ui| {
        panel_frame(ui).show(ui, |ui| {
            ui.set_min_size(size);
            ui.set_max_size(size);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                line_ui(ui, |ui| {
                    label_ui(ui, TextRole::Strong, Tone::Plain, panel.title);
                });
                for row in &panel.rows {
                    row_ui(ui, row);
                }
            });
        });
    });
}

fn row_role(ui: &Ui) -> TextRole {
    match Density::of(ui) {
        Density::Desktop => TextRole::Body,
        Density::Touch => TextRole::Small,
    }
}

fn row_ui(ui: &mut Ui, row: &Row) {
    let role = row_role(ui);
    line_ui(ui, |ui| {
        label_ui(ui, role, Tone::Quiet, row.name);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_are_equally_wide_unless_one_needs_more() {
        let room = |content: f32| content + 2.0 * FRAME + GAP;
        assert_eq!(widths(&[80.0, 100.0], room(200.0)), Some(vec![100.0; 2]));
        let unequal = Some(vec![75.0, 125.0]);
        assert_eq!(widths(&[70.0, 120.0], room(200.0)), unequal);
        assert_eq!(widths(&[90.0, 120.0], room(200.0)), None);
    }
}

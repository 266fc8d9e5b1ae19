//! The panels below the plots.

use egui::{CornerRadius, Frame, Margin, ScrollArea, Stroke, Ui, UiBuilder, accesskit::Role, vec2};

use super::panels_view::{Panel, Row, panels};
use crate::{
    domain::clock::Now,
    state::monitoring::Monitoring,
    ui::{
        theme::{Density, MARGIN, PANEL_RADIUS, Palette, STEP, TextRole, Tone},
        widgets::label::label_ui,
    },
};

/// Height of a panel; more rows scroll inside it.
const HEIGHT: f32 = 190.0;
/// Panels are at least this wide.
const MIN_WIDTH: f32 = 300.0;

/// Draws the panels in as many columns as fit.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "columns are few"
)]
pub fn panels_ui(ui: &mut Ui, monitoring: &Monitoring, now: Now) {
    let gap = 3.0 * STEP;
    let columns = (((ui.available_width() + gap) / (MIN_WIDTH + gap)) as usize).max(1);
    let width = (ui.available_width() - gap * (columns - 1) as f32) / columns as f32;
    let panels = panels(monitoring, now);
    for row in panels.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for panel in row {
                panel_ui(ui, panel, width);
            }
        });
    }
}

fn panel_ui(ui: &mut Ui, panel: &Panel, width: f32) {
    let palette = Palette::of(ui);
    let builder = UiBuilder::new()
        .accessibility_role(Role::Group)
        .accessibility_label(panel.title);
    ui.scope_builder(builder, |ui| {
        let frame = Frame::new()
            .fill(palette.surface)
            .stroke(Stroke::new(1.0, palette.border))
            .corner_radius(CornerRadius::same(PANEL_RADIUS))
            .inner_margin(Margin::same(4 * MARGIN));
        frame.show(ui, |ui| {
            ui.set_min_size(vec2(width - 8.0 * STEP, HEIGHT));
            ui.set_max_size(vec2(width - 8.0 * STEP, HEIGHT));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = STEP;
                ui.spacing_mut().interact_size.y = 5.0 * STEP;
                label_ui(ui, TextRole::Strong, Tone::Plain, panel.title);
                ScrollArea::vertical()
                    .id_salt(panel.title)
                    .auto_shrink(false)
                    .show(ui, |ui| {
                        for row in &panel.rows {
                            row_ui(ui, row);
                        }
                    });
            });
        });
    });
}

fn row_ui(ui: &mut Ui, row: &Row) {
    let role = match Density::of(ui) {
        Density::Desktop => TextRole::Body,
        Density::Touch => TextRole::Small,
    };
    ui.horizontal(|ui| {
        label_ui(ui, role, Tone::Quiet, row.name.clone());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            label_ui(ui, role, row.tone, row.value.clone());
        });
    });
}

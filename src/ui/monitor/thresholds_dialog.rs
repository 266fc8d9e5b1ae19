//! From which values on the Pi's health calls for attention, edited with the check that keeps them sensible.

use egui::{DragValue, Grid, Ui};

use super::{MonitorDraft, monitoring_action};
use crate::{
    domain::thresholds::{Metric, Thresholds},
    state::action::MonitoringAction,
    ui::{
        Intent,
        theme::{STEP, TextRole, Tone},
        widgets::{
            button::Button,
            dialog::dialog_ui,
            label::{label_ui, paragraph_ui},
        },
    },
};

/// Draws the dialog while thresholds are being edited.
pub fn thresholds_dialog_ui(ui: &mut Ui, draft: &mut MonitorDraft, intents: &mut Vec<Intent>) {
    let Some(edited) = &mut draft.thresholds else {
        return;
    };
    let mut done = false;
    let body = "Values from here on are marked as a warning or as critical.";
    let left = dialog_ui(ui.ctx(), "Thresholds", body, |ui| {
        let problem = rows_ui(ui, edited);
        if let Some(problem) = problem {
            paragraph_ui(ui, TextRole::Body, Tone::Bad, problem);
        }
        ui.horizontal(|ui| {
            if Button::primary("Save").named("Save thresholds").pressed(ui) {
                intents.push(monitoring_action(MonitoringAction::Thresholds(*edited)));
                done = true;
            }
            if Button::secondary("Pi 4").named("Reset to Pi 4").pressed(ui) {
                *edited = Thresholds::PI_4;
            }
            if Button::secondary("Pi 5").named("Reset to Pi 5").pressed(ui) {
                *edited = Thresholds::PI_5;
            }
            done |= Button::quiet("Cancel").pressed(ui);
        });
    });
    if done || left {
        draft.thresholds = None;
    }
}

/// A row for each metric. A pair that is not sensible is refused on the spot, and said why.
fn rows_ui(ui: &mut Ui, edited: &mut Thresholds) -> Option<String> {
    let mut problem = None;
    Grid::new("thresholds")
        .num_columns(3)
        .spacing([4.0 * STEP, 2.0 * STEP])
        .show(ui, |ui| {
            for metric in Metric::ALL {
                let limits = edited.of(metric);
                let (mut warning, mut critical) = (limits.warning(), limits.critical());
                label_ui(ui, TextRole::Body, Tone::Plain, name(metric));
                let changed = value_ui(ui, metric, "warning", &mut warning)
                    | value_ui(ui, metric, "critical", &mut critical);
                ui.end_row();
                if changed {
                    problem = problem
                        .take()
                        .or(edited.set(metric, warning, critical).err());
                }
            }
        });
    problem.map(|problem| problem.to_string())
}

fn value_ui(ui: &mut Ui, metric: Metric, which: &str, value: &mut f64) -> bool {
    let suffix = format!("\u{202f}{}", metric.unit());
    let response = ui.add(
        DragValue::new(value)
            .range(1.0..=120.0)
            .speed(0.5)
            .max_decimals(0)
            .suffix(suffix),
    );
    let name = format!("{} {which}", name(metric));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(name));
    response.changed()
}

fn name(metric: Metric) -> &'static str {
    match metric {
        Metric::Cpu => "CPU",
        Metric::Memory => "Memory",
        Metric::Disk => "Disk",
        Metric::Temperature => "Temperature",
    }
}

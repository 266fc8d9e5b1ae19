//! The dialog of the thresholds, which checks that they are valid.

use egui::{Align, DragValue, Layout, Ui, vec2};
use strum::VariantArray as _;

use super::{
    MonitorCx, MonitorUiState,
    labels::{limits_problem, metric_name},
};
use crate::{
    domain::thresholds::{LimitsError, Metric, Thresholds},
    features::monitor::intent::MonitorIntent,
    tr,
    ui::{
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            button::{Button, name_and_ring},
            dialog::dialog_ui,
            label::{label_ui, paragraph_ui},
        },
    },
};

/// The width of the column of names, and of each column of values.
const NAMES: f32 = 36.0 * STEP;
const VALUES: f32 = 120.0;

/// The numbers in the fields, valid or not.
#[derive(Debug, Clone, PartialEq)]
pub struct ThresholdsUiState {
    /// Warning and critical.
    pairs: Vec<(Metric, [f64; 2])>,
}

impl ThresholdsUiState {
    #[must_use]
    pub fn of(thresholds: &Thresholds) -> Self {
        let pair = |metric: &Metric| {
            let limits = thresholds.of(*metric);
            (*metric, [limits.warning(), limits.critical()])
        };
        Self {
            pairs: Metric::VARIANTS.iter().map(pair).collect(),
        }
    }

    /// The fields of each metric.
    pub fn rows(&mut self) -> impl Iterator<Item = (Metric, &mut [f64; 2])> {
        self.pairs.iter_mut().map(|(metric, pair)| (*metric, pair))
    }

    /// The thresholds, if all are valid.
    ///
    /// # Errors
    /// The first metric whose pair is not valid, and why.
    pub fn checked(&self) -> Result<Thresholds, (Metric, LimitsError)> {
        let mut thresholds = Thresholds::default();
        for &(metric, [warning, critical]) in &self.pairs {
            thresholds
                .set(metric, warning, critical)
                .map_err(|error| (metric, error))?;
        }
        Ok(thresholds)
    }
}

/// Draws the dialog, if it is open.
pub fn thresholds_dialog_ui(ui: &mut Ui, cx: &mut MonitorCx<'_>, ui_state: &mut MonitorUiState) {
    let Some(edited) = &mut ui_state.thresholds else {
        return;
    };
    let mut done = false;
    let (title, body) = (tr!("threshold-title"), tr!("threshold-body"));
    let left = dialog_ui(ui.ctx(), title, body, |ui| {
        rows_ui(ui, edited);
        let checked = edited.checked();
        if let Err((metric, error)) = &checked {
            let text = limits_problem(*metric, *error);
            paragraph_ui(ui, TextRole::Body, Tone::Bad, text);
        }
        ui.horizontal_wrapped(|ui| {
            let save = Button::primary(tr!("threshold-save")).named(tr!("threshold-save-name"));
            if save.enabled(checked.is_ok()).pressed(ui) {
                if let Ok(thresholds) = checked {
                    cx.push(MonitorIntent::Thresholds(thresholds));
                }
                done = true;
            }
            for (text, usual) in [
                (tr!("threshold-reset-pi-4"), Thresholds::PI_4),
                (tr!("threshold-reset-pi-5"), Thresholds::PI_5),
            ] {
                if Button::secondary(text).pressed(ui) {
                    *edited = ThresholdsUiState::of(&usual);
                }
            }
            done |= Button::quiet(tr!("threshold-cancel")).pressed(ui);
        });
    });
    if done || left {
        ui_state.thresholds = None;
    }
}

/// The headings, and a row for each metric.
fn rows_ui(ui: &mut Ui, edited: &mut ThresholdsUiState) {
    let headings = [
        ("", NAMES),
        (tr!("threshold-warning"), VALUES),
        (tr!("threshold-critical"), VALUES),
    ];
    row_ui(ui, 4.0 * STEP, |ui| {
        for (text, width) in headings {
            cell_ui(ui, width, |ui| {
                label_ui(ui, TextRole::Small, Tone::Quiet, text);
            });
        }
    });
    let height = match Density::of(ui) {
        Density::Desktop => 8.0 * STEP,
        Density::Touch => 11.0 * STEP,
    };
    for (metric, [warning, critical]) in edited.rows() {
        let name = metric_name(metric);
        let names = [
            tr!("threshold-warning-of", metric = name),
            tr!("threshold-critical-of", metric = name),
        ];
        row_ui(ui, height, |ui| {
            cell_ui(ui, NAMES, |ui| {
                label_ui(ui, TextRole::Body, Tone::Plain, name);
            });
            value_ui(ui, metric, &names[0], warning);
            value_ui(ui, metric, &names[1], critical);
        });
    }
}

fn row_ui(ui: &mut Ui, height: f32, content: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = height;
        ui.horizontal(content);
    });
}

/// A cell as high as its row.
fn cell_ui(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    let size = vec2(width, ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(size);
        content(ui);
    });
}

fn value_ui(ui: &mut Ui, metric: Metric, name: &str, value: &mut f64) {
    let drag = DragValue::new(value)
        .range(1.0..=120.0)
        .speed(0.5)
        .max_decimals(0)
        .suffix(format!("\u{202f}{}", metric.unit()));
    let size = vec2(VALUES, ui.spacing().interact_size.y);
    let response = ui.add_sized(size, drag);
    name_and_ring(ui, &response, name);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_valid_pairs_become_thresholds() {
        let mut ui_state = ThresholdsUiState::of(&Thresholds::PI_5);
        assert_eq!(ui_state.checked(), Ok(Thresholds::PI_5));
        for (metric, pair) in ui_state.rows() {
            if metric == Metric::Memory {
                pair[0] = 95.0;
            }
        }
        let refused = Err((Metric::Memory, LimitsError::NotBelow));
        assert_eq!(ui_state.checked(), refused);
    }
}

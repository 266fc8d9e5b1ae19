//! The scenarios of the demo: what goes wrong, to learn what to do about it.

use egui::Ui;
use strum::VariantArray as _;

use super::{ConnectCx, ConnectUiState};
use crate::{
    domain::demo::DemoScenario,
    features::connect::intent::ConnectIntent,
    tr,
    ui::{
        theme::{STEP, TextRole, Tone},
        widgets::{button::Button, dialog::wide_dialog_ui, label::paragraph_ui},
    },
};

/// The width of the dialog, for two columns.
const WIDTH: f32 = 560.0;

/// Draws the dialog.
pub fn demo_dialog_ui(ui: &mut Ui, cx: &mut ConnectCx<'_>, ui_state: &mut ConnectUiState) {
    let mut chosen = None;
    let left = wide_dialog_ui(ui.ctx(), tr!("demo-title"), WIDTH, |ui| {
        paragraph_ui(ui, TextRole::Body, Tone::Plain, tr!("demo-body"));
        ui.spacing_mut().item_spacing.y = 2.0 * STEP;
        let width = button_width(ui);
        ui.horizontal_wrapped(|ui| {
            for scenario in DemoScenario::VARIANTS.iter().copied() {
                if button(scenario).min_width(width).pressed(ui) {
                    chosen = Some(scenario);
                }
            }
        });
    });
    if let Some(scenario) = chosen {
        cx.push(ConnectIntent::Demo(Some(scenario)));
        ui_state.is_open = false;
    }
    ui_state.is_choosing_scenario = !left && chosen.is_none();
}

/// Half of the dialog, or all of it where that is too narrow for the longest text.
fn button_width(ui: &Ui) -> f32 {
    let room = ui.available_width();
    let half = (room - ui.spacing().item_spacing.x) / 2.0;
    let scenarios = DemoScenario::VARIANTS.iter();
    let is_narrow = scenarios
        .map(|scenario| button(*scenario).width(ui))
        .any(|width| width > half);
    if is_narrow { room } else { half.floor() }
}

fn button(scenario: DemoScenario) -> Button<'static> {
    Button::secondary(words(scenario)).compact()
}

fn words(scenario: DemoScenario) -> &'static str {
    match scenario {
        DemoScenario::AllWell => tr!("demo-all-well"),
        DemoScenario::WrongPassphrase => tr!("demo-wrong-passphrase"),
        DemoScenario::Wpa3Only => tr!("demo-wpa3-only"),
        DemoScenario::WeakSignal => tr!("demo-weak-signal"),
        DemoScenario::LateReports => tr!("demo-late-reports"),
        DemoScenario::TwoNotAllowed => tr!("demo-two-not-allowed"),
        DemoScenario::FiftyCameras => tr!("demo-fifty-cameras"),
        DemoScenario::RestartHalfWay => tr!("demo-restart-half-way"),
        DemoScenario::FlakyNetwork => tr!("demo-flaky-network"),
        DemoScenario::RateLimited => tr!("demo-rate-limited"),
        DemoScenario::EventsMute => tr!("demo-events-mute"),
    }
}

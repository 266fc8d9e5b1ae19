//! The scenarios of the demo: what goes wrong, to learn what to do about it.

use egui::Ui;
use strum::VariantArray as _;

use super::{ConnectCx, ConnectUiState};
use crate::{
    domain::demo::DemoScenario,
    features::connect::intent::ConnectIntent,
    tr,
    ui::widgets::{button::Button, dialog::dialog_ui},
};

/// Draws the dialog.
pub fn demo_dialog_ui(ui: &mut Ui, cx: &mut ConnectCx<'_>, ui_state: &mut ConnectUiState) {
    let mut chosen = None;
    let (title, body) = (tr!("demo-title"), tr!("demo-body"));
    let left = dialog_ui(ui.ctx(), &title, &body, |ui| {
        ui.horizontal_wrapped(|ui| {
            for scenario in DemoScenario::VARIANTS.iter().copied() {
                if Button::secondary(words(scenario)).pressed(ui) {
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

fn words(scenario: DemoScenario) -> String {
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

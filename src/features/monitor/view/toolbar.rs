//! The row above the plots: the time window, the source of the figures and the export.

use egui::{Align, Layout, Popup, Ui, vec2};
use strum::VariantArray as _;

use super::{MonitorCx, MonitorUiState, ThresholdsUiState};
use crate::{
    domain::telemetry::TransportChoice,
    features::monitor::intent::MonitorIntent,
    model::time_window::{TimeSpan, TimeWindow},
    tr,
    ui::{
        Export, Request,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{button::Button, chip::chip_ui, label::label_ui},
    },
};

/// A narrower row has no room for the rarer actions.
const MIN_WIDTH_WITH_ALL: f32 = 960.0;

/// Draws the row. On the small display and in a narrow window a menu has the rarer actions.
pub fn toolbar_ui(ui: &mut Ui, cx: &mut MonitorCx<'_>, ui_state: &mut MonitorUiState) {
    let density = Density::of(ui);
    let has_all = density == Density::Desktop && ui.available_width() >= MIN_WIDTH_WITH_ALL;
    ui.horizontal(|ui| {
        ui.set_min_height(density.control_height());
        spans_ui(ui, ui_state);
        if has_all {
            ui.add_space(3.0 * STEP);
            source_ui(ui, cx);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            menu_ui(ui, cx, ui_state, has_all);
            hold_ui(ui, ui_state, ui_state.window(cx.state, cx.now));
            if has_all && thresholds_button().pressed(ui) {
                ui_state.thresholds = Some(ThresholdsUiState::of(&cx.state.thresholds));
            }
        });
    });
}

fn thresholds_button() -> Button<'static> {
    Button::quiet(tr!("threshold-open")).named(tr!("threshold-open-name"))
}

fn spans_ui(ui: &mut Ui, ui_state: &mut MonitorUiState) {
    for &span in TimeSpan::VARIANTS {
        let chosen = ui_state.view.span() == span && ui_state.view.follows();
        let label = span.label();
        let name = tr!("monitor-show-span", span = label.as_str());
        if chip_ui(ui, &label, None, chosen, &name).clicked() {
            ui_state.view.choose(span);
        }
    }
}

/// A person can choose a transport, for example where a proxy breaks web sockets.
fn source_ui(ui: &mut Ui, cx: &mut MonitorCx<'_>) {
    label_ui(ui, TextRole::Small, Tone::Quiet, tr!("source-title"));
    for &choice in TransportChoice::VARIANTS {
        let (word, name) = choice_words(choice);
        if chip_ui(ui, &word, None, cx.state.choice == choice, &name).clicked() {
            cx.push(MonitorIntent::Transport(choice));
        }
    }
}

/// The text of a choice, and its name for screen readers.
fn choice_words(choice: TransportChoice) -> (String, String) {
    match choice {
        TransportChoice::Auto => (tr!("source-choose-auto"), tr!("source-choose-auto-name")),
        TransportChoice::Socket => (
            tr!("source-choose-socket"),
            tr!("source-choose-socket-name"),
        ),
        TransportChoice::Polling => (
            tr!("source-choose-polling"),
            tr!("source-choose-polling-name"),
        ),
    }
}

/// Freezes the time window, or follows the present again.
fn hold_ui(ui: &mut Ui, ui_state: &mut MonitorUiState, shown: TimeWindow) {
    if ui_state.view.follows() {
        let hint = tr!("monitor-freeze-hint");
        let freeze = Button::secondary(tr!("monitor-freeze")).hint(&hint);
        if freeze.pressed(ui) {
            ui_state.view.freeze(shown);
        }
        return;
    }
    let hint = tr!("monitor-follow-hint");
    let follow = Button::primary(tr!("monitor-follow")).hint(&hint);
    if follow.pressed(ui) {
        ui_state.view.follow();
    }
}

/// The menu of the exports, and of everything else unless the row `has_all`.
fn menu_ui(ui: &mut Ui, cx: &mut MonitorCx<'_>, ui_state: &mut MonitorUiState, has_all: bool) {
    let button = if has_all {
        Button::secondary(tr!("monitor-export")).named(tr!("monitor-export-name"))
    } else {
        Button::secondary(tr!("monitor-more")).named(tr!("monitor-more-name"))
    };
    let button = button.ui(ui);
    Popup::menu(&button).show(|ui| {
        ui.spacing_mut().button_padding = vec2(4.0 * STEP, 2.0 * STEP);
        if !has_all {
            ui.horizontal(|ui| source_ui(ui, cx));
            if thresholds_button().pressed(ui) {
                ui_state.thresholds = Some(ThresholdsUiState::of(&cx.state.thresholds));
                ui.close();
            }
        }
        let csv = Export::Csv(ui_state.window(cx.state, cx.now));
        for (text, export) in [
            (tr!("monitor-export-csv"), csv),
            (tr!("monitor-export-png"), Export::Png),
        ] {
            if Button::quiet(text).pressed(ui) {
                cx.request(Request::Export(export));
                ui.close();
            }
        }
    });
}

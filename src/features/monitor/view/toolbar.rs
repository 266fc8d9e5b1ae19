//! The row above the plots: the time window, the source of the figures and the export.

use std::time::Duration;

use egui::{Align, Layout, Popup, Ui, vec2};
use jiff::Timestamp;
use strum::VariantArray as _;

use super::{MonitorCx, MonitorUiState, ThresholdsUiState};
use crate::{
    domain::telemetry::TransportChoice,
    features::monitor::intent::MonitorIntent,
    model::time_window::{TimeSpan, TimeWindow},
    tr,
    ui::{
        Export, Request, format,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            button::Button,
            chip::chip_ui,
            label::{label_ui, text_width},
        },
    },
};

/// A narrower row has no room for the rarer actions.
const MIN_WIDTH_WITH_ALL: f32 = 960.0;

/// Draws the row. On the small display and in a narrow window a menu has the rarer actions, and a part
/// that a person looks at is named below the row.
pub fn toolbar_ui(ui: &mut Ui, cx: &mut MonitorCx<'_>, ui_state: &mut MonitorUiState) {
    let density = Density::of(ui);
    let has_all = density == Density::Desktop && ui.available_width() >= MIN_WIDTH_WITH_ALL;
    let shown = ui_state.window(cx.state, cx.now);
    let mut part = ui_state
        .view
        .is_zoomed()
        .then(|| part_text(ui_state, shown));
    ui.horizontal(|ui| {
        ui.set_min_height(density.control_height());
        spans_ui(ui, ui_state);
        if has_all {
            ui.add_space(3.0 * STEP);
            source_ui(ui, cx);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            menu_ui(ui, cx, ui_state, has_all);
            hold_ui(ui, ui_state, shown);
            if has_all && thresholds_button().pressed(ui) {
                ui_state.thresholds = Some(ThresholdsUiState::of(&cx.state.thresholds));
            }
            let room = ui.available_width() - 2.0 * STEP;
            let fits = |text: &mut String| text_width(ui, TextRole::Small, text) < room;
            if let Some(text) = part.take_if(fits) {
                label_ui(ui, TextRole::Small, Tone::Plain, text);
            }
        });
    });
    if let Some(text) = part {
        label_ui(ui, TextRole::Small, Tone::Plain, text);
    }
}

/// The part that is seen: `14:02:10–14:05:40`, or `last 3 min` if it follows the present.
fn part_text(ui_state: &MonitorUiState, shown: TimeWindow) -> String {
    if ui_state.view.follows() {
        let length = Duration::from_millis(shown.length_ms().unsigned_abs());
        return tr!("monitor-part-newest", length = format::roughly(length));
    }
    let time = |at_ms| {
        let at = Timestamp::from_millisecond(at_ms).map(format::time_of_day);
        at.unwrap_or_default()
    };
    let (from, to) = (time(shown.from_ms), time(shown.to_ms));
    tr!("monitor-part", from = from, to = to)
}

fn thresholds_button() -> Button<'static> {
    Button::quiet(tr!("threshold-open")).named(tr!("threshold-open-name"))
}

fn spans_ui(ui: &mut Ui, ui_state: &mut MonitorUiState) {
    for &span in TimeSpan::VARIANTS {
        let is_whole = ui_state.view.follows() && !ui_state.view.is_zoomed();
        let chosen = ui_state.view.span() == span && is_whole;
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

/// Goes back from a part to the whole span; freezes the time window, or follows the present again.
fn hold_ui(ui: &mut Ui, ui_state: &mut MonitorUiState, shown: TimeWindow) {
    if ui_state.view.is_zoomed() {
        let hint = tr!("monitor-whole-hint");
        let whole = Button::primary(tr!("monitor-whole")).hint(&hint);
        if whole.pressed(ui) {
            ui_state.view.show_whole();
        }
        return;
    }
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

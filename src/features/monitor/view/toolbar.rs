//! The row above the plots: the time window, the source of the figures and the export.

use egui::{Align, Layout, Popup, Ui, vec2};
use strum::VariantArray as _;

use super::{MonitorCx, MonitorUiState, ThresholdsUiState, VisibleWindow, labels::time_of_day};
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
            chip::{chip_ui, chip_width},
            label::{label_ui, text_width},
            row::row_width,
        },
    },
};

/// The room before the choice of the source, and the least room after it.
const SOURCE_ROOM: f32 = 3.0 * STEP;

/// Draws the row. On the small display and in a narrow window a menu has the rarer actions; in a very
/// narrow one the actions have a row of their own.
pub fn toolbar_ui(ui: &mut Ui, cx: &mut MonitorCx<'_>, ui_state: &mut MonitorUiState) {
    let density = Density::of(ui);
    let room = ui.available_width();
    let width = one_row_width(ui, ui_state);
    let has_all = density == Density::Desktop && width + rarer_width(ui, cx) <= room;
    let has_one_row = has_all || width <= room;
    let mut part = None;
    ui.horizontal(|ui| {
        ui.set_min_height(density.control_height());
        spans_ui(ui, ui_state);
        if has_all {
            ui.add_space(SOURCE_ROOM);
            source_ui(ui, cx);
        }
        if has_one_row {
            part = actions_ui(ui, cx, ui_state, has_all);
        }
    });
    if !has_one_row {
        ui.horizontal(|ui| part = actions_ui(ui, cx, ui_state, has_all));
    }
    if let Some(text) = part {
        label_ui(ui, TextRole::Small, Tone::Plain, text);
    }
}

/// The width of the row without the rarer actions.
fn one_row_width(ui: &Ui, ui_state: &MonitorUiState) -> f32 {
    let spans = TimeSpan::VARIANTS.iter().map(|span| {
        let chosen = is_chosen(ui_state, *span);
        chip_width(ui, &span.label(), None, chosen)
    });
    let hold = HoldAction::of(ui_state.view).button();
    let actions = [hold, Button::secondary(menu_text(false))];
    row_width(ui, spans.chain(actions.map(|button| button.width(ui))))
}

/// The width of the rarer actions.
fn rarer_width(ui: &Ui, cx: &MonitorCx<'_>) -> f32 {
    let choices = TransportChoice::VARIANTS.iter().map(|choice| {
        let (word, _) = choice_words(*choice);
        chip_width(ui, word, None, cx.state.choice == *choice)
    });
    let title = text_width(ui, TextRole::Small, tr!("source-title"));
    let others = [title, thresholds_button().width(ui), 2.0 * SOURCE_ROOM];
    row_width(ui, choices.chain(others))
}

/// The actions at the right, and the part that is seen. Returns it if there is no room for it.
fn actions_ui(
    ui: &mut Ui,
    cx: &mut MonitorCx<'_>,
    ui_state: &mut MonitorUiState,
    has_all: bool,
) -> Option<String> {
    let shown = ui_state.window(cx.state, cx.now);
    let mut part = ui_state
        .view
        .is_zoomed()
        .then(|| part_text(ui_state, shown));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        menu_ui(ui, cx, ui_state, has_all);
        hold_ui(ui, &mut ui_state.view, shown);
        if has_all && thresholds_button().pressed(ui) {
            ui_state.thresholds = Some(ThresholdsUiState::of(&cx.state.thresholds));
        }
        let room = ui.available_width() - 2.0 * STEP;
        let fits = |text: &mut String| text_width(ui, TextRole::Small, text) < room;
        if let Some(text) = part.take_if(fits) {
            label_ui(ui, TextRole::Small, Tone::Plain, text);
        }
    });
    part
}

/// The part that is seen: `14:02:10–14:05:40`, or `last 3 min` if it follows the present.
fn part_text(ui_state: &MonitorUiState, shown: TimeWindow) -> String {
    if ui_state.view.follows() {
        let length = format::roughly(shown.length());
        return tr!("monitor-part-newest", length = length);
    }
    let (from, to) = (time_of_day(shown.from_ms), time_of_day(shown.to_ms));
    tr!("monitor-part", from = from, to = to)
}

fn thresholds_button() -> Button<'static> {
    Button::quiet(tr!("threshold-open")).named(tr!("threshold-open-name"))
}

fn spans_ui(ui: &mut Ui, ui_state: &mut MonitorUiState) {
    for &span in TimeSpan::VARIANTS {
        let chosen = is_chosen(ui_state, span);
        let label = span.label();
        let name = tr!("monitor-show-span", span = label.as_str());
        if chip_ui(ui, &label, None, chosen, &name).clicked() {
            ui_state.view.choose(span);
        }
    }
}

fn is_chosen(ui_state: &MonitorUiState, span: TimeSpan) -> bool {
    let view = ui_state.view;
    view.span() == span && view.follows() && !view.is_zoomed()
}

/// A person can choose a transport, for example where a proxy breaks web sockets.
fn source_ui(ui: &mut Ui, cx: &mut MonitorCx<'_>) {
    label_ui(ui, TextRole::Small, Tone::Quiet, tr!("source-title"));
    for &choice in TransportChoice::VARIANTS {
        let (word, name) = choice_words(choice);
        if chip_ui(ui, word, None, cx.state.choice == choice, name).clicked() {
            cx.push(MonitorIntent::Transport(choice));
        }
    }
}

/// The text of a choice, and its name for screen readers.
fn choice_words(choice: TransportChoice) -> (&'static str, &'static str) {
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

/// What the button beside the menu does with the visible window.
#[derive(Debug, Clone, Copy)]
enum HoldAction {
    /// Goes back from a part to the whole span.
    ShowWhole,
    Freeze,
    /// Follows the present again.
    Follow,
}

impl HoldAction {
    /// The one that is offered.
    fn of(view: VisibleWindow) -> Self {
        if view.is_zoomed() {
            Self::ShowWhole
        } else if view.follows() {
            Self::Freeze
        } else {
            Self::Follow
        }
    }

    fn button(self) -> Button<'static> {
        match self {
            Self::ShowWhole => Button::primary(tr!("monitor-whole")),
            Self::Freeze => Button::secondary(tr!("monitor-freeze")),
            Self::Follow => Button::primary(tr!("monitor-follow")),
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::ShowWhole => tr!("monitor-whole-hint"),
            Self::Freeze => tr!("monitor-freeze-hint"),
            Self::Follow => tr!("monitor-follow-hint"),
        }
    }
}

fn hold_ui(ui: &mut Ui, view: &mut VisibleWindow, shown: TimeWindow) {
    let action = HoldAction::of(*view);
    if action.button().hint(&action.hint()).pressed(ui) {
        match action {
            HoldAction::ShowWhole => view.show_whole(),
            HoldAction::Freeze => view.freeze(shown),
            HoldAction::Follow => view.follow(),
        }
    }
}

fn menu_text(has_all: bool) -> &'static str {
    if has_all {
        tr!("monitor-export")
    } else {
        tr!("monitor-more")
    }
}

/// The menu of the exports, and of everything else unless the row `has_all`.
fn menu_ui(ui: &mut Ui, cx: &mut MonitorCx<'_>, ui_state: &mut MonitorUiState, has_all: bool) {
    let name = if has_all {
        tr!("monitor-export-name")
    } else {
        tr!("monitor-more-name")
    };
    let button = Button::secondary(menu_text(has_all)).named(name);
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

//! The monitor tab: the health of the Pi as plots on one time axis, and panels with all other
//! figures.
//!
//! [`crate::domain::telemetry`] documents the source and unit of each figure.

mod camera_table;
mod failure_bars;
mod failure_marks;
pub mod header_strip;
mod labels;
mod panel_rows;
mod panel_texts;
mod panels;
mod plot;
mod plot_axes;
mod plot_headline;
mod plot_lines;
mod plot_overlays;
mod plot_pointer;
mod plot_summary;
pub(crate) mod thresholds_dialog;
mod toolbar;
pub(crate) mod visible_window;

use egui::{Frame, Key, Margin, Modifiers, Popup, ScrollArea, Ui, UiBuilder};
use strum::EnumCount as _;

pub use thresholds_dialog::thresholds_dialog_ui;
pub use visible_window::VisibleWindow;

use plot_lines::PlotLines;
use plot_pointer::Selection;
use thresholds_dialog::ThresholdsUiState;

use crate::{
    domain::{
        clock::Now,
        health_history::Series,
        mac::MacAddr,
        telemetry::Transport,
        thresholds::{Level, Metric},
    },
    features::monitor::{
        failure_buckets::FailureBuckets, intent::MonitorIntent, state::Monitoring,
    },
    i18n,
    model::time_window::TimeWindow,
    tr,
    ui::{
        Cx, Request, format,
        theme::{Density, MARGIN, Palette, STEP, TextRole, Tone, panel},
        widgets::{
            dialog::has_dialog,
            label::{label_ui, paragraph_ui},
        },
    },
};

/// What the views of this feature get in addition to their [`Ui`].
type MonitorCx<'a> = Cx<'a, Monitoring, MonitorIntent>;

/// What the person looks at on the monitor tab.
#[derive(Debug, Default)]
pub struct MonitorUiState {
    view: VisibleWindow,
    /// The time under the pointer, in milliseconds since the Unix epoch.
    pointed_ms: Option<i64>,
    selection: Option<Selection>,
    /// What is drawn of each figure, or shown as its bounds.
    lines: [PlotLines; Series::COUNT],
    /// The thresholds in the open dialog.
    thresholds: Option<ThresholdsUiState>,
}

impl MonitorUiState {
    /// The visible time window.
    #[must_use]
    pub fn window(&self, monitoring: &Monitoring, now: Now) -> TimeWindow {
        let window = self.view.window(monitoring.now_ms(now));
        if self.view.follows() {
            monitoring.recorded_part(window)
        } else {
            window
        }
    }
}

/// The figure of one plot.
#[derive(Debug, Clone, Copy)]
struct PlotSpec {
    /// The id of the plot.
    id: &'static str,
    series: Series,
    metric: Metric,
    tone: Tone,
}

impl PlotSpec {
    /// The title of the plot.
    fn title(self) -> &'static str {
        labels::metric_name(self.metric)
    }
}

const PLOTS: [PlotSpec; 3] = [
    PlotSpec {
        id: "CPU",
        series: Series::Cpu,
        metric: Metric::Cpu,
        tone: Tone::Discovered,
    },
    PlotSpec {
        id: "Memory",
        series: Series::Memory,
        metric: Metric::Memory,
        tone: Tone::Verifying,
    },
    PlotSpec {
        id: "Temperature",
        series: Series::Temperature,
        metric: Metric::Temperature,
        tone: Tone::Provisioning,
    },
];

/// What the three plots of a frame share.
#[derive(Clone, Copy)]
struct Scene<'a> {
    monitoring: &'a Monitoring,
    /// Whether the details of a camera can be opened.
    has_details: &'a dyn Fn(MacAddr) -> bool,
    window: TimeWindow,
    /// Whether the time window follows the present.
    follows: bool,
    pointed_ms: Option<i64>,
    selection: Option<Selection>,
    now: Now,
}

/// Draws the tab. `has_details` tells whether the details of a camera can be opened.
pub fn monitor_ui(
    ui: &mut Ui,
    cx: &mut MonitorCx<'_>,
    ui_state: &mut MonitorUiState,
    has_details: &dyn Fn(MacAddr) -> bool,
) {
    let (monitoring, now) = (cx.state, cx.now);
    leave_part(ui, ui_state);
    toolbar::toolbar_ui(ui, cx, ui_state);
    ui.add_space(STEP);
    if monitoring.latest.is_none() && monitoring.history.newest().is_none() {
        empty_ui(ui, monitoring);
        return;
    }
    let scene = Scene {
        monitoring,
        has_details,
        window: ui_state.window(monitoring, now),
        follows: ui_state.view.follows(),
        pointed_ms: ui_state.pointed_ms.take(),
        selection: ui_state.selection,
        now,
    };
    let failures = FailureBuckets::of(&monitoring.timeline_events, scene.window);
    let mut room = ui.available_height();
    if Density::is_portrait(ui) {
        room -= plot_overlays::wrapped_legend_height(ui, &scene) + plot::gap(ui);
        if !failures.buckets.is_empty() {
            room -= failure_bars::TOUCH_HEIGHT + plot::gap(ui);
        }
    }
    scroll_ui(ui, |ui| {
        ui.spacing_mut().item_spacing.y = plot::gap(ui);
        // A small display in landscape has room for the three plots only: legend and bars come after them.
        let is_small = Density::of(ui) == Density::Touch;
        if !is_small {
            failure_bars::failure_bars_ui(ui, &scene, &failures, ui_state);
        }
        for spec in PLOTS {
            if let Some(mac) = plot::plot_panel_ui(ui, &scene, spec, room, ui_state) {
                cx.request(Request::ShowCamera(mac));
            }
        }
        if is_small {
            plot_overlays::wrapped_legend_ui(ui, &scene);
            failure_bars::failure_bars_ui(ui, &scene, &failures, ui_state);
        }
        panels::panels_ui(ui, &scene, ui_state);
    });
    if !ui.input(|input| input.pointer.primary_down()) {
        ui_state.selection = None;
    }
}

/// Esc gives up the selection of a part, or goes back from a part to the whole span. It closes what
/// lies over the tab first.
fn leave_part(ui: &Ui, ui_state: &mut MonitorUiState) {
    let has_part = ui_state.selection.is_some() || ui_state.view.is_zoomed();
    if !has_part || has_dialog(ui) || Popup::is_any_open(ui.ctx()) {
        return;
    }
    let escape = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if escape && ui_state.selection.take().is_none() {
        ui_state.view.show_whole();
    }
}

/// Scrolls `content`, with the scroll bar in the margin, so that the content is as wide as the
/// toolbar.
fn scroll_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let mut area = ui.available_rect_before_wrap();
    area.max.x += ui.spacing().scroll.allocated_width();
    ui.scope_builder(UiBuilder::new().max_rect(area), |ui| {
        ScrollArea::vertical()
            .id_salt("monitor")
            .auto_shrink(false)
            .show(ui, content);
    });
}

/// The text before the first figures.
fn empty_ui(ui: &mut Ui, monitoring: &Monitoring) {
    panel_frame(ui).show(ui, |ui| {
        ui.set_width(ui.available_width());
        label_ui(ui, TextRole::Title, Tone::Plain, tr!("monitor-no-figures"));
        let text = match monitoring.stream.problem() {
            Some(problem) => {
                let summary = i18n::problem_summary(problem);
                format!("{summary} {}", i18n::advice(&problem.remedy))
            }
            None => tr!("monitor-waiting").to_owned(),
        };
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, text);
    });
}

/// The frame of a panel.
fn panel_frame(ui: &Ui) -> Frame {
    let palette = Palette::of(ui);
    panel(
        palette.surface,
        palette.border,
        Margin::symmetric(4 * MARGIN, 3 * MARGIN),
    )
}

/// The text for an unknown figure: polling never knows it, or this Pi does not send it.
fn missing(transport: Transport) -> String {
    match transport {
        Transport::Polling => format::UNKNOWN.to_owned(),
        Transport::Socket | Transport::None => tr!("monitor-not-sent").to_owned(),
    }
}

/// The tone of a level. It is never shown without its word.
fn tone_of(level: Level) -> Tone {
    match level {
        Level::Unknown => Tone::Quiet,
        Level::Normal => Tone::Plain,
        Level::Warning => Tone::Warning,
        Level::Critical => Tone::Bad,
    }
}

/// The text for screen readers and searches: narrow spaces become plain ones.
fn spoken(text: &str) -> String {
    text.replace('\u{202f}', " ")
}

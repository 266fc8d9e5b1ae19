//! The monitor tab: the Pi's health as plots on one time axis, and everything else that its monitoring tells.

pub mod header_strip;
mod panels;
mod panels_view;
mod plot;
mod plot_axes;
mod thresholds_dialog;
mod toolbar;
mod view_window;

use egui::{ScrollArea, Ui};

pub use thresholds_dialog::thresholds_dialog_ui;
pub use view_window::ViewWindow;

use crate::{
    domain::{
        clock::Now,
        history::Series,
        stream::StreamStatus,
        thresholds::{Metric, Thresholds},
    },
    state::{
        State,
        action::{Action, MonitoringAction},
        time_window::TimeWindow,
    },
    ui::{
        Intent,
        theme::{Density, STEP, TextRole, Tone},
        widgets::label::paragraph_ui,
    },
};

/// What the person is looking at on the monitor tab.
#[derive(Debug, Default)]
pub struct MonitorDraft {
    /// The visible stretch of time.
    pub view: ViewWindow,
    /// The instant under the pointer, in milliseconds on the plots' axis.
    pointed_ms: Option<i64>,
    /// The thresholds as they are being edited.
    pub thresholds: Option<Thresholds>,
}

/// What one plot shows.
#[derive(Debug, Clone, Copy)]
struct PlotSpec {
    title: &'static str,
    series: Series,
    metric: Metric,
    tone: Tone,
}

const PLOTS: [PlotSpec; 3] = [
    PlotSpec {
        title: "CPU",
        series: Series::Cpu,
        metric: Metric::Cpu,
        tone: Tone::Discovered,
    },
    PlotSpec {
        title: "Memory",
        series: Series::Memory,
        metric: Metric::Memory,
        tone: Tone::Verifying,
    },
    PlotSpec {
        title: "Temperature",
        series: Series::Temperature,
        metric: Metric::Temperature,
        tone: Tone::Provisioning,
    },
];

/// What can be exported of the visible stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// The recorded values.
    Csv(TimeWindow),
    /// A picture of the window.
    Png,
}

/// Draws the tab.
pub fn monitor_ui(
    ui: &mut Ui,
    state: &State,
    draft: &mut MonitorDraft,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    let monitoring = &state.monitoring;
    toolbar::toolbar_ui(ui, monitoring, draft, now, intents);
    ui.add_space(STEP);
    if monitoring.latest.is_none() && monitoring.history.newest().is_none() {
        paragraph_ui(
            ui,
            TextRole::Body,
            Tone::Quiet,
            waiting_for(&monitoring.stream),
        );
        return;
    }
    let window = draft.view.window(monitoring.now_ms(now));
    ScrollArea::vertical()
        .id_salt("monitor")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 3.0 * STEP;
            let pointed = draft.pointed_ms.take();
            for spec in PLOTS {
                plot::plot_panel_ui(ui, state, spec, window, pointed, draft, now);
            }
            panels::panels_ui(ui, monitoring, now);
        });
}

/// The plots' height, by the room that there is.
fn plot_height(ui: &Ui) -> f32 {
    match Density::of(ui) {
        Density::Desktop => 128.0,
        Density::Touch => 150.0,
    }
}

fn waiting_for(stream: &StreamStatus) -> String {
    match stream.problem() {
        Some(problem) => format!(
            "No figures yet. {} {}",
            problem.summary,
            problem.remedy.advice()
        ),
        None => "Waiting for the first figures of this Pi…".to_owned(),
    }
}

fn monitoring_action(action: MonitoringAction) -> Intent {
    Intent::Do(Action::Monitoring(action))
}

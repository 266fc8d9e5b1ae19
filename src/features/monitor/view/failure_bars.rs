//! The failed cameras in each minute as bars, on the time axis of the plots.

#![expect(
    clippy::cast_precision_loss,
    reason = "a pixel is coarser than any of it"
)]

use egui::{Color32, Stroke, Ui, accesskit::Role};
use egui_plot::{Bar, BarChart, Plot, PlotBounds};

use super::{
    MonitorUiState, Scene, plot, plot_axes,
    plot_pointer::{TimeAxis, pointer_ui},
    plot_summary::stretch,
    spoken,
};
use crate::{
    features::monitor::failure_buckets::{FailureBucket, FailureBuckets},
    model::time_window::seconds,
    tr,
    ui::{
        theme::{Density, Palette, STEP, TextRole, Tone},
        widgets::label::{label_ui, paragraph_ui},
    },
};

/// The height of the bars.
const HEIGHT: f32 = 10.0 * STEP;
/// The height of the plot, in heights of its highest bar.
const ABOVE: f64 = 1.15;
/// The part of a bucket that its bar takes.
const BAR: f64 = 0.8;
/// The opacity of a bar within its outline: in a short time, one bar takes much of the width.
const FILL: f32 = 0.5;

/// The height of their panel on the small display.
pub const TOUCH_HEIGHT: f32 = HEIGHT + plot::FRAME;

/// Draws their panel, if there are any.
pub fn failure_bars_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    failures: &FailureBuckets,
    ui_state: &mut MonitorUiState,
) {
    if failures.buckets.is_empty() {
        return;
    }
    let title = title(failures);
    plot::frame(ui).show(ui, |ui| match Density::of(ui) {
        Density::Desktop => {
            label_ui(ui, TextRole::Strong, Tone::Plain, title.as_str());
            bars_ui(ui, scene, failures, ui_state);
        }
        Density::Touch => {
            let texts = |ui: &mut Ui| {
                paragraph_ui(ui, TextRole::Small, Tone::Plain, title.as_str());
            };
            plot::beside_ui(ui, HEIGHT, texts, |ui| {
                bars_ui(ui, scene, failures, ui_state);
            });
        }
    });
}

/// `Failed cameras per minute`.
fn title(failures: &FailureBuckets) -> String {
    match failures.minutes {
        1 => tr!("plot-failures").to_owned(),
        minutes => tr!("plot-failures-minutes", count = minutes),
    }
}

fn bars_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    failures: &FailureBuckets,
    ui_state: &mut MonitorUiState,
) {
    let window = scene.window;
    let palette = Palette::of(ui);
    let most = f64::from(failures.most());
    let plot = plot::still(Plot::new("failures"), ui);
    let plot = plot_axes::with_counts(plot, ui, failures.most(), HEIGHT);
    let shown = plot.show(ui, |plot| {
        plot.set_plot_bounds(PlotBounds::from_min_max(
            [seconds(window.from_ms), 0.0],
            [seconds(window.to_ms), most * ABOVE],
        ));
        plot.bar_chart(bars(failures, palette.failed));
        plot::pointed_line(plot, scene, palette);
    });
    let response = shown.response;
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Image);
        let (title, stretch) = (title(failures), stretch(scene));
        let most = failures.most();
        let text = tr!(
            "plot-failures-summary",
            title = title,
            most = most,
            stretch = stretch
        );
        node.set_label(spoken(&text));
    });
    let area = *shown.transform.frame();
    pointer_ui(ui, &response, TimeAxis { window, area }, scene, ui_state);
}

fn bars(failures: &FailureBuckets, color: Color32) -> BarChart {
    let width = BAR * 60.0 * failures.minutes as f64;
    let bar = |bucket: &FailureBucket| {
        let at = seconds(bucket.middle_ms);
        let bar = Bar::new(at, f64::from(bucket.failures)).width(width);
        bar.fill(color.gamma_multiply(FILL))
            .stroke(Stroke::new(1.0, color))
    };
    let bars = failures.buckets.iter().map(bar);
    BarChart::new("", bars.collect()).allow_hover(false)
}

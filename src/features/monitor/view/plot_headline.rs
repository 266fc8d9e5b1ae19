//! The texts of a plot: its present value, the bounds of the visible window, and the value under
//! the pointer.

use std::time::Duration;

use egui::{Align, Layout, Response, Ui, vec2};

use super::{PlotSpec, Scene, labels::time_of_day, plot_overlays, tone_of};
use crate::{
    domain::{
        health_history::HistoryPoint,
        thresholds::{Level, Metric},
    },
    features::monitor::state::Monitoring,
    i18n,
    i18n::decimal,
    model::{time_series::Bounds, time_window::TimeWindow},
    tr,
    ui::{
        format, icons, redraw,
        theme::{STEP, TextRole, Tone},
        widgets::label::{badge_ui, label_ui, text_width},
    },
};

/// The height of the row above a plot.
const ROW: f32 = 32.0;
/// The width of the titles, so that the values are aligned.
const TITLE: f32 = 88.0;
/// The width of the values, so that the bounds are aligned.
const VALUE: f32 = 96.0;
/// Between the legend and what is beside it.
const GAP: f32 = 5.0 * STEP;
/// The least distance at which the pointer selects a sample: about an interval.
const REACH: Duration = Duration::from_secs(6);

/// Title, value and bounds; at the right the value under the pointer and, on the first plot, the
/// legend. While there is not room for both, the legend is hidden; if there never is, it comes below.
pub fn row_ui(ui: &mut Ui, scene: &Scene<'_>, spec: PlotSpec, bounds: Option<Bounds>) {
    let size = vec2(ui.available_width(), ROW);
    let legend = (spec.metric == Metric::Cpu).then(|| plot_overlays::legend_width(ui, scene));
    let row = ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_height(ROW);
        ui.spacing_mut().item_spacing.x = 3.0 * STEP;
        let title = label_ui(ui, TextRole::Strong, Tone::Plain, spec.title());
        ui.add_space((TITLE - title.rect.width()).max(0.0));
        let value = value_ui(ui, scene, spec);
        ui.add_space((VALUE - value.rect.width()).max(0.0));
        state_ui(ui, scene, spec);
        bounds_ui(ui, scene, spec, bounds);
        let room = ui.available_width();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let pointed = pointed_texts(scene, spec).join("   ");
            let beside = GAP + text_width(ui, TextRole::Small, &pointed);
            if let Some(legend) = legend.filter(|legend| legend + beside <= room) {
                let size = vec2(legend, ROW);
                let layout = Layout::left_to_right(Align::Center);
                ui.allocate_ui_with_layout(size, layout, |ui| plot_overlays::legend_ui(ui, scene));
                ui.add_space(GAP - ui.spacing().item_spacing.x);
            }
            if !pointed.is_empty() {
                label_ui(ui, TextRole::Small, Tone::Plain, pointed);
            }
        });
        room
    });
    if legend.is_some_and(|legend| legend + GAP > row.inner) {
        plot_overlays::wrapped_legend_ui(ui, scene);
    }
}

/// The same as a column beside the plot, on the small display.
pub fn column_ui(ui: &mut Ui, scene: &Scene<'_>, spec: PlotSpec, bounds: Option<Bounds>) {
    label_ui(ui, TextRole::Strong, Tone::Plain, spec.title());
    value_ui(ui, scene, spec);
    if scene.pointed_ms.is_some() {
        for text in pointed_texts(scene, spec) {
            label_ui(ui, TextRole::Small, Tone::Plain, text);
        }
    } else {
        bounds_ui(ui, scene, spec, bounds);
    }
    state_ui(ui, scene, spec);
}

fn value_ui(ui: &mut Ui, scene: &Scene<'_>, spec: PlotSpec) -> Response {
    let tone = if scene.monitoring.is_stale(scene.now) {
        Tone::Quiet
    } else {
        Tone::Plain
    };
    let value = value_now(scene.monitoring, spec.metric);
    label_ui(ui, TextRole::Number, tone, value)
}

/// The age of an outdated value, or the level of a current one.
fn state_ui(ui: &mut Ui, scene: &Scene<'_>, spec: PlotSpec) {
    let Some(latest) = &scene.monitoring.latest else {
        return;
    };
    if scene.monitoring.is_stale(scene.now) {
        let age = scene.now.since(latest.received.instant);
        let text = tr!("monitor-ago", age = format::roughly(age));
        let label = label_ui(ui, TextRole::Small, Tone::Warning, text);
        redraw::with_age(ui, label.rect, age);
        return;
    }
    let level = scene
        .monitoring
        .thresholds
        .level(spec.metric, &latest.sample);
    let word = match level {
        Level::Unknown | Level::Normal => return,
        Level::Warning => tr!("threshold-warning"),
        Level::Critical => tr!("threshold-critical"),
    };
    badge_ui(ui, tone_of(level), icons::WARNING, word);
}

/// `12 to 74 in 15 min`.
fn bounds_ui(ui: &mut Ui, scene: &Scene<'_>, spec: PlotSpec, bounds: Option<Bounds>) {
    let Some(bounds) = bounds else {
        return;
    };
    let digits = format::decimals(spec.metric);
    let text = tr!(
        "plot-bounds",
        least = decimal(bounds.min.into(), digits),
        most = decimal(bounds.max.into(), digits),
        length = length(scene.window)
    );
    label_ui(ui, TextRole::Small, Tone::Quiet, text);
}

/// `15 min`, `1 h`.
fn length(window: TimeWindow) -> String {
    let length = window.length();
    match length.as_secs() {
        3_600 => tr!("plot-one-hour").to_owned(),
        _ => format::roughly(length),
    }
}

pub fn value_now(monitoring: &Monitoring, metric: Metric) -> String {
    let latest = monitoring.latest.as_ref();
    format::metric(metric, latest.and_then(|latest| metric.of(&latest.sample)))
}

/// The sample that the pointer selects.
pub fn pointed_point<'a>(scene: &Scene<'a>, at_ms: i64) -> Option<&'a HistoryPoint> {
    let reach = around(scene.window).max(REACH);
    scene.monitoring.history.nearest(at_ms, reach)
}

/// The precision of the pointer.
fn around(window: TimeWindow) -> Duration {
    window.length() / 100
}

/// The time and the value under the pointer, what has changed since then, and the event.
fn pointed_texts(scene: &Scene<'_>, spec: PlotSpec) -> Vec<String> {
    let pointed = scene.pointed_ms;
    let Some((at_ms, point)) = pointed.and_then(|at| Some((at, pointed_point(scene, at)?))) else {
        return Vec::new();
    };
    let then = point.value(spec.series).map(f64::from);
    let value = format::metric(spec.metric, then);
    let around = i64::try_from(around(scene.window).as_millis()).unwrap_or(i64::MAX);
    let near = TimeWindow {
        from_ms: at_ms - around,
        to_ms: at_ms + around,
    };
    let event = scene.monitoring.timeline_events.within(near).next();
    let event = event.map(i18n::timeline_event);
    let time = time_of_day(point.at_ms);
    let ago = scene.monitoring.now_ms(scene.now) - point.at_ms;
    let ago = Duration::from_millis(ago.max(0).unsigned_abs());
    let ago = tr!("monitor-ago", age = format::roughly(ago));
    let since = match then.zip(current(scene, spec.metric)) {
        Some((then, now)) => {
            let difference = difference(spec.metric, then, now);
            format!(
                "{ago}   {}",
                tr!("plot-pointed-now", difference = difference)
            )
        }
        None => ago,
    };
    let parts = [Some(format!("{time}   {value}")), Some(since), event];
    parts.into_iter().flatten().collect()
}

/// The present value, if it is one.
fn current(scene: &Scene<'_>, metric: Metric) -> Option<f64> {
    let latest = scene.monitoring.latest.as_ref();
    let latest = latest.filter(|_| !scene.monitoring.is_stale(scene.now))?;
    metric.of(&latest.sample)
}

/// `+25 %`, of the values as they are shown.
fn difference(metric: Metric, then: f64, now: f64) -> String {
    let digits = i32::try_from(format::decimals(metric)).unwrap_or(0);
    let shown = |value: f64| (value * 10f64.powi(digits)).round();
    let steps = shown(now) - shown(then);
    let sign = if steps > 0.0 {
        "+"
    } else if steps < 0.0 {
        "−"
    } else {
        "±"
    };
    let amount = steps.abs() / 10f64.powi(digits);
    format!("{sign}{}", format::metric(metric, Some(amount)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_that_of_the_shown_values() {
        assert_eq!(difference(Metric::Cpu, 12.6, 37.4), "+24\u{202f}%");
        assert_eq!(difference(Metric::Cpu, 12.4, 11.6), "±0\u{202f}%");
        assert_eq!(
            difference(Metric::Temperature, 56.1, 48.94),
            "−7.2\u{202f}°C"
        );
    }
}

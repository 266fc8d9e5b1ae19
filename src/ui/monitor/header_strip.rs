//! The Pi's health in the header of every tab: three values, whether they are fresh, and where they come from.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a pixel is coarser than any of it"
)]

use std::time::Duration;

use egui::{Layout, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::{PLOTS, PlotSpec};
use crate::{
    domain::{clock::Now, telemetry::Transport},
    state::{monitoring::Monitoring, time_window::TimeWindow},
    ui::{
        theme::{Density, Palette, STEP, TextRole, Tone},
        widgets::label::label_ui,
        words,
    },
};

/// How much of the past the tiny lines show.
const SPARKLINE_SPAN: Duration = Duration::from_mins(5);

/// Draws the strip from the right end; true if it was pressed.
pub fn header_strip_ui(ui: &mut Ui, monitoring: &Monitoring, now: Now) -> bool {
    let strip = ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 2.0 * STEP;
        for spec in PLOTS.into_iter().rev() {
            figure_ui(ui, monitoring, spec, now);
            ui.add_space(2.0 * STEP);
        }
    });
    let response = strip.response.interact(Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "Open monitor"));
    response.clicked()
}

/// Value, sparkline and name, from right to left.
fn figure_ui(ui: &mut Ui, monitoring: &Monitoring, spec: PlotSpec, now: Now) {
    let value = monitoring
        .latest
        .as_ref()
        .and_then(|latest| spec.metric.of(&latest.sample));
    let fresh = !monitoring.is_stale(now);
    let text = words::metric(spec.metric, value);
    let label = label_ui(
        ui,
        TextRole::Strong,
        if fresh { Tone::Plain } else { Tone::Quiet },
        text.clone(),
    );
    let name = format!(
        "{} {}",
        spec.title,
        words::metric(spec.metric, value).replace('\u{202f}', " ")
    );
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_label(name.clone());
        node.set_value(name);
    });
    if Density::of(ui) == Density::Desktop {
        sparkline_ui(ui, monitoring, spec, fresh, now);
        label_ui(ui, TextRole::Body, Tone::Quiet, spec.title);
    } else {
        label_ui(
            ui,
            TextRole::Small,
            Tone::Quiet,
            spec.title.chars().take(4).collect::<String>(),
        );
    }
}

fn sparkline_ui(ui: &mut Ui, monitoring: &Monitoring, spec: PlotSpec, fresh: bool, now: Now) {
    let (rect, _) = ui.allocate_exact_size(vec2(60.0, 20.0), Sense::hover());
    let window = TimeWindow::ending_at(monitoring.now_ms(now), SPARKLINE_SPAN);
    let Some(bounds) = monitoring.history.bounds(spec.series, window) else {
        return;
    };
    let palette = Palette::of(ui);
    let color = palette.tone(if fresh { spec.tone } else { Tone::Quiet });
    let (low, high) = (bounds.min.min(bounds.max - 10.0), bounds.max);
    let place = |[x, y]: [f64; 2]| place(rect, window, (low, high), x, y);
    for line in monitoring
        .history
        .lines(spec.series, window, rect.width() as usize)
    {
        let points: Vec<_> = line.into_iter().map(place).collect();
        ui.painter().line(points, Stroke::new(1.4, color));
    }
}

fn place(rect: Rect, window: TimeWindow, (low, high): (f32, f32), x: f64, y: f64) -> egui::Pos2 {
    let along = (x * 1_000.0 - window.from_ms as f64) / window.length_ms().max(1) as f64;
    let up = (y as f32 - low) / (high - low).max(f32::EPSILON);
    pos2(
        rect.left() + along as f32 * rect.width(),
        rect.bottom() - up * rect.height(),
    )
}

/// Where the figures come from, with their age once that matters.
pub fn transport_ui(ui: &mut Ui, monitoring: &Monitoring, now: Now) {
    let transport = monitoring.transport(now);
    let tone = match transport {
        Transport::Socket => Tone::Good,
        Transport::Polling => Tone::Discovered,
        Transport::None => Tone::Quiet,
    };
    let age = monitoring
        .age(now)
        .map(|age| format!(" · {} ago", words::roughly(age)));
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0 * STEP;
        let (mark, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
        ui.painter()
            .circle_filled(mark.center(), 4.5, Palette::of(ui).tone(tone));
        let stale = age.filter(|_| monitoring.is_stale(now)).unwrap_or_default();
        let text = match Density::of(ui) {
            Density::Desktop => format!("Monitor {}{stale}", transport.word()),
            Density::Touch => String::new(),
        };
        let label = label_ui(ui, TextRole::Body, Tone::Plain, text);
        let name = format!("Monitor: {}", transport.word());
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_label(name.clone());
            node.set_value(name);
        });
    });
}

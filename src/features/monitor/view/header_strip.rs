//! The health of the Pi in the header of every tab: three figures, their age and their source.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a pixel is coarser than any of it"
)]

use std::time::Duration;

use egui::{Align2, CursorIcon, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{
    PLOTS, PlotSpec,
    labels::{level_word, transport_word},
    spoken, tone_of,
};
use crate::{
    domain::{
        clock::Now,
        telemetry::Transport,
        thresholds::{Level, Metric},
    },
    features::monitor::state::Monitoring,
    model::time_window::TimeWindow,
    tr,
    ui::{
        format, icons,
        theme::{Density, Palette, STEP, TextRole, Tone, font},
        widgets::{button::name_and_ring, label::label_ui, tooltip::tooltip_ui},
    },
};

/// The time that the sparklines show.
const SPARKLINE_SPAN: Duration = Duration::from_mins(5);
/// The height of the sparklines, and of everything else on the small display.
const HEIGHT: f32 = 20.0;
/// The width of the sparklines.
const WIDTH: f32 = 60.0;

/// Draws the strip in a layout from right to left; true if it was pressed. `sparklines`: there is
/// room for them.
pub fn header_strip_ui(ui: &mut Ui, monitoring: &Monitoring, now: Now, sparklines: bool) -> bool {
    let with_lines = sparklines && Density::of(ui) == Density::Desktop;
    let strip = ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0 * STEP;
        for spec in PLOTS.into_iter().rev() {
            figure_ui(ui, monitoring, spec, now, with_lines);
            ui.add_space(2.0 * STEP);
        }
        transport_ui(ui, monitoring, now, with_lines);
    });
    // The id is its own: a scope without a sense for clicks would lose the focus in every frame.
    let id = egui::Id::unique("open monitor");
    let response = ui.interact(strip.response.rect, id, Sense::click());
    let name = tr!("monitor-open");
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    name_and_ring(ui, &response, &name);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// Value, sparkline and name, from right to left.
fn figure_ui(ui: &mut Ui, monitoring: &Monitoring, spec: PlotSpec, now: Now, with_line: bool) {
    let fresh = !monitoring.is_stale(now);
    value_ui(ui, monitoring, spec, fresh);
    if with_line {
        sparkline_ui(ui, monitoring, spec, fresh, now);
    }
    let role = match Density::of(ui) {
        Density::Desktop => TextRole::Body,
        Density::Touch => TextRole::Small,
    };
    let title = match (Density::of(ui), spec.metric) {
        (Density::Touch, Metric::Temperature) => tr!("monitor-temperature-short"),
        (Density::Touch | Density::Desktop, _) => spec.title(),
    };
    let latest = monitoring.latest.as_ref().filter(|_| fresh);
    let level = latest.map_or(Level::Unknown, |latest| {
        monitoring.thresholds.level(spec.metric, &latest.sample)
    });
    if level >= Level::Warning {
        let text = format!("{} {title}", icons::WARNING);
        let label = label_ui(ui, role, tone_of(level), text);
        tooltip_ui(ui, label, &level_word(level));
    } else {
        label_ui(ui, role, Tone::Quiet, title);
    }
}

/// The value, right-aligned in the width of the longest one, so that its neighbours do not move.
fn value_ui(ui: &mut Ui, monitoring: &Monitoring, spec: PlotSpec, fresh: bool) -> Response {
    let latest = monitoring.latest.as_ref();
    let value = latest.and_then(|latest| spec.metric.of(&latest.sample));
    let text = format::metric(spec.metric, value);
    let palette = Palette::of(ui);
    let color = palette.tone(if fresh { Tone::Plain } else { Tone::Quiet });
    let strong = font(ui, TextRole::Strong);
    let longest = format::metric(spec.metric, Some(100.0));
    let longest = ui.painter().layout_no_wrap(longest, strong.clone(), color);
    let (rect, response) = ui.allocate_exact_size(vec2(longest.size().x, HEIGHT), Sense::hover());
    let painter = ui.painter();
    painter.text(
        rect.right_center(),
        Align2::RIGHT_CENTER,
        &text,
        strong,
        color,
    );
    let name = tr!(
        "monitor-figure",
        metric = spec.title(),
        value = spoken(&text)
    );
    set_name(ui, &response, name);
    response
}

/// Sets the name and the text that screen readers read for a label.
fn set_name(ui: &Ui, response: &Response, name: String) {
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_label(name.clone());
        node.set_value(name);
    });
}

/// The sparkline. Its scale is fixed, so that it moves only when the value changes.
fn sparkline_ui(ui: &mut Ui, monitoring: &Monitoring, spec: PlotSpec, fresh: bool, now: Now) {
    let (rect, _) = ui.allocate_exact_size(vec2(WIDTH, HEIGHT), Sense::hover());
    let window = TimeWindow::ending_at(monitoring.now_ms(now), SPARKLINE_SPAN);
    let palette = Palette::of(ui);
    let floor = Stroke::new(1.0, palette.border);
    ui.painter().hline(rect.x_range(), rect.bottom(), floor);
    let color = palette.tone(if fresh { spec.tone } else { Tone::Quiet });
    let scale = match spec.metric {
        Metric::Cpu | Metric::Memory | Metric::Disk => (0.0, 100.0),
        Metric::Temperature => (30.0, 90.0),
    };
    let place = |[x, y]: [f64; 2]| place(rect, window, scale, x, y);
    let lines = monitoring
        .history
        .lines(spec.series, window, WIDTH as usize);
    let painter = ui.painter().with_clip_rect(rect.expand(1.0));
    for line in lines {
        let points: Vec<_> = line.into_iter().map(place).collect();
        painter.line(points, Stroke::new(1.4, color));
    }
}

fn place(rect: Rect, window: TimeWindow, (low, high): (f32, f32), x: f64, y: f64) -> egui::Pos2 {
    let along = (x * 1_000.0 - window.from_ms as f64) / window.length_ms().max(1) as f64;
    let up = ((y as f32 - low) / (high - low)).clamp(0.0, 1.0);
    pos2(
        rect.left() + along as f32 * rect.width(),
        rect.bottom() - up * rect.height(),
    )
}

/// The source and the age of the figures. Where there is no room for sparklines, there is room for the
/// age only.
fn transport_ui(ui: &mut Ui, monitoring: &Monitoring, now: Now, has_room: bool) {
    let transport = monitoring.transport(now);
    let tone = match transport {
        Transport::Socket => Tone::Good,
        Transport::Polling => Tone::Discovered,
        Transport::None => Tone::Quiet,
    };
    let age = monitoring.age(now).map(format::roughly);
    let stale = monitoring.is_stale(now);
    let word = transport_word(transport);
    let text = match (has_room, age) {
        (true, None) => tr!("source-shown", source = word.as_str()),
        (true, Some(age)) => {
            tr!("source-shown-age", source = word.as_str(), age = age)
        }
        (false, None) => word.clone(),
        (false, Some(age)) if stale => tr!("monitor-ago", age = age),
        (false, Some(age)) => age,
    };
    let label = label_ui(ui, TextRole::Body, Tone::Plain, text);
    set_name(ui, &label, tr!("source-name", source = word));
    let (dot, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
    let color = Palette::of(ui).tone(tone);
    ui.painter().circle_filled(dot.center(), 4.5, color);
    if let Some(age) = monitoring.age(now) {
        let text = tr!("source-age", age = format::roughly(age));
        tooltip_ui(ui, label, &text);
    }
}

//! One plot: the value that matters, the line with its gaps, the thresholds, and what happened meanwhile.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a pixel is coarser than any of it"
)]

use egui::{
    Color32, CornerRadius, Frame, Layout, Margin, Sense, Stroke, Ui, accesskit::Role, vec2,
};
use egui_plot::{
    HLine, Line, LineStyle, MarkerShape, Plot, PlotBounds, PlotPoints, PlotUi, Points, VLine,
};

use super::{MonitorDraft, PlotSpec, plot_axes, plot_height};
use crate::{
    domain::{clock::Now, thresholds::Metric},
    state::{State, marks::MarkKind, monitoring::Monitoring, time_window::TimeWindow},
    ui::{
        icons,
        theme::{Density, MARGIN, PANEL_RADIUS, Palette, STEP, TextRole, Tone},
        widgets::label::{badge_ui, label_ui},
        words,
    },
};

/// Marks stand this part of the height below the top.
const MARK_INSET: f64 = 0.05;

/// Draws the panel of one plot, and takes in how the person moves it.
pub(super) fn plot_panel_ui(
    ui: &mut Ui,
    state: &State,
    spec: PlotSpec,
    window: TimeWindow,
    pointed: Option<i64>,
    draft: &mut MonitorDraft,
    now: Now,
) {
    let palette = Palette::of(ui);
    let monitoring = &state.monitoring;
    let frame = Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.border))
        .corner_radius(CornerRadius::same(PANEL_RADIUS))
        .inner_margin(Margin::symmetric(4 * MARGIN, 2 * MARGIN));
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = STEP;
        ui.spacing_mut().interact_size.y = 6.0 * STEP;
        headline_ui(ui, monitoring, spec, window, pointed, now);
        let response = lines_ui(ui, monitoring, spec, window, pointed);
        let summary = summary(monitoring, spec, window, now);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Image);
            node.set_label(summary);
        });
        move_view(ui, &response, window, draft, monitoring.now_ms(now));
    });
}

/// The title, the value now, its bounds in the window, and the value under the pointer.
fn headline_ui(
    ui: &mut Ui,
    monitoring: &Monitoring,
    spec: PlotSpec,
    window: TimeWindow,
    pointed: Option<i64>,
    now: Now,
) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0 * STEP;
        label_ui(ui, TextRole::Strong, Tone::Plain, spec.title);
        let stale = monitoring.is_stale(now);
        let tone = if stale { Tone::Quiet } else { Tone::Plain };
        label_ui(
            ui,
            TextRole::Number,
            tone,
            value_now(monitoring, spec.metric),
        );
        if stale {
            let age = monitoring.age(now).map(words::roughly).unwrap_or_default();
            label_ui(ui, TextRole::Small, Tone::Warning, format!("{age} ago"));
        } else if let Some(latest) = &monitoring.latest {
            level_ui(ui, monitoring.thresholds.level(spec.metric, &latest.sample));
        }
        if let Some(bounds) = monitoring.history.bounds(spec.series, window) {
            let text = format!("{:.0} to {:.0}", bounds.min, bounds.max);
            label_ui(ui, TextRole::Small, Tone::Quiet, text);
        }
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            if let Some(text) = pointed.and_then(|at| pointed_text(monitoring, spec, at, window)) {
                label_ui(ui, TextRole::Small, Tone::Plain, text);
            }
        });
    });
}

/// The word, icon and colour of a level that calls for attention.
pub(super) fn level_ui(ui: &mut Ui, level: crate::domain::thresholds::Level) {
    use crate::domain::thresholds::Level;
    match level {
        Level::Unknown | Level::Normal => {}
        Level::Warning => {
            badge_ui(ui, Tone::Warning, icons::WARNING, "Warning");
        }
        Level::Critical => {
            badge_ui(ui, Tone::Bad, icons::WARNING, "Critical");
        }
    }
}

fn value_now(monitoring: &Monitoring, metric: Metric) -> String {
    let value = monitoring
        .latest
        .as_ref()
        .and_then(|latest| metric.of(&latest.sample));
    words::metric(metric, value)
}

/// What was so, and what happened, at the instant under the pointer.
fn pointed_text(
    monitoring: &Monitoring,
    spec: PlotSpec,
    at_ms: i64,
    window: TimeWindow,
) -> Option<String> {
    let reach = std::time::Duration::from_millis(window.length_ms().unsigned_abs() / 100);
    let point = monitoring
        .history
        .nearest(at_ms, reach.max(std::time::Duration::from_secs(6)))?;
    let value = words::metric(spec.metric, point.value(spec.series).map(f64::from));
    let around = i64::try_from(reach.as_millis()).unwrap_or(i64::MAX);
    let near = TimeWindow {
        from_ms: at_ms - around,
        to_ms: at_ms + around,
    };
    let mark = monitoring
        .marks
        .within(near)
        .next()
        .map(|mark| format!("{}   ", mark.text()));
    let time = words::time_of_day(jiff::Timestamp::from_millisecond(point.at_ms).ok()?);
    Some(format!("{}{time}   {value}", mark.unwrap_or_default()))
}

fn lines_ui(
    ui: &mut Ui,
    monitoring: &Monitoring,
    spec: PlotSpec,
    window: TimeWindow,
    pointed: Option<i64>,
) -> egui::Response {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let (low, high) = plot_axes::value_range(monitoring, spec, window);
    let lines = monitoring
        .history
        .lines(spec.series, window, width as usize);
    let sense = match Density::of(ui) {
        Density::Desktop => Sense::click_and_drag(),
        Density::Touch => Sense::click(),
    };
    let plot = plot_axes::with_axes(Plot::new(spec.title), ui, window)
        .height(plot_height(ui))
        .sense(sense)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_x(false)
        .show_y(false)
        .show_background(false)
        .cursor_color(Color32::TRANSPARENT);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds(PlotBounds::from_min_max(
            [plot_axes::seconds(window.from_ms), low],
            [plot_axes::seconds(window.to_ms), high],
        ));
        thresholds(plot, monitoring, spec, palette);
        let top = high - (high - low) * MARK_INSET;
        marks(plot, monitoring, window, top, palette);
        for line in lines {
            draw_line(plot, line, palette.tone(spec.tone));
        }
        if let Some(at) = pointed.filter(|at| window.contains(*at)) {
            plot.vline(
                VLine::new("", plot_axes::seconds(at))
                    .color(palette.muted)
                    .width(1.0),
            );
        }
    });
    response.response
}

/// A line of one point is a sample alone: a dot.
fn draw_line(plot: &mut PlotUi<'_>, line: Vec<[f64; 2]>, color: Color32) {
    if line.len() == 1 {
        plot.points(
            Points::new("", PlotPoints::new(line))
                .radius(1.5)
                .color(color),
        );
    } else {
        plot.line(Line::new("", PlotPoints::new(line)).color(color).width(1.6));
    }
}

fn thresholds(plot: &mut PlotUi<'_>, monitoring: &Monitoring, spec: PlotSpec, palette: &Palette) {
    let limits = monitoring.thresholds.of(spec.metric);
    let style = LineStyle::Dashed { length: 6.0 };
    for (value, color) in [
        (limits.warning(), palette.provisioning),
        (limits.critical(), palette.failed),
    ] {
        plot.hline(
            HLine::new("", value)
                .color(color.gamma_multiply(0.6))
                .width(1.0)
                .style(style),
        );
    }
}

/// What happened, as a thin line with a mark on top.
fn marks(
    plot: &mut PlotUi<'_>,
    monitoring: &Monitoring,
    window: TimeWindow,
    top: f64,
    palette: &Palette,
) {
    for mark in monitoring.marks.within(window) {
        let (tone, shape) = look_of(mark.kind);
        let color = palette.tone(tone);
        let at = plot_axes::seconds(mark.at_ms);
        plot.vline(
            VLine::new("", at)
                .color(color.gamma_multiply(0.7))
                .width(1.0),
        );
        plot.points(
            Points::new("", vec![[at, top]])
                .shape(shape)
                .radius(3.5)
                .color(color),
        );
    }
}

/// Shape and colour of a mark: never the colour alone.
pub(super) fn look_of(kind: MarkKind) -> (Tone, MarkerShape) {
    match kind {
        MarkKind::Started => (Tone::Discovered, MarkerShape::Diamond),
        MarkKind::Verified => (Tone::Good, MarkerShape::Circle),
        MarkKind::Failed => (Tone::Bad, MarkerShape::Cross),
        MarkKind::Stopped => (Tone::Quiet, MarkerShape::Square),
        MarkKind::LineDown => (Tone::Warning, MarkerShape::Down),
        MarkKind::LineUp => (Tone::Quiet, MarkerShape::Up),
    }
}

/// What a screen reader says of the plot.
fn summary(monitoring: &Monitoring, spec: PlotSpec, window: TimeWindow, now: Now) -> String {
    let value = value_now(monitoring, spec.metric);
    let stretch = words::roughly(std::time::Duration::from_millis(
        window.length_ms().unsigned_abs(),
    ));
    let ago = if monitoring.is_stale(now) {
        ", out of date"
    } else {
        ""
    };
    match monitoring.history.bounds(spec.series, window) {
        Some(bounds) => format!(
            "{} {value}{ago}, between {:.0} and {:.0} in {stretch}",
            spec.title, bounds.min, bounds.max
        ),
        None => format!("{} {value}{ago}, nothing recorded in {stretch}", spec.title),
    }
}

/// Dragging pans, pinching or Ctrl with the wheel zooms, and the pointer points in all three plots.
fn move_view(
    ui: &Ui,
    response: &egui::Response,
    window: TimeWindow,
    draft: &mut MonitorDraft,
    now_ms: i64,
) {
    let ms_per_point = window.length_ms() as f64 / f64::from(response.rect.width().max(1.0));
    let drag = response.drag_delta();
    if drag != vec2(0.0, 0.0) && drag.x != 0.0 {
        draft
            .view
            .pan(-(f64::from(drag.x) * ms_per_point) as i64, now_ms);
    }
    let Some(pointer) = response.hover_pos() else {
        return;
    };
    let at_ms =
        window.from_ms + (f64::from(pointer.x - response.rect.left()) * ms_per_point) as i64;
    draft.pointed_ms = Some(at_ms);
    let zoom = ui.input(egui::InputState::zoom_delta);
    if (zoom - 1.0).abs() > f32::EPSILON {
        draft.view.zoom(f64::from(zoom), at_ms, now_ms);
    }
}

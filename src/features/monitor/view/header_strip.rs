//! The health of the Pi in the header of every tab: three figures, their source, and their age if they
//! may be outdated.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a pixel is coarser than any of it"
)]

use std::{borrow::Cow, time::Duration};

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
    model::{
        decimator::{self, PixelColumns},
        series_columns,
        time_series::Bounds,
        time_window::TimeWindow,
    },
    tr,
    ui::{
        format::{self, MetricValue},
        icons, redraw,
        theme::{Density, Palette, STEP, TextRole, Tone},
        widgets::{
            button::name_and_ring,
            label::{label_ui, text_at_ui, text_width},
            tooltip::tooltip_ui,
        },
    },
};

/// The longest and the shortest time that the sparklines show; in between, all that is recorded.
const SPARKLINE_SPAN: Duration = Duration::from_mins(15);
/// The least range of values of a sparkline, so that noise does not look like a change: in percent
/// or in degrees.
const LEAST_RANGE: f32 = 20.0;
/// The height of the sparklines, and of everything else on the small display.
const HEIGHT: f32 = 20.0;
/// The width of the sparklines.
const WIDTH: f32 = 60.0;
/// The space between two parts, and the additional one between two figures.
const GAP: f32 = 2.0 * STEP;
/// The dot of the source.
const DOT: f32 = 10.0;

/// What there is room for.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each part is there or not")]
pub struct StripDetail {
    pub sparklines: bool,
    /// The age of the figures.
    pub age: bool,
    /// The names of the figures.
    pub words: bool,
    /// The source of the figures in a word, beside its dot.
    pub source: bool,
}

impl StripDetail {
    pub const ALL: Self = Self {
        sparklines: true,
        age: true,
        words: true,
        source: true,
    };

    fn shows_sparklines(self, ui: &Ui) -> bool {
        self.sparklines && Density::of(ui) == Density::Desktop
    }
}

/// The width of the strip.
pub fn strip_width(ui: &Ui, monitoring: &Monitoring, now: Now, detail: StripDetail) -> f32 {
    let figures = PLOTS.into_iter().map(|spec| {
        let sparkline = detail.shows_sparklines(ui).then_some(WIDTH);
        let (role, _, word) = word(ui, monitoring, spec, now, detail);
        let word = (!word.is_empty()).then(|| text_width(ui, role, &word));
        let value = text_width(ui, TextRole::Strong, longest_value(spec));
        let parts = [Some(value), sparkline, word];
        let parts = parts.into_iter().flatten();
        parts.fold(GAP, |width, part| width + GAP + part)
    });
    let source = source_text(ui, monitoring, now, detail);
    let source = source.map_or(0.0, |text| GAP + text_width(ui, TextRole::Body, &text));
    // Sizes are rounded to whole pixels.
    let rounding = STEP;
    DOT + source + figures.sum::<f32>() + rounding
}

/// Draws the strip in a layout from right to left; true if it was pressed.
pub fn header_strip_ui(
    ui: &mut Ui,
    monitoring: &Monitoring,
    now: Now,
    detail: StripDetail,
) -> bool {
    let strip = ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for spec in PLOTS.into_iter().rev() {
            figure_ui(ui, monitoring, spec, now, detail);
            ui.add_space(GAP);
        }
        transport_ui(ui, monitoring, now, detail);
    });
    // The id is its own: a scope without a sense for clicks would lose the focus in every frame.
    let id = egui::Id::unique("open monitor");
    let response = ui.interact(strip.response.rect, id, Sense::click());
    let name = tr!("monitor-open");
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
    name_and_ring(ui, &response, name);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// Value, sparkline and name, from right to left.
fn figure_ui(ui: &mut Ui, monitoring: &Monitoring, spec: PlotSpec, now: Now, detail: StripDetail) {
    let fresh = !monitoring.is_stale(now);
    value_ui(ui, monitoring, spec, fresh);
    if detail.shows_sparklines(ui) {
        sparkline_ui(ui, monitoring, spec, fresh, now);
    }
    let (role, level, word) = word(ui, monitoring, spec, now, detail);
    if level >= Level::Warning {
        let label = label_ui(ui, role, tone_of(level), word);
        tooltip_ui(ui, label, level_word(level));
    } else if !word.is_empty() {
        label_ui(ui, role, Tone::Quiet, word);
    }
}

/// The name of a figure and its level. The sign of a warning stays where there is no room for names.
fn word(
    ui: &Ui,
    monitoring: &Monitoring,
    spec: PlotSpec,
    now: Now,
    detail: StripDetail,
) -> (TextRole, Level, Cow<'static, str>) {
    let role = match Density::of(ui) {
        Density::Desktop => TextRole::Body,
        Density::Touch => TextRole::Small,
    };
    let title = match (Density::of(ui), spec.metric) {
        _ if !detail.words => "",
        (Density::Touch, Metric::Temperature) => tr!("monitor-temperature-short"),
        (Density::Touch | Density::Desktop, _) => spec.title(),
    };
    let fresh = !monitoring.is_stale(now);
    let latest = monitoring.latest.as_ref().filter(|_| fresh);
    let level = latest.map_or(Level::Unknown, |latest| {
        monitoring.thresholds.level(spec.metric, &latest.sample)
    });
    if level >= Level::Warning {
        let text = format!("{} {title}", icons::WARNING);
        return (role, level, text.trim_end().to_owned().into());
    }
    (role, level, title.into())
}

/// The text that a value has room for, so that its neighbours do not move.
fn longest_value(spec: PlotSpec) -> MetricValue {
    MetricValue(spec.metric, Some(100.0))
}

/// The value, right-aligned in the width of the longest one, so that its neighbours do not move.
fn value_ui(ui: &mut Ui, monitoring: &Monitoring, spec: PlotSpec, fresh: bool) -> Response {
    let latest = monitoring.latest.as_ref();
    let value = latest.and_then(|latest| spec.metric.of(&latest.sample));
    let figure = MetricValue(spec.metric, value);
    let palette = Palette::of(ui);
    let color = palette.tone(if fresh { Tone::Plain } else { Tone::Quiet });
    let width = text_width(ui, TextRole::Strong, longest_value(spec));
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    let (at, anchor) = (rect.right_center(), Align2::RIGHT_CENTER);
    text_at_ui(ui, at, anchor, TextRole::Strong, color, figure);
    set_name(ui, &response, || {
        let value = spoken(&figure.to_string());
        tr!("monitor-figure", metric = spec.title(), value = value)
    });
    response
}

/// Sets the name and the text that screen readers read for a label.
fn set_name(ui: &Ui, response: &Response, name: impl Fn() -> String) {
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, name()));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        let name = name();
        node.set_label(name.clone());
        node.set_value(name);
    });
}

/// The sparkline. Both its scales follow what is recorded.
fn sparkline_ui(ui: &mut Ui, monitoring: &Monitoring, spec: PlotSpec, fresh: bool, now: Now) {
    let (rect, _) = ui.allocate_exact_size(vec2(WIDTH, HEIGHT), Sense::hover());
    let window = TimeWindow::ending_at(monitoring.now_ms(now), SPARKLINE_SPAN);
    let window = monitoring.recorded_part(window);
    let palette = Palette::of(ui);
    let floor = Stroke::new(1.0, palette.border);
    ui.painter().hline(rect.x_range(), rect.bottom(), floor);
    let color = palette.tone(if fresh { spec.tone } else { Tone::Quiet });
    let Some(bounds) = monitoring.history.bounds(spec.series, window) else {
        return;
    };
    let scale = scale(bounds);
    let place = |x, y| place(rect, window, scale, x, y);
    let pixels = PixelColumns::of(window, WIDTH as usize);
    let columns = series_columns::columns(&monitoring.history, spec.series, pixels);
    let painter = ui.painter().with_clip_rect(rect.expand(1.0));
    for line in decimator::lines(&columns) {
        // A band would not be seen at this size: the line goes through both of its sides.
        let mut points: Vec<_> = line
            .iter()
            .flat_map(|column| [(column.at, column.least), (column.at, column.greatest)])
            .map(|(x, y)| place(x, y.into()))
            .collect();
        points.dedup();
        if let [point] = points.as_slice() {
            painter.circle_filled(*point, 1.4, color);
        } else {
            painter.line(points, Stroke::new(1.4, color));
        }
    }
}

/// The range of values of a sparkline: what is recorded, with room around a small range. None of the
/// figures is negative.
fn scale(bounds: Bounds) -> (f32, f32) {
    let around = ((LEAST_RANGE - (bounds.max - bounds.min)) / 2.0).max(0.0);
    let low = (bounds.min - around).max(0.0);
    (low, (low + LEAST_RANGE).max(bounds.max))
}

fn place(rect: Rect, window: TimeWindow, (low, high): (f32, f32), x: f64, y: f64) -> egui::Pos2 {
    let along = (x * 1_000.0 - window.from_ms as f64) / window.length_ms().max(1) as f64;
    let up = ((y as f32 - low) / (high - low)).clamp(0.0, 1.0);
    pos2(
        rect.left() + along as f32 * rect.width(),
        rect.bottom() - up * rect.height(),
    )
}

/// The source and the age of the figures: a dot, and a text if there is room.
fn transport_ui(ui: &mut Ui, monitoring: &Monitoring, now: Now, detail: StripDetail) {
    let transport = monitoring.transport(now);
    let tone = match transport {
        Transport::Socket => Tone::Good,
        Transport::Polling => Tone::Discovered,
        Transport::None => Tone::Quiet,
    };
    let text = source_text(ui, monitoring, now, detail);
    let label = text.map(|text| label_ui(ui, TextRole::Body, Tone::Plain, text));
    let (_, dot) = ui.allocate_exact_size(vec2(DOT, DOT), Sense::hover());
    let color = Palette::of(ui).tone(tone);
    ui.painter().circle_filled(dot.rect.center(), 4.5, color);
    let named = label.unwrap_or(dot);
    let word = transport_word(transport);
    set_name(ui, &named, || tr!("source-name", source = word));
    if let Some(age) = monitoring.age(now) {
        let is_pointed_at = named.hovered();
        if is_pointed_at || monitoring.is_stale(now) {
            redraw::with_age(ui, named.rect, age);
        }
        let text = || tr!("source-age", age = format::roughly(age));
        tooltip_ui(ui, named, format::lazy(text));
    }
}

/// The source, and the age of figures that may be outdated. The small display has room for one of them.
fn source_text(ui: &Ui, monitoring: &Monitoring, now: Now, detail: StripDetail) -> Option<String> {
    let age = monitoring.age(now).filter(|_| monitoring.is_stale(now));
    let age = age.filter(|_| detail.age).map(format::roughly);
    let word = transport_word(monitoring.transport(now));
    let text = match (Density::of(ui), age) {
        _ if !detail.source => return None,
        (Density::Desktop, None) => tr!("source-shown", source = word),
        (Density::Desktop, Some(age)) => {
            tr!("source-shown-age", source = word, age = age)
        }
        (Density::Touch, None) => word.to_owned(),
        (Density::Touch, Some(age)) => tr!("monitor-ago", age = age),
    };
    Some(text)
}

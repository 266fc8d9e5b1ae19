//! Thresholds and timeline events over the lines of a plot. Each has a shape and a word, not only a
//! colour.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a pixel is coarser than any of it"
)]

use egui::{
    Align2, Color32, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};
use egui_plot::{HLine, LineStyle, MarkerShape, PlotUi, Points, VLine};
use strum::VariantArray as _;

use super::{PlotSpec, Scene, labels::level_word};
use crate::{
    domain::{thresholds::Level, timeline_event::TimelineEventKind},
    i18n,
    model::time_window::seconds,
    ui::{
        galleys::{Lines, galley},
        theme::{Palette, STEP, TextRole, Tone},
        widgets::label::text_width,
    },
};

/// The distances of the markers from the top, as parts of the height.
const MARKER_INSET: f64 = 0.05;
const FAILURE_MARKER_INSET: f64 = 0.17;
/// The radius of a marker.
const RADIUS: f32 = 3.5;
/// The length of the dashes of the warning threshold; the critical one is a solid line.
const DASH: f32 = 5.0;

/// Between a mark of the legend and its word, and between two entries.
const MARK_GAP: f32 = 1.5 * STEP;
const ENTRY_GAP: f32 = 3.5 * STEP;
/// The height of a row of the legend.
const LEGEND_ROW: f32 = 5.0 * STEP;

/// Events of one kind that are closer than this, in points, are drawn as one.
const APART: f64 = 2.0 * RADIUS as f64;

/// The order of drawing: the last kind is on top.
const KINDS: [TimelineEventKind; 7] = [
    TimelineEventKind::LinkUp,
    TimelineEventKind::Stopped,
    TimelineEventKind::Started,
    TimelineEventKind::Verified,
    TimelineEventKind::LinkDown,
    TimelineEventKind::NotConfirmed,
    TimelineEventKind::Failed,
];

/// The visible area of a plot.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    /// The lower edge, in the unit of the figure.
    pub low: f64,
    /// The upper edge.
    pub high: f64,
    /// The width in points.
    pub width: f32,
}

/// The warning threshold as a dashed line, the critical one as a solid line.
pub fn thresholds(plot: &mut PlotUi<'_>, scene: &Scene<'_>, spec: PlotSpec, palette: &Palette) {
    let limits = scene.monitoring.thresholds.of(spec.metric);
    let dashed = LineStyle::Dashed { length: DASH };
    for (value, tone, style) in [
        (limits.warning(), Tone::Warning, dashed),
        (limits.critical(), Tone::Bad, LineStyle::Solid),
    ] {
        let line = HLine::new("", value).color(faint(palette.tone(tone)));
        plot.hline(line.width(1.0).style(style));
    }
}

/// Each event as a thin line with a marker. The markers of failures have a row of their own, so
/// that nothing hides them.
pub fn timeline_events(plot: &mut PlotUi<'_>, scene: &Scene<'_>, area: Area, palette: &Palette) {
    let length_ms = scene.window.length_ms() as f64;
    let apart_ms = (APART * length_ms / f64::from(area.width.max(1.0))) as i64;
    let height = area.high - area.low;
    for kind in KINDS {
        let Look { tone, shape } = look_of(kind);
        let color = palette.tone(tone);
        let inset = match kind {
            TimelineEventKind::Failed
            | TimelineEventKind::NotConfirmed
            | TimelineEventKind::LinkDown => FAILURE_MARKER_INSET,
            TimelineEventKind::Started
            | TimelineEventKind::Verified
            | TimelineEventKind::Stopped
            | TimelineEventKind::LinkUp => MARKER_INSET,
        };
        let mut last_ms = i64::MIN;
        let timeline_events = scene.monitoring.timeline_events.within(scene.window);
        for event in timeline_events.filter(|event| event.kind == kind) {
            if event.at_ms < last_ms.saturating_add(apart_ms) {
                continue;
            }
            last_ms = event.at_ms;
            let at = seconds(event.at_ms);
            plot.vline(VLine::new("", at).color(faint(color)).width(1.0));
            let point = Points::new("", vec![[at, area.high - inset * height]]).shape(shape);
            plot.points(point.radius(radius(shape)).color(color));
        }
    }
}

/// The place of the markers of failures on a plot with this area.
#[must_use]
pub fn failure_y(area: Rect) -> f32 {
    area.top() + FAILURE_MARKER_INSET as f32 * area.height()
}

fn faint(color: Color32) -> Color32 {
    color.gamma_multiply(0.6)
}

/// A cross has thin lines: it is larger.
fn radius(shape: MarkerShape) -> f32 {
    if shape == MarkerShape::Cross {
        1.5 * RADIUS
    } else {
        RADIUS
    }
}

struct Look {
    tone: Tone,
    shape: MarkerShape,
}

fn look_of(kind: TimelineEventKind) -> Look {
    let (tone, shape) = match kind {
        TimelineEventKind::Started => (Tone::Discovered, MarkerShape::Diamond),
        TimelineEventKind::Verified => (Tone::Good, MarkerShape::Circle),
        TimelineEventKind::Failed => (Tone::Bad, MarkerShape::Cross),
        TimelineEventKind::NotConfirmed => (Tone::Warning, MarkerShape::Right),
        TimelineEventKind::Stopped => (Tone::Quiet, MarkerShape::Square),
        TimelineEventKind::LinkDown => (Tone::Warning, MarkerShape::Down),
        TimelineEventKind::LinkUp => (Tone::Quiet, MarkerShape::Up),
    };
    Look { tone, shape }
}

/// What the legend names.
#[derive(Debug, Clone, Copy)]
enum Entry {
    Limit(Level),
    Event(TimelineEventKind),
}

impl Entry {
    /// Those of what is visible, from left to right.
    fn visible(scene: &Scene<'_>) -> impl Iterator<Item = Self> {
        let limits = [Level::Warning, Level::Critical].map(Self::Limit);
        let mut is_visible = [false; TimelineEventKind::VARIANTS.len()];
        for event in scene.monitoring.timeline_events.within(scene.window) {
            is_visible[event.kind as usize] = true;
        }
        let kinds = TimelineEventKind::VARIANTS.iter().copied();
        let kinds = kinds.filter(move |kind| is_visible[*kind as usize]);
        limits.into_iter().chain(kinds.map(Self::Event))
    }

    fn word(self) -> &'static str {
        match self {
            Self::Limit(level) => level_word(level),
            Self::Event(kind) => i18n::timeline_event_kind(kind),
        }
    }

    /// Its size with the mark.
    fn size(self, ui: &Ui) -> Vec2 {
        let text = text_width(ui, TextRole::Small, self.word());
        vec2(self.mark_width() + MARK_GAP + text, LEGEND_ROW)
    }

    fn mark_width(self) -> f32 {
        match self {
            Self::Limit(_) => 5.0 * STEP,
            Self::Event(_) => 3.0 * STEP,
        }
    }

    fn paint_mark(self, painter: &Painter, area: Rect, palette: &Palette) {
        let ends = [area.left_center(), area.right_center()];
        let stroke = |tone| Stroke::new(1.0, palette.tone(tone));
        match self {
            Self::Event(kind) => {
                let Look { tone, shape } = look_of(kind);
                paint_shape(painter, shape, area.center(), palette.tone(tone));
            }
            Self::Limit(Level::Critical) => {
                painter.line_segment(ends, stroke(Tone::Bad));
            }
            Self::Limit(_) => {
                let dashes = Shape::dashed_line(&ends, stroke(Tone::Warning), DASH, DASH);
                painter.extend(dashes);
            }
        }
    }
}

/// The width of the legend in one row.
pub fn legend_width(ui: &Ui, scene: &Scene<'_>) -> f32 {
    let widths = Entry::visible(scene).map(|entry| entry.size(ui).x);
    widths.map(|width| width + ENTRY_GAP).sum::<f32>() - ENTRY_GAP
}

/// The height of the legend in rows of the available width.
pub fn wrapped_legend_height(ui: &Ui, scene: &Scene<'_>) -> f32 {
    (legend_width(ui, scene) / ui.available_width()).ceil() * LEGEND_ROW
}

/// The legend in as many rows as it needs.
pub fn wrapped_legend_ui(ui: &mut Ui, scene: &Scene<'_>) {
    ui.scope(|ui| {
        // Nothing in it is pressed.
        ui.spacing_mut().interact_size.y = LEGEND_ROW;
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal_wrapped(|ui| legend_ui(ui, scene));
    });
}

/// The legend of the visible shapes, from left to right. Where the layout wraps, a shape stays with its word.
pub fn legend_ui(ui: &mut Ui, scene: &Scene<'_>) {
    ui.spacing_mut().item_spacing.x = ENTRY_GAP;
    let palette = Palette::of(ui);
    for entry in Entry::visible(scene) {
        let (rect, response) = ui.allocate_exact_size(entry.size(ui), Sense::hover());
        let mark = rect.with_max_x(rect.left() + entry.mark_width());
        entry.paint_mark(ui.painter(), mark, palette);
        let color = palette.tone(Tone::Quiet);
        let galley = galley(ui, TextRole::Small, color, entry.word(), Lines::Whole);
        let at = Align2::RIGHT_CENTER.align_size_within_rect(galley.size(), rect);
        ui.painter().galley(at.min, galley, color);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, entry.word()));
    }
}

/// Paints a marker as `egui_plot` does.
fn paint_shape(painter: &Painter, shape: MarkerShape, at: Pos2, color: Color32) {
    let r = radius(shape);
    let polygon = |corners: &[(f32, f32)]| {
        let points = corners
            .iter()
            .map(|(x, y)| pos2(at.x + x * r, at.y + y * r));
        painter.add(Shape::convex_polygon(points.collect(), color, Stroke::NONE));
    };
    match shape {
        MarkerShape::Diamond => polygon(&[(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)]),
        MarkerShape::Square => polygon(&[(-0.7, -0.7), (0.7, -0.7), (0.7, 0.7), (-0.7, 0.7)]),
        MarkerShape::Up => polygon(&[(0.0, -1.0), (0.87, 0.5), (-0.87, 0.5)]),
        MarkerShape::Down => polygon(&[(0.0, 1.0), (-0.87, -0.5), (0.87, -0.5)]),
        MarkerShape::Right => polygon(&[(1.0, 0.0), (-0.5, 0.87), (-0.5, -0.87)]),
        MarkerShape::Cross => {
            let stroke = Stroke::new(1.4, color);
            let d = vec2(0.7 * r, 0.7 * r);
            painter.line_segment([at - d, at + d], stroke);
            let d = vec2(0.7 * r, -0.7 * r);
            painter.line_segment([at - d, at + d], stroke);
        }
        MarkerShape::Circle | MarkerShape::Plus | MarkerShape::Left | MarkerShape::Asterisk => {
            painter.circle_filled(at, r, color);
        }
    }
}

//! The performance overlay: a small panel of measured figures above everything. It takes no input
//! from what is under it, apart from its two buttons.

use std::time::{Duration, Instant};

use egui::{
    Align2, Area, CornerRadius, Id, LayerId, Order, Painter, Pos2, Rect, Stroke, StrokeKind, Ui,
    Vec2,
    accesskit::{self, Role},
    pos2, vec2,
};

use crate::{
    domain::clock::Now,
    features::kiosk::state::DisplayState,
    i18n::{self, decimal},
    model::performance::{Percentiles, Performance, PerformanceFigures, Surroundings},
    shell::{
        commands::{UiCommand, run},
        cx::ShellCx,
    },
    tr,
    ui::{
        Request, format,
        theme::{Density, PANEL_RADIUS, Palette, STEP, TextRole, font},
        widgets::{
            button::{Button, Size},
            label::text_width,
        },
    },
};

/// How long figures are shown: faster ones cannot be read.
const SHOWN_FOR: Duration = Duration::from_millis(500);
/// After so long without a frame, the overlay asks for one. Longer than a second, so that the
/// countdowns of the window come first.
const REFRESH: Duration = Duration::from_millis(1_100);
/// Between the panel and the edges of the page.
const EDGE: f32 = 2.0 * STEP;
/// Between the edge of the panel and what is in it.
const PADDING: f32 = 3.0 * STEP;
/// Between two columns.
const GAP: f32 = 3.0 * STEP;
const ROW_HEIGHT: f32 = 5.0 * STEP;
/// The widest figure that is usual: the panel does not change its size with each.
const WIDEST: &str = "000.0\u{202f}ms";

/// The overlay, and what is measured while it is open.
#[derive(Debug, Default)]
pub struct PerformanceUiState {
    open: Option<Box<OpenOverlay>>,
}

#[derive(Debug, Default)]
struct OpenOverlay {
    performance: Performance,
    shown: Option<ShownFigures>,
    /// Whether it was drawn in the last frame.
    is_drawn: bool,
}

#[derive(Debug)]
struct ShownFigures {
    at: Instant,
    figures: PerformanceFigures,
    rows: Vec<Row>,
}

/// A figure with its name, or the heading of the percentiles, which has none.
#[derive(Debug, Default)]
struct Row {
    name: &'static str,
    /// The 50th percentile, before the 99th one.
    median: String,
    figure: String,
}

impl Row {
    fn single(name: &'static str, figure: String) -> Self {
        Self {
            name,
            figure,
            ..Self::default()
        }
    }

    fn percentiles(name: &'static str, percentiles: Option<Percentiles>) -> Self {
        let [median, figure] = match percentiles {
            Some(percentiles) => percentiles.map(milliseconds),
            None => [format::UNKNOWN; 2].map(str::to_owned),
        };
        Self {
            name,
            median,
            figure,
        }
    }

    /// What a screen reader reads.
    fn spoken(&self) -> String {
        let Self {
            name,
            median,
            figure,
        } = self;
        if median.is_empty() {
            format!("{name}: {figure}")
        } else {
            format!("{name}: p50 {median}, p99 {figure}")
        }
    }
}

impl PerformanceUiState {
    pub fn toggle(&mut self) {
        self.open = match self.open {
            Some(_) => None,
            None => Some(Box::default()),
        };
    }

    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Where to put what is measured; `None`: nothing is to be measured.
    pub fn measured(&mut self) -> Option<&mut Performance> {
        self.open.as_mut().map(|open| &mut open.performance)
    }

    /// How long after this frame the overlay needs another one.
    #[must_use]
    pub fn refresh(&self) -> Option<Duration> {
        let is_drawn = self.open.as_ref().is_some_and(|open| open.is_drawn);
        is_drawn.then_some(REFRESH)
    }
}

impl OpenOverlay {
    fn shown(&mut self, now: Now) -> &ShownFigures {
        let shown = self.shown.take();
        let shown = shown.filter(|shown| now.since(shown.at) < SHOWN_FOR);
        self.shown.insert(shown.unwrap_or_else(|| {
            let figures = self.performance.figures(now.instant);
            ShownFigures {
                at: now.instant,
                rows: rows(&figures),
                figures,
            }
        }))
    }
}

/// Opens and closes the overlay, also above a dialog and the batch in large type: it shows what they
/// cost.
pub fn toggle_by_key(ui: &Ui, cx: &mut ShellCx<'_>) {
    let command = UiCommand::Performance;
    let shortcut = command.shortcut();
    if shortcut.is_some_and(|keys| ui.input_mut(|input| input.consume_shortcut(&keys))) {
        run(command, cx);
    }
}

/// Draws the overlay in a corner of the page, if it is open and the display is not dark.
pub fn performance_ui(ui: &Ui, cx: &mut ShellCx<'_>, page: Rect) {
    let (state, now) = (cx.state, cx.now);
    let Some(open) = &mut cx.ui_state.performance.open else {
        return;
    };
    let kiosk = state.settings.configuration.settings().kiosk;
    open.is_drawn = state.kiosk.display_state(kiosk, now) == DisplayState::Bright;
    if !open.is_drawn {
        return;
    }
    let copy = Button::secondary(tr!("performance-copy"))
        .named(tr!("performance-copy-name"))
        .size(Size::Small);
    let close = Button::quiet(tr!("performance-close"))
        .named(tr!("performance-close-name"))
        .size(Size::Small);
    let buttons = vec2(
        copy.width(ui) + GAP + close.width(ui),
        Density::of(ui).target_height(),
    );
    let layer = LayerId::new(Order::Tooltip, Id::unique("performance"));
    let at = panel_ui(ui, layer, page, &open.shown(now).rows, buttons);
    let area = Area::new(layer.id).order(layer.order).constrain(false);
    let shown = area.fixed_pos(at).show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        ui.horizontal(|ui| (copy.pressed(ui), close.pressed(ui)))
            .inner
    });
    let (is_copied, is_closed) = shown.inner;
    if is_copied {
        let text = i18n::in_english(|| report(ui, open, now));
        ui.copy_text(text);
        cx.request(Request::toast(tr!("performance-copied")));
    } else if is_closed {
        cx.ui_state.performance.toggle();
    }
}

/// Paints the panel with its rows. Returns where the buttons below the rows begin. There is no widget in
/// it: also one without a function would take the input from what is under it.
fn panel_ui(ui: &Ui, layer: LayerId, page: Rect, rows: &[Row], buttons: Vec2) -> Pos2 {
    let palette = Palette::of(ui);
    let widest = |role, texts: &mut dyn Iterator<Item = &str>| {
        let widths = texts.map(|text| text_width(ui, role, text));
        widths.fold(0.0, f32::max)
    };
    let names = widest(TextRole::Body, &mut rows.iter().map(|row| row.name));
    let medians = rows.iter().map(|row| row.median.as_str());
    let column = widest(TextRole::Mono, &mut medians.chain([WIDEST]));
    let height: f32 = rows.iter().map(|_| ROW_HEIGHT).sum();
    let width = buttons.x.max(names + 2.0 * (GAP + column));
    let size = vec2(width, height + GAP + buttons.y) + Vec2::splat(2.0 * PADDING);
    let right = page.right() - EDGE;
    let left = (right - size.x).max(ui.content_rect().left());
    let panel = Rect::from_min_size(pos2(left, page.top() + EDGE).round(), size);
    let painter = ui.ctx().layer_painter(layer);
    let radius = CornerRadius::same(PANEL_RADIUS);
    let border = Stroke::new(1.0, palette.control_border);
    painter.rect(panel, radius, palette.surface, border, StrokeKind::Inside);
    let mut rect = panel.shrink(PADDING);
    rect.set_height(ROW_HEIGHT);
    for row in rows {
        row_ui(ui, &painter, rect, column, row);
        rect = rect.translate(vec2(0.0, ROW_HEIGHT));
    }
    rect.min + vec2(0.0, GAP)
}

fn row_ui(ui: &Ui, painter: &Painter, rect: Rect, column: f32, row: &Row) {
    let palette = Palette::of(ui);
    let left = rect.left_center();
    let font_of = |role| font(ui, role);
    let body = font_of(TextRole::Body);
    painter.text(left, Align2::LEFT_CENTER, row.name, body, palette.text);
    let color = if row.name.is_empty() {
        palette.muted
    } else {
        palette.text
    };
    let right = rect.right_center();
    for (text, at) in [
        (&row.median, right - vec2(GAP + column, 0.0)),
        (&row.figure, right),
    ] {
        let mono = font_of(TextRole::Mono);
        painter.text(at, Align2::RIGHT_CENTER, text, mono, color);
    }
    if !row.name.is_empty() {
        let id = Id::unique(("performance", row.name));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Label);
            node.set_value(row.spoken());
            node.set_bounds(accesskit::Rect {
                x0: rect.left().into(),
                y0: rect.top().into(),
                x1: rect.right().into(),
                y1: rect.bottom().into(),
            });
        });
    }
}

fn rows(figures: &PerformanceFigures) -> Vec<Row> {
    let unknown = || format::UNKNOWN.to_owned();
    let rate = |rate: Option<f64>| rate.map_or_else(unknown, |rate| decimal(rate, 1));
    let [queued, most] = figures.queued;
    let memory = figures.memory.map_or_else(unknown, |memory| {
        let [resident, proportional] = [memory.resident, memory.proportional].map(mebibytes);
        format!("{resident} / {proportional}\u{202f}MiB")
    });
    vec![
        Row::single(tr!("performance-frames"), rate(figures.frame_rate)),
        Row::single(tr!("performance-events"), rate(figures.event_rate)),
        Row::single(tr!("performance-queue"), format!("{queued} / {most}")),
        Row::single(tr!("performance-memory"), memory),
        Row {
            median: "p50".to_owned(),
            figure: "p99".to_owned(),
            ..Row::default()
        },
        Row::percentiles(tr!("performance-layout"), figures.layout),
        Row::percentiles(tr!("performance-tessellation"), figures.tessellation),
        Row::percentiles(tr!("performance-painting"), figures.painting),
        Row::percentiles(tr!("performance-event-to-frame"), figures.event_to_frame),
    ]
}

fn milliseconds(duration: Duration) -> String {
    let milliseconds = decimal(duration.as_secs_f64() * 1_000.0, 1);
    format!("{milliseconds}\u{202f}ms")
}

#[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
fn mebibytes(bytes: u64) -> String {
    decimal(bytes as f64 / f64::from(1 << 20), 1)
}

/// The figures as a plain text, with what they depend on.
fn report(ui: &Ui, open: &OpenOverlay, now: Now) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let Surroundings {
        started_at,
        model,
        graphics,
    } = &open.performance.surroundings;
    let uptime = started_at.map_or(Duration::ZERO, |at| now.since(at));
    let pixels = ui.pixels_per_point();
    let size = (ui.content_rect().size() * pixels).round();
    let figures = open.shown.as_ref().map(|shown| rows(&shown.figures));
    let figures = figures.into_iter().flatten();
    let figures =
        figures.map(|row| format!("{:<24}{:>12}{:>18}", row.name, row.median, row.figure));
    let lines = [
        format!(
            "pidash {version} ({arch}-{os}), running for {}",
            format::long(uptime)
        ),
        format!(
            "window of {}x{} pixels, {pixels} per point, zoom {}",
            size.x,
            size.y,
            ui.ctx().zoom_factor()
        ),
    ];
    let lines = lines
        .into_iter()
        .chain(model.clone())
        .chain(graphics.clone())
        .chain(figures);
    let lines: Vec<String> = lines.collect();
    lines.join("\n").replace('\u{202f}', " ")
}

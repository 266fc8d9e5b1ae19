//! Chips: select one of a few options, each with an optional count.

use std::{fmt, sync::Arc};

use egui::{CornerRadius, Galley, Response, Sense, Stroke, StrokeKind, Ui, vec2};

use crate::ui::{
    galleys::{Lines, galley},
    theme::{Density, Palette, STEP, TextRole},
    widgets::button::name_and_ring,
};

/// Draws a chip; `name` is its accessible name.
pub fn chip_ui(
    ui: &mut Ui,
    word: &str,
    count: Option<usize>,
    selected: bool,
    name: &str,
) -> Response {
    let palette = Palette::of(ui);
    let height = height(ui);
    let Texts { word, count, width } = texts(ui, word, count, selected);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    // Not only by colour: in the high-contrast theme the colours are the same.
    let line_width = if selected { 2.0 } else { 1.0 };
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, name));
    let fill = if selected || response.hovered() {
        palette.raised
    } else {
        palette.background
    };
    let line = if selected {
        palette.control_border
    } else {
        palette.border
    };
    ui.painter().rect(
        rect,
        CornerRadius::same(16),
        fill,
        Stroke::new(line_width, line),
        StrokeKind::Inside,
    );
    let word_at = rect.left_center() + vec2(3.0 * STEP, -word.size().y / 2.0);
    let count_at = rect.right_center() - vec2(3.0 * STEP + count.size().x, count.size().y / 2.0);
    ui.painter().galley(word_at, word, palette.text);
    ui.painter().galley(count_at, count, palette.text);
    name_and_ring(ui, &response, name);
    response
}

/// The width of such a chip in points.
pub fn chip_width(ui: &Ui, word: &str, count: Option<usize>, selected: bool) -> f32 {
    texts(ui, word, count, selected).width
}

fn height(ui: &Ui) -> f32 {
    match Density::of(ui) {
        Density::Desktop => 32.0,
        Density::Touch => 44.0,
    }
}

struct Texts {
    word: Arc<Galley>,
    count: Arc<Galley>,
    /// Of the chip.
    width: f32,
}

fn texts(ui: &Ui, word: &str, count: Option<usize>, selected: bool) -> Texts {
    let palette = Palette::of(ui);
    let (role, color) = if selected {
        (TextRole::Strong, palette.text)
    } else {
        (TextRole::Body, palette.muted)
    };
    let word = galley(ui, role, color, word, Lines::Whole);
    let count = fmt::from_fn(|f| count.map_or(Ok(()), |count| write!(f, "{count}")));
    let count = galley(ui, TextRole::Strong, palette.text, count, Lines::Whole);
    let gap = if count.size().x > 0.0 { STEP } else { 0.0 };
    let width = (word.size().x + gap + count.size().x + 6.0 * STEP).max(height(ui));
    Texts { word, count, width }
}

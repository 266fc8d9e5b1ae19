//! Texts: labels, paragraphs, cells of a table, badges, and ids that can be copied.

use std::{fmt::Display, sync::Arc};

use egui::{
    Align2, Color32, CornerRadius, Galley, Label, Pos2, Rect, Response, Sense, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::{
    tr,
    ui::{
        format::lazy,
        galleys::{Lines, galley},
        icons,
        theme::{BADGE_TINT, CONTROL_RADIUS, Palette, STEP, TextRole, Tone, text},
        widgets::{button::icon_button_ui, tooltip::tooltip_ui},
    },
};

/// A text with a role and a tone, in one line, truncated with an ellipsis; a tooltip then has all of it.
pub fn label_ui(ui: &mut Ui, role: TextRole, tone: Tone, text: impl Display) -> Response {
    let color = Palette::of(ui).tone(tone);
    let lines = Lines::AtMost(1, ui.available_width());
    let galley = galley(ui, role, color, text, lines);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    let whole = galley.text();
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, ui.is_enabled(), whole));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let place = ui.layout().horizontal_placement();
    let x = place.align_size_within_range(galley.size().x, rect.x_range());
    let at = pos2(x.min, rect.top());
    ui.painter().galley(at, galley.clone(), color);
    if galley.elided {
        tooltip_ui(ui, response, whole)
    } else {
        response
    }
}

/// As [`label_ui`], but wrapped.
pub fn paragraph_ui(
    ui: &mut Ui,
    role: TextRole,
    tone: Tone,
    content: impl Into<String>,
) -> Response {
    let color = Palette::of(ui).tone(tone);
    ui.add(Label::new(text(ui, role, content).color(color)).wrap())
}

/// The width of a text in one line, in points.
pub fn text_width(ui: &Ui, role: TextRole, text: impl Display) -> f32 {
    let galley = galley(ui, role, Color32::TRANSPARENT, text, Lines::Whole);
    galley.size().x
}

/// A text of at most `lines` lines in `width`, the last one truncated with an ellipsis.
pub fn text_in_lines(
    ui: &Ui,
    role: TextRole,
    tone: Tone,
    text: impl Display,
    width: f32,
    lines: usize,
) -> Arc<Galley> {
    let color = Palette::of(ui).tone(tone);
    galley(ui, role, color, text, Lines::AtMost(lines, width))
}

/// Paints a text into a table cell: vertically centred, truncated at the end of the column.
pub fn cell_ui(ui: &Ui, rect: Rect, role: TextRole, tone: Tone, text: impl Display) {
    let galley = text_in_lines(ui, role, tone, text, rect.width(), 1);
    let at = rect.left_center() - vec2(0.0, galley.size().y / 2.0);
    ui.painter().galley(at, galley, Palette::of(ui).tone(tone));
}

/// Paints a text in one line, with `anchor` of it `at` this place.
pub fn text_at_ui(
    ui: &Ui,
    at: Pos2,
    anchor: Align2,
    role: TextRole,
    color: Color32,
    text: impl Display,
) {
    let galley = galley(ui, role, color, text, Lines::Whole);
    let rect = anchor.anchor_size(at, galley.size());
    ui.painter().galley(rect.min, galley, color);
}

/// A badge: a text with its icon on a tint of its colour.
pub fn badge_ui(ui: &mut Ui, tone: Tone, icon: &str, word: impl Display) -> Response {
    let palette = Palette::of(ui);
    let color = palette.tone(tone);
    let text = format_args!("{icon} {word}");
    let galley = galley(ui, TextRole::Badge, color, text, Lines::Whole);
    let (rect, response) =
        ui.allocate_exact_size(galley.size() + vec2(4.0 * STEP, 2.0 * STEP), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &word));
    let tint = palette.surface.lerp_to_gamma(color, BADGE_TINT);
    ui.painter()
        .rect_filled(rect, CornerRadius::same(CONTROL_RADIUS - 2), tint);
    ui.painter()
        .galley(rect.center() - galley.size() / 2.0, galley, color);
    response
}

/// An id in monospace with a button that copies it, in the direction of the layout. True if it was
/// copied.
pub fn copyable_ui(ui: &mut Ui, id: &str, what: impl Display) -> bool {
    let label = |ui: &mut Ui| label_ui(ui, TextRole::Mono, Tone::Quiet, id);
    if ui.layout().prefer_right_to_left() {
        let copied = copy_button_ui(ui, id, what);
        label(ui);
        copied
    } else {
        label(ui);
        copy_button_ui(ui, id, what)
    }
}

/// A button that copies `text`, which is `what` to a screen reader. True if it was pressed.
pub fn copy_button_ui(ui: &mut Ui, text: &str, what: impl Display) -> bool {
    let name = lazy(|| tr!("copied-copy", what = what.to_string()));
    let is_pressed = icon_button_ui(ui, icons::COPY, &name).clicked();
    if is_pressed {
        ui.copy_text(text.to_owned());
    }
    is_pressed
}

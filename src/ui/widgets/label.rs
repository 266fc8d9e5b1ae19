//! Texts: labels, paragraphs, cells of a table, badges, and ids that can be copied.

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, Galley, Label, Rect, Response, RichText, Sense, Ui, WidgetInfo,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};

use crate::{
    tr,
    ui::{
        icons,
        theme::{BADGE_TINT, CONTROL_RADIUS, Palette, STEP, TextRole, Tone, font, text},
        widgets::{button::icon_button_ui, tooltip::tooltip_ui},
    },
};

/// A text with a role and a tone, truncated with an ellipsis.
pub fn label_ui(ui: &mut Ui, role: TextRole, tone: Tone, content: impl Into<String>) -> Response {
    let color = Palette::of(ui).tone(tone);
    truncated_ui(ui, text(ui, role, content).color(color))
}

/// A text of one line, truncated with an ellipsis; a tooltip then has all of it.
pub fn truncated_ui(ui: &mut Ui, content: RichText) -> Response {
    let label = Label::new(content).truncate().selectable(false);
    let (at, galley, response) = label.layout_in_ui(ui);
    let whole = galley.text();
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, ui.is_enabled(), whole));
    if !ui.is_rect_visible(response.rect) {
        return response;
    }
    let color = ui.style().visuals.text_color();
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
pub fn text_width(ui: &Ui, role: TextRole, text: &str) -> f32 {
    let font = font(ui, role);
    let text = ui
        .painter()
        .layout_no_wrap(text.to_owned(), font, Color32::TRANSPARENT);
    text.size().x
}

/// A text of at most `lines` lines in `width`, the last one truncated with an ellipsis.
pub fn text_in_lines(
    ui: &Ui,
    role: TextRole,
    tone: Tone,
    text: String,
    width: f32,
    lines: usize,
) -> Arc<Galley> {
    let color = Palette::of(ui).tone(tone);
    let format = TextFormat::simple(font(ui, role), color);
    let mut job = LayoutJob::single_section(text, format);
    job.wrap = TextWrapping {
        max_rows: lines,
        break_anywhere: lines == 1,
        ..TextWrapping::truncate_at_width(width)
    };
    ui.painter().layout_job(job)
}

/// Paints a text into a table cell: vertically centred, truncated at the end of the column.
pub fn cell_ui(ui: &Ui, rect: Rect, role: TextRole, tone: Tone, text: &str) {
    let galley = text_in_lines(ui, role, tone, text.to_owned(), rect.width(), 1);
    let at = rect.left_center() - vec2(0.0, galley.size().y / 2.0);
    ui.painter().galley(at, galley, Palette::of(ui).tone(tone));
}

/// A badge: a text with its icon on a tint of its colour.
pub fn badge_ui(ui: &mut Ui, tone: Tone, icon: &str, word: &str) -> Response {
    let palette = Palette::of(ui);
    let color = palette.tone(tone);
    let galley =
        ui.painter()
            .layout_no_wrap(format!("{icon} {word}"), font(ui, TextRole::Badge), color);
    let (rect, response) =
        ui.allocate_exact_size(galley.size() + vec2(4.0 * STEP, 2.0 * STEP), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, word));
    let tint = palette.surface.lerp_to_gamma(color, BADGE_TINT);
    ui.painter()
        .rect_filled(rect, CornerRadius::same(CONTROL_RADIUS - 2), tint);
    ui.painter()
        .galley(rect.center() - galley.size() / 2.0, galley, color);
    response
}

/// An id in monospace with a button that copies it, in the direction of the layout. True if it was
/// copied.
pub fn copyable_ui(ui: &mut Ui, id: &str, what: &str) -> bool {
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
pub fn copy_button_ui(ui: &mut Ui, text: &str, what: &str) -> bool {
    let name = tr!("copied-copy", what = what);
    let is_pressed = icon_button_ui(ui, icons::COPY, &name).clicked();
    if is_pressed {
        ui.copy_text(text.to_owned());
    }
    is_pressed
}

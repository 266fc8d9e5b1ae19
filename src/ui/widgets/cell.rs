//! A text in the cell of a table that is painted row by row.

use egui::{
    Rect, Ui,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};

use crate::ui::theme::{Palette, TextRole, Tone, font};

/// Paints a text in the middle of its row, cut where its column ends.
pub fn cell_ui(ui: &Ui, rect: Rect, role: TextRole, tone: Tone, text: &str) {
    let color = Palette::of(ui).tone(tone);
    let format = TextFormat::simple(font(ui, role), color);
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping::truncate_at_width(rect.width());
    let galley = ui.painter().layout_job(job);
    let at = rect.left_center() - vec2(0.0, galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
}

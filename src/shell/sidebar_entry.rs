//! One entry of the rail: a row on a desktop, a tile on the small display.

use egui::{
    Align2, CornerRadius, Rect, Sense, Ui,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};

use crate::{
    shell::commands::UiCommand,
    ui::{
        keyboard_hints::OnScreenKeyboard,
        theme::{CONTROL_RADIUS, Density, Palette, STEP, TextRole, Tone, font},
        widgets::{button::name_and_ring, label::cell_ui},
    },
};

/// Height of an entry on the small display.
pub const TILE: f32 = 68.0;
/// It is lower where there is less room, but not lower than this.
const LOWEST_TILE: f32 = 36.0;
/// A tile that is lower than this has no room for its word.
const LOWEST_WITH_WORD: f32 = 52.0;
/// Tiles that are below each other at most.
const TILES: f32 = 7.0;
/// From the left end of a row to its word.
pub const WORD_AT: f32 = 10.0 * STEP;
/// Room at the right end of a row: to its word, or to the middle of its number.
pub const END: f32 = 3.0 * STEP;
/// Least width of a number.
const COUNT: f32 = 20.0;

/// One entry of the rail.
pub struct Entry<'a> {
    pub icon: &'a str,
    pub text: String,
    /// The command that does the same.
    pub command: Option<UiCommand>,
    pub selected: bool,
    /// A number that calls for attention; 0 shows nothing.
    pub count: usize,
}

/// All tiles of the rail fit, the logo and the list of events included; above the keyboard they are lower.
pub fn tile_height(ui: &Ui) -> f32 {
    if Density::is_portrait(ui) {
        return TILE;
    }
    let room = ui.content_rect().height() - OnScreenKeyboard::load(ui.ctx()).height;
    (room / TILES).clamp(LOWEST_TILE, TILE)
}

/// Draws an entry as a row, or on the small display as a tile; true if it was pressed.
pub fn entry_ui(ui: &mut Ui, entry: &Entry<'_>, name: &str) -> bool {
    let density = Density::of(ui);
    let palette = Palette::of(ui);
    let height = match density {
        Density::Desktop => 40.0,
        Density::Touch => tile_height(ui),
    };
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response
        .widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, entry.selected, name));
    let radius = match density {
        Density::Desktop => CONTROL_RADIUS,
        Density::Touch => 0,
    };
    if entry.selected || response.hovered() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(radius), palette.raised);
    }
    match density {
        Density::Desktop => row_ui(ui, rect, entry),
        Density::Touch => tile_ui(ui, rect, entry),
    }
    name_and_ring(ui, &response, name);
    let clicked = response.clicked();
    if let Some(command) = entry.command.filter(|_| density == Density::Desktop) {
        response.on_hover_ui(|ui| {
            ui.label(command.with_keys(name));
        });
    }
    clicked
}

/// The icon, the word, and the number at the right.
fn row_ui(ui: &Ui, rect: Rect, entry: &Entry<'_>) {
    let (role, tone) = if entry.selected {
        (TextRole::Strong, Tone::Plain)
    } else {
        (TextRole::Body, Tone::Quiet)
    };
    ui.painter().text(
        rect.left_center() + vec2(3.0 * STEP, 0.0),
        Align2::LEFT_CENTER,
        entry.icon,
        font(ui, TextRole::Icon),
        Palette::of(ui).tone(tone),
    );
    let mut word = rect;
    word.min.x += WORD_AT;
    word.max.x -= if entry.count > 0 {
        END + COUNT / 2.0
    } else {
        END
    };
    cell_ui(ui, word, role, tone, &entry.text);
    count_ui(ui, rect.right_center() - vec2(END, 0.0), entry.count);
}

/// The icon above the word, and the number beside it.
fn tile_ui(ui: &Ui, rect: Rect, entry: &Entry<'_>) {
    let tone = if entry.selected {
        Tone::Plain
    } else {
        Tone::Quiet
    };
    let color = Palette::of(ui).tone(tone);
    let has_word = rect.height() >= LOWEST_WITH_WORD;
    let above = if has_word { 2.5 * STEP } else { 0.0 };
    ui.painter().text(
        rect.center() - vec2(0.0, above),
        Align2::CENTER_CENTER,
        entry.icon,
        font(ui, TextRole::Number),
        color,
    );
    let count_at = rect.right_top() + vec2(-4.0 * STEP, 3.5 * STEP);
    count_ui(ui, count_at, entry.count);
    if !has_word {
        return;
    }
    let format = TextFormat::simple(font(ui, TextRole::Small), color);
    let mut job = LayoutJob::single_section(entry.text.clone(), format);
    job.wrap = TextWrapping::truncate_at_width(rect.width());
    let galley = ui.painter().layout_job(job);
    let word_at = rect.center_bottom() - vec2(0.0, 3.0 * STEP);
    let word_at = word_at - galley.size() / 2.0;
    ui.painter().galley(word_at, galley, color);
}

fn count_ui(ui: &Ui, center: egui::Pos2, count: usize) {
    if count == 0 {
        return;
    }
    let palette = Palette::of(ui);
    let content = if count > 99 {
        "99+".to_owned()
    } else {
        count.to_string()
    };
    let galley = ui
        .painter()
        .layout_no_wrap(content, font(ui, TextRole::Small), palette.on_action);
    let size = vec2((galley.size().x + 2.5 * STEP).max(COUNT), 18.0);
    let rect = egui::Rect::from_center_size(center, size);
    ui.painter()
        .rect_filled(rect, CornerRadius::same(9), palette.action);
    ui.painter().galley(
        rect.center() - galley.size() / 2.0,
        galley,
        palette.on_action,
    );
}

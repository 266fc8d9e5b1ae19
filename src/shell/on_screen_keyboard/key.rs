//! One key of the keyboard on the screen.

use egui::{Align2, CornerRadius, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use super::{
    layout::Key,
    ui_state::{KeyboardUiState, Shift},
};
use crate::ui::{
    theme::{CONTROL_RADIUS, Palette, TextRole, font},
    widgets::button::held_for,
};

/// A key that is held repeats after this many seconds.
const REPEATS_AFTER: f64 = 0.5;
/// And then this often.
const REPEATS_EVERY: f64 = 0.06;

/// Draws one key. How often it was pressed since the frame before: it acts as the finger comes down, and repeats while it rests.
pub fn key_ui(ui: &Ui, rect: Rect, key: Key, draft: &mut KeyboardUiState) -> u32 {
    let (word, name) = draft.words(key);
    // The name of a letter is another one with shift: that must not end a press.
    let response = ui.interact(rect, Id::unique(("key", key)), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let held = held_for(ui, &response);
    let is_on = held.is_some() || key == Key::Shift && draft.shift != Shift::Off;
    paint(ui, rect, key, &word, is_on);
    let (comes_down, goes_up) =
        ui.input(|input| (input.pointer.any_pressed(), input.pointer.any_released()));
    // A finger may be up again within the frame, and a screen reader's press has no pointer.
    let is_tapped = response.clicked() && (comes_down || !goes_up);
    if comes_down && held.is_some() || is_tapped {
        draft.repeated = 0;
        return 1;
    }
    let may_repeat = matches!(key, Key::Delete | Key::Left | Key::Right);
    held.filter(|_| may_repeat)
        .map_or(0, |held| repeats(ui, held, draft))
}

/// How often a key that is held for so many seconds has repeated since the frame before.
fn repeats(ui: &Ui, held: f64, draft: &mut KeyboardUiState) -> u32 {
    ui.ctx()
        .request_repaint_after(std::time::Duration::from_secs_f64(REPEATS_EVERY));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "nobody holds a key for years"
    )]
    let due = ((held - REPEATS_AFTER) / REPEATS_EVERY).max(0.0) as u32;
    let new = due.saturating_sub(draft.repeated);
    draft.repeated = draft.repeated.max(due);
    new
}

fn paint(ui: &Ui, rect: Rect, key: Key, word: &str, is_on: bool) {
    let palette = Palette::of(ui);
    let is_letter = matches!(key, Key::Char(_) | Key::Text(_));
    let (fill, color) = match (is_on, key, is_letter) {
        (true, ..) => (palette.border, palette.text),
        (false, Key::Enter, _) => (palette.action, palette.on_action),
        (false, _, true) => (palette.raised, palette.text),
        (false, _, false) => (palette.background, palette.text),
    };
    // In the high-contrast theme the border is white: what is pressed shows by its line.
    let fill = if is_on && palette.border == palette.text {
        palette.raised
    } else {
        fill
    };
    let line = Stroke::new(if is_on { 2.0 } else { 1.0 }, palette.control_border);
    let radius = CornerRadius::same(CONTROL_RADIUS - 2);
    ui.painter()
        .rect(rect, radius, fill, line, StrokeKind::Inside);
    let role = if word.chars().count() == 1 {
        TextRole::Title
    } else {
        TextRole::Strong
    };
    let galley = ui
        .painter()
        .layout_no_wrap(word.to_owned(), font(ui, role), color);
    // A longer word of another language still fits.
    let galley = if galley.size().x > rect.width() {
        ui.painter()
            .layout_no_wrap(word.to_owned(), font(ui, TextRole::Small), color)
    } else {
        galley
    };
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
    ui.painter().galley(at.min, galley, color);
}

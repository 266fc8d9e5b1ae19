//! One key of the on-screen keyboard.

use egui::{Align2, CornerRadius, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use super::{
    layout::Key,
    ui_state::{KeyboardUiState, Shift},
};
use crate::ui::{
    theme::{CONTROL_RADIUS, Palette, TextRole, font},
    widgets::button::held_for,
};

/// Seconds after which a held key repeats.
const REPEAT_DELAY: f64 = 0.5;
/// Seconds between two repetitions.
const REPEAT_INTERVAL: f64 = 0.06;

/// Draws one key. Returns how often it was pressed since the last frame: it acts when the finger comes
/// down, and repeats while it is held.
pub fn key_ui(ui: &Ui, rect: Rect, key: Key, ui_state: &mut KeyboardUiState) -> u32 {
    let (label, name) = ui_state.label_and_name(key);
    // The id does not depend on the name, which changes with Shift: that must not end a press.
    let response = ui.interact(rect, Id::unique(("key", key)), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let held = held_for(ui, &response);
    let is_on = held.is_some() || key == Key::Shift && ui_state.shift != Shift::Off;
    paint(ui, rect, key, &label, is_on);
    let (comes_down, goes_up) =
        ui.input(|input| (input.pointer.any_pressed(), input.pointer.any_released()));
    // A tap may start and end within one frame, and a screen reader's press has no pointer.
    let is_tapped = response.clicked() && (comes_down || !goes_up);
    if comes_down && held.is_some() || is_tapped {
        ui_state.repeated = 0;
        return 1;
    }
    let may_repeat = matches!(key, Key::Delete | Key::Left | Key::Right);
    held.filter(|_| may_repeat)
        .map_or(0, |held| repeats(ui, held, ui_state))
}

/// How often a key that has been held for so many seconds has repeated since the last frame.
fn repeats(ui: &Ui, held: f64, ui_state: &mut KeyboardUiState) -> u32 {
    ui.ctx()
        .request_repaint_after(std::time::Duration::from_secs_f64(REPEAT_INTERVAL));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "nobody holds a key for years"
    )]
    let due = ((held - REPEAT_DELAY) / REPEAT_INTERVAL).max(0.0) as u32;
    let new = due.saturating_sub(ui_state.repeated);
    ui_state.repeated = ui_state.repeated.max(due);
    new
}

fn paint(ui: &Ui, rect: Rect, key: Key, label: &str, is_on: bool) {
    let palette = Palette::of(ui);
    let is_letter = matches!(key, Key::Char(_) | Key::Text(_));
    let (fill, color) = match (is_on, key, is_letter) {
        (true, ..) => (palette.border, palette.text),
        (false, Key::Enter, _) => (palette.action, palette.on_action),
        (false, _, true) => (palette.raised, palette.text),
        (false, _, false) => (palette.background, palette.text),
    };
    // In the high-contrast theme the border is white: a pressed key is marked by its outline.
    let fill = if is_on && palette.border == palette.text {
        palette.raised
    } else {
        fill
    };
    let line = Stroke::new(if is_on { 2.0 } else { 1.0 }, palette.control_border);
    let radius = CornerRadius::same(CONTROL_RADIUS - 2);
    ui.painter()
        .rect(rect, radius, fill, line, StrokeKind::Inside);
    let role = if label.chars().count() == 1 {
        TextRole::Title
    } else {
        TextRole::Strong
    };
    let galley = ui
        .painter()
        .layout_no_wrap(label.to_owned(), font(ui, role), color);
    // A longer label of another language must fit.
    let galley = if galley.size().x > rect.width() {
        ui.painter()
            .layout_no_wrap(label.to_owned(), font(ui, TextRole::Small), color)
    } else {
        galley
    };
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
    ui.painter().galley(at.min, galley, color);
}

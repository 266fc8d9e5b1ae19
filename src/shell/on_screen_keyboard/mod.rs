//! The on-screen keyboard: the keyboards of a desktop do not run in a kiosk. It types through egui's
//! own events, so that it works with every text field.

pub(crate) mod key;
pub(crate) mod layout;
pub(crate) mod ui_state;

use std::ops::RangeInclusive;

use egui::{Area, Event, Id, Order, Panel, Rect, Stroke, SurrenderFocusOn, Ui, pos2, vec2};

use crate::ui::{
    keyboard_hints::{OnScreenKeyboard, input_kind},
    theme::{Palette, STEP},
};
use key::key_ui;
use layout::{Key, Layer, ROW_WIDTH, rows};

pub use ui_state::KeyboardUiState;

/// The height of a row of keys in points, on any display.
const ROW_HEIGHT: RangeInclusive<f32> = 46.0..=64.0;
/// The largest width of the keyboard in points: keys are no wider than on a real keyboard.
const MAX_WIDTH: f32 = 1_000.0;

/// Draws the keyboard at the bottom of the window while a text field has the focus. Must be called
/// before the fields are drawn: what is typed reaches them in the same frame.
pub fn keyboard_ui(ui: &mut Ui, is_wanted: bool, ui_state: &mut KeyboardUiState) {
    let mut keyboard = OnScreenKeyboard::load(ui.ctx());
    if keyboard.is_wanted != is_wanted {
        keyboard.is_wanted = is_wanted;
        keyboard.store(ui.ctx());
    }
    let Some(field) = focused_field(ui, is_wanted, ui_state) else {
        if keyboard.height > 0.0 {
            keyboard.height = 0.0;
            keyboard.store(ui.ctx());
            keep_focus(ui, false);
        }
        return;
    };
    let rows = rows(ui_state.layer);
    let share = ui.content_rect().height() * 0.1;
    let row_height = share.clamp(*ROW_HEIGHT.start(), *ROW_HEIGHT.end());
    #[expect(clippy::cast_precision_loss, reason = "there are five rows")]
    let height = row_height * rows.len() as f32 + 2.0 * STEP;
    let panel = Panel::bottom("keyboard")
        .exact_size(height)
        .resizable(false)
        .frame(egui::Frame::new())
        .show(ui, |_| {});
    let rect = panel.response.rect;
    let at = ui.input(|input| input.pointer.interact_pos());
    keep_focus(ui, at.is_some_and(|at| rect.contains(at)));
    let pressed = keys_ui(ui, rect, &rows, row_height, ui_state);
    if !pressed.is_empty() {
        keyboard.last_typed = Some((field, ui.input(|input| input.time)));
        ui.request_repaint();
    }
    keyboard.height = height;
    keyboard.store(ui.ctx());
    for key in pressed {
        ui_state.press(ui, key);
    }
}

/// The text field that has the focus, unless the keyboard is hidden or not wanted.
fn focused_field(ui: &Ui, is_wanted: bool, ui_state: &mut KeyboardUiState) -> Option<Id> {
    let field = ui.memory(egui::Memory::focused);
    let field = field.filter(|_| is_wanted && ui.text_edit_focused());
    if let Some(id) = field.filter(|_| field != ui_state.field) {
        *ui_state = KeyboardUiState {
            layer: Layer::first_for(input_kind(ui, id)),
            // A hidden keyboard comes back when another field is touched.
            is_hidden: ui_state.is_hidden && !ui_state.is_pointer_used,
            is_pointer_used: ui_state.is_pointer_used,
            ..KeyboardUiState::default()
        };
    }
    ui_state.field = field;
    ui_state.is_pointer_used |= ui.input(|input| input.pointer.any_pressed());
    // A real keyboard hides this one.
    let is_key = |event: &Event| matches!(event, Event::Key { pressed: true, .. } | Event::Text(_));
    if ui.input(|input| input.events.iter().any(is_key)) {
        ui_state.is_hidden = true;
        ui_state.is_pointer_used = false;
    }
    if field.is_some_and(|field| is_touched(ui, field)) {
        ui_state.is_hidden = false;
    }
    field.filter(|_| !ui_state.is_hidden)
}

fn is_touched(ui: &Ui, field: Id) -> bool {
    let at = ui.input(|input| {
        let press = input.pointer.press_origin();
        press.filter(|_| input.pointer.any_pressed())
    });
    let response = ui.ctx().read_response(field);
    let rect = response.map(|response| response.rect);
    rect.zip(at).is_some_and(|(rect, at)| rect.contains(at))
}

/// Draws the keys in `rect`, above dialogs, which would take the presses. Returns the pressed keys.
fn keys_ui(
    ui: &Ui,
    rect: Rect,
    rows: &[Vec<(Key, f32)>],
    row_height: f32,
    ui_state: &mut KeyboardUiState,
) -> Vec<Key> {
    let mut pressed = Vec::new();
    let area = Area::new(Id::unique("keys"))
        .order(Order::Tooltip)
        .fixed_pos(rect.min)
        .constrain(false);
    area.show(ui.ctx(), |ui| {
        let palette = Palette::of(ui);
        ui.set_min_size(rect.size());
        ui.painter().rect_filled(rect, 0.0, palette.surface);
        let line = Stroke::new(1.0, palette.border);
        ui.painter().hline(rect.x_range(), rect.top(), line);
        let unit = (rect.width() - 2.0 * STEP).min(MAX_WIDTH) / ROW_WIDTH;
        let mut top = rect.top() + STEP;
        for row in rows {
            let width: f32 = row.iter().map(|(_, width)| width * unit).sum();
            let mut left = rect.center().x - width / 2.0;
            for (key, width) in row {
                let size = vec2(width * unit, row_height);
                let place = Rect::from_min_size(pos2(left, top), size).shrink(STEP / 2.0);
                let times = key_ui(ui, place, *key, ui_state);
                pressed.extend((0..times).map(|_| *key));
                left += size.x;
            }
            top += row_height;
        }
    });
    pressed
}

/// Sets whether a press outside the focused field leaves it the focus: a press on a key must.
fn keep_focus(ui: &Ui, keep: bool) {
    let surrender = if keep {
        SurrenderFocusOn::Never
    } else {
        SurrenderFocusOn::default()
    };
    ui.options_mut(|options| options.input_options.surrender_focus_on = surrender);
}

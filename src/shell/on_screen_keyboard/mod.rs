//! The keyboard on the screen: those of the system do not run in a kiosk. It types through egui's own events, so every text field has
//! it, and it learns nothing.

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
use layout::{Key, Page, ROW, rows};

pub use ui_state::KeyboardUiState;

/// The height of a row of keys in points, whatever the display.
const ROW_HEIGHT: RangeInclusive<f32> = 46.0..=64.0;
/// Keys are not wider than on a real keyboard.
const WIDEST: f32 = 1_000.0;

/// Draws the keyboard below everything while a field has the focus. To be called before the fields: what is typed reaches them in the
/// same frame.
pub fn keyboard_ui(ui: &mut Ui, wanted: bool, draft: &mut KeyboardUiState) {
    let mut shown = OnScreenKeyboard::load(ui.ctx());
    let Some(field) = field_to_type_into(ui, wanted, draft) else {
        if shown.height > 0.0 {
            shown.height = 0.0;
            shown.store(ui.ctx());
            keep_focus(ui, false);
        }
        return;
    };
    let rows = rows(draft.page);
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
    let pressed = keys_ui(ui, rect, &rows, row_height, draft);
    if !pressed.is_empty() {
        shown.last_typed = Some((field, ui.input(|input| input.time)));
        ui.request_repaint();
    }
    shown.height = height;
    shown.store(ui.ctx());
    for key in pressed {
        draft.press(ui, key);
    }
}

/// The field that has the focus, unless the keyboard is put away or not wanted.
fn field_to_type_into(ui: &Ui, wanted: bool, draft: &mut KeyboardUiState) -> Option<Id> {
    let field = ui.memory(egui::Memory::focused);
    let field = field.filter(|_| wanted && ui.text_edit_focused());
    if let Some(id) = field.filter(|_| field != draft.field) {
        *draft = KeyboardUiState {
            page: Page::first_for(input_kind(ui, id)),
            // A finger that goes to another field wants to type there.
            is_hidden: draft.is_hidden && !draft.points,
            points: draft.points,
            ..KeyboardUiState::default()
        };
    }
    draft.field = field;
    draft.points |= ui.input(|input| input.pointer.any_pressed());
    // Whoever has a real keyboard needs no other.
    let is_key = |event: &Event| matches!(event, Event::Key { pressed: true, .. } | Event::Text(_));
    if ui.input(|input| input.events.iter().any(is_key)) {
        draft.is_hidden = true;
        draft.points = false;
    }
    if field.is_some_and(|field| is_touched(ui, field)) {
        draft.is_hidden = false;
    }
    field.filter(|_| !draft.is_hidden)
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

/// Draws the keys across `rect`, above dialogs, which take in all presses below them. Those that were pressed.
fn keys_ui(
    ui: &Ui,
    rect: Rect,
    rows: &[Vec<(Key, f32)>],
    row_height: f32,
    draft: &mut KeyboardUiState,
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
        let unit = (rect.width() - 2.0 * STEP).min(WIDEST) / ROW;
        let mut top = rect.top() + STEP;
        for row in rows {
            let width: f32 = row.iter().map(|(_, width)| width * unit).sum();
            let mut left = rect.center().x - width / 2.0;
            for (key, width) in row {
                let size = vec2(width * unit, row_height);
                let place = Rect::from_min_size(pos2(left, top), size).shrink(STEP / 2.0);
                let times = key_ui(ui, place, *key, draft);
                pressed.extend((0..times).map(|_| *key));
                left += size.x;
            }
            top += row_height;
        }
    });
    pressed
}

/// A press on a key must not take the focus from the field.
fn keep_focus(ui: &Ui, keep: bool) {
    let surrender = if keep {
        SurrenderFocusOn::Never
    } else {
        SurrenderFocusOn::default()
    };
    ui.options_mut(|options| options.input_options.surrender_focus_on = surrender);
}

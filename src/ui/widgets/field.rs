//! Text fields: plain ones, those for a secret, and the search field.

use std::time::Duration;

use egui::{
    Align2, Direction, Id, Key, Layout, Margin, Pos2, Rect, Response, Sense, TextEdit, Ui,
    UiBuilder,
    accesskit::Invalid,
    pos2,
    text::{CCursor, CCursorRange},
    text_edit::TextEditState,
    vec2,
};
use zeroize::Zeroizing;

use crate::{
    tr,
    ui::{
        icons,
        keyboard_hints::{self, OnScreenKeyboard},
        theme::{Density, MARGIN, Palette, STEP, TextRole, Tone, font},
        widgets::{
            button::{held_for, icon_button_ui, name_and_ring},
            label::label_ui,
            secret_buffer::SecretBuffer,
        },
    },
};

/// For how many seconds a secret field shows the character that the on-screen keyboard typed last:
/// its keys cannot be felt.
const SHOW_LAST_SECONDS: f64 = 1.0;

/// The id of the field with this label. It does not depend on what is drawn before, so that the
/// field keeps the focus when a message appears above it.
#[must_use]
pub fn id_of(label: &str) -> Id {
    Id::unique(label)
}

/// A field for plain text that fills the width, named by the label above it.
pub fn text_field_ui(ui: &mut Ui, label: &str, hint: &str, value: &mut String) -> Response {
    let id = id_of(label);
    let label = label_ui(ui, TextRole::Strong, Tone::Plain, label);
    let edit = styled(ui, TextEdit::singleline(value))
        .id(id)
        .hint_text(hint);
    let response = ui.add(edit).labelled_by(label.id);
    keyboard_hints::keep_in_view(ui, &response);
    response
}

/// Says to screen readers that the content of a field is wrong.
pub fn mark_invalid(ui: &Ui, field: &Response, is_invalid: bool) {
    if is_invalid {
        ui.ctx()
            .accesskit_node_builder(field.id, |node| node.set_invalid(Invalid::True));
    }
}

/// Selects the content of a field, `length` characters long: what is typed next replaces it.
pub fn select_all(ui: &Ui, field: &Response, length: usize) {
    let mut state = TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(length));
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), field.id);
}

/// A field for a secret. egui gets bullets only, so that nothing of the secret reaches its undo
/// history, the clipboard or the accessibility tree. The secret is shown while the show button is
/// held; `show_name` is the accessible name of that button.
pub fn secret_field_ui(
    ui: &mut Ui,
    label: &str,
    show_name: &str,
    secret: &mut Zeroizing<String>,
) -> Response {
    let response = masked_field_ui(ui, label, secret);
    if show_button_is_held(ui, &response, show_name) {
        paint_plain(ui, response.rect, secret);
    }
    response
}

/// A field for a secret that is never shown. egui gets bullets only, as in [`secret_field_ui`].
pub fn masked_field_ui(ui: &mut Ui, label: &str, secret: &mut Zeroizing<String>) -> Response {
    let id = id_of(label);
    let label = label_ui(ui, TextRole::Strong, Tone::Plain, label);
    let mut buffer = SecretBuffer::new(secret);
    let edit = styled(ui, TextEdit::singleline(&mut buffer))
        .id(id)
        .password(true);
    let output = edit.show(ui);
    let response = output.response.response.labelled_by(label.id);
    keyboard_hints::keep_in_view(ui, &response);
    let cursor = output.cursor_range.map(|range| range.primary);
    if let Some(ago) = OnScreenKeyboard::load(ui.ctx())
        .typed_ago(ui, id)
        .filter(|ago| *ago < SHOW_LAST_SECONDS)
    {
        let before = cursor.and_then(|cursor| cursor.index.0.checked_sub(1));
        if let Some(index) = before {
            let bullet = output
                .galley
                .pos_from_cursor(egui::text::CCursor::new(index));
            let at = output.galley_pos + bullet.left_top().to_vec2();
            paint_last(ui, at, bullet.height(), secret.chars().nth(index));
        }
        ui.ctx()
            .request_repaint_after(Duration::from_secs_f64(SHOW_LAST_SECONDS - ago));
    }
    response
}

/// The id of the search field. Each tab has at most one, so that one command leads to it.
#[must_use]
pub fn search_field_id() -> Id {
    Id::unique("search")
}

/// A field that narrows the list of a tab, at most `width` wide. `name` is its accessible name. Escape
/// and a cross clear it.
pub fn search_field_ui(
    ui: &mut Ui,
    search: &mut String,
    name: &str,
    hint: &str,
    width: f32,
) -> Response {
    let height = match Density::of(ui) {
        Density::Desktop => 32.0,
        Density::Touch => Density::Touch.target_height(),
    };
    // The cross needs room.
    let right = if search.is_empty() { 3 } else { 8 } * MARGIN;
    let edit = TextEdit::singleline(search)
        .id(search_field_id())
        .hint_text(hint)
        .font(font(ui, TextRole::Body))
        .align(egui::Align2::LEFT_CENTER)
        .margin(Margin {
            left: 3 * MARGIN,
            right,
            top: 0,
            bottom: 0,
        })
        .min_size(vec2(0.0, height))
        .desired_width(ui.available_width().min(width));
    let mut response = ui.add(edit);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(name));
    keyboard_hints::keep_in_view(ui, &response);
    let is_left = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
    if !search.is_empty() && (clear_button_ui(ui, response.rect) || is_left) {
        search.clear();
        response.mark_changed();
    }
    response
}

/// The cross at the end of a search field. True if it was pressed.
fn clear_button_ui(ui: &mut Ui, field: Rect) -> bool {
    let side = field.height();
    let place = field.with_min_x(field.right() - side);
    let builder = UiBuilder::new()
        .id_salt("clear the search")
        .max_rect(place)
        .layout(Layout::centered_and_justified(Direction::LeftToRight));
    let mut ui = ui.new_child(builder);
    icon_button_ui(&mut ui, icons::CLOSE, tr!("search-clear")).clicked()
}

/// Paints the character over its bullet: paint reaches neither the accessibility tree nor the
/// clipboard.
fn paint_last(ui: &Ui, at: Pos2, height: f32, char: Option<char>) {
    let Some(char) = char else {
        return;
    };
    let palette = Palette::of(ui);
    let font = font(ui, TextRole::Mono);
    let galley = ui
        .painter()
        .layout_no_wrap(char.to_string(), font, palette.text);
    let place = Rect::from_min_size(at, vec2(galley.size().x, height));
    ui.painter().rect_filled(place, 0.0, palette.background);
    let text = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), place);
    ui.painter().galley(text.min, galley, palette.text);
}

/// Draws the show button at the right end of the field.
fn show_button_is_held(ui: &mut Ui, field: &Response, name: &str) -> bool {
    let id = field.id.with("show");
    let field = field.rect;
    let side = field.height();
    let button = Rect::from_min_size(pos2(field.right() - side, field.top()), vec2(side, side));
    let response = ui.interact(button, id, Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    name_and_ring(ui, &response, name);
    let held = held_for(ui, &response).is_some();
    let palette = Palette::of(ui);
    let color = if held {
        palette.action_text
    } else {
        palette.muted
    };
    ui.painter().text(
        button.center(),
        Align2::CENTER_CENTER,
        icons::REVEAL,
        font(ui, TextRole::Icon),
        color,
    );
    held
}

/// Paints the text over its mask: paint reaches neither the accessibility tree nor the clipboard.
fn paint_plain(ui: &Ui, field: Rect, secret: &str) {
    let palette = Palette::of(ui);
    let inside = Rect::from_min_max(
        field.min + vec2(2.0, 2.0),
        pos2(field.right() - field.height(), field.bottom() - 2.0),
    );
    ui.painter().rect_filled(inside, 0.0, palette.background);
    let left = pos2(field.left() + 3.0 * STEP, field.center().y);
    let painter = ui
        .painter()
        .with_clip_rect(inside.intersect(ui.clip_rect()));
    painter.text(
        left,
        Align2::LEFT_CENTER,
        secret,
        font(ui, TextRole::Mono),
        palette.text,
    );
}

fn styled<'t>(ui: &Ui, edit: TextEdit<'t>) -> TextEdit<'t> {
    let height = Density::of(ui).control_height();
    edit.font(font(ui, TextRole::Body))
        .margin(Margin::symmetric(3 * MARGIN, 0))
        .align(egui::Align2::LEFT_CENTER)
        .min_size(vec2(0.0, height))
        .desired_width(f32::INFINITY)
}

#[cfg(test)]
mod tests {
    use egui::{Context, RawInput};

    use super::*;

    #[test]
    fn a_search_field_is_as_wide_as_asked_for_with_and_without_a_text() {
        for (text, width, expected) in [
            ("", 120.0, 120.0),
            ("4A", 120.0, 120.0),
            ("4A", 999.0, 300.0),
        ] {
            let output = Context::default().run_ui(RawInput::default(), |ui| {
                ui.set_max_width(300.0);
                let field = search_field_ui(ui, &mut text.to_owned(), "Search", "", width);
                assert!(
                    (field.rect.width() - expected).abs() < 0.5,
                    "{text} {width}"
                );
            });
            output.drop_without_applying_deltas();
        }
    }
}

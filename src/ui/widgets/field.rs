//! Text fields with a label above and a word about what is wrong below.

use egui::{Align2, Key, Margin, Rect, Response, Sense, TextEdit, Ui, pos2, vec2};
use zeroize::Zeroizing;

use crate::ui::{
    icons,
    theme::{Density, MARGIN, Palette, STEP, TextRole, Tone, font},
    widgets::{button::name_and_ring, label::label_ui},
};

/// A field for plain text, as wide as its room, named by the label above it.
pub fn text_field_ui(ui: &mut Ui, label: &str, hint: &str, value: &mut String) -> Response {
    let label = label_ui(ui, TextRole::Strong, Tone::Plain, label);
    let edit = styled(ui, TextEdit::singleline(value)).hint_text(hint);
    ui.add(edit).labelled_by(label.id)
}

/// A field for a secret: always masked for egui, so nothing of it reaches the clipboard or the accessibility tree, and
/// its undo history is emptied in every frame.
/// It shows while the eye is held down.
pub fn secret_field_ui(ui: &mut Ui, label: &str, secret: &mut Zeroizing<String>) -> Response {
    let label = label_ui(ui, TextRole::Strong, Tone::Plain, label);
    let id = ui.make_persistent_id("secret field");
    let response = ui
        .add(
            styled(ui, TextEdit::singleline(&mut **secret))
                .id(id)
                .password(true),
        )
        .labelled_by(label.id);
    forget_undo(ui, id);
    if reveal_is_held(ui, response.rect) {
        paint_plain(ui, response.rect, secret);
    }
    response
}

/// Empties the undo history of the field, which holds what was typed in plain text.
fn forget_undo(ui: &Ui, id: egui::Id) {
    if let Some(mut state) = TextEdit::load_state(ui.ctx(), id) {
        state.clear_undoer();
        TextEdit::store_state(ui.ctx(), id, state);
    }
}

/// The eye at the right end of the field.
fn reveal_is_held(ui: &mut Ui, field: Rect) -> bool {
    let side = field.height();
    let eye = Rect::from_min_size(pos2(field.right() - side, field.top()), vec2(side, side));
    let response = ui.interact(eye, ui.scope_id().with("reveal"), Sense::click_and_drag());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Button, true, "Hold to show passphrase")
    });
    name_and_ring(ui, &response, "Hold to show passphrase");
    let held = response.is_pointer_button_down_on()
        || (response.has_focus() && ui.input(|input| input.key_down(Key::Space)));
    let palette = Palette::of(ui);
    let color = if held {
        palette.action_text
    } else {
        palette.muted
    };
    ui.painter().text(
        eye.center(),
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

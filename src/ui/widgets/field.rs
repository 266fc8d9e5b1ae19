//! Text fields with a label above and a word about what is wrong below.

use egui::{Align2, Id, Margin, Rect, Response, Sense, TextEdit, Ui, pos2, vec2};
use zeroize::Zeroizing;

use crate::ui::{
    icons,
    theme::{Density, MARGIN, Palette, STEP, TextRole, Tone, font},
    widgets::{
        button::name_and_ring, hold::held_for, label::label_ui, secret_buffer::SecretBuffer,
    },
};

/// A field for plain text, as wide as its room, named by the label above it. Its id does not hang on what stands above,
/// so that it keeps the keyboard when a message appears there.
pub fn text_field_ui(ui: &mut Ui, label: &'static str, hint: &str, value: &mut String) -> Response {
    let id = Id::unique(label);
    let label = label_ui(ui, TextRole::Strong, Tone::Plain, label);
    let edit = styled(ui, TextEdit::singleline(value))
        .id(id)
        .hint_text(hint);
    ui.add(edit).labelled_by(label.id)
}

/// A field for a secret: egui sees bullets alone, so nothing of the secret reaches its history, the clipboard or the
/// accessibility tree. It shows while the eye is held down.
pub fn secret_field_ui(
    ui: &mut Ui,
    label: &'static str,
    secret: &mut Zeroizing<String>,
) -> Response {
    let id = Id::unique(label);
    let label = label_ui(ui, TextRole::Strong, Tone::Plain, label);
    let mut buffer = SecretBuffer::new(secret);
    let edit = styled(ui, TextEdit::singleline(&mut buffer))
        .id(id)
        .password(true);
    let response = ui.add(edit).labelled_by(label.id);
    if reveal_is_held(ui, response.rect) {
        paint_plain(ui, response.rect, secret);
    }
    response
}

/// The eye at the right end of the field.
fn reveal_is_held(ui: &mut Ui, field: Rect) -> bool {
    let side = field.height();
    let eye = Rect::from_min_size(pos2(field.right() - side, field.top()), vec2(side, side));
    let response = ui.interact(
        eye,
        Id::unique("reveal passphrase"),
        Sense::click_and_drag(),
    );
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Button, true, "Hold to show passphrase")
    });
    name_and_ring(ui, &response, "Hold to show passphrase");
    let held = held_for(ui, &response).is_some();
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

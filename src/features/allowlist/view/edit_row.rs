//! An entry while it is edited in its row: Enter saves, Escape cancels.

use egui::{
    Id, Key, Layout, Margin, Rect, Response, TextEdit, Ui, UiBuilder, accesskit::Role, vec2,
};

use super::{AllowlistCx, entry_row::right_of_tick, entry_table::columns};
use crate::{
    domain::{allowlist::EntryNote, mac::MacAddr},
    features::allowlist::{intent::AllowlistIntent, table::Row},
    tr,
    ui::{
        icons,
        theme::{Density, MARGIN, STEP, TextRole, Tone, font},
        widgets::{
            button::{Button, icon_button_ui},
            label::cell_ui,
        },
    },
};

#[derive(Debug, Clone)]
pub struct EditUiState {
    mac: MacAddr,
    note: EntryNote,
    /// The first field has not received the focus yet.
    is_new: bool,
}

impl EditUiState {
    /// Begins with the present note.
    pub fn new(mac: MacAddr, note: &EntryNote) -> Self {
        Self {
            mac,
            note: note.clone(),
            is_new: true,
        }
    }

    /// Whether this is the row that is edited.
    pub fn is_of(&self, row: &Row<'_>) -> bool {
        self.mac == row.entry.mac
    }
}

/// Draws the row; `ui_state` is `None` once the edit is saved or cancelled.
pub fn edit_row_ui(
    ui: &mut Ui,
    cx: &mut AllowlistCx<'_>,
    rect: Rect,
    ui_state: &mut Option<EditUiState>,
) {
    let Some(edit) = ui_state else { return };
    let mac = edit.mac;
    let builder = UiBuilder::new()
        .max_rect(rect)
        .accessibility_role(Role::Group)
        .accessibility_label(tr!("allowlist-entry-edited", mac = mac.to_string()))
        .layout(Layout::right_to_left(egui::Align::Center));
    let (mut saved, mut left) = (false, false);
    ui.scope_builder(builder, |ui| {
        ui.add_space(STEP);
        let cancel = tr!("allowlist-cancel-mac", mac = mac.to_string());
        left |= icon_button_ui(ui, icons::CLOSE, &cancel).clicked();
        let save = Button::secondary(tr!("allowlist-save"));
        let save = save.named(tr!("allowlist-save-mac", mac = mac.to_string()));
        saved |= save.pressed(ui);
        let end = ui.min_rect().left() - 2.0 * STEP;
        let (mac_at, description_at, container_at) = places(ui, right_of_tick(ui, rect), end);
        cell_ui(ui, mac_at, TextRole::Mono, Tone::Plain, mac.to_string());
        let first = field_ui(ui, description_at, Field::Description, edit);
        if std::mem::take(&mut edit.is_new) {
            first.request_focus();
        }
        let second = field_ui(ui, container_at, Field::Container, edit);
        for field in [first, second] {
            saved |= field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        }
        left |= ui.input(|input| input.key_pressed(Key::Escape));
    });
    if saved {
        let note = EntryNote::typed(&edit.note.description, &edit.note.container_id);
        cx.push(AllowlistIntent::Edit(mac, note));
    }
    if saved || left {
        *ui_state = None;
    }
}

fn places(ui: &Ui, rect: Rect, end: f32) -> (Rect, Rect, Rect) {
    match Density::of(ui) {
        Density::Desktop => {
            let [mac, description, container, ..] = columns(rect.width()).cells(rect);
            (mac, description, container)
        }
        Density::Touch => {
            let inner = rect.with_min_x(rect.left() + STEP).with_max_x(end);
            let third = |n: f32| {
                let left = inner.left() + n * inner.width() / 3.0;
                let size = vec2(inner.width() / 3.0 - STEP, inner.height());
                Rect::from_min_size(egui::pos2(left, inner.top()), size)
            };
            (third(0.0), third(1.0), third(2.0))
        }
    }
}

/// An editable field of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Field {
    Description,
    Container,
}

fn field_ui(ui: &mut Ui, rect: Rect, field: Field, edit: &mut EditUiState) -> Response {
    let (id, mac) = (Id::unique(("edit", field, edit.mac)), edit.mac.to_string());
    let (value, hint, name) = match field {
        Field::Description => (
            &mut edit.note.description,
            tr!("allowlist-description"),
            tr!("allowlist-description-of", mac = mac),
        ),
        Field::Container => (
            &mut edit.note.container_id,
            tr!("allowlist-container"),
            tr!("allowlist-container-of", mac = mac),
        ),
    };
    let edit = TextEdit::singleline(value)
        .id(id)
        .hint_text(hint)
        .font(font(ui, TextRole::Body))
        .align(egui::Align2::LEFT_CENTER)
        .margin(Margin::symmetric(2 * MARGIN, 0))
        .min_size(vec2(0.0, rect.height() - 2.0 * STEP));
    let response = ui.put(rect.shrink2(vec2(0.0, STEP)), edit);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(name));
    response
}

//! The palette: finds commands, cameras, Pis and settings by their words.

use egui::{CornerRadius, Key, Modifiers, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::{
    Overlay,
    palette_items::{Item, Row, choose, matches, rows},
};
use crate::{
    shell::cx::ShellCx,
    tr,
    ui::{
        theme::{CONTROL_RADIUS, Palette, STEP, TextRole, Tone},
        widgets::{
            button::name_and_ring,
            dialog::dialog_ui,
            field::text_field_ui,
            label::{cell_ui, label_ui, text_width},
        },
    },
};

const ROW_HEIGHT: f32 = 36.0;

/// Draws the palette, if it is open.
pub fn palette_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    if cx.ui_state.commands.open != Some(Overlay::Palette) {
        return;
    }
    let commands = &cx.ui_state.commands;
    let mut found = matches(rows(cx, commands), &commands.search, &commands.recent);
    let ui_state = &mut cx.ui_state.commands;
    // The rows may change between frames; the chosen item stays chosen.
    let is_chosen = |row: &Row| Some(&row.item) == ui_state.chosen_item.as_ref();
    if let Some(index) = found.iter().position(is_chosen) {
        ui_state.chosen = index;
    }
    let pressed = |ui: &Ui, key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(ui, Key::ArrowDown) {
        ui_state.chosen += 1;
    }
    if pressed(ui, Key::ArrowUp) {
        ui_state.chosen = ui_state.chosen.saturating_sub(1);
    }
    ui_state.chosen = ui_state.chosen.min(found.len().saturating_sub(1));
    ui_state.chosen_item = found.get(ui_state.chosen).map(|row| row.item.clone());
    let enter = pressed(ui, Key::Enter);
    let mut pick = Some(ui_state.chosen).filter(|index| enter && *index < found.len());
    let title = tr!("palette-title");
    let left = dialog_ui(ui.ctx(), title, "", |ui| {
        let field = text_field_ui(
            ui,
            tr!("palette-field"),
            tr!("palette-hint"),
            &mut ui_state.search,
        );
        if field.changed() {
            ui_state.chosen = 0;
            ui_state.chosen_item = None;
        }
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        if found.is_empty() {
            label_ui(ui, TextRole::Body, Tone::Quiet, tr!("palette-nothing"));
        }
        let room = (ui.ctx().content_rect().height() - 60.0 * STEP)
            .clamp(2.0 * ROW_HEIGHT, 10.0 * ROW_HEIGHT);
        ScrollArea::vertical().max_height(room).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, row) in found.iter().enumerate() {
                let is_chosen = index == ui_state.chosen;
                let response = row_ui(ui, row, is_chosen);
                if is_chosen && (enter || field.changed() || is_newly_chosen(ui, index)) {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    pick = Some(index);
                }
            }
        });
    });
    if left || pick.is_some() {
        ui_state.open = None;
    }
    if let Some(index) = pick {
        choose(found.swap_remove(index).item, cx);
    }
}

/// Whether another row was chosen in the last frame: the new one must be scrolled into view.
fn is_newly_chosen(ui: &Ui, index: usize) -> bool {
    let id = egui::Id::unique("chosen row of the palette");
    let before: Option<usize> = ui.data(|data| data.get_temp(id));
    ui.data_mut(|data| data.insert_temp(id, index));
    before != Some(index)
}

fn row_ui(ui: &mut Ui, row: &Row, is_chosen: bool) -> Response {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let title = row.title.as_str();
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, title));
    let palette = Palette::of(ui);
    if is_chosen || response.hovered() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(CONTROL_RADIUS), palette.raised);
    }
    let role = if is_chosen {
        TextRole::Strong
    } else {
        TextRole::Body
    };
    let note_role = match row.item {
        Item::Command(_) => TextRole::Mono,
        Item::Camera(_) | Item::KnownPi(_) | Item::Setting(_) => TextRole::Small,
    };
    let gap = 3.0 * STEP;
    let room = rect.shrink2(vec2(gap, 0.0));
    let note = room.with_min_x(room.right() - text_width(ui, note_role, &row.note));
    cell_ui(ui, note, note_role, Tone::Quiet, &row.note);
    let text = room.with_max_x(note.left() - gap);
    cell_ui(ui, text, role, Tone::Plain, title);
    name_and_ring(ui, &response, title);
    response
}

#[cfg(test)]
mod tests {
    use crate::shell::commands::UiCommand;

    #[test]
    fn no_two_commands_have_the_same_keys_or_the_same_name() {
        let mut names: Vec<String> = UiCommand::ALL.iter().map(|one| one.title()).collect();
        let mut keys: Vec<String> = UiCommand::ALL.iter().filter_map(|one| one.keys()).collect();
        for list in [&mut names, &mut keys] {
            let all = list.len();
            list.sort();
            list.dedup();
            assert_eq!(list.len(), all);
        }
    }
}

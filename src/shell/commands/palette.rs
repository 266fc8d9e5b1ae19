//! The command palette: finds a command by words of its name.

use egui::{
    Align2, CornerRadius, Key, Modifiers, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2,
};

use super::{Overlay, UiCommand, possible, run};
use crate::{
    shell::cx::ShellCx,
    tr,
    ui::{
        theme::{CONTROL_RADIUS, Palette, STEP, TextRole, Tone, font},
        widgets::{
            button::name_and_ring, dialog::dialog_ui, field::text_field_ui, label::label_ui,
        },
    },
};

const ROW_HEIGHT: f32 = 36.0;

/// Draws the palette, if it is open.
pub fn palette_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    if cx.ui_state.commands.open != Some(Overlay::Palette) {
        return;
    }
    let found = matches(&possible(cx), &cx.ui_state.commands.search);
    let ui_state = &mut cx.ui_state.commands;
    let pressed = |ui: &Ui, key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(ui, Key::ArrowDown) {
        ui_state.chosen += 1;
    }
    if pressed(ui, Key::ArrowUp) {
        ui_state.chosen = ui_state.chosen.saturating_sub(1);
    }
    ui_state.chosen = ui_state.chosen.min(found.len().saturating_sub(1));
    let enter = pressed(ui, Key::Enter);
    let mut pick = found.get(ui_state.chosen).copied().filter(|_| enter);
    let title = tr!("palette-title");
    let left = dialog_ui(ui.ctx(), &title, "", |ui| {
        let field = text_field_ui(
            ui,
            &tr!("palette-field"),
            &tr!("palette-hint"),
            &mut ui_state.search,
        );
        if field.changed() {
            ui_state.chosen = 0;
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
            for (index, command) in found.iter().enumerate() {
                let is_chosen = index == ui_state.chosen;
                let row = row_ui(ui, *command, is_chosen);
                if is_chosen && (enter || field.changed() || is_newly_chosen(ui, index)) {
                    row.scroll_to_me(None);
                }
                if row.clicked() {
                    pick = Some(*command);
                }
            }
        });
    });
    if left || pick.is_some() {
        ui_state.open = None;
    }
    if let Some(command) = pick {
        run(command, cx);
    }
}

/// Whether another row was chosen in the last frame: the new one must be scrolled into view.
fn is_newly_chosen(ui: &Ui, index: usize) -> bool {
    let id = egui::Id::unique("chosen row of the palette");
    let before: Option<usize> = ui.data(|data| data.get_temp(id));
    ui.data_mut(|data| data.insert_temp(id, index));
    before != Some(index)
}

/// The commands whose name has all words of `search`, in any order and case.
fn matches(commands: &[UiCommand], search: &str) -> Vec<UiCommand> {
    let search = search.to_lowercase();
    let has_all = |command: &&UiCommand| {
        let title = command.title().to_lowercase();
        search.split_whitespace().all(|word| title.contains(word))
    };
    let others = commands
        .iter()
        .filter(|command| **command != UiCommand::Palette);
    others.filter(has_all).copied().collect()
}

fn row_ui(ui: &mut Ui, command: UiCommand, is_chosen: bool) -> Response {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let title = command.title();
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &title));
    let palette = Palette::of(ui);
    if is_chosen || response.hovered() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(CONTROL_RADIUS), palette.raised);
    }
    let left = rect.left_center() + vec2(3.0 * STEP, 0.0);
    let role = if is_chosen {
        TextRole::Strong
    } else {
        TextRole::Body
    };
    ui.painter().text(
        left,
        Align2::LEFT_CENTER,
        &title,
        font(ui, role),
        palette.text,
    );
    if let Some(keys) = command.keys() {
        let right = rect.right_center() - vec2(3.0 * STEP, 0.0);
        let font = font(ui, TextRole::Mono);
        ui.painter()
            .text(right, Align2::RIGHT_CENTER, keys, font, palette.muted);
    }
    name_and_ring(ui, &response, &title);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_found_by_words_in_any_order() {
        let found = matches(&UiCommand::ALL, "ALL prov");
        assert_eq!(found, [UiCommand::ProvisionAll]);
        assert_eq!(matches(&UiCommand::ALL, "xyzzy"), []);
        let all = matches(&UiCommand::ALL, " ");
        assert_eq!(all.len(), UiCommand::ALL.len() - 1, "all but the palette");
    }

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

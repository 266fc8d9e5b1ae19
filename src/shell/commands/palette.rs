//! The palette: a command is found by some letters of its name.

use egui::{
    Align2, CornerRadius, Key, Modifiers, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2,
};

use super::{Shows, UiCommand, possible, run};
use crate::{
    domain::clock::Now,
    features::{State, intent::Intent},
    shell::UiState,
    tr,
    ui::{
        theme::{CONTROL_RADIUS, Palette, STEP, TextRole, Tone, font},
        widgets::{
            button::name_and_ring, dialog::dialog_ui, field::text_field_ui, label::label_ui,
        },
    },
};

/// Height of a line.
const LINE: f32 = 36.0;

/// Draws the palette, if it is open.
pub fn palette_ui(
    ui: &mut Ui,
    state: &State,
    ui_state: &mut UiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    if ui_state.commands.shows != Shows::Palette {
        return;
    }
    let found = matches(&possible(state, ui_state, now), &ui_state.commands.search);
    let draft = &mut ui_state.commands;
    let moved = |ui: &Ui, key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if moved(ui, Key::ArrowDown) {
        draft.chosen += 1;
    }
    if moved(ui, Key::ArrowUp) {
        draft.chosen = draft.chosen.saturating_sub(1);
    }
    draft.chosen = draft.chosen.min(found.len().saturating_sub(1));
    let enter = moved(ui, Key::Enter);
    let mut pick = found.get(draft.chosen).copied().filter(|_| enter);
    let title = tr!("palette-title");
    let left = dialog_ui(ui.ctx(), &title, "", |ui| {
        let field = text_field_ui(
            ui,
            &tr!("palette-field"),
            &tr!("palette-hint"),
            &mut draft.search,
        );
        if field.changed() {
            draft.chosen = 0;
        }
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        if found.is_empty() {
            label_ui(ui, TextRole::Body, Tone::Quiet, tr!("palette-nothing"));
        }
        let room = (ui.ctx().content_rect().height() - 60.0 * STEP).clamp(2.0 * LINE, 10.0 * LINE);
        ScrollArea::vertical().max_height(room).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, command) in found.iter().enumerate() {
                let is_chosen = index == draft.chosen;
                let line = line_ui(ui, *command, is_chosen);
                if is_chosen && (enter || field.changed() || line_is_new(ui, index)) {
                    line.scroll_to_me(None);
                }
                if line.clicked() {
                    pick = Some(*command);
                }
            }
        });
    });
    if left || pick.is_some() {
        draft.shows = Shows::Nothing;
    }
    if let Some(command) = pick {
        run(command, state, ui_state, now, intents);
    }
}

/// Whether another line is chosen than in the frame before: it has to come into view.
fn line_is_new(ui: &Ui, index: usize) -> bool {
    let id = egui::Id::unique("line of the palette");
    let before: Option<usize> = ui.data(|data| data.get_temp(id));
    ui.data_mut(|data| data.insert_temp(id, index));
    before != Some(index)
}

/// Those whose name has all words of `search`, in any order and case.
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

fn line_ui(ui: &mut Ui, command: UiCommand, is_chosen: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
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

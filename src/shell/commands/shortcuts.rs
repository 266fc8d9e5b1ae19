//! Shortcuts, and Esc, which closes what is on top and nothing else.

use egui::{Key, Modifiers, Ui};

use super::{UiCommand, run, shows_palette_or_shortcuts};
use crate::{
    domain::clock::Now,
    features::{State, intent::Intent},
    shell::UiState,
    ui::{Request, Tab, shortcut::ctrl},
};

/// Runs the commands whose keys were pressed. A question that is open has the keyboard for itself.
pub fn run_shortcuts(
    ui: &Ui,
    state: &State,
    ui_state: &mut UiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    let asks = ui.memory(|memory| memory.top_modal_layer().is_some());
    if asks && !shows_palette_or_shortcuts(ui_state) {
        return;
    }
    // The settings have their own keys, and those of the fifth tab.
    let fifth = ctrl(Key::Num5);
    if ui.input_mut(|input| input.consume_shortcut(&fifth)) {
        run(
            UiCommand::Show(Tab::Settings),
            state,
            ui_state,
            now,
            intents,
        );
    }
    let types = ui.text_edit_focused();
    for command in UiCommand::ALL {
        // egui itself zooms by keys, and a text field has an undo of its own.
        let is_of_egui = matches!(
            command,
            UiCommand::Larger | UiCommand::Smaller | UiCommand::UsualSize
        );
        let Some(shortcut) = command.shortcut().filter(|_| !is_of_egui) else {
            continue;
        };
        if types && command == UiCommand::Undo {
            continue;
        }
        if ui.input_mut(|input| input.consume_shortcut(&shortcut)) {
            run(command, state, ui_state, now, intents);
        }
    }
}

/// Esc closes what lies over the tab. Questions close themselves, and the first Esc in a text field only leaves the field.
pub fn close_top_layer(ui: &Ui, state: &State, ui_state: &mut UiState, intents: &mut Vec<Intent>) {
    let asks = ui.memory(|memory| memory.top_modal_layer().is_some());
    let was_typing = std::mem::replace(&mut ui_state.commands.was_typing, ui.text_edit_focused());
    let wanted = ui_state.commands.wants_focus;
    if let Some(field) = wanted.filter(|field| ui.ctx().read_response(*field).is_some()) {
        ui_state.commands.wants_focus = None;
        ui.memory_mut(|memory| memory.request_focus(field));
    }
    if asks || was_typing {
        return;
    }
    // What lies deeper, as a row that is being edited, has Esc for itself.
    let escape = || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if state.notices.event_log_open {
        if escape() {
            intents.push(Intent::Request(Request::ShowEventLog(false)));
        }
    } else if ui_state.connect.is_open && state.has_pi() {
        ui_state.connect.is_open &= !escape();
    } else if ui_state.recovery.shows_history && escape() {
        ui_state.recovery.shows_history = false;
    }
}

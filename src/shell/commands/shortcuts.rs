//! Keyboard shortcuts, and Esc, which closes the top layer only.

use egui::{Event, Key, Modifiers, Ui};

use super::{CommandsUiState, UiCommand, run};
use crate::{
    shell::cx::ShellCx,
    ui::{
        Request, Tab,
        shortcut::{self, ctrl},
        widgets::dialog::has_dialog,
    },
};

/// Runs the commands whose keys were pressed. An open dialog disables them.
pub fn run_shortcuts(ui: &Ui, cx: &mut ShellCx<'_>) {
    if has_dialog(ui) && cx.ui_state.commands.open.is_none() {
        return;
    }
    // The settings have a shortcut of their own beside that of the fifth tab.
    let fifth = ctrl(Key::Num5);
    if ui.input_mut(|input| input.consume_shortcut(&fifth)) {
        run(UiCommand::Show(Tab::Settings), cx);
    }
    let is_typing = ui.text_edit_focused();
    if !is_typing && take_slash(ui) {
        run(UiCommand::Search, cx);
    }
    for command in UiCommand::ALL {
        // egui handles the keys of the zoom, and a text field has its own undo.
        let is_of_egui = matches!(
            command,
            UiCommand::Larger | UiCommand::Smaller | UiCommand::UsualSize
        );
        let Some(shortcut) = command.shortcut().filter(|_| !is_of_egui) else {
            continue;
        };
        // A letter is for the field, and a shortcut only on the tab of the cameras.
        let is_letter = command == UiCommand::Glance;
        if is_typing && (is_letter || command == UiCommand::Undo)
            || is_letter && cx.ui_state.tab != Tab::Provisioning
        {
            continue;
        }
        if ui.input_mut(|input| input.consume_shortcut(&shortcut)) {
            run(command, cx);
        }
    }
}

/// Takes a typed `/`, which is on another key in each language: the search field, which gets the focus
/// in this frame, does not see it.
fn take_slash(ui: &Ui) -> bool {
    let slash = |event: &Event| matches!(event, Event::Text(text) if text == shortcut::SEARCH);
    ui.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| !slash(event));
        input.events.len() < before
    })
}

/// Gives the focus to the field that is to have it, once it is drawn. One that does not appear soon
/// must not take the focus from what the person does then.
fn focus_wanted_field(ui: &Ui, commands: &mut CommandsUiState) {
    const LONGEST_WAIT: f64 = 1.0;
    let Some(wanted) = &mut commands.wants_focus else {
        return;
    };
    let time = ui.input(|input| input.time);
    let age = time - *wanted.since.get_or_insert(time);
    let field = wanted.field;
    if ui.ctx().read_response(field).is_some() {
        ui.memory_mut(|memory| memory.request_focus(field));
        commands.wants_focus = None;
    } else if age > LONGEST_WAIT {
        commands.wants_focus = None;
    }
}

/// Closes what lies over the tab on Esc. Dialogs close themselves, and the first Esc in a text field
/// only leaves the field.
pub fn close_top_layer(ui: &Ui, cx: &mut ShellCx<'_>) {
    let (state, ui_state) = (cx.state, &mut *cx.ui_state);
    let has_dialog = has_dialog(ui);
    let was_typing = std::mem::replace(&mut ui_state.commands.was_typing, ui.text_edit_focused());
    if !has_dialog {
        focus_wanted_field(ui, &mut ui_state.commands);
    }
    if has_dialog || was_typing {
        return;
    }
    // Esc is consumed only if something is closed: a row that is being edited needs it, too.
    let escape = || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if ui_state.performance.is_open() {
        if escape() {
            ui_state.performance.toggle();
        }
    } else if state.notices.event_log_open {
        if escape() {
            cx.request(Request::ShowEventLog(false));
        }
    } else if ui_state.connect.is_open && state.has_pi() {
        ui_state.connect.is_open &= !escape();
    } else if ui_state.recovery.shows_history && escape() {
        ui_state.recovery.back();
    }
}

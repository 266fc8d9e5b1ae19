//! The glance view over everything: when it opens and what ends it.

use egui::{Event, Id, Key, TouchPhase, Ui};

use super::{ShellCx, idle_ui, request_what_is_shown, shows_connect};
use crate::{
    features::{
        intent::Intent,
        kiosk::{self, intent::KioskIntent},
        provisioning::{self, batch::Batch},
    },
    ui::widgets::dialog::has_dialog,
};

/// Whether the glance view is open.
#[derive(Debug, Default)]
pub struct GlanceUiState {
    is_open: bool,
    /// The key that has ended it: while it is down, its repetitions do nothing.
    ended_by: Option<Key>,
    /// What had the keyboard focus before.
    focus: Option<Id>,
}

impl GlanceUiState {
    pub fn open(&mut self) {
        self.is_open = true;
    }

    pub fn leave(&mut self) {
        self.is_open = false;
    }

    pub fn is_open(&self) -> bool {
        self.is_open
    }
}

/// Draws the glance view. True if it is shown, and nothing else is to be drawn.
pub fn glance_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) -> bool {
    drop_repeats(ui, &mut cx.ui_state.glance);
    let (state, now) = (cx.state, cx.now);
    let settings = state.settings.configuration.settings().kiosk;
    let batch = state.provisioning.batch();
    let is_due = state.kiosk.is_glance_due(settings, now);
    let opens = is_due && batch.is_some_and(|batch| opens_by_itself(ui, cx, batch));
    cx.ui_state.glance.is_open |= opens;
    let asks_for_position = |batch: &Batch| {
        let plan = batch.positions.as_ref();
        plan.is_some_and(|plan| !plan.asked().is_empty())
    };
    let is_asked = cx.ui_state.asks_to_quit || batch.is_some_and(asks_for_position);
    let Some(batch) = batch.filter(|_| cx.ui_state.glance.is_open && !is_asked) else {
        close(ui, &mut cx.ui_state.glance);
        return false;
    };
    let focus = ui.memory(egui::Memory::focused);
    cx.ui_state.glance.focus = focus.or(cx.ui_state.glance.focus);
    let shift = kiosk::view::shift(settings, now);
    let mut is_pressed = false;
    cx.provisioning(|cx, ui_state| {
        let stale_for = state.stale_for(now);
        is_pressed = provisioning::view::glance_ui(ui, cx, batch, stale_for, shift);
        provisioning::view::announcement_ui(ui, cx, ui_state);
    });
    idle_ui(ui, cx);
    let shows_connect = shows_connect(state, cx.ui_state);
    request_what_is_shown(cx, shows_connect);
    let presses = ui.input(|input| input.events.iter().any(is_press));
    if presses || is_pressed {
        let glance = &mut cx.ui_state.glance;
        glance.is_open = false;
        glance.ended_by = ui.input(|input| input.events.iter().find_map(pressed_key));
        cx.push(Intent::Kiosk(KioskIntent::Wake));
    }
    true
}

/// Not over a question that waits for a person.
fn opens_by_itself(ui: &Ui, cx: &ShellCx<'_>, batch: &Batch) -> bool {
    let is_question = has_dialog(ui) || batch.held_canary().is_some();
    // Nor over the position that is to be switched on next.
    let is_question = is_question
        || batch
            .positions
            .as_ref()
            .is_some_and(|plan| plan.next().is_some());
    batch.is_running() && !is_question && !shows_connect(cx.state, cx.ui_state)
}

/// Gives the keyboard focus back.
fn close(ui: &Ui, glance: &mut GlanceUiState) {
    glance.is_open = false;
    if let Some(id) = glance.focus.take() {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

fn is_press(event: &Event) -> bool {
    match event {
        Event::PointerButton { pressed, .. } => *pressed,
        Event::Touch { phase, .. } => *phase == TouchPhase::Start,
        // These come in place of their keys.
        Event::Copy | Event::Cut | Event::Paste(_) => true,
        event => pressed_key(event).is_some(),
    }
}

/// The key that is pressed by an event, unless it is only held: the one that has opened the view may
/// still be.
fn pressed_key(event: &Event) -> Option<Key> {
    match event {
        Event::Key {
            key,
            pressed: true,
            repeat: false,
            ..
        } => Some(*key),
        _ => None,
    }
}

fn drop_repeats(ui: &Ui, glance: &mut GlanceUiState) {
    let Some(ended_by) = glance.ended_by else {
        return;
    };
    let is_repeat = |event: &Event| match event {
        Event::Key { key, repeat, .. } => *repeat && *key == ended_by,
        Event::Text(_) => true,
        _ => false,
    };
    let is_down = ui.input_mut(|input| {
        let is_down = input.key_down(ended_by);
        if is_down {
            input.events.retain(|event| !is_repeat(event));
        }
        is_down
    });
    if !is_down {
        glance.ended_by = None;
    }
}

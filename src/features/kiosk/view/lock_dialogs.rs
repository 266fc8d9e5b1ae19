//! What the lock asks: the PIN that opens it, and what it was opened for.

use egui::Ui;
use zeroize::{Zeroize as _, Zeroizing};

use crate::{
    domain::{clock::Now, pin::Pin},
    features::{State, intent::Intent, kiosk::intent::KioskIntent},
    shell::UiState,
    tr,
    ui::{
        Request, format,
        keyboard_hints::{self, InputKind},
        theme::{Density, TextRole, Tone},
        widgets::{button::Button, dialog::dialog_ui, field::secret_field_ui, label::label_ui},
    },
};

/// What the person is being asked, and types.
#[derive(Debug, Default)]
pub struct KioskUiState {
    question: Question,
    /// Wiped when the question is answered.
    pin: Zeroizing<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Question {
    #[default]
    None,
    /// Which PIN?
    Pin,
    /// What was it opened for?
    WhatFor,
    /// Which PIN from now on?
    NewPin,
}

impl KioskUiState {
    /// The lock is open: what for?
    pub fn opened(&mut self) {
        self.ask(Question::WhatFor);
    }

    /// The lock needs its PIN.
    pub fn ask_for_pin(&mut self) {
        self.ask(Question::Pin);
    }

    /// Whether something is asked already.
    pub fn asks(&self) -> bool {
        self.question != Question::None
    }

    fn ask(&mut self, question: Question) {
        self.question = question;
        self.pin.zeroize();
        // A string that grows leaves copies behind.
        self.pin.reserve(Pin::LONGEST + 1);
    }
}

/// Asks what is to be asked.
pub fn lock_dialogs_ui(
    ui: &mut Ui,
    state: &State,
    ui_state: &mut UiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    let is_locked = state.is_locked(now);
    match ui_state.kiosk.question {
        Question::None => {}
        Question::Pin => pin_ui(ui, state, &mut ui_state.kiosk, now, intents),
        // Nobody was there for a while: it has closed by itself.
        Question::WhatFor | Question::NewPin if is_locked => ui_state.kiosk.ask(Question::None),
        Question::WhatFor => what_for_ui(ui, state, ui_state, intents),
        Question::NewPin => new_pin_ui(ui, &mut ui_state.kiosk, intents),
    }
}

fn pin_ui(
    ui: &mut Ui,
    state: &State,
    draft: &mut KioskUiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    let kiosk = &state.kiosk;
    let wait = kiosk.pin_wait(now);
    let left = dialog_ui(
        ui.ctx(),
        &tr!("kiosk-pin-title"),
        &tr!("kiosk-pin-body"),
        |ui| {
            let entered = pin_field_ui(ui, &tr!("kiosk-pin"), &mut draft.pin);
            match wait {
                Some(wait) => {
                    let text = tr!("kiosk-pin-wait", wait = format::countdown(wait));
                    label_ui(ui, TextRole::Body, Tone::Bad, text);
                }
                None if kiosk.pin.is_checked => {
                    label_ui(ui, TextRole::Body, Tone::Quiet, tr!("kiosk-pin-checking"));
                }
                None if kiosk.pin.wrong > 0 => {
                    label_ui(ui, TextRole::Body, Tone::Bad, tr!("kiosk-pin-wrong"));
                }
                None => {}
            }
            let pin = Pin::new(&draft.pin).ok();
            let may_try = pin.is_some() && wait.is_none() && !kiosk.pin.is_checked;
            let open = Button::primary(tr!("kiosk-open")).enabled(may_try);
            let pressed = open.pressed(ui);
            if let Some(pin) = pin.filter(|_| pressed || entered && may_try) {
                draft.pin.zeroize();
                intents.push(Intent::Kiosk(KioskIntent::TryPin(pin)));
            }
        },
    );
    if left {
        draft.ask(Question::None);
    }
}

fn what_for_ui(ui: &mut Ui, state: &State, ui_state: &mut UiState, intents: &mut Vec<Intent>) {
    let mut next = None;
    let title = tr!("kiosk-is-open");
    let left = dialog_ui(ui.ctx(), &title, &tr!("kiosk-is-open-body"), |ui| {
        row_ui(ui, |ui| {
            if Button::secondary(tr!("kiosk-other-pi")).pressed(ui) {
                ui_state.connect.is_open = true;
                next = Some(Question::None);
            }
            if Button::secondary(tr!("kiosk-change-key")).pressed(ui) {
                intents.push(Intent::Request(Request::EnterKey));
                next = Some(Question::None);
            }
        });
        row_ui(ui, |ui| {
            if Button::secondary(tr!("kiosk-new-pin")).pressed(ui) {
                next = Some(Question::NewPin);
            }
            if state.kiosk.has_pin && Button::secondary(tr!("kiosk-remove-pin")).pressed(ui) {
                intents.push(Intent::Kiosk(KioskIntent::SetPin(None)));
            }
        });
        if Button::secondary(tr!("kiosk-close")).pressed(ui) {
            intents.push(Intent::Request(Request::AskToClose));
            next = Some(Question::None);
        }
        if Button::primary(tr!("kiosk-lock")).pressed(ui) {
            intents.push(Intent::Kiosk(KioskIntent::Lock));
            next = Some(Question::None);
        }
    });
    if let Some(next) = next.or_else(|| left.then_some(Question::None)) {
        ui_state.kiosk.ask(next);
    }
}

/// Side by side, or where a display stands upright below each other.
fn row_ui(ui: &mut Ui, buttons: impl FnOnce(&mut Ui)) {
    if Density::is_portrait(ui) {
        ui.vertical(buttons);
    } else {
        ui.horizontal(buttons);
    }
}

fn new_pin_ui(ui: &mut Ui, draft: &mut KioskUiState, intents: &mut Vec<Intent>) {
    let mut is_done = false;
    let title = tr!("kiosk-new-pin-title");
    let left = dialog_ui(ui.ctx(), &title, &tr!("kiosk-new-pin-body"), |ui| {
        let entered = pin_field_ui(ui, &tr!("kiosk-new-pin-field"), &mut draft.pin);
        let pin = Pin::new(&draft.pin).ok();
        let save = Button::primary(tr!("kiosk-save-pin")).enabled(pin.is_some());
        let pressed = save.pressed(ui);
        if let Some(pin) = pin.filter(|_| pressed || entered) {
            intents.push(Intent::Kiosk(KioskIntent::SetPin(Some(pin))));
            is_done = true;
        }
    });
    if left || is_done {
        draft.ask(Question::None);
    }
}

/// A field for digits. True if they were entered.
fn pin_field_ui(ui: &mut Ui, label: &str, pin: &mut Zeroizing<String>) -> bool {
    let response = secret_field_ui(ui, label, pin);
    keyboard_hints::set_input_kind(ui, &response, InputKind::Number);
    pin.retain(|char| char.is_ascii_digit());
    if pin.len() > Pin::LONGEST {
        pin.truncate(Pin::LONGEST);
    }
    if !response.has_focus()
        && !response.lost_focus()
        && ui.memory(|memory| memory.focused().is_none())
    {
        response.request_focus();
    }
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

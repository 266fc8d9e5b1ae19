//! The dialogs of the lock: the PIN that opens it, what to do once it is open, and a new PIN.

use egui::Ui;
use zeroize::{Zeroize as _, Zeroizing};

use super::KioskCx;
use crate::{
    domain::pin::Pin,
    features::kiosk::intent::KioskIntent,
    tr,
    ui::{
        Request, format,
        keyboard_hints::{self, InputKind},
        redraw,
        theme::{Density, TextRole, Tone},
        widgets::{button::Button, dialog::dialog_ui, field::secret_field_ui, label::label_ui},
    },
};

/// The open dialog, and the PIN that the person is typing.
#[derive(Debug, Default)]
pub struct KioskUiState {
    dialog: Dialog,
    /// Wiped when the dialog changes.
    pin: Zeroizing<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Dialog {
    #[default]
    None,
    /// Asks for the PIN that opens the lock.
    EnterPin,
    /// Offers what can be done while the lock is open.
    Unlocked,
    /// Asks for a new PIN.
    NewPin,
}

impl KioskUiState {
    /// Shows what can be done while the lock is open.
    pub fn show_unlocked(&mut self) {
        self.show(Dialog::Unlocked);
    }

    pub fn ask_for_pin(&mut self) {
        self.show(Dialog::EnterPin);
    }

    pub fn has_dialog(&self) -> bool {
        self.dialog != Dialog::None
    }

    fn show(&mut self, dialog: Dialog) {
        self.dialog = dialog;
        self.pin.zeroize();
        // A string that is reallocated leaves copies behind.
        self.pin.reserve(Pin::LONGEST + 1);
    }
}

/// Draws the open dialog, if there is one.
pub fn lock_dialogs_ui(ui: &mut Ui, cx: &mut KioskCx<'_>, ui_state: &mut KioskUiState) {
    let is_open = cx.state.is_open(cx.now);
    match ui_state.dialog {
        Dialog::None => {}
        Dialog::EnterPin => enter_pin_ui(ui, cx, ui_state),
        // The lock has closed automatically.
        Dialog::Unlocked | Dialog::NewPin if !is_open => ui_state.show(Dialog::None),
        Dialog::Unlocked => unlocked_ui(ui, cx, ui_state),
        Dialog::NewPin => new_pin_ui(ui, cx, ui_state),
    }
}

fn enter_pin_ui(ui: &mut Ui, cx: &mut KioskCx<'_>, ui_state: &mut KioskUiState) {
    let kiosk = cx.state;
    let wait = kiosk.pin_wait(cx.now);
    let left = dialog_ui(
        ui.ctx(),
        tr!("kiosk-pin-title"),
        tr!("kiosk-pin-body"),
        |ui| {
            let entered = pin_field_ui(ui, tr!("kiosk-pin"), &mut ui_state.pin);
            match wait {
                Some(wait) => {
                    let text = tr!("kiosk-pin-wait", wait = format::countdown(wait));
                    let label = label_ui(ui, TextRole::Body, Tone::Bad, text);
                    redraw::each_second(ui, label.rect);
                }
                None if kiosk.pin.is_checked => {
                    label_ui(ui, TextRole::Body, Tone::Quiet, tr!("kiosk-pin-checking"));
                }
                None if kiosk.pin.wrong > 0 => {
                    label_ui(ui, TextRole::Body, Tone::Bad, tr!("kiosk-pin-wrong"));
                }
                None => {}
            }
            let pin = Pin::new(&ui_state.pin).ok();
            let may_try = pin.is_some() && wait.is_none() && !kiosk.pin.is_checked;
            let open = Button::primary(tr!("kiosk-open")).enabled(may_try);
            let pressed = open.pressed(ui);
            if let Some(pin) = pin.filter(|_| pressed || entered && may_try) {
                ui_state.pin.zeroize();
                cx.push(KioskIntent::TryPin(pin));
            }
        },
    );
    if left {
        ui_state.show(Dialog::None);
    }
}

/// What can be done while the lock is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    OtherPi,
    ChangeKey,
    NewPin,
    RemovePin,
    Close,
    Lock,
}

impl Choice {
    fn button(self) -> Button<'static> {
        match self {
            Self::OtherPi => Button::secondary(tr!("kiosk-other-pi")),
            Self::ChangeKey => Button::secondary(tr!("kiosk-change-key")),
            Self::NewPin => Button::secondary(tr!("kiosk-new-pin")),
            Self::RemovePin => Button::secondary(tr!("kiosk-remove-pin")),
            Self::Close => Button::secondary(tr!("kiosk-close")),
            Self::Lock => Button::primary(tr!("kiosk-lock")),
        }
    }

    /// Asks for it, and says which dialog follows.
    fn act(self, cx: &mut KioskCx<'_>) -> Dialog {
        match self {
            Self::OtherPi => cx.request(Request::ShowConnect),
            Self::ChangeKey => cx.request(Request::EnterKey),
            Self::NewPin => return Dialog::NewPin,
            Self::RemovePin => {
                cx.push(KioskIntent::SetPin(None));
                return Dialog::Unlocked;
            }
            Self::Close => cx.request(Request::AskToClose),
            Self::Lock => cx.push(KioskIntent::Lock),
        }
        Dialog::None
    }
}

fn unlocked_ui(ui: &mut Ui, cx: &mut KioskCx<'_>, ui_state: &mut KioskUiState) {
    use Choice::{ChangeKey, Close, Lock, NewPin, OtherPi, RemovePin};
    let choices = [OtherPi, ChangeKey, NewPin, RemovePin, Close, Lock].into_iter();
    let choices: Vec<Choice> = choices
        .filter(|choice| *choice != RemovePin || cx.state.has_pin)
        .collect();
    let mut pressed = None;
    let title = tr!("kiosk-is-open");
    let left = dialog_ui(ui.ctx(), title, tr!("kiosk-is-open-body"), |ui| {
        pressed = choices_ui(ui, &choices);
    });
    let next = pressed.map(|choice| choice.act(cx));
    if let Some(next) = next.or_else(|| left.then_some(Dialog::None)) {
        ui_state.show(next);
    }
}

/// Draws buttons of one width: two beside each other, or below each other on an upright display and
/// where the texts are long.
fn choices_ui(ui: &mut Ui, choices: &[Choice]) -> Option<Choice> {
    let half = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
    let fits = |choice: &Choice| choice.button().width(ui) <= half;
    let columns = if Density::is_portrait(ui) || !choices.iter().all(fits) {
        1
    } else {
        2
    };
    let width = if columns == 1 {
        ui.available_width()
    } else {
        half
    };
    let mut pressed = None;
    for row in choices.chunks(columns) {
        ui.horizontal(|ui| {
            for choice in row {
                if choice.button().min_width(width).pressed(ui) {
                    pressed = Some(*choice);
                }
            }
        });
    }
    pressed
}

fn new_pin_ui(ui: &mut Ui, cx: &mut KioskCx<'_>, ui_state: &mut KioskUiState) {
    let mut is_done = false;
    let title = tr!("kiosk-new-pin-title");
    let left = dialog_ui(ui.ctx(), title, tr!("kiosk-new-pin-body"), |ui| {
        let entered = pin_field_ui(ui, tr!("kiosk-new-pin-field"), &mut ui_state.pin);
        let pin = Pin::new(&ui_state.pin).ok();
        let save = Button::primary(tr!("kiosk-save-pin")).enabled(pin.is_some());
        let pressed = save.pressed(ui);
        if let Some(pin) = pin.filter(|_| pressed || entered) {
            cx.push(KioskIntent::SetPin(Some(pin)));
            is_done = true;
        }
    });
    if left || is_done {
        ui_state.show(Dialog::None);
    }
}

/// A field for digits. True if the person pressed Enter in it.
fn pin_field_ui(ui: &mut Ui, label: &str, pin: &mut Zeroizing<String>) -> bool {
    let response = secret_field_ui(ui, label, tr!("kiosk-show-pin"), pin);
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

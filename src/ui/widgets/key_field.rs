//! The field for an API key, and what is typed into it.

use egui::{Key, Ui};
use zeroize::{Zeroize as _, Zeroizing};

use crate::{
    domain::secret::{ApiKey, ApiKeyError},
    i18n, tr,
    ui::{
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            field::{mark_invalid, secret_field_ui, select_all},
            label::paragraph_ui,
        },
    },
};

/// Holds the longest key: a string that is reallocated leaves copies behind.
const CAPACITY: usize = 1024;

/// The width of the field on the desktop.
const WIDTH: f32 = 105.0 * STEP;

/// An API key that a person is typing.
pub struct TypedKey {
    text: Zeroizing<String>,
    wants_focus: bool,
    /// Whether the Pi refused it, and nothing was typed since.
    is_refused: bool,
}

impl Default for TypedKey {
    fn default() -> Self {
        Self {
            text: Zeroizing::new(String::with_capacity(CAPACITY)),
            wants_focus: false,
            is_refused: false,
        }
    }
}

impl TypedKey {
    pub fn wipe(&mut self) {
        self.text.zeroize();
        self.text.reserve(CAPACITY);
        (self.wants_focus, self.is_refused) = (false, false);
    }

    /// Gives the field the focus in the next frame.
    pub fn ask(&mut self) {
        self.wants_focus = true;
    }

    /// As [`TypedKey::ask`], after the Pi refused the key: the next entry replaces it.
    pub fn ask_again(&mut self) {
        self.wants_focus = true;
        self.is_refused = true;
    }

    /// The typed text as a key; `None` if nothing is typed.
    pub fn key(&self) -> Option<Result<ApiKey, ApiKeyError>> {
        (!self.text.is_empty()).then(|| ApiKey::new(&self.text))
    }
}

impl std::fmt::Debug for TypedKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TypedKey")
    }
}

/// Draws the field, and what is wrong with the typed text. True if Enter was pressed in it.
pub fn key_field_ui(ui: &mut Ui, typed: &mut TypedKey) -> bool {
    let field = ui.scope(|ui| {
        if Density::of(ui) == Density::Desktop {
            ui.set_max_width(WIDTH.min(ui.available_width()));
        }
        secret_field_ui(ui, tr!("key-field"), tr!("key-show"), &mut typed.text)
    });
    let field = field.inner;
    if field.changed() {
        typed.is_refused = false;
    }
    if std::mem::take(&mut typed.wants_focus) {
        field.request_focus();
        if typed.is_refused {
            select_all(ui, &field, typed.text.chars().count());
        }
    }
    let error = typed.key().and_then(Result::err);
    mark_invalid(ui, &field, typed.is_refused);
    if let Some(error) = error.filter(|_| !field.has_focus()) {
        let text = tr!("key-cannot-be", why = i18n::api_key_error(error));
        paragraph_ui(ui, TextRole::Small, Tone::Bad, text);
    }
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

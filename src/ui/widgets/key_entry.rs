//! The entry of an API key in the panel of a problem. Many views draw such panels: the window passes
//! the entry to them through egui's data, and one panel of the page shows it.

use std::{fmt, sync::Arc};

use egui::{Context, Id, Order, Ui, mutex::Mutex};

use crate::{
    domain::secret::ApiKey,
    tr,
    ui::{
        theme::{TextRole, Tone},
        widgets::{
            button::Button,
            key_field::{TypedKey, key_field_ui},
            label::paragraph_ui,
        },
    },
};

/// The key that is typed into a panel, and what became of it. Copies share it.
#[derive(Clone, Default)]
pub struct KeyEntry(Arc<Mutex<Entry>>);

#[derive(Default)]
struct Entry {
    typed: TypedKey,
    progress: KeyProgress,
    /// Whether the key of the last operation was entered here.
    is_sent: bool,
    /// Whether a panel of this frame asks for a key.
    has_panel: bool,
    /// Whether the field is drawn in this frame.
    has_field: bool,
}

/// What the window knows of the key in use, for one frame.
#[derive(Default)]
pub struct KeyProgress {
    /// Whether a key can be entered here.
    pub is_offered: bool,
    /// Whether a key is being read, checked or saved.
    pub is_busy: bool,
    /// What is being done, or what became of it.
    pub status: Option<(Tone, String)>,
}

/// What the panel of a problem shows to ask for a key.
pub enum KeyPanel {
    /// The field.
    Field(KeyEntry),
    /// A button that leads to the field of the settings tab.
    Button,
}

impl KeyEntry {
    /// Passes the entry to the panels of this frame.
    pub fn begin_frame(&self, ctx: &Context, progress: KeyProgress) {
        let mut entry = self.0.lock();
        (entry.has_panel, entry.has_field) = (false, false);
        entry.progress = progress;
        drop(entry);
        ctx.data_mut(|data| data.insert_temp(Self::id(), self.clone()));
    }

    /// Wipes the typed key if no panel shows the field any more.
    pub fn end_frame(&self) {
        if !self.0.lock().has_field {
            self.wipe();
        }
    }

    /// The Pi has refused the key: the next one replaces it.
    pub fn ask_again(&self) {
        self.0.lock().typed.ask_again();
    }

    pub fn wipe(&self) {
        let mut entry = self.0.lock();
        entry.typed.wipe();
        entry.is_sent = false;
    }

    fn id() -> Id {
        Id::unique("key entry")
    }
}

impl fmt::Debug for KeyEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyEntry")
    }
}

/// What a panel in `ui` shows to ask for a key; `None` if another panel of the page asks already.
/// Dialogs leave the field to the page.
pub fn claim_panel(ui: &Ui) -> Option<KeyPanel> {
    let entry: Option<KeyEntry> = ui.data(|data| data.get_temp(KeyEntry::id()));
    let Some(entry) = entry.filter(|_| ui.layer_id().order == Order::Background) else {
        return Some(KeyPanel::Button);
    };
    let mut inner = entry.0.lock();
    if std::mem::replace(&mut inner.has_panel, true) {
        return None;
    }
    inner.has_field = inner.progress.is_offered;
    let is_offered = inner.has_field;
    drop(inner);
    Some(if is_offered {
        KeyPanel::Field(entry)
    } else {
        KeyPanel::Button
    })
}

/// Draws the field, and what became of the key. True if Enter was pressed in it.
pub fn key_entry_ui(ui: &mut Ui, entry: &KeyEntry) -> bool {
    let mut entry = entry.0.lock();
    let entered = key_field_ui(ui, &mut entry.typed);
    if let Some((tone, text)) = entry.progress.status.as_ref().filter(|_| entry.is_sent) {
        paragraph_ui(ui, TextRole::Body, *tone, text);
    }
    entered
}

/// Draws the button that saves the key. Returns the key to save: it was pressed, or `entered`.
pub fn save_key_ui(ui: &mut Ui, entry: &KeyEntry, entered: bool) -> Option<ApiKey> {
    let mut entry = entry.0.lock();
    let key = entry.typed.key().and_then(Result::ok);
    let key = key.filter(|_| !entry.progress.is_busy);
    let button = Button::primary(tr!("key-save")).enabled(key.is_some());
    let is_pressed = button.pressed(ui);
    let key = key.filter(|_| is_pressed || entered)?;
    entry.is_sent = true;
    Some(key)
}

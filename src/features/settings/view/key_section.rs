//! The key of this Pi: whether there is one, where it is, and how to give another. The key itself is never shown.

use egui::Ui;
use zeroize::{Zeroize as _, Zeroizing};

use crate::{
    domain::{
        clock::Now,
        key_place::KeyPlace,
        problem::Category,
        secret::{ApiKey, ApiKeyError},
    },
    features::{
        State,
        intent::Intent,
        settings::{
            intent::{KeyIntent, SettingsIntent},
            state::{KeyStatus, KeyWork, why_no_key},
        },
    },
    i18n,
    model::notices::Severity,
    tr,
    ui::{
        Request, format,
        theme::{TextRole, Tone},
        widgets::{
            button::Button,
            chip::chip_ui,
            field::secret_field_ui,
            label::{label_ui, paragraph_ui},
        },
    },
};

/// As long as a key can be: a string that does not move leaves no copies behind.
const CAPACITY: usize = 1024;

/// What the person is typing.
pub struct KeyUiState {
    text: Zeroizing<String>,
    place: KeyPlace,
    /// Whether the keyboard goes to the field.
    pub wants_focus: bool,
    /// Whether a person has been asked if the key shall be forgotten.
    asks_to_forget: bool,
}

impl Default for KeyUiState {
    fn default() -> Self {
        Self {
            text: Zeroizing::new(String::with_capacity(CAPACITY)),
            place: KeyPlace::Keyring,
            wants_focus: false,
            asks_to_forget: false,
        }
    }
}

impl KeyUiState {
    pub fn wipe(&mut self) {
        self.text.zeroize();
        self.text.reserve(CAPACITY);
    }
}

impl std::fmt::Debug for KeyUiState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyUiState")
    }
}

/// Draws the section.
pub fn key_section_ui(
    ui: &mut Ui,
    state: &State,
    draft: &mut KeyUiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    let key = &state.settings.key;
    facts_ui(ui, state, now);
    let is_given = key.place.as_ref().is_some_and(KeyPlace::is_given);
    if is_given {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("key-given"));
    } else {
        entry_ui(ui, key, draft, intents);
    }
    let is_idle = key.work.is_none();
    ui.horizontal_wrapped(|ui| {
        let read_again = Button::secondary(tr!("key-read-again")).enabled(is_idle);
        if is_given && read_again.pressed(ui) {
            intents.push(Intent::Request(Request::Reconnect));
        }
        if !is_given {
            save_ui(ui, is_idle, draft, intents);
        }
        test_ui(ui, is_idle, draft, intents);
        if key.place.is_some() && !is_given {
            forget_ui(ui, is_idle, draft, intents);
        }
    });
    outcome_ui(ui, key);
}

/// What is known of the key in use.
fn facts_ui(ui: &mut Ui, state: &State, now: Now) {
    let key = &state.settings.key;
    let Some(place) = &key.place else {
        let is_refused = state
            .stream
            .problem()
            .is_some_and(|problem| problem.category == Category::Auth);
        let text = if state.stream.is_live() {
            tr!("key-none-needed")
        } else if is_refused {
            tr!("key-none-refused")
        } else {
            tr!("key-none")
        };
        paragraph_ui(ui, TextRole::Body, Tone::Plain, text);
        return;
    };
    let survives = if place.survives_restart() {
        tr!("key-survives")
    } else {
        tr!("key-does-not-survive")
    };
    let accepted = key.accepted_at.map_or_else(
        || tr!("key-not-accepted"),
        |at| tr!("key-accepted", ago = format::ago(at, now.wall)),
    );
    let fingerprint = key
        .fingerprint
        .as_deref()
        .map(|print| tr!("key-fingerprint", fingerprint = print));
    let facts = [
        Some(tr!("key-kept-in", place = i18n::key_place(place))),
        Some(survives),
        fingerprint,
        Some(accepted),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    paragraph_ui(ui, TextRole::Body, Tone::Plain, facts.join(" · "));
}

fn entry_ui(ui: &mut Ui, key: &KeyStatus, draft: &mut KeyUiState, intents: &mut Vec<Intent>) {
    let field = secret_field_ui(ui, &tr!("key-field"), &mut draft.text);
    if std::mem::take(&mut draft.wants_focus) {
        field.request_focus();
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    if let Some(Err(error)) = typed(draft).filter(|_| !field.has_focus()) {
        let text = tr!("key-cannot-be", why = why_no_key(error));
        paragraph_ui(ui, TextRole::Small, Tone::Bad, text);
    }
    if !key.has_keyring && draft.place == KeyPlace::Keyring {
        draft.place = KeyPlace::Memory;
    }
    ui.horizontal_wrapped(|ui| {
        label_ui(ui, TextRole::Body, Tone::Quiet, tr!("key-keep-in"));
        for (place, word) in [
            (KeyPlace::Keyring, tr!("key-in-keyring")),
            (KeyPlace::OwnFile, tr!("key-in-file")),
            (KeyPlace::Memory, tr!("key-in-window")),
        ] {
            let is_there = place != KeyPlace::Keyring || key.has_keyring;
            let name = tr!("key-keep-in-named", place = word.to_lowercase());
            let pressed =
                is_there && chip_ui(ui, &word, None, draft.place == place, &name).clicked();
            if pressed {
                draft.place = place;
            }
        }
    });
    if entered {
        save(draft, intents);
    }
}

/// What the text would be as a key; `None`: nothing is typed.
fn typed(draft: &KeyUiState) -> Option<Result<ApiKey, ApiKeyError>> {
    (!draft.text.is_empty()).then(|| ApiKey::new(&draft.text))
}

fn save_ui(ui: &mut Ui, is_idle: bool, draft: &KeyUiState, intents: &mut Vec<Intent>) {
    let can_save = matches!(typed(draft), Some(Ok(_)));
    if Button::primary(tr!("key-save"))
        .enabled(is_idle && can_save)
        .pressed(ui)
    {
        save(draft, intents);
    }
}

fn save(draft: &KeyUiState, intents: &mut Vec<Intent>) {
    if let Some(Ok(key)) = typed(draft) {
        intents.push(Intent::Settings(SettingsIntent::Key(KeyIntent::Keep(
            key,
            draft.place.clone(),
        ))));
    }
}

/// Tests what is typed, or else what is kept.
fn test_ui(ui: &mut Ui, is_idle: bool, draft: &KeyUiState, intents: &mut Vec<Intent>) {
    let key = match typed(draft) {
        None => Some(None),
        Some(Ok(key)) => Some(Some(key)),
        Some(Err(_)) => None,
    };
    let button = Button::secondary(tr!("key-test")).enabled(is_idle && key.is_some());
    if let (true, Some(key)) = (button.pressed(ui), key) {
        intents.push(Intent::Settings(SettingsIntent::Key(KeyIntent::Test(key))));
    }
}

fn forget_ui(ui: &mut Ui, is_idle: bool, draft: &mut KeyUiState, intents: &mut Vec<Intent>) {
    if draft.asks_to_forget {
        if Button::primary(tr!("key-forget-do"))
            .named(tr!("key-forget-confirm"))
            .enabled(is_idle)
            .pressed(ui)
        {
            intents.push(Intent::Settings(SettingsIntent::Key(KeyIntent::Forget)));
            draft.asks_to_forget = false;
        }
        if Button::secondary(tr!("key-forget-not")).pressed(ui) {
            draft.asks_to_forget = false;
        }
    } else if Button::quiet(tr!("key-forget"))
        .named(tr!("key-forget-name"))
        .enabled(is_idle)
        .pressed(ui)
    {
        draft.asks_to_forget = true;
    }
}

fn outcome_ui(ui: &mut Ui, key: &KeyStatus) {
    let doing = key.work.map(|work| match work {
        KeyWork::Reading => tr!("key-looking"),
        KeyWork::Saving => tr!("key-saving"),
        KeyWork::Testing => tr!("key-testing"),
        KeyWork::Forgetting => tr!("key-forgetting"),
    });
    if let Some(doing) = doing {
        label_ui(ui, TextRole::Body, Tone::Quiet, doing);
    } else if let Some((severity, text)) = &key.outcome {
        let tone = match severity {
            Severity::Info => Tone::Plain,
            Severity::Good => Tone::Good,
            Severity::Warning => Tone::Warning,
            Severity::Error => Tone::Bad,
        };
        paragraph_ui(ui, TextRole::Body, tone, text);
    }
}

//! The API key of the Pi in use: where it is stored, and how to enter, test or forget one. The key
//! itself is never shown.

use egui::Ui;

use super::SettingsCx;
use crate::{
    domain::{
        key_place::{HAS_OWN_FILES, KeyPlace},
        link_state::LinkState,
        problem::Category,
    },
    features::settings::{
        intent::{KeyIntent, SettingsIntent},
        state::{KeyStatus, KeyWork},
    },
    i18n, tr,
    ui::{
        Request, format, redraw,
        theme::{TextRole, Tone},
        widgets::{
            button::Button,
            chip::chip_ui,
            key_field::{TypedKey, key_field_ui},
            label::{label_ui, paragraph_ui},
        },
    },
};

/// What the person is typing.
#[derive(Debug)]
pub struct KeyUiState {
    pub typed: TypedKey,
    place: KeyPlace,
    /// Whether the confirmation of "Forget key" is shown.
    asks_to_forget: bool,
}

impl Default for KeyUiState {
    fn default() -> Self {
        Self {
            typed: TypedKey::default(),
            place: KeyPlace::Keyring,
            asks_to_forget: false,
        }
    }
}

/// Draws the section.
pub fn key_section_ui(
    ui: &mut Ui,
    cx: &mut SettingsCx<'_>,
    ui_state: &mut KeyUiState,
    link: &LinkState,
) {
    let key = &cx.state.key;
    facts_ui(ui, cx, link);
    let is_given = key.place.as_ref().is_some_and(KeyPlace::is_given);
    if is_given {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("key-given"));
    } else {
        entry_ui(ui, cx, ui_state);
    }
    let is_idle = key.work.is_none();
    ui.horizontal_wrapped(|ui| {
        let read_again = Button::secondary(tr!("key-read-again")).enabled(is_idle);
        if is_given && read_again.pressed(ui) {
            cx.request(Request::Reconnect);
        }
        if !is_given {
            save_ui(ui, cx, ui_state);
        }
        test_ui(ui, cx, ui_state);
        if key.place.is_some() && !is_given {
            forget_ui(ui, cx, ui_state);
        }
    });
    outcome_ui(ui, key);
}

/// Describes the key in use.
fn facts_ui(ui: &mut Ui, cx: &SettingsCx<'_>, link: &LinkState) {
    let key = &cx.state.key;
    let Some(place) = &key.place else {
        let is_refused = link
            .problem()
            .is_some_and(|problem| problem.category() == Category::Auth);
        let text = if link.is_live() {
            tr!("key-none-needed")
        } else if is_refused {
            tr!("key-none-refused")
        } else {
            tr!("key-none")
        };
        paragraph_ui(ui, TextRole::Body, Tone::Plain, text);
        return;
    };
    let survives = if key.survives_restart() {
        tr!("key-survives")
    } else if *place == KeyPlace::OwnFile {
        tr!("key-may-vanish")
    } else {
        tr!("key-does-not-survive")
    };
    let accepted = key.accepted_at.map_or_else(
        || tr!("key-not-accepted").to_owned(),
        |at| tr!("key-accepted", ago = format::ago(at, cx.now.wall)),
    );
    let fingerprint = key
        .fingerprint
        .as_deref()
        .map(|print| tr!("key-fingerprint", fingerprint = print));
    let facts = [
        Some(tr!("key-kept-in", place = i18n::key_place(place))),
        Some(survives.to_owned()),
        fingerprint,
        Some(accepted),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let label = paragraph_ui(ui, TextRole::Body, Tone::Plain, facts.join(" · "));
    if let Some(at) = key.accepted_at {
        redraw::with_age(ui, label.rect, format::age(at, cx.now.wall));
    }
}

fn entry_ui(ui: &mut Ui, cx: &mut SettingsCx<'_>, ui_state: &mut KeyUiState) {
    let entered = key_field_ui(ui, &mut ui_state.typed);
    if !cx.state.key.has_keyring && ui_state.place == KeyPlace::Keyring {
        ui_state.place = KeyPlace::Memory;
    }
    ui.horizontal_wrapped(|ui| {
        label_ui(ui, TextRole::Body, Tone::Quiet, tr!("key-keep-in"));
        for (place, word) in [
            (KeyPlace::Keyring, tr!("key-in-keyring")),
            (KeyPlace::OwnFile, tr!("key-in-file")),
            (KeyPlace::Memory, tr!("key-in-window")),
        ] {
            let is_there = match place {
                KeyPlace::Keyring => cx.state.key.has_keyring,
                KeyPlace::OwnFile => HAS_OWN_FILES,
                _ => true,
            };
            let name = tr!("key-keep-in-named", place = word.to_lowercase());
            let pressed =
                is_there && chip_ui(ui, word, None, ui_state.place == place, &name).clicked();
            if pressed {
                ui_state.place = place;
            }
        }
    });
    if !HAS_OWN_FILES {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("key-no-file"));
    }
    if entered {
        save(cx, ui_state);
    }
}

fn save_ui(ui: &mut Ui, cx: &mut SettingsCx<'_>, ui_state: &KeyUiState) {
    let is_idle = cx.state.key.work.is_none();
    let can_save = matches!(ui_state.typed.key(), Some(Ok(_)));
    if Button::primary(tr!("key-save"))
        .enabled(is_idle && can_save)
        .pressed(ui)
    {
        save(cx, ui_state);
    }
}

fn save(cx: &mut SettingsCx<'_>, ui_state: &KeyUiState) {
    if let Some(Ok(key)) = ui_state.typed.key() {
        let keep = KeyIntent::Keep(key, ui_state.place.clone());
        cx.push(SettingsIntent::Key(keep));
    }
}

/// Tests the typed key, or else the key in use.
fn test_ui(ui: &mut Ui, cx: &mut SettingsCx<'_>, ui_state: &KeyUiState) {
    let is_idle = cx.state.key.work.is_none();
    let key = match ui_state.typed.key() {
        None => Some(None),
        Some(Ok(key)) => Some(Some(key)),
        Some(Err(_)) => None,
    };
    let button = Button::secondary(tr!("key-test")).enabled(is_idle && key.is_some());
    if let (true, Some(key)) = (button.pressed(ui), key) {
        cx.push(SettingsIntent::Key(KeyIntent::Test(key)));
    }
}

fn forget_ui(ui: &mut Ui, cx: &mut SettingsCx<'_>, ui_state: &mut KeyUiState) {
    let is_idle = cx.state.key.work.is_none();
    if ui_state.asks_to_forget {
        if Button::primary(tr!("key-forget-do"))
            .named(tr!("key-forget-confirm"))
            .enabled(is_idle)
            .pressed(ui)
        {
            cx.push(SettingsIntent::Key(KeyIntent::Forget));
            ui_state.asks_to_forget = false;
        }
        if Button::secondary(tr!("key-forget-not")).pressed(ui) {
            ui_state.asks_to_forget = false;
        }
    } else if Button::quiet(tr!("key-forget"))
        .named(tr!("key-forget-name"))
        .enabled(is_idle)
        .pressed(ui)
    {
        ui_state.asks_to_forget = true;
    }
}

fn outcome_ui(ui: &mut Ui, key: &KeyStatus) {
    if let Some((tone, text)) = outcome_text(key) {
        paragraph_ui(ui, TextRole::Body, tone, text);
    }
}

/// What is being done with the key, or the result of the last operation.
pub fn outcome_text(key: &KeyStatus) -> Option<(Tone, String)> {
    let doing = key.work.map(|work| match work {
        KeyWork::Reading => tr!("key-looking"),
        KeyWork::Saving => tr!("key-saving"),
        KeyWork::Testing => tr!("key-testing"),
        KeyWork::Forgetting => tr!("key-forgetting"),
    });
    let doing = doing.map(|text| (Tone::Quiet, text.to_owned()));
    doing.or_else(|| {
        let (severity, text) = key.outcome.as_ref()?;
        Some((Tone::from(*severity), text.clone()))
    })
}

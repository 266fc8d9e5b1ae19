//! Keyboard shortcuts, and how they are written.

use std::fmt::{self, Display};

use egui::{Key, KeyboardShortcut, Modifiers};

pub const PROVISION_ALL: KeyboardShortcut = ctrl(Key::P);
pub const RETRY_FAILED: KeyboardShortcut = ctrl(Key::R);
pub const GLANCE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::G);
/// Goes to the search field, as Ctrl+F. A character: it is on another key in each language.
pub const SEARCH: &str = "/";

/// `key` with Ctrl, or with Cmd on a Mac.
#[must_use]
pub const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

/// `Ctrl+K`, as on the keyboard.
#[must_use]
pub fn keys(shortcut: KeyboardShortcut) -> String {
    let key = shortcut.logical_key.symbol_or_name();
    if shortcut.modifiers.is_none() {
        key.to_owned()
    } else if cfg!(target_os = "macos") {
        format!("Cmd+{key}")
    } else {
        format!("Ctrl+{key}")
    }
}

/// `Provision all (Ctrl+P)`, for a tooltip.
pub fn with_keys(text: &str, shortcut: KeyboardShortcut) -> impl Display {
    fmt::from_fn(move |f| write!(f, "{text} ({})", keys(shortcut)))
}

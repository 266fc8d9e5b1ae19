//! The allowlist tab: a table of the approved cameras, and the ways to change it.

use egui::Ui;

use crate::{
    domain::clock::Now,
    state::State,
    ui::{
        Intent,
        theme::{TextRole, Tone},
        widgets::label::label_ui,
    },
};

/// What the person is typing and looking at.
#[derive(Debug, Default)]
pub struct AllowlistDraft {}

/// Draws the tab.
pub fn allowlist_ui(
    ui: &mut Ui,
    _state: &State,
    _draft: &mut AllowlistDraft,
    _now: Now,
    _intents: &mut Vec<Intent>,
) {
    label_ui(ui, TextRole::Title, Tone::Plain, "Allowlist");
}

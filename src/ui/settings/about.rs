//! What this program is, and where its files are.

use std::path::Path;

use egui::Ui;

use crate::{
    state::{State, action::Action},
    ui::{
        Intent,
        theme::{TextRole, Tone},
        widgets::{
            button::Button,
            label::{copyable_ui, label_ui},
        },
    },
};

/// Draws the section.
pub fn about_ui(ui: &mut Ui, state: &State, intents: &mut Vec<Intent>) {
    let version = concat!("pidash ", env!("CARGO_PKG_VERSION"));
    label_ui(ui, TextRole::Body, Tone::Plain, version);
    let paths = &state.setup.paths;
    for (what, path) in [("Settings file", &paths.settings), ("Log file", &paths.log)] {
        if let Some(path) = path {
            path_ui(ui, what, path, intents);
        }
    }
    if Button::secondary("Support bundle…")
        .named("Support bundle")
        .pressed(ui)
    {
        intents.push(Intent::PrepareBundle);
    }
}

fn path_ui(ui: &mut Ui, what: &'static str, path: &Path, intents: &mut Vec<Intent>) {
    ui.horizontal(|ui| {
        label_ui(ui, TextRole::Body, Tone::Quiet, what);
        if copyable_ui(ui, &path.display().to_string(), &what.to_lowercase()) {
            intents.push(Intent::Do(Action::Copied("Path copied".to_owned())));
        }
    });
}

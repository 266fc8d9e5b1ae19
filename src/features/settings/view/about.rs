//! What this program is, and where its files are.

use std::path::Path;

use egui::Ui;

use crate::{
    features::{State, intent::Intent},
    tr,
    ui::{
        Request,
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
    let paths = &state.settings.paths;
    if let Some(path) = &paths.settings {
        let spoken = tr!("about-settings-file-copied");
        path_ui(ui, tr!("about-settings-file"), &spoken, path, intents);
    }
    if let Some(path) = &paths.log {
        let spoken = tr!("about-log-file-copied");
        path_ui(ui, tr!("about-log-file"), &spoken, path, intents);
    }
    if Button::secondary(tr!("about-bundle"))
        .named(tr!("about-bundle-name"))
        .pressed(ui)
    {
        intents.push(Intent::Request(Request::PrepareBundle));
    }
}

fn path_ui(ui: &mut Ui, what: String, spoken: &str, path: &Path, intents: &mut Vec<Intent>) {
    ui.horizontal(|ui| {
        label_ui(ui, TextRole::Body, Tone::Quiet, what);
        if copyable_ui(ui, &path.display().to_string(), spoken) {
            intents.push(Intent::Request(Request::Toast(tr!("about-path-copied"))));
        }
    });
}

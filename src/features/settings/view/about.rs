//! The version of pidash, its files, and the support bundle.

use std::path::Path;

use egui::Ui;

use super::SettingsCx;
use crate::{
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
pub fn about_ui(ui: &mut Ui, cx: &mut SettingsCx<'_>) {
    let version = concat!("pidash ", env!("CARGO_PKG_VERSION"));
    label_ui(ui, TextRole::Body, Tone::Plain, version);
    let paths = &cx.state.paths;
    if let Some(path) = &paths.settings {
        let copied = tr!("about-settings-file-copied");
        path_ui(ui, cx, tr!("about-settings-file"), copied, path);
    }
    if let Some(path) = &paths.log {
        let copied = tr!("about-log-file-copied");
        path_ui(ui, cx, tr!("about-log-file"), copied, path);
    }
    if Button::secondary(tr!("about-bundle"))
        .named(tr!("about-bundle-name"))
        .pressed(ui)
    {
        cx.request(Request::PrepareBundle);
    }
    if Button::secondary(tr!("about-performance"))
        .named(tr!("command-performance"))
        .pressed(ui)
    {
        cx.request(Request::TogglePerformance);
    }
}

fn path_ui(ui: &mut Ui, cx: &mut SettingsCx<'_>, title: &str, copied: &str, path: &Path) {
    ui.horizontal(|ui| {
        label_ui(ui, TextRole::Body, Tone::Quiet, title);
        if copyable_ui(ui, &path.display().to_string(), copied) {
            cx.request(Request::toast(tr!("about-path-copied")));
        }
    });
}

//! The values that can be set here. One that was said from outside is locked, and says by what.

use egui::Ui;

use super::set;
use crate::{
    domain::{
        configuration::{Configuration, Origin},
        settings::{LogLevel, Setting, ThemeChoice, ZOOM},
    },
    ui::{
        Intent,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{button::Button, chip::chip_ui, label::label_ui},
        words,
    },
};

/// The flags, in plain words.
pub const FEATURES: [(Setting, &str); 5] = [
    (Setting::BatchProvisioning, "Batch provisioning"),
    (Setting::Allowlist, "Allowlist"),
    (Setting::SessionRecovery, "Session recovery"),
    (Setting::WebsocketMonitor, "WebSocket monitor"),
    (Setting::V1Api, "V1 API"),
];

/// One step of the buttons beside the zoom.
const ZOOM_STEP: f32 = 0.1;

/// The themes.
pub fn theme_ui(ui: &mut Ui, configuration: &Configuration, intents: &mut Vec<Intent>) {
    let chosen = configuration.settings().theme;
    row_ui(ui, configuration, Setting::Theme, "Theme", |ui| {
        for theme in ThemeChoice::ALL {
            let word = match theme {
                ThemeChoice::System => "System",
                ThemeChoice::Dark => "Dark",
                ThemeChoice::Light => "Light",
                ThemeChoice::HighContrast => "High contrast",
            };
            let name = format!("Theme {}", word.to_lowercase());
            if chip_ui(ui, word, None, theme == chosen, &name).clicked() {
                intents.push(set(Setting::Theme, theme.word()));
            }
        }
    });
}

/// The zoom.
pub fn zoom_ui(ui: &mut Ui, configuration: &Configuration, intents: &mut Vec<Intent>) {
    let zoom = configuration.settings().zoom;
    row_ui(ui, configuration, Setting::Zoom, "Zoom", |ui| {
        let percent = words::percent(f64::from(zoom * 100.0));
        let mut wanted = zoom;
        for (text, name, step) in [("−", "Smaller", -ZOOM_STEP), ("+", "Larger", ZOOM_STEP)] {
            if Button::secondary(text).named(name).pressed(ui) {
                wanted = rounded(zoom + step);
            }
        }
        label_ui(ui, TextRole::Strong, Tone::Plain, percent);
        if zoom.to_bits() != 1.0_f32.to_bits()
            && Button::quiet("100 %").named("Usual size").pressed(ui)
        {
            wanted = 1.0;
        }
        if wanted.to_bits() != zoom.to_bits() {
            intents.push(set(Setting::Zoom, wanted.to_string()));
        }
    });
}

fn rounded(zoom: f32) -> f32 {
    let tenths = (zoom / ZOOM_STEP).round() * ZOOM_STEP;
    ((tenths * 100.0).round() / 100.0).clamp(*ZOOM.start(), *ZOOM.end())
}

/// How much is logged.
pub fn log_level_ui(ui: &mut Ui, configuration: &Configuration, intents: &mut Vec<Intent>) {
    let chosen = configuration.settings().log_level;
    row_ui(ui, configuration, Setting::LogLevel, "Log", |ui| {
        for level in LogLevel::ALL {
            let name = format!("Log {}", level.word());
            if chip_ui(ui, level.word(), None, level == chosen, &name).clicked() {
                intents.push(set(Setting::LogLevel, level.word()));
            }
        }
    });
}

/// Something that is on or off.
pub fn switch_ui(
    ui: &mut Ui,
    configuration: &Configuration,
    setting: Setting,
    words: &str,
    intents: &mut Vec<Intent>,
) {
    let text = configuration.settings().text(setting);
    let is_on = text.as_deref() == Some("true");
    row_ui(ui, configuration, setting, words, |ui| {
        for (on, word) in [(true, "On"), (false, "Off")] {
            let name = format!("{words} {}", word.to_lowercase());
            if chip_ui(ui, word, None, on == is_on, &name).clicked() {
                intents.push(set(setting, on.to_string()));
            }
        }
    });
}

/// A row with the name of a setting at the left. What is pinned from outside cannot be pressed.
fn row_ui(
    ui: &mut Ui,
    configuration: &Configuration,
    setting: Setting,
    title: &str,
    content: impl FnOnce(&mut Ui),
) {
    let pinned = configuration.pinned_by(setting);
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(Density::of(ui).control_height());
        let width = 38.0 * STEP;
        ui.allocate_ui_with_layout(
            egui::vec2(width, Density::of(ui).control_height()),
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                ui.set_min_width(width);
                label_ui(ui, TextRole::Strong, Tone::Plain, title);
            },
        );
        ui.add_enabled_ui(pinned.is_none(), content);
        let note = match (pinned, configuration.origin(setting)) {
            (Some(by), _) => format!("Set by {by}"),
            (None, Origin::File) => "Set here".to_owned(),
            (None, _) => String::new(),
        };
        label_ui(ui, TextRole::Small, Tone::Quiet, note);
    });
}

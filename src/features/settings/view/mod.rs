//! The settings tab: the key of this Pi, the look, what the desktop is told, the kiosk, what is rolled out, and what this program is.

pub(crate) mod about;
pub(crate) mod key_section;
pub(crate) mod kiosk_values;
pub(crate) mod values;

use egui::{CornerRadius, Frame, Margin, ScrollArea, Stroke, Ui};

use crate::{
    domain::{clock::Now, settings::Setting},
    features::{State, intent::Intent, settings::intent::SettingsIntent},
    tr,
    ui::{
        theme::{MARGIN, PANEL_RADIUS, Palette, STEP, TextRole, Tone},
        widgets::label::{label_ui, paragraph_ui},
    },
};
use key_section::KeyUiState;

/// What the person is typing.
#[derive(Debug, Default)]
pub struct SettingsUiState {
    key: KeyUiState,
}

impl SettingsUiState {
    /// The keyboard goes to the field of the key with the next frame.
    pub fn ask_for_key(&mut self) {
        self.key.wants_focus = true;
    }

    /// Forgets what was typed as a key: it was kept, or is of another Pi.
    pub fn wipe_key(&mut self) {
        self.key.wipe();
    }
}

/// Draws the tab.
pub fn settings_ui(
    ui: &mut Ui,
    state: &State,
    draft: &mut SettingsUiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0 * STEP;
        for complaint in &state.settings.complaints {
            paragraph_ui(ui, TextRole::Body, Tone::Warning, complaint);
        }
        let configuration = &state.settings.configuration;
        if state.has_pi() {
            section_ui(ui, tr!("settings-api-key"), |ui| {
                if state.is_locked(now) {
                    paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("kiosk-locked"));
                    return;
                }
                key_section::key_section_ui(ui, state, &mut draft.key, now, intents);
            });
        }
        section_ui(ui, tr!("settings-look"), |ui| {
            values::theme_ui(ui, configuration, intents);
            values::zoom_ui(ui, configuration, intents);
            values::language_ui(ui, configuration, intents);
            values::switch_ui(ui, configuration, Setting::Gloves, intents);
        });
        section_ui(ui, tr!("settings-notifications"), |ui| {
            values::switch_ui(ui, configuration, Setting::Notify, intents);
            values::switch_ui(ui, configuration, Setting::Sound, intents);
        });
        section_ui(ui, tr!("settings-kiosk-section"), |ui| {
            kiosk_values::kiosk_ui(ui, state, now, intents);
        });
        section_ui(ui, tr!("settings-features"), |ui| {
            let hint = tr!("settings-features-hint");
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, hint);
            for setting in values::FEATURES {
                values::switch_ui(ui, configuration, setting, intents);
            }
        });
        section_ui(ui, tr!("settings-about"), |ui| {
            values::log_level_ui(ui, configuration, intents);
            about::about_ui(ui, state, intents);
        });
    });
}

fn section_ui(ui: &mut Ui, title: String, content: impl FnOnce(&mut Ui)) {
    let palette = Palette::of(ui);
    Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.border))
        .corner_radius(CornerRadius::same(PANEL_RADIUS))
        .inner_margin(Margin::same(4 * MARGIN))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0 * STEP;
            label_ui(ui, TextRole::Title, Tone::Plain, title);
            content(ui);
        });
}

fn set(setting: Setting, text: impl Into<String>) -> Intent {
    Intent::Settings(SettingsIntent::Set(setting, text.into()))
}

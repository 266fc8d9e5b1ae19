//! The settings tab: API key, appearance, notifications, kiosk, features, and the version.

pub(crate) mod about;
pub(crate) mod key_section;
pub(crate) mod kiosk_values;
pub(crate) mod values;

use egui::{CornerRadius, Frame, Margin, ScrollArea, Stroke, Ui};

use crate::{
    domain::{link_state::LinkState, settings::Setting},
    features::settings::{intent::SettingsIntent, state::SettingsState},
    tr,
    ui::{
        Cx,
        theme::{MARGIN, PANEL_RADIUS, Palette, STEP, TextRole, Tone},
        widgets::label::{label_ui, paragraph_ui},
    },
};
use key_section::KeyUiState;

pub type SettingsCx<'a> = Cx<'a, SettingsState, SettingsIntent>;

/// What the person is typing.
#[derive(Debug, Default)]
pub struct SettingsUiState {
    key: KeyUiState,
}

impl SettingsUiState {
    /// Gives the field of the API key the focus in the next frame.
    pub fn ask_for_key(&mut self) {
        self.key.wants_focus = true;
    }

    /// Wipes the typed API key: it was saved.
    pub fn wipe_key(&mut self) {
        self.key.wipe();
    }
}

/// Draws the tab. `link` is the connection to the Pi in use, if there is one; a locked kiosk hides
/// what only an unlocked one may change.
pub fn settings_ui(
    ui: &mut Ui,
    cx: &mut SettingsCx<'_>,
    ui_state: &mut SettingsUiState,
    link: Option<&LinkState>,
    is_locked: bool,
) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0 * STEP;
        for complaint in &cx.state.complaints {
            paragraph_ui(ui, TextRole::Body, Tone::Warning, complaint);
        }
        if let Some(link) = link {
            section_ui(ui, tr!("settings-api-key"), |ui| {
                if is_locked {
                    paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("kiosk-locked"));
                    return;
                }
                key_section::key_section_ui(ui, cx, &mut ui_state.key, link);
            });
        }
        section_ui(ui, tr!("settings-look"), |ui| {
            values::theme_ui(ui, cx);
            values::zoom_ui(ui, cx);
            values::language_ui(ui, cx);
            values::switch_ui(ui, cx, Setting::Gloves);
        });
        section_ui(ui, tr!("settings-notifications"), |ui| {
            values::switch_ui(ui, cx, Setting::Notify);
            values::switch_ui(ui, cx, Setting::Sound);
        });
        section_ui(ui, tr!("settings-kiosk-section"), |ui| {
            kiosk_values::kiosk_ui(ui, cx, is_locked);
        });
        section_ui(ui, tr!("settings-features"), |ui| {
            let hint = tr!("settings-features-hint");
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, hint);
            for setting in values::FEATURES {
                values::switch_ui(ui, cx, setting);
            }
        });
        section_ui(ui, tr!("settings-about"), |ui| {
            values::log_level_ui(ui, cx);
            about::about_ui(ui, cx);
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

fn set(cx: &mut SettingsCx<'_>, setting: Setting, text: impl Into<String>) {
    cx.push(SettingsIntent::Set(setting, text.into()));
}

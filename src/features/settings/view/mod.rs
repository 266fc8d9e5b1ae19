//! The settings tab: API key, appearance, notifications, kiosk, features, and the version.

pub(crate) mod about;
pub(crate) mod key_section;
pub(crate) mod values;

use std::mem;

use egui::{ScrollArea, Ui};

use crate::{
    domain::{
        feature_flags::FeatureFlags,
        link_state::LinkState,
        settings::{KioskSettings, Setting, Settings},
    },
    features::settings::{intent::SettingsIntent, state::SettingsState},
    i18n, tr,
    ui::{
        Cx,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            label::{label_ui, paragraph_ui},
            section::section_ui,
        },
    },
};
use key_section::KeyUiState;
use values::Rows;

/// A page of at least this width has the sections in two columns.
const TWO_COLUMNS: f32 = 1_000.0;
/// Room between the columns.
const GAP: f32 = 4.0 * STEP;

pub type SettingsCx<'a> = Cx<'a, SettingsState, SettingsIntent>;

/// What the person is typing.
#[derive(Debug, Default)]
pub struct SettingsUiState {
    key: KeyUiState,
    /// The setting to scroll to in the next frame.
    wanted: Option<Setting>,
}

impl SettingsUiState {
    /// Scrolls to this setting.
    pub fn go_to(&mut self, setting: Setting) {
        self.wanted = Some(setting);
    }

    /// Gives the field of the API key the focus in the next frame.
    pub fn ask_for_key(&mut self) {
        self.key.typed.ask();
    }

    /// As [`Self::ask_for_key`], after the Pi refused the typed key.
    pub fn ask_for_key_again(&mut self) {
        self.key.typed.ask_again();
    }

    /// Wipes the typed API key: it was saved.
    pub fn wipe_key(&mut self) {
        self.key.typed.wipe();
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
        for warning in &cx.state.warnings {
            let text = i18n::configuration_warning(warning);
            paragraph_ui(ui, TextRole::Body, Tone::Warning, text);
        }
        let rows = Rows {
            cx,
            is_locked,
            wanted: ui_state.wanted.take(),
        };
        sections_ui(ui, rows, &mut ui_state.key, link);
    });
}

/// Every setting is named here, so that a new one does not compile until somebody decides where it
/// is shown.
fn sections_ui(
    ui: &mut Ui,
    mut rows: Rows<'_, '_>,
    key: &mut KeyUiState,
    link: Option<&LinkState>,
) {
    let Settings {
        // These are for the start of the program.
        server: _,
        api_key_file: _,
        ca_file: _,
        log_level,
        theme,
        zoom,
        language,
        gloves,
        notify,
        sound,
        keyboard,
        keep_passphrase,
        try_one_first,
        scanner,
        kiosk:
            KioskSettings {
                enabled,
                dim_after,
                black_after,
                glance_after,
            },
        features:
            FeatureFlags {
                batch_provisioning,
                allowlist,
                session_recovery,
                websocket_monitor,
                v1_api,
            },
    } = *rows.cx.state.configuration.settings();
    let first = |ui: &mut Ui, rows: &mut Rows<'_, '_>| {
        if let Some(link) = link {
            key_ui(ui, rows, key, link);
        }
        titled_section_ui(ui, tr!("settings-look"), |ui| {
            rows.theme_ui(ui, theme);
            rows.zoom_ui(ui, zoom);
            rows.language_ui(ui, language);
            rows.switch_ui(ui, Setting::Gloves, gloves);
        });
        titled_section_ui(ui, tr!("settings-sessions"), |ui| {
            rows.switch_ui(ui, Setting::TryOneFirst, try_one_first);
            let hint = tr!("settings-try-one-first-hint");
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, hint);
            rows.switch_ui(ui, Setting::KeepPassphrase, keep_passphrase);
            let hint = tr!("settings-keep-passphrase-hint");
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, hint);
            rows.switch_ui(ui, Setting::Scanner, scanner);
            let hint = tr!("settings-scanner-hint");
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, hint);
        });
        titled_section_ui(ui, tr!("settings-notifications"), |ui| {
            rows.switch_ui(ui, Setting::Notify, notify);
            rows.sound_ui(ui, sound);
        });
    };
    let second = |ui: &mut Ui, rows: &mut Rows<'_, '_>| {
        titled_section_ui(ui, tr!("settings-kiosk-section"), |ui| {
            rows.lock_note_ui(ui);
            rows.switch_ui(ui, Setting::Kiosk, enabled);
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("settings-kiosk-hint"));
            rows.keyboard_ui(ui, keyboard);
            rows.dim_after_ui(ui, dim_after);
            rows.black_after_ui(ui, black_after);
            rows.glance_after_ui(ui, glance_after);
        });
        titled_section_ui(ui, tr!("settings-features"), |ui| {
            let hint = tr!("settings-features-hint");
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, hint);
            rows.lock_note_ui(ui);
            rows.switch_ui(ui, Setting::BatchProvisioning, batch_provisioning);
            rows.switch_ui(ui, Setting::Allowlist, allowlist);
            rows.switch_ui(ui, Setting::SessionRecovery, session_recovery);
            rows.switch_ui(ui, Setting::WebsocketMonitor, websocket_monitor);
            rows.switch_ui(ui, Setting::V1Api, v1_api);
        });
        titled_section_ui(ui, tr!("settings-about"), |ui| {
            rows.lock_note_ui(ui);
            rows.log_level_ui(ui, log_level);
            about::about_ui(ui, rows.cx);
        });
    };
    in_columns_ui(ui, &mut rows, first, second);
}

/// Draws two halves of the page, beside each other where there is room.
fn in_columns_ui<'a, 'cx>(
    ui: &mut Ui,
    rows: &mut Rows<'a, 'cx>,
    first: impl FnOnce(&mut Ui, &mut Rows<'a, 'cx>),
    second: impl FnOnce(&mut Ui, &mut Rows<'a, 'cx>),
) {
    if Density::of(ui) == Density::Touch || ui.available_width() < TWO_COLUMNS {
        first(ui, rows);
        second(ui, rows);
        return;
    }
    let gap = mem::replace(&mut ui.spacing_mut().item_spacing.x, GAP);
    ui.columns_const(|columns| {
        let [left, right] = columns.each_mut().map(|column| {
            column.spacing_mut().item_spacing.x = gap;
            column
        });
        left.vertical(|ui| first(ui, rows));
        right.vertical(|ui| second(ui, rows));
    });
}

fn key_ui(ui: &mut Ui, rows: &mut Rows<'_, '_>, key: &mut KeyUiState, link: &LinkState) {
    titled_section_ui(ui, tr!("settings-api-key"), |ui| {
        if rows.is_locked {
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("kiosk-locked"));
        } else {
            key_section::key_section_ui(ui, rows.cx, key, link);
        }
    });
}

fn titled_section_ui(ui: &mut Ui, title: &str, content: impl FnOnce(&mut Ui)) {
    section_ui(ui, |ui| {
        label_ui(ui, TextRole::Title, Tone::Plain, title);
        content(ui);
    });
}

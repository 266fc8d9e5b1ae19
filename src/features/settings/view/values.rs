//! The values that can be set here. One that was said from outside is locked, and says by what.

use egui::Ui;

use super::{SettingsCx, set};
use crate::{
    domain::{
        configuration::Origin,
        settings::{LanguageChoice, LogLevel, Setting, ThemeChoice, ZOOM},
    },
    tr,
    ui::{
        format,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            button::Button,
            chip::chip_ui,
            label::{label_ui, paragraph_ui},
        },
    },
};

/// The flags.
pub const FEATURES: [Setting; 5] = [
    Setting::BatchProvisioning,
    Setting::Allowlist,
    Setting::SessionRecovery,
    Setting::WebsocketMonitor,
    Setting::V1Api,
];

/// One step of the buttons beside the zoom.
const ZOOM_STEP: f32 = 0.1;

/// The themes.
pub fn theme_ui(ui: &mut Ui, cx: &mut SettingsCx<'_>) {
    let chosen = cx.state.configuration.settings().theme;
    row_ui(ui, cx, Setting::Theme, |ui, cx| {
        for theme in ThemeChoice::ALL {
            let word = match theme {
                ThemeChoice::System => tr!("settings-theme-system"),
                ThemeChoice::Dark => tr!("settings-theme-dark"),
                ThemeChoice::Light => tr!("settings-theme-light"),
                ThemeChoice::HighContrast => tr!("settings-theme-high-contrast"),
            };
            let name = tr!("settings-theme-named", theme = word.to_lowercase());
            if chip_ui(ui, &word, None, theme == chosen, &name).clicked() {
                set(cx, Setting::Theme, theme.word());
            }
        }
    });
}

/// The zoom.
pub fn zoom_ui(ui: &mut Ui, cx: &mut SettingsCx<'_>) {
    let zoom = cx.state.configuration.settings().zoom;
    row_ui(ui, cx, Setting::Zoom, |ui, cx| {
        let percent = format::percent(f64::from(zoom * 100.0));
        let mut wanted = zoom;
        for (text, name, step) in [
            ("−", tr!("settings-zoom-smaller"), -ZOOM_STEP),
            ("+", tr!("settings-zoom-larger"), ZOOM_STEP),
        ] {
            if Button::secondary(text).named(name).pressed(ui) {
                wanted = rounded(zoom + step);
            }
        }
        label_ui(ui, TextRole::Strong, Tone::Plain, percent);
        if zoom.to_bits() != 1.0_f32.to_bits()
            && Button::quiet("100 %")
                .named(tr!("settings-zoom-usual"))
                .pressed(ui)
        {
            wanted = 1.0;
        }
        if wanted.to_bits() != zoom.to_bits() {
            set(cx, Setting::Zoom, wanted.to_string());
        }
    });
}

fn rounded(zoom: f32) -> f32 {
    let tenths = (zoom / ZOOM_STEP).round() * ZOOM_STEP;
    ((tenths * 100.0).round() / 100.0).clamp(*ZOOM.start(), *ZOOM.end())
}

/// The languages: each is written in itself, so that those find it who read no other.
pub fn language_ui(ui: &mut Ui, cx: &mut SettingsCx<'_>) {
    let chosen = cx.state.configuration.settings().language;
    row_ui(ui, cx, Setting::Language, |ui, cx| {
        for language in LanguageChoice::ALL {
            let word = match language {
                LanguageChoice::System => tr!("settings-language-system"),
                LanguageChoice::English => "English".to_owned(),
                LanguageChoice::Portuguese => "Português".to_owned(),
            };
            let name = tr!("settings-language-named", language = word.as_str());
            if chip_ui(ui, &word, None, language == chosen, &name).clicked() {
                set(cx, Setting::Language, language.word());
            }
        }
    });
}

/// How much is logged.
pub fn log_level_ui(ui: &mut Ui, cx: &mut SettingsCx<'_>) {
    let chosen = cx.state.configuration.settings().log_level;
    row_ui(ui, cx, Setting::LogLevel, |ui, cx| {
        for level in LogLevel::ALL {
            let name = tr!("settings-log-named", level = level.word());
            if chip_ui(ui, level.word(), None, level == chosen, &name).clicked() {
                set(cx, Setting::LogLevel, level.word());
            }
        }
    });
}

/// Something that is on or off.
pub fn switch_ui(ui: &mut Ui, cx: &mut SettingsCx<'_>, setting: Setting) {
    let text = cx.state.configuration.settings().text(setting);
    let is_on = text.as_deref() == Some("true");
    let what = title(setting);
    row_ui(ui, cx, setting, |ui, cx| {
        let on = tr!("settings-switch-on", what = what.as_str());
        if chip_ui(ui, &tr!("settings-on"), None, is_on, &on).clicked() {
            set(cx, setting, "true");
        }
        let off = tr!("settings-switch-off", what = what.as_str());
        if chip_ui(ui, &tr!("settings-off"), None, !is_on, &off).clicked() {
            set(cx, setting, "false");
        }
    });
}

/// What a setting is called here.
fn title(setting: Setting) -> String {
    match setting {
        Setting::LogLevel => tr!("settings-log"),
        Setting::Theme => tr!("settings-theme"),
        Setting::Zoom => tr!("settings-zoom"),
        Setting::Language => tr!("settings-language"),
        Setting::Gloves => tr!("settings-gloves"),
        Setting::Notify => tr!("settings-notify"),
        Setting::Sound => tr!("settings-sound"),
        Setting::Keyboard => tr!("settings-keyboard"),
        Setting::Kiosk => tr!("settings-kiosk"),
        Setting::DimAfter => tr!("settings-dim-after"),
        Setting::BlackAfter => tr!("settings-black-after"),
        Setting::BatchProvisioning => tr!("settings-batch-provisioning"),
        Setting::Allowlist => tr!("settings-allowlist"),
        Setting::SessionRecovery => tr!("settings-session-recovery"),
        Setting::WebsocketMonitor => tr!("settings-websocket-monitor"),
        Setting::V1Api => tr!("settings-v1-api"),
        // They have no row.
        Setting::Server | Setting::ApiKeyFile => setting.key().to_owned(),
    }
}

/// A row with the name of a setting at the left. What is pinned from outside cannot be pressed.
pub fn row_ui(
    ui: &mut Ui,
    cx: &mut SettingsCx<'_>,
    setting: Setting,
    content: impl FnOnce(&mut Ui, &mut SettingsCx<'_>),
) {
    let configuration = &cx.state.configuration;
    let note = match configuration.origin(setting) {
        Origin::Default => String::new(),
        Origin::File => tr!("settings-set-here"),
        Origin::Environment => tr!("settings-set-by-variable", variable = setting.variable()),
        Origin::CommandLine => tr!("settings-set-by-command-line"),
    };
    let is_touch = Density::of(ui) == Density::Touch;
    // Where the chips take the whole row the note stands above them.
    if is_touch && !note.is_empty() {
        label_ui(ui, TextRole::Small, Tone::Quiet, note.as_str());
    }
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(Density::of(ui).control_height());
        // Names are long in some languages; the chips need room too.
        let width = (ui.available_width() * 0.35).clamp(38.0 * STEP, 64.0 * STEP);
        ui.allocate_ui_with_layout(
            egui::vec2(width, Density::of(ui).control_height()),
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                ui.set_min_width(width);
                paragraph_ui(ui, TextRole::Strong, Tone::Plain, title(setting));
            },
        );
        ui.add_enabled_ui(configuration.pinned_by(setting).is_none(), |ui| {
            content(ui, cx)
        });
        if !is_touch {
            label_ui(ui, TextRole::Small, Tone::Quiet, note);
        }
    });
}

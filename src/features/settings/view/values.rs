//! Rows of settings: a name, the values that can be chosen, and where the value comes from.

use egui::Ui;

use super::SettingsCx;
use crate::{
    domain::{
        configuration::Origin,
        settings::{
            KeyboardChoice, LanguageChoice, LogLevel, Setting, SoundChoice, ThemeChoice, ZOOM,
        },
        sound::Sound,
    },
    features::settings::{intent::SettingsIntent, state::SoundProblem},
    i18n, tr,
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

/// One step of the zoom buttons.
const ZOOM_STEP: f32 = 0.1;
/// Minutes that are offered until a kiosk dims; 0 is never.
const DIM_MINUTES: [f32; 5] = [0.0, 1.0, 2.0, 5.0, 10.0];
/// Minutes that are offered until a kiosk goes black; 0 is never.
const BLACK_MINUTES: [f32; 5] = [0.0, 5.0, 10.0, 30.0, 60.0];
/// Minutes that are offered until a kiosk shows the running batch in large type; 0 is never.
const GLANCE_MINUTES: [f32; 4] = [0.0, 0.5, 1.0, 2.0];

/// Draws rows of settings.
pub(super) struct Rows<'a, 'cx> {
    pub cx: &'a mut SettingsCx<'cx>,
    /// Whether this is a kiosk whose lock is closed.
    pub is_locked: bool,
    /// The setting to scroll to.
    pub wanted: Option<Setting>,
}

/// A value that can be chosen.
struct Chip {
    text: String,
    /// The accessible name.
    name: String,
    /// As it is written in the settings file.
    value: String,
    is_chosen: bool,
}

impl Rows<'_, '_> {
    /// Explains why rows are disabled if this is a locked kiosk.
    pub fn lock_note_ui(&self, ui: &mut Ui) {
        if self.is_locked {
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("kiosk-locked"));
        } else {
            // What follows keeps its id.
            ui.skip_ahead_auto_ids(1);
        }
    }

    pub fn theme_ui(&mut self, ui: &mut Ui, chosen: ThemeChoice) {
        let chip = |theme: ThemeChoice| {
            let text = match theme {
                ThemeChoice::System => tr!("settings-theme-system"),
                ThemeChoice::Dark => tr!("settings-theme-dark"),
                ThemeChoice::Light => tr!("settings-theme-light"),
                ThemeChoice::HighContrast => tr!("settings-theme-high-contrast"),
            };
            Chip {
                name: tr!("settings-theme-named", theme = text.to_lowercase()),
                text: text.to_owned(),
                value: <&str>::from(theme).to_owned(),
                is_chosen: theme == chosen,
            }
        };
        self.chips_ui(ui, Setting::Theme, variants(chip));
    }

    pub fn zoom_ui(&mut self, ui: &mut Ui, zoom: f32) {
        let mut wanted = zoom;
        self.row_ui(ui, Setting::Zoom, |ui| {
            for (text, name, step) in [
                ("−", tr!("settings-zoom-smaller"), -ZOOM_STEP),
                ("+", tr!("settings-zoom-larger"), ZOOM_STEP),
            ] {
                if Button::secondary(text).named(name).pressed(ui) {
                    wanted = rounded(zoom + step);
                }
            }
            let percent = format::percent(f64::from(zoom * 100.0));
            label_ui(ui, TextRole::Strong, Tone::Plain, percent);
            if !is_same(zoom, 1.0)
                && Button::quiet("100 %")
                    .named(tr!("settings-zoom-usual"))
                    .pressed(ui)
            {
                wanted = 1.0;
            }
        });
        if !is_same(wanted, zoom) {
            let text = wanted.to_string();
            self.cx.push(SettingsIntent::Set(Setting::Zoom, text));
        }
    }

    /// Each language has its native name, so that its readers find it.
    pub fn language_ui(&mut self, ui: &mut Ui, chosen: LanguageChoice) {
        let chip = |language: LanguageChoice| {
            let text = match language {
                LanguageChoice::System => tr!("settings-language-system"),
                LanguageChoice::English => "English",
                LanguageChoice::Portuguese => "Português",
            };
            Chip {
                name: tr!("settings-language-named", language = text),
                text: text.to_owned(),
                value: <&str>::from(language).to_owned(),
                is_chosen: language == chosen,
            }
        };
        self.chips_ui(ui, Setting::Language, variants(chip));
    }

    pub fn log_level_ui(&mut self, ui: &mut Ui, chosen: LogLevel) {
        let chip = |level: LogLevel| {
            let value: &str = level.into();
            Chip {
                text: value.to_owned(),
                name: tr!("settings-log-named", level = value),
                value: value.to_owned(),
                is_chosen: level == chosen,
            }
        };
        self.chips_ui(ui, Setting::LogLevel, variants(chip));
    }

    pub fn keyboard_ui(&mut self, ui: &mut Ui, chosen: KeyboardChoice) {
        let chip = |choice: KeyboardChoice| {
            let text = match choice {
                KeyboardChoice::Auto => tr!("settings-keyboard-auto"),
                KeyboardChoice::On => tr!("settings-keyboard-on"),
                KeyboardChoice::Off => tr!("settings-keyboard-off"),
            };
            Chip {
                name: tr!("settings-keyboard-named", when = text.to_lowercase()),
                text: text.to_owned(),
                value: <&str>::from(choice).to_owned(),
                is_chosen: choice == chosen,
            }
        };
        self.chips_ui(ui, Setting::Keyboard, variants(chip));
    }

    /// When sounds are played; below it, the sounds themselves, or why there are none.
    pub fn sound_ui(&mut self, ui: &mut Ui, chosen: SoundChoice) {
        let chip = |choice: SoundChoice| {
            let text = match choice {
                SoundChoice::Auto => tr!("settings-sound-auto"),
                SoundChoice::On => tr!("settings-on"),
                SoundChoice::Off => tr!("settings-off"),
            };
            Chip {
                name: tr!("settings-sound-named", when = text.to_lowercase()),
                text: text.to_owned(),
                value: <&str>::from(choice).to_owned(),
                is_chosen: choice == chosen,
            }
        };
        self.chips_ui(ui, Setting::Sound, variants(chip));
        let problem = self.cx.state.sound_problem;
        if problem == Some(SoundProblem::NoPlayer) {
            let text = if cfg!(target_os = "linux") {
                tr!("settings-no-sound")
            } else {
                tr!("settings-no-sound-here")
            };
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, text);
            return;
        }
        ui.horizontal_wrapped(|ui| {
            let listen = tr!("settings-sound-listen");
            label_ui(ui, TextRole::Body, Tone::Quiet, listen);
            for (sound, text) in [
                (Sound::Verified, tr!("settings-sound-verified")),
                (Sound::Failed, tr!("settings-sound-failed")),
                (Sound::Done, tr!("settings-sound-done")),
            ] {
                let name = tr!("settings-sound-play", what = text);
                if Button::quiet(text).named(name).pressed(ui) {
                    self.cx.push(SettingsIntent::Play(sound));
                }
            }
        });
        if problem.is_some() {
            let text = tr!("settings-sound-not-played");
            paragraph_ui(ui, TextRole::Body, Tone::Warning, text);
        }
    }

    /// Something that is on or off.
    pub fn switch_ui(&mut self, ui: &mut Ui, setting: Setting, is_on: bool) {
        let what = title(setting);
        let on = Chip {
            text: tr!("settings-on").to_owned(),
            name: tr!("settings-switch-on", what = what),
            value: true.to_string(),
            is_chosen: is_on,
        };
        let off = Chip {
            text: tr!("settings-off").to_owned(),
            name: tr!("settings-switch-off", what = what),
            value: false.to_string(),
            is_chosen: !is_on,
        };
        self.chips_ui(ui, setting, [on, off]);
    }

    pub fn dim_after_ui(&mut self, ui: &mut Ui, chosen: f32) {
        let name = |minutes| {
            if is_same(minutes, 0.0) {
                tr!("settings-dim-never").to_owned()
            } else {
                tr!("settings-dim-after-named", after = minutes_text(minutes))
            }
        };
        let chips = minutes_chips(&DIM_MINUTES, chosen, name);
        self.chips_ui(ui, Setting::DimAfter, chips);
    }

    pub fn black_after_ui(&mut self, ui: &mut Ui, chosen: f32) {
        let name = |minutes| {
            if is_same(minutes, 0.0) {
                tr!("settings-black-never").to_owned()
            } else {
                tr!("settings-black-after-named", after = minutes_text(minutes))
            }
        };
        let chips = minutes_chips(&BLACK_MINUTES, chosen, name);
        self.chips_ui(ui, Setting::BlackAfter, chips);
    }

    pub fn glance_after_ui(&mut self, ui: &mut Ui, chosen: f32) {
        let name = |minutes| {
            if is_same(minutes, 0.0) {
                tr!("settings-glance-never").to_owned()
            } else {
                tr!("settings-glance-after-named", after = minutes_text(minutes))
            }
        };
        let chips = minutes_chips(&GLANCE_MINUTES, chosen, name);
        self.chips_ui(ui, Setting::GlanceAfter, chips);
    }

    fn chips_ui(&mut self, ui: &mut Ui, setting: Setting, chips: impl IntoIterator<Item = Chip>) {
        let mut pressed = None;
        let is_wanted = self.wanted == Some(setting);
        self.row_ui(ui, setting, |ui| {
            for chip in chips {
                let response = chip_ui(ui, &chip.text, None, chip.is_chosen, &chip.name);
                if is_wanted && chip.is_chosen {
                    response.request_focus();
                }
                if response.clicked() {
                    pressed = Some(chip.value);
                }
            }
        });
        if let Some(value) = pressed {
            self.cx.push(SettingsIntent::Set(setting, value));
        }
    }

    /// A row with the name of the setting at the left. It is disabled if the environment or the
    /// command line overrides the setting, or if the kiosk has to be unlocked first.
    fn row_ui(&self, ui: &mut Ui, setting: Setting, content: impl FnOnce(&mut Ui)) {
        let note = match self.cx.state.configuration.origin(setting) {
            Origin::Default => String::new(),
            Origin::File => tr!("settings-set-here").to_owned(),
            Origin::Environment => {
                tr!("settings-set-by-variable", variable = setting.variable())
            }
            Origin::CommandLine => tr!("settings-set-by-command-line").to_owned(),
        };
        // Names are long in some languages; the chips need room too.
        let width = (ui.available_width() * 0.35).clamp(38.0 * STEP, 64.0 * STEP);
        let is_locked = self.is_locked && setting.needs_unlocked_kiosk();
        let is_enabled = !is_locked && !self.cx.state.configuration.is_overridden(setting);
        let row = ui.horizontal_wrapped(|ui| {
            ui.set_min_height(Density::of(ui).control_height());
            ui.allocate_ui_with_layout(
                egui::vec2(width, Density::of(ui).control_height()),
                egui::Layout::left_to_right(egui::Align::Center),
                |ui| {
                    ui.set_min_width(width);
                    paragraph_ui(ui, TextRole::Strong, Tone::Plain, title(setting));
                },
            );
            ui.add_enabled_ui(is_enabled, content);
        });
        if !note.is_empty() {
            ui.scope(|ui| {
                // As high as its text, not as a control.
                ui.spacing_mut().interact_size.y = 0.0;
                ui.horizontal(|ui| {
                    ui.add_space(width + ui.spacing().item_spacing.x);
                    label_ui(ui, TextRole::Small, Tone::Quiet, note);
                });
            });
        }
        if self.wanted == Some(setting) {
            row.response.scroll_to_me(Some(egui::Align::Center));
        }
    }
}

/// The name of a setting in the window.
pub fn title(setting: Setting) -> &'static str {
    match setting {
        Setting::LogLevel => tr!("settings-log"),
        Setting::Theme => tr!("settings-theme"),
        Setting::Zoom => tr!("settings-zoom"),
        Setting::Language => tr!("settings-language"),
        Setting::Gloves => tr!("settings-gloves"),
        Setting::Notify => tr!("settings-notify"),
        Setting::TryOneFirst => tr!("settings-try-one-first"),
        Setting::Scanner => tr!("settings-scanner"),
        Setting::KeepPassphrase => tr!("settings-keep-passphrase"),
        Setting::Sound => tr!("settings-sound"),
        Setting::Keyboard => tr!("settings-keyboard"),
        Setting::Kiosk => tr!("settings-kiosk"),
        Setting::DimAfter => tr!("settings-dim-after"),
        Setting::BlackAfter => tr!("settings-black-after"),
        Setting::GlanceAfter => tr!("settings-glance-after"),
        Setting::BatchProvisioning => tr!("settings-batch-provisioning"),
        Setting::Allowlist => tr!("settings-allowlist"),
        Setting::SessionRecovery => tr!("settings-session-recovery"),
        Setting::WebsocketMonitor => tr!("settings-websocket-monitor"),
        Setting::V1Api => tr!("settings-v1-api"),
        // These have no row.
        Setting::Server | Setting::ApiKeyFile | Setting::CaFile => setting.key(),
    }
}

/// A chip for each variant of an enum.
fn variants<T: Copy + strum::VariantArray>(chip: impl Fn(T) -> Chip) -> impl Iterator<Item = Chip> {
    T::VARIANTS.iter().copied().map(chip)
}

/// A chip for each number of minutes that is offered, and for the chosen one, which may be any.
fn minutes_chips(
    offered: &[f32],
    chosen: f32,
    name: impl Fn(f32) -> String,
) -> impl Iterator<Item = Chip> {
    let mut minutes = offered.to_vec();
    if !minutes.iter().any(|minutes| is_same(*minutes, chosen)) {
        minutes.push(chosen);
        minutes.sort_by(f32::total_cmp);
    }
    minutes.into_iter().map(move |minutes| Chip {
        text: minutes_text(minutes),
        name: name(minutes),
        value: minutes.to_string(),
        is_chosen: is_same(minutes, chosen),
    })
}

/// `2 min`, `1.5 min`, `Never`.
fn minutes_text(minutes: f32) -> String {
    if is_same(minutes, 0.0) {
        return tr!("settings-never").to_owned();
    }
    let text = minutes.to_string();
    let digits = text.split_once('.').map_or(0, |(_, after)| after.len());
    let text = i18n::decimal(f64::from(minutes), digits);
    tr!("settings-minutes", minutes = text)
}

fn is_same(number: f32, other: f32) -> bool {
    (number - other).abs() < f32::EPSILON
}

fn rounded(zoom: f32) -> f32 {
    let tenths = (zoom / ZOOM_STEP).round() * ZOOM_STEP;
    ((tenths * 100.0).round() / 100.0).clamp(*ZOOM.start(), *ZOOM.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_of_the_settings_file_are_offered_between_the_usual_ones() {
        let texts = |chosen| -> Vec<String> {
            let chips = minutes_chips(&DIM_MINUTES, chosen, |_| String::new());
            chips.map(|chip| chip.text).collect()
        };
        let usual = ["Never", "1 min", "2 min", "5 min", "10 min"];
        assert_eq!(texts(2.0), usual);
        assert_eq!(texts(0.0), usual);
        assert_eq!(texts(0.25)[..3], ["Never", "0.25 min", "1 min"]);
        assert_eq!(texts(1440.0)[4..], ["10 min", "1440 min"]);
    }
}

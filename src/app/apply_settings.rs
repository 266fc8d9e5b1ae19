//! Settings take effect at once, wherever they were said.

use egui::Ui;

use super::{App, touch_scale};
use crate::{
    domain::{
        clock::Now,
        settings::{LanguageChoice, Setting, ThemeChoice, ZOOM},
    },
    i18n::{self, Language},
    model::notices::Severity,
    tr,
    ui::theme,
};

impl App {
    /// The language, the colours and the size of everything.
    pub(crate) fn apply_look(&self) {
        let settings = self.state.settings.configuration.settings();
        i18n::set_language(match settings.language {
            LanguageChoice::System => {
                Language::of_locale(&sys_locale::get_locale().unwrap_or_default())
            }
            LanguageChoice::English => Language::English,
            LanguageChoice::Portuguese => Language::Portuguese,
        });
        theme::choose(&self.ctx, self.theme());
        self.ctx.set_zoom_factor(settings.zoom * self.touch_zoom);
    }

    /// A kiosk has no desktop that could say whether it is dark.
    fn theme(&self) -> ThemeChoice {
        let settings = self.state.settings.configuration.settings();
        match settings.theme {
            ThemeChoice::System if settings.kiosk.enabled => ThemeChoice::Dark,
            chosen => chosen,
        }
    }

    /// Draws larger where fingers need it: on the display of a kiosk, and with gloves.
    pub(crate) fn fit_display(&mut self, ui: &Ui) {
        let settings = self.state.settings.configuration.settings();
        let (kiosk, gloves) = (settings.kiosk.enabled, settings.gloves);
        // Whole, or what rounding does to them would make everything jump.
        let pixels = (ui.content_rect().size() * ui.pixels_per_point()).round();
        let scale = ui.input(|input| input.viewport().native_pixels_per_point);
        let wanted = if kiosk || gloves {
            let size = self.display_mm.filter(|_| kiosk);
            touch_scale::touch_zoom(pixels, size, scale.unwrap_or(1.0), gloves)
        } else {
            1.0
        };
        if (wanted - self.touch_zoom).abs() > f32::EPSILON {
            self.touch_zoom = wanted;
            self.apply_look();
        }
    }

    /// Keys change the size too: that is kept like a press on the buttons, unless the size is pinned.
    pub(crate) fn keep_zoom(&mut self, shown: f32, now: Now) {
        let configuration = &self.state.settings.configuration;
        let shown = shown / self.touch_zoom;
        let wanted = shown.clamp(*ZOOM.start(), *ZOOM.end());
        if (configuration.settings().zoom - shown).abs() < 1e-3 {
            return;
        }
        if configuration.is_overridden(Setting::Zoom) {
            self.apply_look();
        } else {
            self.set(Setting::Zoom, &wanted.to_string(), now);
        }
    }

    /// Reports what is wrong with the settings once; the settings tab shows it all the time.
    pub(crate) fn report_warnings(&mut self, now: Now) {
        for warning in self.state.settings.warnings.clone() {
            let text = i18n::configuration_warning(&warning);
            self.tell(Severity::Warning, text, now);
        }
    }

    pub(crate) fn set(&mut self, setting: Setting, text: &str, now: Now) {
        if setting.needs_unlocked_kiosk() && self.state.is_locked(now) {
            self.tell(Severity::Info, tr!("kiosk-locked"), now);
            return;
        }
        let features = self.state.settings.features();
        if let Err(error) =
            self.console_persistence
                .set(setting, text, &mut self.state.settings.configuration)
        {
            let why = i18n::setting_error(&error);
            let text = tr!("settings-not-set", setting = setting.key(), why = why);
            self.tell(Severity::Warning, text, now);
        }
        match setting {
            Setting::Theme | Setting::Zoom | Setting::Gloves | Setting::Language => {
                self.apply_look();
            }
            Setting::LogLevel => {
                if let Some(set_level) = &self.log.set_level {
                    set_level(self.state.settings.configuration.settings().log_level);
                }
            }
            Setting::BatchProvisioning
            | Setting::Allowlist
            | Setting::SessionRecovery
            | Setting::WebsocketMonitor
            | Setting::V1Api => {
                for command in self.state.features_changed(features) {
                    self.send(command, now);
                }
            }
            Setting::Kiosk => {
                let is_kiosk = self.state.settings.configuration.settings().kiosk.enabled;
                // Whoever has just set it up is let out again.
                self.state.kiosk.unlock(now);
                self.use_whole_display(is_kiosk);
                self.apply_look();
            }
            // Looked at when it matters.
            Setting::Server
            | Setting::ApiKeyFile
            | Setting::Notify
            | Setting::Sound
            | Setting::Keyboard
            | Setting::DimAfter
            | Setting::BlackAfter => {}
        }
    }
}

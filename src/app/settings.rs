//! Settings take effect at once, wherever they were said.

use super::App;
use crate::{
    domain::{
        clock::Now,
        settings::{Setting, ZOOM},
    },
    state::notices::Severity,
    ui::theme,
};

impl App {
    /// The colours and the size of everything.
    pub(super) fn apply_look(&self) {
        let settings = self.state.setup.configuration.settings();
        theme::choose(&self.ctx, settings.theme);
        self.ctx.set_zoom_factor(settings.zoom);
    }

    /// Keys change the size too: that is kept like a press on the buttons, unless the size is pinned.
    pub(super) fn keep_zoom(&mut self, shown: f32, now: Now) {
        let configuration = &self.state.setup.configuration;
        let wanted = shown.clamp(*ZOOM.start(), *ZOOM.end());
        if (configuration.settings().zoom - shown).abs() < f32::EPSILON {
            return;
        }
        if configuration.pinned_by(Setting::Zoom).is_some() {
            self.apply_look();
        } else {
            self.set(Setting::Zoom, &wanted.to_string(), now);
        }
    }

    /// What is wrong with the settings is told once; the settings tab shows it as long as it is so.
    pub(super) fn tell_complaints(&mut self, now: Now) {
        for complaint in self.state.setup.complaints.clone() {
            self.tell(Severity::Warning, complaint, now);
        }
    }

    pub(super) fn set(&mut self, setting: Setting, text: &str, now: Now) {
        if let Err(error) = self.setup_keeper.set(setting, text, &mut self.state.setup) {
            self.tell(Severity::Warning, error.to_string(), now);
        }
        match setting {
            Setting::Theme | Setting::Zoom | Setting::Gloves | Setting::Language => {
                self.apply_look()
            }
            Setting::LogLevel => {
                if let Some(set_level) = &self.log.set_level {
                    set_level(self.state.setup.configuration.settings().log_level);
                }
            }
            Setting::BatchProvisioning
            | Setting::Allowlist
            | Setting::SessionRecovery
            | Setting::WebsocketMonitor
            | Setting::V1Api => self.connect_again(now),
            // What to begin with is for the next start.
            Setting::Server | Setting::ApiKeyFile => {}
            // Looked at when it matters.
            Setting::Notify
            | Setting::Sound
            | Setting::Keyboard
            | Setting::Kiosk
            | Setting::DimAfter
            | Setting::BlackAfter => {}
        }
    }
}

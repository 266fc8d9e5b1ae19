//! Applies the language, the theme and the size of everything to the window.

use egui::{Context, Ui, Vec2, ViewportCommand};

use super::{touch_scale, window_state::size_on_small_screen};
use crate::{
    domain::settings::{LanguageChoice, Settings, ThemeChoice, ZOOM},
    i18n::{self, Language},
    ui::theme,
};

pub struct Appearance {
    /// How much larger than the zoom of the settings everything is drawn, for fingers on a small
    /// display.
    touch_zoom: f32,
    /// The size of the display in millimetres, if it is known.
    size_mm: Option<Vec2>,
    /// The size of the window, not of a kiosk, in points at a zoom of 1.
    window_size: Option<Vec2>,
    /// The size of the window that was closed last.
    remembered_size: Option<Vec2>,
    /// Whether the window was made to fit on the screen.
    has_fitted: bool,
}

/// The language of the window.
#[must_use]
pub fn language(choice: LanguageChoice) -> Language {
    match choice {
        LanguageChoice::System => {
            Language::of_locale(&sys_locale::get_locale().unwrap_or_default())
        }
        LanguageChoice::English => Language::English,
        LanguageChoice::Portuguese => Language::Portuguese,
    }
}

impl Appearance {
    /// `window_size` is that of the window that was closed last.
    pub fn new(window_size: Option<Vec2>) -> Self {
        Self {
            touch_zoom: 1.0,
            size_mm: touch_scale::size_in_millimetres(),
            window_size,
            remembered_size: window_size,
            has_fitted: false,
        }
    }

    pub fn window_size(&self) -> Option<Vec2> {
        self.window_size
    }

    pub fn apply(&self, ctx: &Context, settings: &Settings) {
        i18n::set_language(language(settings.language));
        // A kiosk has no desktop that has a theme.
        let theme = match settings.theme {
            ThemeChoice::System if settings.kiosk.enabled => ThemeChoice::Dark,
            chosen => chosen,
        };
        theme::choose(ctx, theme);
        ctx.set_zoom_factor(settings.zoom * self.touch_zoom);
    }

    /// Measures the window, and draws larger where fingers need it: on the display of a kiosk, and
    /// with gloves.
    pub fn fit(&mut self, ui: &Ui, settings: &Settings) {
        let (kiosk, gloves) = (settings.kiosk.enabled, settings.gloves);
        if !kiosk {
            self.fit_on_screen(ui);
            self.window_size = Some(ui.content_rect().size() * ui.ctx().zoom_factor());
        }
        // Rounded, or the zoom would change with each frame.
        let pixels = (ui.content_rect().size() * ui.pixels_per_point()).round();
        let scale = ui.input(|input| input.viewport().native_pixels_per_point);
        let wanted = if kiosk || gloves {
            let size = self.size_mm.filter(|_| kiosk);
            touch_scale::touch_zoom(pixels, size, scale.unwrap_or(1.0), gloves)
        } else {
            1.0
        };
        if (wanted - self.touch_zoom).abs() > f32::EPSILON {
            self.touch_zoom = wanted;
            self.apply(ui.ctx(), settings);
        }
    }

    /// Shrinks the window that has just opened, if its screen has no room for it.
    fn fit_on_screen(&mut self, ui: &Ui) {
        if self.has_fitted {
            return;
        }
        let (screen, fills) = ui.input(|input| {
            let viewport = input.viewport();
            let fills = viewport.maximized == Some(true) || viewport.fullscreen == Some(true);
            (viewport.monitor_size, fills)
        });
        let Some(screen) = screen else { return };
        self.has_fitted = true;
        let zoom = ui.ctx().zoom_factor();
        let size = size_on_small_screen(self.remembered_size, screen * zoom);
        if let Some(size) = size.filter(|_| !fills) {
            let command = ViewportCommand::InnerSize(size / zoom);
            ui.ctx().send_viewport_cmd(command);
        }
    }

    /// The zoom that the person has set with keys, if it is not the one of the settings.
    pub fn changed_zoom(&self, ctx: &Context, settings: &Settings) -> Option<f32> {
        let zoom = ctx.zoom_factor() / self.touch_zoom;
        let is_changed = (settings.zoom - zoom).abs() >= 1e-3;
        is_changed.then(|| zoom.clamp(*ZOOM.start(), *ZOOM.end()))
    }
}

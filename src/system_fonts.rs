//! Fonts of the system for scripts that the fonts of pidash do not have, as in the name of a network.
//! They are looked for when the first such character is drawn, not at the start, and not by the thread
//! that draws: until they are there, egui draws a box in its place.

use std::{sync::Arc, thread};

use egui::{
    Context, FontFamily,
    epaint::text::{FallbackRequest, FontInsert, FontProvider},
    mutex::Mutex,
};
use egui_system_font_provider::SystemFontProvider;

/// Has the fonts looked for when they are needed.
pub fn install(ctx: &Context) {
    ctx.set_font_providers(vec![Arc::new(OnFirstNeed {
        ctx: Mutex::new(Some(ctx.clone())),
    })]);
}

/// Has no font, and makes way for a provider that has.
struct OnFirstNeed {
    /// Taken at the first need.
    ctx: Mutex<Option<Context>>,
}

impl FontProvider for OnFirstNeed {
    fn font_for(&self, _request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let ctx = self.ctx.lock().take()?;
        let started = thread::Builder::new()
            .name("system fonts".to_owned())
            .spawn(move || {
                let fonts = SystemFontProvider::new();
                // Waits until the fonts are known, which the thread that draws must not do.
                fonts.font_for(&FallbackRequest {
                    cluster: "a",
                    family: &FontFamily::Proportional,
                });
                ctx.set_font_providers(vec![Arc::new(fonts)]);
            });
        if let Err(error) = started {
            tracing::warn!(%error, "the fonts of the system are not looked for");
        }
        None
    }
}

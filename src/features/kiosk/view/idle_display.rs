//! Dims the display of an idle kiosk, and shifts the page against burn-in.

use egui::{Id, LayerId, Order, Ui, Vec2, emath::TSTransform, vec2};

use super::KioskCx;
use crate::{
    domain::{clock::Now, settings::KioskSettings},
    features::kiosk::state::{DisplayState, Kiosk},
    ui::theme::{BLACK, DIMMED},
};

/// Dims the display while nobody touches it, and shifts the page against burn-in.
pub fn idle_display_ui(ui: &Ui, cx: &KioskCx<'_>, settings: KioskSettings) {
    let shade = match cx.state.display_state(settings, cx.now) {
        DisplayState::Bright => None,
        DisplayState::Dim => Some(DIMMED),
        DisplayState::Black => Some(BLACK),
    };
    if let Some(shade) = shade {
        let layer = LayerId::new(Order::Debug, Id::unique("idle display"));
        let painter = ui.ctx().layer_painter(layer);
        painter.rect_filled(ui.content_rect(), 0.0, shade);
    }
    let shifted = TSTransform::from_translation(shift(settings, cx.now));
    ui.ctx().set_transform_layer(LayerId::background(), shifted);
}

/// How far everything is shifted now, against burn-in.
pub fn shift(settings: KioskSettings, now: Now) -> Vec2 {
    if !settings.enabled {
        return Vec2::ZERO;
    }
    // Each place is 4 points from the one before, from corner to corner.
    match Kiosk::place(now) {
        0 => vec2(-2.0, -2.0),
        1 => vec2(2.0, -2.0),
        2 => vec2(2.0, 2.0),
        _ => vec2(-2.0, 2.0),
    }
}

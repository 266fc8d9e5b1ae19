//! What only a kiosk shows: the lock, the page that waits for the Pi, and the dimmed display.

pub(crate) mod lock;
pub(crate) mod lock_dialogs;
pub(crate) mod waiting_page;

use egui::{Id, LayerId, Order, Ui, Vec2, emath::TSTransform, vec2};

use crate::{
    domain::settings::KioskSettings,
    features::kiosk::{
        intent::KioskIntent,
        state::{DisplayState, Kiosk},
    },
    ui::{
        Cx,
        theme::{BLACK, DIMMED},
    },
};

pub use lock::lock_ui;
pub use lock_dialogs::{KioskUiState, lock_dialogs_ui};
pub use waiting_page::waiting_ui;

pub type KioskCx<'a> = Cx<'a, Kiosk, KioskIntent>;

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
    let offset = if settings.enabled {
        // Each place is 4 points from the one before, from corner to corner.
        match Kiosk::place(cx.now) {
            0 => vec2(-2.0, -2.0),
            1 => vec2(2.0, -2.0),
            2 => vec2(2.0, 2.0),
            _ => vec2(-2.0, 2.0),
        }
    } else {
        Vec2::ZERO
    };
    let shifted = TSTransform::from_translation(offset);
    ui.ctx().set_transform_layer(LayerId::background(), shifted);
}

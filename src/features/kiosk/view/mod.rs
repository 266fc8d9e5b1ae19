//! What only a display on the wall has: a lock, a page that waits for the Pi, and rest.

pub(crate) mod lock;
pub(crate) mod lock_dialogs;
pub(crate) mod waiting_page;

use egui::{Id, LayerId, Order, Ui, Vec2, emath::TSTransform, vec2};

use crate::{
    domain::clock::Now,
    features::{
        State,
        kiosk::state::{DisplayState, Kiosk},
    },
    ui::theme::{BLACK, DIMMED},
};

pub use lock::lock_ui;
pub use lock_dialogs::{KioskUiState, lock_dialogs_ui};
pub use waiting_page::waiting_ui;

/// Whether this is a kiosk.
#[must_use]
pub fn is_on(state: &State) -> bool {
    state.settings.configuration.settings().kiosk.enabled
}

/// Darkens the display while nobody touches it, and moves what stands still.
pub fn rest_ui(ui: &Ui, state: &State, now: Now) {
    let settings = state.settings.configuration.settings().kiosk;
    let shade = match state.kiosk.display_state(settings, now) {
        DisplayState::Bright => None,
        DisplayState::Dim => Some(DIMMED),
        DisplayState::Black => Some(BLACK),
    };
    if let Some(shade) = shade {
        let layer = LayerId::new(Order::Debug, Id::unique("rest"));
        let painter = ui.ctx().layer_painter(layer);
        painter.rect_filled(ui.content_rect(), 0.0, shade);
    }
    let place = if settings.enabled {
        place(now)
    } else {
        Vec2::ZERO
    };
    let moved = TSTransform::from_translation(place);
    ui.ctx().set_transform_layer(LayerId::background(), moved);
}

/// Four points from the one before, from corner to corner.
fn place(now: Now) -> Vec2 {
    match Kiosk::place(now) {
        0 => vec2(-2.0, -2.0),
        1 => vec2(2.0, -2.0),
        2 => vec2(2.0, 2.0),
        _ => vec2(-2.0, 2.0),
    }
}

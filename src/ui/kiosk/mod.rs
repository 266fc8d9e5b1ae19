//! What only a display on the wall has: a lock, a page that waits for the Pi, and rest.

mod lock;
mod waiting;

use egui::{Id, LayerId, Order, Ui, Vec2, emath::TSTransform, vec2};

use crate::{
    domain::clock::Now,
    state::{State, kiosk::Picture},
    ui::theme::{BLACK, DIMMED},
};

pub use lock::{KioskDraft, lock_dialog_ui, lock_ui};
pub use waiting::waiting_ui;

/// What stands still is drawn elsewhere after so long, or it would be seen for ever.
const MOVE_EVERY: i64 = 180;

/// Whether this is a kiosk.
#[must_use]
pub fn is_on(state: &State) -> bool {
    state.setup.configuration.settings().kiosk.enabled
}

/// Draws what the display shows while nobody touches it. True if that is all there is.
pub fn rest_ui(ui: &Ui, state: &State, now: Now) -> bool {
    let settings = state.setup.configuration.settings().kiosk;
    let picture = state.setup.kiosk.picture(settings, now);
    let layer = LayerId::new(Order::Debug, Id::unique("rest"));
    let rect = ui.content_rect();
    match picture {
        Picture::Bright => {}
        Picture::Dim => drop(ui.ctx().layer_painter(layer).rect_filled(rect, 0.0, DIMMED)),
        Picture::Black => drop(ui.painter().rect_filled(rect, 0.0, BLACK)),
    }
    let shift = if settings.enabled {
        shift(now)
    } else {
        Vec2::ZERO
    };
    let moved = TSTransform::from_translation(shift);
    ui.ctx().set_transform_layer(LayerId::background(), moved);
    picture == Picture::Black
}

/// Up to four points from corner to corner.
fn shift(now: Now) -> Vec2 {
    match now.wall.as_second().div_euclid(MOVE_EVERY).rem_euclid(4) {
        0 => vec2(-2.0, -2.0),
        1 => vec2(2.0, -2.0),
        2 => vec2(2.0, 2.0),
        _ => vec2(-2.0, 2.0),
    }
}

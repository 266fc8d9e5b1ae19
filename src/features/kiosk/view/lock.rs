//! The lock of a kiosk: the logo, held for three seconds.

use egui::{CornerRadius, Rect, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::{KioskCx, KioskUiState};
use crate::{
    features::kiosk::intent::KioskIntent,
    tr,
    ui::{
        icons::logo_ui,
        theme::{Palette, STEP},
        widgets::button::{held_for, name_and_ring},
    },
};

/// Seconds for which the logo must be held.
const HOLD_SECONDS: f64 = 3.0;

/// Draws the logo in an area of `size`, as the lock. A locked one is held, an open one is clicked.
pub fn lock_ui(ui: &mut Ui, cx: &mut KioskCx<'_>, ui_state: &mut KioskUiState, size: Vec2) {
    let (rect, logo) = logo_ui(ui, size);
    let name = tr!("kiosk-hold-logo");
    let response = ui.interact(rect, egui::Id::unique("lock"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    name_and_ring(ui, &response, name);
    if cx.state.is_open(cx.now) {
        if response.clicked() {
            ui_state.show_unlocked();
        }
        return;
    }
    let held = held_for(ui, &response);
    #[expect(clippy::cast_possible_truncation, reason = "a share")]
    let share = held.map_or(0.0, |held| (held / HOLD_SECONDS).min(1.0) as f32);
    if share > 0.0 {
        progress_ui(ui, logo, share);
        ui.request_repaint();
    }
    // A screen reader cannot hold a button: it cannot open the lock.
    if held.is_some_and(|held| held >= HOLD_SECONDS) && !ui_state.has_dialog() {
        if cx.state.has_pin {
            ui_state.ask_for_pin();
        } else {
            cx.push(KioskIntent::Unlock);
        }
    }
}

/// A bar below the logo: for how much of the time it has been held.
fn progress_ui(ui: &Ui, logo: Rect, share: f32) {
    let palette = Palette::of(ui);
    let below = logo.left_bottom() + vec2(0.0, STEP);
    let track = Rect::from_min_size(below, vec2(logo.width(), STEP));
    let done = Rect::from_min_size(track.min, vec2(track.width() * share, STEP));
    let radius = CornerRadius::same(2);
    ui.painter().rect_filled(track, radius, palette.raised);
    ui.painter().rect_filled(done, radius, palette.action_text);
}

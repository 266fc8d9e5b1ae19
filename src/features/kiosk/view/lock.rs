//! The logo is the lock: held for three seconds it lets a person at what leads out of the kiosk.

use egui::{CornerRadius, Rect, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::is_on;
use crate::{
    domain::clock::Now,
    features::{
        State,
        intent::Intent,
        kiosk::{intent::KioskIntent, view::lock_dialogs::KioskUiState},
    },
    tr,
    ui::{
        icons::paint_logo,
        theme::{Palette, STEP},
        widgets::button::{held_for, name_and_ring},
    },
};

/// Seconds that the logo is held.
const HOLD: f64 = 3.0;

/// Draws the logo in `room`; in a kiosk it is the lock.
pub fn lock_ui(
    ui: &mut Ui,
    room: Vec2,
    state: &State,
    draft: &mut KioskUiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
    let logo = Rect::from_center_size(rect.center(), Vec2::splat(28.0));
    paint_logo(ui, logo);
    if !is_on(state) {
        return;
    }
    let name = tr!("kiosk-hold-logo");
    let response = ui.interact(rect, egui::Id::unique("lock"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    name_and_ring(ui, &response, &name);
    if !state.is_locked(now) {
        if response.clicked() {
            draft.opened();
        }
        return;
    }
    let held = held_for(ui, &response);
    #[expect(clippy::cast_possible_truncation, reason = "a share")]
    let share = held.map_or(0.0, |held| (held / HOLD).min(1.0) as f32);
    if share > 0.0 {
        share_ui(ui, logo, share);
        ui.request_repaint();
    }
    // A screen reader cannot hold: it opens no lock.
    if held.is_some_and(|held| held >= HOLD) && !draft.asks() {
        if state.kiosk.has_pin {
            draft.ask_for_pin();
        } else {
            intents.push(Intent::Kiosk(KioskIntent::Unlock));
        }
    }
}

/// How much of the time it was held, below the logo.
fn share_ui(ui: &Ui, logo: Rect, share: f32) {
    let palette = Palette::of(ui);
    let below = logo.left_bottom() + vec2(0.0, STEP);
    let track = Rect::from_min_size(below, vec2(logo.width(), STEP));
    let done = Rect::from_min_size(track.min, vec2(track.width() * share, STEP));
    let radius = CornerRadius::same(2);
    ui.painter().rect_filled(track, radius, palette.raised);
    ui.painter().rect_filled(done, radius, palette.action_text);
}

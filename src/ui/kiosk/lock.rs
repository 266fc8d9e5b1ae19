//! The logo is the lock: held for three seconds it lets a person at what leads out of the kiosk.

use egui::{CornerRadius, Rect, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::is_on;
use crate::{
    domain::clock::Now,
    state::{
        State,
        action::{Action, SetupAction},
    },
    ui::{
        Drafts, Intent,
        theme::{Palette, STEP},
        widgets::{
            button::{Button, name_and_ring},
            dialog::dialog_ui,
            hold::held_for,
            logo::paint_logo,
        },
    },
};

/// Seconds that the logo is held.
const HOLD: f64 = 3.0;

/// What the person is being asked.
#[derive(Debug, Default)]
pub struct KioskDraft {
    /// Whether the lock was just opened: what for?
    asks: bool,
}

/// Draws the logo in `room`; in a kiosk it is the lock.
pub fn lock_ui(
    ui: &mut Ui,
    room: Vec2,
    state: &State,
    draft: &mut KioskDraft,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
    let logo = Rect::from_center_size(rect.center(), Vec2::splat(28.0));
    paint_logo(ui, logo);
    if !is_on(state) {
        return;
    }
    let name = "Hold for 3 seconds to open the kiosk's lock";
    let response = ui.interact(rect, egui::Id::unique("lock"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    name_and_ring(ui, &response, name);
    if !state.setup.is_locked(now) {
        draft.asks |= response.clicked();
        return;
    }
    let Some(held) = held_for(ui, &response) else {
        return;
    };
    #[expect(clippy::cast_possible_truncation, reason = "a share")]
    let share = (held / HOLD).min(1.0) as f32;
    let track = Rect::from_min_size(
        logo.left_bottom() + vec2(0.0, STEP),
        vec2(logo.width(), STEP),
    );
    let done = Rect::from_min_size(track.min, vec2(track.width() * share, STEP));
    let palette = Palette::of(ui);
    ui.painter()
        .rect_filled(track, CornerRadius::same(2), palette.raised);
    ui.painter()
        .rect_filled(done, CornerRadius::same(2), palette.action_text);
    if held >= HOLD {
        intents.push(setup(SetupAction::Unlock));
        draft.asks = true;
    }
    ui.request_repaint();
}

/// Asks what the lock was opened for.
pub fn lock_dialog_ui(
    ui: &mut Ui,
    state: &State,
    drafts: &mut Drafts,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    if !drafts.kiosk.asks || state.setup.is_locked(now) {
        return;
    }
    let body = "It locks again by itself two minutes after the last touch.";
    let mut answered = false;
    let left = dialog_ui(ui.ctx(), "The kiosk is open", body, |ui| {
        if Button::secondary("Connect to another Pi").pressed(ui) {
            drafts.connect.is_open = true;
            answered = true;
        }
        if Button::secondary("Change the API key").pressed(ui) {
            intents.push(Intent::EnterKey);
            answered = true;
        }
        if Button::secondary("Close pidash").pressed(ui) {
            intents.push(Intent::Quit);
            answered = true;
        }
        if Button::primary("Lock now").pressed(ui) {
            intents.push(setup(SetupAction::Lock));
            answered = true;
        }
    });
    drafts.kiosk.asks = !left && !answered;
}

fn setup(action: SetupAction) -> Intent {
    Intent::Do(Action::Setup(action))
}

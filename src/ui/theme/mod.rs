//! Every colour, size and font. Views pick a meaning ([`Tone`], [`TextRole`]), this module picks
//! the look.

#![expect(
    clippy::disallowed_methods,
    reason = "the only place that makes colours and fonts"
)]

pub(crate) mod install;
pub(crate) mod palette;
pub(crate) mod type_scale;

pub use install::{choose, install};
pub use palette::{BADGE_TINT, BLACK, DARK, DIMMED, HIGH_CONTRAST, LIGHT, Palette, Tone};
pub use type_scale::{Density, TextRole, display_font, display_size, font, text};

use egui::{Color32, CornerRadius, Frame, Margin, Stroke};

/// The step of all spacing, in points.
pub const STEP: f32 = 4.0;
/// The same step for margins, which egui counts in whole points.
pub const MARGIN: i8 = 4;
/// Corner radius of controls.
pub const CONTROL_RADIUS: u8 = 8;
/// Corner radius of panels and cards.
pub const PANEL_RADIUS: u8 = 10;
/// Opacity of values that may be out of date.
pub const STALE_OPACITY: f32 = 0.55;
/// Width of the state colour at a card's edge.
pub const CARD_EDGE: f32 = 4.0;

/// The frame of a panel.
pub fn panel(fill: Color32, border: Color32, margin: Margin) -> Frame {
    Frame::new()
        .fill(fill)
        .stroke(Stroke::new(1.0, border))
        .corner_radius(CornerRadius::same(PANEL_RADIUS))
        .inner_margin(margin)
}

/// Distance of floating elements from the bottom, in points: above the action bar of the small
/// display, which in portrait has two rows and the tabs below it.
#[must_use]
pub fn over_actions(ui: &egui::Ui) -> f32 {
    if Density::is_portrait(ui) {
        54.0 * STEP
    } else {
        20.0 * STEP
    }
}

//! The logo, and the icons: code points of the Phosphor subset in `assets/fonts` (MIT).

use egui::{CornerRadius, Rect, Sense, Stroke, Ui, Vec2, vec2};

use crate::{
    domain::{candidate::CandidateState, problem::Category},
    ui::theme::{CONTROL_RADIUS, Palette},
};

pub const ALLOWLIST: &str = "\u{eadc}";
pub const ALLOWED: &str = "\u{e40c}";
pub const ASCENDING: &str = "\u{e08e}";
pub const CAMERA: &str = "\u{e10e}";
pub const CHANGE: &str = "\u{e136}";
pub const CLOSE: &str = "\u{e4f6}";
pub const CONTAINER: &str = "\u{e1da}";
pub const COPY: &str = "\u{e1ca}";
pub const DESCENDING: &str = "\u{e03e}";
pub const DIAGNOSTICS: &str = "\u{e7ea}";
pub const EDIT: &str = "\u{e3b4}";
pub const EVENTS: &str = "\u{e2f2}";
pub const FOLDED: &str = MORE;
pub const INFO: &str = "\u{e2ce}";
pub const MONITOR: &str = "\u{e000}";
pub const MORE: &str = "\u{e13a}";
pub const NOT_ALLOWED: &str = "\u{e410}";
pub const REFRESH: &str = "\u{e036}";
pub const REMOVE: &str = "\u{e4a6}";
pub const REVEAL: &str = "\u{e220}";
pub const SEARCH: &str = "\u{e30c}";
pub const SELECTED: &str = "\u{e186}";
pub const SETTINGS: &str = "\u{e272}";
pub const UNFOLDED: &str = CHANGE;
pub const UNSELECTED: &str = "\u{e45e}";
pub const WARNING: &str = "\u{e4e0}";

pub const DONE: &str = "\u{e184}";
pub const FAILED: &str = "\u{e4e2}";
const FOUND: &str = "\u{e602}";
const IN_STORE: &str = "\u{e182}";
const LOOKING: &str = "\u{e19a}";
const SENDING: &str = "\u{e398}";
const SKIPPED: &str = "\u{e5a6}";
pub const UNKNOWN: &str = "\u{e3e8}";

/// Sent, not confirmed.
pub const UNCONFIRMED: &str = UNKNOWN;

const KEY: &str = "\u{e2d6}";
const NETWORK: &str = "\u{e4f2}";
const SESSION: &str = "\u{e2b2}";
const PI: &str = "\u{e2de}";

const SIGNAL: [&str; 4] = ["\u{e146}", "\u{e148}", "\u{e144}", "\u{e142}"];

/// The icon of a state.
#[must_use]
pub fn of_state(state: &CandidateState) -> &'static str {
    match state {
        CandidateState::Discovered => FOUND,
        CandidateState::Provisioning => SENDING,
        CandidateState::Provisioned => IN_STORE,
        CandidateState::Verifying => LOOKING,
        CandidateState::Verified => DONE,
        CandidateState::Failed => FAILED,
        CandidateState::Skipped => SKIPPED,
        CandidateState::Other(_) => UNKNOWN,
    }
}

/// The icon of a kind of trouble.
#[must_use]
pub fn of_category(category: Category) -> &'static str {
    match category {
        Category::Auth => KEY,
        Category::Session => SESSION,
        Category::Device => CAMERA,
        Category::Network => NETWORK,
        Category::Validation => WARNING,
        Category::Infrastructure => PI,
        Category::Unknown => UNKNOWN,
    }
}

/// The bars of a signal: 0 weak to 3 excellent.
#[must_use]
pub fn of_signal(bars: usize) -> &'static str {
    SIGNAL[bars.min(SIGNAL.len() - 1)]
}

/// Draws the logo in the middle of an area of `size`. Returns the area and the tile.
pub fn logo_ui(ui: &mut Ui, size: Vec2) -> (Rect, Rect) {
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    let tile = Rect::from_center_size(area.center(), Vec2::splat(28.0));
    paint_logo(ui, tile);
    (area, tile)
}

/// Paints the logo, a red tile with a π, across `rect`, which should be a square.
pub fn paint_logo(ui: &Ui, rect: Rect) {
    let palette = Palette::of(ui);
    let unit = rect.width() / 28.0;
    ui.painter()
        .rect_filled(rect, CornerRadius::same(CONTROL_RADIUS - 1), palette.action);
    let stroke = Stroke::new(2.0 * unit, palette.on_action);
    let at = |x: f32, y: f32| rect.center() + vec2(x, y) * unit;
    for line in [
        [at(-7.0, -5.0), at(7.0, -5.0)],
        [at(-3.0, -5.0), at(-4.5, 7.0)],
        [at(3.5, -5.0), at(4.0, 7.0)],
    ] {
        ui.painter().line_segment(line, stroke);
    }
}

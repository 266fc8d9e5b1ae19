//! The sizes of texts and controls, by their role and the density of the window.

use std::sync::LazyLock;

use egui::{Event, FontFamily, FontId, Id, InputState, RichText, Ui, Vec2, vec2};

/// The role of a text, which determines its size together with the density of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextRole {
    /// Captions and second lines.
    Small,
    /// Everything else.
    Body,
    /// Emphasised text: buttons, names, headlines of cards.
    Strong,
    /// The title of a panel.
    Title,
    /// The most important number of a panel.
    Number,
    /// Ids within a line of text.
    Mono,
    /// The last four digits of a MAC.
    MonoBig,
    /// The text of a badge.
    Badge,
    /// Icons beside body text.
    Icon,
}

/// The layout and the size of controls: for a mouse on a laptop, or for a gloved finger on the small
/// display.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Density {
    /// A laptop.
    Desktop,
    /// A small touch display.
    Touch,
}

/// The least size of a window, in points, in which the desktop layout has room for everything: 90 % of
/// the work area of a laptop with 1920x1080 pixels at a scale of 2.
const LEAST_DESKTOP: Vec2 = vec2(860.0, 440.0);
/// A window that is smaller than this gets the touch layout when a finger uses it. In a larger one the
/// controls of the desktop layout are far enough apart for fingers.
const ROOMY: Vec2 = vec2(1_000.0, 600.0);

/// The sizes of texts that are read from far away, in pixels.
const DISPLAY_SIZES: [f32; 4] = [64.0, 96.0, 128.0, 192.0];

/// What [`Density::choose`] has chosen for the window.
#[derive(Debug, Clone, Copy)]
struct Choice {
    density: Density,
    /// Whether the last pointer in this window was a finger.
    by_finger: bool,
    /// Whether this is a kiosk: a finger may look like a mouse.
    is_kiosk: bool,
}

impl Choice {
    /// That of this window; `None`: before its first frame.
    fn load(ui: &Ui) -> Option<Self> {
        ui.data(|data| data.get_temp(Id::NULL))
    }
}

impl Density {
    /// The rule: a kiosk is a touch display, whatever its size. A window is one of a laptop with a
    /// mouse, also a small one on a screen with a large scale, unless it has no room for the desktop
    /// layout, or is small and was touched last.
    #[must_use]
    pub fn for_window(size: Vec2, is_kiosk: bool, by_finger: bool) -> Self {
        let is_below = |least: Vec2| size.x < least.x || size.y < least.y;
        if is_kiosk || is_below(LEAST_DESKTOP) || by_finger && is_below(ROOMY) {
            Self::Touch
        } else {
            Self::Desktop
        }
    }

    /// Chooses the density of the window of `ui` for this frame.
    #[must_use]
    pub fn choose(ui: &Ui, is_kiosk: bool) -> Self {
        let before = Choice::load(ui);
        let before = before.is_some_and(|choice| choice.by_finger);
        let (by_finger, is_touched) =
            ui.input(|input| (by_finger(input, before), input.events.iter().any(is_touch)));
        // What is pressed in this frame stays where it is.
        let shown = if is_touched { before } else { by_finger };
        if shown != by_finger {
            ui.ctx().request_repaint();
        }
        let density = Self::for_window(ui.content_rect().size(), is_kiosk, shown);
        let choice = Choice {
            density,
            by_finger,
            is_kiosk,
        };
        ui.data_mut(|data| data.insert_temp(Id::NULL, choice));
        density
    }

    /// The density of the window of `ui`.
    #[must_use]
    pub fn of(ui: &Ui) -> Self {
        Choice::load(ui).map_or(Self::Desktop, |choice| choice.density)
    }

    /// Whether a finger uses the window of `ui`, as far as that can be known.
    #[must_use]
    pub fn is_by_finger(ui: &Ui) -> bool {
        Choice::load(ui).is_some_and(|choice| choice.by_finger || choice.is_kiosk)
    }

    /// Whether the window of `ui` has the touch layout and is in portrait orientation.
    #[must_use]
    pub fn is_portrait(ui: &Ui) -> bool {
        let size = ui.content_rect().size();
        Self::of(ui) == Self::Touch && size.y > size.x
    }

    /// Height of buttons and fields in points.
    #[must_use]
    pub fn control_height(self) -> f32 {
        match self {
            Self::Desktop => 38.0,
            Self::Touch => 56.0,
        }
    }

    /// The minimum height and width of anything that can be pressed, in points. On the small
    /// display it is 7 mm, where the main controls have 9 mm.
    #[must_use]
    pub fn target_height(self) -> f32 {
        match self {
            Self::Desktop => 28.5,
            Self::Touch => 44.0,
        }
    }

    pub(crate) fn font(self, role: TextRole) -> FontId {
        let step = match self {
            Self::Desktop => 0.0,
            Self::Touch => 1.0,
        };
        let (size, family) = match role {
            TextRole::Small => (12.0, FontFamily::Proportional),
            TextRole::Body => (14.0, FontFamily::Proportional),
            TextRole::Strong => (14.0, semibold()),
            TextRole::Title => (17.0, semibold()),
            TextRole::Number => (26.0, bold()),
            TextRole::Mono => (13.0, FontFamily::Monospace),
            TextRole::MonoBig => (20.0 + 4.0 * step, mono_bold()),
            TextRole::Badge => (12.0, semibold()),
            TextRole::Icon => (16.0, FontFamily::Proportional),
        };
        FontId::new(size + step, family)
    }
}

/// Whether a finger is the last pointer of a window, in which it was one `before`. It changes only while
/// no finger is down: what is being touched stays where it is.
fn by_finger(input: &InputState, before: bool) -> bool {
    let moves = |event: &Event| matches!(event, Event::PointerMoved(_));
    if input.any_touches() {
        before
    } else if input.events.iter().any(is_touch) {
        true
    } else {
        before && !input.events.iter().any(moves)
    }
}

fn is_touch(event: &Event) -> bool {
    matches!(event, Event::Touch { .. })
}

/// `text` in the font of its role.
#[must_use]
pub fn text(ui: &Ui, role: TextRole, text: impl Into<String>) -> RichText {
    RichText::new(text).font(font(ui, role))
}

/// The font of a role in this window.
#[must_use]
pub fn font(ui: &Ui, role: TextRole) -> FontId {
    Density::of(ui).font(role)
}

/// The font of a text that is read from far away, `size` points high.
#[must_use]
pub fn display_font(size: f32) -> FontId {
    FontId::new(size, bold())
}

/// The size of [`display_font`] in points from which a text of `size` is scaled: its glyphs are kept in a
/// texture, which must not have all sizes.
#[must_use]
pub fn display_size(ui: &Ui, size: f32) -> f32 {
    let pixels = ui.ctx().pixels_per_point();
    let sizes = DISPLAY_SIZES.map(|size| size / pixels);
    let [.., largest] = sizes;
    let larger = sizes.into_iter().find(|kept| *kept >= size);
    larger.unwrap_or(largest)
}

pub(crate) fn semibold() -> FontFamily {
    static FAMILY: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("semibold".into()));
    FAMILY.clone()
}

pub(crate) fn bold() -> FontFamily {
    static FAMILY: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("bold".into()));
    FAMILY.clone()
}

pub(crate) fn mono_bold() -> FontFamily {
    static FAMILY: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("mono-bold".into()));
    FAMILY.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layout_follows_the_size_and_the_input() {
        use Density::{Desktop, Touch};
        let (mouse, finger, kiosk) = ((false, false), (false, true), (true, false));
        for (width, height, (is_kiosk, by_finger), density) in [
            (1280.0, 800.0, mouse, Desktop),
            (1229.0, 648.0, mouse, Desktop),
            // 1920x1080 at a scale of 2: the screen, and 90 % of its work area.
            (960.0, 540.0, mouse, Desktop),
            (864.0, 443.0, mouse, Desktop),
            (960.0, 540.0, finger, Touch),
            (1280.0, 800.0, finger, Desktop),
            // The least size of a window, and the size of the small display.
            (440.0, 360.0, mouse, Touch),
            (800.0, 480.0, mouse, Touch),
            (1280.0, 400.0, mouse, Touch),
            (800.0, 480.0, kiosk, Touch),
            (576.0, 1024.0, kiosk, Touch),
            (1920.0, 1080.0, kiosk, Touch),
        ] {
            let got = Density::for_window(vec2(width, height), is_kiosk, by_finger);
            assert_eq!(got, density, "{width}x{height} {is_kiosk} {by_finger}");
        }
    }
}

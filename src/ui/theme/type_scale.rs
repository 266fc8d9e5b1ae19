//! The sizes of texts and controls, by their role and the density of the window.

use egui::{FontFamily, FontId, RichText, Ui};

/// The role of a text, which determines its size together with the density of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// The size of controls: for a mouse on a laptop, or for a gloved finger on the small display.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Density {
    /// A laptop.
    Desktop,
    /// A small touch display.
    Touch,
}

impl Density {
    /// The density for a window of this size in points.
    #[must_use]
    pub fn for_size(size: egui::Vec2) -> Self {
        if size.x < 1_000.0 || size.y < 600.0 {
            Self::Touch
        } else {
            Self::Desktop
        }
    }

    /// The density of the window of `ui`.
    #[must_use]
    pub fn of(ui: &Ui) -> Self {
        Self::for_size(ui.content_rect().size())
    }

    /// Whether the window of `ui` is a small display in portrait orientation.
    #[must_use]
    pub fn is_portrait(ui: &Ui) -> bool {
        let size = ui.content_rect().size();
        Self::for_size(size) == Self::Touch && size.y > size.x
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

pub(crate) fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

pub(crate) fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}

pub(crate) fn mono_bold() -> FontFamily {
    FontFamily::Name("mono-bold".into())
}

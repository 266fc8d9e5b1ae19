//! Every colour, size and font. Views pick a meaning ([`Tone`], [`TextRole`]), this file picks the look.

use std::sync::Arc;

use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, RichText,
    Stroke, Style, TextStyle, Ui, Visuals, vec2,
};

use crate::{domain::candidate::CandidateState, state::notices::Severity};

/// The step of all spacing, in points.
pub const STEP: f32 = 4.0;
/// Corner radius of controls.
pub const CONTROL_RADIUS: u8 = 8;
/// Corner radius of panels and cards.
pub const PANEL_RADIUS: u8 = 10;
/// Width of the state colour at a card's edge.
pub const CARD_EDGE: f32 = 4.0;
/// A badge is its state's colour as text on this much of it.
pub const BADGE_TINT: f32 = 0.14;

/// The colours of one theme, named by what they mean.
#[derive(Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub background: Color32,
    /// Panels and cards.
    pub surface: Color32,
    /// Secondary buttons, tracks, the chosen tab.
    pub raised: Color32,
    /// Lines that only decorate.
    pub border: Color32,
    /// The outline of what can be used.
    pub control_border: Color32,
    /// What is read.
    pub text: Color32,
    /// What is read second.
    pub muted: Color32,
    /// The main action.
    pub action: Color32,
    /// On the main action.
    pub on_action: Color32,
    /// Links and the focus ring.
    pub action_text: Color32,
    /// A camera was found.
    pub discovered: Color32,
    /// It gets its credentials; also a warning.
    pub provisioning: Color32,
    /// It has them.
    pub provisioned: Color32,
    /// It is looked for.
    pub verifying: Color32,
    /// Done; also healthy.
    pub verified: Color32,
    /// Failed; also critical.
    pub failed: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

/// Dark: the default, and the kiosk's.
pub static DARK: Palette = Palette {
    background: rgb(0x14_16_1A),
    surface: rgb(0x1C_1F_25),
    raised: rgb(0x26_2A_32),
    border: rgb(0x34_3A_45),
    control_border: rgb(0x7A_84_94),
    text: rgb(0xE8_EA_ED),
    muted: rgb(0xA9_B1_BE),
    action: rgb(0xA3_21_1C),
    on_action: rgb(0xFF_FF_FF),
    action_text: rgb(0xE8_83_7F),
    discovered: rgb(0x8A_B8_FF),
    provisioning: rgb(0xF2_BC_57),
    provisioned: rgb(0x63_CC_E2),
    verifying: rgb(0xBD_A4_FF),
    verified: rgb(0x74_D4_91),
    failed: rgb(0xFF_93_8A),
};

/// Light: for a laptop in the sun.
pub static LIGHT: Palette = Palette {
    background: rgb(0xF6_F7_F8),
    surface: rgb(0xFF_FF_FF),
    raised: rgb(0xEC_EF_F3),
    border: rgb(0xD5_D9_E0),
    control_border: rgb(0x73_7C_8A),
    text: rgb(0x19_1C_21),
    muted: rgb(0x52_5A_67),
    action: rgb(0x8C_18_15),
    on_action: rgb(0xFF_FF_FF),
    action_text: rgb(0x8C_18_15),
    discovered: rgb(0x1B_59_B3),
    provisioning: rgb(0x80_53_00),
    provisioned: rgb(0x0A_63_77),
    verifying: rgb(0x5E_3C_AB),
    verified: rgb(0x17_70_3A),
    failed: rgb(0xAE_23_1C),
};

impl Palette {
    /// The palette that `ui` draws with.
    #[must_use]
    pub fn of(ui: &Ui) -> &'static Self {
        if ui.visuals().dark_mode {
            &DARK
        } else {
            &LIGHT
        }
    }

    /// The colour of a meaning.
    #[must_use]
    pub fn tone(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Discovered => self.discovered,
            Tone::Provisioning | Tone::Warning => self.provisioning,
            Tone::Provisioned => self.provisioned,
            Tone::Verifying => self.verifying,
            Tone::Good => self.verified,
            Tone::Bad => self.failed,
            Tone::Quiet => self.muted,
            Tone::Plain => self.text,
        }
    }
}

/// What a thing means; the palette knows the colour of it. Never shown without a word or an icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Found, waits for a person.
    Discovered,
    /// Getting its credentials.
    Provisioning,
    /// Has its credentials.
    Provisioned,
    /// Looked for on the target network.
    Verifying,
    /// Ended well.
    Good,
    /// Failed.
    Bad,
    /// Worth a look.
    Warning,
    /// Over, skipped, unknown or stale.
    Quiet,
    /// Nothing in particular.
    Plain,
}

impl From<&CandidateState> for Tone {
    fn from(state: &CandidateState) -> Self {
        match state {
            CandidateState::Discovered => Self::Discovered,
            CandidateState::Provisioning => Self::Provisioning,
            CandidateState::Provisioned => Self::Provisioned,
            CandidateState::Verifying => Self::Verifying,
            CandidateState::Verified => Self::Good,
            CandidateState::Failed => Self::Bad,
            CandidateState::Skipped | CandidateState::Other(_) => Self::Quiet,
        }
    }
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Info => Self::Quiet,
            Severity::Good => Self::Good,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Bad,
        }
    }
}

/// What a text is for; the scale of the window decides its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRole {
    /// Captions and second lines.
    Small,
    /// Everything else.
    Body,
    /// Words that carry a line: buttons, names, headlines of cards.
    Strong,
    /// The title of a panel.
    Title,
    /// The one number that matters.
    Number,
    /// Ids in a line.
    Mono,
    /// The last four digits of a MAC.
    MonoBig,
    /// The word of a badge.
    Badge,
    /// Icons beside body text.
    Icon,
}

/// How large things are: by the mouse on a laptop, by a gloved finger on the small display.
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

    /// Height of buttons and fields in points.
    #[must_use]
    pub fn control_height(self) -> f32 {
        match self {
            Self::Desktop => 38.0,
            Self::Touch => 56.0,
        }
    }

    fn font(self, role: TextRole) -> FontId {
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

fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}

fn mono_bold() -> FontFamily {
    FontFamily::Name("mono-bold".into())
}

/// Gives `ctx` the fonts and both themes; to be called once.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(egui::Theme::Dark, style(&DARK, Visuals::dark()));
    ctx.set_style_of(egui::Theme::Light, style(&LIGHT, Visuals::light()));
}

fn fonts() -> FontDefinitions {
    let files: [(&str, &'static [u8]); 6] = [
        (
            "inter",
            include_bytes!("../../assets/fonts/Inter-Regular.otf"),
        ),
        (
            "inter-semibold",
            include_bytes!("../../assets/fonts/Inter-SemiBold.otf"),
        ),
        (
            "inter-bold",
            include_bytes!("../../assets/fonts/Inter-Bold.otf"),
        ),
        (
            "mono",
            include_bytes!("../../assets/fonts/JetBrainsMono-Regular.ttf"),
        ),
        (
            "mono-bold",
            include_bytes!("../../assets/fonts/JetBrainsMono-Bold.ttf"),
        ),
        (
            "phosphor",
            include_bytes!("../../assets/fonts/Phosphor-Bold.ttf"),
        ),
    ];
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in files {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let families = [
        (FontFamily::Proportional, "inter"),
        (FontFamily::Monospace, "mono"),
        (semibold(), "inter-semibold"),
        (bold(), "inter-bold"),
        (mono_bold(), "mono-bold"),
    ];
    for (family, first) in families {
        let chain = [first, "phosphor", "inter"].map(str::to_owned);
        fonts.families.insert(family, chain.to_vec());
    }
    fonts
}

fn style(palette: &Palette, base: Visuals) -> Style {
    let mut style = Style {
        visuals: visuals(palette, base),
        animation_time: 0.12,
        ..Style::default()
    };
    style.text_styles = [
        (TextStyle::Small, TextRole::Small),
        (TextStyle::Body, TextRole::Body),
        (TextStyle::Button, TextRole::Strong),
        (TextStyle::Heading, TextRole::Title),
        (TextStyle::Monospace, TextRole::Mono),
    ]
    .map(|(text_style, role)| (text_style, Density::Desktop.font(role)))
    .into();
    style.spacing.item_spacing = vec2(2.0 * STEP, 2.0 * STEP);
    style.spacing.button_padding = vec2(4.0 * STEP, 2.0 * STEP);
    style.spacing.interact_size.y = Density::Desktop.control_height();
    style.spacing.scroll = egui::style::ScrollStyle::thin();
    style.interaction.selectable_labels = false;
    style
}

fn visuals(palette: &Palette, base: Visuals) -> Visuals {
    let mut visuals = Visuals {
        panel_fill: palette.background,
        window_fill: palette.surface,
        window_stroke: Stroke::new(1.0, palette.border),
        window_corner_radius: CornerRadius::same(PANEL_RADIUS),
        window_shadow: egui::Shadow::NONE,
        popup_shadow: egui::Shadow::NONE,
        extreme_bg_color: palette.background,
        text_edit_bg_color: Some(palette.background),
        faint_bg_color: palette.surface,
        hyperlink_color: palette.action_text,
        warn_fg_color: palette.provisioning,
        error_fg_color: palette.failed,
        weak_text_color: Some(palette.muted),
        ..base
    };
    visuals.selection.bg_fill = palette.action.gamma_multiply(0.5);
    visuals.selection.stroke = Stroke::new(2.0, palette.action_text);
    let widgets = &mut visuals.widgets;
    let each = [
        (&mut widgets.noninteractive, palette.surface, palette.border),
        (
            &mut widgets.inactive,
            palette.raised,
            palette.control_border,
        ),
        (&mut widgets.hovered, palette.border, palette.text),
        (&mut widgets.active, palette.surface, palette.text),
        (&mut widgets.open, palette.raised, palette.control_border),
    ];
    for (widget, fill, line) in each {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, line);
        widget.fg_stroke = Stroke::new(1.0, palette.text);
        widget.corner_radius = CornerRadius::same(CONTROL_RADIUS);
        widget.expansion = 0.0;
    }
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2 defines it.
    fn luminance(color: Color32) -> f32 {
        let channel = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(color.r()) + 0.7152 * channel(color.g()) + 0.0722 * channel(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_is_readable_on_every_surface() {
        for palette in [&DARK, &LIGHT] {
            let texts = [
                palette.text,
                palette.muted,
                palette.action_text,
                palette.discovered,
                palette.provisioning,
                palette.provisioned,
                palette.verifying,
                palette.verified,
                palette.failed,
            ];
            for text in texts {
                let badge = palette.surface.lerp_to_gamma(text, BADGE_TINT);
                for (name, surface) in [
                    ("background", palette.background),
                    ("surface", palette.surface),
                    ("badge", badge),
                ] {
                    assert!(
                        contrast(text, surface) >= 4.5,
                        "{text:?} on {name} {surface:?}"
                    );
                }
            }
            assert!(contrast(palette.on_action, palette.action) >= 4.5);
            assert!(contrast(palette.control_border, palette.surface) >= 3.0);
        }
    }
}

//! The colours, named by their meaning.

#![expect(clippy::unreadable_literal, reason = "colours are written RRGGBB")]

use egui::{Color32, Ui};

use crate::{domain::candidate::CandidateState, model::notices::Severity};

/// Overlay of an idle display: a fifth of the brightness is left.
pub const DIMMED: Color32 = Color32::from_black_alpha(204);
/// Overlay of a display that is off.
pub const BLACK: Color32 = Color32::BLACK;

/// Opacity of the background of a badge, in the colour of its text.
pub const BADGE_TINT: f32 = 0.14;

/// How much darker than its colour a whole screen is in the light theme, for the light text on it.
const FILL_SHADE: f32 = 0.2;

/// The colours of one theme, named by their meaning.
#[derive(Debug, PartialEq, Eq)]
pub struct Palette {
    /// The background of the window.
    pub background: Color32,
    /// Panels and cards.
    pub surface: Color32,
    /// Secondary buttons, tracks, the selected tab.
    pub raised: Color32,
    /// Decorative lines.
    pub border: Color32,
    /// The outline of controls.
    pub control_border: Color32,
    /// Main text.
    pub text: Color32,
    /// Secondary text.
    pub muted: Color32,
    /// The main action.
    pub action: Color32,
    /// Text on the main action.
    pub on_action: Color32,
    /// Links and the focus ring.
    pub action_text: Color32,
    /// A camera was found.
    pub discovered: Color32,
    /// The camera receives its credentials; also a warning.
    pub provisioning: Color32,
    /// The camera has its credentials.
    pub provisioned: Color32,
    /// The Pi looks for the camera.
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
    background: rgb(0x14161A),
    surface: rgb(0x1C1F25),
    raised: rgb(0x262A32),
    border: rgb(0x343A45),
    control_border: rgb(0x7A8494),
    text: rgb(0xE8EAED),
    muted: rgb(0xA9B1BE),
    action: rgb(0xA3211C),
    on_action: rgb(0xFFFFFF),
    action_text: rgb(0xE8837F),
    discovered: rgb(0x8AB8FF),
    provisioning: rgb(0xF2BC57),
    provisioned: rgb(0x63CCE2),
    verifying: rgb(0xBDA4FF),
    verified: rgb(0x74D491),
    failed: rgb(0xFF938A),
};

/// Light: for a laptop in the sun.
pub static LIGHT: Palette = Palette {
    background: rgb(0xF6F7F8),
    surface: rgb(0xFFFFFF),
    raised: rgb(0xECEFF3),
    border: rgb(0xD5D9E0),
    control_border: rgb(0x737C8A),
    text: rgb(0x191C21),
    muted: rgb(0x525A67),
    action: rgb(0x8C1815),
    on_action: rgb(0xFFFFFF),
    action_text: rgb(0x8C1815),
    discovered: rgb(0x1B59B3),
    provisioning: rgb(0x805300),
    provisioned: rgb(0x0A6377),
    verifying: rgb(0x5E3CAB),
    verified: rgb(0x17703A),
    failed: rgb(0xAE231C),
};

/// High contrast: for glare and low vision.
pub static HIGH_CONTRAST: Palette = Palette {
    background: rgb(0x000000),
    surface: rgb(0x000000),
    raised: rgb(0x141414),
    border: rgb(0xFFFFFF),
    control_border: rgb(0xFFFFFF),
    text: rgb(0xFFFFFF),
    muted: rgb(0xE0E0E0),
    action: rgb(0xFFD24A),
    on_action: rgb(0x000000),
    action_text: rgb(0xFFD24A),
    discovered: rgb(0x9CC7FF),
    provisioning: rgb(0xFFD24A),
    provisioned: rgb(0x7FE3F5),
    verifying: rgb(0xD2C2FF),
    verified: rgb(0x7CF29C),
    failed: rgb(0xFFA59E),
};

impl Palette {
    /// The palette that `ui` draws with.
    #[must_use]
    pub fn of(ui: &Ui) -> &'static Self {
        let visuals = ui.visuals();
        if !visuals.dark_mode {
            &LIGHT
        } else if visuals.panel_fill == HIGH_CONTRAST.background {
            &HIGH_CONTRAST
        } else {
            &DARK
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

    /// A whole screen in the colour of a meaning, and the text on it, which is read from far away.
    #[must_use]
    pub fn filled(&self, tone: Tone) -> (Color32, Color32) {
        let is_light = self.background.intensity() > self.text.intensity();
        let shade = if is_light { FILL_SHADE } else { 0.0 };
        (
            self.tone(tone).lerp_to_gamma(self.text, shade),
            self.background,
        )
    }
}

/// The meaning of an element, from which the palette picks the colour. Always shown with a text or
/// an icon.
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
    /// Succeeded.
    Good,
    /// Failed.
    Bad,
    /// A warning.
    Warning,
    /// Ended, skipped, unknown or stale.
    Quiet,
    /// Neutral.
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
            Severity::Info => Self::Plain,
            Severity::Good => Self::Good,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Bad,
        }
    }
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

    fn states(palette: &Palette) -> [Color32; 6] {
        [
            palette.discovered,
            palette.provisioning,
            palette.provisioned,
            palette.verifying,
            palette.verified,
            palette.failed,
        ]
    }

    /// WCAG 2.2, criterion 1.4.3.
    #[test]
    fn every_text_is_readable_on_every_surface() {
        for palette in [&DARK, &LIGHT, &HIGH_CONTRAST] {
            let texts = [palette.text, palette.muted, palette.action_text];
            for text in texts.into_iter().chain(states(palette)) {
                let badge = palette.surface.lerp_to_gamma(text, BADGE_TINT);
                for (name, surface) in [
                    ("background", palette.background),
                    ("surface", palette.surface),
                    ("raised", palette.raised),
                    ("badge", badge),
                ] {
                    let contrast = contrast(text, surface);
                    assert!(contrast >= 4.5, "{text:?} on {name}: {contrast}");
                }
            }
            // A pressed control is lighter or darker by a third, a hovered one by an eighth.
            let pointed = palette.action.lerp_to_gamma(palette.on_action, 0.12);
            for fill in [palette.action, pointed] {
                assert!(contrast(palette.on_action, fill) >= 4.5, "{fill:?}");
            }
        }
    }

    /// WCAG 2.2, criterion 1.4.6. The colours differ in hue, too, and each comes with a word.
    #[test]
    fn a_text_on_a_whole_screen_is_readable_from_far_away() {
        for palette in [&DARK, &LIGHT, &HIGH_CONTRAST] {
            for tone in [Tone::Discovered, Tone::Good, Tone::Bad, Tone::Quiet] {
                let (fill, text) = palette.filled(tone);
                let contrast = contrast(fill, text);
                assert!(contrast >= 7.0, "{tone:?} {fill:?}: {contrast}");
            }
        }
    }

    /// WCAG 2.2, criterion 1.4.11: outlines, the focus ring, the edges of cards, the segments of a
    /// bar on its track. A filled button is identified by its text, which the test above checks.
    #[test]
    fn every_part_stands_out_from_what_is_beside_it() {
        for palette in [&DARK, &LIGHT, &HIGH_CONTRAST] {
            let parts = [palette.control_border, palette.action_text];
            for part in parts.into_iter().chain(states(palette)) {
                for beside in [palette.background, palette.surface, palette.raised] {
                    let contrast = contrast(part, beside);
                    assert!(contrast >= 3.0, "{part:?} beside {beside:?}: {contrast}");
                }
            }
        }
    }
}

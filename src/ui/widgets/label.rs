//! Texts: plain ones, badges, and ids that can be copied.

use egui::{CornerRadius, Frame, Label, Margin, Response, Ui, vec2};

use crate::ui::{
    icons,
    theme::{BADGE_TINT, CONTROL_RADIUS, Palette, STEP, TextRole, Tone, text},
    widgets::button::icon_button_ui,
};

/// A text of a role and a meaning, cut with an ellipsis where the room ends.
pub fn label_ui(ui: &mut Ui, role: TextRole, tone: Tone, content: impl Into<String>) -> Response {
    let color = Palette::of(ui).tone(tone);
    let label = Label::new(text(ui, role, content).color(color)).truncate();
    ui.add(label)
}

/// As [`label_ui`], on as many lines as it takes.
pub fn paragraph_ui(ui: &mut Ui, role: TextRole, tone: Tone, content: impl Into<String>) -> Response {
    let color = Palette::of(ui).tone(tone);
    ui.add(Label::new(text(ui, role, content).color(color)).wrap())
}

/// A word with its icon on a tint of its colour.
pub fn badge_ui(ui: &mut Ui, tone: Tone, icon: &str, word: &str) -> Response {
    let palette = Palette::of(ui);
    let color = palette.tone(tone);
    Frame::new()
        .fill(palette.surface.lerp_to_gamma(color, BADGE_TINT))
        .corner_radius(CornerRadius::same(CONTROL_RADIUS - 2))
        .inner_margin(Margin::symmetric(2 * STEP as i8, STEP as i8 - 1))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(STEP, 0.0);
            let label = text(ui, TextRole::Small, format!("{icon} {word}")).color(color);
            ui.add(Label::new(label.strong()).extend());
        })
        .response
}

/// An id in monospace with a button that copies it. True if it was copied.
pub fn copyable_ui(ui: &mut Ui, id: &str, what: &str) -> bool {
    label_ui(ui, TextRole::Mono, Tone::Quiet, id);
    let copied = icon_button_ui(ui, icons::COPY, &format!("Copy {what}")).clicked();
    if copied {
        ui.copy_text(id.to_owned());
    }
    copied
}

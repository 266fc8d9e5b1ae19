//! A panel above the content of a page: a problem, a wait, a session that can be resumed.

use egui::{Margin, Ui, UiBuilder, accesskit::Role};

use crate::ui::theme::{Density, MARGIN, Palette, Tone, panel};

/// Draws `content` as a group with the accessible `name`, as wide as the page and outlined in the
/// color of `tone`.
pub fn notice_ui(ui: &mut Ui, tone: Tone, name: &str, content: impl FnOnce(&mut Ui)) {
    let palette = Palette::of(ui);
    let margin = match Density::of(ui) {
        Density::Desktop => 3 * MARGIN,
        Density::Touch => 2 * MARGIN,
    };
    let group = UiBuilder::new()
        .accessibility_role(Role::Group)
        .accessibility_label(name);
    ui.scope_builder(group, |ui| {
        panel(palette.surface, palette.tone(tone), Margin::same(margin)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            content(ui);
        });
    });
}

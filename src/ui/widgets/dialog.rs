//! Dialogs: a question on top of everything, safe by default.

use egui::{Context, Frame, Id, Margin, Modal, Ui, UiBuilder, accesskit::Role};

use crate::ui::{
    theme::{MARGIN, STEP, TextRole, Tone},
    widgets::label::{label_ui, paragraph_ui},
};

/// Shows a dialog. True if the person left it without an answer (Esc, or a press beside it).
pub fn dialog_ui(ctx: &Context, title: &str, body: &str, content: impl FnOnce(&mut Ui)) -> bool {
    const WIDTH: f32 = 460.0;
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(5 * MARGIN));
    let modal = Modal::new(Id::unique(title)).frame(frame).show(ctx, |ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 3.0 * STEP;
        let dialog = UiBuilder::new()
            .accessibility_role(Role::Dialog)
            .accessibility_label(title);
        ui.scope_builder(dialog, |ui| {
            label_ui(ui, TextRole::Title, Tone::Plain, title);
            paragraph_ui(ui, TextRole::Body, Tone::Plain, body);
            content(ui);
        });
    });
    modal.should_close()
}

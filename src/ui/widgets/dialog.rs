//! Dialogs: a question on top of everything, safe by default.

use egui::{Context, Id, Modal, Ui};

use crate::ui::{
    theme::{STEP, TextRole, Tone},
    widgets::label::{label_ui, paragraph_ui},
};

/// Shows a dialog. True if the person left it without an answer (Esc, or a press beside it).
pub fn dialog_ui(ctx: &Context, title: &str, body: &str, content: impl FnOnce(&mut Ui)) -> bool {
    const WIDTH: f32 = 440.0;
    let modal = Modal::new(Id::unique(title)).show(ctx, |ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 3.0 * STEP;
        label_ui(ui, TextRole::Title, Tone::Plain, title);
        paragraph_ui(ui, TextRole::Body, Tone::Plain, body);
        content(ui);
    });
    ctx.accesskit_node_builder(modal.response.id, |node| {
        node.set_role(egui::accesskit::Role::Dialog);
        node.set_label(title);
    });
    modal.should_close()
}

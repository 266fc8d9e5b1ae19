//! Dialogs: a question on top of everything, safe by default.

use egui::{
    Align2, Context, Frame, Id, Margin, Modal, ScrollArea, Ui, UiBuilder, accesskit::Role, vec2,
};

use crate::ui::{
    keyboard_hints::OnScreenKeyboard,
    theme::{Density, MARGIN, STEP, TextRole, Tone},
    widgets::label::{label_ui, paragraph_ui},
};

/// The height around the content of a dialog, above and below it together.
const MARGINS: f32 = 2.0 * 5.0 * STEP;

/// The usual width of the content of a dialog.
const WIDTH: f32 = 460.0;

/// The maximum height of the content of a dialog without scrolling.
#[must_use]
pub fn room(ctx: &Context) -> f32 {
    ctx.content_rect().height() - OnScreenKeyboard::load(ctx).height - MARGINS
}

/// Whether a dialog is open.
pub fn has_dialog(ui: &Ui) -> bool {
    ui.memory(|memory| memory.top_modal_layer().is_some())
}

/// Shows a dialog. True if it was dismissed without an answer (Esc, or a press outside).
pub fn dialog_ui(ctx: &Context, title: &str, body: &str, content: impl FnOnce(&mut Ui)) -> bool {
    wide_dialog_ui(ctx, title, WIDTH, |ui| {
        if !body.is_empty() {
            paragraph_ui(ui, TextRole::Body, Tone::Plain, body);
        }
        content(ui);
    })
}

/// As [`dialog_ui`], with another width of the content where the window is wide enough.
pub fn wide_dialog_ui(
    ctx: &Context,
    title: &str,
    wanted_width: f32,
    content: impl FnOnce(&mut Ui),
) -> bool {
    // Room for the focus ring.
    const RING: i8 = MARGIN;
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(5 * MARGIN - RING));
    let width = ctx.content_rect().width() - MARGINS - 4.0 * STEP;
    let keyboard = OnScreenKeyboard::load(ctx).height;
    let id = Id::unique(title);
    // Centred in the space above the on-screen keyboard.
    let area = Modal::default_area(id).anchor(Align2::CENTER_CENTER, vec2(0.0, -keyboard / 2.0));
    let modal = Modal::new(id).area(area).frame(frame).show(ctx, |ui| {
        ui.set_width(wanted_width.min(width));
        // The area itself ends where the window does, below a top that is not yet in its place.
        ui.set_max_height(room(ctx));
        ui.spacing_mut().item_spacing.y = 3.0 * STEP;
        let density = Density::of(ui);
        if density == Density::Touch {
            ui.spacing_mut().interact_size.y = density.target_height();
        }
        ScrollArea::vertical().max_height(room(ctx)).show(ui, |ui| {
            let ring = Frame::new().inner_margin(Margin::same(RING));
            let dialog = UiBuilder::new()
                .accessibility_role(Role::Dialog)
                .accessibility_label(title);
            ui.scope_builder(dialog, |ui| {
                ring.show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    label_ui(ui, TextRole::Title, Tone::Plain, title);
                    content(ui);
                });
            });
        });
    });
    modal.should_close()
}

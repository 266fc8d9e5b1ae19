//! The one message on top of the window, for what the person has just done.

use egui::{
    Align2, Area, CornerRadius, Frame, Id, Margin, Order, Sense, Stroke, Ui, UiBuilder,
    accesskit::Role, vec2,
};

use crate::{
    domain::clock::Now,
    features::{State, intent::Intent},
    ui::{
        Request,
        theme::{CONTROL_RADIUS, MARGIN, OVER_ACTIONS, Palette, TextRole, text},
    },
};

/// Draws the toast, if there is one; a press takes it away.
pub fn toast_ui(ui: &mut Ui, state: &State, now: Now, intents: &mut Vec<Intent>) {
    let Some(toast) = &state.notices.toast else {
        return;
    };
    let palette = Palette::of(ui);
    // The bar that undoes a removal stands below it.
    let bottom = if state.allowlist.undo(now).is_some() {
        2.0 * OVER_ACTIONS
    } else {
        OVER_ACTIONS
    };
    let area = Area::new(Id::unique("toast"))
        .order(Order::Tooltip)
        .sense(Sense::click());
    let shown = area
        .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -bottom))
        .show(ui.ctx(), |ui| {
            let alert = UiBuilder::new()
                .accessibility_role(Role::Alert)
                .accessibility_label(toast.text.clone());
            ui.scope_builder(alert, |ui| {
                Frame::new()
                    .fill(palette.raised)
                    .stroke(Stroke::new(1.0, palette.control_border))
                    .corner_radius(CornerRadius::same(CONTROL_RADIUS))
                    .inner_margin(Margin::symmetric(4 * MARGIN, 3 * MARGIN))
                    .show(ui, |ui| {
                        ui.label(text(ui, TextRole::Body, toast.text.clone()).color(palette.text))
                    });
            });
        });
    if shown.response.clicked() {
        intents.push(Intent::Request(Request::DismissToast));
    }
}

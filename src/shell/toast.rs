//! The toast: a short message on top of the window, for what the person has just done.

use egui::{
    Align2, Area, CornerRadius, Frame, Id, Margin, Order, Sense, Stroke, Ui, UiBuilder,
    accesskit::Role, vec2,
};

use crate::{
    shell::cx::ShellCx,
    ui::{
        Request,
        theme::{CONTROL_RADIUS, MARGIN, Palette, STEP, TextRole, over_actions, text},
    },
};

/// Draws the toast, if there is one. A press removes it.
pub fn toast_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let state = cx.state;
    let Some(toast) = &state.notices.toast else {
        return;
    };
    let palette = Palette::of(ui);
    // The undo bar of the allowlist is below it.
    let bottom = if state.allowlist.undo(cx.now).is_some() {
        over_actions(ui) + 20.0 * STEP
    } else {
        over_actions(ui)
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
        cx.request(Request::DismissToast);
    }
}

//! The bar that undoes a removal, on every tab.

use egui::{Align2, Area, CornerRadius, Frame, Id, Margin, Order, Stroke, Ui, vec2};

use super::AllowlistCx;
use crate::{
    features::allowlist::intent::AllowlistIntent,
    tr,
    ui::{
        format,
        theme::{CONTROL_RADIUS, MARGIN, OVER_ACTIONS, Palette, TextRole, Tone},
        widgets::{button::Button, label::label_ui},
    },
};

/// Draws the bar while a removal can be undone.
pub fn undo_bar_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>) {
    let Some((mac, left)) = cx.state.undo(cx.now) else {
        return;
    };
    let palette = Palette::of(ui);
    Area::new(Id::unique("undo"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -OVER_ACTIONS))
        .show(ui.ctx(), |ui| {
            Frame::new()
                .fill(palette.raised)
                .stroke(Stroke::new(1.0, palette.control_border))
                .corner_radius(CornerRadius::same(CONTROL_RADIUS))
                .inner_margin(Margin::symmetric(4 * MARGIN, 2 * MARGIN))
                .show(ui, |ui| {
                    ui.horizontal(|ui| {
                        let text = tr!(
                            "allowlist-undo-removing",
                            mac = mac.to_string(),
                            time = format::countdown(left)
                        );
                        label_ui(ui, TextRole::Body, Tone::Plain, text);
                        if Button::secondary(tr!("allowlist-undo")).pressed(ui) {
                            cx.push(AllowlistIntent::Undo);
                        }
                    });
                });
        });
}

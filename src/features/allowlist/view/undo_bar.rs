//! The bar that undoes a change of several cameras, on every tab.

use egui::{Align2, Area, CornerRadius, Frame, Id, Margin, Order, Stroke, Ui, vec2};

use super::AllowlistCx;
use crate::{
    features::allowlist::{
        intent::AllowlistIntent,
        state::{PendingKind, Undoable},
    },
    tr,
    ui::{
        format, redraw,
        theme::{CONTROL_RADIUS, MARGIN, Palette, TextRole, Tone, over_actions},
        widgets::{button::Button, label::label_ui},
    },
};

/// What is being done, and how many more can be undone after it.
fn text(change: Undoable) -> String {
    let Undoable {
        kind,
        first,
        count,
        left,
        earlier,
    } = change;
    let (mac, time) = (first.to_string(), format::countdown(left));
    let what = match (kind, count) {
        (PendingKind::Removal, 1) => tr!("allowlist-undo-removing", mac = mac, time = time),
        (PendingKind::Removal, _) => {
            tr!("allowlist-undo-removing-many", count = count, time = time)
        }
        (PendingKind::Description, _) => {
            tr!("allowlist-undo-describing", count = count, time = time)
        }
    };
    if earlier == 0 {
        return what;
    }
    let more = tr!("allowlist-undo-earlier", count = earlier);
    format!("{what} · {more}")
}

/// Draws the bar while a change can be undone.
pub fn undo_bar_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>) {
    let Some(change) = cx.state.undo(cx.now) else {
        return;
    };
    let palette = Palette::of(ui);
    Area::new(Id::unique("undo"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -over_actions(ui)))
        .show(ui.ctx(), |ui| {
            Frame::new()
                .fill(palette.raised)
                .stroke(Stroke::new(1.0, palette.control_border))
                .corner_radius(CornerRadius::same(CONTROL_RADIUS))
                .inner_margin(Margin::symmetric(4 * MARGIN, 2 * MARGIN))
                .show(ui, |ui| {
                    ui.horizontal(|ui| {
                        let label = label_ui(ui, TextRole::Body, Tone::Plain, text(change));
                        redraw::each_second(ui, label.rect);
                        if Button::secondary(tr!("allowlist-undo")).pressed(ui) {
                            cx.push(AllowlistIntent::Undo);
                        }
                    });
                });
        });
}

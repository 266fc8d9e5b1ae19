//! The cameras as cards, rows and tiles. Only those in view are laid out; many more are in the
//! accessibility tree.

#![expect(clippy::cast_precision_loss, reason = "columns and rows are few")]

use std::collections::HashSet;

use egui::{Rect, ScrollArea, Ui, accesskit::Role, pos2};

use super::{
    ProvisioningCx, ProvisioningUiState,
    camera_cursor::{CameraCursor, ShownList, frame_ui, handle_keys},
    camera_row::{row_ui, tile_ui},
    card::{card_id, card_ui},
    card_view,
    card_view_model::accessible_name,
    group_heading::group_heading_ui,
    is_stale,
    list_layout::{Arrangement, Line, LineKind},
};
use crate::{
    features::provisioning::{batch::Batch, card::Card, card_list::CardGroup},
    tr,
    ui::{
        theme::{Density, STALE_OPACITY, STEP, TextRole, Tone},
        widgets::{button::Button, label::paragraph_ui},
    },
};

/// Cards out of view that the accessibility tree has at most.
const MAX_HIDDEN: usize = 500;

/// Draws the cameras, or why there are none.
pub fn camera_list_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    ui_state: &mut ProvisioningUiState,
) {
    if batch.list.order.is_empty() {
        empty_ui(ui, cx, batch, ui_state);
        return;
    }
    if ui_state.folds_of.as_ref() != Some(&batch.session.id) {
        ui_state.folds_of = Some(batch.session.id.clone());
        ui_state.chosen_folds = Default::default();
        ui_state.cursor = CameraCursor::default();
    }
    let wanted = ui_state.wanted.take();
    let wants_cursor = std::mem::take(&mut ui_state.wants_cursor);
    if let Some(card) = wanted.and_then(|mac| batch.cards.get(mac)) {
        ui_state.fold(CardGroup::of(card), false);
    }
    let folds = ui_state.folds(batch, Density::of(ui));
    let arrangement = Arrangement::of(ui, batch, ui_state.style, folds);
    let mut layout = std::mem::take(&mut ui_state.layout);
    layout.update(batch, arrangement);
    let is_stale = is_stale(cx, batch);
    let page = ui.max_rect();
    ScrollArea::vertical()
        .id_salt("cards")
        .auto_shrink(false)
        .show_viewport(ui, |ui, viewport| {
            if is_stale {
                ui.multiply_opacity(STALE_OPACITY);
            }
            ui.set_height(layout.height);
            if arrangement.has_desktop_rows() {
                // Once for all: each row would copy the whole style.
                ui.spacing_mut().item_spacing.x = STEP;
            }
            let list = ShownList {
                batch,
                layout: &layout,
                viewport,
                page,
            };
            if let Some(mac) = wanted {
                ui_state.cursor.go_to(ui, list, mac, wants_cursor);
            }
            handle_keys(ui, cx, list, ui_state);
            let mut drawn = Vec::new();
            for line in lines_to_draw(list, &ui_state.cursor) {
                if line.kind == LineKind::Heading {
                    let rect = place(ui, line, 0, (1, 0.0));
                    let is_folded = arrangement.is_folded(line.group);
                    group_heading_ui(ui, cx, batch, rect, line, is_folded, ui_state);
                } else {
                    drawn.extend(line.cameras.clone());
                    let columns = arrangement.columns(line.kind);
                    cameras_ui(ui, cx, batch, line, columns, ui_state);
                }
            }
            ui_state.cursor.note_focus(ui, list, &drawn);
            name_hidden(ui, batch, &drawn.into_iter().collect());
        });
    ui_state.layout = layout;
}

/// The lines in view, and the one of the camera with the focus.
fn lines_to_draw<'a>(list: ShownList<'a>, cursor: &CameraCursor) -> Vec<&'a Line> {
    let (top, bottom) = (list.viewport.top(), list.viewport.bottom());
    let in_view = list.layout.lines_in(top, bottom);
    let focused = cursor.focused();
    let focused = focused.and_then(|camera| list.layout.line_of(camera));
    let beside = focused.filter(|line| !in_view.contains(line));
    in_view.iter().chain(beside).collect()
}

/// Draws the cameras of a line. `columns`: how many are beside each other, and the room between them.
fn cameras_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    line: &Line,
    columns: (usize, f32),
    ui_state: &mut ProvisioningUiState,
) {
    for (column, index) in line.cameras.clone().enumerate() {
        let position = batch.list.order.get(index);
        let Some(card) = position.and_then(|position| batch.cards.at(*position)) else {
            continue;
        };
        let rect = place(ui, line, column, columns);
        let view = card_view(cx, batch, card);
        match line.kind {
            LineKind::Cards => card_ui(ui, cx, rect, &view, ui_state),
            LineKind::Tiles => tile_ui(ui, rect, &view, ui_state),
            LineKind::Rows | LineKind::Heading => row_ui(ui, cx, rect, &view, ui_state),
        }
        frame_ui(ui, view.address, rect);
    }
}

/// The place of what is in this column of a line.
fn place(ui: &Ui, line: &Line, column: usize, (columns, gap): (usize, f32)) -> Rect {
    let whole = ui.max_rect();
    let width = (whole.width() - gap * (columns - 1) as f32) / columns as f32;
    let left = whole.left() + (width + gap) * column as f32;
    let top = whole.top() + line.top;
    let min = pos2(left, top).round();
    let max = pos2(left + width, top + line.height).round();
    Rect::from_min_max(min, max)
}

/// Puts cards that are folded or scrolled out of view into the accessibility tree, without layout or
/// paint, and says how many more there are: a tree of thousands would be dead.
fn name_hidden(ui: &Ui, batch: &Batch, shown: &HashSet<usize>) {
    if ui
        .ctx()
        .accesskit_node_builder(ui.unique_id(), |_| ())
        .is_none()
    {
        return;
    }
    let hidden = batch
        .list
        .order
        .iter()
        .enumerate()
        .filter(|(index, _)| !shown.contains(index));
    let named = hidden.take(MAX_HIDDEN);
    for card in named.filter_map(|(_, position)| batch.cards.at(*position)) {
        name_card(ui, card);
    }
    let more = batch.list.order.len();
    let more = more.saturating_sub(shown.len() + MAX_HIDDEN);
    if more > 0 {
        let id = ui.unique_id().with("more cards");
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Label);
            node.set_value(tr!("card-more-hidden", count = more));
        });
    }
}

fn name_card(ui: &Ui, card: &Card) {
    let id = card_id(card.candidate.mac);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Group);
        node.set_label(accessible_name(card));
    });
}

fn empty_ui(
    ui: &mut Ui,
    cx: &ProvisioningCx<'_, '_>,
    batch: &Batch,
    ui_state: &mut ProvisioningUiState,
) {
    if !batch.cards.is_empty() {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("card-none-matches"));
    } else if batch.is_over() {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("card-none-found"));
    } else {
        let ssid = cx.state.provisioning.network.ssid.clone();
        let onboarding = ssid.unwrap_or_else(|| tr!("card-onboarding-network").to_owned());
        waiting_ui(ui, &onboarding, |ui| {
            let offers_positions = batch.positions.is_none() && batch.is_running();
            if offers_positions && Button::secondary(tr!("positions-open")).pressed(ui) {
                ui_state.start_positions(cx.state.provisioning, batch);
            }
        });
    }
}

/// What to check while no camera appears.
fn waiting_ui(ui: &mut Ui, onboarding: &str, action: impl FnOnce(&mut Ui)) {
    ui.add_space(6.0 * STEP);
    ui.vertical_centered(|ui| {
        let headline = tr!("batch-waiting", network = onboarding);
        paragraph_ui(ui, TextRole::Title, Tone::Plain, headline);
        for hint in [tr!("batch-waiting-power"), tr!("batch-waiting-none")] {
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, hint);
        }
        ui.add_space(2.0 * STEP);
        action(ui);
    });
}

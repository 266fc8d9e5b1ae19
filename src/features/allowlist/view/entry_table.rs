//! The table of entries: headings that sort, and rows of which only those in sight are laid out.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rows are few thousands, and heights are positive"
)]

use egui::{Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::{
    AllowlistCx, AllowlistUiState,
    edit_row::edit_row_ui,
    entry_row::{entry_row_ui, name_row},
};
use crate::{
    features::allowlist::table::{Column, View},
    tr,
    ui::{
        icons,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{button::name_and_ring, label::cell_ui},
    },
};

/// The columns, and the part of the width that each takes; what is left has the buttons.
pub const COLUMNS: [(Column, f32); 5] = [
    (Column::Mac, 0.17),
    (Column::Description, 0.25),
    (Column::Container, 0.15),
    (Column::Added, 0.11),
    (Column::Used, 0.18),
];

/// Rows beyond those in sight that screen readers hear of.
const NAMED_BEYOND: usize = 100;

/// Draws the table.
pub fn entry_table_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    let density = Density::of(ui);
    if density == Density::Desktop {
        headings_ui(ui, &mut ui_state.view);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = row_height(density);
    let reveal = ui_state.reveal.take();
    let reveal = reveal.and_then(|mac| ui_state.table.position(mac));
    let mut area = ScrollArea::vertical()
        .id_salt("allowlist")
        .auto_shrink(false);
    if let Some(row) = reveal {
        area = area.vertical_scroll_offset(height * row.saturating_sub(1) as f32);
    }
    area.show_viewport(ui, |ui, viewport| {
        let count = ui_state.table.rows.len();
        ui.set_height(height * count as f32);
        let origin = ui.max_rect().min;
        let width = ui.available_width();
        let first = ((viewport.top() / height) as usize).min(count);
        let end = ((viewport.bottom() / height).ceil() as usize).min(count);
        for index in first..end {
            let at = pos2(origin.x, origin.y + height * index as f32);
            let rect = Rect::from_min_size(at, vec2(width, height));
            let row = &ui_state.table.rows[index];
            let is_edited = ui_state.edit.as_ref().is_some_and(|edit| edit.is_of(row));
            if is_edited {
                edit_row_ui(ui, cx, rect, &mut ui_state.edit);
            } else {
                let asked = entry_row_ui(ui, cx, rect, row);
                if asked.is_some() {
                    ui_state.edit = asked;
                }
            }
        }
        let near = first.saturating_sub(NAMED_BEYOND)..(end + NAMED_BEYOND).min(count);
        for index in near.filter(|index| !(first..end).contains(index)) {
            name_row(ui, &ui_state.table.rows[index]);
        }
    });
}

fn row_height(density: Density) -> f32 {
    match density {
        Density::Desktop => 42.0,
        Density::Touch => 64.0,
    }
}

/// The place of a column in a row.
pub fn cell_rect(row: Rect, index: usize) -> Rect {
    let before: f32 = COLUMNS.iter().take(index).map(|(_, part)| part).sum();
    let left = row.left() + before * row.width() + 2.0 * STEP;
    let width = COLUMNS[index].1 * row.width() - 3.0 * STEP;
    Rect::from_min_size(pos2(left, row.top()), vec2(width, row.height()))
}

/// The heading of a column, and what a screen reader says of it.
fn heading(column: Column) -> (String, String) {
    match column {
        Column::Mac => (tr!("allowlist-mac-address"), tr!("allowlist-sort-mac")),
        Column::Description => (
            tr!("allowlist-description"),
            tr!("allowlist-sort-description"),
        ),
        Column::Container => (tr!("allowlist-container"), tr!("allowlist-sort-container")),
        Column::Added => (tr!("allowlist-added"), tr!("allowlist-sort-added")),
        Column::Used => (tr!("allowlist-status"), tr!("allowlist-sort-status")),
    }
}

/// The headings; pressing one sorts by it, pressing it again the other way round.
fn headings_ui(ui: &mut Ui, view: &mut View) {
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), 7.0 * STEP), Sense::hover());
    for (index, (column, _)) in COLUMNS.into_iter().enumerate() {
        let (heading, name) = heading(column);
        let rect = cell_rect(row, index);
        let response = ui.interact(rect, ui.scope_id().with(("heading", index)), Sense::click());
        let sorted = view.column == column;
        response
            .widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, sorted, &name));
        name_and_ring(ui, &response, &name);
        let arrow = match (sorted, view.descending) {
            (false, _) => "",
            (true, false) => icons::ASCENDING,
            (true, true) => icons::DESCENDING,
        };
        let tone = if sorted || response.hovered() {
            Tone::Plain
        } else {
            Tone::Quiet
        };
        cell_ui(
            ui,
            rect,
            TextRole::Small,
            tone,
            &format!("{heading} {arrow}"),
        );
        if response.clicked() {
            view.descending = sorted && !view.descending;
            view.column = column;
        }
    }
}

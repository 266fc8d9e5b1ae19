//! The table of entries: headings that sort, and rows of which only those in sight are laid out.

use egui::{ScrollArea, Ui, UiBuilder, vec2};
use strum::VariantArray as _;

use super::{
    AllowlistCx, AllowlistUiState,
    edit_row::edit_row_ui,
    entry_row::{entry_row_ui, name_row, right_of_tick},
};
use crate::{
    features::allowlist::table::{Column, Row, View},
    tr,
    ui::{
        theme::{Density, STEP},
        widgets::table::{
            Columns, SortHeading, SortedBy, Width, rows_ui, sort_headings_ui, width_of_rows,
        },
    },
};

/// Narrower rows have less room around their texts.
const ROOMY: f32 = 840.0;
const WIDE: Columns<5> = Columns {
    widths: [
        Width::Points(168.0),
        Width::RestBut(124.0 + 108.0 + 176.0 + BUTTONS),
        Width::Points(124.0),
        Width::Points(108.0),
        Width::Points(176.0),
    ],
    left: 2.0 * STEP,
    right: STEP,
};
const NARROW: Columns<5> = Columns {
    widths: [
        Width::Points(150.0),
        Width::RestBut(100.0 + 92.0 + 156.0 + BUTTONS),
        Width::Points(100.0),
        Width::Points(92.0),
        Width::Points(156.0),
    ],
    ..WIDE
};
/// The width of the buttons of a row, in points.
const BUTTONS: f32 = 116.0;

/// The rows before and after those in sight that screen readers know of.
const NAMED_BEYOND: usize = 100;

/// Draws the table.
pub fn entry_table_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    let density = Density::of(ui);
    let width = width_of_rows(ui);
    if density == Density::Desktop {
        headings_ui(ui, width, &mut ui_state.view);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = row_height(density);
    let reveal = ui_state.reveal.take();
    let reveal = reveal.and_then(|mac| ui_state.table.position(mac));
    let mut area = ScrollArea::vertical()
        .id_salt("allowlist")
        .auto_shrink(false);
    if let Some(row) = reveal {
        area = area.vertical_scroll_offset(offset(row.saturating_sub(1), height));
    }
    area.show(ui, |ui| {
        ui.set_max_width(width);
        let allowlist = cx.state;
        let shown = &ui_state.table.shown;
        let edit = &mut ui_state.edit;
        let selected = &mut ui_state.selected;
        let in_sight = rows_ui(ui, height, shown.len(), |ui, rect, index| {
            let Some(row) = Row::of(allowlist, shown[index]) else {
                return;
            };
            if edit.as_ref().is_some_and(|edit| edit.is_of(&row)) {
                edit_row_ui(ui, cx, rect, edit);
            } else if let Some(begun) = entry_row_ui(ui, cx, rect, &row, selected) {
                *edit = Some(begun);
            }
        });
        let before = in_sight.start.saturating_sub(NAMED_BEYOND)..in_sight.start;
        let after = in_sight.end..(in_sight.end + NAMED_BEYOND).min(shown.len());
        for index in before.chain(after) {
            name_row(ui, allowlist, shown[index]);
        }
    });
}

#[expect(clippy::cast_precision_loss, reason = "rows are few thousands")]
fn offset(row: usize, height: f32) -> f32 {
    height * row as f32
}

/// The columns of a row of this width, in the order of [`Column`]; the buttons take the rest. An address
/// is never cut.
pub fn columns(width: f32) -> &'static Columns<5> {
    if width >= ROOMY { &WIDE } else { &NARROW }
}

fn row_height(density: Density) -> f32 {
    match density {
        Density::Desktop => 42.0,
        Density::Touch => 64.0,
    }
}

/// The heading of a column, and its name for screen readers.
pub fn heading(column: Column) -> SortHeading<Column> {
    let (text, name) = match column {
        Column::Mac => (tr!("allowlist-mac-address"), tr!("allowlist-sort-mac")),
        Column::Description => (
            tr!("allowlist-description"),
            tr!("allowlist-sort-description"),
        ),
        Column::Container => (tr!("allowlist-container"), tr!("allowlist-sort-container")),
        Column::Added => (tr!("allowlist-added"), tr!("allowlist-sort-added")),
        Column::Used => (tr!("allowlist-status"), tr!("allowlist-sort-status")),
    };
    SortHeading { column, text, name }
}

fn headings_ui(ui: &mut Ui, width: f32, view: &mut View) {
    let headings: Vec<_> = Column::VARIANTS.iter().copied().map(heading).collect();
    let mut sorted_by = SortedBy {
        column: view.column,
        descending: view.descending,
    };
    let height = 7.0 * STEP;
    let (_, row) = ui.allocate_space(vec2(width, height));
    let cells = right_of_tick(ui, row);
    ui.scope_builder(UiBuilder::new().max_rect(cells), |ui| {
        sort_headings_ui(ui, columns(cells.width()), &headings, &mut sorted_by);
    });
    view.column = sorted_by.column;
    view.descending = sorted_by.descending;
}

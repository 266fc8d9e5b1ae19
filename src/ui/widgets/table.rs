//! Tables with rows of equal height: columns, headings, and a layout of the visible rows only.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rows are few thousands, and heights are positive"
)]

use std::ops::Range;

use egui::{Rect, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::ui::{
    icons,
    theme::{STEP, TextRole, Tone},
    widgets::{button::name_and_ring, label::cell_ui},
};

/// The width of a column.
#[derive(Debug, Clone, Copy)]
pub enum Width {
    Points(f32),
    /// A fraction of the width of the row.
    Share(f32),
    /// The rest of the row but so many points, which the columns after this one have.
    RestBut(f32),
    /// The rest of the row; for the last column.
    Rest,
}

/// The columns of a table and their padding.
#[derive(Debug, Clone, Copy)]
pub struct Columns<const N: usize> {
    pub widths: [Width; N],
    /// The padding left of a text.
    pub left: f32,
    /// The padding right of a text.
    pub right: f32,
}

impl<const N: usize> Columns<N> {
    /// Columns that each take a fraction of the width of the row.
    pub const fn shares(shares: [f32; N], left: f32, right: f32) -> Self {
        let mut widths = [Width::Rest; N];
        let mut index = 0;
        while index < N {
            widths[index] = Width::Share(shares[index]);
            index += 1;
        }
        Self {
            widths,
            left,
            right,
        }
    }

    /// The rectangle of the text in each column of a row.
    pub fn cells(&self, row: Rect) -> [Rect; N] {
        let mut left = row.left();
        self.widths.map(|width| {
            let width = match width {
                Width::Points(points) => points,
                Width::Share(share) => share * row.width(),
                Width::RestBut(points) => row.right() - left - points,
                Width::Rest => row.right() - left,
            };
            let min = pos2(left + self.left, row.top());
            left += width;
            Rect::from_min_max(min, pos2(left - self.right, row.bottom()))
        })
    }
}

/// The width of the rows of a table that scrolls below its headings. The bar is beside them, whether it
/// is shown or not, so that the columns are below their headings.
#[must_use]
pub fn width_of_rows(ui: &Ui) -> f32 {
    ui.available_width() - ui.spacing().scroll.allocated_width()
}

/// Draws headings without sorting, `height` high.
pub fn headings_ui<const N: usize>(
    ui: &mut Ui,
    columns: &Columns<N>,
    height: f32,
    headings: &[&str; N],
) {
    let size = vec2(ui.available_width(), height);
    let (row, _) = ui.allocate_exact_size(size, Sense::hover());
    for (cell, heading) in columns.cells(row).into_iter().zip(headings) {
        cell_ui(ui, cell, TextRole::Small, Tone::Quiet, heading);
    }
}

/// The heading of a column that the rows can be sorted by.
#[derive(Debug, Clone)]
pub struct SortHeading<K> {
    pub column: K,
    pub text: &'static str,
    /// The accessible name.
    pub name: &'static str,
}

/// The column that the rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortedBy<K> {
    pub column: K,
    pub descending: bool,
}

/// Draws headings that sort. Pressing one sorts by it, pressing it again reverses the order.
pub fn sort_headings_ui<K: Copy + PartialEq, const N: usize>(
    ui: &mut Ui,
    columns: &Columns<N>,
    headings: &[SortHeading<K>],
    sorted_by: &mut SortedBy<K>,
) {
    let size = vec2(ui.available_width(), 7.0 * STEP);
    let (row, _) = ui.allocate_exact_size(size, Sense::hover());
    let before = *sorted_by;
    for (index, (cell, heading)) in columns.cells(row).into_iter().zip(headings).enumerate() {
        let SortHeading { column, text, name } = heading;
        let response = ui.interact(cell, ui.scope_id().with(("heading", index)), Sense::click());
        let sorted = before.column == *column;
        response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, sorted, name));
        name_and_ring(ui, &response, name);
        let arrow = match (sorted, before.descending) {
            (false, _) => "",
            (true, false) => icons::ASCENDING,
            (true, true) => icons::DESCENDING,
        };
        let tone = if sorted || response.hovered() {
            Tone::Plain
        } else {
            Tone::Quiet
        };
        cell_ui(ui, cell, TextRole::Small, tone, format!("{text} {arrow}"));
        if response.clicked() {
            *sorted_by = SortedBy {
                column: *column,
                descending: sorted && !before.descending,
            };
        }
    }
}

/// Reserves space for `count` rows that are `height` high, and calls `row_ui` with the rectangle
/// and the index of each visible row. Returns the visible rows: the others can be named for screen
/// readers.
pub fn rows_ui(
    ui: &mut Ui,
    height: f32,
    count: usize,
    mut row_ui: impl FnMut(&mut Ui, Rect, usize),
) -> Range<usize> {
    let size = vec2(ui.available_width(), height * count as f32);
    let (all, _) = ui.allocate_exact_size(size, Sense::hover());
    let in_sight = in_sight(all, height, count, ui.clip_rect());
    let mut rows = ui.new_child(UiBuilder::new().max_rect(all));
    for index in in_sight.clone() {
        let top = all.top() + height * index as f32;
        let rect = Rect::from_min_size(pos2(all.left(), top), vec2(all.width(), height));
        row_ui(&mut rows, rect, index);
    }
    in_sight
}

fn in_sight(all: Rect, height: f32, count: usize, clip: Rect) -> Range<usize> {
    let rows_above = |y: f32| (y - all.top()).max(0.0) / height;
    let first = (rows_above(clip.top()) as usize).min(count);
    let end = (rows_above(clip.bottom()).ceil() as usize).clamp(first, count);
    first..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rows_that_touch_the_clip_rectangle_are_in_sight() {
        let all = Rect::from_min_size(pos2(0.0, -1_000.0), vec2(100.0, 40_000.0));
        let clip = |top, bottom| Rect::from_min_max(pos2(0.0, top), pos2(100.0, bottom));
        let rows = |top, bottom| in_sight(all, 40.0, 1_000, clip(top, bottom));
        assert_eq!(rows(0.0, 100.0), 25..28);
        assert_eq!(rows(-2_000.0, -1_500.0), 0..0);
        assert_eq!(rows(-2_000.0, -999.0), 0..1);
        assert_eq!(rows(38_990.0, 50_000.0), 999..1_000);
        assert_eq!(rows(50_000.0, 60_000.0), 1_000..1_000);
    }

    #[test]
    fn columns_divide_the_row() {
        let columns = Columns {
            widths: [Width::Points(70.0), Width::Share(0.25), Width::Rest],
            left: 4.0,
            right: 6.0,
        };
        let row = Rect::from_min_size(pos2(100.0, 0.0), vec2(200.0, 20.0));
        let cells = columns.cells(row).map(|cell| (cell.left(), cell.right()));
        assert_eq!(cells, [(104.0, 164.0), (174.0, 214.0), (224.0, 294.0)]);
        let widths = [Width::RestBut(50.0), Width::Points(30.0), Width::Rest];
        let cells = Columns { widths, ..columns }.cells(row);
        let cells = cells.map(|cell| (cell.left(), cell.right()));
        assert_eq!(cells, [(104.0, 244.0), (254.0, 274.0), (284.0, 294.0)]);
    }
}

//! The row above the table: filter, search and the actions for the whole list.

use egui::{Layout, Popup, Ui};
use strum::VariantArray as _;

use super::{AllowlistCx, AllowlistUiState, entry_table::heading};
use crate::{
    domain::clock::Now,
    features::allowlist::{
        intent::AllowlistIntent,
        state::Allowlist,
        table::{Column, EntryFilter, View},
    },
    tr,
    ui::{
        Export, Request, format, icons, redraw,
        theme::{Density, TextRole, Tone},
        widgets::{
            button::{Button, icon_button_ui},
            chip::{chip_ui, chip_width},
            field::search_field_ui,
            label::{label_ui, text_width},
            row::row_width,
        },
    },
};

/// The least width of the search field, in points, and the most where the chips are beside it.
const LEAST_SEARCH: f32 = 140.0;
const MOST_SEARCH: f32 = 224.0;
/// Width of the menu on the small display, in points.
const MENU_WIDTH: f32 = 140.0;

/// Draws chips, search and actions in one row, or in two where one is too short.
pub fn toolbar_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    let gap = ui.spacing().item_spacing.x;
    let chips = chips_width(ui, ui_state);
    let others = actions_width(ui, ui_state) + LEAST_SEARCH + gap;
    let is_one_row = chips + others <= ui.available_width();
    if !is_one_row {
        ui.horizontal_wrapped(|ui| chips_ui(ui, ui_state));
    }
    let age = age(cx.state, cx.now);
    let beside = if is_one_row { chips } else { 0.0 } + others;
    let has_age = beside + text_width(ui, TextRole::Small, &age) + gap <= ui.available_width();
    ui.horizontal(|ui| {
        ui.set_min_height(Density::of(ui).control_height());
        if is_one_row {
            chips_ui(ui, ui_state);
        }
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            actions_ui(ui, cx, ui_state);
            if has_age {
                let label = label_ui(ui, TextRole::Small, Tone::Quiet, age);
                if let Some(age) = cx.state.age(cx.now) {
                    redraw::with_age(ui, label.rect, age);
                }
            }
            let width = if is_one_row {
                MOST_SEARCH
            } else {
                f32::INFINITY
            };
            let (name, hint) = (tr!("allowlist-search-name"), tr!("allowlist-search"));
            search_field_ui(ui, &mut ui_state.view.search, name, hint, width);
        });
    });
}

/// The width of the chips, each with the room beside it.
fn chips_width(ui: &Ui, ui_state: &AllowlistUiState) -> f32 {
    let widths = counted(ui_state).map(|(filter, count)| {
        let is_selected = ui_state.view.filter == filter;
        chip_width(ui, chip(filter).0, Some(count), is_selected)
    });
    row_width(ui, widths)
}

/// The width of the actions, each with the room beside it.
fn actions_width(ui: &Ui, ui_state: &AllowlistUiState) -> f32 {
    let icon = Density::of(ui).target_height();
    match Density::of(ui) {
        Density::Desktop => {
            let buttons = ACTIONS.map(|action| button(action, ui_state).width(ui));
            row_width(ui, [icon].into_iter().chain(buttons))
        }
        Density::Touch => row_width(ui, [icon, icon, more_button().width(ui)]),
    }
}

/// The actions for the whole list, from right to left.
fn actions_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    match Density::of(ui) {
        Density::Desktop => {
            for action in ACTIONS.into_iter().rev() {
                action_ui(ui, cx, action, ui_state);
            }
        }
        Density::Touch => {
            menu_ui(ui, cx, ui_state);
            sort_ui(ui, &mut ui_state.view);
        }
    }
    if icon_button_ui(ui, icons::REFRESH, tr!("allowlist-refresh")).clicked() {
        cx.push(AllowlistIntent::Refresh);
    }
}

/// Each filter with the number of its entries.
fn counted(ui_state: &AllowlistUiState) -> [(EntryFilter, usize); 3] {
    let table = &ui_state.table;
    [
        (EntryFilter::All, table.total),
        (EntryFilter::Available, table.available()),
        (EntryFilter::Used, table.used),
    ]
}

fn chips_ui(ui: &mut Ui, ui_state: &mut AllowlistUiState) {
    for (filter, count) in counted(ui_state) {
        let (word, name) = chip(filter);
        let selected = ui_state.view.filter == filter;
        if chip_ui(ui, word, Some(count), selected, name).clicked() {
            ui_state.view.filter = filter;
        }
    }
}

/// The text of a chip, and its name for screen readers.
fn chip(filter: EntryFilter) -> (&'static str, &'static str) {
    match filter {
        EntryFilter::All => (tr!("allowlist-filter-all"), tr!("allowlist-show-all")),
        EntryFilter::Available => (
            tr!("allowlist-filter-available"),
            tr!("allowlist-show-available"),
        ),
        EntryFilter::Used => (tr!("allowlist-filter-used"), tr!("allowlist-show-used")),
    }
}

/// The age of the list.
fn age(allowlist: &Allowlist, now: Now) -> String {
    match allowlist.age(now) {
        _ if allowlist.is_reading() => tr!("allowlist-reading-now").to_owned(),
        Some(age) => tr!("allowlist-read-ago", age = format::roughly(age)),
        None => String::new(),
    }
}

/// An action for the whole list.
#[derive(Debug, Clone, Copy)]
enum Action {
    Import,
    Export,
    Clear,
}

/// In the order of the row.
const ACTIONS: [Action; 3] = [Action::Import, Action::Export, Action::Clear];

fn more_button() -> Button<'static> {
    Button::quiet(tr!("allowlist-more"))
}

/// The same actions in a menu, on the small display.
fn menu_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    let more = more_button().ui(ui);
    Popup::menu(&more).show(|ui| {
        ui.set_min_width(MENU_WIDTH);
        for action in ACTIONS {
            if action_ui(ui, cx, action, ui_state) {
                ui.close();
            }
        }
    });
}

/// The menu that sorts, on the small display, which has no headings.
fn sort_ui(ui: &mut Ui, view: &mut View) {
    let arrow = if view.descending {
        icons::DESCENDING
    } else {
        icons::ASCENDING
    };
    let button = icon_button_ui(ui, arrow, tr!("allowlist-sort"));
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(MENU_WIDTH);
        for column in Column::VARIANTS.iter().copied() {
            let heading = heading(column);
            let is_current = view.column == column;
            let text = if is_current {
                format!("{} {arrow}", heading.text)
            } else {
                heading.text.to_owned()
            };
            if Button::quiet(text).named(heading.name).pressed(ui) {
                view.descending = is_current && !view.descending;
                view.column = column;
                ui.close();
            }
        }
    });
}

/// The button of an action. True if it was pressed.
fn action_ui(
    ui: &mut Ui,
    cx: &mut AllowlistCx<'_>,
    action: Action,
    ui_state: &mut AllowlistUiState,
) -> bool {
    let pressed = button(action, ui_state).pressed(ui);
    match action {
        _ if !pressed => {}
        Action::Import => ui_state.open_import(),
        Action::Export => {
            let export = Export::Allowlist(ui_state.exported(cx.state));
            cx.request(Request::Export(export));
        }
        Action::Clear => ui_state.clear = Some(String::new()),
    }
    pressed
}

fn button(action: Action, ui_state: &AllowlistUiState) -> Button<'static> {
    let any = ui_state.table.total > 0;
    let view = &ui_state.view;
    let is_narrowed = view.filter != EntryFilter::All || !view.search.trim().is_empty();
    match action {
        Action::Import => Button::secondary(tr!("allowlist-import")),
        Action::Export if is_narrowed => {
            let count = ui_state.table.shown.len();
            Button::quiet(tr!("allowlist-export-shown", count = count)).enabled(count > 0)
        }
        Action::Export => Button::quiet(tr!("allowlist-export")).enabled(any),
        Action::Clear => Button::quiet(tr!("allowlist-clear")).enabled(any),
    }
}

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
        Export, Request, format, icons,
        theme::{Density, TextRole, Tone},
        widgets::{
            button::{Button, icon_button_ui},
            chip::chip_ui,
            field::search_field_ui,
            label::label_ui,
        },
    },
};

/// Width of the menu on the small display, in points.
const MENU_WIDTH: f32 = 140.0;

/// Draws chips, search and actions in one row. In portrait the chips have a row of their own.
pub fn toolbar_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    if Density::is_portrait(ui) {
        ui.horizontal_wrapped(|ui| chips_ui(ui, ui_state));
    }
    ui.horizontal(|ui| {
        ui.set_min_height(Density::of(ui).control_height());
        if !Density::is_portrait(ui) {
            chips_ui(ui, ui_state);
        }
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            actions_ui(ui, cx, ui_state);
            if Density::of(ui) == Density::Desktop {
                label_ui(ui, TextRole::Small, Tone::Quiet, age(cx.state, cx.now));
            }
            search_ui(ui, &mut ui_state.view.search);
        });
    });
}

/// The actions for the whole list, from right to left.
fn actions_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    match Density::of(ui) {
        Density::Desktop => {
            for action in [Action::Clear, Action::Export, Action::Import] {
                action_ui(ui, cx, action, ui_state);
            }
        }
        Density::Touch => {
            menu_ui(ui, cx, ui_state);
            sort_ui(ui, &mut ui_state.view);
        }
    }
    if icon_button_ui(ui, icons::REFRESH, &tr!("allowlist-refresh")).clicked() {
        cx.push(AllowlistIntent::Refresh);
    }
}

fn chips_ui(ui: &mut Ui, ui_state: &mut AllowlistUiState) {
    let table = &ui_state.table;
    let chips = [
        (EntryFilter::All, table.total),
        (EntryFilter::Available, table.available()),
        (EntryFilter::Used, table.used),
    ];
    for (filter, count) in chips {
        let (word, name) = chip(filter);
        let selected = ui_state.view.filter == filter;
        if chip_ui(ui, &word, Some(count), selected, &name).clicked() {
            ui_state.view.filter = filter;
        }
    }
}

/// The text of a chip, and its name for screen readers.
fn chip(filter: EntryFilter) -> (String, String) {
    match filter {
        EntryFilter::All => (tr!("allowlist-filter-all"), tr!("allowlist-show-all")),
        EntryFilter::Available => (
            tr!("allowlist-filter-available"),
            tr!("allowlist-show-available"),
        ),
        EntryFilter::Used => (tr!("allowlist-filter-used"), tr!("allowlist-show-used")),
    }
}

fn search_ui(ui: &mut Ui, search: &mut String) {
    let (name, hint) = (tr!("allowlist-search-name"), tr!("allowlist-search"));
    search_field_ui(ui, search, &name, &hint, 224.0);
}

/// The age of the list.
fn age(allowlist: &Allowlist, now: Now) -> String {
    match allowlist.age(now) {
        _ if allowlist.is_reading() => tr!("allowlist-reading-now"),
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

/// The same actions in a menu, on the small display.
fn menu_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    let more = Button::quiet(tr!("allowlist-more")).ui(ui);
    Popup::menu(&more).show(|ui| {
        ui.set_min_width(MENU_WIDTH);
        for action in [Action::Import, Action::Export, Action::Clear] {
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
    let button = icon_button_ui(ui, arrow, &tr!("allowlist-sort"));
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(MENU_WIDTH);
        for column in Column::VARIANTS.iter().copied() {
            let heading = heading(column);
            let is_current = view.column == column;
            let text = if is_current {
                format!("{} {arrow}", heading.text)
            } else {
                heading.text
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
    let any = ui_state.table.total > 0;
    let view = &ui_state.view;
    let is_narrowed = view.filter != EntryFilter::All || !view.search.trim().is_empty();
    let button = match action {
        Action::Import => Button::secondary(tr!("allowlist-import")),
        Action::Export if is_narrowed => {
            let count = ui_state.table.rows.len();
            Button::quiet(tr!("allowlist-export-shown", count = count)).enabled(count > 0)
        }
        Action::Export => Button::quiet(tr!("allowlist-export")).enabled(any),
        Action::Clear => Button::quiet(tr!("allowlist-clear")).enabled(any),
    };
    let pressed = button.pressed(ui);
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

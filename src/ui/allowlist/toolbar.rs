//! What decides which entries are shown, and what concerns all of them.

use egui::{Id, Layout, Popup, TextEdit, Ui, vec2};

use super::{AllowlistDraft, on_list};
use crate::{
    domain::clock::Now,
    state::{
        action::AllowlistAction,
        allowlist::{Allowlist, table::Filter},
    },
    ui::{
        Export, Intent, icons,
        theme::{Density, MARGIN, TextRole, Tone, font},
        widgets::{
            button::{Button, icon_button_ui},
            chip::chip_ui,
            label::label_ui,
        },
        words,
    },
};

/// Draws chips, search and actions in one row.
pub fn toolbar_ui(
    ui: &mut Ui,
    allowlist: &Allowlist,
    draft: &mut AllowlistDraft,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    ui.horizontal(|ui| {
        chips_ui(ui, draft);
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            match Density::of(ui) {
                Density::Desktop => {
                    actions_ui(ui, draft, intents);
                }
                Density::Touch => menu_ui(ui, draft, intents),
            }
            if icon_button_ui(ui, icons::REFRESH, "Refresh").clicked() {
                intents.push(on_list(AllowlistAction::Refresh));
            }
            if Density::of(ui) == Density::Desktop {
                label_ui(ui, TextRole::Small, Tone::Quiet, age(allowlist, now));
            }
            search_ui(ui, &mut draft.view.search);
        });
    });
}

fn chips_ui(ui: &mut Ui, draft: &mut AllowlistDraft) {
    let table = &draft.table;
    let chips = [
        (Filter::All, "All", table.total, "Show all entries"),
        (
            Filter::Available,
            "Available",
            table.available(),
            "Show available entries",
        ),
        (Filter::Used, "Used", table.used, "Show used entries"),
    ];
    for (filter, word, count, name) in chips {
        let selected = draft.view.filter == filter;
        if chip_ui(ui, word, Some(count), selected, name).clicked() {
            draft.view.filter = filter;
        }
    }
}

fn search_ui(ui: &mut Ui, search: &mut String) {
    let height = match Density::of(ui) {
        Density::Desktop => 32.0,
        Density::Touch => 44.0,
    };
    let edit = TextEdit::singleline(search)
        .id(Id::unique("allowlist search"))
        .hint_text("Search")
        .font(font(ui, TextRole::Body))
        .align(egui::Align2::LEFT_CENTER)
        .margin(egui::Margin::symmetric(3 * MARGIN, 0))
        .min_size(vec2(0.0, height))
        .desired_width(ui.available_width().min(200.0) - 6.0 * f32::from(MARGIN));
    let response = ui.add(edit);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label("Search the allowlist"));
}

/// How old the list is.
fn age(allowlist: &Allowlist, now: Now) -> String {
    match allowlist.age(now) {
        _ if allowlist.is_reading() => "Reading…".to_owned(),
        Some(age) => format!("Read {} ago", words::roughly(age)),
        None => String::new(),
    }
}

/// From right to left. True if one was pressed.
fn actions_ui(ui: &mut Ui, draft: &mut AllowlistDraft, intents: &mut Vec<Intent>) -> bool {
    let any = draft.table.total > 0;
    let clear = Button::quiet("Clear all…").enabled(any).pressed(ui);
    let export = Button::quiet("Export…").enabled(any).pressed(ui);
    let import = Button::secondary("Import…").pressed(ui);
    if clear {
        draft.clear = Some(String::new());
    }
    if export {
        intents.push(Intent::Export(Export::Allowlist));
    }
    if import {
        draft.import.get_or_insert_default();
    }
    clear || export || import
}

/// The same where there is little room.
fn menu_ui(ui: &mut Ui, draft: &mut AllowlistDraft, intents: &mut Vec<Intent>) {
    let more = Button::quiet("More…").ui(ui);
    Popup::menu(&more).show(|ui| {
        if actions_ui(ui, draft, intents) {
            ui.close();
        }
    });
}

//! The chips that choose which cards are shown, and the search.

use egui::{Id, Layout, TextEdit, Ui, vec2};

use super::provisioning;
use crate::{
    state::{action::ProvisioningAction, batch::Batch, card_list::Filter, progress::Counts},
    ui::{
        Intent,
        theme::{Density, MARGIN, STEP, TextRole, font},
        widgets::chip::chip_ui,
    },
};

/// Draws chips and search in one row. The small display has room for neither, since failed cameras come first there
/// anyway; what was chosen in a larger window can be undone there.
pub fn filters_ui(ui: &mut Ui, batch: &Batch, intents: &mut Vec<Intent>) {
    if batch.cards.iter().len() == 0 {
        return;
    }
    match Density::of(ui) {
        Density::Desktop => {
            ui.horizontal(|ui| {
                chips_ui(ui, batch, intents);
                ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                    search_ui(ui, batch, intents);
                });
            });
        }
        Density::Touch if batch.list.is_narrowed() => {
            let shown = batch.list.order.len();
            let name = format!("{shown} of {} shown · Show all", batch.counts.found());
            if chip_ui(ui, &name, None, true, "Show all").clicked() {
                intents.push(provisioning(ProvisioningAction::Filter(Filter::All)));
                intents.push(provisioning(ProvisioningAction::Search(String::new())));
            }
        }
        Density::Touch => return,
    }
    ui.add_space(STEP);
}

fn chips_ui(ui: &mut Ui, batch: &Batch, intents: &mut Vec<Intent>) {
    for filter in Filter::ALL {
        let count = count(&batch.counts, filter);
        let wanted = count > 0 || filter == Filter::All || filter == batch.list.filter;
        if wanted && pressed(ui, filter, count, batch) {
            intents.push(provisioning(ProvisioningAction::Filter(filter)));
        }
    }
}

fn search_ui(ui: &mut Ui, batch: &Batch, intents: &mut Vec<Intent>) {
    let mut text = batch.list.search.clone();
    let edit = TextEdit::singleline(&mut text)
        .id(Id::unique("search"))
        .hint_text("Search MAC, IP, firmware")
        .font(font(ui, TextRole::Body))
        .align(egui::Align2::LEFT_CENTER)
        .margin(egui::Margin::symmetric(3 * MARGIN, 0))
        .min_size(vec2(0.0, 32.0))
        .desired_width(230.0);
    let response = ui.add(edit);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label("Search"));
    if response.changed() {
        intents.push(provisioning(ProvisioningAction::Search(text)));
    }
}

fn word(filter: Filter) -> &'static str {
    match filter {
        Filter::All => "All",
        Filter::Failed => "Failed",
        Filter::InFlight => "In flight",
        Filter::Discovered => "Discovered",
        Filter::Verified => "Verified",
        Filter::Skipped => "Skipped",
    }
}

fn count(counts: &Counts, filter: Filter) -> usize {
    match filter {
        Filter::All => counts.found(),
        Filter::Failed => counts.failed,
        Filter::InFlight => counts.in_flight(),
        Filter::Discovered => counts.discovered,
        Filter::Verified => counts.verified,
        Filter::Skipped => counts.skipped,
    }
}

fn pressed(ui: &mut Ui, filter: Filter, count: usize, batch: &Batch) -> bool {
    let name = format!("Show {}", word(filter).to_lowercase());
    chip_ui(
        ui,
        word(filter),
        Some(count),
        filter == batch.list.filter,
        &name,
    )
    .clicked()
}

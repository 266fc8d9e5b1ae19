//! The filter chips and the search field above the cards.

use egui::{Layout, Ui};
use strum::VariantArray as _;

use super::ProvisioningCx;
use crate::{
    features::provisioning::{
        batch::Batch, card_list::CardFilter, intent::ProvisioningIntent, progress::Counts,
    },
    tr,
    ui::{
        theme::{Density, STEP},
        widgets::{chip::chip_ui, field::search_field_ui},
    },
};

/// Draws chips and search in one row. The small display has no room for them; it only offers to
/// show all cards again if a larger window has hidden some.
pub fn filters_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, batch: &Batch) {
    if batch.cards.iter().len() == 0 {
        return;
    }
    match Density::of(ui) {
        Density::Desktop => {
            ui.horizontal(|ui| {
                chips_ui(ui, cx, batch);
                ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                    search_ui(ui, cx, batch);
                });
            });
        }
        Density::Touch if batch.list.is_narrowed() => {
            let shown = batch.list.order.len();
            let text = tr!(
                "filter-narrowed",
                shown = shown,
                found = batch.counts.found()
            );
            if chip_ui(ui, &text, None, true, &tr!("filter-show-all")).clicked() {
                cx.push(ProvisioningIntent::Filter(CardFilter::All));
                cx.push(ProvisioningIntent::Search(String::new()));
            }
        }
        Density::Touch => return,
    }
    ui.add_space(STEP);
}

fn chips_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, batch: &Batch) {
    for &filter in CardFilter::VARIANTS {
        let count = count(&batch.counts, filter);
        let wanted = count > 0 || filter == CardFilter::All || filter == batch.list.filter;
        if wanted && pressed(ui, filter, count, batch) {
            cx.push(ProvisioningIntent::Filter(filter));
        }
    }
}

fn search_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, batch: &Batch) {
    let mut text = batch.list.search.clone();
    let (name, hint) = (tr!("filter-search"), tr!("filter-search-hint"));
    let response = search_field_ui(ui, &mut text, &name, &hint, 254.0);
    if response.changed() {
        cx.push(ProvisioningIntent::Search(text));
    }
}

fn word(filter: CardFilter) -> String {
    match filter {
        CardFilter::All => tr!("filter-all"),
        CardFilter::Failed => tr!("filter-failed"),
        CardFilter::InFlight => tr!("filter-in-flight"),
        CardFilter::Discovered => tr!("filter-discovered"),
        CardFilter::Verified => tr!("filter-verified"),
        CardFilter::Skipped => tr!("filter-skipped"),
    }
}

/// The accessible name of the chip.
fn name(filter: CardFilter) -> String {
    match filter {
        CardFilter::All => tr!("filter-show-all"),
        CardFilter::Failed => tr!("filter-show-failed"),
        CardFilter::InFlight => tr!("filter-show-in-flight"),
        CardFilter::Discovered => tr!("filter-show-discovered"),
        CardFilter::Verified => tr!("filter-show-verified"),
        CardFilter::Skipped => tr!("filter-show-skipped"),
    }
}

fn count(counts: &Counts, filter: CardFilter) -> usize {
    match filter {
        CardFilter::All => counts.found(),
        CardFilter::Failed => counts.failed,
        CardFilter::InFlight => counts.in_flight(),
        CardFilter::Discovered => counts.discovered,
        CardFilter::Verified => counts.verified,
        CardFilter::Skipped => counts.skipped,
    }
}

fn pressed(ui: &mut Ui, filter: CardFilter, count: usize, batch: &Batch) -> bool {
    let (word, name) = (word(filter), name(filter));
    let selected = filter == batch.list.filter;
    chip_ui(ui, &word, Some(count), selected, &name).clicked()
}

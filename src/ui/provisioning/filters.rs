//! The chips that choose which cards are shown, and the search.

use egui::{CornerRadius, Layout, Sense, TextEdit, Ui, vec2};

use super::provisioning;
use crate::{
    state::{action::ProvisioningAction, batch::Batch, card_list::Filter, progress::Counts},
    ui::{
        Drafts, Intent,
        theme::{Density, MARGIN, Palette, STEP, TextRole, font},
        widgets::button::name_and_ring,
    },
};

/// Draws chips and search in one row. The small display has room for neither: failed cameras come first there anyway.
pub fn filters_ui(ui: &mut Ui, batch: &Batch, drafts: &mut Drafts, intents: &mut Vec<Intent>) {
    if Density::of(ui) == Density::Touch || batch.cards.iter().len() == 0 {
        return;
    }
    ui.horizontal(|ui| {
        for filter in Filter::ALL {
            let count = count(&batch.counts, filter);
            let wanted = count > 0 || filter == Filter::All || filter == batch.list.filter;
            if wanted && chip_ui(ui, word(filter), count, filter == batch.list.filter) {
                intents.push(provisioning(ProvisioningAction::Filter(filter)));
            }
        }
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let edit = TextEdit::singleline(&mut drafts.search)
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
                intents.push(provisioning(ProvisioningAction::Search(
                    drafts.search.clone(),
                )));
            }
        });
    });
    ui.add_space(STEP);
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

/// A word with a count; true if it was pressed.
fn chip_ui(ui: &mut Ui, word: &str, count: usize, selected: bool) -> bool {
    let palette = Palette::of(ui);
    let (word_font, count_font) = (font(ui, TextRole::Body), font(ui, TextRole::Strong));
    let color = if selected {
        palette.text
    } else {
        palette.muted
    };
    let word_galley = ui
        .painter()
        .layout_no_wrap(word.to_owned(), word_font, color);
    let count_galley = ui
        .painter()
        .layout_no_wrap(count.to_string(), count_font, palette.text);
    let width = word_galley.size().x + count_galley.size().x + 7.0 * STEP;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 32.0), Sense::click());
    let name = format!("Show {}", word.to_lowercase());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, &name));
    let radius = CornerRadius::same(16);
    let fill = if selected || response.hovered() {
        palette.raised
    } else {
        palette.background
    };
    let line = if selected {
        palette.control_border
    } else {
        palette.border
    };
    ui.painter().rect(
        rect,
        radius,
        fill,
        egui::Stroke::new(1.0, line),
        egui::StrokeKind::Inside,
    );
    let word_at = rect.left_center() + vec2(3.0 * STEP, -word_galley.size().y / 2.0);
    let count_at = rect.right_center()
        - vec2(
            3.0 * STEP + count_galley.size().x,
            count_galley.size().y / 2.0,
        );
    ui.painter().galley(word_at, word_galley, color);
    ui.painter().galley(count_at, count_galley, palette.text);
    name_and_ring(ui, &response, &name);
    response.clicked()
}

//! The diagnostics tab: what went over the line to the Pi, what the Pi says of itself, and what to hand to support.

mod bundle_dialog;
mod exchange_details;
mod journal_page;
mod log_page;

use egui::{Align, Id, Layout, TextEdit, Ui, vec2};

use crate::{
    domain::clock::Now,
    state::{
        State,
        action::{Action, DiagnosticsAction},
    },
    ui::{
        Export, Intent,
        theme::{Density, MARGIN, STEP, TextRole, font},
        widgets::{button::Button, chip::chip_ui},
    },
};
use journal_page::JournalDraft;
use log_page::LogDraft;

pub use bundle_dialog::bundle_dialog_ui;

/// What the person looks for and at.
#[derive(Debug, Default)]
pub struct DiagnosticsDraft {
    page: Page,
    journal: JournalDraft,
    log: LogDraft,
}

/// The two pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Page {
    #[default]
    Requests,
    Log,
}

/// Draws the tab.
pub fn diagnostics_ui(
    ui: &mut Ui,
    state: &State,
    draft: &mut DiagnosticsDraft,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    ui.spacing_mut().item_spacing.y = 2.0 * STEP;
    ui.horizontal(|ui| {
        ui.set_min_height(Density::of(ui).control_height());
        for (page, word) in [(Page::Requests, "Requests"), (Page::Log, "Pi log")] {
            let name = format!("Show {}", word.to_lowercase());
            if chip_ui(ui, word, None, draft.page == page, &name).clicked() {
                draft.page = page;
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if Button::secondary("Support bundle…")
                .named("Support bundle")
                .pressed(ui)
            {
                intents.push(Intent::PrepareBundle);
            }
            if draft.page == Page::Requests {
                let any = !state.diagnostics.journal.is_empty();
                if Button::quiet("Export…")
                    .named("Export requests")
                    .enabled(any)
                    .pressed(ui)
                {
                    intents.push(Intent::Export(Export::Journal));
                }
            }
        });
    });
    match draft.page {
        Page::Requests => ui.push_id("requests", |ui| {
            journal_page::journal_page_ui(ui, &state.diagnostics, &mut draft.journal, intents);
        }),
        Page::Log => ui.push_id("log", |ui| {
            log_page::log_page_ui(ui, &state.diagnostics, &mut draft.log, now, intents);
        }),
    };
}

/// Whether the Pi's log is looked at: only then is it followed.
pub fn wants_log(draft: &DiagnosticsDraft) -> bool {
    draft.page == Page::Log
}

fn diagnostics(action: DiagnosticsAction) -> Intent {
    Intent::Do(Action::Diagnostics(action))
}

/// A field for what is looked for; true if it changed.
fn search_ui(ui: &mut Ui, search: &mut String, name: &'static str, hint: &str) -> bool {
    let height = match Density::of(ui) {
        Density::Desktop => 32.0,
        Density::Touch => 44.0,
    };
    let edit = TextEdit::singleline(search)
        .id(Id::unique(name))
        .hint_text(hint)
        .font(font(ui, TextRole::Body))
        .align(egui::Align2::LEFT_CENTER)
        .margin(egui::Margin::symmetric(3 * MARGIN, 0))
        .min_size(vec2(0.0, height))
        .desired_width(ui.available_width().min(300.0) - 6.0 * f32::from(MARGIN));
    let response = ui.add(edit);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(name));
    response.changed()
}

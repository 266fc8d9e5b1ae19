//! The diagnostics tab: what went over the line to the Pi, what the Pi says of itself, and what to hand to support.

pub(crate) mod bundle_dialog;
pub(crate) mod pi_log_page;
pub(crate) mod request_details;
pub(crate) mod requests_page;

use egui::{Align, Layout, Ui};

use crate::{
    domain::clock::Now,
    features::{State, diagnostics::intent::DiagnosticsIntent, intent::Intent},
    tr,
    ui::{
        Export, Request,
        theme::{Density, STEP},
        widgets::{button::Button, chip::chip_ui, search::search_field_ui},
    },
};
use pi_log_page::LogUiState;
use requests_page::RequestsUiState;

pub use bundle_dialog::bundle_dialog_ui;

/// What the person looks for and at.
#[derive(Debug, Default)]
pub struct DiagnosticsUiState {
    page: Page,
    request_log: RequestsUiState,
    log: LogUiState,
}

/// The two pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Page {
    #[default]
    Requests,
    Log,
}

impl Page {
    /// What its chip says, and the name of that.
    fn words(self) -> (String, String) {
        match self {
            Self::Requests => (
                tr!("diagnostics-requests"),
                tr!("diagnostics-show-requests"),
            ),
            Self::Log => (tr!("diagnostics-log"), tr!("diagnostics-show-log")),
        }
    }
}

/// Draws the tab.
pub fn diagnostics_ui(
    ui: &mut Ui,
    state: &State,
    draft: &mut DiagnosticsUiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    ui.spacing_mut().item_spacing.y = 2.0 * STEP;
    ui.horizontal(|ui| {
        ui.set_min_height(Density::of(ui).control_height());
        for page in [Page::Requests, Page::Log] {
            let (word, name) = page.words();
            if chip_ui(ui, &word, None, draft.page == page, &name).clicked() {
                draft.page = page;
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if Button::secondary(tr!("bundle-open"))
                .named(tr!("bundle-open-name"))
                .pressed(ui)
            {
                intents.push(Intent::Diagnostics(DiagnosticsIntent::PrepareBundle));
            }
            if draft.page == Page::Requests {
                let any = !state.diagnostics.request_log.is_empty();
                if Button::quiet(tr!("diagnostics-export"))
                    .named(tr!("diagnostics-export-name"))
                    .enabled(any)
                    .pressed(ui)
                {
                    intents.push(Intent::Request(Request::Export(Export::Requests)));
                }
            }
        });
    });
    match draft.page {
        Page::Requests => ui.push_id("requests", |ui| {
            requests_page::requests_page_ui(
                ui,
                &state.diagnostics,
                &mut draft.request_log,
                intents,
            );
        }),
        Page::Log => ui.push_id("log", |ui| {
            pi_log_page::log_page_ui(ui, &state.diagnostics, &mut draft.log, now, intents);
        }),
    };
}

/// Whether the Pi's log is looked at: only then is it followed.
pub fn wants_log(draft: &DiagnosticsUiState) -> bool {
    draft.page == Page::Log
}

fn diagnostics(action: DiagnosticsIntent) -> Intent {
    Intent::Diagnostics(action)
}

/// A field for what is looked for; true if it changed.
fn search_ui(ui: &mut Ui, search: &mut String, name: &str, hint: &str) -> bool {
    search_field_ui(ui, search, name, hint, 300.0).changed()
}

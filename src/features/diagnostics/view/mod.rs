//! The diagnostics tab: the requests, the log of the Pi and the support bundle.

pub(crate) mod bundle_dialog;
pub(crate) mod pi_log_page;
pub(crate) mod request_details;
pub(crate) mod requests_page;

use egui::{Align, Layout, Ui};

use crate::{
    features::diagnostics::{intent::DiagnosticsIntent, state::Diagnostics},
    tr,
    ui::{
        Cx, Export, Request,
        theme::{Density, STEP},
        widgets::{
            button::Button,
            chip::{chip_ui, chip_width},
            field::search_field_ui,
            row::row_width,
        },
    },
};
use pi_log_page::LogUiState;
use requests_page::RequestsUiState;

pub use bundle_dialog::bundle_dialog_ui;

/// What the views of this feature get in addition to their [`Ui`].
type DiagnosticsCx<'a> = Cx<'a, Diagnostics, DiagnosticsIntent>;

/// What the person types and looks at.
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
    /// The text of the chip, and its name for screen readers.
    fn words(self) -> (&'static str, &'static str) {
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
pub fn diagnostics_ui(ui: &mut Ui, cx: &mut DiagnosticsCx<'_>, ui_state: &mut DiagnosticsUiState) {
    ui.spacing_mut().item_spacing.y = 2.0 * STEP;
    header_ui(ui, cx, ui_state);
    match ui_state.page {
        Page::Requests => ui.push_id("requests", |ui| {
            requests_page::requests_page_ui(ui, cx, &mut ui_state.request_log);
        }),
        Page::Log => ui.push_id("log", |ui| {
            pi_log_page::log_page_ui(ui, cx, &mut ui_state.log);
        }),
    };
}

/// The two pages, and what can be exported; in two rows where one is too short.
fn header_ui(ui: &mut Ui, cx: &mut DiagnosticsCx<'_>, ui_state: &mut DiagnosticsUiState) {
    let bundle = Button::secondary(tr!("bundle-open")).named(tr!("bundle-open-name"));
    let export = Button::quiet(tr!("diagnostics-export"))
        .named(tr!("diagnostics-export-name"))
        .enabled(!cx.state.request_log.is_empty());
    let pages = [Page::Requests, Page::Log];
    let chips = pages.map(|page| chip_width(ui, page.words().0, None, ui_state.page == page));
    let buttons = [bundle.width(ui), export.width(ui)];
    let widths = chips.into_iter().chain(buttons);
    let is_one_row = row_width(ui, widths) <= ui.available_width();
    let chips_ui = |ui: &mut Ui, ui_state: &mut DiagnosticsUiState| {
        for page in pages {
            let (word, name) = page.words();
            if chip_ui(ui, word, None, ui_state.page == page, name).clicked() {
                ui_state.page = page;
            }
        }
    };
    if !is_one_row {
        ui.horizontal(|ui| chips_ui(ui, ui_state));
    }
    ui.horizontal(|ui| {
        ui.set_min_height(Density::of(ui).control_height());
        if is_one_row {
            chips_ui(ui, ui_state);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if bundle.pressed(ui) {
                cx.request(Request::PrepareBundle);
            }
            if ui_state.page == Page::Requests && export.pressed(ui) {
                cx.request(Request::Export(Export::Requests));
            }
        });
    });
}

/// Whether the log of the Pi is shown: it is read only then.
pub fn wants_log(ui_state: &DiagnosticsUiState) -> bool {
    ui_state.page == Page::Log
}

/// The search field; true if its text changed.
fn search_ui(ui: &mut Ui, search: &mut String, name: &str, hint: &str) -> bool {
    search_field_ui(ui, search, name, hint, 300.0).changed()
}

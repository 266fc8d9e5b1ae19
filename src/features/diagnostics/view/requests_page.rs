//! The page of the requests and events, newest first, and the details of the chosen one.

use egui::{Panel, Response, ScrollArea, Sense, Ui, vec2};
use strum::VariantArray as _;

use super::{DiagnosticsCx, request_details::request_details_ui, search_ui};
use crate::{
    domain::request_log::{RequestLogEntry, RequestOutcome},
    features::diagnostics::{intent::DiagnosticsIntent, state::Diagnostics},
    model::bounded_log::SearchResult,
    tr,
    ui::{
        format,
        theme::{CONTROL_RADIUS, Density, Palette, STEP, TextRole, Tone},
        widgets::{
            button::{Button, name_and_ring},
            chip::chip_ui,
            label::{cell_ui, paragraph_ui},
            table::{Columns, Width, headings_ui, rows_ui, width_of_rows},
        },
    },
};

/// The width of a status on the small display, in points.
const STATUS_WIDTH: f32 = 26.0 * STEP;

/// Height of the pane with the details, in points.
const DETAILS: f32 = 190.0;

/// Time, method, endpoint, status, duration, size and correlation id.
const COLUMNS: Columns<7> =
    Columns::shares([0.08, 0.10, 0.37, 0.10, 0.10, 0.09, 0.16], 2.0 * STEP, STEP);
/// The two lines of a row on the small display.
const UPPER_LINE: Columns<2> = Columns {
    widths: [Width::RestBut(STATUS_WIDTH), Width::Rest],
    left: 2.0 * STEP,
    right: STEP,
};
const LOWER_LINE: Columns<1> = Columns::shares([1.0], 2.0 * STEP, STEP);

/// What the person types and looks at.
#[derive(Debug, Default)]
pub struct RequestsUiState {
    pub search: String,
    outcome: Option<RequestOutcome>,
    found: SearchResult,
    found_for: (String, Option<RequestOutcome>),
    chosen: Option<u64>,
}

impl RequestsUiState {
    fn update(&mut self, diagnostics: &Diagnostics) {
        let wanted = (self.search.trim().to_ascii_lowercase(), self.outcome);
        let anew = wanted != self.found_for;
        let (needle, outcome) = &wanted;
        self.found
            .update(&diagnostics.request_log, anew, |request| {
                outcome.is_none_or(|outcome| request.outcome == outcome)
                    && (needle.is_empty() || request.mentions(needle))
            });
        self.found_for = wanted;
    }
}

/// Draws the page.
pub fn requests_page_ui(ui: &mut Ui, cx: &mut DiagnosticsCx<'_>, ui_state: &mut RequestsUiState) {
    let state = cx.state;
    let chosen = ui_state
        .chosen
        .and_then(|number| state.request_log.get(number));
    if let (Density::Touch, Some(request)) = (Density::of(ui), chosen) {
        if Button::secondary(tr!("request-back")).pressed(ui) {
            ui_state.chosen = None;
        }
        ScrollArea::vertical().show(ui, |ui| {
            request_details_ui(ui, cx, request, &mut ui_state.search);
        });
        return;
    }
    filters_ui(ui, cx, ui_state);
    if state.dropped_requests > 0 {
        let text = tr!("request-dropped", count = state.dropped_requests);
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, text);
    }
    ui_state.update(state);
    if let Some(request) = chosen {
        Panel::bottom("details")
            .exact_size(DETAILS)
            .resizable(false)
            .frame(egui::Frame::new())
            .show(ui, |ui| {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    request_details_ui(ui, cx, request, &mut ui_state.search);
                });
            });
    }
    if ui_state.found.is_empty() {
        let text = if state.request_log.is_empty() {
            tr!("request-none")
        } else {
            tr!("request-none-match")
        };
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, text);
        return;
    }
    table_ui(ui, state, ui_state);
}

fn filters_ui(ui: &mut Ui, cx: &mut DiagnosticsCx<'_>, ui_state: &mut RequestsUiState) {
    ui.horizontal_wrapped(|ui| {
        let (name, hint) = (tr!("request-search"), tr!("request-search-hint"));
        search_ui(ui, &mut ui_state.search, name, hint);
        let (all, name) = (tr!("request-all"), tr!("request-show-all"));
        if chip_ui(ui, all, None, ui_state.outcome.is_none(), name).clicked() {
            ui_state.outcome = None;
        }
        for &outcome in RequestOutcome::VARIANTS {
            let selected = ui_state.outcome == Some(outcome);
            let name = show(outcome);
            if chip_ui(ui, word(outcome), None, selected, name).clicked() {
                ui_state.outcome = Some(outcome);
            }
        }
        if Density::of(ui) == Density::Desktop
            && Button::quiet(tr!("request-clear"))
                .named(tr!("request-clear-name"))
                .pressed(ui)
        {
            cx.push(DiagnosticsIntent::ClearRequests);
        }
    });
}

fn table_ui(ui: &mut Ui, state: &Diagnostics, ui_state: &mut RequestsUiState) {
    let height = match Density::of(ui) {
        Density::Desktop => 28.0,
        Density::Touch => 56.0,
    };
    ui.spacing_mut().item_spacing.y = 0.0;
    let width = width_of_rows(ui);
    if Density::of(ui) == Density::Desktop {
        ui.scope(|ui| {
            ui.set_max_width(width);
            headings_ui(ui, &COLUMNS, 6.0 * STEP, &headings());
        });
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(width);
        rows_ui(ui, height, ui_state.found.len(), |ui, rect, index| {
            let number = ui_state.found.newest(index);
            let request = number.and_then(|number| Some((number, state.request_log.get(number)?)));
            let Some((number, request)) = request else {
                return;
            };
            let selected = ui_state.chosen == Some(number);
            let response = ui.interact(rect, ui.scope_id().with(number), Sense::click());
            row_ui(ui, request, &response, selected);
            if response.clicked() {
                ui_state.chosen = (!selected).then_some(number);
            }
        });
    });
}

fn headings() -> [&'static str; 7] {
    [
        tr!("request-column-time"),
        tr!("request-column-method"),
        tr!("request-column-path"),
        tr!("request-column-status"),
        tr!("request-column-duration"),
        tr!("request-column-size"),
        tr!("request-correlation-id"),
    ]
}

fn row_ui(ui: &Ui, request: &RequestLogEntry, response: &Response, selected: bool) {
    let rect = response.rect;
    if selected || response.hovered() {
        let fill = Palette::of(ui).raised;
        ui.painter().rect_filled(rect, CONTROL_RADIUS, fill);
    }
    let status = request.status.map_or_else(
        || word(request.outcome).to_owned(),
        |status| status.to_string(),
    );
    let took = request
        .duration
        .map(format::milliseconds)
        .unwrap_or_default();
    let name = format!(
        "{} {}, {status}, {}",
        request.method,
        request.endpoint,
        spoken(request.outcome)
    );
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, &name));
    let tone = tone(request.outcome);
    let time = format::time_of_day(request.at);
    match Density::of(ui) {
        Density::Desktop => {
            let id = request
                .correlation_id
                .as_deref()
                .map(format::shortened)
                .unwrap_or_default();
            let size = format::bytes(request.bytes);
            let texts = [
                (TextRole::Small, Tone::Quiet, time.as_str()),
                (TextRole::Small, Tone::Quiet, &request.method),
                (TextRole::Mono, Tone::Plain, &request.endpoint),
                (TextRole::Strong, tone, &status),
                (TextRole::Small, Tone::Quiet, &took),
                (TextRole::Small, Tone::Quiet, &size),
                (TextRole::Mono, Tone::Quiet, &id),
            ];
            for (cell, (role, tone, text)) in COLUMNS.cells(rect).into_iter().zip(texts) {
                cell_ui(ui, cell, role, tone, text);
            }
        }
        Density::Touch => {
            let (upper, lower) = rect
                .shrink2(vec2(0.0, STEP))
                .split_top_bottom_at_fraction(0.5);
            let [endpoint, status_at] = UPPER_LINE.cells(upper);
            let [lower] = LOWER_LINE.cells(lower);
            cell_ui(ui, endpoint, TextRole::Mono, Tone::Plain, &request.endpoint);
            cell_ui(ui, status_at, TextRole::Strong, tone, &status);
            let second = [time.as_str(), &request.method, &took].join(" · ");
            cell_ui(ui, lower, TextRole::Small, Tone::Quiet, &second);
        }
    }
    name_and_ring(ui, response, &name);
}

pub fn tone(outcome: RequestOutcome) -> Tone {
    match outcome {
        RequestOutcome::Done => Tone::Good,
        RequestOutcome::Refused => Tone::Bad,
        RequestOutcome::Failed => Tone::Warning,
        RequestOutcome::Event => Tone::Discovered,
    }
}

/// The outcome at the start of a label.
pub fn word(outcome: RequestOutcome) -> &'static str {
    match outcome {
        RequestOutcome::Done => tr!("request-done"),
        RequestOutcome::Refused => tr!("request-refused"),
        RequestOutcome::Failed => tr!("request-failed"),
        RequestOutcome::Event => tr!("request-event"),
    }
}

/// The outcome at the end of the name of a row for screen readers.
fn spoken(outcome: RequestOutcome) -> &'static str {
    match outcome {
        RequestOutcome::Done => tr!("request-spoken-done"),
        RequestOutcome::Refused => tr!("request-spoken-refused"),
        RequestOutcome::Failed => tr!("request-spoken-failed"),
        RequestOutcome::Event => tr!("request-spoken-event"),
    }
}

/// The name of the chip that shows only these.
fn show(outcome: RequestOutcome) -> &'static str {
    match outcome {
        RequestOutcome::Done => tr!("request-show-done"),
        RequestOutcome::Refused => tr!("request-show-refused"),
        RequestOutcome::Failed => tr!("request-show-failed"),
        RequestOutcome::Event => tr!("request-show-event"),
    }
}

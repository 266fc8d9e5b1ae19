//! The requests and events, newest first; one that is chosen shows all that is known of it.

use egui::{Panel, Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::{DiagnosticsCx, request_details::exchange_details_ui, search_ui};
use crate::{
    domain::request_log::{RequestLogEntry, RequestOutcome},
    features::diagnostics::{intent::DiagnosticsIntent, state::Diagnostics},
    model::bounded_log::Found,
    tr,
    ui::{
        format,
        theme::{CONTROL_RADIUS, Density, Palette, STEP, TextRole, Tone},
        widgets::{
            button::{Button, name_and_ring},
            chip::chip_ui,
            label::{cell_ui, paragraph_ui},
        },
    },
};

/// Height of the pane with the details, in points.
const DETAILS: f32 = 190.0;

/// What the person looks for and at.
#[derive(Debug, Default)]
pub struct RequestsUiState {
    pub search: String,
    outcome: Option<RequestOutcome>,
    found: Found,
    found_for: (String, Option<RequestOutcome>),
    chosen: Option<u64>,
}

impl RequestsUiState {
    fn update(&mut self, diagnostics: &Diagnostics) {
        let wanted = (self.search.trim().to_ascii_lowercase(), self.outcome);
        let anew = wanted != self.found_for;
        let (needle, outcome) = &wanted;
        self.found
            .update(&diagnostics.request_log, anew, |exchange| {
                outcome.is_none_or(|outcome| exchange.outcome == outcome)
                    && (needle.is_empty() || exchange.mentions(needle))
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
    if let (Density::Touch, Some(exchange)) = (Density::of(ui), chosen) {
        if Button::secondary(tr!("exchange-back")).pressed(ui) {
            ui_state.chosen = None;
        }
        ScrollArea::vertical().show(ui, |ui| {
            exchange_details_ui(ui, cx, exchange, &mut ui_state.search);
        });
        return;
    }
    filters_ui(ui, cx, ui_state);
    ui_state.update(state);
    if let Some(exchange) = chosen {
        Panel::bottom("details")
            .exact_size(DETAILS)
            .resizable(false)
            .frame(egui::Frame::new())
            .show(ui, |ui| {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    exchange_details_ui(ui, cx, exchange, &mut ui_state.search);
                });
            });
    }
    if ui_state.found.is_empty() {
        let text = if state.request_log.is_empty() {
            tr!("exchange-none")
        } else {
            tr!("exchange-none-match")
        };
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, text);
        return;
    }
    rows_ui(ui, state, ui_state);
}

fn filters_ui(ui: &mut Ui, cx: &mut DiagnosticsCx<'_>, ui_state: &mut RequestsUiState) {
    ui.horizontal_wrapped(|ui| {
        let (name, hint) = (tr!("exchange-search"), tr!("exchange-search-hint"));
        search_ui(ui, &mut ui_state.search, &name, &hint);
        let (all, name) = (tr!("exchange-all"), tr!("exchange-show-all"));
        if chip_ui(ui, &all, None, ui_state.outcome.is_none(), &name).clicked() {
            ui_state.outcome = None;
        }
        for outcome in RequestOutcome::ALL {
            let selected = ui_state.outcome == Some(outcome);
            let name = show(outcome);
            if chip_ui(ui, &word(outcome), None, selected, &name).clicked() {
                ui_state.outcome = Some(outcome);
            }
        }
        if Density::of(ui) == Density::Desktop
            && Button::quiet(tr!("exchange-clear"))
                .named(tr!("exchange-clear-name"))
                .pressed(ui)
        {
            cx.push(DiagnosticsIntent::ClearRequests);
        }
    });
}

fn rows_ui(ui: &mut Ui, state: &Diagnostics, ui_state: &mut RequestsUiState) {
    let height = match Density::of(ui) {
        Density::Desktop => 28.0,
        Density::Touch => 56.0,
    };
    ui.spacing_mut().item_spacing.y = 0.0;
    let count = ui_state.found.len();
    ScrollArea::vertical()
        .auto_shrink(false)
        .show_rows(ui, height, count, |ui, rows| {
            for row in rows {
                let Some(number) = ui_state.found.newest(row) else {
                    continue;
                };
                let Some(exchange) = state.request_log.get(number) else {
                    continue;
                };
                let selected = ui_state.chosen == Some(number);
                let pressed = ui
                    .push_id(number, |ui| row_ui(ui, exchange, height, selected))
                    .inner;
                if pressed {
                    ui_state.chosen = (!selected).then_some(number);
                }
            }
        });
}

/// True if it was pressed.
fn row_ui(ui: &mut Ui, exchange: &RequestLogEntry, height: f32, selected: bool) -> bool {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    if selected || response.hovered() {
        let fill = Palette::of(ui).raised;
        ui.painter().rect_filled(rect, CONTROL_RADIUS, fill);
    }
    let status = exchange
        .status
        .map_or_else(|| word(exchange.outcome), |status| status.to_string());
    let took = exchange
        .duration
        .map(format::milliseconds)
        .unwrap_or_default();
    let name = format!(
        "{} {}, {status}, {}",
        exchange.method,
        exchange.endpoint,
        spoken(exchange.outcome)
    );
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, &name));
    let tone = tone(exchange.outcome);
    let time = format::time_of_day(exchange.at);
    match Density::of(ui) {
        Density::Desktop => {
            let id = exchange
                .correlation_id
                .as_deref()
                .map(format::shortened)
                .unwrap_or_default();
            let size = format::bytes(exchange.bytes);
            let texts = [
                (0.0, 0.08, TextRole::Small, Tone::Quiet, time.as_str()),
                (0.08, 0.05, TextRole::Small, Tone::Quiet, &exchange.method),
                (0.13, 0.45, TextRole::Mono, Tone::Plain, &exchange.endpoint),
                (0.58, 0.09, TextRole::Strong, tone, &status),
                (0.67, 0.09, TextRole::Small, Tone::Quiet, &took),
                (0.76, 0.09, TextRole::Small, Tone::Quiet, &size),
                (0.85, 0.15, TextRole::Mono, Tone::Quiet, &id),
            ];
            for (left, width, role, tone, text) in texts {
                cell_ui(ui, part(rect, left, width), role, tone, text);
            }
        }
        Density::Touch => {
            let (upper, lower) = rect
                .shrink2(vec2(0.0, STEP))
                .split_top_bottom_at_fraction(0.5);
            cell_ui(
                ui,
                part(upper, 0.0, 0.82),
                TextRole::Mono,
                Tone::Plain,
                &exchange.endpoint,
            );
            cell_ui(ui, part(upper, 0.84, 0.16), TextRole::Strong, tone, &status);
            let second = [time.as_str(), &exchange.method, &took].join(" · ");
            cell_ui(
                ui,
                part(lower, 0.0, 1.0),
                TextRole::Small,
                Tone::Quiet,
                &second,
            );
        }
    }
    name_and_ring(ui, &response, &name);
    response.clicked()
}

fn part(row: Rect, left: f32, width: f32) -> Rect {
    let at = pos2(row.left() + left * row.width() + 2.0 * STEP, row.top());
    Rect::from_min_size(at, vec2(width * row.width() - 3.0 * STEP, row.height()))
}

pub fn tone(outcome: RequestOutcome) -> Tone {
    match outcome {
        RequestOutcome::Done => Tone::Good,
        RequestOutcome::Refused => Tone::Bad,
        RequestOutcome::Failed => Tone::Warning,
        RequestOutcome::Event => Tone::Discovered,
    }
}

/// At the start of a label.
pub fn word(outcome: RequestOutcome) -> String {
    match outcome {
        RequestOutcome::Done => tr!("exchange-done"),
        RequestOutcome::Refused => tr!("exchange-refused"),
        RequestOutcome::Failed => tr!("exchange-failed"),
        RequestOutcome::Event => tr!("exchange-event"),
    }
}

/// At the end of what a screen reader says of a request.
fn spoken(outcome: RequestOutcome) -> String {
    match outcome {
        RequestOutcome::Done => tr!("exchange-spoken-done"),
        RequestOutcome::Refused => tr!("exchange-spoken-refused"),
        RequestOutcome::Failed => tr!("exchange-spoken-failed"),
        RequestOutcome::Event => tr!("exchange-spoken-event"),
    }
}

/// The name of the chip that shows only these.
fn show(outcome: RequestOutcome) -> String {
    match outcome {
        RequestOutcome::Done => tr!("exchange-show-done"),
        RequestOutcome::Refused => tr!("exchange-show-refused"),
        RequestOutcome::Failed => tr!("exchange-show-failed"),
        RequestOutcome::Event => tr!("exchange-show-event"),
    }
}

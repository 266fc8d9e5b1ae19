//! The page of the log of the Pi, newest line at the bottom.

use egui::{Align, Layout, Response, ScrollArea, Sense, Ui};
use strum::VariantArray as _;

use super::{DiagnosticsCx, search_ui};
use crate::{
    domain::{
        clock::Now,
        link_state::LinkState,
        pi_log::{LogSeverity, PiLogLine},
    },
    features::diagnostics::{intent::DiagnosticsIntent, state::Diagnostics},
    model::bounded_log::SearchResult,
    tr,
    ui::{
        format, redraw,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            button::Button,
            chip::chip_ui,
            label::{cell_ui, label_ui, paragraph_ui, text_width},
            problem::problem_ui,
            table::{Columns, Width, rows_ui},
            tooltip::tooltip_ui,
        },
    },
};

/// Time, level, component and message.
const COLUMNS: Columns<4> = Columns {
    widths: [
        Width::Points(70.0),
        Width::Points(54.0),
        Width::Points(96.0),
        Width::Rest,
    ],
    left: STEP,
    right: 0.0,
};

/// What the person types and looks at.
#[derive(Debug)]
pub struct LogUiState {
    search: String,
    least: LogSeverity,
    found: SearchResult,
    found_for: (String, LogSeverity),
    is_paused: bool,
}

impl Default for LogUiState {
    fn default() -> Self {
        Self {
            search: String::new(),
            least: LogSeverity::Debug,
            found: SearchResult::default(),
            found_for: (String::new(), LogSeverity::Debug),
            is_paused: false,
        }
    }
}

impl LogUiState {
    fn update(&mut self, state: &Diagnostics) {
        let wanted = (self.search.trim().to_ascii_lowercase(), self.least);
        let anew = wanted != self.found_for;
        if self.is_paused && !anew {
            return;
        }
        let (needle, least) = &wanted;
        self.found.update(&state.log, anew, |line| {
            line.severity >= *least && (needle.is_empty() || line.mentions(needle))
        });
        self.found_for = wanted;
    }
}

/// Draws the page.
pub fn log_page_ui(ui: &mut Ui, cx: &mut DiagnosticsCx<'_>, ui_state: &mut LogUiState) {
    let (state, now) = (cx.state, cx.now);
    let mut has_status = false;
    ui.horizontal_wrapped(|ui| {
        filters_ui(ui, ui_state);
        pause_ui(ui, ui_state);
        if Density::of(ui) == Density::Desktop {
            if Button::quiet(tr!("log-clear"))
                .named(tr!("log-clear-name"))
                .pressed(ui)
            {
                cx.push(DiagnosticsIntent::ClearLog);
            }
            let gap = 2.0 * ui.spacing().item_spacing.x;
            has_status = status_width(ui, state, now) + gap <= ui.available_size_before_wrap().x;
            if has_status {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    status_ui(ui, state, now);
                });
            }
        }
    });
    if !has_status {
        status_ui(ui, state, now);
    }
    if let LinkState::Refused { problem } = &state.log_stream {
        let request = problem_ui(ui, problem, |ui| {
            if Button::secondary(tr!("log-try-again")).pressed(ui) {
                cx.push(DiagnosticsIntent::FollowLog(true));
            }
        });
        if let Some(request) = request {
            cx.request(request);
        }
    }
    ui_state.update(state);
    if ui_state.found.is_empty() {
        let text = if state.log.is_empty() {
            tr!("log-none")
        } else {
            tr!("log-none-match")
        };
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, text);
        return;
    }
    lines_ui(ui, state, ui_state);
}

fn filters_ui(ui: &mut Ui, ui_state: &mut LogUiState) {
    let (name, hint) = (tr!("log-search"), tr!("log-search-hint"));
    search_ui(ui, &mut ui_state.search, name, hint);
    for &least in LogSeverity::VARIANTS {
        let (word, name) = level_words(least);
        if chip_ui(ui, word, None, ui_state.least == least, name).clicked() {
            ui_state.least = least;
        }
    }
}

/// The text of a chip, and its name for screen readers.
fn level_words(least: LogSeverity) -> (&'static str, &'static str) {
    match least {
        LogSeverity::Debug => (tr!("log-all"), tr!("log-show-all")),
        LogSeverity::Info => (tr!("log-info"), tr!("log-show-info")),
        LogSeverity::Warning => (tr!("log-warnings"), tr!("log-show-warnings")),
        LogSeverity::Error => (tr!("log-errors"), tr!("log-show-errors")),
    }
}

fn pause_ui(ui: &mut Ui, ui_state: &mut LogUiState) {
    let (text, name, hint) = if ui_state.is_paused {
        (
            tr!("log-resume"),
            tr!("log-resume-name"),
            tr!("log-resume-hint"),
        )
    } else {
        (
            tr!("log-pause"),
            tr!("log-pause-name"),
            tr!("log-pause-hint"),
        )
    };
    if Button::secondary(text).named(name).hint(&hint).pressed(ui) {
        ui_state.is_paused = !ui_state.is_paused;
    }
}

fn status_ui(ui: &mut Ui, state: &Diagnostics, now: Now) {
    let (tone, text) = status(state, now);
    let label = label_ui(ui, TextRole::Body, tone, text);
    if matches!(state.log_stream, LinkState::Retrying { .. }) {
        redraw::each_second(ui, label.rect);
    }
}

fn status_width(ui: &Ui, state: &Diagnostics, now: Now) -> f32 {
    text_width(ui, TextRole::Body, &status(state, now).1)
}

/// The state of the connection of the log.
fn status(state: &Diagnostics, now: Now) -> (Tone, String) {
    match &state.log_stream {
        LinkState::Off => (Tone::Quiet, tr!("log-off").to_owned()),
        LinkState::Connecting { .. } => (Tone::Warning, tr!("log-connecting").to_owned()),
        LinkState::Live { .. } | LinkState::Silent { .. } => {
            (Tone::Good, tr!("log-live").to_owned())
        }
        LinkState::Retrying { at, .. } => {
            let wait = format::countdown(now.until(*at));
            (Tone::Warning, tr!("log-retrying", wait = wait))
        }
        LinkState::Refused { .. } => (Tone::Bad, tr!("log-refused").to_owned()),
    }
}

fn lines_ui(ui: &mut Ui, state: &Diagnostics, ui_state: &LogUiState) {
    let height = match Density::of(ui) {
        Density::Desktop => 24.0,
        Density::Touch => 52.0,
    };
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .auto_shrink(false)
        .stick_to_bottom(!ui_state.is_paused)
        .show(ui, |ui| {
            rows_ui(ui, height, ui_state.found.len(), |ui, rect, index| {
                let number = ui_state.found.oldest(index);
                if let Some(line) = number.and_then(|number| state.log.get(number)) {
                    let id = ui.scope_id().with(number);
                    line_ui(ui, line, ui.interact(rect, id, Sense::hover()));
                }
            });
        });
}

fn line_ui(ui: &Ui, line: &PiLogLine, response: Response) {
    let rect = response.rect;
    let PiLogLine {
        at,
        severity,
        level,
        component,
        message,
    } = line;
    let name = format!("{level} {component}: {message}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &name));
    let tone = match severity {
        LogSeverity::Debug | LogSeverity::Info => Tone::Quiet,
        LogSeverity::Warning => Tone::Warning,
        LogSeverity::Error => Tone::Bad,
    };
    let time = at.map_or_else(|| format::UNKNOWN.to_owned(), format::time_of_day);
    match Density::of(ui) {
        Density::Desktop => {
            let [time_at, level_at, component_at, message_at] = COLUMNS.cells(rect);
            cell_ui(ui, time_at, TextRole::Small, Tone::Quiet, &time);
            cell_ui(ui, level_at, TextRole::Badge, tone, level);
            cell_ui(ui, component_at, TextRole::Small, Tone::Quiet, component);
            cell_ui(ui, message_at, TextRole::Mono, Tone::Plain, message);
            tooltip_ui(ui, response, message);
        }
        Density::Touch => {
            let (upper, lower) = rect.split_top_bottom_at_fraction(0.45);
            let first = format!("{time} · {level} · {component}");
            cell_ui(ui, upper, TextRole::Small, tone, &first);
            cell_ui(ui, lower, TextRole::Mono, Tone::Plain, message);
        }
    }
}

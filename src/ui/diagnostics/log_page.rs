//! The Pi's own log, newest at the bottom, while somebody looks at it.

use egui::{Align, Layout, Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::{diagnostics, search_ui};
use crate::{
    domain::{
        clock::Now,
        journal::{LogLine, LogSeverity},
        stream::StreamStatus,
    },
    state::{action::DiagnosticsAction, diagnostics::Diagnostics, record::Found},
    ui::{
        Intent,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            button::Button,
            cell::cell_ui,
            chip::chip_ui,
            label::{label_ui, paragraph_ui},
            problem::problem_ui,
        },
        words,
    },
};

/// The least that is shown, by how much it matters.
const LEVELS: [(LogSeverity, &str, &str); 4] = [
    (LogSeverity::Debug, "All", "Show all lines"),
    (LogSeverity::Info, "Info", "Show info and above"),
    (LogSeverity::Warning, "Warnings", "Show warnings and above"),
    (LogSeverity::Error, "Errors", "Show errors only"),
];

/// What the person looks for.
#[derive(Debug)]
pub struct LogDraft {
    search: String,
    least: LogSeverity,
    found: Found,
    found_for: (String, LogSeverity),
    is_paused: bool,
}

impl Default for LogDraft {
    fn default() -> Self {
        Self {
            search: String::new(),
            least: LogSeverity::Debug,
            found: Found::default(),
            found_for: (String::new(), LogSeverity::Debug),
            is_paused: false,
        }
    }
}

impl LogDraft {
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
pub fn log_page_ui(
    ui: &mut Ui,
    state: &Diagnostics,
    draft: &mut LogDraft,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    ui.horizontal_wrapped(|ui| {
        search_ui(
            ui,
            &mut draft.search,
            "Search the log",
            "Component, message or correlation id",
        );
        for (least, word, name) in LEVELS {
            if chip_ui(ui, word, None, draft.least == least, name).clicked() {
                draft.least = least;
            }
        }
        let (text, hint) = if draft.is_paused {
            ("Resume", "Show what has come since")
        } else {
            ("Pause", "Hold the lines; collecting goes on")
        };
        if Button::secondary(text)
            .named(format!("{text} the log"))
            .hint(hint)
            .pressed(ui)
        {
            draft.is_paused = !draft.is_paused;
        }
        if Density::of(ui) == Density::Desktop {
            if Button::quiet("Clear").named("Clear the log").pressed(ui) {
                intents.push(diagnostics(DiagnosticsAction::ClearLog));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                status_ui(ui, state, now);
            });
        }
    });
    if Density::of(ui) == Density::Touch {
        status_ui(ui, state, now);
    }
    if let StreamStatus::Refused { problem } = &state.log_stream {
        problem_ui(ui, problem, intents, |ui, intents| {
            if Button::secondary("Try again").pressed(ui) {
                intents.push(diagnostics(DiagnosticsAction::FollowLog(true)));
            }
        });
    }
    draft.update(state);
    if draft.found.is_empty() {
        let text = if state.log.is_empty() {
            "No line has come yet."
        } else {
            "No line matches the filter and the search."
        };
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, text);
        return;
    }
    lines_ui(ui, state, draft);
}

fn status_ui(ui: &mut Ui, state: &Diagnostics, now: Now) {
    let (tone, text) = match &state.log_stream {
        StreamStatus::Off => (Tone::Quiet, "Log off".to_owned()),
        StreamStatus::Connecting { .. } => (Tone::Warning, "Log connecting…".to_owned()),
        StreamStatus::Live { .. } => (Tone::Good, "Log live".to_owned()),
        StreamStatus::Retrying { at, .. } => {
            let wait = words::countdown(now.until(*at));
            (Tone::Warning, format!("Log retrying in {wait}"))
        }
        StreamStatus::Refused { .. } => (Tone::Bad, "Log refused".to_owned()),
    };
    label_ui(ui, TextRole::Body, tone, text);
}

fn lines_ui(ui: &mut Ui, state: &Diagnostics, draft: &LogDraft) {
    let height = match Density::of(ui) {
        Density::Desktop => 24.0,
        Density::Touch => 52.0,
    };
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .auto_shrink(false)
        .stick_to_bottom(!draft.is_paused)
        .show_rows(ui, height, draft.found.len(), |ui, rows| {
            for row in rows {
                let line = draft
                    .found
                    .oldest(row)
                    .and_then(|number| state.log.get(number));
                if let Some(line) = line {
                    line_ui(ui, line, height);
                }
            }
        });
}

fn line_ui(ui: &mut Ui, line: &LogLine, height: f32) {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let LogLine {
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
    let time = at.map_or_else(|| words::UNKNOWN.to_owned(), words::time_of_day);
    let split = |left: f32, right: f32| {
        Rect::from_min_max(
            pos2(rect.left() + left, rect.top()),
            pos2(rect.left() + right, rect.bottom()),
        )
    };
    match Density::of(ui) {
        Density::Desktop => {
            cell_ui(ui, split(STEP, 70.0), TextRole::Small, Tone::Quiet, &time);
            cell_ui(ui, split(74.0, 124.0), TextRole::Badge, tone, level);
            cell_ui(
                ui,
                split(128.0, 220.0),
                TextRole::Small,
                Tone::Quiet,
                component,
            );
            cell_ui(
                ui,
                split(224.0, rect.width()),
                TextRole::Mono,
                Tone::Plain,
                message,
            );
            response.on_hover_text(message);
        }
        Density::Touch => {
            let (upper, lower) = rect.split_top_bottom_at_fraction(0.45);
            let first = format!("{time} · {level} · {component}");
            cell_ui(ui, upper, TextRole::Small, tone, &first);
            cell_ui(ui, lower, TextRole::Mono, Tone::Plain, message);
        }
    }
}

//! The page of sessions that are not open: those that can be resumed, and past ones with their
//! results.

use std::time::Duration;

use egui::{CornerRadius, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::{
    RecoveryCx, RecoveryUiState,
    banner::{actions_ui, facts_ui, session_frame_ui},
    counts, network,
    past_cameras::past_cameras_ui,
    when,
};
use crate::{
    domain::session::{Session, SessionState},
    features::recovery::{intent::RecoveryIntent, past_sessions::Source},
    tr,
    ui::{
        format, icons,
        theme::{Palette, STEP, TextRole, Tone},
        widgets::{
            button::{Button, icon_button_ui, name_and_ring},
            label::{cell_ui, label_ui, paragraph_ui, text_width},
            problem::problem_ui,
            table::{Columns, Width, headings_ui},
        },
    },
};

/// With less room for the name of the network, rows have their texts in two lines.
const LEAST_NETWORK_WIDTH: f32 = 35.0 * STEP;
/// Room between two columns.
const GAP: f32 = 5.0 * STEP;

/// Draws the page.
pub fn history_page_ui(ui: &mut Ui, cx: &mut RecoveryCx<'_>, ui_state: &mut RecoveryUiState) {
    if let Some(id) = &ui_state.shown {
        let (_, sessions) = cx.state.history();
        if let Some(session) = sessions.into_iter().find(|session| session.id == *id) {
            past_cameras_ui(ui, cx, session, ui_state);
            return;
        }
        ui_state.shown = None;
    }
    ui.spacing_mut().item_spacing.y = 2.0 * STEP;
    ui.horizontal(|ui| {
        if Button::secondary(tr!("past-back")).pressed(ui) {
            ui_state.back();
        }
        label_ui(ui, TextRole::Title, Tone::Plain, tr!("past-title"));
        if icon_button_ui(ui, icons::REFRESH, tr!("past-refresh")).clicked() {
            cx.push(RecoveryIntent::ReadHistory);
        }
    });
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        recoverable_ui(ui, cx, ui_state);
        past_ui(ui, cx, ui_state);
    });
}

fn recoverable_ui(ui: &mut Ui, cx: &mut RecoveryCx<'_>, ui_state: &mut RecoveryUiState) {
    let sessions = cx.state.recoverable();
    if let Some(problem) = cx.state.read_problem() {
        let text = tr!("recovery-unread");
        paragraph_ui(ui, TextRole::Body, Tone::Plain, text);
        if let Some(request) = problem_ui(ui, problem, |_| {}) {
            cx.request(request);
        }
    }
    if cx.state.is_unread() {
        if cx.state.read_problem().is_none() {
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("recovery-reading"));
        }
        return;
    }
    if sessions.is_empty() {
        let text = if cx.state.is_unavailable() {
            tr!("recovery-unavailable")
        } else {
            tr!("recovery-none")
        };
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, text);
        return;
    }
    label_ui(ui, TextRole::Strong, Tone::Plain, tr!("recovery-title"));
    for session in sessions {
        ui.push_id(session.id.as_str(), |ui| {
            session_frame_ui(ui, session, |ui| {
                facts_ui(ui, session);
                ui.horizontal(|ui| actions_ui(ui, cx, session, ui_state));
            });
        });
    }
}

fn past_ui(ui: &mut Ui, cx: &mut RecoveryCx<'_>, ui_state: &mut RecoveryUiState) {
    let recovery = cx.state;
    if let Some(problem) = recovery.history_problem()
        && let Some(request) = problem_ui(ui, problem, |_| {})
    {
        cx.request(request);
    }
    let (source, sessions) = recovery.history();
    let from = match source {
        _ if recovery.is_reading_history() => tr!("past-reading"),
        Source::Pi => tr!("past-kept-by-pi"),
        Source::Console => tr!("past-seen-by-console"),
    };
    paragraph_ui(ui, TextRole::Small, Tone::Quiet, from);
    if sessions.is_empty() {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("past-none"));
        return;
    }
    rows_ui(ui, &sessions, ui_state);
}

/// Draws past sessions with their results, in columns where there is room for them. A press on one
/// shows its cameras.
pub fn rows_ui(ui: &mut Ui, sessions: &[&Session], ui_state: &mut RecoveryUiState) {
    let rows: Vec<[String; 5]> = sessions.iter().map(|session| row_texts(session)).collect();
    let columns = columns(ui, &rows);
    if let Some(columns) = &columns {
        headings_ui(ui, columns, 6.0 * STEP, &column_headings());
    }
    for (row, session) in rows.iter().zip(sessions) {
        if row_ui(ui, row, columns.as_ref()) {
            ui_state.show(session.id.clone());
        }
    }
}

/// Columns as wide as their texts; the names of the networks get the rest. `None` if that is too little.
fn columns(ui: &Ui, rows: &[[String; 5]]) -> Option<Columns<5>> {
    let heads = column_headings();
    let width = |column: usize| {
        let texts = rows.iter().map(|row| &row[column]);
        let widths = texts.map(|text| text_width(ui, TextRole::Body, text));
        let head = text_width(ui, TextRole::Small, heads[column]);
        widths.fold(head, f32::max).ceil() + GAP
    };
    let [started, duration, cameras, state] = [width(1), width(2), width(3), width(4)];
    let others = started + duration + cameras + state;
    let is_wide = ui.available_width() - others >= LEAST_NETWORK_WIDTH;
    is_wide.then_some(Columns {
        widths: [
            Width::RestBut(others),
            Width::Points(started),
            Width::Points(duration),
            Width::Points(cameras),
            Width::Points(state),
        ],
        left: 0.0,
        right: GAP,
    })
}

fn column_headings() -> [&'static str; 5] {
    [
        tr!("past-network"),
        tr!("past-started"),
        tr!("past-duration"),
        tr!("past-cameras"),
        tr!("past-state"),
    ]
}

/// True if the row was pressed.
fn row_ui(ui: &mut Ui, texts: &[String; 5], columns: Option<&Columns<5>>) -> bool {
    let height = if columns.is_some() { 10.0 } else { 15.0 } * STEP;
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    if response.hovered() {
        let fill = Palette::of(ui).surface;
        ui.painter().rect_filled(rect, CornerRadius::ZERO, fill);
    }
    let line = Stroke::new(1.0, Palette::of(ui).border);
    ui.painter().hline(rect.x_range(), rect.top(), line);
    let name = tr!("past-session", facts = texts.join(", "));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    name_and_ring(ui, &response, &name);
    if let Some(columns) = columns {
        let cells = columns.cells(rect).into_iter().zip(texts);
        for (index, (cell, text)) in cells.enumerate() {
            let tone = if index == 0 { Tone::Plain } else { Tone::Quiet };
            cell_ui(ui, cell, TextRole::Body, tone, text);
        }
    } else {
        let lines = rect.shrink2(vec2(0.0, STEP));
        let (upper, lower) = lines.split_top_bottom_at_fraction(0.5);
        let first = format!("{} · {}", texts[0], texts[1]);
        cell_ui(ui, upper, TextRole::Strong, Tone::Plain, &first);
        cell_ui(ui, lower, TextRole::Small, Tone::Quiet, &texts[3]);
    }
    response.clicked()
}

/// The text of each column.
fn row_texts(session: &Session) -> [String; 5] {
    [
        network(session),
        when(session.created_at),
        duration(session),
        counts(session),
        format::session_state(&session.state).to_string(),
    ]
}

/// The time from the start to the end, once it is over.
fn duration(session: &Session) -> String {
    let ended = session
        .updated_at
        .filter(|_| session.state == SessionState::Closed);
    let duration = session
        .created_at
        .zip(ended)
        .and_then(|(started, ended)| Duration::try_from(ended - started).ok());
    duration.map_or_else(|| format::UNKNOWN.to_owned(), format::clock)
}

#[cfg(test)]
mod tests {
    use egui::{Color32, Context, RawInput, Rect, pos2};

    use super::*;
    use crate::{
        domain::session::SessionId,
        i18n::{Language, set_language},
        ui::theme::{self, Density},
    };

    /// The width of the page in a window of 1280 points.
    const PAGE_WIDTH: f32 = 1040.0;

    #[test]
    fn a_row_with_50_cameras_is_not_cut_on_a_laptop() {
        let at = |seconds| jiff::Timestamp::from_second(seconds).ok();
        let session = Session {
            id: SessionId::new("sess_1"),
            state: SessionState::Closed,
            target_ssid: "ShopNet-24-outdoor".to_owned(),
            created_at: at(1_795_737_600),
            updated_at: at(1_795_739_400),
            expires_at: None,
            device_count: 50,
            provisioned_count: 50,
            verified_count: 50,
            failed_count: 50,
        };
        let ctx = Context::default();
        theme::install(&ctx);
        for language in [Language::English, Language::Portuguese] {
            set_language(language);
            let output = ctx.run_ui(RawInput::default(), |ui| {
                ui.set_width(PAGE_WIDTH);
                let texts = row_texts(&session);
                let row = Rect::from_min_size(pos2(0.0, 0.0), vec2(PAGE_WIDTH, 40.0));
                let columns = columns(ui, std::slice::from_ref(&texts));
                let cells = columns.map(|columns| columns.cells(row));
                assert!(cells.is_some(), "{language:?}");
                for (cell, text) in cells.into_iter().flatten().zip(texts) {
                    let font = Density::Desktop.font(TextRole::Body);
                    let needed = ui
                        .painter()
                        .layout_no_wrap(text.clone(), font, Color32::WHITE);
                    assert!(needed.size().x <= cell.width(), "{text}");
                }
            });
            output.drop_without_applying_deltas();
        }
    }
}

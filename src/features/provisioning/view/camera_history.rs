//! What happened to one camera: the lines of the event log about it and those of the Pi's log that
//! name it, newest first.

use std::{cmp::Reverse, collections::HashMap};

use egui::{Id, Role, Sense, Ui, WidgetInfo, vec2};
use jiff::Timestamp;

use crate::{
    domain::{
        link_state::LinkState,
        pi_log::{LogSeverity, PiLogLine},
    },
    model::notices::Notice,
    tr,
    ui::{
        format,
        theme::{Palette, STEP, TextRole, Tone},
        widgets::{
            button::ring_ui,
            label::{cell_ui, label_ui, paragraph_ui, text_in_lines},
            line_keys::handle_line_keys,
        },
    },
};

/// The most lines that are shown.
const MAX_LINES: usize = 50;
/// The most lines of text of one of them.
const MAX_TEXT_LINES: usize = 6;
/// How many lines the page keys go on by.
const PAGE: usize = 5;
/// The width of the columns with the time and with the source.
const TIME_WIDTH: f32 = 16.0 * STEP;
const SOURCE_WIDTH: f32 = 6.0 * STEP;

/// One line.
#[derive(Debug, Clone, PartialEq)]
struct HistoryLine {
    at: Option<Timestamp>,
    tone: Tone,
    /// The Pi wrote it in its log.
    is_of_pi: bool,
    text: String,
}

/// What happened to the camera whose details are open.
#[derive(Debug, Default)]
pub struct CameraHistory<'a> {
    lines: Vec<HistoryLine>,
    /// The connection that the Pi's log arrives on.
    log_stream: Option<&'a LinkState>,
}

impl<'a> CameraHistory<'a> {
    /// From the newest lines of both logs, newest first.
    pub fn new<'b>(
        notices: impl Iterator<Item = &'b Notice>,
        pi_log: impl Iterator<Item = &'b PiLogLine>,
        log_stream: &'a LinkState,
    ) -> Self {
        let notices = notices.take(MAX_LINES).map(HistoryLine::of_notice);
        let pi_log = pi_log.take(MAX_LINES).map(HistoryLine::of_pi);
        let mut lines: Vec<HistoryLine> = notices.chain(pi_log).collect();
        // The sort is stable. Lines without a time are at the end.
        lines.sort_by_key(|line| Reverse(line.at));
        lines.truncate(MAX_LINES);
        Self {
            lines,
            log_stream: Some(log_stream),
        }
    }
}

impl HistoryLine {
    fn of_notice(notice: &Notice) -> Self {
        Self {
            at: Some(notice.at),
            tone: Tone::from(notice.severity),
            is_of_pi: false,
            text: notice.short_text(),
        }
    }

    fn of_pi(line: &PiLogLine) -> Self {
        Self {
            at: line.at,
            tone: match line.severity {
                LogSeverity::Debug | LogSeverity::Info => Tone::Quiet,
                LogSeverity::Warning => Tone::Warning,
                LogSeverity::Error => Tone::Bad,
            },
            is_of_pi: true,
            text: format!("{}: {}", line.component, line.message),
        }
    }
}

/// Draws the lines, or says that there are none.
pub fn camera_history_ui(ui: &mut Ui, history: &CameraHistory<'_>) {
    label_ui(ui, TextRole::Strong, Tone::Plain, tr!("card-history"));
    ui.spacing_mut().item_spacing.y = STEP;
    let stream_note = match history.log_stream {
        Some(LinkState::Refused { .. }) => Some(tr!("card-history-no-pi-log")),
        Some(LinkState::Connecting { .. } | LinkState::Retrying { .. }) => {
            Some(tr!("card-history-reading"))
        }
        Some(LinkState::Off | LinkState::Live { .. } | LinkState::Silent { .. }) | None => None,
    };
    if let Some(note) = stream_note {
        paragraph_ui(ui, TextRole::Small, Tone::Quiet, note);
    }
    if history.lines.is_empty() {
        paragraph_ui(ui, TextRole::Small, Tone::Quiet, tr!("card-history-none"));
    }
    let ids = ids(&history.lines);
    let stop = handle_line_keys(ui, Id::unique("line of the history"), &ids, PAGE);
    for (index, (line, id)) in history.lines.iter().zip(ids).enumerate() {
        line_ui(ui, line, id, stop.sense(index, false));
    }
}

/// A line keeps its id when others appear or the oldest is dropped. Of lines that are alike, they are
/// counted from the oldest.
fn ids(lines: &[HistoryLine]) -> Vec<Id> {
    let mut alike = HashMap::new();
    let id = |line: &HistoryLine| {
        let content = Id::unique(("camera history", line.at, line.is_of_pi, &line.text));
        let count: &mut u32 = alike.entry(content).or_default();
        *count += 1;
        content.with(*count)
    };
    let mut ids: Vec<Id> = lines.iter().rev().map(id).collect();
    ids.reverse();
    ids
}

fn line_ui(ui: &mut Ui, line: &HistoryLine, id: Id, sense: Sense) {
    let (role, tone) = (TextRole::Small, line.tone);
    let width = ui.available_width();
    let text_width = width - TIME_WIDTH - SOURCE_WIDTH;
    let galley = text_in_lines(ui, role, tone, &line.text, text_width, MAX_TEXT_LINES);
    let size = vec2(width, galley.size().y);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, id, sense);
    let time = line
        .at
        .map_or_else(|| format::UNKNOWN.to_owned(), format::time_of_day);
    let source = if line.is_of_pi {
        tr!("card-history-pi").to_owned()
    } else {
        String::new()
    };
    let name = format!("{time} {source} {}", line.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let row = galley.rows.first().map_or(size.y, |row| row.height());
    let first = rect.with_max_y(rect.top() + row);
    let time_at = first.with_max_x(rect.left() + TIME_WIDTH);
    cell_ui(ui, time_at, role, Tone::Quiet, &time);
    let source_at = first
        .with_min_x(time_at.right())
        .with_max_x(time_at.right() + SOURCE_WIDTH);
    cell_ui(ui, source_at, TextRole::Badge, Tone::Quiet, &source);
    let at = rect.left_top() + vec2(TIME_WIDTH + SOURCE_WIDTH, 0.0);
    ui.painter().galley(at, galley, Palette::of(ui).tone(tone));
    ring_ui(ui, &response);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::notices::Severity;
    use crate::{
        domain::{clock::Now, mac::MacAddr},
        model::notices::Notices,
    };

    #[test]
    fn the_newest_50_lines_of_both_logs_are_in_one_order() {
        let start = Now::read();
        let seconds = std::time::Duration::from_secs;
        let mac = MacAddr::new([0x24, 0x6F, 0x28, 0x10, 0x4A, 0x4F]);
        let mut notices = Notices::default();
        for second in (0..100).step_by(2) {
            notices.log_about(
                mac,
                Severity::Info,
                format!("{second}"),
                start + seconds(second),
            );
        }
        let of_pi = |second: u64| PiLogLine {
            at: Some((start + seconds(second)).wall),
            severity: LogSeverity::Info,
            level: "info".to_owned(),
            component: "batch".to_owned(),
            message: format!("{second}"),
        };
        let undated = PiLogLine {
            at: None,
            ..of_pi(1_000)
        };
        let pi_log: Vec<PiLogLine> = (1..100).rev().step_by(2).map(of_pi).collect();
        let pi_log = [&undated].into_iter().chain(&pi_log);
        let history = CameraHistory::new(notices.about(mac), pi_log, &LinkState::Off);
        let texts = history.lines.iter().map(|line| line.text.as_str());
        let shown: Vec<String> = (50..100)
            .rev()
            .map(|second: u64| {
                if second.is_multiple_of(2) {
                    format!("{second}")
                } else {
                    format!("batch: {second}")
                }
            })
            .collect();
        assert_eq!(texts.collect::<Vec<_>>(), shown);
    }
}

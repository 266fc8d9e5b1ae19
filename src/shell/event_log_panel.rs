//! The event log panel: the notices of this run, newest first.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lines are few thousands, and heights are positive"
)]

use egui::{
    Align, Frame, Id, Layout, Margin, Panel, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2,
};

use crate::{
    domain::mac::MacAddr,
    model::notices::Notice,
    shell::{cx::ShellCx, router},
    tr,
    ui::{
        Request, format, icons,
        theme::{CONTROL_RADIUS, Density, MARGIN, Palette, STEP, TextRole, Tone},
        widgets::{
            button::{icon_button_ui, name_and_ring, ring_ui},
            chip::chip_ui,
            label::{cell_ui, label_ui, paragraph_ui, text_in_lines},
            line_keys::handle_line_keys,
            table::{Columns, Width, rows_ui},
            tooltip::tooltip_ui,
        },
    },
};

/// Time and text.
const COLUMNS: Columns<2> = Columns {
    widths: [Width::Points(62.0), Width::Rest],
    left: 0.0,
    right: 0.0,
};
/// Width of the mark of a line that can be pressed.
const MARK_WIDTH: f32 = 4.0 * STEP;

/// What the person chose to see.
#[derive(Debug, Default)]
pub struct EventLogUiState {
    shows_problems_only: bool,
}

/// Draws the panel at the right side. Returns where it is.
pub fn event_log_panel_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) -> Rect {
    let width = match Density::of(ui) {
        Density::Desktop => (0.25 * ui.content_rect().width()).clamp(340.0, 480.0),
        Density::Touch => ui.available_width(),
    };
    let frame = Frame::new()
        .fill(Palette::of(ui).surface)
        .inner_margin(Margin::same(4 * MARGIN));
    let panel = Panel::right("event log")
        .exact_size(width)
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                label_ui(ui, TextRole::Title, Tone::Plain, tr!("events-title"));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if icon_button_ui(ui, icons::CLOSE, tr!("events-close")).clicked() {
                        cx.request(Request::ShowEventLog(false));
                    }
                });
            });
            filters_ui(ui, cx);
            lines_ui(ui, cx);
        });
    panel.response.rect
}

fn filters_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let lines = cx.state.notices.newest_first();
    let all = lines.len();
    let problems = lines.filter(|notice| notice.severity.is_problem()).count();
    let only = &mut cx.ui_state.event_log.shows_problems_only;
    ui.horizontal(|ui| {
        let (word, name) = (tr!("events-all"), tr!("events-show-all"));
        if chip_ui(ui, word, Some(all), !*only, name).clicked() {
            *only = false;
        }
        let (word, name) = (tr!("events-problems"), tr!("events-show-problems"));
        if chip_ui(ui, word, Some(problems), *only, name).clicked() {
            *only = true;
        }
    });
}

fn lines_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let (state, only) = (cx.state, cx.ui_state.event_log.shows_problems_only);
    let lines = state.notices.newest_first();
    let shown = lines.filter(|notice| !only || notice.severity.is_problem());
    let shown: Vec<&Notice> = shown.collect();
    if shown.is_empty() {
        let text = if only {
            tr!("events-no-problems")
        } else {
            tr!("events-none")
        };
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, text);
        return;
    }
    let height = match Density::of(ui) {
        Density::Desktop => 24.0,
        Density::Touch => Density::Touch.target_height(),
    };
    ui.spacing_mut().item_spacing.y = 0.0;
    let ids: Vec<Id> = shown.iter().map(|notice| line_id(notice)).collect();
    let page = (0.9 * ui.available_height() / height) as usize;
    let stop = handle_line_keys(ui, Id::unique("line of the event log"), &ids, page.max(1));
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let mut line = |ui: &mut Ui, rect: Rect, index: usize| {
            let Some(notice) = shown.get(index) else {
                return;
            };
            let camera = notice.camera.filter(|mac| router::has_camera(state, *mac));
            let sense = stop.sense(index, camera.is_some());
            if line_ui(ui, rect, notice, sense)
                && let Some(mac) = camera
            {
                show_camera(ui, cx, mac);
            }
        };
        let top = ui.next_widget_position();
        let in_sight = rows_ui(ui, height, shown.len(), &mut line);
        // A focused line keeps the focus when it scrolls out of view, so it is drawn there too.
        if let Some(index) = stop.line.filter(|index| !in_sight.contains(index)) {
            let top = top + vec2(0.0, height * index as f32);
            let size = vec2(ui.available_width(), height);
            line(ui, Rect::from_min_size(top, size), index);
        }
    });
}

/// Does not depend on what is drawn before: other lines appear above it.
fn line_id(notice: &Notice) -> Id {
    Id::unique(("event log", notice.number))
}

/// Goes to the details of a camera.
fn show_camera(ui: &Ui, cx: &mut ShellCx<'_>, mac: MacAddr) {
    cx.ui_state.show_camera(mac);
    if Density::of(ui) == Density::Touch {
        // The panel hides the cards.
        cx.request(Request::ShowEventLog(false));
    }
}

/// Draws a line. A line that senses clicks leads to a camera. Returns whether it was pressed.
fn line_ui(ui: &mut Ui, rect: Rect, notice: &Notice, sense: Sense) -> bool {
    let leads = sense.senses_click();
    let response = ui.interact(rect, line_id(notice), sense);
    let role = if leads { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, notice.text.as_str()));
    let palette = Palette::of(ui);
    if leads && response.hovered() {
        ui.painter()
            .rect_filled(rect, CONTROL_RADIUS, palette.raised);
    }
    let [time_at, mut text_at] = COLUMNS.cells(rect);
    let time = format::time_of_day(notice.at);
    cell_ui(ui, time_at, TextRole::Small, Tone::Quiet, &time);
    let (mark_at, lines) = (
        text_at.with_min_x(text_at.right() - MARK_WIDTH),
        lines_of(ui),
    );
    text_at.max.x = mark_at.left();
    let tone = Tone::from(notice.severity);
    let (width, small) = (text_at.width(), TextRole::Small);
    let galley = text_in_lines(ui, small, tone, notice.short_text(), width, lines);
    let is_whole = !galley.elided;
    let at = text_at.left_center() - vec2(0.0, galley.size().y / 2.0);
    ui.painter().galley(at, galley, palette.tone(tone));
    if leads {
        cell_ui(ui, mark_at, TextRole::Small, Tone::Quiet, icons::MORE);
        name_and_ring(ui, &response, &notice.text);
    } else {
        ring_ui(ui, &response);
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let clicked = response.clicked();
    if !is_whole {
        tooltip_ui(ui, response, &notice.text);
    }
    clicked
}

/// The most lines of text in a row.
fn lines_of(ui: &Ui) -> usize {
    match Density::of(ui) {
        Density::Desktop => 1,
        Density::Touch => 2,
    }
}

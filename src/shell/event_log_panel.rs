//! The event log panel: the notices of this run, newest first.

use egui::{Align2, Frame, Margin, Panel, ScrollArea, Sense, Ui, text::LayoutJob, vec2};

use crate::{
    model::notices::{Notice, Severity},
    shell::cx::ShellCx,
    tr,
    ui::{
        Request, format, icons,
        theme::{Density, MARGIN, Palette, TextRole, Tone, font},
        widgets::{
            button::icon_button_ui,
            label::{label_ui, paragraph_ui},
            tooltip::tooltip_ui,
        },
    },
};

/// Every row has room for two lines of small text: rows of one height need no layout outside the view.
const ROW_HEIGHT: f32 = 34.0;
/// Width of the column with the time.
const TIME_WIDTH: f32 = 62.0;

/// Draws the panel at the right side.
pub fn event_log_panel_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let width = match Density::of(ui) {
        Density::Desktop => 340.0,
        Density::Touch => ui.available_width(),
    };
    let frame = Frame::new()
        .fill(Palette::of(ui).surface)
        .inner_margin(Margin::same(4 * MARGIN));
    Panel::right("event log")
        .exact_size(width)
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                label_ui(ui, TextRole::Title, Tone::Plain, tr!("events-title"));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if icon_button_ui(ui, icons::CLOSE, &tr!("events-close")).clicked() {
                        cx.request(Request::ShowEventLog(false));
                    }
                });
            });
            let notices = cx.state.notices.newest_first();
            if notices.len() == 0 {
                paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("events-none"));
            }
            ScrollArea::vertical().auto_shrink(false).show_rows(
                ui,
                ROW_HEIGHT,
                notices.len(),
                |ui, rows| {
                    for notice in notices.skip(rows.start).take(rows.len()) {
                        row_ui(ui, notice);
                    }
                },
            );
        });
}

fn row_ui(ui: &mut Ui, notice: &Notice) {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    let palette = Palette::of(ui);
    let time_at = rect.left_top();
    ui.painter().text(
        time_at,
        Align2::LEFT_TOP,
        format::time_of_day(notice.at),
        font(ui, TextRole::Small),
        palette.muted,
    );
    let tone = match notice.severity {
        Severity::Info => Tone::Plain,
        severity => Tone::from(severity),
    };
    let color = palette.tone(tone);
    let mut job = LayoutJob::simple(
        notice.text.clone(),
        font(ui, TextRole::Small),
        color,
        rect.width() - TIME_WIDTH,
    );
    job.wrap.max_rows = 2;
    let galley = ui.painter().layout_job(job);
    ui.painter()
        .galley(time_at + vec2(TIME_WIDTH, 0.0), galley, color);
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, notice.text.as_str()));
    tooltip_ui(ui, response, &notice.text);
}

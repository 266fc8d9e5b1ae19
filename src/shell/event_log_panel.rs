//! The event drawer: everything that happened, newest first.

use egui::{Align2, Frame, Margin, Panel, ScrollArea, Sense, Ui, text::LayoutJob, vec2};

use crate::{
    features::{State, intent::Intent},
    model::notices::{Notice, Severity},
    tr,
    ui::{
        Request, format, icons,
        theme::{Density, MARGIN, Palette, TextRole, Tone, font},
        widgets::{
            button::icon_button_ui,
            label::{label_ui, paragraph_ui},
        },
    },
};

/// Every line has room for two lines of small text, so that only those in view are laid out.
const LINE_HEIGHT: f32 = 34.0;
/// Room for the time of a line.
const TIME_WIDTH: f32 = 62.0;

/// Draws the drawer at the right side.
pub fn event_log_panel_ui(ui: &mut Ui, state: &State, intents: &mut Vec<Intent>) {
    let width = match Density::of(ui) {
        Density::Desktop => 340.0,
        Density::Touch => ui.available_width(),
    };
    let frame = Frame::new()
        .fill(Palette::of(ui).surface)
        .inner_margin(Margin::same(4 * MARGIN));
    Panel::right("drawer")
        .exact_size(width)
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                label_ui(ui, TextRole::Title, Tone::Plain, tr!("events-title"));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if icon_button_ui(ui, icons::CLOSE, &tr!("events-close")).clicked() {
                        intents.push(Intent::Request(Request::ShowEventLog(false)));
                    }
                });
            });
            let lines = state.notices.newest_first();
            if lines.len() == 0 {
                paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("events-none"));
            }
            ScrollArea::vertical().auto_shrink(false).show_rows(
                ui,
                LINE_HEIGHT,
                lines.len(),
                |ui, rows| {
                    for notice in lines.skip(rows.start).take(rows.len()) {
                        line_ui(ui, notice);
                    }
                },
            );
        });
}

fn line_ui(ui: &mut Ui, notice: &Notice) {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), LINE_HEIGHT), Sense::hover());
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
    response.on_hover_text(notice.text.as_str());
}

//! The page of one past session: what became of its cameras.

use egui::{ScrollArea, Sense, Stroke, Ui, WidgetInfo, accesskit::Role};

use super::{RecoveryCx, RecoveryUiState, counts, network, when};
use crate::{
    domain::{camera_result::CameraResult, session::Session},
    i18n, tr,
    ui::{
        Export, Request, format, icons,
        theme::{Palette, STEP, TextRole, Tone},
        widgets::{
            button::Button,
            label::{cell_ui, label_ui, paragraph_ui},
            table::{Columns, Width, headings_ui, rows_ui},
        },
    },
};

/// Address, result, tries, time, container and reason.
const COLUMNS: Columns<6> = Columns {
    widths: [
        Width::Points(200.0),
        Width::Points(190.0),
        Width::Points(80.0),
        Width::Points(80.0),
        Width::Points(140.0),
        Width::Rest,
    ],
    left: 0.0,
    right: 2.0 * STEP,
};

/// A narrower page has the reason, or else the time and the container, below the result.
const WIDTH_OF_COLUMNS: f32 = 1_010.0;

/// Draws the page.
pub fn past_cameras_ui(
    ui: &mut Ui,
    cx: &mut RecoveryCx<'_>,
    session: &Session,
    ui_state: &mut RecoveryUiState,
) {
    ui.spacing_mut().item_spacing.y = 2.0 * STEP;
    let cameras = cx.state.past.cameras(&session.id);
    ui.horizontal_wrapped(|ui| {
        if Button::secondary(tr!("past-back")).pressed(ui) {
            ui_state.back();
        }
        label_ui(ui, TextRole::Title, Tone::Plain, network(session));
        let export = Button::secondary(tr!("batch-export"));
        if !cameras.is_empty() && export.pressed(ui) {
            let export = Export::PastSession(session.id.clone());
            cx.request(Request::Export(export));
        }
    });
    let facts = [when(session.created_at), counts(session)].join(" · ");
    paragraph_ui(ui, TextRole::Body, Tone::Quiet, facts);
    if cameras.is_empty() {
        paragraph_ui(ui, TextRole::Body, Tone::Plain, tr!("past-no-cameras"));
        return;
    }
    let has_columns = ui.available_width() >= WIDTH_OF_COLUMNS;
    if has_columns {
        headings_ui(ui, &COLUMNS, 6.0 * STEP, &column_headings());
    }
    let height = if has_columns { 8.0 } else { 14.0 } * STEP;
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        rows_ui(ui, height, cameras.len(), |ui, rect, index| {
            let id = ui.scope_id().with(index);
            let response = ui.interact(rect, id, Sense::hover());
            let camera = &cameras[index];
            let texts = row_texts(camera);
            let known: Vec<&str> = texts
                .iter()
                .map(String::as_str)
                .filter(|text| !text.is_empty())
                .collect();
            let name = known.join(", ");
            response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &name));
            let line = Stroke::new(1.0, Palette::of(ui).border);
            ui.painter().hline(rect.x_range(), rect.top(), line);
            let tone = if camera.is_unconfirmed {
                Tone::Warning
            } else {
                Tone::from(&camera.state)
            };
            if has_columns {
                let tones = [Tone::Plain, tone, Tone::Quiet, Tone::Quiet, Tone::Quiet];
                let tones = tones.into_iter().chain([Tone::Plain]);
                let cells = COLUMNS.cells(rect).into_iter().zip(&texts);
                for ((cell, text), tone) in cells.zip(tones) {
                    cell_ui(ui, cell, TextRole::Body, tone, text);
                }
            } else {
                let (upper, lower) = rect.shrink(STEP).split_top_bottom_at_fraction(0.5);
                let first = format!("{} · {}", texts[0], texts[1]);
                cell_ui(ui, upper, TextRole::Strong, tone, &first);
                let facts = [&texts[3], &texts[4]].map(String::as_str);
                let facts = facts.into_iter().filter(|fact| !fact.is_empty());
                let second = if texts[5].is_empty() {
                    facts.collect::<Vec<_>>().join(" · ")
                } else {
                    texts[5].clone()
                };
                cell_ui(ui, lower, TextRole::Small, Tone::Quiet, &second);
            }
        });
    });
}

fn column_headings() -> [&'static str; 6] {
    [
        tr!("past-camera"),
        tr!("past-result"),
        tr!("past-tries"),
        tr!("past-duration"),
        tr!("past-container"),
        tr!("past-reason"),
    ]
}

/// The text of each column.
fn row_texts(camera: &CameraResult) -> [String; 6] {
    let state = if camera.is_unconfirmed {
        format!("{} {}", icons::UNCONFIRMED, tr!("camera-not-confirmed"))
    } else {
        let state = &camera.state;
        format!("{} {}", icons::of_state(state), format::state(state))
    };
    let failure = camera.failure.as_ref();
    let mac = camera.mac.to_string();
    [
        match &camera.position {
            Some(position) => format!("{position} · {mac}"),
            None => mac,
        },
        state,
        camera.tries.to_string(),
        camera
            .total
            .map(|seconds| format!("{seconds:.0}\u{202f}s"))
            .unwrap_or_default(),
        camera.container_id.clone().unwrap_or_default(),
        failure.map(i18n::failure_summary).unwrap_or_default(),
    ]
}

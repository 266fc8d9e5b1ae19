//! The table of the cameras in the monitoring of the Pi.

use egui::{Rect, Stroke, Ui, UiBuilder, accesskit::Role};
use jiff::Timestamp;

use super::{missing, panel_frame, spoken};
use crate::{
    domain::{
        clock::Now,
        telemetry::{CameraFigures, Telemetry},
    },
    features::monitor::state::Monitoring,
    i18n::decimal,
    tr,
    ui::{
        format,
        theme::{Palette, STEP, TextRole, Tone},
        widgets::{
            label::{cell_ui, label_ui},
            table::{Columns, headings_ui, rows_ui},
        },
    },
};

/// The height of a row.
const ROW: f32 = 7.0 * STEP;
const COLUMNS: Columns<6> = Columns::shares([0.27, 0.13, 0.14, 0.16, 0.13, 0.17], 0.0, 2.0 * STEP);

/// The text of each column of a row.
#[derive(Debug, PartialEq, Eq)]
struct TableRow {
    cells: [String; 6],
    online: Option<bool>,
}

/// Draws the table.
pub fn camera_table_ui(ui: &mut Ui, monitoring: &Monitoring, latest: &Telemetry, now: Now) {
    let stale = monitoring.is_stale(now);
    let group = UiBuilder::new()
        .accessibility_role(Role::Group)
        .accessibility_label(tr!("monitor-cameras-title"));
    ui.scope_builder(group, |ui| {
        panel_frame(ui).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = STEP;
            let tone = if stale { Tone::Quiet } else { Tone::Plain };
            label_ui(ui, TextRole::Strong, tone, headline(latest));
            let cameras = latest.cameras.as_deref().unwrap_or_default();
            if cameras.is_empty() {
                return;
            }
            let clock = latest.sample.at.unwrap_or(now.wall);
            headings_ui(ui, &COLUMNS, 5.0 * STEP, &headings());
            cameras_ui(ui, cameras, clock, stale);
        });
    });
}

fn headline(latest: &Telemetry) -> String {
    let Some(cameras) = &latest.cameras else {
        return tr!(
            "monitor-cameras-missing",
            reason = missing(latest.transport)
        );
    };
    let online = cameras.iter().filter(|camera| camera.online == Some(true));
    tr!(
        "monitor-cameras",
        online = online.count(),
        all = cameras.len()
    )
}

/// The headings of the columns.
fn headings() -> [&'static str; 6] {
    [
        tr!("monitor-column-camera"),
        tr!("monitor-column-state"),
        tr!("monitor-column-signal"),
        tr!("monitor-column-memory"),
        tr!("monitor-column-rate"),
        tr!("monitor-column-seen"),
    ]
}

/// Screen readers know all rows; only those in sight are painted.
fn cameras_ui(ui: &mut Ui, cameras: &[CameraFigures], clock: Timestamp, stale: bool) {
    for camera in cameras {
        let id = ui.make_persistent_id(("camera figures", &camera.id));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Row);
            node.set_label(spoken(&row_of(camera, clock).cells.join(", ")));
        });
    }
    rows_ui(ui, ROW, cameras.len(), |ui, rect, index| {
        row_ui(ui, rect, &row_of(&cameras[index], clock), stale);
    });
}

fn row_ui(ui: &Ui, rect: Rect, row: &TableRow, stale: bool) {
    let line = Stroke::new(1.0, Palette::of(ui).border);
    ui.painter().hline(rect.x_range(), rect.top(), line);
    let online = match row.online {
        Some(true) => Tone::Good,
        Some(false) => Tone::Bad,
        None => Tone::Quiet,
    };
    let cells = COLUMNS.cells(rect).into_iter().zip(&row.cells);
    for (index, (cell, text)) in cells.enumerate() {
        let (role, tone) = match index {
            0 => (TextRole::Mono, Tone::Plain),
            1 => (TextRole::Body, online),
            _ => (TextRole::Body, Tone::Plain),
        };
        let tone = if stale { Tone::Quiet } else { tone };
        cell_ui(ui, cell, role, tone, text);
    }
}

fn row_of(camera: &CameraFigures, clock: Timestamp) -> TableRow {
    let known = |text: Option<String>| text.unwrap_or_else(|| format::UNKNOWN.to_owned());
    let state = match camera.online {
        Some(true) => tr!("monitor-camera-online").to_owned(),
        Some(false) => tr!("monitor-camera-offline").to_owned(),
        None => format::UNKNOWN.to_owned(),
    };
    let rate = camera.frames_per_second;
    TableRow {
        cells: [
            camera.id.clone(),
            state,
            known(camera.rssi_dbm.map(format::dbm)),
            known(camera.free_heap_bytes.map(format::bytes)),
            known(rate.map(|rate| format!("{}\u{202f}fps", decimal(rate, 1)))),
            known(camera.last_seen.map(|at| format::ago(at, clock))),
        ],
        online: camera.online,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_figure_of_a_camera_is_a_dash() {
        let camera = CameraFigures {
            id: "24:6F:28:10:4A:01".to_owned(),
            online: Some(false),
            rssi_dbm: Some(-59),
            ..CameraFigures::default()
        };
        let row = row_of(&camera, Timestamp::UNIX_EPOCH);
        let expected = [
            "24:6F:28:10:4A:01",
            "offline",
            "−59\u{202f}dBm",
            "—",
            "—",
            "—",
        ];
        assert_eq!(row.cells, expected.map(str::to_owned));
    }
}

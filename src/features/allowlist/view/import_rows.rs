//! The rows of an import, before and while it runs.

use egui::{Rect, ScrollArea, Stroke, Ui, accesskit::Role, vec2};

use crate::{
    domain::allowlist::NewEntry,
    features::allowlist::{
        import::{Preview, PreviewRow, Run, Verdict},
        view::import_texts::row_error,
    },
    i18n, tr,
    ui::{
        icons,
        theme::{Density, Palette, STEP, TextRole, Tone},
        widgets::{
            label::cell_ui,
            table::{Columns, rows_ui},
        },
    },
};

const COLUMNS: Columns<3> = Columns::shares([0.18, 0.26, 0.56], 0.0, 2.0 * STEP);
/// The small display has the outcome below, in the whole width.
const COLUMNS_TOUCH: Columns<2> = Columns::shares([0.3, 0.7], 0.0, 2.0 * STEP);

/// The texts of a row.
struct RowView {
    mac: String,
    note: String,
    tone: Tone,
    outcome: String,
}

/// Draws the rows of a preview.
pub fn preview_rows_ui(ui: &mut Ui, preview: &Preview, only_problems: bool) {
    let is_problem =
        |row: &&PreviewRow| matches!(row.verdict, Verdict::Invalid | Verdict::DuplicateOf(_));
    let rows = preview.rows.iter();
    let shown: Vec<&PreviewRow> = rows
        .filter(|row| !only_problems || is_problem(row))
        .collect();
    table_ui(ui, shown.len(), |index| {
        let row = shown[index];
        let (tone, outcome) = verdict(row);
        RowView {
            mac: match &row.line.entry {
                Ok(entry) => entry.mac.to_string(),
                Err(_) => row.line.written.clone(),
            },
            note: match &row.line.entry {
                Ok(entry) => note(entry),
                Err(_) => row.line.other_cells.clone(),
            },
            tone,
            outcome: tr!("import-line", number = row.line.number, outcome = outcome),
        }
    });
}

fn verdict(row: &PreviewRow) -> (Tone, String) {
    match (&row.verdict, &row.line.entry) {
        (Verdict::Invalid, Err(why)) => {
            (Tone::Bad, format!("{} {}", icons::WARNING, row_error(why)))
        }
        (Verdict::Invalid | Verdict::Add, _) => {
            (Tone::Good, tr!("import-will-be-added").to_owned())
        }
        (Verdict::AlreadyThere, _) => (Tone::Quiet, tr!("import-already-there").to_owned()),
        (Verdict::DuplicateOf(line), _) => {
            let text = tr!("import-same-camera", number = *line);
            (Tone::Warning, format!("{} {text}", icons::WARNING))
        }
    }
}

/// The refused rows as text, with their reasons.
pub fn refused_rows(preview: &Preview) -> String {
    let refused = preview.rows.iter().filter_map(|row| {
        let why = row_error(row.line.entry.as_ref().err()?);
        let reason = tr!("import-line", number = row.line.number, outcome = why);
        let cells = [&row.line.written, &row.line.other_cells];
        let cells: Vec<&str> = cells
            .map(String::as_str)
            .into_iter()
            .filter(|cell| !cell.is_empty())
            .collect();
        Some(format!("{reason}: {}\n", cells.join(" · ")))
    });
    refused.collect()
}

/// Draws the entries of a run.
pub fn run_rows_ui(ui: &mut Ui, run: &Run, only_problems: bool) {
    let rows = run.rows.iter();
    let shown: Vec<_> = rows
        .filter(|(_, outcome)| !only_problems || !matches!(outcome, Some(Ok(()))))
        .collect();
    table_ui(ui, shown.len(), |index| {
        let (entry, outcome) = shown[index];
        let (tone, outcome) = match outcome {
            Some(Ok(())) => {
                let text = tr!("import-on-the-list");
                (Tone::Good, format!("{} {text}", icons::DONE))
            }
            Some(Err(problem)) => {
                let text = i18n::problem_summary(problem);
                (Tone::Bad, format!("{} {text}", icons::WARNING))
            }
            None if run.ended => (Tone::Quiet, tr!("import-not-sent").to_owned()),
            None => (Tone::Quiet, tr!("import-waits").to_owned()),
        };
        RowView {
            mac: entry.mac.to_string(),
            note: note(entry),
            tone,
            outcome,
        }
    });
}

fn note(entry: &NewEntry) -> String {
    let texts = [&entry.note.description, &entry.note.container_id];
    let texts = texts.into_iter().filter(|text| !text.is_empty());
    texts.map(String::as_str).collect::<Vec<_>>().join(" · ")
}

fn table_ui(ui: &mut Ui, count: usize, view: impl Fn(usize) -> RowView) {
    let height = match Density::of(ui) {
        Density::Desktop => 8.0 * STEP,
        Density::Touch => 14.0 * STEP,
    };
    let area = ScrollArea::vertical()
        .id_salt("import rows")
        .auto_shrink(false);
    area.show(ui, |ui| {
        rows_ui(ui, height, count, |ui, rect, index| {
            row_ui(ui, rect, index, &view(index));
        });
    });
}

fn row_ui(ui: &Ui, rect: Rect, index: usize, view: &RowView) {
    let id = ui.make_persistent_id(("import row", index));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Row);
        node.set_label(format!("{}, {}", view.mac, view.outcome));
    });
    let line = Stroke::new(1.0, Palette::of(ui).border);
    ui.painter().hline(rect.x_range(), rect.bottom(), line);
    let [mac, note, outcome] = match Density::of(ui) {
        Density::Desktop => COLUMNS.cells(rect),
        Density::Touch => {
            let (upper, lower) = rect
                .shrink2(vec2(0.0, STEP))
                .split_top_bottom_at_fraction(0.5);
            let [mac, note] = COLUMNS_TOUCH.cells(upper);
            [mac, note, lower]
        }
    };
    cell_ui(ui, mac, TextRole::Mono, Tone::Plain, &view.mac);
    cell_ui(ui, note, TextRole::Body, Tone::Quiet, &view.note);
    cell_ui(ui, outcome, TextRole::Body, view.tone, &view.outcome);
}

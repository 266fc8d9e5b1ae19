//! The import page: the sources of a list, its preview, and the progress and result of the import.

use std::path::PathBuf;

use egui::{Popup, ProgressBar, ScrollArea, TextEdit, Ui};

use super::{
    AllowlistCx, AllowlistUiState,
    import_rows::{preview_rows_ui, refused_rows, run_rows_ui},
    import_texts::{list_error, not_added},
};
use crate::{
    features::allowlist::{
        csv_export,
        import::{Import, Preview, Run, Verdict},
        intent::{AllowlistIntent, ImportIntent, ListSource},
        list_reader::{Cell, TableColumns},
    },
    i18n, tr,
    ui::{
        Request, icons,
        theme::{Density, MARGIN, STEP, TextRole, Tone, font},
        widgets::{
            button::{Button, name_and_ring},
            chip::chip_ui,
            field::text_field_ui,
            label::{label_ui, paragraph_ui},
        },
    },
};

/// Width of the menu of columns, in points.
const MENU_WIDTH: f32 = 160.0;

/// What the person types.
#[derive(Debug, Default)]
pub struct ImportUiState {
    pasted: String,
    path: String,
    only_problems: bool,
}

/// Draws the page.
pub fn import_page_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    let import = &cx.state.import;
    let Some(page) = &mut ui_state.import else {
        return;
    };
    let mut leaves = false;
    ui.horizontal(|ui| {
        let running = matches!(import, Import::Run(run) if !run.ended);
        let back = Button::secondary(tr!("import-back"));
        leaves = back.enabled(!running).pressed(ui);
        label_ui(ui, TextRole::Title, Tone::Plain, tr!("import-title"));
    });
    match import {
        Import::Empty | Import::Unusable(_) => sources_ui(ui, cx, import, page),
        Import::Preview(preview) => preview_ui(ui, cx, preview, page),
        Import::Run(run) => leaves |= run_ui(ui, cx, run, page),
    }
    if leaves {
        ui_state.import = None;
        cx.push(importing(ImportIntent::Close));
    }
}

/// Opens a file that was dropped on the tab.
pub fn take_dropped(ui: &Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    let dropped = ui.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
    if let Some(file) = dropped.into_iter().next() {
        ui_state.import.get_or_insert_default();
        let path = file.path().to_owned();
        cx.push(AllowlistIntent::OpenList(ListSource::Path(path)));
    }
}

/// The sources of a list.
fn sources_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, import: &Import, page: &mut ImportUiState) {
    if let Import::Unusable(why) = import {
        let text = format!("{}  {}", icons::WARNING, list_error(why));
        paragraph_ui(ui, TextRole::Strong, Tone::Bad, text);
    }
    paragraph_ui(ui, TextRole::Body, Tone::Quiet, tr!("import-about"));
    pasted_ui(ui, &mut page.pasted);
    ui.horizontal(|ui| {
        let has_text = !page.pasted.trim().is_empty();
        let preview = Button::primary(tr!("import-preview"));
        if preview.enabled(has_text).pressed(ui) {
            let text = page.pasted.clone();
            cx.push(AllowlistIntent::OpenList(ListSource::Text(text)));
        }
        if Button::secondary(tr!("import-open-file")).pressed(ui) {
            cx.push(AllowlistIntent::OpenList(ListSource::Dialog));
        }
    });
    ui.add_space(STEP);
    text_field_ui(
        ui,
        tr!("import-path"),
        tr!("import-path-example"),
        &mut page.path,
    );
    let has_path = !page.path.trim().is_empty();
    if Button::secondary(tr!("import-read-file"))
        .enabled(has_path)
        .pressed(ui)
    {
        let path = PathBuf::from(page.path.trim());
        cx.push(AllowlistIntent::OpenList(ListSource::Path(path)));
    }
}

/// The field for a pasted list. A long list scrolls inside of it, so that the buttons below stay in
/// place.
fn pasted_ui(ui: &mut Ui, pasted: &mut String) {
    let height = match Density::of(ui) {
        Density::Desktop => 65.0 * STEP,
        Density::Touch => 18.0 * STEP,
    };
    let area = ScrollArea::vertical()
        .id_salt("pasted list")
        .max_height(height);
    area.show(ui, |ui| {
        let edit = TextEdit::multiline(pasted)
            .hint_text(tr!("import-list-hint"))
            .font(font(ui, TextRole::Mono))
            .margin(egui::Margin::same(2 * MARGIN))
            .min_size(egui::vec2(0.0, height))
            .desired_width(f32::INFINITY);
        let response = ui.add(edit);
        name_and_ring(ui, &response, tr!("import-list"));
    });
}

/// The preview of the list.
fn preview_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, preview: &Preview, page: &mut ImportUiState) {
    let add = preview.count(|verdict| *verdict == Verdict::Add);
    let there = preview.count(|verdict| *verdict == Verdict::AlreadyThere);
    let twice = preview.count(|verdict| matches!(verdict, Verdict::DuplicateOf(_)));
    let invalid = preview.count(|verdict| *verdict == Verdict::Invalid);
    let text = tr!(
        "import-counts",
        add = add,
        there = there,
        twice = twice,
        invalid = invalid
    );
    label_ui(ui, TextRole::Strong, Tone::Plain, text);
    ui.horizontal_wrapped(|ui| {
        let button = Button::primary(tr!("import-add", count = add));
        let button = button.named(tr!("import-add-name"));
        let nothing = tr!("import-nothing-to-add");
        let button = if add == 0 {
            button.hint(&nothing)
        } else {
            button
        };
        if button.enabled(add > 0).pressed(ui) {
            cx.push(importing(ImportIntent::Start));
        }
        if Button::secondary(tr!("import-another-list")).pressed(ui) {
            cx.push(importing(ImportIntent::Close));
        }
        if invalid > 0 && Button::secondary(tr!("import-copy-refused")).pressed(ui) {
            ui.copy_text(refused_rows(preview));
            cx.request(Request::toast(tr!("import-list-copied")));
        }
        problems_chip_ui(ui, page, twice + invalid);
    });
    if let Some(table) = &preview.table {
        columns_ui(ui, cx, table);
    }
    preview_rows_ui(ui, preview, page.only_problems);
}

/// The menus in which a person says what the columns of the list are.
fn columns_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, table: &TableColumns) {
    let columns = table.columns;
    ui.horizontal_wrapped(|ui| {
        for (cell, chosen, what) in [
            (
                Cell::Description,
                columns.description,
                tr!("allowlist-description"),
            ),
            (
                Cell::Container,
                columns.container,
                tr!("allowlist-container"),
            ),
        ] {
            let name = |column: Option<usize>| column_name(table, column);
            let text = tr!("import-column", what = what, column = name(chosen));
            let menu = Button::secondary(format!("{text} {}", icons::CHANGE)).ui(ui);
            let others = (0..columns.count).filter(|column| *column != columns.mac);
            let choices: Vec<Option<usize>> = others.map(Some).chain([None]).collect();
            Popup::menu(&menu).show(|ui| {
                ui.set_min_width(MENU_WIDTH);
                for column in choices {
                    if Button::quiet(name(column)).pressed(ui) {
                        cx.push(importing(ImportIntent::Choose(cell, column)));
                        ui.close();
                    }
                }
            });
        }
    });
}

/// The heading of a column, or its number.
fn column_name(table: &TableColumns, column: Option<usize>) -> String {
    let Some(column) = column else {
        return tr!("import-column-none").to_owned();
    };
    match table.headings.get(column).map(String::as_str) {
        None | Some("") => tr!("import-column-number", number = column + 1),
        Some(heading) => heading.to_owned(),
    }
}

fn problems_chip_ui(ui: &mut Ui, page: &mut ImportUiState, count: usize) {
    let selected = page.only_problems;
    let word = tr!("import-only-problems");
    let name = tr!("import-show-only-problems");
    if chip_ui(ui, word, Some(count), selected, name).clicked() {
        page.only_problems = !selected;
    }
}

/// The progress of a run, or its result.
fn progress(run: &Run, added: usize) -> String {
    let all = run.rows.len();
    match (run.ended, run.cancelled) {
        (false, true) => tr!("import-stopping").to_owned(),
        (false, false) => tr!("import-adding", answered = run.answered, all = all),
        (true, _) if added == all => tr!("import-all-added", count = all),
        (true, _) => {
            let left = all - added;
            tr!("import-some-added", added = added, all = all, left = left)
        }
    }
}

/// The progress and result of a run. True if the person leaves it.
fn run_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, run: &Run, page: &mut ImportUiState) -> bool {
    let (all, added) = (run.rows.len(), run.added());
    let refused = run.answered - added;
    let text = progress(run, added);
    label_ui(ui, TextRole::Strong, Tone::Plain, text.clone());
    if !run.ended {
        progress_ui(ui, run.answered, all, &text);
    }
    let mut done = false;
    ui.horizontal(|ui| {
        if run.ended {
            done = Button::primary(tr!("import-done")).pressed(ui);
            if added < all && Button::secondary(tr!("import-copy-left-over")).pressed(ui) {
                let rows = run.left_over().map(|(entry, why)| (entry, not_added(why)));
                ui.copy_text(i18n::in_english(|| csv_export::left_over(rows)));
                cx.request(Request::toast(tr!("import-list-copied")));
            }
        } else {
            let cancel = Button::secondary(tr!("import-cancel"));
            let cancel = cancel.named(tr!("import-cancel-name"));
            if cancel.enabled(!run.cancelled).pressed(ui) {
                cx.push(importing(ImportIntent::Cancel));
            }
        }
        problems_chip_ui(ui, page, if run.ended { all - added } else { refused });
    });
    run_rows_ui(ui, run, page.only_problems);
    done
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand entries")]
fn progress_ui(ui: &mut Ui, answered: usize, all: usize, name: &str) {
    let share = answered as f32 / all.max(1) as f32;
    let bar = ProgressBar::new(share).desired_height(2.0 * STEP);
    let response = ui.add(bar);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(name));
}

fn importing(intent: ImportIntent) -> AllowlistIntent {
    AllowlistIntent::Import(intent)
}

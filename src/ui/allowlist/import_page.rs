//! Adds many cameras at once: where the list comes from, what would come of it, and what came of it.

use std::path::PathBuf;

use egui::{ProgressBar, ScrollArea, TextEdit, Ui};

use super::{
    AllowlistDraft,
    import_rows::{preview_rows_ui, run_rows_ui},
    on_list,
};
use crate::{
    state::{
        State,
        action::{Action, AllowlistAction, ImportAction},
        import::{
            Import, Run, csv_export,
            preview::{Preview, Verdict},
        },
    },
    ui::{
        Intent, ListSource, icons,
        theme::{Density, MARGIN, STEP, TextRole, Tone, font},
        widgets::{
            button::{Button, name_and_ring},
            chip::chip_ui,
            field::text_field_ui,
            label::{label_ui, paragraph_ui},
        },
        words,
    },
};

/// What the person is typing.
#[derive(Debug, Default)]
pub struct ImportDraft {
    pasted: String,
    path: String,
    only_problems: bool,
}

/// Draws the page.
pub fn import_page_ui(
    ui: &mut Ui,
    state: &State,
    draft: &mut AllowlistDraft,
    intents: &mut Vec<Intent>,
) {
    let import = &state.allowlist.import;
    let Some(page) = &mut draft.import else {
        return;
    };
    let mut leaves = false;
    ui.horizontal(|ui| {
        let running = matches!(import, Import::Run(run) if !run.ended);
        leaves = Button::secondary("Back").enabled(!running).pressed(ui);
        label_ui(ui, TextRole::Title, Tone::Plain, "Import cameras");
    });
    match import {
        Import::Empty | Import::Unusable(_) => sources_ui(ui, import, page, intents),
        Import::Preview(preview) => preview_ui(ui, preview, page, intents),
        Import::Run(run) => leaves |= run_ui(ui, run, page, intents),
    }
    if leaves {
        draft.import = None;
        intents.push(importing(ImportAction::Close));
    }
}

/// Takes files that are dropped on the tab.
pub fn take_dropped(ui: &Ui, draft: &mut AllowlistDraft, intents: &mut Vec<Intent>) {
    let dropped = ui.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
    if let Some(file) = dropped.into_iter().next() {
        draft.import.get_or_insert_default();
        let path = file.path().to_owned();
        intents.push(Intent::Open(ListSource::Path(path)));
    }
}

/// Where a list may come from.
fn sources_ui(ui: &mut Ui, import: &Import, page: &mut ImportDraft, intents: &mut Vec<Intent>) {
    if let Import::Unusable(why) = import {
        let text = format!("{}  {why}", icons::WARNING);
        paragraph_ui(ui, TextRole::Strong, Tone::Bad, text);
    }
    let about = "One camera a line: the MAC address, then perhaps a description and a container, separated by comma, semicolon or tab. \
                 A heading is understood, too. Nothing is added before you have seen what would be.";
    paragraph_ui(ui, TextRole::Body, Tone::Quiet, about);
    pasted_ui(ui, &mut page.pasted);
    ui.horizontal(|ui| {
        let has_text = !page.pasted.trim().is_empty();
        if Button::primary("Preview").enabled(has_text).pressed(ui) {
            let bytes = page.pasted.as_bytes().into();
            intents.push(importing(ImportAction::Read(bytes)));
        }
        if Button::secondary("Open file…").pressed(ui) {
            intents.push(Intent::Open(ListSource::Dialog));
        }
    });
    ui.add_space(STEP);
    text_field_ui(
        ui,
        "Path of a file",
        "~/Downloads/cameras.csv",
        &mut page.path,
    );
    let has_path = !page.path.trim().is_empty();
    if Button::secondary("Read this file")
        .enabled(has_path)
        .pressed(ui)
    {
        let path = PathBuf::from(page.path.trim());
        intents.push(Intent::Open(ListSource::Path(path)));
    }
}

/// A long list scrolls in its own room: the buttons below stay where they are.
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
            .hint_text("Paste the list here, or drop a file on the window")
            .font(font(ui, TextRole::Mono))
            .margin(egui::Margin::same(2 * MARGIN))
            .min_size(egui::vec2(0.0, height))
            .desired_width(f32::INFINITY);
        let response = ui.add(edit);
        name_and_ring(ui, &response, "List to import");
    });
}

/// What would come of the list.
fn preview_ui(ui: &mut Ui, preview: &Preview, page: &mut ImportDraft, intents: &mut Vec<Intent>) {
    let add = preview.count(|verdict| *verdict == Verdict::Add);
    let there = preview.count(|verdict| *verdict == Verdict::AlreadyThere);
    let twice = preview.count(|verdict| matches!(verdict, Verdict::DuplicateOf(_)));
    let invalid = preview.count(|verdict| *verdict == Verdict::Invalid);
    let text = format!(
        "{add} to add · {there} already there · {twice} twice in the list · {invalid} invalid"
    );
    label_ui(ui, TextRole::Strong, Tone::Plain, text);
    ui.horizontal(|ui| {
        let button =
            Button::primary(format!("Add {}", words::cameras(add))).named("Add these cameras");
        if button.enabled(add > 0).pressed(ui) {
            intents.push(importing(ImportAction::Start));
        }
        if Button::secondary("Another list").pressed(ui) {
            intents.push(importing(ImportAction::Close));
        }
        problems_chip_ui(ui, page, twice + invalid);
    });
    preview_rows_ui(ui, preview, page.only_problems);
}

fn problems_chip_ui(ui: &mut Ui, page: &mut ImportDraft, count: usize) {
    let selected = page.only_problems;
    if chip_ui(
        ui,
        "Only problems",
        Some(count),
        selected,
        "Show only problems",
    )
    .clicked()
    {
        page.only_problems = !selected;
    }
}

/// How far it is, and what came of it. True if the person is done with it.
fn run_ui(ui: &mut Ui, run: &Run, page: &mut ImportDraft, intents: &mut Vec<Intent>) -> bool {
    let (all, added) = (run.rows.len(), run.added());
    let refused = run.answered - added;
    let said = match (run.ended, run.cancelled) {
        (false, true) => "Stopping…".to_owned(),
        (false, false) => format!("Adding: {} of {all}", run.answered),
        (true, _) if added == all => format!("All {} are on the list.", words::cameras(all)),
        (true, _) => format!("{added} of {all} added, {} not.", all - added),
    };
    label_ui(ui, TextRole::Strong, Tone::Plain, said.clone());
    if !run.ended {
        progress_ui(ui, run.answered, all, &said);
    }
    let mut done = false;
    ui.horizontal(|ui| {
        if run.ended {
            done = Button::primary("Done").pressed(ui);
            if added < all && Button::secondary("Copy what was not added").pressed(ui) {
                ui.copy_text(csv_export::left_over(run.left_over()));
                intents.push(Intent::Do(Action::Copied("List copied".to_owned())));
            }
        } else {
            let cancel = Button::secondary("Cancel").named("Cancel the import");
            if cancel.enabled(!run.cancelled).pressed(ui) {
                intents.push(importing(ImportAction::Cancel));
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

fn importing(action: ImportAction) -> Intent {
    on_list(AllowlistAction::Import(action))
}

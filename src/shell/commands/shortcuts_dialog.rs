//! The list of all shortcuts.

use egui::{Grid, ScrollArea, Ui};
use strum::VariantArray as _;

use super::{CommandsUiState, Overlay, UiCommand};
use crate::{
    features::provisioning::view::CameraKey,
    tr,
    ui::{
        shortcut,
        theme::{STEP, TextRole, Tone},
        widgets::{button::Button, dialog::dialog_ui, label::label_ui},
    },
};

/// Draws the list, if it is open.
pub fn shortcuts_dialog_ui(ui: &mut Ui, ui_state: &mut CommandsUiState) {
    if ui_state.open != Some(Overlay::Shortcuts) {
        return;
    }
    let mut done = false;
    let left = dialog_ui(ui.ctx(), &tr!("command-shortcuts"), "", |ui| {
        let room = ui.ctx().content_rect().height() - 50.0 * STEP;
        ScrollArea::vertical().max_height(room).show(ui, |ui| {
            Grid::new("shortcuts")
                .num_columns(2)
                .min_col_width(20.0 * STEP)
                .spacing([6.0 * STEP, 2.0 * STEP])
                .show(ui, |ui| {
                    let with_keys = UiCommand::ALL.into_iter();
                    let with_keys = with_keys.filter_map(|one| Some((one.keys()?, one.title())));
                    let of_cameras = CameraKey::VARIANTS.iter();
                    let of_cameras = of_cameras.map(|one| (one.keys(), one.title()));
                    let with_keys = with_keys.chain(of_cameras);
                    let others = [
                        (shortcut::SEARCH, UiCommand::Search.title()),
                        ("↑ ↓ ← →  J K", tr!("shortcut-arrows")),
                        ("PgUp PgDn", tr!("shortcut-pages")),
                        ("Home End", tr!("shortcut-ends")),
                        ("Space", tr!("shortcut-space")),
                        ("Tab", tr!("shortcut-tab")),
                        ("Esc", tr!("shortcut-esc")),
                    ];
                    let others = others.map(|(keys, title)| (keys.to_owned(), title));
                    for (keys, title) in with_keys.chain(others) {
                        label_ui(ui, TextRole::Mono, Tone::Quiet, keys);
                        label_ui(ui, TextRole::Body, Tone::Plain, title);
                        ui.end_row();
                    }
                });
        });
        done = Button::primary(tr!("shortcuts-close")).pressed(ui);
    });
    if left || done {
        ui_state.open = None;
    }
}

//! The dialog that shows the files of a support bundle before it is saved.

use egui::{ScrollArea, Ui};

use super::DiagnosticsCx;
use crate::{
    features::diagnostics::intent::DiagnosticsIntent,
    tr,
    ui::{
        Export, Request, format,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            button::Button,
            dialog::dialog_ui,
            disclosure::disclosure_ui,
            label::{label_ui, paragraph_ui},
        },
    },
};

/// The characters of each file that are shown.
const SHOWN: usize = 4_000;

/// Draws the dialog, if it is open.
pub fn bundle_dialog_ui(ui: &mut Ui, cx: &mut DiagnosticsCx<'_>) {
    let Some(parts) = &cx.state.bundle else {
        return;
    };
    let (title, body) = (tr!("bundle-title"), tr!("bundle-explanation"));
    let height = match Density::of(ui) {
        Density::Desktop => 360.0,
        Density::Touch => 170.0,
    };
    let mut cancelled = false;
    let left = dialog_ui(ui.ctx(), title, body, |ui| {
        ScrollArea::vertical()
            .max_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for part in parts {
                    let title =
                        format!("{} · {}", part.name, format::bytes(part.text.len() as u64));
                    disclosure_ui(ui, part.name, &title, |ui| {
                        let shown: String = part.text.chars().take(SHOWN).collect();
                        let cut = if shown.len() < part.text.len() {
                            "…"
                        } else {
                            ""
                        };
                        paragraph_ui(ui, TextRole::Small, Tone::Quiet, format!("{shown}{cut}"));
                    });
                }
            });
        ui.add_space(STEP);
        ui.horizontal(|ui| {
            if Button::primary(tr!("bundle-save"))
                .named(tr!("bundle-save-name"))
                .pressed(ui)
            {
                // The export takes the files, which closes the dialog.
                cx.request(Request::Export(Export::Bundle));
            }
            cancelled |= Button::secondary(tr!("bundle-cancel")).pressed(ui);
            label_ui(ui, TextRole::Small, Tone::Quiet, tr!("bundle-where"));
        });
    });
    if left || cancelled {
        cx.push(DiagnosticsIntent::CloseBundle);
    }
}

//! The details of one request or event; each value can be copied.

use egui::{Margin, Ui};

use super::{DiagnosticsCx, requests_page::word};
use crate::{
    domain::request_log::RequestLogEntry,
    i18n, tr,
    ui::{
        Request, format,
        theme::{MARGIN, Palette, STEP, TextRole, Tone, panel},
        widgets::{
            button::Button,
            label::{copyable_ui, label_ui, paragraph_ui},
        },
    },
};

pub fn request_details_ui(
    ui: &mut Ui,
    cx: &mut DiagnosticsCx<'_>,
    request: &RequestLogEntry,
    search: &mut String,
) {
    let palette = Palette::of(ui);
    panel(palette.surface, palette.border, Margin::same(3 * MARGIN)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = STEP;
        let endpoint = format!("{} {}", request.method, request.endpoint);
        let mut copied = false;
        ui.horizontal(|ui| copied |= copyable_ui(ui, &endpoint, tr!("request-endpoint")));
        let status = request.status.map(|status| format!("HTTP {status}"));
        let took = request
            .duration
            .map(|took| tr!("request-took", time = format::milliseconds(took)));
        let facts = [
            Some(word(request.outcome).to_owned()),
            status,
            took,
            Some(format::bytes(request.bytes)),
            Some(request.at.to_string()),
        ];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, facts.join(" · "));
        if let Some(note) = &request.note {
            paragraph_ui(ui, TextRole::Body, Tone::Plain, i18n::request_note(note));
        }
        if let Some(id) = &request.correlation_id {
            ui.horizontal(|ui| {
                let name = tr!("request-correlation-id");
                label_ui(ui, TextRole::Body, Tone::Quiet, name);
                copied |= copyable_ui(ui, id, tr!("request-this-correlation-id"));
            });
        }
        if copied {
            cx.request(Request::toast(tr!("request-copied")));
        }
        if Button::quiet(tr!("request-only-endpoint")).pressed(ui) {
            search.clone_from(&request.endpoint);
        }
    });
}

//! The panel of a problem: what happened, what to do, and the details for support.

use egui::Ui;

use crate::{
    domain::problem::{Problem, Remedy},
    i18n, tr,
    ui::{
        Request, icons,
        theme::{Density, TextRole, Tone},
        widgets::{
            button::Button,
            key_entry::{KeyPanel, claim_panel, key_entry_ui, save_key_ui},
            label::{copyable_ui, label_ui, paragraph_ui},
            notice::notice_ui,
        },
    },
};

/// A panel for `problem`; `actions` adds what can be done about it here. Returns what the person
/// asks of the window. Of the problems of a page that another key may solve, only the first has a
/// panel.
pub fn problem_ui(
    ui: &mut Ui,
    problem: &Problem,
    actions: impl FnOnce(&mut Ui),
) -> Option<Request> {
    let key_panel = if problem.remedy == Remedy::GiveKey {
        Some(claim_panel(ui)?)
    } else {
        None
    };
    let key_entry = match &key_panel {
        Some(KeyPanel::Field(entry)) => Some(entry),
        Some(KeyPanel::Button) | None => None,
    };
    let mut request = None;
    let name = tr!("problem-panel-name", code = problem.code());
    notice_ui(ui, Tone::Bad, &name, |ui| {
        summary_ui(ui, problem);
        // With the on-screen keyboard, the small display has room for little else than the field.
        let has_room = key_entry.is_none() || Density::of(ui) == Density::Desktop;
        if has_room {
            advice_ui(ui, problem);
        }
        let entered = key_entry.is_some_and(|entry| key_entry_ui(ui, entry));
        if has_room {
            evidence_ui(ui, problem);
        }
        let id = ui.make_persistent_id(("details", problem.code(), &problem.endpoint));
        let mut shows_details = ui.data(|data| data.get_temp(id)).unwrap_or(false);
        ui.horizontal_wrapped(|ui| {
            if let Some(entry) = key_entry {
                request = save_key_ui(ui, entry, entered).map(Request::SaveKey);
            } else if key_panel.is_some()
                && Button::primary(tr!("problem-panel-enter-key")).pressed(ui)
            {
                request = Some(Request::EnterKey);
            }
            actions(ui);
            if Button::quiet(tr!("problem-panel-copy")).pressed(ui) {
                ui.copy_text(i18n::in_english(|| i18n::support_text(problem)));
                request = Some(Request::Toast(tr!("copied-problem")));
            }
            if details_button_ui(ui, shows_details) {
                shows_details = !shows_details;
                ui.data_mut(|data| data.insert_temp(id, shows_details));
            }
        });
        if shows_details {
            let copied = details_ui(ui, problem);
            request = copied.or_else(|| request.take());
        }
    });
    request
}

/// The button that shows or hides the details. True if it was pressed.
fn details_button_ui(ui: &mut Ui, are_shown: bool) -> bool {
    let (text, name) = if are_shown {
        (tr!("problem-panel-less"), tr!("problem-panel-hide-details"))
    } else {
        (
            tr!("problem-panel-details"),
            tr!("problem-panel-show-details"),
        )
    };
    Button::quiet(text).named(name).pressed(ui)
}

/// All details, each with a button that copies it.
fn details_ui(ui: &mut Ui, problem: &Problem) -> Option<Request> {
    let mut request = None;
    let status = problem.http_status.map(|status| status.to_string());
    let parts = [
        (
            tr!("problem-panel-part-code"),
            Some(problem.code().into_owned()),
        ),
        (tr!("problem-panel-part-status"), status),
        (tr!("problem-panel-part-endpoint"), problem.endpoint.clone()),
        (
            tr!("problem-panel-part-correlation-id"),
            problem.correlation_id.clone(),
        ),
        (tr!("problem-panel-part-time"), Some(problem.at.to_string())),
        (
            tr!("problem-panel-part-details"),
            i18n::problem_details(problem),
        ),
    ];
    for (what, value) in parts {
        let Some(value) = value else {
            continue;
        };
        ui.horizontal(|ui| {
            label_ui(ui, TextRole::Small, Tone::Quiet, what.as_str());
            if copyable_ui(ui, &value, &what) {
                request = Some(Request::Toast(tr!("copied-text")));
            }
        });
    }
    request
}

fn summary_ui(ui: &mut Ui, problem: &Problem) {
    let icon = icons::of_category(problem.category());
    let summary = i18n::problem_summary(problem);
    paragraph_ui(
        ui,
        TextRole::Strong,
        Tone::Bad,
        format!("{icon}  {summary}"),
    );
}

fn advice_ui(ui: &mut Ui, problem: &Problem) {
    paragraph_ui(
        ui,
        TextRole::Body,
        Tone::Plain,
        i18n::advice(&problem.remedy),
    );
}

/// The code, the endpoint, the Pi's message and the correlation id. The small display has room only
/// for the code and the id; "Copy for support" includes the rest.
fn evidence_ui(ui: &mut Ui, problem: &Problem) {
    let status = problem.http_status.map(|status| format!("HTTP {status}"));
    let parts = match Density::of(ui) {
        Density::Desktop => vec![
            status,
            problem.endpoint.clone(),
            i18n::problem_details(problem),
        ],
        Density::Touch => vec![status],
    };
    let evidence: Vec<String> = [Some(problem.code().into_owned())]
        .into_iter()
        .chain(parts)
        .flatten()
        .collect();
    paragraph_ui(ui, TextRole::Small, Tone::Quiet, evidence.join(" · "));
    if let Some(id) = &problem.correlation_id {
        label_ui(
            ui,
            TextRole::Small,
            Tone::Quiet,
            tr!("problem-panel-correlation-id", id = id.as_str()),
        );
    }
}

//! The dialog with everything known of one camera, and its actions.

use egui::{Grid, ScrollArea, Ui};

use super::{
    ProvisioningCx, ProvisioningUiState,
    approval::approve_button_ui,
    camera_history::{CameraHistory, camera_history_ui},
    card::{retry_now_ui, stop_retrying_ui, verb_button_ui},
    card_view,
    card_view_model::{CardView, signal},
    likely_causes::{cause_ui, causes_of},
};
use crate::{
    domain::clock::Now,
    features::provisioning::{batch::Batch, card::Card},
    messages::DeviceVerb,
    tr,
    ui::{
        Request, format, icons, redraw,
        theme::{Density, STEP, TextRole, Tone, text},
        widgets::{
            button::{Button, Size},
            dialog::{dialog_ui, room},
            label::{copyable_ui, label_ui, text_width},
            line_keys::scroll_by_page,
            problem::problem_ui,
        },
    },
};

/// The least height of the facts.
const LEAST_HEIGHT: f32 = 20.0 * STEP;

/// Draws the dialog. True while it stays open.
pub fn camera_dialog_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    card: &Card,
    history: &CameraHistory<'_>,
    ui_state: &mut ProvisioningUiState,
) -> bool {
    let view = card_view(cx, batch, card);
    let mut stays = true;
    let mac = card.candidate.mac;
    let causes: Vec<_> = causes_of(batch, mac).collect();
    let message = view.message.as_ref();
    let message = message.map(|message| match causes.as_slice() {
        [] => format!("{} {}", message.headline, message.advice),
        _ => message.headline.clone(),
    });
    let title = tr!("card-dialog", short = card.full_label());
    let body = message.unwrap_or_else(|| view.state.to_string());
    let left = dialog_ui(ui.ctx(), &title, &body, |ui| {
        // The room between the message above and the buttons below.
        let rows = if Density::is_portrait(ui) { 2.0 } else { 1.0 };
        let buttons = rows * (Density::of(ui).control_height() + 4.0 * STEP) + 4.0 * STEP;
        let height = room(ui.ctx()) - ui.min_rect().height() - buttons;
        let height = height.max(LEAST_HEIGHT);
        let scroll = ScrollArea::vertical().max_height(height);
        scroll.auto_shrink([false, true]).show(ui, |ui| {
            let this_mac = tr!("card-this-mac");
            let copied = ui.horizontal(|ui| copyable_ui(ui, &view.address.to_string(), this_mac));
            if copied.inner {
                cx.request(Request::toast(tr!("card-mac-copied")));
            }
            for (index, likely) in causes.iter().enumerate() {
                cause_ui(ui, batch, likely, index + 1);
                ui.add_space(2.0 * STEP);
            }
            facts_ui(ui, card, &view, batch.clock(cx.now));
            if view.shows_passing_time() {
                redraw::each_second(ui, ui.clip_rect());
            }
            if let Some(problem) = &card.problem
                && let Some(request) = problem_ui(ui, problem, |_| {})
            {
                // The field for the key is on a page, which the dialog would cover.
                stays &= !matches!(request, Request::EnterKey);
                cx.request(request);
            }
            camera_history_ui(ui, history);
            scroll_by_page(ui, height);
        });
        ui.horizontal_wrapped(|ui| {
            for verb in view.actions {
                stays &=
                    !verb_button_ui(ui, cx, &view, *verb, Size::Normal, &verb_with_this(*verb));
            }
            if view.is_waiting {
                retry_now_ui(ui, cx, &view, Size::Normal);
                stop_retrying_ui(ui, cx, &view);
            }
            if let Some(approval) = &view.approval {
                let text = tr!("card-add-to-allowlist");
                let name = tr!("card-add-this-to-allowlist");
                stays &= !approve_button_ui(ui, cx, approval, text, Size::Normal, &name);
            }
            if batch.positions.is_some()
                && Button::secondary(tr!("positions-change-of-this")).pressed(ui)
            {
                ui_state.open_position_of(view.address);
            }
            stays &= !Button::secondary(tr!("card-close")).pressed(ui);
        });
    });
    stays && !left
}

/// The accessible name of the button for `verb` in this dialog, which has only one camera.
fn verb_with_this(verb: DeviceVerb) -> &'static str {
    match verb {
        DeviceVerb::Provision => tr!("card-provision-this"),
        DeviceVerb::Retry => tr!("card-retry-this"),
        DeviceVerb::Skip => tr!("card-skip-this"),
    }
}

fn facts_ui(ui: &mut Ui, card: &Card, view: &CardView<'_>, now: Now) {
    ui.spacing_mut().interact_size.y = 5.0 * STEP;
    let facts = facts(card, view, now);
    let names = facts
        .iter()
        .map(|(name, _)| text_width(ui, TextRole::Body, name).ceil());
    Grid::new("facts")
        .num_columns(2)
        .min_col_width(names.fold(0.0, f32::max))
        .spacing([4.0 * STEP, STEP])
        .show(ui, |ui| {
            for (name, value) in facts {
                label_ui(ui, TextRole::Body, Tone::Quiet, name);
                ui.add(egui::Label::new(text(ui, TextRole::Body, value)).wrap());
                ui.end_row();
            }
        });
}

/// The name and the value of each fact.
fn facts(card: &Card, view: &CardView<'_>, now: Now) -> [(&'static str, String); 12] {
    let candidate = &card.candidate;
    let failure = candidate.failure.as_ref();
    let (code, message) = failure
        .map(|failure| (failure.code.clone(), failure.message.clone()))
        .unwrap_or_default();
    let or_unknown = |text: Option<String>| text.unwrap_or_else(|| format::UNKNOWN.to_owned());
    let ip = or_unknown(candidate.ip.map(|ip| ip.to_string()));
    let firmware = or_unknown(candidate.firmware_version.clone());
    let container = or_unknown(candidate.container_id.clone());
    let allowed = if candidate.in_allowlist {
        format!("{} {}", icons::ALLOWED, tr!("card-yes"))
    } else {
        format!("{} {}", icons::NOT_ALLOWED, tr!("card-no"))
    };
    let time = or_unknown(card.attempt_time(now).map(format::clock));
    let found_at = or_unknown(candidate.discovered_at.map(format::time_of_day));
    [
        (
            tr!("card-fact-state"),
            format!("{} {}", view.icon, view.state),
        ),
        (tr!("card-fact-position"), or_unknown(card.position.clone())),
        (tr!("card-fact-address"), ip),
        (tr!("card-fact-signal"), signal(card).to_string()),
        (tr!("card-fact-firmware"), firmware),
        (tr!("card-fact-container"), container),
        (tr!("card-fact-allowlist"), allowed),
        (tr!("card-fact-retries"), candidate.retry_count.to_string()),
        (tr!("card-fact-attempt-time"), time),
        (tr!("card-fact-found-at"), found_at),
        (tr!("card-fact-code"), or_unknown(code)),
        (tr!("card-fact-pi-says"), or_unknown(message)),
    ]
}

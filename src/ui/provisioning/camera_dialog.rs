//! Everything that is known of one camera, with what can be done about it.

use egui::{Grid, ScrollArea, Ui};

use super::{
    approval::approve_button_ui,
    card::verb_button_ui,
    card_view::{CardView, signal, verb_word},
};
use crate::{
    domain::clock::Now,
    state::{State, action::Action, batch::Batch, card::Card},
    ui::{
        Intent, icons,
        theme::{STEP, TextRole, Tone, text},
        widgets::{
            button::Button,
            dialog::dialog_ui,
            label::{copyable_ui, label_ui},
            problem::problem_ui,
        },
        words,
    },
};

/// What the title, the message and the buttons of the dialog take of the window's height.
const ROOM_AROUND: f32 = 240.0;

/// Draws the details. True while they stay open.
pub fn camera_dialog_ui(
    ui: &mut Ui,
    state: &State,
    batch: &Batch,
    card: &Card,
    now: Now,
    intents: &mut Vec<Intent>,
) -> bool {
    let view = CardView::of(card, batch, state.allowlist(), now);
    let mut stays = true;
    let message = view.message.as_ref();
    let message = message.map(|message| format!("{} {}", message.headline, message.advice));
    let title = format!("Camera {}", view.short);
    let body = message.unwrap_or_else(|| view.state.clone());
    let left = dialog_ui(ui.ctx(), &title, &body, |ui| {
        let height = (ui.ctx().content_rect().height() - ROOM_AROUND).max(20.0 * STEP);
        let scroll = ScrollArea::vertical().max_height(height);
        scroll.auto_shrink([false, true]).show(ui, |ui| {
            if ui
                .horizontal(|ui| copyable_ui(ui, &view.mac, "this MAC"))
                .inner
            {
                intents.push(Intent::Do(Action::Copied("MAC copied".to_owned())));
            }
            facts_ui(ui, card, &view, batch.clock(now));
            if let Some(problem) = &card.problem {
                problem_ui(ui, problem, intents, |_, _| {});
            }
        });
        ui.horizontal(|ui| {
            let asked = intents.len();
            for verb in &view.actions {
                let name = format!("{} this camera", verb_word(*verb));
                verb_button_ui(ui, view.address, *verb, &name, intents);
            }
            if let Some(approval) = &view.approval {
                let name = "Add this camera to the allowlist";
                approve_button_ui(
                    ui,
                    view.address,
                    approval,
                    "Add to allowlist",
                    name,
                    intents,
                );
            }
            let close = Button::secondary("Close").pressed(ui);
            stays = intents.len() == asked && !close;
        });
    });
    stays && !left
}

fn facts_ui(ui: &mut Ui, card: &Card, view: &CardView, now: Now) {
    let candidate = &card.candidate;
    let or_unknown = |text: Option<String>| text.unwrap_or_else(|| words::UNKNOWN.to_owned());
    let failure = candidate.failure.as_ref();
    let rows = [
        ("State", format!("{} {}", view.icon, view.state)),
        ("Address", or_unknown(candidate.ip.map(|ip| ip.to_string()))),
        ("Signal", signal(card)),
        ("Firmware", or_unknown(candidate.firmware_version.clone())),
        ("Container", or_unknown(candidate.container_id.clone())),
        (
            "Allowlist",
            if candidate.in_allowlist {
                format!("{} yes", icons::ALLOWED)
            } else {
                format!("{} no", icons::NOT_ALLOWED)
            },
        ),
        ("Retries", candidate.retry_count.to_string()),
        (
            "Time of this try",
            or_unknown(card.attempt_time(now).map(words::clock)),
        ),
        (
            "Found at",
            or_unknown(candidate.discovered_at.map(words::time_of_day)),
        ),
        (
            "Code",
            or_unknown(failure.and_then(|failure| failure.code.clone())),
        ),
        (
            "The Pi says",
            or_unknown(failure.and_then(|failure| failure.message.clone())),
        ),
    ];
    ui.spacing_mut().interact_size.y = 5.0 * STEP;
    Grid::new("facts")
        .num_columns(2)
        .min_col_width(32.0 * STEP)
        .spacing([4.0 * STEP, STEP])
        .show(ui, |ui| {
            for (name, value) in rows {
                label_ui(ui, TextRole::Body, Tone::Quiet, name);
                ui.add(egui::Label::new(text(ui, TextRole::Body, value)).wrap());
                ui.end_row();
            }
        });
}

//! The provisioning tab: the start form, or the session with its cameras.

pub(crate) mod announcement;
pub(crate) mod approval;
pub(crate) mod camera_dialog;
pub(crate) mod card;
pub mod card_grid;
pub mod card_view_model;
pub mod dialogs;
pub(crate) mod filters;
pub(crate) mod session_actions;
pub(crate) mod session_panel;
pub mod start_draft;
pub mod start_form;

use announcement::AnnouncementUiState;
use card_grid::GridLayout;
use dialogs::Dialog;
use start_draft::StartUiState;

use std::time::{Duration, Instant};

use egui::{Align, Frame, Layout, Margin, Panel, Ui};

use crate::{
    domain::{clock::Now, problem::Problem},
    features::{
        State,
        intent::Intent,
        provisioning::{intent::ProvisioningIntent, state::Phase},
    },
    tr,
    ui::{
        theme::{Density, MARGIN, Palette, STEP, TextRole, Tone},
        widgets::{
            button::Button,
            label::{label_ui, paragraph_ui},
            problem::problem_ui,
        },
    },
};

/// Height of a row in the bar of actions on the small display.
const ACTION_ROW_HEIGHT: f32 = 60.0;
/// A read that takes less than this shows nothing: a flash of grey is worse than nothing.
const SKELETON_AFTER: Duration = Duration::from_millis(200);

/// What the person is typing and looking at.
#[derive(Debug, Default)]
pub struct ProvisioningUiState {
    pub start: StartUiState,
    pub dialog: Option<Dialog>,
    pub(crate) grid: GridLayout,
    pub(crate) announcement: AnnouncementUiState,
}

/// Draws the tab.
pub fn provisioning_ui(
    ui: &mut Ui,
    state: &State,
    ui_state: &mut ProvisioningUiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    match &state.provisioning.phase {
        Phase::Idle(idle) => {
            start_form::start_form_ui(ui, state, idle, ui_state, now, intents);
        }
        Phase::Looking { since, problem, .. } => {
            looking_ui(ui, *since, problem.as_deref(), now, intents);
        }
        Phase::Open(batch) => {
            session_panel::session_panel_ui(ui, state, batch, ui_state, now, intents);
            filters::filters_ui(ui, batch, intents);
            card_grid::card_grid_ui(ui, state, batch, ui_state, now, intents);
        }
    }
}

/// On the small display the actions stay at the bottom, within reach of the thumb, whatever is scrolled above them.
pub fn action_bar_ui(
    ui: &mut Ui,
    state: &State,
    ui_state: &mut ProvisioningUiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    if Density::of(ui) != Density::Touch || state.notices.event_log_open {
        return;
    }
    let margin = Margin::symmetric(3 * MARGIN, 2 * MARGIN);
    let frame = Frame::new()
        .fill(Palette::of(ui).surface)
        .inner_margin(margin);
    let runs = matches!(&state.provisioning.phase, Phase::Open(batch) if !batch.is_over() && !batch.interrupted);
    let rows = if runs && Density::is_portrait(ui) {
        2.0
    } else {
        1.0
    };
    let bar = Panel::bottom("actions")
        .exact_size(rows * ACTION_ROW_HEIGHT + 4.0 * STEP)
        .resizable(false)
        .frame(frame);
    match &state.provisioning.phase {
        Phase::Looking { .. } => {}
        Phase::Idle(idle) => {
            bar.show(ui, |ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    start_form::past_sessions_ui(ui, state, intents);
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        start_form::submit_ui(ui, idle, &ui_state.start, now, intents);
                    });
                })
            });
        }
        Phase::Open(batch) => {
            bar.show(ui, |ui| {
                let mut actions = |ui: &mut Ui| {
                    session_actions::session_actions_ui(ui, batch, ui_state, intents);
                };
                if rows > 1.0 {
                    actions(ui);
                } else {
                    ui.horizontal_centered(actions);
                }
            });
        }
    }
}

/// A session is being read: grey shapes of what is to come, or why it does not come.
fn looking_ui(
    ui: &mut Ui,
    since: Instant,
    problem: Option<&Problem>,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    if let Some(problem) = problem {
        let request = problem_ui(ui, problem, |ui| leave_ui(ui, intents));
        intents.extend(request.map(Intent::Request));
        return;
    }
    if now.since(since) < SKELETON_AFTER {
        ui.ctx().request_repaint_after(SKELETON_AFTER);
        return;
    }
    let palette = Palette::of(ui);
    label_ui(ui, TextRole::Body, Tone::Quiet, tr!("batch-reading"));
    for height in [150.0, 110.0, 110.0] {
        let (rect, _) = ui.allocate_exact_size(
            egui::vec2(ui.available_width(), height),
            egui::Sense::hover(),
        );
        ui.painter().rect_filled(
            rect,
            egui::CornerRadius::same(crate::ui::theme::PANEL_RADIUS),
            palette.surface,
        );
        ui.add_space(STEP);
    }
    ui.horizontal(|ui| leave_ui(ui, intents));
}

fn leave_ui(ui: &mut Ui, intents: &mut Vec<Intent>) {
    if Button::secondary(tr!("batch-leave")).pressed(ui) {
        intents.push(provisioning(ProvisioningIntent::Leave));
    }
}

/// What to look at while no camera appears.
fn waiting_ui(ui: &mut Ui, onboarding: &str) {
    ui.add_space(6.0 * STEP);
    ui.vertical_centered(|ui| {
        let headline = tr!("batch-waiting", network = onboarding);
        paragraph_ui(ui, TextRole::Title, Tone::Plain, headline);
        for hint in [tr!("batch-waiting-power"), tr!("batch-waiting-none")] {
            paragraph_ui(ui, TextRole::Body, Tone::Quiet, hint);
        }
    });
}

fn provisioning(action: ProvisioningIntent) -> Intent {
    Intent::Provisioning(action)
}

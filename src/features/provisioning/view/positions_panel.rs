//! The line about the positions: what to switch on next, and which of several cameras is there.

use egui::{Align, Frame, Layout, Margin, Ui, UiBuilder, accesskit::Role};

use super::{ProvisioningCx, ProvisioningUiState};
use crate::{
    domain::position_plan::PositionPlan,
    features::provisioning::{
        batch::Batch,
        intent::{PositionIntent, ProvisioningIntent},
    },
    tr,
    ui::{
        theme::{Density, MARGIN, Palette, STEP, TextRole, Tone, panel},
        widgets::{
            button::{Button, Size},
            label::{label_ui, paragraph_ui, text_width},
            notice::notice_ui,
        },
    },
};

/// Around the line, as in the panel of the session above it.
const DESKTOP_MARGIN: Margin = Margin {
    left: 4 * MARGIN,
    right: 4 * MARGIN,
    top: 2 * MARGIN,
    bottom: 2 * MARGIN,
};
/// The most cameras that a person is asked about at a time.
const MAX_ASKED: usize = 12;

/// Draws the line, if there are positions, and the question, if there is one.
pub fn positions_panel_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    ui_state: &mut ProvisioningUiState,
) {
    let Some(plan) = &batch.positions else { return };
    let palette = Palette::of(ui);
    let frame = match Density::of(ui) {
        Density::Desktop => panel(palette.surface, palette.border, DESKTOP_MARGIN),
        Density::Touch => Frame::NONE,
    };
    let group = UiBuilder::new()
        .accessibility_role(Role::Group)
        .accessibility_label(tr!("positions-title"));
    ui.scope_builder(group, |ui| {
        frame.show(ui, |ui| line_ui(ui, cx, batch, plan, ui_state))
    });
    if let (Some(next), [_, ..]) = (plan.next(), plan.asked()) {
        question_ui(ui, cx, plan, next);
    }
}

/// What to switch on next, and how many cameras have their position.
fn line_ui(
    ui: &mut Ui,
    cx: &ProvisioningCx<'_, '_>,
    batch: &Batch,
    plan: &PositionPlan,
    ui_state: &mut ProvisioningUiState,
) {
    ui.horizontal(|ui| {
        ui.set_min_height(Density::of(ui).target_height());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let open = Button::secondary(tr!("positions-open")).size(Size::Small);
            if open.pressed(ui) {
                ui_state.start_positions(cx.state.provisioning, batch);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0 * STEP;
                let next = plan.next().filter(|_| batch.is_running());
                if let Some(next) = next.filter(|_| plan.asked().is_empty()) {
                    next_ui(ui, next);
                }
                // The dialog has it too.
                let (tone, text) = progress(batch, plan);
                if text_width(ui, TextRole::Strong, &text) <= ui.available_width() {
                    label_ui(ui, TextRole::Strong, tone, text);
                }
            });
        });
    });
}

/// The position to switch on next. In a narrow window it is more important than the words before it.
fn next_ui(ui: &mut Ui, next: &str) {
    let words = tr!("positions-next");
    let beside = text_width(ui, TextRole::Number, next) + ui.spacing().item_spacing.x;
    let room = ui.available_width() - beside;
    if text_width(ui, TextRole::Strong, words) <= room {
        label_ui(ui, TextRole::Strong, Tone::Plain, words);
    }
    label_ui(ui, TextRole::Number, Tone::Plain, next);
}

/// How many cameras have their position and, once all have, how many of them are verified.
pub fn progress(batch: &Batch, plan: &PositionPlan) -> (Tone, String) {
    let (bound, wanted) = plan.progress();
    let verified = batch.verified_at_positions();
    if bound < wanted || bound == 0 {
        let text = tr!("positions-progress", bound = bound, wanted = wanted);
        return (Tone::Quiet, text);
    }
    if verified < bound {
        let text = tr!(
            "positions-bound",
            bound = bound,
            wanted = wanted,
            verified = verified
        );
        return (Tone::Plain, text);
    }
    let text = tr!("positions-done", bound = bound, wanted = wanted);
    (Tone::Good, text)
}

/// Asks which of the cameras is at the next position.
fn question_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, plan: &PositionPlan, next: &str) {
    let question = tr!("positions-which", position = next);
    notice_ui(ui, Tone::Warning, &question, |ui| {
        paragraph_ui(ui, TextRole::Strong, Tone::Plain, question.clone());
        paragraph_ui(ui, TextRole::Small, Tone::Quiet, tr!("positions-which-why"));
        ui.horizontal_wrapped(|ui| {
            for mac in plan.asked().iter().take(MAX_ASKED) {
                let name = tr!("positions-is-next", mac = mac.to_string(), position = next);
                let button = Button::secondary(mac.short().to_string()).named(name);
                if button.min_width(30.0 * STEP).pressed(ui) {
                    push(cx, PositionIntent::IsNext(*mac));
                }
            }
            let more = plan.asked().len().saturating_sub(MAX_ASKED);
            if more > 0 {
                let text = tr!("positions-asked-more", count = more);
                label_ui(ui, TextRole::Body, Tone::Quiet, text);
            }
            if Button::quiet(tr!("positions-later")).pressed(ui) {
                push(cx, PositionIntent::DecideLater);
            }
        });
    });
}

pub fn push(cx: &mut ProvisioningCx<'_, '_>, intent: PositionIntent) {
    cx.push(ProvisioningIntent::Positions(intent));
}

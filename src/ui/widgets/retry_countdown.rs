//! The countdown to an automatic retry: a ring, the seconds, and buttons to retry now or to stop.

use std::borrow::Cow;

use egui::{Sense, Shape, Stroke, Ui, epaint::PathShape, vec2};

use crate::{
    domain::{
        clock::Now,
        problem::{Problem, Remedy},
    },
    model::retry_countdown::RetryCountdown,
    tr,
    ui::{
        format, redraw,
        theme::{Density, Palette, TextRole, Tone},
        widgets::{button::Button, label::label_ui},
    },
};

/// The button that was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryAction {
    RetryNow,
    Stop,
}

/// The problem of an operation that is retried: while the countdown is running, there is nothing to
/// do.
pub fn while_retrying<'a>(problem: &'a Problem, retry: &RetryCountdown) -> Cow<'a, Problem> {
    if !retry.is_waiting() || problem.remedy != Remedy::Retry {
        return Cow::Borrowed(problem);
    }
    Cow::Owned(Problem {
        remedy: Remedy::Wait,
        ..problem.clone()
    })
}

/// Draws the countdown if it is running.
pub fn retry_ui(ui: &mut Ui, retry: &RetryCountdown, now: Now) -> Option<RetryAction> {
    let (left, part) = retry.left(now)?;
    ring_ui(ui, part);
    let wait = format::countdown(left);
    let whole = tr!("problem-panel-trying-again", wait = wait.as_str());
    let text = match Density::of(ui) {
        Density::Desktop => &whole,
        Density::Touch => &wait,
    };
    let label = label_ui(ui, TextRole::Body, Tone::Quiet, text);
    redraw::each_second(ui, label.rect);
    ui.ctx()
        .accesskit_node_builder(label.id, |node| node.set_label(whole));
    let retry = Button::secondary(tr!("problem-panel-retry-now")).compact();
    if retry.pressed(ui) {
        return Some(RetryAction::RetryNow);
    }
    Button::quiet(tr!("problem-panel-stop-retrying"))
        .compact()
        .pressed(ui)
        .then_some(RetryAction::Stop)
}

/// An arc from the top that shows the remaining part of the wait.
fn ring_ui(ui: &mut Ui, part: f32) {
    const POINTS: u8 = 32;
    let side = Density::of(ui).control_height() * 0.5;
    let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    let palette = Palette::of(ui);
    let radius = side / 2.0 - 2.0;
    ui.painter()
        .circle_stroke(rect.center(), radius, Stroke::new(2.0, palette.border));
    let point = |step: u8| {
        let angle = std::f32::consts::TAU * part * f32::from(step) / f32::from(POINTS);
        rect.center() + radius * vec2(angle.sin(), -angle.cos())
    };
    let arc = (0..=POINTS).map(point).collect();
    let line = PathShape::line(arc, Stroke::new(2.0, palette.action_text));
    ui.painter().add(Shape::Path(line));
}

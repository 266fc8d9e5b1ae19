//! The check of the connection in use, step by step, with advice for each step that failed.

use egui::Ui;

use super::ConnectCx;
use crate::{
    domain::{
        connection_check::{CheckStatus, CheckStep},
        preflight::Check,
    },
    features::connect::intent::ConnectIntent,
    i18n, tr,
    ui::{
        icons,
        theme::{TextRole, Tone},
        widgets::{
            button::Button,
            label::{label_ui, paragraph_ui},
        },
    },
};

/// Draws the steps. `server` is the address of the Pi in use.
pub fn check_list_ui(ui: &mut Ui, cx: &mut ConnectCx<'_>, server: &str) {
    ui.horizontal(|ui| {
        label_ui(ui, TextRole::Strong, Tone::Plain, tr!("check-title"));
        label_ui(ui, TextRole::Mono, Tone::Quiet, server);
        let enabled = !cx.state.is_checking;
        if Button::secondary(tr!("check-again"))
            .enabled(enabled)
            .pressed(ui)
        {
            cx.push(ConnectIntent::Check);
        }
    });
    let Some(report) = &cx.state.check_report else {
        let text = if cx.state.is_checking {
            tr!("check-running")
        } else {
            tr!("check-not-checked")
        };
        label_ui(ui, TextRole::Body, Tone::Quiet, text);
        return;
    };
    for (step, status) in report.checks() {
        step_ui(ui, step, status);
    }
}

fn step_ui(ui: &mut Ui, step: CheckStep, status: &CheckStatus) {
    let (tone, icon, state) = match status {
        CheckStatus::Ok => (Tone::Good, icons::DONE, tr!("check-ok")),
        CheckStatus::Failed(_) => (Tone::Bad, icons::FAILED, tr!("check-failed")),
        CheckStatus::Skipped => (Tone::Quiet, icons::UNKNOWN, tr!("check-skipped")),
    };
    let check = i18n::check_name(Check::Connection(step));
    let name = tr!("check-step", step = check, state = state);
    let label = label_ui(ui, TextRole::Strong, tone, format!("{icon}  {name}"));
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_label(name.clone());
        node.set_value(name);
    });
    if let CheckStatus::Failed(problem) = status {
        let advice = tr!(
            "check-problem",
            summary = i18n::problem_summary(problem),
            advice = i18n::advice(&problem.remedy),
            code = problem.code(),
        );
        paragraph_ui(ui, TextRole::Body, Tone::Plain, advice);
    }
}

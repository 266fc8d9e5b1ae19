//! The traffic checks of the connection in use; what to do about each red one.

use egui::Ui;

use crate::{
    domain::connection_check::{CheckStatus, CheckStep},
    features::{State, connect::intent::ConnectIntent, intent::Intent},
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

/// Draws them.
pub fn check_list_ui(ui: &mut Ui, state: &State, intents: &mut Vec<Intent>) {
    ui.horizontal(|ui| {
        label_ui(ui, TextRole::Strong, Tone::Plain, tr!("light-title"));
        label_ui(ui, TextRole::Mono, Tone::Quiet, state.server.clone());
        let enabled = !state.connect.is_checking;
        if Button::secondary(tr!("light-check"))
            .enabled(enabled)
            .pressed(ui)
        {
            intents.push(Intent::Connect(ConnectIntent::Check));
        }
    });
    let Some(report) = &state.connect.check_report else {
        let text = if state.connect.is_checking {
            tr!("light-checking")
        } else {
            tr!("light-not-checked")
        };
        label_ui(ui, TextRole::Body, Tone::Quiet, text);
        return;
    };
    for (light, status) in report.checks() {
        light_ui(ui, light, status);
    }
}

fn light_ui(ui: &mut Ui, light: CheckStep, status: &CheckStatus) {
    let (tone, icon, state) = match status {
        CheckStatus::Ok => (Tone::Good, icons::DONE, tr!("light-yes")),
        CheckStatus::Failed(_) => (Tone::Bad, icons::FAILED, tr!("light-no")),
        CheckStatus::Skipped => (Tone::Quiet, icons::UNKNOWN, tr!("light-not-tried")),
    };
    let name = tr!("light-says", light = words(light), state = state);
    let label = label_ui(ui, TextRole::Strong, tone, format!("{icon}  {name}"));
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_label(name.clone());
        node.set_value(name);
    });
    if let CheckStatus::Failed(problem) = status {
        let advice = tr!(
            "light-problem",
            summary = i18n::summary(&problem.code, &problem.summary),
            advice = i18n::advice(&problem.remedy),
            code = problem.code.as_str(),
        );
        paragraph_ui(ui, TextRole::Body, Tone::Plain, advice);
    }
}

/// What a light says when it is green.
fn words(light: CheckStep) -> String {
    match light {
        CheckStep::Reachable => tr!("light-reachable"),
        CheckStep::SpeaksV1 => tr!("light-speaks-v1"),
        CheckStep::KeyAccepted => tr!("light-key-accepted"),
        CheckStep::EventsLive => tr!("light-events-live"),
        CheckStep::MonitorLive => tr!("light-monitor-live"),
    }
}

//! The traffic lights of the connection in use; what to do about each red one.

use egui::Ui;

use crate::{
    domain::check::{Glow, Light},
    state::State,
    ui::{
        Intent, icons,
        theme::{TextRole, Tone},
        widgets::{
            button::Button,
            label::{label_ui, paragraph_ui},
        },
    },
};

/// Draws them.
pub fn lights_ui(ui: &mut Ui, state: &State, intents: &mut Vec<Intent>) {
    ui.horizontal(|ui| {
        label_ui(ui, TextRole::Strong, Tone::Plain, "Connection");
        label_ui(ui, TextRole::Mono, Tone::Quiet, state.server.clone());
        let enabled = !state.setup.is_checking;
        if Button::secondary("Check connection")
            .enabled(enabled)
            .pressed(ui)
        {
            intents.push(Intent::CheckConnection);
        }
    });
    let Some(report) = &state.setup.lights else {
        let text = if state.setup.is_checking {
            "Asking the Pi…"
        } else {
            "Not checked yet."
        };
        label_ui(ui, TextRole::Body, Tone::Quiet, text);
        return;
    };
    for (light, glow) in report.lights() {
        light_ui(ui, light, glow);
    }
}

fn light_ui(ui: &mut Ui, light: Light, glow: &Glow) {
    let (tone, icon, word) = match glow {
        Glow::Green => (Tone::Good, icons::DONE, "yes"),
        Glow::Red(_) => (Tone::Bad, icons::FAILED, "no"),
        Glow::Dark => (Tone::Quiet, icons::UNKNOWN, "not tried"),
    };
    let label = label_ui(
        ui,
        TextRole::Strong,
        tone,
        format!("{icon}  {}: {word}", light.words()),
    );
    let name = format!("{}: {word}", light.words());
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_label(name.clone());
        node.set_value(name);
    });
    if let Glow::Red(problem) = glow {
        let advice = format!(
            "{} {} ({})",
            problem.summary,
            problem.remedy.advice(),
            problem.code
        );
        paragraph_ui(ui, TextRole::Body, Tone::Plain, advice);
    }
}

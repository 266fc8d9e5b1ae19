//! The row above the plots: which stretch of time, from where, and what to do with it.

use egui::{Layout, Ui};

use super::{Export, MonitorDraft, monitoring_action};
use crate::{
    domain::{clock::Now, telemetry::TransportChoice},
    state::{action::MonitoringAction, monitoring::Monitoring, time_window::TimeSpan},
    ui::{
        Intent,
        theme::{Density, Palette, STEP, TextRole, Tone},
        widgets::{button::Button, chip::chip_ui, label::label_ui},
    },
};

/// Draws the row; on the small display it is two.
pub fn toolbar_ui(
    ui: &mut Ui,
    monitoring: &Monitoring,
    draft: &mut MonitorDraft,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    ui.horizontal(|ui| {
        spans_ui(ui, draft);
        ui.add_space(3.0 * STEP);
        if Density::of(ui) == Density::Desktop {
            transport_ui(ui, monitoring, intents);
        }
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            actions_ui(ui, monitoring, draft, now, intents)
        });
    });
    if Density::of(ui) == Density::Touch {
        ui.horizontal(|ui| transport_ui(ui, monitoring, intents));
    }
}

fn spans_ui(ui: &mut Ui, draft: &mut MonitorDraft) {
    for span in TimeSpan::ALL {
        let chosen = draft.view.span() == span && draft.view.follows();
        let name = format!("Show {}", span.label());
        if chip_ui(ui, span.label(), None, chosen, &name).clicked() {
            draft.view.choose(span);
        }
    }
}

/// A person can force either transport, for example where a proxy breaks sockets.
fn transport_ui(ui: &mut Ui, monitoring: &Monitoring, intents: &mut Vec<Intent>) {
    label_ui(ui, TextRole::Small, Tone::Quiet, "Source");
    let choices = [
        (TransportChoice::Auto, "Auto"),
        (TransportChoice::Socket, "Socket"),
        (TransportChoice::Polling, "Polling"),
    ];
    for (choice, word) in choices {
        let name = format!("Source {}", word.to_lowercase());
        if chip_ui(ui, word, None, monitoring.choice == choice, &name).clicked() {
            intents.push(monitoring_action(MonitoringAction::Transport(choice)));
        }
    }
}

/// From right to left.
fn actions_ui(
    ui: &mut Ui,
    monitoring: &Monitoring,
    draft: &mut MonitorDraft,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    let now_ms = monitoring.now_ms(now);
    let export = Button::secondary("Export…").named("Export").ui(ui);
    egui::Popup::menu(&export).show(|ui| {
        ui.visuals_mut().window_fill = Palette::of(ui).surface;
        if ui.button("Values as CSV").clicked() {
            intents.push(Intent::Export(Export::Csv(draft.view.window(now_ms))));
            ui.close();
        }
        if ui.button("Picture as PNG").clicked() {
            intents.push(Intent::Export(Export::Png));
            ui.close();
        }
    });
    if draft.view.follows() {
        if Button::secondary("Freeze")
            .hint("Hold the picture; collecting goes on")
            .pressed(ui)
        {
            draft.view.freeze(now_ms);
        }
    } else if Button::primary("Follow").hint("Back to now").pressed(ui) {
        draft.view.follow();
    }
    if Density::of(ui) == Density::Desktop
        && Button::quiet("Thresholds…").named("Thresholds").pressed(ui)
    {
        draft.thresholds = Some(monitoring.thresholds);
    }
}

//! The header of every tab: which Pi this is, and whether what one sees is live.

use egui::{
    Align, Frame, Id, Label, Layout, Margin, Panel, Response, Role, Sense, Ui, WidgetInfo, vec2,
};

use crate::{
    domain::{clock::Now, stream::StreamStatus},
    state::State,
    ui::{
        Drafts, Tab, icons,
        monitor::header_strip::header_strip_ui,
        theme::{Density, MARGIN, Palette, STEP, TextRole, Tone, text},
        widgets::{button::name_and_ring, label::label_ui},
        words,
    },
};

/// With less room than this, the address alone says which Pi it is.
const TITLED: f32 = 460.0;

/// Draws the header. Its strip leads to the monitor, the name of the Pi to the page that connects.
pub fn header_ui(ui: &mut Ui, state: &State, drafts: &mut Drafts, now: Now) {
    let height = match Density::of(ui) {
        Density::Desktop => 52.0,
        Density::Touch => 44.0,
    };
    let frame = Frame::new()
        .fill(Palette::of(ui).surface)
        .inner_margin(Margin::symmetric(5 * MARGIN, 0));
    Panel::top("header")
        .exact_size(height)
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                // The strip has its room; what is left of it ends with an ellipsis.
                if state.has_pi() && header_strip_ui(ui, state, now) {
                    drafts.tab = Tab::Monitor;
                    drafts.connect.is_open = false;
                }
                ui.add_space(4.0 * STEP);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = 4.0 * STEP;
                    drafts.connect.is_open ^= if state.has_pi() {
                        pi_ui(ui, state, now)
                    } else {
                        address_ui(ui, "Not connected").clicked()
                    };
                });
            });
        });
}

/// Which Pi this is, and how old what it says is. What comes last is cut first. True if the person wants another Pi.
fn pi_ui(ui: &mut Ui, state: &State, now: Now) -> bool {
    let density = Density::of(ui);
    let name = state
        .setup
        .profiles
        .first()
        .map_or("", |profile| profile.name.as_str());
    if density == Density::Desktop && ui.available_width() >= TITLED {
        let title = if name.is_empty() {
            "PiOrchestrator"
        } else {
            name
        };
        label_ui(ui, TextRole::Strong, Tone::Plain, title);
    }
    let response = address_ui(ui, &state.server);
    // The small display has room for one age; an old monitor says its own.
    let has_room = density == Density::Desktop || !state.monitoring.is_stale(now);
    if let Some(age) = state.stale_for(now).filter(|_| has_room) {
        let text = format!("As of {} ago", words::roughly(age));
        label_ui(ui, TextRole::Body, Tone::Warning, text);
    }
    stream_ui(ui, &state.stream, now);
    response.clicked()
}

/// Which Pi this is; a press leads to the page that connects to another.
fn address_ui(ui: &mut Ui, address: &str) -> Response {
    let change = format!("{address} {}", icons::CHANGE);
    let color = Palette::of(ui).muted;
    let label = Label::new(text(ui, TextRole::Mono, change).color(color));
    let label = ui.add(label.truncate());
    // A finger needs more than the height of a line.
    let rect = label.rect.expand2(vec2(2.0 * STEP, 3.0 * STEP));
    // Its own id: a press goes on while what stands before it comes or goes.
    let response = ui.interact(rect, Id::unique("change pi"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Change Pi"));
    name_and_ring(ui, &response, "Change Pi");
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_value(address));
    response
}

/// The event stream in a word and a mark, with the countdown to the next attempt.
fn stream_ui(ui: &mut Ui, status: &StreamStatus, now: Now) {
    let (tone, text) = match status {
        StreamStatus::Off => (Tone::Quiet, "Events off".to_owned()),
        StreamStatus::Connecting { attempt: 1 } => {
            (Tone::Discovered, "Events connecting…".to_owned())
        }
        StreamStatus::Connecting { attempt } => (
            Tone::Warning,
            format!("Events connecting…{}", words::attempt(*attempt)),
        ),
        StreamStatus::Live { .. } => (Tone::Good, "Events live".to_owned()),
        StreamStatus::Retrying { attempt, at, .. } => {
            let wait = words::countdown(now.until(*at));
            (
                Tone::Warning,
                format!("Events retrying in {wait}{}", words::attempt(*attempt)),
            )
        }
        StreamStatus::Refused { .. } => (Tone::Bad, "Events refused".to_owned()),
    };
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0 * STEP;
        let (mark, _) = ui.allocate_exact_size(egui::vec2(10.0, 10.0), egui::Sense::hover());
        ui.painter()
            .circle_filled(mark.center(), 4.5, Palette::of(ui).tone(tone));
        let label = label_ui(
            ui,
            TextRole::Body,
            if tone == Tone::Good {
                Tone::Plain
            } else {
                tone
            },
            text,
        );
        let name = format!("Events: {}", status.word());
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_label(name.clone());
            node.set_value(name);
        });
    });
}

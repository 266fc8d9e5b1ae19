//! The header of every tab: which Pi this is, and whether what one sees is live.

use egui::{
    Align, Frame, Id, Label, Layout, Margin, Panel, Rect, Response, Role, Sense, Ui, Vec2,
    WidgetInfo, vec2,
};

use crate::{
    domain::{clock::Now, link_state::LinkState},
    features::{State, intent::Intent, kiosk, monitor::view::header_strip::header_strip_ui},
    shell::{UiState, feature_ui},
    tr,
    ui::{
        Tab, format, icons,
        theme::{Density, MARGIN, Palette, STEP, TextRole, Tone, text},
        widgets::{button::name_and_ring, label::label_ui},
    },
};

/// With less room than this, the address alone says which Pi it is.
const TITLED: f32 = 460.0;

/// Draws the header. Its strip leads to the monitor, the name of the Pi to the page that connects.
pub fn header_ui(
    ui: &mut Ui,
    state: &State,
    ui_state: &mut UiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    let row = match Density::of(ui) {
        Density::Desktop => 52.0,
        Density::Touch => 46.0,
    };
    // A display that stands upright has no room for both side by side.
    let rows = if Density::is_portrait(ui) { 2.0 } else { 1.0 };
    let frame = Frame::new()
        .fill(Palette::of(ui).surface)
        .inner_margin(Margin::symmetric(5 * MARGIN, 0));
    Panel::top("header")
        .exact_size(rows * row)
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if rows > 1.0 {
                let room = vec2(ui.available_width(), row);
                let left = Layout::left_to_right(Align::Center);
                ui.allocate_ui_with_layout(room, left, |ui| {
                    if state.is_kiosk() {
                        // The bar at the bottom has no room for the lock.
                        feature_ui(&state.kiosk, now, intents, Intent::Kiosk, |cx| {
                            kiosk::view::lock_ui(ui, cx, &mut ui_state.kiosk, Vec2::splat(row));
                        });
                    }
                    place_ui(ui, state, ui_state, now);
                });
                let right = Layout::right_to_left(Align::Center);
                ui.allocate_ui_with_layout(room, right, |ui| strip_ui(ui, state, ui_state, now));
                return;
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                // The strip has its room; what is left of it ends with an ellipsis.
                strip_ui(ui, state, ui_state, now);
                ui.add_space(4.0 * STEP);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    place_ui(ui, state, ui_state, now);
                });
            });
        });
}

/// How the Pi is; leads to the monitor.
fn strip_ui(ui: &mut Ui, state: &State, ui_state: &mut UiState, now: Now) {
    // The header needs the room of the sparklines while it reports a broken connection.
    let sparklines = state.stream.is_live();
    if state.has_pi() && header_strip_ui(ui, &state.monitoring, now, sparklines) {
        ui_state.show_tab(Tab::Monitor);
    }
}

/// Which Pi this is; leads to the page that connects to another.
fn place_ui(ui: &mut Ui, state: &State, ui_state: &mut UiState, now: Now) {
    ui.spacing_mut().item_spacing.x = 4.0 * STEP;
    ui_state.connect.is_open ^= if state.has_pi() {
        pi_ui(ui, state, now)
    } else {
        address_ui(ui, &tr!("header-not-connected")).clicked()
    };
}

/// Which Pi this is, and how old what it says is. What comes last is cut first. True if the person wants another Pi.
fn pi_ui(ui: &mut Ui, state: &State, now: Now) -> bool {
    let density = Density::of(ui);
    let name = state
        .connect
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
        let text = tr!("header-as-of", age = format::roughly(age));
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
    let height = Density::of(ui)
        .target_height()
        .max(label.rect.height() + 6.0 * STEP);
    let size = vec2(label.rect.width() + 4.0 * STEP, height);
    let rect = Rect::from_center_size(label.rect.center(), size);
    // Its own id: a press goes on while what stands before it comes or goes.
    let response = ui.interact(rect, Id::unique("change pi"), Sense::click());
    let name = tr!("header-change-pi");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.as_str()));
    name_and_ring(ui, &response, &name);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_value(address));
    response
}

/// The event stream in a word and a mark, with the countdown to the next attempt.
fn stream_ui(ui: &mut Ui, status: &LinkState, now: Now) {
    let (tone, text) = stream_text(status, now);
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
        let name = tr!("header-events", status = stream_word(status));
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_label(name.clone());
            node.set_value(name);
        });
    });
}

/// What the header says of the event stream.
fn stream_text(status: &LinkState, now: Now) -> (Tone, String) {
    match status {
        LinkState::Off => (Tone::Quiet, tr!("header-events-off")),
        LinkState::Connecting { attempt: 1 } => (
            Tone::Discovered,
            tr!("header-events-connecting", attempt = 0),
        ),
        LinkState::Connecting { attempt } => (
            Tone::Warning,
            tr!("header-events-connecting", attempt = *attempt),
        ),
        LinkState::Live { .. } => (Tone::Good, tr!("header-events-live")),
        LinkState::Retrying { attempt, at, .. } => {
            let wait = format::countdown(now.until(*at));
            (
                Tone::Warning,
                tr!("header-events-retrying", wait = wait, attempt = *attempt),
            )
        }
        LinkState::Refused { .. } => (Tone::Bad, tr!("header-events-refused")),
    }
}

/// The same in one word, which stays while it counts down.
fn stream_word(status: &LinkState) -> String {
    match status {
        LinkState::Off => tr!("header-status-off"),
        LinkState::Connecting { .. } => tr!("header-status-connecting"),
        LinkState::Live { .. } => tr!("header-status-live"),
        LinkState::Retrying { .. } => tr!("header-status-retrying"),
        LinkState::Refused { .. } => tr!("header-status-refused"),
    }
}

//! The header of the window: which Pi is in use, its health, and whether its events are live.

use egui::{
    Align, Frame, Id, Layout, Margin, Panel, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo,
    vec2,
};

use crate::{
    domain::{clock::Now, link_state::LinkState},
    features::monitor::view::header_strip::header_strip_ui,
    shell::{cx::ShellCx, sidebar::kiosk_lock_ui},
    tr,
    ui::{
        Tab, format, icons,
        theme::{Density, MARGIN, Palette, STEP, TextRole, Tone, text},
        widgets::{
            button::name_and_ring,
            label::{label_ui, truncated_ui},
        },
    },
};

/// A narrower header shows the address of the Pi without its name.
const MIN_WIDTH_WITH_NAME: f32 = 460.0;
/// A narrower header has no sparklines: the address and the state of the events come first.
const MIN_WIDTH_WITH_SPARKLINES: f32 = 960.0;

/// Draws the header. A press on the health goes to the monitor, one on the address to the connect page.
pub fn header_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let row = match Density::of(ui) {
        Density::Desktop => 52.0,
        Density::Touch => 46.0,
    };
    // An upright display has no room for both parts side by side.
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
                    if cx.state.is_kiosk() {
                        // The bar at the bottom has no room for the lock.
                        kiosk_lock_ui(ui, cx, Vec2::splat(row));
                    }
                    pi_ui(ui, cx);
                });
                let right = Layout::right_to_left(Align::Center);
                ui.allocate_ui_with_layout(room, right, |ui| health_ui(ui, cx));
                return;
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                // The health takes its room first; the rest is truncated.
                health_ui(ui, cx);
                ui.add_space(4.0 * STEP);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    pi_ui(ui, cx);
                });
            });
        });
}

/// The health of the Pi. A press goes to the monitor.
fn health_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let state = cx.state;
    // The header needs the room of the sparklines while it reports a broken connection.
    let has_room = ui.available_width() >= MIN_WIDTH_WITH_SPARKLINES;
    let sparklines = state.stream.is_live() && has_room;
    if state.has_pi() && header_strip_ui(ui, &state.monitoring, cx.now, sparklines) {
        cx.ui_state.show_tab(Tab::Monitor);
    }
}

/// Which Pi is in use, the age of its data, and the state of its events. A press on the address
/// opens or closes the connect page.
fn pi_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let (state, density) = (cx.state, Density::of(ui));
    ui.spacing_mut().item_spacing.x = 4.0 * STEP;
    if !state.has_pi() {
        let address = address_ui(ui, &tr!("header-not-connected"));
        cx.ui_state.connect.is_open ^= address.clicked();
        return;
    }
    if density == Density::Desktop && ui.available_width() >= MIN_WIDTH_WITH_NAME {
        let profile = state.connect.profiles.first();
        let name = profile.map(|profile| profile.name.as_str());
        let name = name.filter(|name| !name.is_empty());
        let name = name.unwrap_or("PiOrchestrator");
        label_ui(ui, TextRole::Strong, Tone::Plain, name);
    }
    let address = address_ui(ui, &state.server);
    // The small display has room for one age; that of the monitor is shown by the monitor.
    let has_room = density == Density::Desktop || !state.monitoring.is_stale(cx.now);
    if let Some(age) = state.stale_for(cx.now).filter(|_| has_room) {
        let text = tr!("header-as-of", age = format::roughly(age));
        label_ui(ui, TextRole::Body, Tone::Warning, text);
    }
    stream_ui(ui, &state.stream, cx.now);
    cx.ui_state.connect.is_open ^= address.clicked();
}

/// The address of the Pi, as a button.
fn address_ui(ui: &mut Ui, address: &str) -> Response {
    let change = format!("{address} {}", icons::CHANGE);
    let color = Palette::of(ui).muted;
    let label = truncated_ui(ui, text(ui, TextRole::Mono, change).color(color));
    // A line of text is too low for a finger.
    let height = Density::of(ui)
        .target_height()
        .max(label.rect.height() + 6.0 * STEP);
    let size = vec2(label.rect.width() + 4.0 * STEP, height);
    let rect = Rect::from_center_size(label.rect.center(), size);
    // An id of its own: a press survives a change of what is drawn before the button.
    let response = ui.interact(rect, Id::unique("change pi"), Sense::click());
    let name = tr!("header-change-pi");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.as_str()));
    name_and_ring(ui, &response, &name);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_value(address));
    response
}

/// The state of the event stream: a dot and a text, with the countdown to the next attempt.
fn stream_ui(ui: &mut Ui, status: &LinkState, now: Now) {
    let (tone, mut text) = stream_text(status, now);
    if status.is_live() && Density::of(ui) == Density::Touch {
        text = tr!("header-events-live-short");
    }
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0 * STEP;
        let (dot, _) = ui.allocate_exact_size(egui::vec2(10.0, 10.0), egui::Sense::hover());
        ui.painter()
            .circle_filled(dot.center(), 4.5, Palette::of(ui).tone(tone));
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

/// What the header shows of the event stream.
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
        LinkState::Silent { .. } => (Tone::Warning, tr!("header-events-silent")),
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

/// The state in one word, for the accessible name: it stays the same during a countdown.
fn stream_word(status: &LinkState) -> String {
    match status {
        LinkState::Off => tr!("header-status-off"),
        LinkState::Connecting { .. } => tr!("header-status-connecting"),
        LinkState::Live { .. } => tr!("header-status-live"),
        LinkState::Silent { .. } => tr!("header-status-silent"),
        LinkState::Retrying { .. } => tr!("header-status-retrying"),
        LinkState::Refused { .. } => tr!("header-status-refused"),
    }
}

//! The header of the window: which Pi is in use, its health, and whether its events are live.

use std::{
    borrow::Cow,
    fmt::{self, Display},
    time::Duration,
};

use egui::{
    Align, Frame, Id, Layout, Margin, Panel, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo,
    vec2,
};

use crate::{
    domain::{clock::Now, link_state::LinkState},
    features::{
        State,
        monitor::view::header_strip::{StripDetail, header_strip_ui, strip_width},
    },
    shell::{cx::ShellCx, sidebar::kiosk_lock_ui},
    tr,
    ui::{
        Tab, format, icons, redraw,
        theme::{Density, MARGIN, Palette, STEP, TextRole, Tone},
        widgets::{
            button::name_and_ring,
            label::{label_ui, text_width},
        },
    },
};

/// The space between two parts of the header.
const GAP: f32 = 4.0 * STEP;
/// The dot of the event stream and the space to its text.
const DOT: f32 = 10.0;
const DOT_GAP: f32 = 2.0 * STEP;

/// What the header shows. The state of the event stream is always there.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each part is there or not")]
struct HeaderDetail {
    name: bool,
    /// The age of the data, if it may be out of date.
    age: bool,
    /// The state of the event stream in a whole sentence.
    sentence: bool,
    /// The port of the Pi's address.
    port: bool,
    /// The health of the Pi.
    strip: Option<StripDetail>,
}

impl HeaderDetail {
    const ALL: Self = Self {
        name: true,
        age: true,
        sentence: true,
        port: true,
        strip: Some(StripDetail::ALL),
    };
    /// What is left out while the header is too narrow, in this order.
    const STEPS: [fn(&mut Self); 9] = [
        |detail| detail.name = false,
        |detail| detail.reduce_strip(|strip| strip.sparklines = false),
        |detail| detail.reduce_strip(|strip| strip.age = false),
        |detail| detail.sentence = false,
        |detail| detail.age = false,
        |detail| detail.reduce_strip(|strip| strip.words = false),
        |detail| detail.reduce_strip(|strip| strip.source = false),
        |detail| detail.strip = None,
        |detail| detail.port = false,
    ];

    fn reduce_strip(&mut self, reduce: impl FnOnce(&mut StripDetail)) {
        if let Some(strip) = &mut self.strip {
            reduce(strip);
        }
    }

    /// As much as fits into `width` points; `needed`: the width for a detail.
    fn fitting(width: f32, needed: impl Fn(Self) -> f32) -> Self {
        let mut detail = Self::ALL;
        for step in Self::STEPS {
            if needed(detail) <= width {
                break;
            }
            step(&mut detail);
        }
        detail
    }
}

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
                let of_strip = |detail: HeaderDetail| health_width(ui, cx, detail);
                let strip = HeaderDetail::fitting(room.x, of_strip);
                let left = Layout::left_to_right(Align::Center);
                ui.allocate_ui_with_layout(room, left, |ui| {
                    if cx.state.is_kiosk() {
                        // The bar at the bottom has no room for the lock.
                        kiosk_lock_ui(ui, cx, Vec2::splat(row));
                    }
                    let of_pi = |detail: HeaderDetail| pi_width(ui, cx, detail);
                    let pi = HeaderDetail::fitting(ui.available_width(), of_pi);
                    pi_ui(ui, cx, pi);
                });
                let right = Layout::right_to_left(Align::Center);
                ui.allocate_ui_with_layout(room, right, |ui| health_ui(ui, cx, strip));
                return;
            }
            let of_both = |detail: HeaderDetail| {
                pi_width(ui, cx, detail) + GAP + health_width(ui, cx, detail)
            };
            let detail = HeaderDetail::fitting(ui.available_width(), of_both);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                health_ui(ui, cx, detail);
                ui.add_space(GAP);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    pi_ui(ui, cx, detail);
                });
            });
        });
}

/// The health of the Pi. A press goes to the monitor.
fn health_ui(ui: &mut Ui, cx: &mut ShellCx<'_>, detail: HeaderDetail) {
    let state = cx.state;
    let strip = detail.strip.filter(|_| state.has_pi());
    if strip.is_some_and(|strip| header_strip_ui(ui, &state.monitoring, cx.now, strip)) {
        cx.ui_state.show_tab(Tab::Monitor);
    }
}

/// The width of [`health_ui`].
fn health_width(ui: &Ui, cx: &ShellCx<'_>, detail: HeaderDetail) -> f32 {
    let strip = detail.strip.filter(|_| cx.state.has_pi());
    strip.map_or(0.0, |strip| {
        strip_width(ui, &cx.state.monitoring, cx.now, strip)
    })
}

/// Which Pi is in use, the state of its events, and the age of its data. A press on the address
/// opens or closes the connect page.
fn pi_ui(ui: &mut Ui, cx: &mut ShellCx<'_>, detail: HeaderDetail) {
    let state = cx.state;
    ui.spacing_mut().item_spacing.x = GAP;
    if !state.has_pi() {
        let width = ui.available_width();
        let not_connected = tr!("header-not-connected");
        let address = address_ui(ui, not_connected, not_connected, width);
        cx.ui_state.connect.is_open ^= address.clicked();
        return;
    }
    let address = shown_address(state, detail);
    let others = pi_width(ui, cx, detail) - address_width(ui, address);
    // Only an address that is too long by itself is truncated.
    let width = ui.available_width() - others;
    if let Some(name) = name(state, detail) {
        label_ui(ui, TextRole::Strong, Tone::Plain, name);
    }
    let address = address_ui(ui, address, &state.server, width);
    stream_ui(ui, &state.stream, cx.now, detail);
    if let Some(age) = age(cx, detail) {
        let label = label_ui(ui, TextRole::Body, Tone::Warning, age_text(age));
        redraw::with_age(ui, label.rect, age);
    }
    cx.ui_state.connect.is_open ^= address.clicked();
}

/// The width of [`pi_ui`].
fn pi_width(ui: &Ui, cx: &ShellCx<'_>, detail: HeaderDetail) -> f32 {
    let state = cx.state;
    if !state.has_pi() {
        return address_width(ui, tr!("header-not-connected"));
    }
    let (_, stream) = stream_text(&state.stream, cx.now, Density::of(ui), detail);
    let stream = DOT + DOT_GAP + text_width(ui, TextRole::Body, &stream);
    let name = name(state, detail).map(|name| text_width(ui, TextRole::Strong, name));
    let age = age(cx, detail).map(|age| text_width(ui, TextRole::Body, age_text(age)));
    let parts = [name, Some(stream), age].into_iter().flatten();
    // Sizes are rounded to whole pixels.
    let rounding = STEP;
    let address = address_width(ui, shown_address(state, detail));
    parts.fold(address + rounding, |width, part| width + GAP + part)
}

/// The name of the Pi. A simulated one has none beside what is shown in place of its address.
fn name(state: &State, detail: HeaderDetail) -> Option<&str> {
    if state.connect.is_simulated() {
        return None;
    }
    let profile = state.connect.profiles.first();
    let name = profile.map(|profile| profile.name.as_str());
    let name = name.filter(|name| !name.is_empty());
    detail.name.then(|| name.unwrap_or("PiOrchestrator"))
}

/// The age of the data, if it may be out of date.
fn age(cx: &ShellCx<'_>, detail: HeaderDetail) -> Option<Duration> {
    cx.state.stale_for(cx.now).filter(|_| detail.age)
}

fn age_text(age: Duration) -> String {
    tr!("header-as-of", age = format::roughly(age))
}

/// The address of the Pi, perhaps without its port. In place of that of a simulated one is what it is,
/// whatever name it has: its cameras must not be taken for real.
fn shown_address(state: &State, detail: HeaderDetail) -> &str {
    if state.connect.is_simulated() {
        return tr!("connect-simulated");
    }
    let host = state.server.rsplit_once(':').map(|(host, _)| host);
    let host = host.filter(|_| !detail.port);
    host.unwrap_or(&state.server)
}

fn address_text(shown: &str) -> impl Display {
    fmt::from_fn(move |f| write!(f, "{shown} {}", icons::CHANGE))
}

fn address_width(ui: &Ui, shown: &str) -> f32 {
    text_width(ui, TextRole::Mono, address_text(shown))
}

/// The address of the Pi, as a button: what is `shown` of it, in at most `width` points.
fn address_ui(ui: &mut Ui, shown: &str, address: &str, width: f32) -> Response {
    let add = |ui: &mut Ui| {
        ui.set_max_width(width);
        label_ui(ui, TextRole::Mono, Tone::Quiet, address_text(shown))
    };
    let label = ui.scope(add).inner;
    // A line of text is too low for a finger.
    let height = Density::of(ui)
        .target_height()
        .max(label.rect.height() + 6.0 * STEP);
    let size = vec2(label.rect.width() + 4.0 * STEP, height);
    let rect = Rect::from_center_size(label.rect.center(), size);
    // An id of its own: a press survives a change of what is drawn before the button.
    let response = ui.interact(rect, Id::unique("change pi"), Sense::click());
    let name = tr!("header-change-pi");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    name_and_ring(ui, &response, name);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_value(address));
    response
}

/// The state of the event stream: a dot and a text, with the countdown to the next attempt.
fn stream_ui(ui: &mut Ui, status: &LinkState, now: Now, detail: HeaderDetail) {
    let (tone, text) = stream_text(status, now, Density::of(ui), detail);
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = DOT_GAP;
        let (dot, _) = ui.allocate_exact_size(Vec2::splat(DOT), Sense::hover());
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
        if let LinkState::Retrying { at, .. } = status {
            redraw::with_wait(ui, label.rect, now.until(*at));
        }
        ui.ctx().accesskit_node_builder(label.id, |node| {
            let name = tr!("header-events", status = stream_word(status));
            node.set_label(name.clone());
            node.set_value(name);
        });
    });
}

/// What the header shows of the event stream.
fn stream_text(
    status: &LinkState,
    now: Now,
    density: Density,
    detail: HeaderDetail,
) -> (Tone, Cow<'static, str>) {
    let is_short = !detail.sentence || status.is_live() && density == Density::Touch;
    let text = if is_short {
        stream_short(status, now)
    } else {
        stream_sentence(status, now)
    };
    (stream_tone(status), text)
}

/// The state for a narrow header.
fn stream_short(status: &LinkState, now: Now) -> Cow<'static, str> {
    let text = match status {
        LinkState::Off => tr!("header-short-off"),
        LinkState::Connecting { .. } => tr!("header-short-connecting"),
        LinkState::Live { .. } => tr!("header-short-live"),
        LinkState::Silent { .. } => tr!("header-short-silent"),
        LinkState::Retrying { at, .. } => {
            let wait = format::wait(now.until(*at));
            return tr!("header-short-retrying", wait = wait).into();
        }
        LinkState::Refused { .. } => tr!("header-short-refused"),
    };
    text.into()
}

/// The state in a whole sentence.
fn stream_sentence(status: &LinkState, now: Now) -> Cow<'static, str> {
    let text = match status {
        LinkState::Off => tr!("header-events-off"),
        LinkState::Connecting { attempt } => {
            // The first one has no number.
            let attempt = if *attempt == 1 { 0 } else { *attempt };
            return tr!("header-events-connecting", attempt = attempt).into();
        }
        LinkState::Live { .. } => tr!("header-events-live"),
        LinkState::Silent { .. } => tr!("header-events-silent"),
        LinkState::Retrying { attempt, at, .. } => {
            let wait = format::wait(now.until(*at));
            return tr!("header-events-retrying", wait = wait, attempt = *attempt).into();
        }
        LinkState::Refused { .. } => tr!("header-events-refused"),
    };
    text.into()
}

fn stream_tone(status: &LinkState) -> Tone {
    match status {
        LinkState::Off => Tone::Quiet,
        LinkState::Connecting { attempt: 1 } => Tone::Discovered,
        LinkState::Connecting { .. } | LinkState::Silent { .. } | LinkState::Retrying { .. } => {
            Tone::Warning
        }
        LinkState::Live { .. } => Tone::Good,
        LinkState::Refused { .. } => Tone::Bad,
    }
}

/// The state in one word, for the accessible name: it stays the same during a countdown.
fn stream_word(status: &LinkState) -> &'static str {
    match status {
        LinkState::Off => tr!("header-status-off"),
        LinkState::Connecting { .. } => tr!("header-status-connecting"),
        LinkState::Live { .. } => tr!("header-status-live"),
        LinkState::Silent { .. } => tr!("header-status-silent"),
        LinkState::Retrying { .. } => tr!("header-status-retrying"),
        LinkState::Refused { .. } => tr!("header-status-refused"),
    }
}

//! The rail at the left: what there is, and where one is.

use egui::{Align2, CornerRadius, Frame, Margin, Panel, Sense, Ui, vec2};

use crate::{
    domain::clock::Now,
    state::{State, action::Action},
    ui::{
        Drafts, Intent, Tab, icons,
        kiosk::{is_on as is_kiosk, lock_ui},
        shows_connect,
        theme::{CONTROL_RADIUS, Density, MARGIN, Palette, STEP, TextRole, Tone, font},
        widgets::{button::name_and_ring, label::label_ui},
    },
};

/// Height of an entry on the small display.
const TILE: f32 = 68.0;

/// One entry of the rail.
struct Entry<'a> {
    icon: &'a str,
    text: &'a str,
    selected: bool,
    /// A number that calls for attention; 0 shows nothing.
    count: usize,
}

/// Draws the rail; on a small display that stands upright it is a bar at the bottom.
pub fn rail_ui(
    ui: &mut Ui,
    state: &State,
    drafts: &mut Drafts,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    let density = Density::of(ui);
    let (width, margin) = match density {
        Density::Desktop => (176.0, Margin::same(3 * MARGIN)),
        Density::Touch => (72.0, Margin::same(0)),
    };
    let frame = Frame::new()
        .fill(Palette::of(ui).surface)
        .inner_margin(margin);
    if Density::is_portrait(ui) {
        Panel::bottom("bar")
            .exact_size(TILE)
            .resizable(false)
            .frame(frame)
            .show(ui, |ui| bar_ui(ui, state, drafts, intents));
        return;
    }
    Panel::left("rail")
        .exact_size(width)
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            match density {
                Density::Desktop => {
                    ui.horizontal(|ui| {
                        let room = vec2(11.0 * STEP, 9.0 * STEP);
                        lock_ui(ui, room, state, &mut drafts.kiosk, now, intents);
                        label_ui(ui, TextRole::Title, Tone::Plain, "pidash");
                    });
                    ui.add_space(4.0 * STEP);
                }
                Density::Touch if is_kiosk(state) => {
                    let room = vec2(width, 14.0 * STEP);
                    lock_ui(ui, room, state, &mut drafts.kiosk, now, intents);
                }
                Density::Touch => {}
            }
            for tab in tabs(state) {
                tab_ui(ui, tab, state, drafts);
            }
            ui.with_layout(egui::Layout::bottom_up(egui::Align::Min), |ui| {
                drawer_ui(ui, state, intents);
            });
        });
}

/// All entries side by side, each as wide as the others.
fn bar_ui(ui: &mut Ui, state: &State, drafts: &mut Drafts, intents: &mut Vec<Intent>) {
    let tabs = tabs(state);
    ui.spacing_mut().item_spacing.x = 0.0;
    ui.columns(tabs.len() + 1, |columns| {
        for (ui, tab) in columns.iter_mut().zip(&tabs) {
            tab_ui(ui, *tab, state, drafts);
        }
        if let Some(ui) = columns.last_mut() {
            drawer_ui(ui, state, intents);
        }
    });
}

fn tabs(state: &State) -> Vec<Tab> {
    Tab::ALL
        .into_iter()
        .filter(|tab| tab.is_there(state))
        .collect()
}

/// The list of events.
fn drawer_ui(ui: &mut Ui, state: &State, intents: &mut Vec<Intent>) {
    let open = state.notices.drawer_open;
    let drawer = Entry {
        icon: icons::EVENTS,
        text: "Events",
        selected: open,
        count: state.notices.unseen,
    };
    if entry_ui(ui, &drawer, "Events list") {
        intents.push(Intent::Do(Action::ShowEvents(!open)));
    }
}

fn tab_ui(ui: &mut Ui, tab: Tab, state: &State, drafts: &mut Drafts) {
    let recovers = state.setup.features().session_recovery;
    let offered = state
        .recovery
        .offer(&state.provisioning)
        .filter(|_| recovers);
    let (icon, short) = match tab {
        Tab::Provisioning => (icons::CAMERA, "Cameras"),
        Tab::Allowlist => (icons::ALLOWLIST, "Allowlist"),
        Tab::Monitor => (icons::MONITOR, "Monitor"),
        Tab::Diagnostics => (icons::DIAGNOSTICS, "Diagnose"),
        Tab::Settings => (icons::SETTINGS, "Settings"),
    };
    let text = match Density::of(ui) {
        Density::Desktop => tab.name(),
        Density::Touch => short,
    };
    let entry = Entry {
        icon,
        text,
        selected: drafts.tab == tab && !shows_connect(state, drafts),
        count: match tab {
            Tab::Provisioning => offered.as_ref().map_or(0, |offer| offer.others + 1),
            Tab::Allowlist | Tab::Monitor | Tab::Diagnostics | Tab::Settings => 0,
        },
    };
    if entry_ui(ui, &entry, tab.name()) {
        drafts.tab = tab;
        drafts.connect.is_open = false;
    }
}

/// Draws an entry as a row, or on the small display as a tile; true if it was pressed.
fn entry_ui(ui: &mut Ui, entry: &Entry<'_>, name: &str) -> bool {
    let density = Density::of(ui);
    let palette = Palette::of(ui);
    let height = match density {
        Density::Desktop => 40.0,
        Density::Touch => TILE,
    };
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response
        .widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, entry.selected, name));
    let radius = match density {
        Density::Desktop => CONTROL_RADIUS,
        Density::Touch => 0,
    };
    if entry.selected || response.hovered() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(radius), palette.raised);
    }
    let color = if entry.selected {
        palette.text
    } else {
        palette.muted
    };
    let role = if entry.selected {
        TextRole::Strong
    } else {
        TextRole::Body
    };
    match density {
        Density::Desktop => {
            let left = rect.left_center() + vec2(3.0 * STEP, 0.0);
            ui.painter().text(
                left,
                Align2::LEFT_CENTER,
                entry.icon,
                font(ui, TextRole::Icon),
                color,
            );
            let text_at = left + vec2(7.0 * STEP, 0.0);
            ui.painter().text(
                text_at,
                Align2::LEFT_CENTER,
                entry.text,
                font(ui, role),
                color,
            );
            count_ui(ui, rect.right_center() - vec2(3.0 * STEP, 0.0), entry.count);
        }
        Density::Touch => {
            let icon_at = rect.center() - vec2(0.0, 2.5 * STEP);
            ui.painter().text(
                icon_at,
                Align2::CENTER_CENTER,
                entry.icon,
                font(ui, TextRole::Number),
                color,
            );
            let text_at = rect.center_bottom() - vec2(0.0, 3.0 * STEP);
            ui.painter().text(
                text_at,
                Align2::CENTER_CENTER,
                entry.text,
                font(ui, TextRole::Small),
                color,
            );
            count_ui(
                ui,
                rect.right_top() + vec2(-4.0 * STEP, 3.5 * STEP),
                entry.count,
            );
        }
    }
    name_and_ring(ui, &response, name);
    response.clicked()
}

fn count_ui(ui: &Ui, center: egui::Pos2, count: usize) {
    if count == 0 {
        return;
    }
    let palette = Palette::of(ui);
    let content = if count > 99 {
        "99+".to_owned()
    } else {
        count.to_string()
    };
    let galley = ui
        .painter()
        .layout_no_wrap(content, font(ui, TextRole::Small), palette.on_action);
    let size = vec2((galley.size().x + 2.5 * STEP).max(20.0), 18.0);
    let rect = egui::Rect::from_center_size(center, size);
    ui.painter()
        .rect_filled(rect, CornerRadius::same(9), palette.action);
    ui.painter().galley(
        rect.center() - galley.size() / 2.0,
        galley,
        palette.on_action,
    );
}

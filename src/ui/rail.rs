//! The rail at the left: what there is, and where one is.

use egui::{Align2, CornerRadius, Frame, Margin, Panel, Sense, Stroke, Ui, vec2};

use crate::{
    state::{State, action::Action},
    ui::{
        Drafts, Intent, Tab, icons, shows_connect,
        theme::{CONTROL_RADIUS, Density, MARGIN, Palette, STEP, TextRole, Tone, font},
        widgets::{button::name_and_ring, label::label_ui},
    },
};

/// One entry of the rail.
struct Entry<'a> {
    icon: &'a str,
    text: &'a str,
    selected: bool,
    /// A number that calls for attention; 0 shows nothing.
    count: usize,
}

/// Draws the rail.
pub fn rail_ui(ui: &mut Ui, state: &State, drafts: &mut Drafts, intents: &mut Vec<Intent>) {
    let density = Density::of(ui);
    let (width, margin) = match density {
        Density::Desktop => (176.0, Margin::same(3 * MARGIN)),
        Density::Touch => (72.0, Margin::same(0)),
    };
    let frame = Frame::new()
        .fill(Palette::of(ui).surface)
        .inner_margin(margin);
    Panel::left("rail")
        .exact_size(width)
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| {
            if density == Density::Desktop {
                logo_ui(ui);
            }
            let open = state.notices.drawer_open;
            tabs_ui(ui, state, drafts);
            ui.with_layout(egui::Layout::bottom_up(egui::Align::Min), |ui| {
                let drawer = Entry {
                    icon: icons::EVENTS,
                    text: "Events",
                    selected: open,
                    count: state.notices.unseen,
                };
                if entry_ui(ui, &drawer, "Events list") {
                    intents.push(Intent::Do(Action::ShowEvents(!open)));
                }
            });
        });
}

fn tabs_ui(ui: &mut Ui, state: &State, drafts: &mut Drafts) {
    let recovers = state.setup.features().session_recovery;
    let offered = state
        .recovery
        .offer(&state.provisioning)
        .filter(|_| recovers);
    let density = Density::of(ui);
    let connects = shows_connect(state, drafts);
    for tab in Tab::ALL.into_iter().filter(|tab| tab.is_there(state)) {
        let selected = drafts.tab == tab && !connects;
        let (icon, short) = match tab {
            Tab::Provisioning => (icons::CAMERA, "Cameras"),
            Tab::Allowlist => (icons::ALLOWLIST, "Allowlist"),
            Tab::Monitor => (icons::MONITOR, "Monitor"),
            Tab::Diagnostics => (icons::DIAGNOSTICS, "Diagnose"),
            Tab::Settings => (icons::SETTINGS, "Settings"),
        };
        let text = match density {
            Density::Desktop => tab.name(),
            Density::Touch => short,
        };
        let entry = Entry {
            icon,
            text,
            selected,
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
}

/// A red tile with a π.
fn logo_ui(ui: &mut Ui) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        ui.set_height(9.0 * STEP);
        ui.add_space(2.0 * STEP);
        let (rect, _) = ui.allocate_exact_size(vec2(28.0, 28.0), Sense::hover());
        ui.painter()
            .rect_filled(rect, CornerRadius::same(CONTROL_RADIUS - 1), palette.action);
        let stroke = Stroke::new(2.0, palette.on_action);
        let at = |x: f32, y: f32| rect.center() + vec2(x, y);
        for line in [
            [at(-7.0, -5.0), at(7.0, -5.0)],
            [at(-3.0, -5.0), at(-4.5, 7.0)],
            [at(3.5, -5.0), at(4.0, 7.0)],
        ] {
            ui.painter().line_segment(line, stroke);
        }
        label_ui(ui, TextRole::Title, Tone::Plain, "pidash");
    });
    ui.add_space(2.0 * STEP);
}

/// Draws an entry as a row, or on the small display as a tile; true if it was pressed.
fn entry_ui(ui: &mut Ui, entry: &Entry<'_>, name: &str) -> bool {
    let density = Density::of(ui);
    let palette = Palette::of(ui);
    let height = match density {
        Density::Desktop => 40.0,
        Density::Touch => 68.0,
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

//! The rail at the left: what there is, and where one is.

use egui::{Frame, Margin, Panel, Ui, vec2};

use super::sidebar_entry::{END, Entry, TILE, WORD_AT, entry_ui, tile_height};
use crate::{
    domain::clock::Now,
    features::{State, intent::Intent, kiosk::view::lock_ui},
    shell::{UiState, commands::UiCommand, feature_ui, router::is_available, shows_connect},
    tr,
    ui::{
        Request, Tab, icons,
        theme::{Density, MARGIN, Palette, STEP, TextRole, Tone, font},
        widgets::label::label_ui,
    },
};

/// Width of the rail on a desktop, unless its words take more.
const WIDTH: f32 = 176.0;

/// Draws the rail; on a small display that stands upright it is a bar at the bottom.
pub fn sidebar_ui(
    ui: &mut Ui,
    state: &State,
    ui_state: &mut UiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    let density = Density::of(ui);
    let (width, margin) = match density {
        Density::Desktop => (desktop_width(ui, state), Margin::same(3 * MARGIN)),
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
            .show(ui, |ui| bar_ui(ui, state, ui_state, intents));
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
                        let size = vec2(11.0 * STEP, 9.0 * STEP);
                        if state.is_kiosk() {
                            feature_ui(&state.kiosk, now, intents, Intent::Kiosk, |cx| {
                                lock_ui(ui, cx, &mut ui_state.kiosk, size);
                            });
                        } else {
                            icons::logo_ui(ui, size);
                        }
                        label_ui(ui, TextRole::Title, Tone::Plain, "pidash");
                    });
                    ui.add_space(4.0 * STEP);
                }
                Density::Touch if state.is_kiosk() => {
                    let size = vec2(width, tile_height(ui));
                    feature_ui(&state.kiosk, now, intents, Intent::Kiosk, |cx| {
                        lock_ui(ui, cx, &mut ui_state.kiosk, size);
                    });
                }
                Density::Touch => {}
            }
            for tab in tabs(state) {
                tab_ui(ui, tab, state, ui_state);
            }
            ui.with_layout(egui::Layout::bottom_up(egui::Align::Min), |ui| {
                event_log_panel_ui(ui, state, intents);
                if density == Density::Desktop {
                    palette_entry_ui(ui, ui_state);
                }
            });
        });
}

/// As wide as the longest word of the rail takes, in any language.
fn desktop_width(ui: &Ui, state: &State) -> f32 {
    let font = font(ui, TextRole::Strong);
    let words = tabs(state).into_iter().map(Tab::title);
    let widths = words.chain([tr!("tab-events")]).map(|word| {
        let color = Palette::of(ui).text;
        let galley = ui.painter().layout_no_wrap(word, font.clone(), color);
        galley.size().x
    });
    let margins = 2.0 * 3.0 * f32::from(MARGIN);
    widths.fold(WIDTH, |width, word| {
        width.max(margins + WORD_AT + word + END)
    })
}

/// All entries side by side, each as wide as the others.
fn bar_ui(ui: &mut Ui, state: &State, ui_state: &mut UiState, intents: &mut Vec<Intent>) {
    let tabs = tabs(state);
    ui.spacing_mut().item_spacing.x = 0.0;
    ui.columns(tabs.len() + 1, |columns| {
        for (ui, tab) in columns.iter_mut().zip(&tabs) {
            tab_ui(ui, *tab, state, ui_state);
        }
        if let Some(ui) = columns.last_mut() {
            event_log_panel_ui(ui, state, intents);
        }
    });
}

fn tabs(state: &State) -> Vec<Tab> {
    let all = Tab::ALL.iter().copied();
    all.filter(|tab| is_available(*tab, state)).collect()
}

/// What can be done from anywhere: with keys, where there are keys.
fn palette_entry_ui(ui: &mut Ui, ui_state: &mut UiState) {
    let entry = Entry {
        icon: icons::SEARCH,
        text: tr!("palette-title"),
        command: Some(UiCommand::Palette),
        selected: false,
        count: 0,
    };
    if entry_ui(ui, &entry, &tr!("command-palette")) {
        ui_state.commands.open_palette();
    }
}

/// The list of events.
fn event_log_panel_ui(ui: &mut Ui, state: &State, intents: &mut Vec<Intent>) {
    let open = state.notices.event_log_open;
    let drawer = Entry {
        icon: icons::EVENTS,
        text: tr!("tab-events"),
        command: None,
        selected: open,
        count: state.notices.unseen,
    };
    if entry_ui(ui, &drawer, &tr!("tab-events-list")) {
        intents.push(Intent::Request(Request::ShowEventLog(!open)));
    }
}

fn tab_ui(ui: &mut Ui, tab: Tab, state: &State, ui_state: &mut UiState) {
    let icon = match tab {
        Tab::Provisioning => icons::CAMERA,
        Tab::Allowlist => icons::ALLOWLIST,
        Tab::Monitor => icons::MONITOR,
        Tab::Diagnostics => icons::DIAGNOSTICS,
        Tab::Settings => icons::SETTINGS,
    };
    let text = match Density::of(ui) {
        Density::Desktop => tab.title(),
        Density::Touch => tab.short_title(),
    };
    let entry = Entry {
        icon,
        text,
        command: Some(UiCommand::Show(tab)),
        selected: ui_state.tab == tab && !shows_connect(state, ui_state),
        count: match tab {
            Tab::Provisioning => state.recovery_offer().map_or(0, |offer| offer.others + 1),
            Tab::Allowlist | Tab::Monitor | Tab::Diagnostics | Tab::Settings => 0,
        },
    };
    if entry_ui(ui, &entry, &tab.title()) {
        ui_state.show_tab(tab);
    }
}

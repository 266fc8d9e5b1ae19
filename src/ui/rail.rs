//! The rail at the left: what there is, and where one is.

use egui::{
    Align2, Color32, CornerRadius, Frame, Margin, Panel, Rect, Sense, Ui,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};

use crate::{
    domain::clock::Now,
    state::{State, action::Action},
    tr,
    ui::{
        Drafts, Intent, Tab,
        commands::UiCommand,
        icons,
        kiosk::{is_on as is_kiosk, lock_ui},
        shows_connect,
        theme::{CONTROL_RADIUS, Density, MARGIN, Palette, STEP, TextRole, Tone, font},
        widgets::{button::name_and_ring, cell::cell_ui, label::label_ui},
    },
};

/// Height of an entry on the small display.
const TILE: f32 = 68.0;
/// It is lower where there is less room, but not lower than this.
const LOWEST_TILE: f32 = 36.0;
/// Tiles that are below each other at most.
const TILES: f32 = 7.0;
/// Width of the rail on a desktop, unless its words take more.
const WIDTH: f32 = 176.0;
/// From the left end of a row to its word.
const WORD_AT: f32 = 10.0 * STEP;
/// Room at the right end of a row: to its word, or to the middle of its number.
const END: f32 = 3.0 * STEP;
/// Least width of a number.
const COUNT: f32 = 20.0;

/// One entry of the rail.
struct Entry<'a> {
    icon: &'a str,
    text: String,
    /// The command that does the same.
    command: Option<UiCommand>,
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
                    let room = vec2(width, tile_height(ui));
                    lock_ui(ui, room, state, &mut drafts.kiosk, now, intents);
                }
                Density::Touch => {}
            }
            for tab in tabs(state) {
                tab_ui(ui, tab, state, drafts);
            }
            ui.with_layout(egui::Layout::bottom_up(egui::Align::Min), |ui| {
                drawer_ui(ui, state, intents);
                if density == Density::Desktop {
                    palette_entry_ui(ui, drafts);
                }
            });
        });
}

/// As wide as the longest word of the rail takes, in any language.
fn desktop_width(ui: &Ui, state: &State) -> f32 {
    let font = font(ui, TextRole::Strong);
    let words = tabs(state).into_iter().map(Tab::title);
    let widths = words.chain([tr!("tab-events")]).map(|word| {
        let galley = ui
            .painter()
            .layout_no_wrap(word, font.clone(), Color32::PLACEHOLDER);
        galley.size().x
    });
    let margins = 2.0 * 3.0 * f32::from(MARGIN);
    widths.fold(WIDTH, |width, word| {
        width.max(margins + WORD_AT + word + END)
    })
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

/// All tiles of the rail fit, the logo and the list of events included; above the keyboard they are lower.
fn tile_height(ui: &Ui) -> f32 {
    if Density::is_portrait(ui) {
        return TILE;
    }
    let room = ui.max_rect().height();
    (room / TILES).clamp(LOWEST_TILE, TILE)
}

fn tabs(state: &State) -> Vec<Tab> {
    Tab::ALL
        .into_iter()
        .filter(|tab| tab.is_there(state))
        .collect()
}

/// What can be done from anywhere: with keys, where there are keys.
fn palette_entry_ui(ui: &mut Ui, drafts: &mut Drafts) {
    let entry = Entry {
        icon: icons::SEARCH,
        text: tr!("palette-title"),
        command: Some(UiCommand::Palette),
        selected: false,
        count: 0,
    };
    if entry_ui(ui, &entry, &tr!("command-palette")) {
        drafts.commands.open_palette();
    }
}

/// The list of events.
fn drawer_ui(ui: &mut Ui, state: &State, intents: &mut Vec<Intent>) {
    let open = state.notices.drawer_open;
    let drawer = Entry {
        icon: icons::EVENTS,
        text: tr!("tab-events"),
        command: None,
        selected: open,
        count: state.notices.unseen,
    };
    if entry_ui(ui, &drawer, &tr!("tab-events-list")) {
        intents.push(Intent::Do(Action::ShowEvents(!open)));
    }
}

fn tab_ui(ui: &mut Ui, tab: Tab, state: &State, drafts: &mut Drafts) {
    let recovers = state.setup.features().session_recovery;
    let offered = state
        .recovery
        .offer(&state.provisioning)
        .filter(|_| recovers);
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
        selected: drafts.tab == tab && !shows_connect(state, drafts),
        count: match tab {
            Tab::Provisioning => offered.as_ref().map_or(0, |offer| offer.others + 1),
            Tab::Allowlist | Tab::Monitor | Tab::Diagnostics | Tab::Settings => 0,
        },
    };
    if entry_ui(ui, &entry, &tab.title()) {
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
        Density::Touch => tile_height(ui),
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
    match density {
        Density::Desktop => row_ui(ui, rect, entry),
        Density::Touch => tile_ui(ui, rect, entry),
    }
    name_and_ring(ui, &response, name);
    let clicked = response.clicked();
    if let Some(command) = entry.command.filter(|_| density == Density::Desktop) {
        response.on_hover_ui(|ui| {
            ui.label(command.with_keys(name));
        });
    }
    clicked
}

/// The icon, the word, and the number at the right.
fn row_ui(ui: &Ui, rect: Rect, entry: &Entry<'_>) {
    let (role, tone) = if entry.selected {
        (TextRole::Strong, Tone::Plain)
    } else {
        (TextRole::Body, Tone::Quiet)
    };
    ui.painter().text(
        rect.left_center() + vec2(3.0 * STEP, 0.0),
        Align2::LEFT_CENTER,
        entry.icon,
        font(ui, TextRole::Icon),
        Palette::of(ui).tone(tone),
    );
    let mut word = rect;
    word.min.x += WORD_AT;
    word.max.x -= if entry.count > 0 {
        END + COUNT / 2.0
    } else {
        END
    };
    cell_ui(ui, word, role, tone, &entry.text);
    count_ui(ui, rect.right_center() - vec2(END, 0.0), entry.count);
}

/// The icon above the word, and the number beside it.
fn tile_ui(ui: &Ui, rect: Rect, entry: &Entry<'_>) {
    let tone = if entry.selected {
        Tone::Plain
    } else {
        Tone::Quiet
    };
    let color = Palette::of(ui).tone(tone);
    ui.painter().text(
        rect.center() - vec2(0.0, 2.5 * STEP),
        Align2::CENTER_CENTER,
        entry.icon,
        font(ui, TextRole::Number),
        color,
    );
    let format = TextFormat::simple(font(ui, TextRole::Small), color);
    let mut job = LayoutJob::single_section(entry.text.clone(), format);
    job.wrap = TextWrapping::truncate_at_width(rect.width());
    let galley = ui.painter().layout_job(job);
    let word_at = rect.center_bottom() - vec2(0.0, 3.0 * STEP);
    let word_at = word_at - galley.size() / 2.0;
    ui.painter().galley(word_at, galley, color);
    let count_at = rect.right_top() + vec2(-4.0 * STEP, 3.5 * STEP);
    count_ui(ui, count_at, entry.count);
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
    let size = vec2((galley.size().x + 2.5 * STEP).max(COUNT), 18.0);
    let rect = egui::Rect::from_center_size(center, size);
    ui.painter()
        .rect_filled(rect, CornerRadius::same(9), palette.action);
    ui.painter().galley(
        rect.center() - galley.size() / 2.0,
        galley,
        palette.on_action,
    );
}

//! The sidebar: the tabs, the command palette and the event log. A bar at the bottom of an upright
//! small display; in a narrow window of a laptop it has tiles in place of rows, as on the small display.

use egui::{
    Align, Align2, CornerRadius, Frame, Id, Layout, Margin, Panel, Rect, Sense, Ui, Vec2, vec2,
};

use crate::{
    features::{State, intent::Intent, kiosk::view::lock_ui},
    shell::{commands::UiCommand, cx::ShellCx, router::available_tabs, shows_connect},
    tr,
    ui::{
        Request, Tab,
        format::lazy,
        galleys::{Lines, galley},
        icons,
        keyboard_hints::OnScreenKeyboard,
        theme::{CONTROL_RADIUS, Density, MARGIN, Palette, STEP, TextRole, Tone},
        widgets::{
            button::inner_ring_ui,
            label::{cell_ui, label_ui, text_at_ui, text_in_lines, text_width},
            line_keys::{self, Axis},
            tooltip::tooltip_ui,
        },
    },
};

/// Width on a desktop, unless a text needs more.
const MIN_WIDTH: f32 = 176.0;
/// A narrower window of a laptop needs the room of the rows for its page.
const MIN_WINDOW_WITH_ROWS: f32 = 1_100.0;
const TILES_WIDTH: f32 = 72.0;
/// Height of an entry on the small display, where there is room for it.
const TILE_HEIGHT: f32 = 68.0;
const MIN_TILE_HEIGHT: f32 = 36.0;
/// A lower tile shows no text.
const MIN_TILE_HEIGHT_WITH_TEXT: f32 = 52.0;
/// The largest number of tiles in the sidebar: five tabs, the events, and the lock of a kiosk or the
/// commands.
const MAX_TILES: f32 = 7.0;
/// From the left end of a row to its text.
const TEXT_LEFT: f32 = 10.0 * STEP;
/// From the right end of a row to its text, or to the middle of its count.
const TEXT_RIGHT: f32 = 3.0 * STEP;
const MIN_COUNT_WIDTH: f32 = 20.0;

/// Draws the sidebar. Returns where it is.
pub fn sidebar_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) -> Rect {
    move_focus_by_key(ui, cx);
    let form = Form::of(ui);
    let (width, margin) = match form {
        Form::Rows => (desktop_width(ui, cx.state), Margin::same(3 * MARGIN)),
        Form::Tiles => (TILES_WIDTH, Margin::same(0)),
    };
    let frame = Frame::new()
        .fill(Palette::of(ui).surface)
        .inner_margin(margin);
    if Density::is_portrait(ui) {
        let bar = Panel::bottom("bar")
            .exact_size(TILE_HEIGHT)
            .resizable(false)
            .frame(frame)
            .show(ui, |ui| bar_ui(ui, cx));
        return bar.response.rect;
    }
    let sidebar = Panel::left("sidebar")
        .exact_size(width)
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            match form {
                Form::Rows => {
                    ui.horizontal(|ui| {
                        let size = vec2(11.0 * STEP, 9.0 * STEP);
                        if cx.state.is_kiosk() {
                            kiosk_lock_ui(ui, cx, size);
                        } else {
                            icons::logo_ui(ui, size);
                        }
                        label_ui(ui, TextRole::Title, Tone::Plain, "pidash");
                    });
                    ui.add_space(4.0 * STEP);
                }
                Form::Tiles if cx.state.is_kiosk() => {
                    let size = vec2(width, tile_height(ui));
                    kiosk_lock_ui(ui, cx, size);
                }
                Form::Tiles => {}
            }
            for tab in available_tabs(cx.state) {
                tab_ui(ui, cx, tab);
            }
            ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
                event_log_entry_ui(ui, cx);
                if has_palette_entry(ui) {
                    palette_entry_ui(ui, cx);
                }
            });
        });
    sidebar.response.rect
}

/// What the sidebar has entries for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Target {
    Tab(Tab),
    Palette,
    EventLog,
}

impl Target {
    /// Does not depend on what is drawn before.
    fn id(self) -> Id {
        Id::unique(("sidebar", self))
    }

    /// Those that are shown, from the first to the last on the screen.
    fn shown(ui: &Ui, state: &State) -> Vec<Self> {
        let palette = has_palette_entry(ui).then_some(Self::Palette);
        let tabs = available_tabs(state).map(Self::Tab);
        tabs.chain(palette).chain([Self::EventLog]).collect()
    }
}

/// The small display has no room for it.
fn has_palette_entry(ui: &Ui) -> bool {
    Density::of(ui) == Density::Desktop
}

/// The one entry that the Tab key stops at.
fn tab_stop_id() -> Id {
    Id::unique("tab stop of the sidebar")
}

fn tab_stop(ui: &Ui) -> Option<Id> {
    ui.data(|data| data.get_temp(tab_stop_id()))
}

/// Whether the Tab key stops at this entry of the sidebar.
pub fn is_tab_stop(ui: &Ui, id: Id) -> bool {
    tab_stop(ui) == Some(id)
}

/// Moves the focus among the entries by the arrow keys. The Tab key stops only at the one with the
/// focus; without the focus, at that of the page that is shown.
fn move_focus_by_key(ui: &Ui, cx: &ShellCx<'_>) {
    let shown = Target::shown(ui, cx.state);
    let ids: Vec<Id> = shown.iter().map(|target| target.id()).collect();
    let axis = if Density::is_portrait(ui) {
        Axis::Horizontal
    } else {
        Axis::Vertical
    };
    let focused = line_keys::move_focus(ui, &ids, axis, ids.len());
    let page = Target::Tab(cx.ui_state.tab).id();
    let page = ids.iter().position(|id| *id == page);
    let stop = ids.get(focused.or(page).unwrap_or_default());
    if let Some(stop) = stop {
        ui.data_mut(|data| data.insert_temp(tab_stop_id(), *stop));
    }
}

/// Draws the lock of the kiosk in an area of `size`.
pub fn kiosk_lock_ui(ui: &mut Ui, cx: &mut ShellCx<'_>, size: Vec2) {
    let state = cx.state;
    cx.feature(&state.kiosk, Intent::Kiosk, |cx, ui_state| {
        lock_ui(ui, cx, &mut ui_state.kiosk, size);
    });
}

/// As wide as the longest text needs, in any language.
fn desktop_width(ui: &Ui, state: &State) -> f32 {
    let titles = available_tabs(state).map(Tab::title);
    let titles = titles.chain([tr!("tab-events")]);
    let widths = titles.map(|title| text_width(ui, TextRole::Strong, title));
    let margins = 2.0 * 3.0 * f32::from(MARGIN);
    widths.fold(MIN_WIDTH, |width, text| {
        // Each may have a count beside it.
        let right = TEXT_RIGHT + MIN_COUNT_WIDTH / 2.0;
        // The line beside the sidebar takes one point.
        width.max((margins + TEXT_LEFT + text + right).ceil() + 1.0)
    })
}

/// All entries side by side, of the same width.
fn bar_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let tabs: Vec<Tab> = available_tabs(cx.state).collect();
    ui.spacing_mut().item_spacing.x = 0.0;
    ui.columns(tabs.len() + 1, |columns| {
        for (ui, tab) in columns.iter_mut().zip(&tabs) {
            tab_ui(ui, cx, *tab);
        }
        if let Some(ui) = columns.last_mut() {
            event_log_entry_ui(ui, cx);
        }
    });
}

fn palette_entry_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let entry = Entry {
        target: Target::Palette,
        icon: icons::SEARCH,
        text: tr!("palette-title"),
        command: Some(UiCommand::Palette),
        selected: false,
        count: 0,
    };
    if entry_ui(ui, &entry, tr!("command-palette")) {
        cx.ui_state.commands.open_palette();
    }
}

fn event_log_entry_ui(ui: &mut Ui, cx: &mut ShellCx<'_>) {
    let open = cx.state.notices.event_log_open;
    let entry = Entry {
        target: Target::EventLog,
        icon: icons::EVENTS,
        text: tr!("tab-events"),
        command: None,
        selected: open,
        count: cx.state.notices.unseen,
    };
    if entry_ui(ui, &entry, tr!("tab-events-list")) {
        cx.request(Request::ShowEventLog(!open));
    }
}

fn tab_ui(ui: &mut Ui, cx: &mut ShellCx<'_>, tab: Tab) {
    let text = match Form::of(ui) {
        Form::Rows => tab.title(),
        Form::Tiles => tab.short_title(),
    };
    let offer = cx.state.recovery_offer();
    let entry = Entry {
        target: Target::Tab(tab),
        icon: tab.icon(),
        text,
        command: Some(UiCommand::Show(tab)),
        selected: cx.ui_state.tab == tab && !shows_connect(cx.state, cx.ui_state),
        count: match tab {
            Tab::Provisioning => offer.map_or(0, |offer| offer.others + 1),
            _ => 0,
        },
    };
    if entry_ui(ui, &entry, tab.title()) {
        cx.ui_state.show_tab(tab);
    }
}

/// How the entries look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The icon, and beside it the name.
    Rows,
    /// The icon, and below it a short name.
    Tiles,
}

impl Form {
    fn of(ui: &Ui) -> Self {
        let is_wide = ui.content_rect().width() >= MIN_WINDOW_WITH_ROWS;
        match Density::of(ui) {
            Density::Desktop if is_wide => Self::Rows,
            Density::Desktop | Density::Touch => Self::Tiles,
        }
    }
}

/// An entry of the sidebar.
struct Entry<'a> {
    target: Target,
    icon: &'a str,
    text: &'static str,
    /// The command that does the same, for the tooltip.
    command: Option<UiCommand>,
    selected: bool,
    /// A number that asks for attention; 0 is not shown.
    count: usize,
}

/// Such that all tiles fit, also above the on-screen keyboard.
fn tile_height(ui: &Ui) -> f32 {
    if Density::is_portrait(ui) {
        return TILE_HEIGHT;
    }
    let room = ui.content_rect().height() - OnScreenKeyboard::load(ui.ctx()).height;
    (room / MAX_TILES).clamp(MIN_TILE_HEIGHT, TILE_HEIGHT)
}

/// Draws an entry; true if it was pressed. `name` is its accessible name.
fn entry_ui(ui: &mut Ui, entry: &Entry<'_>, name: &str) -> bool {
    let form = Form::of(ui);
    let palette = Palette::of(ui);
    let height = match form {
        Form::Rows => 40.0,
        Form::Tiles => tile_height(ui),
    };
    let size = vec2(ui.available_width(), height);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let id = entry.target.id();
    let sense = if is_tab_stop(ui, id) {
        Sense::click()
    } else {
        Sense::CLICK
    };
    let response = ui.interact(rect, id, sense);
    response
        .widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, entry.selected, name));
    let radius = match form {
        Form::Rows => CONTROL_RADIUS,
        Form::Tiles => 0,
    };
    if entry.selected || response.hovered() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(radius), palette.raised);
    }
    match form {
        Form::Rows => row_ui(ui, rect, entry),
        Form::Tiles => tile_ui(ui, rect, entry),
    }
    if response.has_focus() {
        inner_ring_ui(ui, rect);
    }
    let clicked = response.clicked();
    if let Some(command) = entry
        .command
        .filter(|_| Density::of(ui) == Density::Desktop)
    {
        tooltip_ui(ui, response, lazy(|| command.with_keys(name)));
    }
    clicked
}

/// The icon, the text, and the count at the right.
fn row_ui(ui: &Ui, rect: Rect, entry: &Entry<'_>) {
    let (role, tone) = if entry.selected {
        (TextRole::Strong, Tone::Plain)
    } else {
        (TextRole::Body, Tone::Quiet)
    };
    let icon_at = rect.left_center() + vec2(3.0 * STEP, 0.0);
    let color = Palette::of(ui).tone(tone);
    text_at_ui(
        ui,
        icon_at,
        Align2::LEFT_CENTER,
        TextRole::Icon,
        color,
        entry.icon,
    );
    let mut text = rect;
    text.min.x += TEXT_LEFT;
    text.max.x -= if entry.count > 0 {
        TEXT_RIGHT + MIN_COUNT_WIDTH / 2.0
    } else {
        TEXT_RIGHT
    };
    cell_ui(ui, text, role, tone, entry.text);
    count_ui(ui, rect.right_center() - vec2(TEXT_RIGHT, 0.0), entry.count);
}

/// The icon above the text, and the count beside it.
fn tile_ui(ui: &Ui, rect: Rect, entry: &Entry<'_>) {
    let tone = if entry.selected {
        Tone::Plain
    } else {
        Tone::Quiet
    };
    let color = Palette::of(ui).tone(tone);
    let has_text = rect.height() >= MIN_TILE_HEIGHT_WITH_TEXT;
    let above = if has_text { 2.5 * STEP } else { 0.0 };
    let icon_at = rect.center() - vec2(0.0, above);
    text_at_ui(
        ui,
        icon_at,
        Align2::CENTER_CENTER,
        TextRole::Number,
        color,
        entry.icon,
    );
    let count_at = rect.right_top() + vec2(-4.0 * STEP, 3.5 * STEP);
    count_ui(ui, count_at, entry.count);
    if !has_text {
        return;
    }
    let galley = text_in_lines(ui, TextRole::Small, tone, entry.text, rect.width(), 1);
    let text_at = rect.center_bottom() - vec2(0.0, 3.0 * STEP);
    let text_at = text_at - galley.size() / 2.0;
    ui.painter().galley(text_at, galley, color);
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
    let color = palette.on_action;
    let galley = galley(ui, TextRole::Small, color, &content, Lines::Whole);
    let size = vec2((galley.size().x + 2.5 * STEP).max(MIN_COUNT_WIDTH), 18.0);
    let rect = egui::Rect::from_center_size(center, size);
    ui.painter()
        .rect_filled(rect, CornerRadius::same(9), palette.action);
    ui.painter().galley(
        rect.center() - galley.size() / 2.0,
        galley,
        palette.on_action,
    );
}

//! The keyboard on the screen: those of the system do not run in a kiosk. It types through egui's own events, so every text field has it.

mod layout;

use std::ops::RangeInclusive;

use egui::{
    Align2, Area, Context, CornerRadius, Event, Id, Modifiers, Order, Panel, Rect, Response, Role,
    Sense, Stroke, StrokeKind, SurrenderFocusOn, Ui, WidgetInfo, pos2, vec2,
};

use crate::ui::{
    theme::{CONTROL_RADIUS, Palette, STEP, TextRole, font},
    widgets::hold::held_for,
};
use layout::{Key, Page, ROW, rows};

pub use layout::Typing;

/// The height of a row of keys in points, whatever the display.
const ROW_HEIGHT: RangeInclusive<f32> = 46.0..=64.0;
/// Keys are not wider than on a real keyboard.
const WIDEST: f32 = 1_000.0;
/// A key that is held repeats after this many seconds, and then this often.
const REPEATS: (f64, f64) = (0.5, 0.06);

/// Whether the next letter is a capital.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Shift {
    #[default]
    Off,
    Once,
    Locked,
}

/// What the keyboard shows.
#[derive(Debug, Default)]
pub struct KeyboardDraft {
    /// The field that is typed into.
    field: Option<Id>,
    page: Page,
    shift: Shift,
    /// Put away, until a finger goes to a field again.
    hidden: bool,
    /// How often the key that is held has repeated.
    repeated: u32,
}

/// What a field needs to know of the keyboard.
#[derive(Debug, Clone, Copy, Default)]
struct Shown {
    height: f32,
    /// When this keyboard last typed, and into which field.
    typed: Option<(Id, f64)>,
}

/// Says what is typed into `field`, and keeps it in sight while the keyboard is up.
pub fn types(ui: &Ui, field: &Response, typing: Typing) {
    ui.data_mut(|data| data.insert_temp(field.id.with("typing"), typing));
    let is_up = height(ui.ctx()) > 0.0;
    if is_up && field.has_focus() && !ui.clip_rect().contains_rect(field.rect) {
        field.scroll_to_me(Some(egui::Align::Center));
    }
}

/// The height of the keyboard in points; 0: it is not up.
#[must_use]
pub fn height(ctx: &Context) -> f32 {
    shown(ctx).height
}

/// How many seconds ago this keyboard has typed into `field`.
#[must_use]
pub fn typed_ago(ui: &Ui, field: Id) -> Option<f64> {
    let (id, at) = shown(ui.ctx()).typed?;
    (id == field).then(|| ui.input(|input| input.time) - at)
}

fn shown(ctx: &Context) -> Shown {
    ctx.data(|data| data.get_temp(shown_id()).unwrap_or_default())
}

fn shown_id() -> Id {
    Id::unique("keyboard on the screen")
}

/// Draws the keyboard below everything while a field has the focus. To be called before the fields: what is typed reaches them in the
/// same frame.
pub fn keyboard_ui(ui: &mut Ui, wanted: bool, draft: &mut KeyboardDraft) {
    let field = ui.memory(egui::Memory::focused);
    let field = field.filter(|_| wanted && ui.text_edit_focused());
    if field.is_some() && field != draft.field {
        let typing = field.and_then(|id| ui.data(|data| data.get_temp(id.with("typing"))));
        *draft = KeyboardDraft {
            page: Page::first_for(typing.unwrap_or_default()),
            hidden: draft.hidden,
            ..KeyboardDraft::default()
        };
    }
    draft.field = field;
    ui.input(|input| {
        let is_key =
            |event: &Event| matches!(event, Event::Key { pressed: true, .. } | Event::Text(_));
        // Whoever has a real keyboard needs no other.
        draft.hidden |= input.events.iter().any(is_key);
    });
    let is_touched = |field| {
        let at = ui.input(|input| {
            input
                .pointer
                .press_origin()
                .filter(|_| input.pointer.any_pressed())
        });
        let rect = ui.ctx().read_response(field).map(|response| response.rect);
        rect.zip(at).is_some_and(|(rect, at)| rect.contains(at))
    };
    draft.hidden &= !field.is_some_and(is_touched);
    let mut shown = shown(ui.ctx());
    let field = field.filter(|_| !draft.hidden);
    let Some(field) = field else {
        if shown.height > 0.0 {
            shown.height = 0.0;
            ui.data_mut(|data| data.insert_temp(shown_id(), shown));
            keep_focus(ui, false);
        }
        return;
    };
    let rows = rows(draft.page);
    let row_height =
        (ui.content_rect().height() * 0.1).clamp(*ROW_HEIGHT.start(), *ROW_HEIGHT.end());
    #[expect(clippy::cast_precision_loss, reason = "there are five rows")]
    let height = row_height * rows.len() as f32 + 2.0 * STEP;
    let panel = Panel::bottom("keyboard")
        .exact_size(height)
        .resizable(false)
        .frame(egui::Frame::new())
        .show(ui, |_| {});
    let rect = panel.response.rect;
    keep_focus(
        ui,
        ui.input(|input| {
            input
                .pointer
                .interact_pos()
                .is_some_and(|at| rect.contains(at))
        }),
    );
    let mut pressed = Vec::new();
    // Above dialogs, which take in all presses below them.
    Area::new(Id::unique("keys"))
        .order(Order::Tooltip)
        .fixed_pos(rect.min)
        .constrain(false)
        .show(ui.ctx(), |ui| {
            let palette = Palette::of(ui);
            ui.set_min_size(rect.size());
            ui.painter().rect_filled(rect, 0.0, palette.surface);
            ui.painter()
                .hline(rect.x_range(), rect.top(), Stroke::new(1.0, palette.border));
            let unit = (rect.width() - 2.0 * STEP).min(WIDEST) / ROW;
            let mut top = rect.top() + STEP;
            for row in &rows {
                let width: f32 = row.iter().map(|(_, width)| width * unit).sum();
                let mut left = rect.center().x - width / 2.0;
                for (key, width) in row {
                    let size = vec2(width * unit, row_height);
                    let place = Rect::from_min_size(pos2(left, top), size).shrink(STEP / 2.0);
                    pressed.extend((0..key_ui(ui, place, *key, draft)).map(|_| *key));
                    left += size.x;
                }
                top += row_height;
            }
        });
    if !pressed.is_empty() {
        shown.typed = Some((field, ui.input(|input| input.time)));
    }
    shown.height = height;
    ui.data_mut(|data| data.insert_temp(shown_id(), shown));
    for key in pressed {
        draft.press(ui, key);
    }
}

/// A press on a key must not take the focus from the field.
fn keep_focus(ui: &Ui, keep: bool) {
    let surrender = if keep {
        SurrenderFocusOn::Never
    } else {
        SurrenderFocusOn::default()
    };
    ui.options_mut(|options| options.input_options.surrender_focus_on = surrender);
}

impl KeyboardDraft {
    fn press(&mut self, ui: &Ui, key: Key) {
        match key {
            Key::Char(char) => {
                let text = self.as_shifted(char);
                ui.input_mut(|input| input.events.push(Event::Text(text)));
                if self.shift == Shift::Once {
                    self.shift = Shift::Off;
                }
            }
            Key::Text(text) => {
                ui.input_mut(|input| input.events.push(Event::Text(text.to_owned())))
            }
            Key::Shift => {
                self.shift = match self.shift {
                    Shift::Off => Shift::Once,
                    Shift::Once => Shift::Locked,
                    Shift::Locked => Shift::Off,
                };
            }
            Key::Delete => push(ui, egui::Key::Backspace),
            Key::Left => push(ui, egui::Key::ArrowLeft),
            Key::Right => push(ui, egui::Key::ArrowRight),
            Key::Enter => push(ui, egui::Key::Enter),
            Key::Hide => self.hidden = true,
            Key::Show(page) => self.page = page,
        }
        ui.request_repaint();
    }

    fn as_shifted(&self, char: char) -> String {
        match self.shift {
            Shift::Off => char.to_string(),
            Shift::Once | Shift::Locked => char.to_uppercase().to_string(),
        }
    }

    /// What is on a key, and what a screen reader says.
    fn words(&self, key: Key) -> (String, String) {
        let same = |word: &str| (word.to_owned(), word.to_owned());
        let as_named = |word: &str, name: &str| (word.to_owned(), name.to_owned());
        match key {
            Key::Char(' ') => same("Space"),
            Key::Char(char) => {
                let shown = self.as_shifted(char);
                let name = format!("Key {shown}");
                (shown, name)
            }
            Key::Text(text) => (text.to_owned(), format!("Key {text}")),
            Key::Shift if self.shift == Shift::Locked => as_named("CAPS", "Shift"),
            Key::Shift => same("Shift"),
            Key::Delete => same("Delete"),
            Key::Left => as_named("←", "Cursor left"),
            Key::Right => as_named("→", "Cursor right"),
            Key::Enter => same("Enter"),
            Key::Hide => as_named("Hide", "Hide keyboard"),
            Key::Show(Page::Digits) => as_named("123", "Digits"),
            Key::Show(Page::Signs) => as_named("{ } á", "More signs"),
            Key::Show(Page::Letters | Page::Address) => as_named("abc", "Letters"),
            Key::Show(Page::Hex) => as_named("0–F", "Hexadecimal digits"),
        }
    }
}

fn push(ui: &Ui, key: egui::Key) {
    let event = |pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    ui.input_mut(|input| input.events.extend([event(true), event(false)]));
}

/// Draws one key. How often it was pressed since the frame before: it acts as the finger comes down, and repeats while it rests.
fn key_ui(ui: &Ui, rect: Rect, key: Key, draft: &mut KeyboardDraft) -> u32 {
    let (word, name) = draft.words(key);
    let response = ui.interact(rect, Id::unique(("key", name.as_str())), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let palette = Palette::of(ui);
    let held = held_for(ui, &response);
    let is_on = held.is_some() || key == Key::Shift && draft.shift != Shift::Off;
    let is_letter = matches!(key, Key::Char(_) | Key::Text(_));
    let (fill, color) = match (is_on, key, is_letter) {
        (true, ..) => (palette.border, palette.text),
        (false, Key::Enter, _) => (palette.action, palette.on_action),
        (false, _, true) => (palette.raised, palette.text),
        (false, _, false) => (palette.background, palette.text),
    };
    let line = Stroke::new(1.0, palette.border);
    ui.painter().rect(
        rect,
        CornerRadius::same(CONTROL_RADIUS - 2),
        fill,
        line,
        StrokeKind::Inside,
    );
    let role = if word.chars().count() == 1 {
        TextRole::Title
    } else {
        TextRole::Strong
    };
    ui.painter().text(
        rect.center(),
        Align2::CENTER_CENTER,
        word,
        font(ui, role),
        color,
    );
    let (comes_down, goes_up) =
        ui.input(|input| (input.pointer.any_pressed(), input.pointer.any_released()));
    // A screen reader's press has no pointer.
    if comes_down && held.is_some() || response.clicked() && !goes_up {
        draft.repeated = 0;
        return 1;
    }
    let may_repeat = matches!(key, Key::Delete | Key::Left | Key::Right);
    let Some(held) = held.filter(|_| may_repeat) else {
        return 0;
    };
    ui.request_repaint_after_secs(REPEATS.1 as f32);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "nobody holds a key for years"
    )]
    let due = ((held - REPEATS.0) / REPEATS.1).max(0.0) as u32;
    let new = due.saturating_sub(draft.repeated);
    draft.repeated = draft.repeated.max(due);
    new
}

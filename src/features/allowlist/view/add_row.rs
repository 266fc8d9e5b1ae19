//! The fields that add a camera, filled in by hand or by a barcode scanner.

use egui::{
    Id, Layout, TextEdit, Ui,
    text::{CCursor, CCursorRange},
    vec2,
};

use super::{AllowlistCx, AllowlistUiState, scanner};
use crate::{
    domain::{
        allowlist::{EntryNote, NewEntry},
        mac_input,
    },
    features::allowlist::{intent::AllowlistIntent, state::Allowlist},
    i18n, tr,
    ui::{
        Request, icons,
        keyboard_hints::{self, InputKind},
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            button::{Button, icon_button_ui},
            field::{id_of, mark_invalid, text_field_ui},
            form_focus::focus_on_appearing,
            label::label_ui,
        },
    },
};

/// The number of rejected scans that are shown.
const MAX_REJECTED: usize = 20;

#[derive(Debug, Default)]
pub struct NewEntryUiState {
    mac: String,
    description: String,
    container: String,
    /// Entered texts that are not MAC addresses.
    rejected: Vec<String>,
    /// The text in the field was rejected and is selected, so that the next scan replaces it.
    is_bad: bool,
    /// The optional fields are open, on the small display.
    more: bool,
}

/// Draws the fields.
pub fn add_row_ui(ui: &mut Ui, cx: &mut AllowlistCx<'_>, ui_state: &mut AllowlistUiState) {
    let has_keyboard = ui.memory(|memory| memory.has_focus(mac_field()));
    let mut entered = Vec::new();
    if has_keyboard {
        entered = scanner::take_lines(ui, &mut ui_state.new.mac, &mut ui_state.new.is_bad);
    }
    let pressed = match Density::of(ui) {
        Density::Desktop => wide_ui(ui, &mut ui_state.new),
        Density::Touch => narrow_ui(ui, &mut ui_state.new),
    };
    if pressed {
        entered.push(std::mem::take(&mut ui_state.new.mac));
    }
    for line in entered {
        enter(ui, cx, line, ui_state);
    }
    if !ui_state.new.is_bad {
        hint_ui(ui, cx.state, &ui_state.new.mac);
    }
    rejected_ui(ui, &mut ui_state.new);
}

/// All fields in a row. True if Add or Enter was pressed.
fn wide_ui(ui: &mut Ui, new: &mut NewEntryUiState) -> bool {
    const GAP: f32 = 3.0 * STEP;
    const BUTTON: f32 = 60.0;
    let button = Button::primary(tr!("allowlist-add")).width(ui).max(BUTTON);
    let width = (ui.available_width() - button - 3.0 * GAP) / 3.0;
    let mut pressed = false;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        column(ui, width, |ui| mac_field_ui(ui, new));
        pressed |= column(ui, width, |ui| {
            optional_field_ui(
                ui,
                tr!("allowlist-description"),
                tr!("allowlist-description-hint"),
                &mut new.description,
            )
        });
        pressed |= column(ui, width, |ui| {
            optional_field_ui(
                ui,
                tr!("allowlist-container"),
                tr!("allowlist-container-hint"),
                &mut new.container,
            )
        });
        ui.vertical(|ui| {
            label_ui(ui, TextRole::Strong, Tone::Plain, " ");
            pressed |= add_button_ui(ui, new);
        });
    });
    pressed
}

/// The address field, and the optional fields on demand.
fn narrow_ui(ui: &mut Ui, new: &mut NewEntryUiState) -> bool {
    const GAPS: f32 = 4.0 * STEP;
    // All of an address is seen while it is typed.
    const LEAST_ADDRESS: f32 = 42.0 * STEP;
    let mut pressed = false;
    let word = if new.more {
        tr!("allowlist-add-less")
    } else {
        tr!("allowlist-add-more")
    };
    let buttons = Button::quiet(word).width(ui) + Button::primary(tr!("allowlist-add")).width(ui);
    let width = ui.available_width() - buttons - GAPS;
    let mut buttons_ui = |ui: &mut Ui, new: &mut NewEntryUiState| {
        ui.horizontal(|ui| {
            let name = tr!("allowlist-add-more-name");
            if Button::quiet(word).named(name).pressed(ui) {
                new.more = !new.more;
            }
            pressed |= add_button_ui(ui, new);
        });
    };
    if width < LEAST_ADDRESS {
        mac_field_ui(ui, new);
        buttons_ui(ui, new);
    } else {
        ui.horizontal_top(|ui| {
            column(ui, width, |ui| mac_field_ui(ui, new));
            ui.vertical(|ui| {
                label_ui(ui, TextRole::Strong, Tone::Plain, " ");
                buttons_ui(ui, new);
            });
        });
    }
    if new.more {
        let width = (ui.available_width() - 2.0 * STEP) / 2.0;
        ui.horizontal_top(|ui| {
            pressed |= column(ui, width, |ui| {
                optional_field_ui(ui, tr!("allowlist-description"), "", &mut new.description)
            });
            pressed |= column(ui, width, |ui| {
                optional_field_ui(ui, tr!("allowlist-container"), "", &mut new.container)
            });
        });
    }
    pressed
}

fn column<T>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> T) -> T {
    let layout = Layout::top_down(egui::Align::Min);
    ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
        ui.set_width(width);
        content(ui)
    })
    .inner
}

fn mac_field_ui(ui: &mut Ui, new: &mut NewEntryUiState) {
    const EXAMPLE: &str = "24:6F:28:10:4A:4F";
    let response = text_field_ui(ui, tr!("allowlist-mac-address"), EXAMPLE, &mut new.mac);
    keyboard_hints::set_input_kind(ui, &response, InputKind::MacAddress);
    mark_invalid(ui, &response, new.is_bad);
    focus_on_appearing(ui, Id::unique("new entry"), Some(response.id));
    if response.changed() {
        new.is_bad = false;
    }
}

/// The id of the address field.
pub fn mac_field() -> Id {
    id_of(tr!("allowlist-mac-address"))
}

/// An optional field. True if Enter was pressed in it.
fn optional_field_ui(ui: &mut Ui, label: &str, hint: &str, value: &mut String) -> bool {
    let response = text_field_ui(ui, label, hint, value);
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

fn add_button_ui(ui: &mut Ui, new: &NewEntryUiState) -> bool {
    let is_mac = mac_input::parse(&new.mac).is_ok();
    Button::primary(tr!("allowlist-add"))
        .enabled(is_mac)
        .pressed(ui)
}

/// Adds the entered camera, and clears the field for the next one.
fn enter(ui: &Ui, cx: &mut AllowlistCx<'_>, line: String, ui_state: &mut AllowlistUiState) {
    ui.memory_mut(|memory| memory.request_focus(mac_field()));
    if line.trim().is_empty() {
        return;
    }
    let Ok(mac) = mac_input::parse(&line) else {
        ui_state.new.reject(ui, line);
        return;
    };
    if cx.state.has(mac) {
        ui_state.reveal(mac);
        let text = tr!("allowlist-add-already", mac = mac.to_string());
        cx.request(Request::toast(text));
        return;
    }
    let note = EntryNote::typed(&ui_state.new.description, &ui_state.new.container);
    // A container holds one camera; a description often applies to a whole crate.
    ui_state.new.container.clear();
    cx.push(AllowlistIntent::Add(NewEntry { mac, note }));
}

impl NewEntryUiState {
    /// Keeps a text that is not a MAC address: in the field, selected, and below the field once the
    /// next scan has replaced it.
    fn reject(&mut self, ui: &Ui, line: String) {
        if self.rejected.last() != Some(&line) {
            self.rejected.push(line.clone());
        }
        let excess = self.rejected.len().saturating_sub(MAX_REJECTED);
        self.rejected.drain(..excess);
        select_all(ui, &line);
        self.mac = line;
        self.is_bad = true;
    }
}

fn select_all(ui: &Ui, text: &str) {
    let field = mac_field();
    let mut state = TextEdit::load_state(ui.ctx(), field).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    let all = CCursorRange::two(CCursor::new(0), end);
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), field);
}

/// Shows what is wrong with the typed address, or that it is valid.
fn hint_ui(ui: &mut Ui, allowlist: &Allowlist, typed: &str) {
    if typed.trim().is_empty() {
        return;
    }
    let (tone, text) = match mac_input::parse(typed) {
        Ok(mac) if allowlist.has(mac) => {
            let text = tr!("allowlist-add-already", mac = mac.to_string());
            (Tone::Warning, format!("{}  {text}", icons::INFO))
        }
        Ok(mac) => (Tone::Good, format!("{}  {mac}", icons::DONE)),
        Err(error) => (Tone::Quiet, i18n::mac_error(&error)),
    };
    label_ui(ui, TextRole::Small, tone, text);
}

/// The rejected texts, so that no scan is lost unnoticed.
fn rejected_ui(ui: &mut Ui, new: &mut NewEntryUiState) {
    let in_field = new.is_bad.then(|| new.mac.clone());
    let shown = new
        .rejected
        .iter()
        .filter(|line| Some(*line) != in_field.as_ref());
    let shown: Vec<&str> = shown.map(String::as_str).collect();
    if shown.is_empty() && in_field.is_none() {
        return;
    }
    let mut texts: Vec<String> = Vec::new();
    if let Some(Err(error)) = in_field.as_ref().map(|line| mac_input::parse(line)) {
        let reason = i18n::mac_error(&error);
        texts.push(tr!("allowlist-add-rejected", reason = reason));
    }
    if !shown.is_empty() {
        let shown = shown.join(", ");
        texts.push(tr!("allowlist-add-rejected-texts", texts = shown));
    }
    let dismissed = ui.horizontal(|ui| {
        let text = format!("{}  {}", icons::WARNING, texts.join(". "));
        label_ui(ui, TextRole::Small, Tone::Bad, text);
        icon_button_ui(ui, icons::CLOSE, tr!("allowlist-add-rejected-dismiss")).clicked()
    });
    if dismissed.inner {
        new.rejected.clear();
        new.is_bad = false;
    }
}

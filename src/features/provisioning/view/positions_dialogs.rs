//! The dialogs about the positions: their list, all of them with their cameras, and that of one
//! camera.

use egui::{Align, Id, Layout, Margin, ScrollArea, TextEdit, Ui, WidgetInfo, accesskit, vec2};

use super::{
    ProvisioningCx, ProvisioningUiState,
    dialogs::Dialog,
    positions_panel::{progress, push},
};
use crate::{
    domain::{
        mac::MacAddr,
        position_list::{MAX_LENGTH, MAX_POSITIONS, MAX_TEXT, PositionList, PositionListError},
        position_plan::{Place, PositionPlan},
    },
    features::provisioning::{
        batch::Batch, card::Card, intent::PositionIntent, state::Provisioning,
    },
    tr,
    ui::{
        Request, format, icons,
        keyboard_hints::keep_in_view,
        theme::{Density, MARGIN, STEP, TextRole, Tone, font},
        widgets::{
            button::{Button, Size, name_and_ring},
            dialog::{dialog_ui, room},
            form_focus::focus_on_appearing,
            label::{label_ui, paragraph_ui, text_width},
        },
    },
};

/// The cameras without a position that are listed: the others can be found in the list of cameras.
const MAX_UNBOUND: usize = 20;
/// The least height of what scrolls in a dialog.
const LEAST_HEIGHT: f32 = 20.0 * STEP;
/// The positions that the preview of a list names at its start.
const NAMED: usize = 3;

/// What a person types and ticks in the dialogs.
#[derive(Debug)]
pub struct PositionsUiState {
    /// The list, as typed.
    text: String,
    /// What it means, until it changes.
    read: Option<Result<PositionList, PositionListError>>,
    /// Another list is typed, though there is one.
    types_another: bool,
    /// The position that the camera is to have.
    chosen: Option<String>,
    as_description: bool,
    as_container: bool,
}

impl Default for PositionsUiState {
    fn default() -> Self {
        Self {
            text: String::new(),
            read: None,
            types_another: false,
            chosen: None,
            as_description: true,
            as_container: false,
        }
    }
}

impl PositionsUiState {
    /// The field has the list that this site had the last time.
    fn with_list_of(provisioning: &Provisioning, batch: &Batch) -> Self {
        let text = provisioning.site_lists.get(&batch.session.target_ssid);
        Self {
            text: text.unwrap_or_default().to_owned(),
            ..Self::default()
        }
    }
}

/// Draws all positions, or the field for their list. True while the dialog stays open.
pub fn positions_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    ui_state: &mut ProvisioningUiState,
) -> bool {
    match &batch.positions {
        Some(plan) if !ui_state.positions.types_another => {
            overview_ui(ui, cx, batch, plan, ui_state)
        }
        _ => list_ui(ui, cx, batch, &mut ui_state.positions),
    }
}

/// The field for the list, and what it means.
fn list_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    state: &mut PositionsUiState,
) -> bool {
    let mut stays = true;
    let (title, body) = (tr!("positions-title"), tr!("positions-explained"));
    let left = dialog_ui(ui.ctx(), title, body, |ui| {
        field_ui(ui, state);
        let text = &state.text;
        let read = state.read.get_or_insert_with(|| PositionList::parse(text));
        let (tone, meaning) = meaning(read);
        paragraph_ui(ui, TextRole::Body, tone, meaning);
        if let Ok(list) = read {
            consequences_ui(ui, batch, &list.positions);
        }
        let count = read.as_ref().map_or(0, |list| list.positions.len());
        ui.horizontal_wrapped(|ui| {
            let start = Button::primary(tr!("positions-start"));
            if start.enabled(count > 0 && batch.is_running()).pressed(ui) {
                push(cx, PositionIntent::Start(text.clone()));
                stays = false;
            }
            stays &= !Button::secondary(tr!("positions-cancel")).pressed(ui);
        });
    });
    stays && !left
}

/// The cameras that lose their position with these positions, and those that take none by themselves.
fn consequences_ui(ui: &mut Ui, batch: &Batch, positions: &[String]) {
    let plan = batch.positions.as_ref();
    let lost = plan.map_or(0, |plan| plan.left_out(positions));
    if lost > 0 && !positions.is_empty() {
        let text = tr!("positions-lost", count = lost);
        paragraph_ui(ui, TextRole::Body, Tone::Warning, text);
    }
    let cards = batch.cards.iter();
    let here = cards.filter(|card| card.position.is_none()).count();
    if here > 0 {
        let text = tr!("positions-here-before", count = here);
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, text);
    }
}

fn field_ui(ui: &mut Ui, state: &mut PositionsUiState) {
    let rows = match Density::of(ui) {
        Density::Desktop => 30.0,
        Density::Touch => 14.0,
    };
    let height = rows * STEP;
    let area = ScrollArea::vertical().id_salt("list").max_height(height);
    area.show(ui, |ui| {
        let edit = TextEdit::multiline(&mut state.text)
            .id(Id::unique("positions"))
            .hint_text(tr!("positions-hint"))
            .font(font(ui, TextRole::Body))
            .char_limit(MAX_TEXT)
            .margin(Margin::same(2 * MARGIN))
            .min_size(vec2(0.0, height))
            .desired_rows(1)
            .desired_width(f32::INFINITY);
        let response = ui.add(edit);
        name_and_ring(ui, &response, tr!("positions-list"));
        keep_in_view(ui, &response);
        focus_on_appearing(ui, Id::unique("positions dialog"), Some(response.id));
        if response.changed() {
            state.read = None;
        }
    });
}

/// How many positions a text has, or what is wrong in which line.
fn meaning(read: &Result<PositionList, PositionListError>) -> (Tone, String) {
    match read {
        Ok(list) if list.positions.is_empty() => {
            (Tone::Quiet, tr!("positions-examples").to_owned())
        }
        Ok(list) => {
            let count = list.positions.len();
            let listed = shortened(&list.positions);
            let counted = tr!("positions-count", count = count, list = listed);
            let text = match list.repeated {
                0 => counted,
                repeated => format!("{counted} {}", tr!("positions-repeated", count = repeated)),
            };
            (Tone::Plain, text)
        }
        Err(PositionListError::TooLong(line, position)) => {
            let position = format::shortened(position);
            let most = MAX_LENGTH;
            let text = tr!(
                "positions-too-long",
                line = *line,
                position = position,
                most = most
            );
            (Tone::Bad, text)
        }
        Err(PositionListError::TooMany(line)) => {
            let text = tr!("positions-too-many", line = *line, most = MAX_POSITIONS);
            (Tone::Bad, text)
        }
    }
}

/// `1, 2, 3 … 24`.
fn shortened(positions: &[String]) -> String {
    match positions {
        [first @ .., last] if first.len() > NAMED => {
            format!("{} … {last}", first[..NAMED].join(", "))
        }
        _ => positions.join(", "),
    }
}

/// All positions with their cameras, and what can be done with them.
fn overview_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    plan: &PositionPlan,
    ui_state: &mut ProvisioningUiState,
) -> bool {
    let mut stays = true;
    let (_, body) = progress(batch, plan);
    let left = dialog_ui(ui.ctx(), tr!("positions-title"), &body, |ui| {
        let scroll = ScrollArea::vertical().max_height(height_above_buttons(ui));
        scroll.auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = STEP;
            ui.spacing_mut().interact_size.y = Density::of(ui).target_height();
            let unbound = batch.cards.iter().filter(|card| card.position.is_none());
            for card in unbound.take(MAX_UNBOUND) {
                camera_ui(ui, format::UNKNOWN, card, ui_state);
            }
            for place in plan.places() {
                place_ui(ui, batch, place, ui_state);
            }
            // Its result is said in a notice, which the dialog would cover.
            stays &= !write_ui(ui, cx, batch, plan, &mut ui_state.positions);
        });
        ui.horizontal_wrapped(|ui| {
            stays &= !Button::primary(tr!("positions-close")).pressed(ui);
            if let Some(next) = plan.next() {
                let skip = Button::secondary(tr!("positions-skip", position = next));
                if skip.named(tr!("positions-skip-name")).pressed(ui) {
                    push(cx, PositionIntent::Skip);
                }
            }
            let undoable = plan.undoable().join(", ");
            if !undoable.is_empty() {
                let undo = Button::secondary(tr!("positions-undo", positions = undoable));
                if undo.named(tr!("positions-undo-name")).pressed(ui) {
                    push(cx, PositionIntent::Undo);
                }
            }
            if batch.is_running() && Button::quiet(tr!("positions-other-list")).pressed(ui) {
                ui_state.positions = PositionsUiState {
                    types_another: true,
                    ..PositionsUiState::with_list_of(cx.state.provisioning, batch)
                };
            }
            if plan.next().is_some() && Button::quiet(tr!("positions-end")).pressed(ui) {
                push(cx, PositionIntent::End);
            }
        });
    });
    stays && !left
}

/// The room between the text above and two rows of buttons below.
fn height_above_buttons(ui: &Ui) -> f32 {
    let buttons = 2.0 * (Density::of(ui).control_height() + 4.0 * STEP) + 4.0 * STEP;
    let height = room(ui.ctx()) - ui.min_rect().height() - buttons;
    height.max(LEAST_HEIGHT)
}

/// A position with its camera.
fn place_ui(ui: &mut Ui, batch: &Batch, place: &Place, ui_state: &mut ProvisioningUiState) {
    let card = place.mac.and_then(|mac| batch.cards.get(mac));
    if let Some(card) = card {
        camera_ui(ui, &place.position, card, ui_state);
        return;
    }
    let text = match place.mac {
        Some(mac) => mac.short().to_string(),
        None if place.is_skipped => tr!("positions-skipped").to_owned(),
        None => tr!("positions-free").to_owned(),
    };
    row_ui(ui, &place.position, |ui| {
        label_ui(ui, TextRole::Body, Tone::Quiet, text);
    });
}

/// A camera with its position, if it has one, and the button that changes it.
fn camera_ui(ui: &mut Ui, position: &str, card: &Card, ui_state: &mut ProvisioningUiState) {
    let mac = card.candidate.mac;
    let state = card.state();
    row_ui(ui, position, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = tr!("positions-change-name", mac = mac.to_string());
            let change = Button::secondary(tr!("positions-change")).named(name);
            if change.size(Size::Small).pressed(ui) {
                ui_state.open_position_of(mac);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                label_ui(ui, TextRole::Mono, Tone::Plain, mac.short());
                let icon = icons::of_state(state);
                let text = format!("{icon} {}", format::state(state));
                let has_room = text_width(ui, TextRole::Body, &text) <= ui.available_width();
                let text = if has_room { text } else { icon.to_owned() };
                label_ui(ui, TextRole::Body, Tone::from(state), text);
            });
        });
    });
}

fn row_ui(ui: &mut Ui, position: &str, content: impl FnOnce(&mut Ui)) {
    const COLUMN: f32 = 32.0 * STEP;
    ui.horizontal(|ui| {
        let height = Density::of(ui).target_height();
        ui.set_min_height(height);
        let left = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(COLUMN, height), left, |ui| {
            ui.set_min_width(COLUMN);
            label_ui(ui, TextRole::Title, Tone::Plain, position);
        });
        content(ui);
    });
}

/// Writes the positions into the allowlist, where the person wants that. True if it was pressed.
fn write_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    plan: &PositionPlan,
    state: &mut PositionsUiState,
) -> bool {
    let first = plan.places().iter().find_map(|place| place.mac);
    let has_allowlist = first.and_then(|mac| (cx.state.allowlist_status)(mac));
    if has_allowlist.is_none() {
        return false;
    }
    ui.add_space(2.0 * STEP);
    label_ui(
        ui,
        TextRole::Strong,
        Tone::Plain,
        tr!("positions-write-title"),
    );
    let writing = ui.horizontal_wrapped(|ui| {
        tick_ui(
            ui,
            tr!("positions-as-description"),
            &mut state.as_description,
        );
        tick_ui(ui, tr!("positions-as-container"), &mut state.as_container);
        // A Pi that cannot edit an entry removes it first: not while it is needed.
        let is_automatic = batch.is_automatic() && batch.counts.ready() > 0;
        let waits = is_automatic || batch.counts.in_flight() > 0;
        let hint = tr!("positions-write-waits");
        let write = Button::secondary(tr!("positions-write"))
            .enabled(!waits && !cx.state.is_stale && (state.as_description || state.as_container));
        let write = if waits { write.hint(&hint) } else { write };
        let is_pressed = write.pressed(ui);
        if is_pressed {
            cx.request(Request::WritePositions {
                as_description: state.as_description,
                as_container: state.as_container,
            });
        }
        is_pressed
    });
    writing.inner
}

/// A tick, drawn as a button.
fn tick_ui(ui: &mut Ui, name: &str, is_on: &mut bool) {
    let icon = if *is_on {
        icons::SELECTED
    } else {
        icons::UNSELECTED
    };
    let button = Button::quiet(format!("{icon}  {name}")).named(name);
    let response = button.ui(ui);
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::CheckBox, true, *is_on, name));
    *is_on ^= response.clicked();
}

/// Asks which position a camera is to have. True while the dialog stays open.
pub fn position_of_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    mac: MacAddr,
    state: &mut PositionsUiState,
) -> bool {
    let Some(plan) = &batch.positions else {
        return false;
    };
    let mut stays = true;
    let title = tr!("positions-of-camera", camera = mac.short().to_string());
    let own = plan.position_of(mac);
    let body = own.map_or_else(
        || tr!("positions-has-none").to_owned(),
        |own| tr!("positions-is-at", position = own),
    );
    let left = dialog_ui(ui.ctx(), &title, &body, |ui| {
        let scroll = ScrollArea::vertical().max_height(height_above_buttons(ui));
        scroll.auto_shrink([false, true]).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                for place in plan.places().iter().filter(|place| place.mac != Some(mac)) {
                    choice_ui(ui, place, &mut state.chosen);
                }
            });
        });
        let chosen = plan.places().iter();
        let chosen = chosen
            .clone()
            .find(|place| state.chosen.as_ref() == Some(&place.position));
        ui.horizontal_wrapped(|ui| {
            let give = Button::primary(consequence(chosen, own.is_some()));
            let give = give
                .named(tr!("positions-give-name"))
                .enabled(chosen.is_some());
            if give.pressed(ui)
                && let Some(place) = chosen
            {
                push(cx, PositionIntent::Assign(mac, place.position.clone()));
                stays = false;
            }
            if own.is_some() && Button::secondary(tr!("positions-none")).pressed(ui) {
                push(cx, PositionIntent::Unbind(mac));
                stays = false;
            }
            stays &= !Button::secondary(tr!("positions-cancel")).pressed(ui);
        });
    });
    stays && !left
}

/// A position that can be chosen, with the camera that is there.
fn choice_ui(ui: &mut Ui, place: &Place, chosen: &mut Option<String>) {
    let is_chosen = chosen.as_ref() == Some(&place.position);
    let text = match place.mac {
        Some(mac) => format!("{} · {}", place.position, mac.short()),
        None => place.position.clone(),
    };
    let button = match (is_chosen, place.mac) {
        (true, _) => Button::primary(text),
        (false, None) => Button::secondary(text),
        (false, Some(_)) => Button::quiet(text),
    };
    let name = tr!("positions-choose-name", position = place.position.as_str());
    let response = button.named(&name).ui(ui);
    response
        .widget_info(|| WidgetInfo::selected(accesskit::Role::RadioButton, true, is_chosen, &name));
    if response.clicked() {
        *chosen = Some(place.position.clone());
    }
}

/// What happens to the camera at the chosen position.
fn consequence(chosen: Option<&Place>, has_position: bool) -> String {
    let Some(place) = chosen else {
        return tr!("positions-give-name").to_owned();
    };
    let position = place.position.as_str();
    match place.mac {
        None => tr!("positions-give", position = position),
        Some(mac) if has_position => tr!("positions-swap", camera = mac.short().to_string()),
        Some(mac) => tr!(
            "positions-take",
            position = position,
            camera = mac.short().to_string()
        ),
    }
}

impl ProvisioningUiState {
    /// Opens the dialog with all positions or, if there are none, the field with the list of the site.
    pub fn start_positions(&mut self, provisioning: &Provisioning, batch: &Batch) {
        self.positions = PositionsUiState::with_list_of(provisioning, batch);
        self.dialog = Some(Dialog::Positions);
    }

    /// Opens the dialog that changes the position of a camera.
    pub fn open_position_of(&mut self, mac: MacAddr) {
        self.positions.chosen = None;
        self.dialog = Some(Dialog::PositionOf(mac));
    }
}

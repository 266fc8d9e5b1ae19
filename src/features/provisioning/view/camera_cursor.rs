//! The keyboard in the list of cameras: a cursor that is on one camera, the keys that move it, and
//! those that act on that camera. The cursor is the keyboard focus, and remembers its camera.

use egui::{Event, Id, InputState, Key, Modifiers, Popup, Rect, Sense, Ui, accesskit};
use strum::VariantArray;

use super::{
    ProvisioningCx, ProvisioningUiState,
    approval::Approval,
    card::card_id,
    card_view,
    card_view_model::CardView,
    is_stale,
    list_layout::{ListLayout, Step},
    session_actions::wait_text,
};
use crate::{
    domain::mac::MacAddr,
    features::provisioning::{batch::Batch, card::Card, intent::ProvisioningIntent},
    messages::DeviceVerb,
    tr,
    ui::{
        Request,
        theme::Density,
        widgets::{button::inner_ring_ui, dialog::has_dialog, field::search_field_id},
    },
};

/// A key that acts on the camera under the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub enum CameraKey {
    /// Open its details.
    Details,
    /// Provision or retry it, or send the refused command again now.
    MainAction,
    /// Skip it.
    Skip,
    /// Add it to the allowlist.
    Allow,
    /// Tick or untick it.
    Select,
}

impl CameraKey {
    #[must_use]
    pub fn key(self) -> Key {
        match self {
            Self::Details => Key::Enter,
            Self::MainAction => Key::R,
            Self::Skip => Key::S,
            Self::Allow => Key::A,
            Self::Select => Key::X,
        }
    }

    /// The key as on the keyboard.
    #[must_use]
    pub fn keys(self) -> String {
        self.key().symbol_or_name().to_owned()
    }

    /// What it does, for the list of shortcuts.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Details => tr!("camera-key-details"),
            Self::MainAction => tr!("camera-key-main-action"),
            Self::Skip => tr!("camera-key-skip"),
            Self::Allow => tr!("camera-key-allow"),
            Self::Select => tr!("camera-key-select"),
        }
    }
}

/// Where a key is taken as a step of the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TakenFrom {
    /// With the focus on the camera itself, or nowhere: among the controls of a camera the key moves
    /// the focus.
    Camera,
    /// Also with the focus on a control of a camera.
    List,
    /// Also with the focus elsewhere on the page.
    Page,
}

const STEPS: [(Key, Step, TakenFrom); 10] = [
    (Key::ArrowUp, Step::Up, TakenFrom::List),
    (Key::ArrowDown, Step::Down, TakenFrom::List),
    (Key::ArrowLeft, Step::Left, TakenFrom::Camera),
    (Key::ArrowRight, Step::Right, TakenFrom::Camera),
    (Key::K, Step::Up, TakenFrom::Page),
    (Key::J, Step::Down, TakenFrom::Page),
    (Key::PageUp, Step::PageUp, TakenFrom::Page),
    (Key::PageDown, Step::PageDown, TakenFrom::Page),
    (Key::Home, Step::First, TakenFrom::Page),
    (Key::End, Step::Last, TakenFrom::Page),
];

/// The cursor.
#[derive(Debug, Default)]
pub struct CameraCursor {
    /// The camera that it is on, and the place that this had in the list when it was last shown.
    at: Option<(MacAddr, usize)>,
    /// Whether the camera, or a control of it, has the keyboard focus; while a dialog is open,
    /// whether it had.
    has_focus: bool,
    /// Where the camera was drawn last, from the top of the list.
    top: f32,
    was_in_view: bool,
}

/// The list as it is shown in this frame.
#[derive(Clone, Copy)]
pub struct ShownList<'a> {
    pub batch: &'a Batch,
    pub layout: &'a ListLayout,
    /// The visible part, from the top of the list.
    pub viewport: Rect,
    /// The whole page.
    pub page: Rect,
}

impl ShownList<'_> {
    fn card(&self, index: usize) -> Option<&Card> {
        let position = self.batch.list.order.get(index)?;
        self.batch.cards.at(*position)
    }

    fn is_at(&self, mac: MacAddr, index: usize) -> bool {
        let card = self.card(index);
        card.is_some_and(|card| card.candidate.mac == mac)
    }

    /// The place of a camera in the list, unless it is hidden or folded.
    fn find(&self, mac: MacAddr, hint: usize) -> Option<usize> {
        let index = if self.is_at(mac, hint) {
            hint
        } else {
            let count = self.batch.list.order.len();
            (0..count).find(|index| self.is_at(mac, *index))?
        };
        self.layout.line_of(index).map(|_| index)
    }
}

impl CameraCursor {
    /// What the camera with this address senses: only the one under the cursor is among the stops of
    /// the Tab key.
    pub fn sense(&self, mac: MacAddr) -> Sense {
        match self.at {
            Some((at, _)) if at == mac => Sense::focusable_noninteractive(),
            _ => Sense::hover(),
        }
    }

    /// The place in the list of the camera with the focus. It is drawn even out of view, since what is
    /// not drawn loses the focus.
    pub fn focused(&self) -> Option<usize> {
        self.at.map(|(_, index)| index).filter(|_| self.has_focus)
    }

    /// Moves it to this camera, and scrolls there.
    fn go(&mut self, ui: &Ui, list: ShownList<'_>, index: usize) {
        let Some(card) = list.card(index) else {
            return;
        };
        let mac = card.candidate.mac;
        self.at = Some((mac, index));
        self.has_focus = true;
        self.was_in_view = true;
        ui.memory_mut(|memory| {
            memory.request_focus(card_id(mac));
            // egui would move the focus on by the same key.
            memory.move_focus(egui::FocusDirection::None);
        });
        self.scroll_to(ui, list, index);
    }

    fn scroll_to(&mut self, ui: &Ui, list: ShownList<'_>, index: usize) {
        let Some((top, bottom)) = list.layout.span(index) else {
            return;
        };
        let whole = ui.max_rect();
        let y = whole.top() + top..=whole.top() + bottom;
        ui.scroll_to_rect(Rect::from_x_y_ranges(whole.x_range(), y), None);
        self.top = top;
    }

    /// Scrolls to this camera. Somebody with a keyboard finds the cursor on it, others do if
    /// `wants_cursor` is true.
    pub fn go_to(&mut self, ui: &Ui, list: ShownList<'_>, mac: MacAddr, wants_cursor: bool) {
        let Some(index) = list.find(mac, 0) else {
            // Keys are not for the camera that had the focus before.
            self.has_focus = false;
            return;
        };
        if Density::is_by_finger(ui) && !wants_cursor {
            self.scroll_to(ui, list, index);
        } else {
            self.go(ui, list, index);
        }
    }

    /// Where a step leads. Without the focus, the first one only shows where the cursor is.
    fn target(&self, list: ShownList<'_>, step: Step) -> Option<usize> {
        let shown = self.at.and_then(|(mac, hint)| list.find(mac, hint));
        let page = 0.9 * list.viewport.height();
        match (step, shown) {
            (_, Some(index)) if self.has_focus => list.layout.step(index, step, page),
            (Step::First, _) => list.layout.first(),
            (Step::Last, _) => list.layout.last(),
            (_, Some(index)) => Some(index),
            (_, None) => {
                let gone_from = self.at.map(|(_, index)| index);
                let gone_from = gone_from.filter(|_| !list.batch.list.is_narrowed());
                let near = gone_from.and_then(|index| list.layout.nearest(index));
                near.or_else(|| list.layout.first_below(list.viewport.top()))
            }
        }
    }

    /// The camera has moved: the cursor stays on it. The list follows if it was in view.
    fn follow(&mut self, ui: &Ui, list: ShownList<'_>) {
        let Some((mac, hint)) = self.at else {
            return;
        };
        let Some(index) = list.find(mac, hint) else {
            // The next step goes to what is in its place.
            self.has_focus = false;
            return;
        };
        self.at = Some((mac, index));
        let Some((top, bottom)) = list.layout.span(index) else {
            return;
        };
        let is_in_view = top < list.viewport.bottom() && bottom > list.viewport.top();
        let has_moved = (top - self.top).abs() > 0.5;
        if self.has_focus && has_moved && self.was_in_view && !is_in_view {
            self.scroll_to(ui, list, index);
        } else {
            self.top = top;
            self.was_in_view = is_in_view;
        }
    }

    /// Notes which camera has the focus, after those at the places `drawn` were drawn.
    pub fn note_focus(&mut self, ui: &Ui, list: ShownList<'_>, drawn: &[usize]) {
        if has_dialog(ui) {
            return;
        }
        let holders = holders_of_focus(ui, Pass::This);
        let focused = drawn.iter().find_map(|index| {
            let mac = list.card(*index)?.candidate.mac;
            holders.contains(&card_id(mac)).then_some((mac, *index))
        });
        self.has_focus = focused.is_some();
        self.at = focused.or(self.at);
    }

    /// Gives the focus back once a dialog is closed.
    fn restore_focus(&self, ui: &Ui) {
        if let Some((mac, _)) = self.at.filter(|_| self.has_focus)
            && ui.memory(|memory| memory.focused().is_none())
            && !ui.input(|input| input.key_pressed(Key::Escape))
        {
            ui.memory_mut(|memory| memory.request_focus(card_id(mac)));
        }
    }
}

/// Moves the cursor, and does what is asked for its camera.
pub fn handle_keys(
    ui: &Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    list: ShownList<'_>,
    ui_state: &mut ProvisioningUiState,
) {
    ui_state.cursor.follow(ui, list);
    if has_dialog(ui) || Popup::is_any_open(ui.ctx()) || ui.text_edit_focused() {
        return;
    }
    ui_state.cursor.restore_focus(ui);
    let cursor = &mut ui_state.cursor;
    if search_was_confirmed(ui) {
        if let Some(index) = cursor.target(list, Step::First) {
            cursor.go(ui, list, index);
        }
        return;
    }
    if let Some(step) = pressed_step(ui, list.page, cursor) {
        if let Some(index) = cursor.target(list, step) {
            cursor.go(ui, list, index);
        }
        return;
    }
    let card = cursor.focused().and_then(|index| list.card(index));
    // Another key of this frame may have moved the focus away.
    let holders = holders_of_focus(ui, Pass::Previous);
    if let Some(card) = card
        && holders.contains(&card_id(card.candidate.mac))
        && let Some(key) = pressed_camera_key(ui, card)
    {
        if ui_state.cursor.was_in_view {
            act(ui, cx, list.batch, card, key, ui_state);
        } else if let Some(index) = ui_state.cursor.focused() {
            // Nobody sees which camera it would be done to: it is shown first.
            ui_state.cursor.scroll_to(ui, list, index);
        }
    }
}

/// Draws the frame around the camera in `rect`, if it has the focus itself. Tells assistive technology
/// where the camera is: egui knows that only once it is drawn.
pub fn frame_ui(ui: &Ui, mac: MacAddr, rect: Rect) {
    let id = card_id(mac);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_bounds(accesskit::Rect {
            x0: rect.left().into(),
            y0: rect.top().into(),
            x1: rect.right().into(),
            y1: rect.bottom().into(),
        });
    });
    if ui.memory(|memory| memory.has_focus(id)) {
        inner_ring_ui(ui, rect);
    }
}

/// Which widgets are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Those that are being drawn.
    This,
    Previous,
}

/// The focused widget, and what it is in.
fn holders_of_focus(ui: &Ui, pass: Pass) -> Vec<Id> {
    let focused = ui.memory(egui::Memory::focused);
    ui.ctx().viewport(|viewport| {
        let widgets = match pass {
            Pass::This => &viewport.this_pass.widgets,
            Pass::Previous => &viewport.prev_pass.widgets,
        };
        let parent = |id: &Id| {
            let parent = widgets.get(*id).map(|widget| widget.parent_id);
            parent.filter(|parent| parent != id)
        };
        std::iter::successors(focused, parent).collect()
    })
}

/// Whether Enter was pressed in the search field, which ends the search.
fn search_was_confirmed(ui: &Ui) -> bool {
    let field = ui.ctx().read_response(search_field_id());
    field.is_some_and(|field| field.lost_focus()) && ui.input(|input| input.key_pressed(Key::Enter))
}

fn pressed_step(ui: &Ui, page: Rect, cursor: &CameraCursor) -> Option<Step> {
    let focused = ui.memory(egui::Memory::focused);
    let is_on_camera = match (focused, cursor.at) {
        (None, _) => true,
        (Some(focused), Some((mac, _))) => focused == card_id(mac),
        (Some(_), None) => false,
    };
    let is_in_list = is_on_camera || cursor.has_focus;
    let is_on_page = is_in_list
        || focused
            .and_then(|focused| ui.ctx().read_response(focused))
            .is_some_and(|focused| page.contains(focused.rect.center()));
    let mut steps = STEPS.into_iter().filter(|(.., from)| match from {
        TakenFrom::Camera => is_on_camera,
        TakenFrom::List => is_in_list,
        TakenFrom::Page => is_on_page,
    });
    ui.input_mut(|input| {
        let step = steps.find(|(key, ..)| take_key(input, *key, true));
        step.map(|(_, step, _)| step)
    })
}

/// The first one that was pressed. Enter belongs to a button that has the focus.
fn pressed_camera_key(ui: &Ui, card: &Card) -> Option<CameraKey> {
    let is_on_camera = ui.memory(|memory| memory.has_focus(card_id(card.candidate.mac)));
    let mut keys = CameraKey::VARIANTS.iter().copied();
    ui.input_mut(|input| {
        keys.find(|key| {
            (is_on_camera || *key != CameraKey::Details) && take_key(input, key.key(), false)
        })
    })
}

/// Whether the key was pressed without Ctrl, Alt and Shift; takes it if so. `repeats`: also while it
/// is held.
fn take_key(input: &mut InputState, wanted: Key, repeats: bool) -> bool {
    let is_wanted = |event: &Event| {
        matches!(event, Event::Key { key, pressed: true, repeat, modifiers, .. }
            if *key == wanted && *modifiers == Modifiers::NONE && (repeats || !*repeat))
    };
    let before = input.events.len();
    input.events.retain(|event| !is_wanted(event));
    input.events.len() < before
}

/// Does what the key asks for, if the camera offers it as a button.
fn act(
    ui: &Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    card: &Card,
    key: CameraKey,
    ui_state: &mut ProvisioningUiState,
) {
    let mac = card.candidate.mac;
    if key == CameraKey::Details {
        ui_state.open_camera(mac);
        return;
    }
    if is_stale(cx, batch) {
        if let Some(reason) = wait_text(batch, cx.state.is_stale) {
            cx.request(Request::toast(reason));
        }
        return;
    }
    let view = card_view(cx, batch, card);
    let intent = match key {
        CameraKey::MainAction => main_action(&view),
        CameraKey::Skip => skip(&view),
        CameraKey::Select if Density::of(ui) == Density::Desktop => select(&view),
        CameraKey::Allow => {
            if let Some(Approval::Possible(entry, _) | Approval::Failed(entry, _)) = view.approval {
                cx.request(Request::AddToAllowlist(entry));
            }
            None
        }
        CameraKey::Details | CameraKey::Select => None,
    };
    if let Some(intent) = intent {
        cx.push(intent);
    }
}

fn skip(view: &CardView<'_>) -> Option<ProvisioningIntent> {
    let is_offered = view.can_skip && view.actions.contains(&DeviceVerb::Skip);
    is_offered.then_some(ProvisioningIntent::Device(view.address, DeviceVerb::Skip))
}

fn select(view: &CardView<'_>) -> Option<ProvisioningIntent> {
    let select = |ticked: bool| ProvisioningIntent::Select(view.address, !ticked);
    view.tick.map(select)
}

/// What the main button of a row asks for.
fn main_action(view: &CardView<'_>) -> Option<ProvisioningIntent> {
    match view.main_verb() {
        Some(verb) => Some(ProvisioningIntent::Device(view.address, verb)),
        None if view.is_waiting => Some(ProvisioningIntent::RetryCamerasNow(vec![view.address])),
        None => None,
    }
}

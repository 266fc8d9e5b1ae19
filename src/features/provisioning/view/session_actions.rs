//! The buttons for the whole session.

use std::{
    borrow::Cow,
    fmt::{self, Display},
};

use egui::{Align, KeyboardShortcut, Layout, Popup, Role, Ui, WidgetInfo};

use super::{
    ProvisioningCx, ProvisioningUiState, ProvisioningView, preflight::WantedStart,
    start_form::start_or_ask,
};
use crate::{
    domain::{network::Ssid, session::SessionState},
    features::provisioning::{batch::Batch, card::Card, intent::ProvisioningIntent},
    messages::SessionVerb,
    tr,
    ui::{
        Export, Request, icons, shortcut,
        theme::{Density, STEP, TextRole, Tone},
        widgets::{button::Button, label::label_ui},
    },
};

/// Width of the menu of the actions for which there is no room, in points.
const MENU_WIDTH: f32 = 60.0 * STEP;

/// On the small display what goes on with the work is so far from what ends it, in points.
const FAR: f32 = 12.0 * STEP;

/// Something that can be done for the whole session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    ProvisionAll,
    RetryFailed,
    ProvisionSelected,
    /// Provision without a press, or not any more.
    Automatic(bool),
    Pause,
    Resume,
    Stop,
    /// Stop a session in which nothing is left to do.
    Finish,
    Export,
    /// Show the batch in large type.
    Glance,
    /// Give the cameras positions, or show them.
    Positions,
    NewSession,
    /// A new session with the network of the last one.
    StartAgain,
}

/// The tooltip of a button.
struct Hint {
    text: Cow<'static, str>,
    keys: Option<KeyboardShortcut>,
}

impl Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.keys {
            Some(keys) => shortcut::with_keys(&self.text, keys).fmt(f),
            None => f.write_str(&self.text),
        }
    }
}

/// The button of an action.
struct Offer {
    action: Action,
    text: Cow<'static, str>,
    /// The accessible name.
    name: Cow<'static, str>,
    hint: Option<Hint>,
    is_primary: bool,
    is_enabled: bool,
}

impl Offer {
    fn new(action: Action, text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        Self {
            action,
            name: text.clone(),
            text,
            hint: None,
            is_primary: false,
            is_enabled: true,
        }
    }

    fn named(self, name: &'static str) -> Self {
        let name = name.into();
        Self { name, ..self }
    }

    fn primary(self, is_primary: bool) -> Self {
        Self { is_primary, ..self }
    }

    /// Primary, if it can be pressed and `is_next`.
    fn primary_if(self, is_next: bool) -> Self {
        let is_primary = is_next && self.is_enabled;
        self.primary(is_primary)
    }

    fn enabled(self, is_enabled: bool) -> Self {
        Self { is_enabled, ..self }
    }

    fn hint(self, hint: impl Into<Cow<'static, str>>) -> Self {
        let (text, keys) = (hint.into(), None);
        let hint = Some(Hint { text, keys });
        Self { hint, ..self }
    }

    /// As [`Offer::hint`], with its keys.
    fn hint_with_keys(self, text: &'static str, keys: KeyboardShortcut) -> Self {
        let (text, keys) = (text.into(), Some(keys));
        let hint = Some(Hint { text, keys });
        Self { hint, ..self }
    }

    /// Off, with the reason, if this Pi does not have the command.
    fn if_available(self, is_available: bool) -> Self {
        if is_available {
            self
        } else {
            let reason = tr!("problem-not-available");
            self.enabled(false).primary(false).hint(reason)
        }
    }

    fn button(&self) -> Button<'_> {
        let text = self.text.as_ref();
        let button = match self.action {
            _ if self.is_primary => Button::primary(text),
            Action::Stop | Action::Automatic(_) => Button::quiet(text),
            _ => Button::secondary(text),
        };
        let button = button.named(self.name.as_ref()).enabled(self.is_enabled);
        match &self.hint {
            Some(hint) => button.hint(hint),
            None => button,
        }
    }
}

impl Offer {
    /// Draws the button, at least so wide, in points. True if it was pressed.
    fn pressed(&self, ui: &mut Ui, min_width: f32) -> bool {
        let response = self.button().min_width(min_width).ui(ui);
        if let Action::Automatic(turns_on) = self.action {
            let info = || WidgetInfo::selected(Role::CheckBox, true, !turns_on, &self.name);
            response.widget_info(info);
        }
        response.clicked()
    }
}

/// What can be done: on the left what goes on with the work, on the right, far from it, what holds it
/// up or ends it. No button moves when another appears, so that a second press does not hit another
/// one.
pub struct Offers {
    left: Vec<Offer>,
    right: Vec<Offer>,
    /// What is in the menu, also where there is room.
    more: Vec<Offer>,
}

impl Offers {
    /// Those of the session.
    #[must_use]
    pub fn of(ui: &Ui, state: &ProvisioningView<'_>, batch: &Batch) -> Self {
        let mut offers =
            Self::while_live(batch, state.provisioning.last_network(), Density::of(ui));
        if state.is_stale {
            offers.wait_for_the_pi();
        }
        offers
    }

    fn while_live(batch: &Batch, last_network: Option<&Ssid>, density: Density) -> Self {
        if batch.is_over() {
            let again = last_network.map(|network| start_again(network, density));
            let new = Offer::new(Action::NewSession, tr!("batch-new-session"));
            let new = new.primary(again.is_none());
            return Self {
                left: again.into_iter().chain([new]).collect(),
                right: export(batch).into_iter().collect(),
                more: Vec::new(),
            };
        }
        let is_paused = batch.session.state == SessionState::Paused;
        let can_pause = batch.busy.is_none() && !batch.session.state.is_ending();
        let can_act = can_pause && !is_paused;
        let ready = batch.counts.can_provision;
        // A panel above the cards has its own.
        let has_panel = batch.common_cause().is_some() || batch.held_canary().is_some();
        let mut left = vec![
            provision_all(batch, ready, can_act)
                .primary(ready > 0 && batch.canary.is_none() && !has_panel),
            automatic(batch),
            retry_failed(batch, density, can_act).primary_if(ready == 0 && !has_panel),
        ];
        left.extend(provision_selected(batch, density, can_act));
        let pause = pause_or_resume(batch, is_paused, can_pause);
        let right = if batch.is_finished() {
            let finish = Offer::new(Action::Finish, tr!("batch-finish"))
                .enabled(batch.can_send(SessionVerb::Stop))
                .primary(true);
            let mut right = vec![finish];
            right.extend(export(batch));
            right.extend(is_paused.then_some(pause));
            right
        } else {
            let beside = export(batch).filter(|_| batch.awaits_reports() && !is_paused);
            vec![stop(batch, density), beside.unwrap_or(pause)]
        };
        let positions = Offer::new(Action::Positions, tr!("positions-open"));
        let positions = positions.hint(tr!("positions-explained"));
        Self {
            left,
            right,
            more: glance(density).into_iter().chain([positions]).collect(),
        }
    }

    /// The Pi cannot be asked for anything now, but to end the session: that is possible at any time.
    fn wait_for_the_pi(&mut self) {
        for offer in self.left.iter_mut().chain(&mut self.right) {
            let waits = match offer.action {
                Action::ProvisionAll
                | Action::RetryFailed
                | Action::ProvisionSelected
                | Action::Automatic(_)
                | Action::Pause
                | Action::Resume
                | Action::StartAgain => true,
                Action::Stop
                | Action::Finish
                | Action::Export
                | Action::Glance
                | Action::Positions
                | Action::NewSession => false,
            };
            offer.is_enabled &= !waits;
            offer.is_primary &= !waits;
        }
    }

    /// Their width in points without the menu. Where it has no room beside them, it takes one of them in.
    #[must_use]
    pub fn width(&self, ui: &Ui) -> f32 {
        let all = self.left.iter().chain(&self.right);
        let gap = ui.spacing().item_spacing.x;
        let width = |offer: &Offer| offer.button().width(ui) + gap;
        all.map(width).sum::<f32>() + 4.0 * STEP
    }

    /// Takes out what matters least until the rest fits: what cannot be pressed, then what holds the
    /// work up.
    fn overflow(&mut self, ui: &Ui, room: f32) -> Vec<Offer> {
        let mut hidden = std::mem::take(&mut self.more);
        while self.width(ui) > room {
            if let Some(at) = self.left.iter().rposition(|offer| !offer.is_enabled)
                && self.left.len() > 1
            {
                hidden.push(self.left.remove(at));
                continue;
            }
            let least = if self.right.len() > 1 {
                self.right.pop()
            } else if self.left.len() > 1 {
                self.left.pop()
            } else {
                None
            };
            let Some(least) = least else { break };
            hidden.push(least);
        }
        hidden
    }
}

fn provision_all(batch: &Batch, ready: usize, can_act: bool) -> Offer {
    let text = match ready {
        0 => Cow::Borrowed(tr!("batch-provision-all")),
        _ => tr!("batch-provision-all-count", count = ready).into(),
    };
    let offer = Offer::new(Action::ProvisionAll, text)
        .named(tr!("batch-provision-all"))
        .enabled(can_act && ready > 0 && batch.canary.is_none());
    if let Some(waits) = canary_text(batch) {
        offer.hint(waits)
    } else if batch.session.state == SessionState::Paused {
        offer.hint(tr!("batch-provision-all-resume-first"))
    } else {
        let explained = tr!("batch-provision-all-explained");
        offer.hint_with_keys(explained, shortcut::PROVISION_ALL)
    }
}

/// A tick, drawn as a button: where there is no room for it, it is in the menu.
fn automatic(batch: &Batch) -> Offer {
    let is_on = batch.is_automatic();
    let icon = if is_on {
        icons::SELECTED
    } else {
        icons::UNSELECTED
    };
    let name = tr!("batch-automatic");
    Offer::new(Action::Automatic(!is_on), format!("{icon}  {name}"))
        .named(name)
        .hint(tr!("batch-automatic-explained"))
}

fn retry_failed(batch: &Batch, density: Density, can_act: bool) -> Offer {
    let failed = batch.counts.can_retry;
    let text = match (density, failed) {
        (_, 1..) if batch.counts.unconfirmed > 0 => tr!("batch-retry-count", count = failed),
        (Density::Desktop, 0) => tr!("batch-retry-failed-none").to_owned(),
        (Density::Touch, 0) => tr!("batch-retry-failed-none-short").to_owned(),
        (Density::Desktop, _) => tr!("batch-retry-failed-count", count = failed),
        (Density::Touch, _) => tr!("batch-retry-failed-short", count = failed),
    };
    Offer::new(Action::RetryFailed, text)
        .named(tr!("batch-retry-failed"))
        .enabled(can_act && failed > 0)
        .hint_with_keys(tr!("batch-retry-failed"), shortcut::RETRY_FAILED)
}

fn provision_selected(batch: &Batch, density: Density, can_act: bool) -> Option<Offer> {
    let selected = batch.counts.selected;
    let text = match density {
        Density::Desktop => tr!("batch-provision-selected-count", count = selected),
        Density::Touch => tr!("batch-provision-selected-short", count = selected),
    };
    let offer = Offer::new(Action::ProvisionSelected, text)
        .named(tr!("batch-provision-selected"))
        .enabled(can_act);
    (selected > 0).then_some(offer)
}

fn pause_or_resume(batch: &Batch, is_paused: bool, is_enabled: bool) -> Offer {
    let (text, action) = if is_paused {
        (tr!("batch-resume"), Action::Resume)
    } else {
        (tr!("batch-pause"), Action::Pause)
    };
    Offer::new(action, text)
        .enabled(is_enabled)
        .if_available(batch.has_pause())
}

fn stop(batch: &Batch, density: Density) -> Offer {
    let text = match density {
        _ if batch.awaits_reports() => tr!("batch-finish-open"),
        Density::Desktop => tr!("stop-open"),
        Density::Touch => tr!("stop-open-short"),
    };
    Offer::new(Action::Stop, text)
        .named(tr!("stop-session"))
        .enabled(batch.can_send(SessionVerb::Stop))
}

/// On a laptop it is above the cameras.
fn glance(density: Density) -> Option<Offer> {
    let offer = Offer::new(Action::Glance, tr!("batch-glance"))
        .hint_with_keys(tr!("command-glance"), shortcut::GLANCE);
    (density == Density::Touch).then_some(offer)
}

fn start_again(network: &Ssid, density: Density) -> Offer {
    let text = match density {
        Density::Desktop => tr!("batch-start-again"),
        Density::Touch => tr!("batch-start-again-short"),
    };
    let hint = tr!("batch-start-again-explained", network = network.as_str());
    Offer::new(Action::StartAgain, text)
        .named(tr!("batch-start-again"))
        .primary(true)
        .hint(hint)
}

fn export(batch: &Batch) -> Option<Offer> {
    let offer = Offer::new(Action::Export, tr!("batch-export"));
    (!batch.cards.is_empty()).then_some(offer)
}

/// Draws the buttons in a row; on the upright small display in two, if there is no room for one.
pub fn session_actions_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    batch: &Batch,
    mut offers: Offers,
    ui_state: &mut ProvisioningUiState,
) {
    if batch.interrupted && !batch.is_over() {
        let text = tr!("batch-interrupted-explained");
        label_ui(ui, TextRole::Body, Tone::Quiet, text);
        return;
    }
    let room = ui.available_width();
    if rows(ui, batch, &offers, room) > 1.0 {
        // What is beside the main button keeps it away from the one below that ends the session.
        let second = offers.left.split_off(2);
        let first = std::mem::replace(&mut offers.left, second);
        ui.vertical(|ui| {
            ui.horizontal(|ui| {
                let gap = ui.spacing().item_spacing.x;
                let widths = first.iter().map(|offer| offer.button().width(ui) + gap);
                let spare = room + gap - widths.sum::<f32>();
                offers_ui(ui, cx, &first, spare, ui_state);
            });
            ui.horizontal(|ui| row_ui(ui, cx, offers, ui_state));
        });
    } else {
        row_ui(ui, cx, offers, ui_state);
    }
}

/// In how many rows the buttons are drawn. `room`: the width of the bar.
pub fn rows(ui: &Ui, batch: &Batch, offers: &Offers, room: f32) -> f32 {
    let may_need_two = Density::is_portrait(ui) && batch.is_running();
    if may_need_two && offers.width(ui) > room {
        2.0
    } else {
        1.0
    }
}

fn row_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    mut offers: Offers,
    ui_state: &mut ProvisioningUiState,
) {
    let mut room = ui.available_width();
    if offers.width(ui) > room || !offers.more.is_empty() {
        room -= menu_width(ui);
    }
    let hidden = offers.overflow(ui, room);
    // On the small display the buttons fill the row.
    let spare = match Density::of(ui) {
        Density::Touch => (room - offers.width(ui) - FAR).max(0.0),
        Density::Desktop => 0.0,
    };
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        offers_ui(ui, cx, &offers.right, 0.0, ui_state);
        menu_ui(ui, cx, &hidden, ui_state);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            offers_ui(ui, cx, &offers.left, spare, ui_state);
        });
    });
}

/// Draws the buttons. The primary one, or else the first, gets the `spare` width too.
fn offers_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    offers: &[Offer],
    spare: f32,
    ui_state: &mut ProvisioningUiState,
) {
    let wide = offers.iter().position(|offer| offer.is_primary);
    for (index, offer) in offers.iter().enumerate() {
        let is_wide = index == wide.unwrap_or(0) && spare > 0.0;
        let min_width = if is_wide {
            offer.button().width(ui) + spare
        } else {
            0.0
        };
        // The id does not depend on what else is in the row.
        let pressed = ui.push_id(&offer.name, |ui| offer.pressed(ui, min_width));
        if pressed.inner {
            act(cx, offer.action, ui_state);
        }
    }
}

/// The width of the button of the menu, with the gap beside it.
fn menu_width(ui: &Ui) -> f32 {
    Button::secondary(tr!("batch-more")).width(ui) + 2.0 * STEP
}

fn menu_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    hidden: &[Offer],
    ui_state: &mut ProvisioningUiState,
) {
    if hidden.is_empty() {
        return;
    }
    let more = Button::secondary(tr!("batch-more"))
        .named(tr!("batch-more-name"))
        .ui(ui);
    Popup::menu(&more).show(|ui| {
        ui.set_min_width(MENU_WIDTH);
        ui.spacing_mut().button_padding.x = 4.0 * STEP;
        for offer in hidden {
            if offer.pressed(ui, 0.0) {
                act(cx, offer.action, ui_state);
                ui.close();
            }
        }
    });
}

fn act(cx: &mut ProvisioningCx<'_, '_>, action: Action, ui_state: &mut ProvisioningUiState) {
    let intent = match action {
        Action::ProvisionAll => ProvisioningIntent::Session(SessionVerb::ProvisionAll),
        Action::RetryFailed => ProvisioningIntent::RetryAllFailed,
        Action::ProvisionSelected => ProvisioningIntent::ProvisionSelected,
        Action::Automatic(is_on) => ProvisioningIntent::ProvisionAutomatically(is_on),
        Action::Pause => ProvisioningIntent::Session(SessionVerb::Pause),
        Action::Resume => ProvisioningIntent::Session(SessionVerb::Resume),
        Action::Finish => ProvisioningIntent::Session(SessionVerb::Stop),
        Action::NewSession => ProvisioningIntent::Leave,
        Action::StartAgain => {
            start_or_ask(cx, &mut ui_state.start, WantedStart::Again);
            return;
        }
        Action::Stop => {
            ui_state.ask_to_stop();
            return;
        }
        Action::Positions => {
            let provisioning = cx.state.provisioning;
            if let Some(batch) = provisioning.batch() {
                ui_state.start_positions(provisioning, batch);
            }
            return;
        }
        Action::Export => {
            cx.request(Request::Export(Export::Batch));
            return;
        }
        Action::Glance => {
            cx.request(Request::ShowGlance);
            return;
        }
    };
    cx.push(intent);
}

/// What the person waits for, if anything.
pub fn wait_text(batch: &Batch, is_stale: bool) -> Option<String> {
    let text = match batch.busy {
        Some(SessionVerb::Stop) => tr!("batch-stopping"),
        Some(SessionVerb::Pause) => tr!("batch-pausing"),
        Some(SessionVerb::Resume) => tr!("batch-resuming"),
        Some(SessionVerb::ProvisionAll) => tr!("batch-starting"),
        None if is_stale && batch.is_running() => tr!("batch-waits-for-the-pi"),
        None => return canary_text(batch),
    };
    Some(text.to_owned())
}

/// Which camera goes ahead of the others, and how many wait for it.
fn canary_text(batch: &Batch) -> Option<String> {
    let is_held = batch.held_canary().is_some();
    let canary = batch.canary.as_ref().filter(|_| !is_held)?;
    let count = batch.counts.ready();
    let is_waited_for = batch.is_running() && count > 0;
    let camera = batch.cards.get(canary.mac);
    let camera = camera.map_or_else(|| canary.mac.short().to_string(), Card::full_label);
    is_waited_for.then(|| tr!("canary-goes-ahead", camera = camera, count = count))
}

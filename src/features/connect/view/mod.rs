//! The connect page: the known Pis, an address, the Pis on this network, the demo, and the check of
//! the connection.

pub(crate) mod check_list;
mod demo_dialog;
pub(crate) mod pi_tiles;

use egui::{Id, Key, ScrollArea, Ui};

use crate::{
    features::connect::{
        intent::ConnectIntent,
        state::{ConnectState, Probe},
    },
    tr,
    ui::{
        Cx,
        keyboard_hints::{self, InputKind},
        theme::{Density, STEP, TextRole, Tone},
        widgets::{
            button::Button,
            field::{mark_invalid, text_field_ui},
            form_focus::focus_on_appearing,
            label::{label_ui, paragraph_ui},
            problem::problem_ui,
            section::section_ui,
        },
    },
};

pub type ConnectCx<'a> = Cx<'a, ConnectState, ConnectIntent>;

/// What the person is typing.
#[derive(Debug, Default)]
pub struct ConnectUiState {
    /// Whether the page is open although a Pi is in use.
    pub is_open: bool,
    address: String,
    /// The address of the Pi that is being renamed, and the name in the field.
    renaming: Option<(String, String)>,
    /// Whether the dialog with the scenarios of the demo is open.
    is_choosing_scenario: bool,
    /// Whether the page was drawn in the last frame.
    was_shown: bool,
}

impl ConnectUiState {
    /// The page is not shown.
    pub fn is_left(&mut self) {
        self.was_shown = false;
    }
}

/// Draws the page. `server` is the address of the Pi in use.
pub fn connect_ui(
    ui: &mut Ui,
    cx: &mut ConnectCx<'_>,
    ui_state: &mut ConnectUiState,
    server: Option<&str>,
) {
    let has_opened = !std::mem::replace(&mut ui_state.was_shown, true);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0 * STEP;
        ui.horizontal(|ui| {
            if server.is_some() && Button::secondary(tr!("connect-back")).pressed(ui) {
                ui_state.is_open = false;
            }
            label_ui(ui, TextRole::Title, Tone::Plain, tr!("connect-title"));
        });
        // Known Pis come first: most people who open the page change between them.
        if !cx.state.profiles.is_empty() {
            let has_pi = server.is_some();
            section_ui(ui, |ui| {
                pi_tiles::known_ui(ui, cx, ui_state, has_pi, has_opened);
            });
        }
        section_ui(ui, |ui| address_ui(ui, cx, ui_state));
        if ui_state.is_choosing_scenario {
            demo_dialog::demo_dialog_ui(ui, cx, ui_state);
        }
        section_ui(ui, |ui| pi_tiles::discovered_ui(ui, cx));
        if let Some(server) = server {
            section_ui(ui, |ui| check_list::check_list_ui(ui, cx, server));
        }
    });
}

/// The field for an address, the result of its probe, and the demo.
fn address_ui(ui: &mut Ui, cx: &mut ConnectCx<'_>, ui_state: &mut ConnectUiState) {
    let (label, hint) = (tr!("connect-address"), tr!("connect-address-hint"));
    let field = text_field_ui(ui, label, hint, &mut ui_state.address);
    focus_on_appearing(ui, Id::unique("address form"), Some(field.id));
    keyboard_hints::set_input_kind(ui, &field, InputKind::NetworkAddress);
    let is_invalid = matches!(cx.state.probe, Probe::InvalidAddress(_));
    mark_invalid(ui, &field, is_invalid);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let is_probing = cx.state.probe == Probe::Running;
    ui.horizontal_wrapped(|ui| {
        let enabled = !is_probing && !ui_state.address.trim().is_empty();
        let pressed = Button::primary(tr!("connect-do"))
            .enabled(enabled)
            .pressed(ui);
        if pressed || entered && enabled {
            cx.push(ConnectIntent::Probe(ui_state.address.clone()));
        }
        if Button::secondary(tr!("connect-demo")).pressed(ui) {
            cx.push(ConnectIntent::Demo(None));
            ui_state.is_open = false;
        }
        if Button::quiet(tr!("connect-training")).pressed(ui) {
            ui_state.is_choosing_scenario = true;
        }
        if Density::of(ui) == Density::Desktop {
            label_ui(ui, TextRole::Small, Tone::Quiet, tr!("connect-demo-hint"));
        }
    });
    match &cx.state.probe {
        Probe::Idle => {}
        Probe::Running => {
            label_ui(ui, TextRole::Body, Tone::Quiet, tr!("connect-asking"));
        }
        Probe::InvalidAddress(why) => {
            paragraph_ui(ui, TextRole::Body, Tone::Bad, why);
        }
        Probe::Failed(problem) => {
            let request = problem_ui(ui, problem, |ui| {
                if Button::quiet(tr!("connect-anyway")).pressed(ui) {
                    cx.push(ConnectIntent::Connect(ui_state.address.clone()));
                }
            });
            if let Some(request) = request {
                cx.request(request);
            }
        }
    }
}

//! The page that connects: an address, the Pis of this network, those that are known, the demo; and how the connection is.

pub(crate) mod check_list;
pub(crate) mod pi_list;

use egui::{CornerRadius, Frame, Key, Margin, ScrollArea, Stroke, Ui};

use crate::{
    domain::clock::Now,
    features::{
        State,
        connect::{intent::ConnectIntent, state::Probe},
        intent::Intent,
    },
    tr,
    ui::{
        keyboard_hints::{self, InputKind},
        theme::{Density, MARGIN, PANEL_RADIUS, Palette, STEP, TextRole, Tone},
        widgets::{
            button::Button,
            field::text_field_ui,
            label::{label_ui, paragraph_ui},
            problem::problem_ui,
        },
    },
};

/// What the person is typing.
#[derive(Debug, Default)]
pub struct ConnectUiState {
    /// Whether the page is open although there is a Pi.
    pub is_open: bool,
    address: String,
    /// The Pi that is being renamed, and its name so far.
    renaming: Option<(String, String)>,
}

/// Draws the page.
pub fn connect_ui(
    ui: &mut Ui,
    state: &State,
    draft: &mut ConnectUiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0 * STEP;
        ui.horizontal(|ui| {
            if state.has_pi() && Button::secondary(tr!("connect-back")).pressed(ui) {
                draft.is_open = false;
            }
            label_ui(ui, TextRole::Title, Tone::Plain, tr!("connect-title"));
        });
        // Who knows several Pis comes to change between them.
        if !state.connect.profiles.is_empty() {
            section_ui(ui, |ui| pi_list::known_ui(ui, state, draft, now, intents));
        }
        section_ui(ui, |ui| address_ui(ui, state, draft, intents));
        section_ui(ui, |ui| pi_list::seen_ui(ui, state, intents));
        if state.has_pi() {
            section_ui(ui, |ui| check_list::check_list_ui(ui, state, intents));
        }
    });
}

fn section_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let palette = Palette::of(ui);
    Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.border))
        .corner_radius(CornerRadius::same(PANEL_RADIUS))
        .inner_margin(Margin::same(4 * MARGIN))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0 * STEP;
            content(ui);
        });
}

/// A field, what came of the address, and the demo for those who have none.
fn address_ui(ui: &mut Ui, state: &State, draft: &mut ConnectUiState, intents: &mut Vec<Intent>) {
    let (label, hint) = (tr!("connect-address"), tr!("connect-address-hint"));
    let field = text_field_ui(ui, &label, &hint, &mut draft.address);
    keyboard_hints::set_input_kind(ui, &field, InputKind::NetworkAddress);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let is_asking = state.connect.probe == Probe::Running;
    ui.horizontal_wrapped(|ui| {
        let enabled = !is_asking && !draft.address.trim().is_empty();
        let pressed = Button::primary(tr!("connect-do"))
            .enabled(enabled)
            .pressed(ui);
        if pressed || entered && enabled {
            intents.push(Intent::Connect(ConnectIntent::Probe(draft.address.clone())));
        }
        if Button::secondary(tr!("connect-demo")).pressed(ui) {
            intents.push(Intent::Connect(ConnectIntent::Demo));
            draft.is_open = false;
        }
        if Density::of(ui) == Density::Desktop {
            label_ui(ui, TextRole::Small, Tone::Quiet, tr!("connect-demo-hint"));
        }
    });
    match &state.connect.probe {
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
                    intents.push(Intent::Connect(ConnectIntent::Connect(
                        draft.address.clone(),
                    )));
                }
            });
            intents.extend(request.map(Intent::Request));
        }
    }
}

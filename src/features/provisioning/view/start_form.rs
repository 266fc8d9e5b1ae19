//! The start form: the credentials of the site's network, checked while they are typed.

use egui::{CollapsingHeader, CornerRadius, DragValue, Frame, Key, Margin, Stroke, Ui};

use super::{ProvisioningUiState, provisioning, start_draft::StartUiState};
use crate::{
    domain::{clock::Now, network::Ssid, session::StepTimeouts},
    features::{
        State,
        intent::Intent,
        provisioning::{
            intent::ProvisioningIntent,
            state::{Elsewhere, Idle},
        },
    },
    tr,
    ui::{
        Request, format, icons,
        theme::{Density, MARGIN, PANEL_RADIUS, Palette, STEP, TextRole, Tone},
        widgets::{
            button::{Button, name_and_ring},
            field::{id_of, secret_field_ui, text_field_ui},
            label::{label_ui, paragraph_ui},
            problem::problem_ui,
        },
    },
};

/// Draws the form, and over it what stands in the way of a start.
pub fn start_form_ui(
    ui: &mut Ui,
    state: &State,
    idle: &Idle,
    ui_state: &mut ProvisioningUiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    const WIDTH: f32 = 620.0;
    let density = Density::of(ui);
    let margin = match density {
        Density::Desktop => 5 * MARGIN,
        Density::Touch => 3 * MARGIN,
    };
    egui::ScrollArea::vertical()
        .auto_shrink(false)
        .show(ui, |ui| {
            if density == Density::Desktop {
                ui.set_max_width(WIDTH.min(ui.available_width()));
            }
            ui.spacing_mut().item_spacing.y = 2.0 * STEP;
            let draft = &mut ui_state.start;
            if let Some(elsewhere) = &state.provisioning.elsewhere {
                elsewhere_ui(ui, elsewhere, draft, intents);
            }
            if let Some(problem) = &idle.problem {
                let request = problem_ui(ui, problem, |_| {});
                intents.extend(request.map(Intent::Request));
            }
            let palette = Palette::of(ui);
            Frame::new()
                .fill(palette.surface)
                .stroke(Stroke::new(1.0, palette.border))
                .corner_radius(CornerRadius::same(PANEL_RADIUS))
                .inner_margin(Margin::same(margin))
                .show(ui, |ui| {
                    let submitted = fields_ui(ui, state, idle, draft);
                    if density == Density::Desktop {
                        ui.add_space(2.0 * STEP);
                        ui.horizontal(|ui| submit_ui(ui, idle, draft, now, intents));
                    }
                    if let (true, None, Ok(request)) = (submitted, idle.starting, draft.request()) {
                        intents.push(provisioning(ProvisioningIntent::Start(request)));
                    }
                });
            if density == Density::Desktop {
                past_sessions_ui(ui, state, intents);
            }
        });
}

/// The way to the page of past sessions.
pub fn past_sessions_ui(ui: &mut Ui, state: &State, intents: &mut Vec<Intent>) {
    let recovers = state.settings.features().session_recovery;
    if recovers && Button::quiet(tr!("start-past-sessions")).pressed(ui) {
        intents.push(Intent::Request(Request::ShowPastSessions));
    }
}

/// A session begun elsewhere: one can look at it, and no other can start.
fn elsewhere_ui(
    ui: &mut Ui,
    elsewhere: &Elsewhere,
    draft: &mut StartUiState,
    intents: &mut Vec<Intent>,
) {
    let palette = Palette::of(ui);
    Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.discovered))
        .corner_radius(CornerRadius::same(PANEL_RADIUS))
        .inner_margin(Margin::same(3 * MARGIN))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let headline = format!("{}  {}", icons::INFO, tr!("start-elsewhere"));
            label_ui(ui, TextRole::Strong, Tone::Discovered, headline);
            let text = match elsewhere.target_ssid.as_deref() {
                Some(ssid) => tr!("start-elsewhere-network", network = ssid),
                None => tr!("start-elsewhere-one-at-a-time"),
            };
            paragraph_ui(ui, TextRole::Body, Tone::Plain, text);
            if Button::secondary(tr!("start-elsewhere-show")).pressed(ui) {
                draft.wipe();
                intents.push(provisioning(ProvisioningIntent::Show(elsewhere.id.clone())));
            }
        });
}

/// The fields. True if Enter was pressed in one of them.
fn fields_ui(ui: &mut Ui, state: &State, idle: &Idle, draft: &mut StartUiState) -> bool {
    label_ui(ui, TextRole::Title, Tone::Plain, tr!("start-title"));
    if Density::of(ui) == Density::Desktop {
        let explanation = match state.provisioning.network.ssid.as_deref() {
            Some(onboarding) => tr!("start-explanation-network", network = onboarding),
            None => tr!("start-explanation"),
        };
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, explanation);
        ui.add_space(STEP);
    }
    ui.add_enabled_ui(idle.starting.is_none(), |ui| {
        let (name, example) = (tr!("start-ssid"), tr!("start-ssid-example"));
        let ssid = text_field_ui(ui, &name, &example, &mut draft.ssid);
        if Ssid::new(&draft.ssid).is_ok_and(|ssid| ssid.has_outer_space()) {
            let note = format!("{}  {}", icons::WARNING, tr!("start-ssid-outer-space"));
            paragraph_ui(ui, TextRole::Small, Tone::Warning, note);
        }
        let entered = |response: &egui::Response, ui: &Ui| {
            response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
        };
        let mut submitted = entered(&ssid, ui);
        // Whoever types goes on to what is missing.
        if submitted && draft.request().is_err() {
            // That field must not take the same Enter as its own.
            ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Enter));
            let next = id_of(&tr!("start-passphrase"));
            ui.memory_mut(|memory| memory.request_focus(next));
        }
        ui.add_enabled_ui(!draft.open_network, |ui| {
            let passphrase = secret_field_ui(ui, &tr!("start-passphrase"), &mut draft.passphrase);
            submitted |= entered(&passphrase, ui);
        });
        open_network_ui(ui, draft);
        timeouts_ui(ui, &mut draft.timeouts);
        submitted
    })
    .inner
}

fn open_network_ui(ui: &mut Ui, draft: &mut StartUiState) {
    if Density::of(ui) == Density::Touch {
        ui.spacing_mut().icon_width = 6.0 * STEP;
    }
    let text = tr!("start-open-network");
    let response = ui.checkbox(&mut draft.open_network, text.as_str());
    name_and_ring(ui, &response, &text);
    if response.changed() && draft.open_network {
        draft.wipe();
    }
}

fn timeouts_ui(ui: &mut Ui, timeouts: &mut StepTimeouts) {
    let header = CollapsingHeader::new(tr!("start-timeouts")).id_salt("Time-outs");
    header.show(ui, |ui| {
        let StepTimeouts {
            discovery_seconds,
            provisioning_seconds,
            verification_seconds,
        } = timeouts;
        let rows = [
            (tr!("start-timeout-discovery"), discovery_seconds),
            (tr!("start-timeout-provisioning"), provisioning_seconds),
            (tr!("start-timeout-verification"), verification_seconds),
        ];
        for (name, seconds) in rows {
            ui.horizontal(|ui| {
                let value = DragValue::new(seconds).range(5..=3_600).suffix("\u{202f}s");
                let response = ui.add(value);
                ui.ctx()
                    .accesskit_node_builder(response.id, |node| node.set_label(name.as_str()));
                label_ui(ui, TextRole::Body, Tone::Plain, name);
            });
        }
        let changed = *timeouts != StepTimeouts::default();
        if changed && Button::quiet(tr!("start-timeouts-reset")).pressed(ui) {
            *timeouts = StepTimeouts::default();
        }
    });
}

/// The button, and in words why it cannot be pressed.
pub fn submit_ui(
    ui: &mut Ui,
    idle: &Idle,
    draft: &StartUiState,
    now: Now,
    intents: &mut Vec<Intent>,
) {
    let request = draft.request();
    let ready = request.is_ok() && idle.starting.is_none();
    let button = Button::primary(tr!("start-session")).enabled(ready);
    let pressed = button.pressed(ui);
    let under_way = idle.starting.map(|since| format::clock(now.since(since)));
    let why = match (&request, under_way) {
        (_, Some(time)) => Some(tr!("start-under-way", time = time)),
        (Err(why), None) => Some(why.clone()),
        (Ok(_), None) => None,
    };
    if let Some(why) = why {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, why);
    }
    if let (true, Ok(request)) = (pressed, request) {
        intents.push(provisioning(ProvisioningIntent::Start(request)));
    }
}

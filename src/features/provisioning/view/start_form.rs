//! The start form: the credentials of the site's network, checked while they are typed.

use std::{
    mem,
    time::{Duration, Instant},
};

use egui::{
    Align, DragValue, Event, Id, Key, Layout, Margin, Response, Ui, text_edit::TextEditState, vec2,
};
use zeroize::Zeroizing;

use super::{
    ProvisioningCx,
    preflight::{PreflightUiState, WantedStart, preflight_ui, start_question_ui},
    retry_intent,
};
use crate::{
    domain::{
        clock::Now,
        network::{Security, Ssid},
        preflight::{CheckResult, Target},
        secret::{Passphrase, PassphraseError},
        session::{StartRequest, StepTimeouts},
        wifi_code::{self, WifiCode},
    },
    features::provisioning::{
        intent::ProvisioningIntent,
        state::{Idle, OtherSession, PASSPHRASE_LIFETIME, Phase},
    },
    i18n, tr,
    ui::{
        format, icons, redraw,
        theme::{Density, MARGIN, Palette, STEP, TextRole, Tone, panel},
        widgets::{
            button::{Button, name_and_ring},
            disclosure::disclosure_ui,
            field::{id_of, mark_invalid, masked_field_ui, secret_field_ui, text_field_ui},
            form_focus::focus_on_appearing,
            label::{label_ui, paragraph_ui, text_width},
            notice::notice_ui,
            problem::problem_ui,
            retry_countdown::{retry_ui, while_retrying},
        },
    },
};

/// More than the longest passphrase, so that typing never reallocates it and leaves copies behind.
const SECRET_CAPACITY: usize = 1_024;

/// What is typed into the start form.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub struct StartUiState {
    ssid: String,
    /// The text of a WiFi QR code that a scanner types into the field of the network name.
    code: Zeroizing<String>,
    /// A code that named no network was typed.
    code_is_unreadable: bool,
    passphrase: Zeroizing<String>,
    /// When the passphrase was typed or filled in last.
    passphrase_at: Option<Instant>,
    /// The form was drawn since [`StartUiState::frame_done`].
    is_shown: bool,
    /// The button gets the focus once the form is drawn.
    pub(super) wants_focus_on_button: bool,
    open_network: bool,
    timeouts: StepTimeouts,
    preflight: PreflightUiState,
}

impl Default for StartUiState {
    fn default() -> Self {
        Self {
            ssid: String::new(),
            code: Zeroizing::new(String::with_capacity(SECRET_CAPACITY)),
            code_is_unreadable: false,
            passphrase: Zeroizing::new(String::with_capacity(SECRET_CAPACITY)),
            passphrase_at: None,
            is_shown: false,
            wants_focus_on_button: false,
            open_network: false,
            timeouts: StepTimeouts::default(),
            preflight: PreflightUiState::default(),
        }
    }
}

impl StartUiState {
    /// Fills in this network, and no passphrase.
    pub fn prefill(&mut self, ssid: &str) {
        ssid.clone_into(&mut self.ssid);
        self.wipe();
    }

    /// Wipes the passphrase.
    pub fn wipe(&mut self) {
        let Self {
            code, passphrase, ..
        } = Self::default();
        (self.code, self.passphrase) = (code, passphrase);
        self.passphrase_at = None;
    }

    fn note_typing(&mut self, has_changed: bool, now: Now) {
        let is_empty = self.passphrase.is_empty() && self.code.is_empty();
        if is_empty {
            self.passphrase_at = None;
        } else if has_changed || self.passphrase_at.is_none() {
            self.passphrase_at = Some(now.instant);
        }
    }

    /// Wipes the passphrase if the form was not drawn in this frame: it was left. What the person was
    /// asked about it is forgotten; the question is also asked without the form.
    pub fn frame_done(&mut self) {
        if mem::take(&mut self.is_shown) {
            return;
        }
        if self.preflight.wanted != Some(WantedStart::Again) {
            self.preflight = PreflightUiState::default();
        }
        if self.passphrase_at.is_some() {
            self.wipe();
        }
    }

    /// The target network as typed; `None` without a name that can be one.
    fn target(&self) -> Option<Target> {
        let passphrase = self.passphrase.as_str();
        Some(Target {
            ssid: Ssid::new(&self.ssid).ok()?,
            is_open: Some(self.open_network),
            is_complete: self.request().is_ok(),
            passphrase_has_outer_space: passphrase.trim_matches(' ') != passphrase,
        })
    }

    /// The checks before this start.
    fn checks(&self, cx: &ProvisioningCx<'_, '_>, wanted: WantedStart) -> Vec<CheckResult> {
        let target = match wanted {
            WantedStart::AsTyped => self.target(),
            WantedStart::Again => cx.state.provisioning.last_network().map(last_target),
        };
        (cx.state.preflight)(target.as_ref())
    }

    /// Wipes a passphrase that has not changed for its lifetime. The time until then.
    pub fn expire(&mut self, now: Now) -> Option<Duration> {
        let at = self.passphrase_at?;
        let left = PASSPHRASE_LIFETIME.saturating_sub(now.since(at));
        if left.is_zero() {
            self.wipe();
        }
        Some(left).filter(|left| !left.is_zero())
    }

    /// Fills the fields from the text of a WiFi QR code. A text that only begins like one is a name.
    fn fill(&mut self, text: &str) {
        self.wipe();
        self.code_is_unreadable = false;
        match wifi_code::parse(text) {
            Some(code) => self.take_over(code),
            None if wifi_code::is_complete(text) || wifi_code::is_code(text) => {
                self.code_is_unreadable = true;
            }
            None => text.clone_into(&mut self.ssid),
        }
    }

    /// Fills the fields from a WiFi code that was not typed into one of them.
    pub fn fill_in(&mut self, code: WifiCode, now: Now) {
        self.wipe();
        self.code_is_unreadable = false;
        self.take_over(code);
        self.note_typing(true, now);
    }

    fn take_over(&mut self, code: WifiCode) {
        self.ssid = code.ssid;
        self.open_network = code.passphrase.is_empty();
        self.passphrase.push_str(&code.passphrase);
    }

    /// The request as typed.
    ///
    /// # Errors
    /// What is missing or wrong, as the form shows it.
    pub fn request(&self) -> Result<StartRequest, String> {
        let ssid = Ssid::new(&self.ssid).map_err(i18n::ssid_error)?;
        let security = if self.open_network {
            Security::Open
        } else if self.passphrase.is_empty() {
            return Err(tr!("start-passphrase-missing").to_owned());
        } else {
            Security::Wpa(Passphrase::new(&self.passphrase).map_err(passphrase_error)?)
        };
        Ok(StartRequest {
            ssid,
            security,
            timeouts: self.timeouts,
        })
    }
}

/// The network of the last start, which has its passphrase.
fn last_target(network: &Ssid) -> Target {
    Target {
        ssid: network.clone(),
        is_open: None,
        is_complete: true,
        passphrase_has_outer_space: false,
    }
}

/// Draws the form, and above it a session that prevents a start.
pub fn start_form_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    idle: &Idle,
    ui_state: &mut StartUiState,
) {
    let density = Density::of(ui);
    let margin = match density {
        Density::Desktop => 5 * MARGIN,
        Density::Touch => 3 * MARGIN,
    };
    ui_state.is_shown = true;
    ui.spacing_mut().item_spacing.y = 2.0 * STEP;
    if let Some(other) = &cx.state.provisioning.other_session {
        other_session_ui(ui, cx, other, ui_state);
    }
    let palette = Palette::of(ui);
    panel(palette.surface, palette.border, Margin::same(margin)).show(ui, |ui| {
        let submitted = fields_ui(ui, cx, idle, ui_state);
        note_name(cx, ui_state);
        if density == Density::Desktop {
            ui.add_space(2.0 * STEP);
            let why = ui.horizontal(|ui| submit_ui(ui, cx, idle, ui_state)).inner;
            if let Some(why) = why {
                paragraph_ui(ui, TextRole::Body, Tone::Quiet, why);
            }
        }
        let can_submit = submitted && !idle.is_starting();
        if can_submit {
            start_or_ask(cx, ui_state, WantedStart::AsTyped);
        }
    });
}

/// Tells the state which name is typed: the Pi is asked whether it sees that network.
fn note_name(cx: &mut ProvisioningCx<'_, '_>, ui_state: &mut StartUiState) {
    let ssid = Ssid::new(&ui_state.ssid).ok();
    if ssid.as_ref() != cx.state.provisioning.network_scan.ssid() {
        ui_state.preflight.name_changed();
        cx.push(ProvisioningIntent::TypeName(ssid));
    }
}

/// Starts a session, or asks first because a check has failed.
pub fn start_or_ask(
    cx: &mut ProvisioningCx<'_, '_>,
    ui_state: &mut StartUiState,
    wanted: WantedStart,
) {
    let results = ui_state.checks(cx, wanted);
    if ui_state.preflight.unasked(&results).is_empty() {
        start(cx, ui_state, wanted);
    } else {
        ui_state.preflight.wanted = Some(wanted);
    }
}

fn start(cx: &mut ProvisioningCx<'_, '_>, ui_state: &mut StartUiState, wanted: WantedStart) {
    let last_network = cx.state.provisioning.last_network();
    match (wanted, ui_state.request(), last_network) {
        (WantedStart::AsTyped, Ok(request), _) => cx.push(ProvisioningIntent::Start(request)),
        (WantedStart::Again, _, Some(network)) => {
            ui_state.prefill(network.as_str());
            cx.push(ProvisioningIntent::StartAgain);
        }
        // The passphrase was wiped meanwhile.
        (WantedStart::AsTyped, Err(_), _) | (WantedStart::Again, _, None) => {}
    }
}

/// Whether the state takes this start: a session may have been opened meanwhile.
fn can_start(cx: &ProvisioningCx<'_, '_>, wanted: WantedStart) -> bool {
    match &cx.state.provisioning.phase {
        Phase::Idle(idle) => !idle.is_starting(),
        Phase::Open(batch) => wanted == WantedStart::Again && batch.is_over(),
        Phase::Reading { .. } => false,
    }
}

/// The question before a start with a failed check.
pub fn question_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>, ui_state: &mut StartUiState) {
    let Some(wanted) = ui_state.preflight.wanted else {
        return;
    };
    if !can_start(cx, wanted) {
        ui_state.preflight.wanted = None;
        return;
    }
    let results = ui_state.checks(cx, wanted);
    if let Some(wanted) = start_question_ui(ui, &results, &mut ui_state.preflight) {
        start(cx, ui_state, wanted);
    }
}

/// Why the session could not be started, if it could not.
pub fn start_problem_ui(ui: &mut Ui, cx: &mut ProvisioningCx<'_, '_>) {
    let Phase::Idle(idle) = &cx.state.provisioning.phase else {
        return;
    };
    let Some(problem) = &idle.problem else { return };
    let problem = while_retrying(problem, &idle.retry);
    let request = problem_ui(ui, &problem, |ui| {
        if let Some(action) = retry_ui(ui, &idle.retry, cx.now) {
            cx.push(retry_intent(action));
        }
    });
    if let Some(request) = request {
        cx.request(request);
    }
    ui.add_space(STEP);
}

/// Another session that runs on the Pi. It can be shown, and no other can start.
fn other_session_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    other: &OtherSession,
    ui_state: &mut StartUiState,
) {
    let headline = tr!("start-other-session");
    notice_ui(ui, Tone::Discovered, headline, |ui| {
        let text = format!("{}  {headline}", icons::INFO);
        label_ui(ui, TextRole::Strong, Tone::Discovered, text);
        let text = match other.target_ssid.as_deref() {
            Some(ssid) => tr!("start-other-session-network", network = ssid),
            None => tr!("start-other-session-one-at-a-time").to_owned(),
        };
        paragraph_ui(ui, TextRole::Body, Tone::Plain, text);
        if Button::secondary(tr!("start-other-session-show")).pressed(ui) {
            ui_state.wipe();
            cx.push(ProvisioningIntent::Show(other.id.clone()));
        }
    });
}

/// The fields. True if Enter was pressed in one of them.
fn fields_ui(
    ui: &mut Ui,
    cx: &ProvisioningCx<'_, '_>,
    idle: &Idle,
    ui_state: &mut StartUiState,
) -> bool {
    label_ui(ui, TextRole::Title, Tone::Plain, tr!("start-title"));
    if Density::of(ui) == Density::Desktop {
        let explanation = match cx.state.provisioning.network.ssid.as_deref() {
            Some(onboarding) => tr!("start-explanation-network", network = onboarding),
            None => tr!("start-explanation").to_owned(),
        };
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, explanation);
        ui.add_space(STEP);
    }
    ui.add_enabled_ui(!idle.is_starting(), |ui| {
        let (name, example) = (tr!("start-ssid"), tr!("start-ssid-example"));
        let is_code = !ui_state.code.is_empty();
        let ssid = if is_code {
            masked_field_ui(ui, name, &mut ui_state.code)
        } else {
            text_field_ui(ui, name, example, &mut ui_state.ssid)
        };
        let is_wrong = !ui_state.ssid.is_empty() && Ssid::new(&ui_state.ssid).is_err();
        mark_invalid(ui, &ssid, is_wrong || ui_state.code_is_unreadable);
        let took_code = take_code(ui, &ssid, ui_state);
        if ui_state.code_is_unreadable {
            let note = format!("{}  {}", icons::WARNING, tr!("start-code-unreadable"));
            paragraph_ui(ui, TextRole::Small, Tone::Warning, note);
        }
        if let Some(slip) = Ssid::new(&ui_state.ssid).ok().and_then(|ssid| ssid.slip()) {
            let note = format!("{}  {}", icons::WARNING, i18n::ssid_slip(slip));
            paragraph_ui(ui, TextRole::Small, Tone::Warning, note);
        }
        let is_empty = !is_code && ui_state.ssid.is_empty();
        let is_missing = ui_state.passphrase.is_empty() && !ui_state.open_network;
        let passphrase = is_missing.then(|| id_of(tr!("start-passphrase")));
        let first_empty = is_empty.then_some(ssid.id).or(passphrase);
        focus_on_appearing(ui, Id::unique("start form"), first_empty);
        let entered = |response: &Response, ui: &Ui| {
            response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
        };
        // A scanner may end the code with Enter: the person checks the form before it is sent.
        let mut submitted = !took_code && entered(&ssid, ui);
        // Enter in the first field leads to the one that is still missing.
        if submitted && ui_state.request().is_err() {
            // The next field must not handle the same Enter, nor what was typed before it in the same frame.
            ui.input_mut(|input| {
                let is_enter = |event: &Event| {
                    matches!(
                        event,
                        Event::Key {
                            key: Key::Enter,
                            pressed: true,
                            ..
                        }
                    )
                };
                let typed = input
                    .events
                    .iter()
                    .position(is_enter)
                    .map_or(0, |at| at + 1);
                input.events.drain(..typed);
            });
            submitted = false;
            let next = id_of(tr!("start-passphrase"));
            ui.memory_mut(|memory| memory.request_focus(next));
        }
        ui.add_enabled_ui(!ui_state.open_network, |ui| {
            let passphrase = secret_field_ui(
                ui,
                tr!("start-passphrase"),
                tr!("start-show-passphrase"),
                &mut ui_state.passphrase,
            );
            if wifi_code::is_complete(&ui_state.passphrase) {
                let code = ui_state.passphrase.clone();
                fill_from_code(ui, &passphrase, ui_state, &code);
            } else {
                submitted |= entered(&passphrase, ui);
            }
            ui_state.note_typing(passphrase.changed(), cx.now);
            let typed = ui_state.passphrase.as_str();
            let is_wrong = !typed.is_empty() && Passphrase::new(typed).is_err();
            mark_invalid(ui, &passphrase, is_wrong);
        });
        if ui_state.passphrase.trim_matches(' ') != ui_state.passphrase.as_str() {
            let text = tr!("start-passphrase-outer-space");
            let note = format!("{}  {text}", icons::WARNING);
            paragraph_ui(ui, TextRole::Small, Tone::Warning, note);
        }
        open_network_ui(ui, ui_state);
        let checks = ui_state.checks(cx, WantedStart::AsTyped);
        preflight_ui(ui, &checks, ui_state.request().is_ok());
        timeouts_ui(ui, &mut ui_state.timeouts);
        submitted
    })
    .inner
}

/// Takes the text of a WiFi QR code out of the field of the network name before it is shown. True if
/// a code was read or is being typed.
fn take_code(ui: &Ui, field: &Response, ui_state: &mut StartUiState) -> bool {
    if field.changed() && wifi_code::is_start_of_code(&ui_state.ssid) {
        let typed = Zeroizing::new(mem::take(&mut ui_state.ssid));
        ui_state.code.push_str(&typed);
        // What was typed stays neither in the undo history nor on the screen.
        TextEditState::default().store(ui.ctx(), field.id);
        ui.ctx().request_discard("a WiFi code is masked");
    }
    if ui_state.code.is_empty() {
        return false;
    }
    if wifi_code::is_complete(&ui_state.code) || !field.has_focus() {
        let code = ui_state.code.clone();
        fill_from_code(ui, field, ui_state, &code);
    }
    true
}

fn fill_from_code(ui: &Ui, field: &Response, ui_state: &mut StartUiState, code: &str) {
    ui_state.fill(code);
    TextEditState::default().store(ui.ctx(), field.id);
    // An Enter that follows the code leads nowhere.
    field.surrender_focus();
    ui.ctx().request_discard("a WiFi code fills the form");
}

fn open_network_ui(ui: &mut Ui, ui_state: &mut StartUiState) {
    if Density::of(ui) == Density::Touch {
        ui.spacing_mut().icon_width = 6.0 * STEP;
    }
    let text = tr!("start-open-network");
    let response = ui.checkbox(&mut ui_state.open_network, text);
    name_and_ring(ui, &response, text);
    if response.changed() && ui_state.open_network {
        ui_state.wipe();
    }
}

fn timeouts_ui(ui: &mut Ui, timeouts: &mut StepTimeouts) {
    disclosure_ui(ui, "time-outs", tr!("start-timeouts"), |ui| {
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
        let widths = rows
            .iter()
            .map(|(name, _)| text_width(ui, TextRole::Body, name));
        let size = vec2(widths.fold(0.0, f32::max), Density::of(ui).target_height());
        for (name, seconds) in rows {
            ui.horizontal(|ui| {
                ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                    ui.set_min_width(size.x);
                    label_ui(ui, TextRole::Body, Tone::Plain, name);
                });
                let value = DragValue::new(seconds).range(5..=3_600).suffix("\u{202f}s");
                let response = ui.add(value);
                ui.ctx()
                    .accesskit_node_builder(response.id, |node| node.set_label(name));
            });
        }
        let changed = *timeouts != StepTimeouts::default();
        if changed && Button::quiet(tr!("start-timeouts-reset")).pressed(ui) {
            *timeouts = StepTimeouts::default();
        }
    });
}

/// The buttons, and why the first one cannot be pressed. Returns that if there is no room for it
/// beside them.
pub fn submit_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    idle: &Idle,
    ui_state: &mut StartUiState,
) -> Option<String> {
    const LEAST_WIDTH: f32 = 60.0 * STEP;
    let request = ui_state.request();
    let ready = request.is_ok() && !idle.is_starting();
    let last_network = cx.state.provisioning.last_network();
    let again = last_network.filter(|_| request.is_err() && !idle.is_starting());
    let text = tr!("start-session");
    let button = match again {
        Some(_) => Button::secondary(text),
        None => Button::primary(text),
    };
    let button = button.enabled(ready).ui(ui);
    if mem::take(&mut ui_state.wants_focus_on_button) && ready {
        button.request_focus();
    }
    let pressed = button.clicked();
    if let Some(network) = again {
        start_again_ui(ui, cx, network, ui_state);
    }
    let under_way = idle
        .starting
        .map(|since| format::clock(cx.now.since(since)));
    let wait = idle.retry.left(cx.now);
    let mut why = match (&request, under_way, wait) {
        (_, Some(time), _) => Some(tr!("start-starting", time = time)),
        (_, None, Some((left, _))) => {
            let wait = format::countdown(left);
            Some(tr!("problem-panel-trying-again", wait = wait))
        }
        (Err(why), None, None) => Some(why.clone()),
        (Ok(_), None, None) => None,
    };
    let has_room = ui.available_width() >= LEAST_WIDTH || Density::of(ui) == Density::Touch;
    if let Some(why) = why.take_if(|_| has_room) {
        paragraph_ui(ui, TextRole::Body, Tone::Quiet, why);
    }
    if idle.is_starting() {
        redraw::each_second(ui, button.rect);
    }
    if pressed {
        start_or_ask(cx, ui_state, WantedStart::AsTyped);
    }
    why
}

/// The button that starts a session with the network of the last one.
fn start_again_ui(
    ui: &mut Ui,
    cx: &mut ProvisioningCx<'_, '_>,
    network: &Ssid,
    ui_state: &mut StartUiState,
) {
    let text = match Density::of(ui) {
        Density::Desktop => tr!("start-again", network = network.as_str()),
        Density::Touch => tr!("batch-start-again-short").to_owned(),
    };
    let hint = tr!("batch-start-again-explained", network = network.as_str());
    let button = Button::primary(text).named(tr!("batch-start-again"));
    if button.hint(&hint).pressed(ui) {
        start_or_ask(cx, ui_state, WantedStart::Again);
    }
}

/// Why a text is not a passphrase, as the form shows it.
fn passphrase_error(error: PassphraseError) -> String {
    match error {
        PassphraseError::TooShort => tr!("start-passphrase-too-short").to_owned(),
        PassphraseError::TooLong => tr!("start-passphrase-too-long").to_owned(),
        PassphraseError::NotPrintableAscii(found) => {
            tr!("start-passphrase-not-plain", found = i18n::character(found))
        }
    }
}

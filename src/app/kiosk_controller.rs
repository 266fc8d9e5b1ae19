//! Runs a kiosk: finds the Pi of its own computer, filters the touch that wakes the display, fills the
//! display, and checks the PIN.

use std::time::{Duration, Instant};

use egui::{
    Context, CursorIcon, Event, Pos2, RawInput, TouchDeviceId, TouchId, TouchPhase, ViewportCommand,
};

use super::{
    finder::Finder,
    jobs::{JobAnswer, JobKind, Jobs},
    wake_filter::WakeFilter,
};
use crate::{
    client::{ServerUrl, discovery::ProbeId},
    domain::{clock::Now, pin::Pin},
    features::{
        State,
        kiosk::state::{DisplayState, Kiosk},
    },
    i18n,
    storage::pin_file::{PinError, PinFile},
    tr,
};

/// The wait between two probes of the Pi of this computer.
const PROBE_EVERY: Duration = Duration::from_secs(2);

pub struct KioskController {
    wake_filter: WakeFilter,
    pin_file: PinFile,
    /// Where the Pi of this computer may answer.
    local_pis: Vec<ServerUrl>,
    /// When the next probe is due; `None`: a Pi is in use, or this is not a kiosk.
    probe_at: Option<Instant>,
    /// The probe of those addresses, until it is answered.
    probe: Option<ProbeId>,
    /// Whether the window was given the size of the display.
    has_filled: bool,
    /// Whether egui was told that the display is a touch display.
    is_touch_display: bool,
}

/// The answer of a job that hashes a PIN.
pub enum PinAnswer {
    /// Whether it is the right one.
    Checked(Result<bool, PinError>),
    /// Whether there is a PIN now.
    Saved(bool, Result<(), PinError>),
}

impl KioskController {
    pub fn new(local_pis: Vec<ServerUrl>, pin_file: PinFile) -> Self {
        Self {
            wake_filter: WakeFilter::default(),
            pin_file,
            local_pis,
            probe_at: None,
            probe: None,
            has_filled: false,
            is_touch_display: false,
        }
    }

    /// Starts to wait for the Pi of this computer.
    pub fn wait_for_local_pi(&mut self, kiosk: &mut Kiosk, now: Now) {
        kiosk.waits_since = Some(now.instant);
        self.probe_at = Some(now.instant);
    }

    /// A Pi is in use: the kiosk waits no longer.
    pub fn stop_waiting(&mut self, kiosk: &mut Kiosk) {
        (self.probe_at, self.probe, kiosk.waits_since) = (None, None, None);
    }

    /// Whether this is the answer to the probe of the Pi of this computer. The next probe is due a
    /// while later.
    pub fn takes_probe(&mut self, id: ProbeId, now: Now) -> bool {
        let is_own = self.probe.take_if(|probe| *probe == id).is_some();
        if is_own {
            self.probe_at = now.instant.checked_add(PROBE_EVERY);
        }
        is_own
    }

    /// When the next probe is due.
    pub fn next_tick(&self, now: Now) -> Option<Duration> {
        let probe_at = self.probe_at.filter(|_| self.probe.is_none())?;
        Some(now.until(probe_at))
    }

    /// Starts a probe that is due, and keeps the display awake while cameras are in flight.
    pub fn update(&mut self, state: &mut State, finder: &mut Finder, now: Now) {
        let is_due = self.probe_at.is_some_and(|at| at <= now.instant);
        if is_due && self.probe.is_none() {
            self.probe = Some(finder.probe_servers(self.local_pis.clone()));
        }
        let batch = state.provisioning.batch();
        let (in_flight, not_verified) = batch.map_or((0, 0), |batch| {
            (batch.counts.in_flight(), batch.counts.not_verified())
        });
        state.kiosk.watch(in_flight, not_verified, now);
    }

    /// Sees all input before the window does: it wakes the display. Also makes the window of a kiosk
    /// one of a touch display.
    pub fn filter_input(&mut self, raw: &mut RawInput, state: &mut State) {
        let now = Now::read();
        let settings = state.settings.configuration.settings().kiosk;
        let is_dark = state.kiosk.display_state(settings, now) != DisplayState::Bright;
        if self.wake_filter.filter(&mut raw.events, is_dark) {
            state.kiosk.wake(now);
        }
        if state.is_kiosk() && !std::mem::replace(&mut self.is_touch_display, true) {
            raw.events.push(touch_display());
        }
    }

    /// Gives the window of a kiosk the size of the display, which full screen does not without a
    /// window manager, and hides the pointer from fingers.
    pub fn adjust_window(&mut self, ctx: &Context, is_kiosk: bool) {
        let display = ctx.input(|input| input.viewport().monitor_size);
        if let Some(size) = display.filter(|_| is_kiosk && !self.has_filled) {
            self.has_filled = true;
            ctx.send_viewport_cmd(ViewportCommand::OuterPosition(Pos2::ZERO));
            ctx.send_viewport_cmd(ViewportCommand::InnerSize(size));
        }
        if self.wake_filter.is_finger() {
            ctx.set_cursor_icon(CursorIcon::None);
        }
    }

    /// Starts to check a PIN, unless a wrong one has to be waited for.
    pub fn check_pin(&self, pin: Pin, kiosk: &mut Kiosk, jobs: &mut Jobs, now: Now) {
        if kiosk.pin_wait(now).is_some() {
            return;
        }
        kiosk.pin.is_checked = true;
        let file = self.pin_file.clone();
        jobs.start(JobKind::Pin, move || {
            JobAnswer::Pin(PinAnswer::Checked(file.is_right(&pin)))
        });
    }

    /// Starts to save a PIN; `None` removes it.
    pub fn save_pin(&self, pin: Option<Pin>, jobs: &mut Jobs) {
        let file = self.pin_file.clone();
        jobs.start(JobKind::Pin, move || {
            let saved = file.set(pin.as_ref());
            JobAnswer::Pin(PinAnswer::Saved(file.is_set(), saved))
        });
    }
}

/// The end of a touch that never began, on a device of its own. Many drivers of touch displays emulate a
/// mouse. egui takes a display for a touch display once it has seen any touch; from then on the
/// primary button drags what scrolls, and a drag across a text field selects nothing.
fn touch_display() -> Event {
    Event::Touch {
        device_id: TouchDeviceId(u64::MAX),
        id: TouchId(0),
        phase: TouchPhase::Cancel,
        pos: Pos2::ZERO,
        force: None,
    }
}

/// Uses the whole display, or a window.
pub fn set_full_screen(ctx: &Context, is_full: bool) {
    ctx.send_viewport_cmd(ViewportCommand::Decorations(!is_full));
    ctx.send_viewport_cmd(ViewportCommand::Fullscreen(is_full));
}

/// Why the PIN could not be checked or changed.
pub fn pin_error(error: &PinError) -> String {
    match error {
        PinError::Nowhere => tr!("pin-nowhere").to_owned(),
        PinError::Io { path, reason } => {
            let path = path.display().to_string();
            let why = i18n::system_error(reason.kind());
            tr!("pin-unusable", path = path, why = why)
        }
        PinError::Damaged { path } => tr!("pin-damaged", path = path.display().to_string()),
        PinError::NoHash(why) => tr!("pin-not-kept", why = why.as_str()),
    }
}

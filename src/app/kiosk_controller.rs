//! The display on the wall: it finds the Pi of this computer by itself, rests while nobody touches it, and is locked.

use std::time::{Duration, Instant};

use egui::{Context, CursorIcon, RawInput, ViewportCommand};

use super::{
    App,
    jobs::{JobAnswer, JobKind},
    wake_filter::WakeFilter,
};
use crate::{
    client::{ServerUrl, discovery::ProbeId},
    domain::{clock::Now, pin::Pin},
    features::kiosk::state::DisplayState,
    model::notices::Severity,
    storage::pin_file::PinError,
    tr,
};

/// Between two looks for the Pi of this computer.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// What the kiosk waits for.
pub struct KioskController {
    guard: WakeFilter,
    /// Where the Pi of this computer may answer.
    local_pis: Vec<ServerUrl>,
    look_at: Option<Instant>,
    /// The probe of those addresses, until it is answered.
    probe: Option<ProbeId>,
    /// Whether the window was given the size of the display.
    has_filled: bool,
}

/// The answer of a job that hashes a PIN.
pub enum PinAnswer {
    /// Whether it is the right one.
    Checked(Result<bool, PinError>),
    /// Whether there is a PIN now.
    Saved(bool, Result<(), PinError>),
}

impl KioskController {
    pub fn new(local_pis: Vec<ServerUrl>) -> Self {
        Self {
            guard: WakeFilter::default(),
            local_pis,
            look_at: None,
            probe: None,
            has_filled: false,
        }
    }

    /// Its answer is of no use any more.
    pub fn forget_probe(&mut self) {
        self.probe = None;
    }

    /// Whether this is the answer to the probe for the Pi of this computer; the next one is due after
    /// a while.
    pub fn takes_probe(&mut self, id: ProbeId, now: Now) -> bool {
        let is_own = self.probe == Some(id);
        if is_own {
            self.probe = None;
            self.look_at = Some(now.instant + LOOK_EVERY);
        }
        is_own
    }
}

impl App {
    /// Waits for the Pi of this computer, unless another one was chosen.
    pub(crate) fn wait_for_local_pi(&mut self, now: Now) {
        self.state.kiosk.waits_since = Some(now.instant);
        self.kiosk_controller.look_at = Some(now.instant);
    }

    /// What is due: another look for the Pi, what came of a PIN, and whether something keeps the display awake.
    pub(crate) fn tend_kiosk(&mut self, now: Now) {
        if self.connection.is_some() {
            (self.kiosk_controller.look_at, self.state.kiosk.waits_since) = (None, None);
        }
        let is_due = self
            .kiosk_controller
            .look_at
            .is_some_and(|at| at <= now.instant);
        if is_due && self.kiosk_controller.probe.is_none() {
            let servers = self.kiosk_controller.local_pis.clone();
            self.kiosk_controller.probe = Some(self.discovery.probe(servers, self.timing.clone()));
        }
        let batch = self.state.provisioning.batch();
        let (in_flight, failed) = batch.map_or((0, 0), |batch| {
            (batch.counts.in_flight(), batch.counts.failed)
        });
        self.state.kiosk.watch(in_flight, failed, now);
    }

    /// Sees all input first: somebody is there.
    pub(crate) fn guard_touch(&mut self, raw: &mut RawInput) {
        let now = Now::read();
        let kiosk = self.state.settings.configuration.settings().kiosk;
        let rests = self.state.kiosk.display_state(kiosk, now) != DisplayState::Bright;
        if self.kiosk_controller.guard.sees(&mut raw.events, rests) {
            self.state.kiosk.wake(now);
        }
    }

    /// A finger needs no pointer, and a kiosk the whole display, also where nobody manages windows and full screen means nothing.
    pub(crate) fn dress_window(&mut self, ctx: &Context) {
        let whole = ctx.input(|input| input.viewport().monitor_size);
        let is_kiosk = self.state.settings.configuration.settings().kiosk.enabled;
        if let Some(whole) = whole.filter(|_| is_kiosk && !self.kiosk_controller.has_filled) {
            self.kiosk_controller.has_filled = true;
            ctx.send_viewport_cmd(ViewportCommand::OuterPosition(egui::Pos2::ZERO));
            ctx.send_viewport_cmd(ViewportCommand::InnerSize(whole));
        }
        if self.kiosk_controller.guard.is_finger() {
            ctx.set_cursor_icon(CursorIcon::None);
        }
    }

    /// Uses the whole display, or not any more.
    pub(crate) fn use_whole_display(&self, whole: bool) {
        self.ctx
            .send_viewport_cmd(ViewportCommand::Decorations(!whole));
        self.ctx
            .send_viewport_cmd(ViewportCommand::Fullscreen(whole));
    }

    pub(crate) fn try_pin(&mut self, pin: Pin, now: Now) {
        if self.state.kiosk.pin_wait(now).is_some() {
            return;
        }
        self.state.kiosk.pin.is_checked = true;
        let pin_file = self.files.pin.clone();
        self.jobs.start(JobKind::Pin, move || {
            JobAnswer::Pin(PinAnswer::Checked(pin_file.is_right(&pin)))
        });
    }

    pub(crate) fn set_pin(&mut self, pin: Option<Pin>) {
        let pin_file = self.files.pin.clone();
        self.jobs.start(JobKind::Pin, move || {
            let saved = pin_file.set(pin.as_ref());
            JobAnswer::Pin(PinAnswer::Saved(pin_file.is_set(), saved))
        });
    }

    pub(crate) fn unlock(&mut self, now: Now) {
        self.state.kiosk.unlock(now);
        self.ui_state.kiosk_is_open();
    }

    pub(crate) fn handle_pin_answer(&mut self, answer: PinAnswer, now: Now) {
        let kiosk = &mut self.state.kiosk;
        match answer {
            PinAnswer::Checked(Ok(true)) => self.unlock(now),
            PinAnswer::Checked(Ok(false)) => kiosk.pin_was_wrong(now),
            PinAnswer::Checked(Err(error)) => {
                kiosk.pin.is_checked = false;
                self.tell(Severity::Error, pin_error(&error), now);
            }
            PinAnswer::Saved(is_set, done) => {
                kiosk.has_pin = is_set;
                match done {
                    Ok(()) if is_set => self.tell(Severity::Good, tr!("kiosk-pin-set"), now),
                    Ok(()) => self.tell(Severity::Info, tr!("kiosk-pin-removed"), now),
                    Err(error) => self.tell(Severity::Error, pin_error(&error), now),
                }
            }
        }
    }
}

/// Why the PIN could not be checked or changed.
fn pin_error(error: &PinError) -> String {
    match error {
        PinError::Nowhere => tr!("pin-nowhere"),
        PinError::Io { path, reason } => {
            let (path, why) = (path.display().to_string(), reason.to_string());
            tr!("pin-unusable", path = path, why = why)
        }
        PinError::Damaged { path } => tr!("pin-damaged", path = path.display().to_string()),
        PinError::NoHash(why) => tr!("pin-not-kept", why = why.as_str()),
    }
}

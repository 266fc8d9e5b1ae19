//! What a person may ask of a session and its cameras, and what a Pi answers to it: the rules of a real server.
//!
//! Must not know HTTP.

use std::time::Duration;

use crate::{
    domain::{
        candidate::CandidateState,
        mac::MacAddr,
        session::{BulkOutcome, SessionState},
    },
    simulator::world::{
        batch::{Batch, SessionNow, words},
        camera::{Camera, Device, Moment},
        refusal::{Code, Refusal},
    },
};

/// How long a session takes to close.
const CLOSING_TIME: Duration = Duration::from_millis(500);

/// A camera is given up after so many retries.
const MAX_RETRIES: u32 = 5;

/// What can be asked of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionCommand {
    /// End it.
    Stop,
    /// Hold it.
    Pause,
    /// Go on with it.
    Resume,
}

/// What can be asked of a camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceCommand {
    /// Send it the credentials.
    Provision,
    /// Send them again.
    Retry,
    /// Leave it out.
    Skip,
}

impl Batch {
    /// Carries out an command for the session.
    pub(super) fn command(
        &mut self,
        command: SessionCommand,
        now: Moment,
    ) -> Result<SessionNow, Refusal> {
        self.check_open()?;
        match (command, self.paused_at) {
            (SessionCommand::Stop, _) => {
                self.closes = Some(now.elapsed + CLOSING_TIME);
                self.enter(SessionState::Closing, now);
                self.give_up_in_flight(now);
            }
            (SessionCommand::Pause, None) => {
                self.paused_at = Some(now.elapsed);
                self.enter(SessionState::Paused, now);
            }
            (SessionCommand::Resume, Some(paused_at)) => self.resume(paused_at, now),
            (SessionCommand::Pause, Some(_)) => {
                return invalid_state("the session is paused already");
            }
            (SessionCommand::Resume, None) => return invalid_state("the session is not paused"),
        }
        Ok(self.now())
    }

    /// Goes on: the cameras that were still to come are late by the length of the pause.
    pub(super) fn resume(&mut self, paused_at: Duration, now: Moment) {
        self.paused_at = None;
        for camera in &mut self.cameras {
            camera.arrives_at += now.elapsed.saturating_sub(paused_at);
        }
        let found_any = self.cameras.iter().any(Camera::has_appeared);
        let state = if found_any {
            SessionState::Active
        } else {
            SessionState::Discovering
        };
        self.enter(state, now);
    }

    /// Begins with every camera that waits and may be provisioned.
    pub(super) fn provision_all(&mut self, now: Moment) -> Result<BulkOutcome, Refusal> {
        self.check_active()?;
        let (mut initiated, mut skipped) = (0, 0);
        for index in 0..self.cameras.len() {
            let camera = &self.cameras[index];
            let candidate = &camera.device.candidate;
            let waits = candidate.state == CandidateState::Discovered && candidate.in_allowlist;
            if !camera.has_appeared() {
                continue;
            }
            if waits {
                self.change(index, now, |camera| camera.begin(now));
                initiated += 1;
            } else {
                skipped += 1;
            }
        }
        Ok(BulkOutcome {
            initiated: Some(initiated),
            skipped: Some(skipped),
        })
    }

    /// Carries out an command for one camera.
    pub(super) fn command_device(
        &mut self,
        mac: MacAddr,
        command: DeviceCommand,
        now: Moment,
    ) -> Result<Device, Refusal> {
        self.check_active()?;
        let index = self.find(mac)?;
        check_command(&self.cameras[index].device, command)?;
        let mends = self.retries_mend;
        self.change(index, now, |camera| match command {
            DeviceCommand::Provision => camera.begin(now),
            DeviceCommand::Retry => {
                if mends {
                    camera.mend();
                }
                camera.device.candidate.retry_count += 1;
                camera.begin(now);
            }
            DeviceCommand::Skip => camera.fail(words("skipped by the operator")),
        });
        Ok(self.cameras[index].device.clone())
    }

    /// Changes a camera without a word.
    pub(super) fn change_silently(
        &mut self,
        mac: MacAddr,
        state: CandidateState,
    ) -> Result<(), Refusal> {
        let index = self.find(mac)?;
        self.cameras[index].enter(state);
        Ok(())
    }

    fn find(&self, mac: MacAddr) -> Result<usize, Refusal> {
        let is_it = |camera: &Camera| camera.has_appeared() && camera.device.candidate.mac == mac;
        let not_found = || Refusal::new(Code::DeviceNotFound, format!("no device {mac}"));
        self.cameras.iter().position(is_it).ok_or_else(not_found)
    }

    fn check_open(&self) -> Result<(), Refusal> {
        if self.expired {
            return refuse(Code::SessionExpired, "the session ran out");
        }
        if self.facts.session.state.is_ending() {
            return refuse(Code::SessionAlreadyClosed, "the session is closed");
        }
        Ok(())
    }

    fn check_active(&self) -> Result<(), Refusal> {
        self.check_open()?;
        match self.paused_at {
            Some(_) => invalid_state("the session is paused"),
            None => Ok(()),
        }
    }
}

/// Whether a camera as `device` may be asked for `command`.
fn check_command(device: &Device, command: DeviceCommand) -> Result<(), Refusal> {
    let candidate = &device.candidate;
    let state = &candidate.state;
    match command {
        DeviceCommand::Skip if *state == CandidateState::Verified => {
            invalid_state("a verified device cannot be skipped")
        }
        DeviceCommand::Skip => Ok(()),
        _ if !candidate.in_allowlist => refuse(
            Code::DeviceNotInAllowlist,
            "the device is not on the allowlist",
        ),
        _ if state.is_in_flight() => refuse(
            Code::DeviceAlreadyProvisioning,
            "the device is being provisioned",
        ),
        DeviceCommand::Provision if *state == CandidateState::Discovered => Ok(()),
        DeviceCommand::Retry if *state == CandidateState::Failed => {
            if candidate.retry_count >= MAX_RETRIES {
                let message = format!("the device was retried {MAX_RETRIES} times");
                return refuse(Code::MaxRetriesExceeded, message);
            }
            Ok(())
        }
        DeviceCommand::Provision | DeviceCommand::Retry => {
            invalid_state(format!("the device is {}", state.word()))
        }
    }
}

fn refuse<T>(code: Code, message: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::new(code, message))
}

fn invalid_state<T>(message: impl Into<String>) -> Result<T, Refusal> {
    refuse(Code::DeviceInvalidState, message)
}

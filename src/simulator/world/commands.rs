//! Commands for a session and its cameras, with the rules of a real server.

use std::time::Duration;

use crate::{
    domain::{
        candidate::CandidateState,
        error_code::ErrorCode,
        mac::MacAddr,
        session::{BulkOutcome, SessionState},
    },
    simulator::world::{
        batch::{Batch, SessionView, failure_without_code},
        camera::{Camera, Device, Instant},
        event::WorldEventKind,
        refusal::Refusal,
    },
};

/// The time that a session takes to close.
const CLOSING_TIME: Duration = Duration::from_millis(500);

/// The maximum number of retries of a camera.
const MAX_RETRIES: u32 = 5;

/// A command for a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionCommand {
    /// End it.
    Stop,
    /// Pause it.
    Pause,
    /// Resume it.
    Resume,
}

/// A command for a camera.
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
    /// Carries out a command for the session.
    pub(super) fn command(
        &mut self,
        command: SessionCommand,
        now: Instant,
    ) -> Result<SessionView, Refusal> {
        self.check_open()?;
        match (command, self.paused_at) {
            (SessionCommand::Stop, _) => {
                self.closes = Some(now.elapsed + CLOSING_TIME);
                self.enter(SessionState::Closing, now);
                self.fail_in_flight(now);
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

    /// Resumes: cameras that have not appeared are delayed by the length of the pause.
    pub(super) fn resume(&mut self, paused_at: Duration, now: Instant) {
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

    /// Starts provisioning of every discovered camera on the allowlist.
    pub(super) fn provision_all(&mut self, now: Instant) -> Result<BulkOutcome, Refusal> {
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

    /// Carries out a command for one camera.
    pub(super) fn command_device(
        &mut self,
        mac: MacAddr,
        command: DeviceCommand,
        now: Instant,
    ) -> Result<Device, Refusal> {
        self.check_active()?;
        let index = self.find(mac)?;
        check_command(&self.cameras[index].device, command)?;
        let retries_succeed = self.retries_succeed;
        self.change(index, now, |camera| match command {
            DeviceCommand::Provision => camera.begin(now),
            DeviceCommand::Retry => {
                if retries_succeed {
                    camera.repair();
                }
                camera.device.candidate.retry_count += 1;
                camera.begin(now);
            }
            DeviceCommand::Skip => camera.fail(failure_without_code("skipped by the operator")),
        });
        Ok(self.cameras[index].device.clone())
    }

    /// Removes a camera and its events.
    pub(super) fn remove(&mut self, mac: MacAddr) {
        self.cameras
            .retain(|camera| camera.device.candidate.mac != mac);
        self.events.retain(|event| match &event.kind {
            WorldEventKind::DeviceChanged { device, .. } => device.candidate.mac != mac,
            _ => true,
        });
    }

    /// Changes a camera without an event.
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
        let not_found = || Refusal::new(ErrorCode::DeviceNotFound, format!("no device {mac}"));
        self.cameras.iter().position(is_it).ok_or_else(not_found)
    }

    fn check_open(&self) -> Result<(), Refusal> {
        if self.expired {
            return refuse(ErrorCode::SessionExpired, "the session ran out");
        }
        if self.view.session.state.is_ending() {
            return refuse(ErrorCode::SessionAlreadyClosed, "the session is closed");
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

/// Whether `device` accepts `command`.
fn check_command(device: &Device, command: DeviceCommand) -> Result<(), Refusal> {
    let candidate = &device.candidate;
    let state = &candidate.state;
    match command {
        DeviceCommand::Skip if *state == CandidateState::Verified => {
            invalid_state("a verified device cannot be skipped")
        }
        DeviceCommand::Skip => Ok(()),
        _ if !candidate.in_allowlist => refuse(
            ErrorCode::DeviceNotInAllowlist,
            "the device is not on the allowlist",
        ),
        _ if state.is_in_flight() => refuse(
            ErrorCode::DeviceAlreadyProvisioning,
            "the device is being provisioned",
        ),
        DeviceCommand::Provision if *state == CandidateState::Discovered => Ok(()),
        DeviceCommand::Retry if *state == CandidateState::Failed => {
            if candidate.retry_count >= MAX_RETRIES {
                let message = format!("the device was retried {MAX_RETRIES} times");
                return refuse(ErrorCode::MaxRetriesExceeded, message);
            }
            Ok(())
        }
        DeviceCommand::Provision | DeviceCommand::Retry => {
            invalid_state(format!("the device is {}", state.word()))
        }
    }
}

fn refuse<T>(code: ErrorCode, message: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::new(code, message))
}

fn invalid_state<T>(message: impl Into<String>) -> Result<T, Refusal> {
    refuse(ErrorCode::DeviceInvalidState, message)
}

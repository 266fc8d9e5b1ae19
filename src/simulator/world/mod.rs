//! The pure, seeded model of the Pi: sessions, cameras and time. The same seed and commands give the same run.
//!
//! It has no clock, sockets or tasks: time is passed in, events are taken out.

mod allowlist;
mod allowlist_commands;
pub mod batch;
pub mod camera;
mod camera_generator;
pub mod commands;
mod defect;
pub mod event;
mod recovery;
pub mod refusal;
pub mod system_health;
#[cfg(test)]
mod tests;

use std::{collections::VecDeque, time::Duration};

use jiff::{SignedDuration, Timestamp};

use crate::{
    domain::{
        candidate::CandidateState,
        error_code::ErrorCode,
        mac::MacAddr,
        network::{OnboardingNetwork, Ssid},
        session::{BulkOutcome, Session, SessionId, StepTimeouts},
    },
    simulator::{
        Site,
        world::{
            allowlist::Allowlist,
            batch::{Batch, ONBOARDING_SSID, SessionView},
            camera::{Device, Instant},
            camera_generator::derived_rng,
            commands::{DeviceCommand, SessionCommand},
            defect::Defect,
            event::{WorldEvent, WorldEventKind},
            refusal::Refusal,
            system_health::SystemHealth,
        },
    },
};

/// When a camera appears that is not switched on.
const NEVER: Duration = Duration::from_secs(1 << 40);

/// The number of sessions that are kept.
const REMEMBERED: usize = 16;

/// The configuration of a world.
#[derive(Debug, Clone, PartialEq)]
pub struct WorldConfig {
    /// Cameras that appear in each session, at most 500, the addresses of the onboarding network.
    pub devices: u16,
    /// The seed of everything random.
    pub seed: u64,
    /// Share of cameras whose first attempt fails, 0 to 1. At 1 the retries fail too.
    pub fail_rate: f64,
    /// The lifetime of a session.
    pub session_lifetime: Duration,
    /// Additional allowlist entries.
    pub allowlist: u32,
    /// The site where the Pi is.
    pub site: Site,
    /// The time on the Pi's clock at the start.
    pub epoch: Timestamp,
}

impl Default for WorldConfig {
    fn default() -> Self {
        Self {
            devices: 12,
            seed: 1,
            fail_rate: 0.15,
            session_lifetime: Duration::from_mins(30),
            allowlist: 0,
            site: Site::default(),
            epoch: Timestamp::UNIX_EPOCH,
        }
    }
}

/// The simulated Pi without its sockets.
#[derive(Debug)]
pub struct World {
    config: WorldConfig,
    elapsed: Duration,
    started: u64,
    batches: VecDeque<Batch>,
    /// Recoverable sessions, oldest first.
    interrupted: Vec<Batch>,
    /// Whether recoverable sessions are still answered to reads, as by many Pis.
    interrupted_readable: bool,
    /// How wrong the clock is.
    clock_error: SignedDuration,
    /// Whether skipped cameras vanish from their session.
    skipped_vanish: bool,
    /// Whether the cameras of the next session appear only when they are switched on.
    cameras_are_off: bool,
    allowlist: Allowlist,
    system_health: SystemHealth,
}

impl World {
    /// A Pi that was just switched on, without a session.
    #[must_use]
    pub fn new(config: WorldConfig) -> Self {
        let mut rng = derived_rng(config.seed, u64::MAX - 1);
        let mut world = Self {
            system_health: SystemHealth::new(config.seed),
            allowlist: Allowlist::in_use(&mut rng, config.allowlist, config.epoch),
            config,
            elapsed: Duration::ZERO,
            started: 0,
            batches: VecDeque::new(),
            interrupted: Vec::new(),
            interrupted_readable: false,
            clock_error: SignedDuration::ZERO,
            skipped_vanish: false,
            cameras_are_off: false,
        };
        world.approve_next_cameras();
        world
    }

    /// Advances time to `to`, counted from the start. The result does not depend on the size of the steps.
    pub fn advance(&mut self, to: Duration) {
        while let Some(at) = self.next_change().filter(|at| *at <= to) {
            self.advance_health(at);
            self.elapsed = self.elapsed.max(at);
            let now = self.now();
            for batch in &mut self.batches {
                batch.step(now);
            }
        }
        self.advance_health(to);
        self.elapsed = self.elapsed.max(to);
    }

    /// Advances the health to `to`.
    fn advance_health(&mut self, to: Duration) {
        if self.system_health.is_due(to) {
            self.system_health.advance(to, self.cameras_in_flight());
        }
    }

    /// The health of the Pi.
    #[must_use]
    pub fn system_health(&self) -> SystemHealth {
        self.system_health
    }

    /// When the next change is due; `None`: nothing until the next command.
    #[must_use]
    pub fn next_change(&self) -> Option<Duration> {
        self.batches.iter().filter_map(Batch::next_change).min()
    }

    /// The events since the last call, oldest first.
    pub fn take_events(&mut self) -> Vec<WorldEvent> {
        let events = self.batches.iter_mut().flat_map(Batch::take_events);
        let events: Vec<WorldEvent> = events.collect();
        for event in &events {
            if let WorldEventKind::DeviceChanged { device, .. } = &event.kind
                && let Some(at) = device.provisioned_at
            {
                self.allowlist.mark_used(device.candidate.mac, at);
            }
        }
        events
    }

    /// The time on the Pi's clock.
    #[must_use]
    pub fn clock(&self) -> Timestamp {
        self.now().wall
    }

    /// Time since the start.
    #[must_use]
    pub fn uptime(&self) -> Duration {
        self.elapsed
    }

    fn now(&self) -> Instant {
        Instant {
            elapsed: self.elapsed,
            wall: self
                .config
                .epoch
                .saturating_add(self.clock_error)
                .unwrap_or(self.config.epoch)
                + self.elapsed,
        }
    }

    /// Starts a session.
    ///
    /// # Errors
    /// Another session is active.
    pub fn start(&mut self, ssid: &Ssid, timeouts: StepTimeouts) -> Result<SessionView, Refusal> {
        self.check_none_active()?;
        self.started += 1;
        let now = self.now();
        let mut rng = derived_rng(self.config.seed, self.started);
        let id = SessionId::new(format!("sess_{:016x}", rng.u64(..)));
        let lifetime = self.config.session_lifetime;
        let view = SessionView::begin(id, ssid, timeouts, now.wall..now.wall + lifetime);
        let mut cameras =
            camera_generator::generate(&self.config, rng.u64(..), now.elapsed, timeouts);
        for camera in &mut cameras {
            let candidate = &mut camera.device.candidate;
            candidate.in_allowlist = self.allowlist.contains(candidate.mac);
            if self.cameras_are_off {
                camera.arrives_at = NEVER;
            }
        }
        let is_refused = self.config.site.refuses_session(self.started);
        if is_refused {
            let within_seconds = timeouts.verification_seconds;
            for camera in &mut cameras {
                camera.set_defect(Defect::NeverJoins { within_seconds });
            }
        }
        let retries_succeed = self.config.fail_rate < 1.0 && !is_refused;
        let batch = Batch::start(now, lifetime, view, cameras, retries_succeed);
        let answer = batch.now();
        self.remember(batch);
        self.approve_next_cameras();
        Ok(answer)
    }

    fn remember(&mut self, batch: Batch) {
        self.batches.push_back(batch);
        if self.batches.len() > REMEMBERED {
            self.batches.pop_front();
        }
    }

    /// Whether a session is running.
    #[must_use]
    pub fn has_session(&self) -> bool {
        self.check_none_active().is_err()
    }

    /// A session.
    ///
    /// # Errors
    /// No such session.
    pub fn session(&self, id: &SessionId) -> Result<SessionView, Refusal> {
        self.readable(id).map(Batch::now)
    }

    /// Time until a session expires.
    ///
    /// # Errors
    /// No such session.
    pub fn remaining(&self, id: &SessionId) -> Result<Duration, Refusal> {
        Ok(self.readable(id)?.remaining(self.now()))
    }

    /// The cameras of a session, in order of discovery.
    ///
    /// # Errors
    /// No such session.
    pub fn devices(&self, id: &SessionId) -> Result<Vec<Device>, Refusal> {
        self.readable(id).map(Batch::devices)
    }

    /// Stops, pauses or resumes a session.
    ///
    /// # Errors
    /// No such session, or not in this state.
    pub fn command(
        &mut self,
        id: &SessionId,
        command: SessionCommand,
    ) -> Result<SessionView, Refusal> {
        let now = self.now();
        self.batch_mut(id)?.command(command, now)
    }

    /// Starts provisioning of every discovered camera on the allowlist.
    ///
    /// # Errors
    /// No such session, or not in this state.
    pub fn provision_all(&mut self, id: &SessionId) -> Result<BulkOutcome, Refusal> {
        let now = self.now();
        self.batch_mut(id)?.provision_all(now)
    }

    /// Provisions, retries or skips a camera.
    ///
    /// # Errors
    /// No such session or camera, or not in this state.
    pub fn command_device(
        &mut self,
        id: &SessionId,
        mac: MacAddr,
        command: DeviceCommand,
    ) -> Result<Device, Refusal> {
        let now = self.now();
        let vanishes = self.skipped_vanish && command == DeviceCommand::Skip;
        let batch = self.batch_mut(id)?;
        let device = batch.command_device(mac, command, now)?;
        if vanishes {
            batch.remove(mac);
        }
        Ok(device)
    }

    /// From the next session on, cameras appear only when they are switched on.
    pub fn switch_cameras_off(&mut self) {
        self.cameras_are_off = true;
    }

    /// The next camera of the latest session appears. False if all have.
    pub fn switch_camera_on(&mut self) -> bool {
        let now = self.now();
        let batch = self.batches.back_mut();
        batch.is_some_and(|batch| batch.switch_camera_on(now))
    }

    /// Changes a camera of the latest session without an event, as if it happened while a stream was down.
    ///
    /// # Errors
    /// No session or no such camera.
    pub fn change_silently(&mut self, mac: MacAddr, state: CandidateState) -> Result<(), Refusal> {
        let batch = self.batches.back_mut();
        batch.ok_or_else(no_session)?.change_silently(mac, state)
    }

    /// The cameras of the latest session, in order of discovery.
    #[must_use]
    pub fn latest_devices(&self) -> Vec<Device> {
        self.batches.back().map_or_else(Vec::new, Batch::devices)
    }

    /// The latest session that no restart has interrupted.
    #[must_use]
    pub fn latest_session(&self) -> Option<Session> {
        let latest = self.batches.back();
        latest.map(|batch| batch.now().session)
    }

    /// The number of cameras in flight.
    #[must_use]
    pub fn cameras_in_flight(&self) -> u16 {
        let devices = self.latest_devices().into_iter();
        let in_flight = devices.filter(|device| device.candidate.state.is_in_flight());
        in_flight.map(|_| 1).sum()
    }

    /// The site where the Pi is.
    #[must_use]
    pub fn site(&self) -> Site {
        self.config.site
    }

    /// The onboarding network.
    #[must_use]
    pub fn network(&self) -> OnboardingNetwork {
        let down = || OnboardingNetwork {
            ssid: Some(ONBOARDING_SSID.to_owned()),
            is_active: Some(false),
            connected_devices: Some(0),
        };
        self.batches.back().map_or_else(down, Batch::network)
    }

    /// Sets how wrong the clock is, and whether skipped cameras vanish.
    pub(super) fn set_faults(&mut self, clock_error: SignedDuration, skipped_vanish: bool) {
        self.clock_error = clock_error;
        self.skipped_vanish = skipped_vanish;
    }

    /// A session that can be read, though perhaps not changed.
    fn readable(&self, id: &SessionId) -> Result<&Batch, Refusal> {
        let mut interrupted = self
            .interrupted
            .iter()
            .filter(|_| self.interrupted_readable);
        let interrupted = interrupted.find(|batch| batch.id() == id);
        interrupted.map_or_else(|| self.batch(id), Ok)
    }

    fn batch(&self, id: &SessionId) -> Result<&Batch, Refusal> {
        let mut batches = self.batches.iter();
        batches
            .find(|batch| batch.id() == id)
            .ok_or_else(no_session)
    }

    fn batch_mut(&mut self, id: &SessionId) -> Result<&mut Batch, Refusal> {
        let mut batches = self.batches.iter_mut();
        batches
            .find(|batch| batch.id() == id)
            .ok_or_else(no_session)
    }
}

fn no_session() -> Refusal {
    Refusal::new(ErrorCode::SessionNotFound, "no such session")
}

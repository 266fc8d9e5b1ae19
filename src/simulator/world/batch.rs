//! One session with its cameras: everything that happens without a command. Commands are in
//! `commands`.

use std::{ops::Range, time::Duration};

use jiff::Timestamp;

use crate::{
    domain::{
        candidate::{CandidateState, Failure},
        mac::MacAddr,
        network::{OnboardingNetwork, Ssid},
        session::{Session, SessionId, SessionState, StepTimeouts},
    },
    simulator::world::{
        camera::{Camera, Device, Instant},
        event::{WorldEvent, WorldEventKind},
    },
    wire::error_codes,
};

/// The time-out warning comes this long before the end of a session.
const WARNING_TIME: Duration = Duration::from_mins(1);

/// The onboarding network of the Pi.
pub(super) const ONBOARDING_SSID: &str = "DelicasaOnboard";

/// A session as the Pi knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionView {
    /// The part that the console knows too.
    pub session: Session,
    /// How long each step may take.
    pub timeouts: StepTimeouts,
}

impl SessionView {
    /// A session that just started.
    pub(super) fn begin(
        id: SessionId,
        ssid: &Ssid,
        timeouts: StepTimeouts,
        lifetime: Range<Timestamp>,
    ) -> Self {
        let session = Session {
            id,
            state: SessionState::Discovering,
            target_ssid: ssid.as_str().to_owned(),
            created_at: Some(lifetime.start),
            expires_at: Some(lifetime.end),
            updated_at: Some(lifetime.start),
            device_count: 0,
            provisioned_count: 0,
            verified_count: 0,
            failed_count: 0,
        };
        Self { session, timeouts }
    }
}

/// One session.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) view: SessionView,
    pub(super) cameras: Vec<Camera>,
    pub(super) expires: Duration,
    warns: Option<Duration>,
    pub(super) closes: Option<Duration>,
    pub(super) paused_at: Option<Duration>,
    pub(super) expired: bool,
    pub(super) retries_succeed: bool,
    pub(super) events: Vec<WorldEvent>,
}

impl Batch {
    /// Starts a session. With `retries_succeed`, a camera fails only once.
    pub(super) fn start(
        now: Instant,
        lifetime: Duration,
        view: SessionView,
        cameras: Vec<Camera>,
        retries_succeed: bool,
    ) -> Self {
        let expires = now.elapsed + lifetime;
        let mut batch = Self {
            view,
            cameras,
            expires,
            warns: expires
                .checked_sub(WARNING_TIME)
                .filter(|at| *at > now.elapsed),
            closes: None,
            paused_at: None,
            expired: false,
            retries_succeed,
            events: Vec::new(),
        };
        batch.push_event(now, WorldEventKind::Network(batch.network()));
        batch.push_event(now, WorldEventKind::SessionStarted(batch.now()));
        batch
    }

    /// The id of the session.
    pub(super) fn id(&self) -> &SessionId {
        &self.view.session.id
    }

    /// Whether the session is closed.
    pub(super) fn is_closed(&self) -> bool {
        self.view.session.state == SessionState::Closed
    }

    /// Time until the session expires.
    pub(super) fn remaining(&self, now: Instant) -> Duration {
        self.expires.saturating_sub(now.elapsed)
    }

    /// The events since the last call, oldest first.
    pub(super) fn take_events(&mut self) -> Vec<WorldEvent> {
        std::mem::take(&mut self.events)
    }

    /// The session with its counts.
    pub(super) fn now(&self) -> SessionView {
        let count = |wanted: fn(&Device) -> bool| {
            let seen = self.cameras.iter().filter(|camera| camera.has_appeared());
            count_of(seen.filter(|camera| wanted(&camera.device)))
        };
        let mut view = self.view.clone();
        view.session.device_count = count(|_| true);
        view.session.verified_count =
            count(|device| device.candidate.state == CandidateState::Verified);
        view.session.failed_count =
            count(|device| device.candidate.state == CandidateState::Failed);
        view.session.provisioned_count = count(|device| device.provisioned_at.is_some());
        view
    }

    /// The discovered cameras, in order of discovery.
    pub(super) fn devices(&self) -> Vec<Device> {
        let seen = self.cameras.iter().filter(|camera| camera.has_appeared());
        seen.map(|camera| camera.device.clone()).collect()
    }

    /// The onboarding network, active while the session is open.
    pub(super) fn network(&self) -> OnboardingNetwork {
        let onboarding = self.cameras.iter().filter(|camera| camera.is_onboarding());
        let is_active = !self.is_closed();
        OnboardingNetwork {
            ssid: Some(ONBOARDING_SSID.to_owned()),
            is_active: Some(is_active),
            connected_devices: Some(if is_active { count_of(onboarding) } else { 0 }),
        }
    }

    /// When the next change is due.
    pub(super) fn next_change(&self) -> Option<Duration> {
        if self.is_closed() {
            return None;
        }
        let of_cameras = self.cameras.iter().filter_map(|camera| self.due(camera));
        let own = [Some(self.expires), self.warns, self.closes];
        own.into_iter().flatten().chain(of_cameras).min()
    }

    /// When the next change of `camera` is due. A paused or closing session discovers nothing.
    fn due(&self, camera: &Camera) -> Option<Duration> {
        let scanning = matches!(
            self.view.session.state,
            SessionState::Discovering | SessionState::Active
        );
        if camera.has_appeared() {
            camera.due
        } else {
            scanning.then_some(camera.arrives_at)
        }
    }

    /// Applies all changes due at `now`.
    pub(super) fn step(&mut self, now: Instant) {
        if self.is_closed() {
            return;
        }
        for index in 0..self.cameras.len() {
            let due = self.due(&self.cameras[index]);
            if due.is_some_and(|due| due <= now.elapsed) {
                self.step_camera(index, now);
            }
        }
        if self.warns.take_if(|at| *at <= now.elapsed).is_some() {
            self.push_event(now, WorldEventKind::TimeoutWarning(self.now()));
        }
        self.expired = self.expires <= now.elapsed;
        if self.expired || self.closes.is_some_and(|at| at <= now.elapsed) {
            self.close(now);
        }
    }

    /// Applies the change due for one camera.
    fn step_camera(&mut self, index: usize, now: Instant) {
        if self.cameras[index].has_appeared() {
            self.change(index, now, |camera| camera.step(now));
            return;
        }
        self.cameras[index].appear(now.wall);
        let device = self.cameras[index].device.clone();
        self.push_event(now, WorldEventKind::DeviceAppeared(device));
        if self.view.session.state == SessionState::Discovering {
            self.enter(SessionState::Active, now);
        }
    }

    /// The next camera appears. False if all have.
    pub(super) fn switch_camera_on(&mut self, now: Instant) -> bool {
        let mut cameras = self.cameras.iter_mut();
        let next = cameras.find(|camera| !camera.has_appeared());
        let is_on = next.map(|camera| camera.arrives_at = now.elapsed).is_some();
        self.step(now);
        is_on
    }

    /// Changes a camera and emits an event.
    pub(super) fn change(&mut self, index: usize, now: Instant, change: impl FnOnce(&mut Camera)) {
        let previous = self.cameras[index].device.candidate.state.clone();
        change(&mut self.cameras[index]);
        let device = self.cameras[index].device.clone();
        self.push_event(now, WorldEventKind::DeviceChanged { device, previous });
    }

    /// Changes the state of the session and emits an event.
    pub(super) fn enter(&mut self, state: SessionState, now: Instant) {
        self.view.session.state = state;
        self.view.session.updated_at = Some(now.wall);
        let view = self.now();
        let kind = if self.is_closed() {
            WorldEventKind::SessionClosed(view)
        } else {
            WorldEventKind::SessionChanged(view)
        };
        self.push_event(now, kind);
    }

    /// Closes the session; cameras in flight fail.
    pub(super) fn close(&mut self, now: Instant) {
        self.fail_in_flight(now);
        self.enter(SessionState::Closed, now);
        self.push_event(now, WorldEventKind::Network(self.network()));
    }

    /// Updates whether a camera is on the allowlist.
    pub(super) fn allow(&mut self, mac: MacAddr, allowed: bool, now: Instant) {
        let is_it = |camera: &Camera| camera.device.candidate.mac == mac;
        let Some(index) = self.cameras.iter().position(is_it) else {
            return;
        };
        if !self.cameras[index].has_appeared() || self.is_closed() {
            self.cameras[index].device.candidate.in_allowlist = allowed;
        } else if self.cameras[index].device.candidate.in_allowlist != allowed {
            self.change(index, now, |camera| {
                camera.device.candidate.in_allowlist = allowed;
            });
        }
    }

    pub(super) fn fail_in_flight(&mut self, now: Instant) {
        for index in 0..self.cameras.len() {
            if self.cameras[index].device.candidate.state.is_in_flight() {
                self.change(index, now, |camera| {
                    camera.fail(failure_without_code("the session ended"));
                });
            }
        }
    }

    fn push_event(&mut self, now: Instant, kind: WorldEventKind) {
        self.events.push(WorldEvent {
            at: now.wall,
            session: self.view.session.id.clone(),
            kind,
        });
    }
}

/// The number of cameras.
fn count_of<'a>(cameras: impl Iterator<Item = &'a Camera>) -> u32 {
    cameras.map(|_| 1).sum()
}

/// A failure without a code.
pub(super) fn failure_without_code(message: &str) -> Failure {
    error_codes::failure(None, Some(message.to_owned()))
}

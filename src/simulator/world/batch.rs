//! One session with its cameras: what happens in it by itself. Its orders are in `orders`.
//!
//! Pure: time is passed in. Must not know how many sessions there are, nor HTTP.

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
        camera::{Camera, Device, Moment},
        event::{WorldEvent, WorldEventKind},
    },
    wire::error_codes,
};

/// How long before its end a session warns.
const WARNING_TIME: Duration = Duration::from_mins(1);

/// The network that the Pi opens for new cameras.
pub(super) const ONBOARDING_SSID: &str = "DelicasaOnboard";

/// A session as the Pi knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionNow {
    /// What the console knows too.
    pub session: Session,
    /// How long each step may take.
    pub timeouts: StepTimeouts,
}

impl SessionNow {
    /// A session that has just begun.
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
    pub(super) facts: SessionNow,
    pub(super) cameras: Vec<Camera>,
    pub(super) expires: Duration,
    warns: Option<Duration>,
    pub(super) closes: Option<Duration>,
    pub(super) paused_at: Option<Duration>,
    pub(super) expired: bool,
    pub(super) retries_mend: bool,
    pub(super) outbox: Vec<WorldEvent>,
}

impl Batch {
    /// A session that starts `now`. `retries_mend`: a camera fails only once.
    pub(super) fn start(
        now: Moment,
        lifetime: Duration,
        facts: SessionNow,
        cameras: Vec<Camera>,
        retries_mend: bool,
    ) -> Self {
        let expires = now.elapsed + lifetime;
        let mut batch = Self {
            facts,
            cameras,
            expires,
            warns: expires
                .checked_sub(WARNING_TIME)
                .filter(|at| *at > now.elapsed),
            closes: None,
            paused_at: None,
            expired: false,
            retries_mend,
            outbox: Vec::new(),
        };
        batch.tell(now, WorldEventKind::Network(batch.network()));
        batch.tell(now, WorldEventKind::SessionStarted(batch.now()));
        batch
    }

    /// Its name.
    pub(super) fn id(&self) -> &SessionId {
        &self.facts.session.id
    }

    /// Whether it is over.
    pub(super) fn is_closed(&self) -> bool {
        self.facts.session.state == SessionState::Closed
    }

    /// Time until it runs out.
    pub(super) fn remaining(&self, now: Moment) -> Duration {
        self.expires.saturating_sub(now.elapsed)
    }

    /// The events since the last call, oldest first.
    pub(super) fn take_events(&mut self) -> Vec<WorldEvent> {
        std::mem::take(&mut self.outbox)
    }

    /// The session with its counts.
    pub(super) fn now(&self) -> SessionNow {
        let count = |wanted: fn(&Device) -> bool| {
            let seen = self.cameras.iter().filter(|camera| camera.has_appeared());
            tally(seen.filter(|camera| wanted(&camera.device)))
        };
        let mut facts = self.facts.clone();
        facts.session.device_count = count(|_| true);
        facts.session.verified_count =
            count(|device| device.candidate.state == CandidateState::Verified);
        facts.session.failed_count =
            count(|device| device.candidate.state == CandidateState::Failed);
        facts.session.provisioned_count = count(|device| device.provisioned_at.is_some());
        facts
    }

    /// The cameras that have appeared, in that order.
    pub(super) fn devices(&self) -> Vec<Device> {
        let seen = self.cameras.iter().filter(|camera| camera.has_appeared());
        seen.map(|camera| camera.device.clone()).collect()
    }

    /// The onboarding network: up while the session is.
    pub(super) fn network(&self) -> OnboardingNetwork {
        let onboarding = self.cameras.iter().filter(|camera| camera.is_onboarding());
        let is_active = !self.is_closed();
        OnboardingNetwork {
            ssid: Some(ONBOARDING_SSID.to_owned()),
            is_active: Some(is_active),
            connected_devices: Some(if is_active { tally(onboarding) } else { 0 }),
        }
    }

    /// When something happens next by itself.
    pub(super) fn next_change(&self) -> Option<Duration> {
        if self.is_closed() {
            return None;
        }
        let of_cameras = self.cameras.iter().filter_map(|camera| self.due(camera));
        let own = [Some(self.expires), self.warns, self.closes];
        own.into_iter().flatten().chain(of_cameras).min()
    }

    /// When something happens next to `camera`. Nothing is discovered while the session is held or closing.
    fn due(&self, camera: &Camera) -> Option<Duration> {
        let scanning = matches!(
            self.facts.session.state,
            SessionState::Discovering | SessionState::Active
        );
        if camera.has_appeared() {
            camera.due
        } else {
            scanning.then_some(camera.arrives_at)
        }
    }

    /// Does all that is due at `now`.
    pub(super) fn step(&mut self, now: Moment) {
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
            self.tell(now, WorldEventKind::TimeoutWarning(self.now()));
        }
        self.expired = self.expires <= now.elapsed;
        if self.expired || self.closes.is_some_and(|at| at <= now.elapsed) {
            self.close(now);
        }
    }

    /// Does what is due for one camera.
    fn step_camera(&mut self, index: usize, now: Moment) {
        if self.cameras[index].has_appeared() {
            self.change(index, now, |camera| camera.step(now));
            return;
        }
        self.cameras[index].appear(now.wall);
        let device = self.cameras[index].device.clone();
        self.tell(now, WorldEventKind::DeviceAppeared(device));
        if self.facts.session.state == SessionState::Discovering {
            self.enter(SessionState::Active, now);
        }
    }

    /// Changes one camera and tells of it.
    pub(super) fn change(&mut self, index: usize, now: Moment, change: impl FnOnce(&mut Camera)) {
        let previous = self.cameras[index].device.candidate.state.clone();
        change(&mut self.cameras[index]);
        let device = self.cameras[index].device.clone();
        self.tell(now, WorldEventKind::DeviceChanged { device, previous });
    }

    /// Changes the session's state and tells of it.
    pub(super) fn enter(&mut self, state: SessionState, now: Moment) {
        self.facts.session.state = state;
        self.facts.session.updated_at = Some(now.wall);
        let facts = self.now();
        let kind = if self.is_closed() {
            WorldEventKind::SessionClosed(facts)
        } else {
            WorldEventKind::SessionChanged(facts)
        };
        self.tell(now, kind);
    }

    /// The end: what was in flight is given up, as by a Pi that cancels its work.
    pub(super) fn close(&mut self, now: Moment) {
        self.give_up_in_flight(now);
        self.enter(SessionState::Closed, now);
        self.tell(now, WorldEventKind::Network(self.network()));
    }

    /// A camera may be provisioned from now on, or may not any more.
    pub(super) fn allow(&mut self, mac: MacAddr, allowed: bool, now: Moment) {
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

    pub(super) fn give_up_in_flight(&mut self, now: Moment) {
        for index in 0..self.cameras.len() {
            if self.cameras[index].device.candidate.state.is_in_flight() {
                self.change(index, now, |camera| camera.fail(words("the session ended")));
            }
        }
    }

    fn tell(&mut self, now: Moment, kind: WorldEventKind) {
        self.outbox.push(WorldEvent {
            at: now.wall,
            session: self.facts.session.id.clone(),
            kind,
        });
    }
}

/// How many there are.
fn tally<'a>(cameras: impl Iterator<Item = &'a Camera>) -> u32 {
    cameras.map(|_| 1).sum()
}

/// A failure that has no code.
pub(super) fn words(message: &str) -> Failure {
    error_codes::failure(None, Some(message.to_owned()))
}

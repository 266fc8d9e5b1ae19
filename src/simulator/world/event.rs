//! The events of the simulated Pi, independent of the vocabulary.

use jiff::Timestamp;

use crate::{
    domain::{candidate::CandidateState, network::OnboardingNetwork, session::SessionId},
    simulator::world::{batch::SessionView, camera::Device},
};

/// An event.
#[derive(Debug, Clone, PartialEq)]
pub struct WorldEvent {
    /// The time on the Pi's clock.
    pub at: Timestamp,
    /// The session.
    pub session: SessionId,
    /// The kind of event.
    pub kind: WorldEventKind,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum WorldEventKind {
    /// A session started.
    SessionStarted(SessionView),
    /// The state of a session changed.
    SessionChanged(SessionView),
    /// A session closed.
    SessionClosed(SessionView),
    /// A session expires soon.
    TimeoutWarning(SessionView),
    /// A camera was discovered.
    DeviceAppeared(Device),
    /// The state or progress of a camera changed.
    DeviceChanged {
        /// The device after the change.
        device: Device,
        /// The state before; the same if only the progress changed.
        previous: CandidateState,
    },
    /// The onboarding network went up or down.
    Network(OnboardingNetwork),
}

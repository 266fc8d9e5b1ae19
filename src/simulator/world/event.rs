//! What the simulated Pi tells by itself, before any vocabulary makes JSON of it.

use jiff::Timestamp;

use crate::{
    domain::{candidate::CandidateState, network::OnboardingNetwork, session::SessionId},
    simulator::world::{batch::SessionNow, camera::Device},
};

/// Something that a Pi tells by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct WorldEvent {
    /// When, on the Pi's clock.
    pub at: Timestamp,
    /// In which session.
    pub session: SessionId,
    /// What.
    pub kind: WorldEventKind,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum WorldEventKind {
    /// A session began.
    SessionStarted(SessionNow),
    /// A session is in another state.
    SessionChanged(SessionNow),
    /// A session is over.
    SessionClosed(SessionNow),
    /// A session runs out soon.
    TimeoutWarning(SessionNow),
    /// A camera was found.
    DeviceAppeared(Device),
    /// A camera is in another state, or further.
    DeviceChanged {
        /// As it is now.
        device: Device,
        /// The state before; the same if only its progress changed.
        previous: CandidateState,
    },
    /// The onboarding network went up or down.
    Network(OnboardingNetwork),
}

//! The names of events, newer and older (contract, section 6), and what each is about.
//!
//! Must not know payloads.

use crate::domain::candidate::CandidateState;

/// What a type of event is about, with the state that the type itself tells.
pub(super) enum Kind {
    /// The stream is up, or still up.
    Alive,
    /// A session is now so.
    Session,
    /// A session is over.
    SessionClosed,
    /// A session runs out soon.
    TimeoutWarning,
    /// A camera is now so, perhaps in this state.
    Device(Option<CandidateState>),
    /// The onboarding network is now so, perhaps up or down.
    Network(Option<bool>),
    /// The Pi is in trouble.
    Trouble,
}

/// The vocabularies, newer and older.
pub(super) fn kind(name: &str) -> Option<Kind> {
    use CandidateState::{Discovered, Failed, Provisioned, Provisioning, Verified};
    Some(match name {
        "connection.established" | "connection.heartbeat" | "keepalive" | "heartbeat" => {
            Kind::Alive
        }
        "session.started" | "session.state_changed" | "session.status" => Kind::Session,
        "session.closed" => Kind::SessionClosed,
        "session.timeout_warning" => Kind::TimeoutWarning,
        "device.state_changed" => Kind::Device(None),
        "device.discovered" => Kind::Device(Some(Discovered)),
        "device.provisioning_started" => Kind::Device(Some(Provisioning)),
        "device.provisioning_completed" => Kind::Device(Some(Provisioned)),
        "device.provisioning_failed" => Kind::Device(Some(Failed)),
        "device.verified" => Kind::Device(Some(Verified)),
        "network.started" => Kind::Network(Some(true)),
        "network.stopped" => Kind::Network(Some(false)),
        "network.status_changed" => Kind::Network(None),
        "error.occurred" | "error" => Kind::Trouble,
        _ => return None,
    })
}

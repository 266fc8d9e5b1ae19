//! What a person can do on the monitor tab.

use crate::domain::{telemetry::TransportChoice, thresholds::Thresholds};

/// What a person asks for on the monitor tab.
#[derive(Debug, Clone, Copy)]
pub enum MonitorIntent {
    /// Get it over this transport.
    Transport(TransportChoice),
    /// Call for attention from these values on.
    Thresholds(Thresholds),
}

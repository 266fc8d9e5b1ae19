//! What a person can do on the monitor tab.

use crate::domain::{telemetry::TransportChoice, thresholds::Thresholds};

/// An action of a person on the monitor tab.
#[derive(Debug, Clone, Copy)]
pub enum MonitorIntent {
    /// Receive the figures over this transport.
    Transport(TransportChoice),
    /// Use these thresholds.
    Thresholds(Thresholds),
}

//! The Pi's health at one instant and its other monitoring data. Units are in the names; a value
//! that a source does not have is `None`.
//!
//! | figure | socket (contract, section 7) | polling (section 8) |
//! |---|---|---|
//! | CPU, memory, disk | `system_health.*_usage` | `cpu.usage_percent`, `memory.*`, `disk.*` |
//! | temperature, uptime, load | `system_health` | `temperature_celsius`, `uptime`, `load_average` |
//! | megabytes of memory, gigabytes of disk | — | `memory.*_mb`, `disk.*_gb` |
//! | services, network, security, cameras, alerts, clients | yes | — |

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use strum::VariantArray;

use crate::domain::clock::Now;

/// Where figures come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// The monitoring WebSocket.
    Socket,
    /// Reads of system info.
    Polling,
    /// Nowhere at the moment.
    None,
}

impl Transport {
    /// The word of the header: `socket`, `polling` or `none`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Socket => "socket",
            Self::Polling => "polling",
            Self::None => "none",
        }
    }
}

/// The transport that a person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, VariantArray)]
pub enum TransportChoice {
    /// The socket, and polling while it is not there.
    #[default]
    Auto,
    /// The socket or nothing.
    Socket,
    /// Polling, and no socket.
    Polling,
}

/// One instant of the Pi's health.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TelemetrySample {
    /// When, on the Pi's clock.
    pub at: Option<Timestamp>,
    /// Processor, 0 to 100.
    pub cpu_percent: Option<f64>,
    /// Memory in use, 0 to 100.
    pub memory_percent: Option<f64>,
    /// Memory in use. Only polling knows.
    pub memory_used_mb: Option<f64>,
    /// Memory that there is. Only polling knows.
    pub memory_total_mb: Option<f64>,
    /// Disk in use, 0 to 100.
    pub disk_percent: Option<f64>,
    /// Disk in use. Only polling knows.
    pub disk_used_gb: Option<f64>,
    /// Disk that there is. Only polling knows.
    pub disk_total_gb: Option<f64>,
    /// Of the processor.
    pub temperature_celsius: Option<f64>,
    /// Load over the last minute: 4.0 is full on a Pi 4 with its four cores.
    pub load_1: Option<f64>,
    /// Load over the last five minutes.
    pub load_5: Option<f64>,
    /// Load over the last fifteen minutes.
    pub load_15: Option<f64>,
    /// Since the Pi was switched on.
    pub uptime: Option<Duration>,
}

/// What the Pi's services do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Services {
    /// Whether the Pi reaches its MQTT broker.
    pub mqtt_connected: Option<bool>,
    /// Whether it does so over TLS.
    pub mqtt_secure: Option<bool>,
    /// Whether its API answers.
    pub api_responding: Option<bool>,
    /// Whether it reaches its database.
    pub database_connected: Option<bool>,
    /// When it last looked, on its own clock.
    pub last_health_check: Option<Timestamp>,
    /// Since its service was started.
    pub service_uptime: Option<Duration>,
}

/// The Pi's network. Bytes are totals since it was switched on; rates are computed where samples
/// are kept.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct NetworkFigures {
    /// Open connections.
    pub active_connections: Option<u32>,
    /// Total, since the counter last began at zero.
    pub bytes_received: Option<u64>,
    /// Total, since the counter last began at zero.
    pub bytes_sent: Option<u64>,
    /// Lost packets, 0 to 100.
    pub packet_loss_percent: Option<f64>,
    /// Round trip.
    pub latency_ms: Option<f64>,
}

/// The Pi's assessment of its own security.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThreatLevel {
    /// Nothing unusual.
    Low,
    /// A warning.
    Medium,
    /// Somebody may be attacking.
    High,
    /// A word that this console does not know; shown as the Pi wrote it.
    Other(String),
}

/// The security data of the Pi.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SecurityFigures {
    /// Logins by SSH that failed.
    pub failed_ssh_attempts: Option<u32>,
    /// When it last looked, on its own clock.
    pub last_security_check: Option<Timestamp>,
    /// When its certificate runs out.
    pub certificate_expiry: Option<Timestamp>,
    /// MQTT connections over TLS.
    pub mqtt_secure_connections: Option<u32>,
    /// How connections are encrypted, in the Pi's own words.
    pub encryption_level: Option<String>,
    /// Its assessment.
    pub threat_level: Option<ThreatLevel>,
}

impl SecurityFigures {
    /// Whole days until the certificate runs out, negative once it has; `wall` is this console's
    /// clock.
    #[must_use]
    pub fn certificate_days_left(&self, wall: Timestamp) -> Option<i64> {
        let seconds = self.certificate_expiry?.as_second() - wall.as_second();
        Some(seconds.div_euclid(24 * 60 * 60))
    }
}

/// One camera, as the Pi's monitoring sees it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CameraFigures {
    /// The Pi's name for it.
    pub id: String,
    /// Whether it is there.
    pub online: Option<bool>,
    /// Signal, in dBm.
    pub rssi_dbm: Option<i16>,
    /// Memory that it has left.
    pub free_heap_bytes: Option<u64>,
    /// When it was last seen, on the Pi's clock.
    pub last_seen: Option<Timestamp>,
    /// Frames per second.
    pub frames_per_second: Option<f64>,
}

/// The monitoring data of the Pi at one instant. `None`: this source did not send it.
#[derive(Debug, Clone, PartialEq)]
pub struct Telemetry {
    /// Where it comes from.
    pub transport: Transport,
    /// When it came, on this console's clocks.
    pub received: Now,
    /// The figures that are plotted.
    pub sample: TelemetrySample,
    /// What the services do.
    pub services: Option<Services>,
    /// What the network does.
    pub network: Option<NetworkFigures>,
    /// What is known of safety.
    pub security: Option<SecurityFigures>,
    /// The cameras, by id.
    pub cameras: Option<Vec<CameraFigures>>,
    /// Alerts that wait for somebody.
    pub alerts_count: Option<u32>,
    /// Consoles that look at this Pi.
    pub connected_clients: Option<u32>,
}

impl Telemetry {
    /// How far the clock of the Pi was ahead of that of this console when this came.
    #[must_use]
    pub fn clock_ahead(&self) -> Option<SignedDuration> {
        Some(self.sample.at?.duration_since(self.received.wall))
    }

    /// A sample, and nothing else known.
    #[must_use]
    pub fn of_sample(transport: Transport, received: Now, sample: TelemetrySample) -> Self {
        Self {
            transport,
            received,
            sample,
            services: None,
            network: None,
            security: None,
            cameras: None,
            alerts_count: None,
            connected_clients: None,
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_a_certificate_are_whole_and_go_below_zero() {
        let now: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
        let left = |expiry: &str| {
            let figures = SecurityFigures {
                certificate_expiry: Some(expiry.parse().unwrap()),
                ..SecurityFigures::default()
            };
            figures.certificate_days_left(now)
        };
        assert_eq!(left("2026-11-24T12:00:00Z"), Some(1));
        assert_eq!(left("2026-11-24T11:59:59Z"), Some(0));
        assert_eq!(left("2026-11-23T11:59:59Z"), Some(-1));
        assert_eq!(SecurityFigures::default().certificate_days_left(now), None);
    }
}

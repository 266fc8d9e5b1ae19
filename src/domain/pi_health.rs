//! What is known of the Pi at one moment, as far as it can make cameras fail.

use crate::domain::{
    telemetry::Telemetry,
    thresholds::{Level, Metric, Thresholds},
};

/// The Pi at one moment. The default is a Pi of which nothing bad is known.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PiHealth {
    /// The first of temperature, memory and processor that is critical, and its value.
    pub critical: Option<(Metric, f64)>,
    /// The Pi says that it has no connection to its MQTT broker, over which cameras report.
    pub mqtt_is_down: bool,
}

impl PiHealth {
    /// A full disk does not make the Pi slow.
    const WATCHED: [Metric; 3] = [Metric::Temperature, Metric::Memory, Metric::Cpu];

    /// What these figures say.
    #[must_use]
    pub fn of(telemetry: &Telemetry, thresholds: &Thresholds) -> Self {
        let sample = &telemetry.sample;
        let is_critical = |metric: &&Metric| thresholds.level(**metric, sample) == Level::Critical;
        let critical = Self::WATCHED.iter().find(is_critical);
        let services = telemetry.services.as_ref();
        Self {
            critical: critical.and_then(|metric| Some((*metric, metric.of(sample)?))),
            mqtt_is_down: services.is_some_and(|services| services.mqtt_connected == Some(false)),
        }
    }
}

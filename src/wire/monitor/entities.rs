//! `M` of the contract's section 7 as it is on the wire, for both directions. Everything is
//! optional.
//!
//! A missing field and an unreadable one are different things here; [`super::to_domain`] decides
//! what they mean.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::wire::field::{Field, Int, Text};

/// All figures, or some of them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct MonitorDto {
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub timestamp: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub system_health: Field<HealthFiguresDto>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub security_metrics: Field<SecurityDto>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub service_status: Field<ServicesDto>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub network_metrics: Field<NetworkFiguresDto>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub camera_status: Field<BTreeMap<String, Field<CameraDto>>>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub alerts_count: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub connected_clients: Field<Int>,
}

/// `system_health`: percents, °C, and two texts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct HealthFiguresDto {
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub cpu_usage: Field<f64>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub memory_usage: Field<f64>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub disk_usage: Field<f64>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub temperature: Field<f64>,
    /// `772h39m56s`, `32 days, 4:39`, or bare seconds.
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub uptime: Field<Text>,
    /// `0.16 0.09 0.09`, with blanks, commas or slashes.
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub load_average: Field<Text>,
}

/// `security_metrics`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct SecurityDto {
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub failed_ssh_attempts: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub last_security_check: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub certificate_expiry: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub mqtt_secure_connections: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub encryption_level: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub threat_level: Field<Text>,
}

/// `service_status`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct ServicesDto {
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub mqtt_connected: Field<bool>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub mqtt_secure: Field<bool>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub api_responding: Field<bool>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub database_connected: Field<bool>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub last_health_check: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub service_uptime: Field<Text>,
}

/// `network_metrics`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct NetworkFiguresDto {
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub active_connections: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub bytes_received: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub bytes_sent: Field<Int>,
    /// Percent.
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub packet_loss: Field<f64>,
    /// Milliseconds.
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub latency: Field<f64>,
}

/// One of `camera_status`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct CameraDto {
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub online: Field<bool>,
    /// dBm.
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub rssi: Field<Int>,
    /// Bytes.
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub free_heap: Field<Int>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub last_seen: Field<Text>,
    #[serde(skip_serializing_if = "Field::is_missing")]
    pub fps: Field<f64>,
}

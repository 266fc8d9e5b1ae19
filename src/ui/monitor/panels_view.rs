//! What the panels below the plots say, as plain rows that a test can read. What this Pi does not send says so.

use crate::{
    domain::{
        clock::Now,
        telemetry::{CameraFigures, Telemetry, ThreatLevel},
        thresholds::{Level, Metric},
    },
    state::monitoring::Monitoring,
    ui::{theme::Tone, words},
};

/// What stands where the Pi says nothing.
pub const NOT_SENT: &str = "not sent by this Pi";
/// A certificate that runs out within these days calls for attention.
const CERTIFICATE_WARNING_DAYS: i64 = 14;

/// One row of a panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub name: String,
    /// Its value, with its unit.
    pub value: String,
    /// How it is to be taken.
    pub tone: Tone,
}

/// One panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// Its title.
    pub title: &'static str,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// All panels.
#[must_use]
pub fn panels(monitoring: &Monitoring, now: Now) -> Vec<Panel> {
    let Some(latest) = &monitoring.latest else {
        return Vec::new();
    };
    vec![
        Panel {
            title: "Disk and load",
            rows: disk_and_load(monitoring, latest),
        },
        Panel {
            title: "Services",
            rows: services(latest, now),
        },
        Panel {
            title: "Network",
            rows: network(monitoring, latest),
        },
        Panel {
            title: "Security",
            rows: security(latest, now),
        },
        Panel {
            title: "Cameras and clients",
            rows: cameras(latest, now),
        },
    ]
}

fn row(name: &str, value: Option<String>) -> Row {
    toned(name, value, Tone::Plain)
}

fn toned(name: &str, value: Option<String>, tone: Tone) -> Row {
    let tone = if value.is_none() { Tone::Quiet } else { tone };
    Row {
        name: name.to_owned(),
        value: value.unwrap_or_else(|| NOT_SENT.to_owned()),
        tone,
    }
}

fn disk_and_load(monitoring: &Monitoring, latest: &Telemetry) -> Vec<Row> {
    let sample = &latest.sample;
    let level = monitoring.thresholds.level(Metric::Disk, sample);
    let of = |used: Option<f64>, total: Option<f64>, unit: &str| {
        let parts = used
            .zip(total)
            .map(|(used, total)| format!(" ({used:.1} of {total:.1}\u{202f}{unit})"));
        parts.unwrap_or_default()
    };
    let disk = sample.disk_percent.map(|percent| {
        let word = match level {
            Level::Warning | Level::Critical => format!(", {}", level.word()),
            Level::Normal | Level::Unknown => String::new(),
        };
        format!(
            "{}{}{word}",
            words::percent(percent),
            of(sample.disk_used_gb, sample.disk_total_gb, "GB")
        )
    });
    let memory = sample.memory_used_mb.zip(sample.memory_total_mb);
    let load = [sample.load_1, sample.load_5, sample.load_15]
        .map(|load| load.map_or_else(|| words::UNKNOWN.to_owned(), |load| format!("{load:.2}")));
    let any_load = sample.load_1.or(sample.load_5).or(sample.load_15).is_some();
    vec![
        toned("Disk", disk, tone_of(level)),
        row(
            "Memory",
            memory.map(|(used, total)| format!("{used:.0} of {total:.0}\u{202f}MB")),
        ),
        row("Load 1, 5, 15 min", any_load.then(|| load.join(" · "))),
        row("Uptime", sample.uptime.map(words::long)),
    ]
}

fn tone_of(level: Level) -> Tone {
    match level {
        Level::Unknown => Tone::Quiet,
        Level::Normal => Tone::Plain,
        Level::Warning => Tone::Warning,
        Level::Critical => Tone::Bad,
    }
}

fn services(latest: &Telemetry, now: Now) -> Vec<Row> {
    let services = latest.services.unwrap_or_default();
    let flag = |name: &str, value: Option<bool>, yes: &str, no: &str| {
        let tone = if value == Some(false) {
            Tone::Bad
        } else {
            Tone::Good
        };
        toned(
            name,
            value.map(|value| if value { yes } else { no }.to_owned()),
            tone,
        )
    };
    vec![
        flag(
            "MQTT",
            services.mqtt_connected,
            "connected",
            "not connected",
        ),
        flag("MQTT over TLS", services.mqtt_secure, "yes", "no"),
        flag(
            "API",
            services.api_responding,
            "responding",
            "not responding",
        ),
        flag(
            "Database",
            services.database_connected,
            "connected",
            "not connected",
        ),
        row(
            "Last check",
            services
                .last_health_check
                .map(|at| words::ago(at, latest.sample.at.unwrap_or(now.wall))),
        ),
        row("Service uptime", services.service_uptime.map(words::long)),
    ]
}

fn network(monitoring: &Monitoring, latest: &Telemetry) -> Vec<Row> {
    let network = latest.network.unwrap_or_default();
    let rates = monitoring.rates();
    vec![
        row(
            "Connections",
            network.active_connections.map(|count| count.to_string()),
        ),
        row(
            "Received",
            rates.received_bytes_per_second.map(words::byte_rate),
        ),
        row("Sent", rates.sent_bytes_per_second.map(words::byte_rate)),
        row(
            "Packet loss",
            network.packet_loss_percent.map(words::percent),
        ),
        row(
            "Latency",
            network.latency_ms.map(|ms| format!("{ms:.0}\u{202f}ms")),
        ),
    ]
}

fn security(latest: &Telemetry, now: Now) -> Vec<Row> {
    let security = latest.security.clone().unwrap_or_default();
    let threat = security.threat_level.as_ref().map(|level| match level {
        ThreatLevel::Low => ("low".to_owned(), Tone::Good),
        ThreatLevel::Medium => ("medium".to_owned(), Tone::Warning),
        ThreatLevel::High => ("high".to_owned(), Tone::Bad),
        ThreatLevel::Other(word) => (word.clone(), Tone::Quiet),
    });
    let days = security.certificate_days_left(latest.sample.at.unwrap_or(now.wall));
    let certificate = days.map(|days| match days {
        ..0 => "expired".to_owned(),
        0 => "runs out today".to_owned(),
        1 => "1 day left".to_owned(),
        days => format!("{days} days left"),
    });
    let certificate_tone = match days {
        Some(..0) => Tone::Bad,
        Some(days) if days <= CERTIFICATE_WARNING_DAYS => Tone::Warning,
        Some(_) | None => Tone::Plain,
    };
    let threat_tone = threat.as_ref().map_or(Tone::Quiet, |(_, tone)| *tone);
    vec![
        toned("Threat level", threat.map(|(word, _)| word), threat_tone),
        row(
            "Failed SSH logins",
            security.failed_ssh_attempts.map(|count| count.to_string()),
        ),
        toned("Certificate", certificate, certificate_tone),
        row("Encryption", security.encryption_level),
        row(
            "MQTT connections over TLS",
            security
                .mqtt_secure_connections
                .map(|count| count.to_string()),
        ),
        row(
            "Last check",
            security
                .last_security_check
                .map(|at| words::ago(at, latest.sample.at.unwrap_or(now.wall))),
        ),
    ]
}

fn cameras(latest: &Telemetry, now: Now) -> Vec<Row> {
    let mut rows = vec![
        toned(
            "Alerts",
            latest.alerts_count.map(|count| count.to_string()),
            if latest.alerts_count > Some(0) {
                Tone::Warning
            } else {
                Tone::Plain
            },
        ),
        row(
            "Connected clients",
            latest.connected_clients.map(|count| count.to_string()),
        ),
    ];
    match &latest.cameras {
        Some(cameras) => rows.extend(cameras.iter().map(|camera| camera_row(camera, latest, now))),
        None => rows.push(row("Cameras", None)),
    }
    rows
}

fn camera_row(camera: &CameraFigures, latest: &Telemetry, now: Now) -> Row {
    let (word, tone) = match camera.online {
        Some(true) => ("online", Tone::Good),
        Some(false) => ("offline", Tone::Bad),
        None => (words::UNKNOWN, Tone::Quiet),
    };
    let parts = [
        Some(word.to_owned()),
        camera.rssi_dbm.map(words::dbm),
        camera
            .free_heap_bytes
            .map(|bytes| format!("{} free", words::bytes(bytes))),
        camera
            .frames_per_second
            .map(|rate| format!("{rate:.1}\u{202f}fps")),
        camera
            .last_seen
            .map(|at| words::ago(at, latest.sample.at.unwrap_or(now.wall))),
    ];
    let value: Vec<String> = parts.into_iter().flatten().collect();
    Row {
        name: camera.id.clone(),
        value: value.join(" · "),
        tone,
    }
}

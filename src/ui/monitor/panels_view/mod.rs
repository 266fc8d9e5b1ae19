//! What the panels below the plots say, as plain rows that a test can read. What is not known says why.

use super::{missing, tone_of};
use crate::{
    domain::{
        clock::Now,
        history::Series,
        telemetry::{Telemetry, TelemetrySample, ThreatLevel},
        thresholds::{Level, Metric},
    },
    state::{monitoring::Monitoring, time_series::Bounds, time_window::TimeWindow},
    ui::{icons, theme::Tone, words},
};

/// A certificate that runs out within these days calls for attention.
const CERTIFICATE_WARNING_DAYS: i64 = 14;

/// One row of a panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub name: &'static str,
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
pub fn panels(
    monitoring: &Monitoring,
    latest: &Telemetry,
    window: TimeWindow,
    now: Now,
) -> Vec<Panel> {
    // Times of the Pi are compared with its own clock.
    let clock = latest.sample.at.unwrap_or(now.wall);
    let absent = missing(latest.transport);
    let stale = monitoring.is_stale(now);
    let panels = [
        ("System", system(monitoring, latest, window)),
        ("Services", services(latest, clock)),
        ("Network", network(monitoring, latest)),
        ("Security", security(latest, clock)),
    ];
    let panel = |(title, figures): (_, Vec<Figure>)| Panel {
        title,
        rows: figures
            .into_iter()
            .map(|figure| figure.row(absent, stale))
            .collect(),
    };
    panels.into_iter().map(panel).collect()
}

/// A row whose value may not be known.
struct Figure {
    name: &'static str,
    value: Option<String>,
    tone: Tone,
}

impl Figure {
    fn new(name: &'static str, value: Option<String>) -> Self {
        let tone = Tone::Plain;
        Self { name, value, tone }
    }

    fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// What is old or not known is grey.
    fn row(self, absent: &str, stale: bool) -> Row {
        let grey = stale || self.value.is_none();
        Row {
            name: self.name,
            value: self.value.unwrap_or_else(|| absent.to_owned()),
            tone: if grey { Tone::Quiet } else { self.tone },
        }
    }
}

/// A number as it is.
fn count(name: &'static str, count: Option<u32>) -> Figure {
    Figure::new(name, count.map(|count| count.to_string()))
}

fn system(monitoring: &Monitoring, latest: &Telemetry, window: TimeWindow) -> Vec<Figure> {
    let sample = &latest.sample;
    let memory = sample.memory_used_mb.zip(sample.memory_total_mb);
    let memory = memory.map(|(used, total)| format!("{used:.0} of {total:.0}\u{202f}MB"));
    let alerts = match latest.alerts_count {
        Some(1..) => Tone::Warning,
        Some(0) | None => Tone::Plain,
    };
    vec![
        disk(monitoring, sample),
        Figure::new(
            "Disk, least and most",
            range(monitoring, Series::Disk, window),
        ),
        Figure::new(
            "Memory",
            memory.or_else(|| sample.memory_percent.map(words::percent)),
        ),
        Figure::new("Load average", load(sample)),
        Figure::new(
            "Load, least and most",
            range(monitoring, Series::Load, window),
        ),
        uptime(sample, window),
        count("Alerts", latest.alerts_count).toned(alerts),
        count("Connected clients", latest.connected_clients),
    ]
}

/// The least and the most of what is visible.
fn range(monitoring: &Monitoring, series: Series, window: TimeWindow) -> Option<String> {
    let Bounds { min, max } = monitoring.history.bounds(series, window)?;
    Some(match series {
        Series::Load | Series::Temperature => format!("{min:.2} to {max:.2}"),
        Series::Cpu | Series::Memory | Series::Disk => format!("{min:.0} to {max:.0}\u{202f}%"),
    })
}

/// A start within what is visible calls for attention: perhaps that is why a camera failed.
fn uptime(sample: &TelemetrySample, window: TimeWindow) -> Figure {
    let text = sample.uptime.map(words::long);
    let visible = u128::try_from(window.length_ms()).unwrap_or_default();
    if sample
        .uptime
        .is_some_and(|uptime| uptime.as_millis() < visible)
    {
        let text = text.map(|text| format!("{} restarted {text} ago", icons::WARNING));
        return Figure::new("Uptime", text).toned(Tone::Warning);
    }
    Figure::new("Uptime", text)
}

fn disk(monitoring: &Monitoring, sample: &TelemetrySample) -> Figure {
    let level = monitoring.thresholds.level(Metric::Disk, sample);
    let word = match level {
        Level::Warning | Level::Critical => format!(", {}", level.word()),
        Level::Normal | Level::Unknown => String::new(),
    };
    let total = sample.disk_total_gb;
    let of = total.map_or_else(String::new, |total| format!(" of {total:.1}\u{202f}GB"));
    let used = sample.disk_percent.map(words::percent);
    let text = used.map(|used| format!("{used}{of}{word}"));
    Figure::new("Disk", text).toned(tone_of(level))
}

/// Over 1, 5 and 15 minutes.
fn load(sample: &TelemetrySample) -> Option<String> {
    let loads = [sample.load_1, sample.load_5, sample.load_15];
    loads.iter().any(Option::is_some).then(|| {
        let texts = loads.map(|load| match load {
            Some(load @ 10.0..) => format!("{load:.1}"),
            Some(load) => format!("{load:.2}"),
            None => words::UNKNOWN.to_owned(),
        });
        texts.join(" · ")
    })
}

fn services(latest: &Telemetry, clock: jiff::Timestamp) -> Vec<Figure> {
    let services = latest.services.unwrap_or_default();
    let flag = |name, value: Option<bool>, [yes, no]: [&str; 2]| {
        let (word, tone) = match value {
            Some(true) => (Some(yes.to_owned()), Tone::Good),
            Some(false) => (Some(no.to_owned()), Tone::Bad),
            None => (None, Tone::Quiet),
        };
        Figure::new(name, word).toned(tone)
    };
    let connected = ["connected", "not connected"];
    let checked = services.last_health_check.map(|at| words::ago(at, clock));
    vec![
        flag("MQTT", services.mqtt_connected, connected),
        flag("MQTT over TLS", services.mqtt_secure, ["yes", "no"]),
        flag(
            "API",
            services.api_responding,
            ["responding", "not responding"],
        ),
        flag("Database", services.database_connected, connected),
        Figure::new("Last check", checked),
        Figure::new("Service uptime", services.service_uptime.map(words::long)),
    ]
}

fn network(monitoring: &Monitoring, latest: &Telemetry) -> Vec<Figure> {
    let network = latest.network.unwrap_or_default();
    let rates = monitoring.rates();
    // Counters that came but once make no rate yet.
    let rate = |rate: Option<f64>, total: Option<u64>| match (rate, total) {
        (Some(rate), _) => Some(words::byte_rate(rate)),
        (None, Some(_)) => Some(words::UNKNOWN.to_owned()),
        (None, None) => None,
    };
    let loss = network.packet_loss_percent.map(words::percent);
    let latency = network.latency_ms.map(|ms| format!("{ms:.0}\u{202f}ms"));
    vec![
        count("Connections", network.active_connections),
        Figure::new(
            "Received",
            rate(rates.received_bytes_per_second, network.bytes_received),
        ),
        Figure::new(
            "Sent",
            rate(rates.sent_bytes_per_second, network.bytes_sent),
        ),
        Figure::new("Packet loss", loss),
        Figure::new("Latency", latency),
    ]
}

fn security(latest: &Telemetry, clock: jiff::Timestamp) -> Vec<Figure> {
    let security = latest.security.clone().unwrap_or_default();
    let (threat, threat_tone) = match &security.threat_level {
        Some(ThreatLevel::Low) => (Some("low".to_owned()), Tone::Good),
        Some(ThreatLevel::Medium) => (Some("medium".to_owned()), Tone::Warning),
        Some(ThreatLevel::High) => (Some("high".to_owned()), Tone::Bad),
        Some(ThreatLevel::Other(word)) => (Some(word.clone()), Tone::Plain),
        None => (None, Tone::Quiet),
    };
    let days = security.certificate_days_left(clock);
    let certificate_tone = match days {
        Some(..0) => Tone::Bad,
        Some(0..=CERTIFICATE_WARNING_DAYS) => Tone::Warning,
        Some(_) | None => Tone::Plain,
    };
    let certificate = days.map(|days| match days {
        ..0 => "expired".to_owned(),
        0 => "runs out today".to_owned(),
        1 => "1 day left".to_owned(),
        days => format!("{days} days left"),
    });
    let checked = security.last_security_check.map(|at| words::ago(at, clock));
    vec![
        Figure::new("Threat level", threat).toned(threat_tone),
        count("Failed logins", security.failed_ssh_attempts),
        Figure::new("Certificate", certificate).toned(certificate_tone),
        Figure::new("Encryption", security.encryption_level),
        count("MQTT over TLS", security.mqtt_secure_connections),
        Figure::new("Last check", checked),
    ]
}

#[cfg(test)]
mod tests;

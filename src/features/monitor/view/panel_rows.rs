//! The rows of the panels below the plots, as plain data. An unknown value has a reason.

use super::{labels::metric_name, missing, panel_texts, tone_of};
use crate::{
    domain::{
        clock::Now,
        health_history::Series,
        telemetry::{Telemetry, TelemetrySample, ThreatLevel},
        thresholds::Metric,
    },
    features::monitor::state::Monitoring,
    model::{time_series::Bounds, time_window::TimeWindow},
    tr,
    ui::{format, theme::Tone},
};

/// A certificate that expires within these days is a warning.
const CERTIFICATE_WARNING_DAYS: i64 = 14;

/// One row of a panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub name: &'static str,
    /// The value with its unit.
    pub value: String,
    pub tone: Tone,
}

/// One panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    pub title: &'static str,
    pub rows: Vec<Row>,
}

/// The least and the greatest values in the visible time, where they are known.
#[derive(Debug, Clone, Copy, Default)]
pub struct VisibleBounds {
    pub disk: Option<Bounds>,
    pub load: Option<Bounds>,
}

#[must_use]
pub fn panels(
    monitoring: &Monitoring,
    latest: &Telemetry,
    window: TimeWindow,
    bounds: VisibleBounds,
    now: Now,
) -> Vec<Panel> {
    // Times from the Pi are compared with the clock of the Pi.
    let clock = latest.sample.at.unwrap_or(now.wall);
    let absent = missing(latest.transport);
    let stale = monitoring.is_stale(now);
    let panels = [
        (
            tr!("monitor-panel-system"),
            system(monitoring, latest, window, bounds),
        ),
        (tr!("monitor-panel-services"), services(latest, clock)),
        (tr!("monitor-panel-network"), network(monitoring, latest)),
        (tr!("monitor-panel-security"), security(latest, clock)),
    ];
    let panel = |(title, figures): (_, Vec<Figure>)| Panel {
        title,
        rows: figures
            .into_iter()
            .map(|figure| figure.row(&absent, stale))
            .collect(),
    };
    panels.into_iter().map(panel).collect()
}

/// A row whose value may be unknown.
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

    /// Outdated and unknown values are grey.
    fn row(self, absent: &str, stale: bool) -> Row {
        let grey = stale || self.value.is_none();
        Row {
            name: self.name,
            value: self.value.unwrap_or_else(|| absent.to_owned()),
            tone: if grey { Tone::Quiet } else { self.tone },
        }
    }
}

fn count(name: &'static str, count: Option<u32>) -> Figure {
    Figure::new(name, count.map(|count| count.to_string()))
}

fn system(
    monitoring: &Monitoring,
    latest: &Telemetry,
    window: TimeWindow,
    bounds: VisibleBounds,
) -> Vec<Figure> {
    let sample = &latest.sample;
    let range =
        |series, bounds: Option<Bounds>| bounds.map(|bounds| panel_texts::range(series, bounds));
    let alerts = match latest.alerts_count {
        Some(1..) => Tone::Warning,
        Some(0) | None => Tone::Plain,
    };
    vec![
        disk(monitoring, sample),
        Figure::new(tr!("monitor-disk-range"), range(Series::Disk, bounds.disk)),
        Figure::new(metric_name(Metric::Memory), panel_texts::memory(sample)),
        Figure::new(tr!("monitor-load"), panel_texts::load(sample)),
        Figure::new(tr!("monitor-load-range"), range(Series::Load, bounds.load)),
        uptime(sample, window),
        count(tr!("monitor-alerts"), latest.alerts_count).toned(alerts),
        count(tr!("monitor-clients"), latest.connected_clients),
    ]
}

/// A restart within the visible time is a warning: it may be why a camera failed.
fn uptime(sample: &TelemetrySample, window: TimeWindow) -> Figure {
    let text = sample.uptime.map(format::long);
    let visible = window.length();
    if sample.uptime.is_some_and(|uptime| uptime < visible) {
        let text = text.map(|text| panel_texts::restarted(&text));
        return Figure::new(tr!("monitor-uptime"), text).toned(Tone::Warning);
    }
    Figure::new(tr!("monitor-uptime"), text)
}

fn disk(monitoring: &Monitoring, sample: &TelemetrySample) -> Figure {
    let level = monitoring.thresholds.level(Metric::Disk, sample);
    let text = panel_texts::disk(sample, level);
    Figure::new(metric_name(Metric::Disk), text).toned(tone_of(level))
}

fn services(latest: &Telemetry, clock: jiff::Timestamp) -> Vec<Figure> {
    let services = latest.services.unwrap_or_default();
    let flag = |name, value: Option<bool>, word: fn(bool) -> &'static str| {
        let tone = match value {
            Some(true) => Tone::Good,
            Some(false) => Tone::Bad,
            None => Tone::Quiet,
        };
        Figure::new(name, value.map(|value| word(value).to_owned())).toned(tone)
    };
    let checked = services.last_health_check.map(|at| format::ago(at, clock));
    let uptime = services.service_uptime.map(format::long);
    vec![
        flag(
            tr!("monitor-mqtt"),
            services.mqtt_connected,
            panel_texts::connected,
        ),
        flag(
            tr!("monitor-mqtt-secure"),
            services.mqtt_secure,
            panel_texts::yes,
        ),
        flag(
            tr!("monitor-api"),
            services.api_responding,
            panel_texts::responding,
        ),
        flag(
            tr!("monitor-database"),
            services.database_connected,
            panel_texts::connected,
        ),
        Figure::new(tr!("monitor-last-check"), checked),
        Figure::new(tr!("monitor-service-uptime"), uptime),
    ]
}

fn network(monitoring: &Monitoring, latest: &Telemetry) -> Vec<Figure> {
    let network = latest.network.unwrap_or_default();
    let rates = monitoring.rates();
    // A single value of a counter gives no rate.
    let rate = |rate: Option<f64>, total: Option<u64>| match (rate, total) {
        (Some(rate), _) => Some(format::byte_rate(rate)),
        (None, Some(_)) => Some(format::UNKNOWN.to_owned()),
        (None, None) => None,
    };
    let loss = network.packet_loss_percent.map(format::percent);
    let latency = network.latency_ms.map(|ms| format!("{ms:.0}\u{202f}ms"));
    vec![
        count(tr!("monitor-connections"), network.active_connections),
        Figure::new(
            tr!("monitor-received"),
            rate(rates.received_bytes_per_second, network.bytes_received),
        ),
        Figure::new(
            tr!("monitor-sent"),
            rate(rates.sent_bytes_per_second, network.bytes_sent),
        ),
        Figure::new(tr!("monitor-packet-loss"), loss),
        Figure::new(tr!("monitor-latency"), latency),
    ]
}

fn security(latest: &Telemetry, clock: jiff::Timestamp) -> Vec<Figure> {
    let security = latest.security.clone().unwrap_or_default();
    let threat = security.threat_level.as_ref();
    let threat_tone = match threat {
        Some(ThreatLevel::Low) => Tone::Good,
        Some(ThreatLevel::Medium) => Tone::Warning,
        Some(ThreatLevel::High) => Tone::Bad,
        Some(ThreatLevel::Other(_)) => Tone::Plain,
        None => Tone::Quiet,
    };
    let days = security.certificate_days_left(clock);
    let certificate_tone = match days {
        Some(..0) => Tone::Bad,
        Some(0..=CERTIFICATE_WARNING_DAYS) => Tone::Warning,
        Some(_) | None => Tone::Plain,
    };
    let checked = security
        .last_security_check
        .map(|at| format::ago(at, clock));
    vec![
        Figure::new(tr!("monitor-threat-level"), threat.map(panel_texts::threat))
            .toned(threat_tone),
        count(tr!("monitor-failed-logins"), security.failed_ssh_attempts),
        Figure::new(
            tr!("monitor-certificate"),
            days.map(panel_texts::certificate),
        )
        .toned(certificate_tone),
        Figure::new(tr!("monitor-encryption"), security.encryption_level),
        count(tr!("monitor-mqtt-secure"), security.mqtt_secure_connections),
        Figure::new(tr!("monitor-last-check"), checked),
    ]
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::domain::telemetry::{SecurityFigures, Transport};

    fn values(latest: &Telemetry, name: &str) -> Vec<String> {
        let monitoring = Monitoring::new(latest.received);
        let now_ms = latest.received.wall.as_millisecond();
        let window = TimeWindow::ending_at(now_ms, Duration::from_mins(15));
        let rows = panels(
            &monitoring,
            latest,
            window,
            VisibleBounds::default(),
            latest.received,
        );
        rows.into_iter()
            .flat_map(|panel| panel.rows)
            .filter(|row| row.name == name)
            .map(|row| row.value)
            .collect()
    }

    #[test]
    fn an_unknown_value_has_a_reason() {
        let latest =
            |transport| Telemetry::of_sample(transport, Now::read(), TelemetrySample::default());
        let socket = latest(Transport::Socket);
        assert_eq!(values(&socket, "Latency"), ["not sent by this Pi"]);
        assert_eq!(values(&latest(Transport::Polling), "Latency"), ["—"]);
    }

    #[test]
    fn a_restart_within_the_visible_time_is_shown() {
        let uptime = |minutes| {
            let sample = TelemetrySample {
                uptime: Some(Duration::from_mins(minutes)),
                ..TelemetrySample::default()
            };
            values(
                &Telemetry::of_sample(Transport::Polling, Now::read(), sample),
                "Uptime",
            )
        };
        assert_eq!(uptime(16), ["16\u{202f}min"]);
        assert!(uptime(14)[0].ends_with("restarted 14\u{202f}min ago"));
    }

    #[test]
    fn a_certificate_shows_the_days_that_are_left() {
        for (hours, words) in [
            (24 * 87 + 1, "87 days left"),
            (25, "1 day left"),
            (1, "expires today"),
            (-1, "expired"),
        ] {
            let now = Now::read();
            let security = SecurityFigures {
                certificate_expiry: Some(now.wall + jiff::SignedDuration::from_hours(hours)),
                ..SecurityFigures::default()
            };
            let sample = TelemetrySample::default();
            let latest = Telemetry {
                security: Some(security),
                ..Telemetry::of_sample(Transport::Socket, now, sample)
            };
            assert_eq!(values(&latest, "Certificate"), [words]);
        }
    }
}

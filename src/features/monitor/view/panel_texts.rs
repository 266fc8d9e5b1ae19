//! Texts of the panels that are more than a number with a unit.

use crate::{
    domain::{
        health_history::Series,
        telemetry::{TelemetrySample, ThreatLevel},
        thresholds::Level,
    },
    features::monitor::view::labels::level_word,
    i18n::decimal,
    model::time_series::Bounds,
    tr,
    ui::{format, icons},
};

/// `1210 of 3794 MB`, or the percentage if nothing else is known.
#[must_use]
pub fn memory(sample: &TelemetrySample) -> Option<String> {
    let memory = sample.memory_used_mb.zip(sample.memory_total_mb);
    let memory = memory.map(|(used, total)| {
        let (used, total) = (decimal(used, 0), decimal(total, 0));
        tr!("monitor-memory-of", used = used, total = total)
    });
    memory.or_else(|| sample.memory_percent.map(format::percent))
}

/// `39 % of 28.3 GB, warning`.
#[must_use]
pub fn disk(sample: &TelemetrySample, level: Level) -> Option<String> {
    let used = sample.disk_percent.map(format::percent)?;
    let used = match sample.disk_total_gb {
        Some(total) => tr!("monitor-disk-of", used = used, total = decimal(total, 1)),
        None => used,
    };
    Some(match level {
        Level::Warning | Level::Critical => {
            tr!("monitor-disk-level", used = used, level = level_word(level))
        }
        Level::Normal | Level::Unknown => used,
    })
}

/// `12 to 74 %`.
#[must_use]
pub fn range(series: Series, bounds: Bounds) -> String {
    let bound = |value: f32, digits| decimal(value.into(), digits);
    match series {
        Series::Load | Series::Temperature => tr!(
            "monitor-range",
            least = bound(bounds.min, 2),
            most = bound(bounds.max, 2)
        ),
        Series::Cpu | Series::Memory | Series::Disk => tr!(
            "monitor-range-percent",
            least = bound(bounds.min, 0),
            most = bound(bounds.max, 0)
        ),
    }
}

/// `restarted 3 min ago`, with the warning icon.
#[must_use]
pub fn restarted(uptime: &str) -> String {
    let text = tr!("monitor-restarted", time = uptime);
    format!("{} {text}", icons::WARNING)
}

/// The load averages over 1, 5 and 15 minutes.
#[must_use]
pub fn load(sample: &TelemetrySample) -> Option<String> {
    let loads = [sample.load_1, sample.load_5, sample.load_15];
    loads.iter().any(Option::is_some).then(|| {
        let texts = loads.map(|load| match load {
            Some(load @ 10.0..) => decimal(load, 1),
            Some(load) => decimal(load, 2),
            None => format::UNKNOWN.to_owned(),
        });
        texts.join(" · ")
    })
}

#[must_use]
pub fn connected(is_connected: bool) -> &'static str {
    if is_connected {
        tr!("monitor-connected")
    } else {
        tr!("monitor-not-connected")
    }
}

#[must_use]
pub fn responding(is_responding: bool) -> &'static str {
    if is_responding {
        tr!("monitor-responding")
    } else {
        tr!("monitor-not-responding")
    }
}

#[must_use]
pub fn yes(is_so: bool) -> &'static str {
    if is_so {
        tr!("monitor-yes")
    } else {
        tr!("monitor-no")
    }
}

/// The threat level; an unknown level as the Pi wrote it.
#[must_use]
pub fn threat(level: &ThreatLevel) -> String {
    match level {
        ThreatLevel::Low => tr!("monitor-threat-low").to_owned(),
        ThreatLevel::Medium => tr!("monitor-threat-medium").to_owned(),
        ThreatLevel::High => tr!("monitor-threat-high").to_owned(),
        ThreatLevel::Other(word) => word.clone(),
    }
}

/// The time until a certificate expires.
#[must_use]
pub fn certificate(days: i64) -> String {
    match days {
        ..0 => tr!("monitor-certificate-expired").to_owned(),
        0 => tr!("monitor-certificate-today").to_owned(),
        days => tr!("monitor-certificate-days", days = days),
    }
}

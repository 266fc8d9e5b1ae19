//! The words for figures, levels, transports and times.

use jiff::Timestamp;

use crate::{
    domain::{
        telemetry::Transport,
        thresholds::{Level, LimitsError, Metric},
    },
    i18n, tr,
    ui::format,
};

/// The name of a figure.
#[must_use]
pub fn metric_name(metric: Metric) -> &'static str {
    match metric {
        Metric::Cpu => tr!("monitor-cpu"),
        Metric::Memory => tr!("monitor-memory"),
        Metric::Disk => tr!("monitor-disk"),
        Metric::Temperature => tr!("monitor-temperature"),
    }
}

/// The word for a level, within a sentence.
#[must_use]
pub fn level_word(level: Level) -> &'static str {
    match level {
        Level::Unknown => tr!("threshold-level-unknown"),
        Level::Normal => tr!("threshold-level-normal"),
        Level::Warning => tr!("threshold-level-warning"),
        Level::Critical => tr!("threshold-level-critical"),
    }
}

/// Why the thresholds of `metric` are not valid.
#[must_use]
pub fn limits_problem(metric: Metric, error: LimitsError) -> String {
    let metric = metric_name(metric);
    match error {
        LimitsError::OutOfRange { most, unit } => {
            let most = i18n::decimal(most, 0);
            tr!(
                "threshold-out-of-range",
                metric = metric,
                most = most,
                unit = unit
            )
        }
        LimitsError::NotBelow => tr!("threshold-not-below", metric = metric),
    }
}

/// The time of day of a place on the time axis: `14:02:10`.
#[must_use]
pub fn time_of_day(at_ms: i64) -> String {
    let at = Timestamp::from_millisecond(at_ms);
    at.map(format::time_of_day).unwrap_or_default()
}

/// The word for a transport.
#[must_use]
pub fn transport_word(transport: Transport) -> &'static str {
    match transport {
        Transport::Socket => tr!("source-socket"),
        Transport::Polling => tr!("source-polling"),
        Transport::None => tr!("source-none"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn a_threshold_error_names_the_metric_and_the_range() {
        let (most, unit) = (100.0, "%");
        assert_eq!(
            limits_problem(Metric::Cpu, LimitsError::OutOfRange { most, unit }),
            "CPU: the threshold must be between 0 and 100 %."
        );
        assert_eq!(
            limits_problem(Metric::Cpu, LimitsError::NotBelow),
            "CPU: the warning threshold must be below the critical one."
        );
    }
}

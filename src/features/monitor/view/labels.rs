//! The words for figures, levels, transports and timeline events.

use crate::{
    domain::{
        telemetry::Transport,
        thresholds::{Level, LimitsError, Metric},
        timeline_event::{TimelineEvent, TimelineEventKind},
    },
    i18n, tr,
};

/// The name of a figure.
#[must_use]
pub fn metric_name(metric: Metric) -> String {
    match metric {
        Metric::Cpu => tr!("monitor-cpu"),
        Metric::Memory => tr!("monitor-memory"),
        Metric::Disk => tr!("monitor-disk"),
        Metric::Temperature => tr!("monitor-temperature"),
    }
}

/// The word for a level, within a sentence.
#[must_use]
pub fn level_word(level: Level) -> String {
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

/// The word for a transport.
#[must_use]
pub fn transport_word(transport: Transport) -> String {
    match transport {
        Transport::Socket => tr!("source-socket"),
        Transport::Polling => tr!("source-polling"),
        Transport::None => tr!("source-none"),
    }
}

/// The word for a kind of event, in the legend.
#[must_use]
pub fn event_word(kind: TimelineEventKind) -> String {
    match kind {
        TimelineEventKind::Started => tr!("event-started"),
        TimelineEventKind::Verified => tr!("event-verified"),
        TimelineEventKind::Failed => tr!("event-failed"),
        TimelineEventKind::Stopped => tr!("event-stopped"),
        TimelineEventKind::LinkDown => tr!("event-link-down"),
        TimelineEventKind::LinkUp => tr!("event-link-up"),
    }
}

/// The text of an event. An exported table has [`TimelineEvent::text`] in every language.
#[must_use]
pub fn event_text(event: &TimelineEvent) -> String {
    let camera = || {
        event
            .mac
            .map_or_else(|| tr!("event-a-camera"), |mac| mac.short())
    };
    match event.kind {
        TimelineEventKind::Started => tr!("event-session-started"),
        TimelineEventKind::Verified => tr!("event-camera-verified", camera = camera()),
        TimelineEventKind::Failed => tr!("event-camera-failed", camera = camera()),
        TimelineEventKind::Stopped => tr!("event-session-stopped"),
        TimelineEventKind::LinkDown | TimelineEventKind::LinkUp => event_word(event.kind),
    }
}

#[cfg(test)]
mod tests {
    use strum::VariantArray as _;

    use super::*;
    use crate::domain::mac::MacAddr;

    #[test]
    fn in_english_an_event_has_the_text_of_the_exported_table() {
        let mac = MacAddr::new([0x24, 0x6F, 0x28, 0x10, 0x4A, 0x4F]);
        for &kind in TimelineEventKind::VARIANTS {
            for mac in [None, Some(mac)] {
                let at_ms = 0;
                let event = TimelineEvent { at_ms, kind, mac };
                assert_eq!(event_text(&event), event.text());
            }
        }
    }

    #[test]
    fn in_english_a_threshold_error_has_the_text_of_the_domain() {
        let unit = "%";
        let too_high = LimitsError::OutOfRange { most: 100.0, unit };
        for error in [too_high, LimitsError::NotBelow] {
            let text = limits_problem(Metric::Cpu, error);
            assert_eq!(text, format!("CPU: {error}."));
        }
    }
}

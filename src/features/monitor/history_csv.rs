//! The recorded health as CSV: a row for each sample and each event, in the order of time. It is
//! English in every language, so that exports can be compared.

use jiff::Timestamp;
use strum::EnumCount as _;

use crate::{
    domain::{
        health_history::{HistoryPoint, Series},
        timeline_event::TimelineEvent,
    },
    i18n,
};

/// The names of the columns. Times are UTC.
const HEADER: [&str; 7] = [
    "time",
    "cpu_percent",
    "memory_percent",
    "temperature_celsius",
    "disk_percent",
    "load_1",
    "event",
];

/// The table, with the line ends of RFC 4180. Unknown values are empty.
pub(crate) fn csv<'a>(
    points: impl Iterator<Item = &'a HistoryPoint>,
    events: impl Iterator<Item = &'a TimelineEvent>,
) -> String {
    // Writing to memory cannot fail, and all rows have the same length.
    i18n::in_english(|| table(points, events)).unwrap_or_default()
}

fn table<'a>(
    points: impl Iterator<Item = &'a HistoryPoint>,
    events: impl Iterator<Item = &'a TimelineEvent>,
) -> Option<String> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(HEADER).ok()?;
    let mut events = events.peekable();
    for point in points {
        while let Some(event) = events.next_if(|event| event.at_ms <= point.at_ms) {
            writer.write_record(event_row(event)).ok()?;
        }
        writer.write_record(sample_row(point)).ok()?;
    }
    for event in events {
        writer.write_record(event_row(event)).ok()?;
    }
    String::from_utf8(writer.into_inner().ok()?).ok()
}

fn sample_row(point: &HistoryPoint) -> [String; 7] {
    let [cpu, memory, temperature, disk, load] = point.values().map(|value| {
        let value = value.map(|value| format!("{value:.2}"));
        value.unwrap_or_default()
    });
    let empty = String::new();
    [
        time(point.at_ms),
        cpu,
        memory,
        temperature,
        disk,
        load,
        empty,
    ]
}

fn event_row(event: &TimelineEvent) -> [String; 7] {
    let [cpu, memory, temperature, disk, load] = [const { String::new() }; Series::COUNT];
    let time = time(event.at_ms);
    [
        time,
        cpu,
        memory,
        temperature,
        disk,
        load,
        i18n::timeline_event(event),
    ]
}

fn time(at_ms: i64) -> String {
    Timestamp::from_millisecond(at_ms).map_or_else(|_| String::new(), |at| at.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::timeline_event::TimelineEventKind;

    #[test]
    fn samples_and_events_stand_in_order_and_unknown_is_empty() {
        let points = [
            HistoryPoint::new(1_000, false, [Some(1.0), None, Some(52.345)]),
            HistoryPoint::new(
                6_000,
                true,
                [Some(88.8), Some(41.0), None, Some(38.9), Some(0.16)],
            ),
        ];
        let event = |at_ms, kind| TimelineEvent {
            at_ms,
            kind,
            mac: None,
        };
        let timeline_events = [
            event(5_500, TimelineEventKind::Started),
            event(9_000, TimelineEventKind::LinkDown),
        ];
        let expected = "time,cpu_percent,memory_percent,temperature_celsius,disk_percent,load_1,event\r\n\
                        1970-01-01T00:00:01Z,1.00,,52.35,,,\r\n\
                        1970-01-01T00:00:05.5Z,,,,,,session started\r\n\
                        1970-01-01T00:00:06Z,88.80,41.00,,38.90,0.16,\r\n\
                        1970-01-01T00:00:09Z,,,,,,connection lost\r\n";
        assert_eq!(csv(points.iter(), timeline_events.iter()), expected);
    }
}

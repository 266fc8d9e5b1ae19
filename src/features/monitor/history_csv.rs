//! What was recorded, as a table for a spreadsheet: one row for each sample and each event, in order.

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::domain::{
    health_history::{HistoryPoint, Series},
    timeline_event::TimelineEvent,
};

/// The first row. Times are UTC.
const HEADING: &str =
    "time,cpu_percent,memory_percent,temperature_celsius,disk_percent,load_1,event\r\n";

/// The table, with line ends as RFC 4180 wants them. Unknown values are empty. Nothing in it comes from outside as text,
/// so nothing needs quotes.
pub(crate) fn csv<'a>(
    points: impl Iterator<Item = &'a HistoryPoint>,
    timeline_events: impl Iterator<Item = &'a TimelineEvent>,
) -> String {
    let mut table = HEADING.to_owned();
    let mut timeline_events = timeline_events.peekable();
    for point in points {
        while let Some(event) = timeline_events.next_if(|event| event.at_ms <= point.at_ms) {
            table.push_str(&event_row(event));
        }
        table.push_str(&sample_row(point));
    }
    for event in timeline_events {
        table.push_str(&event_row(event));
    }
    table
}

fn sample_row(point: &HistoryPoint) -> String {
    let mut row = time(point.at_ms);
    for series in Series::ALL {
        row.push(',');
        if let Some(value) = point.value(series) {
            // Writing to a string cannot fail.
            write!(row, "{value:.2}").ok();
        }
    }
    row.push_str(",\r\n");
    row
}

fn event_row(event: &TimelineEvent) -> String {
    let empty = ",".repeat(Series::COUNT);
    format!("{}{empty},{}\r\n", time(event.at_ms), event.text())
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

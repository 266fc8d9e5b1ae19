//! How many cameras failed, or are not confirmed, in each minute, or in each longer bucket of a long time window.

use crate::{features::monitor::timeline_events::TimelineEvents, model::time_window::TimeWindow};

/// The lengths of the buckets, in minutes.
const LENGTHS: [i64; 3] = [1, 5, 15];
/// The most buckets of a window: more would be too narrow to see.
const MOST_BUCKETS: i64 = 100;

/// One bucket in which cameras failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FailureBucket {
    /// Its middle, in milliseconds since the Unix epoch.
    pub middle_ms: i64,
    pub failures: u32,
}

/// The failures in a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailureBuckets {
    /// The length of each bucket.
    pub minutes: i64,
    /// Those with failures, oldest first.
    pub buckets: Vec<FailureBucket>,
}

impl FailureBuckets {
    /// Counts the failures in `window` and in the rest of the buckets at its ends: a count does not
    /// change as the window moves on.
    #[must_use]
    pub fn of(events: &TimelineEvents, window: TimeWindow) -> Self {
        let is_few = |minutes: &i64| window.length_ms() / (minutes * 60_000) <= MOST_BUCKETS;
        let [.., longest] = LENGTHS;
        let minutes = LENGTHS.into_iter().find(is_few).unwrap_or(longest);
        let length_ms = minutes * 60_000;
        let start_ms = |at_ms: i64| at_ms.div_euclid(length_ms).saturating_mul(length_ms);
        let around = TimeWindow {
            from_ms: start_ms(window.from_ms),
            to_ms: start_ms(window.to_ms).saturating_add(length_ms - 1),
        };
        let mut buckets: Vec<FailureBucket> = Vec::new();
        let failures = events.within(around);
        for event in failures.filter(|event| event.kind.is_failure()) {
            let middle_ms = start_ms(event.at_ms).saturating_add(length_ms / 2);
            match buckets.last_mut() {
                Some(last) if last.middle_ms == middle_ms => last.failures += 1,
                Some(_) | None => buckets.push(FailureBucket {
                    middle_ms,
                    failures: 1,
                }),
            }
        }
        Self { minutes, buckets }
    }

    /// The failures of the worst bucket.
    #[must_use]
    pub fn most(&self) -> u32 {
        let failures = self.buckets.iter().map(|bucket| bucket.failures);
        failures.max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::timeline_event::{TimelineEvent, TimelineEventKind};

    const MINUTE: i64 = 60_000;

    /// Failures at these times in turn of both kinds, and a verified camera at each of them.
    fn events(failed_at: &[i64]) -> TimelineEvents {
        let mut events = TimelineEvents::default();
        let failures = [TimelineEventKind::Failed, TimelineEventKind::NotConfirmed];
        let event = |(at_ms, failure): (&i64, TimelineEventKind)| {
            let at_ms = *at_ms;
            let mac = None;
            [failure, TimelineEventKind::Verified].map(|kind| TimelineEvent { at_ms, kind, mac })
        };
        let failures = failures.into_iter().cycle();
        events.restore(failed_at.iter().zip(failures).flat_map(event));
        events
    }

    fn window(from_ms: i64, to_ms: i64) -> TimeWindow {
        TimeWindow { from_ms, to_ms }
    }

    fn bucket(middle_ms: i64, failures: u32) -> FailureBucket {
        FailureBucket {
            middle_ms,
            failures,
        }
    }

    #[test]
    fn failures_are_counted_in_whole_minutes() {
        let at = [10 * MINUTE, 11 * MINUTE - 1, 11 * MINUTE, 14 * MINUTE + 1];
        let events = events(&at);
        let all = FailureBuckets::of(&events, window(0, 15 * MINUTE));
        let half = MINUTE / 2;
        let buckets = [
            bucket(10 * MINUTE + half, 2),
            bucket(11 * MINUTE + half, 1),
            bucket(14 * MINUTE + half, 1),
        ];
        assert_eq!(all.minutes, 1);
        assert_eq!(all.buckets, buckets);
        assert_eq!(all.most(), 2);
        let part = FailureBuckets::of(&events, window(10 * MINUTE + half, 11 * MINUTE - half));
        assert_eq!(part.buckets, buckets[..1], "the whole minute");
    }

    #[test]
    fn the_buckets_of_a_long_window_are_longer() {
        let minutes = |minutes| {
            let none = TimelineEvents::default();
            FailureBuckets::of(&none, window(0, minutes * MINUTE)).minutes
        };
        let expected = [(5, 1), (15, 1), (60, 1), (360, 5), (1_440, 15)];
        for (length, expected) in expected {
            assert_eq!(minutes(length), expected, "{length} minutes");
        }
        let at = [361 * MINUTE, 364 * MINUTE, 365 * MINUTE];
        let long = FailureBuckets::of(&events(&at), window(200 * MINUTE, 560 * MINUTE));
        let half = 5 * MINUTE / 2;
        let buckets = [
            bucket(360 * MINUTE + half, 2),
            bucket(365 * MINUTE + half, 1),
        ];
        assert_eq!(long.buckets, buckets);
    }

    #[test]
    fn no_failure_makes_no_bucket() {
        let none = FailureBuckets::of(&TimelineEvents::default(), window(0, MINUTE));
        assert_eq!(none.most(), 0);
        assert!(none.buckets.is_empty());
    }
}

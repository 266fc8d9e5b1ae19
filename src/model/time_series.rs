//! The recorded health: a bounded ring of points.
//!
//! It holds a day and at most [`CAPACITY`] points of 32 bytes: 3 MiB even at one sample a second.

use std::{collections::VecDeque, time::Duration};

use crate::{
    domain::health_history::{HistoryPoint, Series},
    model::time_window::{TimeWindow, milliseconds},
};

/// The most points that are kept: a day at one a second. A Pi sends one about every five.
pub const CAPACITY: usize = 86_400;

/// The age of the oldest points that are kept.
pub const KEPT: Duration = Duration::from_hours(24);

/// The least and the greatest value in a window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    pub min: f32,
    pub max: f32,
}

impl Bounds {
    /// Those of pairs of a least and a greatest value, if there are any.
    #[must_use]
    pub fn of(pairs: impl Iterator<Item = (f32, f32)>) -> Option<Self> {
        let none = (f32::INFINITY, f32::NEG_INFINITY);
        let (min, max) = pairs.fold(none, |(min, max), (least, greatest)| {
            (min.min(least), max.max(greatest))
        });
        (min <= max).then_some(Self { min, max })
    }
}

/// Identifies a state of the points. These numbers are enough, as points are only added at the end, in
/// order of time, removed at the beginning, or all moved together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision {
    /// How often all points were moved.
    moves: u32,
    /// The time of the newest point; `None` without points.
    pub newest_ms: Option<i64>,
}

#[derive(Debug, Clone, Default)]
pub struct TimeSeries {
    points: VecDeque<HistoryPoint>,
    moves: u32,
}

impl TimeSeries {
    /// Adds a point. A point that is not later than the newest is moved to a millisecond after it,
    /// so that all stay in order.
    pub fn push(&mut self, mut point: HistoryPoint) {
        if let Some(newest) = self.points.back() {
            point.at_ms = point.at_ms.max(newest.at_ms.saturating_add(1));
        }
        let oldest = point.at_ms.saturating_sub(milliseconds(KEPT));
        let too_old = self.points.partition_point(|kept| kept.at_ms < oldest);
        let too_many = (self.points.len() + 1).saturating_sub(CAPACITY);
        self.points.drain(..too_old.max(too_many));
        self.points.push_back(point);
    }

    /// Moves all points, as the clock was set: their ages stay the same.
    pub fn shift(&mut self, by_ms: i64) {
        self.moves = self.moves.wrapping_add(1);
        for point in &mut self.points {
            point.at_ms = point.at_ms.saturating_add(by_ms);
        }
    }

    /// All points, oldest first.
    #[must_use]
    pub fn points(&self) -> impl ExactSizeIterator<Item = &HistoryPoint> {
        self.points.iter()
    }

    /// The newest one.
    #[must_use]
    pub fn newest(&self) -> Option<&HistoryPoint> {
        self.points.back()
    }

    /// The points in a window, oldest first.
    #[must_use]
    pub fn within(&self, window: TimeWindow) -> impl ExactSizeIterator<Item = &HistoryPoint> {
        let (from, to) = self.positions(window);
        self.points.range(from..to)
    }

    /// The least and the greatest value in a window, if any is known.
    #[must_use]
    pub fn bounds(&self, series: Series, window: TimeWindow) -> Option<Bounds> {
        let values = self.within(window).filter_map(|point| point.value(series));
        Bounds::of(values.map(|value| (value, value)))
    }

    /// The point nearest to `at_ms`, if one is within `reach`.
    #[must_use]
    pub fn nearest(&self, at_ms: i64, reach: Duration) -> Option<&HistoryPoint> {
        let after = self.points.partition_point(|point| point.at_ms < at_ms);
        let around = [after.checked_sub(1), Some(after)];
        let candidates = around.into_iter().flatten();
        let distance = |point: &&HistoryPoint| at_ms.abs_diff(point.at_ms);
        let nearest = candidates
            .filter_map(|position| self.points.get(position))
            .min_by_key(distance)?;
        let reach = u64::try_from(reach.as_millis()).unwrap_or(u64::MAX);
        (distance(&nearest) <= reach).then_some(nearest)
    }

    /// The points at and after a time, oldest first.
    pub(super) fn points_from(&self, at_ms: i64) -> impl ExactSizeIterator<Item = &HistoryPoint> {
        let from = self.points.partition_point(|point| point.at_ms < at_ms);
        self.points.range(from..)
    }

    /// The last point before a time.
    pub(super) fn before(&self, at_ms: i64) -> Option<&HistoryPoint> {
        let after = self.points.partition_point(|point| point.at_ms < at_ms);
        self.points.get(after.checked_sub(1)?)
    }

    /// Whether points were only added and removed since `revision`. It is that of another Pi's series if its
    /// newest point is not there.
    pub(super) fn continues(&self, revision: Revision) -> bool {
        let is_there = |newest_ms: i64| {
            let found = self
                .points
                .binary_search_by_key(&newest_ms, |point| point.at_ms);
            found.is_ok()
        };
        revision.moves == self.moves && revision.newest_ms.is_some_and(is_there)
    }

    /// Differs after every change of the points.
    #[must_use]
    pub fn revision(&self) -> Revision {
        Revision {
            moves: self.moves,
            newest_ms: self.newest().map(|point| point.at_ms),
        }
    }

    /// The positions of the first point in a window and of the first one after it.
    fn positions(&self, window: TimeWindow) -> (usize, usize) {
        let from = self
            .points
            .partition_point(|point| point.at_ms < window.from_ms);
        let to = self
            .points
            .partition_point(|point| point.at_ms <= window.to_ms);
        (from, to.max(from))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::time_window::TimeSpan;

    pub(crate) const STEP: i64 = 5_000;
    pub(crate) const DAY: i64 = 17_280;

    pub(crate) fn point(at_ms: i64, value: f32) -> HistoryPoint {
        HistoryPoint::new(at_ms, true, [Some(value), None, Some(50.0)])
    }

    /// A full day at the Pi's rate: calm but for `spike`.
    pub(crate) fn day(spike: Option<i64>) -> TimeSeries {
        let mut series = TimeSeries::default();
        for i in 0..DAY {
            let value = if Some(i) == spike { 97.0 } else { 20.0 };
            series.push(point(i * STEP, value));
        }
        series
    }

    pub(crate) fn window(span: TimeSpan) -> TimeWindow {
        TimeWindow::ending_at((DAY - 1) * STEP, span.duration())
    }

    #[test]
    fn at_most_a_day_is_kept_at_any_rate() {
        let mut series = day(None);
        let newest = DAY * STEP + 60_000;
        series.push(point(newest, 1.0));
        let oldest = series.points().next().map(|point| point.at_ms);
        assert_eq!(oldest, Some(60_000));
        let mut flooded = TimeSeries::default();
        let many = i64::try_from(CAPACITY).unwrap_or(0) + 500;
        for at_ms in 0..many {
            flooded.push(point(at_ms, 1.0));
        }
        assert_eq!(flooded.points().len(), CAPACITY);
        assert_eq!(flooded.newest().map(|point| point.at_ms), Some(many - 1));
        let bytes = flooded.points.capacity() * size_of::<HistoryPoint>();
        assert!(bytes <= 8 << 20, "{bytes}");
        assert_eq!(KEPT, TimeSpan::Day.duration());
    }

    #[test]
    fn each_change_has_a_revision_of_its_own() {
        let mut series = TimeSeries::default();
        let mut revisions = vec![series.revision()];
        let mut change = |change: &dyn Fn(&mut TimeSeries)| {
            change(&mut series);
            assert!(!revisions.contains(&series.revision()), "{revisions:?}");
            revisions.push(series.revision());
        };
        change(&|series| series.push(point(0, 1.0)));
        change(&|series| series.push(point(0, 2.0)));
        change(&|series| series.push(point(3 * STEP, 3.0)));
        change(&|series| series.shift(-STEP));
        change(&|series| series.push(point(DAY * STEP + STEP, 4.0)));
    }

    #[test]
    fn points_with_the_same_time_stay_in_order() {
        let mut series = TimeSeries::default();
        for at_ms in [10, 10, 3] {
            series.push(point(at_ms, 1.0));
        }
        let at: Vec<i64> = series.points().map(|point| point.at_ms).collect();
        assert_eq!(at, [10, 11, 12]);
    }

    #[test]
    fn bounds_and_the_nearest_point_are_those_of_the_window() {
        let series = day(Some(DAY - 100));
        let bounds = |span| series.bounds(Series::Cpu, window(span));
        let calm = Bounds {
            min: 20.0,
            max: 20.0,
        };
        assert_eq!(bounds(TimeSpan::Minutes5), Some(calm));
        assert_eq!(
            bounds(TimeSpan::Minutes15),
            Some(Bounds { max: 97.0, ..calm })
        );
        assert_eq!(series.bounds(Series::Memory, window(TimeSpan::Day)), None);
        let nearest = |at_ms| {
            let point = series.nearest(at_ms, Duration::from_millis(2_500));
            point.map(|point| point.at_ms)
        };
        assert_eq!(nearest(7_400), Some(5_000));
        assert_eq!(nearest(7_600), Some(10_000));
        assert_eq!(nearest(-2_500), Some(0));
        assert_eq!(nearest(-2_501), None);
        assert_eq!(nearest(DAY * STEP), None);
    }
}

//! The recorded health: a bounded ring of points, and the lines that a plot draws of a part of it.
//!
//! It holds a day and at most [`CAPACITY`] points of 32 bytes: 3 MiB even at one sample a second.

#[cfg(test)]
pub(crate) mod tests;

use std::{collections::VecDeque, time::Duration};

use crate::{
    domain::health_history::{HistoryPoint, Series},
    model::{
        decimator::Decimator,
        time_window::{TimeWindow, milliseconds},
    },
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

#[derive(Debug, Clone, Default)]
pub struct TimeSeries {
    points: VecDeque<HistoryPoint>,
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
        values.fold(None, |bounds: Option<Bounds>, value| {
            let Bounds { min, max } = bounds.unwrap_or(Bounds {
                min: value,
                max: value,
            });
            Some(Bounds {
                min: min.min(value),
                max: max.max(value),
            })
        })
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

    /// The lines of a window that is `pixels` wide: x in seconds since the Unix epoch, y in the
    /// unit of the series.
    ///
    /// A line ends where an interval was missed or the value was unknown. Each column of pixels
    /// keeps its least and greatest value, so that a spike of one sample is visible at every zoom;
    /// there are at most two points per pixel. A line of one point is a single sample.
    #[must_use]
    pub fn lines(&self, series: Series, window: TimeWindow, pixels: usize) -> Vec<Vec<[f64; 2]>> {
        let (from, to) = self.positions(window);
        // One more point on each side, so that the line reaches the edge.
        let around = from.saturating_sub(1)..(to + 1).min(self.points.len());
        let mut pen = Decimator::new(window, pixels);
        for point in self.points.range(around) {
            pen.point(point.at_ms, point.value(series), point.joined);
        }
        pen.finish()
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

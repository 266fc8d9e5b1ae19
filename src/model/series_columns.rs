//! Recorded health in columns of pixels. While a plot follows the present, a new point costs the same whether
//! the plot shows five minutes or a day: only what is new is read.

use crate::{
    domain::health_history::Series,
    model::{
        decimator::{Column, Decimator, PixelColumns},
        time_series::{Revision, TimeSeries},
    },
};

/// One figure in columns of pixels.
#[derive(Debug, Default)]
pub struct SeriesColumns {
    /// What was read, and the state of the history then.
    read: Option<(Revision, Decimator)>,
}

impl SeriesColumns {
    /// Returns the columns that have samples, in the unit of the figure, if they have changed since the last
    /// call. There is one more on each side, so that a line reaches the edge.
    ///
    /// `series` has to be the same in all calls.
    pub fn update(
        &mut self,
        history: &TimeSeries,
        series: Series,
        pixels: PixelColumns,
    ) -> Option<Vec<Column>> {
        let revision = history.revision();
        let read = self.read.as_ref();
        if read.is_some_and(|(read, decimator)| (*read, decimator.pixels()) == (revision, pixels)) {
            return None;
        }
        let read = self.read.take();
        let continued = read.and_then(|read| continued(read, history, pixels));
        let (mut decimator, from_ms) = continued.unwrap_or_else(|| anew(history, pixels));
        for point in history.points_from(from_ms) {
            decimator.point(point.at_ms, point.value(series), point.joined);
            if point.at_ms > pixels.window().to_ms {
                break;
            }
        }
        let columns = decimator.columns();
        self.read = Some((revision, decimator));
        Some(columns)
    }
}

/// What was read, and the time from which the points have to be read for `pixels`; `None` if earlier ones
/// are missing too.
fn continued(
    (read, mut decimator): (Revision, Decimator),
    history: &TimeSeries,
    pixels: PixelColumns,
) -> Option<(Decimator, i64)> {
    let before = decimator.pixels();
    let newest_ms = read.newest_ms?;
    let has_all = newest_ms <= before.window().to_ms;
    if !has_all || !pixels.follows(before) || !history.continues(read) {
        return None;
    }
    decimator.follow(pixels);
    Some((decimator, newest_ms.saturating_add(1)))
}

/// An empty decimator, and the time from which the points have to be read: the start of the column with the
/// last point before the window.
fn anew(history: &TimeSeries, pixels: PixelColumns) -> (Decimator, i64) {
    let from_ms = pixels.window().from_ms;
    let before = history.before(from_ms);
    let from_ms = before.map_or(from_ms, |point| pixels.start_of(point.at_ms));
    (Decimator::new(pixels), from_ms)
}

/// The columns of one figure that have samples, and one more on each side.
#[must_use]
pub fn columns(history: &TimeSeries, series: Series, pixels: PixelColumns) -> Vec<Column> {
    let columns = SeriesColumns::default().update(history, series, pixels);
    columns.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;
    use strum::VariantArray as _;

    use super::*;
    use crate::{
        domain::health_history::HistoryPoint,
        model::{
            decimator,
            time_series::tests::{DAY, STEP, day, point, window},
            time_window::{TimeSpan, TimeWindow, seconds},
        },
    };

    /// The lines of the first figure in a window that is `pixels` wide.
    fn lines(history: &TimeSeries, window: TimeWindow, pixels: usize) -> Vec<Vec<Column>> {
        let columns = columns(history, Series::Cpu, PixelColumns::of(window, pixels));
        decimator::lines(&columns).map(<[Column]>::to_vec).collect()
    }

    fn count(lines: &[Vec<Column>]) -> usize {
        lines.iter().map(Vec::len).sum()
    }

    #[test]
    fn a_spike_of_one_sample_survives_at_every_zoom() {
        for back in [1, 30, 59] {
            let series = day(Some(DAY - back));
            for &span in TimeSpan::VARIANTS {
                for pixels in [2, 333, 4_000] {
                    let lines = lines(&series, window(span), pixels);
                    let greatest = lines.iter().flatten().map(|column| column.greatest);
                    let highest = greatest.fold(0.0, f32::max);
                    assert!(highest > 96.9, "{span:?}, {pixels} pixels, {back} back");
                }
            }
        }
    }

    #[test]
    fn each_pixel_has_one_column_with_the_band_of_its_samples() {
        let mut restless = TimeSeries::default();
        for i in 0..DAY {
            let value = if i % 2 == 0 { 5.0 } else { 95.0 };
            restless.push(point(i * STEP, value));
        }
        for &span in TimeSpan::VARIANTS {
            for pixels in [2, 60, 333, 1_000] {
                let lines = lines(&restless, window(span), pixels);
                assert_eq!(lines.len(), 1, "nothing is missing");
                // A part of a column at each end, and the samples beside the window.
                assert!(count(&lines) <= pixels + 4, "{span:?}, {pixels} pixels");
            }
        }
        let hundreds = lines(&restless, window(TimeSpan::Day), 60);
        for column in &hundreds[0][1..hundreds[0].len() - 1] {
            assert_eq!((column.least, column.greatest), (5.0, 95.0));
            assert!((column.mean - 50.0).abs() < 1.0, "{column:?}");
        }
    }

    #[test]
    fn lines_stay_in_order_and_reach_over_the_edges() {
        let series = day(Some(DAY - 3));
        let window = TimeWindow {
            from_ms: 100 * STEP + 1_001,
            to_ms: 200 * STEP - 1,
        };
        let lines = lines(&series, window, 500);
        let xs: Vec<f64> = lines.iter().flatten().map(|column| column.at).collect();
        assert!(xs.is_sorted(), "{xs:?}");
        assert_eq!(xs.first(), Some(&500.0), "the sample before");
        assert_eq!(xs.last(), Some(&1_000.0), "the sample after");
    }

    #[test]
    fn a_missed_interval_and_an_unknown_value_end_the_line() {
        let mut series = TimeSeries::default();
        let known = Some(30.0);
        for (at, joined, value) in [
            (0, false, known),
            (5, true, known),
            (60, false, known),
            (65, true, known),
            (70, true, None),
            (75, true, known),
        ] {
            series.push(HistoryPoint::new(at * 1_000, joined, [value, None, None]));
        }
        let all = TimeWindow {
            from_ms: 0,
            to_ms: 75_000,
        };
        let xs = |lines: Vec<Vec<Column>>| -> Vec<Vec<f64>> {
            let xs = |line: Vec<Column>| line.into_iter().map(|column| column.at).collect();
            lines.into_iter().map(xs).collect()
        };
        let expected = vec![vec![0.0, 5.0], vec![60.0, 65.0], vec![75.0]];
        assert_eq!(xs(lines(&series, all, 1_000)), expected);
        let pixels = PixelColumns::of(all, 1_000);
        assert!(columns(&series, Series::Memory, pixels).is_empty());
        assert!(lines(&series, all, 2).len() <= 2);
    }

    #[test]
    fn a_gap_that_is_narrower_than_a_pixel_still_ends_the_line() {
        let mut series = TimeSeries::default();
        for i in 0..DAY {
            let joined = i != DAY / 2;
            series.push(HistoryPoint::new(i * STEP, joined, [Some(9.0), None, None]));
        }
        let lines = lines(&series, window(TimeSpan::Day), 500);
        assert_eq!(lines.len(), 2);
    }

    /// A change of the history or of the window.
    #[derive(Debug, Clone)]
    enum Change {
        /// A point so many milliseconds after the one before.
        Push(i64, Option<f32>, bool),
        /// The clock was set.
        Shift(i64),
        /// The plot shows so much of the past, ending so long before the newest point.
        Show(u64, i64, usize),
    }

    fn change() -> impl Strategy<Value = Change> {
        let value = prop::option::weighted(0.9, 0.0..100.0_f32);
        prop_oneof![
            30 => (1..20_000_i64, value, prop::bool::weighted(0.9))
                .prop_map(|(after, value, joined)| Change::Push(after, value, joined)),
            1 => (-90_000..90_000_i64).prop_map(Change::Shift),
            2 => (1..300_u64, -5_000..60_000_i64, 1..90_usize)
                .prop_map(|(length, ago, pixels)| Change::Show(length, ago, pixels)),
            3 => (1..300_u64, 1..90_usize)
                .prop_map(|(length, pixels)| Change::Show(length, 0, pixels)),
        ]
    }

    /// Drops what is left of a plot, but for a column that a line reaches the edge from.
    fn drop_unseen(columns: &mut Vec<Column>, pixels: PixelColumns) {
        let from = seconds(pixels.window().from_ms);
        let before = columns.partition_point(|column| column.at < from);
        let is_joined = columns.get(before).is_some_and(|column| column.joined);
        columns.drain(..before - usize::from(is_joined && before > 0));
        if let Some(first) = columns.first_mut() {
            first.joined = false;
        }
    }

    proptest! {
        #[test]
        fn columns_that_follow_the_history_are_those_of_a_new_plot(
            changes in prop::collection::vec(change(), 1..150),
        ) {
            let mut history = TimeSeries::default();
            let mut followed = SeriesColumns::default();
            let (mut length, mut ago, mut pixels) = (60, 0, 30);
            let mut shown = Vec::new();
            for change in changes {
                let newest_ms = history.newest().map_or(1_000_000, |point| point.at_ms);
                match change {
                    Change::Push(after, value, joined) => {
                        history.push(HistoryPoint::new(newest_ms + after, joined, [value]));
                    }
                    Change::Shift(by_ms) => history.shift(by_ms),
                    Change::Show(new_length, new_ago, new_pixels) => {
                        (length, ago, pixels) = (new_length, new_ago, new_pixels);
                    }
                }
                let newest_ms = history.newest().map_or(1_000_000, |point| point.at_ms);
                let window = TimeWindow::ending_at(newest_ms - ago, Duration::from_secs(length));
                let pixels = PixelColumns::of(window, pixels);
                if let Some(columns) = followed.update(&history, Series::Cpu, pixels) {
                    shown = columns;
                }
                let mut expected = columns(&history, Series::Cpu, pixels);
                for columns in [&mut shown, &mut expected] {
                    drop_unseen(columns, pixels);
                }
                prop_assert_eq!(&shown, &expected);
            }
        }
    }

    #[test]
    fn only_what_is_new_is_read() {
        let mut history = day(None);
        let pixels = |newest_ms| {
            let window = TimeWindow::ending_at(newest_ms, TimeSpan::Day.duration());
            PixelColumns::of(window, 1_100)
        };
        let mut followed = SeriesColumns::default();
        let newest_ms = (DAY - 1) * STEP;
        followed.update(&history, Series::Cpu, pixels(newest_ms));
        // The points before the newest are no longer there: they cannot be read again.
        history = TimeSeries::default();
        history.push(point(newest_ms, 20.0));
        history.push(point(newest_ms + STEP, 30.0));
        let columns = followed.update(&history, Series::Cpu, pixels(newest_ms + STEP));
        let columns = columns.unwrap_or_default();
        assert!(columns.len() > 1_000, "{}", columns.len());
        assert_eq!(columns.last().map(|column| column.greatest), Some(30.0));
        history.shift(0);
        let columns = followed.update(&history, Series::Cpu, pixels(newest_ms + STEP));
        assert!(columns.is_some_and(|columns| columns.len() <= 2), "moved");
    }
}

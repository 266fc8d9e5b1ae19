//! The lines of a plot: the mean of each column of pixels, over the band between the least and the
//! greatest value.

use egui::Color32;
use egui_plot::{FilledArea, Line, PlotPoint, PlotPoints, PlotUi, Points};

use crate::{
    domain::health_history::Series,
    model::{
        decimator::{self, Column, PixelColumns},
        series_columns::SeriesColumns,
        time_series::{Bounds, TimeSeries},
        time_window::{TimeWindow, seconds},
    },
};

/// The opacity of the band. It has to show a peak of one sample, which is one pixel wide.
const BAND_OPACITY: f32 = 0.5;
/// The width of the lines.
const WIDTH: f32 = 1.6;

/// The lines as they were last drawn. They are built anew only when the samples or the columns of
/// pixels have changed.
#[derive(Debug, Default)]
pub struct PlotLines {
    columns: SeriesColumns,
    lines: Vec<PlotLine>,
    bounds: Option<Bounds>,
}

impl PlotLines {
    /// Shows one figure in these columns.
    pub fn update(&mut self, history: &TimeSeries, series: Series, pixels: PixelColumns) {
        if let Some(columns) = self.columns.update(history, series, pixels) {
            self.lines = decimator::lines(&columns).map(PlotLine::of).collect();
            self.bounds = bounds(&columns, pixels.window());
        }
    }

    /// Draws them.
    pub fn draw<'a>(&'a self, plot: &mut PlotUi<'a>, color: Color32) {
        for line in &self.lines {
            line.draw(plot, color);
        }
    }

    /// The least and the greatest value in these columns, if any is known.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.bounds
    }

    /// The number of gaps between the lines in `window`.
    #[must_use]
    pub fn gaps(&self, window: TimeWindow) -> usize {
        let (from, to) = (seconds(window.from_ms), seconds(window.to_ms));
        let is_seen = |line: &&PlotLine| {
            let ends = (line.means.first(), line.means.last());
            matches!(ends, (Some(first), Some(last)) if first.x <= to && last.x >= from)
        };
        self.lines.iter().filter(is_seen).count().saturating_sub(1)
    }
}

/// The bounds of the columns in `window`: a line also has the samples beside it.
fn bounds(columns: &[Column], window: TimeWindow) -> Option<Bounds> {
    let visible = seconds(window.from_ms)..=seconds(window.to_ms);
    let columns = columns.iter();
    let columns = columns.filter(|column| visible.contains(&column.at));
    Bounds::of(columns.map(|column| (column.least, column.greatest)))
}

/// One line without a gap.
#[derive(Debug)]
struct PlotLine {
    means: Vec<PlotPoint>,
    /// `None` if each column has a single value.
    band: Option<Band>,
}

impl PlotLine {
    fn of(columns: &[Column]) -> Self {
        let mean = |column: &Column| PlotPoint::new(column.at, column.mean);
        let has_band = columns.iter().any(|column| column.least < column.greatest);
        Self {
            means: columns.iter().map(mean).collect(),
            band: has_band.then(|| Band::of(columns)),
        }
    }

    /// A line of one point is drawn as a dot.
    fn draw<'a>(&'a self, plot: &mut PlotUi<'a>, color: Color32) {
        if let Some(Band {
            at,
            least,
            greatest,
        }) = &self.band
        {
            let faint = color.gamma_multiply(BAND_OPACITY);
            plot.add(FilledArea::new("", at, least, greatest).fill_color(faint));
        }
        let means = PlotPoints::Borrowed(&self.means);
        if self.means.len() == 1 {
            plot.points(Points::new("", means).radius(1.5).color(color));
        } else {
            plot.line(Line::new("", means).color(color).width(WIDTH));
        }
    }
}

/// The least and the greatest values of a line, at both edges of each column: a peak is as wide as its
/// column.
#[derive(Debug)]
struct Band {
    at: Vec<f64>,
    least: Vec<f64>,
    greatest: Vec<f64>,
}

impl Band {
    fn of(columns: &[Column]) -> Self {
        let twice = |value: fn(&Column) -> f64| {
            let values = columns.iter().map(value);
            values.flat_map(|value| [value; 2]).collect()
        };
        Self {
            at: columns.iter().flat_map(|column| column.edges).collect(),
            least: twice(|column| column.least.into()),
            greatest: twice(|column| column.greatest.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::health_history::HistoryPoint;

    const WINDOW: TimeWindow = TimeWindow {
        from_ms: 0,
        to_ms: 60_000,
    };

    fn point(at_ms: i64, joined: bool, value: f32) -> HistoryPoint {
        HistoryPoint::new(at_ms, joined, [Some(value)])
    }

    /// Samples of two lines, with a gap at 30 s.
    fn history() -> TimeSeries {
        let mut history = TimeSeries::default();
        for (at_ms, joined) in [(0, false), (10_000, true), (30_000, false), (40_000, true)] {
            history.push(point(at_ms, joined, 20.0));
            history.push(point(at_ms + 1_000, true, 80.0));
        }
        history
    }

    #[test]
    fn a_band_is_drawn_where_several_samples_fall_on_one_column() {
        let mut lines = PlotLines::default();
        let columns = |pixels| PixelColumns::of(WINDOW, pixels);
        lines.update(&history(), Series::Cpu, columns(6));
        assert_eq!(lines.lines.len(), 2);
        for line in &lines.lines {
            let band = line.band.as_ref();
            let band = band.map(|band| (band.least.clone(), band.greatest.clone()));
            assert_eq!(band, Some((vec![20.0; 4], vec![80.0; 4])));
            assert!(line.means.iter().all(|mean| (mean.y - 50.0).abs() < 0.01));
        }
        lines.update(&history(), Series::Cpu, columns(60));
        assert!(lines.lines.iter().all(|line| line.band.is_none()));
    }

    #[test]
    fn lines_are_built_anew_only_for_other_samples_or_columns() {
        let mut history = history();
        let mut lines = PlotLines::default();
        let columns = PixelColumns::of(WINDOW, 6);
        lines.update(&history, Series::Cpu, columns);
        lines.lines.clear();
        lines.update(&history, Series::Cpu, columns);
        assert!(lines.lines.is_empty(), "as they were");
        history.push(point(50_000, true, 10.0));
        lines.update(&history, Series::Cpu, columns);
        assert_eq!(lines.lines.len(), 2, "another sample");
        lines.lines.clear();
        lines.update(&history, Series::Cpu, PixelColumns::of(WINDOW, 7));
        assert_eq!(lines.lines.len(), 2, "another width");
    }

    #[test]
    fn the_samples_beside_the_window_are_not_within_its_bounds() {
        let mut lines = PlotLines::default();
        assert_eq!(lines.bounds(), None);
        let mut history = TimeSeries::default();
        for (at_ms, value) in [(5_000, 99.0), (20_000, 20.0), (30_000, 60.0), (65_000, 1.0)] {
            history.push(point(at_ms, true, value));
        }
        let window = TimeWindow {
            from_ms: 10_000,
            ..WINDOW
        };
        lines.update(&history, Series::Cpu, PixelColumns::of(window, 50));
        let expected = Bounds {
            min: 20.0,
            max: 60.0,
        };
        assert_eq!(lines.bounds(), Some(expected));
    }

    #[test]
    fn lines_outside_of_the_window_have_no_gaps() {
        let mut lines = PlotLines::default();
        lines.update(&history(), Series::Cpu, PixelColumns::of(WINDOW, 60));
        assert_eq!(lines.gaps(WINDOW), 1);
        let second = TimeWindow {
            from_ms: 20_000,
            ..WINDOW
        };
        assert_eq!(lines.gaps(second), 0);
        assert_eq!(PlotLines::default().gaps(WINDOW), 0);
    }
}

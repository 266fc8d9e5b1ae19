//! Reduces many recorded points to what a plot can show: columns of pixels, with the mean, the least and
//! the greatest value of their samples.

use std::collections::VecDeque;

use crate::model::time_window::{TimeWindow, seconds};

/// The columns of pixels of a time window.
///
/// They begin at whole multiples of their width since the Unix epoch, so that a window that follows
/// the present shows the same columns until the next one begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PixelColumns {
    width_ms: i64,
    /// The numbers of the first and the last one.
    first: i64,
    last: i64,
}

impl PixelColumns {
    /// The columns of `window`, which is `pixels` wide.
    #[must_use]
    pub fn of(window: TimeWindow, pixels: usize) -> Self {
        let pixels = i64::try_from(pixels).unwrap_or(i64::MAX).max(1);
        let width_ms = rounded_up(window.length_ms().saturating_add(pixels - 1) / pixels);
        Self {
            width_ms,
            first: window.from_ms.div_euclid(width_ms),
            last: window.to_ms.div_euclid(width_ms),
        }
    }

    /// The time that they cover: that of the window and the rest of the columns at its ends.
    #[must_use]
    pub fn window(self) -> TimeWindow {
        TimeWindow {
            from_ms: self.start_ms(self.first),
            to_ms: self.start_ms(self.last.saturating_add(1)).saturating_sub(1),
        }
    }

    /// The start of the column of a time, in milliseconds.
    pub(super) fn start_of(self, at_ms: i64) -> i64 {
        self.start_ms(self.number(at_ms))
    }

    /// Whether these are the same columns at the same time or later.
    pub(super) fn follows(self, before: Self) -> bool {
        let is_later = self.first >= before.first && self.last >= before.last;
        self.width_ms == before.width_ms && is_later
    }

    fn number(self, at_ms: i64) -> i64 {
        at_ms.div_euclid(self.width_ms)
    }

    fn start_ms(self, number: i64) -> i64 {
        number.saturating_mul(self.width_ms)
    }

    /// The beginning and the end of a column.
    fn edges(self, number: i64) -> [f64; 2] {
        let next = number.saturating_add(1);
        [number, next].map(|number| seconds(self.start_ms(number)))
    }
}

/// Rounds up to two digits, so that the columns of a window that grows a little keep their width.
fn rounded_up(width_ms: i64) -> i64 {
    let width_ms = width_ms.max(1);
    let unit = 10_i64.pow(width_ms.ilog10().saturating_sub(1));
    (width_ms.saturating_add(unit - 1) / unit).saturating_mul(unit)
}

/// The samples of one column of pixels. Times are in seconds since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Whether the line goes on from the column before: nothing is missing between them.
    pub joined: bool,
    /// The beginning and the end of the column.
    pub edges: [f64; 2],
    /// The middle of its samples.
    pub at: f64,
    pub least: f32,
    pub mean: f64,
    pub greatest: f32,
}

/// The lines of these columns: one ends where the next column is not joined.
pub fn lines(columns: &[Column]) -> impl Iterator<Item = &[Column]> {
    columns.chunk_by(|_, next| next.joined)
}

/// The samples so far of the present column.
#[derive(Debug, Clone, Copy)]
struct Samples {
    joined: bool,
    /// The number of the column.
    column: i64,
    /// The start of the next column, in milliseconds.
    next_ms: i64,
    first_ms: i64,
    last_ms: i64,
    least: f32,
    greatest: f32,
    sum: f64,
    count: u32,
    /// Whether an interval was missed inside the column: the line ends there.
    broken: bool,
}

impl Samples {
    fn add(&mut self, at_ms: i64, value: f32) {
        self.last_ms = at_ms;
        self.least = self.least.min(value);
        self.greatest = self.greatest.max(value);
        self.sum += f64::from(value);
        self.count += 1;
    }

    fn column(self, columns: PixelColumns) -> Column {
        Column {
            joined: self.joined,
            edges: columns.edges(self.column),
            at: seconds(self.first_ms + (self.last_ms - self.first_ms) / 2),
            least: self.least,
            mean: self.sum / f64::from(self.count),
            greatest: self.greatest,
        }
    }
}

/// Reduces points in order of time.
#[derive(Debug)]
pub(crate) struct Decimator {
    pixels: PixelColumns,
    /// The columns before the present one.
    done: VecDeque<Column>,
    samples: Option<Samples>,
    /// Whether the value was unknown since the last point.
    lifted: bool,
}

impl Decimator {
    pub(crate) fn new(pixels: PixelColumns) -> Self {
        Self {
            pixels,
            done: VecDeque::new(),
            samples: None,
            lifted: true,
        }
    }

    /// The columns of pixels that the points are reduced to.
    pub(crate) fn pixels(&self) -> PixelColumns {
        self.pixels
    }

    /// Goes on in later columns of pixels, and drops what is before them, but for the last column there.
    pub(crate) fn follow(&mut self, pixels: PixelColumns) {
        self.pixels = pixels;
        let from = seconds(pixels.window().from_ms);
        let before = self.done.partition_point(|column| column.edges[1] <= from);
        self.done.drain(..before.saturating_sub(1));
    }

    /// Adds the next point. `joined`: no interval was missed before it.
    pub(crate) fn point(&mut self, at_ms: i64, value: Option<f32>, joined: bool) {
        let Some(value) = value else {
            self.lifted = true;
            return;
        };
        let breaks = std::mem::take(&mut self.lifted) || !joined;
        if let Some(samples) = &mut self.samples
            && at_ms < samples.next_ms
        {
            samples.broken |= breaks;
            samples.add(at_ms, value);
            return;
        }
        let was_broken = self.samples.is_some_and(|samples| samples.broken);
        let present = self.samples.map(|samples| samples.column(self.pixels));
        self.done.extend(present);
        let column = self.pixels.number(at_ms);
        self.samples = Some(Samples {
            joined: !breaks && !was_broken,
            column,
            next_ms: self.pixels.start_ms(column.saturating_add(1)),
            first_ms: at_ms,
            last_ms: at_ms,
            least: value,
            greatest: value,
            sum: value.into(),
            count: 1,
            broken: false,
        });
    }

    /// The columns so far that have samples.
    pub(crate) fn columns(&self) -> Vec<Column> {
        let present = self.samples.map(|samples| samples.column(self.pixels));
        self.done.iter().copied().chain(present).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: TimeWindow = TimeWindow {
        from_ms: 1_000_500,
        to_ms: 1_095_600,
    };

    #[test]
    fn a_column_has_the_mean_and_the_bounds_of_its_samples() {
        let mut decimator = Decimator::new(PixelColumns::of(WINDOW, 10));
        for (at_ms, value) in [(1_001_000, 10.0), (1_003_000, 90.0), (1_005_000, 20.0)] {
            decimator.point(at_ms, Some(value), true);
        }
        decimator.point(1_040_000, Some(7.0), true);
        let several = Column {
            joined: false,
            edges: [998.4, 1_008.0],
            at: 1_003.0,
            least: 10.0,
            mean: 40.0,
            greatest: 90.0,
        };
        let single = Column {
            joined: true,
            edges: [1_036.8, 1_046.4],
            at: 1_040.0,
            least: 7.0,
            mean: 7.0,
            greatest: 7.0,
        };
        assert_eq!(decimator.columns(), [several, single]);
    }

    #[test]
    fn columns_stay_the_same_until_the_next_one_begins() {
        let columns = PixelColumns::of(WINDOW, 10);
        let width_ms = 9_600;
        assert_eq!(columns.window().from_ms, 104 * width_ms);
        assert_eq!(columns.window().to_ms, 115 * width_ms - 1);
        let later = |by_ms| {
            let window = TimeWindow {
                from_ms: WINDOW.from_ms + by_ms,
                to_ms: WINDOW.to_ms + by_ms,
            };
            PixelColumns::of(window, 10)
        };
        assert_eq!(later(499), columns);
        assert_ne!(later(width_ms), columns);
        let grown = TimeWindow {
            to_ms: WINDOW.to_ms + 499,
            ..WINDOW
        };
        assert_eq!(PixelColumns::of(grown, 10), columns);
    }

    #[test]
    fn a_column_is_at_most_a_tenth_wider_than_a_pixel() {
        for length_ms in [1, 999, 10_000, 86_400_000] {
            for pixels in [1, 60, 1_150] {
                let window = TimeWindow {
                    from_ms: 0,
                    to_ms: length_ms,
                };
                let pixel_ms = (length_ms + pixels - 1) / pixels;
                let columns = PixelColumns::of(window, usize::try_from(pixels).unwrap_or(1));
                let widths = pixel_ms..=pixel_ms + pixel_ms / 10 + 1;
                assert!(widths.contains(&columns.width_ms), "{columns:?}");
            }
        }
    }
}

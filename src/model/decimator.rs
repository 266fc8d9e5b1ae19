//! Reduces many recorded points to those that a plot can show: one column per pixel, with its least
//! and greatest value.

use crate::model::time_window::TimeWindow;

/// The points of one column of pixels.
#[derive(Debug, Clone, Copy)]
struct Column {
    /// The start of the next column, in milliseconds.
    next_ms: i64,
    low: (i64, f32),
    high: (i64, f32),
    /// Whether an interval was missed inside the column: the line ends there.
    broken: bool,
}

/// Builds lines from points in order of time.
#[derive(Debug)]
pub(crate) struct Decimator {
    window: TimeWindow,
    columns: i64,
    column: Option<Column>,
    /// Whether the value was unknown since the last point.
    lifted: bool,
    line: Vec<[f64; 2]>,
    lines: Vec<Vec<[f64; 2]>>,
}

impl Decimator {
    /// For a window that is `pixels` wide; one of them is for the points just outside.
    pub(crate) fn new(window: TimeWindow, pixels: usize) -> Self {
        let columns = i64::try_from(pixels).unwrap_or(i64::MAX).saturating_sub(1);
        Self {
            window,
            columns: columns.max(1),
            column: None,
            lifted: true,
            line: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Adds the next point. `joined`: no interval was missed before it.
    pub(crate) fn point(&mut self, at_ms: i64, value: Option<f32>, joined: bool) {
        let Some(value) = value else {
            self.lifted = true;
            return;
        };
        let breaks = std::mem::take(&mut self.lifted) || !joined;
        if let Some(column) = &mut self.column
            && at_ms < column.next_ms
        {
            column.broken |= breaks;
            if value < column.low.1 {
                column.low = (at_ms, value);
            }
            if value > column.high.1 {
                column.high = (at_ms, value);
            }
            return;
        }
        self.flush();
        if breaks {
            self.end_line();
        }
        self.column = Some(Column {
            next_ms: self.next_column_ms(at_ms),
            low: (at_ms, value),
            high: (at_ms, value),
            broken: false,
        });
    }

    /// Returns the lines.
    pub(crate) fn finish(mut self) -> Vec<Vec<[f64; 2]>> {
        self.flush();
        self.end_line();
        self.lines
    }

    /// The start of the column after that of a point. The points before the window are one column,
    /// those after it another.
    fn next_column_ms(&self, at_ms: i64) -> i64 {
        let TimeWindow { from_ms, to_ms } = self.window;
        if at_ms < from_ms {
            return from_ms;
        }
        if at_ms > to_ms {
            return i64::MAX;
        }
        let length = self.window.length_ms().max(1);
        let offset = at_ms - from_ms;
        let number = offset.saturating_mul(self.columns) / length;
        if number >= self.columns - 1 {
            return to_ms.saturating_add(1);
        }
        // Rounded up to the first whole millisecond of the next column.
        from_ms + ((number + 1).saturating_mul(length) - 1) / self.columns + 1
    }

    /// Adds the present column to the line.
    fn flush(&mut self) {
        let Some(column) = self.column.take() else {
            return;
        };
        let (first, last) = if column.low.0 <= column.high.0 {
            (column.low, column.high)
        } else {
            (column.high, column.low)
        };
        self.line.push(plot_point(first));
        if first.0 != last.0 {
            self.line.push(plot_point(last));
        }
        if column.broken {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        if !self.line.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
    }
}

/// Converts to the units of a plot: seconds since the Unix epoch, and the value.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of this age of the world fit into 53 bits"
)]
fn plot_point((at_ms, value): (i64, f32)) -> [f64; 2] {
    [at_ms as f64 / 1_000.0, f64::from(value)]
}

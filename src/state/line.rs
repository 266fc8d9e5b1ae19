//! From many recorded points to the few that a plot can show: columns as wide as a pixel, with their least and greatest value.

use crate::state::time_window::TimeWindow;

/// The points of one column of pixels.
#[derive(Debug, Clone, Copy)]
struct Column {
    number: i64,
    low: (i64, f32),
    high: (i64, f32),
    /// Whether an interval was missed inside it, which is too narrow to be seen but for the end of the line.
    broken: bool,
}

/// Draws lines from points in the order of time.
#[derive(Debug)]
pub(super) struct Pen {
    window: TimeWindow,
    columns: i64,
    column: Option<Column>,
    /// Whether the value was unknown since the last point.
    lifted: bool,
    line: Vec<[f64; 2]>,
    lines: Vec<Vec<[f64; 2]>>,
}

impl Pen {
    /// For a stretch that is `pixels` wide: one pixel of them is for the points just outside.
    pub(super) fn new(window: TimeWindow, pixels: usize) -> Self {
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

    /// The next point. `joined`: no interval was missed before it.
    pub(super) fn point(&mut self, at_ms: i64, value: Option<f32>, joined: bool) {
        let Some(value) = value else {
            self.lifted = true;
            return;
        };
        let breaks = std::mem::take(&mut self.lifted) || !joined;
        let number = self.number(at_ms);
        if let Some(column) = &mut self.column
            && column.number == number
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
            number,
            low: (at_ms, value),
            high: (at_ms, value),
            broken: false,
        });
    }

    /// The lines.
    pub(super) fn finish(mut self) -> Vec<Vec<[f64; 2]>> {
        self.flush();
        self.end_line();
        self.lines
    }

    /// The column of a point: -1 before the window, the number of columns after it.
    fn number(&self, at_ms: i64) -> i64 {
        if at_ms < self.window.from_ms {
            return -1;
        }
        if at_ms > self.window.to_ms {
            return self.columns;
        }
        let length = i128::from(self.window.length_ms().max(1));
        let offset = i128::from(at_ms - self.window.from_ms);
        let number = offset * i128::from(self.columns) / length;
        i64::try_from(number).unwrap_or(0).min(self.columns - 1)
    }

    /// Puts the present column into the line.
    fn flush(&mut self) {
        let Some(column) = self.column.take() else {
            return;
        };
        let (first, last) = if column.low.0 <= column.high.0 {
            (column.low, column.high)
        } else {
            (column.high, column.low)
        };
        self.line.push(drawn(first));
        if first.0 != last.0 {
            self.line.push(drawn(last));
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

/// In the units of a plot: seconds since the Unix epoch, and the value.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of this age of the world fit into 53 bits"
)]
fn drawn((at_ms, value): (i64, f32)) -> [f64; 2] {
    [at_ms as f64 / 1_000.0, f64::from(value)]
}

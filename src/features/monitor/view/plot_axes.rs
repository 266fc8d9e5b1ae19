//! The axes of the plots: round times of day below, round values at the side.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "seconds and percents, not nanoseconds"
)]

use egui::Ui;
use egui_plot::{AxisHints, GridInput, GridMark, Plot};
use jiff::{Timestamp, tz::TimeZone};

use super::PlotSpec;
use crate::{
    domain::thresholds::Metric,
    features::monitor::state::Monitoring,
    model::{decimator::PixelColumns, time_series::Bounds, time_window::TimeWindow},
    ui::{
        theme::{Palette, TextRole, font},
        widgets::label::text_width,
    },
};

/// The steps between the times below a plot, in seconds.
const STEPS: [i64; 10] = [5, 15, 60, 180, 600, 1_800, 3_600, 7_200, 14_400, 21_600];
/// The most times below a plot.
const MAX_TIMES: i64 = 7;
/// The width of the values at the side.
const VALUES: f32 = 34.0;
/// A plot lower than this has fewer values at its side, in points.
const LOW: f32 = 112.0;

/// The columns of pixels of `window` in a plot that is `width` wide with its axes.
#[must_use]
#[expect(clippy::cast_sign_loss, reason = "not negative")]
pub fn pixel_columns(window: TimeWindow, width: f32) -> PixelColumns {
    PixelColumns::of(window, (width - VALUES).max(1.0) as usize)
}

/// The range of the y axis, for visible values with these bounds.
#[must_use]
pub fn value_range(monitoring: &Monitoring, spec: PlotSpec, bounds: Option<Bounds>) -> (f64, f64) {
    match spec.metric {
        // The grid line at 0 is drawn only inside of the range.
        Metric::Cpu | Metric::Memory | Metric::Disk => (-1.0, 105.0),
        Metric::Temperature => {
            let critical = monitoring.thresholds.of(spec.metric).critical();
            let (low, high) = bounds.map_or((40.0, critical), |bounds| {
                (f64::from(bounds.min), f64::from(bounds.max))
            });
            ((low - 5.0).min(39.0), (high + 5.0).max(critical + 8.0))
        }
    }
}

/// Sets the height and the axes of `plot`.
pub fn with_axes<'a>(plot: Plot<'a>, ui: &Ui, window: TimeWindow, height: f32) -> Plot<'a> {
    let step = time_step(window.length_ms() / 1_000);
    // Half of a time is to the left of its mark: it may not be below the values, nor cut off at the end.
    let half = f64::from(text_width(ui, TextRole::Small, clock(0, step))) / 2.0;
    let width = f64::from((ui.available_width() - VALUES).max(1.0));
    let margin = (half / width).min(0.5);
    let offset = offset_seconds(window.to_ms);
    let below = small(ui, AxisHints::new_x());
    let below = below.formatter(move |mark, _| clock(mark.value as i64, step));
    let aside = small(ui, AxisHints::new_y()).formatter(|mark, _| format!("{:.0}", mark.value));
    plot.height(height)
        .custom_x_axes(vec![below])
        .custom_y_axes(vec![aside.min_thickness(VALUES)])
        .x_grid_spacer(move |input| times(&input, step, offset, margin))
        .y_grid_spacer(move |input| values(&input, height))
        .show_grid([false, true])
        .grid_color(Palette::of(ui).border)
        .grid_fade(0.0)
}

/// The height and the axes of a plot of counts from 0 to `most`: no times, which are below the others.
pub fn with_counts<'a>(plot: Plot<'a>, ui: &Ui, most: u32, height: f32) -> Plot<'a> {
    let aside = small(ui, AxisHints::new_y()).formatter(|mark, _| format!("{:.0}", mark.value));
    plot.height(height)
        .custom_y_axes(vec![aside.min_thickness(VALUES)])
        .y_grid_spacer(move |_| counts(most))
        .show_axes([false, true])
        .show_grid([false, true])
        .grid_color(Palette::of(ui).border)
        .grid_fade(0.0)
}

/// Grid marks at no and at the most.
fn counts(most: u32) -> Vec<GridMark> {
    let step_size = f64::from(most);
    let mark = |value| GridMark { value, step_size };
    [0.0, step_size].map(mark).to_vec()
}

/// The texts of an axis.
fn small<'a>(ui: &Ui, hints: AxisHints<'a>) -> AxisHints<'a> {
    let hints = hints.tick_label_color(Palette::of(ui).muted);
    hints.tick_label_font(font(ui, TextRole::Small))
}

/// The smallest step for which the times fit.
fn time_step(length_seconds: i64) -> i64 {
    let fits = |step: &&i64| length_seconds / **step <= MAX_TIMES;
    STEPS.iter().find(fits).copied().unwrap_or(21_600)
}

/// Grid marks at round local times. `margin`: the part of the width at either end that has none.
fn times(input: &GridInput, step: i64, offset: i64, margin: f64) -> Vec<GridMark> {
    let (from, to) = input.bounds;
    let margin = (to - from) * margin;
    let (from, to) = ((from + margin) as i64, (to - margin) as i64);
    let first = (from + offset).div_euclid(step) * step + step - offset;
    let times = (0..)
        .map(|index| first + index * step)
        .take_while(|at| *at <= to);
    times
        .map(|at| GridMark {
            value: at as f64,
            step_size: step as f64,
        })
        .collect()
}

/// Grid marks at 0, 25, 50, 75 and 100 percent or at every 20 degrees; a low plot has every second
/// percentage only.
fn values(input: &GridInput, height: f32) -> Vec<GridMark> {
    let step = match input.bounds.0 {
        ..1.0 if height < LOW => 50.0,
        ..1.0 => 25.0,
        _ => 20.0,
    };
    let first = (input.bounds.0 / step).ceil() as i64;
    let values = (first..)
        .map(|index| index as f64 * step)
        .take_while(|value| *value <= input.bounds.1);
    values
        .map(|value| GridMark {
            value,
            step_size: step,
        })
        .collect()
}

fn clock(at_seconds: i64, step: i64) -> String {
    let Ok(at) = Timestamp::from_second(at_seconds) else {
        return String::new();
    };
    let format = if step < 60 { "%H:%M:%S" } else { "%H:%M" };
    at.to_zoned(TimeZone::system()).strftime(format).to_string()
}

fn offset_seconds(at_ms: i64) -> i64 {
    let at = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    i64::from(TimeZone::system().to_offset(at).seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_round_and_fit() {
        for (length, step) in [
            (300, 60),
            (900, 180),
            (3_600, 600),
            (21_600, 3_600),
            (86_400, 14_400),
        ] {
            assert_eq!(time_step(length), step, "{length} s");
        }
    }

    #[test]
    fn grid_lines_are_at_round_local_times() {
        let input = GridInput {
            bounds: (1_000.0, 2_000.0),
            base_step_size: 1.0,
        };
        let at: Vec<i64> = times(&input, 600, 300, 0.03)
            .iter()
            .map(|mark| mark.value as i64)
            .collect();
        assert_eq!(at, [1_500]);
    }
}

//! The text of a plot for screen readers: what a person sees at a glance.

use std::time::Duration;

use super::{PlotSpec, Scene, plot_axes::seconds, plot_headline, spoken};
use crate::{i18n::decimal, model::time_window::TimeWindow, tr, ui::format};

/// A summary of the lines in the visible window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// The least and the greatest value, if any is known.
    bounds: Option<(f64, f64)>,
    /// The number of gaps.
    gaps: usize,
}

impl Drawn {
    /// Summarises the decimated lines, which keep the least and the greatest value.
    #[must_use]
    pub fn of(lines: &[Vec<[f64; 2]>], window: TimeWindow) -> Self {
        let (from, to) = (seconds(window.from_ms), seconds(window.to_ms));
        let is_seen = |line: &&Vec<[f64; 2]>| {
            line.first().is_some_and(|[x, _]| *x <= to)
                && line.last().is_some_and(|[x, _]| *x >= from)
        };
        let points = lines.iter().flatten();
        let points = points.filter(|[x, _]| (from..=to).contains(x));
        let bounds = points.fold(None, |bounds: Option<(f64, f64)>, [_, y]| {
            let (least, most) = bounds.unwrap_or((*y, *y));
            Some((least.min(*y), most.max(*y)))
        });
        Self {
            bounds,
            gaps: lines.iter().filter(is_seen).count().saturating_sub(1),
        }
    }
}

/// `CPU 23 %, between 12 and 88 in the last 15 minutes, 1 gap`.
#[must_use]
pub fn summary(scene: &Scene<'_>, spec: PlotSpec, drawn: Drawn) -> String {
    let monitoring = scene.monitoring;
    let value = plot_headline::value_now(monitoring, spec.metric);
    let value = match monitoring.age(scene.now) {
        Some(age) if monitoring.is_stale(scene.now) => {
            tr!("plot-value-ago", value = value, age = format::roughly(age))
        }
        Some(_) | None => value,
    };
    let digits = format::decimals(spec.metric);
    let text = sentence(&spec.title(), &value, drawn, digits, &stretch(scene));
    spoken(&text)
}

fn sentence(metric: &str, value: &str, drawn: Drawn, digits: usize, stretch: &str) -> String {
    let Some((least, most)) = drawn.bounds else {
        return tr!(
            "plot-summary-empty",
            metric = metric,
            value = value,
            stretch = stretch
        );
    };
    tr!(
        "plot-summary",
        metric = metric,
        value = value,
        least = decimal(least, digits),
        most = decimal(most, digits),
        stretch = stretch,
        gaps = drawn.gaps
    )
}

/// `in the last 15 minutes`, or `in the 15 minutes before 12:30:00` for a frozen window.
fn stretch(scene: &Scene<'_>) -> String {
    let seconds = Duration::from_millis(scene.window.length_ms().unsigned_abs()).as_secs();
    let end = jiff::Timestamp::from_millisecond(scene.window.to_ms).ok();
    let Some(end) = end.filter(|_| !scene.follows).map(format::time_of_day) else {
        return match (seconds, seconds / 60) {
            (..120, _) => tr!("plot-last-seconds", count = seconds),
            (_, minutes @ ..120) => tr!("plot-last-minutes", count = minutes),
            (_, minutes) => tr!("plot-last-hours", count = minutes / 60),
        };
    };
    match (seconds, seconds / 60) {
        (..120, _) => tr!("plot-seconds-before", count = seconds, end = end),
        (_, minutes @ ..120) => tr!("plot-minutes-before", count = minutes, end = end),
        (_, minutes) => tr!("plot-hours-before", count = minutes / 60, end = end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Language, set_language};

    const WINDOW: TimeWindow = TimeWindow {
        from_ms: 10_000,
        to_ms: 60_000,
    };

    #[test]
    fn points_outside_of_the_window_are_neither_bounds_nor_gaps() {
        let lines = [
            vec![[5.0, 99.0]],
            vec![[9.0, 98.0], [10.0, 20.0], [15.0, 30.0]],
            vec![[30.0, 12.0]],
            vec![[45.0, 40.0], [60.0, 25.0], [65.0, 1.0]],
            vec![[70.0, 0.0]],
        ];
        let expected = Drawn {
            bounds: Some((12.0, 40.0)),
            gaps: 2,
        };
        assert_eq!(Drawn::of(&lines, WINDOW), expected);
        let nothing = Drawn {
            bounds: None,
            gaps: 0,
        };
        assert_eq!(Drawn::of(&lines[..1], WINDOW), nothing);
    }

    #[test]
    fn a_summary_has_value_bounds_and_gaps() {
        let text = |bounds, gaps| {
            let drawn = Drawn { bounds, gaps };
            sentence("CPU", "37 %", drawn, 0, "in the last hour")
        };
        let bounds = Some((9.0, 68.0));
        let whole = "CPU 37 %, between 9 and 68 in the last hour";
        assert_eq!(text(bounds, 0), whole);
        assert_eq!(text(bounds, 1), format!("{whole}, 1 gap"));
        assert_eq!(text(bounds, 2), format!("{whole}, 2 gaps"));
        let warm = Drawn {
            bounds: Some((49.6, 50.4)),
            gaps: 0,
        };
        assert_eq!(
            sentence("Temperature", "50.1 °C", warm, 1, "in the last hour"),
            "Temperature 50.1 °C, between 49.6 and 50.4 in the last hour"
        );
        assert_eq!(text(None, 0), "CPU 37 %, nothing recorded in the last hour");
        set_language(Language::Portuguese);
        assert!(text(bounds, 1).ends_with(", 1 lacuna"));
        assert!(!text(bounds, 0).contains("lacuna"));
        set_language(Language::English);
    }
}

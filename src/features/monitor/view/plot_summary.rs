//! The text of a plot for screen readers: what a person sees at a glance.

use super::{PlotSpec, Scene, labels::time_of_day, plot_headline, plot_lines::PlotLines, spoken};
use crate::{i18n::decimal, model::time_series::Bounds, tr, ui::format};

/// `CPU 23 %, between 12 and 88 in the last 15 minutes, 1 gap`.
#[must_use]
pub fn summary(scene: &Scene<'_>, spec: PlotSpec, lines: &PlotLines) -> String {
    let monitoring = scene.monitoring;
    let (bounds, gaps) = (lines.bounds(), lines.gaps(scene.window));
    let value = plot_headline::value_now(monitoring, spec.metric);
    let value = match monitoring.age(scene.now) {
        Some(age) if monitoring.is_stale(scene.now) => {
            tr!("plot-value-ago", value = value, age = format::roughly(age))
        }
        Some(_) | None => value,
    };
    let digits = format::decimals(spec.metric);
    let figure = (spec.title(), value.as_str());
    let text = sentence(figure, bounds, gaps, digits, &stretch(scene));
    spoken(&text)
}

/// `figure`: the name of the metric and its present value.
fn sentence(
    (metric, value): (&str, &str),
    bounds: Option<Bounds>,
    gaps: usize,
    digits: usize,
    stretch: &str,
) -> String {
    let Some(Bounds { min, max }) = bounds else {
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
        least = decimal(min.into(), digits),
        most = decimal(max.into(), digits),
        stretch = stretch,
        gaps = gaps
    )
}

/// `in the last 15 minutes`, or `in the 15 minutes before 12:30:00` for a frozen window.
#[must_use]
pub fn stretch(scene: &Scene<'_>) -> String {
    let seconds = scene.window.length().as_secs();
    if scene.follows {
        return match (seconds, seconds / 60) {
            (..120, _) => tr!("plot-last-seconds", count = seconds),
            (_, minutes @ ..120) => tr!("plot-last-minutes", count = minutes),
            (_, minutes) => tr!("plot-last-hours", count = minutes / 60),
        };
    }
    let end = time_of_day(scene.window.to_ms);
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

    #[test]
    fn a_summary_has_value_bounds_and_gaps() {
        let text = |bounds, gaps| sentence(("CPU", "37 %"), bounds, gaps, 0, "in the last hour");
        let bounds = Some(Bounds {
            min: 9.0,
            max: 68.0,
        });
        let whole = "CPU 37 %, between 9 and 68 in the last hour";
        assert_eq!(text(bounds, 0), whole);
        assert_eq!(text(bounds, 1), format!("{whole}, 1 gap"));
        assert_eq!(text(bounds, 2), format!("{whole}, 2 gaps"));
        let warm = Some(Bounds {
            min: 49.6,
            max: 50.4,
        });
        assert_eq!(
            sentence(("Temperature", "50.1 °C"), warm, 0, 1, "in the last hour"),
            "Temperature 50.1 °C, between 49.6 and 50.4 in the last hour"
        );
        assert_eq!(text(None, 0), "CPU 37 %, nothing recorded in the last hour");
        set_language(Language::Portuguese);
        assert!(text(bounds, 1).ends_with(", 1 lacuna"));
        assert!(!text(bounds, 0).contains("lacuna"));
        set_language(Language::English);
    }
}

//! Formats numbers, times and states: units, non-breaking narrow spaces, real minus signs, and a
//! dash for an unknown value.

use std::{
    borrow::Cow,
    fmt::{self, Display},
    time::Duration,
};

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    domain::{candidate::CandidateState, session::SessionState, thresholds::Metric},
    i18n::{self, decimal},
    tr,
};

/// The placeholder for an unknown value.
pub const UNKNOWN: &str = "—";

/// A text that is made only where it is shown or spoken.
pub fn lazy(text: impl Fn() -> String) -> impl Display {
    fmt::from_fn(move |f| f.write_str(&text()))
}

/// `0:42`, `12:05`, `1:02:03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock(pub Duration);

impl Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        match hours {
            0 => write!(f, "{minutes}:{seconds:02}"),
            _ => write!(f, "{hours}:{minutes:02}:{seconds:02}"),
        }
    }
}

/// As [`Clock`].
#[must_use]
pub fn clock(duration: Duration) -> String {
    Clock(duration).to_string()
}

/// The remaining seconds, rounded up: `7 s`.
#[must_use]
pub fn countdown(left: Duration) -> String {
    format!("{:.0}\u{202f}s", left.as_secs_f32().ceil())
}

/// The steps in which [`wait`] counts down, in seconds.
pub const WAIT_STEP: u64 = 5;

/// The time until the next attempt of something that goes on for as long as it takes: in steps of 5 s,
/// then in seconds. `25 s`, `5 s`, `4 s`.
#[must_use]
pub fn wait(left: Duration) -> String {
    let seconds = left.as_millis().div_ceil(1_000);
    let step = u128::from(WAIT_STEP);
    let seconds = if seconds > step {
        seconds.next_multiple_of(step)
    } else {
        seconds
    };
    format!("{seconds}\u{202f}s")
}

/// The duration of a request: `85 ms`, `1.4 s`.
#[must_use]
pub fn milliseconds(duration: Duration) -> String {
    match duration.as_millis() {
        milliseconds @ 0..1_000 => format!("{milliseconds}\u{202f}ms"),
        _ => format!("{}\u{202f}s", decimal(duration.as_secs_f64(), 1)),
    }
}

/// A duration in its largest unit: `45 s`, `27 min`, `3 h`.
#[must_use]
pub fn roughly(duration: Duration) -> String {
    match duration.as_secs() {
        seconds @ 0..120 => format!("{seconds}\u{202f}s"),
        seconds @ 120..7200 => format!("{}\u{202f}min", seconds / 60),
        seconds => format!("{}\u{202f}h", seconds / 3600),
    }
}

/// `−81 dBm`.
#[must_use]
pub fn dbm(rssi: i16) -> String {
    Dbm(rssi).to_string()
}

/// As [`dbm`].
#[derive(Debug, Clone, Copy)]
pub struct Dbm(pub i16);

impl Display for Dbm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "−" } else { "" };
        write!(f, "{sign}{}\u{202f}dBm", self.0.unsigned_abs())
    }
}

/// `38 %`.
#[must_use]
pub fn percent(value: f64) -> String {
    format!("{value:.0}\u{202f}%")
}

/// A figure of the Pi with its unit: `38 %`, `56.1 °C`, `—`.
#[derive(Debug, Clone, Copy)]
pub struct MetricValue(pub Metric, pub Option<f64>);

impl Display for MetricValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(metric, Some(value)) = *self else {
            return f.write_str(UNKNOWN);
        };
        let unit = match metric {
            Metric::Cpu | Metric::Memory | Metric::Disk => "%",
            Metric::Temperature => "°C",
        };
        let value = i18n::Decimal(value, decimals(metric));
        write!(f, "{value}\u{202f}{unit}")
    }
}

/// As [`MetricValue`].
#[must_use]
pub fn metric(metric: Metric, value: Option<f64>) -> String {
    MetricValue(metric, value).to_string()
}

/// The number of decimals of a value.
#[must_use]
pub fn decimals(metric: Metric) -> usize {
    match metric {
        Metric::Cpu | Metric::Memory | Metric::Disk => 0,
        Metric::Temperature => 1,
    }
}

/// `12.4 kB/s`.
#[must_use]
pub fn byte_rate(per_second: f64) -> String {
    format!("{}/s", scaled(per_second))
}

/// `180.3 kB`.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
pub fn bytes(count: u64) -> String {
    scaled(count as f64)
}

fn scaled(bytes: f64) -> String {
    let units = [(1e9, "GB"), (1e6, "MB"), (1e3, "kB")];
    let unit = units.into_iter().find(|(size, _)| bytes >= *size);
    unit.map_or_else(
        || format!("{bytes:.0}\u{202f}B"),
        |(size, unit)| format!("{}\u{202f}{unit}", decimal(bytes / size, 1)),
    )
}

/// A long duration in two units: `32 d 4 h`, `4 h 10 min`.
#[must_use]
pub fn long(duration: Duration) -> String {
    let minutes = duration.as_secs() / 60;
    let (days, hours, minutes) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    match (days, hours) {
        (0, 0) => format!("{minutes}\u{202f}min"),
        (0, hours) => format!("{hours}\u{202f}h {minutes}\u{202f}min"),
        (days, hours) => format!("{days}\u{202f}d {hours}\u{202f}h"),
    }
}

/// `12 s ago`, by the clock that `at` was read from.
#[must_use]
pub fn ago(at: Timestamp, now: Timestamp) -> String {
    tr!("age-ago", age = roughly(age(at, now)))
}

/// The time since `at`, by the clock that it was read from; zero if that is ahead.
#[must_use]
pub fn age(at: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(now - at).unwrap_or_default()
}

/// The name of a signal strength, and its bars from 0 to 3.
#[must_use]
pub fn signal(rssi_dbm: i16) -> (&'static str, usize) {
    match rssi_dbm {
        -50.. => (tr!("signal-excellent"), 3),
        -60.. => (tr!("signal-good"), 2),
        -70.. => (tr!("signal-fair"), 1),
        _ => (tr!("signal-weak"), 0),
    }
}

/// The local time of day.
#[must_use]
pub fn time_of_day(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system())
        .strftime("%H:%M:%S")
        .to_string()
}

/// A long id, shortened to its distinctive ends: `019c…43ea`.
#[must_use]
pub fn shortened(id: &str) -> String {
    const WHOLE: usize = 12;
    const END: usize = 4;
    let length = id.chars().count();
    if length <= WHOLE {
        return id.to_owned();
    }
    let first: String = id.chars().take(END).collect();
    let last: String = id.chars().skip(length - END).collect();
    format!("{first}…{last}")
}

/// The name of a camera's state at the start of a label.
#[must_use]
pub fn state(state: &CandidateState) -> Capitalised<'_> {
    Capitalised(i18n::candidate_state(state).into())
}

/// The name of a session's state at the start of a label.
#[must_use]
pub fn session_state(state: &SessionState) -> Capitalised<'_> {
    Capitalised(i18n::session_state(state).into())
}

/// A text that starts with a capital letter.
#[derive(Debug)]
pub struct Capitalised<'a>(pub Cow<'a, str>);

impl Display for Capitalised<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut chars = self.0.chars();
        let first = chars.next().map(char::to_uppercase);
        first.map_or(Ok(()), |first| write!(f, "{first}{}", chars.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_say_them() {
        let seconds = Duration::from_secs;
        assert_eq!(clock(seconds(0)), "0:00");
        assert_eq!(clock(seconds(102)), "1:42");
        assert_eq!(clock(seconds(3723)), "1:02:03");
        assert_eq!(roughly(seconds(45)), "45\u{202f}s");
        assert_eq!(roughly(seconds(27 * 60 + 59)), "27\u{202f}min");
        assert_eq!(roughly(seconds(3 * 3600)), "3\u{202f}h");
    }

    #[test]
    fn a_wait_is_shown_in_steps_until_it_is_nearly_over() {
        let shown = |millis| wait(Duration::from_millis(millis));
        assert_eq!(shown(30_000), "30\u{202f}s");
        assert_eq!(shown(25_001), "30\u{202f}s");
        assert_eq!(shown(25_000), "25\u{202f}s");
        assert_eq!(shown(5_001), "10\u{202f}s");
        assert_eq!(shown(5_000), "5\u{202f}s");
        assert_eq!(shown(3_200), "4\u{202f}s");
        assert_eq!(shown(0), "0\u{202f}s");
    }

    #[test]
    fn a_signal_has_a_word_and_bars() {
        let cases = [
            (-40, "excellent", 3),
            (-50, "excellent", 3),
            (-51, "good", 2),
            (-60, "good", 2),
        ];
        for (rssi, word, bars) in cases {
            assert_eq!(signal(rssi), (word, bars));
        }
        assert_eq!(signal(-70), ("fair", 1));
        assert_eq!(signal(-71), ("weak", 0));
        assert_eq!(dbm(-81), "−81\u{202f}dBm");
    }
}

//! Parses the Pi's spellings of instants and spans (contract, section 5).

use std::time::Duration;

use jiff::{SpanRelativeTo, Timestamp, fmt::friendly::SpanParser};
use serde::Serializer;

/// The longest plausible span: a day. Longer ones are cut to it.
const LONGEST: Duration = Duration::from_hours(24);

/// The longest plausible uptime: a hundred years.
pub(super) const LONGEST_UPTIME: Duration = Duration::from_hours(24 * 365 * 100);

/// An RFC 3339 instant with any fraction and any offset.
#[must_use]
pub fn timestamp(text: &str) -> Option<Timestamp> {
    nanosecond_precision(text.trim()).parse().ok()
}

/// The first second of 1971.
const START_OF_1971: i64 = 365 * 24 * 60 * 60;

/// Whether it is what a Pi writes for a time that never was: the year 1 of Go, or 1970, as on a Pi
/// whose clock was never set (contract, section 5).
#[must_use]
pub fn is_never(at: Timestamp) -> bool {
    at.as_second() < START_OF_1971
}

/// Whether it is the least duration of Go, which means none: `-2562047h47m16.854775808s`.
#[must_use]
pub fn is_least_span(text: &str) -> bool {
    text.trim().starts_with("-2562047h47m16")
}

/// The text with a fraction of at most nine digits, the most that fits.
fn nanosecond_precision(text: &str) -> String {
    let Some((whole, rest)) = text.split_once('.') else {
        return text.to_owned();
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (fraction, offset) = rest.split_at(digits);
    format!("{whole}.{}{offset}", &fraction[..digits.min(9)])
}

/// A span: `45s`, `1m30s` (Go), `00:45:00`, or bare seconds. A negative one has run out: zero.
#[must_use]
pub fn span(text: &str) -> Option<Duration> {
    let text = text.trim();
    let (negative, text) = text
        .strip_prefix('-')
        .map_or((false, text), |rest| (true, rest));
    let total = if text.contains(':') {
        clock_seconds(text)
    } else {
        text.parse().ok().or_else(|| unit_seconds(text))
    };
    total.and_then(|total| seconds(if negative { 0.0 } else { total }))
}

/// This many seconds, at most a day; `None` for what is no span.
#[must_use]
pub fn seconds(seconds: f64) -> Option<Duration> {
    let is_plausible = seconds.is_finite() && seconds >= 0.0;
    is_plausible.then(|| Duration::from_secs_f64(seconds.min(LONGEST.as_secs_f64())))
}

/// A wait that a Pi asks for, as it is taken: 1 s to 1 h (contract, section 3, rule 7).
#[must_use]
pub fn retry_wait(asked: Duration) -> Duration {
    asked.clamp(Duration::from_secs(1), Duration::from_hours(1))
}

/// `HH:MM:SS` or `MM:SS`, seconds with a fraction allowed.
fn clock_seconds(text: &str) -> Option<f64> {
    let parts: Option<Vec<f64>> = text.split(':').map(number).collect();
    let parts = parts.filter(|parts| parts.len() <= 3)?;
    Some(parts.iter().fold(0.0, |total, part| total * 60.0 + part))
}

/// How long something has been running: as [`span`], but longer than a day, and also `32 days, 4:39`
/// or `32d4h`.
#[must_use]
pub fn uptime(text: &str) -> Option<Duration> {
    let text = text.trim();
    let text = text.strip_prefix("up ").unwrap_or(text);
    let (days, clock) = match text.rsplit_once(' ') {
        Some((days, clock)) if clock.contains(':') => (Some(days), Some(clock)),
        _ if text.contains(':') => (None, Some(text)),
        _ => (Some(text), None),
    };
    let days = days.map_or(Some(0.0), |days| {
        number(days).or_else(|| unit_seconds(days.trim_end_matches(',')))
    });
    let total = days? + clock.map_or(Some(0.0), hours_and_minutes)?;
    let is_plausible = (0.0..=LONGEST_UPTIME.as_secs_f64()).contains(&total);
    is_plausible.then(|| Duration::from_secs_f64(total))
}

/// `H:MM` or `H:MM:SS`, in seconds.
fn hours_and_minutes(text: &str) -> Option<f64> {
    let (hours, minutes) = text.split_once(':')?;
    let (minutes, seconds) = minutes.split_once(':').unwrap_or((minutes, "0"));
    Some(number(hours)? * 3600.0 + number(minutes)? * 60.0 + number(seconds)?)
}

/// Numbers with units, as Go writes them (`1h2m3.5s`) or as words (`2 days, 3 hours`), in seconds.
fn unit_seconds(text: &str) -> Option<f64> {
    let span = SpanParser::new().parse_span(text).ok()?;
    let duration = span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
    Some(duration.as_secs_f64())
}

/// A plain decimal number: what `f64` reads, without its `inf`, `nan`, signs and exponents.
fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    text.parse().ok().filter(|_| plain)
}

/// Go's form of whole seconds, as a Pi writes `timeout_remaining`: `45s`, `1m30s`, `1h0m5s`.
#[must_use]
pub fn go_text(span: Duration) -> String {
    let total = span.as_secs();
    let (hours, minutes, seconds) = (total / 3600, total / 60 % 60, total % 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds}s"),
        (0, _) => format!("{minutes}m{seconds}s"),
        _ => format!("{hours}h{minutes}m{seconds}s"),
    }
}

/// For `#[serde(serialize_with)]`: RFC 3339 in UTC, with as many digits as there are.
///
/// # Errors
/// Those of the serializer.
pub fn as_rfc3339<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_have_any_fraction_and_offset() {
        let expected = Timestamp::new(1_770_604_803, 100_000_000).ok();
        for text in [
            "2026-02-09T02:40:03.1Z",
            "2026-02-09T02:40:03.100000000Z",
            "2026-02-09T02:40:03.100000000999Z",
            "2026-02-08T23:40:03.1-03:00",
            " 2026-02-09T08:10:03.1+05:30 ",
        ] {
            assert_eq!(timestamp(text), expected, "{text:?}");
        }
        for text in [
            "",
            "soon",
            "2026-02-09T02:40:03",
            "1770604803",
            "2026-02-09T02:40:03.é",
        ] {
            assert_eq!(timestamp(text), None, "{text:?}");
        }
        assert_eq!(timestamp("0001-01-01T00:00:00Z").map(is_never), Some(true));
        for (text, never) in [
            ("0001-01-01T00:00:00-03:06", true),
            ("0001-01-01T00:00:00+05:30", true),
            ("1970-01-01T00:00:00Z", true),
            ("1970-01-02T11:12:13Z", true),
            ("1971-01-01T00:00:00Z", false),
        ] {
            assert_eq!(timestamp(text).map(is_never), Some(never), "{text}");
        }
    }

    #[test]
    fn spans_come_in_three_forms() {
        let cases = [
            ("45s", 45.0),
            ("00:45:00", 2700.0),
            ("45:00", 2700.0),
            ("1m30s", 90.0),
            ("1h0m0.5s", 3600.5),
            ("300ms", 0.3),
            ("0s", 0.0),
            ("-3s", 0.0),
            ("120", 120.0),
            ("12.5", 12.5),
            ("9999h", 86400.0),
        ];
        for (text, expected) in cases {
            assert_eq!(
                span(text).map(|s| s.as_secs_f64()),
                Some(expected),
                "{text:?}"
            );
        }
        for text in [
            "", "-", "soon", "s", "5 apples", "1:2:3:4", "NaN", "inf", "1m30", "é5s",
        ] {
            assert_eq!(span(text), None, "{text:?}");
        }
    }

    #[test]
    fn uptimes_are_longer_than_a_day_and_have_words() {
        let cases = [
            ("772h39m56s", 2_781_596),
            ("32d4h39m56s", 2_781_596),
            ("32 days, 4:39:56", 2_781_596),
            ("up 32 days, 4 hours, 39 minutes", 2_781_540),
            ("up 1 week, 2 days", 777_600),
            ("4:39", 16_740),
            ("2781596", 2_781_596),
            ("5 days", 432_000),
            ("45s", 45),
        ];
        for (text, seconds) in cases {
            assert_eq!(uptime(text), Some(Duration::from_secs(seconds)), "{text:?}");
        }
        for text in [
            "",
            "-",
            "a while",
            "5 apples",
            "1:x",
            "days",
            "12 days and more",
            "9e99",
            "-3s",
        ] {
            assert_eq!(uptime(text), None, "{text:?}");
        }
    }

    #[test]
    fn spans_are_written_as_go_does() {
        for (seconds, expected) in [(0, "0s"), (45, "45s"), (90, "1m30s"), (3605, "1h0m5s")] {
            assert_eq!(go_text(Duration::from_secs(seconds)), expected);
        }
    }
}

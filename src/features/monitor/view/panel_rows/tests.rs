//! What is said of figures that are there, absent, or call for attention.

use std::time::Duration;

use super::*;
use crate::domain::telemetry::{SecurityFigures, Transport};

fn said(latest: &Telemetry, name: &str) -> Vec<String> {
    let monitoring = Monitoring::new(latest.received);
    let now_ms = latest.received.wall.as_millisecond();
    let window = TimeWindow::ending_at(now_ms, Duration::from_mins(15));
    let rows = panels(&monitoring, latest, window, latest.received);
    rows.into_iter()
        .flat_map(|panel| panel.rows)
        .filter(|row| row.name == name)
        .map(|row| row.value)
        .collect()
}

#[test]
fn what_is_not_known_says_why() {
    let latest =
        |transport| Telemetry::of_sample(transport, Now::read(), TelemetrySample::default());
    let socket = latest(Transport::Socket);
    assert_eq!(said(&socket, "Latency"), ["not sent by this Pi"]);
    assert_eq!(said(&latest(Transport::Polling), "Latency"), ["—"]);
}

#[test]
fn a_pi_that_has_started_within_what_is_visible_says_so() {
    let uptime = |minutes| {
        let sample = TelemetrySample {
            uptime: Some(Duration::from_mins(minutes)),
            ..TelemetrySample::default()
        };
        said(
            &Telemetry::of_sample(Transport::Polling, Now::read(), sample),
            "Uptime",
        )
    };
    assert_eq!(uptime(16), ["16\u{202f}min"]);
    assert!(uptime(14)[0].ends_with("restarted 14\u{202f}min ago"));
}

#[test]
fn a_certificate_says_how_long_it_holds() {
    for (hours, words) in [
        (24 * 87 + 1, "87 days left"),
        (25, "1 day left"),
        (1, "runs out today"),
        (-1, "expired"),
    ] {
        let now = Now::read();
        let security = SecurityFigures {
            certificate_expiry: Some(now.wall + jiff::SignedDuration::from_hours(hours)),
            ..SecurityFigures::default()
        };
        let sample = TelemetrySample::default();
        let latest = Telemetry {
            security: Some(security),
            ..Telemetry::of_sample(Transport::Socket, now, sample)
        };
        assert_eq!(said(&latest, "Certificate"), [words]);
    }
}

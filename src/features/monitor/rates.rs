//! Bytes per second, from the counters of the Pi. The rate of a counter that went back (it was
//! reset) is unknown, never negative.

use std::time::{Duration, Instant};

use crate::domain::telemetry::{NetworkFigures, Telemetry};

/// Counters that do not change for this long have a rate of zero; before that, they were only not
/// sent again.
const SAME_COUNTERS: Duration = Duration::from_millis(7_500);

/// The rates of the network of the Pi; `None` while unknown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rates {
    pub received_bytes_per_second: Option<f64>,
    pub sent_bytes_per_second: Option<f64>,
}

/// The counters that the next ones are compared with.
#[derive(Debug, Clone, Copy)]
struct Baseline {
    at: Instant,
    received: Option<u64>,
    sent: Option<u64>,
}

/// Computes the rates from successive counters.
#[derive(Debug, Default)]
pub(crate) struct RateMeter {
    baseline: Option<Baseline>,
    rates: Rates,
}

impl RateMeter {
    pub(crate) fn rates(&self) -> Rates {
        self.rates
    }

    /// Takes in new counters; telemetry without counters makes the rates unknown.
    pub(crate) fn update(&mut self, telemetry: &Telemetry) {
        let Some(NetworkFigures {
            bytes_received: received,
            bytes_sent: sent,
            ..
        }) = telemetry.network
        else {
            *self = Self::default();
            return;
        };
        let at = telemetry.received.instant;
        let now = Baseline { at, received, sent };
        let Some(before) = self.baseline else {
            self.baseline = Some(now);
            return;
        };
        let passed = at.saturating_duration_since(before.at);
        let unchanged = (received, sent) == (before.received, before.sent);
        if passed.is_zero() || unchanged && passed < SAME_COUNTERS {
            return;
        }
        self.rates = Rates {
            received_bytes_per_second: rate(before.received, received, passed),
            sent_bytes_per_second: rate(before.sent, sent, passed),
        };
        self.baseline = Some(now);
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a rate needs no more than 53 bits"
)]
fn rate(before: Option<u64>, now: Option<u64>, passed: Duration) -> Option<f64> {
    let bytes = now?.checked_sub(before?)?;
    Some(bytes as f64 / passed.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        clock::Now,
        telemetry::{TelemetrySample, Transport},
    };

    /// The rates after counters at these seconds.
    fn rates(counters: &[(u64, Option<(u64, u64)>)]) -> (Option<f64>, Option<f64>) {
        let start = Now::read();
        let mut meter = RateMeter::default();
        for (seconds, bytes) in counters {
            let network = bytes.map(|(received, sent)| NetworkFigures {
                bytes_received: Some(received),
                bytes_sent: Some(sent),
                ..NetworkFigures::default()
            });
            let at = start + Duration::from_secs(*seconds);
            let sample = TelemetrySample::default();
            meter.update(&Telemetry {
                network,
                ..Telemetry::of_sample(Transport::Socket, at, sample)
            });
        }
        let rates = meter.rates();
        (rates.received_bytes_per_second, rates.sent_bytes_per_second)
    }

    #[test]
    fn a_rate_is_the_difference_of_two_counters_over_time() {
        assert_eq!(rates(&[(0, Some((1_000, 10)))]), (None, None));
        let two = [(0, Some((1_000, 10))), (5, Some((6_000, 10)))];
        assert_eq!(rates(&two), (Some(1_000.0), Some(0.0)));
    }

    #[test]
    fn the_rate_of_a_reset_counter_is_unknown_until_its_next_value() {
        let reset = [(0, Some((9_000, 10))), (5, Some((100, 60)))];
        assert_eq!(rates(&reset), (None, Some(10.0)));
        let again = [reset[0], reset[1], (10, Some((600, 60)))];
        assert_eq!(rates(&again), (Some(100.0), Some(0.0)));
    }

    #[test]
    fn unchanged_counters_keep_the_rate_for_a_while() {
        let kept = [
            (0, Some((0, 0))),
            (5, Some((500, 50))),
            (6, Some((500, 50))),
        ];
        assert_eq!(rates(&kept), (Some(100.0), Some(10.0)));
        let still = [kept[0], kept[1], kept[2], (13, Some((500, 50)))];
        assert_eq!(rates(&still), (Some(0.0), Some(0.0)));
        let polled = [kept[0], kept[1], (7, None)];
        assert_eq!(rates(&polled), (None, None));
    }
}

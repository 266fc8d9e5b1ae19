//! Every interval and time-out of the connection, in one place: the real values, and shorter ones for tests.

use std::time::Duration;

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// How long things may take and how often they are done. [`Timing::default`] is what production uses.
#[derive(Debug, Clone)]
pub struct Timing {
    /// For opening a TCP (and TLS) connection.
    pub connect: Duration,
    /// For a whole call, from the name look-up to the last byte of the answer.
    pub call: Duration,
    /// For the answer to a probe of a Pi that is down.
    pub probe: Duration,
    /// Waits before the second, third and fourth try of a call.
    pub call_retries: [Duration; 3],
    /// The longest wait that a Pi may ask for before a read is tried again by itself; what takes longer is shown.
    pub longest_read_wait: Duration,
    /// The same for what a person asked the Pi to do.
    pub longest_call_wait: Duration,
    /// Waits before the stream is opened again; the last one stays.
    pub stream_retries: [Duration; 6],
    /// How long the stream must hold before those waits start over.
    pub stream_healthy: Duration,
    /// The least and the most that a Pi may ask for with `retry:` or `Retry-After`.
    pub stream_retry_hint: (Duration, Duration),
    /// Silence after which a stream counts as dead.
    pub stream_silence: Duration,
    /// How long the stream may be down before the session is polled instead.
    pub poll_after: Duration,
    /// Between two reads of the session while it is polled, or could not be read.
    pub poll: Duration,
    /// Between two probes of a Pi that is down, and the least between two attempts to open the stream that a sign of life brings forward.
    pub probe_every: Duration,
    /// Between two reads of the onboarding network.
    pub network: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            connect: seconds(5),
            call: seconds(30),
            probe: seconds(2),
            call_retries: [1, 2, 4].map(seconds),
            longest_read_wait: seconds(5),
            longest_call_wait: seconds(30),
            stream_retries: [1, 2, 4, 8, 16, 30].map(seconds),
            stream_healthy: seconds(30),
            stream_retry_hint: (seconds(1), seconds(30)),
            stream_silence: seconds(45),
            poll_after: seconds(10),
            poll: seconds(3),
            probe_every: seconds(2),
            network: seconds(5),
        }
    }
}

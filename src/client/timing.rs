//! Every interval and time-out of the connection to a Pi. Tests use shorter ones.

use std::time::Duration;

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// How long things may take and how often they are done. Outside tests [`Timing::default`].
#[derive(Debug, Clone)]
pub struct Timing {
    /// Time-out for opening a TCP (and TLS) connection.
    pub connect: Duration,
    /// Time-out for a whole call, from the name look-up to the last byte of the answer.
    pub call: Duration,
    /// Time-out for the answer to a probe of a Pi that is down.
    pub probe: Duration,
    /// Waits before the second, third and fourth attempt of a call.
    pub call_retries: [Duration; 3],
    /// The longest wait that a Pi may ask for before a read is repeated automatically; a longer one
    /// is shown as a problem.
    pub longest_read_wait: Duration,
    /// The same for an action on a session or a camera.
    pub longest_call_wait: Duration,
    /// The same for a call about one of hundreds of allowlist entries.
    pub longest_wait_of_many: Duration,
    /// The least time between two calls to cameras once the Pi has asked for a break.
    pub call_spacing: Duration,
    /// How long after its last break a Pi gets such calls only one at a time.
    pub careful_for: Duration,
    /// The longest time that one call may wait in total because the Pi asks for breaks.
    pub longest_breaks: Duration,
    /// Waits before successive reconnects of a stream; the last one repeats.
    pub stream_retries: [Duration; 6],
    /// How long a stream must be open before those waits start over.
    pub stream_healthy: Duration,
    /// The bounds of a wait before a reconnect that a Pi asks for with `retry:` or `Retry-After`.
    pub stream_retry_hint: (Duration, Duration),
    /// Silence after which a stream counts as dead.
    pub stream_silence: Duration,
    /// How long the stream may be down before the session is polled instead.
    pub poll_after: Duration,
    /// Between two reads of the session while it is polled, or could not be read.
    pub poll: Duration,
    /// The longest time between two such reads, if the Pi asks for a wait.
    pub longest_poll: Duration,
    /// While cameras are in flight or may appear: the longest time between two reads of the session,
    /// also while events come; and from an accepted command to the next read. Below the 10 s of the
    /// contract, section 6, so that the read ends in time.
    pub check_busy: Duration,
    /// The longest time between two reads of the session while no camera is in flight.
    pub check_idle: Duration,
    /// How long an event may take longer than the answer to a call.
    pub event_delay: Duration,
    /// How long events are held back at most while the session is read.
    pub hold_back: Duration,
    /// How long a stopped session is read until its cameras are at rest.
    pub settle: Duration,
    /// Between two attempts after a refusal of the key.
    pub refused: Duration,
    /// Between two attempts to open a stream while something in front of the Pi refuses it.
    pub refused_on_the_way: Duration,
    /// Between two probes of a Pi that is down, and the least time between two attempts to open a
    /// stream when the Pi returns.
    pub probe_every: Duration,
    /// Between two reads of the onboarding network.
    pub network: Duration,
    /// Time-out for the handshakes (TLS and WebSocket) of the monitoring socket, once TCP is
    /// connected.
    pub handshake: Duration,
    /// Between two pings on the monitoring socket.
    pub socket_ping: Duration,
    /// Time-out for any message after a ping.
    pub socket_pong: Duration,
    /// How long the monitoring socket may take to bring its first figures before system info is
    /// polled.
    pub monitor_grace: Duration,
    /// Between two polls of system info, and about between two frames of the socket.
    pub monitor_poll: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            connect: seconds(5),
            call: seconds(30),
            probe: seconds(2),
            call_retries: [1, 2, 4].map(seconds),
            longest_read_wait: seconds(5),
            longest_call_wait: seconds(2),
            longest_wait_of_many: seconds(30),
            call_spacing: seconds(1),
            careful_for: seconds(30),
            longest_breaks: seconds(300),
            stream_retries: [1, 2, 4, 8, 16, 30].map(seconds),
            stream_healthy: seconds(30),
            stream_retry_hint: (seconds(1), seconds(30)),
            stream_silence: seconds(45),
            poll_after: seconds(5),
            poll: seconds(3),
            longest_poll: seconds(30),
            check_busy: seconds(8),
            check_idle: seconds(60),
            event_delay: Duration::from_millis(500),
            hold_back: seconds(3),
            settle: seconds(60),
            refused: seconds(60),
            refused_on_the_way: seconds(30),
            probe_every: seconds(2),
            network: seconds(5),
            handshake: seconds(10),
            socket_ping: seconds(30),
            socket_pong: seconds(10),
            monitor_grace: seconds(3),
            monitor_poll: seconds(5),
        }
    }
}

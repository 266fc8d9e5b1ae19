//! The pings of the monitoring socket: when to send one, and when to give the connection up.

use std::time::{Duration, Instant};

use crate::client::timing::Timing;

/// What is due next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beat {
    /// Send a ping.
    Ping,
    /// Give up: the last ping was not answered in time.
    Dead,
}

/// The pings of one connection. Whatever the Pi sends counts as an answer, not only a pong.
#[derive(Debug)]
pub(crate) struct Heartbeat {
    ping_every: Duration,
    pong_within: Duration,
    last_ping: Instant,
    unanswered: bool,
}

impl Heartbeat {
    /// For a connection that was opened at `now`.
    pub fn new(timing: &Timing, now: Instant) -> Self {
        Self {
            ping_every: timing.socket_ping,
            pong_within: timing.socket_pong,
            last_ping: now,
            unanswered: false,
        }
    }

    /// The Pi sent something.
    pub fn message_received(&mut self) {
        self.unanswered = false;
    }

    /// When the next beat is due, and which.
    pub fn next(&self) -> (Instant, Beat) {
        if self.unanswered {
            (self.last_ping + self.pong_within, Beat::Dead)
        } else {
            (self.last_ping + self.ping_every, Beat::Ping)
        }
    }

    pub fn ping_sent(&mut self, now: Instant) {
        self.last_ping = now;
        self.unanswered = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ping_every_30_seconds_is_answered_within_10() {
        let began = Instant::now();
        let at = |seconds| began + Duration::from_secs(seconds);
        let mut heartbeat = Heartbeat::new(&Timing::default(), began);
        assert_eq!(heartbeat.next(), (at(30), Beat::Ping));
        heartbeat.ping_sent(at(30));
        assert_eq!(heartbeat.next(), (at(40), Beat::Dead));
        heartbeat.message_received();
        assert_eq!(heartbeat.next(), (at(60), Beat::Ping));
        heartbeat.ping_sent(at(60));
        assert_eq!(heartbeat.next(), (at(70), Beat::Dead));
    }
}

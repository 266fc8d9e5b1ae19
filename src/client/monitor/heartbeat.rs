//! When to ask whether the Pi is still there, and when to give it up. Pure: the clock is passed in.

use std::time::{Duration, Instant};

use crate::client::timing::Timing;

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beat {
    /// Send a ping.
    Ping,
    /// It answers no more.
    Dead,
}

/// The pings of one connection. Whatever the Pi sends is a sign of reachability, not only a pong.
#[derive(Debug)]
pub(crate) struct Heartbeat {
    every: Duration,
    within: Duration,
    last_ping: Instant,
    unanswered: bool,
}

impl Heartbeat {
    /// Of a connection that was opened just now.
    pub fn new(timing: &Timing, now: Instant) -> Self {
        Self {
            every: timing.socket_ping,
            within: timing.socket_pong,
            last_ping: now,
            unanswered: false,
        }
    }

    /// The Pi sent something.
    pub fn heard(&mut self) {
        self.unanswered = false;
    }

    /// When the next beat is due, and which.
    pub fn next(&self) -> (Instant, Beat) {
        if self.unanswered {
            (self.last_ping + self.within, Beat::Dead)
        } else {
            (self.last_ping + self.every, Beat::Ping)
        }
    }

    /// A ping goes out.
    pub fn pinged(&mut self, now: Instant) {
        self.last_ping = now;
        self.unanswered = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ping_every_30_seconds_has_10_seconds_for_its_answer() {
        let began = Instant::now();
        let at = |seconds| began + Duration::from_secs(seconds);
        let mut heartbeat = Heartbeat::new(&Timing::default(), began);
        assert_eq!(heartbeat.next(), (at(30), Beat::Ping));
        heartbeat.pinged(at(30));
        assert_eq!(heartbeat.next(), (at(40), Beat::Dead));
        heartbeat.heard();
        assert_eq!(heartbeat.next(), (at(60), Beat::Ping));
        heartbeat.pinged(at(60));
        assert_eq!(heartbeat.next(), (at(70), Beat::Dead));
    }
}

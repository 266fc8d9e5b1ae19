//! When system info is polled: the rules by which polling and the socket replace each other.

use std::time::{Duration, Instant};

use crate::{client::timing::Timing, domain::telemetry::TransportChoice};

/// What is known of the transports so far.
#[derive(Debug, Clone)]
pub(crate) struct PollSchedule {
    choice: TransportChoice,
    grace: Duration,
    every: Duration,
    began: Instant,
    socket_open: bool,
    last_frame: Option<Instant>,
    last_poll: Option<Instant>,
}

impl PollSchedule {
    pub fn new(choice: TransportChoice, timing: &Timing, now: Instant) -> Self {
        Self {
            choice,
            grace: timing.monitor_grace,
            every: timing.monitor_poll,
            began: now,
            socket_open: false,
            last_frame: None,
            last_poll: None,
        }
    }

    pub fn set_socket_open(&mut self, is_open: bool) {
        self.socket_open = is_open;
    }

    /// The socket brought figures.
    pub fn frame_received(&mut self, now: Instant) {
        self.last_frame = Some(now);
    }

    pub fn poll_started(&mut self, now: Instant) {
        self.last_poll = Some(now);
    }

    /// Whether the socket brought figures after `instant`, so that those of a poll that was started
    /// then are outdated.
    pub fn has_frame_since(&self, instant: Instant) -> bool {
        self.last_frame.is_some_and(|last| last > instant)
    }

    /// When to poll next if nothing changes. `None`: not at all.
    pub fn next_poll(&self) -> Option<Instant> {
        let after_poll = self.last_poll.map_or(self.began, |last| last + self.every);
        match self.choice {
            TransportChoice::Socket => None,
            TransportChoice::Polling => Some(after_poll),
            TransportChoice::Auto => Some(self.replaces_socket_at().max(after_poll)),
        }
    }

    /// When polling has to replace the socket: one that is open and merely late gets half an
    /// interval more.
    fn replaces_socket_at(&self) -> Instant {
        let limit = if self.socket_open {
            self.every + self.every / 2
        } else {
            self.every
        };
        self.last_frame
            .map_or(self.began + self.grace, |last| last + limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Scenario {
        began: Instant,
        schedule: PollSchedule,
    }

    impl Scenario {
        fn new(choice: TransportChoice) -> Self {
            let began = Instant::now();
            Self {
                began,
                schedule: PollSchedule::new(choice, &Timing::default(), began),
            }
        }

        fn at(&self, seconds: f64) -> Instant {
            self.began + Duration::from_secs_f64(seconds)
        }

        /// Seconds from the beginning to the next poll.
        fn next(&self) -> Option<f64> {
            let next = self.schedule.next_poll()?;
            Some(next.duration_since(self.began).as_secs_f64())
        }

        fn frame(&mut self, seconds: f64) {
            self.schedule.frame_received(self.at(seconds));
        }

        fn poll(&mut self, seconds: f64) {
            self.schedule.poll_started(self.at(seconds));
        }
    }

    #[test]
    fn without_a_socket_polling_begins_after_3_seconds_and_goes_on_every_5() {
        let mut scenario = Scenario::new(TransportChoice::Auto);
        assert_eq!(scenario.next(), Some(3.0));
        scenario.poll(3.0);
        assert_eq!(scenario.next(), Some(8.0));
        scenario.poll(8.0);
        assert_eq!(scenario.next(), Some(13.0));
    }

    #[test]
    fn nothing_is_polled_while_the_socket_brings_figures() {
        let mut scenario = Scenario::new(TransportChoice::Auto);
        scenario.schedule.set_socket_open(true);
        for seconds in 1..100 {
            let at = f64::from(seconds) * 5.0;
            scenario.frame(at);
            assert_eq!(
                scenario.next(),
                Some(at + 7.5),
                "after the next frame is due"
            );
        }
    }

    #[test]
    fn a_lost_socket_leaves_no_gap_longer_than_an_interval() {
        let mut scenario = Scenario::new(TransportChoice::Auto);
        scenario.schedule.set_socket_open(true);
        scenario.frame(100.0);
        scenario.schedule.set_socket_open(false);
        assert_eq!(scenario.next(), Some(105.0));
        scenario.poll(105.0);
        assert_eq!(scenario.next(), Some(110.0));
        scenario.schedule.set_socket_open(true);
        scenario.frame(107.0);
        assert_eq!(scenario.next(), Some(114.5), "back on the socket");
    }

    #[test]
    fn polling_replaces_an_open_socket_without_figures_until_it_brings_some() {
        let mut scenario = Scenario::new(TransportChoice::Auto);
        scenario.schedule.set_socket_open(true);
        assert_eq!(scenario.next(), Some(3.0), "it brought nothing");
        scenario.frame(1.0);
        assert_eq!(scenario.next(), Some(8.5));
        for poll in [8.5, 13.5, 18.5] {
            scenario.poll(poll);
            assert_eq!(scenario.next(), Some(poll + 5.0));
        }
        scenario.frame(20.0);
        assert_eq!(scenario.next(), Some(27.5));
        assert!(scenario.schedule.has_frame_since(scenario.at(19.0)));
        assert!(!scenario.schedule.has_frame_since(scenario.at(21.0)));
    }

    #[test]
    fn a_forced_transport_is_not_replaced() {
        let mut polling = Scenario::new(TransportChoice::Polling);
        assert_eq!(polling.next(), Some(0.0));
        polling.poll(0.0);
        assert_eq!(polling.next(), Some(5.0));
        let mut socket = Scenario::new(TransportChoice::Socket);
        assert_eq!(socket.next(), None);
        socket.frame(1.0);
        socket.schedule.set_socket_open(false);
        assert_eq!(socket.next(), None);
    }
}

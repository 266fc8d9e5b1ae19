//! When to poll: the rules by which one transport takes over from the other. Pure: the clock is passed in.

use std::time::{Duration, Instant};

use crate::{client::timing::Timing, domain::telemetry::TransportChoice};

/// What is known of the figures' flow.
#[derive(Debug, Clone)]
pub(crate) struct Fallback {
    choice: TransportChoice,
    grace: Duration,
    every: Duration,
    began: Instant,
    socket_open: bool,
    last_frame: Option<Instant>,
    last_poll: Option<Instant>,
}

impl Fallback {
    /// Nothing is open and nothing is known.
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

    /// The socket is open.
    pub fn opened(&mut self) {
        self.socket_open = true;
    }

    /// The socket is not open any more.
    pub fn lost(&mut self) {
        self.socket_open = false;
    }

    /// The socket brought figures.
    pub fn framed(&mut self, now: Instant) {
        self.last_frame = Some(now);
    }

    /// A poll begins.
    pub fn polls(&mut self, now: Instant) {
        self.last_poll = Some(now);
    }

    /// Whether the socket brought figures after `began`, so that those of a poll begun then are old.
    pub fn is_newer_than(&self, began: Instant) -> bool {
        self.last_frame.is_some_and(|last| last > began)
    }

    /// When to poll next, if nothing changes. `None`: not at all.
    pub fn next_poll(&self) -> Option<Instant> {
        let after_poll = self.last_poll.map(|last| last + self.every);
        match self.choice {
            TransportChoice::Socket => None,
            TransportChoice::Polling => Some(after_poll.unwrap_or(self.began)),
            TransportChoice::Auto => Some(
                self.replaces_socket_at()
                    .max(after_poll.unwrap_or(self.began)),
            ),
        }
    }

    /// When polling has to step in for the socket: an open one that is merely late gets half an interval more.
    fn replaces_socket_at(&self) -> Instant {
        let patience = if self.socket_open {
            self.every + self.every / 2
        } else {
            self.every
        };
        self.last_frame
            .map_or(self.began + self.grace, |last| last + patience)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Story {
        began: Instant,
        fallback: Fallback,
    }

    impl Story {
        fn new(choice: TransportChoice) -> Self {
            let began = Instant::now();
            Self {
                began,
                fallback: Fallback::new(choice, &Timing::default(), began),
            }
        }

        fn at(&self, seconds: f64) -> Instant {
            self.began + Duration::from_secs_f64(seconds)
        }

        /// Seconds from the beginning until the next poll.
        fn next(&self) -> Option<f64> {
            let next = self.fallback.next_poll()?;
            Some(next.duration_since(self.began).as_secs_f64())
        }

        fn frame(&mut self, seconds: f64) {
            self.fallback.framed(self.at(seconds));
        }

        fn poll(&mut self, seconds: f64) {
            self.fallback.polls(self.at(seconds));
        }
    }

    #[test]
    fn without_a_socket_polling_begins_after_3_seconds_and_goes_on_every_5() {
        let mut story = Story::new(TransportChoice::Auto);
        assert_eq!(story.next(), Some(3.0));
        story.poll(3.0);
        assert_eq!(story.next(), Some(8.0));
        story.poll(8.0);
        assert_eq!(story.next(), Some(13.0));
    }

    #[test]
    fn while_the_socket_brings_figures_nothing_is_polled() {
        let mut story = Story::new(TransportChoice::Auto);
        story.fallback.opened();
        for seconds in 1..100 {
            let at = f64::from(seconds) * 5.0;
            story.frame(at);
            assert_eq!(story.next(), Some(at + 7.5), "after the next frame is due");
        }
    }

    #[test]
    fn a_lost_socket_leaves_no_gap_longer_than_an_interval() {
        let mut story = Story::new(TransportChoice::Auto);
        story.fallback.opened();
        story.frame(100.0);
        story.fallback.lost();
        assert_eq!(story.next(), Some(105.0));
        story.poll(105.0);
        assert_eq!(story.next(), Some(110.0));
        story.fallback.opened();
        story.frame(107.0);
        assert_eq!(story.next(), Some(114.5), "back on the socket");
    }

    #[test]
    fn a_socket_that_only_stays_open_is_replaced_and_takes_over_again() {
        let mut story = Story::new(TransportChoice::Auto);
        story.fallback.opened();
        assert_eq!(story.next(), Some(3.0), "it never said anything");
        story.frame(1.0);
        assert_eq!(story.next(), Some(8.5));
        for poll in [8.5, 13.5, 18.5] {
            story.poll(poll);
            assert_eq!(story.next(), Some(poll + 5.0));
        }
        story.frame(20.0);
        assert_eq!(story.next(), Some(27.5));
        assert!(story.fallback.is_newer_than(story.at(19.0)));
        assert!(!story.fallback.is_newer_than(story.at(21.0)));
    }

    #[test]
    fn a_person_can_force_either() {
        let mut polling = Story::new(TransportChoice::Polling);
        assert_eq!(polling.next(), Some(0.0));
        polling.poll(0.0);
        assert_eq!(polling.next(), Some(5.0));
        let mut socket = Story::new(TransportChoice::Socket);
        assert_eq!(socket.next(), None);
        socket.frame(1.0);
        socket.fallback.lost();
        assert_eq!(socket.next(), None);
    }
}

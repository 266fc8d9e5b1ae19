//! Sends events to the window: a bounded channel together with the waker of the window.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use tokio::sync::mpsc;

use crate::{domain::problem::Problem, messages::Event, wire::http_bodies::Read};

/// Called after every event that needs a frame, to wake the window. Must be quick and must not block.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// An event in the channel to the window.
pub(crate) struct QueuedEvent {
    pub event: Event,
    /// When it was sent, if that is measured.
    pub sent_at: Option<Instant>,
}

/// Waits when the window is slow: nothing is dropped and nothing piles up.
#[derive(Clone)]
pub(crate) struct EventSender {
    events: mpsc::Sender<QueuedEvent>,
    waker: Waker,
    /// Whether the window measures how long events are on their way to the screen.
    is_timed: Arc<AtomicBool>,
    /// Whether the display of the window is black.
    is_dark: Arc<AtomicBool>,
}

impl EventSender {
    pub fn new(events: mpsc::Sender<QueuedEvent>, waker: Waker) -> Self {
        Self {
            events,
            waker,
            is_timed: Arc::default(),
            is_dark: Arc::default(),
        }
    }

    /// Whether events carry the time at which they were sent; they do not until it is set.
    pub fn is_timed(&self) -> Arc<AtomicBool> {
        self.is_timed.clone()
    }

    /// To be set while the display of the window is black.
    pub fn is_dark(&self) -> Arc<AtomicBool> {
        self.is_dark.clone()
    }

    /// Sends the warnings of a read and returns its value.
    pub async fn keep_warnings<T>(
        &self,
        result: Result<Read<T>, Box<Problem>>,
    ) -> Result<T, Box<Problem>> {
        let Read { value, warnings } = result?;
        for warning in warnings {
            self.send(Event::Warning(warning)).await;
        }
        Ok(value)
    }

    /// Has no effect once the window is gone: the tasks of the client end then as well.
    pub async fn send(&self, event: Event) {
        let is_timed = self.is_timed.load(Ordering::Relaxed);
        let sent_at = is_timed.then(Instant::now);
        let needs_frame = event.needs_frame(self.is_dark.load(Ordering::Relaxed));
        let queued = QueuedEvent { event, sent_at };
        if self.events.send(queued).await.is_ok() && needs_frame {
            (self.waker)();
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;
    use crate::{
        domain::{
            clock::Now,
            link_state::LinkState,
            telemetry::{Telemetry, TelemetrySample, Transport},
        },
        messages::{BatchEvent, MonitorEvent},
    };

    #[tokio::test]
    async fn an_event_carries_its_time_only_while_that_is_measured() {
        let (tx, mut event_rx) = mpsc::channel(3);
        let event_tx = EventSender::new(tx, Arc::new(|| {}));
        let is_timed = event_tx.is_timed();
        let before = Instant::now();
        for measured in [false, true, false] {
            is_timed.store(measured, Ordering::Relaxed);
            event_tx.send(Event::Stream(LinkState::Off)).await;
            let sent_at = event_rx.try_recv().unwrap().sent_at;
            assert_eq!(sent_at.is_some_and(|at| at >= before), measured);
            assert_eq!(sent_at.is_some(), measured);
        }
    }

    fn figures() -> Event {
        let sample = TelemetrySample::default();
        let telemetry = Telemetry::of_sample(Transport::Socket, Now::read(), sample);
        Event::Monitor(MonitorEvent::Telemetry(Box::new(telemetry)))
    }

    #[tokio::test]
    async fn only_what_needs_a_frame_wakes_the_window_and_figures_do_not_wake_a_black_display() {
        let (event_tx, mut event_rx) = mpsc::channel(8);
        let wakes = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&wakes);
        let count = move || {
            counter.fetch_add(1, Ordering::Relaxed);
        };
        let sender = EventSender::new(event_tx, Arc::new(count));
        for (is_dark, event, expected) in [
            (false, figures(), 1),
            (true, figures(), 1),
            (true, Event::Stream(LinkState::Off), 2),
            (false, Event::Batch(BatchEvent::Heartbeat), 2),
            (false, figures(), 3),
        ] {
            sender.is_dark().store(is_dark, Ordering::Relaxed);
            sender.send(event).await;
            assert_eq!(wakes.load(Ordering::Relaxed), expected);
            assert!(event_rx.try_recv().is_ok(), "each event is sent");
        }
    }
}

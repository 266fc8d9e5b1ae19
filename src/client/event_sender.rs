//! Sends events to the window: a bounded channel together with the waker of the window.

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::{domain::problem::Problem, messages::Event, wire::http_bodies::Read};

/// Called after every event to wake the window. Must be quick and must not block.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Waits when the window is slow: nothing is dropped and nothing piles up.
#[derive(Clone)]
pub(crate) struct EventSender {
    events: mpsc::Sender<Event>,
    waker: Waker,
}

impl EventSender {
    pub fn new(events: mpsc::Sender<Event>, waker: Waker) -> Self {
        Self { events, waker }
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
        if self.events.send(event).await.is_ok() {
            (self.waker)();
        }
    }
}

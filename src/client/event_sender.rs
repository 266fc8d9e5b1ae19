//! The way out to the window: a bounded channel and a waker, so that one is never used without the other.

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::{domain::problem::Problem, messages::Event, wire::http_bodies::Read};

/// Called after every event: asks the window to look. Must be quick and must not block.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Waits when the window is slow, so that nothing is dropped and nothing piles up.
#[derive(Clone)]
pub(crate) struct EventSender {
    events: mpsc::Sender<Event>,
    waker: Waker,
}

impl EventSender {
    pub fn new(events: mpsc::Sender<Event>, waker: Waker) -> Self {
        Self { events, waker }
    }

    /// Tells of what could not be read, and gives what could.
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

    /// Without effect once the window is gone: everything else ends then, too.
    pub async fn send(&self, event: Event) {
        if self.events.send(event).await.is_ok() {
            (self.waker)();
        }
    }
}

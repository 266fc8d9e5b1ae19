//! When the events of the Pi are drawn: the first one after a while at once, in a burst ten times a second.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// One frame for all events that come within it (a plain `request_repaint` would draw two).
pub const COALESCE: Duration = Duration::from_millis(2);
/// Between two frames with events. When 50 cameras are at work there are 60 events a second; nobody can
/// follow so many frames, and without a GPU they would keep both cores of a Pi busy.
const APART: Duration = Duration::from_millis(100);

/// Shared between the window and the threads that wake it.
#[derive(Debug, Clone, Default)]
pub struct EventPace(Arc<Mutex<Option<Instant>>>);

impl EventPace {
    /// A frame shows events since `now`.
    pub fn note_frame(&self, now: Instant) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }

    /// How long an event that comes `now` waits for its frame.
    pub fn wait(&self, now: Instant) -> Duration {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = last.map(|last| APART.saturating_sub(now.saturating_duration_since(last)));
        left.unwrap_or_default().max(COALESCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_after_a_while_is_drawn_at_once_and_those_of_a_burst_together() {
        let pace = EventPace::default();
        let start = Instant::now();
        let after = |millis| start + Duration::from_millis(millis);
        assert_eq!(pace.wait(start), COALESCE, "the first one");
        pace.note_frame(start);
        assert_eq!(pace.wait(after(1)).as_millis(), 99);
        assert_eq!(pace.wait(after(60)).as_millis(), 40, "the same frame");
        assert_eq!(pace.wait(after(99)), COALESCE);
        assert_eq!(pace.wait(after(5_000)), COALESCE);
        pace.note_frame(after(5_000));
        assert_eq!(pace.wait(after(5_010)).as_millis(), 90);
    }

    #[test]
    fn a_frame_that_began_after_the_event_came_is_no_reason_to_wait_longer() {
        let pace = EventPace::default();
        let start = Instant::now();
        pace.note_frame(start + Duration::from_millis(5));
        assert_eq!(pace.wait(start), APART);
    }
}
